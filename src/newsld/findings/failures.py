"""The exceptions that carry findings: nothing could be read, or an article could not be written."""

from __future__ import annotations

from collections.abc import Iterable

from newsld.findings.errors import NewsldError
from newsld.findings.finding import Finding


class FindingsError(NewsldError):
    """The base class of exceptions that carry findings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class Unreadable(FindingsError):
    """Nothing could be read from an input. `findings` says why, each with its position."""


class Unwritable(FindingsError):
    """A format cannot carry an article (Markdown and CSV cannot carry NUL). `findings` says why."""
