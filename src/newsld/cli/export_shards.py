"""Export an archive in shards, and print what is written: `newsld export --shards`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsld.cli.streams import (
    Progress,
    pluralize,
    print_findings,
    print_stderr,
    print_total,
    use_color,
    write_path,
)
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.formats import WriteOptions
    from newsld.pipeline.archive import InputItem, ShardProgress
    from newsld.syntax.compression import Compression


def export_in_shards(
    items: Sequence[InputItem],
    directory: Path | None,
    names: Sequence[str],
    options: WriteOptions,
    *,
    records: int,
    jobs: int,
    compress: Compression | None,
    other: bool,
) -> int:
    """Export an archive in shards and return the exit status; `other` is whether --check or --prune is given.

    Raises UsageError for options that do not fit, and as `export_shards` does.
    """
    from newsld.pipeline.archive import export_shards

    if directory is None:
        raise UsageError("--shards writes folders: name one with -o")
    if other:
        raise UsageError("--shards cannot be combined with --check or --prune: leave one of them out")
    if len(items) != 1:
        raise UsageError(
            f"--shards takes one archive, but there are {len(items)} inputs: export each by itself"
        )
    reporter = _Reporter(items[0].input.path)
    result = export_shards(
        items[0],
        directory,
        names,
        options,
        records=records,
        jobs=jobs,
        compress=compress,
        report=reporter.report,
    )
    reporter.close()
    if result.skipped:
        print_stderr(f"{pluralize(result.skipped, 'shard')} skipped: finished by an earlier run")
    errors = f", {pluralize(result.errors, 'error')}" if result.errors else ""
    print_total(f"{pluralize(result.articles, 'story')} in {pluralize(result.shards, 'shard')}{errors}")
    return 2 if result.has_internal_error else 1 if result.errors else 0


class _Reporter:
    """Prints the progress of an export in shards: their folders to standard output, findings to standard error."""

    def __init__(self, path: Path | None) -> None:
        self._progress = Progress(1, [path])

    def report(self, step: ShardProgress) -> None:
        """Print the result of one shard."""
        if step.skipped:
            self._progress.skip(step.read)
            return
        self._progress.clear()
        print_findings(step.findings, colored=use_color(sys.stderr))
        write_path(step.folder)
        self._progress.update(0, step.records, step.read)

    def close(self) -> None:
        """Erase the progress line."""
        self._progress.clear()
