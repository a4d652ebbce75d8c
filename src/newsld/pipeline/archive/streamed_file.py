"""Write or compare a file piece by piece in a thread, while stories are converted; the result appears atomically."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

from newsld.pipeline.output import Stale, find_stale, write_atomic


class _Abandoned(Exception):
    """The file is abandoned; nothing is written."""


class StreamedFile:
    """A file that a thread writes piece by piece, or compares with the existing one.

    The file appears with `finish`. Either `finish` or `abandon` must be called.
    """

    def __init__(self, path: Path, *, compare: bool = False) -> None:
        self.path = path
        self._pieces: Queue[bytearray | Path | BaseException | None] = Queue(maxsize=8)
        self._state: Stale | None = None
        self._error: BaseException | None = None
        self._ended = False
        self._thread = Thread(
            target=self._run, args=(self._compare if compare else self._write,), daemon=True
        )
        self._thread.start()

    def add(self, piece: bytearray | Path) -> None:
        """Append bytes, or those of a file, which is deleted. Raises OutputError when it failed before."""
        self._pieces.put(piece)
        if self._error is not None:
            self.finish()

    def finish(self) -> Stale | None:
        """Complete the file, or return how the existing one differs (None if it does not). Raises OutputError."""
        self._end(None)
        if self._error is not None:
            raise self._error
        return self._state

    def abandon(self) -> None:
        """Discard what was added; the existing file is unchanged. Does nothing after `finish`."""
        self._end(_Abandoned())

    def _end(self, last: BaseException | None) -> None:
        if not self._ended:
            self._ended = True
            self._pieces.put(last)
            self._thread.join()

    def _write(self) -> None:
        write_atomic(self.path, self._queued_pieces())

    def _compare(self) -> None:
        self._state = find_stale(self.path, self._queued_pieces())

    def _queued_pieces(self) -> Iterator[bytes | bytearray]:
        while isinstance(piece := self._pieces.get(), bytearray | Path):
            if isinstance(piece, Path):
                yield piece.read_bytes()
                piece.unlink()
            else:
                yield piece
        self._pieces.put(None)  # for `_run`, which also reads up to the end
        if piece is not None:
            raise piece

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 -- raised again by `finish`
            self._error = None if isinstance(error, _Abandoned) else error
        while isinstance(self._pieces.get(), bytearray | Path):
            continue  # drain the queue, so that `add` never blocks
