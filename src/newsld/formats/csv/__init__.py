"""CSV: any number of articles as one package of tables, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsld.formats.csv.package import assemble, zipped
from newsld.formats.csv.reading import read
from newsld.formats.csv.rendering import Tabled, tabulate

if TYPE_CHECKING:
    from newsld.formats import WriteOptions
    from newsld.models import NewsArticle

__all__ = ["Tabled", "assemble", "read", "tabulate", "write", "write_package"]


def write_package(
    articles: Iterable[NewsArticle], options: WriteOptions
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of one package with all these articles, each a name and its content in chunks.

    The tables are sorted by article key (its url, or `urn:uuid:` of its content), so the order of the articles
    leaves no trace; memory stays flat, however many there are. Raises Unwritable at the first article that
    CSV cannot carry: NUL in a text (NLD-SYN-010), two things of one id (NLD-REF-002).
    """
    tabled = (tabulate(article, excel=options.excel) for article in articles)
    return assemble(tabled, license_address=options.license, excel=options.excel)


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """A zip of the package of one article, the same bytes for the same article. Raises Unwritable."""
    return zipped(write_package([article], options))
