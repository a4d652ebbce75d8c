"""A index_block of one block: every object in it, what rules look for first, and whether there is anything to explain.

It is one walk, for all that is asked of markup without a fault: what keeps to schema.org costs one look at each value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from operator import itemgetter
from typing import Any, Final

from newsld.syntax.document import escape_pointer
from newsld.web.markup.contexts import SCHEMA_ORG, UNDECLARED, Context, extend_context, is_schema_org
from newsld.web.markup.schema_cache import (
    OBJECT_SHAPES,
    TYPE_SCHEMAS,
    ObjectShape,
    PropertySchema,
    TypeSchema,
    is_common_date,
    literal_is_valid,
    node_fits,
    object_shape,
    type_schema,
)

__all__ = ["BlockIndex", "IndexedObject", "index_block", "is_container"]

IndexedObject = tuple[dict[str, Any], int, str, int | str | None, Context]
"""An object of a block: itself, the place in the list of the one it stands in (-1: none), the key that it stands under
there, its place in a list of values, and the context that holds in it."""

_CONTAINER: Final = frozenset({"@context", "@graph", "@id"})
_CITING_TERMS: Final = frozenset({"citation", "isBasedOn", "mentions"})
"""Terms under which an article is another one that is spoken of, even where they only refer to it."""
_KEYWORDS: Final = frozenset({"@context", "@graph", "@id", "@type"})
_ALIASES: Final = frozenset({"id", "type"})
_GLOBAL_IDS: Final = ("https://", "http://", "urn:")
"""How names begin that mean the same in every input."""
_stripped: Final = str.strip
_type_of: Final = itemgetter("@type")


@dataclass(slots=True)
class BlockIndex:
    """What one walk through a block saw; the lists hold places in `objects`.

    `objects` has the outer before the inner, and is in the order of the text once `sort_by_text` was asked for.
    `named` are those that say more than their `@id`, the first of each, and `again` those that say something else
    under the same name; `references` those that only refer to another, `referred` the names that they use and that may
    hold in this input only, `cited` those under which something is cited; `contexts` those with a context of their
    own; `articles` those that may be one. With `known_valid`, no type, term or value is at fault as far as each is
    looked at by itself, and `expected` are the names that are referred to, each with the term that it stands under.
    """

    objects: list[IndexedObject] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)
    duplicates: list[tuple[str, int]] = field(default_factory=list)
    references: list[int] = field(default_factory=list)
    local_ids: set[str] = field(default_factory=set)
    cited_ids: set[str] = field(default_factory=set)
    contexts: list[int] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    typed_references: list[tuple[str, PropertySchema]] = field(default_factory=list)
    known_valid: bool = True
    ordered: bool = False

    def name(self, name: str, at: int) -> None:
        """Take the name of the object at a place, which says more than that."""
        data = self.objects[at][0]
        if name not in self.by_id:
            if "@graph" not in data or not is_container(data):
                self.by_id[name] = at
        elif not is_container(data) and data != self.objects[self.by_id[name]][0]:
            self.duplicates.append((name, at))
            # What refers to it may mean either, and only one is looked at.
            self.known_valid = self.known_valid and data.get("@type") == self.objects[self.by_id[name]][
                0
            ].get("@type")

    def add_reference(self, name: str, at: int, term: str) -> None:
        """Take the reference that stands at a place, under a term."""
        self.references.append(at)
        if not name.startswith(_GLOBAL_IDS):
            self.local_ids.add(name)
        if term in _CITING_TERMS:
            self.cited_ids.add(name)

    def sort_by_text(self) -> None:
        """Put the objects into the order of the text."""
        if self.ordered:
            return
        below: dict[int, list[int]] = {}
        for at, seen in enumerate(self.objects):
            below.setdefault(seen[1], []).append(at)
        order: list[int] = []
        waiting = below.pop(-1, [])[::-1]
        while waiting:
            order.append(waiting.pop())
            waiting += below.get(order[-1], [])[::-1]
        place = {at: new for new, at in enumerate(order)} | {-1: -1}
        self.objects = [(one[0], place[one[1]], *one[2:]) for one in map(self.objects.__getitem__, order)]
        told = sorted((place[at], name) for name, at in (*self.by_id.items(), *self.duplicates))
        self.by_id = {name: at for at, name in reversed(told)}
        self.duplicates = [(name, at) for at, name in told if self.by_id[name] != at]
        for several in (self.references, self.contexts, self.articles):
            several[:] = sorted(map(place.__getitem__, several))
        self.ordered = True


class _NeedsContextError(Exception):
    """The block has something that the quick walk does not understand."""


def index_block(data: Any, *, quick: bool = True) -> BlockIndex:
    """The index_block of a block's data; without `quick`, nothing is taken for known_valid."""
    if quick:
        found = BlockIndex()
        try:
            _QuickWalk(found).through(data)
        except _NeedsContextError:
            pass
        else:
            if not found.known_valid or found.duplicates:
                found.sort_by_text()
            return found
    found = BlockIndex(known_valid=False, ordered=True)
    _walk_any(found, data, (-1, "", None, UNDECLARED))
    return found


