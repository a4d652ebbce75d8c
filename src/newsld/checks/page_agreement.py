"""Check that the markup of a page agrees with its links, its meta tags and its visible text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.dates import is_iri
from newsld.model.dates.published_forms import parse_published
from newsld.model.text.similarity import is_related_title, share_name
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup import Check, Markup, Node, Value
from newsld.web.markup.addresses import same_address
from newsld.web.markup.meta_tags import Meta, canonical, meta_finding, metas
from newsld.web.markup.page_markup import PageMarkup
from newsld.web.markup.queries import authors, language, names_of, read_dates, standalone_articles

if TYPE_CHECKING:
    from newsld.web.html.page import Element, Page

_TITLES: Final = ("headline", "alternativeHeadline", "name")
_TIMES: Final = {"article:published_time": "datePublished", "article:modified_time": "dateModified"}
_HAS_DATE: Final = lazy_pattern(r"<time\b[^<>]{0,500}?(?:datePublished|pubdate|dt-published)", re.IGNORECASE)
_HAS_BYLINE: Final = lazy_pattern(
    r"\b(?:rel|itemprop)\s{0,9}=\s{0,9}[\"']?[^\"'<>]{0,99}?author", re.IGNORECASE
)
_PUBLISHED: Final = frozenset({"datePublished", "dt-published"})
_BYLINES: Final = frozenset({"span", "p", "div", "address", "b", "strong", "cite"})
_MOST_AUTHORS: Final = 100
_SAME_IN_BOTH: Final = "write the same value in both"
_SAME_LANGUAGE: Final = (
    {"no", "nb", "nn"},
    {"zh", "cmn"},
    {"he", "iw"},
    {"id", "in"},
    {"yi", "ji"},
    {"tl", "fil"},
)


def address_is_canonical(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PGE-001 if an article's url or mainEntityOfPage is not the canonical address of its page."""
    page = canonical(markup)
    if page is None:
        return
    for article in _subjects(markup):
        reported: str | None = None
        for value in _addresses(article):
            link = value.link or ""
            if same_address(link, page, page) is False and not (
                reported and same_address(link, reported, page)
            ):
                reported = link
                message = f"{value.term} is {link}, but the canonical link of the page is {page}"
                yield article.finding(
                    "NLD-PGE-001", message, suggestion="write the same address in both", at=value
                )


