"""The exceptions of newsld.

Bad input is not an exception by itself: it is a `Finding`. An exception means bad set-up (a path, an option, a
configuration), or is `Unreadable` or `Unwritable`, which carry the findings that explain them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsld.findings import Finding

__all__ = ["ConfigurationError", "NewsldError", "OutputError", "Unreadable", "Unwritable", "UsageError"]


class NewsldError(Exception):
    """The base class of all exceptions that newsld raises on purpose. The message says how to fix the problem."""


class UsageError(NewsldError):
    """A request cannot be met: no such path, format or option; two inputs for one output."""


class ConfigurationError(NewsldError):
    """A configuration file or a shared entity file is broken, or has a setting that does not exist."""


class OutputError(NewsldError):
    """An output could not be written: a read-only folder, a full disk. The earlier output is unchanged."""


class FindingsError(NewsldError):
    """The base class of exceptions that carry findings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class Unreadable(FindingsError):
    """Nothing could be read from an input. `findings` says why, each with its position."""


class Unwritable(FindingsError):
    """A format cannot carry an article (Markdown and CSV cannot carry NUL). `findings` says why."""
