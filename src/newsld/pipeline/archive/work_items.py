"""Split inputs into units of work: one per file, and several for an archive of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast

from newsld.findings import Finding
from newsld.findings.errors import unreadable_error
from newsld.formats import find_format
from newsld.formats.sniffing import HEAD
from newsld.pipeline.format_detection import format_for
from newsld.pipeline.input_paths import Input
from newsld.pipeline.settings import Settings
from newsld.syntax.compression import damage_of, decompressed
from newsld.syntax.document import Source
from newsld.syntax.read_file import bounded_pieces

PIECE: Final = 2 * 1024 * 1024
"""The approximate number of bytes of an archive in one unit of work."""

_SPACE: Final = ord(" ")


class FileRange(NamedTuple):
    """The bytes of a file from `start` to `end`."""

    path: Path
    start: int
    end: int

    def read(self) -> bytes:
        """Return the bytes. Raises OSError when the file cannot be read."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.end - self.start)


class ArchivePart(NamedTuple):
    """Some whole lines of an archive, which are read in place of all of it.

    `first_line` is the line of the archive at which they begin, `first_number` the number of their first article.
    `damage` is why the lines of a compressed archive end with them. Findings and outputs are those of the archive.
    """

    range: FileRange
    first_line: int = 1
    first_number: int = 1
    damage: str | None = None


@dataclass(frozen=True, slots=True)
class InputItem:
    """An input with the name of its format and its settings.

    `stream` is set for standard input, a pipe or a device, which can be read only once; `head` are the bytes that were
    already read from it. With `part`, only a part of an archive is read.
    """

    input: Input
    format: str
    settings: Settings
    stream: BinaryIO | None = None
    head: bytes = b""
    part: ArchivePart | None = None


@dataclass(frozen=True, slots=True)
class WorkUnit:
    """A picklable piece of work: a file, or some whole lines of an archive.

    `place` is the position of the input in the run from 0, `first_line` the line of the input at which `content`
    begins, `first_number` the number of its first article; both count from 1. With `range`, the process that does the
    work reads the content itself. `damage` is why the lines of a compressed file end after this piece. `read` is the
    number of bytes of the file that were read up to its end, as the system counts them.
    """

    place: int
    name: str
    format: str
    settings: Settings
    path: Path | None = None
    content: bytes | None = None
    range: FileRange | None = None
    walked: bool = False
    fault: str | None = None
    damage: str | None = None
    first_line: int = 1
    first_number: int = 1
    read: int = 0

    def source(self) -> Source:
        """Return the content to read, or the file."""
        content, fault = self.content, self.fault
        if self.range is not None:
            try:
                content = self.range.read()
            except OSError as error:
                fault = error.strerror or str(error)
        return Source(
            content, name=self.name, path=self.path, walked=self.walked, fault=fault, damage=self.damage
        )

    def shift_lines(self, findings: list[Finding]) -> list[Finding]:
        """Return findings about `content` with the line numbers of the whole input."""
        shift = self.first_line - 1
        if not shift:
            return findings
        return [one if one.line is None else replace(one, line=one.line + shift) for one in findings]


def first_setting(items: Iterable[InputItem], name: str) -> Any:
    """Return the value of a setting for the first input that has one; None without any."""
    return next((value for item in items if (value := getattr(item.settings, name))), None)


def prepare_input(input_: Input, settings: Settings, *, stream: BinaryIO | None = None) -> InputItem:
    """Return an input with its format. Raises UsageError for an input that cannot be read."""
    if input_.fault is not None:
        return InputItem(input_, "json", settings)
    try:
        if input_.path is not None and not input_.path.is_file() and not input_.path.is_dir():
            stream = input_.path.open("rb")
        if input_.path is None or stream is not None:
            assert stream is not None, "standard input comes with its stream"
            head = stream.read(HEAD)
            known = format_for(Source(head, name=input_.name))
            return InputItem(input_, known.name, settings, stream, head)
        return InputItem(input_, format_for(Source(name=input_.name, path=input_.path)).name, settings)
    except OSError as error:
        if input_.walked:
            return InputItem(input_._replace(fault=error.strerror or str(error)), "json", settings)
        raise unreadable_error(input_.name, error) from error


def work_units(items: Iterable[InputItem], *, jobs: int = 1) -> Iterator[WorkUnit]:
    """Yield the units of work of all inputs, in order. Raises UsageError for an input that cannot be read.

    With several `jobs`, the pieces of a file that is not compressed are ranges, which are read where the work is done.
    """
    for place, item in enumerate(items):
        unit = WorkUnit(
            place,
            item.input.name,
            item.format,
            item.settings,
            item.input.path,
            walked=item.input.walked,
            fault=item.input.fault,
        )
        if unit.fault is not None:
            yield unit
            continue
        try:
            if find_format(item.format).lines:
                yield from _split_lines(unit, item, by_range=jobs > 1)
            elif item.stream is not None:
                rest = item.settings.size_limit + 1 - len(item.head)
                yield replace(unit, content=item.head + item.stream.read(max(rest, 0)))
                if item.input.path is not None:
                    item.stream.close()
            else:
                yield unit
        except OSError as error:
            if not unit.walked:
                raise unreadable_error(unit.name, error) from error
            yield replace(unit, fault=error.strerror or str(error))


def _split_lines(unit: WorkUnit, item: InputItem, *, by_range: bool) -> Iterator[WorkUnit]:
    part = item.part
    line, number = (part.first_line, part.first_number) if part is not None else (1, 1)
    damage = part.damage if part is not None else None
    with ExitStack() as stack:
        path = part.range.path if part is not None else item.input.path
        if item.stream is not None:
            file: BinaryIO = item.stream
        else:
            assert path is not None, "an input without a stream has a path"
            file = stack.enter_context(path.open("rb"))
        opened: BinaryIO = file
        begin = 0
        if part is not None:
            begin = file.seek(part.range.start)
            opened = cast("BinaryIO", _Bounded(file, part.range.end - begin))
        stream, head = decompressed(opened, item.head)
        by_range = by_range and item.stream is None and stream is opened
        for start, content in bounded_pieces(stream, PIECE, item.settings.size_limit, head):
            if damage_of(stream) is not None:
                content = content[: content.rfind(b"\n") + 1]  # the rest may be part of a line
                if not content:
                    break
            piece = replace(
                unit,
                path=None,
                content=content,
                first_line=line,
                first_number=number,
                read=start + len(content) if item.stream is not None or stream is opened else file.tell(),
            )
            if by_range:
                assert path is not None, "a range is one of a file"
                place = FileRange(path, begin + start, begin + start + len(content))
                piece = replace(piece, content=None, range=place)
            yield piece
            lines, records = _count_lines(content)
            line += lines
            number += records
        damage = damage_of(stream) or damage
        if damage is not None:
            yield replace(unit, path=None, content=b"", damage=damage, first_line=line, first_number=number)


def _count_lines(content: bytes) -> tuple[int, int]:
    """Return the number of line feeds, and that of lines that are not blank.

    Searching for each line feed takes a twentieth of the time of counting and splitting, which look at each byte.
    """
    lines = blank = start = 0
    while (end := content.find(b"\n", start)) >= 0:
        lines += 1
        blank += content[start] <= _SPACE and not content[start:end].strip()
        start = end + 1
    return lines, lines - blank + bool(content[start:].strip())


class _Bounded:
    """The next bytes of a stream, and no more."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most `size`."""
        content = self._stream.read(min(size, self._left))
        self._left -= len(content)
        return content
