"""The tables of the articles themselves: metadata, authors, terms, images and layout."""

from __future__ import annotations

from typing import Final

from newsld.formats.csv.columns import (
    END,
    HEAD,
    IRI,
    LISTS,
    PARTY_NAME,
    POSITION,
    START,
    TYPE,
    Column,
    Table,
    columns,
    derived,
    model_columns,
    reference,
)
from newsld.model import Correction, Image, NewsArticle, PagePart
from newsld.model.fields import fields_of

__all__ = ["AGENTS", "ARTICLE_TABLES"]

AGENTS: Final = tuple(
    [
        field.alias
        for field in fields_of(NewsArticle)
        if field.many and "person" in field.targets and "event" not in field.targets
    ]
)
"""The references of an article to people and organizations, which have a table of their own."""

_TERMS: Final = tuple([alias for alias, table in LISTS.items() if table == "article_terms"])

ARTICLE_TABLES: Final[tuple[Table, ...]] = (
    Table(
        "articles",
        "Articles",
        "One row an article: its metadata and its text.",
        columns(
            Column(
                "key",
                "Primary key: the article's address, or `urn:uuid:` of its content where it has none. "
                "A second article of the same key has ` 2` after it, and so on.",
                required=True,
            ),
            IRI,
            TYPE,
            model_columns(NewsArticle),
            Column("authors", "Names of its authors, separated by `; `.", derived=True),
            Column("publishers", "Names of its publishers, separated by `; `.", derived=True),
            Column("body", "The text, exact to the code point."),
        ),
        NewsArticle,
    ),
    Table(
        "article_authors",
        "Authors and publishers",
        "Who wrote, edited, published an article, or holds its copyright: one row each.",
        columns(
            HEAD,
            Column("property", "In which capacity.", values=AGENTS, required=True),
            POSITION,
            reference("party", "The person or organization.", required=True),
            derived(PARTY_NAME, Column("party_kind", "`person`, `organization` or `place`.")),
        ),
    ),
    Table(
        "article_terms",
        "Sections, keywords and genres",
        "One row a section, keyword or genre of an article.",
        columns(
            HEAD,
            Column("property", "What the term is.", values=_TERMS, required=True),
            POSITION,
            Column("value", "The term.", required=True),
        ),
    ),
    Table(
        "images",
        "Images",
        "Images of an article.",
        columns(HEAD, POSITION, IRI, model_columns(Image)),
        Image,
    ),
    Table(
        "page_parts",
        "Parts of the page",
        "Parts of an article's page, such as the part behind the paywall.",
        columns(HEAD, POSITION, IRI, model_columns(PagePart)),
        PagePart,
    ),
    Table(
        "corrections",
        "Corrections",
        "What was corrected in an article since it was published.",
        columns(HEAD, POSITION, IRI, model_columns(Correction)),
        Correction,
    ),
    Table(
        "body",
        "Blocks and marks",
        "The layout of the text: its blocks in order, then its links, emphasis and pictures.",
        columns(
            HEAD,
            Column("part", "Whether it is a block or a mark.", values=("block", "mark"), required=True),
            POSITION,
            Column(
                "kind",
                "What it is.",
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
            Column("url", "Where a link leads, or the address of a picture."),
            Column("title", "The title of a link or picture."),
            Column("alternative", "The alternative text of a picture."),
            Column("words", "The words.", derived=True),
        ),
    ),
)
"""In the order in which they are written."""
