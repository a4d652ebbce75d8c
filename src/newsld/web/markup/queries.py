"""Queries that several rules share: authors, publishers, language and numbers of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from newsld.model.dates.published_forms import PublishedDate, parse_published
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.nodes import Markup, Node, Value

AUTHOR_TYPES: Final = frozenset({"Person", "Organization", "NewsMediaOrganization"})
"""The usual types of authors and publishers."""
_LISTED: Final = ("Event", "ItemList", "JobPosting", "Offer", "Product")
"""Types of what a page may list next to its story."""
_TAG: Final = lazy_pattern(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*", re.ASCII)
_PIXELS: Final = lazy_pattern(r"\s*([0-9]{1,9})(?:\.[0-9]*)?\s*(?:px|pixels)?\s*", re.ASCII)


def authors(article: Node) -> Iterator[Value]:
    """Yield the authors, each as one value; a Role between article and author is skipped.

    In a story, where authors are ids, an id that names nothing is skipped too.
    """
    for value in article.values("author"):
        node = value.node
        if node is None and article.block.syntax == "story":
            continue
        if node is not None and node.is_a("Role") and node.has("author"):
            yield from node.values("author")
        else:
            yield value


def plain_values(article: Node, raw: Any) -> list[Any] | None:
    """Return the raw values of a term of an article, references resolved.

    Return None when `Node.values` is needed instead. Raw values suffice when the only block is known to be valid and
    has no duplicates: then rules can check the JSON itself.
    """
    if not article.block.known_valid:
        return None
    index = article.block.index
    if index.duplicates or len(article.markup.blocks) != 1:
        return None
    found = as_list(raw)
    for place, value in enumerate(found):
        if isinstance(value, dict) and (at := index.by_id.get(value.get("@id", ""))) is not None:
            full = index.objects[at][0]
            if len(full) != len(value):
                found = [*found[:place], full, *found[place + 1 :]]
    return found


def as_list(raw: Any) -> list[Any]:
    """Return the raw values under a key: a single value as a list, null as an empty one."""
    return raw if raw.__class__ is list else [] if raw is None else [raw]


def names_of(value: Value) -> Iterator[str]:
    """Yield the names of an author or publisher: the text itself, or the names of the node."""
    if value.text is not None:
        yield value.text
    elif value.node is not None:
        yield from value.node.texts("name", "alternateName")


def first_type(node: Node) -> Value | None:
    """Return the first type of a node, as a value with its position."""
    return next(iter([*node.values("@type"), *node.values("type")]), None)


def publishers(article: Node) -> Iterator[Node]:
    """Return the publishers that have more than an `@id` in the markup."""
    return (node for node in article.nodes("publisher") if not is_reference_only(node))


def is_reference_only(node: Node) -> bool:
    """Return whether it is a reference to a node that is not in this file, so that its properties are unknown."""
    return not node.data.keys() - {"@id", "id", "@type", "type"} and node.id is not None


def is_apart_from_story(node: Node) -> bool:
    """Return whether a node is part of a reader's comment, or of a thing that a page lists next to its story."""
    top, owner = node, node.owner
    while True:
        if top.term == "comment" or top.is_a("Comment", "UserComments"):
            return not top.is_a("CorrectionComment")
        if owner is None:
            break
        top, owner = owner, owner.owner
    # What has an @id may be what the story is about.
    return top.markup.page is not None and top.id is None and top.is_a(*_LISTED) and bool(top.markup.articles)


def is_update(article: Node) -> bool:
    """Return whether it is one entry of a live blog, for which fewer requirements apply than for an article."""
    return article.term == "liveBlogUpdate"


def standalone_articles(markup: Markup) -> list[Node]:
    """Return the articles of the markup without the entries of live blogs."""
    return [article for article in markup.articles if not is_update(article)]


def untagged_articles(markup: Markup) -> list[Node]:
    """Return the articles of `standalone_articles` without those that exist only as Open Graph tags."""
    return [article for article in standalone_articles(markup) if article.block.syntax != "opengraph"]


def read_dates(node: Node, term: str) -> Iterator[tuple[Value, PublishedDate]]:
    """Yield the values of a term that can be parsed as dates, each with its date."""
    for value in node.values(term):
        if value.text is not None and (date := parse_published(value.text.strip())):
            yield value, date


def language(article: Node) -> str | None:
    """Return the primary language of the text, as the lower-case subtag ("de" of "de-AT"); None if it is missing."""
    for text in article.texts("inLanguage"):
        if found := _TAG.fullmatch(text.strip()):
            return found[1].lower()
    return None


def number(node: Node, term: str) -> int | None:
    """Return a whole number, also from a text ("1200", "1200px") or a QuantitativeValue; None for anything else."""
    for value in node.values(term):
        found = value.literal
        if value.node is not None:
            return number(value.node, "value") if value.node.is_a("QuantitativeValue") else None
        if isinstance(found, bool):
            return None
        if isinstance(found, int | float):
            return int(found) if 0 <= found < 1e9 else None
        if isinstance(found, str) and (written := _PIXELS.fullmatch(found)):
            return int(written[1])
    return None
