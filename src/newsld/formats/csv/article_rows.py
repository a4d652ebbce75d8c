"""From an article to the rows of the tables, as plain tuples."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from newsld.formats.csv.article_tables import AGENTS
from newsld.formats.csv.columns import LISTS
from newsld.formats.csv.row_builder import KEY, NULL, Row, RowBuilder, numbered, steps_of
from newsld.model import Citation, Event, Figure, Hop, NewsArticle, Participant, Quotation, Role
from newsld.model.fields import ModelField, fields_of
from newsld.model.node import Part
from newsld.model.views import byline

if TYPE_CHECKING:
    from newsld.model.entities import Entity
    from newsld.model.node import Thing

__all__ = ["rows_of"]


def rows_of(article: NewsArticle) -> list[list[Row]]:
    """Return the rows of an article, a list for each of `TABLES` and in their order, each sorted by its key.

    Raises Unwritable for an article whose rows could not be told apart: two things or two citations of one id.
    """
    rows = _ArticleRows(article)
    for collection in ("people", "organizations", "places", "events"):
        for thing in getattr(article, collection):
            rows.thing(collection, thing)
    for quotation in article.quotations:
        rows.quotation(quotation)
    for figure in article.figures:
        rows.figure(figure)
    for citation in article.citations:
        rows.citation(citation)
    rows.mentions(article)
    rows.article(article)
    for table in rows.mixed:
        table.sort()
    return rows.tables


@cache
def _links(model: type[Part]) -> Sequence[ModelField]:
    """The lists of references of a model that have no table of their own."""
    own = {"parties", "speaker"} | set(AGENTS if model is NewsArticle else ())
    return [
        field
        for field in fields_of(model)
        if field.kind == "reference" and field.many and field.alias not in own
    ]


class _ArticleRows(RowBuilder):
    """Fills the tables, a method for each kind of part."""

    # -- entities and events ---------------------------------------------------------------------------------

    def thing(self, table: str, it: Entity | Event) -> None:
        key, values = f"{KEY}#{it.id}", it.__dict__
        self.names_of(key, it)
        cells = self.cells(key, steps_of(type(it)), values)
        row = (key, KEY, it.id, it.iri or NULL, " ".join(it.type) or NULL, *cells)
        if type(it) is Event:
            row = (*row, self.names(it.location))
            self.participants(key, it)
        elif roles := values.get("roles"):
            self.roles(key, it.name or NULL, roles)
        self.to[table].append(row)
        self.link(table, key, _links(type(it)), values)
        if it.extra:
            self.preserve(key, it)

    def names_of(self, key: str, it: Entity | Event) -> None:
        if it.name:
            self.to["entity_names"].append((f"{key}/name", KEY, key, "name", 1, it.name))
        if it.alternate_name:
            for number, label, name in numbered(it.alternate_name):
                row = (f"{key}/alternateName/{label}", KEY, key, "alternateName", number, name)
                self.to["entity_names"].append(row)
        if it.same_as:
            for number, label, url in numbered(it.same_as):
                self.to["same_as"].append((f"{key}/sameAs/{label}", KEY, key, number, url, it.name or NULL))

    def roles(self, key: str, name: str, roles: Sequence[Role]) -> None:
        for number, label, role in numbered(roles):
            at = f"{key}/role/{label}"
            cells = self.cells(at, steps_of(Role), role.__dict__)
            self.to["roles"].append((at, KEY, key, name, number, *cells))

    def participants(self, key: str, it: Event) -> None:
        for number, label, part in numbered(it.participants) if it.participants else ():
            at = f"{key}/participant/{label}"
            cells = self.cells(at, steps_of(Participant), part.__dict__)
            self.to["event_participants"].append((at, KEY, key, it.name or NULL, number, *cells))

    # -- quotations and figures ------------------------------------------------------------------------------

    def quotation(self, it: Quotation) -> None:
        key = f"{KEY}#{it.id}"
        cells = self.cells(key, steps_of(Quotation), it.__dict__)
        self.to["quotations"].append((key, KEY, it.id, *cells, self.names(it.speaker)))
        for number, label, who in numbered(it.speaker) if it.speaker else ():
            row = (f"{key}/speaker/{label}", KEY, key, number, f"{KEY}#{who}", self.name(who))
            self.to["quotation_speakers"].append(row)

    def figure(self, it: Figure) -> None:
        key = f"{KEY}#{it.id}"
        cells = self.cells(key, steps_of(Figure), it.__dict__)
        source = self.sources.get(it.citation, NULL) if it.citation else NULL
        self.to["figures"].append((key, KEY, it.id, *cells, self.names(it.about), source))
        self.link("figures", key, _links(Figure), it.__dict__)

    # -- citations and mentions ------------------------------------------------------------------------------

    def citation(self, it: Citation) -> None:
        key, rows = f"{KEY}#cite-{it.id}", self.to["citations"]
        depth = len(it.chain)
        head = KEY, key, *self.cells(key, steps_of(Citation), it.__dict__), depth
        self.link("citations", key, _links(Citation), it.__dict__)
        if not depth:
            nothing = [cell for *_, absent in steps_of(Hop) for cell in absent]
            rows.append((key, *head, "", "", NULL, NULL, NULL, NULL, "false", "false", *nothing))
        for number, label, hop in numbered(it.chain) if depth else ():
            at = f"{key}/{label}"
            last = "true" if number == depth and it.origin == "known" else "false"
            tail = last, *self.cells(at, steps_of(Hop), hop.__dict__)
            if not hop.parties:
                rows.append((at, *head, number, "", NULL, NULL, NULL, NULL, "", *tail))
                continue
            for place, name, party in numbered(hop.parties):
                rows.append(
                    (f"{at}/{name}", *head, number, place, f"{KEY}#{party}", *self.about(party), *tail)
                )

    def mentions(self, article: NewsArticle) -> None:
        rows = self.to["mentions"]
        for number, label, it in numbered(article.mentions):
            key = f"{KEY}#/mention/{label}"
            words = self.ground(key, "words", (it.words,))
            date = self.dated(key, "date", it.date)
            meant = (f"{KEY}#{it.of}", *self.about(it.of)[:2]) if it.of else (NULL, NULL, NULL)
            rows.append((key, KEY, number, words, *it.words, it.form or NULL, *meant, *date))

    # -- the article itself ----------------------------------------------------------------------------------

    def article(self, it: NewsArticle) -> None:
        authors = "; ".join(byline(it)) or NULL if "author" in it.extra else self.names(it.author)
        head = KEY, it.iri or NULL, " ".join(it.type) or NULL
        body = NULL if it.body is None else it.body.text
        cells = self.cells(KEY, steps_of(NewsArticle), it.__dict__)
        self.to["articles"].append((*head, *cells, authors, self.names(it.publisher), body))
        self.agents(it)
        self.terms(it)
        self.link("articles", KEY, _links(NewsArticle), it.__dict__)
        if it.extra:
            self.preserve(KEY, it)
        self.parts("images", "image", it.image)
        self.parts("page_parts", "part", it.has_part)
        self.parts("corrections", "correction", it.correction)
        self.layout(it)

    def agents(self, it: NewsArticle) -> None:
        for field in fields_of(NewsArticle):
            if field.alias in AGENTS and (slugs := it.__dict__[field.name]):
                for number, label, who in numbered(slugs):
                    known = self.about(who)
                    key = f"{KEY}#/{field.alias}/{label}"
                    row = (key, KEY, field.alias, number, f"{KEY}#{who}", known[0], known[1])
                    self.to["article_authors"].append(row)

    def terms(self, it: NewsArticle) -> None:
        for field in fields_of(NewsArticle):
            if LISTS.get(field.alias) == "article_terms":
                for number, label, term in numbered(it.__dict__[field.name]):
                    row = (f"{KEY}#/{field.alias}/{label}", KEY, field.alias, number, term)
                    self.to["article_terms"].append(row)

    def parts(self, table: str, name: str, parts: Sequence[Thing]) -> None:
        if not parts:
            return
        steps = steps_of(type(parts[0]))
        for number, label, part in numbered(parts):
            key = f"{KEY}#/{name}/{label}"
            cells = self.cells(key, steps, part.__dict__)
            self.to[table].append((key, KEY, number, part.iri or NULL, *cells))
            self.preserve(key, part)

    def layout(self, it: NewsArticle) -> None:
        if it.body is None:
            return
        rows, text = self.to["body"], it.body.text
        for number, label, block in numbered(it.body.blocks):
            start, end = block.words
            numbers = "" if block.level is None else block.level, "" if block.number is None else block.number
            tail = NULL, NULL, NULL, text[start:end] or NULL
            rows.append(
                (f"{KEY}#/block/{label}", KEY, "block", number, block.kind, start, end, *numbers, *tail)
            )
        for number, label, mark in numbered(it.body.marks) if it.body.marks else ():
            start, end = mark.words
            told = mark.url or NULL, mark.title or NULL, mark.alternative or NULL, text[start:end] or NULL
            rows.append((f"{KEY}#/mark/{label}", KEY, "mark", number, mark.kind, start, end, "", "", *told))
