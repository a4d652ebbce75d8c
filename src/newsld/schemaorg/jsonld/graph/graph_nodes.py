"""What is said of one node: its types, and its values as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

__all__ = ["BLANK", "SCALARS", "Items", "Ref", "Subject", "flat", "top"]

BLANK: Final = "_:"
SCALARS: Final = frozenset({str, bool, int, float})
"""The types of plain values."""


class Ref(NamedTuple):
    """A value that is a node: its `key` in the graph, and its name as written, None where it has none."""

    key: str
    name: str | None


class Items(NamedTuple):
    """An ordered list (`@list`) as one value."""

    values: list[Any]


class Subject:
    """A node that something is said of.

    `key` is its name in the graph, `name` its `@id` as written (None for a blank node without a label), `types` and
    `terms` what is said of it: lists of texts, numbers, booleans, literals as objects, `Ref`s and `Items`. `block` and
    `at` are where it was first told: the number of the block, and a JSON Pointer.
    """

    __slots__ = ("at", "block", "key", "name", "seen", "terms", "types")

    def __init__(self, key: str, name: str | None, block: int | None, at: str) -> None:
        self.key = key
        self.name = name
        self.block = block
        self.at = at
        self.types: list[str] = []
        self.terms: dict[str, list[Any]] = {}
        self.seen: dict[str, set[Any]] | None = None

    def add(self, term: str, values: list[Any]) -> None:
        """Say more of it."""
        if values:
            known = self.terms.get(term)
            self.terms[term] = values if known is None else known + values

    def merge(self, other: Subject) -> None:
        """Say of it what another place says of the same node, but nothing twice."""
        self.types += [name for name in dict.fromkeys(other.types) if name not in self.types]
        if self.seen is None:
            self.seen = {term: set(map(_mark, values)) for term, values in self.terms.items()}
        for term, values in other.terms.items():
            seen = self.seen.setdefault(term, set())
            known = self.terms.setdefault(term, [])
            for value in values:
                if (mark := _mark(value)) not in seen:
                    seen.add(mark)
                    known.append(value)


def _mark(value: Any) -> Any:
    """What two values have in common exactly if they say the same."""
    if type(value) is Ref:
        return value.key
    return (type(value), value) if type(value) in SCALARS else repr(value)


def flat(values: Iterable[Any]) -> Iterator[Any]:
    """The values, and those of the lists among them."""
    for value in values:
        if type(value) is Items:
            yield from flat(value.values)
        else:
            yield value


def top(data: Any, at: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects of a block, lists opened, with their places."""
    if isinstance(data, dict):
        yield data, at
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from top(item, f"{at}/{number}")
