"""From an article to the rows of the tables, as plain tuples."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from newsld.formats.csv.row_builder import KEY, NONE, NULL, TRUTH, Gathering, Row, as_json, numbered
from newsld.model.views import byline

if TYPE_CHECKING:
    from newsld.model import Citation, Event, Figure, NewsArticle, Organization, Person, Place, Quotation
    from newsld.model.entities import Entity, Party

__all__ = ["rows_of"]

_EXCLUSIVE: Final = {False: "none", True: "both", "min": "min", "max": "max"}


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


class _Rows(Gathering):
    """Fills the tables, a method for each kind of part."""

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
            for number, label, name in numbered(it.alternate_name):
                row = (f"{key}/alternateName/{label}", KEY, key, "alternateName", number, name)
                self.to["entity_names"].append(row)
        if it.same_as:
            for number, label, url in numbered(it.same_as):
                self.to["same_as"].append((f"{key}/sameAs/{label}", KEY, key, number, url, it.name or NULL))
        if it.extra:
            self.keep(key, it)

    def party(self, key: str, it: Party) -> tuple[str, str]:
        for number, label, role in numbered(it.roles) if it.roles else ():
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
        return TRUTH[it.anonymous], self.ground_one(key, "anonymousReason", it.anonymous_reason)

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
        own = TRUTH[it.group], it.legal_name or NULL, *founded, it.logo or NULL
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
        for number, label, part in numbered(it.participants) if it.participants else ():
            at = f"{key}/participant/{label}"
            words = self.ground_one(at, "words", part.words)
            who = number, f"{KEY}#{part.party}", self.name(part.party), part.role_name or NULL
            self.to["event_participants"].append((at, KEY, key, name, *who, part.property, words))

    def quotation(self, it: Quotation) -> None:
        key = f"{KEY}#{it.id}"
        cited = f"{KEY}#cite-{it.citation}" if it.citation else NULL
        words = self.ground(key, "words", it.words)
        self.to["quotations"].append((key, KEY, it.id, words, self.names(it.speaker), cited))
        for number, label, who in numbered(it.speaker) if it.speaker else ():
            row = (f"{key}/speaker/{label}", KEY, key, number, f"{KEY}#{who}", self.name(who))
            self.to["quotation_speakers"].append(row)

    def figure(self, it: Figure) -> None:
        key = f"{KEY}#{it.id}"
        numbers = _number(it.value), _number(it.min), _number(it.max)
        when = *self.dated(key, "asOf", it.as_of), *self.dated(key, "period", it.period)
        what = _EXCLUSIVE[it.exclusive], TRUTH[it.approximate], it.unit or NULL
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
            rows.append((key, *head, "", "", NULL, NULL, NULL, NULL, "false", "false", *(NULL,) * 9))
        for number, label, hop in numbered(it.chain) if depth else ():
            at = f"{key}/{label}"
            date = self.dated(at, "date", hop.date)
            medium = (f"{KEY}#{hop.medium}", self.name(hop.medium)) if hop.medium else NONE
            carried = f"{KEY}#cite-{hop.inherited}" if hop.inherited else NULL
            last = "true" if number == depth and it.origin == "known" else "false"
            said = hop.form or NULL, hop.url or NULL, hop.headline or NULL, carried
            tail = last, hop.role or NULL, *date, *medium, *said
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
            date = self.dated(key, "date", it.date) if it.date else NONE
            meant = (f"{KEY}#{it.of}", *self.about(it.of)[:2]) if it.of else (NULL, NULL, NULL)
            rows.append((key, KEY, number, words, *it.words, it.form or NULL, *meant, *date))

    # -- the article itself ------------------------------------------------------------------------------------

    def article(self, it: NewsArticle) -> None:
        when = it.date_published or NULL, it.date_modified or NULL, it.date_created or NULL
        authors = "; ".join(byline(it)) or NULL if "author" in it.extra else self.names(it.author)
        names = authors, self.names(it.publisher)
        types = " ".join(it.type) or NULL
        year = "" if it.copyright_year is None else it.copyright_year
        heads = it.headline or NULL, it.alternative_headline or NULL, it.description or NULL
        print_ = it.print_page or NULL, it.print_section or NULL, it.print_edition or NULL
        told = it.in_language or NULL, TRUTH[it.is_accessible_for_free], it.dateline or NULL, year
        rest = it.credit_text or NULL, *print_, it.backstory or NULL, it.license or NULL
        body = NULL if it.body is None else it.body.text
        first = KEY, it.iri or NULL, it.url or NULL, types
        self.to["articles"].append((*first, *heads, *when, *names, *told, *rest, body))
        self.people_of(it)
        terms = {"articleSection": it.article_section, "keywords": it.keywords, "genre": it.genre}
        for name in sorted(terms):
            for number, label, term in numbered(terms[name]):
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
            for number, label, who in numbered(slugs) if slugs else ():
                known = self.about(who)
                row = (f"{KEY}#/{name}/{label}", KEY, name, number, f"{KEY}#{who}", known[0], known[1])
                self.to["article_authors"].append(row)

    def parts(self, it: NewsArticle) -> None:
        for number, label, image in numbered(it.image) if it.image else ():
            key = f"{KEY}#/image/{label}"
            size = "" if image.width is None else image.width, "" if image.height is None else image.height
            told = image.url, image.caption or NULL, image.credit_text or NULL
            self.to["images"].append((key, KEY, number, image.iri or NULL, *told, *size))
            self.keep(key, image)
        for number, label, part in numbered(it.has_part) if it.has_part else ():
            key = f"{KEY}#/part/{label}"
            selectors = as_json(part.css_selector) if part.css_selector else NULL
            free = TRUTH[part.is_accessible_for_free]
            self.to["page_parts"].append((key, KEY, number, part.iri or NULL, free, selectors))
            self.keep(key, part)
        for number, label, correction in numbered(it.correction) if it.correction else ():
            key = f"{KEY}#/correction/{label}"
            told = correction.text, correction.date_published or NULL, correction.url or NULL
            self.to["corrections"].append((key, KEY, number, correction.iri or NULL, *told))
            self.keep(key, correction)

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


def _number(value: Decimal | None) -> str:
    return "" if value is None else str(value)
