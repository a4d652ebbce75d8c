"""Read the body, its layout and every span from a JSON-LD document that newsld wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from newsld.schemaorg.jsonld.node_reader import Node, NodeReader, as_list, words_of

__all__ = ["read_body"]

_MANY: Final = frozenset({"covers", "cues", "words"})


def read_body(reader: NodeReader, data: Node) -> None:
    """Add the body, the mentions, and the words of every field to the article's data."""
    root = reader.root
    own = reader.own(root, "articleBody")
    if own:
        data["body"] = _layout(root, own[0])
    mentions = []
    for node in as_list(root.get("newsld:annotation", [])):
        node = reader.resolve(node)
        if not isinstance(node, dict):
            continue
        if "newsld:field" in node:
            _apply(reader, node)
        else:
            mentions.extend(_mentions(reader, node))
    if mentions:
        data["mentions"] = mentions


def _layout(root: Node, text: Any) -> Any:
    body: Node = {"text": text}
    if "newsld:block" in root or root.get("newsld:unlaid"):
        body["blocks"] = [
            _range(node, ("kind", "level", "number")) for node in _ordered(root, "newsld:block")
        ]
    if "newsld:mark" in root:
        body["marks"] = [
            _range(node, ("kind", "url", "title", "alternative")) for node in _ordered(root, "newsld:mark")
        ]
    return body


def _ordered(root: Node, term: str) -> list[Node]:
    nodes = [node for node in as_list(root.get(term, [])) if isinstance(node, dict)]
    return sorted(nodes, key=_position)


def _position(node: Node) -> int:
    position = node.get("newsld:position")
    return position if isinstance(position, int) else 0


def _range(node: Node, keys: Iterable[str]) -> Node:
    data = {key: node[f"newsld:{key}"] for key in keys if f"newsld:{key}" in node}
    return {**data, "words": {"start": node.get("oa:start"), "end": node.get("oa:end")}}


def _mentions(reader: NodeReader, node: Node) -> list[Node]:
    """Return the mentions of an annotation: one for each of its targets."""
    mention: Node = {}
    if "oa:hasBody" in node:
        mention["of"] = reader.ref(node["oa:hasBody"])
    if "newsld:date" in node:
        typed = node["newsld:date"]
        date: Node = {"date": typed.get("@value") if isinstance(typed, dict) else typed}
        if "newsld:dateBasis" in node:
            date["basis"] = node["newsld:dateBasis"]
        if "newsld:dateWords" in node:
            date["words"] = words_of(node["newsld:dateWords"])
        mention["date"] = date
    if "newsld:form" in node:
        mention["form"] = node["newsld:form"]
    return [{**mention, "words": words_of(target)} for target in as_list(node.get("oa:hasTarget"))]


def _apply(reader: NodeReader, node: Node) -> None:
    """Set the words of an annotation in the field that it names."""
    owner: Any = reader.owner(node.get("oa:hasBody"))
    *path, last = str(node["newsld:field"]).split("/")
    for step in path:
        owner = _step(owner, step)
    if not isinstance(owner, dict):
        return
    targets = sorted(
        (target for target in as_list(node.get("oa:hasTarget", [])) if isinstance(target, dict)),
        key=_position,
    )
    words = [words_of(target) for target in targets]
    several = last in _MANY if not path else path[0] == "chain" and last == "words" and len(path) == 2
    owner[last] = words if several else words[0] if words else {}


def _step(owner: Any, step: str) -> Any:
    if isinstance(owner, list):
        return owner[int(step)] if step.isdecimal() and int(step) < len(owner) else None
    if not isinstance(owner, dict) or step not in owner:
        return None
    if isinstance(owner[step], str):
        owner[step] = {"date": owner[step]}
    return owner[step]
