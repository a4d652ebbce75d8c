"""Findings as workflow commands of GitHub Actions, which shows each beside the line that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from newsld.cli.reports.text import shown
from newsld.findings import Finding

__all__ = ["write"]

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """`::error file=...,line=...,col=...,title=CODE::message`, one a line."""
    for finding in findings:
        at = {
            "file": finding.file,
            "line": finding.line,
            "col": finding.column,
            "title": f"newsld {finding.code}",
        }
        said = ",".join(f"{key}={_property(str(value))}" for key, value in at.items() if value is not None)
        message = f"{finding.message} ({finding.suggestion})" if finding.suggestion else finding.message
        put(f"::{_COMMANDS[finding.severity]} {said}::{_data(message)}\n")


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return shown(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
