"""Turn spans of a text that may overlap into properly nested elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_LANES: Final = 3
_DEEPEST: Final = 24
"""The number of marks that may be open at once, so that crossing marks cost no more than their number."""
_LARGEST_CLUSTER: Final = 100
"""The number of overlapping underlined marks that get different lanes."""


@dataclass(slots=True)
class TextMark:
    """Words of a text with their meaning: how they are shown, and what they are.

    Of marks on the same words, the one with the lowest `rank` is outside. `lane` is the distance of its underline from
    the words, if it `is_underlined`: marks on the same words have different ones.
    """

    start: int
    end: int
    rank: int
    css: str = ""
    tag: str = "span"
    title: str = ""
    anchor: str = ""
    link: str = ""
    is_underlined: bool = False
    lane: int = 0


@dataclass(frozen=True, slots=True)
class TextPoint:
    """A position between the characters of a text that has a sign: a link to `link` with the accessible `label`."""

    offset: int
    rank: int
    sign: str
    label: str
    css: str = ""
    link: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One step in writing a text: its words, a point, or the start or end of an element."""

    text: str = ""
    point: TextPoint | None = None
    opens: TextMark | None = None
    closes: TextMark | None = None
    is_first: bool = True


def nest(
    text: str, start: int, end: int, marks: Sequence[TextMark], points: Sequence[TextPoint]
) -> Iterator[Piece]:
    """Yield the pieces of `text[start:end]`. Marks that cross are split: only the first part of one `is_first`.

    A mark inside too many others is left out. Marks may begin before and end after the part. Points at one offset come
    in the order of their rank, after the marks that end there and before those that begin there.
    """
    opening: dict[int, list[TextMark]] = {}
    ends: set[int] = set()
    for mark in sorted(marks, key=lambda one: (one.start, -one.end, one.rank)):
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            opening.setdefault(first, []).append(mark)
            ends.add(last)
    pointed: dict[int, list[TextPoint]] = {}
    for point in sorted(points, key=lambda one: (one.offset, one.rank)):
        pointed.setdefault(min(max(point.offset, start), end), []).append(point)
    open_marks: list[TextMark] = []
    at = start
    for offset in sorted({*opening, *ends, *pointed, end}):
        if offset > at:
            yield Piece(text=text[at:offset])
            at = offset
        yield from _close(open_marks, offset, end)
        for point in pointed.get(offset, ()):
            yield Piece(point=point)
        for mark in opening.get(offset, ())[: max(_DEEPEST - len(open_marks), 0)]:
            open_marks.append(mark)
            yield Piece(opens=mark, is_first=mark.start >= start)


def _close(open_marks: list[TextMark], offset: int, end: int) -> Iterator[Piece]:
    """Close the marks that end at an offset; those inside them that go on are closed and opened again."""
    lowest = next(
        (place for place, mark in enumerate(open_marks) if mark.end <= offset or offset == end), None
    )
    if lowest is None:
        return
    inner = open_marks[lowest:]
    del open_marks[lowest:]
    for mark in reversed(inner):
        yield Piece(closes=mark)
    for mark in inner:
        if mark.end > offset and offset < end:
            open_marks.append(mark)
            yield Piece(opens=mark, is_first=False)


def assign_lanes(marks: Sequence[TextMark]) -> None:
    """Give underlined marks that share words different lanes, the shorter ones nearer to the words."""
    cluster: list[TextMark] = []
    reach = -1
    for mark in sorted((one for one in marks if one.is_underlined), key=lambda one: (one.start, -one.end)):
        if mark.start >= reach:
            _fill_lanes(cluster)
            cluster = []
        cluster.append(mark)
        reach = max(reach, mark.end)
    _fill_lanes(cluster)


def _fill_lanes(cluster: list[TextMark]) -> None:
    if not 2 <= len(cluster) <= _LARGEST_CLUSTER:
        return
    placed: list[TextMark] = []
    for mark in sorted(cluster, key=lambda one: (one.end - one.start, one.start, -one.rank)):
        taken = {one.lane for one in placed if one.start < mark.end and mark.start < one.end}
        mark.lane = next((lane for lane in range(_LANES) if lane not in taken), _LANES - 1)
        placed.append(mark)
