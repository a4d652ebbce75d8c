"""Findings (problems of an input), the exceptions, and the catalogue of rules behind the codes of findings.

The names are imported when they are first used: `newsld.findings.errors` alone is needed for `newsld --help`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from newsld.findings.failures import FindingsError, Unreadable, Unwritable
    from newsld.findings.finding import (
        EXCERPT_LENGTH,
        MESSAGE_LENGTH,
        Excerpt,
        Finding,
        Fix,
        Position,
        Severity,
    )

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

_FAILURES: Final = frozenset({"FindingsError", "Unreadable", "Unwritable"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{'failures' if name in _FAILURES else 'finding'}")
    value = globals()[name] = getattr(module, name)
    return value
