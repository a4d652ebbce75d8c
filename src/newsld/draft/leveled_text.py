"""Find copied words in a text after leveling typography: quotation marks, dashes, spaces, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final, NamedTuple

from newsld.model.text import Span, find_all
from newsld.syntax.patterns import lazy_pattern

_DOUBLE: Final = "“”„‟«»″＂〝〞〟"
_SINGLE: Final = "‘’‚‛‹›′ʼ`´＇"
_DASHES: Final = "-‐‑‒–—―−﹣－"
_INVISIBLE: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_COMBINING: Final = "\u0300-\u036f\u0653-\u0655\u093c\u3099\u309a"

_UNIT: Final = lazy_pattern(
    rf"[\s{_INVISIBLE}]*(?:[{_DASHES}][\s{_INVISIBLE}]*)+"
    rf"|[\s{_INVISIBLE}]+"
    rf"|[{_DOUBLE}]|[{_SINGLE}]{{2}}|''|[{_SINGLE}]|…"
    rf"|[^\s{_INVISIBLE}{_COMBINING}][{_COMBINING}]+"
)
"""What is not the same in every typography; everything else stays as it is."""
_PLAIN: Final = lazy_pattern(r"[\w ,.;:!?()]*")

REPAIRS: Final = ("quotation marks", "dashes", "spaces", "invisible characters", "letters with marks", "dots")
"""The kinds of differences that leveling removes, in the words of findings."""

_KINDS: Final = (
    lazy_pattern(rf"[{_DOUBLE}{_SINGLE}\"']+"),
    lazy_pattern(rf"[{_DASHES}]+"),
    lazy_pattern(r"\s+"),
    lazy_pattern(rf"[{_INVISIBLE}]+"),
    lazy_pattern(rf"[{_COMBINING}]+|[\u00c0-\u024f\u1e00-\u1eff]"),
    lazy_pattern(r"…|\.{2,}"),
)
_STRIPPED: Final = lazy_pattern(rf"\A[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+\Z")
_NUMBER_BEFORE: Final = lazy_pattern(r"\d[.,:'’\u00a0\u2009\u202f٫٬]\Z|(?:\A|[^\w\s][\s]?|\s)[-−–]\Z")
_NUMBER_AFTER: Final = lazy_pattern(r"[.,:'’\u00a0\u2009\u202f٫٬]\d")
_PREFIX: Final = lazy_pattern(
    r"(?<![\w])(?:non|anti|un|ex|counter|pseudo|quasi|semi|mis|dis|not|no)[-‐‑]\Z", re.IGNORECASE
)
_NEGATED: Final = lazy_pattern(r"['’ʼ]t\b|[-‐‑](?:free|less)\b", re.IGNORECASE)


class _Break(NamedTuple):
    """Where the offsets of a leveled text change: from `leveled` on, they are those of `original`."""

    leveled: int
    original: int


@lru_cache(maxsize=4096)
def level(text: str) -> str:
    """Return a text with leveled typography, without white space at its ends."""
    return _UNIT.sub(lambda unit: _leveled_unit(unit[0]), text).strip()


def _leveled_unit(unit: str) -> str:
    first = unit[0]
    if any(one in _DASHES for one in unit):
        return "-"
    if first == "…":
        return "..."
    if first in _DOUBLE or (len(unit) == 2 and unit[1] in f"{_SINGLE}'" and first in f"{_SINGLE}'"):
        return '"'
    if first in _SINGLE:
        return "'"
    if any(one.isspace() for one in unit):
        return " "
    return unicodedata.normalize("NFC", unit) if first.isprintable() and len(unit) > 1 else ""


_REMEMBERED = 64
"""Searches whose results are kept: the same names are searched in a paragraph for each of its statements."""


class LeveledText:
    """A text with leveled typography, which maps the places of words back to spans of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[tuple[str, Span | None, int | None], tuple[Span, ...]] = {}
        parts: list[str] = []
        breaks: list[_Break] = [_Break(0, 0)]
        at = size = 0
        for unit in _UNIT.finditer(text):
            start, end = unit.span()
            new = _leveled_unit(unit[0])
            if len(new) == end - start:
                parts += (text[at:start], new)
                size += end - at
            else:
                parts += (text[at:start], new)
                size += start - at
                # A unit that becomes longer or shorter is one step: its inside maps to its start.
                breaks.append(_Break(size, start))
                size += len(new)
                breaks.append(_Break(size, end))
            at = end
        parts.append(text[at:])
        self.leveled = "".join(parts)
        self._leveled = [one.leveled for one in breaks]
        self._original = [one.original for one in breaks]

    def find(self, words: str, within: Span | None = None, *, limit: int | None = None) -> list[Span]:
        """Return the spans of the text that equal words in leveled typography, as whole words, in order.

        `words` are leveled. `within` limits the search to a span of the text.
        """
        if not words:
            return []
        key = (words, within, limit)
        found = self._found.get(key)
        if found is None:
            begin, stop = (0, len(self.leveled)) if within is None else self._range(within)
            places = find_all(self.leveled[begin:stop], words, limit=limit)
            spans = [self._span(begin + at, begin + at + len(words)) for at in places]
            found = tuple([span for span in spans if is_whole(self.text, span)])
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[key] = found
        return list(found)

    def _range(self, span: Span) -> tuple[int, int]:
        return self._to_leveled(span.start), self._to_leveled(span.end)

    def _to_leveled(self, offset: int) -> int:
        index = bisect_right(self._original, offset) - 1
        following = self._leveled[index + 1] if index + 1 < len(self._leveled) else len(self.leveled)
        return min(self._leveled[index] + offset - self._original[index], following)

    def _start(self, offset: int) -> int:
        """Return the offset in the text of a leveled offset where words begin."""
        index = bisect_right(self._leveled, offset) - 1
        following = self._original[index + 1] if index + 1 < len(self._original) else len(self.text)
        return min(self._original[index] + offset - self._leveled[index], following)

    def _end(self, offset: int) -> int:
        """Return the offset in the text of a leveled offset where words end."""
        index = bisect_left(self._leveled, offset) - 1
        if index + 1 < len(self._leveled) and self._leveled[index + 1] == offset:
            return self._original[index + 1]
        following = self._original[index + 1] if index + 1 < len(self._original) else len(self.text)
        return min(self._original[index] + offset - self._leveled[index], following)

    def _span(self, start: int, end: int) -> Span:
        first, last = self._start(start), self._end(end)
        words = self.text[first:last]
        lead = _STRIPPED.match(words)
        first += lead.end() if lead else 0
        return Span(first, first + len(_STRIPPED.sub("", words)))


def is_whole(text: str, span: Span) -> bool:
    """Return whether a span neither begins nor ends inside a word or a number, nor after a prefix such as "non-"."""
    start, end = span
    before, after = text[max(0, start - 12) : start], text[end : end + 8]
    first, last = text[start], text[end - 1]
    if _is_inside(before[-1:], first) or _is_inside(last, after[:1]):
        return False
    if first.isdecimal() and _NUMBER_BEFORE.search(before):
        return False
    if last.isdecimal() and _NUMBER_AFTER.match(after):
        return False
    return not (_PREFIX.search(before) or (last.isalpha() and _NEGATED.match(after)))


def _is_inside(before: str, after: str) -> bool:
    """Return whether two characters are part of one word: digits, or letters of a script that has case."""
    return _is_word_part(before) and _is_word_part(after)


def _is_word_part(character: str) -> bool:
    return character.isdecimal() or character.islower() or character.isupper()


def repairs_between(words: str, original: str) -> list[str]:
    """Return the kinds of typography in which words differ from those of the text."""
    return [
        name
        for name, kind in zip(REPAIRS, _KINDS, strict=True)
        if kind.findall(words) != kind.findall(original)
    ]