def title_matches_headline(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PGE-002 if the title of a page does not match a title of its article."""
    title = markup.page.title.text if markup.page is not None and markup.page.title is not None else ""
    if not title:
        return
    for article in _subjects(markup):
        titles = [text for text in article.texts(*_TITLES) if text.strip()]
        if titles and article.has("headline") and not any(is_related_title(title, text) for text in titles):
            message = f"the headline is {_shown(titles[0])}, but the title of the page is {_shown(title)}"
            suggestion = "use one title in both, unless the difference is intended"
            yield article.finding("NLD-PGE-002", message, suggestion=suggestion, at="headline")


def visible_date_matches(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PGE-003 if the publication time marked up in the text is another time on the same day."""
    page = _page_with(markup, _HAS_DATE)
    dates = {
        date
        for element in (page.times if page is not None else ())
        if _is_publication_date(element)
        and (date := parse_published(element.get("datetime") or element.text))
    }
    if len(dates) != 1:
        return  # several dates: some belong to other stories on the page
    (shown,) = dates
    for article in _subjects(markup):
        for value, published in read_dates(article, "datePublished"):
            markup_dates = [published, *(date for _, date in read_dates(article, "dateModified"))]
            # NLD-GOO-024 reports another day.
            same_day = any(shown.local.date() == date.local.date() for date in markup_dates)
            if same_day and not any(shown.is_same_time(date) for date in markup_dates):
                message = f"datePublished is {value.text}, but the page shows {shown.iso}"
                yield article.finding("NLD-PGE-003", message, suggestion=_SAME_IN_BOTH, at=value)


def byline_matches_author(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PGE-004 if the byline marked up in the text names no author of the markup."""
    page = _page_with(markup, _HAS_BYLINE)
    bylines = [element for element in (page.bylines if page is not None else ()) if element.text]
    clear = next((element.text for element in bylines if _is_byline(element)), None)
    if clear is None:
        return
    for article in _subjects(markup):
        # An address is not a name: NLD-GOO-014 says so, and there is nothing to compare.
        names = [
            (value, name)
            for value in authors(article)
            for name in names_of(value)
            if not is_iri(name) and not name.startswith("/")
        ]
        if (
            names
            and len(names) < _MOST_AUTHORS
            and not any(share_name(name, byline.text) for _, name in names for byline in bylines)
        ):
            value, name = names[0]
            message = f"the author is {_shown(name)}, but the byline of the page is {_shown(clear)}"
            yield article.finding("NLD-PGE-004", message, suggestion="name the same people in both", at=value)


def language_matches_page(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PGE-005 if an article has another language than its page."""
    declared = markup.page.lang if markup.page is not None else None
    page = (declared or "").replace("_", "-").partition("-")[0].strip().lower()
    if not page:
        return
    for article in _subjects(markup):
        code = language(article)
        if code is not None and code != page and not any({code, page} <= same for same in _SAME_LANGUAGE):
            tag = next(article.texts("inLanguage"), code)
            message = f"inLanguage is {tag}, but the page has lang={declared}"
            suggestion = "write the language of the text in both"
            yield article.finding("NLD-PGE-005", message, suggestion=suggestion, at="inLanguage")


def open_graph_matches(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-OGP-004 for og: and article: tags that differ from the markup."""
    for article in _subjects(markup):
        titles = [text for text in article.texts(*_TITLES) if text.strip()]
        for meta in metas(markup, "og:title")[:1]:
            if titles and not any(is_related_title(meta.content, text) for text in titles):
                yield _difference(markup, meta, "headline", titles[0])
        page = canonical(markup)
        homes = [value.link or "" for value in _addresses(article)]
        for meta in metas(markup, "og:url")[:1]:
            others = [*homes, *([page] if page else [])]
            if others and all(same_address(meta.content, other, page) is False for other in others):
                yield _difference(markup, meta, "url" if homes else "the canonical link", others[0])
        for name, term in _TIMES.items():
            for meta in metas(markup, name)[:1]:
                tagged, dates = parse_published(meta.content), list(read_dates(article, term))
                if tagged is not None and dates and not any(tagged.is_same_time(date) for _, date in dates):
                    shifted = any(date.local == tagged.local for _, date in dates)
                    suggestion = "correct the offset of one of the two" if shifted else _SAME_IN_BOTH
                    yield _difference(markup, meta, term, dates[0][0].text or "", suggestion)


def _difference(
    markup: Markup, meta: Meta, term: str, value: str, suggestion: str = _SAME_IN_BOTH
) -> Finding:
    message = f"{meta.name} is {_shown(meta.content)}, but {term} is {_shown(value)}"
    return meta_finding(markup, meta, "NLD-OGP-004", message, suggestion=suggestion)


def _subjects(markup: Markup) -> list[Node]:
    """Return the main story of the page; nothing if only its place among other articles makes it that."""
    is_unclear = isinstance(markup, PageMarkup) and (markup.is_ambiguous or markup.all_articles)
    articles = standalone_articles(markup)
    if len(articles) <= 1 and not is_unclear:
        return articles
    page = canonical(markup)
    if page is None:
        return []
    return [
        article
        for article in articles
        if any(same_address(value.link or "", page, page) for value in _addresses(article))
    ]


def _addresses(article: Node) -> Iterator[Value]:
    """Yield the values with an address of the article. NLD-LIV-004 checks the mainEntityOfPage of a live blog."""
    terms = ("url",) if article.is_a("LiveBlogPosting") else ("url", "mainEntityOfPage")
    for term in terms:
        for value in article.values(term):
            if value.link and value.link.lower() not in {"true", "false"} and not value.link.startswith("#"):
                yield value


def _page_with(markup: Markup, sign: re.Pattern[str]) -> Page | None:
    """Return the page if its text matches; tokenizing pages without such a tag would take most of the time."""
    page = markup.page
    return page if page is not None and sign.search(page.text) else None


def _is_publication_date(element: Element) -> bool:
    """Return whether a time element is marked up as the date of publication."""
    names = {*element.words("itemprop"), *element.words("class")}
    return "pubdate" in element.attributes or not _PUBLISHED.isdisjoint(names)


def _is_byline(element: Element) -> bool:
    """Return whether an element is certainly a byline: a link to the author, or the author of an item."""
    if element.name == "a":
        return "author" in map(str.lower, element.words("rel"))
    return "author" in element.words("itemprop") and element.name in _BYLINES


def _shown(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= 100 else f"“{plain[:100]}…”"


_PAGE: Final[dict[str, Callable[[Markup], Iterator[Finding]]]] = {
    "NLD-PGE-001": address_is_canonical,
    "NLD-PGE-002": title_matches_headline,
    "NLD-PGE-003": visible_date_matches,
    "NLD-PGE-004": byline_matches_author,
    "NLD-PGE-005": language_matches_page,
    "NLD-OGP-004": open_graph_matches,
}
CHECKS: tuple[Check, ...] = tuple([Check((code,), "page", find) for code, find in _PAGE.items()])
