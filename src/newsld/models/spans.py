"""Words of the body: written as words in a source, held as offsets in the model."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from newsld.text import Ambiguous, NotFound, Span, Words, find_words

__all__ = ["Ground", "Range"]

_KEYS: Final = {
    "exact": "exact",
    "prefix": "prefix",
    "suffix": "suffix",
    "from": "first",
    "to": "last",
    "start": "start",
}

_TEXT: Final = {"type": "string", "minLength": 1}
_OFFSET: Final = {"type": "integer", "minimum": 0}


class Ground:
    """The body that words are looked for in while an article is validated: pydantic's context."""

    __slots__ = ("body",)

    def __init__(self, body: str) -> None:
        self.body = body


def _ground(value: Any, info: core_schema.ValidationInfo) -> Span:
    if type(value) is Span:
        return value
    ground = info.context
    if type(value) is dict:
        start = value.get("start")
        if type(start) is int and start >= 0:
            return _at(value, start, ground)
        if value and all(key in _KEYS and type(words) is str and words for key, words in value.items()):
            return _found(Words(**{_KEYS[key]: words for key, words in value.items()}), ground)
    elif type(value) is str and value:
        return _found(Words(exact=value), ground)
    raise PydanticCustomError("words_type", "Input should be words of the body")


def _at(value: dict[str, Any], start: int, ground: Ground | None) -> Span:
    exact, end = value.get("exact"), value.get("end")
    if type(exact) is str and exact and len(value) == 2:
        if ground is not None and not ground.body.startswith(exact, start):
            return _found(Words(exact=exact, start=start), ground)
        return Span(start, start + len(exact))
    if type(end) is int and start <= end and len(value) == 2:
        if ground is not None and end > len(ground.body):
            raise PydanticCustomError(
                "words_missing", "{exact}", {"exact": f"offset {end}", "near": None, "length": len(ground.body)}
            )
        return Span(start, end)
    raise PydanticCustomError("words_type", "Input should be words of the body")


def _found(words: Words, ground: Ground | None) -> Span:
    if ground is None:
        raise PydanticCustomError("words_ungrounded", "words need a body: give offsets instead")
    try:
        return find_words(ground.body, words)
    except NotFound as fault:
        raise PydanticCustomError(
            "words_missing", "{exact}", {"exact": str(fault), "near": fault.near}
        ) from None
    except Ambiguous as fault:
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
        return {"$ref": "#/$defs/Words"}


Range: TypeAlias = Annotated[Span, _Range()]
"""A run of the body: offsets in code points in the model, words in a source."""

WORDS_SCHEMA: Final[dict[str, Any]] = {
    "title": "Words",
    "description": (
        "Words of the body: the exact text alone where it stands once; with the text just before (prefix) "
        "or after it (suffix) where it stands more than once; or the first and the last words of a longer run."
    ),
    "if": {"type": "string"},
    "then": _TEXT,
    "else": {
        "type": "object",
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
        "anyOf": [{"required": ["exact"]}, {"required": ["from", "to"]}, {"required": ["start", "end"]}],
    },
}
"""The JSON Schema of words in a source, put under `$defs/Words`."""
