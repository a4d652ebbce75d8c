"""Findings one a line, for editors and grep."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsld.findings import Finding
from newsld.report.text import headline, shown

__all__ = ["write"]


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:
    """`file:line:column: severity CODE message`, with the hint in parentheses."""
    for finding in findings:
        put(headline(finding, colored=colored))
        put(f" ({shown(finding.help)})\n" if finding.help else "\n")
