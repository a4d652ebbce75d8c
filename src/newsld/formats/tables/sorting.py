"""Sort any number of articles by key in bounded memory: an external merge sort of temporary files."""

from __future__ import annotations

import heapq
import struct
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Final, NamedTuple

from newsld.findings import Finding
from newsld.formats.tables.all_tables import TABLES

_SIZES: Final = struct.Struct(f"<{len(TABLES) + 1}Q")
_MOST_RUNS: Final = 32
"""Number of runs of one size that are merged into one, which limits the number of open files."""


class RenderedArticle(NamedTuple):
    """The rows of one article as bytes for each table, in the order of `TABLES`; sorts by its key."""

    key: str
    tables: tuple[bytes, ...]


def sort_by_key(
    articles: Iterable[RenderedArticle], *, memory: int = 64 * 1024 * 1024
) -> Iterator[RenderedArticle]:
    """Yield the articles in the order of their keys; those with the same key in the order of their lines.

    At most about `memory` bytes are used; the rest is written to temporary files, which are deleted when the iterator
    is closed. If all articles fit in memory, no file is written.
    """
    buffer: list[RenderedArticle] = []
    size = 0
    levels: list[list[IO[bytes]]] = []
    try:
        for article in articles:
            buffer.append(article)
            size += 512 + sum(map(len, article.tables))
            if size > memory:
                _store_run(sorted(buffer), levels, 0)
                buffer, size = [], 0
        buffer.sort()
        if not levels:
            yield from buffer
            return
        runs = [_read(run) for level in levels for run in level]
        yield from heapq.merge(*runs, buffer)
    finally:
        for level in levels:
            for run in level:
                run.close()


class Duplicates:
    """The articles whose key another article of a run has too: with the same IRI, or the same content without one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def leave_out(self, articles: Iterable[RenderedArticle]) -> Iterator[RenderedArticle]:
        """Yield sorted articles, of those with the same key only the first."""
        previous = None
        for article in articles:
            if article.key == previous:
                self._numbers[article.key] = self._numbers.get(article.key, 1) + 1
                continue
            previous = article.key
            yield article

    def findings(self) -> Iterator[Finding]:
        """Yield NLD-REF-002 for each key of several articles."""
        for key, number in self._numbers.items():
            message = f"{number} articles have the key {key}, and the tables have one of them"
            yield Finding("NLD-REF-002", message, suggestion="give each article its own url")


def _store_run(run: Iterable[RenderedArticle], levels: list[list[IO[bytes]]], level: int) -> None:
    """Write a sorted run to a file, and merge the runs of a full level into one run of the next level."""
    if level == len(levels):
        levels.append([])
    levels[level].append(_write(run))
    if len(levels[level]) == _MOST_RUNS:
        full, levels[level] = levels[level], []
        _store_run(heapq.merge(*map(_read, full)), levels, level + 1)
        for merged in full:
            merged.close()


def _write(run: Iterable[RenderedArticle]) -> IO[bytes]:
    # `sort_by_key` closes it.
    file = TemporaryFile(prefix="newsld-")  # noqa: SIM115
    for key, tables in run:
        name = key.encode()
        file.write(_SIZES.pack(len(name), *map(len, tables)))
        file.write(name)
        file.writelines(tables)
    return file


def _read(file: IO[bytes]) -> Iterator[RenderedArticle]:
    file.seek(0)
    while head := file.read(_SIZES.size):
        sizes = _SIZES.unpack(head)
        key = file.read(sizes[0]).decode()
        yield RenderedArticle(key, tuple([file.read(size) for size in sizes[1:]]))
