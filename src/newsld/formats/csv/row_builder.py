"""What the rows of several tables need: keys, names, words of the body, dates, links, and what is not modelled.

Keys begin with `KEY` in place of the article's own key, which is put in when the tables are joined: only then
is it known whether another article has the same. The absence of a text is `NULL`, that of a number or a
truth value `""`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding
from newsld.findings.errors import Unwritable
from newsld.formats.csv.columns import TRUTH_NAMES, fields_in_columns
from newsld.formats.csv.tables import TABLES
from newsld.model.fields import ModelField

if TYPE_CHECKING:
    from newsld.model import Dated, NewsArticle
    from newsld.model.entities import Entity
    from newsld.model.node import Part, Thing
    from newsld.model.text import Span

__all__ = ["KEY", "NULL", "TRUTH", "Row", "RowBuilder", "as_json", "numbered", "steps_of"]

KEY: Final = "\udfff"
"""Stands for the article's key. A lone surrogate is no character, so no text has it."""

NULL: Final = "\udffe"
"""Stands for a text that is absent."""

Row = tuple[str | int, ...]

TRUTH: Final = {True: "true", False: "false", None: ""}
_UNKNOWN: Final = (NULL, NULL, NULL, "")
_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


@cache
def _numbers(count: int) -> tuple[str, ...]:
    """The numbers from 1 to `count` as text of one width, so that keys made with them sort as they count."""
    width = len(str(count))
    return tuple([f"{number:0{width}d}" for number in range(1, count + 1)])


def numbered(items: Sequence[Any]) -> Iterable[tuple[int, str, Any]]:
    """Each item with its number, from 1, and the number as a part of a key."""
    if len(items) == 1:
        return ((1, "1", items[0]),)
    return zip(range(1, len(items) + 1), _numbers(len(items)), items, strict=True)


def _fold(names: Sequence[str], between: str = "; ") -> str:
    return between.join([name for name in names if name != NULL]) or NULL


class RowBuilder:
    """The tables of one article while they are filled: `tables` in the order of `TABLES`, `to` by their names."""

    def __init__(self, article: NewsArticle) -> None:
        self.tables: list[list[Row]] = [[] for _ in TABLES]
        self.to = {table.name: rows for table, rows in zip(TABLES, self.tables, strict=True)}
        self.spans = self.to["spans"]
        self.links = self.to["links"]
        self.things = self.to["things"]
        names = (
            "article_authors",
            "article_terms",
            "things",
            "entity_names",
            "same_as",
            "roles",
            "links",
            "spans",
            "properties",
        )
        self.mixed = [self.to[name] for name in names]
        self.body = article.text
        self.known: dict[str, tuple[str, str, str, str]] = {}
        self.sources: dict[str, str] = {}
        self.register(article)

    # -- what rows of several tables need --------------------------------------------------------------------

    def register(self, article: NewsArticle) -> None:
        """Name, class, types and namelessness of everything that has an id."""
        known = self.known
        for person in article.people:
            known[person.id] = (person.name or NULL, "person", _types(person), TRUTH[person.anonymous])
        for group in article.organizations:
            known[group.id] = (group.name or NULL, "organization", _types(group), TRUTH[group.anonymous])
        for place in article.places:
            known[place.id] = (place.name or NULL, "place", _types(place), "false")
        for event in article.events:
            known[event.id] = (event.name or NULL, "event", " ".join(event.types), "")
        for quotation in article.quotations:
            known[quotation.id] = (NULL, "quotation", "Quotation", "")
        for figure in article.figures:
            known[figure.id] = (figure.measures or NULL, "figure", "Observation", "")
        self.things += [
            (f"{KEY}#{slug}", KEY, slug, kind, types, name) for slug, (name, kind, types, _) in known.items()
        ]
        parts = (article.people, article.organizations, article.places)
        more = (article.events, article.quotations, article.figures)
        if len(known) != sum(map(len, (*parts, *more))):
            raise Unwritable([_twice(thing.id for kind in (*parts, *more) for thing in kind)])
        if len({citation.id for citation in article.citations}) != len(article.citations):
            raise Unwritable([_twice(citation.id for citation in article.citations)])
        for citation in article.citations:
            if citation.chain and citation.origin == "known":
                self.sources[citation.id] = self.names(citation.chain[-1].parties)

    def about(self, slug: str) -> tuple[str, str, str, str]:
        """Name, class, types and namelessness of what has an id."""
        return self.known.get(slug, _UNKNOWN)

    def name(self, slug: str | None) -> str:
        """The name of what has an id."""
        return self.known.get(slug, _UNKNOWN)[0] if slug else NULL

    def names(self, slugs: Sequence[str]) -> str:
        """The names of several, in one cell."""
        if len(slugs) == 1:
            return self.name(slugs[0])
        return _fold([self.name(slug) for slug in slugs])

    def ground(self, owner: str, field: str, words: Sequence[Span]) -> str:
        """Rows for the runs of the body that an owner rests on; their words, for its own row."""
        if not words:
            return NULL
        texts = []
        for number, label, (start, end) in numbered(words):
            text = self.body[start:end]
            texts.append(text)
            row = (f"{owner}/{field}/{label}", KEY, owner, field, number, start, end, text or NULL)
            self.spans.append(row)
        return (texts[0] if len(texts) == 1 else " … ".join(texts)) or NULL

    def dated(self, owner: str, field: str, date: Dated | None) -> tuple[str, str]:
        """A date and how it is known, with a row for the words that give it."""
        if date is None:
            return NULL, NULL
        if date.words is not None:
            self.ground(owner, field, (date.words,))
        return date.date, date.basis or NULL

    def cells(self, owner: str, steps: Steps, values: Mapping[str, Any]) -> list[str | int]:
        """Return the cells of an owner's fields, one or two each, and add rows for the words that they rest on."""
        cells: list[str | int] = []
        for name, alias, convert, absent in steps:
            value = values[name]
            if value is None:
                cells += absent
            elif convert is None:
                cells.append(value)
            else:
                cells += convert(self, owner, alias, value)
        return cells

    def link(self, table: str, subject: str, fields: Sequence[ModelField], values: Mapping[str, Any]) -> None:
        """Add rows for the things that a subject refers to in these fields."""
        for field in fields:
            for number, label, other in numbered(objects) if (objects := values[field.name]) else ():
                name = field.alias
                key = f"{subject}/{name}/{label}" if subject is not KEY else f"{KEY}#/{name}/{label}"
                row = (key, KEY, table, subject, name, number, f"{KEY}#{other}", self.name(other))
                self.links.append(row)

    def preserve(self, node: str, thing: Thing) -> None:
        """Add rows for the properties of a node that no model has."""
        rows = self.to["properties"]
        stem = f"{KEY}#" if node is KEY else node
        for name, value in thing.extra.items():
            if type(value) is list and value:
                for number, label, item in numbered(value):
                    rows.append((f"{stem}?{name}/{label}", KEY, node, name, number, as_json(item)))
            else:
                rows.append((f"{stem}?{name}", KEY, node, name, "", as_json(value)))


