"""Published markup is lossless: the same triples in JSON-LD, the equal article from every format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus
import newsld
from command_line import invoke
from foreign import blocks
from newsld.findings import Finding, Unwritable
from newsld.formats import ReadOptions, WriteOptions, find_format
from newsld.model import NewsArticle
from newsld.model.from_document import article_from, read_article
from newsld.schemaorg.jsonld.foreign.articles import ForeignArticle, import_articles
from newsld.schemaorg.jsonld.foreign.exporter import export_article, to_foreign_jsonld
from newsld.schemaorg.jsonld.reader import stories
from newsld.schemaorg.jsonld.writer import to_jsonld
from newsld.syntax.document import Document, Source
from published_pages import (
    BASE,
    PAGES,
    SHAPES,
    articles_of,
    blocks_of,
    expected_of,
    handwritten_blocks,
    imported_stories,
    page_of,
)
from published_pages import FOLDER as CASES
from rdf_judge import Refused, article_triples

FORMATS = ("yaml", "markdown", "json", "jsonl", "csv")


def articles_in(several: list[Any], base: str | None = BASE) -> list[NewsArticle]:
    """Return the articles of blocks of JSON-LD."""
    items = import_articles([(data, number) for number, data in enumerate(several)], base)
    return [article_from(one.data) for one in items if isinstance(one, ForeignArticle)]


def round_trip(article: NewsArticle, name: str) -> NewsArticle:
    """Return the article after it was written in a format and read."""
    known = find_format(name)
    parts = list(known.load().read(Source(known.write(article, WriteOptions())), ReadOptions()))
    # A text with escaped HTML is written as it was, and read with the same finding.
    assert {part.code for part in parts if isinstance(part, Finding)} <= {"NLD-SYN-020"}
    (document,) = [part for part in parts if not isinstance(part, Finding)]
    assert isinstance(document, Document)
    back, findings = read_article(document)
    assert not findings
    assert back is not None
    return back


def test_there_are_shapes() -> None:
    """The collection of cases is not empty."""
    assert len(SHAPES) >= 45
    assert len(PAGES) >= 15
    assert sum(bool(handwritten_blocks(page)) for page in PAGES) >= 13
    assert not {*SHAPES} & {*PAGES}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_exported_as_the_same_triples(shape: str) -> None:
    """An independent parser finds the same triples in the page and in the export."""
    try:
        wanted = article_triples(blocks_of(shape), BASE)
    except Refused:
        assert shape == "context-unknown", "the independent parser reads every other shape"
        wanted = article_triples([{**blocks_of(shape)[0], "@context": "https://schema.org"}], BASE)
    written = [to_foreign_jsonld(article) for article in articles_of(shape)]
    assert None not in written, "foreign articles are written without newsld's terms"
    assert Counter(wanted) == Counter(triples for one in written for triples in article_triples([one], BASE))


@pytest.mark.parametrize("page", [page for page in PAGES if handwritten_blocks(page)])
def test_every_page_has_the_triples_of_its_handwritten_blocks(page: str) -> None:
    """A person's transcription of a page has the same triples, whatever the syntax of the page."""
    wanted = Counter(article_triples(handwritten_blocks(page), BASE))
    written = [json.loads(newsld.write(article, "jsonld")) for article in articles_of(page)]
    assert not any("newsld" in json.dumps(one) for one in written)
    assert wanted == Counter(triples for one in written for triples in article_triples([one], BASE))


@pytest.mark.parametrize("shape", SHAPES + PAGES)
def test_every_shape_gives_the_expected_story(shape: str) -> None:
    """Typed fields, preserved values and ids are as in fixtures/pages."""
    assert imported_stories(shape) == expected_of(shape)


@pytest.mark.parametrize("name", (*FORMATS, "jsonld"))
@pytest.mark.parametrize("shape", SHAPES + PAGES)
def test_every_shape_survives_every_format(shape: str, name: str) -> None:
    """Law 1 holds for imported articles."""
    for article in articles_of(shape):
        assert round_trip(article, name) == article
        # As a newsld story, which an error would reject.
        assert newsld.load(newsld.write(article, name), name).articles == (article,)


@pytest.mark.parametrize("shape", SHAPES + PAGES)
def test_foreign_articles_survive_newslds_own_terms(shape: str) -> None:
    """An edited article is written with newsld's terms, and nothing is lost."""
    for article in articles_of(shape):
        document = json.loads(json.dumps(to_jsonld(article)))
        ((data, _, _),) = stories(document)
        assert article_from(data) == article


