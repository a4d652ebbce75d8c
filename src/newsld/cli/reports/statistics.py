"""Findings as counts: how often each rule is broken, the most frequent first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import cast

from newsld.cli.reports import Report
from newsld.findings import Finding
from newsld.findings.catalogue import Rule, rule
from newsld.findings.errors import UsageError

__all__ = ["find_statistics"]


class _Lines:
    """For people: count, code, severity and title, one rule a line."""

    @staticmethod
    def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG004 -- as every report
        counted = _counted(findings)
        width = max((len(f"{count:,}") for _, count in counted), default=0)
        for one, count in counted:
            put(f"{count:>{width},}  {one.code}  {one.severity:<7}  {one.title}\n")


class _Json:
    """For programs: an array, with the same of each rule."""

    @staticmethod
    def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG004 -- as every report
        listed = [
            {"code": one.code, "severity": one.severity, "title": one.title, "count": count}
            for one, count in _counted(findings)
        ]
        put(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")


_FORMS = {"text": _Lines, "concise": _Lines, "json": _Json}


def find_statistics(name: str) -> Report:
    """The counts in the form of a report: `text`, `concise` or `json`. Raises UsageError for the others."""
    if name not in _FORMS:
        raise UsageError(f"--statistics has no form as {name}: use --format text or json")
    return cast(Report, _FORMS[name])


def _counted(findings: Iterable[Finding]) -> list[tuple[Rule, int]]:
    counts = Counter(finding.code for finding in findings)
    return [
        (rule(code), count) for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
