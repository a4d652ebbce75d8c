"""Read files that anybody may have named: devices and pipes without end, and files that are too large."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, Final

from newsld.syntax.decode import SIZE_LIMIT

_MOST_SKIPPED: Final = 1024 * 1024 * 1024
"""The number of bytes after which the end of a line that is too long is no longer searched."""


def exists(path: Path) -> bool:
    """Return whether there is a file or folder at a path; False also for a name that nothing can have."""
    return os.path.exists(path)  # noqa: PTH110 -- Path.exists raises for a name that is too long


def is_file(path: Path) -> bool:
    """Return whether a path is that of a file; False also for a name that no file can have."""
    return os.path.isfile(path)  # noqa: PTH113 -- Path.is_file raises for a name that is too long


def read_file(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """Return the bytes of a file, pipe or device; of more than `limit` only the first `limit` + 1, as proof.

    Raises OSError when it cannot be read.
    """
    with path.open("rb") as stream:
        status = os.fstat(stream.fileno())
        size = status.st_size if stat.S_ISREG(status.st_mode) else 0
        return stream.read(min(size or limit, limit) + 1)


def bounded_lines(stream: BinaryIO | IO[bytes], limit: int = SIZE_LIMIT) -> Iterator[bytes]:
    """Yield the lines of a stream with their line ends; of a longer line than `limit` bytes only `limit` + 1.

    When a line is yielded, the stream is at the next one. Reading stops in a line whose end is more than a gigabyte
    away.
    """
    while line := stream.readline(limit + 1):
        rest, skipped = line, 0
        while len(rest) > limit and not rest.endswith(b"\n"):
            rest = stream.readline(limit + 1)
            skipped += len(rest)
            if skipped > _MOST_SKIPPED:
                yield line
                return
        yield line


def bounded_pieces(
    stream: BinaryIO, size: int, limit: int = SIZE_LIMIT, head: bytes = b""
) -> Iterator[tuple[int, bytes]]:
    """Yield a stream in pieces of whole lines, about `size` bytes at once, each with its offset; `head` comes first.

    There is at least one piece. A longer line than `limit` bytes is a piece of its own, with its first `limit` + 1
    bytes. Reading stops in a line whose end is more than a gigabyte away.
    """
    rest, skipping, skipped = head, False, 0
    start, position = 0, len(head)
    yielded = False
    # Pieces end at the same places whether some bytes were read before or not.
    while read := stream.read(max(size - len(head), 1)):
        head = b""
        position += len(read)
        if skipping:
            skipped += len(read)
            _, end, read = read.partition(b"\n")
            if not end:
                if skipped > _MOST_SKIPPED:
                    return
                continue
            rest, skipping = b"\n", False
            start = position - len(read) - 1
        cut = read.rfind(b"\n") + 1
        if cut:
            yield start, b"".join((rest, memoryview(read)[:cut]))
            start += len(rest) + cut
            rest, yielded = read[cut:], True
        else:
            rest += read
        if len(rest) > limit and b"\n" not in rest:
            yield start, rest[: limit + 1]
            rest, skipping, skipped, yielded = b"", True, 0, True
    if rest or not yielded:
        yield start, rest
