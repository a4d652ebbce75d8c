"""Run work in several processes; results come in the order of the work."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TypeVar

from newsld.findings.errors import NewsldError
from newsld.model import GC_THRESHOLDS

W = TypeVar("W")
R = TypeVar("R")


def parallel_map(function: Callable[[W], R], work: Iterable[W], *, jobs: int = 1) -> Iterator[R]:
    """Yield `function(one)` for each piece of work, in order, computed by `jobs` processes.

    With more than one job, the function and the work must be picklable. At most `2 * jobs + 1` results are held.
    Raises what the function raises, and NewsldError when a process dies.
    """
    if jobs <= 1:
        before = gc.get_threshold()
        gc.set_threshold(*GC_THRESHOLDS)
        try:
            yield from map(function, work)
        finally:
            gc.set_threshold(*before)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    # A forked process would inherit locks that threads of the caller hold.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    waiting: deque[Future[R]] = deque()
    try:
        for piece in work:
            with _sigint_blocked():
                waiting.append(pool.submit(_run, function, piece))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise NewsldError(
            "a process was killed, probably because memory ran out: use fewer --jobs"
        ) from error
    except BaseException:
        # Nobody waits for the pieces that are in work and those that the pool has taken already.
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT for the processes that start meanwhile: the main process handles Ctrl-C.

    They inherit the mask, so that none prints a traceback before `_begin` has run.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # it unblocks SIGINT when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Cancelled(BaseException):
    """The main process has cancelled the work."""


class _WorkerState:
    """The state of a worker process."""

    busy = False
    cancelled = False


def _run(function: Callable[[W], R], piece: W) -> R:
    """Return `function(piece)`. Raises what it raises, and _Cancelled after a SIGTERM."""
    _WorkerState.busy = True
    try:
        if _WorkerState.cancelled:
            raise _Cancelled
        return function(piece)
    finally:
        _WorkerState.busy = False


def _cancel(_number: int, _frame: object) -> None:
    """Leave the current piece, so that files that it has begun are removed; the pool ends the process."""
    _WorkerState.cancelled = True
    if _WorkerState.busy:
        _WorkerState.busy = False
        raise _Cancelled


def _begin() -> None:
    """Collect garbage rarely, leave Ctrl-C to the main process, and stop work at its SIGTERM."""
    gc.set_threshold(*GC_THRESHOLDS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _cancel)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End the process when the main process is killed: nobody would give it work, or end it."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
