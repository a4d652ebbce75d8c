"""The paragraphs of a plain text, and the page remove_furniture that stands between them."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from newsld.model.text.sentence_break import break_classes
from newsld.model.text.span import Span, trim_span

__all__ = ["CleanedText", "remove_furniture", "split_paragraphs"]

_BLANK = re.compile(r"\n[ \t]*\r?\n")
_ENDS_SENTENCE = re.compile(r"[.!?][)(]*\Z")
_LONGEST_FURNITURE = 60


class CleanedText(NamedTuple):
    """A text without page remove_furniture, and each line dropped with how often it stood there."""

    text: str
    dropped: list[tuple[str, int]]


def split_paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text: runs parted by blank lines, without the white space around them.

    A blank line holds nothing, or only spaces and tabs. A single line break does not part.
    """
    found = []
    start = 0
    for end, after in [*(match.span() for match in _BLANK.finditer(text)), (len(text), len(text))]:
        span = trim_span(text, start, end)
        if span.end > span.start:
            found.append(span)
        start = after
    return found


def remove_furniture(text: str) -> CleanedText:
    """The text without lines that repeat as page remove_furniture (“Advertisement”, “Also read:”).

    Furniture is a line of at most 60 characters (without the white space around it) that does not end
    as a sentence does and stands as a whole line at least twice. What is left of a place where lines were
    dropped, blank lines beside it included, is one blank line, and nothing at the start or end of the text.
    Nothing else changes, but that CR LF becomes LF. The dropped lines come in order of first appearance.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    stripped = [line.strip() for line in lines]
    counts = Counter(line for line in stripped if line and len(line) <= _LONGEST_FURNITURE)
    dropped = {
        line: count
        for line, count in counts.items()
        if count > 1 and not _ENDS_SENTENCE.search(break_classes(line))
    }
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (not stripped[end] or stripped[end] in dropped):
            end += 1
        if any(stripped[at:end]):
            if end == len(lines):
                kept += [""] if kept and not stripped[-1] else []
            elif kept:
                kept.append("")
        else:
            kept += lines[at:end]
        kept += lines[end : end + 1]
        at = end + 1
    return CleanedText("\n".join(kept), list(dropped.items()))
