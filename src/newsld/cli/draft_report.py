"""Report the findings of `newsld draft`: to standard error as they arrive, or to a file in a format for programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from newsld.cli.streams import (
    FindingTotals,
    is_quiet,
    pluralize,
    print_findings,
    print_stderr,
    use_color,
    write_text,
)
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.pipeline.settings import FailOn


class DraftReport:
    """The findings of a run, written when it is left. `exit_code` is what the command ends with."""

    def __init__(self, file: str | None, format_name: str, fail_on: FailOn) -> None:
        """Write to `file` (`-` is standard output), or to standard error without one.

        Raises UsageError for a format that does not exist, and for one that has no file.
        """
        from newsld.cli.reports import find_report

        self.exit_code = 0
        self._write = find_report(format_name).write
        if file is None and format_name != "text":
            raise UsageError(f"--report-format {format_name} needs --report: name a file, or -")
        self.file = file
        self._fail_on = fail_on
        self._totals = FindingTotals()
        self._findings: list[Finding] = []

    def __enter__(self) -> Self:
        return self

    def add(self, findings: Sequence[Finding]) -> None:
        """Add findings, and count them for the exit status."""
        self._totals.add(findings)
        self.exit_code = max(self.exit_code, self._totals.exit_code(self._fail_on))
        if self.file is None:
            print_findings(findings, colored=use_color(sys.stderr))
        else:
            self._findings += findings

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the report, unless the run was stopped."""
        if self.file is None or kind is not None:
            return
        if self.file == "-":
            self._write(self._findings, write_text)
            return
        from newsld.pipeline.output import write_atomic

        pieces: list[str] = []
        self._write(self._findings, pieces.append)
        write_atomic(Path(self.file), "".join(pieces).encode("utf-8", "backslashreplace"))


class DraftTotals:
    """How much there is in the drafts of a run, for one line at its end."""

    def __init__(self) -> None:
        self._drafts = 0
        self._counts = (0, 0, 0)

    def add(self, counts: tuple[int, int, int] | None) -> None:
        """Count the items of a draft, those to look at, and what was refused; None is a text without a draft."""
        if counts is not None:
            items, look, refused = self._counts
            self._drafts += 1
            self._counts = (items + counts[0], look + counts[1], refused + counts[2])

    def print(self, *, advice: str | None = None) -> None:
        """Write the line to standard error, after a line of advice, except with `--quiet`."""
        if not self._drafts or is_quiet():
            return
        if advice is not None:
            print_stderr(advice)
        items, look, refused = self._counts
        drafts = f"{pluralize(self._drafts, 'draft')}: " if self._drafts > 1 else ""
        print_stderr(f"{drafts}{pluralize(items, 'item')}, {look} to look at, {refused} refused")
