"""Turn an article into the rows of the tables, as tuples of cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from newsld.formats.tables.article_tables import AGENT_PROPERTIES
from newsld.formats.tables.columns import LIST_TABLES
from newsld.formats.tables.row_builder import ARTICLE_KEY, NULL, RowBuilder, TableRow, cell_writers, numbered
from newsld.model import Citation, Event, Figure, Hop, NewsArticle, Participant, Quotation, Role
from newsld.model.fields import ModelField, fields_of
from newsld.model.node import Part
from newsld.model.views import byline

if TYPE_CHECKING:
    from newsld.model.entities import Entity
    from newsld.model.node import Thing

__all__ = ["rows_of"]


def rows_of(article: NewsArticle) -> list[list[TableRow]]:
    """Return the rows of an article: a list for each of `TABLES`, in their order, sorted by key.

    Raises Unwritable for two things or two citations with the same id, whose rows would have the same key.
    """
    builder = _ArticleRows(article)
    for collection in ("people", "organizations", "places", "events"):
        for thing in getattr(article, collection):
            builder.add_thing(collection, thing)
    for quotation in article.quotations:
        builder.add_quotation(quotation)
    for figure in article.figures:
        builder.add_figure(figure)
    for citation in article.citations:
        builder.add_citation(citation)
    builder.add_mentions(article)
    builder.add_article(article)
    for table in builder.unsorted:
        table.sort()
    return builder.tables


@cache
def _links(model: type[Part]) -> Sequence[ModelField]:
    """Return the fields with lists of references of a model that are rows of the table `links`."""
    others = {"parties", "speaker"} | set(AGENT_PROPERTIES if model is NewsArticle else ())
    return [
        field
        for field in fields_of(model)
        if field.kind == "reference" and field.many and field.alias not in others
    ]


class _ArticleRows(RowBuilder):
    """A row builder with a method for each kind of part of an article."""

    # -- entities and events ---------------------------------------------------------------------------------

    def add_thing(self, table: str, thing: Entity | Event) -> None:
        key, values = f"{ARTICLE_KEY}#{thing.id}", thing.__dict__
        self.add_names(key, thing)
        cells = self.cells(key, cell_writers(type(thing)), values)
        row = (key, ARTICLE_KEY, thing.id, thing.iri or NULL, " ".join(thing.type) or NULL, *cells)
        if type(thing) is Event:
            row = (*row, self.names(thing.location))
            self.add_participants(key, thing)
        elif roles := values.get("roles"):
            self.add_roles(key, thing.name or NULL, roles)
        self.rows[table].append(row)
        self.add_links(table, key, _links(type(thing)), values)
        if thing.extra:
            self.add_properties(key, thing)

    def add_names(self, key: str, thing: Entity | Event) -> None:
        if thing.name:
            self.rows["entity_names"].append((f"{key}/name", ARTICLE_KEY, key, "name", 1, thing.name))
        if thing.alternate_name:
            for number, label, name in numbered(thing.alternate_name):
                row = (f"{key}/alternateName/{label}", ARTICLE_KEY, key, "alternateName", number, name)
                self.rows["entity_names"].append(row)
        if thing.same_as:
            for number, label, url in numbered(thing.same_as):
                self.rows["same_as"].append(
                    (f"{key}/sameAs/{label}", ARTICLE_KEY, key, number, url, thing.name or NULL)
                )

    def add_roles(self, key: str, name: str, roles: Sequence[Role]) -> None:
        for number, label, role in numbered(roles):
            at = f"{key}/role/{label}"
            cells = self.cells(at, cell_writers(Role), role.__dict__)
            self.rows["roles"].append((at, ARTICLE_KEY, key, name, number, *cells))

    def add_participants(self, key: str, event: Event) -> None:
        for number, label, part in numbered(event.participants) if event.participants else ():
            at = f"{key}/participant/{label}"
            cells = self.cells(at, cell_writers(Participant), part.__dict__)
            self.rows["event_participants"].append((at, ARTICLE_KEY, key, event.name or NULL, number, *cells))

    # -- quotations and figures ------------------------------------------------------------------------------

    def add_quotation(self, quotation: Quotation) -> None:
        key = f"{ARTICLE_KEY}#{quotation.id}"
        cells = self.cells(key, cell_writers(Quotation), quotation.__dict__)
        self.rows["quotations"].append(
            (key, ARTICLE_KEY, quotation.id, *cells, self.names(quotation.speaker))
        )
        for number, label, who in numbered(quotation.speaker) if quotation.speaker else ():
            row = (f"{key}/speaker/{label}", ARTICLE_KEY, key, number, f"{ARTICLE_KEY}#{who}", self.name(who))
            self.rows["quotation_speakers"].append(row)

    def add_figure(self, figure: Figure) -> None:
        key = f"{ARTICLE_KEY}#{figure.id}"
        cells = self.cells(key, cell_writers(Figure), figure.__dict__)
        source = self.source_names.get(figure.citation, NULL) if figure.citation else NULL
        self.rows["figures"].append((key, ARTICLE_KEY, figure.id, *cells, self.names(figure.about), source))
        self.add_links("figures", key, _links(Figure), figure.__dict__)

    # -- citations and mentions ------------------------------------------------------------------------------

    def add_citation(self, citation: Citation) -> None:
        key, rows = f"{ARTICLE_KEY}#cite-{citation.id}", self.rows["citations"]
        depth = len(citation.chain)
        head = ARTICLE_KEY, key, *self.cells(key, cell_writers(Citation), citation.__dict__), depth
        self.add_links("citations", key, _links(Citation), citation.__dict__)
        if not depth:
            empty = [cell for *_, null in cell_writers(Hop) for cell in null]
            rows.append((key, *head, "", "", NULL, NULL, NULL, NULL, "false", "false", *empty))
        for number, label, hop in numbered(citation.chain) if depth else ():
            at = f"{key}/{label}"
            last = "true" if number == depth and citation.origin == "given" else "false"
            tail = last, *self.cells(at, cell_writers(Hop), hop.__dict__)
            if not hop.parties:
                rows.append((at, *head, number, "", NULL, NULL, NULL, NULL, "", *tail))
                continue
            for position, name, party in numbered(hop.parties):
                reference = f"{ARTICLE_KEY}#{party}", *self.summary(party)
                rows.append((f"{at}/{name}", *head, number, position, *reference, *tail))

    def add_mentions(self, article: NewsArticle) -> None:
        rows = self.rows["mentions"]
        for number, label, mention in numbered(article.mentions):
            key = f"{ARTICLE_KEY}#/mention/{label}"
            words = self.add_spans(key, "words", (mention.words,))
            date = self.date_cells(key, "date", mention.date)
            target = (
                (f"{ARTICLE_KEY}#{mention.of}", *self.summary(mention.of)[:2])
                if mention.of
                else (NULL, NULL, NULL)
            )
            rows.append(
                (key, ARTICLE_KEY, number, words, *mention.words, mention.form or NULL, *target, *date)
            )

    # -- the article itself ----------------------------------------------------------------------------------

    def add_article(self, article: NewsArticle) -> None:
        authors = (
            "; ".join(byline(article)) or NULL if "author" in article.extra else self.names(article.author)
        )
        head = ARTICLE_KEY, article.iri or NULL, " ".join(article.type) or NULL
        body = NULL if article.body is None else article.body.text
        cells = self.cells(ARTICLE_KEY, cell_writers(NewsArticle), article.__dict__)
        self.rows["articles"].append((*head, *cells, authors, self.names(article.publisher), body))
        self.add_agents(article)
        self.add_terms(article)
        self.add_links("articles", ARTICLE_KEY, _links(NewsArticle), article.__dict__)
        if article.extra:
            self.add_properties(ARTICLE_KEY, article)
        self.add_parts("images", "image", article.image)
        self.add_parts("page_parts", "part", article.has_part)
        self.add_parts("corrections", "correction", article.correction)
        self.add_layout(article)

    def add_agents(self, article: NewsArticle) -> None:
        for field in fields_of(NewsArticle):
            if field.alias in AGENT_PROPERTIES and (slugs := article.__dict__[field.name]):
                for number, label, who in numbered(slugs):
                    name, kind, *_ = self.summary(who)
                    key = f"{ARTICLE_KEY}#/{field.alias}/{label}"
                    row = (key, ARTICLE_KEY, field.alias, number, f"{ARTICLE_KEY}#{who}", name, kind)
                    self.rows["article_authors"].append(row)

    def add_terms(self, article: NewsArticle) -> None:
        for field in fields_of(NewsArticle):
            if LIST_TABLES.get(field.alias) == "article_terms":
                for number, label, term in numbered(article.__dict__[field.name]):
                    row = (f"{ARTICLE_KEY}#/{field.alias}/{label}", ARTICLE_KEY, field.alias, number, term)
                    self.rows["article_terms"].append(row)

    def add_parts(self, table: str, name: str, parts: Sequence[Thing]) -> None:
        if not parts:
            return
        writers = cell_writers(type(parts[0]))
        for number, label, part in numbered(parts):
            key = f"{ARTICLE_KEY}#/{name}/{label}"
            cells = self.cells(key, writers, part.__dict__)
            self.rows[table].append((key, ARTICLE_KEY, number, part.iri or NULL, *cells))
            self.add_properties(key, part)

    def add_layout(self, article: NewsArticle) -> None:
        if article.body is None:
            return
        rows, text = self.rows["body"], article.body.text
        for number, label, block in numbered(article.body.blocks):
            head = f"{ARTICLE_KEY}#/block/{label}", ARTICLE_KEY, "block", number, block.kind
            start, end = block.words
            numbers = "" if block.level is None else block.level, "" if block.number is None else block.number
            rows.append((*head, start, end, *numbers, NULL, NULL, NULL, text[start:end] or NULL))
        for number, label, mark in numbered(article.body.marks) if article.body.marks else ():
            head = f"{ARTICLE_KEY}#/mark/{label}", ARTICLE_KEY, "mark", number, mark.kind
            start, end = mark.words
            texts = mark.url or NULL, mark.title or NULL, mark.alternative or NULL, text[start:end] or NULL
            rows.append((*head, start, end, "", "", *texts))
