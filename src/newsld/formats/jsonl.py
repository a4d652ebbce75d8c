"""JSON Lines: an archive, one story a line, read and written as a stream."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsld.document import Document, Source
from newsld.findings import Finding, Position
from newsld.formats import ReadOptions, WriteOptions
from newsld.standoff import as_json, read_story
from newsld.syntax.json import json_positions, load_json

if TYPE_CHECKING:
    from newsld.models import NewsArticle

__all__ = ["read", "write"]


class _Line(Document):
    """The story of one line. Its positions are made when a finding asks for them."""

    def line(self, position: Position | None) -> str | None:
        """The whole line, wherever the position is in it."""
        return None if position is None else self.text


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """The stories of a JSON Lines file, one after the other; blank lines are passed over.

    A line may have `options.limit` bytes. Pointers begin anew on each line. A line with an error is its
    findings and no document, so that the others can go on.
    """
    number = 0
    for at, content in enumerate(source.lines(), start=1):
        if not content.strip():
            continue
        number += 1
        data, findings = load_json(content, limit=options.limit, origin=Position(at, 1))
        for finding in findings:
            yield replace(finding, file=source.name, line=at, column=finding.column or 1)
        if not findings:
            found = list(read_story(_document(data, source, content, at, number), limit=options.limit))
            yield from [one for one in found if isinstance(one, Finding)] or found


def _document(data: Any, source: Source, content: bytes, at: int, number: int) -> _Line:
    text = content.removeprefix(BOM_UTF8).decode("utf-8", "replace").rstrip("\r\n")
    return _Line(
        data, source, locate=lambda: json_positions(text, origin=Position(at, 1)), text=text, number=number
    )


def write(article: NewsArticle, _: WriteOptions) -> bytes:
    """The article as one line of compact JSON, with its line feed."""
    from newsld.models.writing import by_offsets, story_data

    return as_json(story_data(article, words=by_offsets, single=False))
