"""Define the eight lists of an answer: what a language model or an engine captured in a text, in copied words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from newsld.model.text import Span


def _digits(value: Any) -> Any:
    """Return a number as its digits: some models write a number where the schema has text."""
    return str(value) if type(value) is int else repr(value) if type(value) is float else value


Digits: TypeAlias = Annotated[StrictStr, BeforeValidator(_digits)]
Strings: TypeAlias = tuple[StrictStr, ...]


class AnswerItem(BaseModel):
    """One item of an answer. Strings are copied from the text; `paragraph` counts from 1.

    The other fields are no part of an answer that a model writes. `pointer` is the RFC 6901 JSON Pointer of the item in
    the answer. An engine sets `rule`, the name of the rule that found the item, and may set `spans`: the spans in
    `TextInput.text` of `words` (of each of them in a citation), in code points.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    label: ClassVar[str]
    """The singular of the list, for messages."""

    pointer: Annotated[str, Field(exclude=True)] = ""
    rule: Annotated[str | None, Field(exclude=True)] = None
    spans: Annotated[tuple[Span, ...], Field(exclude=True)] = ()


class EntityItem(AnswerItem):
    """A person, group, organization or place. `also` are other words that mean it everywhere in the text."""

    label = "entity"
    name: StrictStr
    kind: Literal[
        "Person",
        "Group",
        "NewsMediaOrganization",
        "GovernmentOrganization",
        "Organization",
        "Country",
        "City",
        "Place",
    ]
    also: Strings
    anonymous: StrictBool


class ReferenceItem(AnswerItem):
    """Words that mean an entity at this place only. `near` is a longer span around them, where they occur twice."""

    label = "reference"
    paragraph: StrictInt
    words: StrictStr
    near: StrictStr | None
    entity: StrictStr


class CitationItem(AnswerItem):
    """A statement of a source. `words` are the pieces of the statement, `because` the words that name the source.

    `chain` has the names of entities from the reader to the origin; several at one step are joined by " + ".
    """

    label = "citation"
    paragraph: StrictInt
    words: Strings
    chain: Strings
    because: StrictStr
    act: Literal["statement", "directive", "designation"]


class QuotationItem(AnswerItem):
    """Words between quotation marks, without the marks; `speaker` is the name of an entity."""

    label = "quotation"
    paragraph: StrictInt
    words: StrictStr
    speaker: StrictStr | None


class FigureItem(AnswerItem):
    """A quantity with its qualifier. `number` and `to` are decimal digits; `to` is the higher one of `between`."""

    label = "figure"
    paragraph: StrictInt
    words: StrictStr
    bound: Literal["exactly", "about", "more_than", "at_least", "less_than", "at_most", "between"]
    number: Digits
    to: Digits | None
    unit: StrictStr | None
    measures: StrictStr
    about: StrictStr | None


class DateItem(AnswerItem):
    """An expression of a date or period, and the EDTF date that it means, None if the text does not settle it."""

    label = "date"
    paragraph: StrictInt
    words: StrictStr
    date: StrictStr | None


class RoleItem(AnswerItem):
    """An office of a person. `of` is the name of the entity in which it is held."""

    label = "role"
    person: StrictStr
    paragraph: StrictInt
    words: StrictStr
    role: StrictStr
    of: StrictStr | None
    status: Literal["current", "former", "designate"]


class EventItem(AnswerItem):
    """Something that happened, that a source claims, or that is planned or requested. `start` and `end` are EDTF."""

    label = "event"
    name: StrictStr
    paragraph: StrictInt
    words: StrictStr
    start: StrictStr | None
    end: StrictStr | None
    place: StrictStr | None
    status: Literal["happened", "claimed", "planned", "requested"]


LISTS: Final[Mapping[str, type[AnswerItem]]] = {
    "entities": EntityItem,
    "references": ReferenceItem,
    "citations": CitationItem,
    "quotations": QuotationItem,
    "figures": FigureItem,
    "dates": DateItem,
    "roles": RoleItem,
    "events": EventItem,
}
"""The lists of an answer in the order of its schema, each with the class of its items."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine or a model captured. `by` names it with its version, such as `newsld/0.2 en_core_web_sm/3.8.0`."""

    by: str | None = None
    entities: tuple[EntityItem, ...] = ()
    references: tuple[ReferenceItem, ...] = ()
    citations: tuple[CitationItem, ...] = ()
    quotations: tuple[QuotationItem, ...] = ()
    figures: tuple[FigureItem, ...] = ()
    dates: tuple[DateItem, ...] = ()
    roles: tuple[RoleItem, ...] = ()
    events: tuple[EventItem, ...] = ()
    precision: Mapping[str, float] = field(default_factory=dict)
    """The measured precision of each rule that found an item, 0 to 1, by its name."""
