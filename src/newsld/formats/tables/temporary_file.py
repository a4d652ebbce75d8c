"""Keep the content of a file to write in a temporary file, which is deleted with the object that has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final
from weakref import finalize

_CHUNK: Final = 1 << 18


class TemporaryContent:
    """The content of a temporary file at `path`, for libraries that write to a path; can be read more than once."""

    def __init__(self, name: str) -> None:
        folder = mkdtemp(prefix="newsld-")
        finalize(self, rmtree, folder, ignore_errors=True)
        self.path = Path(folder, name)

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
