"""Declare the tables of mentions, citations, quotations and figures, and of their spans."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newsld.formats.tables.columns import (
    ARTICLE,
    END,
    ID,
    KEY_COLUMNS,
    PARTY_NAME,
    POSITION,
    START,
    Column,
    Table,
    columns,
    derived,
    model_columns,
    reference_column,
)
from newsld.model import Citation, Figure, Hop, Mention, Quotation

_CITATION_COLUMNS: Final = tuple(
    [
        replace(column, required=False, description=f"{column.description} Null without a chain.")
        if column.name == "origin"
        else column
        for column in model_columns(Citation)
    ]
)

STATEMENT_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "mentions",
        "Mentions",
        "One row for each mention: words of the body that refer to an entity, an event or a date.",
        columns(
            KEY_COLUMNS,
            POSITION,
            Column("words", "The words in the body."),
            START,
            END,
            model_columns(Mention, "form"),
            reference_column("thing", "The key of the thing that the words refer to.", key="of"),
            derived(
                Column("thing_name", "The name of the thing."),
                Column("thing_kind", "The class of the thing."),
            ),
            model_columns(Mention, "date"),
        ),
        Mention,
    ),
    Table(
        "citations",
        "Citations",
        "Attributed statements with their chains of sources: one row for each hop and party. "
        "A statement without a source is one row without a party.",
        columns(
            KEY_COLUMNS,
            Column("citation", "The key of the citation, the same in all its rows.", required=True),
            _CITATION_COLUMNS,
            derived(
                Column(
                    "depth",
                    "The number of hops in the chain, 0 for a statement without a source.",
                    "integer",
                    required=True,
                )
            ),
            Column("hop", "The number of the hop, from 1, the one nearest to the reader.", "integer"),
            Column("position", "The position of the party among those of the hop, from 1.", "integer"),
            reference_column("party", "The key of the person, organization or place that is the source."),
            derived(
                PARTY_NAME,
                Column("party_kind", "`person`, `organization` or `place`."),
                Column("party_type", "The schema.org types of the party.", "list"),
                Column(
                    "anonymous", "Whether the story does not name the party; null without a party.", "boolean"
                ),
                Column(
                    "is_origin",
                    "Whether the statement comes from this hop: the last one of a chain whose origin is given.",
                    "boolean",
                    required=True,
                ),
            ),
            model_columns(Hop),
        ),
        Citation,
    ),
    Table(
        "quotations",
        "Quotations",
        "One row for each quotation: words that the story presents as somebody's own.",
        columns(
            KEY_COLUMNS,
            ID,
            model_columns(Quotation),
            derived(Column("speakers", "The names of the speakers, separated by `; `.")),
        ),
        Quotation,
    ),
    Table(
        "quotation_speakers",
        "Speakers",
        "One row for each speaker of a quotation.",
        columns(
            ARTICLE,
            reference_column("quotation", "The key of the quotation.", required=True),
            POSITION,
            reference_column("speaker", "The key of the speaker.", required=True),
            derived(Column("speaker_name", "The name of the speaker.")),
        ),
        primary_key=("quotation", "position"),
    ),
    Table(
        "figures",
        "Figures",
        "One row for each quantity that the story states, with its bounds, unit and source.",
        columns(
            KEY_COLUMNS,
            ID,
            model_columns(Figure),
            derived(
                Column("about", "The names of the things that the figure is about, separated by `; `."),
                Column(
                    "sources", "The names of the sources in the last hop of its citation, separated by `; `."
                ),
            ),
        ),
        Figure,
    ),
    Table(
        "spans",
        "Spans",
        "One row for each span of the body that a value in another table was read from.",
        columns(
            ARTICLE,
            Column(
                "owner",
                "The key of the row with the value; for a hop of a citation, the key without the party.",
                required=True,
            ),
            Column(
                "field",
                "The field of the value: `words`, `covers`, `cues`, `anonymousReason`, or a date or relation.",
                required=True,
            ),
            POSITION,
            START,
            END,
            Column("exact", "The text of the span."),
        ),
        primary_key=("owner", "field", "position"),
    ),
    Table(
        "properties",
        "Properties",
        "One row for each value of a property without its own column, preserved as it was read.",
        columns(
            KEY_COLUMNS,
            Column("node", "The key of the row with the property.", required=True),
            Column("property", "The name of the property.", required=True),
            Column(
                "position",
                "The position of the value in a list, from 1; null for a single value.",
                "integer",
            ),
            Column("value", "The value, as JSON.", "data", required=True),
        ),
    ),
)
"""The tables in the order in which they are written."""
