"""Write an article as a JSON-LD document: one root with everything nested, or the same data as a flat graph."""

from __future__ import annotations

from typing import Any, Final

from newsld.model import Correction, Event, Image, NewsArticle, PagePart
from newsld.model.fields import data_fields_of, data_of, properties_of
from newsld.model.node import Thing
from newsld.model.versions import STORY_VERSION
from newsld.schemaorg.jsonld.annotations import annotations_of
from newsld.schemaorg.jsonld.body_writer import add_layout, add_mentioned_dates, body_hash
from newsld.schemaorg.jsonld.iris import BLANK
from newsld.schemaorg.jsonld.node_writer import NodeWriter, TemplateWriter, is_asserted
from newsld.schemaorg.jsonld.own_terms import NESTED, VERSION, full_context
from newsld.schemaorg.jsonld.page_writer import page_node
from newsld.schemaorg.jsonld.property_writer import article_steps
from newsld.schemaorg.jsonld.records import ArticleRecords, Records
from newsld.schemaorg.jsonld.statement_writer import figures, quotations, works_and_claims
from newsld.schemaorg.jsonld.values import Node, add_extra, set_values, settled

_TERMS: Final = NESTED | {field.term for field in properties_of(NewsArticle)}


def to_jsonld(
    article: NewsArticle,
    *,
    full: bool = True,
    pending: bool = True,
    claims: bool = False,
    annotations: bool = False,
) -> Node:
    """Return the article as one nested node with its `@context`.

    `full` has everything and reads back to the equal article; with `annotations`, each span is also a W3C Web
    Annotation. Otherwise it is what web pages need, in terms of schema.org only; with `claims`, also the attributed
    statements. Without `pending`, terms that schema.org marks as pending are left out.
    """
    return root_node(
        ArticleRecords(article), full=full, pending=pending, claims=claims, annotations=annotations
    )


def root_node(
    records: Records, *, full: bool, pending: bool = True, claims: bool = False, annotations: bool = False
) -> Node:
    """Return the document of an article's records, see `to_jsonld`."""
    if not full:
        return page_node(records, pending=pending, claims=claims)
    kind = TemplateWriter if pending and records.keys == "alias" else NodeWriter
    writer = kind(records, pending=pending)
    first, dates, rest = article_steps(records.keys, records.present)
    node: Node = {
        "@context": full_context(writer.iris.base, annotations=annotations),
        "@type": writer.types(records.types, NewsArticle),
        "@id": writer.iris.root,
    }
    writer.add_steps(node, first)
    set_values(node, "image", [_part(image, writer) for image in records.image])
    writer.add_steps(node, dates)
    writer.add_steps(node, rest)
    for field in data_fields_of(NewsArticle):
        value = records.values.get(field.name if records.keys == "field" else field.alias)
        if value:
            node[f"newsld:{field.alias}"] = {"@type": "@json", "@value": data_of(field, value)}
    if pending:
        set_values(node, "correction", [_part(correction, writer) for correction in records.correction])
    _captured(writer, node)
    if records.text:
        node["articleBody"] = records.text
        if records.body:
            add_layout(records.body, node)
        add_mentioned_dates(writer.mentioned_dates, node)
        node["newsld:bodyHash"] = body_hash(records.text)
    _identify(writer, node)
    if annotations:
        set_values(node, "newsld:annotation", annotations_of(node, records.text))
    if extra := records.values.get("extra"):
        add_extra(extra, node, full=True, own_terms=_TERMS)
    return node if pending else settled(node, _unwritten(records, writer))


def _identify(writer: NodeWriter, node: Node) -> None:
    """Add what `@id` and `url` do not show: which of the names newsld made."""
    iris, iri = writer.iris, writer.records.values.get("iri")
    # Without its claims the document is not the whole article, and must not be read as it.
    if writer.pending:
        node[VERSION] = STORY_VERSION
    if iri is None:
        node["newsld:derived"] = True
    elif iri == BLANK:
        node["newsld:blank"] = True
    if iris.prefix != "#":
        node["newsld:prefix"] = iris.prefix


def _captured(writer: NodeWriter, node: Node) -> None:
    """Add what is captured in the text, and every thing that the metadata does not refer to."""
    records, pending = writer.records, writer.pending
    parts = [_part(part, writer) for part in records.has_part]
    set_values(node, "hasPart", [*parts, *(quotations(writer) if pending else [])])
    mentioned, refs = records.mentioned_ids(), writer.refs
    direct, places = writer.direct, writer.places
    mentions = []
    for slug, record in writer.things.items():
        if slug in mentioned if record[1] is not Event else is_asserted(record):
            mentions.append(refs[slug] if slug in direct or slug in places else writer.write_thing(record))
    set_values(node, "mentions", [*mentions, *(figures(writer) if pending else [])])
    works, claims = works_and_claims(writer)
    set_values(node, "citation", works)
    if pending:
        set_values(node, "interpretedAsClaim", claims)
    # Things that nothing else refers to; writing one may write another, so each is tested on its turn.
    if len(direct) + len(places) < len(writer.things):
        defined = [
            writer.reference_to(slug, "claim")
            for slug in writer.things
            if slug not in direct and slug not in places
        ]
        set_values(node, "newsld:defines", defined)


def _part(part: Image | PagePart | Correction, writer: NodeWriter) -> Node:
    """Return the node of an image, a part of the page or a correction."""
    node: Node = {"@type": part.default_type}
    if part.iri == BLANK:
        node["newsld:blank"] = True
    elif part.iri:
        node["@id"] = part.iri
    writer.add_part(part, node)
    add_extra(part.extra, node, full=True, own_terms=_terms(type(part)))
    return node


def _terms(kind: type[Thing]) -> frozenset[str]:
    return frozenset([field.term for field in properties_of(kind)])


def _unwritten(records: Records, writer: NodeWriter) -> frozenset[str]:
    """Return the IRIs of quotations, figures and claims, which have no node without pending terms."""
    slugs = [record[0] for record in records.quotations] + [record[0] for record in records.figures]
    claims = [f"{writer.iris.prefix}cite-{record[0]}" for record in records.citations]
    return frozenset([writer.iris.thing(slug) for slug in slugs] + claims)


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
    node = nodes.setdefault(name, {})
    for key, item in value.items():
        node.setdefault(key, _flatten(item, nodes))
    return {"@id": name}
