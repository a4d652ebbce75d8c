"""The JSON report: an array of findings, for programs; its schema is schemas/findings.schema.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from newsld.findings import Finding

__all__ = ["write"]


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """Write a JSON array with one object per finding; `[]` when there is none."""
    separator = "[\n"
    for finding in findings:
        text = json.dumps(finding.as_json(), ensure_ascii=False, indent=2)
        emit(separator + "  " + text.replace("\n", "\n  "))
        separator = ",\n"
    emit("[]\n" if separator == "[\n" else "\n]\n")
