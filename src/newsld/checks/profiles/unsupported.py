"""The rules that somebody asks for and no file can decide, with the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["UnsupportedRule", "unsupported_rules"]


@dataclass(frozen=True, slots=True)
class UnsupportedRule:
    """A rule that newsld does not ask: `reason` says why not, `source` is the address of who asks for it.

    The reason has no capital and no full stop, so that it can go on after a colon.
    """

    code: str
    reason: str
    source: str


@cache
def unsupported_rules() -> Mapping[str, UnsupportedRule]:
    """Every rule that no file can decide, by its code, in the order of the codes."""
    table = tomllib.loads(files("newsld.checks.profiles").joinpath("unsupported.toml").read_text("utf-8"))
    return {code: UnsupportedRule(code=code, **table[code]) for code in sorted(table)}
