"""Read claims, chains, quotations and figures from a JSON-LD document that newsld wrote."""

from __future__ import annotations

from typing import Final

from newsld.schemaorg.jsonld.node_reader import Node, NodeReader, number_of, spans

_SEEN_MOST: Final = 1000


def read_statements(reader: NodeReader, data: Node) -> None:
    """Add the citations, quotations and figures to the article's data."""
    for name, node in list(reader.nodes.items()):
        slug = reader.slugs.get(name)
        if slug is None:
            continue
        match node.get("@type"):
            case "Claim" if name.startswith(f"{reader.prefix}cite-"):
                reader.add_part(data, "citations", slug, name, _citation(reader, node))
            case "Quotation" if name.startswith(reader.prefix):
                reader.add_part(data, "quotations", slug, name, _quotation(reader, node))
            case "Observation" if name.startswith(reader.prefix):
                reader.add_part(data, "figures", slug, name, _figure(reader, node))


def _citation(reader: NodeReader, node: Node) -> Node:
    data: Node = {}
    for key in ("mode", "act", "origin"):
        if f"newsld:{key}" in node:
            data[key] = node[f"newsld:{key}"]
    if "newsld:repeats" in node:
        data["repeats"] = reader.citation(node["newsld:repeats"])
    if "about" in node:
        data["about"] = reader.refs(node["about"])
    for key in ("covers", "cues"):
        if f"newsld:{key}" in node:
            data[key] = spans(node, f"newsld:{key}")
    chain: list[Node] = []
    work = node.get("citation")
    while work is not None and len(chain) < _SEEN_MOST:
        hop = reader.resolve(work) if isinstance(work, dict) else {}
        chain.append(_hop(reader, hop))
        work = hop.get("citation")
    if chain:
        data["chain"] = chain
    return data


def _hop(reader: NodeReader, node: Node) -> Node:
    kind = node.get("@type")
    parties = node.get("publisher" if kind == "NewsArticle" else "author", [])
    hop: Node = {"parties": reader.refs(parties)}
    if kind == "SocialMediaPosting" and "publisher" in node:
        hop["medium"] = reader.ref(node["publisher"])
    for key in ("headline", "url"):
        if key in node:
            hop[key] = node[key]
    for key in ("role", "form"):
        if f"newsld:{key}" in node:
            hop[key] = node[f"newsld:{key}"]
    if "newsld:inherited" in node:
        hop["inherited"] = reader.citation(node["newsld:inherited"])
    reader.date(node, "datePublished", hop, "date")
    if "newsld:words" in node:
        hop["words"] = spans(node, "newsld:words")
    return hop


def _quotation(reader: NodeReader, node: Node) -> Node:
    data: Node = {}
    if "creator" in node:
        data["speaker"] = reader.refs(node["creator"])
    if "citation" in node:
        data["citation"] = reader.citation(node["citation"])
    if "newsld:words" in node:
        data["words"] = spans(node, "newsld:words")
    return data


def _figure(reader: NodeReader, node: Node) -> Node:
    data: Node = {}
    for term, key in (("variableMeasured", "measures"), ("unitText", "unit")):
        if term in node:
            data[key] = node[term]
    for term, key in (("value", "value"), ("minValue", "min"), ("maxValue", "max")):
        if term in node:
            data[key] = number_of(node[term])
    for key in ("exclusive", "approximate"):
        if f"newsld:{key}" in node:
            data[key] = node[f"newsld:{key}"]
    if "subjectOf" in node:
        data["citation"] = reader.citation(node["subjectOf"])
    if "observationAbout" in node:
        data["about"] = reader.refs(node["observationAbout"])
    if "newsld:words" in node:
        data["words"] = spans(node, "newsld:words")
    reader.date(node, "observationDate", data, "asOf")
    reader.date(node, "period", data, "period")
    return data
