"""Write a source audit as text, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from newsld.views.sources.attributes import AttributeCounts
from newsld.views.sources.audit import DIMENSIONS, Audit, SourceRow
from newsld.views.sources.summary import SECTIONS, lines_of, news_media, top_sources

JOINED_BY: Final = {"iri": "IRI", "name": "name", "words": "words"}
"""How a source is joined across stories, in words."""

_NAME_WIDTH = 60
_MOST_MONTHS = 240
KIND_NAMES: Final = {
    "person": "person", "group": "group", "institution": "institution", "place": "place", "news_medium": "news medium",
}  # fmt: skip
"""The kind of one source, in words."""


def lines_of_text(audit: Audit, attributes: Iterable[AttributeCounts], *, top: int) -> Iterator[str]:
    """Yield the lines of the report, with the `top` sources and news media."""
    counts = audit.counts
    if not counts["stories"]:
        yield "no stories"
        return
    yield ", ".join(
        f"{counts[name]:,} {one if counts[name] == 1 else name}"
        for name, one in (("stories", "story"), ("statements", "statement"), ("quotations", "quotation"))
    )
    for section in SECTIONS:
        yield from _table(
            section, ("", "count", "share"),
            [(line.label, f"{line.count:,}", percent(line.share)) for line in lines_of(counts, section)
             if line.count or line.measure == line.label],
        )  # fmt: skip
    yield from _sources("Most statements", top_sources(audit, top))
    yield from _sources("Most quoted", top_sources(audit, top, quoted=True))
    yield from _table(
        "News media", ("", "passed on", "origin of"),
        [(one.name, f"{one.counts['passed_on']:,}", f"{one.counts['statements']:,}") for one in news_media(audit, top)],
    )  # fmt: skip
    for dimension, heading in DIMENSIONS.items():
        groups = list(islice(audit.groups(dimension), _MOST_MONTHS if dimension == "month" else top))
        if len(groups) < 2 and not any(group.name for group in groups):
            continue
        yield from _table(
            heading, ("", "stories", "statements", "one source", "unnamed", "unsourced", "news media", "quotations"),
            [(group.name or "none given", f"{group.counts['stories']:,}", f"{group.counts['statements']:,}",
              *(percent(group.counts[name] / (group.counts["statements"] or 1))
                for name in ("one_source", "unnamed", "unsourced", "news_media")),
              f"{group.counts['quotations']:,}") for group in groups],
        )  # fmt: skip
    for table in attributes:
        yield from _table(
            f"As recorded: {table.column}", ("", "sources", "statements", "quotations"),
            [(value or "not recorded", *(f"{one:,}" for one in counted)) for value, counted in table.values.items()],
        )  # fmt: skip


def percent(part: float | None) -> str:
    """Return a share in per cent; empty without a share."""
    return "" if part is None else f"{part:.0%}"


def _sources(heading: str, sources: Sequence[SourceRow]) -> Iterator[str]:
    return _table(
        heading, ("", "statements", "quotations", "stories", "kind", "joined by"),
        [(one.name + (" (not named)" if one.is_unnamed else ""), f"{one.counts['statements']:,}",
          f"{one.counts['quotations']:,}", f"{one.counts['stories']:,}", KIND_NAMES[one.key.kind],
          JOINED_BY[one.key.joined_by]) for one in sources],
    )  # fmt: skip


def _table(heading: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table: names to the left, numbers to the right; nothing without rows."""
    if not rows:
        return
    names = [row[0] if len(row[0]) <= _NAME_WIDTH else f"{row[0][: _NAME_WIDTH - 1]}…" for row in rows]
    widths = [max(len(name) for name in (heading, *names))]
    widths += [
        max(len(cell) for cell in (columns[place], *(row[place] for row in rows)))
        for place in range(1, len(columns))
    ]
    yield ""
    yield _line([heading, *columns[1:]], widths)
    for name, row in zip(names, rows, strict=True):
        yield _line([name, *row[1:]], widths)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    return "  ".join(
        [first, *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))]
    ).rstrip()
