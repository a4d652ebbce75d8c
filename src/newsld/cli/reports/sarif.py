"""Findings as SARIF 2.1.0, for code scanning: what GitHub, Azure DevOps and editors read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

import newsld
from newsld.cli.reports.identity import Fingerprints, address
from newsld.findings import Finding
from newsld.findings.catalogue import Rule, rule

__all__ = ["write"]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


def write(findings: Iterable[Finding], put: Callable[[str], object], *, colored: bool = False) -> None:  # noqa: ARG001 -- as every report
    """One run with the rules that were broken and a result a finding. URIs are relative where the names are."""
    prints = Fingerprints()
    places: dict[str, int] = {}
    results = [_result(finding, places, prints) for finding in findings]
    driver = {"name": "newsld", **_version(), "rules": [_descriptor(rule(code)) for code in places]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    put(json.dumps(log, ensure_ascii=False, indent=2) + "\n")


def _version() -> dict[str, str]:
    """The version as the log has it; nothing where the package is not installed, and nobody knows it."""
    return {} if newsld.__version__ == "unknown" else {"semanticVersion": newsld.__version__}


def _result(finding: Finding, places: dict[str, int], prints: Fingerprints) -> dict[str, Any]:
    message = f"{finding.message}. {finding.suggestion}" if finding.suggestion else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": places.setdefault(finding.code, len(places)),
        "level": LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": _place(finding)}],
        "partialFingerprints": {"newsld/v1": prints.of(finding)},
    }
    if finding.pointer is not None:
        result["locations"][0]["logicalLocations"] = [
            {"fullyQualifiedName": finding.pointer or "/", "kind": "member"}
        ]
    return result


def _place(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": address(finding.file)}}
    if finding.line is not None:
        place["region"] = {"startLine": finding.line, "startColumn": finding.column or 1}
        if finding.excerpt:
            place["contextRegion"] = {"startLine": finding.line, "snippet": {"text": finding.excerpt}}
    return place


def _descriptor(known: Rule) -> dict[str, Any]:
    descriptor: dict[str, Any] = {
        "id": known.code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.why},
        "help": {"text": f"{known.why}\n\nNot so:\n{known.bad}\n\nBut so:\n{known.good}"},
        "defaultConfiguration": {"level": LEVELS[known.severity]},
    }
    if known.source.startswith("https://"):
        descriptor["helpUri"] = known.source.split()[0].rstrip(";,")
    return descriptor
