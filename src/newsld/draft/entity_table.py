"""Turn the entities of an answer into those of a story, and find which of them a name means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, Final

from newsld.draft.answer import EntityItem, ReferenceItem
from newsld.draft.grounding import Grounder, Hints
from newsld.draft.leveled_text import level
from newsld.findings import Finding
from newsld.formats.markdown.defaults import form_of
from newsld.formats.markdown.labels import names
from newsld.formats.markdown.names import automatic, declared_names, find_names
from newsld.model.text import Span, SpanSet
from newsld.model.text.closest_match import did_you_mean
from newsld.model.text.shorten import quote
from newsld.model.text.slugs import slugify
from newsld.pipeline.shared_entities import SharedEntities

PLACES: Final = frozenset({"Country", "City", "Place"})
"""The kinds of entities that are places."""
AGENTS: Final = frozenset({"people", "organizations", "places"})
_LONGEST_ID: Final = 40
_DETERMINERS: Final = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their"}
)
_MOST_PLACES: Final = 200
"""The most places of one description that become mentions."""


def unique_id(words: str, taken: Container[str]) -> str:
    """Return an id made of the first words of a text, which is not taken.

    Takes logarithmic time in the number of equal words.
    """
    slug = slugify(words[: 2 * _LONGEST_ID])
    if len(slug) > _LONGEST_ID:
        cut = slug[: _LONGEST_ID + 1]
        slug = (cut.rpartition("-")[0] or cut[:_LONGEST_ID]).strip("-")
    if slug not in taken:
        return slug
    free = 2
    while f"{slug}-{free}" in taken:
        free *= 2
    number = bisect_left(
        range(free), True, lo=max(2, free // 2), key=lambda one: f"{slug}-{one}" not in taken
    )
    return f"{slug}-{number}"


def _key(name: str) -> str:
    return level(name).casefold()


@dataclass
class EntityTable:
    """The entities of a story: `collections` has their plain data, `found` the item of an answer for each id.

    `mentions` has the spans that mean each id, `ids` are all ids of the story.
    """

    grounder: Grounder
    known: SharedEntities
    collections: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    found: dict[str, EntityItem] = field(default_factory=dict)
    mentions: dict[str, set[Span]] = field(default_factory=dict)
    _in_order: dict[str, list[Span]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    _by_name: dict[str, str] = field(default_factory=dict)
    _by_other_name: dict[str, set[str]] = field(default_factory=dict)
    _descriptions: list[tuple[str, str]] = field(default_factory=list)
    _explicit: list[tuple[Span, str]] = field(default_factory=list)

    def add_all(self, items: Iterable[EntityItem]) -> None:
        """Add the entities of an answer whose names are in the text; the others are refused (NLD-DRF-003)."""
        for item in items:
            self._add(item)

    def _add(self, item: EntityItem) -> None:
        grounder = self.grounder
        given = [item.name, *item.also]
        grounded = [words for words in given if self._is_in_text(words)]
        for index, words in enumerate(given):
            if words not in grounded:
                at = item.pointer + ("/name" if index == 0 else f"/also/{index - 1}")
                grounder.find(words, 0, at)  # reports the refusal with the nearest place
        if not grounded:
            return
        if _key(item.name) in self._by_name:
            message = f"the entity {quote(item.name)} is listed twice: the first one is used"
            hint = "give two unnamed sources different names, such as longer descriptions"
            grounder.findings.append(Finding("NLD-DRF-002", message, suggestion=hint, pointer=item.pointer))
            return
        slug = self._shared_id(item, grounded) or unique_id(grounded[0], self.ids)
        if slug in self.found:
            self._register(item, grounded, slug)
            return
        collection, data = self._data(item, slug, grounded)
        self.collections.setdefault(collection, {})[slug] = data
        self.found[slug] = item
        self.ids.add(slug)
        self._register(item, grounded, slug)
        known = {_key(name) for name in names(data)}
        self._descriptions += [(words, slug) for words in grounded if _key(words) not in known]

    def author(self, name: str) -> str:
        """Return the id of the person with a name in the byline, which the text need not have."""
        item = EntityItem(name=name, kind="Person", also=(), anonymous=False)
        slug = self._by_name.get(_key(name)) or self._shared_id(item, [name]) or unique_id(name, self.ids)
        if slug not in self.ids:
            collection, data = self._data(item, slug, [name])
            self.collections.setdefault(collection, {})[slug] = data
            self.ids.add(slug)
        return slug

    def _is_in_text(self, words: str) -> bool:
        return any(map(str.isalnum, words)) and self.grounder.contains(words) is not None

    def _register(self, item: EntityItem, grounded: list[str], slug: str) -> None:
        self._by_name[_key(item.name)] = slug
        for words in grounded:
            self._by_other_name.setdefault(_key(words), set()).add(slug)

    def _shared_id(self, item: EntityItem, grounded: list[str]) -> str | None:
        """Return the id of the entity of the newsroom that has one of these names, if there is exactly one."""
        wanted = {_key(item.name), *(_key(words) for words in grounded if _is_name(words))}
        fits = {
            slug
            for name in wanted
            for slug in self._known_names.get(name, ())
            if self.known.collections[slug] == _collection(item)
        }
        return fits.pop() if len(fits) == 1 else None

    @cached_property
    def _known_names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug, data in self.known.items.items():
            for name in names(data):
                found.setdefault(_key(name), []).append(slug)
        return found

    def _data(self, item: EntityItem, slug: str, grounded: list[str]) -> tuple[str, dict[str, Any]]:
        """Return the collection and the plain data of a new entity."""
        if slug in self.known.items:
            return self.known.collections[slug], dict(self.known.items[slug])
        data: dict[str, Any] = {"name": self._as_printed(grounded[0])}
        others = [self._as_printed(words) for words in grounded[1:] if _is_name(words)]
        others = [one for one in dict.fromkeys(others) if one != data["name"]]
        if others:
            data["alternateName"] = others
        if item.kind == "Group":
            data["group"] = True
        elif item.kind not in {"Person", "Organization", "Place"}:
            data["type"] = item.kind
        if item.anonymous and item.kind not in PLACES:
            data["anonymous"] = True
        return _collection(item), data

    def _as_printed(self, words: str) -> str:
        """Return words in the typography of the text."""
        span = self.grounder.contains(words)
        printed = span.slice(self.grounder.text) if span else words
        return " ".join(printed.split())

    def knows(self, name: str) -> bool:
        """Return whether a name is that of exactly one entity."""
        return _key(name) in self._by_name or len(self._by_other_name.get(_key(name), ())) == 1

    def resolve(self, name: str, at: str) -> str | None:
        """Return the id of the entity that an answer calls by a name; None, with an NLD-DRF-007, for no entity."""
        key = _key(name)
        if key in self._by_name:
            return self._by_name[key]
        others = self._by_other_name.get(key, set())
        if len(others) == 1:
            return next(iter(others))
        hint = did_you_mean(
            name, [item.name for item in self.found.values()], "list it in entities, with words of the text"
        )
        problem = "is the name of several entities" if others else "is no entity of the answer"
        self.grounder.findings.append(
            Finding("NLD-DRF-007", f"{quote(name)} {problem}", suggestion=hint, pointer=at)
        )
        return None

    def add_references(self, items: Iterable[ReferenceItem]) -> None:
        """Add the places of an answer at which words mean an entity."""
        used: dict[str, set[Span]] = {}
        for item in items:
            slug = self.resolve(item.entity, f"{item.pointer}/entity")
            if slug is None:
                continue
            given = item.spans[0] if item.spans else None
            hints = Hints(near=item.near, given=given, used=used.setdefault(slug, set()))
            span = self.grounder.find(item.words, item.paragraph, f"{item.pointer}/words", hints)
            if span is not None:
                used[slug].add(span)
                self._explicit.append((span, slug))

    def story_mentions(self, more: Iterable[tuple[Span, str]]) -> Iterator[dict[str, Any]]:
        """Yield the mentions of a story: names, descriptions, references, and `more` spans with the ids of events."""
        text = self.grounder.text
        whole = Span(0, len(text))
        items = {slug: data for collection in self.collections.values() for slug, data in collection.items()}
        found = find_names(text, declared_names(items))
        named = SpanSet([one.span for one in found])
        explicit = dict.fromkeys(self._explicit)
        placed = {span for span, _ in explicit}
        for words, slug in self._descriptions:
            for span in self.grounder.places(words, whole)[:_MOST_PLACES]:
                if span not in placed and not named.contains(span):
                    explicit[span, slug] = None
        events = dict.fromkeys(more)
        taken = [*explicit, *events]
        spelled = {_key(name): slug for slug, data in items.items() for name in names(data)}
        for span, slug in (*explicit, *((one.span, one.id) for one in automatic(found, text, taken, ()))):
            self.mentions.setdefault(slug, set()).add(span)
            words = span.slice(text)
            other = spelled.get(_key(words), slug) != slug
            form = form_of(words, items[slug], kind="entity", is_other_name=other)
            yield {"words": span._asdict(), "of": slug, "form": form}
        for span, slug in events:
            yield {"words": span._asdict(), "of": slug, "form": "nominal"}

    def drop_unmentioned(self, referred: set[str]) -> None:
        """Remove the entities that no words mean and nothing refers to: a name inside the name of another one."""
        of = {role["of"] for one in self.collections.get("people", {}).values() for role in _new_roles(one)}
        for slug in [one for one in self.found if not self.mentions.get(one)]:
            collection = self.collection_of(slug)
            if slug not in referred | of and not self.collections[collection][slug].get("roles"):
                del self.collections[collection][slug], self.found[slug]
                if not self.collections[collection]:
                    del self.collections[collection]

    def spans_in(self, slug: str, within: Span) -> list[Span]:
        """Return the spans inside a span that mean an entity, in order, without those inside a longer one."""
        mentions = self.mentions.get(slug, set())
        spans = self._in_order.get(slug, [])
        if len(spans) != len(mentions):
            spans = self._in_order[slug] = sorted(mentions)
        first, after = (bisect_left(spans, at, key=attrgetter("start")) for at in within)
        inside = [span for span in spans[first:after] if span.within(within)]
        return [one for one in inside if not any(one != other and one.within(other) for other in inside)]

    def collection_of(self, slug: str) -> str:
        """Return the collection of an entity: people, organizations or places."""
        return next(name for name, items in self.collections.items() if slug in items)


def _new_roles(person: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the roles of a person that are held in an entity."""
    return [
        one for one in person.get("roles", ()) if isinstance(one, dict) and isinstance(one.get("of"), str)
    ]


def _collection(item: EntityItem) -> str:
    if item.kind == "Person":
        return "people"
    return "places" if item.kind in PLACES else "organizations"


def _is_name(words: str) -> bool:
    """Return whether words are a name, not a description: the first one has a capital, or their script has no case."""
    parts = [
        part for part in words.split() if part.casefold() not in _DETERMINERS and any(map(str.isalpha, part))
    ]
    if not any(one.islower() or one.isupper() for part in parts for one in part):
        return True
    return any(map(str.isupper, parts[0]))
