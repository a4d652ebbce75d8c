"""What was captured in the words of the body: mentions, quotations and figures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import WithJsonSchema

from newsld.model.dated import Dated
from newsld.model.node import Part
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

__all__ = ["Figure", "Mention", "Quotation"]


class Mention(Part):
    """Words of the body that name or point to an entity, an event or a date: `of` or `date`, never both."""

    words: BodySpan
    """The words. Several mentions may share them."""

    of: NamedReference | None = None
    """Id of the person, organization, place or event that they mean."""

    date: Dated | None = None
    """The date that they mean, EDTF."""

    form: Literal["name", "alias", "nominal", "pronoun", "demonym", "metonym"] | None = None
    """How they mean it: by name, another name, a description ("the dictator"), a pronoun, a demonym
    ("Syrian"), or something that stands for it ("Washington"). Absent for dates."""


class Quotation(Part):
    """Words that the story gives as somebody's own."""

    id: Slug
    """Its id within the article."""

    words: Many[BodySpan] = ()
    """The exact words, without the quotation marks and without a house comma before the closing mark."""

    speaker: Many[AgentReference] = ()
    """Ids of who said them."""

    citation: CitationReference | None = None
    """Id of the citation that attributes them."""


class Figure(Part):
    """A figure: a quantity that the story states, with its bounds, unit, time and source.

    "More than 3.5 lakh persons" is `min` 350000, `exclusive`, `unit` persons.
    """

    id: Slug
    """Its id within the article."""

    measures: Text | None = None
    """What is measured: people killed, containers held up."""

    value: Number | None = None
    """The quantity, where it is one number."""

    min: Number | None = None
    """The least it can be ("at least", "more than")."""

    max: Number | None = None
    """The most it can be ("up to", "nearly")."""

    exclusive: Annotated[
        bool | Literal["min", "max"],
        FieldKind("choice"),
        WithJsonSchema({"enum": [True, False, "min", "max"]}),
    ] = False
    """Whether the bounds are excluded: "more than 40,000" is a `min` of 40000, exclusive. `min` or `max`
    where only one of two is."""

    approximate: bool = False
    """The story says about, around, some."""

    unit: Text | None = None
    """What is counted, or the unit: persons, years, USD, %."""

    as_of: Dated | None = None
    """The date for which it holds, EDTF."""

    period: Dated | None = None
    """The time over which it adds up, an EDTF interval: `2024-11-27/..`."""

    about: Many[AnyReference] = ()
    """Ids of what it is about: a place, an event, an organization."""

    words: Many[BodySpan] = ()
    """The figure as written: "More than 3.5 lakh"."""

    citation: CitationReference | None = None
    """Id of the citation that attributes it."""
