"""Published rules that cannot be checked in a file, each with the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple


class UnsupportedRule(NamedTuple):
    """A rule that newsld does not run: `reason` is why not, `source` the address that documents the rule.

    The reason has no initial capital and no full stop, so that it can follow a colon.
    """

    code: str
    reason: str
    source: str


@cache
def unsupported_rules() -> Mapping[str, UnsupportedRule]:
    """Return every rule that cannot be checked in a file by its code, sorted by code."""
    table = tomllib.loads(Path(__file__).with_name("unsupported.toml").read_text("utf-8"))
    return {code: UnsupportedRule(code=code, **table[code]) for code in sorted(table)}
