"""JSON Lines: an archive, one article a line, as a story or as JSON-LD that newsld wrote; a stream both ways."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newsld.document import Document, Source
from newsld.findings import Finding, Position
from newsld.formats import ReadOptions, WriteOptions
from newsld.jsonld.reading import stories
from newsld.standoff import as_json, read_story
from newsld.syntax.json import json_positions, load_json

if TYPE_CHECKING:
    from newsld.models import NewsArticle

__all__ = ["read", "write"]


@dataclass
class _Line(Document):
    """The story of one line. Its text and positions are made when a finding asks for them."""

    content: bytes = b""

    @cached_property
    def whole(self) -> str:
        """The line without its end."""
        return _text(self.content)

    def line(self, position: Position | None) -> str | None:
        """The whole line, wherever the position is in it."""
        return None if position is None else self.whole


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """The stories of a JSON Lines file, one after the other; blank lines are passed over.

    A line may have `options.limit` bytes. Pointers begin anew on each line. A line with an error is its
    findings and no document, so that the others can go on.
    """
    number = 0
    for at, content in enumerate(source.lines(), start=1):
        if not content.strip():
            continue
        data, findings = load_json(content, limit=options.limit, origin=Position(at, 1))
        for finding in findings:
            yield replace(finding, file=source.name, line=at, column=finding.column or 1)
        if findings:
            number += 1
            continue
        for part, origin in _articles(data):
            number += 1
            document = _document(part, source, content, at, number)
            if origin is not None:
                document.origin, document.nulls = origin, True
            found = list(read_story(document, limit=options.limit))
            yield from [one for one in found if isinstance(one, Finding)] or found


def _articles(data: Any) -> Iterable[tuple[Any, Callable[[str], str] | None]]:
    """The articles of a line: of JSON-LD those that newsld wrote into it, else the story that the line is."""
    if isinstance(data, dict) and "@context" in data:
        return list(stories(data)) or [(data, None)]
    return [(data, None)]


def _document(data: Any, source: Source, content: bytes, at: int, number: int) -> _Line:
    return _Line(
        data,
        source,
        locate=lambda: json_positions(_text(content), origin=Position(at, 1)),
        number=number,
        nulls=b"null" in content,
        content=content,
    )


def _text(content: bytes) -> str:
    return content.removeprefix(BOM_UTF8).decode("utf-8", "replace").rstrip("\r\n")


def write(article: NewsArticle, _: WriteOptions) -> bytes:
    """The article as one line of compact JSON, with its line feed."""
    from newsld.models.writing import by_offsets, story_data

    return as_json(story_data(article, words=by_offsets, single=False))
