"""A page agrees with itself: what its markup says is what its links, its tags and its readers' words say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.dates.publishers import Published, read_published
from newsld.model.text.similarity import is_same_title, share_name
from newsld.web.markup import Check, Markup, Node, Value
from newsld.web.markup.addresses import same_address
from newsld.web.markup.meta_tags import Meta, canonical, meta_finding, metas
from newsld.web.markup.queries import authors, is_update, language, names_of

if TYPE_CHECKING:
    from newsld.web.html import Element, Page

__all__ = [
    "CHECKS",
    "address_is_canonical",
    "byline_is_author",
    "graph_agrees",
    "headline_is_title",
    "language_is_that_of_the_page",
    "visible_date_is_published",
]

_TITLES: Final = ("headline", "alternativeHeadline", "name")
_TIMES: Final = {"article:published_time": "datePublished", "article:modified_time": "dateModified"}
_DATED: Final = re.compile(r"<time\b[^<>]{0,500}?(?:datePublished|pubdate|dt-published)", re.IGNORECASE)
_SIGNED: Final = re.compile(r"\b(?:rel|itemprop)\s{0,9}=\s{0,9}[\"']?[^\"'<>]{0,99}?author", re.IGNORECASE)
_PUBLISHED: Final = frozenset({"datePublished", "dt-published"})
_BYLINES: Final = frozenset({"span", "p", "div", "address", "b", "strong", "cite"})
_MANY: Final = 100
_ALIKE: Final = "say the same in both"
_APART: Final = timedelta(minutes=1)
"""How far two clocks of one system may be apart."""
_SAME_LANGUAGE: Final = (
    {"no", "nb", "nn"},
    {"zh", "cmn"},
    {"he", "iw"},
    {"id", "in"},
    {"yi", "ji"},
    {"tl", "fil"},
)


def address_is_canonical(markup: Markup) -> Iterator[Finding]:
    """NLD-PGE-001: an article's url and mainEntityOfPage are the canonical address of its page."""
    page = canonical(markup)
    if page is None:
        return
    for article in _subjects(markup):
        said: str | None = None
        for value in _addresses(article):
            told = value.link or ""
            if same_address(told, page, page) is False and not (said and same_address(told, said, page)):
                said = told
                message = f"{value.term} is {told}, and the canonical link of the page is {page}"
                yield article.finding(
                    "NLD-PGE-001", message, suggestion="write the same address in both", at=value
                )


def headline_is_title(markup: Markup) -> Iterator[Finding]:
    """NLD-PGE-002: the title of a page is that of its article."""
    title = markup.page.title.text if markup.page is not None and markup.page.title is not None else ""
    if not title:
        return
    for article in _subjects(markup):
        told = [text for text in article.texts(*_TITLES) if text.strip()]
        if told and article.has("headline") and not any(is_same_title(title, text) for text in told):
            message = f"the headline is {_shown(told[0])}, and the title of the page {_shown(title)}"
            mend = "say the same in both, or know that search results may show either"
            yield article.finding("NLD-PGE-002", message, suggestion=mend, at="headline")


def visible_date_is_published(markup: Markup) -> Iterator[Finding]:
    """NLD-PGE-003: the time of the day that readers see marked up is the one in the markup."""
    page = _page_with(markup, _DATED)
    dates = {
        date
        for seen in (page.times if page is not None else ())
        if _says_published(seen) and (date := read_published(seen.get("datetime") or seen.text))
    }
    if len(dates) != 1:
        return  # several are those of other stories as well
    (shown,) = dates
    for article in _subjects(markup):
        for value, published in _read(article, "datePublished"):
            told = [published, *(date for _, date in _read(article, "dateModified"))]
            # Another day altogether is what NLD-GOO-024 is about.
            on_its_day = any(shown.local.date() == date.local.date() for date in told)
            if on_its_day and not any(_one_moment(shown, date) for date in told):
                message = f"datePublished is {value.text}, and the page shows {shown.iso}"
                yield article.finding("NLD-PGE-003", message, suggestion=_ALIKE, at=value)


def byline_is_author(markup: Markup) -> Iterator[Finding]:
    """NLD-PGE-004: the byline that readers see marked up names an author of the markup."""
    page = _page_with(markup, _SIGNED)
    seen = [one for one in (page.bylines if page is not None else ()) if one.text]
    clear = next((one.text for one in seen if _is_byline(one)), None)
    if clear is None:
        return
    for article in _subjects(markup):
        told = [(value, name) for value in authors(article) for name in names_of(value)]
        if (
            told
            and len(told) < _MANY
            and not any(share_name(name, one.text) for _, name in told for one in seen)
        ):
            value, name = told[0]
            message = f"the author is {_shown(name)}, and the byline of the page is {_shown(clear)}"
            yield article.finding("NLD-PGE-004", message, suggestion="name the same people in both", at=value)


