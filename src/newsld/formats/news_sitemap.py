"""Write a news sitemap, for news search: the articles that were published in the 48 hours before a given time.

That time is always given, and never read from the clock. The form is that of
[Google's documentation](https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). An article
that is new and cannot be listed is a finding: it needs an address on the web, a headline, a publisher with a name, and
a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, unescape

from newsld.findings import Finding, Unwritable
from newsld.findings.errors import OutputError, UsageError
from newsld.model.dates import Timestamp
from newsld.model.text.languages import iso_639
from newsld.model.views import address, languages, published, publishers, title
from newsld.syntax.patterns import lazy_pattern
from newsld.syntax.read_file import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from newsld.formats import WriteOptions
    from newsld.model import NewsArticle

_WINDOW: Final = timedelta(hours=48)
_MOST_ENTRIES: Final = 1000
"""How many articles one file may list."""
_MOST_FILES: Final = 50_000
"""How many files one index may list."""
_LONGEST_ADDRESS: Final = 2047
_MOST_OFFSET: Final = timedelta(hours=14)
"""How far a clock may be from UTC in XML."""

_NAME: Final = "news-sitemap"
_MOST_BYTES: Final = 50 * 1024 * 1024
"""The maximum size of a sitemap by its specification."""
_PAGE: Final = lazy_pattern(rf"{_NAME}-[1-9][0-9]{{0,4}}\.xml", re.ASCII)
_CHINESE: Final = {"cn": "zh-cn", "hans": "zh-cn", "sg": "zh-cn", "tw": "zh-tw", "hant": "zh-tw", "hk": "zh-tw",
                   "mo": "zh-tw"}  # fmt: skip
_NOT_XML: Final = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URI_SIGNS: Final = "!#$%&'()*+,/:;=?@[]~"
_IN_ADDRESS: Final = {"'": "&apos;"}
"""Characters that sitemaps escape in addresses, in addition to those of XML."""

_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made by newsld export -->\n'
"""The start of every file, which identifies the files of an earlier run."""
_LOCATION: Final = lazy_pattern(rb"<loc>([^<]*)</loc>")
_ELEMENT: Final = """\
  <url>
    <loc>{address}</loc>
    <news:news>
      <news:publication>
        <news:name>{name}</news:name>
        <news:language>{language}</news:language>
      </news:publication>
      <news:publication_date>{published}</news:publication_date>
      <news:title>{title}</news:title>
    </news:news>
  </url>
"""


class Entry(NamedTuple):
    """An article in the sitemap: its time of publication, its address (the key), and its element."""

    published: datetime
    key: str
    element: bytes


def names(options: WriteOptions) -> Sequence[str]:
    """Return the one file that is always written. Raises UsageError for options without `as_of`, or a bad address."""
    _as_of(options)
    if options.address is not None and _location(options.address) is None:
        raise UsageError(
            f"{options.address!r} is no address of a folder on the web: write one like https://herald.example/"
        )
    return [f"{_NAME}.xml"]


def to_rows(article: NewsArticle, options: WriteOptions) -> Entry | None:
    """Return the entry of an article; None if it was not published in the 48 hours that end at `options.as_of`.

    Raises Unwritable, with everything that is missing, for an article that is new but cannot be listed. An article
    without a date of publication counts as new. Raises UsageError without `as_of`.
    """
    when = _published(article, _as_of(options))
    if when is None:
        return None
    fields = _EntryFields(article)
    findings = [*when.findings, *fields.findings]
    if findings:
        raise Unwritable(findings)
    element = _ELEMENT.format(
        address=escape(fields.address, _IN_ADDRESS),
        name=escape(fields.name),
        language=fields.language,
        published=when.text,
        title=escape(fields.title),
    )
    return Entry(when.moment, fields.address, element.encode())


def build_files(rows: Iterable[Entry], options: WriteOptions) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the files of the sitemap, each a name and its content in chunks: the newest article first.

    `news-sitemap.xml` lists the articles, of each address the last one. For more than 1,000 articles it is the index
    of `news-sitemap-1.xml` and so on, which are published at `options.address`: UsageError without it.
    """
    newest: dict[str, Entry] = {}
    for entry in rows:
        if entry.key not in newest or newest[entry.key] < entry:
            newest[entry.key] = entry
    ordered = sorted(newest.values(), key=lambda one: (-one.published.timestamp(), one.key))
    pages = [ordered[start : start + _MOST_ENTRIES] for start in range(0, len(ordered), _MOST_ENTRIES)]
    if len(pages) <= 1:
        yield f"{_NAME}.xml", _page(ordered)
        return
    if options.address is None:
        raise UsageError(
            f"{len(ordered):,} articles need {len(pages)} files and an index with their addresses: set sitemap-address "
            "in newsld.toml, or --sitemap-address, to the address of the folder that they are published in"
        )
    if len(pages) > _MOST_FILES:
        raise UsageError(
            f"an index may list {_MOST_FILES:,} files, and {len(pages):,} are needed: export less"
        )
    files = [f"{_NAME}-{number}.xml" for number in range(1, len(pages) + 1)]
    yield f"{_NAME}.xml", _index(files, options.address)
    for file, page in zip(files, pages, strict=True):
        yield file, _page(page)


