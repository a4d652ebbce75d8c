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
    Values,
    cell_writers,
    text_cell,
)
from newsld.formats.tables.summary_rows import source_rows, timeline_rows
from newsld.model import Citation, Event, Figure, Hop, NewsArticle, Quotation
from newsld.model.fields import COLLECTIONS, ModelField, fields_of
from newsld.model.node import Part
from newsld.model.sources import GIVEN
from newsld.model.views import byline

if TYPE_CHECKING:
    from newsld.model.node import Thing

_OFFSETS: Final = itemgetter(0, 1)


def rows_of(article: NewsArticle, key: str) -> list[list[TableRow]]:
    """Return the rows of an article with this key: a list for each of `TABLES`, in their order.

    Within a table, rows are in the order of the text. Raises Unwritable for two things or two citations with the same
    id, whose rows would have the same key.
    """
    builder = _ArticleRows(article, key)
    builder.add_article(article)
    for model, collection in COLLECTIONS.items():
        for values in builder.parts[collection]:
            builder.add_thing(collection, model, values)
    for values in builder.parts["quotations"]:
        builder.add_quotation(values)
    for values in builder.parts["figures"]:
        builder.add_figure(values)
    for values in builder.parts["citations"]:
        builder.add_citation(values)
    builder.add_mentions()
    builder.spans.sort(key=_OFFSETS)
    builder.rows["spans"] += [row for _, _, row in builder.spans]
    builder.rows["sources"] += source_rows(builder, article)
    builder.rows["timeline"] += timeline_rows(builder, article)
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


def _excluded(figure: Values) -> bool | str:
    """Return the name of the one bound that exists and is excluded, True for both, False for none."""
    excluded: bool | str = figure["exclusive"]
    if excluded is True and (figure["min"] is None or figure["max"] is None):
        return "max" if figure["min"] is None else "min"
    return excluded


class _ArticleRows(RowBuilder):
    """A row builder with a method for each kind of part of an article."""

    # -- entities and events ---------------------------------------------------------------------------------

    def add_thing(self, table: str, model: type[Thing], values: Values) -> None:
        slug = values["id"]
        key, name = self.prefix + slug, self.summaries[slug].name
        self.add_names(key, name, values)
        cells = self.cells(key, cell_writers(model), values)
        iri, types = text_cell(values["iri"]), text_cell(" ".join(values["type"]))
        row = (f'"{key}"', self.article, f'"{slug}"', iri, types, *cells)
        if model is Event:
            row = (*row, self.names([place.id for place in values["location"]]))
            self.add_list("event_participants", "participant", key, name, values["participants"])
        elif roles := values.get("roles"):
            self.add_list("roles", "role", key, name, roles)
        self.rows[table].append(row)
        self.add_links(table, key, _links(model), values)
        if extra := values["extra"]:
            self.add_properties(key, extra)

    def add_names(self, key: str, name: str, values: Values) -> None:
        rows = self.rows["entity_names"]
        if name:
            rows.append((self.article, f'"{key}"', '"name"', "1", name))
        for number, other in enumerate(values["alternate_name"], 1):
            rows.append((self.article, f'"{key}"', '"alternateName"', f"{number}", text_cell(other)))
        for number, url in enumerate(values["same_as"], 1):
            self.rows["same_as"].append((self.article, f'"{key}"', f"{number}", text_cell(url), name))

    def add_list(self, table: str, kind: str, key: str, name: str, parts: Sequence[Part]) -> None:
        """Add a row for each part of a thing with this key and name: a role or participant."""
        for number, part in enumerate(parts, 1):
            at = f"{key}/{kind}/{number}"
            cells = self.cells(at, cell_writers(type(part)), part.__dict__)
            self.rows[table].append((f'"{at}"', self.article, f'"{key}"', name, f"{number}", *cells))

    # -- quotations and figures ------------------------------------------------------------------------------

    def add_quotation(self, values: Values) -> None:
        slug, speakers = values["id"], values["speaker"]
        key = self.prefix + slug
        cells = self.cells(key, cell_writers(Quotation), values)
        row = (f'"{key}"', self.article, f'"{slug}"', *cells, self.names(speakers))
        self.rows["quotations"].append(row)
        for number, who in enumerate(speakers, 1):
            one = self.summary(who)
            row = (self.article, f'"{key}"', f"{number}", one.key, one.name)
            self.rows["quotation_speakers"].append(row)

    def add_figure(self, values: Values) -> None:
        slug, citation = values["id"], values["citation"]
        key = self.prefix + slug
        cells = self.cells(key, cell_writers(Figure), {**values, "exclusive": _excluded(values)})
        source = self.source_names.get(citation, NULL) if citation else NULL
        row = (f'"{key}"', self.article, f'"{slug}"', *cells, self.names(values["about"]), source)
        self.rows["figures"].append(row)
        self.add_links("figures", key, _links(Figure), values)

    # -- citations and mentions ------------------------------------------------------------------------------

    def add_citation(self, values: Values) -> None:
        key, rows, chain = f"{self.prefix}cite-{values['id']}", self.rows["citations"], values["chain"]
        depth, is_given = len(chain), values["origin"] == GIVEN
        cells = self.cells(key, cell_writers(Citation), values)
        head = [self.article, f'"{key}"', *cells, f"{depth}"]
        self.add_links("citations", key, _links(Citation), values)
        if not depth:
            if is_given:
                head[-2] = NULL
            empty = cell_writers(Hop).nulls
            rows.append((f'"{key}"', *head, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "false", *empty))
        for number, hop in enumerate(chain, 1):
            at, hop_values = f"{key}/{number}", hop.__dict__
            last = "true" if number == depth and is_given else "false"
            tail = last, *self.cells(at, cell_writers(Hop), hop_values)
            if not hop_values["parties"]:
                rows.append((f'"{at}"', *head, f"{number}", NULL, NULL, NULL, NULL, NULL, NULL, *tail))
            for position, party in enumerate(hop_values["parties"], 1):
                one = self.summary(party)
                rows.append((f'"{at}/{position}"', *head, f"{number}", f"{position}", *one, *tail))

    def add_mentions(self) -> None:
        rows, summaries = self.rows["mentions"], self.summaries
        body, article_key, none, dateless = self.body, self.article, (NULL,) * 3, (NULL,) * 4
        for number, values in enumerate(self.parts["mentions"], 1):
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
            self.add_properties(self.key, article.extra)
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
            self.add_properties(key, part.extra)

    def add_layout(self, article: NewsArticle) -> None:
        if article.body is None:
            return
        rows, text = self.rows["body"], article.body.text
        for number, block in enumerate(article.body.blocks, 1):
            values = block.__dict__
            start, end = values["words"]
            level, item = values["level"], values["number"]
            rows.append((
                self.article, '"block"', f"{number}", f'"{values["kind"]}"', f"{start}", f"{end}",
                NULL if level is None else f"{level}", NULL if item is None else f"{item}",
                NULL, NULL, NULL, text_cell(text[start:end]),
            ))  # fmt: skip
        for number, mark in enumerate(article.body.marks, 1):
            start, end = mark.words
            texts = mark.url, mark.title, mark.alternative, text[start:end]
            head = self.article, '"mark"', f"{number}", f'"{mark.kind}"', f"{start}", f"{end}", "", ""
            rows.append((*head, *map(text_cell, texts)))
