"""Blocks: pieces of markup as raw JSON, and the objects in them, found in one walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, AnyStr, Final, Literal

from newsld.findings import Finding
from newsld.syntax.document import Positions, escape_pointer
from newsld.web.markup.index import BlockIndex, IndexedObject, index_block

__all__ = ["MarkupBlock", "Syntax"]

Syntax = Literal["json-ld", "microdata", "rdfa", "opengraph", "story"]

_APART: Final = frozenset({"@graph", "@included", "@reverse"})


@dataclass(frozen=True)
class MarkupBlock:
    """One piece of markup: the JSON of a script or a file, or what microdata says put in the same form.

    `number` counts the JSON-LD blocks of a page from 0, and what it says in other ways after them; it is None where the
    file is the block. `locate` gives
    the places of its values in the file. `line` gives a line of the file by its number, from 1. `text` is what it
    was read from, where it was read from JSON.
    """

    data: Any
    number: int | None = None
    syntax: Syntax = "json-ld"
    locate: Callable[[], Positions] | None = None
    line: Callable[[int], str | None] = lambda _number: None
    text: bytes | str = ""

    @cached_property
    def positions(self) -> Positions:
        """Where every value of the block stands; empty where nobody can tell."""
        return self.locate() if self.locate else Positions({})

    @cached_property
    def index(self) -> BlockIndex:
        """What a walk through the block saw."""
        return index_block(self.data, quick=self.syntax != "story")

    def may_contain(self, sign: str) -> bool:
        """Whether a value of the block may have this ASCII sign; False where none has, neither plain nor escaped."""
        if isinstance(self.text, bytes):
            return not self.text or sign.encode() in self.text or _is_escaped(self.text, b"\\", b"u00")
        return not self.text or sign in self.text or _is_escaped(self.text, "\\", "u00")

    @property
    def objects(self) -> list[IndexedObject]:
        """Every object of the block that is no literal, the outer before the inner, in the order of the text."""
        return self.index.objects

    def with_id(self, name: str) -> list[int]:
        """Where the objects of this name are that say more than that."""
        index = self.index
        if name not in index.by_id:
            return []
        return [index.by_id[name], *(at for one, at in index.duplicates if one == name)]

    def owner(self, seen: IndexedObject) -> int:
        """The place of the object that has this one as a value; -1 for one that stands by itself."""
        at = seen[1]
        return -1 if at < 0 or self.term(seen) == "" else at

    def term(self, seen: IndexedObject) -> str:
        """The term that an object is a value of, as schema.org calls it or as written; "" for none."""
        _, parent, key, _, _ = seen
        if parent < 0:
            return ""
        meant = self.objects[parent][4].term(key)
        return "" if meant in _APART else meant or key

    def pointer(self, at: int) -> str:
        """The JSON Pointer of an object, by its place in `objects`."""
        steps: list[str] = []
        while at >= 0:
            _, at, key, place, _ = self.objects[at]
            if place is not None:
                steps.append(str(place))
            if key:
                steps.append(escape_pointer(key))
        return "".join(f"/{step}" for step in reversed(steps))

    def place(self, finding: Finding, file: str) -> Finding:
        """The finding with the line and column of its pointer."""
        position = self.positions.find(finding.pointer, key=finding.at_key)
        if self.syntax not in ("json-ld", "story"):
            # Nobody sees the JSON that the page's own markup was put into.
            finding = replace(finding, pointer=None, block=None)
        return finding.at(position, file=file, excerpt=self.line(position.line) if position else None)


def _is_escaped(text: AnyStr, mark: AnyStr, behind: AnyStr) -> bool:
    """Whether a character is written by its number: one sign is found at many times the speed of several."""
    at = text.find(mark)
    while at >= 0:
        if text.startswith(behind, at + 1):
            return True
        at = text.find(mark, at + 1)
    return False
