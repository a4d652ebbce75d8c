"""Build the cells and rows that several tables have: keys, names, spans, dates, links, and other properties.

Keys begin with the placeholder `ARTICLE_KEY`. It is replaced when the tables are written, because only then is it known
whether another article has the same key. Null is `NULL` in a column of texts, and `""` in one of numbers or booleans.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newsld.errors import Unwritable
from newsld.findings import Finding
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.columns import BOOLEAN_CHOICES, fields_in_columns
from newsld.model.fields import ModelField

if TYPE_CHECKING:
    from newsld.model import Dated, NewsArticle
    from newsld.model.node import Part, Thing
    from newsld.model.text import Span

__all__ = [
    "ARTICLE_KEY",
    "BOOLEAN_CELLS",
    "NULL",
    "RowBuilder",
    "TableRow",
    "cell_writers",
    "json_cell",
    "numbered",
]

ARTICLE_KEY: Final = "\udfff"
"""The placeholder of the article's key. It is a lone surrogate, which no valid text contains."""

NULL: Final = "\udffe"
"""The value of a cell without a text."""

TableRow = tuple[str | int, ...]
"""The cells of a row to write, in the order of `Table.columns`."""

BOOLEAN_CELLS: Final = {True: "true", False: "false", None: ""}
_NO_SUMMARY: Final = (NULL, NULL, NULL, "")
_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


@cache
def _numbers(count: int) -> tuple[str, ...]:
    """Return the numbers from 1 to `count` as texts of one width, so that they sort in numerical order."""
    width = len(str(count))
    return tuple([f"{number:0{width}d}" for number in range(1, count + 1)])


def numbered(items: Sequence[Any]) -> Iterable[tuple[int, str, Any]]:
    """Yield each item with its number, from 1, and the number as text for a key: `(7, "07", item)`."""
    if len(items) == 1:
        return ((1, "1", items[0]),)
    return zip(range(1, len(items) + 1), _numbers(len(items)), items, strict=True)


def _join_names(names: Sequence[str], between: str = "; ") -> str:
    return between.join([name for name in names if name != NULL]) or NULL


class RowBuilder:
    """A builder of the rows of one article: `tables` has them in the order of `TABLES`, `rows` by the table's name.

    `unsorted` are the tables whose rows are added in another order than that of their keys.
    """

    def __init__(self, article: NewsArticle) -> None:
        self.tables: list[list[TableRow]] = [[] for _ in TABLES]
        self.rows = {table.name: rows for table, rows in zip(TABLES, self.tables, strict=True)}
        self.spans = self.rows["spans"]
        self.links = self.rows["links"]
        self.things = self.rows["things"]
        names = (
            "article_authors", "article_terms", "things", "entity_names", "same_as", "roles", "links", "spans",
            "properties",
        )  # fmt: skip
        self.unsorted = [self.rows[name] for name in names]
        self.body = article.text
        self.summaries: dict[str, tuple[str, str, str, str]] = {}
        self.source_names: dict[str, str] = {}
        self.add_things(article)

    # -- cells and rows of several tables --------------------------------------------------------------------

    def add_things(self, article: NewsArticle) -> None:
        """Add rows for everything that has an id, and store its `summary`. Raises Unwritable for a duplicate id."""
        summaries = self.summaries
        for person in article.people:
            anonymous = BOOLEAN_CELLS[person.anonymous]
            summaries[person.id] = (person.name or NULL, "person", " ".join(person.types), anonymous)
        for group in article.organizations:
            anonymous = BOOLEAN_CELLS[group.anonymous]
            summaries[group.id] = (group.name or NULL, "organization", " ".join(group.types), anonymous)
        for place in article.places:
            summaries[place.id] = (place.name or NULL, "place", " ".join(place.types), "false")
        for event in article.events:
            summaries[event.id] = (event.name or NULL, "event", " ".join(event.types), "")
        for quotation in article.quotations:
            summaries[quotation.id] = (NULL, "quotation", "Quotation", "")
        for figure in article.figures:
            summaries[figure.id] = (figure.measures or NULL, "figure", "Observation", "")
        self.things += [
            (f"{ARTICLE_KEY}#{slug}", ARTICLE_KEY, slug, kind, types, name)
            for slug, (name, kind, types, _) in summaries.items()
        ]
        entities = (article.people, article.organizations, article.places)
        others = (article.events, article.quotations, article.figures)
        if len(summaries) != sum(map(len, (*entities, *others))):
            raise Unwritable([_duplicate_id(thing.id for things in (*entities, *others) for thing in things)])
        if len({citation.id for citation in article.citations}) != len(article.citations):
            raise Unwritable([_duplicate_id(citation.id for citation in article.citations)])
        for citation in article.citations:
            if citation.chain and citation.origin == "given":
                self.source_names[citation.id] = self.names(citation.chain[-1].parties)

    def summary(self, slug: str) -> tuple[str, str, str, str]:
        """Return the name, class, types and `anonymous` of the thing with an id, as cells."""
        return self.summaries.get(slug, _NO_SUMMARY)

    def name(self, slug: str | None) -> str:
        """Return the cell for the name of the thing with an id."""
        return self.summaries.get(slug, _NO_SUMMARY)[0] if slug else NULL

    def names(self, slugs: Sequence[str]) -> str:
        """Return one cell for the names of several things."""
        if len(slugs) == 1:
            return self.name(slugs[0])
        return _join_names([self.name(slug) for slug in slugs])

    def add_spans(self, owner: str, field: str, words: Sequence[Span]) -> str:
        """Add rows for spans that a field of an owner was read from; return the cell for their words."""
        if not words:
            return NULL
        texts = []
        for number, label, (start, end) in numbered(words):
            text = self.body[start:end]
            texts.append(text)
            row = (f"{owner}/{field}/{label}", ARTICLE_KEY, owner, field, number, start, end, text or NULL)
            self.spans.append(row)
        return (texts[0] if len(texts) == 1 else " … ".join(texts)) or NULL

    def date_cells(self, owner: str, field: str, date: Dated | None) -> tuple[str, str]:
        """Return the cells for a date and its basis, and add a row for its words."""
        if date is None:
            return NULL, NULL
        if date.words is not None:
            self.add_spans(owner, field, (date.words,))
        return date.date, date.basis or NULL

    def cells(self, owner: str, writers: CellWriters, values: Mapping[str, Any]) -> list[str | int]:
        """Return the cells for an owner's fields, one or two each, and add rows for their spans."""
        cells: list[str | int] = []
        for name, alias, write, null in writers:
            value = values[name]
            if value is None:
                cells += null
            elif write is None:
                cells.append(value)
            else:
                cells += write(self, owner, alias, value)
        return cells

    def add_links(
        self, table: str, subject: str, fields: Sequence[ModelField], values: Mapping[str, Any]
    ) -> None:
        """Add rows for the things that a subject refers to in these fields."""
        for field in fields:
            for number, label, other in numbered(objects) if (objects := values[field.name]) else ():
                name = field.alias
                key = (
                    f"{subject}/{name}/{label}"
                    if subject is not ARTICLE_KEY
                    else f"{ARTICLE_KEY}#/{name}/{label}"
                )
                row = (
                    key,
                    ARTICLE_KEY,
                    table,
                    subject,
                    name,
                    number,
                    f"{ARTICLE_KEY}#{other}",
                    self.name(other),
                )
                self.links.append(row)

    def add_properties(self, node: str, thing: Thing) -> None:
        """Add rows for the properties of a node that are not in its model."""
        rows = self.rows["properties"]
        prefix = f"{ARTICLE_KEY}#" if node is ARTICLE_KEY else node
        for name, value in thing.extra.items():
            if type(value) is list and value:
                for number, label, item in numbered(value):
                    rows.append(
                        (f"{prefix}?{name}/{label}", ARTICLE_KEY, node, name, number, json_cell(item))
                    )
            else:
                rows.append((f"{prefix}?{name}", ARTICLE_KEY, node, name, "", json_cell(value)))


