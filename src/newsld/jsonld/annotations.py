"""Where in the body everything stands: W3C Web Annotations, hung from the article's root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from newsld.jsonld.nodes import Node, Writer, edtf, put
from newsld.models import Body, Dated, Mention
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
    mentions, placed = writer.article.mentions, [*_placed(writer)]
    # By its `__dict__`, here and below: there are hundreds, and pydantic's objects are slow to ask.
    spans = [mention.__dict__["words"] for mention in mentions]
    spans += [span for _, _, several in placed for span in several]
    targets = iter(_targets(writer, spans))
    found = _mentions(writer, zip(mentions, targets, strict=False))  # what is left over is for the others
    for owner, field, several in placed:
        node: Node = {
            "@type": "oa:Annotation",
            "oa:motivatedBy": _DESCRIBING,
            "oa:hasBody": {"@id": owner},
            "newsld:field": field,
        }
        if len(several) == 1:
            node["oa:hasTarget"] = next(targets)
        else:
            node["oa:hasTarget"] = parts = [*islice(targets, len(several))]
            for position, part in enumerate(parts):
                part["newsld:position"] = position
        found.append(node)
    return found


def _targets(writer: Writer, spans: Iterable[Span]) -> list[Node]:
    """The targets of annotations: the words themselves and where they stand."""
    source, text = writer.root, writer.text
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


def _mentions(writer: Writer, mentions: Iterable[tuple[Mention, Node]]) -> list[Node]:
    """One annotation for all the words that mean one thing in one way; each mention comes with its target."""
    refs = writer.refs
    groups: dict[tuple[str, str | None], list[Node]] = {}
    nodes: list[Node] = []
    for mention, target in mentions:
        values = mention.__dict__
        slug = values["of"]
        if slug is None or values["date"] is not None:
            nodes.append(_date_mention(writer, mention, target))
            continue
        key = slug, values["form"]
        if key in groups:
            groups[key].append(target)
        else:
            groups[key] = [target]
    for (slug, form), targets in groups.items():
        node = {
            "@type": "oa:Annotation",
            "oa:motivatedBy": _IDENTIFYING,
            "oa:hasBody": refs[slug],
            "oa:hasTarget": targets if len(targets) > 1 else targets[0],
        }
        if form is not None:
            node["newsld:form"] = form
        nodes.append(node)
    return nodes


def _date_mention(writer: Writer, mention: Mention, target: Node) -> Node:
    node: Node = {"@type": "oa:Annotation", "oa:motivatedBy": _IDENTIFYING, "oa:hasTarget": target}
    if mention.of:
        node["oa:hasBody"] = {"@id": writer.names.thing(mention.of)}
    if mention.date:
        node["newsld:date"] = edtf(mention.date.date)
        if mention.date.basis:
            node["newsld:dateBasis"] = mention.date.basis
        if mention.date.words:
            (node["newsld:dateWords"],) = _targets(writer, (mention.date.words,))
    if mention.form:
        node["newsld:form"] = mention.form
    return node


def _placed(writer: Writer) -> Iterator[Placed]:
    """Every field that holds spans, beside mentions: IRI of its owner, path of the field in it, and the spans."""
    article, names = writer.article, writer.names
    for party in (*article.people, *article.organizations):
        values, owner = party.__dict__, names.thing(party.id)
        if values["anonymous_reason"]:
            yield owner, "anonymousReason", (values["anonymous_reason"],)
        for number, role in enumerate(values["roles"]):
            if role.words:
                yield owner, f"roles/{number}/words", (role.words,)
            yield from _dates(owner, f"roles/{number}/", ("start", role.start), ("end", role.end))
    for person in article.people:
        dates = ("birthDate", person.birth_date), ("deathDate", person.death_date)
        yield from _dates(names.thing(person.id), "", *dates)
    for organization in article.organizations:
        if organization.founding_date:
            yield from _dates(names.thing(organization.id), "", ("foundingDate", organization.founding_date))
    for event in article.events:
        owner = names.thing(event.id)
        if event.start_date or event.end_date:
            yield from _dates(owner, "", ("startDate", event.start_date), ("endDate", event.end_date))
        for number, participant in enumerate(event.participants):
            if participant.words:
                yield owner, f"participants/{number}/words", (participant.words,)
    for citation in article.citations:
        values, owner = citation.__dict__, names.citation(citation.id)
        if values["covers"]:
            yield owner, "covers", values["covers"]
        if values["cues"]:
            yield owner, "cues", values["cues"]
        for number, hop in enumerate(values["chain"]):
            if hop.date:
                yield from _dates(owner, f"chain/{number}/", ("date", hop.date))
    for quotation in article.quotations:
        if quotation.words:
            yield names.thing(quotation.id), "words", quotation.words
    for figure in article.figures:
        owner = names.thing(figure.id)
        if figure.words:
            yield owner, "words", figure.words
        yield from _dates(owner, "", ("asOf", figure.as_of), ("period", figure.period))


def _dates(owner: str, path: str, *fields: tuple[str, Dated | None]) -> Iterator[Placed]:
    for field, dated in fields:
        if dated is not None and dated.words is not None:
            yield owner, f"{path}{field}/words", (dated.words,)


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
