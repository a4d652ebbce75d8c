"""A document: the plain data that a format parsed, and the position of each value in the source.

`data` has the shape of a story as people write it (docs/reference/story.md), whatever the format: the models and the
checks read that. Positions cost more than values, so they are computed only when there is a finding to place.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

from newsld.findings import Excerpt, Finding, Position
from newsld.syntax.compression import compression_of, damage_of, decompressed
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.lines import Lines
from newsld.syntax.read_file import bounded_lines, read_file


def escape_pointer(step: str | int) -> str:
    """Return one step of an RFC 6901 JSON Pointer, escaped."""
    return str(step).replace("~", "~0").replace("/", "~1")


def pointer(*steps: str | int) -> str:
    """Return the RFC 6901 JSON Pointer made of these steps; without steps ``""``, the whole document."""
    return "".join("/" + escape_pointer(step) for step in steps)


class Source:
    """One input: its bytes, and its name in reports.

    `name` is a path with forward slashes, or ``<stdin>``; `path` is the file or folder itself, None for input in
    memory. `walked` is True for a file that was found in a folder and not named itself, `fault`
    is why it cannot be read. `damage` is why its lines end too early, known once they have been read. `limit` is the
    number of bytes that an article may have.
    """

    def __init__(
        self,
        content: bytes | None = None,
        *,
        name: str = "<memory>",
        path: Path | None = None,
        walked: bool = False,
        fault: str | None = None,
        damage: str | None = None,
    ) -> None:
        """Create an input from `content` in memory, or from the file at `path`, which is read when it is needed."""
        self.name = name
        self.path = path
        self.walked = walked
        self.fault = fault
        self.damage = damage
        self._content = content
        self.limit = SIZE_LIMIT

    @property
    def is_stream(self) -> bool:
        """Return whether the input is a pipe or a device, which can be read only once."""
        return self.path is not None and not (self.path.is_file() or self.path.is_dir())

    @cached_property
    def content(self) -> bytes:
        """The bytes of the input; of a file with more than `limit` only the first `limit` + 1.

        Raises OSError when the file cannot be read.
        """
        if self._content is not None:
            return self._content
        assert self.path is not None, "a source has content or a path"
        return read_file(self.path, self.limit)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines with their line ends, one at a time, without loading the whole file.

        Of a line with more than `limit` bytes, only the first `limit` + 1 are read. A compressed file is decompressed;
        if its data is damaged, the lines before are read, and `damage` says what is wrong. Raises UsageError if this
        Python cannot decompress it.
        """
        is_loaded = self._content is not None or "content" in self.__dict__
        if is_loaded and compression_of(self.content) is None:
            yield from io.BytesIO(self.content)
            return
        with self._open(is_loaded=is_loaded) as file:
            stream, _ = decompressed(file)
            for line in bounded_lines(stream, self.limit):
                if damage_of(stream) is None or line.endswith(b"\n"):
                    yield line
            self.damage = damage_of(stream) or self.damage

    def _open(self, *, is_loaded: bool) -> BinaryIO:
        if is_loaded:
            return cast("BinaryIO", io.BufferedReader(io.BytesIO(self.content)))  # which can peek
        assert self.path is not None, "a source has content or a path"
        return self.path.open("rb")

    def place(self, finding: Finding) -> Finding:
        """Return a finding with its file, and with an excerpt if its reader did not add one."""
        if finding.file is None:
            finding = replace(finding, file=self.name)
        if finding.excerpt is None and finding.line is not None and finding.file == self.name:
            return finding.with_excerpt(self.excerpt(Position(finding.line, finding.column or 1)))
        return finding

    def excerpt(self, position: Position) -> Excerpt | None:
        """Return the line of a position, cut around it; None where that would need the input to be read again."""
        if self._content is None and "content" not in self.__dict__:
            return None
        return self._lines.excerpt_at(position)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.content.removeprefix(BOM_UTF8).decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of values and of keys, by JSON Pointer."""

    values: Mapping[str, Position]
    keys: Mapping[str, Position] = field(default_factory=dict)

    def find(self, at: str | None, *, key: bool = False) -> Position | None:
        """Return the position of a pointer, or of the nearest enclosing value that has one."""
        if at is None:
            return None
        if key and at in self.keys:
            return self.keys[at]
        while at not in self.values:
            if not at:
                return None
            at = at.rpartition("/")[0]
        return self.values[at]


@dataclass
class Document:
    """One article as plain data.

    `locate` computes the positions, and is called at most once. `lines` are those of the decoded
    source that they point into. `pointers` is False where pointers into `data` mean nothing to
    the reader (CSV), `block` is the number of a page's JSON-LD block. `is_story` is True for a newsld story, whose
    faults are errors, and False for foreign markup. `number` counts the articles of one input
    from 1. `source_pointer` turns a pointer into `data` into one into the source document, where the two have different
    shapes. `jsonld` is the JSON-LD that the document was read from, set where the checks of markup get it from no other
    place. `outdated` takes the article, and returns the finding for parts of the file that repeat it for readers and
    are out of date.
    """

    data: dict[str, Any]
    source: Source
    locate: Callable[[], Positions] | None = None
    lines: Lines | None = None
    pointers: bool = True
    block: int | None = None
    is_story: bool = True
    number: int = 1
    source_pointer: Callable[[str], str] | None = None
    jsonld: Any = None
    outdated: Callable[[Any], Finding | None] | None = None

    @cached_property
    def positions(self) -> Positions:
        """The positions of all values; empty for a document that was not read from text."""
        return self.locate() if self.locate else Positions({})

    def may_contain_null(self) -> bool:
        """Return False when surely no value is null; the check is cheap and not exact."""
        return True

    def may_contain_surrogates(self) -> bool:
        """Return False when surely no text has half a surrogate pair, which the models reject."""
        return True

    def place(self, finding: Finding) -> Finding:
        """Return the finding with the file, line, column and source line that it points at."""
        if finding.line is not None:
            return replace(finding, file=finding.file or self.source.name)
        if self.source_pointer is not None and finding.pointer is not None:
            finding = replace(finding, pointer=self.source_pointer(finding.pointer))
        position = self.positions.find(finding.pointer, key=finding.at_key)
        if not self.pointers:
            finding = replace(finding, pointer=None)
        return finding.at(position, file=self.source.name, excerpt=self.excerpt(position))

    def excerpt(self, position: Position | None) -> Excerpt | None:
        """Return the line that contains a position, cut around it."""
        return self.lines.excerpt_at(position) if self.lines is not None else None
