"""Build the cells and rows that several tables have: keys, names, spans, dates, links, and other properties.

A cell is what a CSV file has of a value: a text in quotation marks, with those in it doubled, a number or a boolean
without them, and nothing for null. Joining such cells takes a quarter of the time of quoting them in finished rows,
since many cells occur in several rows. Things, statements and spans are in the order of the text.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from newsld.findings import Finding, Unwritable
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.columns import BOOLEAN_CHOICES, fields_in_columns
from newsld.model.fields import COLLECTIONS, ModelField, data_of
from newsld.model.keys import COLLECTION_MODELS
from newsld.model.sources import origins

if TYPE_CHECKING:
    from newsld.model import Dated, NewsArticle, Relation
    from newsld.model.dates import Edtf
    from newsld.model.node import Part
    from newsld.model.text import Span

NULL: Final = ""
"""The cell of a value that does not exist."""

TableRow = tuple[str, ...]
"""The cells of a row to write, in the order of `Table.columns`."""

BOOLEAN_CELLS: Final = {True: "true", False: "false", None: ""}
UNPLACED: Final = 1 << 60
"""The offset of what has no place in the text, which comes last."""

_P = TypeVar("_P", bound="Part")

Values = Mapping[str, Any]
"""The values of a part, by the names of its fields."""

_PARTS: Final = (*COLLECTION_MODELS, "mentions")
_SUMMARIES: Final[Mapping[str, tuple[str, str | None]]] = {
    "people": ('"person"', None),
    "organizations": ('"organization"', None),
    "places": ('"place"', "false"),
    "events": ('"event"', ""),
}
"""The cells for the kind of the things of a collection, and for whether they are anonymous if they all are or not."""

_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Summary(NamedTuple):
    """What other tables repeat of a thing: cells. `key` is its key, `anonymous` empty for what is no party."""

    key: str
    name: str
    kind: str
    type: str
    anonymous: str


def text_cell(text: str | None) -> str:
    """Return the cell for a text; null for an empty one."""
    if not text:
        return NULL
    if '"' in text:
        text = text.replace('"', '""')
    return f'"{text}"'


def text_in(cell: str) -> str:
    """Return the text of a cell, empty for null; a number or boolean is its own text."""
    return cell[1:-1].replace('""', '"') if cell[:1] == '"' else cell


def join_names(names: Iterable[str]) -> str:
    """Return one cell for the cells of several names, without nulls."""
    joined = "; ".join([name[1:-1] for name in names if name])
    return f'"{joined}"' if joined else NULL


@lru_cache(maxsize=8192)
def bounds_cells(date: Edtf) -> tuple[str, str, str]:
    """Return the cells for an EDTF date and for its first and last possible day."""
    earliest, latest = date.earliest, date.latest
    return text_cell(date), f'"{earliest}"' if earliest else NULL, f'"{latest}"' if latest else NULL


def _place_of(citation: Values) -> int:
    """Return the offset of the first word that a citation covers, else of its first cue."""
    words = citation["covers"] or citation["cues"]
    return min(words)[0] if words else UNPLACED


class RowBuilder:
    """A builder of the rows of one article: `tables` has them in the order of `TABLES`, `rows` by the table's name.

    `key` is the key of the article, `article` the cell for it, `prefix` what the keys of its parts begin with.
    `parts` are the values of the parts of the article in the order of the text, by the field that has them: reading
    an attribute of a model takes as long as ten steps of the interpreter. `places` has the offset of the first words
    about each thing, by its id. `spans` are the rows of the table with this
    name, each after its offsets.
    """

    def __init__(self, article: NewsArticle, key: str) -> None:
        self.key = key
        self.article = f'"{key}"'
        self.prefix = f"{key}#"
        self.tables: list[list[TableRow]] = [[] for _ in TABLES]
        self.rows = {table.name: rows for table, rows in zip(TABLES, self.tables, strict=True)}
        self.spans: list[tuple[int, int, TableRow]] = []
        self.links = self.rows["links"]
        self.body = article.text
        self.parts: dict[str, list[Values]] = {
            name: [part.__dict__ for part in article.__dict__[name]] for name in _PARTS
        }
        self.places: dict[str, int] = {}
        self.summaries: dict[str, Summary] = {}
        self.source_names: dict[str, str] = {}
        self._place_things()
        self._add_things(article)

    def _place_things(self) -> None:
        """Find the places of things, and sort them and the citations by place; others last, in the order of the ids."""
        places, parts = self.places, self.parts
        for values in parts["mentions"]:
            slug = values["of"]
            if slug is not None and slug not in places:
                places[slug] = values["words"][0]
        for values in (*parts["quotations"], *parts["figures"]):
            if words := values["words"]:
                places[values["id"]] = min(words)[0]
        get = places.get
        for name in (*COLLECTIONS.values(), "quotations", "figures"):
            parts[name].sort(key=lambda values: get(values["id"], UNPLACED))
        parts["citations"].sort(key=_place_of)

    def in_order(self, name: str, parts: Sequence[_P]) -> list[_P]:
        """Return the parts of a field of the article in the order of `parts`."""
        by_id = {part.__dict__["id"]: part for part in parts}
        return [by_id[values["id"]] for values in self.parts[name]]

    def _add_things(self, article: NewsArticle) -> None:
        """Add rows for everything that has an id, and store its summary. Raises Unwritable for a duplicate id."""
        summaries, prefix = self.summaries, f'"{self.prefix}'
        for model, collection in COLLECTIONS.items():
            kind, anonymous = _SUMMARIES[collection]
            for values in self.parts[collection]:
                slug, types, name = values["id"], values["type"], text_cell(values["name"])
                type_cell = f'"{" ".join(types)}"' if types else f'"{model.default_type}"'
                unnamed = BOOLEAN_CELLS[values["anonymous"]] if anonymous is None else anonymous
                summaries[slug] = Summary(f'{prefix}{slug}"', name, kind, type_cell, unnamed)
        for values in self.parts["quotations"]:
            slug = values["id"]
            summaries[slug] = Summary(f'{prefix}{slug}"', NULL, '"quotation"', '"Quotation"', "")
        for values in self.parts["figures"]:
            slug, name = values["id"], text_cell(values["measures"])
            summaries[slug] = Summary(f'{prefix}{slug}"', name, '"figure"', '"Observation"', "")
        get, key = self.places.get, self.article
        self.rows["things"] += [
            (one.key, key, f'"{slug}"', one.kind, one.type, one.name)
            for slug, one in sorted(summaries.items(), key=lambda pair: get(pair[0], UNPLACED))
        ]
        _refuse_duplicates(self.parts, len(summaries))
        for citation in article.citations:
            if sources := origins(citation):
                self.source_names[citation.id] = self.names(sources)

    # -- cells and rows of several tables --------------------------------------------------------------------

    def summary(self, slug: str) -> Summary:
        """Return the summary of the thing with an id; the key alone for an id that nothing has."""
        return self.summaries.get(slug) or Summary(self.key_cell(slug), NULL, NULL, NULL, "")

    def key_cell(self, slug: str) -> str:
        """Return the cell for the key of the thing with an id, which may not exist."""
        return text_cell(self.prefix + slug)

    def name(self, slug: str | None) -> str:
        """Return the cell for the name of the thing with an id."""
        one = self.summaries.get(slug) if slug else None
        return NULL if one is None else one.name

    def names(self, slugs: Sequence[str]) -> str:
        """Return one cell for the names of several things."""
        if len(slugs) == 1:
            return self.name(slugs[0])
        return join_names([self.name(slug) for slug in slugs])

    def add_spans(self, owner: str, field: str, words: Sequence[Span]) -> str:
        """Add rows for spans that a field of an owner was read from; return the cell for their words."""
        cells = [self._add_span(owner, field, number, *span) for number, span in enumerate(words, 1)]
        if len(cells) == 1:
            return cells[0]
        return text_cell(" … ".join([self.body[start:end] for start, end in words]))

    def _add_span(self, owner: str, field: str, number: int, start: int, end: int) -> str:
        """Add the row for a span; return the cell for its words."""
        cell = text_cell(self.body[start:end])
        row = (self.article, f'"{owner}"', f'"{field}"', f"{number}", f"{start}", f"{end}", cell)
        self.spans.append((start, end, row))
        return cell

    def date_cells(self, owner: str, field: str, date: Dated) -> tuple[str, str, str, str]:
        """Return the cells for a date, its bounds and its basis, and add a row for its words."""
        if date.words is not None:
            self.add_spans(owner, field, (date.words,))
        return *bounds_cells(date.date), text_cell(date.basis)

    def relation_cells(self, owner: str, field: str, relation: Relation) -> tuple[str, str, str]:
        """Return the cells for a relation, its name and its basis, and add a row for its words."""
        slug, basis = self._relation(owner, field, relation, 1)
        one = self.summary(slug)
        return one.key, one.name, basis

    def _relation(self, owner: str, field: str, relation: Relation, number: int) -> tuple[str, str]:
        """Return the id and the cell for the basis of a relation, and add a row for its words.

        The position of the span is the number of the relation in its list.
        """
        if relation.words is not None:
            self._add_span(owner, field, number, *relation.words)
        return relation.id, text_cell(relation.basis)

    def cells(self, owner: str, writers: CellWriters, values: Values) -> list[str]:
        """Return the cells for an owner's fields, one or more each, and add rows for their spans."""
        cells = writers.nulls.copy()
        for name, field in writers.fields:
            if value := values[name]:
                alias, write, first, end = field
                if write is None:
                    cells[first] = f'"{value}"' if '"' not in value else text_cell(value)
                else:
                    cells[first:end] = write(self, owner, alias, value)
        for name, index, write_value in writers.numbers:
            if (value := values[name]) is not None:
                cells[index] = write_value(value)
        return cells

    def add_links(self, table: str, subject: str, fields: Sequence[ModelField], values: Values) -> None:
        """Add rows for the things that a subject refers to in these fields."""
        for field in fields:
            others = values[field.name]
            if not others:
                continue
            for number, other in enumerate(others, 1):
                slug, basis = other, NULL
                if field.is_relation:
                    slug, basis = self._relation(subject, field.alias, other, number)
                one = self.summary(slug)
                head = self.article, f'"{table}"', f'"{subject}"', f'"{field.alias}"', f"{number}"
                self.links.append((*head, one.key, one.name, basis))

    def add_properties(self, node: str, extra: Mapping[str, Any]) -> None:
        """Add rows for the properties of a node that are not in its model."""
        rows = self.rows["properties"]
        prefix = self.prefix if node == self.key else node
        for name, value in extra.items():
            head = self.article, f'"{node}"', text_cell(name) or '""'
            if type(value) is list and value:
                for number, item in enumerate(value, 1):
                    key = text_cell(f"{prefix}?{name}/{number}")
                    rows.append((key, *head, f"{number}", json_cell(item)))
            else:
                rows.append((text_cell(f"{prefix}?{name}"), *head, NULL, json_cell(value)))


