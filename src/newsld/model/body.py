"""The body of an article: one exact string, with its blocks and marks as ranges over it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from newsld.model.node import Part, accept_text
from newsld.model.spans import BodySpan
from newsld.model.text import Span, split_paragraphs
from newsld.model.value_types import WHOLE_NUMBER, Listed, Text

__all__ = ["Block", "Body", "Mark", "has_plain_layout"]


class Block(Part):
    """A block of the body. A list item or block quote comes before the blocks that stand in it."""

    kind: Literal["paragraph", "heading", "list-item", "block-quote"] = "paragraph"
    """What it is; list items and block quotes hold other blocks, paragraphs and headings hold words."""

    words: BodySpan
    """What it covers."""

    level: Annotated[int, Field(ge=1, le=6), WHOLE_NUMBER] | None = None
    """The level of a heading, 1 to 6."""

    number: Annotated[int, Field(ge=0, le=999_999_999), WHOLE_NUMBER] | None = None
    """The number of an item in a numbered list."""


class Mark(Part):
    """A mark on words of the body: a link, emphasis, or a picture at a place between words."""

    kind: Literal["link", "emphasis", "strong", "picture"]
    """What it is."""

    words: BodySpan
    """What it covers; for a picture, the empty range where it stands."""

    url: Text | None = None
    """Where a link leads, or the address of a picture, as written."""

    title: Text | None = None
    """The title of a link or picture."""

    alternative: Text | None = None
    """The words that stand for a picture where it cannot be seen."""


class Body(Part):
    """The text of an article, exactly, and how it is laid out.

    In a source a bare string stands for a text of paragraphs, parted by blank lines.
    """

    text: Text
    """The text, exact to the code point. Every span of the article is an offset into it."""

    blocks: Listed[Block] = ()
    """Its blocks in order, containers before what they hold. Absent in a source: paragraphs parted by blank
    lines."""

    marks: Listed[Mark] = ()
    """Its links, emphasis and pictures, in the order of where they stand."""

    @model_validator(mode="before")
    @classmethod
    def _lay_out(cls, data: Any) -> Any:
        if isinstance(data, str):
            data = {"text": data}
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            return data
        if "blocks" in data:
            return data
        return {**data, "blocks": [{"words": span} for span in split_paragraphs(data["text"])]}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return accept_text(super().__get_pydantic_json_schema__(schema, handler), handler, minLength=1)

    @model_validator(mode="after")
    def _in_order(self) -> Body:
        if self.marks:
            self.__dict__["marks"] = tuple(sorted(self.marks, key=_place))
        return self


def has_plain_layout(body: Body) -> bool:
    """Whether the layout is what the text shows by itself: paragraphs parted by blank lines."""
    words = []
    for block in body.blocks:
        values = block.__dict__
        if values["kind"] != "paragraph" or values["level"] or values["number"] is not None:
            return False
        words.append(values["words"])
    return _is_parted(body.text, words) or words == split_paragraphs(body.text)


def _is_parted(text: str, words: list[Span]) -> bool:
    """Whether one blank line parts each block from the next, as in most texts: that can be seen at once."""
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


def _place(mark: Mark) -> tuple[Span, str, str, str, str]:
    return (mark.words, mark.kind, mark.url or "", mark.title or "", mark.alternative or "")
