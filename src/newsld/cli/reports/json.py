"""Findings as a JSON array, for programs: schemas/findings.schema.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from newsld.findings import Finding

__all__ = ["write"]


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """One array, one object a finding; `[]` when there is none. Never coloured."""
    before = "[\n"
    for finding in findings:
        text = json.dumps(finding.as_json(), ensure_ascii=False, indent=2)
        put(before + "  " + text.replace("\n", "\n  "))
        before = ",\n"
    put("[]\n" if before == "[\n" else "\n]\n")
