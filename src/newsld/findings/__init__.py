"""What is wrong with an input: findings, the catalogue of rules behind their codes, and the exceptions of newsld."""

from __future__ import annotations

from newsld.findings.finding import Finding, Position, Severity

__all__ = ["Finding", "Position", "Severity"]
