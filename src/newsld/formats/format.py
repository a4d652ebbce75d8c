"""Describe a format: the line that it has in the table, and what its module promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypedDict, cast

from newsld.findings import Finding, Unwritable
from newsld.findings.plugins import PluginName

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records import Records

Recognizer = Callable[[bytes], bool]
"""Return whether a file with these first bytes (see `newsld.formats.sniffing.head_of`) is of some kind."""

BodySource = Literal["markup", "page"]
"""Where the text of a page comes from."""

ReadFormat: TypeAlias = (
    Literal[
        "csv", "html", "json", "jsonl", "jsonld", "markdown", "ninjs", "parquet-archive", "warc", "yaml",
    ]
    | PluginName
)  # fmt: skip
"""The formats that are read."""

WriteFormat: TypeAlias = (
    Literal[
        "chunks", "csv", "json", "jsonl", "jsonld", "markdown", "news-sitemap", "ninjs", "nquads", "parquet", "sqlite",
        "text", "yaml",
    ]
    | PluginName
)  # fmt: skip
"""The formats that are written."""

JsonldChoice = Literal["full", "page"]
"""Which JSON-LD is written: everything, or what consumers of web pages use."""

ShapeChoice = Literal["nested", "graph"]
"""The shape of JSON-LD: one nested root, or a flat `@graph`."""

_imported = cache(import_module)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    `limit` is the most bytes that one article may have. `entities` are those that a newsroom shares, by id, so
    that labels can name them. Without `notes`, a reader may leave out findings that are only information. With
    `all_articles`, all articles of a page are read, and not only its main story. `body` is where the text of a page
    comes from: only its markup, or the visible page if its markup has none. `address` is where a page was found, which
    relative addresses are resolved against.
    """

    limit: int = 32 * 1024 * 1024
    entities: Mapping[str, Mapping[str, Any]] | None = None
    notes: bool = True
    all_articles: bool = False
    body: BodySource = "markup"
    address: str | None = None


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write.

    `jsonld`: `full` reads back to the equal article, `page` is for embedding. `claims`: whether JSON-LD for pages has
    the attributed statements. `annotations`: whether full JSON-LD has its spans as Web Annotations too. `shape`: one
    nested root, or a flat `@graph`. `pending`: whether terms that schema.org marks as pending are used. `license`:
    address of the licence of a CSV package. `excel`: CSV for Excel (byte order mark, formula guard), which is not
    lossless. `as_of`: the moment, with its offset, at which the 48 hours of a news sitemap end. `address`: the address
    of the folder that a news sitemap is published in, for one of more than 1,000 articles. `report` is called with a
    finding for each value that a format has no place for and leaves out; without it, such an article is not written.
    """

    jsonld: JsonldChoice = "full"
    shape: ShapeChoice = "nested"
    pending: bool = True
    license: str | None = None
    excel: bool = False
    as_of: datetime | None = None
    address: str | None = None
    report: Callable[[Finding], None] | None = None
    claims: bool = False
    annotations: bool = False

    @property
    def document(self) -> dict[str, bool]:
        """The options of `newsld.schemaorg.jsonld.writer.to_jsonld`."""
        return {
            "full": self.jsonld == "full",
            "pending": self.pending,
            "claims": self.claims,
            "annotations": self.annotations,
        }


class WriteKeywords(TypedDict, total=False):
    """The options of `newsld.write` and `newsld.export`; see `WriteOptions` for their meaning."""

    jsonld: JsonldChoice
    shape: ShapeChoice
    pending: bool
    license: str | None
    excel: bool
    as_of: datetime | None
    address: str | None
    report: Callable[[Finding], None] | None
    claims: bool
    annotations: bool


class Aggregator(Protocol):
    """What the module of an aggregating format has: any number of articles become the files of one folder.

    A row is what the format needs of one article: anything that can be pickled, with a `key` that identifies the
    article.
    """

    def names(self, options: WriteOptions) -> Sequence[str]:
        """Return the files that are always written. Raises UsageError for options that the format cannot use."""

    def to_rows(self, article: NewsArticle | Records, options: WriteOptions) -> Any:
        """Return the row of an article, None when it has no place in the files. Raises Unwritable."""

    def build_files(
        self, rows: Iterable[Any], options: WriteOptions
    ) -> Iterator[tuple[str, Iterable[bytes]] | Finding]:
        """Yield the files of all rows, each a name and its content in chunks, and findings about rows left out.

        Raises UsageError.
        """

    def to_archive(self, files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
        """Return all files as one. Raises UsageError when they cannot be one."""

    def owned_files(self, folder: Path) -> Iterable[str]:
        """Return the files in a folder that an earlier run wrote. Raises OutputError when it must not write."""

    def keys(self, folder: Path) -> set[str]:
        """Return the keys of the articles in the files of a folder."""


@dataclass(frozen=True, slots=True)
class Format:
    """One line of the table: all that the rest of newsld knows of a format.

    Reading:

    - `suffixes`: a file whose name ends with one of them has this format. Without any, and without
      `shared_suffixes`, the format is not found by the name of a file.
    - `shared_suffixes`: suffixes of another format; a file with one of them has this format if `sniff` returns True.
    - `sniff`: return whether the first bytes of a file are of this format. The first line of the table with a match
      wins; without it, the format is not recognized by its text.
    - `is_story`: whether a folder walk takes a file with these first bytes, for suffixes that other programs use too.
      Without it, the walk takes every file with one of `suffixes`.
    - `articles`: how many a file has: `one`, `several`, or a `stream` of which each can be read without the others.
      An error in the text keeps back all articles of a file, but only one of a stream, and the limit of
      bytes is then one of each article.
    - `lines`: every line of a file is an article, so that an archive can be read in pieces.
    - `package`: the name of the file that makes a folder one input of this format. A folder walk ignores a folder with
      this file if its name is `folder`.
    - `fixable`: the syntax of the data in files that people write by hand, which `--fix` may change.
    - `reads`: whether the format is read.

    Writing:

    - `suffix`: the suffix that a file of one article is written with; None for a format that is not written, or that
      aggregates articles. A folder walk ignores files with the suffix of a format that is only written.
    - `line_suffix`: the suffix of the one file that all articles of an archive of lines are written to, if the format
      can be written line by line.
    - `folder`: the folder, below that of the run, for the files that an aggregating format writes.
    - `unique`: whether those files contain one article for each url.
    - `from_records`: whether an article can be written from its records (`newsld.schemaorg.jsonld.records`).

    The module has the functions that the line promises:

    - `read(source, options) -> Iterator[Document | Finding]`, with `reads`: the articles of one input as documents,
      and what is wrong with its text. It never raises for bad input.
    - `markup(source, options) -> tuple[Markup | None, list[Finding]]` and `no_article(markup) -> str`, with
      `has_markup`: the published markup of an input, and the message for markup without an article.
    - `data_parts(text) -> Iterator[tuple[int, str]]`, with `fixable`: the parts of a file that hold data, each with
      its offset in code points. Without it, the whole text is data.
    - `write(article, options) -> bytes`, with `suffix`: one article as one file. Raises Unwritable. A format that
      leaves a value out calls `options.report`, and raises Unwritable without it.
    - `write_line(article, options, number) -> bytes`, with `line_suffix`: one article as its lines of an archive, in
      which it has this number. Raises Unwritable. Without it, the lines are those of `write`.
    - what `Aggregator` promises, with `folder`; and `notices(options) -> Iterable[Finding]`, if there is something to
      report about every run with these options.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    suffix: str | None = None
    shared_suffixes: tuple[str, ...] = ()
    sniff: Recognizer | None = None
    is_story: Recognizer | None = None
    articles: Literal["one", "several", "stream"] = "several"
    lines: bool = False
    package: str | None = None
    fixable: Literal["json", "yaml"] | None = None
    reads: bool = True
    has_markup: bool = False
    line_suffix: str | None = None
    folder: str | None = None
    unique: bool = False
    from_records: bool = False

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return self.suffix is not None or self.folder is not None

    def write(self, article: NewsArticle | Records, options: WriteOptions) -> bytes:
        """Return one article as one file of this format.

        Raises Unwritable for an article that the format cannot carry, such as one with half of a surrogate pair.
        """
        if self.folder is not None:
            return _encoded(lambda: self._write_archive(article, options))
        return _encoded(lambda: self.load().write(article, options))

    def _write_archive(self, article: NewsArticle | Records, options: WriteOptions) -> bytes:
        """Return the files of one article as one."""
        module = self.aggregator()
        module.names(options)
        row = module.to_rows(article, options)
        files: list[tuple[str, Iterable[bytes]]] = []
        for file in module.build_files([row] if row is not None else [], options):
            if isinstance(file, Finding):
                raise Unwritable([file])
            files.append(file)
        return module.to_archive(files)

    def notices(self, options: WriteOptions) -> Iterable[Finding]:
        """Return the findings about every run with these options."""
        find = getattr(self.load(), "notices", None)
        return find(options) if find is not None else ()

    def write_line(self, article: NewsArticle | Records, options: WriteOptions, number: int) -> bytes:
        """Return one article as its lines of an archive, in which it has this number (from 1). Raises as `write`."""
        write = getattr(self.load(), "write_line", None)
        if write is None:
            return self.write(article, options)
        return _encoded(lambda: write(article, options, number))

    def data_parts(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the parts of a file that hold data, each with its offset in code points."""
        find = getattr(self.load(), "data_parts", None)
        yield from find(text) if find is not None else ((0, text),)

    def written_as_lines(self, archive_input: bool) -> bool:
        """Return whether all articles of an input go into one file, the input being an archive of lines or not."""
        return self.line_suffix is not None and (self.lines or archive_input)

    def load(self) -> ModuleType:
        """Return its module, imported at the first call."""
        return _imported(self.module)

    def aggregator(self) -> Aggregator:
        """Return its module, for a format with a folder."""
        assert self.folder is not None, f"{self.name} has one file per article"
        return cast("Aggregator", self.load())


def _encoded(write: Callable[[], bytes]) -> bytes:
    try:
        return write()
    except UnicodeEncodeError as fault:
        message = f"half of a surrogate pair, U+{ord(fault.object[fault.start]):04X}, is no character"
        raise Unwritable([Finding("NLD-SYN-008", message, suggestion="take it out")]) from None
