"""Derive everything that formats need to know about a field from its declaration in a model.

A field is declared once, by its name, its annotation and the docstring below it. JSON-LD terms, CSV columns, the
targets of references, the foreign values that fit and the schema of exported JSON-LD follow from that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from newsld.model.article import Correction, Image, NewsArticle, PagePart
from newsld.model.captures import Figure, Mention, Quotation
from newsld.model.citations import Citation, Hop
from newsld.model.dated import Dated
from newsld.model.entities import Organization, Person, Place, Role
from newsld.model.events import Event, Participant
from newsld.model.field_docs import described
from newsld.model.field_table import facts_of
from newsld.model.node import Part, Thing
from newsld.model.relation import Relation
from newsld.model.text import Span
from newsld.model.value_types import (
    FieldKind,
    KeyedById,
    ListOnly,
    OneOrMore,
    Targets,
    Term,
    ValueKind,
)

COLLECTIONS: Final[dict[type[Thing], str]] = {
    Person: "people",
    Organization: "organizations",
    Place: "places",
    Event: "events",
}
"""The collection in a story of each model with ids that is a schema.org node."""

MODELS: Final[tuple[type[Part], ...]] = (
    NewsArticle,
    Image,
    PagePart,
    Correction,
    Person,
    Organization,
    Place,
    Role,
    Event,
    Participant,
    Quotation,
    Figure,
    Citation,
    Hop,
    Mention,
)
"""The models whose fields every format carries; formats write the body, its layout and dates in their own ways."""


Container = Literal["", "many", "list", "keyed"]
_CONTAINERS: Final[Mapping[type, Container]] = {OneOrMore: "many", ListOnly: "list", KeyedById: "keyed"}


@dataclass(frozen=True, slots=True)
class ModelField:
    """One field of a model.

    `name` is its name in Python, `alias` the key in a story. `term` is its schema.org property; empty for a field
    that the JSON-LD modules write by hand. `many` is for a tuple, `required` for a field without a default. `targets`
    are the kinds of things that a reference may refer to, `choices` the values of a choice. The values of a reference
    are ids; if `is_relation`, they are `Relation`s, which may have a basis and words. `part` is the class of the
    parts of a field of the kind `part` or `data`. `container` is how a story gives the values of a tuple: one or a list
    (`many`), a list, or an object with ids as keys (`keyed`). `pattern` is that of a text, `bounds` are the least and
    the most of a whole number, or the fewest values of a tuple.
    """

    model: type[Part]
    name: str
    alias: str
    term: str
    kind: ValueKind
    many: bool
    required: bool
    default: Any
    targets: frozenset[str] = frozenset()
    choices: tuple[Any, ...] = ()
    is_relation: bool = False
    part: type[Part] | None = None
    container: Container = ""
    pattern: str | None = None
    bounds: tuple[int | None, int | None] = (None, None)

    @property
    def description(self) -> str:
        """Return the docstring below the field, on one line."""
        # Reading the source of the models takes a tenth of an export of one story.
        facts = facts_of(self.model.__name__).fields.get(self.alias)
        return described(self.model, self.name) if facts is None else facts.description


@cache
def fields_of(model: type[Part]) -> tuple[ModelField, ...]:
    """Return the fields of a model in the order of their declaration, those of its base classes first."""
    return tuple(_field(model, name) for name in model.model_fields)


@cache
def properties_of(model: type[Part]) -> tuple[ModelField, ...]:
    """Return the fields of a model that are one property of schema.org each."""
    return tuple(field for field in fields_of(model) if field.term)


@cache
def data_fields_of(model: type[Part]) -> tuple[ModelField, ...]:
    """Return the fields of a model that formats write as one JSON value each."""
    return tuple(field for field in fields_of(model) if field.kind == "data")


def data_of(field: ModelField, value: Any) -> Any:
    """Return the value of such a field as plain JSON, from its parts or from plain data of a story."""
    part = field.part
    assert part is not None, "a field of the kind data has parts"
    values = value if isinstance(value, tuple | list) else [value]
    parts = [one if isinstance(one, part) else part.model_validate(one) for one in values]
    data = [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in parts]
    return data if field.many else data[0]


def _field(model: type[Part], name: str) -> ModelField:
    info = model.model_fields[name]
    marks, inner = [*info.metadata], info.annotation
    many = False
    while True:
        origin = get_origin(inner)
        if origin is Annotated:
            inner, *more = get_args(inner)
            marks += more
        elif origin is Union or origin is UnionType:
            options = [one for one in get_args(inner) if one is not type(None)]
            if len(options) > 1:  # such a choice has its own FieldKind
                break
            inner = options[0]
        elif origin is tuple:
            inner, many = get_args(inner)[0], True
        else:
            break
    kind = _kind(inner, marks)
    alias = info.alias or name
    term = next((mark.name for mark in marks if isinstance(mark, Term)), alias)
    return ModelField(
        model=model,
        name=name,
        alias=alias,
        term=term if issubclass(model, Thing) and kind not in {"part", "words", "data"} else "",
        kind=kind,
        many=many,
        required=info.is_required(),
        default=None if info.default is PydanticUndefined else info.default,
        targets=next((mark.kinds for mark in marks if isinstance(mark, Targets)), frozenset()),
        choices=_choices(inner) if kind == "choice" else (),
        is_relation=inner is Relation,
        part=inner if kind in {"data", "part"} and isinstance(inner, type) else None,
        container=next((_CONTAINERS[type(mark)] for mark in marks if type(mark) in _CONTAINERS), ""),
        pattern=next((str(one.pattern) for one in marks if getattr(one, "pattern", None)), None),
        bounds=_bounds(marks),
    )


def _constraints(marks: list[Any]) -> Iterator[Any]:
    for mark in marks:
        yield from mark.metadata if isinstance(mark, FieldInfo) else [mark]


def _bounds(marks: list[Any]) -> tuple[int | None, int | None]:
    least = most = None
    for mark in _constraints(marks):
        if isinstance(mark, Ge | MinLen):
            least = mark.ge if isinstance(mark, Ge) else mark.min_length
        elif isinstance(mark, Le):
            most = mark.le
    return least, most  # type: ignore[return-value]


def _kind(inner: Any, marks: list[Any]) -> ValueKind:
    for mark in marks:
        if isinstance(mark, FieldKind):
            return mark.kind
    if get_origin(inner) is Literal:
        return "choice"
    if inner is bool:
        return "boolean"
    if inner is int:
        return "integer"
    if inner is Dated:
        return "date"
    if inner is Relation:
        return "reference"
    if inner is Span:
        return "words"
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return "part"
    return "text"


def _choices(inner: Any) -> tuple[Any, ...]:
    if inner is bool:
        return (False, True)
    if get_origin(inner) is Literal:
        return get_args(inner)
    return tuple(value for option in get_args(inner) for value in _choices(option))
