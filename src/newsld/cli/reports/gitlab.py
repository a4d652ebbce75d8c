"""The GitLab report: a Code Quality artifact, which GitLab shows in merge requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from newsld.cli.reports.identity import Fingerprints
from newsld.cli.reports.json import write_array
from newsld.findings import Finding

_SEVERITIES: Final = {"error": "major", "warning": "minor", "info": "info"}


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """Write a JSON array of issues. GitLab requires a line: a finding without one is reported at line 1."""
    fingerprints = Fingerprints()
    write_array((_issue(finding, fingerprints) for finding in findings), emit)
    emit("\n")


def _issue(finding: Finding, fingerprints: Fingerprints) -> dict[str, Any]:
    begin = {"line": finding.line or 1, "column": finding.column or 1}
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{finding.message} ({finding.suggestion})" if finding.suggestion else finding.message,
        "categories": ["Bug Risk"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": fingerprints.compute(finding),
        "location": {
            "path": (finding.file or "<memory>").removeprefix("./"),
            "positions": {"begin": begin, "end": begin},
        },
    }
