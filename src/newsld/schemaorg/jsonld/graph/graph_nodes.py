"""Nodes of a graph: types and values as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

BLANK: Final = "_:"
SCALARS: Final = frozenset({str, bool, int, float})
"""The types of plain values."""


class NodeRef(NamedTuple):
    """A value that refers to a node: its `key` in the graph, and its `@id` as written or None."""

    key: str
    name: str | None


class OrderedList(NamedTuple):
    """An ordered list (`@list`) as one value."""

    values: list[Any]


class GraphNode:
    """A node and its data.

    `key` identifies it in the graph; `name` is its `@id` as written, None for a blank node without a label. `terms`
    maps terms to lists of strings, numbers, booleans, value objects, NodeRefs and OrderedLists. `block` (the number of
    the block) and `pointer` (a JSON Pointer into it) are where it first occurs.
    """

    __slots__ = ("block", "key", "name", "pointer", "seen", "terms", "types")

    def __init__(self, key: str, name: str | None, block: int | None, pointer: str) -> None:
        self.key = key
        self.name = name
        self.block = block
        self.pointer = pointer
        self.types: list[str] = []
        self.terms: dict[str, list[Any]] = {}
        self.seen: dict[str, set[Any]] | None = None

    def add(self, term: str, values: list[Any]) -> None:
        """Append values to a term."""
        if values:
            known = self.terms.get(term)
            self.terms[term] = values if known is None else known + values

    def merge(self, other: GraphNode) -> None:
        """Add the types and values of another occurrence of the node that it does not have yet."""
        self.types += [name for name in dict.fromkeys(other.types) if name not in self.types]
        if self.seen is None:
            self.seen = {term: set(map(_identity, values)) for term, values in self.terms.items()}
        for term, values in other.terms.items():
            seen = self.seen.setdefault(term, set())
            known = self.terms.setdefault(term, [])
            for value in values:
                if (identity := _identity(value)) not in seen:
                    seen.add(identity)
                    known.append(value)


def _identity(value: Any) -> Any:
    """Return a hashable that two values share only if they are the same."""
    if type(value) is NodeRef:
        return value.key
    if (
        type(value) is OrderedList
    ):  # each @list is a blank node of its own in RDF, also if its items are equal
        return id(value)
    return (type(value), value) if type(value) in SCALARS else repr(value)


def flatten(values: Iterable[Any]) -> Iterator[Any]:
    """Yield the values, those of nested lists included."""
    for value in values:
        if type(value) is OrderedList:
            yield from flatten(value.values)
        else:
            yield value


def top_objects(data: Any, pointer: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the outermost objects of a block, those in lists included, each with its JSON Pointer."""
    if isinstance(data, dict):
        yield data, pointer
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from top_objects(item, f"{pointer}/{number}")
