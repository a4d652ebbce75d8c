"""Plan output files without clashes, and write them atomically."""

from __future__ import annotations

import errno
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from time import time
from typing import Literal

from newsld.findings import Finding
from newsld.findings.errors import OutputError, UsageError
from newsld.model.text.shorten import truncate
from newsld.syntax.patterns import lazy_pattern

Content = bytes | Iterable[bytes | bytearray]
"""The content of a file: all its bytes, or pieces of them in order, which are iterated once."""

Stale = Literal["missing", "stale", "orphaned"]
"""How an output differs from its expected content: it does not exist, its bytes differ, or no story has it."""

OwnedFiles = Callable[[Path], Iterable[str]]
"""Return the names of the files in a folder that an earlier run wrote."""

_ON_WINDOWS = sys.platform == "win32"
_FOLDS_CASE = sys.platform in {"win32", "darwin"}
_LONGEST_NAME = 255
_TEMPORARY = lazy_pattern(r"\.newsld-[0-9a-f]{16}")
_STALE_AFTER = 3600
_SMALLEST_BUFFER = 512
_BUFFER = 1 << 18
_swept: set[Path] = set()
_DRIVE = lazy_pattern(r"[A-Za-z]:")
_WINDOWS_NAME = lazy_pattern(
    r"""[<>:"|?*]|[. ]\Z|\A(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)""", re.IGNORECASE
)
_ADVICE: Mapping[int, str] = {
    errno.ENOSPC: "the disk is full: free some space and run newsld again",
    errno.EDQUOT: "your disk quota is used up: free some space and run newsld again",
    errno.EROFS: "the disk is read-only: write to another folder",
    errno.EACCES: "permission denied: fix the permissions, or write to another folder",
    errno.EPERM: "permission denied: fix the permissions, or write to another folder",
    errno.ENAMETOOLONG: "the name is too long: shorten the name of the source, or of the folder",
    errno.ELOOP: "a link leads back to itself: fix the link, or write to another folder",
    errno.ENOTDIR: "a file is in the place of a folder: move the file away",
    errno.EEXIST: "a file is in the place of a folder: move the file away",
    errno.EISDIR: "a folder is in the place of the file: move the folder away",
}


def _no_files(_: Path) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class _PlannedOutput:
    """A planned file, or a package of files if `files` is given."""

    path: Path
    owner: str
    content: Content = b""
    files: Mapping[str, Content] | None = None
    owned_files: OwnedFiles = _no_files


class UnsafeOutput(UsageError):
    """An output has no safe path; the finding says why, and the other outputs can be written."""

    def __init__(self, owner: object, finding: Finding) -> None:
        self.finding = finding
        super().__init__(f"{owner} {finding.message.removeprefix('it ')}: {finding.suggestion}")


