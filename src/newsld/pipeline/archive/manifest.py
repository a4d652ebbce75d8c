"""The manifest of a folder of exports: which files newsld wrote there from which story, to find those without one.

It is written when a folder is exported, and updated in a folder that has one. Tables and sitemaps are not in it: they
belong to all stories of a run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple
from zlib import crc32

from newsld.findings.errors import OutputError
from newsld.pipeline.archive.work_items import InputItem
from newsld.pipeline.input_paths import Input
from newsld.pipeline.output import write_atomic
from newsld.syntax.read_file import read_file

MANIFEST: Final = ".newsld_manifest.json"
_ABOUT: Final = "Files that newsld export wrote here. Remove those without a story: newsld export --prune"
_MOST_BYTES: Final = 1 << 30
_PIECE: Final = 1 << 20


class _Output(NamedTuple):
    """A file that newsld wrote: its story, its format, and a checksum of its content."""

    source: str
    format: str
    checksum: str


@dataclass(slots=True)
class Manifest:
    """The files that newsld wrote to a folder, and the inputs of this run.

    `is_kept` is False when there is no manifest and no folder is exported: then none is written.
    """

    folder: Path
    is_kept: bool = False
    _outputs: dict[str, _Output] = field(default_factory=dict)
    _sources: list[str | None] = field(default_factory=list)
    _roots: tuple[str, ...] = ()
    _written: set[str] = field(default_factory=set)
    _failed: set[str] = field(default_factory=set)
    _before: bytes = b""

    @classmethod
    def read(cls, folder: Path, items: Sequence[InputItem]) -> Manifest:
        """Return the manifest of a folder, empty if it has none, for a run with these inputs.

        Raises OutputError for a manifest that cannot be read.
        """
        file = folder / MANIFEST
        manifest = cls(folder)
        try:
            if file.is_file() and file.stat().st_size <= _MOST_BYTES:
                manifest._before = read_file(file, _MOST_BYTES)
                manifest._outputs = _parse(manifest._before)
        except OSError:
            manifest._before = b""  # a folder that cannot be read cannot be written: that is reported there
        except (ValueError, TypeError, KeyError, RecursionError):
            raise OutputError(
                f"{file} is not a manifest that newsld wrote: restore it, or delete it"
            ) from None
        manifest._sources = [_source(item.input) for item in items]
        roots = {_root(item.input) for item in items if item.input.walked}
        manifest._roots = tuple(sorted("" if root == "." else f"{root}/" for root in roots))
        manifest.is_kept = bool(roots or manifest._before)
        return manifest

    def add(self, place: int, path: Path, format_name: str, content: bytes | None = None) -> None:
        """Add a file that the input at a place of the run has as output; without `content`, its file is read."""
        if not self.is_kept or (source := self._sources[place]) is None:
            return
        name = path.relative_to(self.folder).as_posix()
        self._written.add(name)
        before = self._outputs.get(name)
        if before is not None and before.source.endswith(f"/{source}"):
            source = before.source  # a file of the folder that was exported earlier, now named itself
        checksum = _checksum([content]) if content is not None else _file_checksum(path)
        self._outputs[name] = _Output(source, format_name, checksum or "")

    def fail(self, place: int) -> None:
        """Note that an input has an error, so that its earlier outputs are kept."""
        if self.is_kept and (source := self._sources[place]) is not None:
            self._failed.add(source)

    def orphans(self, formats: Iterable[str], inputs: Iterable[Path]) -> list[Path]:
        """Return the files that newsld wrote and that no story of this run has as output, in order.

        These are the outputs of a story that is no longer in the folders of this run, and those of this run's `formats`
        that a story no longer has. A file that has changed since is not one, nor are `inputs`, nor those behind a link.
        """
        if not self._outputs:
            return []
        current, written = {one for one in self._sources if one is not None}, frozenset(formats)
        protected = {path.resolve() for path in inputs}
        root = self.folder.resolve()
        found: list[Path] = []
        for name, output in sorted(self._outputs.items()):
            if name in self._written or self._has_failed(output.source):
                continue
            if output.source in current:
                if output.format not in written:
                    continue
            elif not self._is_in_folder(output.source):
                continue
            path = self.folder / PurePosixPath(name)
            place = path.parent.resolve() / path.name
            if (
                place.is_relative_to(root)
                and not path.is_symlink()
                and place not in protected
                and _file_checksum(path) == output.checksum
            ):
                found.append(path)
            else:
                del self._outputs[name]
        return found

    def _has_failed(self, source: str) -> bool:
        """Return whether a story has an error, or is in a folder that cannot be read."""
        return source in self._failed or source.startswith(tuple(f"{one}/" for one in self._failed))

    def _is_in_folder(self, source: str) -> bool:
        """Return whether a path of a story is in a folder that this run reads."""
        return any(
            source.startswith(root) and (root or not source.startswith(("../", "/"))) for root in self._roots
        )

    def remove(self, orphans: Iterable[Path]) -> list[Path]:
        """Remove these orphans, and the folders that become empty; return those that were removed."""
        removed: list[Path] = []
        for path in orphans:
            try:
                path.unlink()
            except OSError as error:
                reason = error.strerror or str(error)
                raise OutputError(f"{path} cannot be removed ({reason}): fix its permissions") from error
            removed.append(path)
            self._outputs.pop(path.relative_to(self.folder).as_posix(), None)
            for above in path.relative_to(self.folder).parents:
                if above.parts:
                    with suppress(OSError):
                        (self.folder / above).rmdir()
        return removed

    def write(self) -> None:
        """Write the manifest if it has changed. Raises OutputError."""
        if not self.is_kept or not (self._outputs or self._before):
            return
        lines = [
            f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(output._asdict(), ensure_ascii=False)}"
            for name, output in sorted(self._outputs.items())
        ]
        files = "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"
        content = f'{{\n"about": {json.dumps(_ABOUT)},\n"files": {files}\n}}\n'
        encoded = content.encode("utf-8", "surrogateescape")
        if encoded != self._before:
            write_atomic(self.folder / MANIFEST, encoded)


def _parse(content: bytes) -> dict[str, _Output]:
    """Return the outputs in a manifest. Raises ValueError, TypeError or KeyError for another file."""
    files: dict[str, dict[str, Any]] = json.loads(content.decode("utf-8", "surrogateescape"))["files"]
    outputs: dict[str, _Output] = {}
    for name, entry in files.items():
        parts = PurePosixPath(name).parts
        output = _Output(**entry)
        if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name:
            raise ValueError(name)
        if not all(isinstance(value, str) for value in output):
            raise TypeError(name)
        outputs[name] = output
    return outputs


def _source(one: Input) -> str | None:
    """Return the path of an input as it was named; of an absolute path only the end, which every machine has.

    None for standard input.
    """
    if one.path is None:
        return None
    if not one.path.is_absolute():
        return _normalized(one.path)
    return PurePosixPath(_root(one), one.relative).as_posix() if one.walked else one.path.name


def _root(one: Input) -> str:
    """Return the folder that was named and in which an input was found, in the form of `_source`."""
    assert one.path is not None, "an input in a folder has a path"
    root = one.path.parents[len(one.relative.parts) - 1]
    return root.name if root.is_absolute() else _normalized(root)


def _normalized(path: Path) -> str:
    return Path(os.path.normpath(path)).as_posix()


def _file_checksum(path: Path) -> str | None:
    """Return the checksum of a file; None if there is none."""
    try:
        with path.open("rb") as file:
            return _checksum(iter(lambda: file.read(_PIECE), b""))
    except OSError:
        return None


def _checksum(pieces: Iterable[bytes]) -> str:
    """Return size and CRC-32: they differ once somebody has edited the file."""
    size = value = 0
    for piece in pieces:
        size += len(piece)
        value = crc32(piece, value)
    return f"{size}-{value:08x}"
