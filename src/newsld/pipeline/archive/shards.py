"""Export an archive of lines in shards: folders with the export of some records each, so that a killed run can go on.

Each shard is what `export_inputs` writes for its part of the archive, in one process, in a temporary folder that is
renamed when all is written. A shard that has its place is therefore complete, and a later run skips it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from newsld.findings import Finding
from newsld.findings.errors import OutputError, UsageError
from newsld.formats import WriteOptions, find_format
from newsld.pipeline.archive.export import ExportProgress, export_inputs
from newsld.pipeline.archive.processes import parallel_map
from newsld.pipeline.archive.shard_plan import ShardPart, shard_parts
from newsld.pipeline.archive.shards_file import ShardsFile, read_shard, shard_entry, write_json
from newsld.pipeline.archive.work_items import InputItem
from newsld.pipeline.output import OutputPlan
from newsld.syntax.compression import Compression, require_compression
from newsld.syntax.patterns import lazy_pattern

_TEMPORARY: Final = lazy_pattern(r"\.newsld-(?:[0-9]{5,}|spool)-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class ShardProgress:
    """A finished shard: its folder, its findings, and the bytes of the archive that were read up to its end.

    `skipped` is True for a shard that an earlier run has finished; its findings were reported then.
    """

    folder: Path
    records: int
    articles: int
    errors: int
    read: int
    findings: tuple[Finding, ...] = ()
    skipped: bool = False


@dataclass(slots=True)
class ShardsResult:
    """The result of an export in shards; the numbers include shards that an earlier run has finished."""

    shards: int = 0
    skipped: int = 0
    records: int = 0
    articles: int = 0
    errors: int = 0
    has_internal_error: bool = False
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Task:
    """A shard to write; `item` reads its part of the archive only."""

    part: ShardPart
    item: InputItem
    folder: Path
    formats: tuple[str, ...]
    options: WriteOptions
    compress: Compression | None


@dataclass(slots=True)
class _Written:
    """What a shard that was written has to report."""

    entry: dict[str, Any]
    findings: list[Finding]


def export_shards(
    item: InputItem,
    directory: Path,
    formats: Iterable[str],
    options: WriteOptions,
    *,
    records: int,
    jobs: int = 1,
    compress: Compression | None = None,
    report: Callable[[ShardProgress], None] | None = None,
) -> ShardsResult:
    """Write an archive of lines to a folder in shards of so many records: `00000/`, `00001/` and so on.

    Each shard is the export of its records, with the names, numbers and lines of the whole archive; the files of lines
    of all shards, put together in order, are those of an export without shards. Tables have the rows of their shard.
    `shards.json` says what was exported. A second run with the same arguments skips the finished shards; what a killed
    run left behind is removed.

    Raises UsageError for an input that is no archive of lines in a file, and for a folder with the shards of another
    run; OutputError when a file cannot be written.
    """
    formats = tuple(dict.fromkeys(formats))
    path = _archive_path(item)
    if compress is not None:
        require_compression(compress)
    OutputPlan(directory, [path]).claim("shards.json", "the shards")
    file = ShardsFile(directory, item, formats, options, records=records, compress=compress)
    with _locked(directory):
        file.begin()
        _remove_temporaries(directory)
        run = _ShardRun(item, path, directory, records, report)
        tasks = run.tasks(formats, options, compress)
        for written in parallel_map(_write_shard, tasks, jobs=jobs):
            run.finish(written)
        run.report_skipped(None)
        file.finish({"shards": run.total.shards, **_counts(run.total)})
    return run.total


def _archive_path(item: InputItem) -> Path:
    path = item.input.path
    if not find_format(item.format).lines:
        raise UsageError(f"--shards is for an archive of lines, and {item.input.name} is {item.format}")
    if path is None or item.stream is not None:
        raise UsageError("--shards needs a file that can be read again: name one, in place of a pipe or -")
    return path


def _counts(total: ShardsResult) -> dict[str, int]:
    return {"records": total.records, "articles": total.articles, "errors": total.errors}


class _ShardRun:
    """The state of one run: which shards are finished, and the totals."""

    def __init__(
        self,
        item: InputItem,
        path: Path,
        directory: Path,
        records: int,
        report: Callable[[ShardProgress], None] | None,
    ) -> None:
        self.total = ShardsResult()
        self._item = item
        self._path = path
        self._directory = directory
        self._records = records
        self._report = report
        self._skipped: dict[int, dict[str, Any]] = {}
        self._notices: set[Finding] = set()

    def tasks(
        self, formats: tuple[str, ...], options: WriteOptions, compress: Compression | None
    ) -> Iterator[_Task]:
        """Yield the shards that are not finished, in order."""

        def finished(number: int) -> dict[str, Any] | None:
            entry = read_shard(self._folder(number))
            if entry is not None:
                self._skipped[number] = entry
            return entry

        def spool() -> Path:
            return self._directory / f".newsld-spool-{token_hex(8)}"

        limit = self._item.settings.size_limit
        for part in shard_parts(self._path, self._records, limit, finished, spool):
            # The name and place of the whole archive, which outputs are named after; no manifest is kept of shards.
            source = self._item.input._replace(walked=False)
            item = replace(self._item, input=source, part=part.content)
            yield _Task(part, item, self._folder(part.number), formats, options, compress)

    def _folder(self, number: int) -> Path:
        return self._directory / f"{number:05d}"

    def finish(self, written: _Written) -> None:
        """Count and report a shard that was written, after those before it that were skipped."""
        self.report_skipped(written.entry["shard"])
        findings = []
        for finding in written.findings:
            # What every shard would repeat, such as the missing licence, is reported once.
            if finding.file is not None or finding not in self._notices:
                findings.append(finding)
            if finding.file is None:
                self._notices.add(finding)
        self._add(written.entry, tuple(findings))

    def report_skipped(self, before: int | None) -> None:
        """Count and report the finished shards with a lower number than `before`; all without one."""
        for number in sorted(self._skipped):
            if before is None or number < before:
                self._add(self._skipped.pop(number), None)

    def _add(self, entry: dict[str, Any], findings: tuple[Finding, ...] | None) -> None:
        total = self.total
        total.shards += 1
        total.skipped += findings is None
        total.records += entry["records"]
        total.articles += entry["articles"]
        total.errors += entry["errors"]
        total.has_internal_error |= entry["internal_error"]
        if self._report is None:
            total.findings += findings or ()
            return
        step = ShardProgress(
            self._folder(entry["shard"]),
            entry["records"],
            entry["articles"],
            entry["errors"],
            entry["read"],
            findings or (),
            findings is None,
        )
        self._report(step)


def _write_shard(task: _Task) -> _Written:
    """Write one shard to a temporary folder, and rename that when it is complete."""
    temporary = task.folder.with_name(f".newsld-{task.folder.name}-{token_hex(8)}")
    findings: list[Finding] = []

    def keep(step: ExportProgress) -> None:
        findings.extend(step.findings)

    try:
        result = export_inputs(
            [task.item], temporary, task.formats, task.options, compress=task.compress, report=keep
        )
        entry = shard_entry(task.part, result.articles, result.errors, result.has_internal_error)
        write_json(temporary / "shard.json", entry)
        try:
            temporary.rename(task.folder)
        except OSError as error:
            raise OutputError(
                f"{task.folder} cannot be written ({error.strerror or error}): move what is there away"
            ) from error
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    finally:
        if task.part.is_spooled:
            task.part.content.range.path.unlink(missing_ok=True)
    return _Written(entry, findings)


def _remove_temporaries(directory: Path) -> None:
    """Remove what killed runs left in the folder; the lock shows that they have ended."""
    with os.scandir(directory) as entries:
        left = [Path(entry.path) for entry in entries if _TEMPORARY.fullmatch(entry.name)]
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Keep other runs out of a folder, which is created. The system unlocks it when the process ends, however it ends.

    Raises UsageError if another run has it, and OutputError if it cannot be created.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{directory} cannot be written: {error.strerror or error}") from error
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows cannot lock a folder
        yield
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"another run is writing shards to {directory}: wait for it, or choose another folder"
            ) from None
        except OSError:
            pass  # some network file systems have no locks
        yield
    finally:
        os.close(handle)
