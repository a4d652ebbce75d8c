"""Write the tables of any number of articles as Parquet files, one for each table, with types."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from newsld.findings import Finding, Unwritable
from newsld.findings.errors import UsageError
from newsld.formats import WriteOptions
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.columns import Column, Table
from newsld.formats.tables.csv.package import zip_package
from newsld.formats.tables.sorting import Duplicates, RenderedArticle, sort_by_key
from newsld.formats.tables.temporary_file import TemporaryContent
from newsld.formats.tables.typed_columns import columns_in, to_rows
from newsld.syntax.json import load_json

__all__ = [
    "arrow_schema",
    "arrow_values",
    "build_files",
    "keys",
    "names",
    "owned_files",
    "to_archive",
    "to_rows",
]

_ROWS: Final = 65_536
"""The most rows of a row group, which are in memory at once."""

_NAMES: Final = tuple([f"{table.name}.parquet" for table in TABLES])


def names(_: WriteOptions) -> Sequence[str]:
    """Return the names of the files. Raises UsageError without pyarrow."""
    if find_spec("pyarrow") is None:
        raise UsageError("parquet needs pyarrow. Run: pip install 'newsld[parquet]'")
    return _NAMES


def build_files(
    rows: Iterable[RenderedArticle], options: WriteOptions
) -> Iterator[tuple[str, Iterable[bytes]] | Finding]:
    """Yield a file for each table with all these articles, after findings about those whose key another one has.

    Rows are in the order of the article keys. Memory use does not grow with the number of articles. Raises UsageError
    without pyarrow.
    """
    names(options)
    duplicates = Duplicates()
    with ExitStack() as stack:
        files = [_TableFile(table, stack) for table in TABLES]
        for _key, tables in duplicates.leave_out(sort_by_key(rows)):
            for file, content in zip(files, tables, strict=True):
                if content:
                    file.add(columns_in(content))
        for file in files:
            file.flush()
    yield from duplicates.findings()
    for name, file in zip(_NAMES, files, strict=True):
        yield name, file.content


def to_archive(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return the files as one zip."""
    return zip_package(files)


def owned_files(folder: Path) -> Iterable[str]:
    """Return the files in a folder that have the names of tables."""
    return [name for name in _NAMES if (folder / name).is_file()]


def keys(folder: Path) -> set[str]:
    """Return the keys of the articles in the files of a folder; an empty set if they cannot be read."""
    import pyarrow
    from pyarrow import parquet

    try:
        return set(
            parquet.read_table(folder / "articles.parquet", columns=["article"])["article"].to_pylist()
        )
    except (OSError, KeyError, pyarrow.ArrowException):
        return set()


# -- one table ---------------------------------------------------------------------------------------------------


class _TableFile:
    """The file of one table, to which row groups are written as rows come."""

    def __init__(self, table: Table, stack: ExitStack) -> None:
        from pyarrow import parquet

        self.content = TemporaryContent(f"{table.name}.parquet")
        self._table = table
        self._schema = arrow_schema(table)
        self._writer = stack.enter_context(
            parquet.ParquetWriter(self.content.path, self._schema, compression="zstd")
        )
        self._values: list[list[Any]] = [[] for _ in table.columns]

    def add(self, columns: Sequence[Sequence[Any]]) -> None:
        """Add rows, given as the values of each column."""
        for values, more in zip(self._values, columns, strict=True):
            values.extend(more)
        if len(self._values[0]) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the rows that were added as one row group."""
        import pyarrow

        if not self._values[0]:
            return
        arrays = [
            pyarrow.array(values, field.type)
            for values, field in zip(arrow_values(self._table, self._values), self._schema, strict=True)
        ]
        self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
        self._values = [[] for _ in self._table.columns]


def arrow_schema(table: Table) -> Any:
    """Return the Arrow schema of a table, with the descriptions of its columns."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "list": pyarrow.list_(pyarrow.string()),
        "json": pyarrow.list_(pyarrow.string()),
        "data": pyarrow.string(),
    }
    fields = [
        pyarrow.field(
            column.name,
            types[column.kind],
            nullable=not column.required,
            metadata={"description": column.description},
        )
        for column in table.columns
    ]
    return pyarrow.schema(fields, metadata={"description": table.description})


def arrow_values(table: Table, columns: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return the values of each column, as `columns_in` gives them, as those of their Arrow type. Raises Unwritable."""
    return [_converted(column, list(values)) for column, values in zip(table.columns, columns, strict=True)]


def _converted(column: Column, values: list[Any]) -> list[Any]:
    if column.kind == "number":
        return [None if value is None else _double(column, value) for value in values]
    if column.kind == "date":
        from datetime import date

        return [None if value is None else date.fromisoformat(value) for value in values]
    if column.kind == "list":
        return [None if value is None else value.split(" ") for value in values]
    if column.kind == "json":
        return [None if value is None else load_json(value, unwrap=False)[0] for value in values]
    return values


def _double(column: Column, text: str) -> float:
    number = float(text)
    if math.isinf(number):
        message = f"`{column.name}` has {text[:40]}, which is larger than a double can be"
        raise Unwritable([Finding("NLD-SYN-003", message, suggestion="correct it, or write CSV")])
    return number
