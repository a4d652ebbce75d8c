"""Check what Google documents for articles: type, headline and authors (dates, images, names are elsewhere)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.bylines import parse_byline
from newsld.model.text.shorten import quote
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.blocks import SYNTAX_NAMES
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node
from newsld.web.markup.queries import (
    AUTHOR_TYPES,
    as_list,
    authors,
    first_type,
    is_reference_only,
    is_update,
    plain_values,
    publishers,
)

_DOCUMENTED: Final = ("NewsArticle", "BlogPosting", "Article")
"""The types in Google’s documentation of articles, the most specific first."""
_DOCUMENTED_ELSEWHERE: Final = ("LiveBlogPosting", "DiscussionForumPosting")
"""Types with separate documentation."""
_NEWS_TERMS: Final = ("dateline", "printEdition", "printSection", "printPage", "printColumn")
_MOST_SPECIFIC: Final = frozenset({"NewsArticle", "BlogPosting"})
_LONGEST_HEADLINE: Final = 110
_NOT_A_HOST: Final = frozenset({"", "/", "?", "#"})
_ADDRESS: Final = lazy_pattern(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def check_article(article: Node) -> Iterator[Finding]:
    """Yield the findings about the type, author and headline of an article."""
    if _is_plainly_valid(article) or is_update(article):
        return
    if _MOST_SPECIFIC.isdisjoint(article.types):
        yield from type_is_documented(article)
        yield from type_is_specific(article)
    yield from author_exists(article)
    yield from headline_exists(article)


def type_is_documented(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-001 if the type is not Article, NewsArticle or BlogPosting."""
    types = {kind for one in (article, *article.others) for kind in one.markup.types_of(one)}
    if article.is_a(*_DOCUMENTED_ELSEWHERE) or not types.isdisjoint(_DOCUMENTED):
        return
    near = next((name for name in _DOCUMENTED if article.is_a(name)), None)
    if near is None:
        return
    message = f"Google does not document the type {article.types[0]} for articles"
    suggestion = f'write ["{near}", {", ".join(f"{chr(34)}{name}{chr(34)}" for name in article.types)}]'
    yield article.finding("NLD-GOO-001", message, suggestion=suggestion, at=first_type(article))


