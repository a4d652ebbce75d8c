"""The catalogue of rules: what each finding code means, its severity and its source.

The catalogue is data: `rules/` has one TOML file for each group of codes (`goo.toml` has NLD-GOO-...). A group is
read when one of its rules is first needed. Codes are stable: new ones are added, and none is reused for another rule.
A plug-in adds groups of its own (`newsld.findings.plugins`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from newsld.findings.plugins import entry_points, packaged_file

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_RULES_FOLDER: Final = Path(__file__).with_name("rules")


class Rule(NamedTuple):
    """One entry of the catalogue. `code` is stable; `severity` is how its findings count.

    `title` is the requirement, `why` the consequence of breaking it, `bad` and `good` a minimal example of each,
    `serves` who benefits from it, `source` the address or the name of who requires it.
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
    """Return all rules by code, in the order of the codes."""
    return {
        code: _read_group(group)[code]
        for group in sorted(_group_names())
        for code in sorted(_read_group(group))
    }


@cache
def codes() -> tuple[str, ...]:
    """Return all codes of the catalogue in order, without parsing the rules."""
    header = re.compile(r"^\[(NLD-[A-Z]{3}-[0-9]{3})\]$", re.MULTILINE)
    return tuple(
        sorted(
            code
            for group in _group_names()
            for code in header.findall(_group_text(group))
            if code[4:7].lower() == group
        )
    )


def rule(code: str) -> Rule:
    """Return the rule with this code. Raises KeyError for a code that is not in the catalogue."""
    return _read_group(code[4:7].lower())[code]


def _group_names() -> Iterator[str]:
    for file in _RULES_FOLDER.iterdir():
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml")
    yield from entry_points("newsld.checks")


@cache
def _read_group(name: str) -> Mapping[str, Rule]:
    import tomllib

    try:
        text = _group_text(name)
    except FileNotFoundError:
        raise KeyError(name) from None
    table: dict[str, dict[str, Any]] = tomllib.loads(text)
    return {code: Rule(code=code, **entry) for code, entry in table.items()}


def _group_text(group: str) -> str:
    file: Traversable = _RULES_FOLDER / f"{group}.toml"
    if not file.is_file() and (plugin := entry_points("newsld.checks").get(group)) is not None:
        file = packaged_file(plugin, file.name)
    return file.read_text("utf-8")
