"""Findings as a Code Quality report of GitLab, which shows them in merge requests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from newsld.cli.reports.identity import Fingerprints
from newsld.findings import Finding

__all__ = ["write"]

_SEVERITIES: Final = {"error": "major", "warning": "minor", "info": "info"}


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """One array, one issue a finding. GitLab wants a line: a finding without one is at line 1."""
    prints = Fingerprints()
    put(json.dumps([_issue(finding, prints) for finding in findings], ensure_ascii=False, indent=2) + "\n")


def _issue(finding: Finding, prints: Fingerprints) -> dict[str, Any]:
    begin = {"line": finding.line or 1, "column": finding.column or 1}
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{finding.message} ({finding.suggestion})" if finding.suggestion else finding.message,
        "categories": ["Bug Risk"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": prints.of(finding),
        "location": {
            "path": (finding.file or "<memory>").removeprefix("./"),
            "positions": {"begin": begin, "end": begin},
        },
    }
