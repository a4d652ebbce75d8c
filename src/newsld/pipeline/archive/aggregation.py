"""Files that many articles are gathered into, while the articles of a run come in."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import Any, Final
from weakref import finalize

from newsld.findings import Finding
from newsld.formats import Format, WriteOptions
from newsld.pipeline.output import Plan

__all__ = ["Package"]

_IN_MEMORY: Final = 4 * 1024 * 1024


class Package:
    """The files of a format that gathers: their names are claimed at once, they are made when all rows have come.

    `keys` are those of the rows that came, where somebody puts them there. Raises UsageError for options that
    the format cannot do with, and for names that are taken.
    """

    def __init__(self, known: Format, plan: Plan, options: WriteOptions) -> None:
        assert known.folder is not None, f"{known.name} gathers nothing"
        self.name = known.name
        self._owner = f"the {known.name} files"
        self.keys: set[str] = set()
        self._module = known.aggregator()
        self._options = options
        self._plan = plan
        self._folder = PurePosixPath(known.folder)
        self._files: dict[str, Iterable[bytes]] = {}
        # The rows are this run's own, and go nowhere else.
        self._waiting = SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="newsld-")  # noqa: SIM115
        finalize(self, self._waiting.close)
        names = self._module.names(options)
        self.path: Path = plan.folder / (known.folder or names[0])
        for name in names:
            plan.claim(self._folder / name, self._owner)

    def wait(self, rows: Sequence[Any]) -> None:
        """Keep rows until they are asked for; many of them wait in a file."""
        if rows:
            pickle.dump(rows, self._waiting)

    def waiting(self) -> Iterator[Any]:
        """The rows that waited, in their order."""
        end = self._waiting.tell()
        self._waiting.seek(0)
        while self._waiting.tell() < end:
            yield from pickle.load(self._waiting)  # noqa: S301 -- nobody else can write to a file without a name

    def assemble(self, rows: Iterable[Any]) -> None:
        """Make the files of all rows. Raises UsageError when that cannot be."""
        self._files = dict(self._module.build_files(rows, self._options))

    def holds_more(self) -> bool:
        """Whether what stands already has articles that did not come. Raises OutputError."""
        return not self._module.keys(self._plan.folder / self._folder) <= self.keys

    def plan(self) -> Iterable[Finding]:
        """Put the files into the plan; what is to be said of them."""
        self._plan.add_package(self._folder, self._files, self._owner, self._module.owned_files)
        return self._module.notices(self._options)
