"""Ctrl-C: the first one ends the program, and more of them change nothing while it cleans up."""

from __future__ import annotations

import signal
import threading
from time import monotonic
from typing import Final

_PATIENCE: Final = 3.0
"""Seconds after which another SIGINT raises again: the first KeyboardInterrupt may have been swallowed."""


class Interrupts:
    """What the program does about SIGINT: raise KeyboardInterrupt once, then end without another."""

    __slots__ = ("_ending", "_last")

    def __init__(self) -> None:
        self._last = float("-inf")
        self._ending = False

    def install(self) -> None:
        """Handle SIGINT from now on, unless the caller of the program ignores it (`nohup`, `&` in a script)."""
        if (
            threading.current_thread() is threading.main_thread()
            and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        ):
            signal.signal(signal.SIGINT, self._handle)

    def stop_raising(self) -> None:
        """Raise no KeyboardInterrupt any more, however many SIGINTs follow."""
        self._ending = True

    def ignore(self) -> None:
        """Ignore SIGINT until the process ends: Python restores the deadly default while it shuts down."""
        self.stop_raising()
        if signal.getsignal(signal.SIGINT) != self._handle:
            return
        if hasattr(signal, "pthread_sigmask"):
            # Without this, one that comes just now makes Python print that it was lost.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _handle(self, _number: int, _frame: object) -> None:
        """Raise KeyboardInterrupt, but only once in a while."""
        now = monotonic()
        if self._ending or now - self._last < _PATIENCE:
            return
        self._last = now
        raise KeyboardInterrupt
