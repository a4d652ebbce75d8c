"""The JUnit report: XML with one test suite per file and one test case per finding, for CI servers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from newsld.cli.reports.text import escape_unprintable
from newsld.findings import Finding

_NO_XML: Final = {0xFFFE: "<U+FFFE>", 0xFFFF: "<U+FFFF>"}
"""Printable characters that XML does not allow, with their replacements."""


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """Write JUnit XML. Errors are failures, as for the exit status; other findings are passing cases with output.

    Without findings, write one suite with one passing case: some servers report an empty result as an error.
    """
    suites: dict[str, list[Finding]] = {}
    for finding in findings:
        suites.setdefault(finding.file or "<memory>", []).append(finding)
    total = sum(map(len, suites.values()))
    failures = sum(map(_failures, suites.values()))
    emit('<?xml version="1.0" encoding="UTF-8"?>\n')
    emit(f'<testsuites name="newsld" tests="{total or 1}" failures="{failures}" errors="0">\n')
    for file, listed in suites.items():
        emit(
            f'  <testsuite name={_attribute(file)} tests="{len(listed)}" failures="{_failures(listed)}" errors="0">\n'
        )
        for finding in listed:
            _case(finding, file, emit)
        emit("  </testsuite>\n")
    if not suites:
        emit('  <testsuite name="newsld" tests="1" failures="0" errors="0">\n')
        emit('    <testcase classname="newsld" name="no problems found"/>\n  </testsuite>\n')
    emit("</testsuites>\n")


def _failures(findings: list[Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)


def _case(finding: Finding, file: str, emit: Callable[[str], object]) -> None:
    place = f"{finding.line}:{finding.column}" if finding.line is not None else "whole file"
    details = "\n".join(part for part in (f"{file}:{place}", finding.excerpt, finding.suggestion) if part)
    emit(f"    <testcase classname={_attribute(file)} name={_attribute(f'{finding.code} {place}')}")
    emit(f' line="{finding.line}">\n' if finding.line is not None else ">\n")
    if finding.severity == "error":
        emit(
            f'      <failure type="error" message={_attribute(finding.message)}>{_content(details)}</failure>\n'
        )
    else:
        output = f"{finding.severity}: {finding.message}\n{details}"
        emit(f"      <system-out>{_content(output)}</system-out>\n")
    emit("    </testcase>\n")


def _attribute(text: str) -> str:
    return quoteattr(escape_unprintable(text).translate(_NO_XML))


def _content(text: str) -> str:
    return escape("\n".join(escape_unprintable(line) for line in text.split("\n")).translate(_NO_XML))
