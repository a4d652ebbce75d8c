"""Rules about terms, values and ids: newsld's own output has no findings, and every place is right."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsld
from newsld.checks.contexts_and_ids import CHECKS as NODES
from newsld.checks.terms import CHECKS as TERMS
from newsld.checks.terms import unknown_terms
from newsld.checks.values import CHECKS as VALUES
from newsld.findings import Finding
from newsld.formats import WriteOptions, find_format
from newsld.pipeline.flow import check
from newsld.pipeline.story_checks import check_article
from newsld.syntax.document import Source
from newsld.web.markup import Markup, MarkupBlock
from newsld.web.markup.index import index_block

ROOT = Path(__file__).resolve().parent.parent
STORIES = sorted((ROOT / "fixtures" / "stories").glob("*/story.*"))
INVALID = ROOT / "fixtures" / "invalid"
CORPUS = ROOT.parent / "shared" / "corpus" / "blocks.jsonl.gz"
CHECKED = frozenset(code for one in (*TERMS, *VALUES, *NODES) for code in one.codes)
PENDING = "NLD-VOC-004"
OPTIONS = [
    WriteOptions(jsonld=profile, shape=shape, pending=pending)
    for profile in ("full", "page")
    for shape in ("nested", "graph")
    for pending in (True, False)
]


def test_there_are_stories() -> None:
    """The tests below run on several stories."""
    assert len(STORIES) >= 5


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.parent.name)
def test_the_output_of_newsld_uses_only_schema_org(story: Path) -> None:
    """Every story, and its JSON-LD in every profile and shape, has no finding about terms, values or ids."""
    for article in newsld.load(story).articles:
        assert not [one for one in findings_of(article) if one.code != PENDING]
        for options in OPTIONS:
            content = find_format("jsonld").write(article, options)
            found = check(Source(content, name="story.jsonld"), rules=CHECKED)
            assert not [one for one in found if one.code != PENDING], options
            if not options.pending and options.jsonld == "page":
                assert {one.message.split(" ")[0] for one in found} <= {
                    "correction",
                    "backstory",
                    "NewsMediaOrganization",
                }


def findings_of(article: newsld.NewsArticle) -> list[Finding]:
    """Return the findings of an article in memory."""
    return check_article(article, rules=CHECKED)


@pytest.mark.parametrize("code", sorted(CHECKED))
def test_a_finding_is_at_its_value(code: str) -> None:
    """The pointer resolves in the block as written, and the text at its line and column is that value or its key."""
    checked = 0
    folder = INVALID / code.lower()
    for finding in json.loads((folder / "expected.json").read_bytes()):
        file = folder / finding["file"]
        if file.suffix not in {".jsonld", ".html"} or finding["pointer"] is None:
            continue
        text = file.read_text("utf-8")
        block = text if finding["block"] is None else scripts(text)[finding["block"]]
        value: Any = json.loads(block)
        *_, key = [""] + (steps := [unescape(step) for step in finding["pointer"].split("/")[1:]])
        for step in steps:
            value = value[int(step)] if isinstance(value, list) else value[step]
        here = text.split("\n")[finding["line"] - 1][finding["column"] - 1 :]
        written = (
            json.dumps(value, ensure_ascii=False)[:1]
            if isinstance(value, (dict, list))
            else json.dumps(value, ensure_ascii=False)
        )
        assert here.startswith((written, json.dumps(key, ensure_ascii=False))), finding
        checked += 1
    assert checked


def scripts(page: str) -> list[str]:
    """Return the contents of the scripts in a page of the fixtures."""
    return [part.split("</script>")[0] for part in page.split('<script type="application/ld+json">')[1:]]


def unescape(step: str) -> str:
    """Return the key of a step in a pointer."""
    return step.replace("~1", "/").replace("~0", "~")


def fully_checked(data: Any) -> Markup:
    """Return markup without the result of the quick look."""
    block = MarkupBlock(data)
    block.__dict__["index"] = index_block(data, quick=False)
    return Markup(Source(b""), [block])


def run_checks(markup: Markup) -> list[Finding]:
    """Return the findings of all rules in this file, without those about pending terms."""
    return [
        finding
        for one in (*TERMS, *VALUES, *NODES)
        if one.codes != (PENDING,)
        for finding in one.find(markup)
    ]


def samples() -> Iterator[Any]:
    """Yield the valid JSON among the JSON-LD files of fixtures/invalid."""
    for path in sorted(INVALID.glob("*/*.jsonld")):
        try:
            yield json.loads(path.read_bytes())
        except ValueError:
            continue


def test_the_quick_look_hides_no_finding() -> None:
    """The findings with and without the quick look are the same."""
    compared = 0
    for data in samples():
        assert run_checks(Markup(Source(b""), [MarkupBlock(data)])) == run_checks(fully_checked(data))
        compared += 1
    assert compared > 30


PERSON = {"@type": "Person", "name": "Ines Farrow"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"@type": "NewsArticle", "author": [PERSON, "Coast Wire", {"@id": "https://post.example/#ines"}]}, None),
        ({"@type": "NewsArticle", "author": {"@type": "Role", "author": PERSON, "roleName": "editor"}}, None),
        ({"@type": "NewsArticle", "author": {"@type": "Role", "editor": PERSON}}, "editor is not a property of a Role"),
        ({"@type": "Person", "memberOf": {"@type": "Role", "memberOf": {"@type": "Party"}}}, "no type “Party”"),
        ({"@type": "NewsArticle", "image": {"@type": "ImageObject", "width": 800, "height": "600px"}}, None),
        ({"@type": "NewsArticle", "keywords": {"@type": "DefinedTerm", "name": "ferry"}}, None),
        ({"@type": "NewsArticle", "articleBody": PERSON}, "articleBody is a Person"),
        ({"@type": "NewsArticle", "dateCreated": {"@type": "Date", "@value": "2025-03-04"}}, None),
        ({"@type": "NewsArticle", "dateCreated": {"@value": "4 March"}}, "dateCreated is “4 March”"),
        ({"@type": "NewsArticle", "contentLocation": {"@type": "Thing", "name": "the river"}}, None),
        ({"@type": "NewsArticle", "DatePublished": "2025-03-04"}, "did you mean datePublished?"),
        ({"@type": "NewsArticle", "date_published": "2025-03-04"}, "did you mean datePublished?"),
        ({"@type": "NewsArticle", "byline": "Ines Farrow"}, "remove it"),
        ({"@type": "NewsArticle", "x": {"y": 1, "z": {"w": 2}}}, "no property “x”"),
        ({"@type": "Offer", "availability": "inStock"}, "did you mean InStock?"),
        ({"@type": "Offer", "availability": "https://schema.org/InStock"}, None),
        ({"@type": "Organization", "founders": "Ines Farrow"}, "use founder"),
        ({"@type": "http://schema.org/NewsArticle", "schema:headline": "x", "og:title": "x", "ex:y": {"z": 1}}, None),
        ({"@type": "ex:Scoop", "headline": "x"}, None),
        ({"@context": {"@vocab": "https://post.example/"}, "@type": "Scoop", "desk": "x"}, None),
        ({"@type": "SearchAction", "query-input": "required name=q", "target": "https://post.example/?q={q}"}, None),
    ],
)  # fmt: skip
def test_schema_org_is_as_lenient_as_it_says(data: dict[str, Any], expected: str | None) -> None:
    """Values that the data model of schema.org allows have no finding; an error has one."""
    found = run_checks(Markup(Source(b""), [MarkupBlock({"@context": "https://schema.org"} | data)]))
    if expected is None:
        assert not found
    else:
        (finding,) = found
        assert expected in f"{finding.message}: {finding.suggestion}"


@pytest.mark.parametrize(
    ("term", "value"), [("wordCount", "9" * 5000), ("author", 10**400), ("wordCount", "x" * 9999)]
)
def test_long_values_are_cut(term: str, value: Any) -> None:
    """A finding is a line."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", term: value}
    (finding,) = run_checks(Markup(Source(b""), [MarkupBlock(data)]))
    assert len(f"{finding.message}{finding.suggestion}") < 200


