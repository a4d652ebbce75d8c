"""Any number of articles in the order of their keys, with memory that stays flat: sorted runs in files, merged."""

from __future__ import annotations

import heapq
import struct
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Final

from newsld.formats.csv.rendering import Tabled
from newsld.formats.csv.tables import TABLES

__all__ = ["in_order", "keyed"]

_SIZES: Final = struct.Struct(f"<{len(TABLES) + 1}Q")
_MOST_RUNS: Final = 32
"""How many runs of one size are kept before they are merged into one: files that are open at once are few."""


def in_order(articles: Iterable[Tabled], *, memory: int = 64 * 1024 * 1024) -> Iterator[Tabled]:
    """The articles in the order of their keys, equal keys in the order of their rows.

    About `memory` bytes are held at once; what is more is written to files that are gone when the
    iterator is. Few articles never touch the disk.
    """
    held: list[Tabled] = []
    size = 0
    levels: list[list[IO[bytes]]] = []
    try:
        for article in articles:
            held.append(article)
            size += 512 + sum(map(len, article.tables))
            if size > memory:
                _keep(sorted(held), levels, 0)
                held, size = [], 0
        held.sort()
        if not levels:
            yield from held
            return
        runs = [_read(run) for level in levels for run in level]
        yield from heapq.merge(*runs, held)
    finally:
        for level in levels:
            for run in level:
                run.close()


def keyed(articles: Iterable[Tabled]) -> Iterator[Tabled]:
    """Articles in order, each with a key of its own: the second of a key has ` 2` after it.

    No address has a space in it, and a space sorts before all that an address has: keys stay unique and in order.
    """
    before, number = None, 1
    for article in articles:
        number = number + 1 if article.key == before else 1
        before = article.key
        yield article if number == 1 else article._replace(key=f"{article.key} {number}")


def _keep(run: Iterable[Tabled], levels: list[list[IO[bytes]]], level: int) -> None:
    """Write a sorted run, and merge the runs of a level that is full into one of the next."""
    if level == len(levels):
        levels.append([])
    levels[level].append(_write(run))
    if len(levels[level]) == _MOST_RUNS:
        full, levels[level] = levels[level], []
        _keep(heapq.merge(*map(_read, full)), levels, level + 1)
        for done in full:
            done.close()


def _write(run: Iterable[Tabled]) -> IO[bytes]:
    # Closed by `in_order`, whatever happens there.
    file = TemporaryFile(prefix="newsld-")  # noqa: SIM115
    for key, tables in run:
        name = key.encode()
        file.write(_SIZES.pack(len(name), *map(len, tables)))
        file.write(name)
        file.writelines(tables)
    return file


def _read(file: IO[bytes]) -> Iterator[Tabled]:
    file.seek(0)
    while head := file.read(_SIZES.size):
        sizes = _SIZES.unpack(head)
        key = file.read(sizes[0]).decode()
        yield Tabled(key, tuple([file.read(size) for size in sizes[1:]]))
