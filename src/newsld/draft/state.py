"""Compute the state of a draft: which of its items are sure, and which a person has to look at, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from newsld.draft.agreement import Agreement
from newsld.draft.build import BuiltStory, CapturedItem, date_id
from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.draft_state import OpenItem
from newsld.model.text import Span
from newsld.model.text.shorten import truncate

PROVEN: Final = 0.95
"""The measured precision from which a rule is proven: what it finds is sure."""

UNLISTED: Final = re.compile(r"(?:(refused)-\d+|(missed)-[a-z]+-\d+|(date)-[\da-z-]+)")
"""The id of an entry of `look` that is no thing of the story: `refused-1`, `missed-figure-2`, `date-2025-03-04`."""

_COSTS: Final = ("citation", "quotation", "entity", "figure", "date", "role", "event")
"""The kinds of items in the order of what a mistake costs."""
_TELLING: Final = frozenset({"NLD-DRF-003", "NLD-DRF-005", "NLD-DRF-006", "NLD-DRF-013"})
"""The findings about an answer that make an item one to look at: a part was refused, repaired or corrected."""
_MOST_REFUSED: Final = 100


def draft_state(
    built: BuiltStory,
    article: NewsArticle,
    findings: Iterable[Finding],
    precision: Mapping[str, float],
    agreement: Agreement | None = None,
) -> dict[str, Any]:
    """Return the data of `draft`: ids that are sure, and items to look at, those first whose mistakes cost most.

    `findings` are those about the article, with pointers into its data; `agreement` is that with another engine. An
    item is sure if the other engine agrees or its rule is proven, and if no finding is about it.
    """
    reasons = _reasons(built, findings)
    story = StoryItems(article)
    sure: dict[str, None] = {}
    look: list[tuple[tuple[int, int, int], dict[str, str]]] = []
    for item in built.items:  # a citation comes before its quotations
        why = list(dict.fromkeys(reasons.get(item.id, ())))
        is_sure, doubt = _doubt(item, precision, agreement)
        if is_sure and item.kind == "quotation":
            citation = built.data["quotations"][item.id].get("citation")
            if citation is not None and f"cite-{citation}" not in sure:
                is_sure, doubt = False, "its statement is to look at too"
        if is_sure and not why:
            sure[item.id] = None
            continue
        start = item.spans[0].start if item.spans else 0
        rank = (
            _COSTS.index(item.kind),
            0 if why or (agreement and item.id in agreement.others) else 1,
            start,
        )
        entry = {"item": item.id, "what": story.describe(item.kind, item.id, item.source)}
        if doubt or why:
            entry["why"] = "; ".join([*why, *([doubt] if doubt else [])])
        if agreement is not None and item.id in agreement.others:
            entry["instead"] = agreement.others[item.id]
        if item.spans:
            entry["words"] = truncate(item.spans[0].slice(article.text))
        look.append((rank, entry))
    refused = [one for one in built.findings if one.code in {"NLD-DRF-003", "NLD-DRF-007", "NLD-DRF-008"}]
    for number, one in enumerate(refused[:_MOST_REFUSED], 1):
        entry = {"item": f"refused-{number}", "what": "refused", "why": one.message}
        look.append(((len(_COSTS), 1, number), entry))
    for number, (missed, value) in enumerate(agreement.missed if agreement else (), 1):
        entry = {"item": f"missed-{missed.kind}-{number}"}
        entry["what"] = f"a {missed.kind}{_said_by(missed)} that the answer does not have"
        if value is not None:
            entry["instead"] = value
        if missed.spans:
            entry["words"] = " ".join(missed.spans[0].slice(article.text).split())
        look.append(((len(_COSTS), 0, number), entry))
    state: dict[str, Any] = {}
    if sure:
        state["sure"] = [*sure]
    if look:
        state["look"] = [entry for _, entry in sorted(look, key=lambda pair: pair[0])]
    return state


def _doubt(
    item: CapturedItem, precision: Mapping[str, float], agreement: Agreement | None
) -> tuple[bool, str | None]:
    """Return whether an item is sure, and else why not."""
    rule = item.source.rule
    if agreement is not None:
        if item.id in agreement.agreed:
            return True, None
        if item.id in agreement.others:
            return False, "the rules say something else"
        return False, None
    if rule is None:
        return False, None
    value = precision.get(rule)
    if value is None:
        return False, f"rule “{rule}”, which is not measured"
    if value >= PROVEN:
        return True, None
    return False, f"rule “{rule}”: right {int(20 * value)} of 20 times"


def _reasons(built: BuiltStory, findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Return the messages of the findings about each item, by its id."""
    by_place = {item.at: item.id for item in built.items if item.at}
    by_answer = {item.source.pointer: item.id for item in built.items if item.source.pointer}
    reasons: dict[str, list[str]] = {}
    for one in findings:
        if one.severity != "info" and (name := _owner(one.pointer, by_place)) is not None:
            reasons.setdefault(name, []).append(one.message)
    for one in built.findings:
        if one.code in _TELLING and (name := _owner(one.pointer, by_answer)) is not None:
            reasons.setdefault(name, []).append(one.message)
    return reasons


def _owner(pointer: str | None, places: Mapping[str, str]) -> str | None:
    while pointer:
        if pointer in places:
            return places[pointer]
        pointer = pointer.rpartition("/")[0]
    return None


