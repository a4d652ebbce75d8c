"""Compute the state of a draft: which of its items are sure, and which a person has to look at, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from newsld.draft.agreement import Agreement
from newsld.draft.build import BuiltStory, CapturedItem
from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.text.shorten import truncate

PROVEN: Final = 0.95
"""The measured precision from which a rule is proven: what it finds is sure."""

_COSTS: Final = ("citation", "quotation", "entity", "figure", "date", "role", "event")
"""The kinds of items in the order of what a mistake costs."""
_TELLING: Final = frozenset({"NLD-DRF-005", "NLD-DRF-006"})
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
    sure: list[str] = []
    look: list[tuple[tuple[int, int, int], dict[str, str]]] = []
    for item in built.items:  # a citation comes before its quotations
        why = list(dict.fromkeys(reasons.get(item.id, ())))
        is_sure, doubt = _doubt(item, precision, agreement)
        if is_sure and item.kind == "quotation":
            citation = built.data["quotations"][item.id].get("citation")
            if citation is not None and f"cite-{citation}" not in sure:
                is_sure, doubt = False, "its statement is to look at too"
        if is_sure and not why:
            sure.append(item.id)
            continue
        start = item.spans[0].start if item.spans else 0
        rank = (
            _COSTS.index(item.kind),
            0 if why or (agreement and item.id in agreement.others) else 1,
            start,
        )
        entry = {"item": item.id, "what": describe(item.kind, item.id, article, item.source)}
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
        state["sure"] = sure
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


def describe(kind: str, name: str, article: NewsArticle, source: Any = None) -> str:
    """Return what an item of a draft says, for a person: names instead of ids.

    A role and a date are described by `source`, the item of the answer; without it, by their ids.
    """
    named = {one.id: one.name or one.id for one in article.entities}
    match kind:
        case "citation":
            citation = next(one for one in article.citations if one.id == name.removeprefix("cite-"))
            hops = [" and ".join(named.get(one, one) for one in hop.parties) for hop in citation.chain]
            return ", citing ".join(hops) or "no source"
        case "quotation":
            quotation = next(one for one in article.quotations if one.id == name)
            speakers = " and ".join(named.get(one, one) for one in quotation.speaker)
            return f"said by {speakers}" if speakers else "said by nobody"
        case "entity":
            entity = next(one for one in article.entities if one.id == name)
            types = "group" if getattr(entity, "group", False) else ", ".join(entity.types)
            unnamed = ", unnamed" if getattr(entity, "anonymous", False) else ""
            return f"{entity.name} ({types}{unnamed})"
        case "figure":
            figure = next(one for one in article.figures if one.id == name)
            return " — ".join(filter(None, (_figure_text(figure), figure.measures)))
        case "role" if source is not None:
            return f"{source.person}: {source.role}{f' of {source.of}' if source.of else ''}, {source.status}"
        case "event":
            event = next(one for one in article.events if one.id == name)
            when = f", {event.start_date.date}" if event.start_date else ""
            return f"{event.name} ({event.factuality}{when})"
    return str(getattr(source, "date", name.removeprefix("date-")))


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
