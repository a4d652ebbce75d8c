"""Find words that parts of an article were given in Python before there was a body."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError

from newsld.model.node import Part
from newsld.model.spans import PendingSpan, SpanContext, find_span


def found_words(part: Part, body: str) -> dict[str, Any]:
    """Return the fields of a part that have pending words, with the spans of these words in the body.

    Raises PydanticCustomError for words that are not in the body, or in it more than once, and without a body.
    """
    fields = part.__dict__
    return {name: found for name, value in fields.items() if (found := _found(value, body)) is not value}


def _found(value: Any, body: str) -> Any:
    """Return a value with the spans of its pending words; the value itself if it has none."""
    if isinstance(value, PendingSpan):
        if not body:
            message = "words need a body: give the article its body, or give offsets"
            raise PydanticCustomError("words_ungrounded", message)
        return find_span(value, SpanContext(body))
    if isinstance(value, Part):
        fields = found_words(value, body)
        return value.model_copy(update=fields) if fields else value
    if type(value) is tuple:
        found = [_found(item, body) for item in value]
        if any(one is not item for one, item in zip(found, value, strict=True)):
            return tuple(found)
    return value