# -- the cells of a field, by its kind --------------------------------------------------------------------------

Convert = Callable[[RowBuilder, str, str, Any], Sequence[str | int]]
Steps = tuple[tuple[str, str, Convert | None, Sequence[str]], ...]
"""For each field: its name, its alias, what makes its cells (None takes the value), and its cells without a value."""


def _date_cells(rows: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return rows.dated(owner, alias, value)


def _words_cells(rows: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return (rows.ground(owner, alias, value),)


def _word_cells(rows: RowBuilder, owner: str, alias: str, value: Any) -> Sequence[str]:
    return (rows.ground(owner, alias, (value,)),)


def _reference_cells(rows: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return f"{KEY}#{value}", rows.name(value)


def _citation_cell(_rows: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (f"{KEY}#cite-{value}",)


def _list_cell(_rows: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (as_json(value) if value else NULL,)


def _boolean_cell(_rows: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (TRUTH[value],)


def _number_cell(_rows: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (str(value),)


def _choice_cell(_rows: RowBuilder, _owner: str, _alias: str, value: Any) -> Sequence[str]:
    return (value if type(value) is str else TRUTH_NAMES[value],)


_CELLS: Final[Mapping[str, tuple[Convert | None, Sequence[str]]]] = {
    "date": (_date_cells, (NULL, NULL)),
    "words": (_word_cells, (NULL,)),
    "reference": (_reference_cells, (NULL, NULL)),
    "boolean": (_boolean_cell, ("",)),
    "integer": (None, ("",)),
    "pixels": (None, ("",)),
    "number": (_number_cell, ("",)),
    "choice": (_choice_cell, (NULL,)),
}
"""What makes the cells of a field of one value, by its kind, and its cells without a value; a text is its own cell."""


@cache
def steps_of(model: type[Part]) -> Steps:
    """Return the steps that `RowBuilder.cells` takes for a model: those of `fields_in_columns`, in order."""
    return tuple([(field.name, field.alias, *_cells_of(field)) for field in fields_in_columns(model)])


def _cells_of(field: ModelField) -> tuple[Convert | None, Sequence[str]]:
    if field.many:
        return _words_cells if field.kind == "words" else _list_cell, (NULL,)
    if field.targets == {"citation"}:
        return _citation_cell, (NULL,)
    return _CELLS.get(field.kind, (None, (NULL,)))


def _types(entity: Entity) -> str:
    return " ".join(entity.types)


def as_json(value: Any) -> str:
    """A value as JSON. Raises Unwritable for a number that JSON cannot hold."""
    try:
        return _json(value)
    except (ValueError, TypeError) as fault:
        finding = Finding(
            "NLD-SYN-003", f"a property that is no JSON: {fault}", suggestion="write the number as text"
        )
        raise Unwritable([finding]) from None


def _twice(slugs: Iterable[str]) -> Finding:
    twice = Counter(slugs).most_common(1)[0][0]
    return Finding("NLD-REF-002", f"two things have the id {twice}", suggestion="give one of them another id")
