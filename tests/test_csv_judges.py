"""Other programs read CSV packages: frictionless, csvw, pandas and pyarrow."""

from __future__ import annotations

import csv
import io
import json
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from newsld.formats import WriteOptions
from newsld.formats.tables.all_tables import TABLES, reference_page
from newsld.formats.tables.csv import to_rows, write_package
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from stories import fixture_articles
from strategies import articles
from test_csv_round_trip import STORY, files_of

KEY = to_rows(article_from(STORY)).key
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a package of the story and many generated articles, with hostile text."""
    written = {KEY: article_from(STORY)}

    @settings(max_examples=60, database=None, derandomize=True, phases=[Phase.generate])
    @given(articles())
    def collect(article: NewsArticle) -> None:
        written[to_rows(article).key] = article

    collect()
    assert len(written) > 20
    place = tmp_path_factory.mktemp("package")
    for name, chunks in write_package(written.values(), WriteOptions(license=LICENSE)):
        (place / name).write_bytes(b"".join(chunks))
    return place


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_the_package_valid(folder: Path) -> None:
    """According to frictionless, types, required cells, primary keys and foreign keys are right in every row."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:10]
    assert {task.name for task in report.tasks} == {table.name for table in TABLES}
    assert not report.warnings


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_an_empty_package_valid(tmp_path: Path) -> None:
    """A package without articles has every table with its header."""
    frictionless = pytest.importorskip("frictionless")
    for name, content in files_of([]).items():
        (tmp_path / name).write_bytes(content)
        assert content
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_csvw_finds_the_package_valid(folder: Path) -> None:
    """According to csvw, the metadata is right about every cell, key and reference."""
    csvw = pytest.importorskip("csvw")
    judge = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert judge.is_valid, [str(warning.message) for warning in judge.warnings]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
        assert sum(1 for table in group.tables for _ in table.iterdicts(strict=True)) > 100


def test_one_line_of_pandas_lists_the_sources(folder: Path) -> None:
    """The citations have the name and kind of the party, its place in the chain, and the words, in each row."""
    pandas = pytest.importorskip("pandas")
    citations = pandas.read_csv(folder / "citations.csv")
    rows = citations[citations["article"] == KEY]
    assert list(rows["party_name"].dropna()) == ["Coast Wire", "port officials", "Ines Farrow"]
    assert list(rows["hop"].dropna()) == [1, 2, 2]
    assert list(rows["anonymous"])[:3] == [False, True, False]
    assert rows["anonymous"].isna()[3:].all()
    assert citations["is_origin"].dtype == bool
    assert set(rows["covers"]) == {"The gates are open", "Over 40,000 containers waited."}


def test_pyarrow_reads_every_row(folder: Path) -> None:
    """Every table loads, with as many rows as Python's csv sees."""
    reader = pytest.importorskip("pyarrow.csv")
    for table in TABLES:
        loaded = reader.read_csv(
            folder / table.path,
            parse_options=reader.ParseOptions(newlines_in_values=True),
            convert_options=reader.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False),
        )
        with (folder / table.path).open(encoding="utf-8", newline="") as stream:
            assert loaded.num_rows == sum(1 for _ in csv.reader(stream, strict=True)) - 1


def test_polars_reads_types_and_nulls(folder: Path) -> None:
    """Integers and booleans keep their types next to nulls, and days are dates."""
    polars = pytest.importorskip("polars")

    def load(name: str) -> Any:
        return polars.read_csv(folder / f"{name}.csv", infer_schema_length=None, try_parse_dates=True)

    citations = load("citations").filter(polars.col("article") == KEY)
    assert (citations.schema["hop"], citations.schema["anonymous"]) == (polars.Int64, polars.Boolean)
    assert citations["anonymous"].to_list() == [False, True, False, None]
    assert citations["hop"].to_list() == [1, 2, 2, None]
    assert load("people").filter(polars.col("article") == KEY)["birth_date_latest"].to_list() == [
        date(1971, 12, 31)
    ]


