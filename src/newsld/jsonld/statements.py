"""What an article says that others say: chains, claims, quotations and figures as JSON-LD nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from newsld.jsonld.nodes import Node, Writer, edtf, number, put
from newsld.models import Citation, Figure, Hop, Quotation
from newsld.text import Span

__all__ = ["chains", "claims", "figures", "quotations"]

_GAP: Final = " … "
_MEDIUM: Final = "NewsMediaOrganization"
_WORKS: Final = {
    "video": "VideoObject",
    "podcast": "PodcastEpisode",
    "report": "Report",
    "interview": "CreativeWork",
    "letter": "Message",
}


def chains(writer: Writer) -> list[Node]:
    """The works that the article cites: of every citation the nearest hop, the further ones inside it."""
    media = {slug for slug, thing in writer.things.items() if thing.type and writer.is_kind(slug, _MEDIUM)}
    nodes = []
    for citation in writer.article.citations:
        work: Node | None = None
        chain = citation.chain
        for place in range(len(chain), 0, -1):
            hop = chain[place - 1]
            node: Node = {"@type": _work_type(hop, media), "@id": writer.names.hop(citation.id, place)}
            work = _work(writer, hop, node, work)
        if work is not None:
            nodes.append(work)
    return nodes


def _work(writer: Writer, hop: Hop, node: Node, further: Node | None) -> Node:
    values = hop.__dict__
    parties, medium = values["parties"], values["medium"]
    if values["headline"]:
        node["headline"] = values["headline"]
    if values["url"]:
        node["url"] = values["url"]
    writer.lay(node, "publisher" if node["@type"] == "NewsArticle" else "author", parties)
    if medium and "publisher" not in node:
        writer.lay(node, "publisher", (medium,))
    if values["date"]:
        writer.date(node, "datePublished", values["date"])
    if further is not None:
        node["citation"] = further
    if writer.full:
        refs = writer.refs
        node["newsld:party"] = refs[parties[0]] if len(parties) == 1 else [refs[slug] for slug in parties]
        if medium:
            node["newsld:medium"] = refs[medium]
        if values["role"]:
            node["newsld:role"] = values["role"]
        if values["form"]:
            node["newsld:form"] = values["form"]
        if values["inherited"]:
            node["newsld:inherited"] = {"@id": writer.names.citation(values["inherited"])}
    return node


def _work_type(hop: Hop, media: set[str]) -> str:
    values = hop.__dict__
    form = values["form"]
    if values["medium"]:
        return "SocialMediaPosting"
    if form in _WORKS:
        return _WORKS[form]
    if values["headline"] or (not form and media.issuperset(values["parties"])):
        return "NewsArticle"
    return "CreativeWork"


def claims(writer: Writer) -> list[Node]:
    """The statements that the article attributes, each a Claim with its origin and its chain."""
    figures: dict[str, list[str]] = {}
    for figure in writer.article.figures:
        if figure.citation:
            figures.setdefault(figure.citation, []).append(figure.id)
    return [_claim(writer, citation, figures.get(citation.id, [])) for citation in writer.article.citations]


def _claim(writer: Writer, citation: Citation, figures: list[str]) -> Node:
    names, values = writer.names, citation.__dict__
    covers, chain, about, origin = values["covers"], values["chain"], values["about"], values["origin"]
    node: Node = {"@type": "Claim", "@id": names.citation(citation.id)}
    if covers:
        node["text"] = _said(writer, covers, _GAP)
    if chain and origin == "known":
        writer.lay(node, "author", chain[-1].parties)
    node["appearance"] = writer.root
    if chain:
        far = len(chain)
        nearest = {"@id": names.hop(citation.id, 1)}
        if origin == "known":
            node["firstAppearance"] = nearest if far == 1 else {"@id": names.hop(citation.id, far)}
        node["citation"] = nearest
    if figures:
        _lay_about(writer, node, [*about, *[figure for figure in figures if figure not in about]])
    elif about:
        _lay_about(writer, node, about)
    if writer.full:
        node["newsld:mode"] = values["mode"]
        node["newsld:act"] = values["act"]
        if origin != "known":
            node["newsld:origin"] = origin
        if values["repeats"]:
            node["newsld:repeats"] = {"@id": names.citation(values["repeats"])}
        if figures:
            put(node, "newsld:stated", [{"@id": names.thing(slug)} for slug in about if slug in figures])
    return node


def _lay_about(writer: Writer, node: Node, slugs: Iterable[str]) -> None:
    nodes: list[Node] = []
    for slug in slugs:
        if slug in writer.plain:
            nodes.append(writer.refs[slug])
        elif slug in writer.things:
            found = writer.refer(slug, "claim")
            if found is not None:
                nodes.append(found)
        elif writer.full or writer.pending:
            nodes.append({"@id": writer.names.thing(slug)})
    put(node, "about", nodes)


def quotations(writer: Writer) -> list[Node]:
    """The words that the article quotes."""
    return [_quotation(writer, quotation) for quotation in writer.article.quotations]


def _quotation(writer: Writer, quotation: Quotation) -> Node:
    node: Node = {"@type": "Quotation", "@id": writer.names.thing(quotation.id)}
    if quotation.words:
        node["text"] = _said(writer, quotation.words, " ")
    writer.lay(node, "creator", quotation.speaker)
    node["isPartOf"] = writer.root
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
    if figure.as_of:
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


def _said(writer: Writer, spans: tuple[Span, ...], gap: str) -> str:
    text = writer.text
    return gap.join([text[start:end] for start, end in spans])
