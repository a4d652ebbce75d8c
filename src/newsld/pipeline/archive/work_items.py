"""Inputs cut into pieces of work: a file each, and an archive of lines a few megabytes at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.formats import find_format
from newsld.formats.sniffing import HEAD
from newsld.pipeline.format_detection import format_for
from newsld.pipeline.input_paths import Input
from newsld.pipeline.settings import Settings
from newsld.syntax.document import Source

__all__ = ["Item", "Task", "first_set", "item_for", "tasks"]

PIECE: Final = 2 * 1024 * 1024
"""About how many bytes of an archive are one piece of work."""


@dataclass(frozen=True, slots=True)
class Item:
    """An input with the name of its format and the settings that hold for it.

    `stream` is where standard input, a pipe or a device is read from, once and not beyond the limit;
    `head` is what was read of it already.
    """

    input: Input
    format: str
    settings: Settings
    stream: BinaryIO | None = None
    head: bytes = b""


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work that can go to another process: a file, or some whole lines of an archive.

    `place` is the place of the input among all, `first_line` the line of it that `content` begins on,
    `first_number` the number of the first article in `content`.
    """

    place: int
    name: str
    format: str
    settings: Settings
    path: Path | None = None
    content: bytes | None = None
    first_line: int = 1
    first_number: int = 1

    def shifted(self, findings: list[Finding]) -> list[Finding]:
        """Findings in `content` with the lines that they have in the whole input."""
        shift = self.first_line - 1
        if not shift:
            return findings
        return [one if one.line is None else replace(one, line=one.line + shift) for one in findings]


def first_set(items: Iterable[Item], name: str) -> str | None:
    """What the settings say under this name, of the first input whose settings say anything."""
    return next((said for item in items if (said := getattr(item.settings, name))), None)


def item_for(
    found: Input,
    settings: Settings,
    *,
    kind: str | None = None,
    stream: BinaryIO | None = None,
) -> Item:
    """An input with its format: the one named (`kind`), or that of its name or its text.

    Raises UsageError for a format that does not exist, and an input that cannot be read.
    """
    try:
        if found.path is not None and not found.path.is_file() and not found.path.is_dir():
            stream = found.path.open("rb")
        if found.path is None or stream is not None:
            assert stream is not None, "standard input comes with its stream"
            head = stream.read(HEAD)
            known = format_for(Source(head, name=found.name), kind)
            return Item(found, known.name, settings, stream, head)
        return Item(found, format_for(Source(name=found.name, path=found.path), kind).name, settings)
    except OSError as error:
        raise _unreadable(found.name, error) from error


def tasks(items: Iterable[Item]) -> Iterator[Task]:
    """The pieces of work of all inputs, in order. Raises UsageError for an input that cannot be read."""
    for place, item in enumerate(items):
        task = Task(place, item.input.name, item.format, item.settings, item.input.path)
        try:
            if find_format(item.format).lines:
                yield from _pieces(task, item)
            elif item.stream is not None:
                rest = item.settings.size_limit + 1 - len(item.head)
                yield replace(task, content=item.head + item.stream.read(max(rest, 0)))
                if item.input.path is not None:
                    item.stream.close()
            else:
                yield task
        except OSError as error:
            raise _unreadable(task.name, error) from error


def _pieces(task: Task, item: Item) -> Iterator[Task]:
    with ExitStack() as opened:
        if item.stream is not None:
            stream: BinaryIO = item.stream
        else:
            assert item.input.path is not None, "an input is a file or comes with its stream"
            stream = opened.enter_context(item.input.path.open("rb"))
        line = number = 1
        for content in _lines(stream, item.head, item.settings.size_limit):
            yield replace(task, path=None, content=content, first_line=line, first_number=number)
            line += content.count(b"\n")
            number += sum(1 for one in content.split(b"\n") if one.strip())


def _lines(stream: BinaryIO, head: bytes, limit: int) -> Iterator[bytes]:
    """Whole lines, about `PIECE` bytes at once; of a line longer than the limit only as much as shows that."""
    held, whole = head, True
    yielded = False
    while read := stream.read(PIECE):
        if not whole:
            _, end, read = read.partition(b"\n")
            if not end:
                continue
            held, whole = b"\n", True
        cut = read.rfind(b"\n") + 1
        if cut:
            yield held + read[:cut]
            held, yielded = read[cut:], True
        else:
            held += read
        if len(held) > limit and b"\n" not in held:
            yield held[: limit + 1]
            held, whole, yielded = b"", False, True
    if held or not yielded:
        yield held


def _unreadable(name: str, error: OSError) -> UsageError:
    return UsageError(
        f"{name} cannot be read ({error.strerror or error}): mend its permissions, or leave it out"
    )
