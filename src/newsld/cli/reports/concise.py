"""The concise report: one finding per line, for editors and grep."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsld.cli.reports.text import escape_unprintable, finding_line
from newsld.findings import Finding


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:
    """Write `file:line:column: severity CODE message (suggestion)`, one finding per line."""
    for finding in findings:
        emit(finding_line(finding, colored=colored))
        emit(f" ({escape_unprintable(finding.suggestion)})\n" if finding.suggestion else "\n")
