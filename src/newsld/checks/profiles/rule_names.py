"""Rule names as people write them: a code, a group of codes, or ALL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from newsld.checks.profiles.unsupported import unsupported_rules
from newsld.findings.catalogue import codes
from newsld.findings.errors import UsageError
from newsld.model.text.closest_match import suggest

ALL = "ALL"
"""The name of every rule."""

_CODE_PARTS = 3


def expand(name: str) -> frozenset[str]:
    """Return the codes that a name refers to: a code, a group (`NLD-GOO` or `GOO`) or `ALL`, in any case.

    Raises UsageError, with the closest name, for any other name.
    """
    return _codes_of(_full(name)) or _reject(name)


def resolve(select: Iterable[str], ignore: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes to enable and the codes to disable.

    The more specific name wins: a code over its group, a group over `ALL`. Of two equally specific names, `ignore`
    wins. Raises UsageError for an unknown name.
    """
    names = [(name, True) for name in select] + [(name, False) for name in ignore]
    states: dict[str, bool] = {}
    # Sorting keeps the order of equals, so an ignored name comes after a selected one.
    for name, enabled in sorted(names, key=lambda pair: specificity(pair[0])):
        states.update(dict.fromkeys(expand(name), enabled))
    return (
        frozenset(code for code, enabled in states.items() if enabled),
        frozenset(code for code, enabled in states.items() if not enabled),
    )


def _full(name: str) -> str:
    name = name.strip().upper()
    return name if name == ALL or name.startswith("NLD-") else f"NLD-{name}"


def specificity(name: str) -> int:
    """Return how specific a name is, for sorting: `ALL` is lowest, then a group, then a code."""
    full = _full(name)
    return 0 if full == ALL else len(full.split("-"))


@cache
def _codes_of(full: str) -> frozenset[str]:
    if full == ALL:
        return frozenset(codes())
    if full.count("-") == _CODE_PARTS - 1:
        return frozenset({full}) & frozenset(codes())
    return frozenset(code for code in codes() if code.startswith(f"{full}-"))


def _reject(name: str) -> frozenset[str]:
    if _full(name) in unsupported_rules():
        code = _full(name)
        raise UsageError(f"{code} cannot be enabled, because no file can decide it. Run: newsld rule {code}")
    groups = {code.rpartition("-")[0] for code in codes()}
    known: Sequence[str] = [*codes(), *groups, ALL]
    near = suggest(name, known) or suggest(_full(name), known)
    hint = f"did you mean {near[0]}?" if near else "to list all rules, run: newsld rule"
    raise UsageError(f"there is no rule {name!r}; {hint}")
