"""Hold the entities of a text, which are its names merged, and the spans whose words mean them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsld.draft.engine.lexicon import Kind
from newsld.draft.engine.merging import by_titles, full_names, kinds_of_names
from newsld.draft.engine.names import NameSpan
from newsld.model.text import Span


@dataclass(slots=True)
class Entity:
    """A person, group, organization or place of the text, with the words that mean it everywhere."""

    name: str
    kind: Kind
    rule: str
    start: int
    also: dict[str, None] = field(default_factory=dict)
    anonymous: bool = False
    head: str = ""
    """The head noun of a description, in lower case."""


class Entities:
    """The entities of a text, and the spans whose words mean them."""

    def __init__(self, text: str, names: Sequence[NameSpan], known: Mapping[str, tuple[str, Kind]]) -> None:
        """Merge the names into entities, in the order of the text."""
        self.text = text
        self.all: list[Entity] = []
        self.spans: list[tuple[Span, Entity]] = []
        by_name: dict[str, Entity] = {}
        kinds = kinds_of_names(text, names)
        canonical = full_names(text, names, kinds, known)
        titled = by_titles(text, names, canonical)
        self.titled: list[tuple[Span, Entity]] = []
        """The mentions of people by a title and a surname that others have, too: "Ms Reim"."""
        for one in names:
            words = text[one.start : one.end]
            full = titled.get(one.start) or canonical.get(words, words)
            entity = by_name.get(full)
            if entity is None:
                rule = (
                    "name: newsroom"
                    if full in known
                    else "name: known or titled"
                    if one.sure
                    else "name: capitals"
                )
                entity = by_name[full] = Entity(full, kinds.get(full, one.kind), rule, one.start)
                self.all.append(entity)
            if one.start in titled:
                self.titled.append((Span(one.start, one.end), entity))
            elif words != full:
                entity.also[words] = None
            self._insert(Span(one.start, one.end), entity)

    def _insert(self, span: Span, entity: Entity) -> None:
        at = bisect_left(self.spans, span, key=lambda item: item[0])
        self.spans.insert(at, (span, entity))

    def within(self, span: Span) -> list[tuple[Span, Entity]]:
        """Return the mentions inside a span, in order."""
        at = bisect_left(self.spans, Span(span.start, span.start), key=lambda item: item[0])
        found = []
        while at < len(self.spans) and self.spans[at][0].start < span.end:
            if self.spans[at][0].end <= span.end:
                found.append(self.spans[at])
            at += 1
        return found

    def before(self, offset: int, *, kind: Kind | None = None, limit: int = 12) -> list[tuple[Span, Entity]]:
        """Return the last mentions before an offset, the nearest first."""
        at = bisect_left(self.spans, Span(offset, offset), key=lambda item: item[0])
        found: list[tuple[Span, Entity]] = []
        while at > 0 and len(found) < limit:
            at -= 1
            if kind is None or self.spans[at][1].kind == kind:
                found.append(self.spans[at])
        return found

    def around(self, span: Span) -> Entity | None:
        """Return the entity of the mention that has a span as a part: "Rural Affairs" of the ministry for it."""
        at = bisect_left(self.spans, Span(span.start + 1, 0), key=lambda item: item[0])
        for mention, one in self.spans[max(0, at - 2) : at]:
            if mention.start <= span.start and span.end <= mention.end and mention != span:
                return one
        return None

    def group_at(self, start: int) -> Entity | None:
        """Return the group whose whole name is at an offset, over an article; None without one."""
        at = start + 4 * self.text.startswith("The ", start)
        groups = (one for one in self.all if one.kind == "Group" and self.text.startswith(one.name, at))
        return max(groups, key=lambda one: len(one.name), default=None)

    def named(self, words: str) -> Entity | None:
        """Return the entity with a name, None without one."""
        return next((one for one in self.all if words == one.name or words in one.also), None)

    def add(self, entity: Entity, span: Span) -> Entity:
        """Add an entity with its first mention, or a mention of one that has the same name."""
        for one in self.all:
            if one.name == entity.name:
                self._insert(span, one)
                return one
        self.all.append(entity)
        self._insert(span, entity)
        return entity

    def mention(self, span: Span, entity: Entity) -> None:
        """Add a mention of an entity."""
        self._insert(span, entity)
