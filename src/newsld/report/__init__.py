"""Findings as people and programs read them: one line each in `REPORTS`, one module each beside this file.

A report module has `write(findings, put, *, colored) -> None`: it takes the findings one after the other,
and hands its text to `put` as it goes. `colored` says that the reader is a terminal that wants colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, Protocol, cast

from newsld.errors import UsageError
from newsld.findings import Finding
from newsld.vocabulary import suggest

__all__ = ["REPORTS", "Report", "find_report"]

REPORTS: Final = {
    "text": "newsld.report.text",
    "concise": "newsld.report.concise",
    "json": "newsld.report.json",
    "sarif": "newsld.report.sarif",
    "github": "newsld.report.github",
    "gitlab": "newsld.report.gitlab",
    "junit": "newsld.report.junit",
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
