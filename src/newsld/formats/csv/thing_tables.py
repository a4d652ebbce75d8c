"""The tables of people, organizations, places and events, and of the links between things."""

from __future__ import annotations

from typing import Final

from newsld.formats.csv.columns import (
    HEAD,
    ID,
    NODE,
    PARTY_NAME,
    POSITION,
    Column,
    Table,
    columns,
    derived,
    model_columns,
    reference,
)
from newsld.model import Event, Organization, Participant, Person, Place, Role
from newsld.model.reference_targets import KINDS

__all__ = ["THING_TABLES"]

_NAME: Final = Column("name", "Its name.")

THING_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "things",
        "Things",
        "Every person, organization, place, event, quotation and figure, for the references of other tables.",
        columns(
            derived(
                *HEAD,
                ID,
                Column("kind", "Its class.", values=tuple(KINDS.values()), required=True),
                Column("type", "Its schema.org types, separated by spaces.", "list"),
                _NAME,
            )
        ),
    ),
    Table("people", "People", "The people of an article.", columns(NODE, model_columns(Person)), Person),
    Table(
        "organizations",
        "Organizations",
        "The organizations and groups of an article.",
        columns(NODE, model_columns(Organization)),
        Organization,
    ),
    Table("places", "Places", "The places of an article.", columns(NODE, model_columns(Place)), Place),
    Table(
        "entity_names",
        "Names",
        "Every name and spelling of a person, organization, place or event.",
        columns(
            HEAD,
            reference("thing", "The thing.", required=True),
            Column(
                "kind",
                "`name` repeats the name of its own table.",
                values=("name", "alternateName"),
                required=True,
            ),
            POSITION,
            Column("name", "The name.", required=True),
        ),
    ),
    Table(
        "same_as",
        "Identities",
        "Addresses that identify a person, organization, place or event beyond doubt.",
        columns(
            HEAD,
            reference("thing", "The thing.", required=True),
            POSITION,
            Column("url", "The address.", required=True),
            derived(_NAME),
        ),
    ),
    Table(
        "roles",
        "Roles",
        "The roles of people and organizations.",
        columns(
            HEAD,
            reference("party", "Who has the role.", required=True),
            derived(PARTY_NAME),
            POSITION,
            model_columns(Role),
        ),
        Role,
    ),
    Table(
        "events",
        "Events",
        "The events of an article.",
        columns(
            NODE,
            model_columns(Event),
            Column("locations", "Names of the places where it happened, separated by `; `.", derived=True),
        ),
        Event,
    ),
    Table(
        "event_participants",
        "Parties to events",
        "Who took which part in an event.",
        columns(
            HEAD,
            reference("event", "The event.", required=True),
            derived(Column("event_name", "Name of the event.")),
            POSITION,
            model_columns(Participant),
        ),
        Participant,
    ),
    Table(
        "links",
        "Links",
        "Every list of references that has no table of its own: about, location, parent ...",
        columns(
            HEAD,
            Column(
                "table",
                "The table of the subject.",
                values=("articles", "people", "organizations", "places", "events", "citations", "figures"),
                required=True,
            ),
            Column("subject", "Key of the article, thing or citation that has the property.", required=True),
            Column(
                "property",
                "The property: `about`, `contentLocation`, `parent`, `location` ...",
                required=True,
            ),
            POSITION,
            reference("object", "The thing that it refers to.", required=True),
            derived(Column("object_name", "Name of the object.")),
        ),
    ),
)
"""In the order in which they are written."""
