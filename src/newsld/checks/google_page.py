"""What Google asks of the page that markup stands in: that it may be shown, and shows what the markup says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.dates.publishers import Published, read_published
from newsld.model.text.bylines import parse_byline
from newsld.model.text.similarity import share_name
from newsld.web.markup.check import Check
from newsld.web.markup.meta_tags import page_finding
from newsld.web.markup.nodes import Markup, Node
from newsld.web.markup.queries import authors, is_update, language, names_of

if TYPE_CHECKING:
    from newsld.web.html import Element

__all__ = ["CHECKS", "all_authors_are_told", "dates_are_those_shown", "may_be_indexed", "may_be_previewed"]

_CRAWLERS: Final = ("robots", "googlebot", "googlebot-news")
_PUBLISHED: Final = {"datePublished", "dateModified"}
_NAME: Final = re.compile(r"[^\W\d_][^\d:|]{2,60}")
_SMALL: Final = re.compile(r"max-image-preview\s*:\s*(none|standard)", re.IGNORECASE)


def all_authors_are_told(markup: Markup) -> Iterator[Finding]:
    """NLD-GOO-016: every author whom the page marks up as one is in the markup."""
    page, article = markup.page, _only_article(markup)
    if page is None or article is None:
        return
    told = [name for value in authors(article) for name in names_of(value)]
    shown = [
        name
        for element in page.bylines
        if "author" in element.words("rel") or "author" in element.words("itemprop")
        if not (byline := parse_byline(element.text, language=language(article))).collective
        for name in byline.names
        if _NAME.fullmatch(name)
    ]
    if not any(share_name(name, known) for name in shown for known in told):
        # A byline that has nobody in common with the markup may be that of another story on the page.
        return
    for name in dict.fromkeys(shown):
        if not any(share_name(name, known) for known in told):
            message = f"the page names “{name}” as an author, and the markup does not"
            yield article.finding(
                "NLD-GOO-016", message, suggestion="add the author to the markup", at="author"
            )


def dates_are_those_shown(markup: Markup) -> Iterator[Finding]:
    """NLD-GOO-024: a date that the page marks up is of the day of one in the markup."""
    page, article = markup.page, _only_article(markup)
    if page is None or article is None:
        return
    stated = [
        (value, date)
        for term in ("datePublished", "dateModified")
        for value in article.values(term)
        if value.text is not None and (date := read_published(value.text.strip()))
    ]
    shown = [
        date
        for element in page.times
        if "pubdate" in element.attributes or _PUBLISHED & set(element.words("itemprop"))
        if (date := read_published(element.get("datetime") or element.text))
    ]
    # Several dates are those of other stories as well.
    if (
        stated
        and len(set(shown)) == 1
        and not any(_one_day(one, other) for one in shown for _, other in stated)
    ):
        value, _ = stated[0]
        message = f"{value.term} is {value.text}, and the page shows {shown[0].iso}"
        yield article.finding("NLD-GOO-024", message, suggestion="give the same day in both", at=value)


def may_be_indexed(markup: Markup) -> Iterator[Finding]:
    """NLD-GOO-060: a page with an article in its markup is not kept out of the index."""
    for meta in _directives(markup):
        said = meta.get("content")
        if {"noindex", "none"} & set(re.split(r"[\s,]+", said.lower())):
            message = f"{meta.get('name')} is {said}: the page is kept out of the index"
            mend = "allow it, or leave the markup out"
            yield page_finding(markup, meta.start, "NLD-GOO-060", message, suggestion=mend)


def may_be_previewed(markup: Markup) -> Iterator[Finding]:
    """NLD-GOO-044: Discover may show the image large."""
    for meta in _directives(markup):
        if found := _SMALL.search(meta.get("content")):
            message = f"{meta.get('name')} allows no large image ({found[0]})"
            mend = "write max-image-preview:large"
            yield page_finding(markup, meta.start, "NLD-GOO-044", message, suggestion=mend)


def _directives(markup: Markup) -> list[Element]:
    """What the page tells crawlers, where it has an article to tell them of."""
    if markup.page is None or not markup.has_article:
        return []
    return [meta for name in _CRAWLERS for meta in markup.page.meta(name)]


def _only_article(markup: Markup) -> Node | None:
    """The article of a page that has one: of several, nobody can tell whose byline it is."""
    told = [article for article in markup.articles if not is_update(article)]
    return told[0] if len(told) == 1 else None


def _one_day(one: Published, other: Published) -> bool:
    """Whether two dates can be of one day: of the same clock day, or less than a day apart."""
    if one.local.date() == other.local.date() or not (one.before(other) or other.before(one)):
        return True
    return abs(one.local - other.local) < timedelta(hours=14) and one.offset != other.offset


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-016",), "page", all_authors_are_told),
    Check(("NLD-GOO-024",), "page", dates_are_those_shown),
    Check(("NLD-GOO-044",), "page", may_be_previewed),
    Check(("NLD-GOO-060",), "page", may_be_indexed),
)
