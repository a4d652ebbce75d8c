"""Render rows as CSV (RFC 4180): every text in quotation marks, and an empty cell for null.

A table is filled into one template that has NUL in place of the quotation mark. Texts must not contain NUL, and
counting it shows whether one does. A few replacements in the whole table then do the escaping, which is faster than
a writer that looks at each character.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding, Unwritable
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.article_rows import rows_of
from newsld.formats.tables.columns import Table
from newsld.formats.tables.row_builder import NULL, TableRow
from newsld.formats.tables.sorting import RenderedArticle
from newsld.schemaorg.jsonld.iris import article_key
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_QUOTE: Final = "\0"
_NULL_CELL: Final = f"{_QUOTE}{NULL}{_QUOTE}"
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
        tables = [_guard_formulas(table, rows) for table, rows in zip(TABLES, tables, strict=True)]
    lines = [_render(table, rows) if rows else b"" for table, rows in zip(TABLES, tables, strict=True)]
    return RenderedArticle(key, tuple(lines))


def header_line(table: Table) -> bytes:
    """Return the first line of a table: the names of its columns, without quotation marks."""
    return ",".join([column.name for column in table.columns]).encode() + b"\r\n"


@cache
def _template(table: Table) -> str:
    cells = [f"{_QUOTE}%s{_QUOTE}" if column.quoted else "%s" for column in table.columns]
    return ",".join(cells) + "\r\n"


def _render(table: Table, rows: list[TableRow]) -> bytes:
    text = _template(table) * len(rows) % tuple(chain.from_iterable(rows))
    if text.count(_QUOTE) != table.quotes * len(rows):
        raise Unwritable([_nul_finding(table, rows)])
    # Nulls go before the text is encoded: encoding half of a surrogate pair is slow.
    text = text.replace(_NULL_CELL, "")
    if '"' in text:
        text = text.replace('"', '""')
    try:
        return text.replace(_QUOTE, '"').encode()
    except UnicodeEncodeError:
        message = f"a text in the table {table.name} has half of a surrogate pair, which is not a character"
        raise Unwritable([Finding("NLD-SYN-008", message, suggestion="remove it")]) from None


def _nul_finding(table: Table, rows: list[TableRow]) -> Finding:
    for row in rows:
        for column, cell in zip(table.columns, row, strict=True):
            if isinstance(cell, str) and "\0" in cell:
                where = f"`{column.name}` of the table {table.name}"
                return Finding(
                    "NLD-SYN-010",
                    f"{where} has a NUL character, which CSV cannot carry",
                    suggestion="remove it",
                )
    raise AssertionError("no cell has the NUL that was counted")


def _guard_formulas(table: Table, rows: list[TableRow]) -> list[TableRow]:
    texts = [column.quoted for column in table.columns]
    return [
        tuple([
            f"'{cell}" if text and isinstance(cell, str) and _FORMULA.match(cell) else cell
            for text, cell in zip(texts, row, strict=True)
        ])
        for row in rows
    ]  # fmt: skip
