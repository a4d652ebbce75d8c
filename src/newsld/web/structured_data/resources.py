"""Things that a page tells of, with their values, and the JSON-LD that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from newsld.findings import Position
from newsld.model.vocabulary import local_name
from newsld.syntax.document import escape_pointer

__all__ = ["CONTEXT", "Resource", "ResourceValue", "key_of", "positions_of", "to_jsonld", "type_of"]

CONTEXT: Final = "https://schema.org"

_MAX_DEPTH: Final = 16
"""How deep resources are written in each other; what lies deeper stands by itself, and is referred to."""
_ALIASES: Final = frozenset({"id", "type"})
"""Names that schema.org's context has for keywords."""


class ResourceValue(NamedTuple):
    """One value of a resource: its key, the text or resource that it is, and where it is told."""

    key: str
    value: str | int | Resource
    place: Position


class Resource:
    """Something that a page describes: a name where it has one, types, and values in the order of the page."""

    __slots__ = ("id", "place", "types", "values")

    def __init__(self, name: str | None, types: Iterable[str], place: Position) -> None:
        """A resource that is described at a place, as yet without values."""
        self.id = name
        self.types = list(types)
        self.place = place
        self.values: list[ResourceValue] = []

    def resources(self) -> list[Resource]:
        """Those of its values that are resources."""
        return [stated.value for stated in self.values if isinstance(stated.value, Resource)]


def key_of(name: str) -> str:
    """The key of a property: bare for schema.org's, an address for any other."""
    bare = local_name(name) if ":" in name else name
    if bare is None:
        return name
    return f"https://schema.org/{bare}" if bare in _ALIASES or bare.startswith("@") else bare


def type_of(name: str) -> str:
    """A type as JSON-LD has it: bare for schema.org's, as written for any other."""
    return local_name(name) or name


def to_jsonld(roots: list[Resource], label: str) -> list[dict[str, Any]]:
    """A JSON-LD document for each root, and for what lies too deep in one, with everything in it.

    A resource that is told of more than once is written at its first use and referred to by its name; one without
    a name gets a blank one that begins with the label.
    """
    return _JsonLdWriter(roots, label).documents


def positions_of(roots: list[Resource], label: str) -> list[dict[str, Position]]:
    """Where the values of the same documents stand, by JSON Pointer."""
    return _JsonLdWriter(roots, label, want_positions=True).positions


class _JsonLdWriter:
    """The writing of resources, which may refer to each other in circles and lie in each other however deep."""

    def __init__(self, roots: list[Resource], label: str, *, want_positions: bool = False) -> None:
        self.documents: list[dict[str, Any]] = []
        self.positions: list[dict[str, Position]] = []
        self.want_positions = want_positions
        self.label = label
        self.shared = _shared_resources(roots)
        self.names: dict[Resource, str] = {}
        self.done: set[Resource] = set()
        self.tops = list(roots)
        for root in self.tops:  # grows as it goes
            if root not in self.done:
                self.document(root)

    def name(self, resource: Resource) -> str:
        """What a resource is called, so that others can refer to it."""
        if resource.id is not None:
            return resource.id
        return self.names.setdefault(resource, f"_:{self.label}{len(self.names)}")

    def document(self, root: Resource) -> None:
        """Write a root and what is in it."""
        data: dict[str, Any] = {"@context": CONTEXT}
        self.documents.append(data)
        self.positions.append({})
        waiting = [(root, data, "", 0)]
        while waiting:
            waiting += reversed(list(self.resource(*waiting.pop())))

    def resource(
        self, resource: Resource, target: dict[str, Any], at: str, depth: int
    ) -> Iterator[tuple[Resource, dict[str, Any], str, int]]:
        """Write a resource into an object; what is in it is to be written next."""
        self.done.add(resource)
        if resource.types:
            target["@type"] = resource.types[0] if len(resource.types) == 1 else resource.types
        if resource.id is not None or resource in self.shared:
            target["@id"] = self.name(resource)
        grouped: dict[str, list[ResourceValue]] = {}
        for stated in resource.values:
            grouped.setdefault(stated.key, []).append(stated)
        if self.want_positions:
            self.positions[-1][at] = resource.place
        for key, several in grouped.items():
            values: list[Any] = []
            for number, stated in enumerate(several):
                below = ""
                if self.want_positions:
                    below = f"{at}/{escape_pointer(key)}" + (f"/{number}" if len(several) > 1 else "")
                    self.positions[-1][below] = stated.place
                value: Any = stated.value
                if isinstance(value, Resource):
                    value, inner = {}, value
                    if self.is_reference(inner, depth):
                        value["@id"] = self.name(inner)
                    else:
                        self.done.add(inner)
                        yield inner, value, below, depth + 1
                values.append(value)
            target[key] = values[0] if len(values) == 1 else values

    def is_reference(self, resource: Resource, depth: int) -> bool:
        """Whether a resource is only referred to at this depth; one that lies too deep is told later."""
        if resource in self.done:
            return True
        if depth >= _MAX_DEPTH:
            self.shared.add(resource)
            self.tops.append(resource)
            return True
        return False


def _shared_resources(roots: list[Resource]) -> set[Resource]:
    """The resources that are a root or a value, and then a value once more."""
    used = set(roots)
    again: set[Resource] = set()
    waiting = list(roots)
    seen: set[Resource] = set()
    while waiting:
        resource = waiting.pop()
        if resource in seen:
            continue
        seen.add(resource)
        for value in resource.resources():
            (again if value in used else used).add(value)
            waiting.append(value)
    return again
