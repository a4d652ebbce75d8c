"""Render rows as CSV (RFC 4180): every text in quotation marks, and an empty cell for null.

The cells of a row are in this form already, so that a table is nothing but its cells joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsld.findings import Finding, Unwritable
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.article_rows import rows_of
from newsld.formats.tables.columns import Table
from newsld.formats.tables.row_builder import TableRow
from newsld.formats.tables.sorting import RenderedArticle
from newsld.schemaorg.jsonld.iris import article_key
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_FORMULA: Final = lazy_pattern(
    "[\t\n\r]|[\\s\x00-\x1f\u00ad\u180e\u200b-\u200f\u2060\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
)
"""Texts that a spreadsheet may take for a formula: also in full width, and after characters that it ignores."""


def render_article(article: NewsArticle, *, excel: bool = False) -> RenderedArticle:
    """Return the rows of an article as CSV; with `excel`, `'` before a text that a spreadsheet takes for a formula.

    Raises Unwritable for a text with NUL (NLD-SYN-010), and whenever `rows_of` does.
    """
    key = article_key(article)
    tables = rows_of(article, key)
    if excel:
        tables = [*map(_guard_formulas, tables)]
    lines = [_render(table, rows) if rows else b"" for table, rows in zip(TABLES, tables, strict=True)]
    return RenderedArticle(key, tuple(lines))


def header_line(table: Table) -> bytes:
    """Return the first line of a table: the names of its columns, without quotation marks."""
    return ",".join([column.name for column in table.columns]).encode() + b"\r\n"


def _render(table: Table, rows: list[TableRow]) -> bytes:
    try:
        content = "\r\n".join([*map(",".join, rows), ""]).encode()
    except UnicodeEncodeError:
        message = f"a text in the table {table.name} has half of a surrogate pair, which is not a character"
        raise Unwritable([Finding("NLD-SYN-008", message, suggestion="remove it")]) from None
    if b"\0" in content:  # ten times as fast as in text that is not ASCII
        raise Unwritable([_nul_finding(table, rows)])
    return content


def _nul_finding(table: Table, rows: list[TableRow]) -> Finding:
    for row in rows:
        for column, cell in zip(table.columns, row, strict=True):
            if "\0" in cell:
                where = f"`{column.name}` of the table {table.name}"
                return Finding(
                    "NLD-SYN-010",
                    f"{where} has a NUL character, which CSV cannot carry",
                    suggestion="remove it",
                )
    raise AssertionError("no cell has the NUL that was counted")


def _guard_formulas(rows: list[TableRow]) -> list[TableRow]:
    return [
        tuple([f"\"'{cell[1:]}" if cell[:1] == '"' and _FORMULA.match(cell, 1) else cell for cell in row])
        for row in rows
    ]
