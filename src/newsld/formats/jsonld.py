"""Read, check and write JSON-LD (`.jsonld`): files of any origin are read, two profiles and two shapes are written."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from newsld.findings import Excerpt, Finding, Position
from newsld.formats import ReadOptions, WriteOptions
from newsld.syntax.document import Document, Positions, Source
from newsld.syntax.json import dump_json, json_positions, load_json
from newsld.syntax.lines import Lines
from newsld.web.html.escaping import escape_json
from newsld.web.markup import Markup, MarkupBlock

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records import Records


def markup(source: Source, options: ReadOptions) -> tuple[Markup | None, list[Finding]]:
    """Return the JSON-LD of a file as markup, and the findings about its text."""
    data, findings = load_json(source.content, limit=options.limit)

    lines: list[Lines] = []

    def excerpt(position: Position) -> Excerpt | None:
        if not lines:
            lines.append(Lines(_text(source)))
        return lines[0].excerpt_at(position)

    block = MarkupBlock(
        data, locate=lambda: json_positions(_text(source)), excerpt=excerpt, text=source.content
    )
    return Markup(source, [block]), findings


def read(source: Source, options: ReadOptions) -> Iterator[Document | Finding]:
    """Yield the articles of a file as documents with the shape of a story: those of newsld, or else all others."""
    from newsld.schemaorg.jsonld.foreign.articles import import_documents
    from newsld.schemaorg.jsonld.reader import stories

    data, findings = load_json(source.content, limit=options.limit)
    own_stories = list(stories(data))
    # Articles of others are read in full after a repair.
    yield from findings if own_stories or data is None else [finding.downgraded() for finding in findings]
    text = _text(source)
    lines = Lines(text)

    @cache
    def locate() -> Positions:
        return json_positions(text)

    for number, story in enumerate(own_stories, start=1):
        # After a repair, a story of newsld may not be the one that was written.
        if not findings:
            document = Document(
                story.data,
                source,
                locate=locate,
                lines=lines,
                number=number,
                source_pointer=story.origin,
            )
            if story.findings:
                yield from map(document.place, story.findings)
            else:
                yield document
    if not own_stories:
        yield from import_documents(
            source, [(data, None)], lines=lines, locate=lambda _: locate(), notes=options.notes
        )


def no_article(_: Markup) -> str:
    """Return the message for a file without an article."""
    return "no article in this file"


def _text(source: Source) -> str:
    return source.content.removeprefix(BOM_UTF8).decode("utf-8", "replace")


def write(article: NewsArticle | Records, options: WriteOptions) -> bytes:
    """Return an article, or the records of one, as UTF-8 JSON-LD that is safe inside a `<script>`.

    Full JSON-LD is indented by two, so that people can compare its lines; that of a page is compact.
    """
    return _render(article, options, indent=options.jsonld == "full")


def write_line(article: NewsArticle | Records, options: WriteOptions, number: int) -> bytes:  # noqa: ARG001 -- as the table has it
    """Return an article, or the records of one, as one line of compact JSON-LD, with its line feed."""
    return _render(article, options, indent=False)


def _render(article: NewsArticle | Records, options: WriteOptions, *, indent: bool) -> bytes:
    from newsld.schemaorg.jsonld.foreign.exporter import export_article

    document = export_article(article, **options.document)
    if options.shape == "graph":
        from newsld.schemaorg.jsonld.writer import to_graph

        document = to_graph(document)
    return escape_json(dump_json(document, indent=indent))