# -- the cells of a field, by its kind --------------------------------------------------------------------------

CellWriter = Callable[[RowBuilder, str, str, Any], Sequence[str]]


class CellWriters(NamedTuple):
    """How the fields of a model become cells.

    `nulls` are the cells without a value. `fields` has the fields for which anything false is null: their names, each
    with its alias, the writer of its cells (None for a text), and the indexes of its first cell and after its last one.
    `numbers` has the other fields with their index: numbers and booleans.
    """

    nulls: list[str]
    fields: tuple[tuple[str, tuple[str, CellWriter | None, int, int]], ...]
    numbers: tuple[tuple[str, int, Callable[[Any], str]], ...]


def _date_cells(builder: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return builder.date_cells(owner, alias, value)


def _spans_cell(builder: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return (builder.add_spans(owner, alias, value),)


def _span_cell(builder: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return (builder.add_spans(owner, alias, (value,)),)


def _reference_cells(builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    one = builder.summary(value)
    return one.key, one.name


def _relation_cells(builder: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return builder.relation_cells(owner, alias, value)


def _citation_cell(builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (builder.key_cell(f"cite-{value}"),)


def _list_cell(_builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (json_cell(value),)


def _data_cell(field: ModelField) -> CellWriter:
    def write(_builder: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
        return (json_cell(data_of(field, value)),)

    return write


def _choice_cell(value: Any) -> str:
    return text_cell(value if type(value) is str else BOOLEAN_CHOICES[value])


_CELLS: Final[Mapping[str, tuple[CellWriter, int]]] = {
    "date": (_date_cells, 4),
    "words": (_span_cell, 1),
    "reference": (_reference_cells, 2),
}
"""The writer of the cells of a field with one value, and the number of them, by the kind of the field."""

_NUMBERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "boolean": BOOLEAN_CELLS.__getitem__,
    "integer": str,
    "pixels": str,
    "number": str,
}
"""The function that returns the cell for a number or boolean, by the kind of the field."""


@cache
def cell_writers(model: type[Part]) -> CellWriters:
    """Return the writers that `RowBuilder.cells` uses for a model: those of `fields_in_columns`, in order."""
    fields, numbers = [], []
    end = 0
    for field in fields_in_columns(model):
        first = end
        write_value = _NUMBERS.get(field.kind)
        if field.kind == "choice" and bool in map(type, field.choices):
            write_value = _choice_cell
        if write_value is not None and not field.many:
            end += 1
            numbers.append((field.name, first, write_value))
        else:
            write, width = _cell_writer(field)
            end += width
            fields.append((field.name, (field.alias, write, first, end)))
    return CellWriters([NULL] * end, tuple(fields), tuple(numbers))


def _cell_writer(field: ModelField) -> tuple[CellWriter | None, int]:
    """Return the writer of the cells of a field, None for a text, and the number of them."""
    if field.kind == "data":
        return _data_cell(field), 1
    if field.many:
        return _spans_cell if field.kind == "words" else _list_cell, 1
    if field.targets == {"citation"}:
        return _citation_cell, 1
    if field.is_relation:
        return _relation_cells, 3
    return _CELLS.get(field.kind, (None, 1))


def json_cell(value: Any) -> str:
    """Return the cell for a value as JSON. Raises Unwritable for a number that JSON cannot hold."""
    try:
        return text_cell(_json(value))
    except (ValueError, TypeError) as error:
        message = f"the value of a property cannot be written as JSON: {error}"
        raise Unwritable([Finding("NLD-SYN-003", message, suggestion="write the number as text")]) from None


def _refuse_duplicates(parts: Mapping[str, Sequence[Values]], different: int) -> None:
    """Raise Unwritable unless this many different ids are those of all things, and citations have different ids."""
    things = [
        values["id"] for name in (*COLLECTIONS.values(), "quotations", "figures") for values in parts[name]
    ]
    labels = [values["id"] for values in parts["citations"]]
    for ids, number in ((things, different), (labels, len(set(labels)))):
        if len(ids) != number:
            message = f"two things have the id {Counter(ids).most_common(1)[0][0]}"
            raise Unwritable([Finding("NLD-REF-002", message, suggestion="give one of them another id")])
