"""A story's plain data as markup, so that the rules for published articles apply to sources too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Any, Final

from newsld.model.keys import model_keys
from newsld.syntax.document import Document, pointer
from newsld.web.markup.blocks import MarkupBlock
from newsld.web.markup.nodes import Markup, Node, Value
from newsld.web.markup.schema_cache import COORDINATES

_KINDS: Final = {"people": "Person", "organizations": "Organization", "places": "Place", "events": "Event"}
_PARTS: Final = {"image": "ImageObject", "hasPart": "WebPageElement", "correction": "CorrectionComment"}
_REFERENCES: Final = frozenset(
    {"author", "editor", "contributor", "publisher", "copyrightHolder", "about", "contentLocation",
     "locationCreated", "parentOrganization", "location", "areaServed", "organizer", "superEvent"}
)  # fmt: skip


_AGENTS: Final = frozenset({"author", "editor", "contributor", "publisher", "copyrightHolder"})
"""Terms whose values can only be people and organizations: an id of anything else is a fault of the story."""


class _StoryNode(Node):
    """A thing of a story: an id that names nothing suitable is a fault of the story, and not a value."""

    __slots__ = ()

    def _find_values(self, term: str) -> list[Value]:
        values = super()._find_values(term)
        if term not in _REFERENCES:
            return values
        return [one for one in values if not isinstance(_id_of(one), str) or one.node is not None]


@cache
def _usual_keys(section: str) -> frozenset[str]:
    """Return the keys of the things in a section that their model knows, but for coordinates."""
    return model_keys(section) - COORDINATES.keys()


def _are_plain(things: dict[str, Any], keys: frozenset[str]) -> bool:
    """Return whether things, most of which are, have no other keys than these; cheaper than a look at each."""
    values = things.values()
    return set(map(type, values)) <= {dict} and keys.issuperset(chain.from_iterable(values))


def _id_of(value: Value) -> Any:
    """Return the id of a relation; any other value as it is."""
    raw = value.raw
    return raw["id"] if value.term in _REFERENCES and isinstance(raw, dict) and "id" in raw else raw


class StoryMarkup(Markup):
    """The markup that a story will be published as: its article, with ids resolved to what they name."""

    resolves_text = True

    def __init__(self, document: Document) -> None:
        """Create the markup of a document in story shape; it need not be valid."""
        self._data: dict[str, Any] = document.data
        super().__init__(document.source, [MarkupBlock(document.data, document.block, "story")])

    @cached_property
    def nodes(self) -> list[Node]:
        """The article alone: everything else is reached from it, or is in `things`."""
        return [_StoryNode(self._data, self.blocks[0], self, pointer="")]

    @cached_property
    def things(self) -> list[Node]:
        """The people, organizations, places and events that the story defines, referred to or not."""
        return [self._thing(*definition) for definition in self._definitions()]

    @cached_property
    def with_other_keys(self) -> list[Node]:
        """The article and the things that have keys which their models do not know, or coordinates."""
        found = [] if model_keys("").issuperset(self._data) else [*self.nodes]
        for section in _KINDS:
            things, usual = self._data.get(section), _usual_keys(section)
            if isinstance(things, dict) and not _are_plain(things, usual):
                found += [
                    self._thing(section, slug, thing)
                    for slug, thing in things.items()
                    if isinstance(thing, dict) and not usual.issuperset(thing)
                ]
        return found

    def plain_agents(self, term: str) -> list[dict[str, Any]] | None:
        """Return the people and organizations that a term of the article names, each with its `@type` as in JSON-LD.

        Return None for a value that is no list of the ids of such things.
        """
        found: list[dict[str, Any]] = []
        names = self._data.get(term, [])
        if not isinstance(names, list):
            return None
        for name in names:
            for section in list(_KINDS)[:2]:
                things = self._data.get(section)
                if isinstance(things, dict) and isinstance(name, str) and isinstance(things.get(name), dict):
                    types = things[name].get("type", _KINDS[section])
                    kind = types[0] if isinstance(types, list) and len(types) == 1 else types
                    found.append({**things[name], "@type": kind})
                    break
            else:
                return None
        return found

    def _definitions(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield the section, the id and the data of every thing that the story defines."""
        for section in _KINDS:
            things = self._data.get(section)
            if isinstance(things, dict):
                for slug, thing in things.items():
                    if isinstance(thing, dict):
                        yield section, slug, thing

    def _thing(self, section: str, slug: str, data: dict[str, Any]) -> Node:
        return _StoryNode(data, self.blocks[0], self, term=section, pointer=pointer(section, slug))

    @cached_property
    def articles(self) -> list[Node]:
        """The one article of the story."""
        return self.nodes

    @cached_property
    def has_article(self) -> bool:
        """True: a story always has an article."""
        return True

    def resolve(self, value: Value) -> Node | None:
        """Return the thing that an id names, or the part that is a value."""
        raw = _id_of(value)
        if isinstance(raw, dict):
            return _StoryNode(raw, value.block, self, owner=value.owner, term=value.term, step=value.step)
        if isinstance(raw, str) and value.term in _REFERENCES:
            for section in list(_KINDS)[:2] if value.term in _AGENTS else _KINDS:
                things = self._data.get(section)
                if isinstance(things, dict) and isinstance(thing := things.get(raw), dict):
                    at = pointer(section, raw)
                    return _StoryNode(thing, value.block, self, owner=value.owner, term=section, pointer=at)
        return None

    def types_of(self, node: Node) -> tuple[str, ...]:
        """Return the types of an object, or the default type for its place."""
        declared = node.data.get("type")
        names = declared if isinstance(declared, list) else (declared,)
        found = tuple([name for name in names if isinstance(name, str)])
        if found:
            return found
        if node.owner is None and not node.term:
            return ("NewsArticle",)
        return (_KINDS.get(node.term) or _PARTS.get(node.term, "Thing"),)

    def keys_of(self, node: Node, term: str) -> Sequence[str]:
        """Return the key of a term: in a story, its name."""
        return (term,) if term in node.data else ()
