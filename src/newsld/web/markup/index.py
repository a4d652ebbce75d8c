"""Index a block in one walk: its objects, what rules look up, and whether its values may be at fault.

Valid markup costs one look at each value; only other markup is walked with its contexts.
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

IndexedObject = tuple[dict[str, Any], int, str, int | str | None, Context]
"""An object of a block: the object, the index of its parent (-1: none), its key in the parent, its place in a list of
values, and its context.
"""

_CONTAINER: Final = frozenset({"@context", "@graph", "@id"})
_CITING_TERMS: Final = frozenset({"citation", "isBasedOn", "mentions"})
"""Terms whose articles are other ones, even if they only refer to them."""
_KEYWORDS: Final = frozenset({"@context", "@graph", "@id", "@type"})
_ALIASES: Final = frozenset({"id", "type"})
_GLOBAL_IDS: Final = ("https://", "http://", "urn:")
"""Prefixes of ids that mean the same in every input."""
_stripped: Final = str.strip
_type_of: Final = itemgetter("@type")


@dataclass(slots=True)
class BlockIndex:
    """The result of one walk through a block; the lists contain indexes of `objects`.

    `objects` has the outer before the inner, and is in the order of the text after `sort_by_text`. `by_id` has the
    first object of each `@id` that has other keys too, `duplicates` those that differ under the same id; `references`
    the objects with only an id, `local_ids` the ids used in them that may be valid only in this input, `cited_ids`
    those under citing terms; `contexts` the objects with a context of their own; `articles` those that may be one.
    With `known_valid`, no type, term or value is at fault on its own, and `typed_references` are the ids referred to,
    each with the schema of its term.
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
        """Add the id of an object that has other keys too."""
        data = self.objects[at][0]
        if name not in self.by_id:
            if "@graph" not in data or not is_container(data):
                self.by_id[name] = at
        elif not is_container(data) and data != self.objects[self.by_id[name]][0]:
            self.duplicates.append((name, at))
            # A reference may mean either of them, and only the first is checked.
            self.known_valid = self.known_valid and data.get("@type") == self.objects[self.by_id[name]][
                0
            ].get("@type")

    def add_reference(self, name: str, at: int, term: str) -> None:
        """Add a reference, under a term."""
        self.references.append(at)
        if not name.startswith(_GLOBAL_IDS):
            self.local_ids.add(name)
        if term in _CITING_TERMS:
            self.cited_ids.add(name)

    def sort_by_text(self) -> None:
        """Sort the objects into the order of the text."""
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
        ordered_ids = sorted((place[at], name) for name, at in (*self.by_id.items(), *self.duplicates))
        self.by_id = {name: at for at, name in reversed(ordered_ids)}
        self.duplicates = [(name, at) for at, name in ordered_ids if self.by_id[name] != at]
        for several in (self.references, self.contexts, self.articles):
            several[:] = sorted(map(place.__getitem__, several))
        self.ordered = True


class _NeedsContextError(Exception):
    """The block has something that the quick walk does not understand."""


