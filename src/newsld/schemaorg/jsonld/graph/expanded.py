"""Parse expanded JSON-LD, the output of the reference processor, into nodes of a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from newsld.schemaorg.jsonld.graph.context_profile import ContextProfile
from newsld.schemaorg.jsonld.graph.graph_nodes import BLANK, GraphNode, NodeRef, OrderedList

_DATE: Final = "http://schema.org/Date"
_NO_NODE: Final = {"@id": None}
"""The reference processor's output for an `@id` that looks like a keyword, such as `@herald`."""


class ExpandedParser:
    """A parser for the expanded form of one block.

    `key` returns the graph's key for an `@id`. `nodes` are the nodes in the order of the block, `top_keys` the keys of
    those that are not nested in another.
    """

    def __init__(self, profile: ContextProfile, key: Callable[[str | None], str], number: int | None) -> None:
        """Create a parser for the block with this number."""
        self.nodes: list[GraphNode] = []
        self.top_keys: list[str] = []
        self._profile = profile
        self._key = key
        self._number = number
        self._sources: list[dict[str, Any]] = []

    def parse(self, items: list[Any]) -> None:
        """Parse the nodes of an expanded document."""
        self._add_top_nodes(items)
        # Both lists grow in the loop.
        for node, source in zip(self.nodes, self._sources, strict=True):
            self._parse_node(node, source)

    def _add_top_nodes(self, items: list[Any]) -> None:
        self.top_keys += [self._add_node(item).key for item in items if item != _NO_NODE]

    def _add_node(self, data: dict[str, Any]) -> NodeRef:
        name = data.get("@id")
        key = self._key(name)
        self.nodes.append(GraphNode(key, name, self._number, ""))
        self._sources.append(data)
        return NodeRef(key, name)

    def _parse_node(self, node: GraphNode, data: dict[str, Any]) -> None:
        for key, values in data.items():
            if key == "@type":
                node.types += dict.fromkeys(map(self._profile.term, values))
            elif key in ("@included", "@graph"):
                self._add_top_nodes(values)
            elif key == "@reverse":
                for name, items in values.items():
                    for item in items:
                        self._add_node(item)
                        self.nodes[-1].add(self._profile.term(name), [NodeRef(node.key, node.name)])
            elif key[:1] != "@":
                term = self._profile.term(key)
                node.add(term, list(self._values(values, term)))

    def _values(self, values: list[Any], term: str) -> Iterator[Any]:
        coerced = self._profile.coercion(term)
        for value in values:
            if "@value" in value:
                yield self._literal(value, coerced)
            elif "@list" in value:
                yield OrderedList(list(self._values(value["@list"], term)))
            elif coerced == "@id" and _is_address(value):
                yield value["@id"]
            elif value != _NO_NODE:
                yield self._add_node(value)

    def _literal(self, value: dict[str, Any], coerced: str | None) -> Any:
        """Return a literal: a plain value if it stands for the same triple, otherwise a value object."""
        text, kind = value["@value"], value.get("@type")
        literal = {key: value[key] for key in ("@value", "@language", "@direction") if key in value}
        if len(literal) == 1:
            if kind is None:
                return text if coerced is None else literal
            if kind == _DATE and coerced == "Date":
                return text
        return literal if kind is None else {"@type": self._profile.term(kind), **literal}


def _is_address(value: dict[str, Any]) -> bool:
    name = value.get("@id")
    return len(value) == 1 and isinstance(name, str) and not name.startswith(BLANK)
