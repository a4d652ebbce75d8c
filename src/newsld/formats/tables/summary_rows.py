"""Build the rows of the tables that summarize an article: its sources and its timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from newsld.formats.tables.row_builder import (
    NULL,
    UNPLACED,
    RowBuilder,
    TableRow,
    bounds_cells,
    text_cell,
)
from newsld.model.fields import ModelField, fields_of
from newsld.model.sources import sources_of

if TYPE_CHECKING:
    from newsld.model import Citation, Hop, NewsArticle
    from newsld.model.node import Part

_LAST: Final = "~"
"""Sorts after every date."""


def place_of(citation: Citation) -> int:
    """Return the offset of the first word that a citation covers, else of its first cue."""
    values = citation.__dict__
    words = values["covers"] or values["cues"]
    return min(words)[0] if words else UNPLACED


# -- sources ---------------------------------------------------------------------------------------------------


def source_rows(
    builder: RowBuilder, article: NewsArticle, citations: Sequence[Citation]
) -> Iterator[TableRow]:
    """Yield the rows of the table `sources`: origins of statements in the order of `citations`, then other speakers."""
    sources = sources_of(article, citations, builder.in_order(article.quotations))
    words: dict[str, dict[str, None]] = {
        slug: dict.fromkeys(
            [text for citation in source.statements for text in _hop_words(builder, citation.chain[-1])]
        )
        for slug, source in sources.items()
    }
    unworded = {slug for slug, texts in words.items() if not texts}
    for mention in article.mentions if unworded else ():
        values = mention.__dict__
        if values["of"] in unworded and values["form"] != "pronoun":
            start, end = values["words"]
            words[values["of"]][builder.body[start:end]] = None
    for number, (slug, source) in enumerate(sources.items(), 1):
        one = builder.summary(slug)
        yield (
            builder.article, one.key, f"{number}", one.name, one.kind, one.type, one.anonymous,
            builder.names(list(source.through)), f"{len(source.statements)}", f"{source.direct}",
            f"{source.quotations}", text_cell(" … ".join(words[slug])),
        )  # fmt: skip


def _hop_words(builder: RowBuilder, hop: Hop) -> Iterator[str]:
    for start, end in hop.__dict__.get("words", ()):
        yield builder.body[start:end]


# -- the timeline ----------------------------------------------------------------------------------------------

_Entry = tuple[str, str, TableRow]
"""A row of the table `timeline` without its first two cells, and the first and last day to sort it by."""

_DAYS: Final = itemgetter(0, 1)
_NO_DATE: Final = NULL, NULL, NULL


@cache
def _date_fields(model: type[Part]) -> Sequence[tuple[ModelField, ModelField | None]]:
    """Return the fields with dates of a model, each with the field for the end of what it is the start of."""
    dates = {one.name: one for one in fields_of(model) if one.kind == "date"}
    ends = {name: dates.get(f"end{name.removeprefix('start')}") for name in dates if name.startswith("start")}
    paired = {end.name for end in ends.values() if end is not None}
    return [(one, ends.get(name)) for name, one in dates.items() if name not in paired]


def timeline_rows(
    builder: RowBuilder, article: NewsArticle, citations: Sequence[Citation]
) -> Iterator[TableRow]:
    """Yield the rows of the table `timeline` in the order of time, those of one day in the order of the text."""
    entries = [*_timestamps(article)]
    for table in ("people", "organizations", "places", "events"):
        for thing in builder.in_order(getattr(article, table)):
            values = thing.__dict__
            if _has_date(type(thing), values):
                one, factuality = builder.summary(thing.id), text_cell(values.get("factuality"))
                entries += _dated(builder, table, thing, (one.key, NULL, one.name, factuality))
            for role in values.get("roles", ()):
                if _has_date(type(role), role.__dict__):
                    label = text_cell(": ".join(filter(None, (values["name"], role.role_name))))
                    key = builder.key_cell(thing.id)
                    entries += _dated(builder, "roles", role, (key, NULL, label, NULL))
    for figure in builder.in_order(article.figures):
        if _has_date(type(figure), figure.__dict__):
            one = builder.summary(figure.id)
            entries += _dated(builder, "figures", figure, (one.key, NULL, one.name, NULL))
    for citation in citations:
        for hop in citation.chain:
            if hop.date is not None:
                key = builder.key_cell(f"cite-{citation.id}")
                entries += _dated(builder, "citations", hop, (NULL, key, builder.names(hop.parties), NULL))
    entries.sort(key=_DAYS)
    for number, (_, _, row) in enumerate(entries, 1):
        yield builder.article, f"{number}", *row


def _has_date(model: type[Part], values: Mapping[str, Any]) -> bool:
    return any(map(values.get, _date_names(model)))


@cache
def _date_names(model: type[Part]) -> Sequence[str]:
    return [field.name for field in fields_of(model) if field.kind == "date"]


def _timestamps(article: NewsArticle) -> Iterator[_Entry]:
    for table, part, name in (
        ("articles", article, article.headline),
        *[("corrections", correction, correction.text) for correction in article.correction],
    ):
        for one in fields_of(type(part)):
            value = part.__dict__[one.name]
            if one.kind == "timestamp" and value is not None:
                day = f'"{value[:10]}"'
                date = text_cell(value), day, day, NULL, *_NO_DATE
                what = f'"{table}"', f'"{one.alias}"', NULL, NULL, text_cell(name), NULL, NULL
                yield day, day, (*date, *what)


def _dated(builder: RowBuilder, table: str, part: Part, rest: Sequence[str]) -> Iterator[_Entry]:
    values: Mapping[str, Any] = part.__dict__
    for start, end in _date_fields(type(part)):
        first, last = values[start.name], values[end.name] if end else None
        if first is None and last is None:
            continue
        cells = bounds_cells(first.date) if first else _NO_DATE
        ends = bounds_cells(last.date) if last else _NO_DATE
        words = dict.fromkeys(
            [builder.body[slice(*one.words)] for one in (first, last) if one is not None and one.words]
        )
        days = [day for day in (*cells[1:], *ends[1:]) if day]
        basis = text_cell(first.basis) if first else NULL
        what = f'"{table}"', f'"{start.alias}"', *rest, text_cell(" … ".join(words))
        row = (*cells, basis, *ends, *what)
        yield (days[0], days[-1], row) if days else (_LAST, _LAST, row)
