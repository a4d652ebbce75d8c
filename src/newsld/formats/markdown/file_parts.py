"""Split a Markdown file: front matter, body, the data block after it, and what is for readers only."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from newsld.findings import Finding
from newsld.model.versions import STORY_VERSION
from newsld.syntax.patterns import lazy_pattern

MARKER: Final = "<!-- newsld: for readers -->"
"""The line that ends the story: everything below it is for readers only."""

DATA_INFO: Final = "yaml newsld"
"""The info string of the fenced block that holds the captured data."""

_OPENING: Final = lazy_pattern(r"---[ \t]*\r?\n")
_CLOSING: Final = lazy_pattern(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_MARKER: Final = lazy_pattern(rf"^{re.escape(MARKER)}[ \t]*\r?$", re.MULTILINE)
_FENCE: Final = lazy_pattern(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*yaml[ \t]+newsld[ \t]*\r?\n", re.MULTILINE)
_CONTENT: Final = lazy_pattern(r"[^\n]")


class FileParts(NamedTuple):
    """The parts of a file, each with the line of the file on which it begins.

    `markdown` is everything between the front matter and the marker, with spaces in the place of the data block, so
    that its lines are those of the file. `data` is None without a data block; `data_at` is its offset in the file.
    `below` is the rest from the marker on, None without a marker. A second data block, or one that is not closed, is in
    `findings`, each with its line.
    """

    front: str
    markdown: str
    line: int
    data: str | None = None
    data_line: int = 0
    data_at: int = 0
    findings: tuple[tuple[Finding, int], ...] = ()
    below: str | None = None


def split_file(text: str) -> FileParts | Finding:
    """Return the parts of a file, or the finding for one without front matter."""
    opening = _OPENING.match(text)
    if opening is None:
        return no_article("the file does not begin with front matter")
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return Finding(
            "NLD-SYN-001", "the front matter is not closed", suggestion="end it with a line of three hyphens"
        )
    front, start = text[opening.end() : closing.start()], closing.end()
    fence = _FENCE.search(text, start)
    marker = _MARKER.search(text, start)
    if fence is None or (marker is not None and marker.start() < fence.start()):
        markdown = text[start : marker.start() if marker else len(text)]
        below = text[marker.start() :] if marker else None
        return FileParts(front, markdown, text.count("\n", 0, start) + 1, below=below)
    closed = re.compile(rf"^ {{0,3}}{fence['fence']}{fence['fence'][0]}*[ \t]*\r?$", re.MULTILINE).search(
        text, fence.end()
    )
    data_end, after = (closed.start(), closed.end()) if closed else (len(text), len(text))
    data_line = text.count("\n", 0, fence.end()) + 1
    findings: list[tuple[Finding, int]] = []
    if closed is None:
        suggestion = f"end it with a line of {fence['fence']}"
        findings.append(
            (Finding("NLD-SYN-001", "the data block is not closed", suggestion=suggestion), data_line - 1)
        )
    marker = _MARKER.search(text, after)
    end = marker.start() if marker else len(text)
    second = _FENCE.search(text, after, end)
    if second:
        suggestion = "put all data into the first one"
        line = text.count("\n", 0, second.start()) + 1
        findings.append((Finding("NLD-SYN-013", "a second data block", suggestion=suggestion), line))
    block = _CONTENT.sub(" ", text[fence.start() : after])
    rest = text[after : second.start() if second else end]
    return FileParts(
        front,
        f"{text[start : fence.start()]}{block}{rest}",
        text.count("\n", 0, start) + 1,
        text[fence.end() : data_end],
        data_line,
        fence.end(),
        tuple(findings),
        text[end:] if marker else None,
    )


def fenced(yaml: str) -> str:
    """Return the data block of this YAML. Its fence is longer than any in the data."""
    found = re.findall(r"^ *(`{3,})", yaml, re.MULTILINE) if "```" in yaml else ()
    longest = max(map(len, found), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{DATA_INFO}\n{yaml}{fence}\n"


def no_article(message: str) -> Finding:
    """Return the finding for a file that is no story in Markdown."""
    version = f"`newsld: {STORY_VERSION}`"
    suggestion = (
        f"begin the file with a line of three hyphens, {version}, the metadata, and three hyphens again"
    )
    return Finding("NLD-SYN-006", message, suggestion=suggestion)
