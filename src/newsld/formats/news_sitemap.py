"""The news sitemap of any number of articles: what was published in the 48 hours before a moment, for news search.

The moment is always given, and never taken from the clock. The form is that of
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

from newsld.findings import Finding
from newsld.findings.errors import OutputError, Unwritable, UsageError
from newsld.model.dates import Timestamp
from newsld.model.text.languages import iso_639
from newsld.model.views import languages, published, publishers, title

if TYPE_CHECKING:
    from pathlib import Path

    from newsld.formats import WriteOptions
    from newsld.model import NewsArticle

__all__ = [
    "Entry",
    "build_files",
    "keys",
    "names",
    "notices",
    "owned_files",
    "to_archive",
    "to_rows",
    "write",
]

_WINDOW: Final = timedelta(hours=48)
_MOST_ENTRIES: Final = 1000
"""How many articles one file may list."""
_MOST_FILES: Final = 50_000
"""How many files one index may list."""
_LONGEST_ADDRESS: Final = 2047
_MOST_OFFSET: Final = timedelta(hours=14)
"""How far a clock may be from UTC in XML."""

_NAME: Final = "news-sitemap"
_PAGE: Final = re.compile(rf"{_NAME}-[1-9][0-9]{{0,4}}\.xml", re.ASCII)
_CHINESE: Final = {"cn": "zh-cn", "hans": "zh-cn", "sg": "zh-cn", "tw": "zh-tw", "hant": "zh-tw", "hk": "zh-tw",
                   "mo": "zh-tw"}  # fmt: skip
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URI_SIGNS: Final = "!#$%&'()*+,/:;=?@[]~"
_IN_ADDRESS: Final = {"'": "&apos;"}
"""What sitemaps escape in addresses besides what XML does."""

_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made by newsld export -->\n'
"""How every file begins, by which those of an earlier run are known again."""
_LOCATION: Final = re.compile(rb"<loc>([^<]*)</loc>")
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
    """An article in the sitemap: when it was published, its address, and its element."""

    published: datetime
    key: str
    element: bytes


def names(options: WriteOptions) -> Sequence[str]:
    """The one file that there always is. Raises UsageError for options with no moment, or no address of the web."""
    _as_of(options)
    if options.address is not None and _location(options.address) is None:
        raise UsageError(
            f"{options.address!r} is no address to have sitemaps at: write one as https://herald.example/"
        )
    return [f"{_NAME}.xml"]


def notices(_: WriteOptions) -> Sequence[Finding]:
    """Nothing."""
    return ()


def to_rows(article: NewsArticle, options: WriteOptions) -> Entry | None:
    """The entry of an article; None where it was not published in the 48 hours that end at `options.as_of`.

    Raises Unwritable, with all that is missing, for an article that is new but cannot be listed. One that does not
    say when it was published counts as new. Raises UsageError without `as_of`.
    """
    when = _published(article, _as_of(options))
    if when is None:
        return None
    found = _Found(article)
    findings = [*when.findings, *found.findings]
    if findings:
        raise Unwritable(findings)
    element = _ELEMENT.format(
        address=escape(found.address, _IN_ADDRESS),
        name=escape(found.name),
        language=found.language,
        published=when.text,
        title=escape(found.title),
    )
    return Entry(when.moment, found.address, element.encode())


def build_files(rows: Iterable[Entry], options: WriteOptions) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of the sitemap, each a name and its content in chunks: the newest article first.

    `news-sitemap.xml` lists the articles, each address once, with what was published last there. Where there are more
    than 1,000, it is the index of `news-sitemap-1.xml` and so on, for which `options.address` says where they will
    stand: UsageError without it.
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
            "in newsld.toml, or --sitemap-address, to the address of the folder that they will stand in"
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
    """The one file of a sitemap. Raises UsageError where there are more."""
    content, *more = [chunks for _, chunks in files]
    if more:
        raise UsageError(
            f"there are {len(more) + 1} files, of 1,000 articles each and an index: name a folder with -o"
        )
    return b"".join(content)


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """The sitemap of one article, with nothing in it for one that is not new. Raises Unwritable and UsageError."""
    names(options)
    entry = to_rows(article, options)
    return to_archive(build_files([entry] if entry else [], options))


def owned_files(folder: Path) -> Iterator[str]:
    """The numbered files in a folder that newsld wrote. Raises OutputError when one cannot be read."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if _PAGE.fullmatch(path.name) and path.is_file() and _read(path, len(_HEAD)) == _HEAD:
            yield path.name


