"""Findings (problems of an input), the catalogue of rules behind their codes, and the exceptions of newsld."""

from __future__ import annotations

from newsld.findings.finding import Finding, Position, Severity

__all__ = ["Finding", "Position", "Severity"]
