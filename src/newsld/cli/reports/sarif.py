"""The SARIF 2.1.0 report, for code scanning: GitHub, Azure DevOps and editors read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

import newsld
from newsld.cli.reports.identity import Fingerprints, file_uri
from newsld.cli.reports.json import write_array
from newsld.findings import EXCERPT_LENGTH, Finding
from newsld.findings.catalogue import Rule, rule

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


def write(findings: Iterable[Finding], emit: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """Write a log with one run: the rules of the findings, and one result per finding."""
    fingerprints = Fingerprints()
    rule_indexes: dict[str, int] = {}
    head = json.dumps({"$schema": SCHEMA, "version": "2.1.0"}, indent=2).removesuffix("\n}")
    emit(f'{head},\n  "runs": [\n    {{\n      "columnKind": "unicodeCodePoints",\n      "results": ')
    write_array((_result(finding, rule_indexes, fingerprints) for finding in findings), emit, indent="      ")
    # The tool comes last: its rules are those of the results, which are written one after the other.
    driver = {"name": "newsld", **_version(), "rules": [_descriptor(rule(code)) for code in rule_indexes]}
    tool = json.dumps({"driver": driver}, ensure_ascii=False, indent=2).replace("\n", "\n      ")
    emit(f',\n      "tool": {tool}\n    }}\n  ]\n}}\n')


def _version() -> dict[str, str]:
    """Return the version property; empty when the version is unknown because the package is not installed."""
    return {} if newsld.__version__ == "unknown" else {"semanticVersion": newsld.__version__}


def _result(finding: Finding, rule_indexes: dict[str, int], fingerprints: Fingerprints) -> dict[str, Any]:
    message = f"{finding.message}. {finding.suggestion}" if finding.suggestion else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_indexes.setdefault(finding.code, len(rule_indexes)),
        "level": LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": _physical_location(finding)}],
        "partialFingerprints": {"newsld/v1": fingerprints.compute(finding)},
    }
    if finding.pointer is not None:
        result["locations"][0]["logicalLocations"] = [
            {"fullyQualifiedName": finding.pointer or "/", "kind": "member"}
        ]
    return result


def _physical_location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": file_uri(finding.file)}}
    if finding.line is not None:
        location["region"] = {"startLine": finding.line, "startColumn": finding.column or 1}
        if finding.excerpt:
            context: dict[str, Any] = {"startLine": finding.line, "snippet": {"text": finding.excerpt}}
            if finding.excerpt_column > 1 or len(finding.excerpt) == EXCERPT_LENGTH:
                context["startColumn"] = finding.excerpt_column
                context["endColumn"] = finding.excerpt_column + len(finding.excerpt)
            location["contextRegion"] = context
    return location


def _descriptor(one: Rule) -> dict[str, Any]:
    descriptor: dict[str, Any] = {
        "id": one.code,
        "shortDescription": {"text": one.title},
        "fullDescription": {"text": one.why},
        "help": {"text": f"{one.why}\n\nIncorrect:\n{one.bad}\n\nCorrect:\n{one.good}"},
        "defaultConfiguration": {"level": LEVELS[one.severity]},
    }
    if one.source.startswith("https://"):
        descriptor["helpUri"] = one.source.split()[0].rstrip(";,")
    return descriptor