class _QuickWalk:
    """The quick walk, through what needs no context but schema.org's."""

    __slots__ = ("found", "links", "objects", "typed_references")

    def __init__(self, found: BlockIndex) -> None:
        self.found = found
        self.objects = found.objects
        self.typed_references = found.typed_references
        self.links: list[tuple[PropertySchema, str]] = []

    def through(self, root: Any) -> None:
        """Look at each object in turn: those that are found in it come behind all that are known."""
        self.top(root, -1, "")
        found, objects, named, links = self.found, self.objects, self.found.by_id, self.links
        for own, seen in enumerate(objects):
            data = seen[0]
            stated = data.get("@type")
            if stated.__class__ is not str:
                if stated is not None or len(data) > 1 or "@id" not in data:
                    self.special_types(data, own, stated)
                continue
            shape = OBJECT_SHAPES.get((stated, *data)) or object_shape(stated, data)
            if shape is None:
                self.without_shape(data, own, stated)
                continue
            if shape.is_named and (name := data["@id"]).__class__ is str and name not in named:
                named[name] = own
            elif shape.is_named:
                self.name(data["@id"], own)
            if shape.is_listed:
                self.note(shape, data, own)
            try:
                if not all(map(_stripped, shape.texts(data))):
                    found.known_valid = False
            except TypeError:  # not all of them are texts here
                self.each(shape.kind, data, own)
                continue
            for key, term in shape.rest:
                value = data[key]
                if value.__class__ is str:
                    if term.links:
                        links.append((term, value))
                    elif not (term.dates and is_common_date(value)):
                        self.value(term, value)
                elif value.__class__ is dict:
                    stated = value.get("@type")
                    if stated.__class__ is str and term.nodes.get(stated):
                        objects.append((value, own, key, None, SCHEMA_ORG))
                    else:
                        self.node(term, value, own, key, None)
                elif value.__class__ is list:
                    self.several(term, value, own, key)
                elif not (
                    (value.__class__ is int and term.whole)
                    or (value.__class__ is float and term.numbers and isfinite(value))
                ):
                    self.value(term, value)
        self.addresses()

    def addresses(self) -> None:
        """Look at all that may be addresses at once: each is right where nothing is empty and no space is in any."""
        texts = [text for _, text in self.links]
        together = "".join(texts)
        if texts and not (all(texts) and together.split() == [together]):
            for term, text in self.links:
                self.value(term, text)

    def note(self, shape: ObjectShape, data: dict[str, Any], own: int) -> None:
        """Note an object that has a context, or that may be an article."""
        if shape.is_article:
            self.found.articles.append(own)
        if shape.has_context:
            self.context(data["@context"], own)

    def top(self, value: Any, parent: int, key: str) -> None:
        """Take what stands by itself: the root, the root's items, the items of a graph."""
        if value.__class__ is list:
            for place, item in enumerate(value):
                if item.__class__ is dict:
                    self.alone(item, parent, key, place)
                elif item.__class__ is list:
                    raise _NeedsContextError
        elif value.__class__ is dict:
            self.alone(value, parent, key, None)

    def alone(self, data: dict[str, Any], parent: int, key: str, place: int | None) -> None:
        """Take an object that stands by itself."""
        if len(data) == 1 and "@id" in data:
            self.reference(data["@id"])
        self.objects.append((data, parent, key, place, SCHEMA_ORG))

    def without_shape(self, data: dict[str, Any], own: int, stated: str | tuple[Any, ...]) -> None:
        """Look at an object of these types that is like no other."""
        if "@context" in data:
            self.context(data["@context"], own)
        if (name := data.get("@id")) is not None:
            self.name(name, own)
        kind = TYPE_SCHEMAS.get(stated)
        if kind is None or kind.is_role:
            kind = type_schema(stated, self.objects[own][2])
        if kind.is_article and len(data) > 1:
            self.found.articles.append(own)
        self.found.known_valid = self.found.known_valid and kind.known_valid
        self.each(kind, data, own)

    def special_types(self, data: dict[str, Any], own: int, stated: Any) -> None:
        """Look at an object of several types, or of none: the holder of a graph, or something to explain."""
        found = self.found
        if stated.__class__ is list:
            if not all(one.__class__ is str for one in stated):
                raise _NeedsContextError
            found.known_valid = found.known_valid and bool(stated)
            self.without_shape(data, own, tuple(stated))
            return
        if stated is not None or "type" in data or "id" in data or "@value" in data:
            raise _NeedsContextError
        if "@context" in data:
            self.context(data["@context"], own)
        if "@id" in data:
            self.name(data["@id"], own)
        found.known_valid = found.known_valid and is_container(data)
        self.each(type_schema((), ""), data, own)

    def reference(self, name: Any) -> None:
        """Take what the next object refers to."""
        if name.__class__ is not str or not name.strip():
            raise _NeedsContextError
        self.found.add_reference(name, len(self.objects), "")

    def name(self, name: Any, own: int) -> None:
        """Take the name of an object that says more than that."""
        if name.__class__ is not str:
            raise _NeedsContextError
        self.found.name(name, own)

    def context(self, local: Any, own: int) -> None:
        """Take a context, which must be schema.org's."""
        if type(local) is not str or not is_schema_org(local):
            raise _NeedsContextError
        self.found.contexts.append(own)

    def each(self, kind: TypeSchema, data: dict[str, Any], own: int) -> None:
        """Look at the values of an object, key by key."""
        for key, value in data.items():
            if key in _KEYWORDS:
                if key == "@graph":
                    self.top(value, own, key)
                elif key == "@id" and (value is None or not value.strip()):
                    self.found.known_valid = False
                continue
            term = kind.terms.get(key) or kind.term(key)
            if not term.exists:
                if key in _ALIASES or (key.startswith("@") and value.__class__ in (dict, list)):
                    raise _NeedsContextError
                self.found.known_valid = False
            if value.__class__ is dict:
                self.node(term, value, own, key, None)
            elif value.__class__ is list:
                self.several(term, value, own, key)
            else:
                self.value(term, value)

    def several(self, term: PropertySchema, values: list[Any], own: int, key: str) -> None:
        """Look at the values of a list."""
        if not values:
            self.found.known_valid = False
        elif values[0].__class__ is dict:
            try:
                fit = all(map(term.nodes.get, set(map(_type_of, values))))
            except (LookupError, TypeError):  # not all of them are nodes of one type
                fit = False
            if fit:
                self.objects += [(value, own, key, place, SCHEMA_ORG) for place, value in enumerate(values)]
                return
        for place, value in enumerate(values):
            if value.__class__ is dict:
                self.node(term, value, own, key, place)
            elif value.__class__ is list:
                raise _NeedsContextError
            else:
                self.value(term, value)

    def node(
        self, term: PropertySchema, value: dict[str, Any], own: int, key: str, place: int | None
    ) -> None:
        """Look at an object that is a value: a reference, a node, or a literal with a type."""
        found = self.found
        if len(value) == 1 and "@id" in value:
            name = value["@id"]
            if name.__class__ is str and name.startswith(_GLOBAL_IDS):
                found.references.append(len(self.objects))
            else:
                self.reference(name)
            self.typed_references.append((name, term))
            if key in _CITING_TERMS:
                found.cited_ids.add(name)
        elif "@list" in value or "@set" in value:
            raise _NeedsContextError
        elif "@value" in value:
            found.known_valid = False
            return
        # What states no type says more of itself than its name, and has to be explained anyway.
        elif (stated := value.get("@type")) is not None:
            found.known_valid = found.known_valid and node_fits(term, stated)
        self.objects.append((value, own, key, place, SCHEMA_ORG))

    def value(self, term: PropertySchema, value: Any) -> None:
        """Look at a literal."""
        if self.found.known_valid and not literal_is_valid(term, value):
            self.found.known_valid = False


