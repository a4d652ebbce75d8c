"""The catalogue of rules: what each finding code means, how bad it is and who says so.

The catalogue is data (`rules.toml`), read at the first finding and never before.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

__all__ = ["Rule", "catalogue", "rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue. `code` is stable; `severity` is how its findings count."""

    code: str
    severity: Literal["error", "warning", "info"]
    title: str
    why: str
    bad: str
    good: str
    source: str


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    table = tomllib.loads(files("newsld").joinpath("rules.toml").read_text("utf-8"))
    return {code: Rule(code=code, **table[code]) for code in sorted(table)}


def rule(code: str) -> Rule:
    """The rule with this code. Raises KeyError for a code that is not in the catalogue."""
    return catalogue()[code]
