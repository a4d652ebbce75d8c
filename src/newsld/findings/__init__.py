"""Findings (problems of an input), and the catalogue of rules behind their codes."""

from __future__ import annotations

from newsld.findings.failures import FindingsError, Unreadable, Unwritable
from newsld.findings.finding import EXCERPT_LENGTH, MESSAGE_LENGTH, Excerpt, Finding, Fix, Position, Severity

__all__ = [
    "EXCERPT_LENGTH",
    "MESSAGE_LENGTH",
    "Excerpt",
    "Finding",
    "FindingsError",
    "Fix",
    "Position",
    "Severity",
    "Unreadable",
    "Unwritable",
]
