"""Limit the findings that are shown for one story; counts and exit statuses include the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from newsld.findings.finding import Finding, Severity

MOST_SHOWN: Final = 1000
"""The number of findings that are shown for a story, a page or a line of an archive."""

_SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")


def limit_findings(findings: list[Finding]) -> list[Finding]:
    """Return the first findings of a story, and one that says how many more there are.

    The last one counts for all that it stands for, in `Finding.omitted`.
    """
    if len(findings) <= MOST_SHOWN:
        return findings
    first = findings[MOST_SHOWN]
    counts = count_severities(findings[MOST_SHOWN:])
    omitted = tuple((severity, counts[severity]) for severity in _SEVERITIES if counts[severity])
    more = Finding(
        "NLD-INF-004",
        f"and {sum(counts.values()):,} more",
        suggestion="fix these first, or count all with --statistics",
        file=first.file,
        line=first.line,
        column=first.column,
        severity_override=omitted[0][0],
        omitted=omitted,
    )
    return [*findings[:MOST_SHOWN], more]


def count_severities(findings: Iterable[Finding]) -> Counter[Severity]:
    """Return the number of findings of each severity, with those that are not shown."""
    counts: Counter[Severity] = Counter()
    for finding in findings:
        for severity, count in finding.omitted or ((finding.severity, 1),):
            counts[severity] += count
    return counts
