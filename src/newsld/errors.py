"""The exceptions that newsld raises for bad set-up: a path, an option, a configuration.

Bad input is no exception by itself: it is a `Finding`. `newsld.findings` has the two exceptions that carry findings.
"""

from __future__ import annotations

__all__ = ["ConfigurationError", "NewsldError", "OutputError", "UsageError"]


class NewsldError(Exception):
    """The base class of all exceptions that newsld raises on purpose. The message says how to fix the problem."""


class UsageError(NewsldError):
    """A request cannot be met: no such path, format or option; two inputs for one output."""


class ConfigurationError(NewsldError):
    """A configuration file or a shared entity file is broken, or has a setting that does not exist."""


class OutputError(NewsldError):
    """An output could not be written: a read-only folder, a full disk. The earlier output is unchanged."""
