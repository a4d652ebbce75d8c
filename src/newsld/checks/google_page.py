"""Check what Google documents for the page around the markup: it can be indexed, and shows the same data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.dates.published_forms import PublishedDate, parse_published
from newsld.model.text.bylines import parse_byline
from newsld.model.text.shorten import quote
from newsld.model.text.similarity import share_name
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.meta_tags import page_finding
from newsld.web.markup.nodes import Markup, Node
from newsld.web.markup.queries import authors, language, names_of, read_dates, standalone_articles

if TYPE_CHECKING:
    from newsld.web.html.page import Element

_CRAWLERS: Final = ("robots", "googlebot", "googlebot-news")
_PUBLISHED: Final = {"datePublished", "dateModified"}
_NAME: Final = lazy_pattern(r"[^\W\d_][^\d:|]{2,60}")
_NOT_NAMED: Final = frozenset({"address", "account"})
_JOINED: Final = lazy_pattern(
    r"(?:[^<]{0,120}</a>)?(?:(?:\s|</?[a-z][^<>]*>)*(?:and|und|et|y|e|og|och|&amp;|&)\b(?:\s|</?[a-z][^<>]*>)*|(?:\s|</?(?:a|span|b|i|em|strong|cite)\b[^<>]*>|[,;&/·]|&amp;|\b(?:and|und|et|y|e|og|och|en|i|ve)\b)*)",
    re.IGNORECASE,
)
"""What separates the names of one byline, after the text of the first: nothing that begins another block."""
_LONGEST_GAP: Final = 400
_SMALL_PREVIEW: Final = lazy_pattern(r"max-image-preview\s*:\s*(none|standard)", re.IGNORECASE)


def authors_match_page(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-GOO-016 for every author in the byline of the page who is missing from the markup.

    The byline is where an author of the markup is named. Related stories, comments and links to follow somebody are
    marked up in the same way elsewhere on the page.
    """
    page, article = markup.page, _only_article(markup)
    if page is None or article is None:
        return
    known_names = [name for value in authors(article) for name in names_of(value)]
    shown: list[tuple[Element, tuple[str, ...]]] = []
    for element in page.bylines:
        if "author" in element.words("rel") or "author" in element.words("itemprop"):
            byline = parse_byline(element.text, language=language(article))
            if not byline.collective and not any(extra.kind in _NOT_NAMED for extra in byline.extras):
                shown.append((element, tuple(name for name in byline.names if _NAME.fullmatch(name))))
    for name in dict.fromkeys(_names_beside(shown, known_names, page.text)):
        if not any(share_name(name, known) for known in known_names):
            message = f"the page names “{name}” as an author, but the markup does not"
            yield article.finding(
                "NLD-GOO-016", message, suggestion="add the author to the markup", at="author"
            )


def _names_beside(
    shown: list[tuple[Element, tuple[str, ...]]], known_names: list[str], text: str
) -> Iterator[str]:
    """Yield the names of the bylines that name a known author, and of those right next to them."""
    groups: list[list[tuple[Element, tuple[str, ...]]]] = []
    for element, names in shown:
        before = groups[-1][-1][0] if groups else None
        if (
            before is not None
            and before.end <= element.start
            and _JOINED.fullmatch(text, before.end, min(element.start, before.end + _LONGEST_GAP))
            and element.start - before.end <= _LONGEST_GAP
        ):
            groups[-1].append((element, names))
        else:
            groups.append([(element, names)])
    for group in groups:
        together = [name for _, several in group for name in several]
        if any(share_name(name, known) for name in together for known in known_names):
            yield from together


def dates_match_page(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-GOO-024 if the date marked up in the text of the page is on another day than the markup's dates."""
    page, article = markup.page, _only_article(markup)
    if page is None or article is None:
        return
    dates = [*read_dates(article, "datePublished"), *read_dates(article, "dateModified")]
    shown_dates = [
        date
        for element in page.times
        if "pubdate" in element.attributes or _PUBLISHED & set(element.words("itemprop"))
        if (date := parse_published(element.get("datetime") or element.text))
    ]
    # If there are several dates, some belong to other stories on the page.
    if (
        dates
        and len(set(shown_dates)) == 1
        and not any(_is_same_day(shown, date) for shown in shown_dates for _, date in dates)
    ):
        value, _ = dates[0]
        message = f"{value.term} is {value.text}, but the page shows {shown_dates[0].iso}"
        yield article.finding("NLD-GOO-024", message, suggestion="write the same date in both", at=value)


def page_can_be_indexed(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-GOO-060 for every meta tag that keeps a page with an article out of the index."""
    for meta in _directives(markup):
        directives = meta.get("content")
        if {"noindex", "none"} & set(re.split(r"[\s,]+", directives.lower())):
            message = f"the meta tag {meta.get('name')} is {quote(directives)}, which keeps the page out of the index"
            suggestion = "allow indexing, or remove the markup"
            yield page_finding(markup, meta.start, "NLD-GOO-060", message, suggestion=suggestion)


def large_previews_are_allowed(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-GOO-044 for every meta tag that forbids large previews."""
    for meta in _directives(markup):
        if match := _SMALL_PREVIEW.search(meta.get("content")):
            message = f"the meta tag {meta.get('name')} contains {match[0]}, which forbids large previews"
            suggestion = "write max-image-preview:large"
            yield page_finding(markup, meta.start, "NLD-GOO-044", message, suggestion=suggestion)


def _directives(markup: Markup) -> list[Element]:
    """Return the meta tags for crawlers, if the page has an article."""
    if markup.page is None or not markup.has_article:
        return []
    return [meta for name in _CRAWLERS for meta in markup.page.meta(name)]


def _only_article(markup: Markup) -> Node | None:
    """Return the only article of a page; None if there are several, since a byline may belong to any of them."""
    articles = standalone_articles(markup)
    return articles[0] if len(articles) == 1 else None


def _is_same_day(one: PublishedDate, other: PublishedDate) -> bool:
    """Return whether two dates can be on one day: the same calendar day, or close in different time zones."""
    if one.local.date() == other.local.date() or not (one.before(other) or other.before(one)):
        return True
    return abs(one.local - other.local) < timedelta(hours=14) and one.offset != other.offset


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-016",), "page", authors_match_page),
    Check(("NLD-GOO-024",), "page", dates_match_page),
    Check(("NLD-GOO-044",), "page", large_previews_are_allowed),
    Check(("NLD-GOO-060",), "page", page_can_be_indexed),
)
