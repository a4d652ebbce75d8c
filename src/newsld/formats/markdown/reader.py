"""Read a Markdown file as a document, with the position of every value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Final, NamedTuple

from newsld.findings import Excerpt, Finding, Position
from newsld.formats import ReadOptions
from newsld.formats.markdown.commonmark import TooDeep
from newsld.formats.markdown.parsed_story import ParsedStory
from newsld.formats.markdown.story_builder import build_story
from newsld.model.story_version import STORY_VERSION
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Positions, Source
from newsld.syntax.lines import Lines
from newsld.syntax.yaml import load_yaml, yaml_positions

__all__ = ["MARKER", "data_parts", "read"]

MARKER: Final = "<!-- newsld: for readers -->"
"""The line that ends the story: everything below it is for readers only."""

_STEP: Final = 1024
_CONTINUATION: Final = bytes(range(0x80, 0xC0))
"""The bytes that continue a code point in UTF-8."""
_OPENING: Final = re.compile(r"---[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_MARKER: Final = re.compile(rf"^{re.escape(MARKER)}[ \t]*\r?$", re.MULTILINE)


class FileParts(NamedTuple):
    """The parts of a file: its front matter, and the Markdown below it, which begins on line `line`."""

    front: str
    markdown: str
    line: int


def read(source: Source, options: ReadOptions | None = None) -> Iterator[Document | Finding]:
    """Yield the article of a Markdown file, after the findings about its front matter and its body.

    Never raises for bad input. Positions are found when they are needed.
    """
    options = options or ReadOptions()
    text, findings = decode(source.content, limit=options.limit)
    yield from _named(findings, source)
    if text is None:
        return
    parts = split_file(text)
    if isinstance(parts, Finding):
        yield parts.at(Position(1, 1), file=source.name, excerpt=Lines(text).excerpt(0))
        return
    front, findings = load_yaml(parts.front, first_line=2)
    yield from _named(findings, source)
    if not isinstance(front, dict) or "newsld" not in front:
        if front is not None or not findings:
            yield _no_article("the front matter has no `newsld` key").at(
                Position(1, 1), file=source.name, excerpt=Excerpt("---")
            )
        return
    try:
        parsed_story = ParsedStory(front, parts.markdown, options.entities)
    except TooDeep as deep:
        position = BytePositions(parts.markdown.encode("utf-8", "surrogatepass"), parts.line).position(
            deep.at
        )
        found = Finding("NLD-SYN-004", f"the body is {deep}", suggestion="split some of the quotes or lists")
        yield found.at(position, file=source.name)
        return
    data = build_story(parsed_story)
    places = BytePositions(parsed_story.source, parts.line)
    document = Document(
        data=data, source=source, locate=lambda: _locate(parts, parsed_story, places), lines=Lines(text)
    )
    distinct = {(fault.code, fault.at): fault for fault in reversed(parsed_story.faults)}
    for fault in sorted(distinct.values(), key=lambda fault: fault.at):
        position = places.position(fault.at)
        found = Finding(fault.code, fault.message, suggestion=fault.suggestion)
        yield found.at(position, file=source.name, excerpt=document.excerpt(position))
    yield from dict.fromkeys(map(document.place, parsed_story.findings))
    yield document


def split_file(text: str) -> FileParts | Finding:
    """Return the parts of a file, or the finding for one without front matter."""
    opening = _OPENING.match(text)
    if opening is None:
        return _no_article("the file does not begin with front matter")
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return Finding(
            "NLD-SYN-001", "the front matter is not closed", suggestion="end it with a line of three hyphens"
        )
    marker = _MARKER.search(text, closing.end())
    markdown = text[closing.end() : marker.start() if marker else len(text)]
    return FileParts(text[opening.end() : closing.start()], markdown, text.count("\n", 0, closing.end()) + 1)


def data_parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the front matter with its offset; nothing when there is none."""
    parts = split_file(text)
    if isinstance(parts, FileParts):
        yield text.index("\n") + 1, parts.front


class BytePositions:
    """Converts bytes of the Markdown part to lines and columns of the file."""

    def __init__(self, source: bytes, line: int) -> None:
        """Use the Markdown part, and the line of the file on which it begins."""
        self.source = source
        self.line = line
        self._starts: list[int] | None = None
        self._before: list[int] = []

    def position(self, at: int) -> Position:
        """Return the line and column, in code points, of a byte."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer(rb"\n", self.source))]
            sizes = (self._code_points(start, start + _STEP) for start in range(0, len(self.source), _STEP))
            self._before = [0, *accumulate(sizes)]
        row = bisect_right(self._starts, at) - 1
        return Position(self.line + row, self._offset(at) - self._offset(self._starts[row]) + 1)

    def _offset(self, at: int) -> int:
        """Return how many code points are before a byte."""
        step = at // _STEP
        return self._before[step] + self._code_points(step * _STEP, at)

    def _code_points(self, start: int, end: int) -> int:
        """Return how many code points begin between two bytes."""
        return len(self.source[start:end].translate(None, _CONTINUATION))


def _locate(parts: FileParts, parsed_story: ParsedStory, places: BytePositions) -> Positions:
    """Return the positions of all values, in the front matter or in the body."""
    front = yaml_positions(parts.front, first_line=2)
    values: dict[str, Position] = (
        {"/body": places.position(0)} if not parsed_story.body_in_front_matter else {}
    )
    values.update({where: places.position(at) for where, at in parsed_story.body_bytes.items()})
    values.update(front.values)
    if not parsed_story.body_in_front_matter:
        values["/body"] = values.get("/body", places.position(0))
    return Positions(values, front.keys)


def _no_article(message: str) -> Finding:
    version = f"`newsld: {STORY_VERSION}`"
    suggestion = (
        f"begin the file with a line of three hyphens, {version}, the metadata, and three hyphens again"
    )
    return Finding("NLD-SYN-006", message, suggestion=suggestion)


def _named(findings: list[Finding], source: Source) -> Iterator[Finding]:
    """Yield the findings with the name of the file."""
    for finding in findings:
        yield replace(finding, file=source.name)
