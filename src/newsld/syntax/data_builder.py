"""Build data, positions and findings from the values that a scanner reports one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from newsld.findings import Finding, Fix, Position
from newsld.syntax.document import Positions, escape_pointer
from newsld.syntax.lines import Lines

DEPTH_LIMIT: Final = 64
"""The maximum number of collections nested in one another."""

LONGEST_POINTER: Final = 2000
"""The number of code points of a pointer below which there are no others: each would repeat it."""

_FAULT_LIMIT: Final = 1000
"""The maximum number of faults reported for one text."""

_SHOWN_LENGTH: Final = 60
"""The maximum number of characters of a key that a message shows."""


class ScanError(Exception):
    """The scan cannot continue; the builder has the finding that says why."""


class Spans(NamedTuple):
    """The spans of scalars and keys in a text: pointer to begin and end offset in code points, quotes included."""

    values: Mapping[str, tuple[int, int]]
    keys: Mapping[str, tuple[int, int]]


class _OpenCollection:
    """An open collection: its items or pairs, its pointer, and the key that waits for a value."""

    __slots__ = ("begin", "child", "is_key", "items", "key", "pairs", "pointer", "seen")

    def __init__(
        self, collection: dict[str, Any] | list[Any], pointer: str, begin: int, is_key: bool
    ) -> None:
        self.pairs = collection if isinstance(collection, dict) else None
        self.items = collection if isinstance(collection, list) else []
        self.pointer = pointer
        self.begin = begin
        self.is_key = is_key
        self.key: str | None = None
        self.child = pointer
        self.seen: dict[str, int] = {}


def _is_same(value: Any, earlier: Any) -> bool:
    """Return whether two values of one key are the same scalar, so that nothing is lost."""
    return earlier is not None and not isinstance(value, dict | list) and value == earlier


class DataBuilder:
    """The data of one document while it is scanned.

    A scanner calls `open`, `key`, `put` and `close` in source order with offsets into `lines`. Of two equal keys the
    last one counts, and the second is a finding. `want_positions` records positions, `want_spans` records spans.
    """

    __slots__ = (
        "_key_ends",
        "_keys",
        "_repeated",
        "_stack",
        "_value_ends",
        "_values",
        "_want_positions",
        "_want_spans",
        "findings",
        "lines",
        "root",
    )  # fmt: skip

    def __init__(self, lines: Lines, *, want_positions: bool = False, want_spans: bool = False) -> None:
        self.lines = lines
        self.root: Any = None
        self.findings: list[Finding] = []
        self._value_ends: dict[str, tuple[int, int]] = {}
        self._key_ends: dict[str, tuple[int, int]] = {}
        self._want_positions = want_positions
        self._want_spans = want_spans
        self._stack: list[_OpenCollection] = []
        self._values: dict[str, Position] = {}
        self._keys: dict[str, Position] = {}
        self._repeated: tuple[dict[str, Any], str, Any] | None = None

    def clear(self) -> None:
        """Discard everything built so far, to start again."""
        self.__init__(self.lines, want_positions=self._want_positions, want_spans=self._want_spans)  # type: ignore[misc]

    @property
    def depth(self) -> int:
        """The number of open collections."""
        return len(self._stack)

    @property
    def positions(self) -> Positions:
        """The positions of the values and keys so far."""
        return Positions(self._values, self._keys)

    @property
    def spans(self) -> Spans:
        """The spans of the scalars and keys so far."""
        return Spans(self._value_ends, self._key_ends)

    @property
    def in_mapping(self) -> bool:
        """True if the innermost open collection is a mapping."""
        return bool(self._stack) and self._stack[-1].pairs is not None

    @property
    def expects_key(self) -> bool:
        """True if a key comes next."""
        return self.in_mapping and self._stack[-1].key is None

    def pointer(self) -> str:
        """Return the pointer of the value that comes next; before a key, that of the mapping itself."""
        if not self._stack:
            return ""
        frame = self._stack[-1]
        if frame.pairs is None:
            if len(frame.pointer) > LONGEST_POINTER:
                return frame.pointer
            return f"{frame.pointer}/{len(frame.items)}"
        return frame.child

    @property
    def _is_placed(self) -> bool:
        """True if values in the innermost collection get pointers: not below a key as long as a text."""
        return not self._stack or len(self._stack[-1].pointer) <= LONGEST_POINTER

    def put(self, value: Any, offset: int, end: int | None = None) -> None:
        """Add a value to the innermost open collection, or as the whole document; a scalar has an `end`."""
        if self._is_placed:
            if self._want_positions:
                self._values[self.pointer()] = self.lines.place(offset)
            if self._want_spans and end is not None:
                self._value_ends[self.pointer()] = (offset, end)
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if frame.pairs is None:
            frame.items.append(value)
        else:
            if self._repeated is not None:
                pairs, name, earlier = self._repeated
                self._repeated = None
                if pairs is frame.pairs and name == frame.key and _is_same(value, earlier):
                    self.findings[-1] = self.findings[-1].with_severity("info")  # nothing is lost
            frame.pairs[frame.key or ""] = value
            frame.key = None
            frame.child = frame.pointer

    def open(self, collection: dict[str, Any] | list[Any], offset: int, *, is_key: bool = False) -> None:
        """Add a collection and open it for the values that follow. With `is_key`, it is kept out of the data.

        Raises ScanError, with NLD-SYN-004, when it would be nested too deep.
        """
        if len(self._stack) >= DEPTH_LIMIT:
            message = f"nested more than {DEPTH_LIMIT} deep"
            self.fault("NLD-SYN-004", message, offset, suggestion="flatten the data")
            raise ScanError
        pointer = self.pointer()
        if not is_key:
            self.put(collection, offset)
        self._stack.append(_OpenCollection(collection, pointer, offset, is_key))

    def close(self) -> int | None:
        """Close the innermost collection; return the offset where it began if it is a key, else None."""
        frame = self._stack.pop()
        return frame.begin if frame.is_key else None

    def key(self, name: str, offset: int, end: int | None = None) -> None:
        """Set the key of the value that comes next. A repeated key in one mapping is NLD-SYN-002."""
        frame = self._stack[-1]
        frame.key = name
        frame.child = f"{frame.pointer}/{escape_pointer(name)}" if self._is_placed else frame.pointer
        if name in frame.seen:
            first = self.lines.place(frame.seen[name]).line
            shown = name if len(name) <= _SHOWN_LENGTH else f"{name[:_SHOWN_LENGTH]}..."
            message = f"the key {shown!r} is given twice, first on line {first}"
            before = len(self.findings)
            self.fault("NLD-SYN-002", message, offset, suggestion="keep one of the two", at_key=True)
            if len(self.findings) > before and frame.pairs is not None:
                self._repeated = (frame.pairs, name, frame.pairs.get(name))
        else:
            frame.seen[name] = offset
        if self._want_positions and self._is_placed:
            self._keys[frame.child] = self.lines.place(offset)
        if self._want_spans and end is not None and self._is_placed:
            self._key_ends[frame.child] = (offset, end)

    def fault(
        self,
        code: str,
        message: str,
        offset: int,
        *,
        suggestion: str | None = None,
        at_key: bool = False,
        fix: Fix | None = None,
    ) -> None:
        """Add a finding at an offset; after the limit no more are added, and the last one says so."""
        if len(self.findings) >= _FAULT_LIMIT:
            return
        if len(self.findings) == _FAULT_LIMIT - 1:
            message += f"; after {_FAULT_LIMIT:,} faults the rest is not listed"
        place = self.lines.place(offset)
        finding = Finding(
            code,
            message,
            suggestion=suggestion,
            line=place.line,
            column=place.column,
            pointer=self.pointer(),
            at_key=at_key,
            fix=fix,
        )
        self.findings.append(finding.with_excerpt(self.lines.excerpt(offset)))
