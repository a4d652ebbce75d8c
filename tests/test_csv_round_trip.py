"""CSV packages are lossless: every article is read back equal."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsld.findings import Finding, Unwritable
from newsld.formats import ReadOptions, WriteOptions, find_format
from newsld.formats.tables.csv import build_files, read, to_rows, write_package
from newsld.formats.tables.csv.package import zip_package
from newsld.formats.tables.sorting import sort_by_key
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.syntax.document import Document, Source
from strategies import articles

write = find_format("csv").write

STORY = {
    "newsld": 2,
    "url": "https://herald.example/ports",
    "headline": "Dockers end strike",
    "author": ["ines"],
    "keywords": ["ports", "labour"],
    "body": "“The gates are open,” officials said.\n\nOver 40,000 containers waited.",
    "people": {"ines": {"name": "Ines Farrow", "alternateName": "I. Farrow", "birthDate": "1971"}},
    "organizations": {
        "officials": {"name": "port officials", "anonymous": True},
        "wire": {"name": "Coast Wire"},
    },
    "places": {"port": {"type": "City", "name": "Port Aldane", "latitude": "33.5"}},
    "events": {
        "strike": {
            "name": "strike",
            "startDate": {"date": "2025-02-28", "basis": "inferred"},
            "location": "port",
        }
    },
    "quotations": {"open": {"words": "The gates are open", "speaker": "officials", "citation": "gates"}},
    "figures": {"held": {"min": 40000, "exclusive": True, "words": "Over 40,000", "citation": "none"}},
    "citations": {
        "gates": {
            "covers": "The gates are open",
            "mode": "direct",
            "chain": [{"parties": ["wire"], "date": "2025-03-04"}, {"parties": ["officials", "ines"]}],
        },
        "none": {"covers": "Over 40,000 containers waited."},
    },
    "mentions": [{"words": "officials", "of": "officials", "form": "nominal"}],
    "wordCount": 9,
}


def files_of(written: Iterable[NewsArticle], **options: object) -> dict[str, bytes]:
    """Return the files of a package of these articles."""
    package = write_package(written, WriteOptions(**options))  # type: ignore[arg-type]
    return {name: b"".join(chunks) for name, chunks in package}


def read_articles(files: dict[str, bytes]) -> list[NewsArticle]:
    """Return the articles of a package, which must have no findings."""
    found = list(
        read(Source(zip_package((name, [content]) for name, content in files.items())), ReadOptions())
    )
    assert all(isinstance(document, Document) for document in found), found
    return [article_from(document.data) for document in found if isinstance(document, Document)]


def distinct(items: Iterable[NewsArticle]) -> list[NewsArticle]:
    """Return the articles without those that have the key of one before."""
    return list({to_rows(article).key: article for article in items}.values())


def sorted_texts(items: Iterable[NewsArticle]) -> list[str]:
    """Return the articles as texts, in an order that depends on nothing else."""
    return sorted(repr(article) for article in items)


@settings(max_examples=60, deadline=None)
@given(st.lists(articles(), max_size=3))
def test_articles_are_read_back_equal(written: list[NewsArticle]) -> None:
    """Articles that are written as one package are read back equal, none lost and none added."""
    written = distinct(written)
    found = read(Source(zip_package(write_package(written, WriteOptions()))), ReadOptions())
    articles_read = [article_from(document.data) for document in found if isinstance(document, Document)]
    assert len(articles_read) == len(written)
    for article in written:
        assert article in articles_read
        articles_read.remove(article)


@settings(max_examples=25, deadline=None)
@given(st.lists(articles(), max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(written: list[NewsArticle], chance: object) -> None:
    """The same articles in another order are the same bytes."""
    written = distinct(written)
    shuffled = list(written)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert files_of(written) == files_of(shuffled)


@settings(max_examples=25, deadline=None)
@given(st.lists(articles(), min_size=1, max_size=5))
def test_sorting_on_disk_is_sorting_in_memory(written: list[NewsArticle]) -> None:
    """Runs that were written to files and merged are in the same order as in memory."""
    rendered = [to_rows(article) for article in written] * 12
    assert list(sort_by_key(rendered, memory=1)) == sorted(rendered)


def test_a_second_article_with_the_same_key_is_an_error() -> None:
    """Two versions of a story, or one story twice, have one key: the tables have one of them, and a finding says so."""
    first = article_from(STORY)
    second = article_from({**STORY, "headline": "Another"})
    rows = [to_rows(article) for article in (first, second, first)]
    finding, *files = build_files(rows, WriteOptions())
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity) == ("NLD-REF-002", "error")
    assert "3 articles have the key" in finding.message
    written = {file[0]: b"".join(file[1]) for file in files if isinstance(file, tuple)}
    assert len(read_articles(written)) == 1
    with pytest.raises(Unwritable):
        files_of([first, second])


def test_the_key_of_an_article_is_the_hash_of_its_iri() -> None:
    """Runs over parts of an archive agree on the keys, so that their tables can be put together."""

    def key(**story: object) -> str:
        data = {name: value for name, value in {**STORY, **story}.items() if value is not None}
        return to_rows(article_from(data)).key

    digest = hashlib.sha256(b"https://herald.example/ports").digest()
    assert key() == base64.b32encode(digest).decode()[:10]
    assert key(headline="Another") == key()
    assert key(url="https://herald.example/other") != key()
    assert key(iri="https://id.example/1") == key(
        iri="https://id.example/1", url="https://herald.example/other"
    )
    assert key(iri="_:") == key()
    assert key(url=None) == key(url=None) != key(url=None, headline="Another") != key()


@pytest.mark.parametrize(
    ("bounds", "cell", "value"),
    [
        ({"min": 3, "exclusive": True}, "min", True),
        ({"min": 3, "exclusive": "min"}, "min", True),
        ({"max": 3, "exclusive": True}, "max", True),
        ({"min": 3, "exclusive": "max"}, "none", False),
        ({"min": 3, "max": 4, "exclusive": True}, "both", True),
        ({"min": 3, "max": 4, "exclusive": "max"}, "max", "max"),
        ({"value": 3, "exclusive": True}, "none", False),
        ({"value": 3}, "none", False),
    ],
)
def test_exclusive_names_a_bound_that_exists(bounds: dict[str, object], cell: str, value: object) -> None:
    """The column names one bound only if there is one, and is read back as the story has it."""
    article = article_from({**STORY, "figures": {"held": bounds}})
    files = files_of([article])
    (row,) = csv.DictReader(io.StringIO(files["figures.csv"].decode(), newline=""))
    assert row["exclusive"] == cell
    (again,) = read_articles(files)
    assert again == article
    assert again.figures[0].exclusive == value


def test_a_citation_without_a_chain_has_no_origin() -> None:
    """Its origin is null: it never counts as given."""
    citations = {
        "none": {"covers": "The gates are open"},
        "own": {"covers": "The gates are open", "origin": "own"},
        "unknown": {"covers": "The gates are open", "origin": "not-given"},
    }
    article = article_from({**STORY, "quotations": {}, "figures": {}, "citations": citations})
    files = files_of([article])
    rows = list(csv.DictReader(io.StringIO(files["citations.csv"].decode(), newline="")))
    assert [(row["citation"][16:], row["origin"], row["is_origin"], row["anonymous"]) for row in rows] == [
        ("none", "", "false", ""), ("own", "own", "false", ""), ("unknown", "not-given", "false", ""),
    ]  # fmt: skip
    assert files["sources.csv"].count(b"\r\n") == 1
    assert read_articles(files) == [article]


def test_a_folder_is_read_as_its_zip(tmp_path: Path) -> None:
    """A package is the same in a folder and in a zip."""
    article = article_from(STORY)
    for name, content in files_of([article]).items():
        (tmp_path / name).write_bytes(content)
    (document,) = read(Source(name="csv", path=tmp_path), ReadOptions())
    assert isinstance(document, Document)
    assert article_from(document.data) == article


def test_a_zip_is_the_same_bytes_every_time() -> None:
    """A zip does not depend on the time or the machine, and it has every file."""
    article = article_from(STORY)
    assert write(article, WriteOptions()) == write(article, WriteOptions())
    names = zipfile.ZipFile(io.BytesIO(write(article, WriteOptions()))).namelist()
    assert {"articles.csv", "citations.csv", "datapackage.json", "csv-metadata.json"} <= set(names)


def test_tables_in_another_order_are_read() -> None:
    """A table whose rows are in another order gives the same articles."""
    written = [article_from({**STORY, "url": f"https://herald.example/{name}"}) for name in "abc"]
    files = files_of(written)
    for name in ("spans.csv", "citations.csv", "people.csv", "article_terms.csv"):
        head, *lines = files[name].split(b"\r\n")
        files[name] = b"\r\n".join([head, *sorted(lines[:-1], key=lambda line: line[::-1]), b""])
    assert sorted_texts(read_articles(files)) == sorted_texts(written)


@pytest.mark.parametrize("field", ["headline", "description", "dateline", "backstory", "keywords", "body"])
def test_nul_is_refused(field: str) -> None:
    """A text with NUL raises Unwritable with the rule."""
    for text in ("\0", "a\0b", "\0\0\0"):
        article = article_from({"newsld": 2, field: text})
        with pytest.raises(Unwritable) as raised:
            write(article, WriteOptions())
        assert [finding.code for finding in raised.value.findings] == ["NLD-SYN-010"]


def test_two_things_of_one_id_are_refused() -> None:
    """Two things with one id would have rows with the same key."""
    article = article_from({"newsld": 2, "people": {"a": {"name": "A"}}, "places": {"a": {"name": "B"}}})
    with pytest.raises(Unwritable) as raised:
        write(article, WriteOptions())
    assert raised.value.findings[0].code == "NLD-REF-002"


def test_an_excel_package_guards_formulas_and_does_not_read_back() -> None:
    """Texts that a spreadsheet would run get an apostrophe, numbers do not, and the package is not read."""
    hostile = {**STORY, "headline": "=1+1", "places": {"port": {"name": "@SUM(A1)", "latitude": "-33.5"}}}
    files = files_of([article_from(hostile)], excel=True)
    assert files["articles.csv"].startswith(b"\xef\xbb\xbfarticle,")
    assert b'"\'=1+1"' in files["articles.csv"]
    assert b'"\'@SUM(A1)"' in files["places.csv"]
    assert b",-33.5," in files["places.csv"]
    (finding,) = read(
        Source(zip_package((name, [content]) for name, content in files.items())), ReadOptions()
    )
    assert isinstance(finding, Finding)
    assert "Excel" in finding.message
