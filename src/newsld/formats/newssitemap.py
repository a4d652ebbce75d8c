"""The news sitemap of many articles: what was published in the two days before a moment, for news search engines.

The form is that of https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from newsld.errors import Unwritable, UsageError
from newsld.findings import Finding

if TYPE_CHECKING:
    from newsld.formats import WriteOptions
    from newsld.models import NewsArticle

__all__ = ["MOST_ENTRIES", "Entry", "assemble", "tabulate"]

WINDOW: Final = timedelta(hours=48)
MOST_ENTRIES: Final = 1000
"""How many articles one file may list."""
MOST_FILES: Final = 50_000
"""How many files one index may list."""

NAME: Final = "news-sitemap"
_CHINESE: Final = {"zh-cn": "zh-cn", "zh-hans": "zh-cn", "zh-sg": "zh-cn", "zh-tw": "zh-tw", "zh-hant": "zh-tw",
                   "zh-hk": "zh-tw"}  # fmt: skip
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URI_SIGNS: Final = "!#$%&'()*+,/:;=?@[]~"

_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPEN: Final = (
    f'<urlset xmlns="{_SITEMAPS}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
).encode()


class Entry(NamedTuple):
    """An article in the sitemap: when it was published, its address, and its element."""

    published: datetime
    address: str
    element: bytes


def tabulate(article: NewsArticle, options: WriteOptions) -> Entry | None:
    """The entry of an article; None where it was not published in the 48 hours that end at `options.as_of`.

    Raises Unwritable, with all that is missing, for an article that is new but cannot be listed: it needs an
    address, a headline, a publisher with a name, and a language. Raises UsageError without `as_of`.
    """
    as_of = options.as_of
    if as_of is None:
        raise UsageError("a news sitemap lists what is new: say when with --as-of, such as --as-of now")
    if article.date_published is not None:
        published = article.date_published.moment.astimezone(UTC)
        if not as_of - WINDOW <= published <= as_of:
            return None
    publishers = {one.id: one for one in article.entities}
    names = [publishers[id].name for id in article.publisher if id in publishers]
    name = next((one for one in names if one), None)
    language = _language(article.in_language)
    findings = list(_missing(article, name, language))
    if findings:
        raise Unwritable(findings)
    assert article.date_published and article.url and article.headline and name and language
    address = quote(article.url, safe=_URI_SIGNS)
    element = _ELEMENT.format(
        address=escape(address),
        name=_text(name),
        language=language,
        published=article.date_published.moment.isoformat(),
        title=_text(article.headline),
    )
    return Entry(published, address, element.encode())


def assemble(entries: Iterable[Entry], options: WriteOptions) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of the sitemap, each a name and its content in chunks: the newest first.

    `news-sitemap.xml` lists the articles, each address once. Where there are more than 1,000, it is the index of
    `news-sitemap-1.xml` and so on, for which `options.address` says where they will stand: UsageError without it.
    """
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.address not in newest or newest[entry.address] < entry:
            newest[entry.address] = entry
    ordered = sorted(newest.values(), key=lambda one: (-one.published.timestamp(), one.address))
    pages = [ordered[start : start + MOST_ENTRIES] for start in range(0, len(ordered), MOST_ENTRIES)]
    if len(pages) <= 1:
        yield f"{NAME}.xml", _page(ordered)
        return
    if options.address is None:
        raise UsageError(
            f"{len(ordered):,} articles need {len(pages)} files and an index, which names their addresses: "
            "set sitemap-address in newsld.toml to the address of the folder that they will stand in"
        )
    if len(pages) > MOST_FILES:
        raise UsageError(
            f"an index may list {MOST_FILES:,} files, and {len(pages):,} are needed: export less"
        )
    names = [f"{NAME}-{number}.xml" for number in range(1, len(pages) + 1)]
    yield f"{NAME}.xml", _index(names, options.address)
    for file, page in zip(names, pages, strict=True):
        yield file, _page(page)


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


def _missing(article: NewsArticle, name: str | None, language: str | None) -> Iterator[Finding]:
    if article.date_published is None:
        yield Finding("NLD-NSM-006", "no datePublished", help="say when it was first published", pointer="")
    if article.url is None:
        yield Finding("NLD-NSM-009", "no url", help="give the address that it has on the web", pointer="")
    if article.headline is None:
        yield Finding("NLD-NSM-007", "no headline", help="give it its headline", pointer="")
    if name is None:
        yield Finding("NLD-NSM-003", "no publisher with a name", help="name its publisher", pointer="")
    if language is None:
        yield Finding("NLD-NSM-005", "no inLanguage", help='state its language, such as "en"', pointer="")
    for at, text in (("/headline", article.headline), ("/publisher", name)):
        if text and (found := _NOT_XML.search(text)):
            message = f"the character U+{ord(found[0]):04X} cannot stand in XML"
            yield Finding("NLD-SYN-010", message, help="take it out", pointer=at)


def _language(tag: str | None) -> str | None:
    """The ISO 639 code of a language tag; Chinese has two of its own."""
    if tag is None:
        return None
    lower = tag.lower()
    return next((code for prefix, code in _CHINESE.items() if lower.startswith(prefix)), lower.split("-")[0])


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _page(entries: Iterable[Entry]) -> Iterable[bytes]:
    return [_HEAD, _OPEN, *(entry.element for entry in entries), b"</urlset>\n"]


def _index(names: Iterable[str], folder: str) -> Iterable[bytes]:
    yield _HEAD + f'<sitemapindex xmlns="{_SITEMAPS}">\n'.encode()
    for name in names:
        yield f"  <sitemap>\n    <loc>{escape(folder.rstrip('/'))}/{name}</loc>\n  </sitemap>\n".encode()
    yield b"</sitemapindex>\n"
