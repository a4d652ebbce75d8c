"""Read a Markdown file as a document, with the position of every value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsld.findings import Excerpt, Finding, Position
from newsld.formats import ReadOptions
from newsld.formats.markdown.commonmark import TooDeep
from newsld.formats.markdown.file_parts import FileParts, no_article, split_file
from newsld.formats.markdown.parsed_story import ParsedStory
from newsld.formats.markdown.positions import BytePositions, locate
from newsld.formats.markdown.story_builder import build_story
from newsld.syntax.decode import decode
from newsld.syntax.document import Document, Source, pointer
from newsld.syntax.lines import Lines
from newsld.syntax.yaml import load_yaml, yaml_positions

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def read(source: Source, options: ReadOptions | None = None) -> Iterator[Document | Finding]:
    """Yield the article of a Markdown file, after the findings about its front matter and its body.

    Never raises for bad input. Positions are found when they are needed.
    """
    options = options or ReadOptions()
    text, findings = decode(source.content, limit=options.limit)
    yield from _named(findings, source)
    if text is None:
        return
    parts = split_file(text)
    if isinstance(parts, Finding):
        yield parts.at(Position(1, 1), file=source.name, excerpt=Lines(text).excerpt(0))
        return
    for finding, line in parts.findings:
        yield finding.at(
            Position(line, 1), file=source.name, excerpt=Lines(text).excerpt_at(Position(line, 1))
        )
    front, findings = load_yaml(parts.front, first_line=2)
    yield from _named(findings, source)
    if not isinstance(front, dict) or "newsld" not in front:
        if front is not None or not findings:
            yield no_article("the front matter has no `newsld` key").at(
                Position(1, 1), file=source.name, excerpt=Excerpt("---")
            )
        return
    front, findings = _with_data(front, parts, source.name)
    yield from _named(findings, source)
    try:
        parsed_story = ParsedStory(front, parts.markdown, options.entities)
    except TooDeep as deep:
        position = BytePositions(parts.markdown.encode("utf-8", "surrogatepass"), parts.line).position(
            deep.at
        )
        found = Finding("NLD-SYN-004", f"the body is {deep}", suggestion="split some of the quotes or lists")
        yield found.at(position, file=source.name)
        return
    data = build_story(parsed_story)
    places = BytePositions(parsed_story.source, parts.line)
    document = Document(
        data=data,
        source=source,
        locate=lambda: locate(parts, parsed_story, places),
        lines=Lines(text),
        outdated=_find_outdated(text, parts.below, parsed_story) if parts.below is not None else None,
    )
    distinct = {(fault.code, fault.at): fault for fault in reversed(parsed_story.faults)}
    for fault in sorted(distinct.values(), key=lambda fault: fault.at):
        position = places.position(fault.at)
        found = Finding(fault.code, fault.message, suggestion=fault.suggestion)
        yield found.at(position, file=source.name, excerpt=document.excerpt(position))
    yield from dict.fromkeys(map(document.place, parsed_story.findings))
    yield document


def _find_outdated(
    text: str, below: str, parsed_story: ParsedStory
) -> Callable[[NewsArticle], Finding | None]:
    """Return the function that compares an article with what its file has below the marker."""

    def find(article: NewsArticle) -> Finding | None:
        from newsld.formats.markdown.tables import outdated_section

        line = text.count("\n", 0, len(text) - len(below)) + 1
        line_end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
        return outdated_section(article, parsed_story, below, line, line_end)

    return find


def data_parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the front matter and the data block, each with its offset; nothing when there is no front matter."""
    parts = split_file(text)
    if isinstance(parts, FileParts):
        yield text.index("\n") + 1, parts.front
        if parts.data is not None:
            yield parts.data_at, parts.data


def _with_data(front: dict[str, Any], parts: FileParts, name: str) -> tuple[dict[str, Any], list[Finding]]:
    """Return the front matter with the keys of the data block, and the findings about the block."""
    if parts.data is None:
        return front, []
    data, findings = load_yaml(parts.data, first_line=parts.data_line)
    if data is None:
        return front, findings
    lines = Lines(parts.data, Position(parts.data_line, 1))
    if not isinstance(data, dict):
        found = Finding(
            "NLD-SCH-002", "the data block must be a mapping", suggestion="write `people:` and so on"
        )
        return front, [*findings, found.at(Position(parts.data_line, 1), file=name, excerpt=lines.excerpt(0))]
    twice = front.keys() & data.keys()
    positions = yaml_positions(parts.data, first_line=parts.data_line) if twice else None
    for key in sorted(twice):
        position = positions.keys.get(pointer(key)) if positions else None
        found = Finding(
            "NLD-SYN-002",
            f"the key {key} is in the front matter and in the data block",
            suggestion="keep one of them",
            pointer=pointer(key),
        )
        findings.append(found.at(position, file=name, excerpt=lines.excerpt_at(position)))
    return {**front, **{key: value for key, value in data.items() if key not in twice}}, findings


def _named(findings: list[Finding], source: Source) -> Iterator[Finding]:
    """Yield the findings with the name of the file."""
    for finding in findings:
        yield replace(finding, file=source.name)
