"""Blocks: pieces of markup as raw JSON, and an index of the objects in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, AnyStr, Final, Literal

from newsld.findings import Excerpt, Finding, Position
from newsld.syntax.document import Positions, escape_pointer
from newsld.web.markup.index import BlockIndex, IndexedObject, index_block

Syntax = Literal["json-ld", "microdata", "rdfa", "opengraph", "story"]
SYNTAX_NAMES: Final[dict[Syntax, str]] = {
    "json-ld": "JSON-LD",
    "microdata": "microdata",
    "opengraph": "Open Graph",
    "rdfa": "RDFa",
    "story": "the story",
}
"""The syntaxes as messages name them."""

_APART: Final = frozenset({"@graph", "@included", "@reverse"})


@dataclass(frozen=True)
class MarkupBlock:
    """One piece of markup: the JSON of a script or a file, or an item of another syntax as JSON-LD.

    `number` counts the JSON-LD blocks of a page from 0, then those of other syntaxes; it is None where the file is
    the block. `locate` returns the positions of its values in the file. `excerpt` returns the part of a line
    around a position in the file. `text` is the JSON source, empty for other syntaxes.
    """

    data: Any
    number: int | None = None
    syntax: Syntax = "json-ld"
    locate: Callable[[], Positions] | None = None
    excerpt: Callable[[Position], Excerpt | None] = lambda _position: None
    text: bytes | str = ""

    @cached_property
    def positions(self) -> Positions:
        """The positions of all values of the block; empty if they are unknown."""
        return self.locate() if self.locate else Positions({})

    @cached_property
    def index(self) -> BlockIndex:
        """The index of the block."""
        return index_block(self.data, quick=self.syntax != "story")

    @property
    def known_valid(self) -> bool:
        """True if surely nothing in the block is at fault on its own; never for a story, which has no index."""
        return self.syntax != "story" and self.index.known_valid

    def may_contain(self, sign: str) -> bool:
        """Return False if no value of the block has this ASCII character, plain or escaped."""
        if isinstance(self.text, bytes):
            return not self.text or sign.encode() in self.text or _is_escaped(self.text, b"\\", b"u00")
        return not self.text or sign in self.text or _is_escaped(self.text, "\\", "u00")

    @property
    def objects(self) -> list[IndexedObject]:
        """The objects of the block, without literals, the outer before the inner, in the order of the text."""
        return self.index.objects

    def with_id(self, name: str) -> list[int]:
        """Return the indexes of the objects with this `@id` that have other keys too."""
        index = self.index
        if name not in index.by_id:
            return []
        return [index.by_id[name], *(at for one, at in index.duplicates if one == name)]

    def owner(self, indexed: IndexedObject) -> int:
        """Return the index of the object that has this one as a value; -1 for a top-level object."""
        at = indexed[1]
        return -1 if at < 0 or self.term(indexed) == "" else at

    def term(self, indexed: IndexedObject) -> str:
        """Return the term that an object is a value of, as a schema.org name or as written; "" for none."""
        _, parent, key, _, _ = indexed
        if parent < 0:
            return ""
        meant = self.objects[parent][4].term(key)
        return "" if meant in _APART else meant or key

    def pointer(self, at: int) -> str:
        """Return the JSON Pointer of an object, by its index in `objects`."""
        steps: list[str] = []
        while at >= 0:
            _, at, key, place, _ = self.objects[at]
            if place is not None:
                steps.append(str(place))
            if key:
                steps.append(escape_pointer(key))
        return "".join(f"/{step}" for step in reversed(steps))

    def place(self, finding: Finding, file: str) -> Finding:
        """Return the finding with the line and column of its pointer."""
        position = self.positions.find(finding.pointer, key=finding.at_key)
        if self.syntax not in ("json-ld", "story"):
            # Users do not see the JSON that other syntaxes are converted to.
            finding = replace(finding, pointer=None, block=None)
        return finding.at(position, file=file, excerpt=self.excerpt(position) if position else None)


def _is_escaped(text: AnyStr, mark: AnyStr, behind: AnyStr) -> bool:
    """Return whether a character is escaped by its number; searching one character is much faster than several."""
    at = text.find(mark)
    while at >= 0:
        if text.startswith(behind, at + 1):
            return True
        at = text.find(mark, at + 1)
    return False
