"""Write attributed statements: chains of sources, claims, quotations and figures as nodes of full JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsld.schemaorg.jsonld.node_writer import NodeWriter, add_evidence
from newsld.schemaorg.jsonld.property_writer import ThingWriter
from newsld.schemaorg.jsonld.records import Amounts, CitationRecord, FigureRecord, HopDetails, HopRecord
from newsld.schemaorg.jsonld.values import Node, edtf, number

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
    media = writer.records.media
    base = writer.iris.prefix + "cite-"
    works = [
        _chain(writer, base, base + record[0], chain, media)
        for record in writer.records.citations
        if (chain := record[7])
    ]
    if not writer.pending:
        return works, []
    return works, [_claim(writer, base, record) for record in writer.records.citations]


def work_type(hop: HopRecord, media: set[str]) -> str:
    """Return the type of the work that a hop cites; `media` are the ids of news organizations."""
    parties, _, details = hop
    if details is None:
        return "NewsArticle" if media.issuperset(parties) else "CreativeWork"
    _, _, medium, form, _, headline, _ = details
    if medium:
        return "SocialMediaPosting"
    if form in _WORKS:
        return _WORKS[form]
    return "NewsArticle" if headline or (not form and media.issuperset(parties)) else "CreativeWork"


def _chain(writer: NodeWriter, base: str, iri: str, chain: Sequence[HopRecord], media: set[str]) -> Node:
    """Return the work of the first hop."""
    work: Node = {}
    number = len(chain)
    for hop in chain[::-1]:
        parties, words, details = hop
        address = iri + "/1" if number == 1 else f"{iri}/{number}"
        if details is None:
            is_article = media.issuperset(parties)
            node: Node = {"@type": "NewsArticle" if is_article else "CreativeWork", "@id": address}
        else:
            kind = work_type(hop, media)
            is_article = kind == "NewsArticle"
            node = {"@type": kind, "@id": address}
            add_address(details, node)
        writer.add_references(node, "publisher" if is_article else "author", parties)
        if details:
            role, _, _, form, _, _, inherited = details
            add_publication(writer, details, node)
            if role:
                node["newsld:role"] = role
            if form:
                node["newsld:form"] = form
            if inherited:
                node["newsld:inherited"] = {"@id": base + inherited}
        if words:
            node["newsld:words"] = words
        if work:
            node["citation"] = work
        work = node
        number -= 1
    return work


def add_address(details: HopDetails, node: Node) -> None:
    """Add the headline and the url of the work that a hop cites."""
    _, _, _, _, url, headline, _ = details
    if headline:
        node["headline"] = headline
    if url:
        node["url"] = url


def add_publication(writer: ThingWriter, details: HopDetails, node: Node) -> None:
    """Add the service that published the work that a hop cites, and its date."""
    _, date, medium, _, _, _, _ = details
    if medium:
        writer.add_references(node, "publisher", (medium,))
    if date:
        writer.add_thing_date(node, "datePublished", date)


def _claim(writer: NodeWriter, base: str, record: CitationRecord) -> Node:
    """Return the Claim of a citation."""
    label, (text, covers), mode, act, cues, about, repeats, chain, origin = record
    iri = base + label
    node: Node = {"@type": "Claim", "@id": iri}
    if text:
        node["text"] = text
    if chain:
        nearest = {"@id": iri + "/1"}
        if origin == "given":
            writer.add_references(node, "author", chain[-1][0])
            node["firstAppearance"] = nearest if len(chain) == 1 else {"@id": f"{iri}/{len(chain)}"}
    if origin == "own":
        writer.add_references(node, "author", writer.records.values.get("publisher") or ())
    if chain:
        node["citation"] = nearest
    # As the value of a claim: nothing else writes an event that the story does not assert in full.
    if len(about) == 1:
        node["about"] = writer.reference_to(about[0], "claim")
    elif about:
        node["about"] = writer.references_to(about, "claim")
    if mode != "indirect":
        node["newsld:mode"] = mode
    if act != "statement":
        node["newsld:act"] = act
    if origin != "given":
        node["newsld:origin"] = origin
    if repeats:
        node["newsld:repeats"] = {"@id": base + repeats}
    if covers:
        node["newsld:covers"] = covers
    if cues:
        node["newsld:cues"] = cues
    return node


def quotations(writer: NodeWriter) -> list[Node]:
    """Return the quotations of the article."""
    prefix, nodes = writer.iris.prefix, []
    for slug, (text, words), speaker, citation in writer.records.quotations:
        node: Node = {"@type": "Quotation", "@id": prefix + slug}
        if text:
            node["text"] = text
        writer.add_references(node, "creator", speaker)
        if citation:
            node["citation"] = {"@id": f"{prefix}cite-{citation}"}
        if words:
            node["newsld:words"] = words
        nodes.append(node)
    return nodes


def figures(writer: NodeWriter) -> list[Node]:
    """Return the figures of the article."""
    return [_figure(writer, record) for record in writer.records.figures]


def _figure(writer: NodeWriter, record: FigureRecord) -> Node:
    slug, amounts, words, exclusive, approximate, as_of, period, about, citation = record
    node: Node = {"@type": "Observation", "@id": writer.iris.thing(slug)}
    add_amounts(amounts, node)
    if as_of:
        writer.add_thing_date(node, "observationDate", as_of)
    if about:
        writer.add_references(node, "observationAbout", about)
    if citation:
        node["subjectOf"] = {"@id": f"{writer.iris.prefix}cite-{citation}"}
    if exclusive is not False:
        node["newsld:exclusive"] = exclusive
    if approximate:
        node["newsld:approximate"] = True
    if period:
        node["newsld:period"] = edtf(period.date)
        add_evidence(node, "period", period.basis, period.words)
    if words:
        node["newsld:words"] = words
    return node


def add_amounts(amounts: Amounts, node: Node) -> None:
    """Add the wording of a figure, what it measures, its value or bounds, and its unit."""
    text, measures, value, low, high, unit = amounts
    if text:
        node["description"] = text
    if measures:
        node["variableMeasured"] = measures
    if value is not None:
        node["value"] = number(value)
    if low is not None:
        node["minValue"] = number(low)
    if high is not None:
        node["maxValue"] = number(high)
    if unit:
        node["unitText"] = unit
