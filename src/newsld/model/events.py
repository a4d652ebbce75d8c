"""Define the events in a story: those that happened, and those that are claimed, planned or requested."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from newsld.model.dated import Dated
from newsld.model.node import Part, TypedThing, one_line
from newsld.model.relation import AgentRelation, AnyRelation, EventRelation, PlaceRelation
from newsld.model.spans import BodySpan
from newsld.model.value_types import (
    NO_TERM,
    AgentReference,
    Iri,
    Listed,
    Many,
    Slug,
    Text,
    TypeName,
)


class Participant(Part):
    """A participant in an event, with its role there."""

    party: AgentReference
    """Id of the person, organization or place that takes part."""

    role_name: Text | None = None
    """The role in the event, in words: attacker, host, victim."""

    property: Literal["contributor", "organizer", "about"] = "contributor"
    """The schema.org property from the event to the participant: `contributor` or `organizer` for those who act,
    `about` for those who are acted upon."""

    basis: Literal["stated", "inferred", "given"] | None = None
    """The basis of the participation: stated in the body, inferred from the body, or given by the editor from
    elsewhere."""

    words: BodySpan | None = None
    """The span of the words that the participation was read from."""


class Event(TypedThing):
    """A schema.org Event: something in the story with a time and a place."""

    default_type: ClassVar[str] = "Event"

    id: Annotated[Slug, NO_TERM]
    """The id, unique within the article."""

    type: Annotated[Many[TypeName], NO_TERM] = ()
    """The schema.org types; Event if absent."""

    name: Text | None = None
    """A short name."""

    alternate_name: Many[Text] = ()
    """Other names."""

    description: Text | None = None
    """A description in one sentence."""

    url: Iri | None = None
    """The address of the event's own page."""

    same_as: Many[Iri] = ()
    """Addresses that identify the event beyond doubt."""

    start_date: Dated | None = None
    """The start of the event, EDTF."""

    end_date: Dated | None = None
    """The end of the event, EDTF."""

    location: Many[PlaceRelation] = ()
    """Ids of the places where the event happened."""

    organizer: Many[AgentRelation] = ()
    """Ids of the organizers."""

    participants: Listed[Participant] = ()
    """The participants, in the order of the source."""

    super_event: EventRelation | None = None
    """Id of the event that this event is part of."""

    about: Many[AnyRelation] = ()
    """Ids of the subjects of the event."""

    factuality: Annotated[Literal["asserted", "claimed", "planned", "requested"], NO_TERM] = "asserted"
    """Whether the event happened according to the story itself (`asserted`) or only to a source (`claimed`), or is
    `planned` or `requested`."""

    def __repr__(self) -> str:
        """Return the id, the name, the date and how certain the event is, on one line."""
        date = self.start_date or self.end_date
        certainty = None if self.factuality == "asserted" else self.factuality
        details = (str(one) for one in (date.date if date else None, certainty) if one)
        return one_line(f"Event {self.id}", self.name, details)
