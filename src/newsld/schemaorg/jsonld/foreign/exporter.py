"""Export an imported article as the same triples that it was imported from, without newsld's own terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from newsld.model import Dated, Entity, Event, Image, NewsArticle
from newsld.model.fields import properties_of
from newsld.model.from_document import article_from
from newsld.model.node import Thing
from newsld.model.numbers import json_number
from newsld.schemaorg.jsonld.foreign.articles import ForeignArticle, import_articles
from newsld.schemaorg.jsonld.foreign.body_text import text_of_body
from newsld.schemaorg.jsonld.foreign.field_types import PARTS, reading
from newsld.schemaorg.jsonld.iris import BLANK, BLANK_ROOT
from newsld.schemaorg.jsonld.node_reader import as_list
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG
from newsld.schemaorg.jsonld.records import ArticleRecords, Records
from newsld.schemaorg.jsonld.writer import root_node

NodeObject = dict[str, Any]

_REPEATED: Final = ("author", "publisher")
"""Terms whose nodes always have type, name and url: many readers of pages do not resolve references."""

_KEYWORDS: Final = ("@context", "@id", "@type", "@included")


def export_article(
    article: NewsArticle | Records,
    *,
    full: bool = True,
    pending: bool = True,
    claims: bool = False,
    annotations: bool = False,
) -> NodeObject:
    """Return an article, or the records of one, as one nested node object with its `@context`.

    It is the JSON-LD that the article was imported from if that says all of it, otherwise newsld's own: see
    `to_jsonld` for the options.
    """
    if isinstance(article, Records):
        records: Records = article
    else:
        foreign = to_foreign_jsonld(article) if full and pending else None
        if foreign is not None:
            return foreign
        records = ArticleRecords(article)
    return root_node(records, full=full, pending=pending, claims=claims, annotations=annotations)


def to_foreign_jsonld(article: NewsArticle) -> NodeObject | None:
    """Return an imported article as one nested node object without newsld's own terms, or None.

    None is for an article that was not imported, or has since got data that needs newsld's terms, such as a quotation.
    To be sure, the result is imported again and compared.
    """
    if article.iri is None:
        return None
    node = _ForeignWriter(article).document()
    return node if _reads_back(node, article) else None


def _reads_back(node: NodeObject, article: NewsArticle) -> bool:
    """Return whether importing the node gives the article."""
    imported = [one for one in import_articles([(node, None)]) if isinstance(one, ForeignArticle)]
    try:
        return len(imported) == 1 and article_from(imported[0].data) == article
    except ValueError:  # from pydantic: an edited article may be valid only together with newsld's terms
        return False


class _ForeignWriter:
    """A writer of one article that embeds each thing where it is first referenced."""

    def __init__(self, article: NewsArticle) -> None:
        self._article = article
        self._things: dict[str, Entity | Event] = {thing.id: thing for thing in article.entities}
        self._things |= {event.id: event for event in article.events}
        self._names = {slug: _name(thing, BLANK + slug) for slug, thing in self._things.items()}
        # A thing with @value is only a text in the source, which is written where it is referred to.
        self._unwritten = {
            self._names[slug]: slug for slug, thing in self._things.items() if "@value" not in thing.extra
        }

    def document(self) -> NodeObject:
        """Return the article with its `@context`."""
        article = self._article
        extra = article.extra
        node: NodeObject = {"@context": extra.get("@context", SCHEMA_ORG)}
        node |= self._node(article, _name(article, BLANK_ROOT))
        included = [self._embed_things(item) for item in as_list(extra.get("@included", []))]
        included += [self._thing(slug) for slug in list(self._unwritten.values()) if self._is_unwritten(slug)]
        if included:
            node["@included"] = included
        _unlabel(node)
        return node

    def _is_unwritten(self, slug: str) -> bool:
        return self._names[slug] in self._unwritten

    def _thing(self, slug: str) -> NodeObject:
        name = self._names[slug]
        self._unwritten.pop(name, None)
        return self._node(self._things[slug], name)

    def _refer(self, slug: str, term: str) -> Any:
        """Return a thing as a value of a term: embedded the first time, then as a reference."""
        if slug not in self._things:
            return {"@id": slug}
        if "@value" in self._things[slug].extra:
            return self._things[slug].extra["@value"]
        if self._is_unwritten(slug):
            return self._thing(slug)
        node: NodeObject = {"@id": self._names[slug]}
        if term in _REPEATED:
            thing = self._things[slug]
            brief = {"name": thing.name, "url": thing.url}
            node = {"@type": _types(thing), **node}
            node |= {key: value for key, value in brief.items() if value is not None}
        return node

    def _node(self, thing: Thing, name: str) -> NodeObject:
        node: NodeObject = {"@type": _types(thing)}
        node["@id"] = name
        values: dict[str, list[Any]] = {}
        for field in properties_of(type(thing)):
            value = getattr(thing, field.name)
            several = value if field.many else () if value is None else (value,)
            if field.kind == "reference":
                values[field.term] = [
                    self._refer(one.id if field.is_relation else one, field.term) for one in several
                ]
            else:
                values[field.term] = [_plain(one) for one in several]
            if field.term in thing.extra and field.kind != "reference":
                forms = {
                    (type(meant), meant)
                    for form in as_list(thing.extra[field.term])
                    if (meant := reading(field, form)) is not None
                }
                values[field.term] = [one for one in values[field.term] if (type(one), one) not in forms]
        if isinstance(thing, NewsArticle):
            self._set_parts(thing, values)
        for term in sorted(thing.extra):
            if term not in _KEYWORDS:
                extra = [self._embed_things(item) for item in as_list(thing.extra[term])]
                values[term] = [*values.get(term, ()), *extra]
        for term, several in values.items():
            if several:
                node[term] = several[0] if len(several) == 1 else several
        return node

    def _set_parts(self, article: NewsArticle, values: dict[str, list[Any]]) -> None:
        if article.body is not None:
            forms = as_list(article.extra.get("articleBody", []))
            text = article.body.text
            is_meant = any(form != text and text_of_body(form) == text for form in forms)
            values["articleBody"] = [] if is_meant else [text]
        for number, (term, (name, _, _)) in enumerate(PARTS.items()):
            values[term] = [
                part.url
                if isinstance(part, Image) and part.iri is None
                else self._node(part, _name(part, f"{BLANK}part.{number}.{place}"))
                for place, part in enumerate(getattr(article, name))
            ]

    def _embed_things(self, value: Any) -> Any:
        """Return a value of `extra` in which the first reference to a thing is replaced by the thing."""
        if isinstance(value, list):
            return [self._embed_things(item) for item in value]
        if not isinstance(value, dict) or "@value" in value:
            return value
        name = value.get("@id")
        if len(value) == 1 and isinstance(name, str) and name in self._unwritten:
            return self._thing(self._unwritten[name])
        return {key: self._embed_things(item) for key, item in value.items()}


def _name(thing: Thing, label: str) -> str:
    """Return the `@id` of a node, or the label for a blank node."""
    name = thing.extra.get("@id", thing.iri)
    return name if isinstance(name, str) and name != BLANK else label


def _types(thing: Thing) -> Any:
    if "@type" in thing.extra:
        return thing.extra["@type"]
    types = getattr(thing, "type", ()) or (thing.default_type,)
    return types[0] if len(types) == 1 else list(types)


def _plain(value: Any) -> Any:
    """Return a typed value as it was written."""
    if isinstance(value, Dated):
        return str(value.date)
    if isinstance(value, Decimal):
        return json_number(value)
    return str(value) if isinstance(value, str) else value


def _unlabel(document: NodeObject) -> None:
    """Remove the labels of blank nodes that are not referenced elsewhere."""
    nodes = [node for node in _nodes(document) if str(node.get("@id", "")).startswith(BLANK)]
    uses = Counter(node["@id"] for node in nodes)
    for node in nodes:
        if uses[node["@id"]] == 1 and len(node) > 1:
            del node["@id"]


def _nodes(document: NodeObject) -> Iterator[NodeObject]:
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += value.values()
