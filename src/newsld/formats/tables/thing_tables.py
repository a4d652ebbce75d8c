"""Declare the tables of people, organizations, places and events, and of the links between things."""

from __future__ import annotations

from typing import Final

from newsld.formats.tables.columns import (
    ARTICLE,
    BASES,
    ID,
    KEY_COLUMNS,
    NODE_COLUMNS,
    PARTY_NAME,
    POSITION,
    Column,
    Table,
    columns,
    derived,
    model_columns,
    reference_column,
)
from newsld.model import Event, Organization, Participant, Person, Place, Role
from newsld.model.reference_targets import COLLECTION_KINDS

_NAME: Final = Column("name", "The name of the thing.")

THING_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "things",
        "Things",
        "One row for each person, organization, place, event, quotation and figure: the target of references.",
        columns(
            derived(
                *KEY_COLUMNS,
                ID,
                Column(
                    "kind", "The class of the thing.", values=tuple(COLLECTION_KINDS.values()), required=True
                ),
                Column("type", "The schema.org types, separated by spaces.", "list"),
                _NAME,
            )
        ),
    ),
    Table(
        "people",
        "People",
        "One row for each person in an article.",
        columns(NODE_COLUMNS, model_columns(Person)),
        Person,
    ),
    Table(
        "organizations",
        "Organizations",
        "One row for each organization or group in an article.",
        columns(NODE_COLUMNS, model_columns(Organization)),
        Organization,
    ),
    Table(
        "places",
        "Places",
        "One row for each place in an article.",
        columns(NODE_COLUMNS, model_columns(Place)),
        Place,
    ),
    Table(
        "entity_names",
        "Names",
        "One row for each name and spelling of a person, organization, place or event.",
        columns(
            ARTICLE,
            reference_column("thing", "The key of the thing.", required=True),
            Column(
                "kind",
                "`alternateName`, or `name`, which repeats the name in the table of the thing.",
                values=("name", "alternateName"),
                required=True,
            ),
            POSITION,
            Column("name", "The name.", required=True),
        ),
        primary_key=("thing", "kind", "position"),
    ),
    Table(
        "same_as",
        "Identities",
        "One row for each address that identifies a person, organization, place or event beyond doubt.",
        columns(
            ARTICLE,
            reference_column("thing", "The key of the thing.", required=True),
            POSITION,
            Column("url", "The address.", required=True),
            derived(_NAME),
        ),
        primary_key=("thing", "position"),
    ),
    Table(
        "roles",
        "Roles",
        "One row for each role of a person or organization.",
        columns(
            KEY_COLUMNS,
            reference_column(
                "party", "The key of the person or organization that has the role.", required=True
            ),
            derived(PARTY_NAME),
            POSITION,
            model_columns(Role),
        ),
        Role,
    ),
    Table(
        "events",
        "Events",
        "One row for each event in an article.",
        columns(
            NODE_COLUMNS,
            model_columns(Event),
            Column(
                "locations",
                "The names of the places where the event happened, separated by `; `.",
                derived=True,
            ),
        ),
        Event,
    ),
    Table(
        "event_participants",
        "Participants in events",
        "One row for each participant in an event.",
        columns(
            KEY_COLUMNS,
            reference_column("event", "The key of the event.", required=True),
            derived(Column("event_name", "The name of the event.")),
            POSITION,
            model_columns(Participant),
        ),
        Participant,
    ),
    Table(
        "links",
        "Links",
        "One row for each item of a list of references without its own table: about, location, parent ...",
        columns(
            ARTICLE,
            Column(
                "table",
                "The table of the subject.",
                values=("articles", "people", "organizations", "places", "events", "citations", "figures"),
                required=True,
            ),
            Column("subject", "The key of the article, thing or citation with the property.", required=True),
            Column(
                "property",
                "The property: `about`, `contentLocation`, `parent`, `location` ...",
                required=True,
            ),
            POSITION,
            reference_column("object", "The key of the thing that the property refers to.", required=True),
            derived(Column("object_name", "The name of the object.")),
            Column("basis", "The basis of the reference.", values=BASES),
        ),
        primary_key=("subject", "property", "position"),
    ),
)
"""The tables in the order in which they are written."""