def index_block(data: Any, *, quick: bool = True) -> BlockIndex:
    """Return the index of a block's data; without `quick`, nothing counts as known to be valid."""
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
    """A quick walk, for markup that needs no context but schema.org's."""

    __slots__ = ("found", "links", "objects", "typed_references")

    def __init__(self, found: BlockIndex) -> None:
        self.found = found
        self.objects = found.objects
        self.typed_references = found.typed_references
        self.links: list[tuple[PropertySchema, str]] = []

    def through(self, root: Any) -> None:
        """Check each object in turn; objects found in it are appended to the list."""
        self.top(root, -1, "")
        found, objects, named, links = self.found, self.objects, self.found.by_id, self.links
        for own, seen in enumerate(objects):
            data = seen[0]
            declared = data.get("@type")
            if declared.__class__ is not str:
                if declared is not None or len(data) > 1 or "@id" not in data:
                    self.special_types(data, own, declared)
                continue
            shape = OBJECT_SHAPES.get((declared, *data)) or object_shape(declared, data)
            if shape is None:
                self.without_shape(data, own, declared)
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
                    declared = value.get("@type")
                    if declared.__class__ is str and term.nodes.get(declared):
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
        """Check all possible addresses at once: each is valid if none is empty or contains a space."""
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
        """Add the top-level objects: the root, the root's items, the items of a graph."""
        if value.__class__ is list:
            for place, item in enumerate(value):
                if item.__class__ is dict:
                    self.alone(item, parent, key, place)
                elif item.__class__ is list:
                    raise _NeedsContextError
        elif value.__class__ is dict:
            self.alone(value, parent, key, None)

    def alone(self, data: dict[str, Any], parent: int, key: str, place: int | None) -> None:
        """Add a top-level object."""
        if len(data) == 1 and "@id" in data:
            self.reference(data["@id"])
        self.objects.append((data, parent, key, place, SCHEMA_ORG))

    def without_shape(self, data: dict[str, Any], own: int, declared: str | tuple[Any, ...]) -> None:
        """Check an object of these types that has no cached shape."""
        if "additionalType" in data:
            raise _NeedsContextError
        if "@context" in data:
            self.context(data["@context"], own)
        if (name := data.get("@id")) is not None:
            self.name(name, own)
        kind = TYPE_SCHEMAS.get(declared)
        if kind is None or kind.is_role:
            kind = type_schema(declared, self.objects[own][2])
        if kind.is_article and len(data) > 1:
            self.found.articles.append(own)
        self.found.known_valid = self.found.known_valid and kind.known_valid
        self.each(kind, data, own)

    def special_types(self, data: dict[str, Any], own: int, declared: Any) -> None:
        """Check an object with several types, or none: the container of a graph, or a fault."""
        found = self.found
        if declared.__class__ is list:
            if not all(one.__class__ is str for one in declared):
                raise _NeedsContextError
            found.known_valid = found.known_valid and bool(declared)
            self.without_shape(data, own, tuple(declared))
            return
        if declared is not None or "type" in data or "id" in data or "@value" in data:
            raise _NeedsContextError
        if "@context" in data:
            self.context(data["@context"], own)
        if "@id" in data:
            self.name(data["@id"], own)
        found.known_valid = found.known_valid and is_container(data)
        self.each(type_schema((), ""), data, own)

    def reference(self, name: Any) -> None:
        """Add the target of the next object, which is a reference."""
        if name.__class__ is not str or not name.strip():
            raise _NeedsContextError
        self.found.add_reference(name, len(self.objects), "")

    def name(self, name: Any, own: int) -> None:
        """Add the id of an object that has other keys too."""
        if name.__class__ is not str:
            raise _NeedsContextError
        self.found.name(name, own)

    def context(self, local: Any, own: int) -> None:
        """Add a context, which must be schema.org's."""
        if type(local) is not str or not is_schema_org(local):
            raise _NeedsContextError
        self.found.contexts.append(own)

    def each(self, kind: TypeSchema, data: dict[str, Any], own: int) -> None:
        """Check the values of an object, key by key."""
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
        """Check the values of a list."""
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
        """Check an object that is a value: a reference, a node, or a typed literal."""
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
        # A node without a type is a fault in itself, which the detailed checks explain.
        elif (declared := value.get("@type")) is not None:
            found.known_valid = found.known_valid and node_fits(term, declared)
        self.objects.append((value, own, key, place, SCHEMA_ORG))

    def value(self, term: PropertySchema, value: Any) -> None:
        """Check a literal."""
        if self.found.known_valid and not literal_is_valid(term, value):
            self.found.known_valid = False


def _walk_any(found: BlockIndex, value: Any, location: tuple[int, str, int | str | None, Context]) -> None:
    """Add the objects of any value to the index; `location` is the rest of an IndexedObject."""
    parent, key, place, context = location
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
    """Note the id, references and types of an object, under any context."""
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
    """Return whether an object only contains a graph, and has no properties itself."""
    return "@graph" in data and data.keys() <= _CONTAINER
