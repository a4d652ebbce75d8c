"""What an article says that others say: chains, claims, quotations and figures as JSON-LD nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from newsld.schemaorg.jsonld.node_writer import Writer
from newsld.schemaorg.jsonld.records import CitationRow, HopRow, Run
from newsld.schemaorg.jsonld.values import Node, edtf, is_kind, number, put

__all__ = ["attributed", "figures", "quotations"]

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


def attributed(writer: Writer) -> tuple[list[Node], list[Node]]:
    """What others are said to say: the works that the article cites, and its statements as Claims.

    Of every citation that has a chain there is the work of its nearest hop, with the further ones inside it. Without
    pending terms there are no claims.
    """
    stated: dict[str, list[str]] = {}
    for figure in writer.rows.figures:
        if label := figure["citation"]:
            stated.setdefault(label, []).append(figure["id"])
    media = {row[0] for row in writer.rows.things if row[2] and is_kind(row[2], _MEDIUM)}
    base = writer.names.base + "cite-"
    works = [
        _chain(writer, base, base + label, chain, media)
        for label, _, _, _, _, _, _, chain, _ in writer.rows.citations
        if chain
    ]
    if not writer.pending:
        return works, []
    return works, [_claim(writer, base, row, stated.get(row[0])) for row in writer.rows.citations]


def _chain(writer: Writer, base: str, iri: str, chain: Sequence[HopRow], media: set[str]) -> Node:
    """The work of the first hop."""
    refs = writer.refs
    work: Node = {}
    place = len(chain)
    for parties, role, date, medium, form, url, headline, inherited in reversed(chain):
        if medium:
            kind = "SocialMediaPosting"
        elif form in _WORKS:
            kind = _WORKS[form]
        elif headline or (not form and media.issuperset(parties)):
            kind = "NewsArticle"
        else:
            kind = "CreativeWork"
        node: Node = {"@type": kind, "@id": f"{iri}/{place}"}
        if headline:
            node["headline"] = headline
        if url:
            node["url"] = url
        term = "publisher" if kind == "NewsArticle" else "author"
        writer.lay(node, term, parties)
        if medium and "publisher" not in node:
            writer.lay(node, "publisher", (medium,))
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
                writer.place_date({"@id": iri}, f"chain/{place - 1}/date", date)
        work = node
        place -= 1
    return work


def _claim(writer: Writer, base: str, row: CitationRow, stated: list[str] | None) -> Node:
    """The statement of a citation; `stated` are the figures in it."""
    label, covers, mode, act, cues, about, repeats, chain, origin = row
    iri = base + label
    node: Node = {"@type": "Claim", "@id": iri}
    if covers:
        node["text"] = _said(writer.text, covers, _GAP)
    if chain and origin == "known":
        writer.lay(node, "author", chain[-1][0])
    node["appearance"] = writer.root
    if chain:
        nearest = {"@id": f"{iri}/1"}
        if origin == "known":
            node["firstAppearance"] = nearest if len(chain) == 1 else {"@id": f"{iri}/{len(chain)}"}
        node["citation"] = nearest
    if told := [*about, *[figure for figure in stated or () if figure not in about]]:
        # As the value of a claim: only that tells of an event which the story does not assert.
        put(node, "about", [found for slug in told if (found := writer.refer(slug, "claim")) is not None])
    if writer.full:
        node["newsld:mode"] = mode
        node["newsld:act"] = act
        if origin != "known":
            node["newsld:origin"] = origin
        if repeats:
            node["newsld:repeats"] = {"@id": base + repeats}
        owner = {"@id": iri}
        if covers:
            writer.place(owner, "covers", covers)
        if cues:
            writer.place(owner, "cues", cues)
        if stated:
            put(
                node, "newsld:stated", [{"@id": writer.names.thing(slug)} for slug in about if slug in stated]
            )
    return node


def quotations(writer: Writer) -> list[Node]:
    """The words that the article quotes."""
    base, nodes = writer.names.base, []
    for slug, words, speaker, citation in writer.rows.quotations:
        node: Node = {"@type": "Quotation", "@id": base + slug}
        if words:
            node["text"] = _said(writer.text, words, " ")
        writer.lay(node, "creator", speaker)
        node["isPartOf"] = writer.root
        if citation:
            node["citation"] = {"@id": f"{base}cite-{citation}"}
        if words and writer.full:
            writer.place({"@id": base + slug}, "words", words)
        nodes.append(node)
    return nodes


def figures(writer: Writer) -> list[Node]:
    """The figures that the article states."""
    return [_figure(writer, values) for values in writer.rows.figures]


def _figure(writer: Writer, values: Mapping[str, Any]) -> Node:
    node: Node = {"@type": "Observation", "@id": writer.names.thing(values["id"])}
    if words := values["words"]:
        node["description"] = _said(writer.text, words, "; ")
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
        writer.lay(node, "observationAbout", [slug for slug in about if slug in writer.things])
    if writer.full:
        _finely(writer, values, node)
    return node


def _finely(writer: Writer, values: Mapping[str, Any], node: Node) -> None:
    """What only the full profile has of a figure."""
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
        node["newsld:citation"] = {"@id": f"{writer.names.base}cite-{values['citation']}"}
    if values["about"]:
        put(node, "newsld:about", [{"@id": writer.names.thing(slug)} for slug in values["about"]])
    if values["words"]:
        writer.place(owner, "words", values["words"])
    if values["as_of"]:
        writer.place_date(owner, "asOf", values["as_of"])
    if period:
        writer.place_date(owner, "period", period)


def _said(text: str, words: Sequence[Run], gap: str) -> str:
    if len(words) == 1:
        ((start, end),) = words
        return text[start:end]
    return gap.join([text[start:end] for start, end in words])
