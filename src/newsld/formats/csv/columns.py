"""What a table of the CSV package is made of, and the columns that many tables have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

__all__ = [
    "ARTICLE",
    "BASES",
    "DESCRIPTION",
    "END",
    "ENTITY",
    "HEAD",
    "ID",
    "IRI",
    "KEY",
    "NAME",
    "PARTY",
    "PARTY_NAME",
    "POSITION",
    "SOURCE",
    "START",
    "TYPE",
    "URL",
    "WORDS",
    "Column",
    "Kind",
    "Table",
    "choice",
    "columns",
    "date",
    "derived",
    "flag",
    "thing",
]

Kind = Literal["text", "integer", "number", "boolean", "list", "json"]

BASES: Final = ("stated", "inferred", "given")


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    `kind` is the type of its values: numbers and booleans stand without quotation marks, all else in
    them; a `list` is names parted by spaces, `json` one JSON value. `required` says that no cell of
    it is null. `refers` names the table whose keys its values are. `values` are all that it may hold.
    `derived` says that it repeats, for analysts, what another column says: it is written, and passed
    over on reading. `field` is its name in a story, where that is not its own in camelCase.
    """

    name: str
    description: str
    kind: Kind = "text"
    required: bool = False
    refers: str | None = None
    values: tuple[str, ...] = ()
    derived: bool = False
    field: str = ""

    @property
    def title(self) -> str:
        """Its name for people: `birth_date` is "Birth date"."""
        return self.name.replace("_", " ").capitalize()

    @property
    def quoted(self) -> bool:
        """Whether its values stand in quotation marks."""
        return self.kind in {"text", "list", "json"}

    @property
    def story_name(self) -> str:
        """The name of its value in a story."""
        if self.field:
            return self.field
        first, *rest = self.name.split("_")
        return first + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True, eq=False)
class Table:
    """One table: a file of its name with the suffix `.csv`. Its first column is its primary key."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        """The name of its file in the package."""
        return f"{self.name}.csv"

    @cached_property
    def stated(self) -> tuple[Column, ...]:
        """The columns that are read back, in order."""
        return tuple(column for column in self.columns if not column.derived)

    @cached_property
    def quotes(self) -> int:
        """How many quotation marks its template has."""
        return 2 * sum(column.quoted for column in self.columns)


def columns(*parts: Column | Iterable[Column]) -> tuple[Column, ...]:
    """The columns of a table out of single ones and groups."""

    def flat() -> Iterator[Column]:
        for part in parts:
            if isinstance(part, Column):
                yield part
            else:
                yield from part

    return tuple(flat())


def derived(*columns: Column) -> tuple[Column, ...]:
    """The same columns as ones that only repeat what others say."""
    return tuple([replace(column, derived=True) for column in columns])


def choice(name: str, description: str, *values: str, required: bool = False) -> Column:
    """A column that holds one of a few values."""
    return Column(name, description, values=values, required=required)


def date(name: str, description: str) -> tuple[Column, Column]:
    """The two columns of a date of the story: the date, and how it is known."""
    return (
        Column(name, f"{description}, EDTF."),
        choice(f"{name}_basis", f"How `{name}` is known.", *BASES),
    )


def thing(
    name: str, description: str, *, derived: bool = False, field: str = "", required: bool = False
) -> Column:
    """A column that holds the key of a thing."""
    return Column(name, description, refers="things", derived=derived, field=field, required=required)


def flag(name: str, description: str, *, required: bool = True) -> Column:
    """A column that is true or false."""
    return Column(name, description, "boolean", required)


# What a table may begin with, and what several tables have.
KEY = Column(
    "key",
    "Primary key: the article's key, `#`, and what tells the row from others of the article.",
    required=True,
)
ARTICLE = Column("article", "The article that the row belongs to.", required=True, refers="articles")
ID = Column("id", "Its id within the article.", required=True)
IRI = Column("iri", "Its own IRI, where it was read with one; `_:` where it was read without any.")
POSITION = Column("position", "Its place among its like, from 1.", "integer", required=True)
TYPE = Column("type", "Its schema.org types, parted by spaces, where it states any.", "list")
NAME = Column("name", "The name that the story knows it by.")
DESCRIPTION = Column("description", "What it is, in a sentence.")
URL = Column("url", "Its own page.")
PARTY_NAME = Column("party_name", "Name of the party.")
WORDS = Column("words", "The words of the body; several runs are parted by ` … `.", derived=True)
START = Column("start", "Where the words start in the body, in code points from 0.", "integer", required=True)
END = Column("end", "Where the words end in the body.", "integer", required=True)
HEAD = (KEY, ARTICLE)
ENTITY = (
    *HEAD,
    ID,
    IRI,
    TYPE,
    NAME,
    DESCRIPTION,
    Column("disambiguating_description", "A few words that tell it from others of its name."),
    URL,
)
PARTY = (
    flag("anonymous", "The story does not name this party."),
    Column("anonymous_reason", "The words of the body that say why it is not named.", derived=True),
)
SOURCE = (Column("citation", "The citation that attributes it.", refers="citations"),)
