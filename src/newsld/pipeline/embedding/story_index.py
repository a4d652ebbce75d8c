"""The shelf: what every story puts into its page, kept in a file and found by address.

Pages come in any order and from several processes, and ten thousand stories do not stay in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from newsld.pipeline.embedding.embed_page import Insert
from newsld.web.markup.addresses import address_key

__all__ = ["Shelf", "Shelved", "address_of", "open_shelf", "place_of"]

_TABLES: Final = """
PRAGMA synchronous = off;
PRAGMA journal_mode = off;
CREATE TABLE stories (id INTEGER PRIMARY KEY, name TEXT, url TEXT, data BLOB, tags TEXT, wanted INTEGER);
CREATE TABLE keys (key TEXT, story INTEGER, PRIMARY KEY (key, story)) WITHOUT ROWID;
CREATE TABLE pages (page TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
"""
_FIND: Final = """
SELECT id, name, url, data, tags FROM stories JOIN keys ON keys.story = stories.id WHERE key = ? ORDER BY id LIMIT 9
"""
_FIRST: Final = "SELECT id, name, url, data, tags FROM stories ORDER BY id LIMIT 1"
_LEFT: Final = "SELECT name, url FROM stories WHERE wanted AND id NOT IN (SELECT id FROM used) ORDER BY id"


def address_of(address: str) -> str | None:
    """The key of a web address, the same for all that lead to one page; None for what is none."""
    return address_key(address)


def place_of(path: Path) -> str:
    """The key of a file or folder."""
    return path.resolve().as_uri()


class Shelved(NamedTuple):
    """A story on the shelf: its number, what reports call it, its address as it states it, and what it puts in."""

    number: int
    name: str
    url: str | None
    insert: Insert


class Shelf:
    """Stories in a file, found by the keys of their addresses and of the files that they came from."""

    def __init__(self, file: Path) -> None:
        """The shelf in a file, or a new one where there is none."""
        fresh = not file.exists()
        self._base = sqlite3.connect(file)
        if fresh:
            self._base.executescript(_TABLES)
        self.count: int = self._base.execute("SELECT count(*) FROM stories").fetchone()[0]

    def add(
        self, name: str, url: str | None, keys: Iterable[str], insert: Insert, wanted: bool = True
    ) -> None:
        """One more story, to be found by these keys; `wanted` as in `left`."""
        self.count += 1
        row = (self.count, name, url, insert.data, json.dumps(insert.tags), wanted)
        self._base.execute("INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?)", row)
        self._base.executemany(
            "INSERT OR IGNORE INTO keys VALUES (?, ?)", [(key, self.count) for key in keys]
        )

    def assign(self, pages: Mapping[str, str]) -> None:
        """Say by which key the story of a page is found where the page itself says nothing."""
        self._base.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?)", pages.items())

    def commit(self) -> None:
        """Let other processes see it."""
        self._base.commit()

    def find(self, key: str) -> list[Shelved]:
        """The stories of a key, a few at most."""
        return [_shelved(*row) for row in self._base.execute(_FIND, (key,))]

    def only(self) -> Shelved:
        """The first story: for a shelf with one."""
        return _shelved(*self._base.execute(_FIRST).fetchone())

    def assigned(self, page: Path) -> str | None:
        """The key that a page was assigned."""
        row = self._base.execute("SELECT key FROM pages WHERE page = ?", (place_of(page),)).fetchone()
        return row[0] if row else None

    def left(self, used: Iterable[int]) -> Iterator[tuple[str, str | None]]:
        """The name and the address of every story that is wanted, and whose number is not among these."""
        self._base.execute("CREATE TEMP TABLE used (id INTEGER PRIMARY KEY)")
        self._base.executemany("INSERT OR IGNORE INTO used VALUES (?)", [(number,) for number in used])
        yield from self._base.execute(_LEFT)

    def close(self) -> None:
        """Give the file back."""
        self._base.close()


def _shelved(number: int, name: str, url: str | None, data: bytes, tags: str) -> Shelved:
    return Shelved(number, name, url, Insert(data, tuple([(kind, text) for kind, text in json.loads(tags)])))


@lru_cache(maxsize=1)
def open_shelf(file: Path) -> Shelf:
    """The shelf in a file for the pages of this process, opened once."""
    return Shelf(file)
