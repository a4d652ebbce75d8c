"""Find the pages to embed in: files that are named, and all pages in folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsld.findings.errors import UsageError, unreadable_error
from newsld.formats import find_format, format_of
from newsld.pipeline.input_paths import stat_path
from newsld.syntax.gitignore import compile_patterns

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from newsld.pipeline.settings import Settings

PAGES: Final = find_format("html").suffixes
"""The suffixes of pages."""


@dataclass(frozen=True, slots=True)
class TargetPage:
    """A page to embed in.

    `name` is its path in reports; `named` is whether the page itself was named, not a folder. `is_outside` is whether
    it was found in a folder as a link that leads out of it.
    """

    name: str
    settings: Settings
    named: bool = False
    is_outside: bool = False

    @property
    def path(self) -> Path:
        """The path of the page."""
        return Path(
            self.name
        )  # not stored: a site has many pages, and a string takes a fraction of the memory


def find_pages(paths: Sequence[str], settings_of: Callable[[Path], Settings]) -> list[TargetPage]:
    """Return the pages that these paths name, in order and without duplicates; sorted within a folder.

    .gitignore files are not used, since a built site is usually listed there; pages that the settings exclude are
    skipped in folders. Raises UsageError for a path that does not exist, a story file, and a folder without pages.
    """
    pages: dict[str, TargetPage] = {}
    for path in paths:
        if path == "-":
            raise UsageError(
                "pages are changed in place and cannot be read from standard input: name a file or a folder"
            )
        stat_path(path)
        here = Path(path)
        if not here.is_dir():
            story_format = None if here.suffix.lower() in PAGES else format_of(here.name)
            if story_format is not None:
                raise UsageError(
                    f"{path} is not a page but a story ({story_format.name}): give each story its own --from"
                )
            if not here.is_file():
                raise UsageError(f"{path} is not a regular file: name a file or a folder")
            place = str(here.resolve())
            if place not in pages or not pages[place].named:
                pages[place] = TargetPage(here.as_posix(), settings_of(here), named=True)
            continue
        page = None
        for page in _inside(here):
            if _excluded(page, here, settings_of(here)):
                continue
            target = page.resolve()
            is_outside = page.is_symlink() and not target.is_relative_to(here.resolve())
            if str(target) not in pages or (pages[str(target)].is_outside and not is_outside):
                pages[str(target)] = TargetPage(page.as_posix(), settings_of(page), is_outside=is_outside)
        if page is None:
            raise UsageError(f"there is no page in {path}: newsld looks for {', '.join(PAGES)} files")
    return list(pages.values())


def _excluded(page: Path, folder: Path, settings: Settings) -> bool:
    """Return whether the settings exclude a page of a folder; patterns that match the folder itself have no effect."""
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
    return compile_patterns(lines)


def _inside(folder: Path) -> Iterator[Path]:
    """Yield all pages below a folder; links to folders are not followed."""

    def fail(error: OSError) -> None:
        raise unreadable_error(error.filename, error) from error

    for place, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(files):
            if name.lower().endswith(PAGES) and (path := Path(place, name)).is_file():
                yield path
