"""Arrange an audit for people: which counts and shares a report shows, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING, Final

from newsld.views.sources.measures import KINDS, share

if TYPE_CHECKING:
    from newsld.views.sources.audit import Audit, SourceRow


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a summary: a count, and its share of another count."""

    measure: str
    label: str
    count: int
    whole: int

    @property
    def share(self) -> float | None:
        """The share of the whole, from 0 to 1; None if there is nothing."""
        return share(self.count, self.whole)


_Part = tuple[str, str]

SECTIONS: Final[Mapping[str, tuple[str, tuple[_Part, ...]]]] = {
    "Sources": (
        "sources",
        (
            ("sources_named", "named"),
            ("sources_unnamed", "not named"),
            *((f"sources_{kind}", title.lower()) for kind, title in KINDS.items()),
        ),
    ),
    "Statements": (
        "statements",
        (
            ("given", "with their origin"),
            ("not_given", "passed on without an origin"),
            ("own", "on the publication’s own authority"),
            ("unsourced", "without a source"),
            ("one_source", "from one source"),
            ("unnamed", "from a source that is not named"),
            ("only_unnamed", "only from sources that are not named"),
            ("carried_over", "carried over from an earlier statement"),
            ("direct", "from the source itself"),
            ("news_media", "through another news medium"),
            ("documents", "from documents"),
            *((f"statements_{kind}", f"from {title.lower()}") for kind, title in KINDS.items()),
        ),
    ),
    "Quotations": (
        "quotations",
        (
            ("quotations_named", "of speakers who are named"),
            ("quotations_unnamed", "of a speaker who is not named"),
            ("quotations_nobody", "without a speaker"),
            ("quotations_documents", "from documents"),
            *((f"quotations_{kind}", f"of {title.lower()}") for kind, title in KINDS.items()),
        ),
    ),
    "Stories": (
        "stories",
        (
            ("stories_without_source", "without a source"),
            ("stories_one_source", "with one source"),
            ("stories_four_named", "with four sources that are named, or more"),
            ("stories_unnamed", "with a source that is not named"),
            ("stories_news_media", "with a statement through another news medium"),
        ),
    ),
}
"""The parts of a summary: for each, the measure that its shares are of, and its measures with their labels."""


def lines_of(counts: Mapping[str, int], section: str) -> list[Line]:
    """Return the lines of one section of a summary, the whole first."""
    whole, parts = SECTIONS[section]
    return [
        Line(whole, "in all", counts[whole], counts[whole]),
        *(Line(measure, label, counts[measure], counts[whole]) for measure, label in parts),
    ]


def top_sources(audit: Audit, number: int, *, quoted: bool = False) -> list[SourceRow]:
    """Return the sources with the most statements, or the most quotations."""
    measure = "quotations" if quoted else "statements"
    return list(islice((one for one in audit.sources(quoted_first=quoted) if one.counts[measure]), number))


def news_media(audit: Audit, number: int) -> list[SourceRow]:
    """Return the news media that pass on most statements, or are their origin."""
    found: Iterator[SourceRow] = (one for one in audit.sources() if one.key.kind == "news_medium")
    return nsmallest(
        number, found, key=lambda one: (-one.counts["passed_on"] - one.counts["statements"], one.name)
    )
