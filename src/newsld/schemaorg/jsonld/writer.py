"""Write an article as a JSON-LD document: one root with everything nested, or the same data as a flat graph."""

from __future__ import annotations

from typing import Any, Final

from newsld.model import Correction, Event, Image, NewsArticle, PagePart
from newsld.model.fields import properties_of
from newsld.model.node import Thing
from newsld.model.story_version import STORY_VERSION
from newsld.model.vocabulary import is_pending
from newsld.schemaorg.jsonld.annotation_writer import layout, mention_annotations
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.schemaorg.jsonld.node_writer import NodeWriter, is_asserted
from newsld.schemaorg.jsonld.own_terms import CONTEXT, NESTED, PAGE_CONTEXT, VERSION
from newsld.schemaorg.jsonld.records import ArticleRecords, Records
from newsld.schemaorg.jsonld.statement_writer import figures, quotations, works_and_claims
from newsld.schemaorg.jsonld.values import Node, add_extra, set_values

__all__ = ["root_node", "to_graph", "to_jsonld"]

_TERMS: Final = NESTED | {field.term for field in properties_of(NewsArticle)}


def to_jsonld(article: NewsArticle, *, full: bool = True, pending: bool = True) -> Node:
    """Return the article as one nested node with its `@context`.

    `full` has everything and reads back to the equal article. Otherwise it is the page profile: no body, only terms
    of schema.org, things in brief. Without `pending`, terms that schema.org marks as pending are left out.
    """
    return root_node(ArticleRecords(article), full=full, pending=pending)


def root_node(records: Records, *, full: bool, pending: bool) -> Node:
    """Return the document of an article's records, see `to_jsonld`."""
    writer = NodeWriter(records, full=full, pending=pending)
    node: Node = {
        "@context": CONTEXT if full else PAGE_CONTEXT,
        "@type": writer.types(records.types, NewsArticle),
        "@id": writer.iris.root,
    }
    if full:
        _identify(writer, node)
    writer.add_article(node)
    set_values(node, "image", [_image(image, writer) for image in records.image])
    if pending:
        set_values(node, "correction", [_correction(correction, writer) for correction in records.correction])
    _captured(writer, node)
    if full and records.text:
        node["articleBody"] = records.text
        if records.body:
            layout(records.body, node)
        mentioned_ids = mention_annotations(writer.root, records.text, writer.refs, records.mentions())
        set_values(node, "newsld:annotation", [*mentioned_ids, *writer.annotations])
    if extra := records.values.get("extra"):
        add_extra(extra, node, full=full, own_terms=_TERMS)
    return node if pending else _settled(node)


def _identify(writer: NodeWriter, node: Node) -> None:
    """Add what `@id` and `url` do not show: which of the names newsld made."""
    values, iris = writer.records.values, writer.iris
    # Without its claims the document is not the whole article, and must not be read as it.
    if writer.pending:
        node[VERSION] = STORY_VERSION
    iri = values.get("iri")
    if iri is None:
        node["newsld:derived"] = True
    elif iri == BLANK:
        node["newsld:blank"] = True
    if iris.base != f"{values.get('url')}#":
        node["newsld:base"] = iris.base


def _captured(writer: NodeWriter, node: Node) -> None:
    records, pending = writer.records, writer.pending
    parts = [_page_part(part, writer) for part in records.has_part]
    set_values(node, "hasPart", [*parts, *(quotations(writer) if pending else [])])
    mentioned = records.mentioned_ids()
    mentions = []
    for record in records.things:
        slug = record[0]
        if is_asserted(record) if record[1] is Event else slug in mentioned:
            mentions.append(writer.refs[slug] if writer.is_written(slug) else writer.write_thing(record))
    set_values(node, "mentions", [*mentions, *(figures(writer) if pending else [])])
    works, claims = works_and_claims(writer)
    set_values(node, "citation", works)
    if pending:
        set_values(node, "interpretedAsClaim", claims)
    if writer.full:
        # Things that nothing else refers to; writing one may write another, so each is tested on its turn.
        defined = [
            writer.reference_to(slug, "claim") for slug in writer.things if not writer.is_written(slug)
        ]
        set_values(node, "newsld:defines", defined)


def _settled(value: Any) -> Any:
    """Return a value without the properties that schema.org marks as pending."""
    if isinstance(value, list):
        return [_settled(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _settled(item) for key, item in value.items() if key == "@context" or not is_pending(key)
        }
    return value


def _part(thing: Thing, writer: NodeWriter) -> Node:
    node: Node = {"@type": thing.default_type}
    if thing.iri == BLANK:
        if writer.full:
            node["newsld:blank"] = True
    elif thing.iri:
        node["@id"] = thing.iri
    writer.add_part(thing, node)
    return node


def _image(image: Image, writer: NodeWriter) -> Node:
    node = _part(image, writer)
    add_extra(image.extra, node, full=writer.full, own_terms=_ours(Image))
    return node


def _page_part(part: PagePart, writer: NodeWriter) -> Node:
    node = _part(part, writer)
    add_extra(part.extra, node, full=writer.full, own_terms=_ours(PagePart))
    return node


def _correction(correction: Correction, writer: NodeWriter) -> Node:
    node = _part(correction, writer)
    add_extra(correction.extra, node, full=writer.full, own_terms=_ours(Correction))
    return node


def _ours(kind: type[Thing]) -> frozenset[str]:
    return frozenset([field.term for field in properties_of(kind)])


def to_graph(document: Node) -> Node:
    """Return the same data as a flat `@graph`: every node with an `@id` once; blank nodes stay nested."""
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
