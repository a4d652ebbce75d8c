"""Describe the values of a story in the words of a report: names, dates, figures, roles and chains of sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from newsld.model.dates.english import format_english
from newsld.model.entities import Party
from newsld.model.figure_words import number_in_words, quantity_in_words
from newsld.model.text.shorten import shorten

if TYPE_CHECKING:
    from newsld.model import Citation, Dated, Event, Figure, Hop, NewsArticle, Role
    from newsld.model.entities import Entity
    from newsld.model.events import Participant
    from newsld.model.text import Span


class Descriptions:
    """The words for the values of one article."""

    def __init__(self, article: NewsArticle) -> None:
        self.article = article
        self.things: dict[str, Any] = {}
        for collection in (article.figures, article.quotations, article.events, article.entities):
            self.things |= {one.id: one for one in collection}
        self.citations = {citation.id: citation for citation in article.citations}

    def name(self, slug: str) -> str:
        """Return the name of the thing with an id."""
        thing = self.things.get(slug)
        return self.of(thing) if thing is not None else slug

    def of(self, thing: Any) -> str:
        """Return the name of a thing, or its words."""
        for field in ("name", "measures"):
            if found := getattr(thing, field, None):
                return str(found)
        words = self.words(getattr(thing, "words", ()))
        return f"“{shorten(words)}”" if words else str(thing.id)

    def names(self, slugs: Iterable[str]) -> str:
        """Return names, separated by commas."""
        return ", ".join(map(self.name, slugs))

    def words(self, spans: Sequence[Span]) -> str:
        """Return the words of spans on one line."""
        return " … ".join(" ".join(span.slice(self.article.text).split()) for span in spans)

    def entity(self, entity: Entity | Event) -> str:
        """Return the name and the type of an entity or event."""
        kind = entity.types[0]
        notes = [kind, *(("unnamed",) if isinstance(entity, Party) and entity.anonymous else ())]
        return f"{self.of(entity)} ({', '.join(notes)})"

    def event(self, event: Event) -> str:
        """Return the name, certainty and start of an event."""
        notes: list[str] = [] if event.factuality == "asserted" else [event.factuality]
        if date := event.start_date or event.end_date:
            notes.append(format_english(date.date))
        return self.of(event) + (f" ({', '.join(notes)})" if notes else "")

    def date(self, date: Dated, *, basis: bool = False) -> str:
        """Return a date in words, with its basis if asked for."""
        notes = f" ({date.basis or 'no basis given'})" if basis else ""
        return format_english(date.date) + notes

    def figure(self, figure: Figure) -> str:
        """Return the quantity of a figure with its bounds and unit."""
        unit = "" if figure.unit is None else figure.unit if figure.unit == "%" else f" {figure.unit}"
        return (quantity_in_words(figure) or "no number") + unit

    def role(self, role: Role, *, basis: bool = False) -> str:
        """Return a role with what it is a role in, its status and its dates."""
        text = role.role_name or {"memberOf": "member", "alumniOf": "alumni"}.get(
            role.property, role.property
        )
        text += f" of {self.name(role.of)}" if role.of else ""
        text += f" at {self.name(role.at)}" if role.at else ""
        notes: list[str] = [role.status] if role.status else []
        notes += [
            f"{word} {self.date(date, basis=basis)}"
            for word, date in (("from", role.start), ("until", role.end))
            if date
        ]
        if basis:
            notes += [role.property, role.basis or "no basis given"]
        return text + (f" ({', '.join(notes)})" if notes else "")

    def participant(self, one: Participant, *, basis: bool = False) -> str:
        """Return a participant with its role in the event."""
        notes = [one.role_name or "no role", one.property]
        if basis:
            notes.append(one.basis or "no basis given")
        return f"{self.name(one.party)} ({', '.join(notes)})"

    def hop(self, hop: Hop, *, every: bool = False) -> str:
        """Return the parties of a hop; with `every`, also everything else about it but its date and words."""
        text = " and ".join(
            self.name(slug) + (" (unnamed)" if getattr(self.things.get(slug), "anonymous", False) else "")
            for slug in hop.parties
        )
        if not every:
            return text
        notes = [note for note in (hop.role, hop.form, hop.headline, hop.url) if note]
        notes += [f"on {self.name(hop.medium)}"] if hop.medium else []
        if hop.inherited:
            carried = self.citations.get(hop.inherited)
            notes.append(f"carried over from {self.statement(carried) if carried else hop.inherited}")
        return text + (f" ({'; '.join(notes)})" if notes else "")

    def chain(self, citation: Citation, *, every: bool = False) -> str:
        """Return the chain of sources, beginning with the one nearest to the reader."""
        if citation.origin == "own":
            return "the publication itself"
        if not citation.chain:
            return "no source"
        hops = ", citing ".join(self.hop(hop, every=every) for hop in citation.chain)
        return f"{hops}; origin not given" if citation.origin == "not-given" else hops

    def statement(self, citation: Citation) -> str:
        """Return the words of a statement, in quotation marks and cut short; without words its label."""
        words = self.words(citation.covers) or self.words(citation.cues)
        return f"“{shorten(words)}”" if words else citation.id

    def value(self, value: Any) -> str:
        """Return any other value in words."""
        if isinstance(value, tuple | list):
            return ", ".join(map(self.value, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Decimal):
            return number_in_words(value)
        if isinstance(value, dict):
            return shorten(value)
        return str(value)


def label_of(alias: str) -> str:
    """Return the words of a key: `datePublished` is `date published`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in alias).strip()
