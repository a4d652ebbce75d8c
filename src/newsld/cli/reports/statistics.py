"""Statistics: the number of findings per rule, the highest first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import cast

from newsld.cli.reports import Report
from newsld.findings import Finding
from newsld.findings.catalogue import Rule, rule
from newsld.findings.errors import UsageError


class _TextStatistics:
    """Statistics for people: count, code, severity and title, one rule per line."""

    @staticmethod
    def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG004 -- as every report
        counts = _count_rules(findings)
        width = max((len(f"{count:,}") for _, count in counts), default=0)
        for one, count in counts:
            emit(f"{count:>{width},}  {one.code}  {one.severity:<7}  {one.title}\n")


class _JsonStatistics:
    """Statistics for programs: a JSON array of objects with code, severity, title and count."""

    @staticmethod
    def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG004 -- as every report
        listed = [
            {"code": one.code, "severity": one.severity, "title": one.title, "count": count}
            for one, count in _count_rules(findings)
        ]
        emit(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")


_REPORTS = {"text": _TextStatistics, "concise": _TextStatistics, "json": _JsonStatistics}


def find_statistics(name: str) -> Report:
    """Return the statistics in the format `text`, `concise` or `json`. Raises UsageError for other formats."""
    if name not in _REPORTS:
        raise UsageError(f"--statistics does not support --output-format {name}: use text or json")
    return cast(Report, _REPORTS[name])


def _count_rules(findings: Iterable[Finding]) -> list[tuple[Rule, int]]:
    counts = Counter(finding.code for finding in findings)
    return [
        (rule(code), count) for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
