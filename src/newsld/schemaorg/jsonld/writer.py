"""An article as a JSON-LD document: one root with everything nested, or the same data as a flat graph."""

from __future__ import annotations

from typing import Any, Final

from newsld.model import Correction, Event, Image, NewsArticle, PagePart
from newsld.model.fields import properties_of
from newsld.model.node import Thing
from newsld.model.to_document import VERSION as STORY_VERSION
from newsld.model.vocabulary import is_pending
from newsld.schemaorg.jsonld.annotation_writer import identifying, layout
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.schemaorg.jsonld.node_writer import Writer, is_asserted
from newsld.schemaorg.jsonld.records import ArticleRows, Rows
from newsld.schemaorg.jsonld.statement_writer import attributed, figures, quotations
from newsld.schemaorg.jsonld.terms import CONTEXT, NESTED, PAGE_CONTEXT, VERSION
from newsld.schemaorg.jsonld.values import Node, lay_extra, put

__all__ = ["node_of", "to_graph", "to_jsonld"]

_TERMS: Final = NESTED | {field.term for field in properties_of(NewsArticle) if field.term is not None}


def to_jsonld(article: NewsArticle, *, full: bool = True, pending: bool = True) -> Node:
    """The article as one nested node with its `@context`.

    `full` carries everything and reads back to the equal article; otherwise it is the page profile: no
    body, only what schema.org has terms for, things that are only mentioned in brief. Without `pending`, terms that
    schema.org has not settled are left out.
    """
    return node_of(ArticleRows(article), full=full, pending=pending)


def node_of(rows: Rows, *, full: bool, pending: bool) -> Node:
    """The same of an article's rows."""
    writer = Writer(rows, full=full, pending=pending)
    node: Node = {
        "@context": CONTEXT if full else PAGE_CONTEXT,
        "@type": writer.types(rows.types, NewsArticle),
        "@id": writer.names.root,
    }
    if full:
        _identify(writer, node)
    writer.add_article(node)
    put(node, "image", [_image(image, writer) for image in rows.image])
    if pending:
        put(node, "correction", [_correction(correction, writer) for correction in rows.correction])
    _captured(writer, node)
    if full and rows.text:
        node["articleBody"] = rows.text
        if rows.body:
            layout(rows.body, node)
        meant = identifying(writer.root, rows.text, writer.refs, rows.mentions())
        put(node, "newsld:annotation", [*meant, *writer.placed])
    if extra := rows.values.get("extra"):
        lay_extra(extra, node, full=full, ours=_TERMS)
    return node if pending else _settled(node)


def _identify(writer: Writer, node: Node) -> None:
    """Say what the reader cannot tell from `@id` and `url`: which of the article's names were made by us."""
    values, names = writer.rows.values, writer.names
    # Without its claims the document is not the whole article, and must not be taken for it.
    if writer.pending:
        node[VERSION] = STORY_VERSION
    iri = values.get("iri")
    if iri is None:
        node["newsld:derived"] = True
    elif iri == BLANK:
        node["newsld:blank"] = True
    if names.base != f"{values.get('url')}#":
        node["newsld:base"] = names.base


def _captured(writer: Writer, node: Node) -> None:
    rows, pending = writer.rows, writer.pending
    parts = [_page_part(part, writer) for part in rows.has_part]
    put(node, "hasPart", [*parts, *(quotations(writer) if pending else [])])
    mentioned = rows.meant()
    told = []
    for row in rows.things:
        slug = row[0]
        if is_asserted(row) if row[1] is Event else slug in mentioned:
            told.append(writer.refs[slug] if writer.is_told(slug) else writer.tell(row))
    put(node, "mentions", [*told, *(figures(writer) if pending else [])])
    works, claims = attributed(writer)
    put(node, "citation", works)
    if pending:
        put(node, "interpretedAsClaim", claims)
    if writer.full:
        # What nothing else tells of: the test comes anew for each, since telling of one may tell another.
        defined = [writer.refer(slug, "claim") for slug in writer.things if not writer.is_told(slug)]
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
    writer.add_part(thing, node)
    return node


def _image(image: Image, writer: Writer) -> Node:
    node = _part(image, writer)
    lay_extra(image.extra, node, full=writer.full, ours=_ours(Image))
    return node


def _page_part(part: PagePart, writer: Writer) -> Node:
    node = _part(part, writer)
    lay_extra(part.extra, node, full=writer.full, ours=_ours(PagePart))
    return node


def _correction(correction: Correction, writer: Writer) -> Node:
    node = _part(correction, writer)
    lay_extra(correction.extra, node, full=writer.full, ours=_ours(Correction))
    return node


def _ours(kind: type[Thing]) -> frozenset[str]:
    return frozenset([field.term for field in properties_of(kind) if field.term is not None])


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
