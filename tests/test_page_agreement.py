"""A page that is made from a story agrees with itself, and each thing changed on it is said, and nothing else."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest

import newsld
from newsld.findings import Finding
from stories import fixture_articles

STORIES = sorted(fixture_articles())
OTHER_TITLE = "Quarterly yoghurt exports puzzle zoologists"
OTHER_PAGE = "https://other.example/elsewhere"
OTHER_TIME = "1999-12-31T23:59:59+00:00"


def _facts(story: str) -> dict[str, Any]:
    """What the head and the body of the page of a story have to say, taken from its JSON-LD."""
    block = json.loads(newsld.write(fixture_articles()[story], "jsonld", jsonld="page"))
    authors = block.get("author", [])
    names = [one["name"] for one in (authors if isinstance(authors, list) else [authors])]
    return {
        "block": block,
        "title": block["headline"],
        "canonical": block.get("url"),
        "og:title": block["headline"],
        "og:url": block.get("url"),
        "published": block.get("datePublished"),
        "modified": block.get("dateModified"),
        "seen": block.get("datePublished"),
        "byline": names[0] if names else None,
        "lang": block.get("inLanguage"),
        "section": block.get("articleSection"),
        "tags": block.get("keywords", []),
    }


def _page(facts: dict[str, Any]) -> str:
    tags = [
        ("og:type", "article"),
        ("og:title", facts["og:title"]),
        ("og:url", facts["og:url"] or "https://herald.example/somewhere"),
        ("og:image", "https://herald.example/picture.jpg"),
        ("og:image:alt", "The quay at dusk"),
        ("og:description", "What the story says"),
        ("og:site_name", "The Aldane Herald"),
        ("og:locale", "en_GB"),
        ("twitter:card", "summary"),
        ("article:published_time", facts["published"]),
        ("article:modified_time", facts["modified"]),
        ("article:author", facts["byline"]),
        ("article:section", facts["section"]),
        *(("article:tag", tag) for tag in facts["tags"]),
    ]
    metas = "\n".join(f'<meta property="{name}" content="{escape(text)}">' for name, text in tags if text)
    lang = f' lang="{facts["lang"]}"' if facts["lang"] else ""
    canonical = f'<link rel="canonical" href="{escape(facts["canonical"])}">' if facts["canonical"] else ""
    byline = f'<a rel="author" href="/staff">{escape(facts["byline"])}</a>' if facts["byline"] else ""
    block = json.dumps(facts["block"], ensure_ascii=True)
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        block = block.replace(sign, escaped)
    return (
        f'<!doctype html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(facts['title'])} | The Aldane Herald</title>\n{canonical}\n{metas}\n"
        f'<script type="application/ld+json">{block}</script>\n</head>\n<body>\n'
        f'<p>{byline} <time itemprop="datePublished" datetime="{facts["seen"]}">then</time></p>\n'
        "</body>\n</html>\n"
    )


def _found(page: str) -> list[Finding]:
    return newsld.check(page.encode(), "html", profiles="opengraph", ignore="NLD-APL-001")


@pytest.mark.parametrize("story", STORIES)
def test_the_page_of_a_story_agrees_with_itself(story: str) -> None:
    """Nothing is said of a page whose tags are written from the story that it embeds."""
    assert [str(finding) for finding in _found(_page(_facts(story)))] == []


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("title", OTHER_TITLE, "NLD-PGE-002"),
        ("canonical", OTHER_PAGE, "NLD-PGE-001"),
        ("og:title", OTHER_TITLE, "NLD-OGP-004"),
        ("og:url", OTHER_PAGE, "NLD-OGP-004"),
        ("published", OTHER_TIME, "NLD-OGP-004"),
        ("modified", OTHER_TIME, "NLD-OGP-004"),
        ("seen", "the same day", "NLD-PGE-003"),
        ("seen", OTHER_TIME, "NLD-GOO-024"),
        ("byline", "Ulrike Quast", "NLD-PGE-004"),
        ("lang", "ja", "NLD-PGE-005"),
    ],
)
def test_a_single_change_is_a_single_finding(story: str, fact: str, value: str, code: str) -> None:
    """What is changed in one place is told once, with a line and a column, under the code of that place."""
    facts = _facts(story)
    if facts[fact] is None:
        assert _found(_page(facts)) == [], "the page has nothing there that could differ"
        return
    if value == "the same day":
        value = facts[fact][:11] + "00:00:01" + facts[fact][19:]
    found = _found(_page({**facts, fact: value}))
    assert [finding.code for finding in found] == [code]
    assert found[0].line
    assert found[0].column


@pytest.mark.parametrize("story", STORIES)
def test_the_same_facts_in_another_form_are_no_finding(story: str) -> None:
    """Slashes, tracking parameters, zones, cuts and variants of a language make no other page."""
    facts = _facts(story)
    if facts["canonical"]:
        facts["canonical"] += "/"
        facts["og:url"] += "?utm_source=letter&fbclid=7#top"
    if facts["lang"]:
        facts["lang"] = facts["lang"].partition("-")[0].upper() + "-ZA"
    if facts["byline"]:
        facts["byline"] = f"{facts['byline'].upper()}, for the Herald"
    facts["og:title"] = facts["og:title"][:-4] + "…"
    assert [str(finding) for finding in _found(_page(facts))] == []


@pytest.mark.parametrize("origin", ["http://", "https://www.", "http://www."])
@pytest.mark.parametrize("story", STORIES)
def test_another_scheme_or_www_is_information(story: str, origin: str) -> None:
    """The canonical link leads to the same page after a redirect, which is worth a note."""
    facts = _facts(story)
    if facts["canonical"]:
        facts["canonical"] = facts["canonical"].replace("https://", origin)
        assert [(one.code, one.severity) for one in _found(_page(facts))] == [("NLD-PGE-006", "info")]