class OutputPlan:
    """The outputs that a run will write to one folder, checked for clashes before anything is written.

    `inputs` are the files and folders that no output may replace. An owner is the name of an input, for the message
    about a clash.
    """

    def __init__(self, folder: Path, inputs: Iterable[Path] = ()) -> None:
        self.folder = folder
        try:
            self._root = folder.resolve()
        except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 raise RuntimeError for a loop
            raise UsageError(f"{folder}: {_ADVICE[errno.ELOOP]}") from error
        self._inputs: dict[Path, Path] = {}
        self._owners: dict[Path, str] = {}
        self._folders: dict[Path, str] = {}
        self._outputs: list[_PlannedOutput] = []
        self._above: dict[str, tuple[Path, tuple[Path, ...]]] = {}
        for path in inputs:
            self.protect(path)

    def protect(self, path: Path) -> None:
        """Protect an input from being overwritten. Raises UsageError if an output has already claimed it."""
        for place in {path.parent.resolve() / path.name, path.resolve()}:
            self._inputs[_key(place)] = path
            if (owner := self._owners.get(_key(place))) is not None:
                raise UsageError(_overwrites_input(owner, path))

    def claim(self, relative: str | PurePosixPath, owner: str, *, again: bool = False) -> Path:
        """Claim a path below the folder for an owner and return it; with `again`, the owner may have claimed it before.

        Raises UsageError when the path leads out of the folder or is not a valid file name on every system, when it is
        already claimed, is below or above a claimed file, or would replace an input.
        """
        path = self.folder / _safe_path(str(relative), owner)
        parent, between = self._resolve(path.parent)
        place = parent / path.name
        if not between:
            raise UnsafeOutput(owner, self.outside(place))
        key = _key(place)
        for taken in (key, *between):
            if (other := self._owners.get(taken)) is not None and not (
                again and (taken, other) == (key, owner)
            ):
                raise UsageError(_clash(path, other, owner))
            if (source := self._inputs.get(taken)) is not None and (taken == key or source.is_dir()):
                # A folder that is an input is a CSV package; the output folder is never one.
                raise UsageError(_overwrites_input(owner, source))
        if (other := self._folders.get(key)) is not None:
            raise UsageError(_clash(path, other, owner))
        self._owners[key] = owner
        for above in between:
            self._folders.setdefault(above, owner)
        return path

    def _resolve(self, folder: Path) -> tuple[Path, tuple[Path, ...]]:
        """Return where a folder is now, and the keys of the folders from it up to that of the plan; none if outside."""
        if (real := os.path.realpath(folder)) not in self._above:
            resolved = folder.resolve()
            root, key = _key(self._root), _key(resolved)
            self._above[real] = resolved, tuple([at for at in (key, *key.parents) if at.is_relative_to(root)])
        return self._above[real]

    def contains(self, path: Path) -> bool:
        """Return whether an output would now be written to the folder, and not to where a link leads."""
        return bool(self._resolve(path.parent)[1])

    def outside(self, place: Path) -> Finding:
        """Return the finding for an output that a link in the folder leads out of it."""
        message = f"it would be written to {place}, outside of {self.folder}"
        return Finding("NLD-OUT-002", message, suggestion="remove the link that leads there")

    def add(self, relative: str | PurePosixPath, content: Content, owner: str) -> Path:
        """Plan one file and return its path. Raises UsageError as `claim` does."""
        path = self.claim(relative, owner)
        self._outputs.append(_PlannedOutput(path, owner, content))
        return path

    def add_package(
        self,
        relative: str | PurePosixPath,
        files: Mapping[str, Content],
        owner: str,
        owned_files: OwnedFiles,
    ) -> Path:
        """Plan a package, which is a folder of files that belong together, and return its path.

        `files` maps names, which the owner may have claimed, to content. `owned_files` returns the names of the files
        of an earlier run. Raises UsageError as `claim` does.
        """
        for name in files:
            self.claim(PurePosixPath(relative, name), owner, again=True)
        path = self.folder / PurePosixPath(relative)
        self._outputs.append(_PlannedOutput(path, owner, files=files, owned_files=owned_files))
        return path

    def write(self) -> list[Path]:
        """Write all planned outputs in order and return the paths of the files.

        Raises OutputError at the first failure: outputs before it are written, those after it are unchanged.
        """
        written: list[Path] = []
        for output in self._outputs:
            # Checked again, since a link may have been created after the claim.
            path = output.path
            place = path.parent.resolve() / path.name if output.files is None else path.resolve()
            if not place.is_relative_to(self._root):
                raise OutputError(f"{output.path}: a link leads out of {self.folder}: remove the link")
            if output.files is None:
                write_atomic(output.path, output.content)
                written.append(output.path)
            else:
                written += write_package(output.path, output.files, output.owned_files)
        return written

    def find_stale(self) -> list[tuple[Path, Stale]]:
        """Return the planned files that are missing or differ, and obsolete files of an earlier run.

        Iterates over pieces of content, as `write` does: call only one of the two.
        """
        differing: list[tuple[Path, Stale]] = []
        for output in self._outputs:
            files = {output.path: output.content}
            if output.files is not None:
                files = {output.path / name: content for name, content in output.files.items()}
                with _OutputErrors(output.path):
                    obsolete = _obsolete_files(output.path, output.files, output.owned_files)
                differing += [(path, "stale") for path in obsolete]
            for path, content in files.items():
                if (state := find_stale(path, content)) is not None:
                    differing.append((path, state))
        return differing


def find_stale(path: Path, content: Content) -> Stale | None:
    """Return how a file differs from its expected content; None when it does not.

    Raises OutputError when it cannot be read.
    """
    with _OutputErrors(path):
        try:
            file = path.open("rb")
        except (FileNotFoundError, NotADirectoryError):
            return "missing"
    with file:
        for piece in _pieces(content):
            with _OutputErrors(path):
                if file.read(len(piece)) != piece:
                    return "stale"
        return "stale" if file.read(1) else None


def write_atomic(path: Path, content: Content) -> None:
    """Write a file atomically: at every moment it has either its old content or all of the new one.

    The content goes to a temporary file in the same folder, which is then renamed and keeps the permissions of the old
    file; a link is replaced, not followed. Folders are created as needed. On any failure, also when `content` raises,
    the old file is unchanged and nothing is left behind. This covers a crash of the program and a full disk; after a
    power failure it depends on the file system, since an fsync per file would take longer than writing an archive.

    Raises OutputError, with the path and a suggestion, when the system refuses.
    """
    with _created_folders(path.parent):
        temporary = _write_temporary(path, content)
        try:
            with _OutputErrors(path):
                temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def write_package(folder: Path, files: Mapping[str, Content], owned_files: OwnedFiles) -> list[Path]:
    """Write the files of a package to a folder and return their paths, in the given order.

    All files are written under temporary names, which are renamed when the last one is complete. Then the files that
    `owned_files` returns and that are no longer written are deleted; other files are preserved. Raises OutputError
    when the system refuses, and whatever `owned_files` raises.
    """
    with _created_folders(folder):
        with _OutputErrors(folder):
            obsolete = _obsolete_files(folder, files, owned_files)
        for name in files:
            if (folder / name).is_dir():
                raise OutputError(f"{folder / name}: {_ADVICE[errno.EISDIR]}")
        temporary: dict[Path, Path] = {}
        try:
            for name, content in files.items():
                temporary[folder / name] = _write_temporary(folder / name, content)
            for path, file in temporary.items():
                with _OutputErrors(path):
                    file.replace(path)
        except BaseException:
            for file in temporary.values():
                file.unlink(missing_ok=True)
            raise
        for path in obsolete:
            with _OutputErrors(path):
                path.unlink(missing_ok=True)
    return list(temporary)


