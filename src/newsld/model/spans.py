"""Words of the body: written as words in a source, held as offsets in the model."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from newsld.model.text import AmbiguousWords, Span, Words, WordsNotFound, find_words

__all__ = ["WORDS_SCHEMA", "BodySpan", "SpanContext", "resolve_span"]

_KEYS: Final = {"exact": "exact", "prefix": "prefix", "suffix": "suffix", "from": "first", "to": "last"}

_TEXT: Final = {"type": "string", "minLength": 1}
_OFFSET: Final = {"type": "integer", "minimum": 0}


def _without(other: str, *keys: str) -> dict[str, Any]:
    return {
        "properties": {key: {"not": {}, "$comment": f"{key} cannot stand beside {other}"} for key in keys}
    }


_make: Final = tuple.__new__


class SpanContext:
    """The body that words are looked for in while an article is validated: pydantic's context."""

    __slots__ = ("body",)

    def __init__(self, body: str) -> None:
        self.body = body


def _ground(value: Any, info: core_schema.ValidationInfo) -> Span:
    ground = info.context
    if type(value) is dict and len(value) == 2 and ground is not None:
        # What machines write, and so what there is most of; whatever is odd about it is looked at below.
        try:
            exact, start = value["exact"], value["start"]
        except KeyError:
            return _resolve(value, ground)
        sound = type(start) is int and start >= 0 and type(exact) is str and exact
        if sound and ground.body.startswith(exact, start):
            # Past the named tuple's own constructor, which costs as much as all the rest.
            return _make(Span, (start, start + len(exact)))
    return _resolve(value, ground)


def _resolve(value: Any, ground: SpanContext | None) -> Span:
    if type(value) is Span:
        return value
    if type(value) is dict:
        if "start" in value:
            return _at(value, ground)
        if _is_words(value):
            return _found(Words(**{_KEYS[key]: words for key, words in value.items()}), ground)
    elif type(value) is str and value:
        return _found(Words(exact=value), ground)
    raise PydanticCustomError("words_type", "Input should be words of the body")


def resolve_span(value: Any, body: str) -> Span | None:
    """The one run of the body that words in a source name, or None where there is no such run."""
    try:
        return _resolve(value, SpanContext(body))
    except PydanticCustomError:
        return None


def _is_words(value: dict[str, Any]) -> bool:
    run = value.keys() & {"from", "to"}
    return len(run) == (0 if "exact" in value else 2) and all(
        key in _KEYS and type(words) is str and words for key, words in value.items()
    )


def _at(value: dict[str, Any], ground: SpanContext | None) -> Span:
    start, exact, end = _offset(value["start"]), value.get("exact"), _offset(value.get("end"))
    if start is None or len(value) != 2:
        raise PydanticCustomError("words_type", "Input should be words of the body")
    if type(exact) is str and exact:
        if ground is not None and not ground.body.startswith(exact, start):
            return _found(Words(exact=exact, start=start), ground)
        return Span(start, start + len(exact))
    if end is None:
        raise PydanticCustomError("words_type", "Input should be words of the body")
    if end < start:
        raise _missing(f"the words end at {end}, before their start at {start}")
    if ground is not None and end > len(ground.body):
        raise _missing(f"the words end at {end}, and the body has {len(ground.body)} characters")
    return Span(start, end)


def _offset(value: Any) -> int | None:
    if type(value) is float and value.is_integer():
        value = int(value)
    return value if type(value) is int and value >= 0 else None


def _missing(message: str) -> PydanticCustomError:
    return PydanticCustomError("words_missing", "{exact}", {"exact": message, "near": None})


def _found(words: Words, ground: SpanContext | None) -> Span:
    if ground is None:
        raise PydanticCustomError("words_ungrounded", "words need a body: give offsets instead")
    try:
        return find_words(ground.body, words)
    except WordsNotFound as fault:
        raise PydanticCustomError(
            "words_missing", "{exact}", {"exact": str(fault), "near": fault.closest}
        ) from None
    except AmbiguousWords as fault:
        raise PydanticCustomError(
            "words_ambiguous", "{exact}", {"exact": str(fault), "count": fault.count}
        ) from None


class _Range:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            _ground,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda span: {"start": span[0], "end": span[1]}
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return WORDS_SCHEMA


BodySpan: TypeAlias = Annotated[Span, _Range()]
"""A run of the body: offsets in code points in the model, words in a source."""

WORDS_SCHEMA: Final[dict[str, Any]] = {
    "title": "Words",
    "description": (
        "Words of the body: the exact text alone where it stands once; with the text just before (prefix) "
        "or after it (suffix) where it stands more than once; or the first and last words of a longer run."
    ),
    "type": ["string", "object"],
    "minLength": 1,
    "additionalProperties": False,
    "properties": {
        "exact": {**_TEXT, "description": "The words, exactly as the body has them."},
        "prefix": {**_TEXT, "description": "The text that stands immediately before them."},
        "suffix": {**_TEXT, "description": "The text that stands immediately after them."},
        "from": {**_TEXT, "description": "The first words of the run."},
        "to": {**_TEXT, "description": "The last words of the run."},
        "start": {**_OFFSET, "description": "Where they start, in code points; for machines."},
        "end": {**_OFFSET, "description": "Where they end, in code points; for machines."},
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
"""The JSON Schema of words in a source."""
