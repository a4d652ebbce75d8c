"""The tables of what the articles tell of, and of how it is tied together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newsld.formats.csv.columns import (
    BASES,
    DESCRIPTION,
    ENTITY,
    HEAD,
    ID,
    IRI,
    NAME,
    PARTY,
    PARTY_NAME,
    POSITION,
    TYPE,
    URL,
    WORDS,
    Column,
    Table,
    choice,
    columns,
    date,
    derived,
    flag,
    thing,
)

__all__ = ["THING_TABLES"]

THING_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "things",
        "Things",
        "Every person, organization, place, event, quotation and figure: what the other tables refer to.",
        tuple(
            [
                replace(column, derived=True)
                for column in columns(
                    HEAD,
                    ID,
                    choice(
                        "kind",
                        "The class of it.",
                        "person",
                        "organization",
                        "place",
                        "event",
                        "quotation",
                        "figure",
                        required=True,
                    ),
                    Column(
                        "type",
                        "Its schema.org types, with the plain type of its class where it states none.",
                        "list",
                    ),
                    NAME,
                )
            ]
        ),
    ),
    Table(
        "people",
        "People",
        "The people of an article.",
        columns(
            ENTITY,
            PARTY,
            Column("given_name", "Given name."),
            Column("family_name", "Family name."),
            Column("honorific_prefix", "A title before the name."),
            Column("honorific_suffix", "A title after the name."),
            date("birth_date", "Date of birth"),
            date("death_date", "Date of death"),
        ),
    ),
    Table(
        "organizations",
        "Organizations",
        "The organizations and groups of an article.",
        columns(
            ENTITY,
            PARTY,
            flag("group", "A collective without an organization's form: rebel forces, a family."),
            Column("legal_name", "Its registered name."),
            date("founding_date", "When it was founded"),
            Column("logo", "Address of its logo."),
        ),
    ),
    Table(
        "places",
        "Places",
        "The places of an article.",
        columns(
            ENTITY,
            Column("latitude", "Degrees north, WGS 84.", "number"),
            Column("longitude", "Degrees east, WGS 84.", "number"),
        ),
    ),
    Table(
        "entity_names",
        "Names",
        "Every name and spelling of a person, organization, place or event.",
        columns(
            HEAD,
            thing("thing", "What is called so.", required=True),
            choice(
                "kind", "`name` repeats the name of its own table.", "name", "alternateName", required=True
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
            thing("thing", "What is identified.", required=True),
            POSITION,
            Column("url", "The address.", required=True),
            derived(NAME),
        ),
    ),
    Table(
        "roles",
        "Roles",
        "The roles that people and organizations have, as the story tells them.",
        columns(
            HEAD,
            thing("party", "Who has the role.", required=True),
            derived(PARTY_NAME),
            POSITION,
            choice(
                "property",
                "The schema.org property it stands in.",
                "hasOccupation",
                "memberOf",
                "affiliation",
                "worksFor",
                "alumniOf",
                required=True,
            ),
            Column("role_name", "What it is called."),
            thing("of", "Whom it is held for."),
            derived(Column("of_name", "Name of `of`.")),
            thing("at", "Where it is held."),
            derived(Column("at_name", "Name of `at`.")),
            date("start", "When it began"),
            date("end", "When it ended"),
            choice(
                "status",
                "Whether it is held when the story is told.",
                "current",
                "former",
                "designate",
                "disputed",
            ),
            choice("basis", "How it is known.", *BASES),
            WORDS,
        ),
    ),
    Table(
        "events",
        "Events",
        "The events of an article.",
        columns(
            HEAD,
            ID,
            IRI,
            TYPE,
            NAME,
            DESCRIPTION,
            URL,
            choice(
                "factuality",
                "Whether the story itself says that it happened.",
                "asserted",
                "claimed",
                "planned",
                "requested",
                required=True,
            ),
            date("start_date", "When it began"),
            date("end_date", "When it ended"),
            Column("locations", "Names of the places where it happened, parted by `; `.", derived=True),
            thing("super_event", "The event that it is a part of."),
        ),
    ),
    Table(
        "event_participants",
        "Parties to events",
        "Who took what part in an event.",
        columns(
            HEAD,
            thing("event", "The event.", required=True),
            derived(Column("event_name", "Name of the event.")),
            POSITION,
            thing("party", "The person, organization or place.", required=True),
            derived(PARTY_NAME),
            Column("role_name", "Its part, in words."),
            choice(
                "property",
                "The schema.org property that ties it to the event.",
                "contributor",
                "organizer",
                "about",
                required=True,
            ),
            WORDS,
        ),
    ),
    Table(
        "links",
        "Links",
        "What is about, located at, part of, related to what: every list of ids that has no table of its own.",
        columns(
            HEAD,
            choice(
                "table",
                "The table of the subject.",
                "articles",
                "people",
                "organizations",
                "places",
                "events",
                "citations",
                "figures",
                required=True,
            ),
            Column("subject", "Key of the article, thing or citation that has the property.", required=True),
            Column(
                "property",
                "The property: `about`, `contentLocation`, `parent`, `location` ...",
                required=True,
            ),
            POSITION,
            thing("object", "What it is tied to.", required=True),
            derived(Column("object_name", "Name of the object.")),
        ),
    ),
)
"""They come in the order in which they are written."""
