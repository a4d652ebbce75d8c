"""Resolve the words that a story gives to spans of the body: offsets in the model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Final, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from newsld.model.span_words import SPAN_KEYS, is_words
from newsld.model.text import AmbiguousWords, Span, StatedSpan, Words, WordsNotFound, find_words, new_tuple

_TEXT: Final = {"type": "string", "minLength": 1}
_OFFSET: Final = {"type": "integer", "minimum": 0}


def _without(other: str, *keys: str) -> dict[str, Any]:
    return {
        "properties": {key: {"not": {}, "$comment": f"{key} cannot be combined with {other}"} for key in keys}
    }


class SpanContext:
    """The body in which words are found while pydantic validates an article: pydantic's context.

    With `at_offsets`, only words at their offsets are valid.
    """

    __slots__ = ("at_offsets", "body")

    def __init__(self, body: str, *, at_offsets: bool = False) -> None:
        self.body = body
        self.at_offsets = at_offsets


_building: Final[ContextVar[SpanContext | None]] = ContextVar("newsld_body", default=None)


@contextmanager
def words_in(body: str) -> Iterator[None]:
    """Let words without offsets be found in this body while an article is built from Python values."""
    token = _building.set(SpanContext(body))
    try:
        yield
    finally:
        _building.reset(token)


def validate_span(value: Any, info: core_schema.ValidationInfo) -> Span:
    """Return the span of a value, as pydantic validates it. Raises PydanticCustomError."""
    context = info.context
    if context is None and not (type(value) is dict and "start" in value):
        context = _building.get()
    if type(value) is dict and len(value) == 2 and context is not None:
        # The most frequent form, which machines write. `find_span` handles all others and all errors.
        try:
            exact, start = value["exact"], value["start"]
        except KeyError:
            return find_span(value, context)
        valid = type(start) is int and start >= 0 and type(exact) is str and exact
        if valid and context.body.startswith(exact, start):
            return new_tuple(Span, (start, start + len(exact)))
    return find_span(value, context)


def span_at_offset(value: Any) -> Span:
    """Return the span of words that are known to be at their offset, or a span as it is."""
    if type(value) is Span:
        return value
    start = value["start"]
    return new_tuple(Span, (start, start + len(value["exact"])))


class PendingSpan(Span):
    """Words that were given in Python before there was a body: the article that they are part of finds them.

    Its offsets are -1, which no body has.
    """

    words: Words


def find_span(value: Any, context: SpanContext | None) -> Span:
    """Return the span of a value that gives it by offsets or words. Raises PydanticCustomError."""
    if isinstance(value, Span):
        return _found(value.words, context) if isinstance(value, PendingSpan) and context else value
    if context is not None and context.at_offsets:
        raise PydanticCustomError("words_type", "Input should be words at their offset")
    if type(value) is tuple and len(value) == 2 and all(type(offset) is int for offset in value):
        value = {"start": value[0], "end": value[1]}
    elif type(value) is slice and value.step is None:
        value = {"start": value.start or 0, "end": value.stop}
    if type(value) is dict:
        if "start" in value:
            return _at(value, context)
        if is_words(value):
            return _found(Words(**{SPAN_KEYS[key]: words for key, words in value.items()}), context)
    elif type(value) is str and value:
        return _found(Words(exact=value), context)
    raise PydanticCustomError("words_type", "Input should be words of the body")


def _at(value: dict[str, Any], context: SpanContext | None) -> Span:
    start, exact, end = _offset(value["start"]), value.get("exact"), _offset(value.get("end"))
    if start is None or len(value) != 2:
        raise PydanticCustomError("words_type", "Input should be words of the body")
    if type(exact) is str and exact:
        if context is not None and not context.body.startswith(exact, start):
            return _found(Words(exact=exact, start=start), context)
        if context is not None:
            return Span(start, start + len(exact))
        span = StatedSpan(start, start + len(exact))
        span.exact = exact
        return span
    if end is None:
        raise PydanticCustomError("words_type", "Input should be words of the body")
    if end < start:
        raise _missing(f"the span ends at {end}, before its start at {start}")
    if context is not None and end > len(context.body):
        raise _missing(f"the span ends at {end}, but the body has only {len(context.body)} characters")
    return Span(start, end)


def _offset(value: Any) -> int | None:
    if type(value) is float and value.is_integer():
        value = int(value)
    return value if type(value) is int and value >= 0 else None


def _missing(message: str) -> PydanticCustomError:
    return PydanticCustomError("words_missing", "{exact}", {"exact": message, "near": None})


def _found(words: Words, context: SpanContext | None) -> Span:
    if context is None:
        span = PendingSpan(-1, -1)
        span.words = words
        return span
    try:
        return find_words(context.body, words)
    except WordsNotFound as error:
        raise PydanticCustomError(
            "words_missing", "{exact}", {"exact": str(error), "near": error.closest}
        ) from None
    except AmbiguousWords as error:
        raise PydanticCustomError(
            "words_ambiguous", "{exact}", {"exact": str(error), "count": error.count}
        ) from None


def _serialize(span: Span) -> dict[str, Any]:
    if isinstance(span, PendingSpan):
        given = {key: getattr(span.words, name) for key, name in SPAN_KEYS.items()}
        return {key: words for key, words in given.items() if words is not None}
    return {"start": span[0], "end": span[1]}


class _BodySpanAnnotation:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            validate_span,
            serialization=core_schema.plain_serializer_function_ser_schema(_serialize),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return WORDS_SCHEMA


BodySpan: TypeAlias = Annotated[Span, _BodySpanAnnotation()]
"""A span of the body: offsets in code points in the model, words in a story.

In Python it may also be `(start, end)` or a slice, and words alone if the article has a body.
"""

WORDS_SCHEMA: Final[dict[str, Any]] = {
    "title": "Words",
    "description": (
        "Words of the body: the exact text if it occurs once; also the text just before (prefix) or after it (suffix) "
        "if it occurs more than once; or the first and last words of a longer span."
    ),
    "type": ["string", "object"],
    "minLength": 1,
    "additionalProperties": False,
    "properties": {
        "exact": {**_TEXT, "description": "The words, exactly as in the body."},
        "prefix": {**_TEXT, "description": "The text immediately before the words."},
        "suffix": {**_TEXT, "description": "The text immediately after the words."},
        "from": {**_TEXT, "description": "The first words of the span."},
        "to": {**_TEXT, "description": "The last words of the span."},
        "start": {**_OFFSET, "description": "The start of the span in code points, for machines."},
        "end": {**_OFFSET, "description": "The end of the span in code points, for machines."},
    },
    "if": {"required": ["start"]},
    "then": {
        "if": {"required": ["exact"]},
        "then": _without("start", "prefix", "suffix", "from", "to", "end"),
        "else": {**_without("start", "prefix", "suffix", "from", "to"), "required": ["end"]},
    },
    "else": {
        "if": {"required": ["exact"]},
        "then": _without("exact", "from", "to", "end"),
        "else": {**_without("from", "end"), "required": ["from", "to"]},
    },
}
"""The JSON Schema of words in a story."""
