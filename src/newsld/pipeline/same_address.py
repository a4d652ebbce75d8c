"""Find stories of one run that have the same url: readers, search engines and tables would take them for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

from newsld.findings import Finding
from newsld.model.text.shorten import quote

if TYPE_CHECKING:
    from sqlite3 import Connection

    from newsld.model import NewsArticle

_Row = tuple[str, str | None, int, int]
"""A url, and the input, number and checksum of its first story. The database has a digest of the url."""

_INSERT: Final = "INSERT OR IGNORE INTO stories VALUES (?, ?, ?, ?)"
_SELECT: Final = "SELECT name, number, content FROM stories WHERE key = ?"


class StoryAddress(NamedTuple):
    """The url of a story, and a checksum of its headline and body; `is_own` is False for foreign markup."""

    url: str
    content: int
    is_own: bool


class AddressedStory(NamedTuple):
    """A story with a url; `number` counts the stories of its input from 1, `part` those of its unit of work."""

    number: int
    part: int
    address: StoryAddress


def address_of(article: NewsArticle, *, is_own: bool = True) -> StoryAddress | None:
    """Return the address of an article; None without a url."""
    if not article.url:
        return None
    body = article.body.text if article.body is not None else None
    return StoryAddress(article.url, _checksum(article.headline, body), is_own)


def address_of_data(data: Mapping[str, Any]) -> StoryAddress | None:
    """Return the address of a story as plain data; None without a url."""
    url, body = data.get("url"), data.get("body")
    if not isinstance(url, str) or not url:
        return None
    text = body.get("text") if isinstance(body, dict) else body
    return StoryAddress(url, _checksum(data.get("headline"), text), True)


def _checksum(headline: object, body: object) -> int:
    text = body if type(body) is str else f"{body or ''}"
    start = crc32(f"{headline or ''}\0".encode("utf-8", "surrogatepass"))
    return crc32(text.encode("utf-8", "surrogatepass"), start)


@dataclass(slots=True)
class SeenAddresses:
    """The urls of the stories of a run. They are in a temporary database, so that memory use stays flat."""

    _first: _Row | None = None
    _database: Connection | None = field(default=None, repr=False)

    def find_repeated(
        self,
        stories: Iterable[AddressedStory],
        name: str | None,
        *,
        tables: Sequence[str] = (),
        counted: bool = False,
    ) -> Iterator[tuple[AddressedStory, Finding]]:
        """Add the stories of an input, None for memory; yield those whose url an earlier one has, with NLD-REF-009.

        The same story in another format, such as an export next to its source, is reported only for `tables`
        (names of formats): a url is a key there, so the story has to be left out. It is also reported if stories are
        `counted`.
        """
        for story in stories:
            url, content, is_own = story.address
            earlier = self._add((url, name, story.number, content))
            if earlier is None or (earlier[2] == content and not tables and not counted):
                continue
            message = f"{quote(url)} is also the url of {_describe(*earlier[:2], name)}"
            if tables:
                message += f" (not written as {' and '.join(tables)})"
            elif counted:
                message += " (not counted again)"
            suggestion = "give each story a url of its own, or leave one out"
            finding = Finding("NLD-REF-009", message, suggestion=suggestion, pointer="/url")
            yield story, finding if is_own or tables else finding.downgraded()

    def _add(self, row: _Row) -> tuple[str | None, int, int] | None:
        """Return the name, number and checksum of the first story with this key; add the row if there is none."""
        if self._first is None:
            self._first = row
            return None
        if self._database is None:
            self._database = _new_database()
            self._database.execute(_INSERT, (_digest(self._first[0]), *self._first[1:]))
        key = _digest(row[0])
        if self._database.execute(_INSERT, (key, *row[1:])).rowcount:
            return None
        found: tuple[str | None, int, int] = self._database.execute(_SELECT, (key,)).fetchone()
        return found


def _digest(url: str) -> bytes:
    from hashlib import blake2b  # slow to import, and a run of one story needs none

    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _new_database() -> Connection:
    import sqlite3

    # Without a name, the database is in memory while it is small, and then in a file that the system removes.
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.execute("CREATE TABLE stories (key BLOB PRIMARY KEY, name, number, content) WITHOUT ROWID")
    database.execute("BEGIN")
    return database


def _describe(file: str | None, number: int, name: str | None) -> str:
    if file is None:
        return f"article {number}"
    return file if number == 1 and file != name else f"story {number} of {file}"
