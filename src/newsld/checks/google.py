"""What Google asks of an article besides its dates, images and names: type, headline and authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.shorten import quote
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node
from newsld.web.markup.queries import (
    PEOPLE,
    authors,
    is_stub,
    is_update,
    listed,
    plainly,
    publishers,
    stated_type,
)

__all__ = [
    "CHECKS",
    "author_is_there",
    "authors_are_told",
    "authors_have_addresses",
    "authors_have_names",
    "headline_is_there",
    "json_is_there",
    "most_specific_type",
    "named_type",
    "told_whole",
]

_NAMED: Final = ("NewsArticle", "BlogPosting", "Article")
"""The types that the documentation names, the nearest first."""
_ELSEWHERE: Final = ("LiveBlogPosting", "DiscussionForumPosting")
"""Types that have a documentation of their own."""
_OF_NEWS: Final = ("dateline", "printEdition", "printSection", "printPage", "printColumn")
_FINEST: Final = frozenset({"NewsArticle", "BlogPosting"})
_LONGEST_HEADLINE: Final = 110
_NO_HOST: Final = frozenset({"", "/", "?", "#"})
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def told_whole(article: Node) -> Iterator[Finding]:
    """What is missing of an article, and what is not exact enough."""
    if _is_told(article) or is_update(article):
        return
    if _FINEST.isdisjoint(article.types):
        yield from named_type(article)
        yield from most_specific_type(article)
    yield from author_is_there(article)
    yield from headline_is_there(article)


def named_type(article: Node) -> Iterator[Finding]:
    """NLD-GOO-001: the type is Article, NewsArticle or BlogPosting."""
    if article.is_a(*_ELSEWHERE) or set(_NAMED) & set(article.types):
        return
    near = next((name for name in _NAMED if article.is_a(name)), None)
    if near is None:
        return
    message = f"Google’s documentation does not name the type {article.types[0]}"
    mend = f'write ["{near}", {", ".join(f"{chr(34)}{name}{chr(34)}" for name in article.types)}]'
    yield article.finding("NLD-GOO-001", message, suggestion=mend, at=stated_type(article))


def author_is_there(article: Node) -> Iterator[Finding]:
    """NLD-GOO-010: an article has an author."""
    if not article.has("author"):
        mend = "add author: a Person, or the Organization where nobody is named"
        yield article.finding("NLD-GOO-010", "has no author", suggestion=mend)


def authors_are_told(markup: Markup) -> Iterator[Finding]:
    """What is missing of authors, each author of several articles once."""
    asked = [article for article in markup.articles if not _are_sound(article)]
    if not asked:
        return
    told = [value.node for article in asked for value in authors(article)]
    found = list(dict.fromkeys(node for node in told if node is not None and not is_stub(node)))
    yield from authors_have_names(found)
    yield from authors_have_addresses(found)


def authors_have_names(found: Iterable[Node]) -> Iterator[Finding]:
    """NLD-GOO-011: every author has a name."""
    for node in found:
        if not any(text.strip() for text in node.texts("name")):
            mend = "add name"
            if node.has("givenName") or node.has("familyName"):
                mend = "add name, with the given name and the family name as readers see them"
            yield node.finding("NLD-GOO-011", "the author has no name", suggestion=mend)


def authors_have_addresses(found: Iterable[Node]) -> Iterator[Finding]:
    """NLD-GOO-012: every author has a url or sameAs, an absolute http(s) address."""
    for node in found:
        links = [*node.values("url"), *node.values("sameAs")]
        if not links:
            mend = "add url, the page on the site that tells of the author, or sameAs"
            yield node.finding("NLD-GOO-012", "the author has no url and no sameAs", suggestion=mend)
        for link in links:
            address = (link.link or "").strip()
            if not _is_address(address):
                message = f"the author’s {link.term} {quote(address)} is no absolute http(s) address"
                mend = "write it out, as in https://herald.example/staff/farrow"
                yield node.finding("NLD-GOO-012", message, suggestion=mend, at=link)


def headline_is_there(article: Node) -> Iterator[Finding]:
    """NLD-GOO-030 and NLD-GOO-031: an article has a headline, of at most 110 characters."""
    none = True
    for value in article.values("headline"):
        length = len((value.text or "").strip())
        none = none and not length
        if length > _LONGEST_HEADLINE:
            message = f"the headline has {length} characters"
            mend = "search results cut long ones: say it in 110, and the rest in alternativeHeadline"
            yield article.finding("NLD-GOO-031", message, suggestion=mend, at=value)
    if none:
        mend = "write the name as headline too" if article.has("name") else "add headline"
        yield article.finding("NLD-GOO-030", "has no headline", suggestion=mend)


def json_is_there(markup: Markup) -> Iterator[Finding]:
    """NLD-GOO-061: an article is told in JSON-LD, whatever else tells of it."""
    articles = markup.articles
    if articles and not any(article.block.syntax in ("json-ld", "story") for article in articles):
        message = f"is told in {articles[0].block.syntax} only"
        mend = "put the same into one application/ld+json script: newsld embed does"
        yield articles[0].finding("NLD-GOO-061", message, suggestion=mend)


def most_specific_type(article: Node) -> Iterator[Finding]:
    """NLD-GOO-062: what is news is a NewsArticle, and not only an Article."""
    if set(article.types) != {"Article"}:
        return
    sign = next((f"has {term}" for term in _OF_NEWS if article.has(term)), None)
    if sign is None and any(publisher.is_a("NewsMediaOrganization") for publisher in publishers(article)):
        sign = "is published by a NewsMediaOrganization"
    if sign is not None:
        message = f"the type is Article, and it {sign}"
        yield article.finding("NLD-GOO-062", message, suggestion="write NewsArticle", at=stated_type(article))


def _is_told(article: Node) -> bool:
    """Whether an article has its type, an author and a headline at first sight."""
    data = article.data
    return (
        article.block.survey.sound
        and data.get("@type") in ("NewsArticle", "BlogPosting")
        and (headline := data.get("headline")).__class__ is str
        and len(headline) <= _LONGEST_HEADLINE
        and "author" in data
    )


def _are_sound(article: Node) -> bool:
    """Whether each author has a name and an address at first sight."""
    people = plainly(article, article.data.get("author"))
    return people is not None and all(_is_sound(person) for person in people)


def _is_sound(person: Any) -> bool:
    """Whether an author has a name, and nothing but addresses as addresses."""
    if (
        person.__class__ is not dict
        or (kind := person.get("@type")).__class__ is not str
        or kind not in PEOPLE
    ):
        return False
    links = [link for term in ("url", "sameAs") for link in listed(person.get(term))]
    return (
        person.get("name").__class__ is str
        and bool(links)
        and all(link.__class__ is str and _is_address(link) for link in links)
    )


def _is_address(text: str) -> bool:
    """Whether a text is an absolute http(s) address; most are in lower case, and seen to be one without a pattern."""
    if text.startswith("https://") and text[8:9] not in _NO_HOST and text.split() == [text]:
        return True
    return _ADDRESS.fullmatch(text) is not None


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-001", "NLD-GOO-010", "NLD-GOO-030", "NLD-GOO-031", "NLD-GOO-062"), "article", told_whole),
    Check(("NLD-GOO-011", "NLD-GOO-012"), "markup", authors_are_told),
    Check(("NLD-GOO-061",), "markup", json_is_there),
)
