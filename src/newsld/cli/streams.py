"""Where commands write: results to standard output, everything said beside them to standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from newsld.findings.errors import OutputError, UsageError

if TYPE_CHECKING:
    from typing import BinaryIO, TextIO

__all__ = ["Closed", "Progress", "colored", "put", "put_bytes", "say", "settle", "standard_input"]


class Closed(Exception):
    """Whoever read standard output has gone."""


def put(text: str) -> None:
    """Write text to standard output, in UTF-8. Raises OutputError on a full disk, Closed on a closed pipe."""
    put_bytes(text.encode("utf-8", "backslashreplace"))


def put_bytes(content: bytes | bytearray) -> None:
    """Write bytes to standard output. Raises as `put` does."""
    try:
        _output().write(content)
    except BrokenPipeError as error:
        raise Closed from error
    except OSError as error:
        raise _full(error) from error


def settle() -> None:
    """See that all that was put has arrived. Raises as `put` does."""
    if sys.stdout is None:
        return  # whatever was put has been refused
    try:
        _output().flush()
    except BrokenPipeError as error:
        raise Closed from error
    except OSError as error:
        raise _full(error) from error
    except ValueError:
        return  # closed already


def say(text: str) -> None:
    """A line to standard error; nobody listening is no fault."""
    if sys.stderr is None:
        return
    try:
        stream = sys.stderr.buffer
        stream.write(text.encode("utf-8", "backslashreplace") + b"\n")
        stream.flush()
    except (OSError, ValueError):
        return


def colored(stream: TextIO | None) -> bool:
    """Whether to use colour: only on a terminal, and not against NO_COLOR."""
    if stream is None:
        return False
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Progress:
    """How far a run is: one line on standard error that is written over, and only on a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total > 1 and sys.stderr is not None and sys.stderr.isatty()
        self._last = 0.0

    def at(self, done: int) -> None:
        """So many inputs are done."""
        if self._shown:
            from time import monotonic

            if monotonic() - self._last > 0.1:
                self._last = monotonic()
                sys.stderr.write(f"\r\x1b[K{done} of {self._total}")
                sys.stderr.flush()

    def clear(self) -> None:
        """Make room for something that stays."""
        if self._shown and self._last:
            self._last = 0.0
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def standard_input() -> BinaryIO:
    """Standard input as bytes. Raises UsageError when the program was started without one (`<&-`)."""
    stream: TextIO | None = sys.stdin
    if stream is None:
        raise UsageError("standard input is closed: give it something to read, or name a file")
    return stream.buffer


def _output() -> BinaryIO:
    # Python has None for a stream that was closed before it started (`>&-`).
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise OutputError("standard output is closed: open it, or write to a file with -o")
    return stream.buffer


def _full(error: OSError) -> OutputError:
    return OutputError(f"standard output cannot be written: {error.strerror or error}")
