"""What identifies an article in markup: its headlines and its addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsld.model.text.similarity import normalized_words
from newsld.web.markup.addresses import is_absolute

if TYPE_CHECKING:
    from newsld.web.markup.nodes import Node


def headlines_of(article: Node) -> set[str]:
    """Return the headlines and names of an article, in a form for comparison."""
    return {normalized_words(text) or text.strip() for text in article.texts("headline", "name")} - {""}


def own_addresses_of(article: Node) -> list[str]:
    """Return the addresses of an article itself: its url, and its id if that is the address of a page."""
    found = _links(article, "url")
    if article.id is not None and is_absolute(article.id):
        found.append(article.id)
    return found


def main_addresses_of(article: Node) -> list[str]:
    """Return the addresses of the pages that an article claims to be the main entity of."""
    return [link for link in _links(article, "mainEntityOfPage") if link.lower() not in {"true", "false"}]


def addresses_of(article: Node) -> list[str]:
    """Return all addresses of an article: its own, and those of the pages that it is the main entity of."""
    return own_addresses_of(article) + main_addresses_of(article)


def _links(article: Node, term: str) -> list[str]:
    return [
        link for value in article.values(term) if (link := value.link) and not link.startswith(("#", "_:"))
    ]
