"""Write the tables of any number of articles as one SQLite database, with types, keys and indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from newsld.findings import Finding
from newsld.findings.errors import OutputError
from newsld.formats import WriteOptions
from newsld.formats.tables.all_tables import TABLES, key_column
from newsld.formats.tables.columns import Column, Table
from newsld.formats.tables.sorting import Duplicates, RenderedArticle, sort_by_key
from newsld.formats.tables.temporary_file import TemporaryContent
from newsld.formats.tables.typed_columns import columns_in, to_rows

__all__ = ["build_files", "keys", "names", "owned_files", "to_archive", "to_rows"]

_NAME: Final = "newsld.sqlite"
_APPLICATION: Final = 0x6E6C6400
"""The `application_id` of a database that newsld wrote, which is at byte 68 of the file."""

_VERSION: Final = 2
"""The `user_version`: that of the tables."""

_TYPES: Final = {
    "text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "BOOLEAN", "date": "DATE",
    "list": "TEXT", "json": "TEXT", "data": "TEXT",
}  # fmt: skip
_MORE_INDEXES: Final = (("timeline", "date_earliest"), ("entity_names", "name"), ("article_terms", "value"))
"""Columns that are no keys and that people look up."""


def names(_: WriteOptions) -> Sequence[str]:
    """Return the name of the database."""
    return [_NAME]


def build_files(
    rows: Iterable[RenderedArticle], _: WriteOptions
) -> Iterator[tuple[str, Iterable[bytes]] | Finding]:
    """Yield the database with all these articles, after findings about those whose key another one has.

    Rows are inserted by article key, so the same articles give the same tables in any order. Memory use does not grow
    with the number of articles.
    """
    content, duplicates = TemporaryContent(_NAME), Duplicates()
    try:
        with closing(sqlite3.connect(content.path, isolation_level=None)) as database:
            database.executescript(_SCHEMA)
            database.execute("BEGIN")
            for _key, tables in duplicates.leave_out(sort_by_key(rows)):
                for statement, rows_of_table in zip(_INSERTS, tables, strict=True):
                    if rows_of_table:
                        database.executemany(statement, zip(*columns_in(rows_of_table), strict=True))
            for statement in _INDEXES:
                database.execute(statement)
            database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OutputError(
            f"{content.path} cannot be written: {error}. Free some space, or set TMPDIR"
        ) from None
    yield from duplicates.findings()
    yield _NAME, content


def to_archive(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return the database as bytes."""
    return b"".join(chunk for _, content in files for chunk in content)


def owned_files(folder: Path) -> Iterable[str]:
    """Return the name of the database if newsld wrote it. Raises OutputError if another program did."""
    try:
        with (folder / _NAME).open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    if head[68:72] != _APPLICATION.to_bytes(4, "big"):
        raise OutputError(
            f"{folder / _NAME}: this file was not written by newsld. Choose another output folder"
        )
    return (_NAME,)


def keys(folder: Path) -> set[str]:
    """Return the keys of the articles in the database in a folder; an empty set if it cannot be read."""
    path = folder / _NAME
    if not path.is_file():
        return set()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return {key for (key,) in database.execute("SELECT article FROM articles")}
    except sqlite3.Error:
        return set()


# -- the schema ------------------------------------------------------------------------------------------------


def _create(table: Table) -> str:
    lines = [_definition(column) for column in table.columns]
    lines.append(f"  PRIMARY KEY ({_quoted(table.primary_key)})")
    lines += [
        f'  FOREIGN KEY ("{column.name}") REFERENCES "{column.refers_to}" ("{key_column(column.refers_to)}")'
        for column in table.columns
        if column.refers_to in _REFERENCED
    ]
    text = ",\n".join(lines)
    return f'CREATE TABLE "{table.name}" (\n{text}\n);'


_REFERENCED: Final = frozenset({"articles", "things"})
"""Tables whose key is in one row only; several rows of `citations` share the key of a citation."""


def _definition(column: Column) -> str:
    null = " NOT NULL" if column.required else ""
    return f'  "{column.name}" {_TYPES[column.kind]}{null}'


def _indexes() -> Iterator[str]:
    for table in TABLES:
        for column in table.columns:
            indexed = column.refers_to is not None or (table.name, column.name) in _MORE_INDEXES
            if indexed and column.name != table.primary_key[0]:
                name = f"{table.name}_{column.name}"
                yield f'CREATE INDEX "{name}" ON "{table.name}" ("{column.name}");'
    yield 'CREATE INDEX "citations_citation" ON "citations" ("citation");'


def _quoted(names: Iterable[str]) -> str:
    return ", ".join([f'"{name}"' for name in names])


_SCHEMA: Final = "\n".join(
    [
        f"PRAGMA application_id = {_APPLICATION};",
        f"PRAGMA user_version = {_VERSION};",
        "PRAGMA journal_mode = OFF;",
        "PRAGMA synchronous = OFF;",
        *map(_create, TABLES),
    ]
)
_INDEXES: Final = tuple(_indexes())
"""The statements that create the indexes, which are faster to build at the end."""

_INSERTS: Final = tuple(
    [f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})' for table in TABLES]
)
