"""Merge what the blocks of a page say about one story into one node of their graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsld.model.literals import text_of
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import GraphNode, NodeRef, OrderedList
from newsld.web.markup.object_types import merge_types


class Description(NamedTuple):
    """One description of a story: its block, its JSON Pointer there, its `@id` as written, its headlines and names."""

    block: int | None
    pointer: str
    name: str | None
    headlines: tuple[str, ...]


def merge_descriptions(
    graph: Graph, story: Sequence[Description], articles: Sequence[GraphNode]
) -> GraphNode | None:
    """Return the node of the first description, with the values of terms that only the others have.

    `articles` are the articles of the graph. After this, references to the other descriptions refer to the first.
    Return None when the graph has no node for the story.
    """
    found = dict.fromkeys(node for one in story if (node := _find(graph, one, articles)) is not None)
    if not found:
        return None
    first, *others = found
    for other in others:
        first.types = merge_types(first.types, other.types)
        for term, values in other.terms.items():
            first.terms.setdefault(term, values)
        del graph.nodes[other.key]
    if others:
        replaced = {other.key: NodeRef(first.key, first.name) for other in others}
        for node in graph.nodes.values():
            for term, values in node.terms.items():
                node.terms[term] = [_replace(value, replaced) for value in values]
        graph.forget_references()
    return first


def _find(graph: Graph, one: Description, articles: Sequence[GraphNode]) -> GraphNode | None:
    """Return the node of a description: by its id, its place, or its headline if the graph does not know the place."""
    if one.name is not None and (node := graph.named(one.name, one.block)) is not None:
        return node
    nodes = [node for node in articles if node.block == one.block]
    for node in nodes:
        if node.pointer == one.pointer and node.name is None:
            return node
    for node in nodes:
        texts = [text_of(value) for term in ("headline", "name") for value in node.terms.get(term, ())]
        if any(text in one.headlines for text in texts):
            return node
    return nodes[0] if len(nodes) == 1 else None


def _replace(value: object, replaced: dict[str, NodeRef]) -> object:
    if isinstance(value, NodeRef):
        return replaced.get(value.key, value)
    if isinstance(value, OrderedList):
        return OrderedList([_replace(item, replaced) for item in value.values])
    return value
