"""What several rules ask of an article: who wrote it, who publishes it, in what language, how large a picture is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from newsld.markup.contexts import PLAIN
from newsld.markup.nodes import Node, Value

__all__ = ["authors", "is_stub", "is_update", "language", "number", "plain_authors", "publishers"]

_ELSEWHERE: Final = frozenset({"@id", "id", "@context"})
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*", re.ASCII)
_FIGURE: Final = re.compile(r"\s*([0-9]{1,9})(?:\.[0-9]*)?\s*(?:px|pixels)?\s*", re.ASCII)


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


def plain_authors(article: Node) -> list[dict[str, Any]] | None:
    """The authors of an article where each is a Person told in place and in plain JSON: their objects as written.

    None where one is anything else: then `authors` has to be asked. Most articles need no more than this.
    """
    data = article.data
    if article.context is not PLAIN or article.block.syntax == "story" or ":" in "".join(data):
        return None
    told = data.get("author")
    people: list[Any] = told if type(told) is list else [told]
    for person in people:
        if (
            type(person) is not dict
            or person.get("@type") != "Person"
            or not person.keys().isdisjoint(_ELSEWHERE)
            or ":" in "".join(person)
        ):
            return None
    return people


def publishers(article: Node) -> Iterator[Node]:
    """Who publishes it, of whom the markup says more than an `@id`."""
    return (node for node in article.nodes("publisher") if not is_stub(node))


def is_stub(node: Node) -> bool:
    """Whether it is a bare reference to what is not in this file: nobody can tell what it says."""
    return not node.data.keys() - {"@id", "id", "@type", "type"} and node.id is not None


def is_update(article: Node) -> bool:
    """Whether it is one entry of a live blog, of which less is asked than of an article."""
    return article.term == "liveBlogUpdate"


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
        if isinstance(found, str) and (written := _FIGURE.fullmatch(found)):
            return int(written[1])
    return None