class StoryItems:
    """The items of a story by their ids: what kind they are, where their words are, what they say."""

    def __init__(self, article: NewsArticle) -> None:
        self._text = article.text
        self._mentions = article.mentions
        self._names = {one.id: one.name or one.id for one in article.entities}
        self._things: dict[str, dict[str, Any]] = {
            "citation": {f"cite-{one.id}": one for one in article.citations},
            "quotation": {one.id: one for one in article.quotations},
            "figure": {one.id: one for one in article.figures},
            "event": {one.id: one for one in article.events},
            "entity": {one.id: one for one in article.entities},
        }

    def kind_of(self, item: str) -> str:
        """Return the kind of an item: citation, quotation, entity, figure, date, role, event, refused or missed."""
        for kind, things in self._things.items():
            if item in things:
                return kind
        found = UNLISTED.fullmatch(item)
        return found[found.lastindex or 0] if found else "role"

    def words_of(self, item: OpenItem, kind: str) -> Span | None:
        """Return the words of the body that an item is about; None for words that are not in it."""
        text, name = self._text, item.item
        spans: Sequence[Span] = ()
        match kind:
            case "citation":
                spans = self._things[kind][name].covers
            case "quotation" | "figure":
                spans = self._things[kind][name].words
            case "entity" | "event":
                spans = self._mentioned.get(name, ())
            case "date":
                spans = self.date_words(name, item.what)
            case "missed":
                return next(places_of(text, item), None)
        start = (item.words or "").removesuffix("…")
        fitting = next((span for span in spans if text.startswith(start, span.start)), None)
        if fitting is not None:
            return fitting
        offset = text.find(start) if start else -1
        if offset < 0:
            return spans[0] if spans else None
        end = offset + len(start)
        while start != item.words and end < len(text) and text[end].isalnum():
            end += 1
        return Span(offset, end)

    def date_words(self, name: str, date: str | None = None) -> list[Span]:
        """Return the words of the dates that an id means, with or without a number: `date-2025-03-04-2`."""
        spans = self._dated.get(date_id(date) if date is not None else name, [])
        if date is not None:
            return [words for words, one in spans if one == date]
        base, _, number = name.rpartition("-")
        if not spans and number.isdigit():
            spans = self._dated.get(base, [])[int(number) - 1 :]
        return [words for words, _ in spans]

    @cached_property
    def _mentioned(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for one in self._mentions:
            if one.of is not None:
                found.setdefault(one.of, []).append(one.words)
        return found

    @cached_property
    def _dated(self) -> dict[str, list[tuple[Span, str]]]:
        found: dict[str, list[tuple[Span, str]]] = {}
        for one in self._mentions:
            if one.date is not None:
                date = str(one.date.date)
                found.setdefault(date_id(date), []).append((one.words, date))
        return found

    def readable(self, chain: Iterable[Iterable[str]]) -> str:
        """Return a chain of ids with names instead: "Reuters, citing Kai Lund and the mayor"."""
        return ", citing ".join(" and ".join(self._names.get(one, one) for one in hop) for hop in chain)

    def value_of(self, item: OpenItem, kind: str) -> str:
        """Return what an item says now: it may have been edited since the draft was made."""
        return self.describe(kind, item.item) if kind in self._things else item.what or item.item

    def describe(self, kind: str, name: str, source: Any = None) -> str:
        """Return what an item says, for a person: names instead of ids.

        A role and a date are described by `source`, the item of the answer; without it, by their ids.
        """
        thing: Any = self._things.get(kind, {}).get(name)
        match kind:
            case "citation":
                return self.readable(hop.parties for hop in thing.chain) or "no source"
            case "quotation":
                speakers = self.readable([thing.speaker])
                return f"said by {speakers}" if speakers else "said by nobody"
            case "entity":
                types = "group" if getattr(thing, "group", False) else ", ".join(thing.types)
                unnamed = ", unnamed" if getattr(thing, "anonymous", False) else ""
                return f"{thing.name} ({types}{unnamed})"
            case "figure":
                return " — ".join(filter(None, (_figure_text(thing), thing.measures)))
            case "role" if source is not None:
                of = f" of {source.of}" if source.of else ""
                return f"{source.person}: {source.role}{of}, {source.status}"
            case "event":
                when = f", {thing.start_date.date}" if thing.start_date else ""
                return f"{thing.name} ({thing.factuality}{when})"
        return str(getattr(source, "date", name.removeprefix("date-")))


def places_of(text: str, item: OpenItem) -> Iterator[Span]:
    """Yield the places of the words of an item that the story does not have."""
    words = r"\s+".join(map(re.escape, (item.words or "").split()))
    return (Span(*found.span()) for found in re.finditer(words, text) if words)


def _said_by(missed: CapturedItem) -> str:
    """Return the sources of a citation or the speaker of a quotation that only the other engine has."""
    source: Any = missed.source
    names = getattr(source, "chain", None) or [getattr(source, "speaker", None)]
    given = ", citing ".join(one.replace(" + ", " and ") for one in names if one)
    return f" of {given}" if given else ""


def _figure_text(figure: Any) -> str:
    unit = f" {figure.unit}" if figure.unit else ""
    if figure.min is not None and figure.max is not None:
        return f"{figure.min:,} to {figure.max:,}{unit}"
    if figure.min is not None:
        return f"{'more than' if figure.exclusive else 'at least'} {figure.min:,}{unit}"
    if figure.max is not None:
        return f"{'less than' if figure.exclusive else 'at most'} {figure.max:,}{unit}"
    return f"{'about ' if figure.approximate else ''}{figure.value:,}{unit}"
