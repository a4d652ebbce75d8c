"""Define the types of values in the models, each with its validation and its JSON Schema.

A type accepts exactly what its JSON Schema accepts: both use the same functions, which
`newsld.schemaorg.json_schema` registers as formats.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

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

from newsld.model.dates import BadDate, Edtf, Timestamp, is_iri, is_language_tag, parse_edtf, parse_moment
from newsld.model.numbers import DECIMAL, MOST_DIGITS, json_number, parse_number

T = TypeVar("T")

ValueKind = Literal[
    "text", "iri", "language", "boolean", "integer", "pixels", "number", "timestamp", "date", "choice",
    "reference", "words", "part", "json", "data",
]  # fmt: skip
"""The kinds of values that formats treat differently; `newsld.model.fields` derives the kind of a field. Formats write
a value of the kind `data`, which consists of parts, as one JSON value."""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """Mark a type with its kind of value."""

    kind: ValueKind


@dataclass(frozen=True, slots=True, init=False)
class Targets:
    """Mark a reference with the kinds of things that it may refer to: `person`, `place`, `citation` ..."""

    kinds: frozenset[str]

    def __init__(self, *kinds: str) -> None:
        object.__setattr__(self, "kinds", frozenset(kinds))


@dataclass(frozen=True, slots=True)
class Term:
    """Mark a field with its schema.org property, if that is not its alias.

    An empty name is for a field that no single property holds: the JSON-LD modules read and write it by hand.
    """

    name: str


NO_TERM = Term("")

# `$` matches before a final newline in Python, but not in every validator of JSON Schema. This does not, anywhere.
PATTERN_END = r"(?![\s\S])"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*"
_TYPE = r"^[A-Za-z][A-Za-z0-9]*"


def _patterned(pattern: str, title: str) -> Any:
    return Annotated[
        str,
        StringConstraints(pattern=pattern + "$"),
        WithJsonSchema({"type": "string", "pattern": pattern + PATTERN_END, "title": title}),
    ]


Text: TypeAlias = Annotated[str, StringConstraints(min_length=1), FieldKind("text")]
"""A text that is not empty: an absent text is omitted."""

Slug: TypeAlias = _patterned(SLUG, "Id")  # type: ignore[valid-type]
"""An id within one article: `[a-z0-9]+(-[a-z0-9]+)*`."""

Reference: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1),
    FieldKind("reference"),
    WithJsonSchema({"type": "string", "minLength": 1, "title": "Id"}),
]
"""The id of another part of the article; the checks report an id that is not defined. Use one with targets:"""

PersonReference: TypeAlias = Annotated[Reference, Targets("person")]
PlaceReference: TypeAlias = Annotated[Reference, Targets("place")]
OrganizationReference: TypeAlias = Annotated[Reference, Targets("organization")]
EventReference: TypeAlias = Annotated[Reference, Targets("event")]
CitationReference: TypeAlias = Annotated[Reference, Targets("citation")]
BodyOrStateReference: TypeAlias = Annotated[Reference, Targets("organization", "place")]
AgentReference: TypeAlias = Annotated[Reference, Targets("person", "organization", "place")]
NamedReference: TypeAlias = Annotated[Reference, Targets("person", "organization", "place", "event")]
AnyReference: TypeAlias = Annotated[
    Reference, Targets("person", "organization", "place", "event", "quotation", "figure")
]

TypeName: TypeAlias = _patterned(_TYPE, "schema.org type")  # type: ignore[valid-type]
"""The name of a schema.org type, without its namespace: `NewsMediaOrganization`."""


def _checked(test: Callable[[str], bool], error: str, message: str) -> Callable[[str], str]:
    def check_text(value: str) -> str:
        if not test(value):
            raise PydanticCustomError(error, message)
        return value

    return check_text


Iri: TypeAlias = Annotated[
    str,
    AfterValidator(_checked(is_iri, "iri", "not an absolute address")),
    WithJsonSchema({"type": "string", "format": "iri"}),
    FieldKind("iri"),
]
"""An absolute IRI (RFC 3987)."""

BLANK_NODE = "_:"

NodeIri: TypeAlias = Annotated[
    str,
    AfterValidator(
        _checked(lambda value: value == BLANK_NODE or is_iri(value), "iri", "not an absolute address")
    ),
    WithJsonSchema({"type": "string", "if": {"const": BLANK_NODE}, "else": {"format": "iri"}}),
    FieldKind("iri"),
]
"""An absolute IRI, or `_:` for a node without one."""

Language: TypeAlias = Annotated[
    str,
    AfterValidator(_checked(is_language_tag, "language", "not a language tag")),
    WithJsonSchema({"type": "string", "format": "language-tag"}),
    FieldKind("language"),
]
"""A BCP 47 language tag: `en-IN`."""


def _date_parser(parse: Callable[[str], T]) -> Callable[[Any], T]:
    def read(value: Any) -> T:
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "Input should be a valid string")
        try:
            return parse(value)
        except BadDate as error:
            raise PydanticCustomError("date", "{reason}", {"reason": str(error)}) from None

    return read


DateTime: TypeAlias = Annotated[
    Timestamp | Edtf,
    PlainValidator(_date_parser(parse_moment)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "if": {"maxLength": len("2025-03-04")},
            "then": {"format": "date"},
            "else": {"format": "date-time"},
        }
    ),
    FieldKind("timestamp"),
]
"""A Timestamp, RFC 3339 with an offset, or the Edtf of a day without a time, which the checks warn about.

