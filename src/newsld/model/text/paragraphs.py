"""Split a plain text into paragraphs, and remove page furniture from it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from newsld.model.text.sentence_break import break_classes
from newsld.model.text.span import Span, trim_span
from newsld.syntax.patterns import lazy_pattern

_BLANK = lazy_pattern(r"\n[ \t]*\r?\n")
_ENDS_SENTENCE = lazy_pattern(r"[.!?][)(]*\Z")
_LONGEST_FURNITURE = 60
_LINE = lazy_pattern(r"[^\n]+")
_ENDS_LINE = lazy_pattern(r"[.!?…:;。！？।؟][\"'”’»“)\]]*\Z")
_LONGEST_WRAPPED = 100
_FEWEST_ENDS = 0.5


class CleanedText(NamedTuple):
    """A text without page furniture, and each removed line with its number of occurrences."""

    text: str
    removed: list[tuple[str, int]]


def split_paragraphs(text: str) -> list[Span]:
    """Return the spans of the paragraphs, which blank lines separate, without surrounding white space.

    A blank line is empty or has only spaces and tabs. A single line break does not separate paragraphs.
    """
    return list(_paragraphs(text))


@lru_cache(maxsize=1)  # several steps need the paragraphs of the story that they work on
def _paragraphs(text: str) -> tuple[Span, ...]:
    found = []
    start = 0
    for end, after in [*(match.span() for match in _BLANK.finditer(text)), (len(text), len(text))]:
        span = trim_span(text, start, end)
        if span.end > span.start:
            found.append(span)
        start = after
    return tuple(found)


def split_lines(text: str) -> list[Span] | None:
    """Return the spans of the lines of a text in which every line is a paragraph; None for any other text.

    Such a text has several lines and no blank line. Lines of at most 100 characters of which fewer than half end like a
    sentence are those of a text that was wrapped, or of a poem.
    """
    if "\n" not in text.strip() or _BLANK.search(text.strip()):
        return None
    spans = [trim_span(text, *found.span()) for found in _LINE.finditer(text)]
    spans = [span for span in spans if span.end > span.start]
    *lines, _ = [text[span.start : span.end] for span in spans]
    ends = sum(_ENDS_LINE.search(line) is not None for line in lines)
    if max(map(len, lines)) <= _LONGEST_WRAPPED and ends < _FEWEST_ENDS * len(lines):
        return None
    return spans


def remove_furniture(text: str) -> CleanedText:
    """Return the text without lines that repeat as page furniture (“Advertisement”, “Also read:”).

    Furniture is a line of at most 60 characters (without surrounding white space) that occurs at least twice and does
    not end like a sentence. Each place with removed lines, including the blank lines around it, becomes one blank line,
    or nothing at the start or end of the text. CR LF becomes LF; nothing else changes. `removed` is in order of first
    occurrence.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    stripped = [line.strip() for line in lines]
    counts = Counter(line for line in stripped if line and len(line) <= _LONGEST_FURNITURE)
    removed = {
        line: count
        for line, count in counts.items()
        if count > 1 and not _ENDS_SENTENCE.search(break_classes(line))
    }
    remaining: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (not stripped[end] or stripped[end] in removed):
            end += 1
        if any(stripped[at:end]):
            if end == len(lines):
                remaining += [""] if remaining and not stripped[-1] else []
            elif remaining:
                remaining.append("")
        else:
            remaining += lines[at:end]
        remaining += lines[end : end + 1]
        at = end + 1
    return CleanedText("\n".join(remaining), list(removed.items()))
