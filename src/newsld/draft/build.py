"""Build the data of a story from an answer: ids for names, spans for words, references for mentions of entities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from newsld.draft.answer import Answer, AnswerItem, DateItem, EventItem, RoleItem
from newsld.draft.corrections import Corrections
from newsld.draft.entity_table import PLACES, EntityTable, unique_id
from newsld.draft.grounding import Grounder, Hints
from newsld.draft.statements import StatementBuilder
from newsld.draft.text_input import TextInput
from newsld.findings import Finding
from newsld.model.dates import BadDate, parse_edtf
from newsld.model.text import Span
from newsld.model.text.shorten import quote
from newsld.model.versions import STORY_VERSION
from newsld.syntax.document import pointer
from newsld.syntax.patterns import lazy_pattern

_FACTUALITY: Final = {"claimed": "claimed", "planned": "planned", "requested": "requested"}
_YEAR: Final = lazy_pattern(r"\d{4}")


@dataclass(frozen=True, slots=True)
class CapturedItem:
    """One thing that an answer captured, with its place in the story.

    `id` is unique among the items of a draft, `kind` the singular of the list of the answer. `at` is the JSON Pointer
    of the item in the story, `spans` are its words.
    """

    id: str
    kind: str
    at: str
    source: AnswerItem
    spans: tuple[Span, ...] = ()


@dataclass
class BuiltStory:
    """The plain data of a story with what an answer captured, its items, and the findings about the answer."""

    data: dict[str, Any]
    items: list[CapturedItem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def build_story(text: TextInput, answer: Answer) -> BuiltStory:
    """Return the story of a text with everything of an answer that is grounded in the text.

    What is refused or repaired is in the findings, each with its JSON Pointer into the answer. Every reference of the
    result is defined, and every span is in the body.
    """
    return _StoryBuilder(text, answer).build()


class _StoryBuilder:
    """A builder of one story."""

    def __init__(self, text: TextInput, answer: Answer) -> None:
        self.text = text
        self.answer = answer
        self.grounder = Grounder(text.text) if answer.by is None else Grounder(text.text, most_searched=None)
        self.corrections = Corrections(text, self.grounder) if answer.by is None else None
        """What an engine found needs none."""
        self.entities = EntityTable(self.grounder, text.known)
        self.items: list[CapturedItem] = []
        self.dates: dict[tuple[Span, str], None] = {}
        """The dates with their words, in the order of the answer."""
        self.events: dict[str, dict[str, Any]] = {}
        self.event_spans: list[tuple[Span, str]] = []

    def build(self) -> BuiltStory:
        """Return the story."""
        answer, entities = self.answer, self.entities
        entities.add_all(answer.entities)
        entities.add_references(answer.references)
        self._add_dates(answer.dates)
        self._add_events(answer.events)
        mentions = list(entities.story_mentions(self.event_spans))
        mentions += [{"words": span._asdict(), "date": date} for span, date in self.dates]
        self._add_roles(answer.roles)
        statements = StatementBuilder(self.grounder, entities, self.events, self.corrections)
        statements.add_citations(answer.citations)
        statements.add_quotations(answer.quotations)
        statements.add_figures(answer.figures)
        statements.add_subjects((Span(**one["words"]), one["of"]) for one in mentions if "of" in one)
        captured = (self.events, statements.citations, statements.quotations, statements.figures)
        entities.drop_unmentioned(_strings(captured))
        for slug, item in entities.found.items():
            at = pointer(entities.collection_of(slug), slug)
            spans = sorted(entities.mentions.get(slug, ()))[:1]
            self.items.append(CapturedItem(slug, "entity", at, item, tuple(spans)))
        self.items += [CapturedItem(*one) for one in statements.items]
        authors = [entities.author(name) for name in self.text.authors]
        data = self._metadata()
        if authors:
            data["author"] = authors
        data["body"] = self.text.layout or self.text.text
        data |= entities.collections
        for key, collection in (
            ("events", self.events),
            ("quotations", statements.quotations),
            ("figures", statements.figures),
            ("citations", statements.citations),
            ("mentions", mentions),
        ):
            if collection:
                data[key] = collection
        return BuiltStory(data, self.items, self.grounder.findings)

    def _metadata(self) -> dict[str, Any]:
        text = self.text
        given = {
            "headline": text.headline,
            "url": text.url,
            "datePublished": text.published,
            "inLanguage": text.language,
        }
        return {"newsld": STORY_VERSION, **{key: value for key, value in given.items() if value}}

    # -- dates and events ------------------------------------------------------------------------------------

    def _add_dates(self, items: Iterable[DateItem]) -> None:
        numbers: dict[str, int] = {}
        used: set[Span] = set()
        for given in items:
            hints = Hints(given=_first(given.spans), used=used)
            span = self.grounder.find(given.words, given.paragraph, f"{given.pointer}/words", hints)
            item = given
            if self.corrections is not None and span is not None:
                corrected = self.corrections.date(given, span)
                if corrected is None:
                    continue
                item = corrected
            date = self._edtf(item.date, f"{item.pointer}/date")
            if span is None or date is None or (span, date) in self.dates:
                continue
            self.dates[span, date] = None
            used.add(span)
            slug = date_id(date)
            numbers[slug] = numbers.get(slug, 0) + 1
            name = slug if numbers[slug] == 1 else f"{slug}-{numbers[slug]}"
            self.items.append(CapturedItem(name, "date", "", item, (span,)))

    def _edtf(self, date: str | None, at: str) -> str | None:
        """Return a date that is EDTF, None with a finding (NLD-DRF-008) for any other text."""
        if date is None:
            return None
        try:
            return str(parse_edtf(date.strip()))
        except BadDate as error:
            self.grounder.wrong_value(
                f"the date {quote(date)} is not EDTF: {error}", "write it as 2025-03-04", at
            )
            return None

    def _add_events(self, items: Iterable[EventItem]) -> None:
        used: set[Span] = set()
        for item in items:
            hints = Hints(given=_first(item.spans), used=used, stating=True)
            span = self.grounder.find(item.words, item.paragraph, f"{item.pointer}/words", hints)
            if span is None:
                continue
            used.add(span)
            name = self.grounder.compose(item.name, span, f"{item.pointer}/name") or span.slice(
                self.text.text
            )
            slug = unique_id(name, self.entities.ids)
            self.entities.ids.add(slug)
            event: dict[str, Any] = {"name": " ".join(name.split())}
            for key, value in (("startDate", item.start), ("endDate", item.end)):
                date = self._edtf(value, f"{item.pointer}/{'start' if key == 'startDate' else 'end'}")
                if date is not None:
                    event[key] = self._dated(date, span)
            if item.status in _FACTUALITY:
                event["factuality"] = item.status
            if item.place is not None:
                place = self.entities.resolve(item.place, f"{item.pointer}/place")
                if place is not None and self.entities.collection_of(place) == "places":
                    event["location"] = place
                elif place is not None:
                    message = f"{quote(item.place)} is no place"
                    hint = f"give it one of the kinds {', '.join(sorted(PLACES))}"
                    self.grounder.wrong_value(message, hint, f"{item.pointer}/place")
            self.events[slug] = event
            self.event_spans.append((span, slug))
            self.items.append(CapturedItem(slug, "event", pointer("events", slug), item, (span,)))

    def _dated(self, date: str, near: Span) -> Any:
        """Return a date with the words of the same sentence that it was read from, if there are any."""
        sentence = self.grounder.sentence(near.start)
        words = [span for span, one in self.dates if one == date and span.within(sentence)]
        if not words:
            return date
        years = _YEAR.findall(date)
        stated = years and all(year in words[0].slice(self.text.text) for year in years)
        return {"date": date, "basis": "stated" if stated else "inferred", "words": words[0]._asdict()}

    # -- roles -----------------------------------------------------------------------------------------------

    def _add_roles(self, items: Iterable[RoleItem]) -> None:
        numbers: dict[str, int] = {}
        for item in items:
            slug = self.entities.resolve(item.person, f"{item.pointer}/person")
            hints = Hints(given=_first(item.spans))
            span = self.grounder.find(item.words, item.paragraph, f"{item.pointer}/words", hints)
            if slug is None or span is None:
                continue
            if self.entities.collection_of(slug) != "people":
                message = f"{quote(item.person)} has a role, and is no person"
                self.grounder.wrong_value(message, "list roles of people only", f"{item.pointer}/person")
                continue
            name = self.grounder.compose(item.role, span, f"{item.pointer}/role", strict=True)
            if name is None:
                continue
            role: dict[str, Any] = {
                "roleName": name,
                "status": item.status,
                "basis": "stated",
                "words": span._asdict(),
            }
            if item.of is not None:
                place = self.entities.resolve(item.of, f"{item.pointer}/of")
                if place is not None and self.entities.collection_of(place) != "people":
                    role["of"] = place
            roles = self.entities.collections["people"][slug].setdefault("roles", [])
            if slug in self.text.known.items:
                roles = self.entities.collections["people"][slug]["roles"] = [*roles]
            if any(one.get("words") == role["words"] and one.get("roleName") == name for one in roles):
                continue
            numbers[slug] = numbers.get(slug, 0) + 1
            roles.append(role)
            at = pointer("people", slug, "roles", len(roles) - 1)
            self.items.append(CapturedItem(f"{slug}-role-{numbers[slug]}", "role", at, item, (span,)))


def date_id(date: str) -> str:
    """Return the id of a date in a draft: `date-2025-03-04`; a later one with the same date gets a number."""
    return f"date-{'-'.join(re.findall(r'[0-9A-Za-z]+', date)).lower()}"


def _strings(values: Iterable[object]) -> set[str]:
    """Return every string in plain data, the keys of objects left out."""
    found: set[str] = set()
    waiting = [values]
    while waiting:
        for one in waiting.pop():
            if isinstance(one, str):
                found.add(one)
            elif isinstance(one, dict):
                waiting.append(one.values())
            elif isinstance(one, list):
                waiting.append(one)
    return found


def _first(spans: tuple[Span, ...]) -> Span | None:
    return spans[0] if spans else None
