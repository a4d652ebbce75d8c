"""The formats that newsld reads and writes: one line each in `FORMATS`, one module (or folder) each beside this file.

A format module has the functions that its line promises:

- `read(source, options) -> Iterator[Document | Finding]`: the articles of one input as documents, and what is
  wrong with the input as written. It never raises for bad input.
- `markup(source, options) -> tuple[Markup | None, list[Finding]]`: what stands in the input whoever wrote it, for
  checks that look at published markup; and `no_article(markup)`, what to say where there is none.
- `write(article, options) -> bytes`: one article as one file.
- `write_package(articles, options) -> Iterator[tuple[str, Iterable[bytes]]]`: any number of articles as the files of
  one folder, each a name and its content in chunks.

A module that cannot carry an article raises `Unwritable` with the findings that say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from newsld.errors import Unwritable, UsageError
from newsld.findings import Finding
from newsld.vocabulary import suggest

if TYPE_CHECKING:
    from newsld.models import NewsArticle

__all__ = ["FORMATS", "Format", "ReadOptions", "WriteOptions", "find_format", "format_of"]


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
    """

    profile: Literal["full", "page"] = "full"
    shape: Literal["nested", "graph"] = "nested"
    pending: bool = True
    license: str | None = None
    excel: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A line of the table.

    `suffixes` are those it is known by when read, `suffix` is what it is written with; None for a format that cannot
    be written, or that writes a package. `reads`, `packages` and `marks` (markup) say which functions its module has.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    suffix: str | None
    reads: bool = True
    packages: bool = False
    marks: bool = False

    def write(self, article: NewsArticle, options: WriteOptions) -> bytes:
        """One article as one file of this format.

        Raises Unwritable for what the format cannot carry, and no format can carry half of a surrogate pair.
        """
        try:
            content: bytes = self.load().write(article, options)
        except UnicodeEncodeError as fault:
            message = f"half of a surrogate pair, U+{ord(fault.object[fault.start]):04X}, is no character"
            raise Unwritable([Finding("NLD-SYN-008", message, help="take it out")]) from None
        return content

    def load(self) -> ModuleType:
        """Its module, imported when first asked for."""
        return import_module(self.module)


FORMATS: tuple[Format, ...] = (
    Format("markdown", "newsld.formats.markdown", (".md", ".markdown"), ".md"),
    Format("yaml", "newsld.formats.yaml", (".yaml", ".yml"), ".yaml"),
    Format("ninjs", "newsld.formats.ninjs", (".ninjs.json",), ".ninjs.json"),  # before .json, which it ends with
    Format("json", "newsld.formats.json", (".json",), ".json"),
    Format("jsonl", "newsld.formats.jsonl", (".jsonl",), ".jsonl"),
    Format("jsonld", "newsld.formats.jsonld", (".jsonld",), ".jsonld", marks=True),
    Format("html", "newsld.formats.html", (".html", ".htm", ".xhtml"), None, marks=True),
    Format("nquads", "newsld.formats.nquads", (), ".nq", reads=False),
    Format("csv", "newsld.formats.csv", (".zip",), None, packages=True),
)
"""Every format that newsld has itself. Others come as entry points of the group `newsld.formats`."""


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


def format_of(file_name: str) -> Format | None:
    """The format that files of this name have, by suffix; None where no suffix is known."""
    lower = file_name.lower()
    for known in (*FORMATS, *_table().values()):
        if known.reads and lower.endswith(known.suffixes):
            return known
    return None