def language_is_that_of_the_page(markup: Markup) -> Iterator[Finding]:
    """NLD-PGE-005: the language of an article is that of its page."""
    stated = markup.page.lang if markup.page is not None else None
    page = (stated or "").replace("_", "-").partition("-")[0].strip().lower()
    if not page:
        return
    for article in _subjects(markup):
        told = language(article)
        if told is not None and told != page and not any({told, page} <= same for same in _SAME_LANGUAGE):
            written = next(article.texts("inLanguage"), told)
            message = f"inLanguage is {written}, and the page says lang={stated}"
            mend = "write the language of the text in both"
            yield article.finding("NLD-PGE-005", message, suggestion=mend, at="inLanguage")


def graph_agrees(markup: Markup) -> Iterator[Finding]:
    """NLD-OGP-004: og: and article: tags say what the markup says."""
    for article in _subjects(markup):
        told = [text for text in article.texts(*_TITLES) if text.strip()]
        for meta in metas(markup, "og:title")[:1]:
            if told and not any(is_same_title(meta.content, text) for text in told):
                yield _differs(markup, meta, "headline", told[0])
        page = canonical(markup)
        homes = [value.link or "" for value in _addresses(article)]
        for meta in metas(markup, "og:url")[:1]:
            others = [*homes, *([page] if page else [])]
            if others and all(same_address(meta.content, one, page) is False for one in others):
                yield _differs(markup, meta, "url" if homes else "the canonical link", others[0])
        for name, term in _TIMES.items():
            for meta in metas(markup, name)[:1]:
                stated, dates = read_published(meta.content), list(_read(article, term))
                if stated is not None and dates and not any(_one_moment(stated, date) for _, date in dates):
                    shifted = any(date.local == stated.local for _, date in dates)
                    mend = "the clocks are alike: one of the two has the wrong offset" if shifted else _ALIKE
                    yield _differs(markup, meta, term, dates[0][0].text or "", mend)


def _differs(markup: Markup, meta: Meta, what: str, told: str, mend: str = _ALIKE) -> Finding:
    message = f"{meta.name} is {_shown(meta.content)}, and {what} is {_shown(told)}"
    return meta_finding(markup, meta, "NLD-OGP-004", message, suggestion=mend)


def _subjects(markup: Markup) -> list[Node]:
    """The articles that the page is about: the only one, or those that go by the page's address."""
    told = [article for article in markup.articles if not is_update(article)]
    if len(told) <= 1:
        return told
    page = canonical(markup)
    if page is None:
        return []
    return [one for one in told if any(same_address(v.link or "", page, page) for v in _addresses(one))]


def _addresses(article: Node) -> Iterator[Value]:
    """The values that say where the article is; those of a live blog's page are a rule of their own."""
    terms = ("url",) if article.is_a("LiveBlogPosting") else ("url", "mainEntityOfPage")
    for term in terms:
        for value in article.values(term):
            if value.link and value.link.lower() not in {"true", "false"} and not value.link.startswith("#"):
                yield value


def _read(article: Node, term: str) -> Iterator[tuple[Value, Published]]:
    for value in article.values(term):
        if value.text is not None and (date := read_published(value.text.strip())):
            yield value, date


def _one_moment(one: Published, other: Published) -> bool:
    """Whether two dates can be of one moment, each as exactly as it is written."""
    if not one.before(other) and not other.before(one):
        return True
    if not (one.has_time and other.has_time) or (one.offset is None) != (other.offset is None):
        return False
    zero = timedelta(0)
    return abs((one.local - (one.offset or zero)) - (other.local - (other.offset or zero))) < _APART


def _page_with(markup: Markup, sign: re.Pattern[str]) -> Page | None:
    """The page, if it may have such a tag: to read all tags of one that has none would take most of the time."""
    page = markup.page
    return page if page is not None and sign.search(page.text) else None


def _says_published(seen: Element) -> bool:
    """Whether a time element says of itself that it is the date of publication."""
    named = {*seen.words("itemprop"), *seen.words("class")}
    return "pubdate" in seen.attributes or not _PUBLISHED.isdisjoint(named)


def _is_byline(seen: Element) -> bool:
    """Whether an element is a byline beyond doubt: a link to the author, or the author of an item."""
    if seen.name == "a":
        return "author" in map(str.lower, seen.words("rel"))
    return "author" in seen.words("itemprop") and seen.name in _BYLINES


def _shown(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= 100 else f"“{plain[:100]}…”"


_PAGE: Final[dict[str, Callable[[Markup], Iterator[Finding]]]] = {
    "NLD-PGE-001": address_is_canonical,
    "NLD-PGE-002": headline_is_title,
    "NLD-PGE-003": visible_date_is_published,
    "NLD-PGE-004": byline_is_author,
    "NLD-PGE-005": language_is_that_of_the_page,
    "NLD-OGP-004": graph_agrees,
}
CHECKS: tuple[Check, ...] = tuple([Check((code,), "page", find) for code, find in _PAGE.items()])