# -- the cells of a field, by its kind --------------------------------------------------------------------------

CellWriter = Callable[[RowBuilder, str, str, Any], Sequence[str | int]]
CellWriters = tuple[tuple[str, str, CellWriter | None, Sequence[str]], ...]
"""For each field: its name, its alias, the writer of its cells (None if the value is the cell), its cells for null."""


def _date_cells(builder: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return builder.date_cells(owner, alias, value)


def _spans_cell(builder: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return (builder.add_spans(owner, alias, value),)


def _span_cell(builder: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return (builder.add_spans(owner, alias, (value,)),)


def _reference_cells(builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return f"{ARTICLE_KEY}#{value}", builder.name(value)


def _citation_cell(_builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (f"{ARTICLE_KEY}#cite-{value}",)


def _list_cell(_builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (json_cell(value) if value else NULL,)


def _boolean_cell(_builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (BOOLEAN_CELLS[value],)


def _number_cell(_builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (str(value),)


def _choice_cell(_builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (value if type(value) is str else BOOLEAN_CHOICES[value],)


_CELLS: Final[Mapping[str, tuple[CellWriter | None, Sequence[str]]]] = {
    "date": (_date_cells, (NULL, NULL)),
    "words": (_span_cell, (NULL,)),
    "reference": (_reference_cells, (NULL, NULL)),
    "boolean": (_boolean_cell, ("",)),
    "integer": (None, ("",)),
    "pixels": (None, ("",)),
    "number": (_number_cell, ("",)),
    "choice": (_choice_cell, (NULL,)),
}
"""The writer of the cells of a field with one value, and its cells for null, by the kind of the field."""


@cache
def cell_writers(model: type[Part]) -> CellWriters:
    """Return the writers that `RowBuilder.cells` uses for a model: those of `fields_in_columns`, in order."""
    return tuple([(field.name, field.alias, *_cell_writer(field)) for field in fields_in_columns(model)])


def _cell_writer(field: ModelField) -> tuple[CellWriter | None, Sequence[str]]:
    if field.many:
        return _spans_cell if field.kind == "words" else _list_cell, (NULL,)
    if field.targets == {"citation"}:
        return _citation_cell, (NULL,)
    return _CELLS.get(field.kind, (None, (NULL,)))


def json_cell(value: Any) -> str:
    """Return a value as JSON. Raises Unwritable for a number that JSON cannot hold."""
    try:
        return _json(value)
    except (ValueError, TypeError) as error:
        message = f"the value of a property cannot be written as JSON: {error}"
        raise Unwritable([Finding("NLD-SYN-003", message, suggestion="write the number as text")]) from None


def _duplicate_id(slugs: Iterable[str]) -> Finding:
    duplicate = Counter(slugs).most_common(1)[0][0]
    message = f"two things have the id {duplicate}"
    return Finding("NLD-REF-002", message, suggestion="give one of them another id")
