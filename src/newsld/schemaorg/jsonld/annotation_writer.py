"""Where in the body everything stands: W3C Web Annotations, hung from the article's root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from newsld.model import Body
from newsld.model.body import Block, Mark, is_plain
from newsld.schemaorg.jsonld.records import MentionRow, Run
from newsld.schemaorg.jsonld.values import Node, edtf, put

__all__ = ["describing", "identifying", "layout"]

_IDENTIFYING: Final = {"@id": "oa:identifying"}
_DESCRIBING: Final = {"@id": "oa:describing"}
# One selector that selects both ways: half the nodes of two that must agree.
_SELECTOR: Final = ["oa:TextQuoteSelector", "oa:TextPositionSelector"]


def describing(source: Node, text: str, owner: Node, path: str, runs: Sequence[Run]) -> Node:
    """The annotation of words that a field was read from: `path` leads there from its owner."""
    if len(runs) == 1:
        target: Node | list[Node] = _target(source, text, runs[0])
    else:
        target = [
            {**_target(source, text, run), "newsld:position": position} for position, run in enumerate(runs)
        ]
    return {
        "@type": "oa:Annotation",
        "oa:motivatedBy": _DESCRIBING,
        "oa:hasBody": owner,
        "newsld:field": path,
        "oa:hasTarget": target,
    }


def _target(source: Node, text: str, run: Run) -> Node:
    """The target of an annotation: the words themselves and where they stand."""
    start, end = run
    return {
        "oa:hasSource": source,
        "oa:hasSelector": {
            "@type": _SELECTOR,
            "oa:exact": text[start:end],
            "oa:start": start,
            "oa:end": end,
        },
    }


def identifying(
    source: Node, text: str, refs: Mapping[str, Node], mentions: Iterable[MentionRow]
) -> list[Node]:
    """One annotation for all the words that mean one thing in one way, and one for each date."""
    nodes: list[Node] = []
    groups: dict[tuple[str, str | None], list[Node]] = {}
    for words, start, end, slug, date, form in mentions:
        target: Node = {  # `_target`, but for the call: half of all that is written is this
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
                node["newsld:dateWords"] = _target(source, text, date.words)
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
    """Add the blocks, where they are not what the text shows by itself, and the marks."""
    if not is_plain(body):
        put(node, "newsld:block", _laid(body.blocks, _OF_BLOCKS))
        if not body.blocks:
            node["newsld:unlaid"] = True
    if body.marks:
        put(node, "newsld:mark", _laid(body.marks, _OF_MARKS))


def _laid(parts: Iterable[Block | Mark], terms: Mapping[str, str]) -> list[Node]:
    """Blocks or marks: where they stand, and those of their values that they have."""
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
