"""The events of a story: what happened, is said to have happened, is planned or is asked for."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import field_validator

from newsld.model.dated import Dated
from newsld.model.node import Part, Thing
from newsld.model.spans import BodySpan
from newsld.model.value_types import (
    NO_TERM,
    AgentReference,
    AnyReference,
    EventReference,
    Iri,
    Listed,
    Many,
    PlaceReference,
    Slug,
    Text,
    TypeName,
)

__all__ = ["Event", "Participant"]


class Participant(Part):
    """A party to an event and its part in it."""

    party: AgentReference
    """Id of the person, organization or place."""

    role_name: Text | None = None
    """Its part, in words: attacker, host, victim."""

    property: Literal["contributor", "organizer", "about"] = "contributor"
    """The schema.org property that ties it to the event: those who act are `contributor` or `organizer`,
    those acted upon `about`."""

    words: BodySpan | None = None
    """The words of the body that say so."""


class Event(Thing):
    """A schema.org Event: something with a time and a place that the story tells of."""

    default_type: ClassVar[str] = "Event"

    id: Annotated[Slug, NO_TERM]
    """Its id within the article."""

    type: Annotated[Many[TypeName], NO_TERM] = ()
    """Its schema.org types; absent, Event."""

    name: Text | None = None
    """A short name for it."""

    alternate_name: Many[Text] = ()
    """Other names of it."""

    description: Text | None = None
    """What it is, in a sentence."""

    url: Iri | None = None
    """Its own page."""

    same_as: Many[Iri] = ()
    """Addresses that identify it beyond doubt."""

    start_date: Dated | None = None
    """When it began, EDTF."""

    end_date: Dated | None = None
    """When it ended, EDTF."""

    location: Many[PlaceReference] = ()
    """Ids of the places where it happened."""

    organizer: Many[AgentReference] = ()
    """Ids of who brought it about."""

    participants: Listed[Participant] = ()
    """The parties to it, in the order of the source."""

    super_event: EventReference | None = None
    """Id of the event that it is a part of."""

    about: Many[AnyReference] = ()
    """Ids of what it is about."""

    factuality: Annotated[Literal["asserted", "claimed", "planned", "requested"], NO_TERM] = "asserted"
    """Whether the story itself says that it happened (`asserted`), says that somebody says so (`claimed`), or
    tells of it as to come (`planned`) or as wished for (`requested`)."""

    @field_validator("type")
    @classmethod
    def _without_its_own(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        return () if types == (cls.default_type,) else types

    @property
    def types(self) -> tuple[str, ...]:
        """Its schema.org types, Event where it states none."""
        return self.type or (self.default_type,)
