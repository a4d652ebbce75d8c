"""Findings as JUnit XML, which every CI server shows: a suite a file, a case a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from newsld.cli.reports.text import shown
from newsld.findings import Finding

__all__ = ["write"]

_NO_XML: Final = {0xFFFE: "<U+FFFE>", 0xFFFF: "<U+FFFF>"}
"""The characters that may be shown, and that XML does not have."""


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """One suite a file with findings. Only errors are failures, as in the exit code; the others are told and pass.

    Without a finding there is one suite with one case, which passes: some servers take none for a fault.
    """
    suites: dict[str, list[Finding]] = {}
    for finding in findings:
        suites.setdefault(finding.file or "<memory>", []).append(finding)
    total = sum(map(len, suites.values()))
    failures = sum(map(_failures, suites.values()))
    put('<?xml version="1.0" encoding="UTF-8"?>\n')
    put(f'<testsuites name="newsld" tests="{total or 1}" failures="{failures}" errors="0">\n')
    for file, found in suites.items():
        put(
            f'  <testsuite name={_attribute(file)} tests="{len(found)}" failures="{_failures(found)}" errors="0">\n'
        )
        for finding in found:
            _case(finding, file, put)
        put("  </testsuite>\n")
    if not suites:
        put('  <testsuite name="newsld" tests="1" failures="0" errors="0">\n')
        put('    <testcase classname="newsld" name="nothing to report"/>\n  </testsuite>\n')
    put("</testsuites>\n")


def _failures(findings: list[Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)


def _case(finding: Finding, file: str, put: Callable[[str], object]) -> None:
    place = f"{finding.line}:{finding.column}" if finding.line is not None else "whole file"
    said = "\n".join(part for part in (f"{file}:{place}", finding.excerpt, finding.suggestion) if part)
    put(f"    <testcase classname={_attribute(file)} name={_attribute(f'{finding.code} {place}')}")
    put(f' line="{finding.line}">\n' if finding.line is not None else ">\n")
    if finding.severity == "error":
        put(f'      <failure type="error" message={_attribute(finding.message)}>{_content(said)}</failure>\n')
    else:
        put(
            f"      <system-out>{_content(f'{finding.severity}: {finding.message}')}\n{_content(said)}</system-out>\n"
        )
    put("    </testcase>\n")


def _attribute(text: str) -> str:
    return quoteattr(shown(text).translate(_NO_XML))


def _content(text: str) -> str:
    return escape("\n".join(shown(line) for line in text.split("\n")).translate(_NO_XML))
