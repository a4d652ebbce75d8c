"""Add up counts by key, in memory while there are few keys and in a temporary database when there are many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_IN_MEMORY: Final = 20_000
"""The number of keys that are held in memory at once."""


class CountRow(NamedTuple):
    """A key with its label, and its counts."""

    key: tuple[str, ...]
    label: str
    counts: tuple[int, ...]


class CountTable:
    """A table of counts: each key has a label, the first that it was added with, and as many numbers as `width`."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._rows: dict[tuple[str, ...], tuple[str, list[int]]] = {}
        self._database: Connection | None = None

    def add(self, key: tuple[str, ...], label: str, counts: Sequence[int]) -> None:
        """Add counts to those of a key."""
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) >= MOST_IN_MEMORY:
                self._store()
            self._rows[key] = label, list(counts)
        else:
            numbers = row[1]
            for place, count in enumerate(counts):
                numbers[place] += count

    def move(self, key: tuple[str, ...], other: tuple[str, ...]) -> None:
        """Add the counts of a key to another, and remove it."""
        rows = [self._rows.pop(key)] if key in self._rows else []
        if self._database is not None:
            found = self._database.execute("SELECT * FROM counts WHERE key = ?", (_text(key),)).fetchall()
            self._database.execute("DELETE FROM counts WHERE key = ?", (_text(key),))
            rows += [(label, list(counts)) for _, label, *counts in found]
        for label, counts in rows:
            self.add(other, label, counts)

    def __len__(self) -> int:
        """Return the number of keys."""
        if self._database is None:
            return len(self._rows)
        self._store()
        number: int = self._database.execute("SELECT count(*) FROM counts").fetchone()[0]
        return number

    def rows(self, order: Sequence[int] = ()) -> Iterator[CountRow]:
        """Yield the rows: the largest of the counts in `order` first, then by label and key."""
        if self._database is None:
            rows = [CountRow(key, label, tuple(counts)) for key, (label, counts) in self._rows.items()]
            yield from sorted(
                rows, key=lambda row: ([-row.counts[place] for place in order], row.label, row.key)
            )
            return
        self._store()
        columns = [f"c{place} DESC" for place in order]
        found = self._database.execute(
            f"SELECT * FROM counts ORDER BY {', '.join([*columns, 'label', 'key'])}"
        )
        for key, label, *counts in found:
            yield CountRow(tuple(json.loads(key)), label, tuple(counts))

    def _store(self) -> None:
        """Add the rows in memory to the database."""
        if self._database is None:
            self._database = self._create()
        names = [f"c{place}" for place in range(self.width)]
        values = ", ".join("?" * (self.width + 2))
        update = ", ".join(f"{name} = {name} + excluded.{name}" for name in names)
        self._database.executemany(
            f"INSERT INTO counts VALUES ({values}) ON CONFLICT (key) DO UPDATE SET {update}",
            ((_text(key), label, *counts) for key, (label, counts) in self._rows.items()),
        )
        self._rows.clear()

    def _create(self) -> Connection:
        import sqlite3

        # Without a name, the database is in memory while it is small, and then in a file that the system removes.
        database = sqlite3.connect("", isolation_level=None)
        columns = ", ".join(f"c{place} INTEGER" for place in range(self.width))
        database.execute(f"CREATE TABLE counts (key TEXT PRIMARY KEY, label TEXT, {columns}) WITHOUT ROWID")
        database.execute("BEGIN")
        return database


def _text(key: tuple[str, ...]) -> str:
    return json.dumps(key)
