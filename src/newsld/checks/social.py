"""Check the data for shared links: Open Graph, X cards, Pinterest article pins, Apple News."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.text.closest_match import did_you_mean
from newsld.model.text.shorten import join_missing, quote
from newsld.web.markup import Check, Markup, Node
from newsld.web.markup.meta_tags import head_finding, meta_finding, metas
from newsld.web.markup.queries import is_update, untagged_articles

_REQUIRED: Final = ("og:title", "og:type", "og:image", "og:url")
_PREVIEW: Final = ("og:description", "og:site_name", "og:locale", "og:image:alt")
_TERM_OF_TAG: Final = {
    "article:published_time": "datePublished",
    "article:modified_time": "dateModified",
    "article:expiration_time": "expires",
    "article:author": "author",
    "article:section": "articleSection",
    "article:tag": "keywords",
}
"""The Open Graph tags of an article, with the schema.org term for the same value."""
_CARDS: Final = ("summary", "summary_large_image", "app", "player")
_LONGEST_TITLE: Final = 70
_PIN_TYPES: Final = ("article", "blog")
_REQUIRED_BY_APPLE: Final = {"headline": "headline", "author": "author", "datePublished": "publication date"}


def open_graph_exists(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-OGP-001 if a page lacks its title, type, image or address in Open Graph."""
    missing = _missing(markup, _REQUIRED)
    if missing:
        message = f"the page has no {join_missing(missing)}"
        yield head_finding(markup, "NLD-OGP-001", message, suggestion=f"add {_tag(missing[0])} to its head")


def article_tags_exist(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-OGP-002 if a page with an article has another og:type, as info for missing tags of its values."""
    articles = untagged_articles(markup)
    types = metas(markup, "og:type")
    if not types:
        return
    if types[0].content.lower() != "article":
        if articles:
            message = f"og:type is {quote(types[0].content)}, but the page has an article"
            yield meta_finding(markup, types[0], "NLD-OGP-002", message, suggestion="write article")
        return
    known = [name for name, term in _TERM_OF_TAG.items() if any(article.has(term) for article in articles)]
    if missing := _missing(markup, known):
        message = f"the page has no {join_missing(missing)}"
        suggestion = "add the tags with the values of the markup"
        finding = meta_finding(markup, types[0], "NLD-OGP-002", message, suggestion=suggestion)
        yield finding.with_severity("info")


def preview_is_complete(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-OGP-003, as info, if a page with Open Graph tags lacks one that the specification recommends.

    Without og:locale the language is en_US.
    """
    if not any(metas(markup, name) for name in _REQUIRED):
        return
    lang = markup.page.lang if markup.page is not None else None
    is_english = (lang or "en").lower().startswith("en")
    unneeded = {"og:image:alt": not metas(markup, "og:image"), "og:locale": is_english}
    missing = _missing(markup, [name for name in _PREVIEW if not unneeded.get(name)])
    if missing:
        message = f"the page has no {join_missing(missing)}"
        suggestion = f"add {_tag(missing[0])} to its head"
        yield head_finding(markup, "NLD-OGP-003", message, suggestion=suggestion).with_severity("info")


def card_is_supported(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-TWC-001 if a page has no twitter:card, an unknown one, or a title that is too long for it."""
    cards = metas(markup, "twitter:card")
    if not cards:
        suggestion = 'add <meta name="twitter:card" content="summary_large_image"> to its head'
        finding = head_finding(markup, "NLD-TWC-001", "the page has no twitter:card", suggestion=suggestion)
        yield finding.with_severity("info")
    elif (card := cards[-1]).content.lower() not in _CARDS:
        suggestion = did_you_mean(card.content, _CARDS, f"write one of {', '.join(_CARDS)}")
        message = f"twitter:card is {quote(card.content)}, which is not a card of X"
        yield meta_finding(markup, card, "NLD-TWC-001", message, suggestion=suggestion)
    titles = metas(markup, "twitter:title") or metas(markup, "og:title")
    if titles and (length := len(" ".join(titles[0].content.split()))) > _LONGEST_TITLE:
        message = f"{titles[0].name} has {length} characters, but a card shows only {_LONGEST_TITLE}"
        suggestion = "add a shorter title as twitter:title"
        finding = meta_finding(markup, titles[0], "NLD-TWC-001", message, suggestion=suggestion)
        yield finding.with_severity("info")


def page_can_be_pinned(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PIN-001 if a page with an article lacks what Pinterest needs for an article pin."""
    if not untagged_articles(markup):
        return
    types = metas(markup, "og:type")
    missing = _missing(markup, ("og:type", "og:title"))
    if missing:
        message = f"the page has no {join_missing(missing)}, which an article pin needs"
        yield head_finding(markup, "NLD-PIN-001", message, suggestion=f"add {_tag(missing[0])} to its head")
    if types and types[0].content.lower() not in _PIN_TYPES:
        message = f"og:type is {quote(types[0].content)}, but an article pin needs article or blog"
        yield meta_finding(markup, types[0], "NLD-PIN-001", message, suggestion="write article")


def apple_news_is_complete(article: Node) -> Iterator[Finding]:
    """Yield NLD-APL-001 if an article lacks headline, author, date or, in a story, its text."""
    if is_update(article) or article.block.syntax == "opengraph":
        return
    missing = [words for term, words in _REQUIRED_BY_APPLE.items() if not article.has(term)]
    if article.block.syntax == "story" and not article.has("body"):
        missing.append("text")
    if missing:
        message = f"the article has no {join_missing(missing)}"
        suggestion = "add it: Apple News needs headline, author, publication date and text"
        yield article.finding("NLD-APL-001", message, suggestion=suggestion)


def _missing(markup: Markup, names: Iterator[str] | tuple[str, ...] | list[str]) -> list[str]:
    return [name for name in names if not metas(markup, name)]


def _tag(name: str) -> str:
    return f'<meta property="{name}" content="...">'


CHECKS: tuple[Check, ...] = (
    Check(("NLD-OGP-001",), "page", open_graph_exists),
    Check(("NLD-OGP-002",), "page", article_tags_exist),
    Check(("NLD-OGP-003",), "page", preview_is_complete),
    Check(("NLD-TWC-001",), "page", card_is_supported),
    Check(("NLD-PIN-001",), "page", page_can_be_pinned),
    Check(("NLD-APL-001",), "article", apple_news_is_complete),
)
