"""Declare the columns and tables of the CSV package, and derive columns from the fields of a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal

from newsld.model.fields import ModelField, fields_of
from newsld.model.node import Part

ColumnKind = Literal["text", "integer", "number", "boolean", "date", "list", "json", "data"]


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a table.

    `kind` is the type of its values: numbers and booleans are written without quotation marks, everything else with
    them; a `date` is a day in ISO 8601, a `list` names separated by spaces, `json` a JSON array of texts, `data` any
    JSON value. `required` columns have no null. `refers_to` is the name of the table whose keys the values are. The
    allowed values are in `values`. A `derived` column repeats values of other columns for analysts: it is written, and
    ignored on reading. `key` is the key of the value in a story if it is not the name in camelCase. A value equal to
    `default` is left out of the story.
    """

    name: str
    description: str
    kind: ColumnKind = "text"
    required: bool = False
    refers_to: str | None = None
    values: tuple[str, ...] = ()
    derived: bool = False
    key: str = ""
    default: Any = None

    @property
    def story_key(self) -> str:
        """Return the key of its value in a story."""
        if self.key:
            return self.key
        first, *rest = self.name.split("_")
        return first + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True, eq=False)
class Table:
    """One table: a file with its name and the suffix `.csv`.

    `model` is the model that its rows are; None for a table of lists, links or spans. `primary_key` are the names of
    the columns that identify a row.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    model: type[Part] | None = None
    primary_key: tuple[str, ...] = ("key",)

    @property
    def path(self) -> str:
        """Return the name of its file in the package."""
        return f"{self.name}.csv"

    @cached_property
    def read_columns(self) -> tuple[Column, ...]:
        """The columns that are read back, in order."""
        return tuple(column for column in self.columns if not column.derived)

    @cached_property
    def article_index(self) -> int:
        """The position of the article's key among `read_columns`."""
        return [column.name for column in self.read_columns].index("article")


def columns(*parts: Column | Iterable[Column]) -> tuple[Column, ...]:
    """Return the columns of a table made of single columns and groups."""

    def flat() -> Iterator[Column]:
        for part in parts:
            if isinstance(part, Column):
                yield part
            else:
                yield from part

    return tuple(flat())


def derived(*columns: Column) -> tuple[Column, ...]:
    """Return copies of columns, marked as derived."""
    return tuple([replace(column, derived=True) for column in columns])


def reference_column(name: str, description: str, *, required: bool = False, key: str = "") -> Column:
    """Return a column that holds the key of a thing."""
    return Column(name, description, refers_to="things", required=required, key=key)


# -- columns that follow from a model ------------------------------------------------------------------------

_DECLARED_BY_HAND: Final = frozenset({"id", "iri", "type", "extra", "body"})
"""Fields whose columns or tables are not derived."""

_KINDS: Final[dict[str, ColumnKind]] = {
    "boolean": "boolean",
    "integer": "integer",
    "pixels": "integer",
    "number": "number",
}
LIST_TABLES: Final = {
    "alternateName": "entity_names",
    "sameAs": "same_as",
    "articleSection": "article_terms",
    "keywords": "article_terms",
    "genre": "article_terms",
}
"""The table of each list of texts that has one; other lists of texts are a JSON array in one column."""


def fields_in_columns(model: type[Part]) -> tuple[ModelField, ...]:
    """Return the fields of a model that are columns of its own table, in order.

    Parts and lists of references have tables of their own, and so have the lists in `LIST_TABLES`.
    """
    return tuple(
        field
        for field in fields_of(model)
        if field.name not in _DECLARED_BY_HAND
        and field.kind != "part"
        and not (field.many and (field.kind == "reference" or field.alias in LIST_TABLES))
    )


def model_columns(model: type[Part], *names: str) -> tuple[Column, ...]:
    """Return the columns of these fields of a model, without names of all in `fields_in_columns`."""
    fields = {field.name: field for field in fields_of(model)}
    chosen = [fields[name] for name in names] if names else fields_in_columns(model)
    return columns(*(_columns_of(field) for field in chosen))


def _columns_of(field: ModelField) -> tuple[Column, ...]:
    name, description = field.name, field.description
    if field.kind == "date":
        return *date_columns(name, description), _basis_of(name)
    if field.kind == "words":
        return (Column(name, f"{description} Several spans are separated by ` … `.", derived=True),)
    if field.kind == "reference":
        if field.targets == {"citation"}:
            return (Column(name, description, refers_to="citations"),)
        name_column = Column(f"{name}_name", f"The name of `{name}`.", derived=True)
        basis = (_basis_of(name),) if field.is_relation else ()
        return reference_column(name, description, required=field.required), name_column, *basis
    if field.kind == "data":
        return (Column(name, f"{description} As JSON.", "data"),)
    if field.many:
        return (Column(name, f"{description} A JSON array.", "json"),)
    if field.kind == "choice" and bool in map(type, field.choices):
        values = tuple(BOOLEAN_CHOICES.get(value, value) for value in field.choices)
        return (Column(name, description, values=values, required=True, default="none"),)
    return (
        Column(
            name,
            description,
            _KINDS.get(field.kind, "text"),
            required=field.required or field.default is not None,
            values=field.choices if field.kind == "choice" else (),
            default=field.default,
        ),
    )


def date_columns(name: str, description: str) -> tuple[Column, ...]:
    """Return the columns for an EDTF date: its text, and its first and last possible day."""
    return (
        Column(name, description),
        Column(f"{name}_earliest", f"The first possible day of `{name}`.", "date", derived=True),
        Column(f"{name}_latest", f"The last possible day of `{name}`.", "date", derived=True),
    )


def _basis_of(name: str) -> Column:
    return Column(f"{name}_basis", f"The basis of `{name}`.", values=BASES)


BASES: Final = ("stated", "inferred", "given")
"""The allowed values of a basis."""

BOOLEAN_CHOICES: Final = {False: "none", True: "both"}
"""The texts for the booleans of a choice that also has texts (`exclusive`)."""

# -- columns that several tables have ------------------------------------------------------------------------

_KEY = Column("key", "The article's key, `#`, and a part that is unique within the article.", required=True)
ARTICLE = Column(
    "article", "The key of the article that the row belongs to.", required=True, refers_to="articles"
)
ID = Column("id", "The id, unique within the article.", required=True)
IRI = Column("iri", "The IRI it was read with; `_:` if it was read without one.")
POSITION = Column("position", "The position in the list, from 1.", "integer", required=True)
TYPE = Column("type", "The schema.org types, separated by spaces; null for the default type.", "list")
PARTY_NAME = Column("party_name", "The name of the party.")
START = Column("start", "The start of the span in the body, in code points from 0.", "integer", required=True)
END = Column("end", "The end of the span in the body, exclusive.", "integer", required=True)
KEY_COLUMNS = (_KEY, ARTICLE)
NODE_COLUMNS = (*KEY_COLUMNS, ID, IRI, TYPE)
