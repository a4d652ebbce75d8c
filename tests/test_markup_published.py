"""Published markup on its way: pages and files are checked whoever wrote them, by the rules that are asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import newsld
from newsld.findings import Finding
from newsld.findings.catalogue import codes
from newsld.formats import WriteOptions, find_format
from newsld.pipeline.flow import check, load, read_stories
from newsld.pipeline.format_detection import format_for
from newsld.pipeline.settings import Settings
from newsld.syntax.document import Source

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "fixtures" / "stories" / "strike"
ALL = frozenset(codes())
SLIP = frozenset({"NLD-VOC-001", "NLD-SYN-006"})
ARTICLE = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry back"}


def page(*blocks: Any, before: str = "") -> bytes:
    """A page with these blocks, each in a script on lines of its own."""
    made = "".join(
        f'<script type="application/ld+json">\n{one if isinstance(one, str) else json.dumps(one)}\n</script>\n'
        for one in blocks
    )
    return f"<!doctype html>\n<title>Ferry back</title>\n{before}{made}<p>words".encode()


def found(content: bytes, name: str, rules: frozenset[str] = SLIP) -> list[Finding]:
    """The findings for some bytes under a name."""
    return check(Source(content, name=name), rules=rules)


@pytest.mark.parametrize(
    ("name", "content", "line", "block"),
    [
        ("a.html", page(ARTICLE, ARTICLE | {"@type": "newsArticle"}), 7, 1),
        ("a.html", page({"@type": "WebSite"}, {"@graph": [ARTICLE, {"@type": "Persn"}]}), 7, 1),
        ("a.xhtml", page(ARTICLE | {"author": {"@type": "person"}}), 4, 0),
        ("a.jsonld", json.dumps([ARTICLE, {"@type": "Persn"}], indent=1).encode(), 8, None),
        ("a.json", json.dumps(ARTICLE | {"about": {"@type": "Evnt"}}).encode(), 1, None),
        ("<stdin>", page(ARTICLE | {"@type": ["Article", "Nws"]}), 4, 0),
    ],
)
def test_a_fault_is_placed_in_the_file(name: str, content: bytes, line: int, block: int | None) -> None:
    """Line, column and block are those of the value, in whatever the file is."""
    (finding,) = found(content, name)
    assert (finding.code, finding.line, finding.block) == ("NLD-VOC-001", line, block)
    assert finding.pointer
    assert finding.excerpt
    assert finding.column
    assert finding.excerpt[finding.column - 1] == '"'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (page(), "no JSON-LD"),
        (page({"@type": "WebSite", "name": "The River Post"}), "no article in the JSON-LD"),
        (page(before='<div itemscope itemtype="http://schema.org/Person"></div>'), "or in its other markup"),
        (page(before='<div vocab="https://schema.org/" typeof="Person"></div>'), "or in its other markup"),
        (page("null"), "no article"),
        (b"<p>words", "no JSON-LD"),
    ],
)
def test_a_page_without_an_article_never_passes(content: bytes, said: str) -> None:
    """It is an error at the start of the file, and says what there is instead."""
    (finding,) = found(content, "page.html")
    assert (finding.code, finding.severity, finding.line, finding.column) == ("NLD-SYN-006", "error", 1, 1)
    assert said in finding.message


def test_a_broken_block_does_not_hide_the_others() -> None:
    """What is wrong with one script is said with its number, and the other scripts are checked."""
    content = page("{not json", ARTICLE | {"@type": "Newsarticle"})
    findings = found(content, "page.html", ALL)
    assert {one.block for one in findings if one.code == "NLD-SYN-001"} == {0}
    assert {one.block for one in findings if one.code == "NLD-VOC-001"} == {1}


def test_a_file_that_cannot_be_read_is_no_pass_when_its_fault_is_not_asked_for() -> None:
    """Leaving a rule out hides what it says, and makes no article."""
    content = b'{"@type": "NewsArticle", "headline": '
    assert [one.code for one in found(content, "a.jsonld", frozenset({"NLD-SYN-001"}))] == ["NLD-SYN-001"]
    assert [one.code for one in found(content, "a.jsonld", SLIP)] == ["NLD-SYN-006"]


def test_only_what_is_asked_for_is_said() -> None:
    """Every rule by itself gives exactly its part of what all together give."""
    content = page(
        ARTICLE | {"@type": "newsArticle", "datePublised": "x", "keywords": "", "author": {"@id": "#a"}}
    )
    every = found(content, "page.html", ALL)
    assert len({one.code for one in every}) > 5
    for code in {one.code for one in every}:
        assert found(content, "page.html", frozenset({code})) == [one for one in every if one.code == code]


def test_our_own_export_is_checked_as_story_and_as_markup() -> None:
    """A word of a quotation that is not in the body, and a term that does not exist, are found in one run."""
    (article,) = newsld.read(next(STORY.glob("story.*")))
    exported = find_format("jsonld").write(article, WriteOptions())
    data = json.loads(exported)
    assert not [one for one in check(Source(exported, name="a.jsonld"), rules=ALL) if one.severity == "error"]
    data["dateModified"] = "soon"
    data["datePublised"] = "soon"
    for content, name in ((json.dumps(data).encode(), "a.jsonld"), (page(data), "a.html")):
        said = {one.code for one in found(content, name, ALL)}
        assert "NLD-VOC-002" in said
        assert "NLD-DAT-002" in said


def test_our_own_export_in_a_page_reads_back() -> None:
    """The full profile in a script is the same article, and its block is known."""
    (article,) = newsld.read(next(STORY.glob("story.*")))
    exported = find_format("jsonld").write(article, WriteOptions()).decode()
    loaded = load(Source(page(ARTICLE, exported), name="a.html"))
    assert article in loaded.articles


def test_foreign_markup_is_counted_and_no_story_is_made_of_it() -> None:
    """The main story is one, or with all articles each description; what an article cites is none."""
    content = page(ARTICLE | {"citation": ARTICLE}, [ARTICLE, {"@type": "WebSite"}])
    for all_articles, expected in ((False, [1]), (True, [1, 2])):
        settings = Settings(all_articles=all_articles)
        source = Source(content, name="a.html")
        told = [one for one in read_stories(source, None, settings, rules=SLIP) if one.number is not None]
        assert [one.number for one in told] == expected
        assert not any(one.article for one in told)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.html", b"", "html"),
        ("a.HTM", b"", "html"),
        ("<stdin>", b"\n<!DOCTYPE html><html>", "html"),
        ("<stdin>", b"<html lang=en>", "html"),
        ("<stdin>", b"<!-- made by hand --><p>", "html"),
        ("<stdin>", b'[{"@type": "NewsArticle"}]', "jsonld"),
        ("a.json", b'{"@context": "https://schema.org"}', "jsonld"),
        ("a.json", b'{"newsld": 2, "hasPart": {"@type": "Thing"}}', "json"),
        ("<stdin>", b"headline: a < b", "yaml"),
    ],
)
def test_the_format_is_told_by_name_and_text(name: str, content: bytes, expected: str) -> None:
    """Pages and JSON-LD are known without being told."""
    assert format_for(Source(content, name=name)).name == expected


CONTEXTS = [
    "http://127.0.0.1:9/c",
    "file:///etc/passwd",
    ["https://schema.org", "https://post.example/c.jsonld"],
]


@pytest.mark.parametrize("context", CONTEXTS)
def test_nothing_is_fetched(context: Any) -> None:
    """An address that a document names is a finding; no test may open a socket, and this one names three."""
    content = json.dumps(ARTICLE | {"@context": context}).encode()
    assert [one.code for one in found(content, "a.jsonld", SLIP | {"NLD-SYN-005"})] == ["NLD-SYN-005"]
    found(content, "a.jsonld", ALL)
