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
    join_names,
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
            builder.key, builder.prefix + slug, number, one.name, one.kind, one.type, one.anonymous,
            builder.names(list(source.through)), len(source.statements), source.direct, source.quotations,
            join_names(words[slug], " … "),
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
                name, factuality = values["name"] or NULL, values.get("factuality", NULL)
                entries += _dated(builder, table, thing, (builder.prefix + thing.id, NULL, name, factuality))
            for role in values.get("roles", ()):
                if _has_date(type(role), role.__dict__):
                    label = join_names((values["name"] or NULL, role.role_name or NULL), ": ")
                    entries += _dated(builder, "roles", role, (builder.prefix + thing.id, NULL, label, NULL))
    for figure in builder.in_order(article.figures):
        if _has_date(type(figure), figure.__dict__):
            label = figure.measures or NULL
            entries += _dated(builder, "figures", figure, (builder.prefix + figure.id, NULL, label, NULL))
    for citation in citations:
        for hop in citation.chain:
            if hop.date is not None:
                key = f"{builder.prefix}cite-{citation.id}"
                entries += _dated(builder, "citations", hop, (NULL, key, builder.names(hop.parties), NULL))
    entries.sort(key=_DAYS)
    for number, (_, _, row) in enumerate(entries, 1):
        yield builder.key, number, *row


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
                day = str(value)[:10]
                date = str(value), day, day, NULL, *_NO_DATE
                yield day, day, (*date, table, one.alias, NULL, NULL, name or NULL, NULL, NULL)


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
        days = [day for day in (*cells[1:], *ends[1:]) if day != NULL]
        basis = (first.basis if first else None) or NULL
        thing, citation, name, factuality = rest
        row = (
            *cells, basis, *ends, table, start.alias, thing, citation, name, factuality, join_names(words, " … "),
        )  # fmt: skip
        yield (days[0], days[-1], row) if days else (_LAST, _LAST, row)