def _obsolete_files(folder: Path, files: Mapping[str, Content], owned_files: OwnedFiles) -> list[Path]:
    """Return the files of an earlier run that are no longer written."""
    # Only plain file names: a datapackage.json may have been edited to contain any path.
    return [
        folder / name
        for name in sorted(set(owned_files(folder)) - set(files))
        if PurePosixPath(name).name == name and "\\" not in name and (folder / name).is_file()
    ]


def _remove_stale_temporaries(folder: Path) -> None:
    """Remove the temporary files that a killed run left in a folder, if they are an hour old."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if time() - entry.stat(follow_symlinks=False).st_mtime > _STALE_AFTER:
                        Path(entry.path).unlink()


def _write_temporary(path: Path, content: Content) -> Path:
    """Write a temporary file in the folder of `path`, with the permissions for `path`, and return its path."""
    _remove_stale_temporaries(path.parent)
    temporary = path.with_name(f".newsld-{os.urandom(8).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with _OutputErrors(path):
        # 0o666 is the usual mode for new files: the system subtracts the umask.
        size = min(max(len(content), _SMALLEST_BUFFER), _BUFFER) if isinstance(content, bytes) else _BUFFER
        file = os.fdopen(os.open(temporary, flags, 0o666), "wb", buffering=size)
    try:
        try:
            for piece in _pieces(content):
                try:
                    file.write(piece)
                except OSError as error:
                    raise _output_error(path, error) from error
        finally:
            with _OutputErrors(path):
                file.close()
        with _OutputErrors(path):
            if path.is_file() and not path.is_symlink():
                temporary.chmod(path.stat().st_mode & 0o777)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _pieces(content: Content) -> Iterable[bytes | bytearray]:
    return (content,) if isinstance(content, bytes) else content


@contextmanager
def _created_folders(folder: Path) -> Iterator[None]:
    """Create a folder and its parents; remove the created ones again when the body of the `with` statement raises."""
    with _OutputErrors(folder):
        is_there = folder.is_dir()
        missing = [] if is_there else [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        if not is_there:
            with _OutputErrors(folder):
                folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for created in missing:
            with suppress(OSError):
                created.rmdir()
        raise


class _OutputErrors:
    """Converts an OSError in a `with` statement into an OutputError about a path."""

    # A class: there are several for each file, and a generator takes five times as long.
    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        """Begin the statement."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise OutputError for an OSError."""
        if isinstance(error, OSError):
            raise _output_error(self.path, error) from error


def _output_error(path: Path, error: OSError) -> OutputError:
    advice = _ADVICE.get(error.errno or 0, error.strerror or str(error))
    return OutputError(f"{path} cannot be written: {advice}")


def _unsafe_name(relative: str, owner: str, reason: str) -> UnsafeOutput:
    message = f"it would be written to {truncate(relative)!r}, which {reason}"
    return UnsafeOutput(owner, Finding("NLD-OUT-001", message, suggestion="rename the source"))


def outside_link(path: Path) -> Finding:
    """Return the finding for a file that is not changed because it is a link that leads out of its folder."""
    message = f"a symbolic link leads out of the folder, to {path.resolve()}, and was not followed"
    suggestion = "replace the link by the file, name the file itself, or allow it with --follow-links"
    return Finding("NLD-OUT-002", message, suggestion=suggestion, file=path.as_posix())


def _safe_path(relative: str, owner: str) -> PurePosixPath:
    """Return a relative path that cannot leave its folder on any system. Raises UsageError for another one."""
    parts = relative.split("/")
    for part in parts:
        if (
            part in {"", ".", ".."}
            or "\\" in part
            or not (part.isprintable() or all(unicodedata.category(one) != "Cc" for one in part))
            or (_ON_WINDOWS and _WINDOWS_NAME.search(part))
        ):
            raise _unsafe_name(relative, owner, "is not a safe file name")
        if len(os.fsencode(part)) > _LONGEST_NAME:
            raise _unsafe_name(relative, owner, f"has a name of more than {_LONGEST_NAME} bytes")
    if _DRIVE.match(relative):
        raise _unsafe_name(relative, owner, "begins like a Windows drive")
    return PurePosixPath(*parts)


def _key(place: Path) -> Path:
    """Return a key that is equal for paths to the same file: case is ignored on macOS and Windows."""
    return Path(unicodedata.normalize("NFC", str(place)).casefold()) if _FOLDS_CASE else place


def _clash(path: Path, first: str, second: str) -> str:
    if first == second:
        return f"{first} would write {path} twice: name the format once"
    return f"{first} and {second} would both write {path}: rename one, or export them to different folders"


def _overwrites_input(owner: str, source: Path) -> str:
    return f"{owner} would overwrite {source}, which is an input: write to another folder"
