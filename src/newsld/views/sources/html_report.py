"""Write a source audit as one HTML page with charts, for a newsroom to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from newsld.views.rendering import read_asset, render
from newsld.views.sources.attributes import AttributeCounts
from newsld.views.sources.audit import DIMENSIONS, Audit, GroupRow, SourceRow
from newsld.views.sources.measures import share
from newsld.views.sources.summary import SECTIONS, lines_of, news_media, top_sources
from newsld.views.sources.text_report import JOINED_BY, KIND_NAMES

_ORIGINS: Final = (
    ("named", "a source that is named"),
    ("unnamed", "a source that is not named"),
    ("not_given", "passed on, origin not given"),
    ("unsourced", "no source"),
    ("own", "the publication itself"),
)
"""Where statements come from: parts that exclude each other, with their labels."""

_SHARES: Final = (
    ("one_source", "One source"), ("unnamed", "Not named"), ("unsourced", "No source"), ("news_media", "News media"),
)  # fmt: skip
_TILES: Final = ("stories", "statements", "sources", "quotations")
_MOST_MONTHS: Final = 240
_CHART: Final = 720
_CHART_HEIGHT: Final = 110


def to_html(
    audit: Audit,
    attributes: Iterable[AttributeCounts],
    *,
    top: int,
    names: Sequence[str],
    site: Mapping[str, str] | None = None,
) -> str:
    """Return the page, with the `top` sources, sections and authors; `names` are the inputs.

    `site` are the pages of the site that it is part of: addresses by their names.
    """
    counts = audit.counts
    groups = [_group(audit, dimension, heading, top) for dimension, heading in DIMENSIONS.items()]
    tables = [_attribute(table) for table in attributes]
    parts = [
        ("origins", "Where statements come from"), ("statements", "Most statements"), ("quoted", "Most quoted"),
        ("news-media", "News media"), *((group["id"], group["heading"]) for group in groups),
        *((f"attribute-{number}", f"As recorded: {table['column']}") for number, table in enumerate(tables, 1)),
        ("how", "How this is counted"),
    ]  # fmt: skip
    return render(
        "sources/templates/report.html.j2",
        style=read_asset("templates/report.css"),
        title="Source audit",
        site=site,
        what=", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else ""),
        tiles=[{"label": name, "count": counts[name]} for name in _TILES],
        parts=parts,
        origins=_stack(counts, labels=True),
        blocks=[{"heading": section, "lines": _lines(counts, section)} for section in SECTIONS],
        statements=_bars(top_sources(audit, top), "statements", "quotations"),
        quoted=_bars(top_sources(audit, top, quoted=True), "quotations", "statements"),
        news_share=share(counts["news_media"], counts["statements"]),
        media=_media(news_media(audit, top)),
        groups=groups,
        shares=_SHARES,
        attributes=tables,
    )


def _lines(counts: Mapping[str, int], section: str) -> list[Any]:
    first, *others = lines_of(counts, section)
    return [first, *(line for line in others if line.count)]


def _stack(counts: Mapping[str, int], *, labels: bool = False) -> list[dict[str, Any]]:
    """Return the parts of a bar that is 100 wide; with `labels`, also what a legend needs."""
    whole = counts["statements"]
    parts: list[dict[str, Any]] = []
    start = 0.0
    for name, label in _ORIGINS:
        width = 100 * counts[name] / whole if whole else 0.0
        part: dict[str, Any] = {
            "name": name.replace("_", "-"),
            "start": _short(start),
            "width": _short(width),
        }
        if labels:
            part |= {"label": label, "count": counts[name], "share": share(counts[name], whole)}
        parts.append(part)
        start += width
    return parts


def _bars(sources: Sequence[SourceRow], measure: str, other: str) -> list[dict[str, Any]]:
    most = max((one.counts[measure] for one in sources), default=1)
    return [
        {
            "name": one.name, "unnamed": one.is_unnamed, "kind": KIND_NAMES[one.key.kind], "count": one.counts[measure],
            "other": one.counts[other], "stories": one.counts["stories"], "joined_by": JOINED_BY[one.key.joined_by],
            "width": _short(100 * one.counts[measure] / most),
        }
        for one in sources
    ]  # fmt: skip


def _media(sources: Sequence[SourceRow]) -> list[dict[str, Any]]:
    most = max((one.counts["passed_on"] + one.counts["statements"] for one in sources), default=1) or 1
    rows = []
    for one in sources:
        passed_on, origin_of = one.counts["passed_on"], one.counts["statements"]
        first = 100 * passed_on / most
        parts = [
            {"name": "bar", "start": "0", "width": _short(first)},
            {"name": "origin", "start": _short(first), "width": _short(100 * origin_of / most)},
        ]
        rows.append(
            {
                "name": one.name,
                "unnamed": one.is_unnamed,
                "passed_on": passed_on,
                "origin_of": origin_of,
                "parts": parts,
            }
        )
    return rows


def _group(audit: Audit, dimension: str, heading: str, top: int) -> dict[str, Any]:
    """Return a table by month, section or author; months have a chart too."""
    most = _MOST_MONTHS if dimension == "month" else top
    groups = audit.groups(dimension)
    rows = list(islice(groups, most))
    dated = [row for row in rows if row.name]
    columns = list(_columns(dated)) if dimension == "month" and len(dated) > 1 else []
    return {
        "id": f"by-{dimension}",
        "heading": heading,
        "name": dimension.capitalize(),
        "rows": [
            {
                "name": row.name, "counts": row.counts, "parts": _stack(row.counts),
                "shares": {name: share(row.counts[name], row.counts["statements"]) for name, _ in _SHARES},
            }
            for row in rows
        ],
        "hidden": sum(1 for _ in groups),
        "columns": columns,
        "most": max((row.counts["statements"] for row in dated), default=0),
        "width": _CHART,
    }  # fmt: skip


def _columns(rows: Sequence[GroupRow]) -> Iterator[dict[str, Any]]:
    """Yield the columns of a chart of months, named statements at the bottom."""
    most = max(row.counts["statements"] for row in rows) or 1
    step = _CHART / len(rows)
    every = max(1, -(-70 * len(rows) // _CHART))
    for number, row in enumerate(rows):
        bottom = 120.0
        parts = []
        for name, _ in _ORIGINS:
            height = _CHART_HEIGHT * row.counts[name] / most
            bottom -= height
            parts.append({"name": name.replace("_", "-"), "y": _short(bottom), "height": _short(height)})
        yield {
            "x": _short(number * step), "width": _short(min(step * 0.8, 48)), "parts": parts,
            "label": row.name if number % every == 0 else "",
        }  # fmt: skip


def _attribute(table: AttributeCounts) -> dict[str, Any]:
    most = max((counts[0] for counts in table.values.values()), default=1) or 1
    return {
        "column": table.column,
        "rows": [
            {
                "value": value, "sources": counts[0], "statements": counts[1], "quotations": counts[2],
                "width": _short(100 * counts[0] / most),
            }
            for value, counts in table.values.items()
        ],
    }  # fmt: skip


def _short(number: float) -> str:
    """Return a length with at most two decimals, and without zeros at its end."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
