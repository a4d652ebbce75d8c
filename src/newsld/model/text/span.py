"""Spans of a text: half-open offsets in Unicode code points."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span", "StatedSpan"]


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


def trim_span(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends; an empty one at `start` if there is nothing else."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    size = len(words.strip())
    return Span(start + left, start + left + size) if size else Span(start, start)
