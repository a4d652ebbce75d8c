"""Collect the tables of the CSV package, and write the page of the docs about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.formats.tables.article_tables import ARTICLE_TABLES
from newsld.formats.tables.columns import Column, Table
from newsld.formats.tables.statement_tables import STATEMENT_TABLES
from newsld.formats.tables.summary_tables import SUMMARY_TABLES
from newsld.formats.tables.thing_tables import THING_TABLES

TABLES: Final[tuple[Table, ...]] = (*ARTICLE_TABLES, *THING_TABLES, *STATEMENT_TABLES, *SUMMARY_TABLES)
"""The tables in the order in which they are written."""


def key_column(table: str) -> str:
    """Return the column of a table that references to it hold; the rows of one citation share `citation`."""
    return {"articles": "article", "citations": "citation"}.get(table, "key")


_INTRODUCTION: Final = """\
# Tables

<!-- Generated from src/newsld/formats/tables. Regenerate with: make docs -->

`newsld export` writes the tables below for all stories of a run, in three formats:

| format | files | read back |
| --- | --- | --- |
| `-f csv` | `csv/`: a file for each table, and metadata as Data Package 2 and CSV on the Web | yes, equal |
| `-f sqlite` | `newsld.sqlite`: one database with types, keys and indexes | no |
| `-f parquet` | `parquet/`: a file for each table, with types. Needs `pip install 'newsld[parquet]'` | no |

[Query the tables](../how-to/query-the-tables.md) answers ten questions with pandas, DuckDB and SQLite.

## Rows and keys

- Every table is written, with its header, even if it is empty.
- `article` is the key of an article: the first 10 characters of the SHA-256, in base32, of its IRI (its `iri`, else
  its `url`), or of its content without one. Runs over parts of an archive give the same keys, so that their tables can
  be put together. Two articles with the same key are an error (NLD-REF-002): the tables have only one of them.
- Other keys are the article's key, `#`, and one of: an id (`UK3KH674UG#port-aldane`); `cite-` and the label of a
  citation (`#cite-gates`, and `#cite-gates/1` for its first hop); `/` with the kind and number of the row
  (`#/mention/7`).
- Rows are sorted by article, and within an article in the order of the text: things by their first mention, statements
  by their first word. `timeline` is in the order of time.
- A *derived* column repeats values of other tables, so that you can answer a question with one table. newsld ignores it
  on reading: to change a value, change the column that it repeats.
- A statement without a source is one row of `citations` without `hop` and `party`. Its `origin` is null, or `own` or
  `not-given`; it is never `given`.

## Values

- Dates in the story are EDTF text, as written. `_earliest` and `_latest` next to them are ISO dates: the first and last
  possible day. They are null if that end is open or unknown, or outside of the years 1 to 9999.
- Timestamps are RFC 3339 text, as written in the story.
- Numbers are exact decimals in CSV and SQLite; very large ones have an exponent (`1E+30`). In Parquet they are doubles.
- Offsets count Unicode code points from 0; positions count from 1.
- Columns with several values are a list in Parquet, and text in CSV and SQLite: `type` is separated by spaces, other
  lists are JSON.

## CSV files

- The files are RFC 4180: UTF-8 without a byte order mark, lines that end with CR LF, column names in the first line.
- Text is always in quotation marks; numbers, `true` and `false` never are.
- An empty cell without quotation marks is null; `""` is the empty string. Most readers treat both as null, which does
  little harm: only a property that somebody published without a name has an empty string, as its name.

An integer column with nulls (`hop`, `level`) becomes floats in pandas, and a boolean column with nulls (`anonymous` in
`citations`) becomes objects, unless you ask for nullable types:

| program | how to load a table |
| --- | --- |
| pandas | `pandas.read_csv("csv/citations.csv", dtype_backend="numpy_nullable")` |
| polars | `polars.read_csv("csv/citations.csv", infer_schema_length=None, try_parse_dates=True)` |
| DuckDB | `SELECT * FROM read_csv('csv/citations.csv', sample_size = -1)` |
| R | `readr::read_csv("csv/citations.csv", guess_max = Inf)` |
| pyarrow | `strings_can_be_null=True, quoted_strings_can_be_null=False` in its `ConvertOptions` |

Rows without a party have null in `party`, `party_name` and `anonymous`: in pandas and SQL they are in neither
`anonymous` nor `not anonymous`, so that a count of named sources does not include them.

newsld reads tables whose rows are in any order; it needs little memory if the articles are in the order in which it
writes them. A missing table, a missing column and an unknown column are findings. CSV and SQLite cannot carry NUL:
newsld refuses to write an article that contains it (NLD-SYN-010).

`--excel` is for spreadsheets. It adds a byte order mark, and `'` before every text that begins with `=`, `+`, `-`, `@`
(also in full width, or after blanks), a tab or a line break, so that no spreadsheet runs it as a formula. Numbers do
not change. Such a package has `"lossless": false` in its `datapackage.json`, and newsld does not read it back.
"""


def reference_page() -> str:
    """Return the page of the docs that describes every table and column, in Markdown."""
    return "\n".join([_INTRODUCTION, *[line for table in TABLES for line in _section(table)]])


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"{table.description} Primary key: {', '.join(f'`{name}`' for name in table.primary_key)}."
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
        parts.append(f"Refers to `{column.refers_to}.{key_column(column.refers_to)}`.")
    if column.derived:
        parts.append("*Derived.*")
    return " ".join(parts)
