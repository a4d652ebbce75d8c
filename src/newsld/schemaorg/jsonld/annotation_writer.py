"""Write positions in the body: W3C Web Annotations of words, and the layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from newsld.model import Body
from newsld.model.body import Block, Mark, has_plain_layout
from newsld.schemaorg.jsonld.records import MentionRecord, Offsets
from newsld.schemaorg.jsonld.values import Node, edtf, set_values

__all__ = ["layout", "mention_annotations", "words_annotation", "words_target"]

_IDENTIFYING: Final = {"@id": "oa:identifying"}
_DESCRIBING: Final = {"@id": "oa:describing"}
# One selector of both types takes half the nodes of two that must agree.
_SELECTOR: Final = ["oa:TextQuoteSelector", "oa:TextPositionSelector"]


def words_annotation(source: Node, text: str, owner: Node, path: str, spans: Sequence[Offsets]) -> Node:
    """Return the annotation of the words that a field was read from; `path` leads from its owner to the field."""
    if len(spans) == 1:
        target: Node | list[Node] = words_target(source, text, spans[0])
    else:
        target = [
            {**words_target(source, text, span), "newsld:position": position}
            for position, span in enumerate(spans)
        ]
    return {
        "@type": "oa:Annotation",
        "oa:motivatedBy": _DESCRIBING,
        "oa:hasBody": owner,
        "newsld:field": path,
        "oa:hasTarget": target,
    }


def words_target(source: Node, text: str, span: Offsets) -> Node:
    """Return the target of an annotation: the words and their position."""
    start, end = span
    return {
        "oa:hasSource": source,
        "oa:hasSelector": {
            "@type": _SELECTOR,
            "oa:exact": text[start:end],
            "oa:start": start,
            "oa:end": end,
        },
    }


def mention_annotations(
    source: Node, text: str, refs: Mapping[str, Node], mentions: Iterable[MentionRecord]
) -> list[Node]:
    """Return an annotation for all words that mean one thing in one form, and one for each date."""
    nodes: list[Node] = []
    groups: dict[tuple[str, str | None], list[Node]] = {}
    for words, start, end, slug, date, form in mentions:
        target: Node = {  # `words_target` without the call: half of a document is made here
            "oa:hasSource": source,
            "oa:hasSelector": {
                "@type": _SELECTOR,
                "oa:exact": words,
                "oa:start": start,
                "oa:end": end,
            },
        }
        if slug is not None:
            targets = groups.get((slug, form))
            if targets is None:
                groups[slug, form] = [target]
            else:
                targets.append(target)
        elif date is not None:
            node: Node = {"@type": "oa:Annotation", "oa:motivatedBy": _IDENTIFYING, "oa:hasTarget": target}
            node["newsld:date"] = edtf(date.date)
            if date.basis:
                node["newsld:dateBasis"] = date.basis
            if date.words:
                node["newsld:dateWords"] = words_target(source, text, date.words)
            if form:
                node["newsld:form"] = form
            nodes.append(node)
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


_OF_BLOCKS: Final = {"level": "newsld:level", "number": "newsld:number"}
_OF_MARKS: Final = {"url": "newsld:url", "title": "newsld:title", "alternative": "newsld:alternative"}


def layout(body: Body, node: Node) -> None:
    """Add the blocks, unless they follow from the text, and the marks."""
    if not has_plain_layout(body):
        set_values(node, "newsld:block", _layout_nodes(body.blocks, _OF_BLOCKS))
        if not body.blocks:
            node["newsld:unlaid"] = True
    if body.marks:
        set_values(node, "newsld:mark", _layout_nodes(body.marks, _OF_MARKS))


def _layout_nodes(parts: Iterable[Block | Mark], terms: Mapping[str, str]) -> list[Node]:
    """Return the nodes of blocks or marks: position, and the values that they have."""
    nodes = []
    for position, part in enumerate(parts):
        values = part.__dict__
        start, end = values["words"]
        node: Node = {"newsld:kind": values["kind"], "oa:start": start, "oa:end": end}
        for name, term in terms.items():
            if values[name] is not None:
                node[term] = values[name]
        node["newsld:position"] = position
        nodes.append(node)
    return nodes
