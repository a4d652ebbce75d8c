"""Where outputs go, and how they get there whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from newsld.findings.errors import OutputError, UsageError

__all__ = ["Content", "Plan", "Stale", "stale", "write_atomic", "write_package"]

Content = bytes | Iterable[bytes]
"""What a file is to hold: all its bytes, or pieces of them in order, read once."""

Stale = Literal["missing", "stale"]
"""What is wrong with an output that does not hold what it should: it is not there, or differs."""

OwnedFiles = Callable[[Path], Iterable[str]]
"""Return the names of the files in a folder that an earlier run wrote."""

_ON_WINDOWS = sys.platform == "win32"
_FOLDS_CASE = sys.platform in {"win32", "darwin"}
_DRIVE = re.compile(r"[A-Za-z]:")
_WINDOWS_NAME = re.compile(
    r"""[<>:"|?*]|[. ]\Z|\A(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)""", re.IGNORECASE
)
_MENDS: Mapping[int, str] = {
    errno.ENOSPC: "the disk is full: make room and run again",
    errno.EDQUOT: "your quota on this disk is used up: make room and run again",
    errno.EROFS: "the disk is read-only: write to another folder",
    errno.EACCES: "permission denied: mend the permissions, or write to another folder",
    errno.EPERM: "permission denied: mend the permissions, or write to another folder",
    errno.ENAMETOOLONG: "the name is too long: shorten the name of the source, or of the folder",
    errno.ELOOP: "a link leads back to itself: mend it, or write to another folder",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away",
    errno.EEXIST: "a file stands where a folder is needed: move it away",
    errno.EISDIR: "a folder stands where the file is to go: move it away",
}


