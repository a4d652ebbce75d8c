"""The exceptions that newsld raises for bad set-up: a path, an option, a configuration.

Bad input is no exception by itself: it is a `Finding`. `newsld.findings` has the two exceptions that carry findings.
"""

from __future__ import annotations

import errno
from typing import Final


class NewsldError(Exception):
    """The base class of all exceptions that newsld raises on purpose. The message says how to fix the problem."""


_LONGEST: Final = 2_000
"""The maximum number of code points of a message: it may name a value of a file, which may be long."""
_TAIL: Final = 800
"""The number of code points kept at the end of a longer one, where it says how to fix the problem."""


class SetupError(NewsldError):
    """The base class of the exceptions with one message, which is cut in the middle when it is too long."""

    def __init__(self, message: str) -> None:
        if len(message) > _LONGEST:
            message = f"{message[: _LONGEST - _TAIL - 1]}…{message[-_TAIL:]}"
        super().__init__(message)


class UsageError(SetupError):
    """A request cannot be met: no such path, format or option; two inputs for one output."""


class ConfigurationError(SetupError):
    """A configuration file or a shared entity file is broken, or has a setting that does not exist."""


class OutputError(SetupError):
    """An output could not be written: a read-only folder, a full disk. The earlier output is unchanged."""


_ADVICE: Final = {
    errno.ENOENT: "fix its name, or leave it out",
    errno.ENAMETOOLONG: "shorten the name",
    errno.ELOOP: "the link leads back to itself: fix it, or leave it out",
}
"""How to fix what keeps a file from being read; for any other error, its permissions."""


def unreadable_message(name: str, error: OSError) -> str:
    """Return the message for a file that the system does not let newsld read."""
    advice = _ADVICE.get(error.errno or 0, "fix its permissions, or leave it out")
    return f"{name} cannot be read ({error.strerror or error}): {advice}"


def unreadable_error(name: str, error: OSError) -> UsageError:
    """Return the exception for an input that the system does not let newsld read."""
    return UsageError(unreadable_message(name, error))
