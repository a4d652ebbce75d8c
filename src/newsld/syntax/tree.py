"""Values put together out of what a scanner sees, one by one: data, places and findings at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from newsld.findings import Finding, Position
from newsld.syntax.document import Positions, escape_pointer

__all__ = ["DEPTH_LIMIT", "START", "Lines", "ScanError", "Spans", "Tree"]

DEPTH_LIMIT: Final = 64
"""How many collections may stand inside one another."""

_FAULT_LIMIT: Final = 1000
"""How many faults of one text are said one by one."""

_SHOWN: Final = 60
"""How much of a key a message shows."""

START: Final = Position(1, 1)
"""Where a text begins that is a whole file."""


class ScanError(Exception):
    """The scan cannot go on; the finding that says why is in the tree."""


class Spans(NamedTuple):
    """Where scalars and keys begin and end in a text: pointer to offsets in code points, quotes included."""

    values: Mapping[str, tuple[int, int]]
    keys: Mapping[str, tuple[int, int]]


class Lines:
    """Lines and columns of a text: an offset in code points to a place and to its source line.

    `origin` is where the text begins in its file. Lines end with a line feed.
    """

    __slots__ = ("_excerpt", "_origin", "_starts", "text")

    def __init__(self, text: str, origin: Position = START) -> None:
        self.text = text
        self._origin = origin
        self._starts: list[int] = []
        self._excerpt: tuple[int, str] = (-1, "")

    def _line(self, offset: int) -> int:
        """The number, from 0, of the line that an offset is in."""
        if not self._starts:
            starts, begin = [0], self.text.find("\n") + 1
            while begin:
                starts.append(begin)
                begin = self.text.find("\n", begin) + 1
            self._starts = starts
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int | None:
        """The offset at which a line begins, counted from 0; None for a line that is not there."""
        self._line(0)
        return self._starts[line] if 0 <= line < len(self._starts) else None

    def place(self, offset: int) -> Position:
        """Line and column of an offset."""
        line = self._line(offset)
        shift = self._origin.column if line == 0 else 1
        return Position(line + self._origin.line, offset - self._starts[line] + shift)

    def excerpt(self, offset: int) -> str | None:
        """The source line of an offset, or None where the text begins inside that line.

        Many findings in one line share one string: a line may have megabytes.
        """
        line = self._line(offset)
        if line == 0 and self._origin.column > 1:
            return None
        if self._excerpt[0] != line:
            begin, end = self._starts[line], self.text.find("\n", offset)
            self._excerpt = (line, self.text[begin : len(self.text) if end < 0 else end].rstrip("\r"))
        return self._excerpt[1]


class _Frame:
    """An open collection: what it holds, its pointer, and the key that waits for a value."""

    __slots__ = ("aside", "begin", "child", "items", "key", "pairs", "pointer", "seen")

    def __init__(self, collection: dict[str, Any] | list[Any], pointer: str, begin: int, aside: bool) -> None:
        self.pairs = collection if isinstance(collection, dict) else None
        self.items = collection if isinstance(collection, list) else []
        self.pointer = pointer
        self.begin = begin
        self.aside = aside
        self.key: str | None = None
        self.child = pointer
        self.seen: dict[str, int] = {}


class Tree:
    """The data of one document as it grows.

    A scanner calls `open`, `key`, `put` and `close` in source order with offsets into `lines`. Of
    two equal keys the last one counts, and the second is a finding. `places` asks for positions, `ends` for spans.
    """

    __slots__ = (
        "_ends", "_key_ends", "_keys", "_places", "_stack", "_value_ends", "_values", "findings", "lines", "root",
    )  # fmt: skip

    def __init__(self, lines: Lines, *, places: bool = False, ends: bool = False) -> None:
        self.lines = lines
        self.root: Any = None
        self.findings: list[Finding] = []
        self._value_ends: dict[str, tuple[int, int]] = {}
        self._key_ends: dict[str, tuple[int, int]] = {}
        self._places = places
        self._ends = ends
        self._stack: list[_Frame] = []
        self._values: dict[str, Position] = {}
        self._keys: dict[str, Position] = {}

    def clear(self) -> None:
        """Forget all that was seen, to begin again."""
        self.__init__(self.lines, places=self._places, ends=self._ends)  # type: ignore[misc]

    @property
    def depth(self) -> int:
        """How many collections are open."""
        return len(self._stack)

    @property
    def positions(self) -> Positions:
        """Where the values and keys seen so far stand."""
        return Positions(self._values, self._keys)

    @property
    def spans(self) -> Spans:
        """Where the scalars and keys seen so far begin and end."""
        return Spans(self._value_ends, self._key_ends)

    @property
    def in_mapping(self) -> bool:
        """Whether the innermost open collection is a mapping."""
        return bool(self._stack) and self._stack[-1].pairs is not None

    @property
    def expects_key(self) -> bool:
        """Whether what comes next is a key."""
        return self.in_mapping and self._stack[-1].key is None

    def pointer(self) -> str:
        """The pointer of the value that comes next; of the mapping itself before a key."""
        if not self._stack:
            return ""
        frame = self._stack[-1]
        if frame.pairs is None:
            return f"{frame.pointer}/{len(frame.items)}"
        return frame.child

    def put(self, value: Any, offset: int, end: int | None = None) -> None:
        """Add a value to the innermost open collection, or as the whole document; a scalar has an `end`."""
        if self._places:
            self._values[self.pointer()] = self.lines.place(offset)
        if self._ends and end is not None:
            self._value_ends[self.pointer()] = (offset, end)
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if frame.pairs is None:
            frame.items.append(value)
        else:
            frame.pairs[frame.key or ""] = value
            frame.key = None
            frame.child = frame.pointer

    def open(self, collection: dict[str, Any] | list[Any], offset: int, *, aside: bool = False) -> None:
        """Add a collection, and what follows to it. `aside` keeps it out of the data.

        Raises ScanError, with NLD-SYN-004, when it would stand too deep.
        """
        if len(self._stack) >= DEPTH_LIMIT:
            message = f"nested more than {DEPTH_LIMIT} deep"
            self.fault("NLD-SYN-004", message, offset, mend="flatten the data")
            raise ScanError
        pointer = self.pointer()
        if not aside:
            self.put(collection, offset)
        self._stack.append(_Frame(collection, pointer, offset, aside))

    def close(self) -> int | None:
        """End the innermost collection; gives the offset where it began if it was set aside."""
        frame = self._stack.pop()
        return frame.begin if frame.aside else None

    def key(self, name: str, offset: int, end: int | None = None) -> None:
        """Name the value that comes next. A name given before in this mapping is NLD-SYN-002."""
        frame = self._stack[-1]
        frame.key = name
        frame.child = f"{frame.pointer}/{escape_pointer(name)}"
        if name in frame.seen:
            first = self.lines.place(frame.seen[name]).line
            shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}..."
            message = f"the key {shown!r} is given twice, first on line {first}"
            self.fault("NLD-SYN-002", message, offset, mend="keep one of the two", at_key=True)
        else:
            frame.seen[name] = offset
        if self._places:
            self._keys[frame.child] = self.lines.place(offset)
        if self._ends and end is not None:
            self._key_ends[frame.child] = (offset, end)

    def fault(
        self, code: str, message: str, offset: int, *, mend: str | None = None, at_key: bool = False
    ) -> None:
        """Add a finding about what stands at an offset; the thousandth speaks for all that follow."""
        if len(self.findings) >= _FAULT_LIMIT:
            return
        if len(self.findings) == _FAULT_LIMIT - 1:
            message += f"; after {_FAULT_LIMIT:,} faults the rest is not listed"
        place = self.lines.place(offset)
        finding = Finding(
            code,
            message,
            suggestion=mend,
            line=place.line,
            column=place.column,
            pointer=self.pointer(),
            excerpt=self.lines.excerpt(offset),
            at_key=at_key,
        )
        self.findings.append(finding)