def author_exists(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-010 if an article has no author."""
    if not article.has("author"):
        suggestion = "add author: a Person, or an Organization if nobody is named"
        if article.has("creator"):
            suggestion = "add author with what creator has: a Person, or an Organization if nobody is named"
        yield article.finding("NLD-GOO-010", "the article has no author", suggestion=suggestion)


def check_authors(markup: Markup) -> Iterator[Finding]:
    """Yield the findings about missing parts of authors; an author of several articles is checked once."""
    articles = [article for article in markup.articles if not _has_plainly_valid_authors(article)]
    if not articles:
        return
    nodes = [value.node for article in articles for value in authors(article)]
    people = list(dict.fromkeys(node for node in nodes if node is not None and not is_reference_only(node)))
    people = [node for node in people if node.block.syntax != "opengraph"]
    yield from authors_have_names(people)
    yield from authors_have_addresses(people)


def authors_have_names(people: Iterable[Node]) -> Iterator[Finding]:
    """Yield NLD-GOO-011 for every author without a name."""
    for node in people:
        if not any(text.strip() for text in node.texts("name")):
            suggestion = "add name"
            if node.has("givenName") or node.has("familyName"):
                suggestion = "add name with the given name and the family name, as readers see them"
            yield node.finding("NLD-GOO-011", "the author has no name", suggestion=suggestion)


def authors_have_addresses(people: Iterable[Node]) -> Iterator[Finding]:
    """Yield NLD-GOO-012 for every url and sameAs that is no absolute http(s) address, as info once for none at all.

    An author without the name of a person or an organization lacks that first.
    """
    bare: Node | None = None
    for node in people:
        links = [link for term in ("url", "sameAs") for link in node.values(term) if link.raw]
        if not links and bare is None and _is_named_well(node):
            bare = node
            suggestion = "add url with the author’s page on your site, or sameAs"
            finding = node.finding(
                "NLD-GOO-012", "the author has no url and no sameAs", suggestion=suggestion
            )
            yield finding.with_severity("info")
        for link in links:
            address = (link.link or "").strip()
            if not _is_address(address):
                message = f"the author’s {link.term} {quote(address)} is not an absolute http(s) address"
                suggestion = "write the full address, as in https://herald.example/staff/farrow"
                yield node.finding("NLD-GOO-012", message, suggestion=suggestion, at=link)


def _is_named_well(author: Node) -> bool:
    """Return whether an author has a name, and a Person not that of a newsroom or an address."""
    name = next((text for text in author.texts("name") if text.strip()), "")
    byline = parse_byline(name)
    return bool(name) and (not author.is_a("Person") or (bool(byline.names) and not byline.collective))


def headline_exists(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-030 if an article has no headline, NLD-GOO-031 if it is longer than 110 characters.

    An HTML escape, which is a fault by itself, counts as the character that it means.
    """
    missing = True
    for value in article.values("headline"):
        length = len(unescape(value.text or "").strip())
        missing = missing and not length
        if length > _LONGEST_HEADLINE:
            message = f"the headline has {length} characters"
            suggestion = f"shorten it to {_LONGEST_HEADLINE} characters, or search results may cut it"
            yield article.finding("NLD-GOO-031", message, suggestion=suggestion, at=value)
    if missing:
        suggestion = "add headline with the value of name" if article.has("name") else "add headline"
        yield article.finding("NLD-GOO-030", "the article has no headline", suggestion=suggestion)


def article_is_in_json_ld(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-GOO-061 if no article of the markup is in JSON-LD."""
    articles = [article for article in markup.articles if article.block.syntax != "opengraph"]
    if articles and not any(article.block.syntax in ("json-ld", "story") for article in articles):
        message = f"the article is in {SYNTAX_NAMES[articles[0].block.syntax]}, not in JSON-LD"
        suggestion = "add it in an application/ld+json script, for example with newsld embed"
        yield articles[0].finding("NLD-GOO-061", message, suggestion=suggestion)


def type_is_specific(article: Node) -> Iterator[Finding]:
    """Yield NLD-GOO-062 if a news article has only the type Article."""
    if set(article.types) != {"Article"}:
        return
    sign = next((f"has {term}" for term in _NEWS_TERMS if article.has(term)), None)
    if sign is None and any(publisher.is_a("NewsMediaOrganization") for publisher in publishers(article)):
        sign = "is published by a NewsMediaOrganization"
    if sign is not None:
        message = f"the article has the type Article, but it {sign}"
        suggestion = "set the type to NewsArticle"
        finding = article.finding("NLD-GOO-062", message, suggestion=suggestion, at=first_type(article))
        yield finding.with_severity("info")


def _is_plainly_valid(article: Node) -> bool:
    """Return whether a quick look at the JSON shows a valid type, an author and a headline."""
    data = article.data
    return (
        article.block.known_valid
        and data.get("@type") in ("NewsArticle", "BlogPosting")
        and (headline := data.get("headline")).__class__ is str
        and len(headline) <= _LONGEST_HEADLINE
        and "author" in data
    )


def _has_plainly_valid_authors(article: Node) -> bool:
    """Return whether a quick look at the JSON shows that every author has a name and an address."""
    people = plain_values(article, article.data.get("author"))
    return people is not None and all(_is_valid_author(person) for person in people)


def _is_valid_author(person: Any) -> bool:
    """Return whether the JSON of an author has a usual type, a name and only valid addresses."""
    if (
        person.__class__ is not dict
        or (kind := person.get("@type")).__class__ is not str
        or kind not in AUTHOR_TYPES
    ):
        return False
    links = [link for term in ("url", "sameAs") for link in as_list(person.get(term))]
    return (
        person.get("name").__class__ is str
        and bool(links)
        and all(link.__class__ is str and _is_address(link) for link in links)
    )


def _is_address(text: str) -> bool:
    """Return whether a text is an absolute http(s) address; most are recognized without a pattern."""
    if text.startswith("https://") and text[8:9] not in _NOT_A_HOST and text.split() == [text]:
        return True
    return _ADDRESS.fullmatch(text) is not None


CHECKS: tuple[Check, ...] = (
    Check(
        ("NLD-GOO-001", "NLD-GOO-010", "NLD-GOO-030", "NLD-GOO-031", "NLD-GOO-062"), "article", check_article
    ),
    Check(("NLD-GOO-011", "NLD-GOO-012"), "markup", check_authors),
    Check(("NLD-GOO-061",), "markup", article_is_in_json_ld),
)
