"""The catalogue of rules: what each finding code means, how bad it is and who says so.

The catalogue is data, one file a group of codes beside this one (`goo.toml` has NLD-GOO-...). A group is read at
its first finding and never before. Codes are stable: one is added, never reused for something else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

__all__ = ["Rule", "catalogue", "codes", "rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue. `code` is stable; `severity` is how its findings count.

    `title` is what holds where the rule is kept, `why` what goes wrong where it is not, `bad` and `good` a
    smallest example of each, `serves` who gains by it, `source` the address or the name of who asks for it.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    title: str
    why: str
    bad: str
    good: str
    serves: str
    source: str


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    return {code: _group(group)[code] for group in sorted(_groups()) for code in sorted(_group(group))}


@cache
def codes() -> tuple[str, ...]:
    """Every code of the catalogue, in order; no entry is read for it."""
    heads = re.compile(r"(?m)^\[(NLD-[A-Z]{3}-[0-9]{3})\]$")
    return tuple(sorted(code for group in _groups() for code in heads.findall(_text(group))))


def rule(code: str) -> Rule:
    """The rule with this code. Raises KeyError for a code that is not in the catalogue."""
    return _group(code[4:7].lower())[code]


def _groups() -> Iterator[str]:
    for file in _folder().iterdir():
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml")


@cache
def _group(name: str) -> Mapping[str, Rule]:
    try:
        text = _text(name)
    except FileNotFoundError:
        raise KeyError(name) from None
    table: dict[str, dict[str, Any]] = tomllib.loads(text)
    return {code: Rule(code=code, **entry) for code, entry in table.items()}


def _folder() -> Traversable:
    return files("newsld.findings") / "rules"


def _text(group: str) -> str:
    return _folder().joinpath(f"{group}.toml").read_text("utf-8")
