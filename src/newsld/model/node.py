"""What every part of an article has in common: closed, strict, immutable, named as schema.org names it."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, JsonValue, model_validator
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from newsld.model import vocabulary
from newsld.model.field_docs import field_descriptions
from newsld.model.value_types import NO_TERM, FieldKind, NodeIri

__all__ = ["Part", "Thing", "accept_text"]


class Part(BaseModel):
    """A part of an article: immutable, and closed to keys that it does not know."""

    model_config = ConfigDict(
        strict=True,
        defer_build=True,  # built once, as parts of the article, when the first one is read
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        made = handler(schema)
        properties = handler.resolve_ref_schema(made)["properties"]
        for name, words in field_descriptions(cls).items():
            if name in cls.model_fields:
                alias = cls.model_fields[name].alias or name
                properties[alias] = {**properties[alias], "description": words}
        return made


@cache
def _known(kind: type[Part]) -> frozenset[str]:
    names = frozenset(kind.model_fields)
    return names | {field.alias for field in kind.model_fields.values() if field.alias}


class Thing(Part):
    """A part that is a node of its own in schema.org, and keeps whatever was said of it.

    A property of schema.org that newsld does not model, and a value that does not fit a modelled
    property, ride along verbatim in `extra`.
    """

    default_type: ClassVar[str] = "Thing"

    iri: Annotated[NodeIri | None, NO_TERM] = None
    """The node's own IRI, as it was read: absent, it is derived from the article's url and the id. `_:` says
    that the node had none where it was read, and gets none on writing."""

    extra: Annotated[dict[str, JsonValue], FieldKind("json"), NO_TERM] = Field(default_factory=dict)
    """Properties in JSON-LD, under their own names, that have no typed place here; written out as they
    are."""

    @model_validator(mode="before")
    @classmethod
    def _keep_what_is_not_modelled(cls, data: Any) -> Any:
        if type(data) is not dict or _known(cls).issuperset(data):
            return data
        loose = [key for key in data if key not in _known(cls) and vocabulary.is_property(key)]
        kept = {key: data[key] for key in data if key not in loose}
        extra = kept.get("extra", {})
        if isinstance(extra, dict) and loose:
            kept["extra"] = {**{key: data[key] for key in loose}, **extra}
        return kept


def accept_text(reference: JsonSchemaValue, handler: GetJsonSchemaHandler, **text: Any) -> JsonSchemaValue:
    """The reference to a part's JSON Schema, for which a bare text will do that has the keywords `text`."""
    handler.resolve_ref_schema(reference).update(type=["string", "object"], **text)
    return reference
