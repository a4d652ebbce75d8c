"""Turn the rows of an article into columns of Python values, for files with types: SQLite and Parquet."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Finding, Unwritable
from newsld.formats import WriteOptions
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.article_rows import rows_of
from newsld.formats.tables.columns import Column, Table
from newsld.formats.tables.row_builder import TableRow, text_in
from newsld.formats.tables.sorting import RenderedArticle
from newsld.schemaorg.jsonld.iris import article_key

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_BOOLEANS: Final = {"true": True, "false": False, "": None}
_MARSHAL_VERSION: Final = 2
"""The last version whose bytes depend on nothing but the values."""

_MOST: Final = 2**63


def to_rows(article: NewsArticle, _: WriteOptions) -> RenderedArticle:
    """Return the tables of an article as bytes that `columns_in` reads: for each table, the values of each column.

    Text, lists and dates are str, numbers str of a decimal, other values int and bool; null is None. Raises Unwritable
    for NUL (NLD-SYN-010), half of a surrogate pair (NLD-SYN-008), an integer of more than 64 bits (NLD-SYN-003), and
    whenever `rows_of` does.
    """
    key = article_key(article)
    tables = zip(TABLES, rows_of(article, key), strict=True)
    return RenderedArticle(key, tuple([_packed(table, rows) if rows else b"" for table, rows in tables]))


def columns_in(content: bytes) -> list[list[Any]]:
    """Return the values of each column in the bytes of one table of `to_rows`."""
    columns: list[list[Any]] = marshal.loads(content)
    return columns


def _packed(table: Table, rows: Sequence[TableRow]) -> bytes:
    values = [
        list(_values(column, cells))
        for column, cells in zip(table.columns, zip(*rows, strict=True), strict=True)
    ]
    for column, cells in zip(table.columns, values, strict=True):
        if column.kind == "integer":
            _refuse_large(table, column, cells)
        elif column.kind != "boolean":
            _refuse_text(table, column, "".join([cell for cell in cells if cell is not None]))
    return marshal.dumps(values, _MARSHAL_VERSION)


def _values(column: Column, cells: Sequence[str]) -> Iterator[Any]:
    if column.kind == "boolean":
        return map(_BOOLEANS.__getitem__, cells)
    if column.kind == "integer":
        return (int(cell) if cell else None for cell in cells)
    return (text_in(cell) if cell else None for cell in cells)


def _refuse_text(table: Table, column: Column, text: str) -> None:
    if "\0" in text:
        message = f"`{column.name}` of the table {table.name} has a NUL character, which tables cannot carry"
        raise Unwritable([Finding("NLD-SYN-010", message, suggestion="remove it")])
    try:
        text.encode()
    except UnicodeEncodeError:
        message = f"a text in the table {table.name} has half of a surrogate pair, which is not a character"
        raise Unwritable([Finding("NLD-SYN-008", message, suggestion="remove it")]) from None


def _refuse_large(table: Table, column: Column, cells: Sequence[int | None]) -> None:
    if any(cell is not None and not -_MOST <= cell < _MOST for cell in cells):
        message = f"`{column.name}` of the table {table.name} has a number of more than 64 bits"
        raise Unwritable([Finding("NLD-SYN-003", message, suggestion="correct it, or write CSV")])
