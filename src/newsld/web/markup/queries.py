"""What several rules ask of an article: who wrote it, who publishes it, in what language, how large a picture is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from newsld.model.dates.publishers import Published, read_published
from newsld.web.markup.nodes import Markup, Node, Value

__all__ = [
    "AUTHOR_TYPES",
    "as_list",
    "authors",
    "first_type",
    "is_reference_only",
    "is_update",
    "language",
    "names_of",
    "number",
    "plain_values",
    "publishers",
    "read_dates",
    "standalone_articles",
]

AUTHOR_TYPES: Final = frozenset({"Person", "Organization", "NewsMediaOrganization"})
"""The usual types of who writes and publishes."""
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*", re.ASCII)
_PIXELS: Final = re.compile(r"\s*([0-9]{1,9})(?:\.[0-9]*)?\s*(?:px|pixels)?\s*", re.ASCII)


def authors(article: Node) -> Iterator[Value]:
    """Who wrote it, each as one value; a Role between the two is passed over.

    In a story, where authors are given by id, an id that names nobody is none.
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
    """What the raw value of a term of an article is, each value as it is written, references followed.

    None where that is not plain to see: then `Node.values` has to be asked. It is plain where nothing is wrong with
    the only block, and nothing in it is told twice: then rules can see in the JSON itself that they have nothing
    to say.
    """
    index = article.block.index
    if not index.known_valid or index.duplicates or len(article.markup.blocks) != 1:
        return None
    found = as_list(raw)
    for place, value in enumerate(found):
        if isinstance(value, dict) and (at := index.by_id.get(value.get("@id", ""))) is not None:
            full = index.objects[at][0]
            if len(full) != len(value):
                found = [*found[:place], full, *found[place + 1 :]]
    return found


def as_list(raw: Any) -> list[Any]:
    """The values that stand under a key, as they are written: one stands for itself, null for none."""
    return raw if raw.__class__ is list else [] if raw is None else [raw]


def names_of(value: Value) -> Iterator[str]:
    """What an author or publisher is called: the text itself, or the names of the node."""
    if value.text is not None:
        yield value.text
    elif value.node is not None:
        yield from value.node.texts("name", "alternateName")


def first_type(node: Node) -> Value | None:
    """The first type that a node states, as a value with its place."""
    return next(iter([*node.values("@type"), *node.values("type")]), None)


def publishers(article: Node) -> Iterator[Node]:
    """Who publishes it, of whom the markup says more than an `@id`."""
    return (node for node in article.nodes("publisher") if not is_reference_only(node))


def is_reference_only(node: Node) -> bool:
    """Whether it is a bare reference to what is not in this file: nobody can tell what it says."""
    return not node.data.keys() - {"@id", "id", "@type", "type"} and node.id is not None


def is_update(article: Node) -> bool:
    """Whether it is one entry of a live blog, of which less is asked than of an article."""
    return article.term == "liveBlogUpdate"


def standalone_articles(markup: Markup) -> list[Node]:
    """Return the articles of the markup without the entries of live blogs."""
    return [article for article in markup.articles if not is_update(article)]


def read_dates(node: Node, term: str) -> Iterator[tuple[Value, Published]]:
    """Yield the values of a term that can be parsed as dates, each with its date."""
    for value in node.values(term):
        if value.text is not None and (date := read_published(value.text.strip())):
            yield value, date


def language(article: Node) -> str | None:
    """The primary language of its text, as the lower-case subtag ("de" of "de-AT"); None where it is not said."""
    for text in article.texts("inLanguage"):
        if found := _TAG.fullmatch(text.strip()):
            return found[1].lower()
    return None


def number(node: Node, term: str) -> int | None:
    """A whole number that is written as one, as text ("1200", "1200px") or as a QuantitativeValue."""
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
