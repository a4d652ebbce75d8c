"""Lines and columns of a text."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from newsld.findings import Excerpt, Position

START: Final = Position(1, 1)
"""The position where a text begins that is a whole file."""


class Lines:
    """Convert offsets of a text, in code points, to positions and source lines.

    `origin` is where the text begins in its file. Lines end with a line feed.
    """

    __slots__ = ("_origin", "_starts", "text")

    def __init__(self, text: str, origin: Position = START) -> None:
        self.text = text
        self._origin = origin
        self._starts: list[int] = []

    def _line(self, offset: int) -> int:
        """Return the number, from 0, of the line that contains an offset."""
        if not self._starts:
            starts, begin = [0], self.text.find("\n") + 1
            while begin:
                starts.append(begin)
                begin = self.text.find("\n", begin) + 1
            self._starts = starts
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int | None:
        """Return the offset at which a line begins, counted from 0; None for a line that does not exist."""
        self._line(0)
        return self._starts[line] if 0 <= line < len(self._starts) else None

    def place(self, offset: int) -> Position:
        """Return line and column of an offset."""
        line = self._line(offset)
        shift = self._origin.column if line == 0 else 1
        return Position(line + self._origin.line, offset - self._starts[line] + shift)

    def excerpt(self, offset: int) -> Excerpt | None:
        """Return the source line of an offset, cut around it, or None when the text begins inside that line."""
        line = self._line(offset)
        if line == 0 and self._origin.column > 1:
            return None
        begin = self._starts[line]
        return Excerpt.cut(self.text, begin, self._end(line), offset - begin + 1)

    def excerpt_at(self, position: Position | None) -> Excerpt | None:
        """Return the source line of a position, cut around it; None for a line that does not exist."""
        if position is None:
            return None
        row = position.line - self._origin.line
        begin = self.start(row)
        return None if begin is None else Excerpt.cut(self.text, begin, self._end(row), position.column)

    def _end(self, line: int) -> int:
        """Return the offset of the line feed at the end of a line, counted from 0, or of the end of the text."""
        return self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self.text)
