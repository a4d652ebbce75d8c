"""Every table of the CSV package, declared once: for writing, reading, metadata and docs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.formats.csv.article_tables import ARTICLE_TABLES
from newsld.formats.csv.columns import Column, Table
from newsld.formats.csv.statement_tables import STATEMENT_TABLES
from newsld.formats.csv.thing_tables import THING_TABLES

__all__ = ["TABLES", "Column", "Table", "reference"]

TABLES: Final[tuple[Table, ...]] = (*ARTICLE_TABLES, *THING_TABLES, *STATEMENT_TABLES)
"""The tables in the order in which they are written."""

_INTRODUCTION: Final = """\
# The tables of the CSV package

<!-- Generated from the declaration in src/newsld/formats/csv; `make docs` writes it anew. -->

`newsld export -f csv` writes one package for the whole run: the tables below, `datapackage.json` (Data Package 2) and
`csv-metadata.json` (CSV on the Web). The default is lossless: reading the package gives the same articles back.

## How to read a cell

- The files are RFC 4180: UTF-8 without a byte order mark, lines end with CR LF, the first line names the columns.
- Text stands in quotation marks, always; numbers, `true` and `false` never do.
- Nothing at all between two commas is null. `""`, a pair of quotation marks with nothing in it, is the empty
  string. Most readers take both for null, which does little harm: only a property that
  somebody published without a name has an empty string, as that name.
  In pyarrow, `strings_can_be_null=True, quoted_strings_can_be_null=False` tells them apart.
- Keys are global and have one column. An article's key is its address, or `urn:uuid:` of its content where it has
  none; if several articles of a run have the same, the second has ` 2` after it, and so on. Every other key is the
  article's key, `#`, and an id (`https://herald.example/strike#port-aldane`), `cite-` and the label of a citation
  (`#cite-gates`; its hops are `#cite-gates/1` and so on), or `/` and what the row is (`#/mention/07`).
- Rows are sorted by article, and by key within it.
- Numbers are exact decimals, and very large ones have an exponent (`1E+30`).
- Dates of the story are EDTF text, timestamps RFC 3339 text, both as the story has them.
- Offsets count Unicode code points from 0; positions count from 1.
- A *derived* column repeats what another table says, so that one table answers a question on its own. On
  reading it is passed over: change the column that it repeats.

Who the sources are, in one line of pandas:

<!-- not run: needs a package of tables; the README has it over one -->

```python
pandas.read_csv("csv/citations.csv")["party_name"].value_counts()
```

Reading wants the tables in any order of rows; in the order in which they are written it needs little memory. A table
or column that is missing, and a column that is not declared here, are findings. NUL has no place in CSV: an
article that has one is refused (NLD-SYN-010).

`--excel` is for spreadsheets: a byte order mark at the start, and `'` before every text that begins with `=`, `+`,
`-`, `@`, a tab or a carriage return, so that it is never run as a formula. Numbers are untouched. Such a package says
`"lossless": false` in its `datapackage.json` and does not read back.
"""


def reference() -> str:
    """The page of the docs that says what every table and column is, in Markdown."""
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
    if column.refers and not first:
        target = "citation" if column.refers == "citations" else "key"
        parts.append(f"Refers to `{column.refers}.{target}`.")
    if column.derived:
        parts.append("*Derived.*")
    return " ".join(parts)
