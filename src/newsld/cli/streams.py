"""Standard streams of the commands: results go to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from newsld.findings.errors import OutputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path, PurePath
    from typing import BinaryIO, TextIO

    from newsld.findings import Finding, Severity
    from newsld.pipeline.settings import FailOn

_WORTH_PROGRESS: Final = 4 * 1024 * 1024
"""The bytes of an input from which on its progress is shown."""

_VERBOSITY: Final = "newsld.verbosity"

F = TypeVar("F", bound=Callable[..., Any])


def verbosity_options(command: F) -> F:
    """Add the options `--quiet` and `--verbose` to a command."""

    def store(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value:
            ctx.meta[_VERBOSITY] = parameter.name

    for name, text in (
        ("verbose", "Also write each input to standard error, with its format and configuration."),
        ("quiet", "Write findings and requested output only: no paths, totals and progress."),
    ):
        option = click.option(
            f"--{name}", f"-{name[0]}", is_flag=True, expose_value=False, callback=store, help=text
        )
        command = option(command)
    return command


def is_quiet() -> bool:
    """Return whether the running command has the option `--quiet`."""
    return _verbosity() == "quiet"


def is_verbose() -> bool:
    """Return whether the running command has the option `--verbose`."""
    return _verbosity() == "verbose"


def _verbosity() -> str | None:
    ctx = click.get_current_context(silent=True)
    return ctx.meta.get(_VERBOSITY) if ctx is not None else None


def print_total(text: str) -> None:
    """Write a line with totals to standard output, except with `--quiet`."""
    if not is_quiet():
        write_text(text + "\n")


class OutputClosed(Exception):
    """The reader of standard output has closed the pipe."""


def write_text(text: str) -> None:
    """Write text to standard output, in UTF-8.

    Raises OutputError when the system refuses (a full disk), OutputClosed on a closed pipe.
    """
    write_bytes(text.encode("utf-8", "backslashreplace"))


def write_bytes(content: bytes | bytearray) -> None:
    """Write bytes to standard output. Raises as `write_text` does."""
    try:
        _output().write(content)
    except BrokenPipeError as error:
        raise OutputClosed from error
    except OSError as error:
        raise _cannot_write(error) from error


def flush_stdout() -> None:
    """Flush standard output. Raises as `write_text` does."""
    if sys.stdout is None:
        return  # every write has already raised
    try:
        _output().flush()
    except BrokenPipeError as error:
        raise OutputClosed from error
    except OSError as error:
        raise _cannot_write(error) from error
    except ValueError:
        return  # closed already


def write_path(path: PurePath, state: str = "") -> None:
    """Write the path of an output to standard output, except with `--quiet`.

    What could command a terminal or a CI runner is escaped.
    """
    if is_quiet():
        return
    from newsld.cli.reports.text import escape_line

    write_text(f"{escape_line(path.as_posix())}{f': {state}' if state else ''}\n")


def print_stderr(text: str) -> None:
    """Write a line to standard error; errors while writing it are ignored."""
    if sys.stderr is None:
        return
    try:
        stream = sys.stderr.buffer
        stream.write(text.encode("utf-8", "backslashreplace") + b"\n")
        stream.flush()
    except (OSError, ValueError):
        return


def print_findings(findings: Sequence[Finding], *, colored: bool = False) -> None:
    """Write findings to standard error in the format of the text report; nothing for an empty sequence."""
    if findings:
        from newsld.cli.reports.text import write

        pieces: list[str] = []
        write(findings, pieces.append, colored=colored)
        print_stderr("".join(pieces).rstrip("\n"))


def use_color(stream: TextIO | None) -> bool:
    """Return whether to color the output: on a terminal or when FORCE_COLOR is set, and not when NO_COLOR is set."""
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def pluralize(number: int, noun: str) -> str:
    """Return a count with its noun: `1 file`, `2 stories`; `info` has no plural."""
    if number == 1 or noun == "info":
        return f"{number:,} {noun}"
    return f"{number:,} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number:,} {noun}s"


fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Exit with 1 for findings of this severity or worse. [default: error]",
)


class FindingTotals:
    """The findings of a run by severity, and the exit status that follows from them."""

    def __init__(self) -> None:
        self.severities: Counter[Severity] = Counter()
        self.has_internal_error = False

    def add(self, findings: Sequence[Finding]) -> None:
        """Count findings."""
        from newsld.findings.internal import has_internal_error
        from newsld.findings.limit import count_severities

        self.severities += count_severities(findings)
        self.has_internal_error = self.has_internal_error or has_internal_error(findings)

    def print(self, findings: Sequence[Finding]) -> None:
        """Write findings to standard error and count them."""
        print_findings(findings, colored=use_color(sys.stderr))
        self.add(findings)

    def exit_code(self, fail_on: FailOn = "error") -> int:
        """Return the exit status: 2 for a defect of newsld, 1 for a finding of the severity `fail_on` or worse."""
        severities: tuple[Severity, ...] = ("error", "warning", "info")
        failing = severities[: severities.index(fail_on) + 1] if fail_on != "never" else ()
        return 2 if self.has_internal_error else 1 if any(self.severities[one] for one in failing) else 0


class Progress:
    """A progress line on standard error that overwrites itself; shown on terminals only.

    `total` is the number of inputs. With `paths`, their sizes say how much time is left; None is standard input. The
    rate is that of this run.
    """

    def __init__(self, total: int, paths: Sequence[Path | None] = ()) -> None:
        stream = sys.stderr
        self._shown = not is_quiet() and stream is not None and stream.isatty()
        self._inputs = total
        self._sizes = [_size(path) for path in paths] if self._shown else []
        self._total = sum(self._sizes)
        self._shown = self._shown and (total > 1 or self._total > _WORTH_PROGRESS)
        self._done = self._before = 0
        self._last = 0.0
        self._stories = 0
        self._skipped = 0
        self._start = monotonic()

    def skip(self, size: int) -> None:
        """Leave out the first bytes, which an earlier run has read, from the rate."""
        self._skipped = size

    def update(self, done: int, stories: int = 0, read: int = 0) -> None:
        """Show that `done` inputs are finished, with so many more stories and so many bytes of the next input read.

        The line is written at most ten times a second.
        """
        if not self._shown:
            return
        self._stories += stories
        self._before += sum(self._sizes[self._done : done])
        self._done = max(done, self._done)
        now = monotonic()
        if now - self._last > 0.1:
            self._last = now
            self._write(self._before + read, now - self._start)

    def _write(self, read: int, seconds: float) -> None:
        parts = [f"{self._done} of {self._inputs}"] if self._inputs > 1 else []
        if self._stories:
            parts += [f"{self._stories:,} stories", f"{self._stories / max(seconds, 0.1):,.0f}/s"]
        if self._total:
            parts.append(f"{min(read / self._total, 1):.0%}")
            if read > self._skipped and seconds > 1:
                left = seconds * max(self._total - read, 0) / (read - self._skipped)
                parts.append(f"{_duration(left)} left")
        sys.stderr.write(f"\r\x1b[K{', '.join(parts)}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Erase the line before permanent output is written."""
        if self._shown and self._last:
            self._last = 0.0
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _size(path: Path | None) -> int:
    try:
        return path.stat().st_size if path is not None else 0
    except OSError:
        return 0


def _duration(seconds: float) -> str:
    """Return a duration in the unit that has at most three digits: `40 s`, `12 min`, `3 h 20 min`."""
    minutes = round(seconds / 60)
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def standard_input() -> BinaryIO:
    """Return standard input as bytes. Raises UsageError when the program was started without one (`<&-`)."""
    stream: TextIO | None = sys.stdin
    if stream is None:
        raise UsageError("standard input is closed: redirect a file to it, or name a file")
    return stream.buffer


def _output() -> BinaryIO:
    # Python has None for a stream that was closed before it started (`>&-`).
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise OutputError("standard output is closed: open it, or write to a file with -o")
    return stream.buffer


def _cannot_write(error: OSError) -> OutputError:
    return OutputError(f"standard output cannot be written: {error.strerror or error}")
