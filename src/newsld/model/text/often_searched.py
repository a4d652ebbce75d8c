"""Search a long text again and again: many words, each of which may occur anywhere or nowhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

_GRAM: Final = 4
_LONG: Final = 8_000
"""Code points of a text for which an index may be worth it: a shorter one is searched faster without."""

_TOO_LONG: Final = 2_000_000
"""Code points of a text whose index would take too much memory."""

_OFTEN: Final = 300
_FREQUENT: Final = 100
_COMPARED: Final = 24
"""Grams of a pattern of which the rarest is searched."""


def find_in_text(text: str, pattern: str, start: int = 0) -> int:
    """Return `text.find(pattern, start)`: the first offset of a pattern, or -1.

    A long text that is searched often gets an index, so that its searches do not read all of it each time.
    """
    if not _LONG <= len(text) <= _TOO_LONG or len(pattern) < _GRAM:
        return text.find(pattern, start)
    return _searched(text).find(pattern, start)


class _SearchedText:
    """A text, the number of its searches, and after many of them the offsets of all its grams."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._searches = 0
        self._last: tuple[str, int, Sequence[int]] = ("", 0, ())

    @cached_property
    def _offsets(self) -> dict[str, list[int]]:
        offsets: dict[str, list[int]] = {}
        for at in range(len(self._text) - _GRAM + 1):
            offsets.setdefault(self._text[at : at + _GRAM], []).append(at)
        return offsets

    def find(self, pattern: str, start: int) -> int:
        self._searches += 1
        if self._searches < _OFTEN:
            return self._text.find(pattern, start)
        if pattern != self._last[0]:  # words are searched until they occur twice
            self._last = (pattern, *self._rarest(pattern))
        _, shift, offsets = self._last
        if len(offsets) > _FREQUENT:
            return self._text.find(pattern, start)
        for at in offsets[bisect_left(offsets, start + shift) :]:
            if self._text.startswith(pattern, at - shift):
                return at - shift
        return -1

    def _rarest(self, pattern: str) -> tuple[int, Sequence[int]]:
        """Return the offset in the pattern of its gram that is the rarest in the text, and its offsets there."""
        found: tuple[int, Sequence[int]] = (0, ())
        for shift in range(min(len(pattern) - _GRAM + 1, _COMPARED)):
            offsets = self._offsets.get(pattern[shift : shift + _GRAM], ())
            if not offsets:
                return shift, offsets
            if not shift or len(offsets) < len(found[1]):
                found = (shift, offsets)
        return found


@lru_cache(maxsize=2)
def _searched(text: str) -> _SearchedText:
    return _SearchedText(text)
