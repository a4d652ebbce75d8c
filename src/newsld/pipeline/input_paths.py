"""Turn the paths that a user names into the inputs that newsld reads.

A file that is named is read whatever it is called. In a folder, files are selected by their suffix, and, where other
programs use the suffix too (`.md`, `.yaml`, `.json`), by how their text begins; the table of formats declares both.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from newsld.findings.errors import UsageError, unreadable_error
from newsld.formats import format_of_folder, formats_of, is_folder_of_export, is_name_of_export
from newsld.formats.sniffing import HEAD, head_of
from newsld.syntax.gitignore import compile_patterns
from newsld.syntax.read_file import read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_GITIGNORE_LIMIT: Final = 256 * 1024


class Input(NamedTuple):
    """A file, a CSV package (a folder), or standard input.

    `path` is None for standard input. `name` is its name in reports: with forward slashes, and with characters escaped
    that could break a line. `relative` is the path relative to the PATH that the user named, with its suffix; outputs
    are named after it. `walked` is True for a file that was found in a folder and not named itself.
    `fault` is why a file or folder that was found cannot be read.
    """

    path: Path | None
    name: str
    relative: PurePosixPath
    walked: bool = False
    fault: str | None = None


def walk(
    paths: Sequence[str],
    *,
    output: Path | None = None,
    exclude: Sequence[str] = (),
    folder: Path | None = None,
) -> list[Input]:
    """Return the inputs that these paths name, in the order of the paths, sorted within each, without duplicates.

    A path is a file, a folder or `-` (standard input). In folders, .gitignore files are respected and a folder with
    datapackage.json is one input; skipped are `.git/`, a package in `csv/`, the folder `output`, files that match the
    patterns `exclude` (relative to `folder`), and links to folders, as git does. Patterns that match the named path
    itself are ignored.

    Raises UsageError for a path that does not exist or cannot be read, and for a second `-`.
    """
    inputs: dict[Path | None, Input] = {}
    for path in paths:
        if path == "-":
            if None in inputs:
                raise UsageError("standard input (-) can be read only once: remove one -")
            inputs[None] = Input(None, "<stdin>", PurePosixPath("stdin"))
            continue
        stat_path(path)
        for place, one in _find_inputs(Path(path), output, _patterns(exclude, folder)):
            inputs.setdefault(place, one)
    return list(inputs.values())


def stat_path(path: str) -> os.stat_result:
    """Return the status of a path that the user named.

    Raises UsageError for an empty path, and one that does not exist or cannot be read.
    """
    if not path:
        raise UsageError("a PATH is empty: name a file or a folder, or . for the current folder")
    if path.lower().startswith(("http://", "https://")):
        raise UsageError(f"newsld does not fetch anything: download {path} first, and name the file")
    try:
        return Path(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UsageError(f"there is no file or folder {_display_name(Path(path))}") from None
    except OSError as error:
        raise unreadable_error(_display_name(Path(path)), error) from error


class _IgnorePatterns:
    """Lists of .gitignore patterns, each relative to its folder; later lists take precedence."""

    def __init__(self, lists: Iterable[tuple[Path, GitIgnoreSpec]] = ()) -> None:
        self._lists = tuple(lists)

    def below(self, folder: Path) -> _IgnorePatterns:
        """Return these patterns and those of the .gitignore in a folder, if it has one."""
        file = folder / ".gitignore"
        if not file.is_file():
            return self
        try:
            content = read_file(file, _GITIGNORE_LIMIT)
        except OSError as error:
            raise unreadable_error(_display_name(file), error) from error
        if len(content) > _GITIGNORE_LIMIT:
            raise UsageError(f"{_display_name(file)} has more than {_GITIGNORE_LIMIT:,} bytes: shorten it")
        lines = content.decode("utf-8", "surrogateescape").splitlines()
        return _IgnorePatterns((*self._lists, (folder, _compiled(lines))))

    def match(self, path: Path, *, is_folder: bool) -> bool:
        """Return whether the last pattern that matches a path excludes it."""
        for folder, patterns in reversed(self._lists):
            if not path.is_relative_to(folder):
                continue
            relative = path.relative_to(folder).as_posix() + ("/" if is_folder else "")
            if (excluded := patterns.check_file(relative).include) is not None:
                return excluded
        return False

    def allowing(self, folder: Path) -> _IgnorePatterns:
        """Return the lists that do not exclude a folder, which the user has named."""
        remaining = (one for one in self._lists if not _IgnorePatterns([one]).match(folder, is_folder=True))
        return _IgnorePatterns(remaining)


def _compiled(lines: Iterable[str]) -> GitIgnoreSpec:
    patterns = []
    for line in lines:
        try:
            compile_patterns([line])
        except ValueError:
            continue  # git ignores invalid patterns, too
        patterns.append(line)
    return compile_patterns(patterns)


def _patterns(exclude: Sequence[str], folder: Path | None) -> _IgnorePatterns:
    if not exclude:
        return _IgnorePatterns()
    return _IgnorePatterns([((folder or Path()).resolve(), _compiled(exclude))])


def _above(start: Path) -> _IgnorePatterns:
    """Return the patterns of the .gitignore files above a folder, up to the root of its repository."""
    ignored = _IgnorePatterns()
    above = list(start.parents)
    roots = [place for place, folder in enumerate([start, *above]) if (folder / ".git").exists()]
    for folder in reversed(above[: roots[0]] if roots else []):
        ignored = ignored.below(folder)
    return ignored.allowing(start)


def _find_inputs(path: Path, output: Path | None, excluded: _IgnorePatterns) -> Iterator[tuple[Path, Input]]:
    """Yield the inputs that a path names, each with its resolved path, which identifies it."""
    is_folder = stat.S_ISDIR(stat_path(str(path)).st_mode)
    try:
        of_folder = format_of_folder(path) if is_folder else None
    except OSError as error:
        raise unreadable_error(_display_name(path), error) from error
    if not is_folder:
        yield path.parent.resolve() / path.name, Input(path, _display_name(path), PurePosixPath(path.name))
        return
    root = path.resolve()
    if of_folder is not None:
        yield root, Input(path, _display_name(path), PurePosixPath(root.name or of_folder.name))
        return
    for relative, fault in _walk_folder(root, output, excluded):
        place = path / relative
        yield root / relative, Input(place, _display_name(place), relative, walked=True, fault=fault)


def _walk_folder(
    root: Path, output: Path | None, excluded: _IgnorePatterns
) -> list[tuple[PurePosixPath, str | None]]:
    """Return the inputs in a folder as sorted relative paths, and what cannot be read there with the reason."""
    output_folder = output.resolve() if output else None
    excluded = excluded.allowing(root)
    found: list[tuple[PurePosixPath, str | None]] = []
    folders = [(root, _above(root))]
    while folders:
        folder, ignored = folders.pop()
        try:
            ignored = ignored.below(folder)
            entries = _entries(folder)
        except OSError as error:
            if folder == root:
                raise unreadable_error(_display_name(folder), error) from error
            found.append((_relative(folder, root), error.strerror or str(error)))
            continue
        for entry in entries:
            place = folder / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if ignored.match(place, is_folder=is_folder) or excluded.match(place, is_folder=is_folder):
                continue
            try:
                if is_folder and (
                    entry.name == ".git" or place == output_folder or is_folder_of_export(place)
                ):
                    continue  # an export has the stories next to it again
                is_input = (
                    format_of_folder(place) is not None if is_folder else place.is_file() and _is_story(place)
                )
            except OSError as error:
                found.append((_relative(place, root), error.strerror or str(error)))
                continue
            if is_input:
                found.append((_relative(place, root), None))
            elif is_folder:
                folders.append((place, ignored))
    return sorted(found, key=lambda one: one[0].parts)


def _relative(place: Path, root: Path) -> PurePosixPath:
    return PurePosixPath(place.relative_to(root).as_posix())


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _is_story(file: Path) -> bool:
    """Return whether a file in a folder is read, by its suffix or how its text begins (see the table of formats)."""
    candidates = formats_of(file.name)
    if not candidates or is_name_of_export(file.name):
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
    with file.open("rb") as content:
        return head_of(content.read(HEAD))


def _display_name(path: Path) -> str:
    """Return a path with forward slashes, with characters escaped that end a line or cannot be printed."""
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        else character
        for character in path.as_posix()
    )
