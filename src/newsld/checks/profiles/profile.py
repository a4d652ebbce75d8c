"""A profile: a named set of rules, each with the page that documents it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from newsld.checks.profiles.rule_names import expand, resolve, specificity
from newsld.findings.errors import ConfigurationError, UsageError
from newsld.findings.plugins import PluginName, entry_points, packaged_file
from newsld.model.text.closest_match import did_you_mean
from newsld.syntax.read_file import is_file
from newsld.syntax.toml import read_toml

BuiltInProfile = Literal[
    "default", "google", "paywall", "news-sitemap", "liveblog", "claimreview", "speakable", "opengraph", "trust",
    "strict",
]  # fmt: skip

BUILT_IN: Final[tuple[str, ...]] = get_args(BuiltInProfile)
"""The built-in profiles, each a TOML file in this folder."""

ProfileName: TypeAlias = BuiltInProfile | PluginName
"""A built-in profile, or that of a plug-in. A profile of your own is the path of its file."""

_KEYS: Final = ("title", "extends", "ignore", "rules")
_SOURCE_KEYS: Final = ("documented", "read")


class RuleSource(NamedTuple):
    """Why a profile enables a rule: the page or address that documents it, and the day it was read (ISO 8601)."""

    documented: str | None = None
    read: str | None = None


class Profile(NamedTuple):
    """A named set of rules.

    `name` is the name of a built-in profile or the path of a profile file. `extends` are the profiles whose rules it
    includes, `rules` the rules that it enables itself, and `codes` all rules that are enabled in the end.
    """

    name: str
    title: str
    extends: tuple[str, ...]
    rules: Mapping[str, RuleSource]
    codes: frozenset[str]


def find_profile(name: str, folder: Path | None = None) -> Profile:
    """Return the profile of this name, built in or of a plug-in, or the profile in a file: a path that ends in .toml.

    A relative path is resolved against `folder`. Raises UsageError, with the closest name, if the profile does not
    exist, and ConfigurationError, with the fix, if its file is invalid.
    """
    return _built_in(name) if name in BUILT_IN else _from_file(_path(name, folder), ())


def profiles_with_rule(code: str) -> list[tuple[Profile, RuleSource]]:
    """Return the built-in profiles that enable this rule themselves, each with its reason.

    `strict`, which enables every rule, is included only if no other profile does.
    """
    pairs = [
        (profile, profile.rules[code]) for profile in map(find_profile, BUILT_IN) if code in profile.rules
    ]
    return [pair for pair in pairs if pair[0].name != "strict"] or pairs


def _path(name: str, folder: Path | None) -> str:
    plugins = entry_points("newsld.profiles")
    if name in plugins:
        return str(packaged_file(plugins[name], f"{name}.toml"))
    if not name.endswith(".toml"):
        names = [part.strip() for part in name.split(",")]
        if len(names) > 1 and all(part in BUILT_IN for part in names):
            raise UsageError(f"{name!r} names {len(names)} profiles: give each one separately")
        known = (*BUILT_IN, *plugins)
        hint = did_you_mean(name, known, f"the profiles are {', '.join(known)}, and paths that end in .toml")
        raise UsageError(f"there is no profile {name!r}; {hint}")
    path = Path(os.path.abspath((folder or Path()) / name))  # noqa: PTH100 -- symbolic links are kept
    if not is_file(path):
        raise UsageError(f"there is no profile {path}: create the file, or use one of {', '.join(BUILT_IN)}")
    return str(path)


@cache
def _built_in(name: str) -> Profile:
    text = Path(__file__).with_name(f"{name}.toml").read_text("utf-8")
    return _profile(name, tomllib.loads(text), ())


def _from_file(file: str, above: tuple[str, ...]) -> Profile:
    """Return the profile in a file; `above` are the files that extend it, the closest last."""
    if file in above:
        raise ConfigurationError(
            f"{file}: extends: the profiles extend each other in a circle: remove it from {above[-1]}"
        )
    try:
        return _profile(file, _validated(read_toml(Path(file))), (*above, file))
    except (UsageError, ValueError) as error:
        raise ConfigurationError(f"{file}: {error}") from None


def _profile(name: str, table: Mapping[str, Any], above: tuple[str, ...]) -> Profile:
    sources: Mapping[str, Any] = table.get("rules", {})
    enabled, disabled = resolve(sources, table.get("ignore", ()))
    extends = [
        _built_in(base) if base in BUILT_IN else _from_file(_path(base, Path(name).parent), above)
        for base in table.get("extends", ["default"])
    ]
    inherited = frozenset[str]().union(*(profile.codes for profile in extends))
    # The most specific name comes last, so its source wins.
    rules = {
        code: _rule_source(sources[key])
        for key in sorted(sources, key=specificity)
        for code in expand(key) & enabled
    }
    return Profile(
        name=name,
        title=table.get("title", Path(name).stem),
        extends=tuple([profile.name for profile in extends]),
        rules={code: rules[code] for code in sorted(rules)},
        codes=(inherited - disabled) | enabled,
    )


def _validated(table: dict[str, Any]) -> dict[str, Any]:
    """Return the table of a profile file. Raises ValueError, with the fix, if a key or value is invalid."""
    _known_keys(table, _KEYS, "a profile")
    if not isinstance(table.get("title", ""), str):
        raise ValueError('title: must be a string, such as "Our desk"')
    for key, example in (("extends", '["google"]'), ("ignore", '["NLD-GOO-012"]')):
        names = table.get(key, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError(f"{key}: must be a list of strings, such as {example}")
    rules = table.get("rules", {})
    if not isinstance(rules, dict):
        raise ValueError("rules: must be a table: write [rules], and below it lines such as NLD-GOO-012 = {}")
    for name, source in rules.items():
        _validate_source(name, source)
    return table


def _validate_source(name: str, source: object) -> None:
    example = f'{name} = {{documented = "https://…", read = 2026-01-31}}'
    if not isinstance(source, dict):
        raise ValueError(f"rules.{name}: must be a table, which may be empty: write {example}")
    _known_keys(source, _SOURCE_KEYS, f"rules.{name}")
    documented, read = source.get("documented", ""), source.get("read", "")
    if not isinstance(documented, str) or not _is_day(read):
        raise ValueError(f"rules.{name}: documented must be a string and read a date: write {example}")


def _is_day(read: object) -> bool:
    """Return whether this is a TOML date, a string with an ISO 8601 date, or empty."""
    if not isinstance(read, str):
        return isinstance(read, date)
    try:
        return not read or bool(date.fromisoformat(read))
    except ValueError:
        return False


def _rule_source(table: Mapping[str, object]) -> RuleSource:
    return RuleSource(**{key: str(value) for key, value in table.items()})


def _known_keys(table: Iterable[str], known: tuple[str, ...], owner: str) -> None:
    for key in table:
        if key not in known:
            hint = did_you_mean(key, known, f"the keys are {', '.join(known)}")
            raise ValueError(f"{owner} has no key {key!r}; {hint}")
