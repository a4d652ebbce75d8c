"""The pages that paths stand for: files that are named, and all pages in folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsld.findings.errors import UsageError
from newsld.formats import find_format, format_of
from newsld.pipeline.input_paths import reach

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from newsld.pipeline.settings import Settings

__all__ = ["PAGES", "PageTask", "find_pages"]

PAGES: Final = find_format("html").suffixes
"""How the names of pages end."""


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to work on, by the path that reports call it.

    `named` says that somebody named it, and not only a folder that it is in.
    """

    name: str
    settings: Settings
    named: bool = False

    @property
    def path(self) -> Path:
        """Where it stands."""
        return Path(self.name)  # a text takes a fraction of the memory, and a site has many pages


def find_pages(paths: Sequence[str], settings_of: Callable[[Path], Settings]) -> list[PageTask]:
    """The pages that these paths stand for, in order, each once; in a folder sorted.

    What a site is built into is mostly named in .gitignore, so that does not count here; what the settings exclude
    is left out of a folder. Raises UsageError for a path that does not exist, a file that is a story's, and a folder
    with no page in it.
    """
    found: dict[str, PageTask] = {}
    for path in paths:
        if path == "-":
            raise UsageError("a page is changed where it stands: name a file or a folder")
        reach(path)
        here = Path(path)
        if not here.is_dir():
            known = None if here.suffix.lower() in PAGES else format_of(here.name)
            if known is not None:
                raise UsageError(
                    f"{path} is no page ({known.name}): name each story after a --from of its own"
                )
            if not here.is_file():
                raise UsageError(f"{path} is no file that can be written back: name a file or a folder")
            place = str(here.resolve())
            if place not in found or not found[place].named:
                found[place] = PageTask(here.as_posix(), settings_of(here), named=True)
            continue
        page = None
        for page in _inside(here):
            if _excluded(page, here, settings_of(here)):
                continue
            found.setdefault(str(page.resolve()), PageTask(page.as_posix(), settings_of(page)))
        if page is None:
            raise UsageError(f"there is no page in {path}: pages are {', '.join(PAGES)} files")
    return list(found.values())


def _excluded(page: Path, folder: Path, settings: Settings) -> bool:
    """Whether the settings leave a page out of the walk through a folder, which they may name without effect."""
    if not settings.exclude or settings.folder is None:
        return False
    patterns, root = _patterns(settings.exclude), settings.folder.resolve()
    here, there = folder.resolve(), page.parent.resolve() / page.name
    if not there.is_relative_to(root):
        return False
    named = here.is_relative_to(root) and patterns.match_file(f"{here.relative_to(root).as_posix()}/")
    return not named and patterns.match_file(there.relative_to(root).as_posix())


@cache
def _patterns(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _inside(folder: Path) -> Iterator[Path]:
    """All pages in a folder and below; links to folders are not followed."""

    def refused(error: OSError) -> None:
        raise UsageError(
            f"{error.filename} cannot be read ({error.strerror}): mend its permissions"
        ) from error

    for place, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(files):
            if name.lower().endswith(PAGES) and (path := Path(place, name)).is_file():
                yield path
