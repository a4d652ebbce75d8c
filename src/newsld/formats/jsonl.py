"""Read and write archives: JSON Lines with one story, JSON-LD or page a line; WARC and Parquet are read as lines."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Excerpt, Finding, Position
from newsld.findings.internal import internal_error
from newsld.formats import ReadOptions, WriteOptions, find_format
from newsld.model.standoff import complete_story
from newsld.syntax.document import Document, Positions, Source
from newsld.syntax.json import dump_json, json_positions, load_json

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.reader import OwnStory

_GET_AGAIN: Final = "get the file again, or compress it again; the stories before this line are used"
_PAGE_KEYS: Final = frozenset({"html", "htmlBase64", "url"})
_LINKED_DATA: Final = frozenset({"@context", "@graph", "@type"})


@dataclass
class _LineDocument(Document):
    """The story of one line. Its text and positions are computed when a finding needs them."""

    content: bytes = b""

    @cached_property
    def decoded(self) -> str:
        """The text of the line, without its end."""
        return _text(self.content)

    def may_contain_null(self) -> bool:
        """Return whether the line contains null, or was imported from JSON-LD."""
        return self.source_pointer is not None or b"null" in self.content

    def may_contain_surrogates(self) -> bool:
        """Return False: data of a JSON text has none, since `load_json` replaces them."""
        return False

    def excerpt(self, position: Position | None) -> Excerpt | None:
        """Return the line, cut around a position in it."""
        return None if position is None else Excerpt.of_line(self.decoded, position.column)


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the stories of a JSON Lines, WARC or Parquet file, one after the other; blank lines are ignored.

    A line is a story, JSON-LD, or a page: `{"url": ..., "html": ...}`. The records of the other files are such lines.

    A line may have `options.limit` bytes. JSON Pointers are relative to the line. A line with an error gives findings
    and no document, and the next lines are read; JSON-LD of others is read even if its text had to be repaired. A
    compressed file that is damaged gives the stories before, and a finding for the first line that cannot be read.
    """
    number = at = 0
    for at, content in enumerate(source.lines(), start=1):
        if content.isspace():
            continue
        try:
            for part in _read_line(source, options, at, content):
                if isinstance(part, Document):
                    number += 1
                    part.number = number
                    read = list(complete_story(part, limit=options.limit)) if part.is_story else [part]
                    yield from [one for one in read if isinstance(one, Finding)] or read
                    del part, read  # before the next line is read
                elif part is None:
                    number += 1
                else:
                    yield part
        except Exception as error:  # noqa: BLE001 -- a defect in newsld must not hide the other lines
            yield internal_error(error, source.name, line=at)
    if source.damage is not None:
        message = f"the file cannot be read from here on: {source.damage}"
        yield Finding("NLD-SYN-022", message, suggestion=_GET_AGAIN, file=source.name, line=at + 1, column=1)


def _read_line(
    source: Source, options: ReadOptions, at: int, content: bytes
) -> Iterator[_LineDocument | Finding | None]:
    """Yield the articles of a line, its findings, and None for an article that cannot be parsed."""
    data, findings = load_json(content, limit=options.limit, origin=Position(at, 1))
    own_stories = _own_stories(data) if (is_jsonld := _is_jsonld(data)) else []
    is_foreign = is_jsonld and not own_stories
    for finding in findings:
        placed = replace(finding, file=source.name, line=at, column=finding.column or 1)
        yield placed.downgraded() if is_foreign else placed
    if findings and not is_foreign:
        yield None
        return
    places = partial(_positions, content, at)
    line = _LineDocument(data, source, places, content=content)
    if _is_page(data):
        yield from _read_page(line, at, options)
    elif own_stories:
        yield from _own_parts(line, own_stories)
    elif is_jsonld:
        yield from _import_line(line, options)
    else:
        yield line


def _is_page(data: Any) -> bool:
    """Return whether the data of a line is a page with its address, as lines of crawls are."""
    if not isinstance(data, dict) or "newsld" in data or data.keys() - _PAGE_KEYS:
        return False
    return isinstance(data.get("html"), str) or isinstance(data.get("htmlBase64"), str)