def test_an_edited_article_is_written_with_newslds_terms() -> None:
    """A quotation needs newsld's terms: the whole article is written with them and reads back."""
    (article,) = articles_of("body-with-names")
    data = {"words": [{"exact": "no", "start": article.text.index("no;")}], "speaker": ["mercer"]}
    edited = article_from({**_data(article), "quotations": {"no": data}})
    assert to_foreign_jsonld(edited) is None
    ((read, _, _),) = stories(json.loads(json.dumps(export_article(edited))))
    assert article_from(read) == edited


def _data(article: NewsArticle) -> dict[str, Any]:
    from newsld.model.span_words import by_offsets
    from newsld.model.to_document import story_data

    return story_data(article, words=by_offsets)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(blocks(), st.sampled_from(FORMATS))
def test_generated_pages_are_lossless(several: list[Any], name: str) -> None:
    """Generated pages in every mixture of shapes: the same triples, the equal article from every format."""
    base = "https://site.example/a"  # some of the generated names are relative to it, others spell it out
    articles = articles_in(several, base)
    try:
        wanted = Counter(article_triples(several, base))
    except Refused:
        wanted = None
    written = [to_foreign_jsonld(article) for article in articles]
    assert None not in written
    if wanted is not None:
        assert wanted == Counter(triples for one in written for triples in article_triples([one], base))
    for article in articles:
        try:
            assert round_trip(article, name) == article
        except Unwritable as refusal:
            assert {finding.code for finding in refusal.findings} <= {"NLD-SYN-010"}


@pytest.mark.skipif(not corpus.pages(), reason="../shared/corpus is missing")
def test_published_pages_are_lossless() -> None:
    """Every tenth page of the corpus is lossless; `make corpus` reports on all of them."""
    report = corpus.measured(corpus.pages()[::10])
    assert report.counts["article nodes"] > 40
    assert report.counts["article nodes"] == report.counts["... lossless"], report.exceptions


@pytest.mark.skipif(not corpus.pages(), reason="../shared/corpus is missing")
@pytest.mark.parametrize("name", FORMATS)
def test_published_pages_survive_every_format(name: str) -> None:
    """Law 1 holds for real pages."""
    for page in corpus.pages()[3::20]:
        for article in corpus.articles_of(page):
            assert round_trip(article, name) == article, page.name
            assert newsld.load(newsld.write(article, name), name).articles == (article,), page.name


def test_a_published_file_is_read_exported_and_read_again() -> None:
    """Ignored nodes are reported with their line, and the exported article equals the imported one."""
    content = json.dumps(blocks_of("graph")[0], indent=1).encode()
    loaded = newsld.load(content, "jsonld")
    (article,) = loaded.articles
    (finding,) = loaded.findings
    assert (finding.code, finding.pointer) == ("NLD-INF-002", "/@graph/7")
    assert content.splitlines()[(finding.line or 0) - 1].strip() == b"{"
    written = newsld.write(article, "jsonld")
    assert b"newsld" not in written
    assert newsld.load(written, "jsonld").articles == (article,)
    assert newsld.load(newsld.write(article, "jsonld", shape="graph"), "jsonld").articles == (article,)
    assert b"newsld" not in newsld.write(article, "nquads")


def test_a_published_file_with_invalid_json_is_read() -> None:
    """Repaired errors are reported; only in a newsld file do they reject the article."""
    content = b'{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Quay reopens",}'
    loaded = newsld.load(content, "jsonld")
    assert [one.headline for one in loaded.articles] == ["Quay reopens"]
    assert [one.code for one in loaded.findings] == ["NLD-SYN-001"]
    assert newsld.load(content.replace(b"{", b'{"newsld:version": 2, '), "jsonld").articles == ()


# -- which faults reject an article ----------------------------------------------------------------------------

ARTICLE = b'{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Quay reopens"}'
PAGE = b'<!doctype html><title>x</title><script type="application/ld+json">%s</script>'

REPAIRED = {
    "a comma too many": (ARTICLE.replace(b"}", b",}"), "NLD-SYN-001"),
    "a key twice": (ARTICLE.replace(b"}", b', "headline": "Quay opens again"}'), "NLD-SYN-002"),
    "a number that is none": (ARTICLE.replace(b"}", b', "wordCount": 1e999}'), "NLD-SYN-003"),
    "half a surrogate pair": (ARTICLE.replace(b"Quay", b"\\ud800Quay"), "NLD-SYN-008"),
    "a context that is not known": (
        ARTICLE.replace(b"https://schema.org", b"http://127.0.0.1/c"),
        "NLD-SYN-005",
    ),
    "a name that is no text": (ARTICLE.replace(b"}", b', "@id": 4711}'), "NLD-SYN-018"),
}
"""Markup with a fault that does not prevent reading."""