def test_duckdb_reads_types_and_nulls(folder: Path) -> None:
    """The tables of several exports are read with one pattern, with the same types."""
    duckdb = pytest.importorskip("duckdb")
    citations = f"read_csv('{folder.as_posix()}/citations.csv', sample_size = -1)"
    rows = duckdb.sql(f"SELECT hop, anonymous, origin FROM {citations} WHERE article = '{KEY}'").fetchall()
    assert rows == [(1, False, "given"), (2, True, "given"), (2, False, "given"), (None, None, None)]
    days = (
        f"SELECT date_earliest, date_latest FROM '{folder.as_posix()}/timeline.csv' WHERE article = '{KEY}'"
    )
    assert duckdb.sql(days).fetchall()[0] == (date(1971, 1, 1), date(1971, 12, 31))


def test_pandas_reads_nullable_types(folder: Path) -> None:
    """With `dtype_backend`, a column with nulls stays an integer or a boolean."""
    pandas = pytest.importorskip("pandas")
    citations = pandas.read_csv(folder / "citations.csv", dtype_backend="numpy_nullable")
    assert (str(citations["hop"].dtype), str(citations["anonymous"].dtype)) == ("Int64", "boolean")
    named = citations[citations["article"] == KEY].query("not anonymous.fillna(True)")
    assert named["party_name"].to_list() == ["Coast Wire", "Ines Farrow"]


def test_tables_are_sorted_by_article(folder: Path) -> None:
    """Rows are in the order of the keys of their articles, and no two have the same primary key."""
    for table in TABLES:
        with (folder / table.path).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert [row["article"] for row in rows] == sorted(row["article"] for row in rows), table.name
        assert len({tuple(row[name] for name in table.primary_key) for row in rows}) == len(rows), table.name


PLACED = {"things", "people", "organizations", "places", "events", "quotations", "figures"}


def test_rows_are_in_the_order_of_the_text() -> None:
    """Things, statements and spans are in the order of their first words; dates are in the order of time."""
    written = fixture_articles().values()
    for article in written:
        files = {
            name: read_rows(content) for name, content in files_of([article]).items() if name[-3:] == "csv"
        }
        first = {}
        for row in files["mentions.csv"]:
            first.setdefault(row["thing"], int(row["start"]))
        for row in files["spans.csv"]:
            if row["field"] == "words":
                first[row["owner"]] = min(first.get(row["owner"], 1 << 60), int(row["start"]))
        for name in PLACED:
            places = [first.get(row["key"], 1 << 60) for row in files[f"{name}.csv"]]
            assert places == sorted(places), name
        for name in ("mentions.csv", "spans.csv"):
            places = [(int(row["start"]), int(row["end"])) for row in files[name]]
            assert places == sorted(places), name
        covers = {
            row["owner"]: int(row["start"]) for row in files["spans.csv"][::-1] if row["field"] == "covers"
        }
        places = [covers[row["citation"]] for row in files["citations.csv"] if row["citation"] in covers]
        assert places == sorted(places)
        days = [
            row["date_earliest"] or row["date_latest"] or row["end_latest"] for row in files["timeline.csv"]
        ]
        assert days == sorted(days)


def read_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def test_lines_end_with_cr_lf_and_null_is_an_empty_cell() -> None:
    """Every line ends with CR LF, there is no byte order mark, and null is an empty cell without quotation marks."""
    files = files_of([article_from(STORY)])
    assert files["articles.csv"].startswith(b"article,iri,type,headline,")
    for table in TABLES:
        assert files[table.path].endswith(b"\r\n")
    assert files["same_as.csv"].count(b"\r\n") == 1
    assert b'"Coast Wire",,,' in files["organizations.csv"]
    assert b'""' not in files["organizations.csv"]


def test_the_descriptor_has_the_configured_licence(folder: Path) -> None:
    """The descriptor has the licence of the options, and none without one."""
    assert json.loads((folder / "datapackage.json").read_bytes())["licenses"] == [{"path": LICENSE}]
    assert "licenses" not in json.loads(files_of([])["datapackage.json"])


def test_the_reference_page_is_up_to_date(root: Path) -> None:
    """docs/reference/tables.md is generated from the tables."""
    assert (root / "docs/reference/tables.md").read_text("utf-8") == reference_page()
