"""Find the text inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsld.model.text.paragraphs import split_paragraphs
from newsld.model.text.span import Span, trim_span
from newsld.syntax.patterns import lazy_pattern

# Opening mark -> the marks that may close it.
_PAIRS = {
    "“": "”",
    "„": "“”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"',
    "'": "'",
    "”": "”",
}
_MARKS = "".join(sorted({*_PAIRS, *"".join(_PAIRS.values())}))
_DEEPEST = 8  # a text of opening marks only must not take quadratic time
_ANGLES = "«»‹›"
_DECADE = lazy_pattern(r"\d0s\b")


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    outermost: bool


def quoted_spans(text: str) -> list[Span]:
    """Return the spans inside quotation marks, without the marks and surrounding white space.

    Outer and nested spans are included, in order of their starts, the longer first. Marks pair within a paragraph. A
    mark that is not closed opens a span only if the next paragraph begins with the same mark (a quotation of several
    paragraphs); the span then ends with its paragraph. Apostrophes are ignored: “Assad’s”, “the workers’ party” and
    “the ’90s” are not quotations.
    """
    return list(_quoted(text))


@lru_cache(maxsize=1)  # reading, checking and writing a story need the same spans
def _quoted(text: str) -> tuple[Span, ...]:
    found: set[Span] = set()
    paragraphs = split_paragraphs(text)
    # Searching for one mark after the other is faster than for any of them: few characters are marks.
    marks = sorted([at for mark in _MARKS for at in _offsets(text, mark)])
    for index, paragraph in enumerate(paragraphs):
        follower = text[paragraphs[index + 1].start] if index + 1 < len(paragraphs) else ""
        own = marks[bisect_left(marks, paragraph.start) : bisect_left(marks, paragraph.end)]
        left_open = _pair(text, paragraph, own, found) if own else None
        if left_open is not None and left_open.outermost and left_open.mark == follower:
            found.add(trim_span(text, left_open.at + 1, paragraph.end))
    spans = [span for span in found if span.end > span.start]
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _offsets(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def trim_final_comma(text: str, span: Span) -> Span:
    """Return the span without a final comma, which is a matter of typographic style and not part of the quotation."""
    if span.end - span.start > 1 and text[span.end - 1] in ",，":
        return Span(span.start, span.end - 1)
    return span


def _pair(text: str, paragraph: Span, marks: Sequence[int], found: set[Span]) -> _Open | None:
    """Add the spans of one paragraph to `found`, and return its first mark that is not closed, or None."""
    stack: list[_Open] = []
    # Angle quotes point inwards in German books: the first one is “»”.
    reversed_angles = next((text[at] for at in marks if text[at] in _ANGLES), "«") in "»›"
    for at in marks:
        mark = text[at]
        closes = _closes(text, paragraph, stack, at, mark)
        if closes is not None:
            found.add(trim_span(text, stack[closes].at + 1, at))
            del stack[closes:]
        elif len(stack) < _DEEPEST and _opens(text, paragraph, at, mark, reversed_angles=reversed_angles):
            stack.append(_Open(mark, at, not stack))
    return stack[0] if stack else None


def _neighbors(text: str, paragraph: Span, at: int) -> tuple[str, str]:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return before, after


def _closes(text: str, paragraph: Span, stack: list[_Open], at: int, mark: str) -> int | None:
    """Return the index in the stack of the open mark that this one closes, or None."""
    before, after = _neighbors(text, paragraph, at)
    if mark in "’'" and (after.isalnum() or before.isspace()):
        return None
    for index in range(len(stack) - 1, -1, -1):
        if mark in _PAIRS[stack[index].mark]:
            return index
    return None


def _opens(text: str, paragraph: Span, at: int, mark: str, *, reversed_angles: bool) -> bool:
    before, after = _neighbors(text, paragraph, at)
    if mark not in _PAIRS or (after.isspace() and mark not in "«»‹›"):
        return False
    if mark in "«‹»›":
        return (mark in "»›") == reversed_angles
    if mark == '"':
        return not before.isdecimal()
    if mark in "'”":
        return not before.isalnum() and before not in ".,;:!?…)" and not _DECADE.match(text, at + 1)
    return True
