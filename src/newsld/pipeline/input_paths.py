"""From the paths that a person names to the inputs that newsld reads.

A file that is named is taken whatever it is called. In a folder, what is taken goes by the
suffix, and where others use the suffix too (`.md`, `.yaml`, `.yml`, `.json`) by the mark: the key `newsld` at
the top of the front matter or of the document, looked for in the first 64 KiB. A `.json` file is taken as well
when it is an item of ninjs, the form in which agencies send stories.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from newsld.findings.errors import UsageError
from newsld.formats import all_formats, format_of_folder, formats_of
from newsld.formats.sniffing import HEAD, head_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Input", "reach", "walk"]

_NEVER_WALKED = frozenset({".git", "expected"})

_MENDS = {
    errno.ENAMETOOLONG: "shorten the name",
    errno.ELOOP: "the link leads back to itself: mend it, or leave it out",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a file, a CSV package (a folder), or standard input.

    `path` is None for standard input. `name` is what reports call it: forward slashes, and
    characters that could break a line of a report escaped. `relative` is the path counted from the
    PATH that a person named, suffix included; outputs are named after it.
    """

    path: Path | None
    name: str
    relative: PurePosixPath


def walk(
    paths: Sequence[str],
    *,
    output: Path | None = None,
    exclude: Sequence[str] = (),
    folder: Path | None = None,
) -> list[Input]:
    """The inputs that these paths stand for, in the order of the paths, sorted within each.

    A path is a file, a folder or `-` (standard input). A walk through a folder honours .gitignore files,
    takes a folder with datapackage.json as one input, and leaves out `.git/`, `expected/`, `csv/`,
    the folder `output` when it lies below the path, what the patterns `exclude` (counted from `folder`)
    name, and links to folders, as git does. A path that is ignored itself is walked all the same:
    somebody asked for it. A file that two paths lead to comes once.

    Raises UsageError for a path that does not exist or cannot be read, and for a second `-`.
    """
    inputs: dict[Path | None, Input] = {}
    for path in paths:
        if path == "-":
            if None in inputs:
                raise UsageError("standard input (-) can be read once only: leave one - out")
            inputs[None] = Input(None, "<stdin>", PurePosixPath("stdin"))
            continue
        reach(path)
        for place, found in _under(Path(path), output, _patterns(exclude, folder)):
            inputs.setdefault(place, found)
    return list(inputs.values())


