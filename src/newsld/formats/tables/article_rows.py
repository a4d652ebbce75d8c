"""Turn an article into the rows of the tables, as tuples of cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from newsld.formats.tables.article_tables import AGENT_PROPERTIES
from newsld.formats.tables.columns import LIST_TABLES
from newsld.formats.tables.row_builder import NULL, RowBuilder, TableRow, cell_writers, null_cells
from newsld.formats.tables.summary_rows import place_of, source_rows, timeline_rows
from newsld.model import Citation, Event, Figure, Hop, NewsArticle, Participant, Quotation, Role
from newsld.model.fields import ModelField, fields_of
from newsld.model.node import Part
from newsld.model.sources import GIVEN
from newsld.model.views import byline

if TYPE_CHECKING:
    from newsld.model.entities import Entity
    from newsld.model.node import Thing

_OFFSETS: Final = itemgetter(4, 5)


def rows_of(article: NewsArticle, key: str) -> list[list[TableRow]]:
    """Return the rows of an article with this key: a list for each of `TABLES`, in their order.

    Within a table, rows are in the order of the text. Raises Unwritable for two things or two citations with the same
    id, whose rows would have the same key.
    """
    builder = _ArticleRows(article, key)
    builder.add_article(article)
    for collection in ("people", "organizations", "places", "events"):
        for thing in builder.in_order(getattr(article, collection)):
            builder.add_thing(collection, thing)
    for quotation in builder.in_order(article.quotations):
        builder.add_quotation(quotation)
    for figure in builder.in_order(article.figures):
        builder.add_figure(figure)
    citations = sorted(article.citations, key=place_of)
    for citation in citations:
        builder.add_citation(citation)
    builder.add_mentions(article)
    builder.spans.sort(key=_OFFSETS)
    builder.rows["sources"] += source_rows(builder, article, citations)
    builder.rows["timeline"] += timeline_rows(builder, article, citations)
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


def _excluded(figure: Figure) -> bool | str:
    """Return the name of the one bound that exists and is excluded, True for both, False for none."""
    if figure.exclusive is True and (figure.min is None or figure.max is None):
        return "max" if figure.min is None else "min"
    return figure.exclusive


class _ArticleRows(RowBuilder):
    """A row builder with a method for each kind of part of an article."""

    # -- entities and events ---------------------------------------------------------------------------------

    def add_thing(self, table: str, thing: Entity | Event) -> None:
        key, values = self.prefix + thing.id, thing.__dict__
        self.add_names(key, thing)
        cells = self.cells(key, cell_writers(type(thing)), values)
        row = (key, self.key, thing.id, thing.iri or NULL, " ".join(thing.type) or NULL, *cells)
        if type(thing) is Event:
            row = (*row, self.names([place.id for place in thing.location]))
            self.add_participants(key, thing)
        elif roles := values.get("roles"):
            self.add_roles(key, thing.name or NULL, roles)
        self.rows[table].append(row)
        self.add_links(table, key, _links(type(thing)), values)
        if thing.extra:
            self.add_properties(key, thing)

    def add_names(self, key: str, thing: Entity | Event) -> None:
        rows = self.rows["entity_names"]
        if thing.name:
            rows.append((self.key, key, "name", 1, thing.name))
        if thing.alternate_name:
            for number, name in enumerate(thing.alternate_name, 1):
                rows.append((self.key, key, "alternateName", number, name))
        if thing.same_as:
            for number, url in enumerate(thing.same_as, 1):
                self.rows["same_as"].append((self.key, key, number, url, thing.name or NULL))

    def add_roles(self, key: str, name: str, roles: Sequence[Role]) -> None:
        for number, role in enumerate(roles, 1):
            at = f"{key}/role/{number}"
            cells = self.cells(at, cell_writers(Role), role.__dict__)
            self.rows["roles"].append((at, self.key, key, name, number, *cells))

    def add_participants(self, key: str, event: Event) -> None:
        for number, part in enumerate(event.participants, 1):
            at = f"{key}/participant/{number}"
            cells = self.cells(at, cell_writers(Participant), part.__dict__)
            self.rows["event_participants"].append((at, self.key, key, event.name or NULL, number, *cells))

    # -- quotations and figures ------------------------------------------------------------------------------

    def add_quotation(self, quotation: Quotation) -> None:
        key = self.prefix + quotation.id
        cells = self.cells(key, cell_writers(Quotation), quotation.__dict__)
        self.rows["quotations"].append((key, self.key, quotation.id, *cells, self.names(quotation.speaker)))
        for number, who in enumerate(quotation.speaker, 1):
            row = (self.key, key, number, self.prefix + who, self.name(who))
            self.rows["quotation_speakers"].append(row)

    def add_figure(self, figure: Figure) -> None:
        key = self.prefix + figure.id
        values = {**figure.__dict__, "exclusive": _excluded(figure)}
        cells = self.cells(key, cell_writers(Figure), values)
        source = self.source_names.get(figure.citation, NULL) if figure.citation else NULL
        self.rows["figures"].append((key, self.key, figure.id, *cells, self.names(figure.about), source))
        self.add_links("figures", key, _links(Figure), figure.__dict__)

    # -- citations and mentions ------------------------------------------------------------------------------

    def add_citation(self, citation: Citation) -> None:
        key, rows = f"{self.prefix}cite-{citation.id}", self.rows["citations"]
        depth = len(citation.chain)
        head = self.key, key, *self.cells(key, cell_writers(Citation), citation.__dict__), depth
        self.add_links("citations", key, _links(Citation), citation.__dict__)
        if not depth:
            if citation.origin == GIVEN:
                head = (*head[:-2], NULL, depth)
            empty = null_cells(Hop)
            rows.append((key, *head, "", "", NULL, NULL, NULL, NULL, "", "false", *empty))
        for number, hop in enumerate(citation.chain, 1):
            at = f"{key}/{number}"
            last = "true" if number == depth and citation.origin == GIVEN else "false"
            tail = last, *self.cells(at, cell_writers(Hop), hop.__dict__)
            if not hop.parties:
                rows.append((at, *head, number, "", NULL, NULL, NULL, NULL, "", *tail))
            for position, party in enumerate(hop.parties, 1):
                row = (f"{at}/{position}", *head, number, position, *self.summary_of(party), *tail)
                rows.append(row)

    def add_mentions(self, article: NewsArticle) -> None:
        rows = self.rows["mentions"]
        body, article_key, none, dateless = self.body, self.key, (NULL,) * 3, (NULL,) * 4
        for number, mention in enumerate(article.mentions, 1):
            values = mention.__dict__
            key = f"{self.prefix}/mention/{number}"
            (start, end), of = values["words"], values["of"]
            date = self.date_cells(key, "date", values["date"]) if values["date"] is not None else dateless
            thing = self.summary_of(of)[:3] if of else none
            words = body[start:end] or NULL
            rows.append((key, article_key, number, words, start, end, values["form"] or NULL, *thing, *date))

    def summary_of(self, slug: str) -> Sequence[str]:
        """Return the summary of a thing; the key alone for an id that nothing has."""
        return self.summaries.get(slug) or (self.prefix + slug, *self.no_summary[1:])

    # -- the article itself ----------------------------------------------------------------------------------

    def add_article(self, article: NewsArticle) -> None:
        authors = (
            "; ".join(byline(article)) or NULL if "author" in article.extra else self.names(article.author)
        )
        head = self.key, article.iri or NULL, " ".join(article.type) or NULL
        body = NULL if article.body is None else article.body.text
        cells = self.cells(self.key, cell_writers(NewsArticle), article.__dict__)
        self.rows["articles"].append((*head, *cells, authors, self.names(article.publisher), body))
        self.add_agents(article)
        self.add_terms(article)
        self.add_links("articles", self.key, _links(NewsArticle), article.__dict__)
        if article.extra:
            self.add_properties(self.key, article)
        self.add_parts("images", "image", article.image)
        self.add_parts("page_parts", "part", article.has_part)
        self.add_parts("corrections", "correction", article.correction)
        self.add_layout(article)

    def add_agents(self, article: NewsArticle) -> None:
        for field in fields_of(NewsArticle):
            if field.alias in AGENT_PROPERTIES and (slugs := article.__dict__[field.name]):
                for number, who in enumerate(slugs, 1):
                    key, name, kind, *_ = self.summary_of(who)
                    self.rows["article_authors"].append((self.key, field.alias, number, key, name, kind))

    def add_terms(self, article: NewsArticle) -> None:
        for field in fields_of(NewsArticle):
            if LIST_TABLES.get(field.alias) == "article_terms":
                for number, term in enumerate(article.__dict__[field.name], 1):
                    row = (self.key, field.alias, number, term)
                    self.rows["article_terms"].append(row)

    def add_parts(self, table: str, name: str, parts: Sequence[Thing]) -> None:
        if not parts:
            return
        writers = cell_writers(type(parts[0]))
        for number, part in enumerate(parts, 1):
            key = f"{self.prefix}/{name}/{number}"
            cells = self.cells(key, writers, part.__dict__)
            self.rows[table].append((key, self.key, number, part.iri or NULL, *cells))
            self.add_properties(key, part)

    def add_layout(self, article: NewsArticle) -> None:
        if article.body is None:
            return
        rows, text = self.rows["body"], article.body.text
        for number, block in enumerate(article.body.blocks, 1):
            head = self.key, "block", number, block.kind
            start, end = block.words
            numbers = "" if block.level is None else block.level, "" if block.number is None else block.number
            rows.append((*head, start, end, *numbers, NULL, NULL, NULL, text[start:end] or NULL))
        for number, mark in enumerate(article.body.marks, 1):
            start, end = mark.words
            texts = mark.url or NULL, mark.title or NULL, mark.alternative or NULL, text[start:end] or NULL
            rows.append((self.key, "mark", number, mark.kind, start, end, "", "", *texts))
