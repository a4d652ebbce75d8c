"""Write the drafts of `newsld draft`: to standard output, to one file, or to files in a folder."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newsld.cli.streams import write_bytes, write_path
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.draft.run import WrittenDraft

_LINES: Final = (".jsonl", ".ndjson")
_PIECE: Final = 1 << 20
"""The bytes of an archive of drafts that are copied at once."""


class DraftWriter:
    """Writes drafts: to standard output, to one file, or to files in a folder under the names of the texts.

    Raises UsageError when several drafts would share an output, or a draft would overwrite a file.
    """

    def __init__(
        self, paths: list[Path | None], texts: tuple[str, ...], output: str | None, report: str | None = None
    ) -> None:
        self._names: set[Path] = set()
        self._report = report
        self._lines: dict[Path, Any] = {}
        self._open = ExitStack()
        self._output = Path(output) if output is not None else None
        self._is_folder = output is not None and (
            len(paths) > 1
            or output.endswith("/")
            or Path(output).is_dir()
            or any(Path(one).is_dir() for one in texts)
        )
        self._roots = [Path(one) for one in texts if one != "-" and Path(one).is_dir()]
        archives = [path for path in paths if path is not None and path.suffix.lower() in _LINES]
        if output is None and len(paths) > 1 and len(archives) < len(paths):
            raise UsageError(
                f"standard output takes one draft, but there are {len(paths)}: name a folder with -o"
            )
        if self._output is not None and not self._is_folder:
            refuse_existing(self._output, report)

    def add(self, draft: WrittenDraft) -> None:
        """Write one draft."""
        if draft.content is None:
            return
        if self._output is None:
            write_bytes(draft.content)
        elif draft.line is not None:
            self._append(draft)
        else:
            self._write(self._target(draft), draft.content)

    def close(self) -> None:
        """Complete the files of lines."""
        from newsld.pipeline.output import write_atomic

        with self._open:
            for target, spool in self._lines.items():
                spool.seek(0)
                write_atomic(target, iter(partial(spool.read, _PIECE), b""))
                write_path(target)

    def _append(self, draft: WrittenDraft) -> None:
        from tempfile import TemporaryFile

        target = self._target(draft)
        if target not in self._lines:
            self._claim(target)
            spool = TemporaryFile()  # noqa: SIM115 -- the stack closes it
            self._lines[target] = self._open.enter_context(spool)
        self._lines[target].write(draft.content)

    def _write(self, target: Path, content: bytes) -> None:
        from newsld.pipeline.output import write_atomic

        self._claim(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, content)
        write_path(target)

    def _claim(self, target: Path) -> None:
        if target in self._names:
            raise UsageError(f"two texts have the draft {target}: give one of them another name")
        self._names.add(target)
        refuse_existing(target, self._report)
        target.parent.mkdir(parents=True, exist_ok=True)

    def _target(self, draft: WrittenDraft) -> Path:
        assert self._output is not None, "the caller writes to standard output"
        if not self._is_folder:
            return self._output
        path = draft.path or Path("stdin")
        root = next((one for one in self._roots if path.is_relative_to(one)), None)
        relative = path.relative_to(root) if root is not None else Path(path.name)
        return self._output / relative.with_suffix(".jsonl" if draft.line is not None else ".md")


def refuse_existing(path: Path, report: str | None = None) -> None:
    """Raise UsageError for a file that exists, or that the report is for.

    A draft that somebody has reviewed must not be overwritten.
    """
    if report not in {None, "-"} and Path(report or "").resolve() == path.resolve():
        raise UsageError(f"the draft and the report would both be {path}: choose another --report")
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} already exists: name another file, or move it away")
