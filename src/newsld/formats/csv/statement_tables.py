"""The tables of what was captured in the words of the articles, and of who said it."""

from __future__ import annotations

from typing import Final

from newsld.formats.csv.columns import (
    END,
    HEAD,
    ID,
    PARTY_NAME,
    POSITION,
    START,
    Column,
    Table,
    columns,
    derived,
    model_columns,
    reference,
)
from newsld.model import Citation, Figure, Hop, Mention, Quotation

__all__ = ["STATEMENT_TABLES"]

STATEMENT_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "mentions",
        "Mentions",
        "The words of the body that mean an entity, an event or a date.",
        columns(
            HEAD,
            POSITION,
            model_columns(Mention, "words"),
            derived(START, END),
            model_columns(Mention, "form"),
            reference("thing", "What they mean.", key="of"),
            derived(Column("thing_name", "Its name."), Column("thing_kind", "Its class.")),
            model_columns(Mention, "date"),
        ),
        Mention,
    ),
    Table(
        "citations",
        "Citations",
        "Who says what, citing whom: one row a hop and party; "
        "a statement without a source is one row without a party.",
        columns(
            HEAD,
            Column("citation", "The citation; all its rows have the same.", required=True),
            model_columns(Citation),
            derived(
                Column(
                    "depth",
                    "The number of hops in the chain; 0 for a statement without a source.",
                    "integer",
                    required=True,
                )
            ),
            Column("hop", "The hop, from 1: the one nearest to the reader.", "integer"),
            Column("position", "The position of the party among those of the hop, from 1.", "integer"),
            reference("party", "Who said it."),
            derived(
                PARTY_NAME,
                Column("party_kind", "`person`, `organization` or `place`."),
                Column("party_type", "Its schema.org types.", "list"),
                Column("anonymous", "The story does not name the party.", "boolean"),
                Column(
                    "is_origin",
                    "The statement comes from this hop: the last of a chain whose origin is known.",
                    "boolean",
                ),
            ),
            model_columns(Hop),
        ),
        Citation,
    ),
    Table(
        "quotations",
        "Quotations",
        "Words that the story gives as somebody's own.",
        columns(
            HEAD,
            ID,
            model_columns(Quotation),
            derived(Column("speakers", "Names of who said them, separated by `; `.")),
        ),
        Quotation,
    ),
    Table(
        "quotation_speakers",
        "Speakers",
        "Who said the words of a quotation.",
        columns(
            HEAD,
            reference("quotation", "The quotation.", required=True),
            POSITION,
            reference("speaker", "Who said them.", required=True),
            derived(Column("speaker_name", "Name of the speaker.")),
        ),
    ),
    Table(
        "figures",
        "Figures",
        "The quantities that the story states, with their bounds, unit and source.",
        columns(
            HEAD,
            ID,
            model_columns(Figure),
            derived(
                Column("about", "Names of what it is about, separated by `; `."),
                Column("sources", "Names of those that the citation ends with, separated by `; `."),
            ),
        ),
        Figure,
    ),
    Table(
        "spans",
        "Spans",
        "Every span of the body that a row of another table was read from.",
        columns(
            HEAD,
            Column(
                "owner",
                "Key of the row that was read from it; of a citation's hop, without the party.",
                required=True,
            ),
            Column(
                "field",
                "The field of the row: `words`, `covers`, `cues`, `anonymousReason`, or a date.",
                required=True,
            ),
            POSITION,
            START,
            END,
            Column("exact", "The words."),
        ),
    ),
    Table(
        "properties",
        "Properties",
        "Properties without a column of their own, preserved as they were read.",
        columns(
            HEAD,
            Column("node", "Key of the row that has the property.", required=True),
            Column("property", "Name of the property.", required=True),
            Column(
                "position",
                "The position of the value in a list, from 1; null for a value that is no list.",
                "integer",
            ),
            Column("value", "The value, as JSON.", "json", required=True),
        ),
    ),
)
"""In the order in which they are written."""
