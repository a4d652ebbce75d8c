"""CSV: any number of articles as one package of tables, and back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsld.findings import Finding
from newsld.formats import WriteOptions
from newsld.formats.csv import package, rendering
from newsld.formats.csv.package import owned_files
from newsld.formats.csv.package import zipped as to_archive
from newsld.formats.csv.reader import read
from newsld.formats.csv.rendering import Tabled
from newsld.formats.csv.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from newsld.model import NewsArticle

__all__ = [
    "Tabled",
    "build_files",
    "keys",
    "names",
    "notices",
    "owned_files",
    "read",
    "to_archive",
    "to_rows",
    "write",
    "write_package",
]

_DEFAULT = WriteOptions()


def names(_: WriteOptions) -> Sequence[str]:
    """The files of a package, which are always the same."""
    return [*(table.path for table in TABLES), "datapackage.json", "csv-metadata.json"]


def notices(options: WriteOptions) -> Iterator[Finding]:
    """NLD-INF-001, where there is no licence."""
    if options.license is None:
        message = "the tables have no licence: nobody knows what may be done with them"
        yield Finding("NLD-INF-001", message, suggestion="set license in newsld.toml or [tool.newsld]")


def to_rows(article: NewsArticle, options: WriteOptions = _DEFAULT) -> Tabled:
    """The rows of an article. Raises Unwritable: NUL in a text (NLD-SYN-010), two things of one id (NLD-REF-002)."""
    return rendering.tabulate(article, excel=options.excel)


def build_files(rows: Iterable[Tabled], options: WriteOptions) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of one package with all these articles, each a name and its content in chunks.

    The tables are sorted by article key (its url, or `urn:uuid:` of its content), so the order of the articles
    leaves no trace; memory stays flat, however many there are.
    """
    return package.assemble(rows, license_address=options.license, excel=options.excel)


def keys(folder: Path) -> set[str]:
    """The keys of the articles in a package that stands already; none where it cannot be read."""
    try:
        with (folder / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            next(rows, None)
            return {row[0] for row in rows if row}
    except (OSError, UnicodeDecodeError, csv.Error):
        return set()


def write_package(
    articles: Iterable[NewsArticle], options: WriteOptions
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The package of these articles: see `build_files`. Raises Unwritable at the first that CSV cannot carry."""
    return build_files((to_rows(article, options) for article in articles), options)


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """A zip of the package of one article, the same bytes for the same article. Raises Unwritable."""
    return to_archive(write_package([article], options))
