"""What an article says that others say: chains, claims, quotations and figures as JSON-LD nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from newsld.jsonld.nodes import Node, Writer, edtf, number, put
from newsld.models import Citation, Figure, Hop, Quotation
from newsld.text import Span

__all__ = ["chains", "claims", "figures", "quotations"]

_GAP: Final = " … "
_WORKS: Final = {
    "video": "VideoObject",
    "podcast": "PodcastEpisode",
    "report": "Report",
    "interview": "CreativeWork",
    "letter": "Message",
}


def chains(writer: Writer) -> list[Node]:
    """The works that the article cites: of every citation the nearest hop, the further ones inside it."""
    nodes = []
    for citation in writer.article.citations:
        work: Node | None = None
        for place in range(len(citation.chain), 0, -1):
            work = _work(writer, citation, place, work)
        if work is not None:
            nodes.append(work)
    return nodes


def _work(writer: Writer, citation: Citation, place: int, further: Node | None) -> Node:
    hop = citation.chain[place - 1]
    node: Node = {"@type": _work_type(writer, hop), "@id": writer.names.hop(citation.id, place)}
    if hop.headline:
        node["headline"] = hop.headline
    if hop.url:
        node["url"] = hop.url
    term = "publisher" if node["@type"] == "NewsArticle" else "author"
    writer.lay(node, term, hop.parties)
    if hop.medium and "publisher" not in node:
        writer.lay(node, "publisher", (hop.medium,))
    writer.date(node, "datePublished", hop.date)
    if further is not None:
        node["citation"] = further
    if writer.full:
        put(node, "newsld:party", [writer.refs[slug] for slug in hop.parties])
        if hop.medium:
            node["newsld:medium"] = writer.refs[hop.medium]
        if hop.role:
            node["newsld:role"] = hop.role
        if hop.form:
            node["newsld:form"] = hop.form
        if hop.inherited:
            node["newsld:inherited"] = {"@id": writer.names.citation(hop.inherited)}
    return node


def _work_type(writer: Writer, hop: Hop) -> str:
    if hop.medium:
        return "SocialMediaPosting"
    if hop.form in _WORKS:
        return _WORKS[hop.form]
    report = not hop.form and all(writer.is_kind(party, "NewsMediaOrganization") for party in hop.parties)
    return "NewsArticle" if report or hop.headline else "CreativeWork"


def claims(writer: Writer) -> list[Node]:
    """The statements that the article attributes, each a Claim with its origin and its chain."""
    figures: dict[str, list[str]] = {}
    for figure in writer.article.figures:
        if figure.citation:
            figures.setdefault(figure.citation, []).append(figure.id)
    return [_claim(writer, citation, figures.get(citation.id, [])) for citation in writer.article.citations]


def _claim(writer: Writer, citation: Citation, figures: list[str]) -> Node:
    names = writer.names
    node: Node = {"@type": "Claim", "@id": names.citation(citation.id)}
    if citation.covers:
        node["text"] = _said(writer, citation.covers, _GAP)
    if citation.chain and citation.origin == "known":
        writer.lay(node, "author", citation.chain[-1].parties)
    node["appearance"] = {"@id": names.root}
    if citation.chain:
        if citation.origin == "known":
            node["firstAppearance"] = {"@id": names.hop(citation.id, len(citation.chain))}
        node["citation"] = {"@id": names.hop(citation.id, 1)}
    about = [*citation.about, *(slug for slug in figures if slug not in citation.about)]
    put(node, "about", _about(writer, about))
    if writer.full:
        node["newsld:mode"] = citation.mode
        node["newsld:act"] = citation.act
        if citation.origin != "known":
            node["newsld:origin"] = citation.origin
        if citation.repeats:
            node["newsld:repeats"] = {"@id": names.citation(citation.repeats)}
        put(node, "newsld:stated", [{"@id": names.thing(slug)} for slug in citation.about if slug in figures])
    return node


def _about(writer: Writer, slugs: Iterable[str]) -> list[Node]:
    nodes = []
    for slug in slugs:
        if slug in writer.things:
            node = writer.refer(slug, "claim")
            if node is not None:
                nodes.append(node)
        elif writer.full or writer.pending:
            nodes.append({"@id": writer.names.thing(slug)})
    return nodes


def quotations(writer: Writer) -> list[Node]:
    """The words that the article quotes."""
    return [_quotation(writer, quotation) for quotation in writer.article.quotations]


def _quotation(writer: Writer, quotation: Quotation) -> Node:
    node: Node = {"@type": "Quotation", "@id": writer.names.thing(quotation.id)}
    if quotation.words:
        node["text"] = _said(writer, quotation.words, " ")
    writer.lay(node, "creator", quotation.speaker)
    node["isPartOf"] = {"@id": writer.names.root}
    if quotation.citation:
        node["citation"] = {"@id": writer.names.citation(quotation.citation)}
    return node


def figures(writer: Writer) -> list[Node]:
    """The figures that the article states."""
    return [_figure(writer, figure) for figure in writer.article.figures]


def _figure(writer: Writer, figure: Figure) -> Node:
    node: Node = {"@type": "Observation", "@id": writer.names.thing(figure.id)}
    if figure.words:
        node["description"] = _said(writer, figure.words, "; ")
    if figure.measures:
        node["variableMeasured"] = figure.measures
    for name, term in (("value", "value"), ("min", "minValue"), ("max", "maxValue")):
        if (value := getattr(figure, name)) is not None:
            node[term] = number(value)
    if figure.unit:
        node["unitText"] = figure.unit
    writer.date(node, "observationDate", figure.as_of)
    writer.lay(node, "observationAbout", [slug for slug in figure.about if slug in writer.things])
    if writer.full:
        _finely(writer, figure, node)
    return node


def _finely(writer: Writer, figure: Figure, node: Node) -> None:
    if figure.exclusive is not False:
        node["newsld:exclusive"] = figure.exclusive
    if figure.approximate:
        node["newsld:approximate"] = True
    if figure.period:
        node["newsld:period"] = edtf(figure.period.date)
        if figure.period.basis:
            node["newsld:periodBasis"] = figure.period.basis
    if figure.citation:
        node["newsld:citation"] = {"@id": writer.names.citation(figure.citation)}
    put(node, "newsld:about", [{"@id": writer.names.thing(slug)} for slug in figure.about])


def _said(writer: Writer, spans: Iterable[Span], gap: str) -> str:
    text: Any = writer.article.text
    return gap.join([text[start:end] for start, end in spans])
