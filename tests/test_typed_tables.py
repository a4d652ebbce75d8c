"""The tables as SQLite and Parquet: the same rows as in CSV, with types, keys and the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import newsld
from newsld.findings import Unwritable
from newsld.findings.errors import UsageError
from newsld.formats import WriteOptions, find_format
from newsld.formats.tables import parquet, sqlite
from newsld.formats.tables.all_tables import TABLES
from newsld.formats.tables.columns import Column
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from stories import FOLDER, fixture_articles
from strategies import articles
from test_csv_round_trip import STORY, files_of

FIXTURES = fixture_articles()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all stories of fixtures/stories in all three formats."""
    place = tmp_path_factory.mktemp("tables")
    done = newsld.export(FOLDER, place, ["csv", "sqlite", "parquet"])
    assert done.errors == 0
    return place


@pytest.fixture
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection to the database of all stories."""
    with closing(sqlite3.connect(folder / "newsld.sqlite")) as connection:
        yield connection


def csv_rows(content: bytes, columns: tuple[Column, ...]) -> list[tuple[Any, ...]]:
    """Return the rows of a CSV table with typed values; quoted empty texts do not occur in these tables."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    assert next(rows) == [column.name for column in columns]
    return [tuple(map(typed, columns, row)) for row in rows]


def typed(column: Column, cell: str) -> Any:
    """Return the value of a cell."""
    if cell == "":
        return None
    if column.kind == "boolean":
        return {"true": True, "false": False}[cell]
    return {"integer": int, "number": float}.get(column.kind, str)(cell)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_sqlite_has_the_rows_of_csv(folder: Path, database: sqlite3.Connection, table: Any) -> None:
    """Every table has the same rows in the same order."""
    rows = database.execute(f'SELECT * FROM "{table.name}"').fetchall()
    assert rows == csv_rows((folder / "csv" / table.path).read_bytes(), table.columns)


def test_sqlite_has_keys_types_and_indexes(database: sqlite3.Connection) -> None:
    """Foreign keys lead to rows, primary keys are those of the tables, and every reference has an index."""
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in TABLES:
        info = database.execute(f'PRAGMA table_info("{table.name}")').fetchall()
        assert [row[1] for row in info] == [column.name for column in table.columns]
        assert [bool(row[3]) for row in info] == [column.required for column in table.columns]
        keys = sorted((row[5], row[1]) for row in info if row[5])
        assert tuple(name for _, name in keys) == table.primary_key
        indexed = {
            database.execute(f'PRAGMA index_info("{index[1]}")').fetchone()[2]
            for index in database.execute(f'PRAGMA index_list("{table.name}")')
        }
        assert {column.name for column in table.columns if column.refers_to} <= indexed
    assert {kind for (kind,) in database.execute("SELECT DISTINCT typeof(min) FROM figures")} <= {
        "integer",
        "null",
    }
    assert {kind for (kind,) in database.execute("SELECT DISTINCT typeof(anonymous) FROM people")} == {
        "integer"
    }


def test_foreign_keys_can_be_enforced(folder: Path, tmp_path: Path) -> None:
    """A row of an article that does not exist is refused when a program turns foreign keys on."""
    copy = tmp_path / "newsld.sqlite"
    copy.write_bytes((folder / "newsld.sqlite").read_bytes())
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO article_terms VALUES ('NOBODY', 'genre', 1, 'x')")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_has_the_rows_of_csv_with_types(folder: Path, table: Any) -> None:
    """Dates are dates, lists are lists, numbers are doubles; everything else is as in CSV."""
    from pyarrow import parquet as reader

    loaded = reader.read_table(folder / "parquet" / f"{table.name}.parquet")
    rows = [tuple(row.values()) for row in loaded.to_pylist()]
    written = csv_rows((folder / "csv" / table.path).read_bytes(), table.columns)
    assert [tuple(map(untyped, table.columns, row)) for row in rows] == written
    kinds = {column.name: column.kind for column in table.columns}
    for field in loaded.schema:
        assert field.metadata[b"description"]
        if kinds[field.name] in ("date", "list"):
            assert (
                str(field.type) == {"date": "date32[day]", "list": "list<element: string>"}[kinds[field.name]]
            )