def _no_files(_: Path) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something planned: one file, or a package of them where `files` is given."""

    path: Path
    owner: str
    content: Content = b""
    files: Mapping[str, Content] | None = None
    owned_files: OwnedFiles = _no_files


class Plan:
    """What a run is going to write below one folder, found free of clashes before anything is written.

    `inputs` are the files and folders that no output may replace. Owners are the names of inputs as
    people know them, for the message of a clash.
    """

    def __init__(self, folder: Path, inputs: Iterable[Path] = ()) -> None:
        self.folder = folder
        try:
            self._root = folder.resolve()
        except (OSError, RuntimeError) as error:  # RuntimeError is what Python 3.11 and 3.12 have for a loop
            raise UsageError(f"{folder}: {_MENDS[errno.ELOOP]}") from error
        self._inputs: dict[Path, Path] = {}
        self._owners: dict[Path, str] = {}
        self._folders: dict[Path, str] = {}
        self._entries: list[_Entry] = []
        for path in inputs:
            self.protect(path)

    def protect(self, path: Path) -> None:
        """Keep what is read from being written over. Raises UsageError if an output claimed it already."""
        for place in {path.parent.resolve() / path.name, path.resolve()}:
            self._inputs[_key(place)] = path
            if (owner := self._owners.get(_key(place))) is not None:
                raise UsageError(_replaces(owner, path))

    def claim(self, relative: str | PurePosixPath, owner: str, *, again: bool = False) -> Path:
        """The path of an output below the folder, which from now on is this owner's; `again`: it may be already.

        Raises UsageError when the path leads out of the folder or cannot be a file name everywhere, when
        it is claimed already, lies below a claimed file or above one, or would replace an input.
        """
        path = self.folder / _safe(str(relative), owner)
        place = path.parent.resolve() / path.name
        if not place.is_relative_to(self._root):
            raise UsageError(
                f"{owner} would be written to {place}, which a link leads to: it is not in {self.folder}"
            )
        key = _key(place)
        between = [above for above in key.parents if above.is_relative_to(_key(self._root))]
        for taken in (key, *between):
            if (other := self._owners.get(taken)) is not None and not (
                again and (taken, other) == (key, owner)
            ):
                raise UsageError(_clash(path, other, owner))
            if (source := self._inputs.get(taken)) is not None and (taken == key or source.is_dir()):
                # A folder that is an input is a package; the folder of the run is never one.
                raise UsageError(_replaces(owner, source))
        if (other := self._folders.get(key)) is not None:
            raise UsageError(_clash(path, other, owner))
        self._owners[key] = owner
        for above in between:
            self._folders.setdefault(above, owner)
        return path

    def add(self, relative: str | PurePosixPath, content: Content, owner: str) -> Path:
        """Plan one file. Returns its path; raises UsageError as `claim` does."""
        path = self.claim(relative, owner)
        self._entries.append(_Entry(path, owner, content))
        return path

    def add_package(
        self,
        relative: str | PurePosixPath,
        files: Mapping[str, Content],
        owner: str,
        owned_files: OwnedFiles,
    ) -> Path:
        """Plan files that belong together in a folder: their names, which may be claimed, and what they are to hold.

        `owned_files` names the files of an earlier run. Returns the path of the folder; raises UsageError as
        `claim` does.
        """
        for name in files:
            self.claim(PurePosixPath(relative, name), owner, again=True)
        path = self.folder / PurePosixPath(relative)
        self._entries.append(_Entry(path, owner, files=files, owned_files=owned_files))
        return path

    def write(self) -> list[Path]:
        """Write all that is planned, in the order it was, and return the paths of the files.

        Raises OutputError at the first that fails; those written before it stand, those after it are
        as they were.
        """
        written: list[Path] = []
        for entry in self._entries:
            # Somebody may have put a link there since the claim.
            place = (
                entry.path.parent.resolve() / entry.path.name if entry.files is None else entry.path.resolve()
            )
            if not place.is_relative_to(self._root):
                raise OutputError(f"{entry.path}: a link leads out of {self.folder}: remove it")
            if entry.files is None:
                write_atomic(entry.path, entry.content)
                written.append(entry.path)
            else:
                written += write_package(entry.path, entry.files, entry.owned_files)
        return written

    def stale(self) -> list[tuple[Path, Stale]]:
        """The planned files that are missing or differ, and those of an earlier run that are no longer written.

        Writes nothing. Reads pieces of content as `write` does: a plan is for one of the two.
        """
        wrong: list[tuple[Path, Stale]] = []
        for entry in self._entries:
            files = {entry.path: entry.content}
            if entry.files is not None:
                files = {entry.path / name: content for name, content in entry.files.items()}
                with _reported(entry.path):
                    left_over = _left_over(entry.path, entry.files, entry.owned_files)
                wrong += [(path, "stale") for path in left_over]
            wrong += [(path, state) for path, content in files.items() if (state := stale(path, content))]
        return wrong


def stale(path: Path, content: Content) -> Stale | None:
    """What is wrong with an output that should hold `content`; None when nothing is.

    Raises OutputError when it cannot be read.
    """
    with _reported(path):
        try:
            file = path.open("rb")
        except (FileNotFoundError, NotADirectoryError):
            return "missing"
    with file:
        for piece in _pieces(content):
            with _reported(path):
                if file.read(len(piece)) != piece:
                    return "stale"
        return "stale" if file.read(1) else None


def write_atomic(path: Path, content: Content) -> None:
    """Write a file so that at every moment it holds its old bytes or all of its new ones.

    The bytes go to a new file in the same folder, which then takes the place of the old one with its
    permissions; a link is replaced, not followed. Folders are made as needed. When anything fails, also when
    `content` raises, what stood before stands and nothing is left. This holds against a crash of the program
    and a full disk; against a power cut it holds as far as the file system orders its own writes, for
    waiting for the disk (fsync) at every file costs an archive more than writing it does.

    Raises OutputError, with the path and the mend, when the system refuses.
    """
    with _folders(path.parent):
        fresh = _write_beside(path, content)
        try:
            with _reported(path):
                fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


def write_package(folder: Path, files: Mapping[str, Content], owned_files: OwnedFiles) -> list[Path]:
    """Write files that belong together into a folder and return their paths, in the order given.

    All files are written next to the old ones first and renamed when the last of them is complete. Files that
    `owned_files` names and that are no longer written are then deleted; any other file is left alone. Raises
    OutputError when the system refuses, and whatever `owned_files` raises.
    """
    with _folders(folder):
        with _reported(folder):
            left_over = _left_over(folder, files, owned_files)
        for name in files:
            if (folder / name).is_dir():
                raise OutputError(f"{folder / name}: {_MENDS[errno.EISDIR]}")
        fresh: dict[Path, Path] = {}
        try:
            for name, content in files.items():
                fresh[folder / name] = _write_beside(folder / name, content)
            for path, new in fresh.items():
                with _reported(path):
                    new.replace(path)
        except BaseException:
            for new in fresh.values():
                new.unlink(missing_ok=True)
            raise
        for path in left_over:
            with _reported(path):
                path.unlink(missing_ok=True)
    return list(fresh)


def _left_over(folder: Path, files: Mapping[str, Content], owned_files: OwnedFiles) -> list[Path]:
    """The files of an earlier run that are no longer written."""
    # Only plain names: what a datapackage.json says is text that anybody may have edited.
    return [
        folder / name
        for name in sorted(set(owned_files(folder)) - set(files))
        if PurePosixPath(name).name == name and "\\" not in name and (folder / name).is_file()
    ]


def _write_beside(path: Path, content: Content) -> Path:
    """A new file with this content in the folder of `path`, with the permissions that `path` is to have."""
    fresh = path.with_name(f".newsld-{secrets.token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with _reported(path):
        # 0o666 is what every program asks for: the system takes the umask away from it.
        file = os.fdopen(os.open(fresh, flags, 0o666), "wb", buffering=1 << 18)
    try:
        try:
            for piece in _pieces(content):
                try:
                    file.write(piece)
                except OSError as error:
                    raise _refused(path, error) from error
        finally:
            with _reported(path):
                file.close()
        with _reported(path):
            if path.is_file() and not path.is_symlink():
                fresh.chmod(path.stat().st_mode & 0o777)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def _pieces(content: Content) -> Iterable[bytes]:
    return (content,) if isinstance(content, bytes) else content


@contextmanager
def _folders(folder: Path) -> Iterator[None]:
    """Make a folder and those above it; when what follows fails, remove those that were made."""
    with _reported(folder):
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        with _reported(folder):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for made in missing:
            with suppress(OSError):
                made.rmdir()
        raise


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turn what the system refuses into an OutputError about a path."""
    try:
        yield
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> OutputError:
    mend = _MENDS.get(error.errno or 0, error.strerror or str(error))
    return OutputError(f"{path} cannot be written: {mend}")


def _safe(relative: str, owner: str) -> PurePosixPath:
    """A path that stays below the folder it is joined to, on every system."""
    parts = relative.split("/")
    for part in parts:
        if (
            part in {"", ".", ".."}
            or "\\" in part
            or any(unicodedata.category(sign) == "Cc" for sign in part)
            or (_ON_WINDOWS and _WINDOWS_NAME.search(part))
        ):
            raise UsageError(
                f"{owner} would be written to {relative!r}, which is no safe file name: rename the source"
            )
    if _DRIVE.match(relative):
        raise UsageError(f"{owner} would be written to {relative!r}, which names a drive: rename the source")
    return PurePosixPath(*parts)


def _key(place: Path) -> Path:
    """A path as the file system tells paths apart: macOS and Windows do not look at case."""
    return Path(unicodedata.normalize("NFC", str(place)).casefold()) if _FOLDS_CASE else place


def _clash(path: Path, first: str, second: str) -> str:
    if first == second:
        return f"{first} would write {path} twice: name the format once"
    return f"{first} and {second} would both write {path}: rename one, or export them to different folders"


def _replaces(owner: str, source: Path) -> str:
    return f"{owner} would be written over {source}, which is an input: write to another folder"