def _walk_any(found: BlockIndex, value: Any, stands: tuple[int, str, int | str | None, Context]) -> None:
    """Add the objects of any value to those found; `stands` is the rest of what is said of an object."""
    parent, key, place, context = stands
    if type(value) is list:
        outer = "" if place is None else f"{place}/"
        for number, item in enumerate(value):
            if type(item) is dict or type(item) is list:
                _walk_any(found, item, (parent, key, f"{outer}{number}" if outer else number, context))
        return
    if type(value) is not dict or "@value" in value:
        return
    inner = "@list" if "@list" in value else "@set" if "@set" in value else None
    if inner is not None and parent >= 0:
        _walk_any(found, value[inner], (parent, key, inner if place is None else f"{place}/{inner}", context))
        return
    own = len(found.objects)
    if "@context" in value:
        context = extend_context(context, value["@context"])
        found.contexts.append(own)
    found.objects.append((value, parent, key, place, SCHEMA_ORG if context is UNDECLARED else context))
    _note_object(found, own)
    for name, item in value.items():
        if type(item) is dict or type(item) is list:
            if name == "@reverse" and type(item) is dict:
                for term, items in item.items():
                    _walk_any(found, items, (own, name, escape_pointer(term), context))
            elif name != "@context":
                _walk_any(found, item, (own, name, None, context))


def _note_object(found: BlockIndex, own: int) -> None:
    """Note what an object is, under any context."""
    data, parent, key, _, context = found.objects[own]
    keys = {context.term(name): name for name in data}
    name = data[keys["@id"]] if "@id" in keys else None
    if isinstance(name, str):
        if len(data) == 1:
            under = found.objects[parent][4].term(key) if parent >= 0 else None
            found.add_reference(name, own, under or "")
        else:
            found.name(name, own)
    if "@type" in keys:
        found.articles.append(own)


def is_container(data: dict[str, Any]) -> bool:
    """Whether an object only holds a graph, and says nothing itself."""
    return "@graph" in data and data.keys() <= _CONTAINER
