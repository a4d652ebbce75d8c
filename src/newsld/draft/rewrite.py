"""Rewrite a story file after its article has changed: only the lines that differ, everything else byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from newsld.findings.errors import UsageError
from newsld.formats import WriteOptions, find_format
from newsld.formats.markdown.file_parts import MARKER
from newsld.model import NewsArticle

_MARKER: Final = MARKER.encode()
_MOST_CONTEXT = 3
"""The lines before and after a change that are used to find its place in a file that somebody has edited."""


def rewrite(content: bytes, format_name: str, before: NewsArticle, after: NewsArticle) -> bytes:
    """Return the content of a file that was read as the article `before`, changed so that it reads as `after`.

    newsld writes both articles, and the lines that differ are replaced in the file: its other lines keep their bytes.
    What is below the marker line of Markdown is not changed (see `newsld.pipeline.fixing.regenerate_rest`).
    Raises UsageError when the place of a change cannot be found, because somebody has written it in another way.
    """
    format_ = find_format(format_name)
    options = WriteOptions()
    old, new = _story_lines(format_.write(before, options)), _story_lines(format_.write(after, options))
    lines = _story_lines(content)
    rest = content[sum(map(len, lines)) :]
    end = b"\r\n" if lines and lines[0].endswith(b"\r\n") else b"\n"
    bare = [line.rstrip(b"\r\n") for line in lines]
    old, new = [line.rstrip(b"\r\n") for line in old], [line.rstrip(b"\r\n") for line in new]
    result: list[bytes] = []
    at = 0
    for tag, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        place = _place(bare, old, start, stop, at)
        if place is None:
            raise UsageError(
                "the change cannot be made in this file, because its data is written in another way: make it by hand, "
                "and delete the item from draft:"
            )
        result += lines[at:place]
        result += [line + end for line in new[first:last]]
        at = place + stop - start
    return b"".join([*result, *lines[at:], rest])


def _story_lines(content: bytes) -> list[bytes]:
    """Return the lines of a file above the marker line, if it has one."""
    lines = content.splitlines(keepends=True)
    return list(takewhile(lambda line: line.rstrip() != _MARKER, lines))


def _place(lines: Sequence[bytes], old: Sequence[bytes], start: int, stop: int, after: int) -> int | None:
    """Return where the old lines from `start` to `stop` are in a file, with as much context as makes them unique."""
    for context in range(_MOST_CONTEXT, -1, -1):
        for before, behind in ((context, context), (context, 0), (0, context)):
            first = max(0, start - before)
            wanted = list(old[first : min(len(old), stop + behind)])
            if not wanted:
                continue
            found = [
                place
                for place in range(max(0, after - before), len(lines) - len(wanted) + 1)
                if lines[place] == wanted[0] and list(lines[place : place + len(wanted)]) == wanted
            ]
            found = [place for place in found if place + start - first >= after]
            if len(found) == 1:
                return found[0] + start - first
    return None