def test_ten_thousand_unknown_names_have_few_suggestions() -> None:
    """Each has a finding; suggestions are searched only for the first, so that the time is bounded."""
    data = {"@type": "NewsArticle"} | {f"headline{number}": "x" for number in range(10_000)}
    found = list(unknown_terms(Markup(Source(b""), [MarkupBlock(data)])))
    assert len(found) == 10_000
    assert 0 < sum("did you mean" in (one.suggestion or "") for one in found) <= 50


def test_published_markup_is_checked_without_exceptions() -> None:
    """For 1,285 blocks of 862 publishers, each pointer resolves and the quick look hides no finding."""
    if not CORPUS.is_file():
        pytest.skip("the corpus is missing")
    blocks = 0
    with gzip.open(CORPUS) as lines:
        for line in lines:
            block = json.loads(line)
            raw = (
                block["raw"].encode() if block.get("raw") is not None else base64.b64decode(block["raw_b64"])
            )
            found = check(Source(raw, name="block.jsonld"), rules=CHECKED)
            blocks += 1
            try:
                data = json.loads(raw)
            except ValueError:
                continue
            assert run_checks(Markup(Source(b""), [MarkupBlock(data)])) == run_checks(fully_checked(data))
            for finding in found:
                value = data
                for step in (finding.pointer or "").split("/")[1:]:
                    value = value[int(step)] if isinstance(value, list) else value[unescape(step)]
                assert finding.line
                assert finding.column
    assert blocks > 1000
