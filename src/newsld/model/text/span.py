"""Spans of a text: half-open offsets in Unicode code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple
from unicodedata import category

_CLOSING: Final = frozenset({"Pe", "Pf", "Po"})
"""The Unicode categories of punctuation after words: closing brackets and quotation marks, commas, full stops."""

new_tuple: Final = tuple.__new__
"""Create a named tuple in half of the time that its own constructor takes."""


class Span(NamedTuple):
    """The characters from `start` to `end` (exclusive), counted from 0 in Unicode code points."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """Return the characters of `text` in this span."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Return whether `other` contains this span."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the spans have a character in common."""
        return max(self.start, other.start) < min(self.end, other.end)


class StatedSpan(Span):
    """A span that was given together with its words, `exact`, before there was a body to compare them with."""

    exact: str


class SpanSet:
    """A set of spans that answers in logarithmic time; overlapping spans are merged."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, span: Span) -> bool:
        """Return whether a span has a character in common with one of the set."""
        index = bisect_left(self._starts, span.end)
        return index > 0 and self._ends[index - 1] > span.start

    def contains(self, span: Span) -> bool:
        """Return whether a span is within one of the set."""
        index = bisect_right(self._starts, span.start)
        return index > 0 and span.end <= self._ends[index - 1]


def trim_span(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends; an empty one at `start` if there is nothing else."""
    if start < end and text[end - 1].isspace():
        end -= 1  # a sentence ends with a space, which is most frequent
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return new_tuple(Span, (start, end))
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    size = len(words.strip())
    return Span(start + left, start + left + size) if size else Span(start, start)


def after_closing(text: str, end: int) -> int:
    """Return the offset after the punctuation that follows words: where a note about them is written."""
    while end < len(text) and category(text[end]) in _CLOSING:
        end += 1
    return end
