"""Where in the body everything stands: W3C Web Annotations, hung from the article's root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from newsld.jsonld.nodes import Node, Writer, edtf, put
from newsld.models import Body, Citation, Dated, Mention
from newsld.models.body import is_plain
from newsld.text import Span

__all__ = ["annotate", "layout"]

_IDENTIFYING: Final = {"@id": "oa:identifying"}
_DESCRIBING: Final = {"@id": "oa:describing"}
# One selector that selects both ways: half the nodes of two that must agree.
_SELECTOR: Final = ["oa:TextQuoteSelector", "oa:TextPositionSelector"]

Placed = tuple[str, str, tuple[Span, ...]]


def annotate(writer: Writer) -> list[Node]:
    """Every span of the article: mentions by what they mean and how, all else by its owner and field."""
    targets = _Targets(writer)
    found = _mentions(writer, targets)
    for owner, field, spans in _placed(writer):
        placed = targets.of(spans)
        if len(placed) > 1:
            for position, target in enumerate(placed):
                target["newsld:position"] = position
        found.append(
            {
                "@type": "oa:Annotation",
                "oa:motivatedBy": _DESCRIBING,
                "oa:hasBody": {"@id": owner},
                "newsld:field": field,
                "oa:hasTarget": placed if len(placed) > 1 else placed[0],
            }
        )
    return found


class _Targets:
    """Makes the targets of annotations: the words themselves and where they stand."""

    __slots__ = ("source", "text")

    def __init__(self, writer: Writer) -> None:
        self.source = {"@id": writer.names.root}
        self.text = writer.article.text

    def of(self, spans: Iterable[Span]) -> list[Node]:
        """A target for each span. An article has hundreds: they are made in one go."""
        source, text = self.source, self.text
        return [
            {
                "oa:hasSource": source,
                "oa:hasSelector": {
                    "@type": _SELECTOR,
                    "oa:exact": text[start:end],
                    "oa:start": start,
                    "oa:end": end,
                },
            }
            for start, end in spans
        ]


def _mentions(writer: Writer, targets: _Targets) -> list[Node]:
    """One annotation for all the words that mean one thing in one way."""
    iris = writer.names.iris
    groups: dict[tuple[str, str | None], list[Span]] = {}
    nodes: list[Node] = []
    for mention in writer.article.mentions:
        values = mention.__dict__
        slug = values["of"]
        if slug is None or values["date"] is not None:
            nodes.append(_date_mention(writer, mention, targets))
            continue
        key = slug, values["form"]
        if key in groups:
            groups[key].append(values["words"])
        else:
            groups[key] = [values["words"]]
    for (slug, form), spans in groups.items():
        found = targets.of(spans)
        node = {
            "@type": "oa:Annotation",
            "oa:motivatedBy": _IDENTIFYING,
            "oa:hasBody": {"@id": iris[slug]},
            "oa:hasTarget": found if len(found) > 1 else found[0],
        }
        if form is not None:
            node["newsld:form"] = form
        nodes.append(node)
    return nodes


def _date_mention(writer: Writer, mention: Mention, targets: _Targets) -> Node:
    (target,) = targets.of((mention.words,))
    node: Node = {"@type": "oa:Annotation", "oa:motivatedBy": _IDENTIFYING, "oa:hasTarget": target}
    if mention.of:
        node["oa:hasBody"] = {"@id": writer.names.thing(mention.of)}
    if mention.date:
        node["newsld:date"] = edtf(mention.date.date)
        if mention.date.basis:
            node["newsld:dateBasis"] = mention.date.basis
        if mention.date.words:
            (node["newsld:dateWords"],) = targets.of((mention.date.words,))
    if mention.form:
        node["newsld:form"] = mention.form
    return node


def _placed(writer: Writer) -> Iterator[Placed]:
    """Every field that holds spans, beside mentions: IRI of its owner, path of the field in it, and the spans."""
    article, names = writer.article, writer.names
    for party in (*article.people, *article.organizations):
        owner = names.thing(party.id)
        if party.anonymous_reason:
            yield owner, "anonymousReason", (party.anonymous_reason,)
        for number, role in enumerate(party.roles):
            if role.words:
                yield owner, f"roles/{number}/words", (role.words,)
            if role.start or role.end:
                yield from _date(owner, f"roles/{number}/start", role.start)
                yield from _date(owner, f"roles/{number}/end", role.end)
    for person in article.people:
        if person.birth_date or person.death_date:
            yield from _date(names.thing(person.id), "birthDate", person.birth_date)
            yield from _date(names.thing(person.id), "deathDate", person.death_date)
    for organization in article.organizations:
        if organization.founding_date:
            yield from _date(names.thing(organization.id), "foundingDate", organization.founding_date)
    for event in article.events:
        owner = names.thing(event.id)
        if event.start_date or event.end_date:
            yield from _date(owner, "startDate", event.start_date)
            yield from _date(owner, "endDate", event.end_date)
        for number, participant in enumerate(event.participants):
            if participant.words:
                yield owner, f"participants/{number}/words", (participant.words,)
    for citation in article.citations:
        yield from _cited(names.citation(citation.id), citation)
    for quotation in article.quotations:
        if quotation.words:
            yield names.thing(quotation.id), "words", quotation.words
    for figure in article.figures:
        owner = names.thing(figure.id)
        if figure.words:
            yield owner, "words", figure.words
        if figure.as_of or figure.period:
            yield from _date(owner, "asOf", figure.as_of)
            yield from _date(owner, "period", figure.period)


def _cited(owner: str, citation: Citation) -> Iterator[Placed]:
    if citation.covers:
        yield owner, "covers", citation.covers
    if citation.cues:
        yield owner, "cues", citation.cues
    for number, hop in enumerate(citation.chain):
        if hop.date:
            yield from _date(owner, f"chain/{number}/date", hop.date)


def _date(owner: str, field: str, dated: Dated | None) -> Iterator[Placed]:
    if dated is not None and dated.words is not None:
        yield owner, field + "/words", (dated.words,)


def layout(body: Body, node: Node) -> None:
    """Add the blocks, where they are not what the text shows by itself, and the marks."""
    if not is_plain(body):
        blocks = []
        for position, block in enumerate(body.blocks):
            one: Node = {"newsld:kind": block.kind, "oa:start": block.words.start, "oa:end": block.words.end}
            if block.level is not None:
                one["newsld:level"] = block.level
            if block.number is not None:
                one["newsld:number"] = block.number
            blocks.append({**one, "newsld:position": position})
        put(node, "newsld:block", blocks)
        if not blocks:
            node["newsld:unlaid"] = True
    marks = []
    for position, mark in enumerate(body.marks):
        one = {"newsld:kind": mark.kind, "oa:start": mark.words.start, "oa:end": mark.words.end}
        if mark.url is not None:
            one["newsld:url"] = mark.url
        if mark.title is not None:
            one["newsld:title"] = mark.title
        if mark.alternative is not None:
            one["newsld:alternative"] = mark.alternative
        marks.append({**one, "newsld:position": position})
    put(node, "newsld:mark", marks)
