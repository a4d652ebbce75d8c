"""The formats that newsld reads and writes: one line each in `FORMATS`, one module (or folder) each beside this file.

A format module has the functions that its line promises:

- `read(source, options) -> Iterator[Document | Finding]`: the articles of one input as documents, and what is
  wrong with the input as written. It never raises for bad input.
- `markup(source, options) -> tuple[Markup | None, list[Finding]]`: what stands in the input whoever wrote it, for
  checks that look at published markup; and `no_article(markup)`, what to say where there is none.
- `write(article, options) -> bytes`: one article as one file.
- what `Aggregator` promises, for a format that gathers any number of articles into the files of one folder.

A module that cannot carry an article raises `Unwritable` with the findings that say why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from newsld.findings import Finding
from newsld.findings.errors import Unwritable, UsageError
from newsld.model.text.closest_match import suggest

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records import Rows

__all__ = [
    "FORMATS",
    "Aggregator",
    "Format",
    "ReadOptions",
    "WriteOptions",
    "find_format",
    "format_of",
    "written_format",
]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    `limit` is the most bytes that one article may have. `entities` are those that a newsroom shares, by id, so
    that labels can name them. Without `notes`, nobody asks for findings that are only information.
    """

    limit: int = 32 * 1024 * 1024
    entities: Mapping[str, Mapping[str, Any]] | None = None
    notes: bool = True


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write.

    `profile`: `full` reads back to the equal article, `page` is for embedding. `shape`: one nested root, or a flat
    `@graph`. `pending`: whether terms that schema.org has not settled are used. `license`: address of the
    licence of a CSV package. `excel`: CSV for Excel (byte order mark, formula guard), which is not lossless.
    `as_of`: the moment, with its offset, at which the 48 hours of a news sitemap end. `address`: the address of the
    folder that a news sitemap will stand in, for one of more than 1,000 articles.
    """

    profile: Literal["full", "page"] = "full"
    shape: Literal["nested", "graph"] = "nested"
    pending: bool = True
    license: str | None = None
    excel: bool = False
    as_of: datetime | None = None
    address: str | None = None


class Aggregator(Protocol):
    """What the module of a format that gathers has: any number of articles become the files of one folder.

    A row is what it keeps of an article: anything that can be sent to another process, with a `key` that tells
    articles apart.
    """

    def names(self, options: WriteOptions) -> Sequence[str]:
        """The files that there will always be. Raises UsageError for options that it cannot do with."""

    def notices(self, options: WriteOptions) -> Iterable[Finding]:
        """What is to be said of every writing with these options."""

    def to_rows(self, article: NewsArticle, options: WriteOptions) -> Any:
        """The row of an article, None where it has no place in the files. Raises Unwritable."""

    def build_files(
        self, rows: Iterable[Any], options: WriteOptions
    ) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The files of all rows, each a name and its content in chunks. Raises UsageError."""

    def to_archive(self, files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
        """All files as one. Raises UsageError where they cannot be."""

    def owned_files(self, folder: Path) -> Iterable[str]:
        """The files in a folder that an earlier run wrote. Raises OutputError where it must not write."""

    def keys(self, folder: Path) -> set[str]:
        """The keys of the articles in them."""


@dataclass(frozen=True, slots=True)
class Format:
    """A line of the table.

    `suffixes` are those it is known by when read, `suffix` is what it is written with; None for a format that cannot
    be written, or that gathers. `folder` is where the files of a format that gathers go, below that of the run.
    `reads` and `marks` (markup) say which functions its module has; `from_rows` says that an article can be written
    from its rows (`newsld.schemaorg.jsonld.records`).
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    suffix: str | None
    reads: bool = True
    marks: bool = False
    from_rows: bool = False
    folder: str | None = None

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return self.suffix is not None or self.folder is not None

    def write(self, article: NewsArticle | Rows, options: WriteOptions) -> bytes:
        """One article as one file of this format.

        Raises Unwritable for what the format cannot carry, and no format can carry half of a surrogate pair.
        """
        try:
            content: bytes = self.load().write(article, options)
        except UnicodeEncodeError as fault:
            message = f"half of a surrogate pair, U+{ord(fault.object[fault.start]):04X}, is no character"
            raise Unwritable([Finding("NLD-SYN-008", message, suggestion="take it out")]) from None
        return content

    def load(self) -> ModuleType:
        """Its module, imported when first asked for."""
        return _imported(self.module)

    def aggregator(self) -> Aggregator:
        """Its module, for a format that gathers."""
        assert self.folder is not None, f"{self.name} has a file an article"
        return cast("Aggregator", self.load())


FORMATS: tuple[Format, ...] = (
    Format("markdown", "newsld.formats.markdown", (".md", ".markdown"), ".md"),
    Format("yaml", "newsld.formats.yaml", (".yaml", ".yml"), ".yaml"),
    Format(
        "ninjs", "newsld.formats.ninjs", (".ninjs.json",), ".ninjs.json"
    ),  # before .json, which it ends with
    Format("json", "newsld.formats.json", (".json",), ".json"),
    Format("jsonl", "newsld.formats.jsonl", (".jsonl",), ".jsonl"),
    Format("jsonld", "newsld.formats.jsonld", (".jsonld",), ".jsonld", marks=True, from_rows=True),
    Format("html", "newsld.formats.html", (".html", ".htm", ".xhtml"), None, marks=True),
    Format("nquads", "newsld.formats.nquads", (), ".nq", reads=False),
    Format("csv", "newsld.formats.csv", (".zip",), None, folder="csv"),
    Format("news-sitemap", "newsld.formats.news_sitemap", (), None, reads=False, folder=""),
)
"""Every format that newsld has itself. Others come as entry points of the group `newsld.formats`."""


_imported = cache(import_module)


@cache
def _table() -> dict[str, Format]:
    table = {known.name: known for known in FORMATS}
    from importlib.metadata import entry_points

    for point in entry_points(group="newsld.formats"):
        table.setdefault(point.name, point.load())
    return table


def find_format(name: str) -> Format:
    """The format of this name. Raises UsageError, with the nearest name, for one that does not exist."""
    own = {known.name: known for known in FORMATS}
    table = own if name in own else _table()
    if name in table:
        return table[name]
    nearest = suggest(name, table)
    hint = f"; did you mean {nearest[0]}?" if nearest else ""
    raise UsageError(f"there is no format {name!r}{hint} (known: {', '.join(sorted(table))})")


def written_format(name: str) -> Format:
    """The format of this name, which can be written. Raises UsageError for any other."""
    known = find_format(name)
    if not known.writes:
        raise UsageError(f"{name} is a format that newsld reads and does not write")
    return known


def format_of(file_name: str) -> Format | None:
    """The format that files of this name have, by suffix; None where no suffix is known."""
    lower = file_name.lower()
    for known in (*FORMATS, *_table().values()):
        if known.reads and lower.endswith(known.suffixes):
            return known
    return None
