"""An article as a JSON-LD document: one root with everything nested, or the same data as a flat graph."""

from __future__ import annotations

from typing import Any, Final

from newsld.jsonld.annotations import annotate, layout
from newsld.jsonld.names import BLANK
from newsld.jsonld.nodes import Node, Writer, lay_extra, put
from newsld.jsonld.statements import chains, claims, figures, quotations
from newsld.jsonld.terms import CONTEXT, NESTED, PAGE_CONTEXT, REFERENCES, TEXTS, VERSION
from newsld.models import Correction, Image, NewsArticle, PagePart
from newsld.models.node import Thing
from newsld.models.writing import VERSION as STORY_VERSION
from newsld.vocabulary import is_pending

__all__ = ["to_graph", "to_jsonld"]

_NAMED: Final = frozenset({"author", "publisher"})
_PIXELS: Final = "E37"
_TERMS: Final = frozenset({term for _, term in (*TEXTS[NewsArticle], *REFERENCES[NewsArticle])} | NESTED)


def to_jsonld(article: NewsArticle, *, full: bool = True, pending: bool = True) -> Node:
    """The article as one nested node with its `@context`.

    `full` carries everything and reads back to the equal article; otherwise it is the page profile: no
    body, only what schema.org has terms for, things that are only mentioned in brief. Without `pending`, terms that
    schema.org has not settled are left out.
    """
    writer = Writer(article, full=full, pending=pending)
    node: Node = {
        "@context": CONTEXT if full else PAGE_CONTEXT,
        "@type": writer.types(article),
        "@id": writer.names.root,
    }
    if full:
        _identify(writer, node)
    writer.simple(article, node)
    for name, term in REFERENCES[NewsArticle]:
        if slugs := getattr(article, name):
            (writer.lay_named if term in _NAMED else writer.lay)(node, term, slugs)
    put(node, "image", [_image(image, writer) for image in article.image])
    if pending:
        put(node, "correction", [_correction(correction, writer) for correction in article.correction])
    _captured(writer, node)
    if full and article.body:
        node["articleBody"] = article.body.text
        layout(article.body, node)
        put(node, "newsld:annotation", annotate(writer))
    lay_extra(article, node, full=full, ours=_TERMS)
    return node if pending else _settled(node)


def _identify(writer: Writer, node: Node) -> None:
    """Say what the reader cannot tell from `@id` and `url`: which of the article's names were made by us."""
    article, names = writer.article, writer.names
    # Without its claims the document is not the whole article, and must not be taken for it.
    if writer.pending:
        node[VERSION] = STORY_VERSION
    if article.iri is None:
        node["newsld:derived"] = True
    elif article.iri == BLANK:
        node["newsld:blank"] = True
    if names.base != f"{article.url}#":
        node["newsld:base"] = names.base


def _captured(writer: Writer, node: Node) -> None:
    article, pending = writer.article, writer.pending
    parts = [_page_part(part, writer) for part in article.has_part]
    put(node, "hasPart", [*parts, *(quotations(writer) if pending else [])])
    mentioned = {mention.of for mention in article.mentions}
    shown = [entity.id for entity in article.entities if entity.id in mentioned]
    happened = [event.id for event in article.events if event.factuality == "asserted"]
    told = [found for slug in (*shown, *happened) if (found := writer.refer(slug, "mentions")) is not None]
    put(node, "mentions", [*told, *(figures(writer) if pending else [])])
    put(node, "citation", chains(writer))
    if pending:
        put(node, "interpretedAsClaim", claims(writer))
    if writer.full:
        # What nothing else tells of: the test comes anew for each, since telling of one may tell another.
        defined = [writer.refer(slug, "claim") for slug in writer.things if slug not in writer.told]
        put(node, "newsld:defines", defined)


def _settled(value: Any) -> Any:
    """The same without the properties that schema.org has not settled."""
    if isinstance(value, list):
        return [_settled(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _settled(item) for key, item in value.items() if key == "@context" or not is_pending(key)
        }
    return value


def _part(thing: Thing, writer: Writer) -> Node:
    node: Node = {"@type": thing.default_type}
    if thing.iri == BLANK:
        if writer.full:
            node["newsld:blank"] = True
    elif thing.iri:
        node["@id"] = thing.iri
    writer.simple(thing, node)
    return node


def _image(image: Image, writer: Writer) -> Node:
    node = _part(image, writer)
    for side in ("width", "height"):
        pixels = getattr(image, side)
        if pixels is not None:
            node[side] = {"@type": "QuantitativeValue", "value": pixels, "unitCode": _PIXELS}
    lay_extra(image, node, full=writer.full, ours=_ours(Image) | {"width", "height"})
    return node


def _page_part(part: PagePart, writer: Writer) -> Node:
    node = _part(part, writer)
    lay_extra(part, node, full=writer.full, ours=_ours(PagePart))
    return node


def _correction(correction: Correction, writer: Writer) -> Node:
    node = _part(correction, writer)
    lay_extra(correction, node, full=writer.full, ours=_ours(Correction))
    return node


def _ours(kind: type[Thing]) -> frozenset[str]:
    return frozenset(term for _, term in TEXTS[kind])


def to_graph(document: Node) -> Node:
    """The same data as a flat `@graph`: every node that has an `@id` once, on its own; blank nodes stay in place."""
    nodes: dict[str, Node] = {}
    root = {key: value for key, value in document.items() if key != "@context"}
    flat = _flatten(root, nodes)
    graph = list(nodes.values()) if "@id" in root else [flat, *nodes.values()]
    return {"@context": document["@context"], "@graph": graph}


def _flatten(value: Any, nodes: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_flatten(item, nodes) for item in value]
    if not isinstance(value, dict) or "@value" in value or "@context" in value:
        return value
    name = value.get("@id")
    if not isinstance(name, str) or len(value) == 1:
        return {key: _flatten(item, nodes) for key, item in value.items()}
    node = nodes.setdefault(name, {"@id": name})
    for key, item in value.items():
        if key != "@id":
            node.setdefault(key, _flatten(item, nodes))
    return {"@id": name}
