"""Define the base classes of the models: strict and immutable, with schema.org's names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    JsonValue,
    field_validator,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from newsld.model import vocabulary
from newsld.model.field_docs import field_descriptions
from newsld.model.text.shorten import quote
from newsld.model.value_types import NO_TERM, FieldKind, NodeIri


class Part(BaseModel):
    """A part of an article. It is immutable and accepts no unknown keys."""

    model_config = ConfigDict(
        strict=True,
        defer_build=True,  # all are built once, with the first article that is read
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),
    )

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Yield the fields that differ from their defaults, for `repr` and `str`."""
        values = self.__dict__
        for name, field in type(self).model_fields.items():
            value = values.get(name)
            if value is not None and value != field.get_default(call_default_factory=True):
                yield name, value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        json_schema = handler(schema)
        properties = handler.resolve_ref_schema(json_schema)["properties"]
        for name, description in field_descriptions(cls).items():
            if name in cls.model_fields:
                alias = cls.model_fields[name].alias or name
                properties[alias] = {**properties[alias], "description": description}
        return json_schema


@cache
def _known_keys(model: type[Part]) -> frozenset[str]:
    names = frozenset(model.model_fields)
    return names | {field.alias for field in model.model_fields.values() if field.alias}


class Thing(Part):
    """A part that is a node of its own in schema.org.

    `extra` preserves properties of schema.org that the model does not have, and values that do not fit a field.
    """

    default_type: ClassVar[str] = "Thing"

    iri: Annotated[NodeIri | None, NO_TERM] = None
    """The IRI that the node was read with. If absent, it is derived from the article's url and the id. `_:` means
    that the node was read without an IRI and is written without one."""

    extra: Annotated[dict[str, JsonValue], FieldKind("json"), NO_TERM] = Field(default_factory=dict)
    """JSON-LD properties that do not fit a field of the model, by name. They are written unchanged."""

    @model_validator(mode="before")
    @classmethod
    def _move_to_extra(cls, data: Any) -> Any:
        if type(data) is not dict or _known_keys(cls).issuperset(data):
            return data
        unknown = [key for key in data if key not in _known_keys(cls) and vocabulary.is_property(key)]
        known = {key: data[key] for key in data if key not in unknown}
        extra = known.get("extra", {})
        if isinstance(extra, dict) and unknown:
            known["extra"] = {**{key: data[key] for key in unknown}, **extra}
        return known


class ShortForm(Part):
    """A part that a story can give as text alone: the value of the field `short_form`."""

    short_form: ClassVar[str]
    short_schema: ClassVar[dict[str, Any]] = {"minLength": 1}
    """The keywords of the text in JSON Schema."""

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, data: Any) -> Any:
        return {cls.short_form: data} if isinstance(data, (str, date)) else data

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        reference = super().__get_pydantic_json_schema__(schema, handler)
        handler.resolve_ref_schema(reference).update(type=["string", "object"], **cls.short_schema)
        return reference


class TypedThing(Thing):
    """A thing whose field `type` has the schema.org types that are not the default one."""

    @field_validator("type", check_fields=False)
    @classmethod
    def _omit_default_type(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        return () if types == (cls.default_type,) else types

    @property
    def types(self) -> tuple[str, ...]:
        """The schema.org types; the default type of the class if none is given."""
        types: tuple[str, ...] = self.__dict__["type"]
        return types or (self.default_type,)


def one_line(kind: str, name: str | None, details: Iterable[str] = ()) -> str:
    """Return a short `repr`, such as `<Event strike “Dock strike” (2025-03-04, planned)>`."""
    parts = [kind]
    if name:
        parts.append(quote(" ".join(name.split())))
    if shown := ", ".join(details):
        parts.append(f"({shown})")
    return f"<{' '.join(parts)}>"
