"""Run work in several processes; results come in the order of the work."""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from newsld.findings.errors import NewsldError

__all__ = ["parallel_map"]

W = TypeVar("W")
R = TypeVar("R")

_GC_THRESHOLDS: Final = (100_000, 20, 100)
"""Garbage collector thresholds: articles have no reference cycles, and looking for them takes 25% of the time."""


def parallel_map(function: Callable[[W], R], work: Iterable[W], *, jobs: int = 1) -> Iterator[R]:
    """Yield `function(one)` for each piece of work, in order, computed by `jobs` processes.

    With more than one job, the function and the work must be picklable. At most `2 * jobs + 1` results are held.
    Raises what the function raises, and NewsldError when a process dies.
    """
    if jobs <= 1:
        before = gc.get_threshold()
        gc.set_threshold(*_GC_THRESHOLDS)
        try:
            yield from map(function, work)
        finally:
            gc.set_threshold(*before)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A forked process would inherit locks that threads of the caller hold.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    waiting: deque[Future[R]] = deque()
    try:
        for piece in work:
            with _sigint_blocked():
                waiting.append(pool.submit(function, piece))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise NewsldError(
            "a process was killed, probably because memory ran out: use fewer --jobs"
        ) from error
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


def _begin() -> None:
    """Collect garbage rarely, and ignore Ctrl-C, which the main process handles."""
    gc.set_threshold(*_GC_THRESHOLDS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
