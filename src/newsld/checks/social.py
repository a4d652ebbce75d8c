"""What a page says to networks and readers of links: Open Graph, cards, article pins, Apple News."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.text.closest_match import suggest
from newsld.web.markup import Check, Markup, Node
from newsld.web.markup.meta_tags import head_finding, meta_finding, metas
from newsld.web.markup.queries import is_update

__all__ = [
    "CHECKS",
    "articles_are_typed",
    "cards_are_known",
    "graph_is_there",
    "news_is_whole",
    "pins_are_articles",
    "preview_is_rich",
]

_REQUIRED: Final = ("og:title", "og:type", "og:image", "og:url")
_RICH: Final = ("og:description", "og:site_name", "og:locale", "og:image:alt")
_TOLD: Final = {
    "article:published_time": "datePublished",
    "article:modified_time": "dateModified",
    "article:expiration_time": "expires",
    "article:author": "author",
    "article:section": "articleSection",
    "article:tag": "keywords",
}
"""The tags of an article, and the term of the markup that has the same to say."""
_CARDS: Final = ("summary", "summary_large_image", "app", "player")
_LONGEST_TITLE: Final = 70
_PINNED: Final = ("article", "blog")
_WHOLE: Final = {"headline": "headline", "author": "author", "datePublished": "publication date"}


def graph_is_there(markup: Markup) -> Iterator[Finding]:
    """NLD-OGP-001: a page says its title, type, image and address in Open Graph."""
    missing = _missing(markup, _REQUIRED)
    if missing:
        message = f"the page has no {_listed(missing)}"
        yield head_finding(markup, "NLD-OGP-001", message, suggestion=f"add {_tag(missing[0])} to its head")


def articles_are_typed(markup: Markup) -> Iterator[Finding]:
    """NLD-OGP-002: a page that tells an article has its type, and in tags what the markup knows of it."""
    articles = _told(markup)
    stated = metas(markup, "og:type")
    if not stated:
        return
    if stated[0].content.lower() != "article":
        if articles:
            message = f"og:type is {stated[0].content}, and the page tells an article"
            yield meta_finding(markup, stated[0], "NLD-OGP-002", message, suggestion="write article")
        return
    known = {name for name, term in _TOLD.items() if any(article.has(term) for article in articles)}
    missing = _missing(markup, [name for name in _TOLD if name in known or name == "article:published_time"])
    if missing:
        message = f"the page has no {_listed(missing)}"
        suggestion = "say in these tags what the markup says" if known else f"add {_tag(missing[0])}"
        yield meta_finding(markup, stated[0], "NLD-OGP-002", message, suggestion=suggestion)


def preview_is_rich(markup: Markup) -> Iterator[Finding]:
    """NLD-OGP-003: a shared link has a description, the name of the site, its language and words for its picture."""
    wanted = [name for name in _RICH if name != "og:image:alt" or metas(markup, "og:image")]
    missing = _missing(markup, wanted)
    if missing:
        message = f"the page has no {_listed(missing)}"
        yield head_finding(markup, "NLD-OGP-003", message, suggestion=f"add {_tag(missing[0])} to its head")


def cards_are_known(markup: Markup) -> Iterator[Finding]:
    """NLD-TWC-001: a page names a card that X knows, with a title that fits on it."""
    cards = metas(markup, "twitter:card")
    if not cards:
        suggestion = 'add <meta name="twitter:card" content="summary_large_image"> to its head'
        yield head_finding(markup, "NLD-TWC-001", "the page has no twitter:card", suggestion=suggestion)
    elif (card := cards[-1]).content.lower() not in _CARDS:
        near = suggest(card.content, _CARDS)
        suggestion = f"did you mean {near[0]}?" if near else f"write one of {', '.join(_CARDS)}"
        message = f"twitter:card is {_shown(card.content)}, which is no card"
        yield meta_finding(markup, card, "NLD-TWC-001", message, suggestion=suggestion)
    titles = metas(markup, "twitter:title") or metas(markup, "og:title")
    if titles and (length := len(" ".join(titles[0].content.split()))) > _LONGEST_TITLE:
        message = f"{titles[0].name} has {length} characters, and a card shows {_LONGEST_TITLE}"
        suggestion = "say it shorter in twitter:title"
        yield meta_finding(markup, titles[0], "NLD-TWC-001", message, suggestion=suggestion)


def _told(markup: Markup) -> list[Node]:
    """The articles of a page; not those of which only its tags tell, since that is no word against them."""
    return [
        article
        for article in markup.articles
        if article.block.syntax != "opengraph" and not is_update(article)
    ]


def pins_are_articles(markup: Markup) -> Iterator[Finding]:
    """NLD-PIN-001: a page that tells an article can be pinned as one."""
    if not _told(markup):
        return
    stated = metas(markup, "og:type")
    missing = _missing(markup, ("og:type", "og:title"))
    if missing:
        message = f"an article pin needs {' and '.join(missing)}"
        yield head_finding(markup, "NLD-PIN-001", message, suggestion=f"add {_tag(missing[0])} to its head")
    if stated and stated[0].content.lower() not in _PINNED:
        message = f"og:type is {_shown(stated[0].content)}, and an article pin needs article or blog"
        yield meta_finding(markup, stated[0], "NLD-PIN-001", message, suggestion="write article")


def news_is_whole(article: Node) -> Iterator[Finding]:
    """NLD-APL-001: an article has what Apple News makes one of: headline, author, date and, in a story, its text."""
    if is_update(article):
        return
    missing = [words for term, words in _WHOLE.items() if not article.has(term)]
    if article.block.syntax == "story" and not article.has("body"):
        missing.append("text")
    if missing:
        suggestion = "an article of Apple News has headline, author, publication date and its whole text"
        yield article.finding("NLD-APL-001", f"the article has no {_listed(missing)}", suggestion=suggestion)


def _missing(markup: Markup, names: Iterator[str] | tuple[str, ...] | list[str]) -> list[str]:
    return [name for name in names if not metas(markup, name)]


def _tag(name: str) -> str:
    return f'<meta property="{name}" content="...">'


def _listed(names: list[str]) -> str:
    return " and no ".join(filter(None, [", no ".join(names[:-1]), names[-1]]))


def _shown(text: str) -> str:
    return repr(text) if len(text) <= 60 else f"{text[:60]!r}…"


CHECKS: tuple[Check, ...] = (
    Check(("NLD-OGP-001",), "page", graph_is_there),
    Check(("NLD-OGP-002",), "page", articles_are_typed),
    Check(("NLD-OGP-003",), "page", preview_is_rich),
    Check(("NLD-TWC-001",), "page", cards_are_known),
    Check(("NLD-PIN-001",), "page", pins_are_articles),
    Check(("NLD-APL-001",), "article", news_is_whole),
)
