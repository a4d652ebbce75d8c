"""Read and write JSON: the same story as in YAML, with spans of the body given by their words and offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsld.findings import Finding
from newsld.formats import ReadOptions, WriteOptions
from newsld.model.standoff import complete_story
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Source
from newsld.syntax.json import dump_json, json_positions, load_json
from newsld.syntax.lines import Lines

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the one story of a JSON file, after the findings about its text."""
    text, findings = decode(source.content, limit=options.limit)
    data: Any = None
    if text is not None:
        data, findings = load_json(source.content, limit=options.limit)
    yield from (replace(finding, file=source.name) for finding in findings)
    if text is not None and (data is not None or not findings):
        document = Document(data, source, locate=lambda: json_positions(text), lines=Lines(text))
        yield from complete_story(document, limit=options.limit)


def write(article: NewsArticle, _: WriteOptions) -> bytes:
    """Return an article as one JSON object, indented by two; every field that can be a list is one."""
    return _json(article, indent=True)


def write_line(article: NewsArticle, _: WriteOptions, number: int) -> bytes:  # noqa: ARG001 -- as the table has it
    """Return an article as one line of compact JSON, with its line feed."""
    return _json(article, indent=False)


def _json(article: NewsArticle, *, indent: bool) -> bytes:
    from newsld.model.span_words import by_offsets
    from newsld.model.to_document import story_data

    return dump_json(story_data(article, words=by_offsets, single=False), indent=indent)
