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

_Story = tuple[str | None, int, int]
"""The input, number and checksum of the first story with a url."""

_MOST_IN_MEMORY: Final = 10_000
_INSERT: Final = "INSERT INTO stories VALUES (?, ?, ?, ?)"
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
    """The digests of the urls of a run: the last ones in memory, the others in a temporary database."""

    _last: dict[bytes, _Story] = field(default_factory=dict, repr=False)
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
            earlier = self._add(url, (name, story.number, content))
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

    def _add(self, url: str, story: _Story) -> _Story | None:
        """Return the first story with this url; add this one if there is none."""
        key = _digest(url)
        if self._database is not None and (found := self._database.execute(_SELECT, (key,)).fetchone()):
            return found  # type: ignore[no-any-return]
        first = self._last.setdefault(key, story)
        if first is not story:
            return first
        if len(self._last) > _MOST_IN_MEMORY:
            self._database = self._database or _new_database()
            self._database.executemany(_INSERT, [(held, *self._last[held]) for held in sorted(self._last)])
            self._last.clear()
        return None


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
