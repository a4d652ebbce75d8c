"""A document: the plain data a format read, and where each value of it stood.

`data` has the shape of a story as people write it (docs/reference/story.md), whatever the
format: that is what the models read and what the checks look at. Positions cost more than
values, so they are asked for only when there is a finding to place.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from newsld.findings import Finding, Position

__all__ = ["Document", "Positions", "Source", "escape_pointer", "pointer"]


def escape_pointer(step: str | int) -> str:
    """One step of an RFC 6901 JSON Pointer, escaped."""
    return str(step).replace("~", "~0").replace("/", "~1")


def pointer(*steps: str | int) -> str:
    """The RFC 6901 JSON Pointer made of these steps; no step is the whole document, ``""``."""
    return "".join("/" + escape_pointer(step) for step in steps)


class Source:
    """One input: its bytes, and the name that a person calls it by in reports.

    `name` is a path with forward slashes, or ``<stdin>``; `path` is the file or folder itself where there is one.
    """

    def __init__(
        self, content: bytes | None = None, *, name: str = "<memory>", path: Path | None = None
    ) -> None:
        """An input held in memory (`content`), or the file at `path`, which is read when it is needed."""
        self.name = name
        self.path = path
        self._content = content

    @cached_property
    def content(self) -> bytes:
        """All of its bytes. Raises OSError when the file cannot be read."""
        if self._content is not None:
            return self._content
        assert self.path is not None, "a source has content or a path"
        return self.path.read_bytes()

    def lines(self) -> Iterator[bytes]:
        """Its lines, one at a time and with their ends, without holding the whole."""
        if self._content is not None:
            yield from io.BytesIO(self._content)
        else:
            assert self.path is not None, "a source has content or a path"
            with self.path.open("rb") as stream:
                yield from stream


@dataclass(frozen=True, slots=True)
class Positions:
    """Where values and keys stand: JSON Pointer to position, for values and for keys apart."""

    values: Mapping[str, Position]
    keys: Mapping[str, Position] = field(default_factory=dict)

    def find(self, at: str | None, *, key: bool = False) -> Position | None:
        """The place of a pointer, or of the nearest value around it that has one."""
        if at is None:
            return None
        if key and at in self.keys:
            return self.keys[at]
        while at not in self.values:
            if not at:
                return None
            at = at.rpartition("/")[0]
        return self.values[at]


@dataclass
class Document:
    """One article as plain data.

    `locate` gives the positions, and is called once at most. `text` is the decoded source
    that they point into. `pointers` is False where pointers of `data` mean nothing to
    the reader (CSV), `block` the number of a page's JSON-LD block. `ours` says that the document
    is a newsld story, so that its faults are errors. `number` counts the articles of one input
    from 1. `origin` turns a pointer into `data` to one into the document as written, where the two have different
    shapes. `published` is the JSON-LD that it was read from, where nobody else hands that to the checks of markup.
    """

    data: dict[str, Any]
    source: Source
    locate: Callable[[], Positions] | None = None
    text: str | None = None
    pointers: bool = True
    block: int | None = None
    ours: bool = True
    number: int = 1
    origin: Callable[[str], str] | None = None
    published: Any = None

    @cached_property
    def positions(self) -> Positions:
        """Where every value stood; empty for a document that was not read from text."""
        return self.locate() if self.locate else Positions({})

    def may_hold_null(self) -> bool:
        """Whether a value can be null, as far as can be told at once."""
        return True

    def place(self, finding: Finding) -> Finding:
        """The finding with the file, line, column and source line of what it points at."""
        if finding.line is not None:
            return replace(finding, file=finding.file or self.source.name)
        if self.origin is not None and finding.pointer is not None:
            finding = replace(finding, pointer=self.origin(finding.pointer))
        position = self.positions.find(finding.pointer, key=finding.at_key)
        if not self.pointers:
            finding = replace(finding, pointer=None)
        return finding.at(position, file=self.source.name, excerpt=self.line(position))

    def line(self, position: Position | None) -> str | None:
        """The text of the line that a position is in."""
        if position is None or self.text is None:
            return None
        lines = self.text.split("\n")
        return lines[position.line - 1].rstrip("\r") if position.line <= len(lines) else None
