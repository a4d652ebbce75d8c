"""Aggregate the articles of a run into the files of one format, such as tables or a sitemap."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import Any, Final
from weakref import finalize

from newsld.findings import Finding
from newsld.formats import Format, WriteOptions
from newsld.pipeline.output import OutputPlan

_IN_MEMORY: Final = 4 * 1024 * 1024


class AggregatedFiles:
    """The files of a format that aggregates articles; their names are claimed first, their content is built last.

    `keys` are the keys of the rows of this run, which the caller adds. Raises UsageError for options that the format
    does not support, and for names that are already claimed.
    """

    def __init__(self, known: Format, plan: OutputPlan, options: WriteOptions) -> None:
        assert known.folder is not None, f"{known.name} does not aggregate"
        self.name = known.name
        self._owner = f"the {known.name} files"
        self.keys: set[str] = set()
        self._format, self._module = known, known.aggregator()
        self._options = options
        self._plan = plan
        self._folder = PurePosixPath(known.folder)
        self._files: dict[str, Iterable[bytes]] = {}
        self._stored = SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="newsld-")  # noqa: SIM115
        finalize(self, self._stored.close)
        names = self._module.names(options)
        self.path: Path = plan.folder / (known.folder or names[0])
        for name in names:
            plan.claim(self._folder / name, self._owner)

    def store(self, rows: Sequence[Any]) -> None:
        """Store rows until `stored_rows` reads them; in a temporary file when there are many."""
        if rows:
            pickle.dump(rows, self._stored)

    def stored_rows(self) -> Iterator[Any]:
        """Yield the stored rows in order."""
        end = self._stored.tell()
        self._stored.seek(0)
        while self._stored.tell() < end:
            yield from pickle.load(self._stored)  # noqa: S301 -- no other program can write to an unnamed file

    def build(self, rows: Iterable[Any]) -> list[Finding]:
        """Build the files from all rows; return findings about rows left out. Raises UsageError when it cannot."""
        findings = []
        self._files = {}
        for built in self._module.build_files(rows, self._options):
            if isinstance(built, Finding):
                findings.append(built)
            else:
                name, content = built
                self._files[name] = content
        return findings

    def has_other_articles(self) -> bool:
        """Return whether the existing files contain articles that are not in this run. Raises OutputError."""
        return not self._module.keys(self._plan.folder / self._folder) <= self.keys

    def add_to_plan(self) -> Iterable[Finding]:
        """Add the files to the output plan, and return the notices of the format."""
        self._plan.add_package(self._folder, self._files, self._owner, self._module.owned_files)
        return self._format.notices(self._options)
