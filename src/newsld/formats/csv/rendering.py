"""From rows to bytes: RFC 4180, every text in quotation marks, and nothing at all for what is absent.

A table is filled into one template with NUL for the quotation mark. NUL is refused in texts, so counting it
proves that there was none; then a few passes over the table do what a writer does letter by letter.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from newsld.findings import Finding
from newsld.findings.errors import Unwritable
from newsld.formats.csv.article_rows import rows_of
from newsld.formats.csv.row_builder import KEY, NULL, Row
from newsld.formats.csv.tables import TABLES, Table
from newsld.schemaorg.jsonld.iris import article_uuid

if TYPE_CHECKING:
    from newsld.model import NewsArticle

__all__ = ["Tabled", "header", "insert_key", "tabulate"]

_QUOTE: Final = "\0"
_ABSENT: Final = f"{_QUOTE}{NULL}{_QUOTE}".encode("utf-8", "surrogatepass")
_KEY: Final = KEY.encode("utf-8", "surrogatepass")
_FIRST: Final = _KEY[:1]
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Tabled(NamedTuple):
    """An article as the lines of the tables, in the order of `TABLES`; it sorts as it stands in the package.

    In `tables` a placeholder stands for the key: see `insert_key`.
    """

    key: str
    tables: tuple[bytes, ...]


def tabulate(article: NewsArticle, *, excel: bool = False) -> Tabled:
    """The rows of an article as CSV; with `excel`, `'` before a text that a spreadsheet takes for a formula.

    Raises Unwritable (NLD-SYN-010) for NUL in a text, and for what `rows_of` refuses.
    """
    tables = rows_of(article)
    if excel:
        tables = [_guarded(table, rows) for table, rows in zip(TABLES, tables, strict=True)]
    lines = [_render(table, rows) if rows else b"" for table, rows in zip(TABLES, tables, strict=True)]
    return Tabled(article.url or article_uuid(article), tuple(lines))


def insert_key(lines: bytes, key: str) -> bytes:
    """Lines of a table with the article's key where its placeholder stands."""
    return lines.replace(_KEY, key.encode().replace(b'"', b'""'))


def header(table: Table) -> bytes:
    """The first line of a table: the names of its columns, without quotation marks."""
    return ",".join([column.name for column in table.columns]).encode() + b"\r\n"


@cache
def _template(table: Table) -> str:
    cells = [f"{_QUOTE}%s{_QUOTE}" if column.quoted else "%s" for column in table.columns]
    return ",".join(cells) + "\r\n"


def _render(table: Table, rows: list[Row]) -> bytes:
    text = _template(table) * len(rows) % tuple(chain.from_iterable(rows))
    if text.count(_QUOTE) != table.quotes * len(rows):
        raise Unwritable([_nul(table, rows)])
    lines = text.encode("utf-8", "surrogatepass")
    lines = lines.replace(b'"', b'""').replace(_ABSENT, b"").replace(b"\0", b'"')
    if lines.count(_FIRST) != lines.count(_KEY):
        _refuse_surrogates(table, lines)
    return lines


def _refuse_surrogates(table: Table, lines: bytes) -> None:
    try:
        lines.replace(_KEY, b"").decode()
    except UnicodeDecodeError:
        message = f"a text of the table {table.name} has half a surrogate pair, which is no character"
        raise Unwritable([Finding("NLD-SYN-008", message, suggestion="remove it")]) from None


def _nul(table: Table, rows: list[Row]) -> Finding:
    for row in rows:
        for column, cell in zip(table.columns, row, strict=True):
            if isinstance(cell, str) and "\0" in cell:
                where = f"`{column.name}` of the table {table.name}"
                return Finding(
                    "NLD-SYN-010",
                    f"{where} has a NUL character, which CSV cannot carry",
                    suggestion="remove it",
                )
    raise AssertionError("a NUL that was counted is in some cell")


def _guarded(table: Table, rows: list[Row]) -> list[Row]:
    texts = [column.quoted for column in table.columns]
    return [
        tuple([
            f"'{cell}" if text and isinstance(cell, str) and cell.startswith(_FORMULA) else cell
            for text, cell in zip(texts, row, strict=True)
        ])
        for row in rows
    ]  # fmt: skip