@pytest.mark.parametrize("ending", ["html", "jsonld", "jsonl"])
@pytest.mark.parametrize("fault", REPAIRED)
def test_a_repaired_fault_is_a_warning_of_export_and_an_error_of_check(
    tmp_path: Path, fault: str, ending: str
) -> None:
    """Export writes the article with a warning; check reports an error."""
    markup, code = REPAIRED[fault]
    source = tmp_path / f"a.{ending}"
    source.write_bytes(PAGE % markup if ending == "html" else markup)
    done = invoke("export", source, "-o", tmp_path / "out", "-f", "yaml")
    assert done.exit_code == 0, done.output
    assert f"warning {code} " in done.stderr
    assert "error" not in done.stderr
    (written,) = (tmp_path / "out").iterdir()
    assert b"Quay" in written.read_bytes()
    done = invoke("check", source, "-f", "concise")
    assert done.exit_code == 1
    errors = [line for line in done.stdout.splitlines() if " error " in line]
    assert len(errors) == 1 and f" error {code} " in errors[0]


def test_an_unreadable_block_is_an_error_and_other_blocks_are_read(tmp_path: Path) -> None:
    """The exit status shows that data may be missing; the article is written."""
    asked = ["export", str(page_of("page-broken-block")), "-o", str(tmp_path), "-f", "yaml"]
    done = invoke(*asked)
    assert done.exit_code == 1
    assert done.stderr.count("error NLD-SYN-001") == 1
    assert "NLD-SYN-012" not in done.stderr, "an empty script has nothing to lose"
    assert (tmp_path / "page.yaml").read_bytes() == expected_of("page-broken-block")["1.yaml"]


def test_lines_of_an_archive_may_be_foreign_json_ld(tmp_path: Path) -> None:
    """An archive may mix foreign JSON-LD, newsld's JSON-LD and stories; a line without an article is reported."""
    (story,) = newsld.read(b'{"newsld": 2, "headline": "Ferry back"}')
    ours = newsld.write(story, "jsonld", shape="graph").replace(b"\n", b"")
    several = json.dumps([{"@type": "NewsArticle", "headline": name} for name in ("One", "Two")]).encode()
    crumbs = b'{"@context": "https://schema.org", "@type": "BreadcrumbList"}'
    lines = [ARTICLE, newsld.write(story, "jsonl").strip(), crumbs, ours, several]
    archive = tmp_path / "archive.jsonl"
    archive.write_bytes(b"\n".join(lines))
    loaded = newsld.load(archive)
    assert [one.headline for one in loaded.articles] == [
        "Quay reopens",
        "Ferry back",
        "Ferry back",
        "One",
        "Two",
    ]
    errors = [(one.code, one.line) for one in loaded.findings if one.severity == "error"]
    assert errors == [("NLD-SYN-006", 3)]
    alone = newsld.check(ARTICLE, "jsonld", profiles="google")
    on_line = [one for one in newsld.check(archive, profiles="google") if one.line == 1]
    assert [(one.code, one.pointer) for one in on_line] == [(one.code, one.pointer) for one in alone]
    assert len(alone) > 2


@pytest.mark.parametrize("page", PAGES)
def test_the_format_of_bytes_is_detected(page: str) -> None:
    """A page without a file name is read like the file."""
    content = page_of(page).read_bytes()
    assert newsld.load(content, all_articles=True).articles == articles_of(page)
    assert newsld.load(content, "html", all_articles=True).articles == articles_of(page)


def test_exports_of_pages_are_deterministic(tmp_path: Path) -> None:
    """Hash seeds and the number of processes do not change the exported bytes."""
    made = []
    for seed, jobs in (("0", "1"), ("1", "1"), ("2", "2")):
        folder = tmp_path / seed
        arguments = [
            "export", str(CASES), "-o", str(folder), "-j", jobs,
            "-f", "jsonld,markdown,yaml,json,jsonl,ninjs,nquads,csv",
        ]  # fmt: skip
        program = "import sys; from newsld.cli import main; main(sys.argv[1:])"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", program, *arguments], env=environment, check=False)
        assert done.returncode == 1, "for the unreadable block"
        files = (path for path in folder.rglob("*") if path.is_file())
        made.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
    assert len(made[0]) > 3 * len(SHAPES + PAGES)
    assert made[0] == made[1] == made[2]
