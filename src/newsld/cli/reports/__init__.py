"""Report formats for findings: one line in `REPORTS` and one module of this package for each.

A report module defines `write(findings, emit, *, colored) -> None`, which iterates over the findings once and calls
`emit` with pieces of text. `colored` enables terminal colors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, Protocol, cast

from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.model.text.closest_match import suggest

__all__ = ["REPORTS", "Report", "find_report"]

REPORTS: Final = {
    "text": "newsld.cli.reports.text",
    "concise": "newsld.cli.reports.concise",
    "json": "newsld.cli.reports.json",
    "sarif": "newsld.cli.reports.sarif",
    "github": "newsld.cli.reports.github",
    "gitlab": "newsld.cli.reports.gitlab",
    "junit": "newsld.cli.reports.junit",
}
"""The module of each report format, by name."""


class Report(Protocol):
    """The interface of a report module."""

    def write(
        self, findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False
    ) -> None:
        """Write the findings in their order, passing pieces of text to `emit`."""


def find_report(name: str) -> Report:
    """Return the report of this name. Raises UsageError, with the nearest name, when there is none."""
    if name not in REPORTS:
        near = suggest(name, REPORTS)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no report format {name!r}{hint} (known: {', '.join(REPORTS)})")
    return cast(Report, import_module(REPORTS[name]))
