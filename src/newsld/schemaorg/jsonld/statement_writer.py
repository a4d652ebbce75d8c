"""Write attributed statements: chains of sources, claims, quotations and figures as JSON-LD nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from newsld.schemaorg.jsonld.node_writer import NodeWriter
from newsld.schemaorg.jsonld.records import CitationRecord, HopRecord, Offsets
from newsld.schemaorg.jsonld.values import Node, edtf, is_kind, number, set_values

__all__ = ["figures", "quotations", "works_and_claims"]

_GAP: Final = " … "
_MEDIUM: Final = "NewsMediaOrganization"
_AMOUNTS: Final = (("value", "value"), ("min", "minValue"), ("max", "maxValue"))
_WORKS: Final = {
    "video": "VideoObject",
    "podcast": "PodcastEpisode",
    "report": "Report",
    "interview": "CreativeWork",
    "letter": "Message",
}


def works_and_claims(writer: NodeWriter) -> tuple[list[Node], list[Node]]:
    """Return the works that the article cites, and the statements that it attributes as Claims.

    The work of a citation is that of its nearest hop, with those of further hops inside it. Without pending terms
    there are no claims.
    """
    figures_in_it: dict[str, list[str]] = {}
    for figure in writer.records.figures:
        if label := figure["citation"]:
            figures_in_it.setdefault(label, []).append(figure["id"])
    media = {record[0] for record in writer.records.things if record[2] and is_kind(record[2], _MEDIUM)}
    base = writer.iris.base + "cite-"
    works = [
        _chain(writer, base, base + label, chain, media)
        for label, _, _, _, _, _, _, chain, _ in writer.records.citations
        if chain
    ]
    if not writer.pending:
        return works, []
    return works, [
        _claim(writer, base, record, figures_in_it.get(record[0])) for record in writer.records.citations
    ]


def _chain(writer: NodeWriter, base: str, iri: str, chain: Sequence[HopRecord], media: set[str]) -> Node:
    """Return the work of the first hop."""
    refs = writer.refs
    work: Node = {}
    number = len(chain)
    for parties, role, date, medium, form, url, headline, words, inherited in reversed(chain):
        if medium:
            kind = "SocialMediaPosting"
        elif form in _WORKS:
            kind = _WORKS[form]
        elif headline or (not form and media.issuperset(parties)):
            kind = "NewsArticle"
        else:
            kind = "CreativeWork"
        node: Node = {"@type": kind, "@id": f"{iri}/{number}"}
        if headline:
            node["headline"] = headline
        if url:
            node["url"] = url
        term = "publisher" if kind == "NewsArticle" else "author"
        writer.add_references(node, term, parties)
        if medium and "publisher" not in node:
            writer.add_references(node, "publisher", (medium,))
        if date:
            writer.date(node, "datePublished", date)
        if work:
            node["citation"] = work
        if writer.full:
            node["newsld:party"] = refs[parties[0]] if len(parties) == 1 else [refs[slug] for slug in parties]
            if medium:
                node["newsld:medium"] = refs[medium]
            if role:
                node["newsld:role"] = role
            if form:
                node["newsld:form"] = form
            if inherited:
                node["newsld:inherited"] = {"@id": base + inherited}
            if date:
                writer.add_date_words({"@id": iri}, f"chain/{number - 1}/date", date)
            if words:
                writer.add_words({"@id": iri}, f"chain/{number - 1}/words", words)
        work = node
        number -= 1
    return work


def _claim(writer: NodeWriter, base: str, record: CitationRecord, figures_in_it: list[str] | None) -> Node:
    """Return the Claim of a citation; `figures_in_it` are the ids of its figures."""
    label, covers, mode, act, cues, about, repeats, chain, origin = record
    iri = base + label
    node: Node = {"@type": "Claim", "@id": iri}
    if covers:
        node["text"] = _join_words(writer.text, covers, _GAP)
    if chain and origin == "given":
        writer.add_references(node, "author", chain[-1][0])
    elif origin == "own":
        writer.add_references(node, "author", writer.records.values.get("publisher") or ())
    node["appearance"] = writer.root
    if chain:
        nearest = {"@id": f"{iri}/1"}
        if origin == "given":
            node["firstAppearance"] = nearest if len(chain) == 1 else {"@id": f"{iri}/{len(chain)}"}
        node["citation"] = nearest
    if subjects := [*about, *[figure for figure in figures_in_it or () if figure not in about]]:
        # As the value of a claim: nothing else writes an event that the story does not assert in full.
        set_values(
            node,
            "about",
            [found for slug in subjects if (found := writer.reference_to(slug, "claim")) is not None],
        )
    if writer.full:
        node["newsld:mode"] = mode
        node["newsld:act"] = act
        if origin != "given":
            node["newsld:origin"] = origin
        if repeats:
            node["newsld:repeats"] = {"@id": base + repeats}
        owner = {"@id": iri}
        if covers:
            writer.add_words(owner, "covers", covers)
        if cues:
            writer.add_words(owner, "cues", cues)
        if figures_in_it:
            set_values(
                node,
                "newsld:stated",
                [{"@id": writer.iris.thing(slug)} for slug in about if slug in figures_in_it],
            )
    return node


def quotations(writer: NodeWriter) -> list[Node]:
    """Return the quotations of the article."""
    base, nodes = writer.iris.base, []
    for slug, words, speaker, citation in writer.records.quotations:
        node: Node = {"@type": "Quotation", "@id": base + slug}
        if words:
            node["text"] = _join_words(writer.text, words, " ")
        writer.add_references(node, "creator", speaker)
        node["isPartOf"] = writer.root
        if citation:
            node["citation"] = {"@id": f"{base}cite-{citation}"}
        if words and writer.full:
            writer.add_words({"@id": base + slug}, "words", words)
        nodes.append(node)
    return nodes


def figures(writer: NodeWriter) -> list[Node]:
    """Return the figures of the article."""
    return [_figure(writer, values) for values in writer.records.figures]


def _figure(writer: NodeWriter, values: Mapping[str, Any]) -> Node:
    node: Node = {"@type": "Observation", "@id": writer.iris.thing(values["id"])}
    if words := values["words"]:
        node["description"] = _join_words(writer.text, words, "; ")
    if values["measures"]:
        node["variableMeasured"] = values["measures"]
    for name, term in _AMOUNTS:
        if (amount := values[name]) is not None:
            node[term] = number(amount)
    if values["unit"]:
        node["unitText"] = values["unit"]
    if values["as_of"]:
        writer.date(node, "observationDate", values["as_of"])
    if about := values["about"]:
        writer.add_references(node, "observationAbout", [slug for slug in about if slug in writer.things])
    if writer.full:
        _details(writer, values, node)
    return node


def _details(writer: NodeWriter, values: Mapping[str, Any], node: Node) -> None:
    """Add what only the full profile has of a figure."""
    owner = {"@id": node["@id"]}
    if values["exclusive"] is not False:
        node["newsld:exclusive"] = values["exclusive"]
    if values["approximate"]:
        node["newsld:approximate"] = True
    if period := values["period"]:
        node["newsld:period"] = edtf(period.date)
        if period.basis:
            node["newsld:periodBasis"] = period.basis
    if values["citation"]:
        node["newsld:citation"] = {"@id": f"{writer.iris.base}cite-{values['citation']}"}
    if values["about"]:
        set_values(node, "newsld:about", [{"@id": writer.iris.thing(slug)} for slug in values["about"]])
    if values["words"]:
        writer.add_words(owner, "words", values["words"])
    if values["as_of"]:
        writer.add_date_words(owner, "asOf", values["as_of"])
    if period:
        writer.add_date_words(owner, "period", period)


def _join_words(text: str, words: Sequence[Offsets], gap: str) -> str:
    if len(words) == 1:
        ((start, end),) = words
        return text[start:end]
    return gap.join([text[start:end] for start, end in words])
