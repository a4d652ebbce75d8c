"""From an article to the rows of the tables, as plain tuples.

Keys begin with `KEY` in place of the article's own key, which is put in when the tables are joined: only then
is it known whether another article has the same. The absence of a text is `NULL`, that of a number or truth value `""`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newsld.errors import Unwritable
from newsld.findings import Finding
from newsld.formats.csv.tables import TABLES

if TYPE_CHECKING:
    from newsld.models import (
        Citation,
        Dated,
        Event,
        Figure,
        NewsArticle,
        Organization,
        Person,
        Place,
        Quotation,
    )
    from newsld.models.entities import Entity, Party
    from newsld.models.node import Thing
    from newsld.text import Span

__all__ = ["KEY", "NULL", "Row", "rows_of"]

KEY: Final = "\udfff"
"""Stands for the article's key. A lone surrogate is no character, so no text has it."""

NULL: Final = "\udffe"
"""Stands for a text that is absent."""

Row = tuple[str | int, ...]

_NONE: Final = (NULL, NULL)
_TRUTH: Final = {True: "true", False: "false", None: ""}
_EXCLUSIVE: Final = {False: "none", True: "both", "min": "min", "max": "max"}
_UNKNOWN: Final = (NULL, NULL, NULL, "")
_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def rows_of(article: NewsArticle) -> list[list[Row]]:
    """The rows of an article, a list for each of `TABLES` and in their order, each sorted by its key.

    Raises Unwritable for an article whose rows could not be told apart: two things or two citations of one id.
    """
    rows = _Rows(article)
    rows.entities(article)
    for event in article.events:
        rows.event(event)
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
def _numbers(count: int) -> tuple[str, ...]:
    """The numbers from 1 to `count` as text of one width, so that keys made with them sort as they count."""
    width = len(str(count))
    return tuple([f"{number:0{width}d}" for number in range(1, count + 1)])


def _numbered(items: Sequence[Any]) -> Iterable[tuple[int, str, Any]]:
    """Each item with its number, from 1, and the number as a part of a key."""
    if len(items) == 1:
        return ((1, "1", items[0]),)
    return zip(range(1, len(items) + 1), _numbers(len(items)), items, strict=True)


def _fold(names: Sequence[str], between: str = "; ") -> str:
    return between.join([name for name in names if name != NULL]) or NULL


