"""Findings as people and programs read them: one line each in `REPORTS`, one module each beside this file.

A report module has `write(findings, put, *, colored) -> None`: it takes the findings one after the other,
and hands its text to `put` as it goes. `colored` says that the reader is a terminal that wants colour.
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
"""Every report format by its name, with its module."""


class Report(Protocol):
    """What a report module offers."""

    def write(
        self, findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False
    ) -> None:
        """Report the findings, in the order given."""


def find_report(name: str) -> Report:
    """The report of this name. Raises UsageError, with the nearest name, for one that does not exist."""
    if name not in REPORTS:
        near = suggest(name, REPORTS)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no report format {name!r}{hint} (known: {', '.join(REPORTS)})")
    return cast(Report, import_module(REPORTS[name]))
