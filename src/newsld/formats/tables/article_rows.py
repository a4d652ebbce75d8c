"""Turn an article into the rows of the tables, as tuples of cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from newsld.formats.tables.article_tables import AGENT_PROPERTIES
from newsld.formats.tables.columns import LIST_TABLES
from newsld.formats.tables.row_builder import (
    NULL,
    RowBuilder,
    TableRow,
    cell_writers,
    text_cell,
)
from newsld.formats.tables.summary_rows import place_of, source_rows, timeline_rows
from newsld.model import Citation, Event, Figure, Hop, NewsArticle, Participant, Quotation, Role
from newsld.model.fields import ModelField, fields_of
from newsld.model.node import Part
from newsld.model.sources import GIVEN
from newsld.model.views import byline

if TYPE_CHECKING:
    from newsld.model.entities import Entity
    from newsld.model.node import Thing

_OFFSETS: Final = itemgetter(0, 1)


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
    builder.rows["spans"] += [row for _, _, row in builder.spans]
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
        row = (
            f'"{key}"', self.article, f'"{thing.id}"', text_cell(thing.iri), text_cell(" ".join(thing.type)), *cells,
        )  # fmt: skip
        if type(thing) is Event:
            row = (*row, self.names([place.id for place in thing.location]))
            self.add_participants(key, thing)
        elif roles := values.get("roles"):
            self.add_roles(key, self.summary(thing.id).name, roles)
        self.rows[table].append(row)
        self.add_links(table, key, _links(type(thing)), values)
        if thing.extra:
            self.add_properties(key, thing)

    def add_names(self, key: str, thing: Entity | Event) -> None:
        name, owner, article = self.summary(thing.id).name, f'"{key}"', self.article
        rows = self.rows["entity_names"]
        if name:
            rows.append((article, owner, '"name"', "1", name))
        for number, other in enumerate(thing.alternate_name, 1):
            rows.append((article, owner, '"alternateName"', f"{number}", text_cell(other)))
        for number, url in enumerate(thing.same_as, 1):
            self.rows["same_as"].append((article, owner, f"{number}", text_cell(url), name))

    def add_roles(self, key: str, name: str, roles: Sequence[Role]) -> None:
        for number, role in enumerate(roles, 1):
            at = f"{key}/role/{number}"
            cells = self.cells(at, cell_writers(Role), role.__dict__)
            self.rows["roles"].append((f'"{at}"', self.article, f'"{key}"', name, f"{number}", *cells))

    def add_participants(self, key: str, event: Event) -> None:
        name, rows = self.summary(event.id).name, self.rows["event_participants"]
        for number, part in enumerate(event.participants, 1):
            at = f"{key}/participant/{number}"
            cells = self.cells(at, cell_writers(Participant), part.__dict__)
            rows.append((f'"{at}"', self.article, f'"{key}"', name, f"{number}", *cells))

    # -- quotations and figures ------------------------------------------------------------------------------

    def add_quotation(self, quotation: Quotation) -> None:
        slug = quotation.id
        key = self.prefix + slug
        cells = self.cells(key, cell_writers(Quotation), quotation.__dict__)
        speakers = self.names(quotation.speaker)
        self.rows["quotations"].append((f'"{key}"', self.article, f'"{slug}"', *cells, speakers))
        for number, who in enumerate(quotation.speaker, 1):
            one = self.summary(who)
            row = (self.article, f'"{key}"', f"{number}", one.key, one.name)
            self.rows["quotation_speakers"].append(row)

    def add_figure(self, figure: Figure) -> None:
        slug = figure.id
        key = self.prefix + slug
        values = {**figure.__dict__, "exclusive": _excluded(figure)}
        cells = self.cells(key, cell_writers(Figure), values)
        source = self.source_names.get(figure.citation, NULL) if figure.citation else NULL
        row = (f'"{key}"', self.article, f'"{slug}"', *cells, self.names(figure.about), source)
        self.rows["figures"].append(row)
        self.add_links("figures", key, _links(Figure), figure.__dict__)

    # -- citations and mentions ------------------------------------------------------------------------------

    def add_citation(self, citation: Citation) -> None:
        key, rows = f"{self.prefix}cite-{citation.id}", self.rows["citations"]
        depth = len(citation.chain)
        cells = self.cells(key, cell_writers(Citation), citation.__dict__)
        head = [self.article, f'"{key}"', *cells, f"{depth}"]
        self.add_links("citations", key, _links(Citation), citation.__dict__)
        if not depth:
            if citation.origin == GIVEN:
                head[-2] = NULL
            empty = cell_writers(Hop).nulls
            rows.append((f'"{key}"', *head, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "false", *empty))
        for number, hop in enumerate(citation.chain, 1):
            at = f"{key}/{number}"
            last = "true" if number == depth and citation.origin == GIVEN else "false"
            tail = last, *self.cells(at, cell_writers(Hop), hop.__dict__)
            if not hop.parties:
                rows.append((f'"{at}"', *head, f"{number}", NULL, NULL, NULL, NULL, NULL, NULL, *tail))
            for position, party in enumerate(hop.parties, 1):
                one = self.summary(party)
                rows.append((f'"{at}/{position}"', *head, f"{number}", f"{position}", *one, *tail))

    def add_mentions(self, article: NewsArticle) -> None:
        rows, summaries = self.rows["mentions"], self.summaries
        body, article_key, none, dateless = self.body, self.article, (NULL,) * 3, (NULL,) * 4
        for number, mention in enumerate(article.mentions, 1):
            values = mention.__dict__
            (start, end), of, form, date = values["words"], values["of"], values["form"], values["date"]
            key = f"{self.prefix}/mention/{number}"
            rows.append((
                f'"{key}"', article_key, f"{number}", text_cell(body[start:end]), f"{start}", f"{end}",
                f'"{form}"' if form else NULL,
                *((summaries.get(of) or self.summary(of))[:3] if of else none),
                *(dateless if date is None else self.date_cells(key, "date", date)),
            ))  # fmt: skip

    # -- the article itself ----------------------------------------------------------------------------------

    def add_article(self, article: NewsArticle) -> None:
        published = "author" in article.extra
        authors = text_cell("; ".join(byline(article))) if published else self.names(article.author)
        head = self.article, text_cell(article.iri), text_cell(" ".join(article.type))
        body = NULL if article.body is None else text_cell(article.body.text) or '""'
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
                    row = (self.article, f'"{field.alias}"', f"{number}", *self.summary(who)[:3])
                    self.rows["article_authors"].append(row)

    def add_terms(self, article: NewsArticle) -> None:
        for field in fields_of(NewsArticle):
            if LIST_TABLES.get(field.alias) == "article_terms":
                for number, term in enumerate(article.__dict__[field.name], 1):
                    row = (self.article, f'"{field.alias}"', f"{number}", text_cell(term))
                    self.rows["article_terms"].append(row)

    def add_parts(self, table: str, name: str, parts: Sequence[Thing]) -> None:
        if not parts:
            return
        writers = cell_writers(type(parts[0]))
        for number, part in enumerate(parts, 1):
            key = f"{self.prefix}/{name}/{number}"
            cells = self.cells(key, writers, part.__dict__)
            self.rows[table].append((f'"{key}"', self.article, f"{number}", text_cell(part.iri), *cells))
            self.add_properties(key, part)

    def add_layout(self, article: NewsArticle) -> None:
        if article.body is None:
            return
        rows, text = self.rows["body"], article.body.text
        for number, block in enumerate(article.body.blocks, 1):
            start, end = block.words
            rows.append((
                self.article, '"block"', f"{number}", f'"{block.kind}"', f"{start}", f"{end}",
                "" if block.level is None else f"{block.level}", "" if block.number is None else f"{block.number}",
                NULL, NULL, NULL, text_cell(text[start:end]),
            ))  # fmt: skip
        for number, mark in enumerate(article.body.marks, 1):
            start, end = mark.words
            texts = mark.url, mark.title, mark.alternative, text[start:end]
            head = self.article, '"mark"', f"{number}", f'"{mark.kind}"', f"{start}", f"{end}", "", ""
            rows.append((*head, *map(text_cell, texts)))
