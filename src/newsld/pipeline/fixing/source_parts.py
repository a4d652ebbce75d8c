"""The data in the text of a file: in one piece, behind the first line of Markdown, or a line each in JSONL."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from newsld.findings import Finding
from newsld.syntax.data_builder import Spans
from newsld.syntax.json import json_spans, load_json
from newsld.syntax.lines import Lines

__all__ = ["FIXABLE", "Part", "part_of", "parts"]

FIXABLE: Final = frozenset({"markdown", "yaml", "json", "jsonl", "jsonld"})
"""Formats that people write by hand. A page is made by a program, and a table is no text to mend."""


@dataclass(frozen=True)
class Part:
    """A text with data in it: where it begins in the file (in code points, and its line), and how it is read."""

    text: str
    start: int
    line: int
    load: Callable[[str], tuple[Any, list[Finding]]]
    find_spans: Callable[[str], Spans]
    kind: str

    @cached_property
    def data(self) -> Any:
        """The data; None where it cannot be read."""
        return self.load(self.text)[0]

    @cached_property
    def spans(self) -> Spans:
        """Where its scalars and keys stand, from the start of the part."""
        return self.find_spans(self.text)

    @cached_property
    def lines(self) -> Lines:
        """Its lines and columns, from the start of the part."""
        return Lines(self.text)

    @cached_property
    def last_line(self) -> int:
        """The line of the file that it ends on."""
        return self.line + self.text.count("\n")

    def offset(self, finding: Finding) -> int | None:
        """The offset in the part of where a finding points."""
        if finding.line is None or finding.column is None:
            return None
        begin = self.lines.start(finding.line - self.line)
        return None if begin is None else begin + finding.column - 1


def parts(text: str, kind: str) -> Iterator[Part]:
    """The parts of a file of a fixable format, in order."""
    if kind == "jsonl":
        start = 0
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield Part(line, start, number, load_json, json_spans, kind)
            start += len(line) + 1
    elif kind in ("json", "jsonld"):
        yield Part(text, 0, 1, load_json, json_spans, kind)
    else:
        from newsld.syntax.yaml import load_yaml, yaml_spans

        start, source = 0, text
        if kind == "markdown":
            from newsld.formats.markdown.reader import split

            found = split(text)
            if isinstance(found, Finding):
                return
            start, source = text.index("\n") + 1, found.front
        yield Part(source, start, 2 if start else 1, load_yaml, yaml_spans, kind)


def part_of(finding: Finding, all_parts: list[Part]) -> Part | None:
    """The part in which a finding points to something."""
    if finding.line is None:
        return None
    place = bisect_right(all_parts, finding.line, key=lambda part: part.line) - 1
    if place < 0 or finding.line > all_parts[place].last_line:
        return None
    return all_parts[place]
