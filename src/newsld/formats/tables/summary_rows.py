"""Build the rows of the tables that summarize an article: its sources and its timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from newsld.formats.tables.row_builder import (
    NULL,
    RowBuilder,
    TableRow,
    Values,
    bounds_cells,
    text_cell,
)
from newsld.model import Figure, Hop, Role
from newsld.model.fields import COLLECTIONS, ModelField, fields_of
from newsld.model.sources import sources_of

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.model.node import Part

_LAST: Final = "~"
"""Sorts after every date."""


# -- sources ---------------------------------------------------------------------------------------------------


def source_rows(builder: RowBuilder, article: NewsArticle) -> Iterator[TableRow]:
    """Yield the rows of the table `sources`: origins of statements in the order of the text, then other speakers."""
    citations = builder.in_order("citations", article.citations)
    sources = sources_of(article, citations, builder.in_order("quotations", article.quotations))
    words: dict[str, dict[str, None]] = {
        slug: dict.fromkeys(
            [text for citation in source.statements for text in _hop_words(builder, citation.chain[-1])]
        )
        for slug, source in sources.items()
    }
    unworded = {slug for slug, texts in words.items() if not texts}
    for values in builder.parts["mentions"] if unworded else ():
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


def timeline_rows(builder: RowBuilder, article: NewsArticle) -> Iterator[TableRow]:
    """Yield the rows of the table `timeline` in the order of time, those of one day in the order of the text."""
    entries = [*_timestamps(article)]
    for model, table in COLLECTIONS.items():
        for values in builder.parts[table]:
            if _has_date(model, values):
                one, factuality = builder.summary(values["id"]), text_cell(values.get("factuality"))
                entries += _dated(builder, table, model, values, (one.key, NULL, one.name, factuality))
            for role in values.get("roles", ()):
                if _has_date(Role, role.__dict__):
                    label = text_cell(": ".join(filter(None, (values["name"], role.role_name))))
                    rest = builder.key_cell(values["id"]), NULL, label, NULL
                    entries += _dated(builder, "roles", Role, role.__dict__, rest)
    for values in builder.parts["figures"]:
        if _has_date(Figure, values):
            one = builder.summary(values["id"])
            entries += _dated(builder, "figures", Figure, values, (one.key, NULL, one.name, NULL))
    for values in builder.parts["citations"]:
        for hop in values["chain"]:
            if hop.date is not None:
                rest = NULL, builder.key_cell(f"cite-{values['id']}"), builder.names(hop.parties), NULL
                entries += _dated(builder, "citations", Hop, hop.__dict__, rest)
    entries.sort(key=_DAYS)
    for number, (_, _, row) in enumerate(entries, 1):
        yield builder.article, f"{number}", *row


def _has_date(model: type[Part], values: Values) -> bool:
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


def _dated(
    builder: RowBuilder, table: str, model: type[Part], values: Values, rest: Sequence[str]
) -> Iterator[_Entry]:
    for start, end in _date_fields(model):
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
