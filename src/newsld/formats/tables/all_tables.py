"""Collect the tables of the CSV package, and write the page of the docs about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.formats.tables.article_tables import ARTICLE_TABLES
from newsld.formats.tables.columns import Column, Table
from newsld.formats.tables.statement_tables import STATEMENT_TABLES
from newsld.formats.tables.thing_tables import THING_TABLES

__all__ = ["TABLES", "Column", "Table", "reference_page"]

TABLES: Final[tuple[Table, ...]] = (*ARTICLE_TABLES, *THING_TABLES, *STATEMENT_TABLES)
"""The tables in the order in which they are written."""

_INTRODUCTION: Final = """\
# The tables of the CSV package

<!-- Generated from src/newsld/formats/tables/csv. Regenerate with: make docs -->

`newsld export -f csv` writes one package for the whole run: the tables below, `datapackage.json` (Data Package 2) and
`csv-metadata.json` (CSV on the Web). The default is lossless: newsld reads the same articles back from the package.

## How to read a cell

- The files are RFC 4180: UTF-8 without a byte order mark, lines that end with CR LF, column names in the first line.
- Text is always in quotation marks; numbers, `true` and `false` never are.
- An empty cell without quotation marks is null; `""` is the empty string. Most readers treat both as null, which does
  little harm: only a property that somebody published without a name has an empty string, as its name.
  In pyarrow, `strings_can_be_null=True, quoted_strings_can_be_null=False` keeps them apart.
- Keys are global, in one column. An article's key is its address, or `urn:uuid:` of its content if it has no address;
  if several articles of a run have the same key, the second one ends with ` 2`, and so on. Every other key is the
  article's key, `#`, and one of: an id (`https://herald.example/strike#port-aldane`); `cite-` and the label of a
  citation (`#cite-gates`, and `#cite-gates/1` for its first hop); `/` and the kind and number of the row
  (`#/mention/07`).
- Rows are sorted by article, and by key within an article.
- Numbers are exact decimals; very large ones have an exponent (`1E+30`).
- Dates in the story are EDTF text, timestamps are RFC 3339 text, both as written in the story.
- Offsets count Unicode code points from 0; positions count from 1.
- A *derived* column repeats values of other tables, so that you can answer a question with one table. newsld ignores it
  on reading: to change a value, change the column that it repeats.

List the sources with one line of pandas:

<!-- not run: needs a package of tables; the README has it over one -->

```python
pandas.read_csv("csv/citations.csv")["party_name"].value_counts()
```

newsld reads tables whose rows are in any order; it needs little memory if they are in the order in which it writes
them. A missing table, a missing column and an unknown column are findings. CSV cannot carry NUL: newsld refuses to
write an article that contains it (NLD-SYN-010).

`--excel` is for spreadsheets. It adds a byte order mark, and `'` before every text that begins with `=`, `+`, `-`, `@`
(also in full width, or after blanks), a tab or a line break, so that no spreadsheet runs it as a formula. Numbers do
not change. Such a package has `"lossless": false` in its `datapackage.json`, and newsld does not read it back.
"""


def reference_page() -> str:
    """Return the page of the docs that describes every table and column, in Markdown."""
    return "\n".join([_INTRODUCTION, *[line for table in TABLES for line in _section(table)]])


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.path}"
    yield ""
    yield table.description
    yield ""
    yield "| column | type | meaning |"
    yield "| --- | --- | --- |"
    for number, column in enumerate(table.columns):
        kind = column.kind if column.required else f"{column.kind} or null"
        yield f"| `{column.name}` | {kind} | {_meaning(column, first=number == 0)} |"
    yield ""


def _meaning(column: Column, *, first: bool) -> str:
    parts = [column.description]
    if column.values:
        parts.append(f"One of {', '.join(f'`{value}`' for value in column.values)}.")
    if column.refers_to and not first:
        target = "citation" if column.refers_to == "citations" else "key"
        parts.append(f"Refers to `{column.refers_to}.{target}`.")
    if column.derived:
        parts.append("*Derived.*")
    return " ".join(parts)
