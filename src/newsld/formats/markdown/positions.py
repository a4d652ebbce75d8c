"""Find the lines and columns of the values of a Markdown story: in its front matter, its body and its data block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate
from typing import Final

from newsld.findings import Position
from newsld.formats.markdown.file_parts import FileParts
from newsld.formats.markdown.parsed_story import ParsedStory
from newsld.syntax.document import Positions
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.yaml import yaml_positions

_STEP: Final = 1024
_CONTINUATION: Final = bytes(range(0x80, 0xC0))
"""The bytes that continue a code point in UTF-8."""
_ITEM: Final = lazy_pattern(
    r"(?P<item>/mentions/[0-9]+|/events/[^/]*/(?:participants|with|to)/[0-9]+|/[a-z]+/[^/]*/roles/[^/0-9][^/]*)"
    r"(?P<rest>/.*)?",
    re.DOTALL,
)
"""The pointer of an item of a list in which one entry of the file may be several items."""


_ENTRY: Final = lazy_pattern(r"/(?:people|organizations|places|events)/[^/]*")
"""The pointer of an entity or event."""


class BytePositions:
    """Converts bytes of the Markdown part to lines and columns of the file."""

    def __init__(self, source: bytes, line: int) -> None:
        """Use the Markdown part, and the line of the file on which it begins."""
        self.source = source
        self.line = line
        self._starts: list[int] | None = None
        self._before: list[int] = []

    def position(self, at: int) -> Position:
        """Return the line and column, in code points, of a byte."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer(rb"\n", self.source))]
            sizes = (self._code_points(start, start + _STEP) for start in range(0, len(self.source), _STEP))
            self._before = [0, *accumulate(sizes)]
        row = bisect_right(self._starts, at) - 1
        return Position(self.line + row, self._offset(at) - self._offset(self._starts[row]) + 1)

    def _offset(self, at: int) -> int:
        """Return how many code points are before a byte."""
        step = at // _STEP
        return self._before[step] + self._code_points(step * _STEP, at)

    def _code_points(self, start: int, end: int) -> int:
        """Return how many code points begin between two bytes."""
        return len(self.source[start:end].translate(None, _CONTINUATION))


def locate(parts: FileParts, parsed_story: ParsedStory, places: BytePositions) -> Positions:
    """Return the positions of all values: in the front matter, in the body or in the data block."""
    front = yaml_positions(parts.front, first_line=2)
    block = yaml_positions(parts.data or "", first_line=parts.data_line)
    body = parsed_story.body
    renamed = parsed_story.renamed
    values = _moved(_renamed({**block.values, **front.values}, renamed), parsed_story.moved)
    in_body = {at: body.byte_at(offset) for at, offset in parsed_story.body_offsets.items()}
    in_body.update(parsed_story.body_bytes)
    values.update({at: places.position(byte) for at, byte in in_body.items() if at not in values})
    if not parsed_story.body_in_front_matter:
        values.setdefault("/body", places.position(0))
    return Positions(values, _renamed({**block.keys, **front.keys}, renamed))


def _renamed(written: dict[str, Position], renamed: Mapping[str, str]) -> dict[str, Position]:
    """Return the positions in the file, with those of entries whose key is a name under the pointers of their ids."""
    if not renamed:
        return written
    parts = ((at, _ENTRY.match(at)) for at in written)
    return {
        renamed.get(found[0], found[0]) + at[found.end() :] if found else at: written[at]
        for at, found in parts
    }


def _moved(written: Mapping[str, Position], moved: Mapping[str, str]) -> dict[str, Position]:
    """Return the positions of the values in the file, with those of shorthands under the pointers of what they give."""
    if all(at == source for at, source in moved.items()):
        return dict(written)
    values: dict[str, Position] = {}
    inside: dict[str, list[tuple[str, Position]]] = {}
    for at, position in written.items():
        item = _ITEM.match(at)
        if item is None:
            values[at] = position
        elif item["rest"]:
            inside.setdefault(item["item"], []).append((item["rest"], position))
    counts = Counter(moved.values())
    for at, source in moved.items():
        found = Positions(written).find(source)
        if found is not None:
            values[at] = found
        if counts[source] == 1:
            values.update({at + rest: place for rest, place in inside.get(source, ())})
    return values