Both are preserved as written. `.to_datetime()` parses a timestamp. In Python it may also be a datetime with an offset,
or a date.
"""

Date: TypeAlias = Annotated[
    Edtf,
    PlainValidator(_date_parser(parse_edtf)),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "format": "edtf"}),
]
"""A date in the story: EDTF (ISO 8601-2), preserved as written. In Python it may also be a date or a datetime."""


def _number(value: Any) -> Decimal:
    try:
        return parse_number(value)
    except ValueError as error:
        raise PydanticCustomError("number", "{reason}", {"reason": str(error)}) from None


Number: TypeAlias = Annotated[
    Decimal,
    PlainValidator(_number),
    PlainSerializer(json_number, return_type=int | float | str, when_used="json"),
    WithJsonSchema(
        {
            "type": ["number", "string"],
            "pattern": DECIMAL + PATTERN_END,
            "maxLength": MOST_DIGITS,
            "title": "Number",
        }
    ),
    FieldKind("number"),
]
"""An exact decimal number; as text where JSON's numbers would lose digits."""


def _whole(value: Any) -> Any:
    return int(value) if type(value) is float and value.is_integer() else value


WHOLE_NUMBER = BeforeValidator(_whole)
"""Accept `1.0` as a whole number, as JSON Schema does. It must be the last annotation of a type."""

Integer: TypeAlias = Annotated[int, WHOLE_NUMBER, FieldKind("integer")]
"""A whole number."""

Pixels: TypeAlias = Annotated[int, Field(ge=1), WHOLE_NUMBER, FieldKind("pixels")]
"""A width or height in pixels."""


class OneOrMore:
    """Mark a tuple that is one value or a list in a story."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_as_tuple, _of_list(handler(source)))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        array = handler(schema)
        item = array.pop("items")
        several = {name: value for name, value in array.items() if name == "minItems"}
        return {"if": {"type": "array"}, "then": {**several, "items": item}, "else": item}


class ListOnly:
    """Mark a tuple that is a list in a story."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _of_list(handler(source))


class KeyedById:
    """Mark a tuple that is an object with ids as keys in a story; it is in the order of the ids."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(
            _by_id,
            handler(source),
            serialization=core_schema.wrap_serializer_function_ser_schema(_with_ids, when_used="json"),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "object",
            "propertyNames": {"pattern": SLUG + PATTERN_END},
            "additionalProperties": handler(schema)["items"],
        }


def _of_list(schema: CoreSchema) -> CoreSchema:
    """Return the schema of a tuple, changed to accept a list. Its items are validated as strictly as before."""
    return {**schema, "strict": False}


def _as_tuple(value: Any) -> Any:
    if type(value) is list:
        return value
    # `(12, 40)` is one span: no list of values is of numbers.
    is_span = type(value) is tuple and len(value) == 2 and type(value[0]) is int
    return value if type(value) is tuple and not is_span else (value,)


def _id_of(item: Any) -> str:
    return str(item["id"] if type(item) is dict else item.id)


def _by_id(value: Any, info: core_schema.ValidationInfo) -> Any:
    if info.context is None and type(value) is list:
        value = tuple(value)
        if all((type(item) is dict and "id" in item) or hasattr(item, "id") for item in value):
            return tuple(sorted(value, key=_id_of))
    if type(value) is dict:
        return tuple(
            [
                {**item, "id": None if "id" in item else key} if type(item) is dict else item
                for key, item in sorted(value.items())
            ]
        )
    if type(value) is tuple and all(hasattr(item, "id") for item in value):
        return tuple(sorted(value, key=_id_of))
    return value


def _with_ids(items: Any, serialize: Callable[[Any], Any]) -> Any:
    """Return serialized items as an object with ids as keys, so that the JSON of a model can be read again."""
    serialized = serialize(items)
    if all(type(item) is dict and "id" in item for item in serialized):
        return {item.pop("id"): item for item in serialized}
    return serialized


Many: TypeAlias = Annotated[tuple[T, ...], OneOrMore()]
"""One value or a list in a story; a tuple in the model."""

AtLeastOne: TypeAlias = Annotated[tuple[T, ...], Field(min_length=1), OneOrMore()]
"""One value or a list that is not empty in a story; a tuple in the model."""

Listed: TypeAlias = Annotated[tuple[T, ...], ListOnly()]
"""A list in a story; a tuple in the model."""

Keyed: TypeAlias = Annotated[tuple[T, ...], KeyedById()]
"""An object with ids as keys in a story; a tuple in the order of the ids in the model."""
