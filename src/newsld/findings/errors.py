"""Why newsld cannot go on: every exception a caller may meet.

Bad input is never an exception on its own: it is a `Finding`. What is raised
here is bad set-up (a path, an option, a configuration), or `Unreadable`, which
carries the findings that say why nothing could be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsld.findings import Finding

__all__ = ["ConfigurationError", "NewsldError", "OutputError", "Unreadable", "Unwritable", "UsageError"]


class NewsldError(Exception):
    """The base of all that newsld raises on purpose. Its text says the mend."""


class UsageError(NewsldError):
    """What was asked for cannot be: no such path, format or option; two inputs for one output."""


class ConfigurationError(NewsldError):
    """A configuration file or a shared entity file is broken, or has a setting that does not exist."""


class OutputError(NewsldError):
    """An output could not be written: a read-only folder, a full disk. What stood before still stands."""


class Unfit(NewsldError):
    """The base of what carries findings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class Unreadable(Unfit):
    """Nothing could be read from an input. `findings` says why, each with its place."""


class Unwritable(Unfit):
    """A format cannot carry an article (Markdown and CSV cannot carry NUL). `findings` says why."""
