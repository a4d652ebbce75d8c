"""Find the lines of each shard of an archive: ranges of a plain file, or copies of what a compressed file contains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import SEEK_SET, BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Final

from newsld.findings.errors import OutputError, unreadable_error
from newsld.pipeline.archive.work_items import ArchivePart, FileRange
from newsld.syntax.compression import damage_of, decompressed
from newsld.syntax.read_file import bounded_lines

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class ShardPart:
    """The lines of one shard.

    `start` and `end` are offsets in the archive, decompressed; `read` is the offset of its end in the file as it is.
    With `is_spooled`, `content` is a copy in a file of its own.
    """

    number: int
    content: ArchivePart
    start: int
    end: int
    lines: int
    records: int
    read: int
    is_spooled: bool = False


def shard_parts(
    path: Path,
    records: int,
    limit: int,
    finished: Callable[[int], Mapping[str, Any] | None],
    spool: Callable[[], Path],
) -> Iterator[ShardPart]:
    """Yield the shards of an archive with so many records each, without those that `finished` has an entry for.

    There is at least one. A blank line is no record. `limit` is the most bytes that a record may have. `spool` returns
    the path of a new file for the lines of a shard, if the archive is compressed. Raises UsageError when the archive
    cannot be read, OutputError when a spool file cannot be written.
    """
    try:
        with path.open("rb") as file:
            stream, _ = decompressed(file)
            yield from _Splitter(path, file, stream, records, limit).parts(finished, spool)
    except OSError as error:
        raise unreadable_error(str(path), error) from error


class _Splitter:
    """The state of reading one archive."""

    def __init__(self, path: Path, file: BinaryIO, stream: BinaryIO, records: int, limit: int) -> None:
        self._path = path
        self._file = file
        self._stream = stream
        self._is_packed = stream is not file
        self._records = records
        self._limit = limit
        self._at, self._line, self._number = 0, 1, 1

    def parts(
        self, finished: Callable[[int], Mapping[str, Any] | None], spool: Callable[[], Path]
    ) -> Iterator[ShardPart]:
        """Yield the shards that are not finished."""
        shard = 0
        while shard == 0 or self._has_more():
            entry = finished(shard)
            if entry is not None and entry["start"] == self._at:
                self._skip(entry["end"])
                self._line += entry["lines"]
                self._number += entry["records"]
            else:
                yield self._next(shard, spool)
            shard += 1

    def _has_more(self) -> bool:
        assert isinstance(self._stream, BufferedReader), "files and decompressed streams are buffered"
        return bool(self._stream.peek(1))

    def _skip(self, end: int) -> None:
        """Go on at this offset of the archive."""
        if self._is_packed:
            while self._at < end and (content := self._stream.read(min(_CHUNK, end - self._at))):
                self._at += len(content)
        else:
            self._at = self._stream.seek(end, SEEK_SET)

    def _next(self, shard: int, spool: Callable[[], Path]) -> ShardPart:
        """Return the next shard."""
        start, first_line, first_number = self._at, self._line, self._number
        copy = spool() if self._is_packed else None
        size = self._read_lines(copy)
        self._has_more()  # which finds damage right after the last line
        content = FileRange(copy, 0, size) if copy is not None else FileRange(self._path, start, self._at)
        part = ArchivePart(content, first_line, first_number, damage_of(self._stream))
        return ShardPart(
            shard,
            part,
            start,
            self._at,
            self._line - first_line,
            self._number - first_number,
            self._file.tell() if self._is_packed else self._at,
            is_spooled=copy is not None,
        )

    def _read_lines(self, copy: Path | None) -> int:
        """Read the lines of a shard, into a copy if there is to be one; return the size of the copy."""
        last = self._number + self._records
        size = 0
        output = _create(copy) if copy is not None else None
        try:
            for line in bounded_lines(self._stream, self._limit):
                is_cut = damage_of(self._stream) is not None and not line.endswith(b"\n")
                if not is_cut:  # else the rest may be part of a line
                    self._line += 1
                    self._number += not line.isspace()
                    if output is not None:
                        # The end of a line that is too long was skipped.
                        size += output.write(line if len(line) <= self._limit else line + b"\n")
                if self._number >= last:
                    break
        except OSError as error:
            if output is None:
                raise
            raise OutputError(f"{copy} cannot be written: {error.strerror or error}") from error
        finally:
            if output is not None:
                output.close()
        self._at = self._stream.tell()
        return size


def _create(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