class _Rows:
    """The tables of one article while they are filled."""

    def __init__(self, article: NewsArticle) -> None:
        self.tables: list[list[Row]] = [[] for _ in TABLES]
        self.to = {table.name: rows for table, rows in zip(TABLES, self.tables, strict=True)}
        self.spans = self.to["spans"]
        self.links = self.to["links"]
        self.things = self.to["things"]
        names = ("things", "entity_names", "same_as", "roles", "links", "spans", "properties")
        self.mixed = [self.to[name] for name in names]
        self.body = article.text
        self.known: dict[str, tuple[str, str, str, str]] = {}
        self.sources: dict[str, str] = {}
        self.register(article)

    # -- what rows of several tables need --------------------------------------------------------------------

    def register(self, article: NewsArticle) -> None:
        """Name, class, types and namelessness of everything that has an id."""
        known = self.known
        for person in article.people:
            known[person.id] = (person.name or NULL, "person", _types(person), _TRUTH[person.anonymous])
        for group in article.organizations:
            known[group.id] = (group.name or NULL, "organization", _types(group), _TRUTH[group.anonymous])
        for place in article.places:
            known[place.id] = (place.name or NULL, "place", _types(place), "false")
        for event in article.events:
            known[event.id] = (event.name or NULL, "event", " ".join(event.types), "")
        for quotation in article.quotations:
            known[quotation.id] = (NULL, "quotation", "Quotation", "")
        for figure in article.figures:
            known[figure.id] = (figure.measures or NULL, "figure", "Observation", "")
        self.things += [
            (f"{KEY}#{slug}", KEY, slug, kind, types, name) for slug, (name, kind, types, _) in known.items()
        ]
        parts = (article.people, article.organizations, article.places)
        more = (article.events, article.quotations, article.figures)
        if len(known) != sum(map(len, (*parts, *more))):
            raise Unwritable([_twice(thing.id for kind in (*parts, *more) for thing in kind)])
        if len({citation.id for citation in article.citations}) != len(article.citations):
            raise Unwritable([_twice(citation.id for citation in article.citations)])
        for citation in article.citations:
            if citation.chain and citation.origin == "known":
                self.sources[citation.id] = self.names(citation.chain[-1].parties)

    def about(self, slug: str) -> tuple[str, str, str, str]:
        return self.known.get(slug, _UNKNOWN)

    def name(self, slug: str | None) -> str:
        return self.known.get(slug, _UNKNOWN)[0] if slug else NULL

    def names(self, slugs: Sequence[str]) -> str:
        if len(slugs) == 1:
            return self.name(slugs[0])
        return _fold([self.name(slug) for slug in slugs])

    def ground(self, owner: str, field: str, words: Sequence[Span]) -> str:
        """Rows for the runs of the body that an owner rests on; their words, for its own row."""
        if not words:
            return NULL
        texts = []
        for number, label, (start, end) in _numbered(words):
            text = self.body[start:end]
            texts.append(text)
            row = (f"{owner}/{field}/{label}", KEY, owner, field, number, start, end, text or NULL)
            self.spans.append(row)
        return (texts[0] if len(texts) == 1 else " … ".join(texts)) or NULL

    def ground_one(self, owner: str, field: str, words: Span | None) -> str:
        return NULL if words is None else self.ground(owner, field, (words,))

    def dated(self, owner: str, field: str, date: Dated | None) -> tuple[str, str]:
        if date is None:
            return _NONE
        if date.words is not None:
            self.ground(owner, field, (date.words,))
        return date.date, date.basis or NULL

    def tie(self, table: str, subject: str, **properties: Sequence[str]) -> None:
        """Rows for the things that a subject is tied to."""
        for name, objects in properties.items():
            for number, label, other in _numbered(objects) if objects else ():
                key = f"{subject}/{name}/{label}" if subject is not KEY else f"{KEY}#/{name}/{label}"
                row = (key, KEY, table, subject, name, number, f"{KEY}#{other}", self.name(other))
                self.links.append(row)

    def keep(self, node: str, thing: Thing) -> None:
        """Rows for what a node has beside what is modelled."""
        rows = self.to["properties"]
        stem = f"{KEY}#" if node is KEY else node
        for name, value in thing.extra.items():
            if type(value) is list and value:
                for number, label, item in _numbered(value):
                    rows.append((f"{stem}?{name}/{label}", KEY, node, name, number, _as_json(item)))
            else:
                rows.append((f"{stem}?{name}", KEY, node, name, "", _as_json(value)))

    # -- entities --------------------------------------------------------------------------------------------

    def entities(self, article: NewsArticle) -> None:
        for person in article.people:
            self.person(person)
        for organization in article.organizations:
            self.organization(organization)
        for place in article.places:
            self.place(place)

    def entity(self, key: str, it: Entity) -> tuple[str, ...]:
        self.called(key, it)
        name, types, about = it.name or NULL, " ".join(it.type) or NULL, it.disambiguating_description or NULL
        return key, KEY, it.id, it.iri or NULL, types, name, it.description or NULL, about, it.url or NULL

    def called(self, key: str, it: Entity | Event) -> None:
        if it.name:
            self.to["entity_names"].append((f"{key}/name", KEY, key, "name", 1, it.name))
        if it.alternate_name:
            for number, label, name in _numbered(it.alternate_name):
                row = (f"{key}/alternateName/{label}", KEY, key, "alternateName", number, name)
                self.to["entity_names"].append(row)
        if it.same_as:
            for number, label, url in _numbered(it.same_as):
                self.to["same_as"].append((f"{key}/sameAs/{label}", KEY, key, number, url, it.name or NULL))
        if it.extra:
            self.keep(key, it)

    def party(self, key: str, it: Party) -> tuple[str, str]:
        for number, label, role in _numbered(it.roles) if it.roles else ():
            at = f"{key}/role/{label}"
            held = f"{KEY}#{role.of}" if role.of else NULL
            where = f"{KEY}#{role.at}" if role.at else NULL
            words = self.ground_one(at, "words", role.words)
            start, end = self.dated(at, "start", role.start), self.dated(at, "end", role.end)
            known = role.status or NULL, role.basis or NULL, words
            what = (
                number,
                role.property,
                role.role_name or NULL,
                held,
                self.name(role.of),
                where,
                self.name(role.at),
            )
            self.to["roles"].append((at, KEY, key, it.name or NULL, *what, *start, *end, *known))
        return _TRUTH[it.anonymous], self.ground_one(key, "anonymousReason", it.anonymous_reason)

    def person(self, it: Person) -> None:
        key = f"{KEY}#{it.id}"
        born, died = self.dated(key, "birthDate", it.birth_date), self.dated(key, "deathDate", it.death_date)
        called = (
            it.given_name or NULL,
            it.family_name or NULL,
            it.honorific_prefix or NULL,
            it.honorific_suffix or NULL,
        )
        self.to["people"].append((*self.entity(key, it), *self.party(key, it), *called, *born, *died))
        if it.nationality or it.parent or it.spouse or it.children or it.sibling:
            kin = {"parent": it.parent, "spouse": it.spouse, "children": it.children, "sibling": it.sibling}
            self.tie("people", key, nationality=it.nationality, **kin)

    def organization(self, it: Organization) -> None:
        key = f"{KEY}#{it.id}"
        founded = self.dated(key, "foundingDate", it.founding_date)
        own = _TRUTH[it.group], it.legal_name or NULL, *founded, it.logo or NULL
        self.to["organizations"].append((*self.entity(key, it), *self.party(key, it), *own))
        if it.parent_organization or it.location or it.area_served:
            above = {"parentOrganization": it.parent_organization, "areaServed": it.area_served}
            self.tie("organizations", key, location=it.location, **above)

    def place(self, it: Place) -> None:
        key = f"{KEY}#{it.id}"
        self.to["places"].append((*self.entity(key, it), _number(it.latitude), _number(it.longitude)))
        if it.contained_in_place:
            self.tie("places", key, containedInPlace=it.contained_in_place)

    # -- events, quotations, figures ---------------------------------------------------------------------------

    def event(self, it: Event) -> None:
        key = f"{KEY}#{it.id}"
        self.called(key, it)
        start, end = self.dated(key, "startDate", it.start_date), self.dated(key, "endDate", it.end_date)
        name, types = it.name or NULL, " ".join(it.type) or NULL
        head = key, KEY, it.id, it.iri or NULL, types, name, it.description or NULL, it.url or NULL
        whole = f"{KEY}#{it.super_event}" if it.super_event else NULL
        self.to["events"].append((*head, it.factuality, *start, *end, self.names(it.location), whole))
        self.tie("events", key, location=it.location, organizer=it.organizer, about=it.about)
        for number, label, part in _numbered(it.participants) if it.participants else ():
            at = f"{key}/participant/{label}"
            words = self.ground_one(at, "words", part.words)
            who = number, f"{KEY}#{part.party}", self.name(part.party), part.role_name or NULL
            self.to["event_participants"].append((at, KEY, key, name, *who, part.property, words))

    def quotation(self, it: Quotation) -> None:
        key = f"{KEY}#{it.id}"
        cited = f"{KEY}#cite-{it.citation}" if it.citation else NULL
        words = self.ground(key, "words", it.words)
        self.to["quotations"].append((key, KEY, it.id, words, self.names(it.speaker), cited))
        for number, label, who in _numbered(it.speaker) if it.speaker else ():
            row = (f"{key}/speaker/{label}", KEY, key, number, f"{KEY}#{who}", self.name(who))
            self.to["quotation_speakers"].append(row)

    def figure(self, it: Figure) -> None:
        key = f"{KEY}#{it.id}"
        numbers = _number(it.value), _number(it.min), _number(it.max)
        when = *self.dated(key, "asOf", it.as_of), *self.dated(key, "period", it.period)
        what = _EXCLUSIVE[it.exclusive], _TRUTH[it.approximate], it.unit or NULL
        words = self.ground(key, "words", it.words)
        cited, source = NULL, NULL
        if it.citation:
            cited, source = f"{KEY}#cite-{it.citation}", self.sources.get(it.citation, NULL)
        told = words, self.names(it.about), cited, source
        self.to["figures"].append((key, KEY, it.id, it.measures or NULL, *numbers, *what, *when, *told))
        if it.about:
            self.tie("figures", key, about=it.about)

    # -- citations and mentions ------------------------------------------------------------------------------

    def citation(self, it: Citation) -> None:
        key, rows = f"{KEY}#cite-{it.id}", self.to["citations"]
        covers, cues = self.ground(key, "covers", it.covers), self.ground(key, "cues", it.cues)
        again = f"{KEY}#cite-{it.repeats}" if it.repeats else NULL
        depth = len(it.chain)
        head = KEY, key, covers, it.mode, it.act, cues, again, it.origin, depth
        if it.about:
            self.tie("citations", key, about=it.about)
        if not depth:
            rows.append((key, *head, "", "", NULL, NULL, NULL, NULL, "", "", *(NULL,) * 9))
        for number, label, hop in _numbered(it.chain) if depth else ():
            at = f"{key}/{label}"
            date = self.dated(at, "date", hop.date)
            medium = (f"{KEY}#{hop.medium}", self.name(hop.medium)) if hop.medium else _NONE
            carried = f"{KEY}#cite-{hop.inherited}" if hop.inherited else NULL
            last = "true" if number == depth and it.origin == "known" else "false"
            said = hop.form or NULL, hop.url or NULL, hop.headline or NULL, carried
            tail = last, hop.role or NULL, *date, *medium, *said
            if not hop.parties:
                rows.append((at, *head, number, "", NULL, NULL, NULL, NULL, "", *tail))
                continue
            for place, name, party in _numbered(hop.parties):
                rows.append(
                    (f"{at}/{name}", *head, number, place, f"{KEY}#{party}", *self.about(party), *tail)
                )

    def mentions(self, article: NewsArticle) -> None:
        rows = self.to["mentions"]
        for number, label, it in _numbered(article.mentions):
            key = f"{KEY}#/mention/{label}"
            words = self.ground(key, "words", (it.words,))
            date = self.dated(key, "date", it.date) if it.date else _NONE
            meant = (f"{KEY}#{it.of}", *self.about(it.of)[:2]) if it.of else (NULL, NULL, NULL)
            rows.append((key, KEY, number, words, *it.words, it.form or NULL, *meant, *date))

    # -- the article itself ------------------------------------------------------------------------------------

    def article(self, it: NewsArticle) -> None:
        when = it.date_published or NULL, it.date_modified or NULL, it.date_created or NULL
        names = self.names(it.author), self.names(it.publisher)
        types = " ".join(it.type) or NULL
        year = "" if it.copyright_year is None else it.copyright_year
        heads = it.headline or NULL, it.alternative_headline or NULL, it.description or NULL
        print_ = it.print_page or NULL, it.print_section or NULL, it.print_edition or NULL
        told = it.in_language or NULL, _TRUTH[it.is_accessible_for_free], it.dateline or NULL, year
        rest = it.credit_text or NULL, *print_, it.backstory or NULL, it.license or NULL
        body = NULL if it.body is None else it.body.text
        first = KEY, it.iri or NULL, it.url or NULL, types
        self.to["articles"].append((*first, *heads, *when, *names, *told, *rest, body))
        self.people_of(it)
        terms = {"articleSection": it.article_section, "keywords": it.keywords, "genre": it.genre}
        for name in sorted(terms):
            for number, label, term in _numbered(terms[name]):
                self.to["article_terms"].append((f"{KEY}#/{name}/{label}", KEY, name, number, term))
        places = {"contentLocation": it.content_location, "locationCreated": it.location_created}
        self.tie("articles", KEY, about=it.about, **places)
        if it.extra:
            self.keep(KEY, it)
        self.parts(it)
        self.layout(it)

    def people_of(self, it: NewsArticle) -> None:
        parts = {"author": it.author, "contributor": it.contributor, "copyrightHolder": it.copyright_holder}
        for name, slugs in {**parts, "editor": it.editor, "publisher": it.publisher}.items():
            for number, label, who in _numbered(slugs) if slugs else ():
                known = self.about(who)
                row = (f"{KEY}#/{name}/{label}", KEY, name, number, f"{KEY}#{who}", known[0], known[1])
                self.to["article_authors"].append(row)

    def parts(self, it: NewsArticle) -> None:
        for number, label, image in _numbered(it.image) if it.image else ():
            key = f"{KEY}#/image/{label}"
            size = "" if image.width is None else image.width, "" if image.height is None else image.height
            told = image.url, image.caption or NULL, image.credit_text or NULL
            self.to["images"].append((key, KEY, number, image.iri or NULL, *told, *size))
            self.keep(key, image)
        for number, label, part in _numbered(it.has_part) if it.has_part else ():
            key = f"{KEY}#/part/{label}"
            selectors = _json(part.css_selector) if part.css_selector else NULL
            free = _TRUTH[part.is_accessible_for_free]
            self.to["page_parts"].append((key, KEY, number, part.iri or NULL, free, selectors))
            self.keep(key, part)
        for number, label, correction in _numbered(it.correction) if it.correction else ():
            key = f"{KEY}#/correction/{label}"
            told = correction.text, correction.date_published or NULL, correction.url or NULL
            self.to["corrections"].append((key, KEY, number, correction.iri or NULL, *told))
            self.keep(key, correction)

    def layout(self, it: NewsArticle) -> None:
        if it.body is None:
            return
        rows, text = self.to["body"], it.body.text
        for number, label, block in _numbered(it.body.blocks):
            start, end = block.words
            numbers = "" if block.level is None else block.level, "" if block.number is None else block.number
            tail = NULL, NULL, NULL, text[start:end] or NULL
            rows.append(
                (f"{KEY}#/block/{label}", KEY, "block", number, block.kind, start, end, *numbers, *tail)
            )
        for number, label, mark in _numbered(it.body.marks) if it.body.marks else ():
            start, end = mark.words
            told = mark.url or NULL, mark.title or NULL, mark.alternative or NULL, text[start:end] or NULL
            rows.append((f"{KEY}#/mark/{label}", KEY, "mark", number, mark.kind, start, end, "", "", *told))


def _types(entity: Entity) -> str:
    return " ".join(entity.types)


def _number(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _as_json(value: Any) -> str:
    try:
        return _json(value)
    except (ValueError, TypeError) as fault:
        finding = Finding(
            "NLD-SYN-003", f"a property that is no JSON: {fault}", help="write the number as text"
        )
        raise Unwritable([finding]) from None


def _twice(slugs: Iterable[str]) -> Finding:
    seen: set[str] = set()
    twice = next(slug for slug in slugs if slug in seen or seen.add(slug))
    return Finding("NLD-REF-002", f"two things have the id {twice}", help="give one of them another id")
