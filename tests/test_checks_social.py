"""Open Graph, cards and pins: each error has one finding with its place in the page."""

from __future__ import annotations

import pytest

from markup_of import run_checks
from newsld.findings import Finding
from newsld.formats import ReadOptions
from newsld.formats.html import markup
from newsld.syntax.document import Source

TAGS = {
    "og:title": "Dockers end four-day strike",
    "og:type": "article",
    "og:url": "https://herald.example/strike",
    "og:image": "https://herald.example/strike.jpg",
    "og:image:alt": "Cranes at rest over the quay",
    "og:description": "The gates are open again.",
    "og:site_name": "The Aldane Herald",
    "og:locale": "en_GB",
    "article:published_time": "2025-03-04T18:20:00+00:00",
    "article:author": "Ines Farrow",
    "twitter:card": "summary",
}
ARTICLE = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
    '"headline": "Dockers end four-day strike", "datePublished": "2025-03-04T18:20:00+00:00", '
    '"author": {"@type": "Person", "name": "Ines Farrow"}}</script>'
)


def _page(changes: dict[str, str | None], block: str = ARTICLE, attribute: str = "property") -> str:
    tags = [
        f'<meta {attribute}="{name}" content="{text}">' for name, text in {**TAGS, **changes}.items() if text
    ]
    return "\n".join(["<!doctype html>", "<html>", "<head>", *tags, block, "</head>", "</html>"])


def _found(page: str) -> list[Finding]:
    page_markup, _ = markup(Source(page.encode()), ReadOptions())
    assert page_markup is not None
    return run_checks(page_markup, "social")


@pytest.mark.parametrize("attribute", ["property", "name", "PROPERTY"])
def test_a_complete_page_has_no_finding(attribute: str) -> None:
    """The tags may use either attribute."""
    assert _found(_page({}, attribute=attribute)) == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"og:url": None}, ["NLD-OGP-001"]),
        ({"og:title": " "}, ["NLD-OGP-001", "NLD-PIN-001"]),
        ({"og:image": None}, ["NLD-OGP-001"]),
        ({"og:type": "website"}, ["NLD-OGP-002", "NLD-PIN-001"]),
        ({"og:type": "blog"}, ["NLD-OGP-002"]),
        ({"article:author": None}, ["NLD-OGP-002"]),
        ({"article:published_time": None}, ["NLD-OGP-002"]),
        ({"og:description": None, "og:locale": ""}, ["NLD-OGP-003"]),
        ({"og:image:alt": None}, ["NLD-OGP-003"]),
        ({"twitter:card": None}, ["NLD-TWC-001"]),
        ({"twitter:card": "photo"}, ["NLD-TWC-001"]),
        ({"twitter:title": "w" * 71}, ["NLD-TWC-001"]),
        ({"og:title": "w " * 40}, ["NLD-TWC-001"]),
        ({"og:title": "w " * 40, "twitter:title": "w"}, []),
        ({"twitter:card": "Summary_Large_Image"}, []),
    ],
)
def test_each_error_has_its_finding(changes: dict[str, str | None], codes: list[str]) -> None:
    """The finding has a line and column in the page."""
    found = _found(_page(changes))
    assert [finding.code for finding in found] == codes
    assert all(finding.line and finding.column and finding.pointer is None for finding in found)


def test_a_tag_is_missed_only_if_the_markup_has_the_value() -> None:
    """A story without a section needs no tag for it."""
    (found,) = _found(_page({}, ARTICLE.replace('"author"', '"articleSection": "Port", "author"')))
    assert found.message == "the page has no article:section"


def test_a_page_without_an_article_needs_no_article_tags() -> None:
    """A front page has the type website."""
    assert _found(_page({"og:type": "website"}, block="")) == []


def test_the_closest_card_is_suggested() -> None:
    """The suggestion for a typing error is the name that was meant."""
    (found,) = _found(_page({"twitter:card": "summary_large_imag"}))
    assert found.suggestion == "did you mean summary_large_image?"


def test_what_apple_news_needs_is_reported_at_the_article() -> None:
    """There is one finding for all missing parts."""
    (found,) = [
        finding
        for finding in _found(_page({}, ARTICLE.replace('"datePublished"', '"dateCreated"')))
        if finding.code == "NLD-APL-001"
    ]
    assert (found.pointer, found.message) == ("", "the article has no publication date")