def to_archive(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return the one file of a sitemap. Raises UsageError for a sitemap of more files."""
    content, *more = [chunks for _, chunks in files]
    if more:
        raise UsageError(
            f"there are {len(more) + 1} files, of 1,000 articles each and an index: name a folder with -o"
        )
    return b"".join(content)


def owned_files(folder: Path) -> Iterator[str]:
    """Yield the numbered files in a folder that newsld wrote. Raises OutputError when one cannot be read."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if _PAGE.fullmatch(path.name) and path.is_file() and _read(path, len(_HEAD)) == _HEAD:
            yield path.name


def keys(folder: Path) -> set[str]:
    """Return the addresses that the sitemap in a folder lists."""
    files = [
        path
        for path in (folder / f"{_NAME}.xml", *(folder / name for name in owned_files(folder)))
        if path.is_file()
    ]
    contents = [_read(path) for path in files]
    return {
        unescape(address.decode("utf-8", "replace"), {sign: text for text, sign in _IN_ADDRESS.items()})
        for content in contents
        if f'xmlns:news="{_NEWS}"'.encode() in content[:500]
        for address in _LOCATION.findall(content)
    }


def _read(path: Path, size: int = _MOST_BYTES) -> bytes:
    """Return the first bytes of a file of a sitemap. Raises OutputError when it cannot be read."""
    try:
        return read_file(path, size)[:size]
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}") from error


# -- what an entry takes from an article -------------------------------------------------------------------------


class _PublicationTime(NamedTuple):
    """When an article was published: as a time to sort by, and as the text in the sitemap."""

    moment: datetime
    text: str
    findings: tuple[Finding, ...] = ()


def _as_of(options: WriteOptions) -> datetime:
    if not isinstance(options.as_of, datetime):
        raise UsageError(
            "a news sitemap lists the articles of 48 hours: give their end with --as-of, such as --as-of now, or "
            "in Python with a datetime"
        )
    if options.as_of.utcoffset() is None:
        raise UsageError(f"{options.as_of.isoformat()} has no UTC offset: write --as-of with one")
    return options.as_of


def _published(article: NewsArticle, as_of: datetime) -> _PublicationTime | None:
    """Return when an article was published; None if that was certainly not in the 48 hours."""
    date = published(article)
    if isinstance(date, Timestamp):
        moment = date.to_datetime()
        if not timedelta(0) <= as_of - moment <= _WINDOW:
            return None
        if abs(moment.utcoffset() or timedelta(0)) > _MOST_OFFSET:
            moment = moment.astimezone(UTC)
        return _PublicationTime(moment, moment.isoformat())
    message, suggestion = "has no datePublished", "add the time of its first publication"
    if date is not None and date.earliest and date.latest:
        # A day without a time zone may begin up to 14 hours before or after that of UTC.
        begin, end = (datetime.combine(day, time(), UTC) for day in (date.earliest, date.latest))
        if begin - as_of > _MOST_OFFSET or as_of - end > _WINDOW + timedelta(days=1) + _MOST_OFFSET:
            return None
        if begin == end:
            return _PublicationTime(begin, date.earliest.isoformat())
        message = f"datePublished {date} has no day, so it may or may not be in the last 48 hours"
        suggestion = f"write the day, or the time with its offset, as in {date.earliest}T18:20:00+00:00"
    elif "datePublished" in article.extra:
        message, suggestion = (
            "datePublished is no date that can be read",
            "write it as 2025-03-04T18:20:00+00:00",
        )
    fault = Finding("NLD-NSM-006", message, suggestion=suggestion, pointer="/datePublished" if date else "")
    return _PublicationTime(as_of, "", (fault,))


