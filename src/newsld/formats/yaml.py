"""Read and write YAML: a story as people write it, with spans of the body given by their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsld.findings import Finding
from newsld.formats import ReadOptions, WriteOptions
from newsld.model.standoff import complete_story
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Source
from newsld.syntax.lines import Lines

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the one story of a YAML file, after the findings about its text."""
    from newsld.syntax.yaml import load_yaml, yaml_positions

    text, findings = decode(source.content, limit=options.limit)
    data: Any = None
    if text is not None:
        data, findings = load_yaml(text)
    yield from (replace(finding, file=source.name) for finding in findings)
    if text is not None and (data is not None or not findings):
        document = Document(data, source, locate=lambda: yaml_positions(text), lines=Lines(text))
        yield from complete_story(document, limit=options.limit)


def write(article: NewsArticle, _: WriteOptions) -> bytes:
    """Return an article as one YAML file: spans as the fewest words that identify them, lists of one as the item."""
    from newsld.model.to_document import story_data
    from newsld.syntax.yaml_writer import write_yaml

    return write_yaml(story_data(article)).encode()
