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

__all__ = ["Selection"]


@dataclass(frozen=True)
class Selection:
    """The rules to run, by name.

    `profiles` are names of built-in profiles or paths of profile files. `select` enables rules in addition and
    `ignore` disables rules: codes, groups or `ALL`, where the more specific name wins. `per_file_ignores` pairs
    patterns, written as in .gitignore and relative to `folder`, with the rules to ignore in the files that match.

    The codes are computed on first use and cached. Computing them raises UsageError for an unknown name, and
    ConfigurationError for an invalid profile file.
    """

    profiles: tuple[str, ...] = ("default",)
    select: tuple[str, ...] = ()
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
        self, profiles: Iterable[str] = (), select: Iterable[str] = (), ignore: Iterable[str] = ()
    ) -> Selection:
        """Return this selection with the options of a command line: its profiles, if any, and its single rules.

        Paths of profiles are relative to the working folder. Raises as `codes` does.
        """
        profiles, select, ignore = tuple(profiles), tuple(select), tuple(ignore)
        if not (profiles or select or ignore):
            return self
        enabled, disabled = resolve(select, ignore)
        selected, ignored = resolve(self.select, self.ignore)
        return replace(
            self,
            profiles=tuple([find_profile(name).name for name in profiles]) or self.profiles,
            select=tuple(sorted((selected - disabled) | enabled)),
            ignore=tuple(sorted((ignored - enabled) | disabled)),
        )

    @cached_property
    def _codes(self) -> frozenset[str]:
        from_profiles = frozenset[str]().union(
            *(find_profile(name, self.folder).codes for name in self.profiles)
        )
        if not self.select and not self.ignore:
            return from_profiles
        enabled, disabled = resolve(self.select, self.ignore)
        return (from_profiles | enabled) - disabled


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
