"""The functions for Spark give what the command line gives for the same records, on a real local Spark.

`make test-spark` installs PySpark and runs these tests; they need Java as well.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsld
from newsld.findings.errors import UsageError
from stories import fixture_articles

pyspark = pytest.importorskip(
    "pyspark", reason="NO SPARK: make test-spark installs PySpark and runs these tests"
)
if shutil.which("java") is None:
    pytest.skip(
        "NO SPARK: Java is missing, on Debian: apt install default-jre-headless", allow_module_level=True
    )

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

from newsld import spark as newsld_spark  # noqa: E402 -- after the check for pyspark

PAGE = """<!doctype html><html lang="en"><head><title>Ferry back</title><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry back", "datePublished": "2025-05-12"}
</script></head><body><p>The ferry is back.</p></body></html>"""
BROKEN = ['{"newsld": 2, "headline": 3}', '{"newsld": 2, "head', "[]"]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A Spark on two cores of this machine."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spark = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
        yield spark
        gateway = spark.sparkContext._gateway  # PySpark would leave its process running to the end
        spark.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()


def _lines() -> list[str]:
    """Return every fixture as a line of JSON Lines, every other one as JSON-LD, with broken ones between them."""
    lines = []
    for number, article in enumerate(fixture_articles().values()):
        content = newsld.write(article, "jsonl" if number % 2 else "jsonld").decode()
        lines.append(json.dumps(json.loads(content), ensure_ascii=False))
    return [*lines[:2], *BROKEN, *lines[2:]]


@pytest.fixture(scope="module")
def archive(session: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """An archive of lines as a file, and as a data frame with the number of each line in two partitions."""
    path = tmp_path_factory.mktemp("spark") / "archive.jsonl"
    path.write_text("".join(f"{line}\n" for line in _lines()), "utf-8")
    rows = [(number, f"line {number}", line) for number, line in enumerate(_lines(), start=1)]
    return path, session.createDataFrame(rows, "number int, name string, value string").repartition(2)


@pytest.mark.parametrize("format_name", ["jsonl", "jsonld", "nquads"])
def test_lines_have_the_bytes_of_an_export(
    archive: tuple[Path, Any], tmp_path: Path, format_name: Any
) -> None:
    """In the order of the records, with the broken ones in rows of their own."""
    path, frame = archive
    newsld.export(path, tmp_path, format_name)
    (expected,) = [one.read_bytes() for one in tmp_path.iterdir() if one.is_file()]
    frame = frame.withColumn("value", frame["value"].cast("binary"))
    rows = newsld_spark.export(frame, format_name, name="name", number="number").collect()
    written = {int(row.name.split()[1]): bytes(row.content) for row in rows if row.errors is None}
    assert b"".join(written[number] for number in sorted(written)) == expected
    failed = [row for row in rows if row.errors is not None]
    assert {row.name for row in failed} == {"line 3", "line 4", "line 5"}
    assert all(row.content is None for row in failed)
    assert all(one.severity == "error" and one.message for row in failed for one in row.errors)


def test_pages_have_the_bytes_of_an_export(session: Any, tmp_path: Path) -> None:
    """A page gives the file that an export of the page gives, and its article as a story."""
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    newsld.export(page, tmp_path / "out", ("jsonld", "markdown", "json"))
    frame = session.createDataFrame([("https://herald.example/ferry", PAGE)], "url string, html string")
    rows = newsld_spark.export(frame, ("jsonld", "markdown", "json"), "html", name="url").collect()
    assert {row.format: bytes(row.content) for row in rows} == {
        "jsonld": (tmp_path / "out" / "page.jsonld").read_bytes(),
        "markdown": (tmp_path / "out" / "page.md").read_bytes(),
        "json": (tmp_path / "out" / "page.json").read_bytes(),
    }
    (row,) = newsld_spark.articles(frame, "html", name="url").collect()
    assert (row.name, row.number, row.errors) == ("https://herald.example/ferry", 1, None)
    assert newsld.read(row.story.encode(), "jsonl") == newsld.read(page)


def test_every_article_reads_back_from_its_story(archive: tuple[Path, Any]) -> None:
    """A record without an article has a row that says why."""
    rows = newsld_spark.articles(archive[1], name="name").collect()
    stories = {row.name: row for row in rows}
    assert len(rows) == len(stories) == len(_lines())
    for number, line in enumerate(_lines(), start=1):
        row = stories[f"line {number}"]
        if line in BROKEN:
            assert row.story is None
            assert row.errors
        else:
            assert newsld.read(row.story.encode(), "jsonl") == newsld.read(line.encode(), "jsonl")


def test_findings_are_those_of_check(archive: tuple[Path, Any]) -> None:
    """With the rules that are named, and a line and column in the record."""
    for options in ({}, {"select": ["NLD-CIT"]}, {"profiles": "google", "ignore": "NLD-CIT-004"}):
        rows = newsld_spark.check(archive[1], name="name", format="jsonl", **options).collect()
        found = sorted((row.name, row.code, row.line, row.column or 0, row.message) for row in rows)
        expected = sorted(
            (f"line {number}", one.code, one.line, one.column or 0, one.message)
            for number, line in enumerate(_lines(), start=1)
            for one in newsld.check(line.encode(), "jsonl", **options)  # type: ignore[arg-type]
        )
        assert found == expected
        assert found


@pytest.mark.parametrize("name", ["articles", "citations", "figures", "sources", "timeline"])
def test_tables_have_the_rows_of_parquet(
    archive: tuple[Path, Any], session: Any, tmp_path: Path, name: str
) -> None:
    """And their types."""
    newsld.export(archive[0], tmp_path, "parquet")
    written = session.read.parquet(str(tmp_path / "parquet" / f"{name}.parquet"))
    frame = newsld_spark.table(archive[1], name)
    assert [(one.name, one.dataType) for one in frame.schema] == [
        (one.name, one.dataType) for one in written.schema
    ]
    rows = frame.collect()
    assert rows
    assert sorted(map(repr, rows)) == sorted(map(repr, written.collect()))


def test_a_null_and_an_empty_partition_are_no_articles(session: Any) -> None:
    """Neither stops the job."""
    frame = session.createDataFrame([(None,), ("",)], "value string").repartition(4)
    assert [row.story for row in newsld_spark.articles(frame).collect()] in ([], [None], [None, None])
    assert newsld_spark.table(frame, "articles").count() == 0


def test_a_mistake_in_the_call_is_reported_before_the_job(archive: tuple[Path, Any], tmp_path: Path) -> None:
    """With what to do."""
    frame = archive[1]
    calls: dict[str, Any] = {
        "there is no column 'text'": lambda: newsld_spark.articles(frame, "text"),
        "there is no table 'quotes'": lambda: newsld_spark.table(frame, "quotes"),
        "use newsld.spark.table": lambda: newsld_spark.export(frame, "csv"),
        "there is no format": lambda: newsld_spark.export(frame, "jsonlb"),  # type: ignore[arg-type]
        "but cannot read it": lambda: newsld_spark.check(frame, format="nquads"),  # type: ignore[arg-type]
        "NLD-XYZ": lambda: newsld_spark.check(frame, select="NLD-XYZ"),
        "there is no option": lambda: newsld_spark.export(frame, "jsonld", shpe="graph"),  # type: ignore[call-arg]
    }
    for message, call in calls.items():
        with pytest.raises(UsageError, match=message):
            call()
    with pytest.raises(newsld.NewsldError):
        newsld_spark.check(frame, config=tmp_path / "none.toml")
