"""Declare the tables that repeat values of other tables for a purpose: who the sources are, and what happened when."""

from __future__ import annotations

from typing import Final

from newsld.formats.tables.columns import (
    ARTICLE,
    POSITION,
    Column,
    Table,
    columns,
    date_columns,
    derived,
    reference_column,
)

SUMMARY_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "sources",
        "Sources",
        "One row for each person, organization or place that an article quotes or that one of its statements comes "
        "from. Those who only pass a statement on are in `through`.",
        columns(
            derived(
                ARTICLE,
                reference_column("source", "The key of the source.", required=True),
                POSITION,
                Column("name", "The name of the source; for an unnamed one, the words that describe it."),
                Column(
                    "kind",
                    "The class of the source.",
                    values=("person", "organization", "place"),
                    required=True,
                ),
                Column("type", "The schema.org types of the source, separated by spaces.", "list"),
                Column("anonymous", "Whether the story does not name the source.", "boolean", required=True),
                Column(
                    "through",
                    "The names of those through whom the article has the statements, separated by `; `; null if it has "
                    "all of them from the source itself.",
                ),
                Column(
                    "statements",
                    "The number of statements that come from the source.",
                    "integer",
                    required=True,
                ),
                Column(
                    "direct_statements",
                    "How many of them the article has from the source itself.",
                    "integer",
                    required=True,
                ),
                Column("quotations", "The number of quotations of the source.", "integer", required=True),
                Column(
                    "words",
                    "The words that name the source in the chains of its statements, else in its mentions, separated "
                    "by ` … `.",
                ),
            )
        ),
        primary_key=("source",),
    ),
    Table(
        "timeline",
        "Timeline",
        "One row for each dated thing of an article, in the order of time: events, figures, roles, statements, births "
        "and deaths, and the article itself.",
        columns(
            derived(
                ARTICLE,
                POSITION,
                *date_columns(
                    "date", "The date, or the start of the period: EDTF, for an article a timestamp."
                ),
                Column("date_basis", "The basis of `date`.", values=("stated", "inferred", "given")),
                *date_columns("end", "The end of the period, EDTF."),
                Column("table", "The table of the row with the date.", required=True),
                Column("property", "The property with the date: `startDate`, `asOf` ...", required=True),
                reference_column(
                    "thing", "The key of the thing with the date; null for articles and statements."
                ),
                Column("citation", "The key of the citation with the date.", refers_to="citations"),
                Column("name", "The name of the thing, the role, or the parties of the hop."),
                Column(
                    "factuality", "For an event, whether it happened, or is claimed, planned or requested."
                ),
                Column("words", "The words that the dates were read from, separated by ` … `."),
            )
        ),
        primary_key=("article", "position"),
    ),
)
"""The tables in the order in which they are written."""