def _read_page(line: _LineDocument, at: int, options: ReadOptions) -> Iterator[_LineDocument | Finding]:
    """Yield the main story of a page, or all of its articles; a page without one is information only.

    Positions are that of the line: it is not the page that people edit.
    """
    from base64 import b64decode

    address = line.data.get("url")
    address = address if isinstance(address, str) and address else None
    packed = line.data.get("htmlBase64")
    content = (
        b64decode(packed) if packed is not None else BOM_UTF8 + line.data["html"].encode("utf-8", "replace")
    )
    about = f"{address}: " if address else ""
    is_empty = True
    page = Source(content, name=line.source.name)
    for part in find_format("html").load().read(page, replace(options, address=address)):
        if isinstance(part, Finding):
            is_empty = is_empty and part.severity != "error"
            yield _about_line(part, line, at, about)
            continue
        is_empty = False
        data = part.data if part.data.get("url") or address is None else {**part.data, "url": address}
        yield replace(
            line,
            data=data,
            is_story=part.is_story,
            locate=partial(_start, at),
            pointers=False,
            source_pointer=None,
        )
    if is_empty and options.notes:
        suggestion = "leave the page out, or give its article a type such as NewsArticle"
        finding = Finding("NLD-SYN-006", "no article in this page", suggestion=suggestion)
        yield _about_line(replace(finding, severity_override="info"), line, at, about)


def _about_line(finding: Finding, line: _LineDocument, at: int, about: str) -> Finding:
    """Return a finding about a page as one about its line in the archive."""
    return replace(
        finding, message=f"{about}{finding.message}", file=line.source.name, line=at, column=1, pointer=None,
        block=None, excerpt=None,
    )  # fmt: skip


def _start(at: int) -> Positions:
    return Positions({"": Position(at, 1)})


def _own_stories(data: Any) -> list[OwnStory]:
    from newsld.schemaorg.jsonld.reader import stories

    return list(stories(data))


def _own_parts(line: _LineDocument, own_stories: Iterable[OwnStory]) -> Iterator[_LineDocument | Finding]:
    """Yield the articles of a line of JSON-LD that newsld wrote."""
    for story in own_stories:
        part = replace(line, data=story.data, source_pointer=story.origin)
        if story.findings:
            yield from map(part.place, story.findings)
        else:
            yield part


def _is_jsonld(data: Any) -> bool:
    """Return whether the data of a line is JSON-LD, and not a story."""
    if isinstance(data, dict):
        return "newsld" not in data and not _LINKED_DATA.isdisjoint(data)
    return isinstance(data, list) and any(
        isinstance(one, dict) and not _LINKED_DATA.isdisjoint(one) for one in data
    )


def _import_line(line: _LineDocument, options: ReadOptions) -> Iterator[_LineDocument | Finding]:
    """Yield the articles of a line of JSON-LD that newsld did not write."""
    from newsld.schemaorg.jsonld.foreign.articles import ForeignArticle, import_articles

    published: Any = line.data
    is_empty = True
    for one in import_articles([(published, None)]):
        if isinstance(one, ForeignArticle):
            is_empty = False
            yield replace(line, data=one.data, is_story=False, source_pointer=one.origin, jsonld=published)
            published = None
        elif options.notes or one.severity != "info":
            yield line.place(one)
    if is_empty:
        suggestion = "give the article a type such as NewsArticle, or remove the line"
        yield line.place(Finding("NLD-SYN-006", "no article in this line", suggestion=suggestion, pointer=""))


def _positions(content: bytes, at: int) -> Positions:
    return json_positions(_text(content), origin=Position(at, 1))


def _text(content: bytes) -> str:
    return content.removeprefix(BOM_UTF8).decode("utf-8", "replace").rstrip("\r\n")


def data_parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, each with its offset."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def write(article: NewsArticle, _: WriteOptions) -> bytes:
    """Return an article as one line of compact JSON, with its line feed."""
    from newsld.model.span_words import by_offsets
    from newsld.model.to_document import story_data

    return dump_json(story_data(article, words=by_offsets, single=False))
