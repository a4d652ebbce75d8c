"""Define what is captured in the words of the body: mentions, quotations and figures."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import WithJsonSchema, model_validator

from newsld.model.dated import Dated
from newsld.model.node import Part
from newsld.model.numbers import excluded_bounds
from newsld.model.spans import BodySpan
from newsld.model.value_types import (
    AgentReference,
    AnyReference,
    CitationReference,
    FieldKind,
    Many,
    NamedReference,
    Number,
    Slug,
    Text,
)


class Mention(Part):
    """Words of the body that refer to an entity, an event or a date: `of` or `date`, never both."""

    words: BodySpan
    """The span of the words in the body. Several mentions can have the same span."""

    of: NamedReference | None = None
    """Id of the person, organization, place or event that the words refer to."""

    date: Dated | None = None
    """The date that the words refer to, EDTF."""

    form: Literal["name", "alias", "nominal", "pronoun", "demonym", "metonym"] | None = None
    """The form of the reference: a name, another name, a description ("the dictator"), a pronoun, a demonym
    ("Syrian") or a metonym ("Washington" for a government). Absent for dates."""


class Quotation(Part):
    """Words that the story presents as somebody's own."""

    id: Slug
    """The id, unique within the article."""

    words: Many[BodySpan] = ()
    """The spans of the quoted words, without quotation marks and without a comma that the publication's style adds
    before the closing mark."""

    speaker: Many[AgentReference] = ()
    """Ids of the speakers."""

    citation: CitationReference | None = None
    """Id of the citation that attributes the words."""


class Figure(Part):
    """A quantity that the story states, with its bounds, unit, time and source.

    "More than 3.5 lakh persons" has `min` 350000, `exclusive` true and `unit` persons.
    """

    id: Slug
    """The id, unique within the article."""

    measures: Text | None = None
    """The quantity that is measured: people killed, containers held up."""

    value: Number | None = None
    """The value, if it is one number."""

    min: Number | None = None
    """The lower bound ("at least", "more than")."""

    max: Number | None = None
    """The upper bound ("up to", "nearly")."""

    exclusive: Annotated[
        bool | Literal["min", "max"],
        FieldKind("choice"),
        WithJsonSchema({"enum": [True, False, "min", "max"]}),
    ] = False
    """Whether the bounds are excluded: "more than 40,000" is an excluded `min` of 40000. `min` or `max` if only that
    one of two bounds is excluded. With one bound, or none, it is true or false."""

    approximate: bool = False
    """Whether the story says that the number is approximate: about, around, some."""

    unit: Text | None = None
    """The unit, or the things that are counted: persons, years, USD, %."""

    as_of: Dated | None = None
    """The date for which the figure is valid, EDTF."""

    period: Dated | None = None
    """The period that the figure is a total of, as an EDTF interval: `2024-11-27/..`."""

    about: Many[AnyReference] = ()
    """Ids of the things that the figure is about, such as a place, an event or an organization."""

    words: Many[BodySpan] = ()
    """The spans of the figure as written: "More than 3.5 lakh"."""

    citation: CitationReference | None = None
    """Id of the citation that attributes the figure."""

    @model_validator(mode="after")
    def _exclude_existing_bounds(self) -> Self:
        if self.exclusive is not False:
            excluded = excluded_bounds(self.exclusive, self.min is not None, self.max is not None)
            self.__dict__["exclusive"] = excluded
        return self
