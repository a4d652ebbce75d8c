"""Split inputs into units of work: one per file, and several for an archive of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from newsld.errors import UsageError
from newsld.findings import Finding
from newsld.formats import find_format
from newsld.formats.sniffing import HEAD
from newsld.pipeline.format_detection import format_for
from newsld.pipeline.input_paths import Input
from newsld.pipeline.settings import Settings
from newsld.syntax.compression import damage_of, decompressed
from newsld.syntax.document import Source
from newsld.syntax.read_file import bounded_pieces

__all__ = ["InputItem", "WorkUnit", "first_setting", "prepare_input", "work_units"]

PIECE: Final = 2 * 1024 * 1024
"""The approximate number of bytes of an archive in one unit of work."""


@dataclass(frozen=True, slots=True)
class InputItem:
    """An input with the name of its format and its settings.

    `stream` is set for standard input, a pipe or a device, which can be read only once; `head` are the bytes that were
    already read from it.
    """

    input: Input
    format: str
    settings: Settings
    stream: BinaryIO | None = None
    head: bytes = b""


@dataclass(frozen=True, slots=True)
class WorkUnit:
    """A picklable piece of work: a file, or some whole lines of an archive.

    `place` is the position of the input in the run from 0, `first_line` the line of the input at which `content`
    begins, `first_number` the number of its first article; both count from 1. `damage` is why the lines of a compressed
    file end after this piece.
    """

    place: int
    name: str
    format: str
    settings: Settings
    path: Path | None = None
    content: bytes | None = None
    walked: bool = False
    fault: str | None = None
    damage: str | None = None
    first_line: int = 1
    first_number: int = 1

    def source(self) -> Source:
        """Return the content to read, or the file."""
        return Source(
            self.content,
            name=self.name,
            path=self.path,
            walked=self.walked,
            fault=self.fault,
            damage=self.damage,
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


def prepare_input(
    input_: Input,
    settings: Settings,
    *,
    format_name: str | None = None,
    stream: BinaryIO | None = None,
) -> InputItem:
    """Return an input with its format; without `format_name`, the format is detected.

    Raises UsageError for a format that does not exist, and an input that cannot be read.
    """
    if input_.fault is not None:
        return InputItem(input_, "json", settings)
    try:
        if input_.path is not None and not input_.path.is_file() and not input_.path.is_dir():
            stream = input_.path.open("rb")
        if input_.path is None or stream is not None:
            assert stream is not None, "standard input comes with its stream"
            head = stream.read(HEAD)
            known = format_for(Source(head, name=input_.name), format_name)
            return InputItem(input_, known.name, settings, stream, head)
        return InputItem(
            input_, format_for(Source(name=input_.name, path=input_.path), format_name).name, settings
        )
    except OSError as error:
        if input_.walked:
            return InputItem(replace(input_, fault=error.strerror or str(error)), "json", settings)
        raise _unreadable(input_.name, error) from error


def work_units(items: Iterable[InputItem]) -> Iterator[WorkUnit]:
    """Yield the units of work of all inputs, in order. Raises UsageError for an input that cannot be read."""
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
                yield from _split_lines(unit, item)
            elif item.stream is not None:
                rest = item.settings.size_limit + 1 - len(item.head)
                yield replace(unit, content=item.head + item.stream.read(max(rest, 0)))
                if item.input.path is not None:
                    item.stream.close()
            else:
                yield unit
        except OSError as error:
            if not unit.walked:
                raise _unreadable(unit.name, error) from error
            yield replace(unit, fault=error.strerror or str(error))


def _split_lines(unit: WorkUnit, item: InputItem) -> Iterator[WorkUnit]:
    with ExitStack() as stack:
        if item.stream is not None:
            stream: BinaryIO = item.stream
        else:
            assert item.input.path is not None, "an input without a stream has a path"
            stream = stack.enter_context(item.input.path.open("rb"))
        line = number = 1
        stream, head = decompressed(stream, item.head)
        for content in bounded_pieces(stream, PIECE, item.settings.size_limit, head):
            if damage_of(stream) is not None:
                content = content[: content.rfind(b"\n") + 1]  # the rest may be part of a line
                if not content:
                    break
            yield replace(unit, path=None, content=content, first_line=line, first_number=number)
            line += content.count(b"\n")
            number += sum(1 for one in content.split(b"\n") if one.strip())
        if (damage := damage_of(stream)) is not None:
            yield replace(unit, path=None, content=b"", damage=damage, first_line=line, first_number=number)


def _unreadable(name: str, error: OSError) -> UsageError:
    return UsageError(
        f"{name} cannot be read ({error.strerror or error}): fix its permissions, or leave it out"
    )
