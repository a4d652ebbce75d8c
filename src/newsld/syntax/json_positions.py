"""Find the positions of values and keys in valid JSON, where no fault has to be recognised: ten times as fast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import orjson

from newsld.findings import Position
from newsld.syntax.data_builder import DEPTH_LIMIT, LONGEST_POINTER
from newsld.syntax.document import Positions, escape_pointer
from newsld.syntax.lines import Lines
from newsld.syntax.patterns import lazy_pattern

_TOKEN: Final = lazy_pattern(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^\s"{}\[\],:]+|[{}\[\],:]')
"""A string, a number or word, or a sign. All alternatives begin with different characters."""


class _PlacedOffsets(Mapping[str, Position]):
    """The positions of offsets by pointer; each is computed when it is needed, since few of thousands are."""

    __slots__ = ("_lines", "_offsets")

    def __init__(self, offsets: dict[str, int], lines: Lines) -> None:
        self._offsets = offsets
        self._lines = lines

    def __getitem__(self, pointer: str) -> Position:
        return self._lines.place(self._offsets[pointer])

    def __iter__(self) -> Iterator[str]:
        return iter(self._offsets)

    def __len__(self) -> int:
        return len(self._offsets)


def valid_json_positions(text: str, lines: Lines) -> Positions | None:
    """Return the positions of all values and keys of a valid JSON mapping or list.

    The result equals that of the scanner that reports faults. Returns None where the scanner would stop, at data that
    is nested too deep.
    """
    values: dict[str, int] = {}
    keys: dict[str, int] = {}
    outer: list[tuple[str, int]] = []
    parent, index = "", -1  # the pointer of the open collection; the number of items in it, -1 in a mapping
    child, is_key = "", False  # the pointer of the next value; whether a key comes next
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign == ":":
            continue
        if sign == ",":
            if index < 0:
                is_key = True
            else:
                index += 1
                child = f"{parent}/{index}"
        elif sign in ("}", "]"):
            parent, index = outer.pop()
            is_key = False
        elif is_key:
            name = orjson.loads(sign) if "\\" in sign else sign[1:-1]
            child = f"{parent}/{escape_pointer(name)}"
            keys[child] = token.start()
            is_key = False
        else:
            values[child] = token.start()
            if sign in ("{", "["):
                if len(outer) >= DEPTH_LIMIT or len(child) > LONGEST_POINTER:
                    return None
                outer.append((parent, index))
                parent, index, is_key = child, -1 if sign == "{" else 0, sign == "{"
                child = f"{parent}/0"
    return Positions(_PlacedOffsets(values, lines), _PlacedOffsets(keys, lines))
