"""Read the body, its layout and the mentions from a JSON-LD document that newsld wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from newsld.schemaorg.jsonld.body_writer import body_hash
from newsld.schemaorg.jsonld.fragments import parse_fragment
from newsld.schemaorg.jsonld.node_reader import Node, NodeReader, as_list, evidence, spans
from newsld.schemaorg.jsonld.own_terms import FORMS


def read_body(reader: NodeReader, data: Node) -> None:
    """Add the body and the mentions to the article's data."""
    root = reader.root
    own = reader.own(root, "articleBody")
    if own:
        data["body"] = _layout(root, own[0])
    mentions = [*_mentions(reader), *_dates(root)]
    if mentions:
        data["mentions"] = mentions


def has_other_text(reader: NodeReader) -> bool:
    """Return whether the body is not the text that the spans of the document were written for."""
    own = reader.own(reader.root, "articleBody")
    written = reader.root.get("newsld:bodyHash")
    return bool(own) and isinstance(own[0], str) and written is not None and body_hash(own[0]) != written


def _layout(root: Node, text: Any) -> Any:
    body: Node = {"text": text}
    if "newsld:block" in root or root.get("newsld:unlaid"):
        body["blocks"] = [
            _range(node, ("kind", "level", "number"))
            for node in as_list(root.get("newsld:block", []))
            if isinstance(node, dict)
        ]
    if "newsld:mark" in root:
        body["marks"] = [
            _range(node, ("kind", "url", "title", "alternative"))
            for node in as_list(root["newsld:mark"])
            if isinstance(node, dict)
        ]
    return body


def _range(node: Node, keys: Iterable[str]) -> Node:
    data = {key: node[f"newsld:{key}"] for key in keys if f"newsld:{key}" in node}
    return {**data, "words": parse_fragment(node.get("newsld:words"))}


def _mentions(reader: NodeReader) -> Iterator[Node]:
    """Yield the mentions of things, which are at their nodes."""
    for name, node in reader.nodes.items():
        for form, term in FORMS.items():
            if term in node:
                of = reader.ref({"@id": name})
                for words in spans(node, term):
                    yield {"words": words, "of": of, **({"form": form} if form else {})}


def _dates(root: Node) -> Iterator[Node]:
    """Yield the mentions of dates, which are at the article."""
    for node in as_list(root.get("newsld:mentionedDate", [])):
        if not isinstance(node, dict):
            continue
        typed = node.get("newsld:date")
        date: Node = {
            "date": typed.get("@value") if isinstance(typed, dict) else typed,
            **evidence(node, "date"),
        }
        form = {"form": node["newsld:form"]} if "newsld:form" in node else {}
        for words in spans(node, "newsld:words"):
            yield {"words": words, "date": date, **form}
