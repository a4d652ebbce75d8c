"""What is chosen in the end: profiles, what is selected and ignored besides, and what single files are spared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsld.checks.profiles.profile import find_profile
from newsld.checks.profiles.rule_names import settle

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Selection"]


@dataclass(frozen=True)
class Selection:
    """The rules that hold, by name, before anybody asks for their codes.

    `profiles` are names, or paths of a newsroom's own. `select` adds rules to theirs and `ignore` takes some away:
    codes, groups or `ALL`, the more exact counting. `per_file_ignores` pairs patterns, written as in .gitignore
    and counted from `folder`, with the rules that the files they name are spared.

    The codes are worked out when they are first asked for, and kept. That raises UsageError for a name that is
    none and ConfigurationError for a profile file that is broken.
    """

    profiles: tuple[str, ...] = ("default",)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folder: Path | None = None

    def codes(self, file: str | Path | None = None) -> frozenset[str]:
        """The codes of the rules that hold for a file, or for what is no file."""
        if not self.per_file_ignores or file is None:
            return self._codes
        spared = _spared(self.per_file_ignores, _relative(Path(file), self.folder or Path()))
        return self._codes - spared if spared else self._codes

    def overruled(
        self, profiles: Iterable[str] = (), select: Iterable[str] = (), ignore: Iterable[str] = ()
    ) -> Selection:
        """The same, with what a command line says instead: its profiles, if any, and its word on single rules.

        Paths of profiles count from the working folder. Raises as `codes` does.
        """
        profiles, select, ignore = tuple(profiles), tuple(select), tuple(ignore)
        if not (profiles or select or ignore):
            return self
        wanted, unwanted = settle(select, ignore)
        selected, ignored = settle(self.select, self.ignore)
        return replace(
            self,
            profiles=tuple([find_profile(name).name for name in profiles]) or self.profiles,
            select=tuple(sorted((selected - unwanted) | wanted)),
            ignore=tuple(sorted((ignored - wanted) | unwanted)),
        )

    @cached_property
    def _codes(self) -> frozenset[str]:
        chosen = frozenset[str]().union(*(find_profile(name, self.folder).codes for name in self.profiles))
        if not self.select and not self.ignore:
            return chosen
        taken, left_out = settle(self.select, self.ignore)
        return (chosen | taken) - left_out


def _relative(file: Path, folder: Path) -> str | None:
    """A path as patterns see it; None for one that is not below the folder."""
    place = file.parent.resolve() / file.name
    folder = folder.resolve()
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else None


def _spared(pairs: tuple[tuple[str, tuple[str, ...]], ...], relative: str | None) -> frozenset[str]:
    if relative is None:
        return frozenset()
    return frozenset[str]().union(
        *(spared for pattern, spared in _compiled(pairs) if pattern.match_file(relative))
    )


@cache
def _compiled(
    pairs: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[tuple[GitIgnoreSpec, frozenset[str]], ...]:
    from pathspec import GitIgnoreSpec

    return tuple((GitIgnoreSpec.from_lines([pattern]), settle(names, ())[0]) for pattern, names in pairs)
