"""A stretch of a text: half-open offsets in Unicode code points."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span"]


class Span(NamedTuple):
    """From `start` up to but without `end`, counted from 0 in Unicode code points."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """The words that stand here in `body`."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Whether every character of this span belongs to `other` too."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)


def trim_span(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty, at `start`, when there is nothing else."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    size = len(words.strip())
    return Span(start + left, start + left + size) if size else Span(start, start)
