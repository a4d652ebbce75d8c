"""Load a version of a story, and find the lines of its file that a change is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.formats import find_format
from newsld.model.text import Span
from newsld.pipeline.archive import InputItem, work_units
from newsld.pipeline.flow import read_stories
from newsld.syntax.document import Document, Source
from newsld.views.diff.alignment import leaf_spans, words_of
from newsld.views.diff.changes import Change

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.pipeline.settings import Settings

_FIRST_WORDS: Final = 8
"""The number of words of a paragraph that identify its line."""
_ENOUGH: Final = 0.6
_FARTHEST: Final = 400
"""The number of lines in which a paragraph is searched."""


@dataclass
class StoryVersion:
    """One version of a story: its article, the name of its file, and the lines of that file."""

    article: NewsArticle
    name: str
    source: Source
    format: str
    settings: Settings

    def line_of(self, words: Span | None, pointer: str | None) -> int | None:
        """Return the line of words of the body, else of a JSON Pointer into the story; None if it is unknown."""
        if words is not None and self._paragraphs:
            at = next(
                (line for span, line in self._paragraphs if words.start < max(span.end, span.start + 1)), None
            )
            if at is not None:
                return at
        if pointer is None or self._document is None:
            return None
        document = self._document
        if document.source_pointer is not None:
            pointer = document.source_pointer(pointer)
        position = document.positions.find(pointer)
        return position.line if position is not None else None

    @cached_property
    def _document(self) -> Document | None:
        """The story with the positions of its values: the file is read again, as only stories that differ need them."""
        parts = find_format(self.format).load().read(self.source, self.settings.read_options())
        found = next((part for part in parts if isinstance(part, Document)), None)
        return found if found is not None and found.pointers else None

    @cached_property
    def _paragraphs(self) -> Sequence[tuple[Span, int]]:
        """The spans of the paragraphs with their lines, as far as the text is in the file as it is."""
        if self._document is None or find_format(self.format).lines:
            return ()
        body = self._document.positions.find("/body")
        if body is None or (self.source.path is not None and self.source.path.is_dir()):
            return ()
        lines = self.source.content.decode("utf-8", "replace").split("\n")
        at = body.line - 1
        found: list[tuple[Span, int]] = []
        for span in leaf_spans(self.article):
            first = words_of(span.slice(self.article.text)[:400])[:_FIRST_WORDS]
            place = next(
                (row for row in range(at, min(at + _FARTHEST, len(lines))) if _has_words(lines[row], first)),
                None,
            )
            if place is not None:
                at = place
                found.append((span, place + 1))
        return found


def _has_words(line: str, words: Sequence[str]) -> bool:
    if not words or words[0] not in line:
        return False
    return sum(word in line for word in words) >= _ENOUGH * len(words)


def load_version(item: InputItem) -> tuple[StoryVersion | None, list[Finding]]:
    """Return the one story of an input, and the findings of reading it; None for a story with an error.

    Raises UsageError when the input has several stories, or none.
    """
    units = work_units([item])
    unit = next(units)
    source = unit.source()
    article: NewsArticle | None = None
    findings: list[Finding] = []
    number = 0
    for story in read_stories(source, unit.format, unit.settings, include_info=False):
        number += story.number is not None
        findings += [one for one in story.findings if one.severity == "error"]
        article = article or story.article
    more = next(units, None) is not None
    if number > 1 or more:
        count = "many" if more else f"{number:,}"
        raise UsageError(f"{unit.name} has {count} stories: name a file with one story")
    if article is None:
        return None, findings
    return StoryVersion(article, unit.name, source, unit.format, unit.settings), findings


def with_lines(changes: Sequence[Change], old: StoryVersion, new: StoryVersion) -> list[Change]:
    """Return changes with the lines of both files."""
    return [
        replace(
            one,
            old_line=old.line_of(one.old_words, one.old_pointer) if one.old is not None else None,
            new_line=new.line_of(one.new_words, one.new_pointer) if one.new is not None else None,
        )
        for one in changes
    ]
