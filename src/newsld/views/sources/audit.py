"""Add up the source audits of many stories, with memory that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from newsld.views.sources.count_table import CountTable
from newsld.views.sources.measures import MEASURES, SOURCE_MEASURES
from newsld.views.sources.story_audit import SourceKey, StoryAudit

DIMENSIONS: Final = {"month": "By month", "section": "By section", "author": "By author"}
"""What stories are grouped by, each with its heading."""

_STATEMENTS: Final = list(SOURCE_MEASURES).index("statements")
_QUOTATIONS: Final = list(SOURCE_MEASURES).index("quotations")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of one or more stories with its counts, by their names in `SOURCE_MEASURES`."""

    key: SourceKey
    name: str
    counts: dict[str, int]

    @property
    def is_unnamed(self) -> bool:
        """Whether stories do not name the source."""
        return self.key.joined_by == "words"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The counts of a group of stories, by their names in `MEASURES`; the name is empty for stories without one."""

    name: str
    counts: dict[str, int]


@dataclass(slots=True)
class Audit:
    """The counts of all stories so far: in total, by group, and for each source."""

    totals: list[int] = field(default_factory=lambda: [0] * len(MEASURES))
    _groups: CountTable = field(default_factory=lambda: CountTable(len(MEASURES)))
    _sources: CountTable = field(default_factory=lambda: CountTable(len(SOURCE_MEASURES)))
    _same: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def add(self, story: StoryAudit) -> None:
        """Add a story."""
        for place, count in enumerate(story.counts):
            self.totals[place] += count
        for dimension, names in (
            ("month", (story.month,)), ("section", story.sections), ("author", story.authors),
        ):  # fmt: skip
            for name in dict.fromkeys(names):
                self._groups.add((dimension, name), name, story.counts)
        for source in story.sources:
            self._sources.add(source.key, source.name, source.counts)
            for iri in source.iris[1:]:
                self._join(tuple(source.key), (source.key.kind, "iri", iri))

    @property
    def counts(self) -> dict[str, int]:
        """The counts of all stories, by their names in `MEASURES`."""
        return dict(zip(MEASURES, self.totals, strict=True))

    def groups(self, dimension: str) -> Iterator[GroupRow]:
        """Yield the groups of a dimension: months in order, others with the most statements first."""
        order = () if dimension == "month" else (list(MEASURES).index("statements"),)
        for row in self._groups.rows(order):
            if row.key[0] == dimension:
                yield GroupRow(row.label, dict(zip(MEASURES, row.counts, strict=True)))

    def sources(self, *, quoted_first: bool = False) -> Iterator[SourceRow]:
        """Yield all sources, those with the most statements (or quotations) first.

        Sources of one kind that share an IRI are one; others are one if their name and kind are exactly the same. A
        news medium that only passes statements on is in the list too, with no statements.
        """
        for key in list(self._same):
            root = self._root(key)
            if root != key:
                self._sources.move(key, root)
        order = (_QUOTATIONS, _STATEMENTS) if quoted_first else (_STATEMENTS, _QUOTATIONS)
        for row in self._sources.rows(order):
            yield SourceRow(
                SourceKey(*row.key), row.label, dict(zip(SOURCE_MEASURES, row.counts, strict=True))
            )

    def all_iris(self) -> dict[SourceKey, list[str]]:
        """Return all addresses of each source that has several, by the key of its row."""
        found: dict[SourceKey, list[str]] = {}
        for kind, joined_by, iri in list(self._same):
            key = SourceKey(*self._root((kind, joined_by, iri)))
            found.setdefault(key, []).append(iri)
        return found

    def _root(self, key: tuple[str, ...]) -> tuple[str, ...]:
        while (above := self._same.get(key, key)) != key:
            self._same[key] = self._same.get(above, above)
            key = above
        return key

    def _join(self, one: tuple[str, ...], other: tuple[str, ...]) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._same.setdefault(first, first)
        self._same[second] = first