def reach(path: str) -> os.stat_result:
    """What the system says of a path that a person named.

    Raises UsageError for an empty path, one that does not exist or cannot be read.
    """
    if not path:
        raise UsageError("a PATH is empty: name a file or a folder, . for this one")
    try:
        return Path(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UsageError(f"there is no file or folder {_shown(Path(path))}") from None
    except OSError as error:
        raise _unreadable(Path(path), error) from error


class _Ignored:
    """Patterns as .gitignore has them, each list counted from its folder; the last ones weigh most."""

    def __init__(self, lists: Iterable[tuple[Path, GitIgnoreSpec]] = ()) -> None:
        self._lists = tuple(lists)

    def below(self, folder: Path) -> _Ignored:
        """These patterns and those of the .gitignore in a folder, if it has one."""
        file = folder / ".gitignore"
        if not file.is_file():
            return self
        try:
            lines = file.read_bytes().decode("utf-8", "surrogateescape").splitlines()
        except OSError as error:
            raise _unreadable(file, error) from error
        return _Ignored((*self._lists, (folder, _compiled(lines))))

    def has(self, path: Path, *, is_folder: bool) -> bool:
        """Whether the last pattern that names a path leaves it out."""
        for folder, patterns in reversed(self._lists):
            if not path.is_relative_to(folder):
                continue
            relative = path.relative_to(folder).as_posix() + ("/" if is_folder else "")
            if (verdict := patterns.check_file(relative).include) is not None:
                return verdict
        return False

    def asked_for(self, folder: Path) -> _Ignored:
        """The lists that still count below a folder that somebody named: not those that leave it out."""
        kept = (one for one in self._lists if not _Ignored([one]).has(folder, is_folder=True))
        return _Ignored(kept)


def _compiled(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    patterns = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue  # git passes over a pattern that it cannot read
        patterns.append(line)
    return GitIgnoreSpec.from_lines(patterns)


def _patterns(exclude: Sequence[str], folder: Path | None) -> _Ignored:
    if not exclude:
        return _Ignored()
    return _Ignored([((folder or Path()).resolve(), _compiled(exclude))])


def _above(start: Path) -> _Ignored:
    """The patterns of the .gitignore files above a folder, up to the root of its repository."""
    ignored = _Ignored()
    above = list(start.parents)
    roots = [place for place, folder in enumerate([start, *above]) if (folder / ".git").exists()]
    for folder in reversed(above[: roots[0]] if roots else []):
        ignored = ignored.below(folder)
    return ignored.asked_for(start)


def _under(path: Path, output: Path | None, excluded: _Ignored) -> Iterator[tuple[Path, Input]]:
    """The inputs that one path stands for, each with the one place where it stands."""
    is_folder = stat.S_ISDIR(reach(str(path)).st_mode)
    try:
        of_folder = format_of_folder(path) if is_folder else None
    except OSError as error:
        raise _unreadable(path, error) from error
    if not is_folder:
        yield path.parent.resolve() / path.name, Input(path, _shown(path), PurePosixPath(path.name))
        return
    root = path.resolve()
    if of_folder is not None:
        yield root, Input(path, _shown(path), PurePosixPath(root.name or of_folder.name))
        return
    for relative in _found(root, output, excluded):
        yield root / relative, Input(path / relative, _shown(path / relative), relative)


def _found(root: Path, output: Path | None, excluded: _Ignored) -> list[PurePosixPath]:
    """What a walk through a folder takes, sorted, counted from the folder."""
    skipped = output.resolve() if output else None
    left_out = _NEVER_WALKED.union(known.folder for known in all_formats() if known.folder)
    excluded = excluded.asked_for(root)
    found: list[PurePosixPath] = []
    folders = [(root, _above(root))]
    while folders:
        folder, ignored = folders.pop()
        ignored = ignored.below(folder)
        for entry in _entries(folder):
            place = folder / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if ignored.has(place, is_folder=is_folder) or excluded.has(place, is_folder=is_folder):
                continue
            if not is_folder:
                if place.is_file() and _is_story(place):
                    found.append(_relative(place, root))
            elif entry.name in left_out or place == skipped:
                continue
            elif format_of_folder(place) is not None:
                found.append(_relative(place, root))
            else:
                folders.append((place, ignored))
    return sorted(found, key=lambda one: one.parts)


def _relative(place: Path, root: Path) -> PurePosixPath:
    return PurePosixPath(place.relative_to(root).as_posix())


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        raise _unreadable(folder, error) from error


def _is_story(file: Path) -> bool:
    """Whether a walk takes a file: by its suffix, or else by how its text begins, as the table of formats says."""
    candidates = formats_of(file.name)
    if not candidates:
        return False
    suffix = file.name.lower()
    head: bytes | None = None
    for known in candidates:
        if known.is_story is None:
            if suffix.endswith(known.suffixes):
                return True
            continue
        if head is None:
            head = _head(file)
        if known.is_story(head):
            return True
    return False


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as content:
            return head_of(content.read(HEAD))
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(path: Path, error: OSError) -> UsageError:
    mend = _MENDS.get(error.errno or 0, "mend its permissions, or leave it out")
    return UsageError(f"{_shown(path)} cannot be read ({error.strerror}): {mend}")


def _shown(path: Path) -> str:
    """A path with forward slashes in which no character ends a line or fails to print."""
    return "".join(
        sign.encode("unicode_escape").decode()
        if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}
        else sign
        for sign in path.as_posix()
    )
