"""Write any number of articles as one package of CSV tables, and read such a package."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from newsld.findings import Finding, Unwritable
from newsld.formats import WriteOptions
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.csv import package, rendering
from newsld.formats.tables.csv.package import owned_files
from newsld.formats.tables.csv.package import zip_package as to_archive
from newsld.formats.tables.csv.reader import read
from newsld.formats.tables.sorting import RenderedArticle
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.read_file import bounded_lines

if TYPE_CHECKING:
    from pathlib import Path

    from newsld.model import NewsArticle

__all__ = [
    "RenderedArticle",
    "build_files",
    "keys",
    "names",
    "notices",
    "owned_files",
    "read",
    "to_archive",
    "to_rows",
    "write_package",
]

_DEFAULT = WriteOptions()


def names(_: WriteOptions) -> Sequence[str]:
    """Return the names of the files of a package, which are always the same."""
    return [*(table.path for table in TABLES), "datapackage.json", "csv-metadata.json"]


def notices(options: WriteOptions) -> Iterator[Finding]:
    """Yield NLD-INF-001 if the options have no licence."""
    if options.license is None:
        message = "the tables have no licence, so others do not know how they may use them"
        yield Finding("NLD-INF-001", message, suggestion="set license in newsld.toml or [tool.newsld]")


def to_rows(article: NewsArticle, options: WriteOptions = _DEFAULT) -> RenderedArticle:
    """Return the rows of an article.

    Raises Unwritable for a text with NUL (NLD-SYN-010) and for two things with the same id (NLD-REF-002).
    """
    return rendering.render_article(article, excel=options.excel)


def build_files(
    rows: Iterable[RenderedArticle], options: WriteOptions
) -> Iterator[tuple[str, Iterable[bytes]] | Finding]:
    """Yield the files of one package with all these articles, each a name and its content in chunks.

    The tables are sorted by the key of the article, so the order of the articles does not matter. Articles with the
    key of another one are left out and yielded as findings first. Memory use does not grow with their number.
    """
    return package.build_package(rows, license_address=options.license, excel=options.excel)


def keys(folder: Path) -> set[str]:
    """Return the keys of the articles in the package in a folder; an empty set if it cannot be read."""
    try:
        with (folder / "articles.csv").open("rb") as file:
            rows = csv.reader(_short_lines(file))
            next(rows, None)
            return {row[0] for row in rows if row}
    except (OSError, UnicodeDecodeError, csv.Error):
        return set()


def _short_lines(file: BinaryIO) -> Iterator[str]:
    """Yield the lines of a table as text. Raises csv.Error for a longer one than newsld writes."""
    for line in bounded_lines(file):
        if len(line) > SIZE_LIMIT:
            raise csv.Error("the line is too long")
        yield line.decode("utf-8-sig")


def write_package(
    articles: Iterable[NewsArticle], options: WriteOptions
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the files of the package of these articles, as `build_files` does.

    Raises Unwritable at the first article that CSV cannot carry, and for two articles with the same key.
    """
    for file in build_files((to_rows(article, options) for article in articles), options):
        if isinstance(file, Finding):
            raise Unwritable([file])
        yield file
