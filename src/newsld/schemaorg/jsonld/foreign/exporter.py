"""An article that was read from published markup, written as it was found: the same triples, and nothing of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from newsld.model import Dated, Entity, Event, Image, NewsArticle
from newsld.model.from_document import article_from
from newsld.model.node import Thing
from newsld.model.numbers import plain_number
from newsld.schemaorg.jsonld.foreign.articles import FoundArticle, found_articles
from newsld.schemaorg.jsonld.foreign.field_types import PARTS, fields
from newsld.schemaorg.jsonld.iris import BLANK, BLANK_ROOT
from newsld.schemaorg.jsonld.node_reader import as_list
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG
from newsld.schemaorg.jsonld.writer import to_jsonld

__all__ = ["document_of", "to_found_jsonld"]

Node = dict[str, Any]

_REPEATED: Final = ("author", "publisher")
"""Terms whose nodes are given type, name and url every time: those who read pages look no further."""

_KEYWORDS: Final = ("@context", "@id", "@type", "@included")


def document_of(article: NewsArticle, *, full: bool = True, pending: bool = True) -> Node:
    """The article as one nested node with its `@context`: as it was found where that is all of it, or as we write."""
    found = to_found_jsonld(article) if full and pending else None
    return found or to_jsonld(article, full=full, pending=pending)


def to_found_jsonld(article: NewsArticle) -> Node | None:
    """The article as one nested node that says exactly what was found; None where that would not be all of it.

    That is so for a story of our own, and for a found one that was worked on since: a quotation or a role is not to be
    had without terms of ours. What is written is read again before it is given away.
    """
    if article.iri is None:
        return None
    node = _Writer(article).document()
    return node if _says(node, article) else None


def _says(node: Node, article: NewsArticle) -> bool:
    """Whether the node reads back as the article."""
    found = [one for one in found_articles([(node, None)]) if isinstance(one, FoundArticle)]
    try:
        return len(found) == 1 and article_from(found[0].data) == article
    except ValueError:  # pydantic's: what was worked on may fit the models only with terms of ours
        return False


class _Writer:
    """Writes one article: each thing in full where it is first named."""

    def __init__(self, article: NewsArticle) -> None:
        self._article = article
        self._things: dict[str, Entity | Event] = {thing.id: thing for thing in article.entities}
        self._things |= {event.id: event for event in article.events}
        self._names = {slug: _name(thing, BLANK + slug) for slug, thing in self._things.items()}
        self._waiting = {self._names[slug]: slug for slug in self._things}

    def document(self) -> Node:
        """The article, with its `@context`."""
        article = self._article
        extra = article.extra
        node: Node = {"@context": extra.get("@context", SCHEMA_ORG)}
        node |= self._node(article, _name(article, BLANK_ROOT))
        included = [self._copied(item) for item in as_list(extra.get("@included", []))]
        included += [self._thing(slug) for slug in list(self._waiting.values()) if self._is_waiting(slug)]
        if included:
            node["@included"] = included
        _unlabel(node)
        return node

    def _is_waiting(self, slug: str) -> bool:
        return self._names[slug] in self._waiting

    def _thing(self, slug: str) -> Node:
        name = self._names[slug]
        self._waiting.pop(name, None)
        return self._node(self._things[slug], name)

    def _refer(self, slug: str, term: str) -> Node:
        """A thing as a value of a term: in full at first, then by name."""
        if slug not in self._things:
            return {"@id": slug}
        if self._is_waiting(slug):
            return self._thing(slug)
        node: Node = {"@id": self._names[slug]}
        if term in _REPEATED:
            thing = self._things[slug]
            brief = {"name": thing.name, "url": thing.url}
            kept = {key: value for key, value in brief.items() if value is not None}
            node = {"@type": _types(thing), **node, **kept}
        return node

    def _node(self, thing: Thing, name: str) -> Node:
        node: Node = {"@type": _types(thing)}
        node["@id"] = name
        values: dict[str, list[Any]] = {}
        for field in fields(type(thing)):
            value = getattr(thing, field.name)
            found = value if field.many else () if value is None else (value,)
            if field.fits is None:
                values[field.term] = [self._refer(slug, field.term) for slug in found]
            else:
                values[field.term] = [_plain(one) for one in found]
        if isinstance(thing, NewsArticle):
            self._lay_parts(thing, values)
        for term in sorted(thing.extra):
            if term not in _KEYWORDS:
                kept = [self._copied(item) for item in as_list(thing.extra[term])]
                values[term] = [*values.get(term, ()), *kept]
        for term, several in values.items():
            if several:
                node[term] = several[0] if len(several) == 1 else several
        return node

    def _lay_parts(self, article: NewsArticle, values: dict[str, list[Any]]) -> None:
        if article.body is not None:
            values["articleBody"] = [article.body.text]
        for number, (term, (name, _, _)) in enumerate(PARTS.items()):
            values[term] = [
                part.url
                if isinstance(part, Image) and part.iri is None
                else self._node(part, _name(part, f"{BLANK}part.{number}.{place}"))
                for place, part in enumerate(getattr(article, name))
            ]

    def _copied(self, value: Any) -> Any:
        """What rides along, with the things that it names first told in it."""
        if isinstance(value, list):
            return [self._copied(item) for item in value]
        if not isinstance(value, dict) or "@value" in value:
            return value
        name = value.get("@id")
        if len(value) == 1 and isinstance(name, str) and name in self._waiting:
            return self._thing(self._waiting[name])
        return {key: self._copied(item) for key, item in value.items()}


def _name(thing: Thing, label: str) -> str:
    """The `@id` of a node: its own, or a label for a blank one."""
    name = thing.extra.get("@id", thing.iri)
    return name if isinstance(name, str) and name != BLANK else label


def _types(thing: Thing) -> Any:
    if "@type" in thing.extra:
        return thing.extra["@type"]
    types = getattr(thing, "type", ()) or (thing.default_type,)
    return types[0] if len(types) == 1 else list(types)


def _plain(value: Any) -> Any:
    """A typed value as it was written."""
    if isinstance(value, Dated):
        return str(value.date)
    if isinstance(value, Decimal):
        return plain_number(value)
    return str(value) if isinstance(value, str) else value


def _unlabel(document: Node) -> None:
    """Take the labels away that nothing else uses: a blank node needs no name to stand in its place."""
    nodes = [node for node in _nodes(document) if str(node.get("@id", "")).startswith(BLANK)]
    uses = Counter(node["@id"] for node in nodes)
    for node in nodes:
        if uses[node["@id"]] == 1 and len(node) > 1:
            del node["@id"]


def _nodes(document: Node) -> Iterator[Node]:
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += value.values()
