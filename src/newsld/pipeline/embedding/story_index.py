"""An index of the stories to embed, in an SQLite file, by address.

It is a file because several processes use it, and because all stories of a site may not fit into memory.
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

_TABLES: Final = """
PRAGMA synchronous = off;
PRAGMA journal_mode = off;
CREATE TABLE stories (id INTEGER PRIMARY KEY, name TEXT, url TEXT, data BLOB, tags TEXT, report_unmatched INTEGER);
CREATE TABLE keys (key TEXT, story INTEGER, PRIMARY KEY (key, story)) WITHOUT ROWID;
CREATE TABLE pages (page TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
"""
_FIND: Final = """
SELECT id, name, url, data, tags FROM stories JOIN keys ON keys.story = stories.id WHERE key = ? ORDER BY id LIMIT 9
"""
_FIRST: Final = "SELECT id, name, url, data, tags FROM stories ORDER BY id LIMIT 1"
_UNMATCHED: Final = """
SELECT name, url FROM stories WHERE report_unmatched AND id NOT IN (SELECT id FROM matched) ORDER BY id
"""


def url_key(address: str) -> str | None:
    """Return the key of a URL, the same for all spellings of one address; None for another text."""
    return address_key(address)


def path_key(path: Path) -> str:
    """Return the key of a file or folder."""
    return path.resolve().as_uri()


class IndexedStory(NamedTuple):
    """A story in the index: its number, its name in reports, its URL as written, and the content to embed."""

    number: int
    name: str
    url: str | None
    insert: Insert


class StoryIndex:
    """Stories in an SQLite file, by the keys of their URLs and of their files."""

    def __init__(self, file: Path) -> None:
        """Open the index in a file, or create it."""
        is_new = not file.exists()
        self._base = sqlite3.connect(file)
        if is_new:
            self._base.executescript(_TABLES)
        self.count: int = self._base.execute("SELECT count(*) FROM stories").fetchone()[0]

    def add(
        self, name: str, url: str | None, keys: Iterable[str], insert: Insert, report_unmatched: bool = True
    ) -> None:
        """Add a story under these keys; `report_unmatched` is whether `unmatched` returns it."""
        self.count += 1
        row = (self.count, name, url, insert.data, json.dumps(insert.tags), report_unmatched)
        self._base.execute("INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?)", row)
        self._base.executemany(
            "INSERT OR IGNORE INTO keys VALUES (?, ?)", [(key, self.count) for key in keys]
        )

    def assign(self, pages: Mapping[str, str]) -> None:
        """Assign story keys to page keys, for pages that declare no address."""
        self._base.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?)", pages.items())

    def commit(self) -> None:
        """Commit, so that other processes can read the index."""
        self._base.commit()

    def find(self, key: str) -> list[IndexedStory]:
        """Return the stories with a key, nine at most."""
        return [_indexed_story(*row) for row in self._base.execute(_FIND, (key,))]

    def only(self) -> IndexedStory:
        """Return the first story, for an index that has one."""
        return _indexed_story(*self._base.execute(_FIRST).fetchone())

    def assigned(self, page: Path) -> str | None:
        """Return the story key that is assigned to a page."""
        row = self._base.execute("SELECT key FROM pages WHERE page = ?", (path_key(page),)).fetchone()
        return row[0] if row else None

    def unmatched(self, matched: Iterable[int]) -> Iterator[tuple[str, str | None]]:
        """Yield the name and the URL of each story to report whose number is not among `matched`."""
        self._base.execute("CREATE TEMP TABLE matched (id INTEGER PRIMARY KEY)")
        self._base.executemany("INSERT OR IGNORE INTO matched VALUES (?)", [(number,) for number in matched])
        yield from self._base.execute(_UNMATCHED)

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _indexed_story(number: int, name: str, url: str | None, data: bytes, tags: str) -> IndexedStory:
    insert = Insert(data, tuple([(name, text) for name, text in json.loads(tags)]))
    return IndexedStory(number, name, url, insert)


@lru_cache(maxsize=1)
def open_index(file: Path) -> StoryIndex:
    """Return the index in a file, opened once per process."""
    return StoryIndex(file)
