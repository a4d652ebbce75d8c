"""A profile: the rules that one reader of news asks for, each with where it is documented."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from newsld.checks.profiles.rule_names import exactness, expand, settle
from newsld.findings.errors import ConfigurationError, UsageError
from newsld.model.vocabulary import suggest
from newsld.syntax.toml import read_toml

__all__ = ["SHIPPED", "Choice", "Profile", "chosen_by", "find_profile"]

SHIPPED: Final = (
    "default", "google", "paywall", "news-sitemap", "liveblog", "claimreview", "speakable", "opengraph", "trust",
    "strict",
)  # fmt: skip
"""The profiles that come with newsld, each a file beside this one."""

_KEYS: Final = ("title", "extends", "ignore", "rules")
_CHOICE_KEYS: Final = ("documented", "read")


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a profile has a rule: the address or page that documents it, and the day it was read (ISO 8601)."""

    documented: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Some rules under a name.

    `name` is that of a profile that comes with newsld, or the path of a newsroom's own. `extends` are the profiles
    that it takes the rules of, `rules` what it chooses itself, and `codes` all that it comes to.
    """

    name: str
    title: str
    extends: tuple[str, ...]
    rules: Mapping[str, Choice]
    codes: frozenset[str]


def find_profile(name: str, folder: Path | None = None) -> Profile:
    """The profile of this name, or that of a file: its path ends in .toml and counts from `folder`.

    Raises UsageError, with the nearest name, for a profile that does not exist, ConfigurationError, with the
    mend, for a file that is broken.
    """
    return _shipped(name) if name in SHIPPED else _own(_path(name, folder), ())


def chosen_by(code: str) -> list[tuple[Profile, Choice]]:
    """The profiles that come with newsld and choose this rule themselves, with why.

    `strict`, which chooses all, is told only where no other does.
    """
    found = [
        (profile, profile.rules[code]) for profile in map(find_profile, SHIPPED) if code in profile.rules
    ]
    return [pair for pair in found if pair[0].name != "strict"] or found


def _path(name: str, folder: Path | None) -> str:
    if not name.endswith(".toml"):
        several = [one.strip() for one in name.split(",")]
        if len(several) > 1 and all(one in SHIPPED for one in several):
            raise UsageError(f"{name!r} is {len(several)} profiles: give each by itself")
        near = suggest(name, SHIPPED)
        hint = (
            f"did you mean {near[0]}?"
            if near
            else f"the profiles are {', '.join(SHIPPED)}, and files whose names end in .toml"
        )
        raise UsageError(f"there is no profile {name!r}; {hint}")
    path = Path(os.path.abspath((folder or Path()) / name))  # noqa: PTH100 -- links are left as they are
    if not path.is_file():
        raise UsageError(f"there is no profile {path}: write the file, or name one of {', '.join(SHIPPED)}")
    return str(path)


@cache
def _shipped(name: str) -> Profile:
    text = files("newsld.checks.profiles").joinpath(f"{name}.toml").read_text("utf-8")
    return _made(name, tomllib.loads(text), ())


def _own(file: str, above: tuple[str, ...]) -> Profile:
    """The profile of a file; `above` are the files that extend it, the nearest last."""
    if file in above:
        raise ConfigurationError(
            f"{file}: extends: {above[-1]} extends it in a circle: take one of the two out"
        )
    try:
        return _made(file, _checked(read_toml(Path(file))), (*above, file))
    except (UsageError, ValueError) as fault:
        raise ConfigurationError(f"{file}: {fault}") from None


def _made(name: str, table: Mapping[str, Any], above: tuple[str, ...]) -> Profile:
    stated: Mapping[str, Any] = table.get("rules", {})
    taken, left_out = settle(stated, table.get("ignore", ()))
    extends = [
        _shipped(one) if one in SHIPPED else _own(_path(one, Path(name).parent), above)
        for one in table.get("extends", ["default"])
    ]
    inherited = frozenset[str]().union(*(profile.codes for profile in extends))
    # The more exact name comes last, and its documentation counts.
    choices = {
        code: _choice(stated[key]) for key in sorted(stated, key=exactness) for code in expand(key) & taken
    }
    return Profile(
        name=name,
        title=table.get("title", Path(name).stem),
        extends=tuple([profile.name for profile in extends]),
        rules={code: choices[code] for code in sorted(choices)},
        codes=(inherited - left_out) | taken,
    )


def _checked(table: dict[str, Any]) -> dict[str, Any]:
    """The table of a newsroom's own profile. Raises ValueError, with the mend, for what does not belong in one."""
    _known_keys(table, _KEYS, "a profile")
    if not isinstance(table.get("title", ""), str):
        raise ValueError('title: must be a text, such as "Our desk"')
    for key, example in (("extends", '["google"]'), ("ignore", '["NLD-GOO-012"]')):
        names = table.get(key, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError(f"{key}: must be a list of texts, such as {example}")
    rules = table.get("rules", {})
    if not isinstance(rules, dict):
        raise ValueError("rules: must be a table: write [rules] and below it lines such as NLD-GOO-012 = {}")
    for name, stated in rules.items():
        _check_choice(name, stated)
    return table


def _check_choice(name: str, stated: object) -> None:
    example = f'{name} = {{documented = "https://…", read = 2026-01-31}}'
    if not isinstance(stated, dict):
        raise ValueError(f"rules.{name}: must be a table, which may be empty: write {example}")
    _known_keys(stated, _CHOICE_KEYS, f"rules.{name}")
    documented, read = stated.get("documented", ""), stated.get("read", "")
    if not isinstance(documented, str) or not _is_day(read):
        raise ValueError(f"rules.{name}: documented is a text and read a date: write {example}")


def _is_day(read: object) -> bool:
    """Whether this is a day, as TOML has one or as a text; nothing at all is none that is wrong."""
    if not isinstance(read, str):
        return isinstance(read, date)
    try:
        return not read or bool(date.fromisoformat(read))
    except ValueError:
        return False


def _choice(stated: Mapping[str, object]) -> Choice:
    return Choice(**{key: str(value) for key, value in stated.items()})


def _known_keys(table: Iterable[str], known: tuple[str, ...], of: str) -> None:
    for key in table:
        if key not in known:
            near = suggest(key, known)
            mend = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(known)}"
            raise ValueError(f"{of} has no key {key!r}; {mend}")