def untyped(column: Column, value: Any) -> Any:
    """Return a value of a Parquet file as CSV has it."""
    if value is not None and column.kind == "date":
        return value.isoformat()
    if isinstance(value, list):
        return " ".join(value) if column.kind == "list" else json.dumps(value, separators=(",", ":"))
    return value


@pytest.mark.parametrize("name", ["sqlite", "parquet"])
def test_the_same_articles_are_the_same_bytes(name: str) -> None:
    """In any order, and written twice."""
    module, options = find_format(name).load(), WriteOptions()

    def build(written: list[NewsArticle]) -> bytes:
        content: bytes = module.to_archive(
            module.build_files([module.to_rows(one, options) for one in written], options)
        )
        return content

    one, two, *_ = FIXTURES.values()
    assert build([one, two]) == build([two, one]) == build([one, two])
    assert newsld.write(one, name) == newsld.write(one, name) != newsld.write(two, name)


@settings(max_examples=25, deadline=None)
@given(articles())
def test_generated_articles_are_written_as_csv_has_them(article: NewsArticle) -> None:
    """Every table of any article has as many rows as in CSV, and its references lead to rows."""
    files = files_of([article])
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(find_format("sqlite").write(article, WriteOptions()))
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            count = len(csv_rows(files[table.path], table.columns)) if table.name != "properties" else None
            (rows,) = database.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
            assert count in (None, rows)
    names = zipfile.ZipFile(io.BytesIO(find_format("parquet").write(article, WriteOptions()))).namelist()
    assert names == [f"{table.name}.parquet" for table in TABLES]


@pytest.mark.parametrize("name", ["sqlite", "parquet"])
def test_what_tables_cannot_carry_is_refused(name: str) -> None:
    """NUL, half of a surrogate pair, and numbers that are too large raise Unwritable."""
    known, options = find_format(name), WriteOptions()
    for change, code in (
        ({"headline": "a\0b"}, "NLD-SYN-010"),
        ({"copyrightYear": 2**63}, "NLD-SYN-003"),
        ({"places": {"port": {"latitude": "1E+400"}}}, "NLD-SYN-003" if name == "parquet" else ""),
    ):
        article = article_from({**STORY, **change})
        if not code:
            assert known.write(article, options)
            continue
        with pytest.raises(Unwritable) as raised:
            known.write(article, options)
        assert [finding.code for finding in raised.value.findings] == [code]
    torn = article_from(STORY).model_copy(update={"headline": "\ud800"})
    with pytest.raises(Unwritable) as raised:
        known.write(torn, options)
    assert raised.value.findings[0].code == "NLD-SYN-008"


def test_a_database_of_another_program_is_not_overwritten(tmp_path: Path) -> None:
    """newsld.sqlite is replaced only if newsld wrote it."""
    with closing(sqlite3.connect(tmp_path / "newsld.sqlite")) as database:
        database.execute("CREATE TABLE notes (text)")
    before = (tmp_path / "newsld.sqlite").read_bytes()
    with pytest.raises(newsld.OutputError, match="not written by newsld"):
        newsld.export(FOLDER / "brief", tmp_path, ["sqlite"])
    assert (tmp_path / "newsld.sqlite").read_bytes() == before


def test_without_pyarrow_the_message_has_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Parquet is an extra."""
    monkeypatch.setattr(parquet, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'newsld\[parquet\]'"):
        newsld.export(FOLDER / "brief", tmp_path, ["parquet"])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_exports_is_read_without_its_tables(folder: Path) -> None:
    """A walk ignores newsld.sqlite, parquet/ and csv/."""
    with pytest.raises(UsageError, match="no story"):
        newsld.load(folder)


def test_keys_are_read_back(folder: Path, tmp_path: Path) -> None:
    """An export of some stories is compared with files of more stories by their keys."""
    keys = {row[0] for row in csv_rows((folder / "csv" / "articles.csv").read_bytes(), TABLES[0].columns)}
    assert sqlite.keys(folder) == parquet.keys(folder / "parquet") == keys
    assert sqlite.keys(tmp_path) == parquet.keys(tmp_path) == set()
    (tmp_path / "newsld.sqlite").write_bytes(b"no database" * 100)
    (tmp_path / "articles.parquet").write_bytes(b"no Parquet")
    assert sqlite.keys(tmp_path) == parquet.keys(tmp_path) == set()
