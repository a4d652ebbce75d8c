"""Files that grow piece by piece while stories come in, and stand whole at the end or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

from newsld.pipeline.output import Stale, stale, write_atomic

__all__ = ["Growing"]


class _Abandoned(Exception):
    """The file is not to be after all."""


class Growing:
    """A file that is given piece by piece to a thread that writes it, or compares it with what stands.

    Nothing is seen of it before `finish`. One of `finish` and `abandon` must be called.
    """

    def __init__(self, path: Path, *, compare: bool = False) -> None:
        self.path = path
        self._pieces: Queue[bytes | BaseException | None] = Queue(maxsize=8)
        self._verdict: Stale | None = None
        self._fault: BaseException | None = None
        self._over = False
        self._thread = Thread(
            target=self._run, args=(self._compare if compare else self._write,), daemon=True
        )
        self._thread.start()

    def add(self, piece: bytes) -> None:
        """The next bytes. Raises OutputError when those before could not be written."""
        self._pieces.put(piece)
        if self._fault is not None:
            self.finish()

    def finish(self) -> Stale | None:
        """The file is whole: put it in its place, or say how the one there differs. Raises OutputError."""
        self._end(None)
        if self._fault is not None:
            raise self._fault
        return self._verdict

    def abandon(self) -> None:
        """Leave everything as it was. Does nothing after `finish`."""
        self._end(_Abandoned())

    def _end(self, last: BaseException | None) -> None:
        if not self._over:
            self._over = True
            self._pieces.put(last)
            self._thread.join()

    def _write(self) -> None:
        write_atomic(self.path, self._given())

    def _compare(self) -> None:
        self._verdict = stale(self.path, self._given())

    def _given(self) -> Iterator[bytes]:
        while isinstance(piece := self._pieces.get(), bytes):
            yield piece
        self._pieces.put(None)  # for `_run`, which waits for the end as well
        if piece is not None:
            raise piece

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as fault:  # noqa: BLE001 -- it is raised where the pieces come from
            self._fault = None if isinstance(fault, _Abandoned) else fault
        while isinstance(self._pieces.get(), bytes):
            continue  # whoever gives is never left waiting
