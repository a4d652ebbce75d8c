"""Leave out findings that only follow from a section of a story with a wrong shape, which has its own finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from newsld.findings import Finding

_SECTIONS: Final = ("people", "organizations", "places", "events", "citations", "quotations", "figures")
"""The sections of a story that map ids to what they define, or to what refers to them."""


def without_consequences(data: Mapping[str, Any], findings: list[Finding]) -> list[Finding]:
    """Return the findings without references to what a section cannot define, and without unused entities.

    `data` is the plain data of a story, whose sections need not be mappings.
    """
    if not findings:
        return findings
    broken = {name for name in _SECTIONS if not isinstance(data.get(name, {}), dict)}
    if not broken and isinstance(data.get("mentions", []), list):
        return findings
    return [finding for finding in findings if not _follows_from(finding, broken)]


def _follows_from(finding: Finding, broken: set[str]) -> bool:
    if finding.code == "NLD-REF-004":
        return "citations" in broken
    if finding.code in ("NLD-REF-001", "NLD-REF-003"):
        return bool(broken - {"citations"})
    return finding.code == "NLD-GRD-005"
