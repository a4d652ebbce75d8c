"""Find the data in the text of a file: the whole text, the front matter of Markdown, or each line of JSON Lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from newsld.findings import Finding
from newsld.formats import Format
from newsld.syntax.data_builder import Spans
from newsld.syntax.json import json_spans, load_json
from newsld.syntax.lines import Lines
from newsld.syntax.yaml import load_yaml, yaml_spans


class _Syntax(NamedTuple):
    """How the text of a part is read."""

    load: Callable[[str], tuple[Any, list[Finding]]]
    find_spans: Callable[[str], Spans]


_SYNTAXES: Final[Mapping[str, _Syntax]] = {
    "json": _Syntax(load_json, json_spans),
    "yaml": _Syntax(load_yaml, yaml_spans),
}


@dataclass(frozen=True)
class SourcePart:
    """A part of a file that holds data: its text, and where that begins in the file (in code points, and its line)."""

    text: str
    start: int
    line: int
    format: Format

    @cached_property
    def data(self) -> Any:
        """The data; None when it cannot be read."""
        return self._syntax.load(self.text)[0]

    @cached_property
    def spans(self) -> Spans:
        """The spans of its scalars and keys, from the start of the part."""
        return self._syntax.find_spans(self.text)

    @cached_property
    def lines(self) -> Lines:
        """Its lines and columns, from the start of the part."""
        return Lines(self.text)

    @cached_property
    def last_line(self) -> int:
        """The line of the file that it ends on."""
        return self.line + self.text.count("\n")

    @property
    def _syntax(self) -> _Syntax:
        assert self.format.fixable is not None, f"{self.format.name} is not fixed"
        return _SYNTAXES[self.format.fixable]

    def offset(self, finding: Finding) -> int | None:
        """Return the offset in the part that a finding points to; None for a finding without a position."""
        if finding.line is None or finding.column is None:
            return None
        begin = self.lines.start(finding.line - self.line)
        return None if begin is None else begin + finding.column - 1


def source_parts(text: str, known: Format) -> Iterator[SourcePart]:
    """Yield the parts of a file of a fixable format, in order."""
    line, counted = 1, 0
    for start, part in known.data_parts(text):
        line += text.count("\n", counted, start)
        counted = start
        yield SourcePart(part, start, line, known)


def part_of(finding: Finding, parts: list[SourcePart]) -> SourcePart | None:
    """Return the part that a finding points into; None when it points into none."""
    if finding.line is None:
        return None
    place = bisect_right(parts, finding.line, key=lambda part: part.line) - 1
    if place < 0 or finding.line > parts[place].last_line:
        return None
    return parts[place]
