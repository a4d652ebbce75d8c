"""The kinds of value that the models hold, each with what it accepts and its JSON Schema.

A kind accepts exactly what its JSON Schema accepts: the functions used here are the ones that
`newsld.schema` registers as formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from newsld.dates import BadDate, Edtf, Timestamp, is_iri, is_language_tag, parse_edtf, parse_timestamp

__all__ = [
    "BLANK",
    "DECIMAL",
    "SLUG",
    "WHOLE",
    "Date",
    "Integer",
    "Iri",
    "Keyed",
    "Language",
    "Listed",
    "Many",
    "Moment",
    "NodeIri",
    "Number",
    "Reference",
    "Slug",
    "Some",
    "Text",
    "TypeName",
    "as_number",
]

T = TypeVar("T")

# Python's `$` matches before a final newline, JSON Schema's dialects differ: this end matches nothing.
_END = r"(?![\s\S])"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*"
_TYPE = r"^[A-Za-z][A-Za-z0-9]*"
DECIMAL = r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
_MOST_DIGITS = 4000
_DECIMAL = re.compile(DECIMAL)


def _patterned(pattern: str, title: str) -> Any:
    return Annotated[
        str,
        StringConstraints(pattern=pattern + "$"),
        WithJsonSchema({"type": "string", "pattern": pattern + _END, "title": title}),
    ]


Text: TypeAlias = Annotated[str, StringConstraints(min_length=1)]
"""Words: never empty, since what is absent is left out."""

Slug: TypeAlias = _patterned(SLUG, "Id")  # type: ignore[valid-type]
"""An id within one article: `[a-z0-9]+(-[a-z0-9]+)*`."""

Reference: TypeAlias = Annotated[Text, WithJsonSchema({"type": "string", "minLength": 1, "title": "Id"})]
"""The id of another part of the article. Whether there is such a part is for the checks to say."""

TypeName: TypeAlias = _patterned(_TYPE, "schema.org type")  # type: ignore[valid-type]
"""The name of a schema.org type, without its namespace: `NewsMediaOrganization`."""


def _checked(test: Callable[[str], bool], error: str, message: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not test(value):
            raise PydanticCustomError(error, message)
        return value

    return check


Iri: TypeAlias = Annotated[
    str,
    AfterValidator(_checked(is_iri, "iri", "not an absolute address")),
    WithJsonSchema({"type": "string", "format": "iri"}),
]
"""An absolute IRI (RFC 3987)."""

BLANK = "_:"

NodeIri: TypeAlias = Annotated[
    str,
    AfterValidator(_checked(lambda value: value == BLANK or is_iri(value), "iri", "not an absolute address")),
    WithJsonSchema({"type": "string", "if": {"const": BLANK}, "else": {"format": "iri"}}),
]
"""An absolute IRI, or `_:` for a node that has none."""

Language: TypeAlias = Annotated[
    str,
    AfterValidator(_checked(is_language_tag, "language", "not a language tag")),
    WithJsonSchema({"type": "string", "format": "language-tag"}),
]
"""A BCP 47 language tag: `en-IN`."""


def _dated(parse: Callable[[str], T], kind: type[T]) -> Callable[[Any], T]:
    def read(value: Any) -> T:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "Input should be a valid string")
        try:
            return parse(value)
        except BadDate as fault:
            raise PydanticCustomError("date", "{reason}", {"reason": str(fault)}) from None

    return read


Moment: TypeAlias = Annotated[
    Timestamp,
    PlainValidator(_dated(parse_timestamp, Timestamp)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A timestamp, RFC 3339 with an offset, kept as it was written; `.moment` is the parsed view."""

Date: TypeAlias = Annotated[
    Edtf,
    PlainValidator(_dated(parse_edtf, Edtf)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "format": "edtf"}),
]
"""A date of the story: EDTF (ISO 8601-2), kept as it was written."""


def as_number(value: Any) -> Decimal:
    """A Decimal with no trailing zeros from an int, a float (its shortest form), a Decimal or decimal text.

    Raises ValueError for anything else, for what is not finite and for more than 4,000 digits.
    """
    if type(value) is int:
        number = Decimal(value)
    elif type(value) is float:
        number = Decimal(repr(value))
    elif type(value) is Decimal:
        number = value
    elif isinstance(value, str) and len(value) <= _MOST_DIGITS and _DECIMAL.fullmatch(value):
        number = Decimal(value)
    else:
        raise ValueError("not a number")
    if not number.is_finite():
        raise ValueError("not a finite number")
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if len(digits) > _MOST_DIGITS:
        raise ValueError("more than 4,000 digits")
    kept = list(digits)
    while len(kept) > 1 and kept[-1] == 0:
        kept.pop()
        exponent += 1
    if kept == [0]:
        return Decimal(0)
    if 0 < exponent <= 24:
        kept, exponent = kept + [0] * exponent, 0
    return Decimal((sign, kept, exponent))


def _number(value: Any) -> Decimal:
    try:
        return as_number(value)
    except ValueError as fault:
        raise PydanticCustomError("number", "{reason}", {"reason": str(fault)}) from None


Number: TypeAlias = Annotated[
    Decimal,
    PlainValidator(_number),
    WithJsonSchema(
        {
            "type": ["number", "string"],
            "pattern": DECIMAL + _END,
            "maxLength": _MOST_DIGITS,
            "title": "Number",
        }
    ),
]
"""An exact decimal number; as text where JSON's numbers would lose digits."""


def _whole(value: Any) -> Any:
    return int(value) if type(value) is float and value.is_integer() else value


WHOLE = BeforeValidator(_whole)
"""Takes `1.0` for the whole number that it is, as JSON Schema does; to be put last."""

Integer: TypeAlias = Annotated[int, WHOLE]
"""A whole number."""


class _Many:
    """One value or a list of them, held as a tuple."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_as_tuple, _of_list(handler(source)))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        array = handler(schema)
        item = array.pop("items")
        several = {name: value for name, value in array.items() if name == "minItems"}
        return {"if": {"type": "array"}, "then": {**several, "items": item}, "else": item}


class _Listed:
    """A list, held as a tuple."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _of_list(handler(source))


class _Keyed:
    """An object whose keys are ids, held as a tuple in the order of the ids."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_by_id, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "object",
            "propertyNames": {"pattern": SLUG + _END},
            "additionalProperties": handler(schema)["items"],
        }


def _of_list(schema: CoreSchema) -> CoreSchema:
    """The schema of a tuple that may be given as a list; what stands in it is as strict as ever."""
    return {**schema, "strict": False}


def _as_tuple(value: Any) -> Any:
    return value if type(value) is list or type(value) is tuple else (value,)


def _by_id(value: Any) -> Any:
    if type(value) is dict:
        return tuple(
            [
                {**item, "id": None if "id" in item else key} if type(item) is dict else item
                for key, item in sorted(value.items())
            ]
        )
    if type(value) is tuple and all(hasattr(item, "id") for item in value):
        return tuple(sorted(value, key=lambda item: str(item.id)))
    return value


Many: TypeAlias = Annotated[tuple[T, ...], _Many()]
"""One value or a list, in sources; a tuple in the model."""

Some: TypeAlias = Annotated[tuple[T, ...], Field(min_length=1), _Many()]
"""One value or a list of at least one, in sources; a tuple in the model."""

Listed: TypeAlias = Annotated[tuple[T, ...], _Listed()]
"""A list in sources; a tuple in the model."""

Keyed: TypeAlias = Annotated[tuple[T, ...], _Keyed()]
"""An object with ids for keys in sources; a tuple in the order of the ids in the model."""
