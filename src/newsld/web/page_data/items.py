"""Things that a page tells of, with their values, and the JSON-LD that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from newsld.findings import Position
from newsld.model.vocabulary import local_name
from newsld.syntax.document import escape_pointer

__all__ = ["CONTEXT", "Stated", "Thing", "key_of", "places", "type_of", "written"]

CONTEXT: Final = "https://schema.org"

_DEEPEST: Final = 16
"""How deep things are written in each other; what lies deeper stands by itself, and is referred to."""
_ALIASES: Final = frozenset({"id", "type"})
"""Names that schema.org's context has for keywords."""


class Stated(NamedTuple):
    """One value of a thing: its key, the text or thing that it is, and where it is told."""

    key: str
    value: str | int | Thing
    place: Position


class Thing:
    """Something that a page describes: a name where it has one, types, and values in the order of the page."""

    __slots__ = ("id", "place", "types", "values")

    def __init__(self, name: str | None, types: Iterable[str], place: Position) -> None:
        """A thing that is described at a place, as yet without values."""
        self.id = name
        self.types = list(types)
        self.place = place
        self.values: list[Stated] = []

    def things(self) -> list[Thing]:
        """Those of its values that are things."""
        return [stated.value for stated in self.values if isinstance(stated.value, Thing)]


def key_of(name: str) -> str:
    """The key of a property: bare for schema.org's, an address for any other."""
    bare = local_name(name) if ":" in name else name
    if bare is None:
        return name
    return f"https://schema.org/{bare}" if bare in _ALIASES or bare.startswith("@") else bare


def type_of(name: str) -> str:
    """A type as JSON-LD has it: bare for schema.org's, as written for any other."""
    return local_name(name) or name


def written(roots: list[Thing], label: str) -> list[dict[str, Any]]:
    """A JSON-LD document for each root, and for what lies too deep in one, with everything in it.

    A thing that is told of more than once is written at its first use and referred to by its name; one without a name
    gets a blank one that begins with the label.
    """
    return _Writer(roots, label).documents


def places(roots: list[Thing], label: str) -> list[dict[str, Position]]:
    """Where the values of the same documents stand, by JSON Pointer."""
    return _Writer(roots, label, placed=True).places


class _Writer:
    """The writing of things, which may refer to each other in circles and lie in each other however deep."""

    def __init__(self, roots: list[Thing], label: str, *, placed: bool = False) -> None:
        self.documents: list[dict[str, Any]] = []
        self.places: list[dict[str, Position]] = []
        self.placed = placed
        self.label = label
        self.shared = _used_again(roots)
        self.names: dict[Thing, str] = {}
        self.done: set[Thing] = set()
        self.tops = list(roots)
        for root in self.tops:  # grows as it goes
            if root not in self.done:
                self.document(root)

    def name(self, thing: Thing) -> str:
        """What a thing is called, so that others can refer to it."""
        if thing.id is not None:
            return thing.id
        return self.names.setdefault(thing, f"_:{self.label}{len(self.names)}")

    def document(self, root: Thing) -> None:
        """Write a root and what is in it."""
        data: dict[str, Any] = {"@context": CONTEXT}
        self.documents.append(data)
        self.places.append({})
        waiting = [(root, data, "", 0)]
        while waiting:
            waiting += reversed(list(self.thing(*waiting.pop())))

    def thing(
        self, thing: Thing, target: dict[str, Any], at: str, depth: int
    ) -> Iterator[tuple[Thing, dict[str, Any], str, int]]:
        """Write a thing into an object; what is in it is to be written next."""
        self.done.add(thing)
        if thing.types:
            target["@type"] = thing.types[0] if len(thing.types) == 1 else thing.types
        if thing.id is not None or thing in self.shared:
            target["@id"] = self.name(thing)
        grouped: dict[str, list[Stated]] = {}
        for stated in thing.values:
            grouped.setdefault(stated.key, []).append(stated)
        if self.placed:
            self.places[-1][at] = thing.place
        for key, several in grouped.items():
            values: list[Any] = []
            for number, stated in enumerate(several):
                below = ""
                if self.placed:
                    below = f"{at}/{escape_pointer(key)}" + (f"/{number}" if len(several) > 1 else "")
                    self.places[-1][below] = stated.place
                value: Any = stated.value
                if isinstance(value, Thing):
                    value, inner = {}, value
                    if self.is_told_elsewhere(inner, depth):
                        value["@id"] = self.name(inner)
                    else:
                        self.done.add(inner)
                        yield inner, value, below, depth + 1
                values.append(value)
            target[key] = values[0] if len(values) == 1 else values

    def is_told_elsewhere(self, thing: Thing, depth: int) -> bool:
        """Whether a thing is only referred to at this depth; one that lies too deep is told later."""
        if thing in self.done:
            return True
        if depth >= _DEEPEST:
            self.shared.add(thing)
            self.tops.append(thing)
            return True
        return False


def _used_again(roots: list[Thing]) -> set[Thing]:
    """The things that are a root or a value, and then a value once more."""
    used = set(roots)
    again: set[Thing] = set()
    waiting = list(roots)
    seen: set[Thing] = set()
    while waiting:
        thing = waiting.pop()
        if thing in seen:
            continue
        seen.add(thing)
        for value in thing.things():
            (again if value in used else used).add(value)
            waiting.append(value)
    return again
