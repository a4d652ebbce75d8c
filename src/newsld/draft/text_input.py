"""Define the text that a draft is made from: its paragraphs, and what is known about it from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from newsld.model.text import Span, split_paragraphs
from newsld.pipeline.shared_entities import SharedEntities

__all__ = ["NO_ENTITIES", "TextInput"]

NO_ENTITIES = SharedEntities({}, {}, {})
"""The entities of a newsroom without entity files."""


@dataclass(frozen=True)
class TextInput:
    """A text to capture, without page furniture. Its paragraphs are separated by blank lines.

    `published` is the day or the RFC 3339 time of publication, `language` a BCP 47 tag; `known` are the entities of the
    newsroom by id, each with its plain data (`name`, `alternateName`, ...). `name` is the input in reports.
    """

    text: str
    name: str = "<memory>"
    published: str | None = None
    headline: str | None = None
    url: str | None = None
    language: str | None = None
    known: SharedEntities = NO_ENTITIES

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The spans of the paragraphs, in code points; paragraph 1 of an answer is the first."""
        return split_paragraphs(self.text)

    @property
    def day(self) -> str | None:
        """The day of publication, YYYY-MM-DD."""
        return self.published[:10] if self.published else None
