"""JSON-LD (`.jsonld`): written in two profiles and two shapes, read back when newsld wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsld.document import Document, Source
from newsld.findings import Finding
from newsld.formats import ReadOptions, WriteOptions
from newsld.jsonld.reading import stories
from newsld.jsonld.writing import to_graph, to_jsonld
from newsld.standoff import as_json
from newsld.syntax.decode import decode
from newsld.syntax.json import json_positions, load_json

if TYPE_CHECKING:
    from newsld.models import NewsArticle

__all__ = ["read", "render", "safe_in_script", "write"]

_ESCAPES = (
    (b"<", b"<", b"\\u003c"),
    (b">", b">", b"\\u003e"),
    (b"&", b"&", b"\\u0026"),
    (b"\xa8", b"\xe2\x80\xa8", b"\\u2028"),
    (b"\xa9", b"\xe2\x80\xa9", b"\\u2029"),
)
"""A byte that is quickly looked for, the character that it belongs to, and how that is written instead."""


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """The articles that newsld wrote into a file, as documents of a story's shape."""
    text, findings = decode(source.content, limit=options.limit)
    yield from findings
    if text is None:
        return
    data, findings = load_json(text.encode())
    yield from findings
    if findings:
        return
    number = 0
    for number, (story, origin) in enumerate(stories(data), start=1):
        yield Document(
            story, source, locate=lambda: json_positions(text), text=text, number=number, origin=origin
        )
    if not number:
        yield Finding(
            "NLD-SYN-006",
            "no article that newsld can read",
            help="newsld reads JSON-LD that it wrote itself in the full profile: `newsld export --profile full`",
            pointer="",
            line=1,
            column=1,
        )


def write(article: NewsArticle, options: WriteOptions) -> bytes:
    """The article as UTF-8 JSON-LD that can stand inside a `<script>` as it is."""
    return render(article, options, indent=True)


def render(article: NewsArticle, options: WriteOptions, *, indent: bool) -> bytes:
    """The same, indented by two or on one line."""
    document: dict[str, Any] = to_jsonld(article, full=options.profile == "full", pending=options.pending)
    if options.shape == "graph":
        document = to_graph(document)
    return safe_in_script(as_json(document, indent=indent))


def safe_in_script(content: bytes) -> bytes:
    """JSON in which no text can end a script, open a comment, or be taken for markup or a line end."""
    for sign, character, escape in _ESCAPES:
        if sign in content:
            content = content.replace(character, escape)
    return content
