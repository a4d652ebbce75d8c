"""Findings one a line, for editors and grep."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsld.cli.reports.text import headline, shown
from newsld.findings import Finding

__all__ = ["write"]


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:
    """`file:line:column: severity CODE message`, with the hint in parentheses."""
    for finding in findings:
        put(headline(finding, colored=colored))
        put(f" ({shown(finding.suggestion)})\n" if finding.suggestion else "\n")
