"""Write what is in the body: mentions at the things that they mean, the layout, and a hash of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from newsld.model import Body
from newsld.model.body import Block, Mark, has_plain_layout
from newsld.schemaorg.jsonld.fragments import fragment
from newsld.schemaorg.jsonld.node_writer import add_evidence
from newsld.schemaorg.jsonld.records import DateRecord
from newsld.schemaorg.jsonld.values import Node, add, edtf, set_values

_OF_BLOCKS: Final = {"level": "newsld:level", "number": "newsld:number"}
_OF_MARKS: Final = {"url": "newsld:url", "title": "newsld:title", "alternative": "newsld:alternative"}


def body_hash(text: str) -> str:
    """Return the hash that shows whether spans are still those of the text: SHA-256 of its UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def add_mentioned_dates(mentions: Sequence[DateRecord], root: Node) -> None:
    """Add the spans that mention a date to the article."""
    if mentions:
        set_values(root, "newsld:mentionedDate", _date_nodes(mentions))


def _date_nodes(mentions: Iterable[DateRecord]) -> list[Node]:
    """Return a node for each date that is mentioned, with all spans that mean it in one form."""
    nodes: dict[tuple[Any, ...], Node] = {}
    for words, date, form in mentions:
        key = (str(date.date), date.basis, date.words, form)
        node = nodes.get(key)
        if node is None:
            node = nodes[key] = {"newsld:date": edtf(date.date)}
            if form:
                node["newsld:form"] = form
            add_evidence(node, "date", date.basis, date.words)
        add(node, "newsld:words", fragment(words))
    return [*nodes.values()]


def add_layout(body: Body, node: Node) -> None:
    """Add the blocks, unless they follow from the text, and the marks."""
    if not has_plain_layout(body):
        set_values(node, "newsld:block", _layout_nodes(body.blocks, _OF_BLOCKS))
        if not body.blocks:
            node["newsld:unlaid"] = True
    if body.marks:
        set_values(node, "newsld:mark", _layout_nodes(body.marks, _OF_MARKS))


def _layout_nodes(parts: Iterable[Block | Mark], terms: Mapping[str, str]) -> list[Node]:
    """Return the nodes of blocks or marks: kind, span, and the values that they have."""
    nodes = []
    for part in parts:
        values = part.__dict__
        node: Node = {"newsld:kind": values["kind"], "newsld:words": fragment(values["words"])}
        for name, term in terms.items():
            if values[name] is not None:
                node[term] = values[name]
        nodes.append(node)
    return nodes