class _EntryFields:
    """The other fields of an entry, with findings for those that are missing or invalid."""

    def __init__(self, article: NewsArticle) -> None:
        self.findings: list[Finding] = []
        self.title = self._text("/headline", title(article) or "")
        self.name = self._text("/publisher", next(iter(publishers(article)), ""))
        url = address(article)
        self.address = _location(url or "") or ""
        tags = languages(article)
        self.language = next((code for tag in tags if (code := _language(tag, self.title))), "")
        if not self.name:
            self._add("NLD-NSM-003", "has no publisher with a name", "add the name of its publisher", "")
        elif re.search("[()（）]", self.name):
            message = f"the publication’s name “{self.name}” has parentheses"
            self._add("NLD-NSM-004", message, "write it as it is on news.google.com", "/publisher")
        if not tags:
            self._add("NLD-NSM-003", "has no inLanguage", 'add its language, such as "en"', "")
        elif not self.language:
            message = f"“{tags[0]}” is no ISO 639 code of the article’s language"
            self._add("NLD-NSM-005", message, "write two or three letters, such as en", "/inLanguage")
        if not self.title:
            self._add("NLD-NSM-007", "has no headline", "add its headline", "")
        if url is None:
            self._add("NLD-NSM-009", "has no url", "add its address on the web", "")
        elif not self.address:
            message = f"{url[:80]} is no address on the web of at most {_LONGEST_ADDRESS:,} characters"
            self._add("NLD-NSM-009", message, "write its address on the web", "/url")

    def _text(self, at: str, text: str) -> str:
        if match := _NOT_XML.search(text):
            self._add(
                "NLD-SYN-010", f"the character U+{ord(match[0]):04X} is not allowed in XML", "remove it", at
            )
        return " ".join(text.split())

    def _add(self, code: str, message: str, suggestion: str, at: str) -> None:
        self.findings.append(Finding(code, message, suggestion=suggestion, pointer=at))


def _language(tag: str, title: str) -> str | None:
    """Return the ISO 639 code of a language tag; simplified and traditional Chinese have codes of their own."""
    code = iso_639(tag, title)
    if code != "zh":
        return code
    return next((_CHINESE[part] for part in tag.lower().split("-") if part in _CHINESE), code)


def _location(url: str) -> str | None:
    """Return an address on the web as a URI in ASCII; None for another address, or one that is too long."""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
            return None
        if not parts.netloc.isascii():
            user, at, place = parts.netloc.rpartition("@")
            host, colon, port = place.partition(":")
            host = host.encode("idna").decode()
            url = url.replace(parts.netloc, f"{user}{at}{host}{colon}{port}", 1)
        address = quote(url, safe=_URI_SIGNS)
    except ValueError:
        return None
    return address if len(address) <= _LONGEST_ADDRESS else None


# -- the files ---------------------------------------------------------------------------------------------------


def _page(entries: Iterable[Entry]) -> Iterable[bytes]:
    head = f'<urlset xmlns="{_SITEMAPS}" xmlns:news="{_NEWS}">\n'.encode()
    return [_HEAD, head, *(entry.element for entry in entries), b"</urlset>\n"]


def _index(files: Iterable[str], folder: str) -> Iterable[bytes]:
    address = escape((_location(folder) or folder).rstrip("/"), _IN_ADDRESS)
    return [
        _HEAD,
        f'<sitemapindex xmlns="{_SITEMAPS}">\n'.encode(),
        *(f"  <sitemap>\n    <loc>{address}/{file}</loc>\n  </sitemap>\n".encode() for file in files),
        b"</sitemapindex>\n",
    ]
