"""From the paths that a person names to the inputs that newsld reads.

A file that is named is taken whatever it is called. In a folder, what is taken goes by the
suffix, and where others use the suffix too (`.md`, `.yaml`, `.yml`, `.json`) by the mark: the key `newsld` at
the top of the front matter or of the document, looked for in the first 64 KiB. A `.json` file is taken as well
when it is an item of ninjs, the form in which agencies send stories.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Input", "is_ninjs", "marked", "reach", "walk"]

PACKAGE = "datapackage.json"
"""The file that makes a folder one input: a package of CSV tables."""

HEAD = 64 * 1024
"""How many bytes of a file are looked at for the mark."""

_TAKEN = frozenset({".jsonld", ".jsonl", ".html", ".htm", ".xhtml"})
_TAKEN_WHEN_MARKED = frozenset({".md", ".yaml", ".yml", ".json"})
_SKIPPED_FOLDERS = frozenset({".git", "expected", "csv"})

_FRONT_MATTER = re.compile(rb"\A---[ \t]*\n(.*?)(?:^(?:---|\.\.\.)[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_YAML_KEY = re.compile(rb"""^(?:---[ \t]+)?(["']?)newsld\1[ \t]*:(?=\s|\Z)""", re.MULTILINE)
_FLOW_OPENING = re.compile(rb"(?:[ \t]*+(?:[#%][^\n]*+)?+\n|---[ \t]*+)*+[ \t]*+[{\[]")
_FLOW_TOKEN = re.compile(
    rb"""(?P<key>"newsld"|'newsld'|(?<![^\s{,])newsld)\s*:|"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|(?P<open>[{\[])|(?P<close>[}\]])""",
    re.DOTALL,
)
_ITEM_TOKEN = re.compile(
    rb"""(?:"(?P<text>(?:[^"\\]|\\.)*+)(?:"|\\?\Z))\s*+(?P<key>:)?|(?P<open>[{\[])|(?P<close>[}\]])""",
    re.DOTALL,
)
_ITEM_KEYS = frozenset({b"headlines", b"bodies", b"versionCreated", b"versioncreated"})

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


def marked(content: bytes, suffix: str) -> bool:
    """Whether the first bytes of a file bear the mark `newsld`.

    In `.md` the mark is a line of the front matter that begins with the key, in YAML a line
    that begins with it or a key of the outermost braces, in JSON a key of the outermost object, or of an
    object in the outermost array. The file need not be well-formed: a broken story is still a story.
    """
    head = content[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    head = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if suffix == ".md":
        front = _FRONT_MATTER.match(head)
        return front is not None and _marked_yaml(front[1])
    return _marked_flow(head) if suffix == ".json" else _marked_yaml(head)


def _marked_yaml(head: bytes) -> bool:
    if _FLOW_OPENING.match(head):
        return _marked_flow(head)
    return _YAML_KEY.search(head) is not None


def _marked_flow(head: bytes) -> bool:
    """Whether `newsld` is a key of the outermost object, or of an object in the outermost array."""
    around: list[bytes] = []
    for token in _FLOW_TOKEN.finditer(head):
        if token["open"]:
            around.append(token["open"])
        elif token["close"]:
            del around[-1:]
        elif token["key"] and around in ([b"{"], [b"[", b"{"]):
            return True
    return False


def is_ninjs(content: bytes) -> bool:
    """Whether the first bytes of a JSON file are those of an item of ninjs, or of a list of them.

    An item says so itself (`"standard": {"name": "ninjs"}`), or has a `uri` and one of `headlines`, `bodies` and
    `versionCreated` beside it. Keys count in the outermost object, or in the objects of the outermost list.
    """
    trail: list[bytes] = []
    seen: set[bytes] = set()
    outermost = 1
    for token in _ITEM_TOKEN.finditer(content[:HEAD].removeprefix(b"\xef\xbb\xbf")):
        if token["open"]:
            if not trail and token["open"] == b"[":
                outermost = 2
            trail.append(b"")
            if len(trail) == outermost:
                seen.clear()
        elif token["close"]:
            del trail[-1:]
        elif trail and token["key"]:
            trail[-1] = token["text"]
            if len(trail) == outermost:
                seen.add(token["text"])
                if b"uri" in seen and seen & _ITEM_KEYS:
                    return True
        elif token["text"] == b"ninjs" and trail[outermost - 1 :] == [b"standard", b"name"]:
            return True
    return False


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
        is_package = is_folder and (path / PACKAGE).is_file()
    except OSError as error:
        raise _unreadable(path, error) from error
    if not is_folder:
        yield path.parent.resolve() / path.name, Input(path, _shown(path), PurePosixPath(path.name))
        return
    root = path.resolve()
    if is_package:
        yield root, Input(path, _shown(path), PurePosixPath(root.name or "csv"))
        return
    for relative in _found(root, output, excluded):
        yield root / relative, Input(path / relative, _shown(path / relative), relative)


def _found(root: Path, output: Path | None, excluded: _Ignored) -> list[PurePosixPath]:
    """What a walk through a folder takes, sorted, counted from the folder."""
    skipped = output.resolve() if output else None
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
                if place.is_file() and _taken(place):
                    found.append(_relative(place, root))
            elif entry.name in _SKIPPED_FOLDERS or place == skipped:
                continue
            elif (place / PACKAGE).is_file():
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


def _taken(file: Path) -> bool:
    suffix = file.suffix.lower()
    if suffix in _TAKEN:
        return True
    if suffix not in _TAKEN_WHEN_MARKED:
        return False
    try:
        with file.open("rb") as content:
            head = content.read(HEAD)
            return marked(head, suffix) or (suffix == ".json" and is_ninjs(head))
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
