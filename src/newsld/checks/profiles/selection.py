"""Combine profiles, selected rules, ignored rules and per-file ignores into the rules to run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsld.checks.profiles.profile import find_profile
from newsld.checks.profiles.rule_names import resolve
from newsld.syntax.gitignore import compile_patterns

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_UNREADABLE = ("NLD-SYN-", "NLD-SCH-", "NLD-INT-")
"""The groups of rules about files that cannot be read as a story, or not as a whole."""


@dataclass(frozen=True)
class Selection:
    """The rules to run, by name.

    `profiles` (names of built-in profiles or paths of profile files) and `select` are the rules to start from; if
    neither is set, these are the rules of the default profile. `extend_select` enables rules in addition and `ignore`
    disables rules. Rules are codes, groups or `ALL`, where the more specific name wins. `per_file_ignores` pairs
    patterns, written as in .gitignore and relative to `folder`, with the rules to ignore in the files that match.
    The rules about files that cannot be read are always enabled, unless `ignore` names them.

    The codes are computed on first use and cached. Computing them raises UsageError for an unknown name, and
    ConfigurationError for an invalid profile file.
    """

    profiles: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folder: Path | None = None

    def codes(self, file: str | Path | None = None) -> frozenset[str]:
        """Return the codes of the rules to run on a file, or on data that is not in a file."""
        if not self.per_file_ignores or file is None:
            return self._codes
        ignored = _ignored_in(_relative(Path(file), self.folder or Path()), self.per_file_ignores)
        return self._codes - ignored if ignored else self._codes

    def override(
        self,
        profiles: Iterable[str] = (),
        select: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> Selection:
        """Return this selection with the options of a command line.

        Its profiles and selected rules, if any, replace those of this selection; the others win over it for the rules
        that they name. Paths of profiles are relative to the working folder. Raises as `codes` does.
        """
        profiles, select, extend_select, ignore = map(tuple, (profiles, select, extend_select, ignore))
        enabled, disabled = resolve((*select, *extend_select), ignore)
        kept, ignored = resolve(self.extend_select, self.ignore)
        replaces = bool(profiles or select)
        return replace(
            self,
            profiles=tuple([find_profile(name).name for name in profiles]) if replaces else self.profiles,
            select=select if replaces else self.select,
            extend_select=tuple(sorted((kept - disabled) | enabled)),
            ignore=tuple(sorted((ignored - enabled) | disabled)),
        )

    @cached_property
    def _codes(self) -> frozenset[str]:
        profiles = self.profiles or (() if self.select else ("default",))
        start = frozenset[str]().union(*(find_profile(name, self.folder).codes for name in profiles))
        if self.select:
            default = find_profile("default").codes
            start |= frozenset(code for code in default if code.startswith(_UNREADABLE))
        if not (self.select or self.extend_select or self.ignore):
            return start
        enabled, disabled = resolve((*self.select, *self.extend_select), self.ignore)
        return (start | enabled) - disabled


def _relative(file: Path, folder: Path) -> str | None:
    """Return a path relative to the folder, for patterns; None if it is not below the folder."""
    path = file.parent.resolve() / file.name
    folder = folder.resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


def _ignored_in(relative: str | None, pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> frozenset[str]:
    if relative is None:
        return frozenset()
    return frozenset[str]().union(
        *(ignored for pattern, ignored in _compiled(pairs) if pattern.match_file(relative))
    )


@cache
def _compiled(
    pairs: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[tuple[GitIgnoreSpec, frozenset[str]], ...]:
    return tuple((compile_patterns([pattern]), resolve(names, ())[0]) for pattern, names in pairs)