def keys(folder: Path) -> set[str]:
    """The addresses that the sitemap in a folder lists."""
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


def _read(path: Path, size: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror}") from error


# -- what an entry takes from an article -------------------------------------------------------------------------


class _When(NamedTuple):
    """When an article was published: as a moment to sort by, and as the sitemap has it."""

    moment: datetime
    text: str
    findings: tuple[Finding, ...] = ()


def _as_of(options: WriteOptions) -> datetime:
    if not isinstance(options.as_of, datetime):
        raise UsageError(
            "a news sitemap lists what is new: say when with --as-of, such as --as-of now, or from Python "
            "with a datetime"
        )
    if options.as_of.utcoffset() is None:
        raise UsageError(f"{options.as_of.isoformat()} has no offset: say of what clock --as-of is")
    return options.as_of


def _published(article: NewsArticle, as_of: datetime) -> _When | None:
    """When it was published; None for what is certainly not in the window."""
    said = published(article)
    if isinstance(said, Timestamp):
        moment = said.to_datetime()
        if not timedelta(0) <= as_of - moment <= _WINDOW:
            return None
        if abs(moment.utcoffset() or timedelta(0)) > _MOST_OFFSET:
            moment = moment.astimezone(UTC)
        return _When(moment, moment.isoformat())
    message, mend = "has no datePublished", "say when it was first published"
    if said is not None and said.earliest and said.latest:
        # A day is that of some clock, and those on Earth are up to 14 hours apart from UTC.
        begin, end = (datetime.combine(day, time(), UTC) for day in (said.earliest, said.latest))
        if begin - as_of > _MOST_OFFSET or as_of - end > _WINDOW + timedelta(days=1) + _MOST_OFFSET:
            return None
        message = (
            f"datePublished {said} is no moment, and whether it was in the last 48 hours nobody can tell"
        )
        mend = f"write the time with its offset, as in {said.earliest}T18:20:00+00:00"
    elif "datePublished" in article.extra:
        message, mend = "datePublished is no date that can be read", "write it as 2025-03-04T18:20:00+00:00"
    fault = Finding("NLD-NSM-006", message, suggestion=mend, pointer="/datePublished" if said else "")
    return _When(as_of, "", (fault,))


class _Found:
    """What else an entry needs, and what of it is missing."""

    def __init__(self, article: NewsArticle) -> None:
        self.findings: list[Finding] = []
        self.title = self._text("/headline", title(article) or "")
        self.name = self._text("/publisher", next(iter(publishers(article)), ""))
        self.address = _location(article.url or "") or ""
        tags = languages(article)
        self.language = next((code for tag in tags if (code := _language(tag))), "")
        if not self.name:
            self._miss("NLD-NSM-003", "has no publisher with a name", "name its publisher", "")
        elif re.search("[()（）]", self.name):
            message = f"the publication’s name “{self.name}” has parentheses"
            self._miss("NLD-NSM-004", message, "write it as it stands on news.google.com", "/publisher")
        if not tags:
            self._miss("NLD-NSM-003", "has no inLanguage", 'state its language, such as "en"', "")
        elif not self.language:
            message = f"“{tags[0]}” is no ISO 639 code of a language"
            self._miss("NLD-NSM-005", message, "write two or three letters, such as en", "/inLanguage")
        if not self.title:
            self._miss("NLD-NSM-007", "has no headline", "give it its headline", "")
        if article.url is None:
            self._miss("NLD-NSM-009", "has no url", "give the address that it has on the web", "")
        elif not self.address:
            message = (
                f"{article.url[:80]} is no address on the web of at most {_LONGEST_ADDRESS:,} characters"
            )
            self._miss("NLD-NSM-009", message, "give the address that it has on the web", "/url")

    def _text(self, at: str, text: str) -> str:
        if found := _NOT_XML.search(text):
            self._miss(
                "NLD-SYN-010", f"the character U+{ord(found[0]):04X} cannot stand in XML", "take it out", at
            )
        return " ".join(text.split())

    def _miss(self, code: str, message: str, mend: str, at: str) -> None:
        self.findings.append(Finding(code, message, suggestion=mend, pointer=at))


def _language(tag: str) -> str | None:
    """The ISO 639 code of a language tag; simplified and traditional Chinese have codes of their own."""
    code = iso_639(tag)
    if code != "zh":
        return code
    return next((_CHINESE[part] for part in tag.lower().split("-") if part in _CHINESE), code)


def _location(url: str) -> str | None:
    """An address of the web as a URI, in ASCII; None for what is none, or too long."""
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
