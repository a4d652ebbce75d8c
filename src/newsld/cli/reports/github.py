"""The GitHub report: workflow commands, which GitHub Actions shows as annotations next to the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from newsld.cli.reports.text import escape_unprintable
from newsld.findings import Finding

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """Write `::error file=...,line=...,col=...,title=CODE::message`, one finding per line."""
    for finding in findings:
        properties = {
            "file": finding.file,
            "line": finding.line,
            "col": finding.column,
            "title": f"newsld {finding.code}",
        }
        listed = ",".join(
            f"{key}={_escape_property(str(value))}" for key, value in properties.items() if value is not None
        )
        message = f"{finding.message} ({finding.suggestion})" if finding.suggestion else finding.message
        emit(f"::{_COMMANDS[finding.severity]} {listed}::{_escape(message)}\n")


def _escape(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escape_unprintable(escaped)


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
