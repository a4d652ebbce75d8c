"""The tables of what was captured in the words of the articles, and of who said it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newsld.formats.csv.columns import (
    END,
    HEAD,
    ID,
    PARTY_NAME,
    POSITION,
    SOURCE,
    START,
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

__all__ = ["STATEMENT_TABLES"]

STATEMENT_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "mentions",
        "Mentions",
        "The words of the body that mean an entity, an event or a date.",
        columns(
            HEAD,
            POSITION,
            WORDS,
            replace(START, derived=True),
            replace(END, derived=True),
            choice("form", "How they mean it.", "name", "alias", "nominal", "pronoun", "demonym", "metonym"),
            thing("thing", "What they mean.", field="of"),
            derived(Column("thing_name", "Its name."), Column("thing_kind", "Its class.")),
            date("date", "The date that they mean"),
        ),
    ),
    Table(
        "citations",
        "Citations",
        "Who says what, citing whom: one row a hop and party; "
        "a statement without a source is one row without a party.",
        columns(
            HEAD,
            Column("citation", "The citation; all its rows have the same.", required=True),
            derived(Column("covers", "The words that are attributed; several runs are parted by ` … `.")),
            choice(
                "mode",
                "Whether the words are the source's own.",
                "direct",
                "indirect",
                "mixed",
                required=True,
            ),
            choice(
                "act",
                "What the source did with its words.",
                "statement",
                "directive",
                "designation",
                required=True,
            ),
            derived(Column("cues", "The words that attribute: said, according to.")),
            Column("repeats", "The earlier citation whose statement it makes again.", refers="citations"),
            choice(
                "origin",
                "Whether the last hop is where the statement comes from.",
                "known",
                "not-given",
                required=True,
            ),
            derived(
                Column(
                    "depth",
                    "How many hops the chain has; 0 is a statement without a source.",
                    "integer",
                    required=True,
                )
            ),
            Column("hop", "The hop, from 1: the one nearest to the reader.", "integer"),
            Column("position", "The place of the party among those of the hop, from 1.", "integer"),
            thing("party", "Who said it."),
            derived(
                PARTY_NAME,
                Column("party_kind", "`person`, `organization` or `place`."),
                Column("party_type", "Its schema.org types.", "list"),
                flag("anonymous", "The story does not name the party.", required=False),
                flag(
                    "is_origin",
                    "The statement comes from this hop: the last of a chain whose origin is known.",
                    required=False,
                ),
            ),
            Column("role", "In what capacity they said it."),
            date("date", "When they said it"),
            thing("medium", "The organization on whose service it was said."),
            derived(Column("medium_name", "Name of the medium.")),
            Column("form", "What it was said in: post, statement, interview."),
            Column("url", "Address of the cited report or post."),
            Column("headline", "Headline of the cited report."),
            Column(
                "inherited", "The earlier citation that the hop is carried over from.", refers="citations"
            ),
        ),
    ),
    Table(
        "quotations",
        "Quotations",
        "Words that the story gives as somebody's own.",
        columns(
            HEAD,
            ID,
            WORDS,
            derived(Column("speakers", "Names of who said them, parted by `; `.")),
            SOURCE,
        ),
    ),
    Table(
        "quotation_speakers",
        "Speakers",
        "Who said the words of a quotation.",
        columns(
            HEAD,
            thing("quotation", "The quotation.", required=True),
            POSITION,
            thing("speaker", "Who said them.", required=True),
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
            Column("measures", "What is measured."),
            Column("value", "The quantity, where it is one number.", "number"),
            Column("min", "The least it can be.", "number"),
            Column("max", "The most it can be.", "number"),
            choice(
                "exclusive", "Which of the bounds are excluded.", "none", "min", "max", "both", required=True
            ),
            flag("approximate", "The story says about, around, some."),
            Column("unit", "What is counted, or the unit."),
            date("as_of", "The date for which it holds"),
            date("period", "The time over which it adds up"),
            WORDS,
            derived(Column("about", "Names of what it is about, parted by `; `.")),
            SOURCE,
            derived(Column("sources", "Names of those that the citation ends with, parted by `; `.")),
        ),
    ),
    Table(
        "spans",
        "Spans",
        "Every run of the body that a row of another table rests on.",
        columns(
            HEAD,
            Column(
                "owner",
                "Key of the row that rests on it; of a citation's hop, without the party.",
                required=True,
            ),
            Column(
                "field",
                "In what way: `words`, `covers`, `cues`, `anonymousReason`, or the date that it gives.",
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
        "All that has no column of its own: what was read and is kept as it was.",
        columns(
            HEAD,
            Column("node", "Key of the row that has the property.", required=True),
            Column("property", "Name of the property.", required=True),
            Column(
                "position",
                "The place of the value in a list, from 1; null for a value that is no list.",
                "integer",
            ),
            Column("value", "The value, as JSON.", "json", required=True),
        ),
    ),
)
"""They come in the order in which they are written."""
