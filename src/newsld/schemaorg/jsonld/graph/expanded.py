"""Expanded JSON-LD, as the reference processor gives it, back to values in a graph's dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from newsld.schemaorg.jsonld.graph.context_profile import Dialect
from newsld.schemaorg.jsonld.graph.graph_nodes import BLANK, Items, Ref, Subject

__all__ = ["ExpandedReader"]

_DATE: Final = "http://schema.org/Date"
_NOTHING: Final = {"@id": None}
"""What the reference processor makes of a name such as `@herald`: no node."""


class ExpandedReader:
    """Reads the expanded form of one block.

    `key` gives the key of a node by its name. `subjects` are the nodes as they are told, `tops` the keys of those in no
    other.
    """

    def __init__(self, dialect: Dialect, key: Callable[[str | None], str], number: int | None) -> None:
        """A reader for the block of this number."""
        self.subjects: list[Subject] = []
        self.tops: list[str] = []
        self._dialect = dialect
        self._key = key
        self._number = number
        self._told: list[dict[str, Any]] = []

    def read(self, items: list[Any]) -> None:
        """Read the nodes of an expanded document."""
        self._read_tops(items)
        # Both lists grow while nodes are read.
        for subject, told in zip(self.subjects, self._told, strict=True):
            self._say(subject, told)

    def _read_tops(self, items: list[Any]) -> None:
        self.tops += [self._node(item).key for item in items if item != _NOTHING]

    def _node(self, data: dict[str, Any]) -> Ref:
        name = data.get("@id")
        key = self._key(name)
        self.subjects.append(Subject(key, name, self._number, ""))
        self._told.append(data)
        return Ref(key, name)

    def _say(self, subject: Subject, data: dict[str, Any]) -> None:
        for key, values in data.items():
            if key == "@type":
                subject.types += dict.fromkeys(map(self._dialect.term, values))
            elif key in ("@included", "@graph"):
                self._read_tops(values)
            elif key == "@reverse":
                for name, items in values.items():
                    for item in items:
                        self._node(item)
                        self.subjects[-1].add(self._dialect.term(name), [Ref(subject.key, subject.name)])
            elif key[:1] != "@":
                term = self._dialect.term(key)
                subject.add(term, list(self._values(values, term)))

    def _values(self, values: list[Any], term: str) -> Iterator[Any]:
        coerced = self._dialect.coercion(term)
        for value in values:
            if "@value" in value:
                yield self._literal(value, coerced)
            elif "@list" in value:
                yield Items(list(self._values(value["@list"], term)))
            elif coerced == "@id" and _is_address(value):
                yield value["@id"]
            elif value != _NOTHING:
                yield self._node(value)

    def _literal(self, value: dict[str, Any], coerced: str | None) -> Any:
        """A literal, as a plain value where that is the same."""
        text, kind = value["@value"], value.get("@type")
        literal = {key: value[key] for key in ("@value", "@language", "@direction") if key in value}
        if len(literal) == 1:
            if kind is None:
                return text if coerced is None else literal
            if kind == _DATE and coerced == "Date":
                return text
        return literal if kind is None else {"@type": self._dialect.term(kind), **literal}


def _is_address(value: dict[str, Any]) -> bool:
    name = value.get("@id")
    return len(value) == 1 and isinstance(name, str) and not name.startswith(BLANK)
