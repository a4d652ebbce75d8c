"""Define the body of an article: one exact string, with its blocks and marks as spans of it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from newsld.model.node import Part, ShortForm
from newsld.model.spans import BodySpan
from newsld.model.text import Span, split_paragraphs
from newsld.model.value_types import WHOLE_NUMBER, Listed, Text


class Block(Part):
    """A block of the body. A list item or block quote comes before the blocks inside it."""

    kind: Literal["paragraph", "heading", "list-item", "block-quote"] = "paragraph"
    """The kind of block. List items and block quotes contain other blocks, paragraphs and headings contain text."""

    words: BodySpan
    """The span of the block in the body."""

    level: Annotated[int, Field(ge=1, le=6), WHOLE_NUMBER] | None = None
    """The level of a heading, 1 to 6."""

    number: Annotated[int, Field(ge=0, le=999_999_999), WHOLE_NUMBER] | None = None
    """The number of an item in a numbered list."""


class Mark(Part):
    """Inline markup of the body: a link, emphasis, or a picture at a position between words."""

    kind: Literal["link", "emphasis", "strong", "picture"]
    """The kind of mark."""

    words: BodySpan
    """The span of the mark in the body; for a picture, the empty span at its position."""

    url: Text | None = None
    """The target of a link, or the address of a picture, as written."""

    title: Text | None = None
    """The title of a link or picture."""

    alternative: Text | None = None
    """The alternative text of a picture."""


class Body(ShortForm):
    """The exact text of an article with its layout.

    A story can give a string alone: its paragraphs are separated by blank lines.
    """

    short_form: ClassVar = "text"

    text: Text
    """The text, exact to the code point. The spans of the article are offsets into it."""

    blocks: Listed[Block] = ()
    """The blocks in order, containers before their content. If absent in a story, each text between blank lines is a
    paragraph."""

    marks: Listed[Mark] = ()
    """The links, emphasis and pictures, in the order of the text."""

    @model_validator(mode="before")
    @classmethod
    def _add_blocks(cls, data: Any) -> Any:
        if isinstance(data, str):
            data = {"text": data}
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            return data
        if "blocks" in data:
            return data
        return {**data, "blocks": [{"words": span} for span in split_paragraphs(data["text"])]}

    @model_validator(mode="after")
    def _sort_marks(self) -> Body:
        if self.marks:
            self.__dict__["marks"] = tuple(sorted(self.marks, key=_sort_key))
        return self


def covers_text(body: Body) -> bool:
    """Return whether paragraphs and headings have all words of a body, in order."""
    end = 0
    for block in body.blocks:
        if block.kind in {"paragraph", "heading"}:
            if block.words.start < end or body.text[end : block.words.start].strip():
                return False
            end = block.words.end
    return not body.text[end:].strip()


def has_plain_layout(body: Body) -> bool:
    """Return whether the layout follows from the text: paragraphs separated by blank lines, nothing else."""
    words = []
    for block in body.blocks:
        values = block.__dict__
        if values["kind"] != "paragraph" or values["level"] or values["number"] is not None:
            return False
        words.append(values["words"])
    return _are_single_blank_lines(body.text, words) or words == split_paragraphs(body.text)


def _are_single_blank_lines(text: str, words: list[Span]) -> bool:
    """Return whether exactly one blank line separates the spans: a fast test that holds for most texts."""
    parts = text.split("\n\n")
    if len(parts) != len(words) or text.count("\n") != 2 * len(parts) - 2:
        return False
    start = 0
    for part, span in zip(parts, words, strict=True):
        end = start + len(part)
        if span != (start, end) or part.strip() != part:
            return False
        start = end + 2
    return True


def _sort_key(mark: Mark) -> tuple[Span, str, str, str, str]:
    return (mark.words, mark.kind, mark.url or "", mark.title or "", mark.alternative or "")
