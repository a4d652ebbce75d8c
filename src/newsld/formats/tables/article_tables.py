"""Declare the tables of the articles themselves: metadata, authors, terms, images and layout."""

from __future__ import annotations

from typing import Final

from newsld.formats.tables.columns import (
    ARTICLE,
    END,
    IRI,
    KEY_COLUMNS,
    LIST_TABLES,
    PARTY_NAME,
    POSITION,
    START,
    TYPE,
    Column,
    Table,
    columns,
    derived,
    model_columns,
    reference_column,
)
from newsld.model import Correction, Image, NewsArticle, PagePart
from newsld.model.fields import fields_of

AGENT_PROPERTIES: Final = tuple(
    [
        field.alias
        for field in fields_of(NewsArticle)
        if field.many and "person" in field.targets and "event" not in field.targets
    ]
)
"""The properties of an article that refer to people and organizations, which are in `article_authors`."""

_TERMS: Final = tuple([alias for alias, table in LIST_TABLES.items() if table == "article_terms"])

ARTICLE_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "articles",
        "Articles",
        "One row for each article: its metadata and its text.",
        columns(
            Column(
                "article",
                "The key: the first 10 characters of the SHA-256 of its IRI (its content without one), in base32.",
                required=True,
            ),
            IRI,
            TYPE,
            model_columns(NewsArticle),
            Column("authors", "The names of the authors, separated by `; `.", derived=True),
            Column("publishers", "The names of the publishers, separated by `; `.", derived=True),
            Column("body", "The text of the article, exact to the code point."),
        ),
        NewsArticle,
        ("article",),
    ),
    Table(
        "article_authors",
        "Authors and publishers",
        "One row for each person or organization that wrote, edited or published an article, or holds its copyright.",
        columns(
            ARTICLE,
            Column(
                "property", "The schema.org property of the article.", values=AGENT_PROPERTIES, required=True
            ),
            POSITION,
            reference_column("party", "The person or organization.", required=True),
            derived(PARTY_NAME, Column("party_kind", "`person`, `organization` or `place`.")),
        ),
        primary_key=("article", "property", "position"),
    ),
    Table(
        "article_terms",
        "Sections, keywords and genres",
        "One row for each section, keyword or genre of an article.",
        columns(
            ARTICLE,
            Column("property", "The schema.org property of the article.", values=_TERMS, required=True),
            POSITION,
            Column("value", "The term.", required=True),
        ),
        primary_key=("article", "property", "position"),
    ),
    Table(
        "images",
        "Images",
        "One row for each image of an article.",
        columns(KEY_COLUMNS, POSITION, IRI, model_columns(Image)),
        Image,
    ),
    Table(
        "page_parts",
        "Parts of the page",
        "One row for each part of an article's page, such as the part behind the paywall.",
        columns(KEY_COLUMNS, POSITION, IRI, model_columns(PagePart)),
        PagePart,
    ),
    Table(
        "corrections",
        "Corrections",
        "One row for each correction of an article after its publication.",
        columns(KEY_COLUMNS, POSITION, IRI, model_columns(Correction)),
        Correction,
    ),
    Table(
        "body",
        "Blocks and marks",
        "The layout of the text: its blocks in order, then its links, emphasis and pictures.",
        columns(
            ARTICLE,
            Column("part", "Whether the row is a block or a mark.", values=("block", "mark"), required=True),
            POSITION,
            Column(
                "kind",
                "The kind of block or mark.",
                values=(
                    "paragraph",
                    "heading",
                    "list-item",
                    "block-quote",
                    "link",
                    "emphasis",
                    "strong",
                    "picture",
                ),
                required=True,
            ),
            START,
            END,
            Column("level", "The level of a heading, 1 to 6.", "integer"),
            Column("number", "The number of an item in a numbered list.", "integer"),
            Column("url", "The target of a link, or the address of a picture."),
            Column("title", "The title of a link or picture."),
            Column("alternative", "The alternative text of a picture."),
            Column("words", "The text of the block or mark.", derived=True),
        ),
        primary_key=("article", "part", "position"),
    ),
)
"""The tables in the order in which they are written."""
