"""Split text into sentences by Unicode's default rules (UAX #29) and a table of abbreviations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from unicodedata import normalize

from newsld.model.text.abbreviations import GERMAN_MONTHS, LEADING, NUMBERED, STARTERS, TRAILING
from newsld.model.text.sentence_break import break_classes
from newsld.model.text.span import Span, trim_span
from newsld.syntax.patterns import lazy_pattern

# These patterns read class letters (see sentence_break.py), not text.
# A pattern that begins with one class is searched five times as fast as one that begins with alternatives.
_STOP = lazy_pattern(
    r"(?P<stop>[rlp.!?])(?:(?<=r)l|(?<=[.!?])(?P<close>\)*+)(?P<space>s*+)(?P<separator>(?:rl|[rlp])?))?"
)
_LOWER_NEXT = lazy_pattern(r"[^oAarlp.!?]*+a")
_ABSORBED = lazy_pattern(r"(?<=[^rlp])e+")

_WORD = lazy_pattern(r"\w+")
_WORD_BEFORE = lazy_pattern(r"(?:\w+\.)*\w+\Z")
_LETTERS = lazy_pattern(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_LONGEST_ABBREVIATION = 24


def sentences(text: str, *, wrapped: bool = False) -> list[Span]:
    """Return the spans of the sentences of a block's text, without surrounding white space.

    The rules and abbreviations are in docs/reference/sentences.md. A line break ends a sentence (UAX #29, SB4); in
    `wrapped` text it is a space. Each character that is not white space is in exactly one span.
    """
    found = []
    start = 0
    for end in [*sentence_boundaries(text, wrapped=wrapped), len(text)]:
        span = trim_span(text, start, end)
        if span.end > span.start:
            found.append(span)
        start = end
    return found


def sentence_at(text: str, offset: int, spans: Sequence[Span] | None = None) -> Span:
    """Return the span of the sentence that a footnote mark at `offset` belongs to.

    A mark right after a sentence, or in the space after it, belongs to the sentence before it; any other to the
    sentence around it. `spans` is the result of `sentences` for `text`, if available. Returns an empty span at `offset`
    if there is no sentence.
    """
    spans = sentences(text) if spans is None else spans
    if not spans:
        return Span(offset, offset)
    after = bisect_left(spans, offset, key=lambda span: span.end)
    if after == len(spans):
        return spans[-1]
    return spans[after - 1] if after and spans[after].start > offset else spans[after]


def sentence_boundaries(text: str, *, abbreviations: bool = True, wrapped: bool = False) -> list[int]:
    """Return the offsets inside `text` at which a sentence ends and the next begins, in order.

    Without `abbreviations` these are exactly the default boundaries of UAX #29: no table, a break between “?” and a
    lower-case word, and no difference between opening and closing marks.
    """
    letters = break_classes(text)
    if not abbreviations:
        letters = letters.replace("(", ")")
    if wrapped:
        letters = letters.replace("l", "s").replace("r", "s")
    places: Sequence[int] = range(len(letters))
    if "e" in letters:  # SB5: ignore characters that combine with the one before
        letters, places = _without_absorbed(letters)
    found = []
    for match in _STOP.finditer(letters):
        end = match.end()
        stop = match["stop"]
        if abbreviations and stop == "!" and match["close"]:
            end = _before_opening(text, places, match) or end
            if end < match.end():
                found.append(places[end])
                continue
        if end == len(letters):
            break
        if stop in ".!?" and not match["separator"]:
            if _continues(letters, match, tailored=abbreviations):
                continue
            bare = abbreviations and stop == "." and not match["close"]
            if bare and _is_abbreviated(text, places[match.start()], places[end], letters[end]):
                continue
        found.append(places[end])
    return found


def _without_absorbed(letters: str) -> tuple[str, list[int]]:
    """Return the classes without Extend and Format after another character, and the offset of each."""
    places: list[int] = []
    start = 0
    for match in _ABSORBED.finditer(letters):
        places.extend(range(start, match.start()))
        start = match.end()
    places.extend(range(start, len(letters)))
    return _ABSORBED.sub("", letters), places


def _before_opening(text: str, places: Sequence[int], match: re.Match[str]) -> int | None:
    """Return the index of the first opening quotation mark among the marks after a terminator such as “。”, or None."""
    for at in range(match.start("close"), match.end("close")):
        if text[places[at]] in "“‘«‹":
            return at
    return None


def _continues(letters: str, match: re.Match[str], *, tailored: bool) -> bool:
    """Return whether the sentence continues after a terminator by the rules SB6 to SB8a."""
    following = letters[match.end()]
    if following in ",.!?":  # SB8a
        return True
    if match["stop"] == "!" or (match["stop"] == "?" and not tailored):
        return False
    if match["stop"] == "." and match.end() - match.start() == 1:
        before = letters[match.start() - 1] if match.start() else ""
        if following == "0" or (following == "A" and before in ("a", "A")):  # SB6, SB7
            return True
    return _LOWER_NEXT.match(letters, match.end()) is not None  # SB8


def _is_abbreviated(text: str, stop: int, after: int, following: str) -> bool:
    """Return whether the full stop at `stop` is part of an abbreviation and the sentence continues at `after`."""
    near = normalize("NFC", text[max(0, stop - _LONGEST_ABBREVIATION) : stop])
    word = near.rpartition(" ")[2]
    if not word.isalpha():
        before = _WORD_BEFORE.search(near)
        if before is None:
            return False
        word = before.group()
    if word in LEADING:
        return True
    if following == "0":
        return word in NUMBERED or word in TRAILING or _LETTERS.match(word) is not None
    if following not in "Ao" or (len(word) > 1 and word.isalpha() and word not in TRAILING):
        return False
    found = _WORD.match(text, after)
    next_word = found.group() if found else ""
    if word.isdecimal():
        return len(word) <= 2 and normalize("NFC", next_word) in GERMAN_MONTHS
    initial_next = found is not None and len(next_word) == 1 and text.startswith(".", found.end())
    if len(word) == 1:
        return initial_next or (word.isupper() and word != "I" and next_word not in STARTERS)
    if word in TRAILING or _LETTERS.match(word):
        return initial_next or next_word not in STARTERS
    return False
