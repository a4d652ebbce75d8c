"""Names of rules as people write them: a code, a group, or all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from newsld.checks.profiles.unsupported import unsupported_rules
from newsld.findings.catalogue import codes
from newsld.findings.errors import UsageError
from newsld.model.vocabulary import suggest

__all__ = ["ALL", "exactness", "expand", "settle"]

ALL = "ALL"
"""The name of every rule."""

_CODE_PARTS = 3


def expand(name: str) -> frozenset[str]:
    """The codes that a name stands for: a code, a group (`NLD-GOO` or `GOO`) or `ALL`, in any case.

    Raises UsageError, with the nearest name, for one that is none of these.
    """
    return _known(_full(name)) or _refuse(name)


def settle(select: Iterable[str], ignore: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What two lists of names come to: the codes to take in, and the codes to leave out.

    The more exact name counts: a code against its group, a group against `ALL`. Of two that are alike, the one
    to ignore. Raises as `expand` does.
    """
    wanted = [(name, True) for name in select] + [(name, False) for name in ignore]
    verdicts: dict[str, bool] = {}
    # Sorting keeps the order of equals, so what is to be ignored comes after what is selected.
    for name, taken in sorted(wanted, key=lambda one: exactness(one[0])):
        verdicts.update(dict.fromkeys(expand(name), taken))
    return (
        frozenset(code for code, taken in verdicts.items() if taken),
        frozenset(code for code, taken in verdicts.items() if not taken),
    )


def _full(name: str) -> str:
    name = name.strip().upper()
    return name if name == ALL or name.startswith("NLD-") else f"NLD-{name}"


def exactness(name: str) -> int:
    """How exact a name is, for sorting: `ALL`, then a group, then a code."""
    full = _full(name)
    return 0 if full == ALL else len(full.split("-"))


@cache
def _known(full: str) -> frozenset[str]:
    if full == ALL:
        return frozenset(codes())
    if full.count("-") == _CODE_PARTS - 1:
        return frozenset({full}) & frozenset(codes())
    return frozenset(code for code in codes() if code.startswith(f"{full}-"))


def _refuse(name: str) -> frozenset[str]:
    if _full(name) in unsupported_rules():
        code = _full(name)
        raise UsageError(f"{code} cannot be chosen, as no file can decide it: newsld rule {code} says why")
    groups = {code.rpartition("-")[0] for code in codes()}
    known: Sequence[str] = [*codes(), *groups, ALL]
    near = suggest(name, known) or suggest(_full(name), known)
    hint = f"did you mean {near[0]}?" if near else "newsld rule lists them all"
    raise UsageError(f"there is no rule {name!r}; {hint}")
