"""CSV packages before other people's programs: frictionless, csvw, pandas and pyarrow."""

from __future__ import annotations

import csv
import json
import warnings
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from newsld.formats import WriteOptions
from newsld.formats.csv import write_package
from newsld.formats.csv.tables import TABLES, reference
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from strategies import articles
from test_csv_round_trip import STORY, files_of

LICENSE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of the story and many generated articles, hostile text and all."""
    written: list[NewsArticle] = [article_from(STORY)]

    @settings(max_examples=40, database=None, derandomize=True, phases=[Phase.generate])
    @given(articles())
    def collect(article: NewsArticle) -> None:
        written.append(article)

    collect()
    assert len(written) > 20
    place = tmp_path_factory.mktemp("package")
    for name, chunks in write_package(written, WriteOptions(license=LICENSE)):
        (place / name).write_bytes(b"".join(chunks))
    return place


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_the_package_valid(folder: Path) -> None:
    """Types, required cells, primary keys and foreign keys hold in every row, by frictionless."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:10]
    assert {task.name for task in report.tasks} == {table.name for table in TABLES}
    assert not report.warnings


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_an_empty_package_valid(tmp_path: Path) -> None:
    """A package of no article has every table with its header."""
    frictionless = pytest.importorskip("frictionless")
    for name, content in files_of([]).items():
        (tmp_path / name).write_bytes(content)
        assert content
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_csvw_finds_the_package_valid(folder: Path) -> None:
    """The CSVW metadata is right about every cell, key and reference, by csvw."""
    csvw = pytest.importorskip("csvw")
    judge = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert judge.is_valid, [str(warning.message) for warning in judge.warnings]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
        assert sum(1 for table in group.tables for _ in table.iterdicts(strict=True)) > 100


def test_one_line_of_pandas_says_who_the_sources_are(folder: Path) -> None:
    """The citations have the name and kind of the party, its place in the chain, and the words, in each row."""
    pandas = pytest.importorskip("pandas")
    citations = pandas.read_csv(folder / "citations.csv")
    ours = citations[citations["article"] == STORY["url"]]
    assert list(ours["party_name"].dropna()) == ["Coast Wire", "port officials", "Ines Farrow"]
    assert list(ours["hop"].dropna()) == [1, 2, 2]
    assert list(ours["anonymous"])[:3] == [False, True, False]
    assert citations["is_origin"].dtype == citations["anonymous"].dtype == bool
    assert set(ours["covers"]) == {"The gates are open", "Over 40,000 containers waited."}


def test_pyarrow_tells_null_from_empty(folder: Path) -> None:
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


def in_order(key: str) -> tuple[str, int]:
    """A key so that the tenth article of one address comes after the ninth."""
    address, _, number = key.partition(" ")
    return address, int(number or 1)


def test_tables_are_sorted_by_key(folder: Path) -> None:
    """Rows stand in the order of their articles, and of their keys within one."""
    for table in TABLES:
        with (folder / table.path).open(encoding="utf-8", newline="") as stream:
            rows = [(in_order(row.get("article", "")), row["key"]) for row in csv.DictReader(stream)]
        if table.name == "articles":
            rows = [(in_order(key), "") for _, key in rows]
        assert rows == sorted(rows), table.name
        assert len(set(rows)) == len(rows)


def test_lines_end_as_rfc_4180_says_and_null_is_nothing() -> None:
    """Every line ends with CR LF, there is no byte order mark, and null is nothing, without quotation marks."""
    files = files_of([article_from(STORY)])
    assert files["articles.csv"].startswith(b"key,iri,type,headline,")
    for table in TABLES:
        assert files[table.path].endswith(b"\r\n")
    assert files["same_as.csv"].count(b"\r\n") == 1
    assert b'"Coast Wire",,,' in files["organizations.csv"]
    assert b'""' not in files["organizations.csv"]


def test_the_licence_is_stated_only_where_one_is_configured(folder: Path) -> None:
    """The descriptor has the licence that the options name, and none of its own making."""
    assert json.loads((folder / "datapackage.json").read_bytes())["licenses"] == [{"path": LICENSE}]
    assert "licenses" not in json.loads(files_of([])["datapackage.json"])


def test_the_reference_page_is_the_declaration(root: Path) -> None:
    """docs/reference/tables.md is what the tables say of themselves."""
    assert (root / "docs/reference/tables.md").read_text("utf-8") == reference()
