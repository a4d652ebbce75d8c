"""Work spread over processes: results come in the order of the work, and few are held at once."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from newsld.findings.errors import NewsldError

__all__ = ["spread"]

W = TypeVar("W")
R = TypeVar("R")

_SELDOM: Final = (100_000, 20, 100)
"""When to look for garbage in circles: articles make none, and looking through them costs a quarter of all time."""


def spread(do: Callable[[W], R], work: Iterable[W], *, jobs: int = 1) -> Iterator[R]:
    """What `do` makes of each piece of work, in its order, by so many processes.

    With more than one, `do` and the work must be such that they can be sent there. Raises what `do` raises, and
    NewsldError when a process dies.
    """
    if jobs <= 1:
        before = gc.get_threshold()
        gc.set_threshold(*_SELDOM)
        try:
            yield from map(do, work)
        finally:
            gc.set_threshold(*before)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A fresh process inherits no lock that a thread of the caller's happens to hold.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    waiting: deque[Future[R]] = deque()
    try:
        for piece in work:
            waiting.append(pool.submit(do, piece))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise NewsldError(
            "a process was ended from outside, mostly for want of memory: use fewer --jobs"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Collect garbage seldom, and leave Ctrl-C to the process that started this one."""
    import signal

    gc.set_threshold(*_SELDOM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
