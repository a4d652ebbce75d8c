"""Resources that a page describes, with their values, and their JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from newsld.findings import Position
from newsld.model.vocabulary import coercion, is_datatype, local_name, ranges
from newsld.syntax.document import escape_pointer

CONTEXT: Final = "https://schema.org"

_MAX_DEPTH: Final = 16
"""The maximum depth of nested resources; deeper ones become documents of their own, and are referred to."""
_ALIASES: Final = frozenset({"id", "type"})
"""Names that are keywords in schema.org's context."""


class Address(str):
    """A value that is an address by its syntax, and not text: an IRI in RDF."""

    __slots__ = ()


class TypedText(NamedTuple):
    """A text with its datatype, an IRI."""

    text: str
    datatype: str


class ResourceValue(NamedTuple):
    """One value of a resource: its key, the text, address, list or resource, and its position."""

    key: str
    value: str | int | TypedText | Resource | list[Any]
    place: Position


class Resource:
    """A resource that a page describes: an optional id, types, and values in the order of the page."""

    __slots__ = ("id", "place", "types", "values")

    def __init__(self, name: str | None, types: Iterable[str], place: Position) -> None:
        """Create a resource at a position, without values."""
        self.id = name
        self.types = list(types)
        self.place = place
        self.values: list[ResourceValue] = []

    def resources(self) -> list[Resource]:
        """Return the values that are resources, those in ordered lists included."""
        return [
            value
            for resource_value in self.values
            for value in (
                resource_value.value if isinstance(resource_value.value, list) else [resource_value.value]
            )
            if isinstance(value, Resource)
        ]


def key_of(name: str) -> str:
    """Return the key of a property: bare for schema.org, an address for any other."""
    bare = local_name(name) if ":" in name else name
    if bare is None:
        return name
    return f"https://schema.org/{bare}" if bare in _ALIASES or bare.startswith("@") else bare


def type_of(name: str) -> str:
    """Return a type for JSON-LD: bare for schema.org, as written for any other."""
    return local_name(name) or name


def _plain_json(key: str, value: Any) -> Any:
    """Return the JSON-LD of a value that is not a resource.

    An address is a reference, unless schema.org's context makes an IRI of the text, or only text can be meant.
    """
    if isinstance(value, TypedText):
        return {"@type": value.datatype, "@value": value.text}
    if not isinstance(value, Address):
        return value
    expected = ranges(key)
    only_text = bool(expected) and all(map(is_datatype, expected)) and "URL" not in expected
    return str(value) if only_text or coercion(key) == "@id" else {"@id": str(value)}


def to_jsonld(roots: list[Resource], label: str) -> list[dict[str, Any]]:
    """Return a JSON-LD document for each root, and for each resource nested too deep, with everything in it.

    A resource that occurs more than once is written at its first use and referred to by its id; one without
    an id gets a blank one that begins with the label.
    """
    return _JsonLdWriter(roots, label).documents


def positions_of(roots: list[Resource], label: str) -> list[dict[str, Position]]:
    """Return the positions of the values of the same documents, by JSON Pointer."""
    return _JsonLdWriter(roots, label, want_positions=True).positions


class _JsonLdWriter:
    """A writer of resources, which may refer to each other in circles and be nested to any depth."""

    def __init__(self, roots: list[Resource], label: str, *, want_positions: bool = False) -> None:
        self.documents: list[dict[str, Any]] = []
        self.positions: list[dict[str, Position]] = []
        self.want_positions = want_positions
        self.label = label
        self.shared = _shared_resources(roots)
        self.names: dict[Resource, str] = {}
        self.done: set[Resource] = set()
        self.roots = list(roots)
        for root in self.roots:  # grows while iterating
            if root not in self.done:
                self.document(root)

    def name(self, resource: Resource) -> str:
        """Return the id of a resource, so that others can refer to it."""
        if resource.id is not None:
            return resource.id
        return self.names.setdefault(resource, f"_:{self.label}{len(self.names)}")

    def document(self, root: Resource) -> None:
        """Write a root and everything in it."""
        data: dict[str, Any] = {"@context": CONTEXT}
        self.documents.append(data)
        self.positions.append({})
        waiting = [(root, data, "", 0)]
        while waiting:
            waiting += reversed(list(self.resource(*waiting.pop())))

    def resource(
        self, resource: Resource, target: dict[str, Any], at: str, depth: int
    ) -> Iterator[tuple[Resource, dict[str, Any], str, int]]:
        """Write a resource into an object; yield the resources in it that have to be written next."""
        self.done.add(resource)
        if resource.types:
            target["@type"] = resource.types[0] if len(resource.types) == 1 else resource.types
        if resource.id is not None or resource in self.shared:
            target["@id"] = self.name(resource)
        grouped: dict[str, list[ResourceValue]] = {}
        for resource_value in resource.values:
            grouped.setdefault(resource_value.key, []).append(resource_value)
        if self.want_positions:
            self.positions[-1][at] = resource.place
        for key, several in grouped.items():
            values: list[Any] = []
            for number, resource_value in enumerate(several):
                below = ""
                if self.want_positions:
                    below = f"{at}/{escape_pointer(key)}" + (f"/{number}" if len(several) > 1 else "")
                    self.positions[-1][below] = resource_value.place
                value: Any = resource_value.value
                items = value if isinstance(value, list) else [value]
                written: list[Any] = []
                for place, item in enumerate(items):
                    if isinstance(item, Resource):
                        written.append({})
                        if self.is_reference(item, depth):
                            written[-1]["@id"] = self.name(item)
                        else:
                            self.done.add(item)
                            step = f"{below}/@list/{place}" if isinstance(value, list) else below
                            yield item, written[-1], step, depth + 1
                    else:
                        written.append(_plain_json(key, item))
                values.append({"@list": written} if isinstance(value, list) else written[0])
            target[key] = values[0] if len(values) == 1 else values

    def is_reference(self, resource: Resource, depth: int) -> bool:
        """Return whether a resource is only referred to at this depth; one nested too deep is written later."""
        if resource in self.done:
            return True
        if depth >= _MAX_DEPTH:
            self.shared.add(resource)
            self.roots.append(resource)
            return True
        return False


def _shared_resources(roots: list[Resource]) -> set[Resource]:
    """Return the resources that are a root or a value, and then a value again."""
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
