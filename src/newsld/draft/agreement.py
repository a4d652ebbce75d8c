"""Compare two captures of one text: what both say, and what the other one says instead."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from newsld.draft.build import BuiltStory, CapturedItem
from newsld.formats.markdown.labels import names
from newsld.model.text import Span
from newsld.model.text.shorten import quote

_BOUNDS: Final = ("value", "min", "max", "exclusive", "approximate")
_COLLECTIONS: Final = ("people", "organizations", "places")
_MISSED: Final = frozenset({"citation", "quotation", "figure"})
"""The kinds of items that a capture should not lack."""
_LONGEST_NAME: Final = 200
_LEAST_COMMON: Final = 0.5
"""The part of the shorter of two statements that has to be common to both, to be the same statement."""


@dataclass
class Agreement:
    """`agreed` are the ids of the items on which both captures agree.

    `others` has the value that the other capture has instead, as `value_of` writes it, by the id of the item. `missed`
    are the items that only the other capture has, each with its value; None for one that has no words in one place.
    """

    agreed: set[str] = field(default_factory=set)
    others: dict[str, str] = field(default_factory=dict)
    missed: list[tuple[CapturedItem, str | None]] = field(default_factory=list)


def compare(first: BuiltStory, second: BuiltStory) -> Agreement:
    """Return where the second capture of a text agrees with the first one."""
    same = _same_entities(first.data, second.data)
    result = Agreement()
    for item in first.items:
        if item.kind == "entity":
            _compare_entity(item, first, second, same, result)
            continue
        twin = _twin(item, second.items)
        if twin is None:
            continue
        own, other = value_of(item, first.data), value_of(twin, second.data, same)
        if own == other:
            result.agreed.add(item.id)
        elif other is not None:
            result.others[item.id] = other
    result.missed = [
        (one, _missed_value(one, second.data, same))
        for one in second.items
        if one.kind in _MISSED
        and not any(item.kind == one.kind and _have_common(item, one) for item in first.items)
    ]
    return result


def _missed_value(item: CapturedItem, data: Mapping[str, Any], same: Mapping[str, str]) -> str | None:
    """Return the value of an item that a capture lacks, that of a figure with its unit and what it measures."""
    if len(item.spans) != 1:
        return None
    value, more = value_of(item, data, same), _at(data, item.at) if item.kind == "figure" else {}
    return ", ".join([str(value), *(f"{key}: {more[key]}" for key in ("unit", "measures") if key in more)])


def value_of(
    item: CapturedItem, data: Mapping[str, Any], renamed: Mapping[str, str] | None = None
) -> str | None:
    """Return what an item says, in the form of a draft: a chain as `ap > biden`, a speaker, a figure, a date.

    `renamed` replaces ids. None is for what has no such form.
    """
    rename = renamed or {}
    value = _at(data, item.at)
    match item.kind:
        case "citation":
            hops = ((rename.get(one, one) for one in hop["parties"]) for hop in value.get("chain", ()))
            return " > ".join(" + ".join(sorted(hop)) for hop in hops) or "no source"
        case "quotation":
            speaker = value.get("speaker")
            return rename.get(speaker, speaker) if speaker else "nobody"
        case "figure":
            return ", ".join(f"{key}: {value[key]}" for key in _BOUNDS if key in value).replace(
                "True", "true"
            )
        case "date":
            return str(getattr(item.source, "date", None))
        case "role":
            party = rename.get(item.at.split("/")[2], item.at.split("/")[2])
            return f"{party}: {value['roleName'].casefold()}, {value['status']}"
        case "event":
            return str(value.get("factuality", "asserted"))
    return None


def _at(data: Mapping[str, Any], pointer: str) -> Any:
    value: Any = data
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _same_entities(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, str]:
    """Return what each entity of the second capture is in the first one: an id, or its name in quotation marks.

    Two entities are the same if they have a name in common, or if most words that mean one of them mean the other.
    """
    known: dict[str, str] = {}
    for collection in _COLLECTIONS:
        for slug, item in first.get(collection, {}).items():
            for name in names(item):
                known.setdefault(name.casefold(), slug)
    votes = _common_mentions(first, second)
    same: dict[str, str] = {}
    for collection in _COLLECTIONS:
        for slug, item in second.get(collection, {}).items():
            found = [known[one.casefold()] for one in names(item) if one.casefold() in known]
            likely = votes[slug].most_common(1) if slug in votes else []
            same[slug] = found[0] if found else likely[0][0] if likely else quote(str(item.get("name", slug)))
    return same


def _common_mentions(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Return for each entity of the second capture how often its words contain or are in those of one of the first."""
    starts = sorted(
        (one["words"]["start"], one["words"]["end"], one["of"])
        for one in first.get("mentions", ())
        if "of" in one
    )
    votes: dict[str, Counter[str]] = {}
    for one in second.get("mentions", ()):
        if "of" not in one:
            continue
        start, end = one["words"]["start"], one["words"]["end"]
        at = bisect_left(starts, (start - _LONGEST_NAME,))
        while at < len(starts) and starts[at][0] < end:
            inside = starts[at][0] <= start and end <= starts[at][1]
            if inside or (start <= starts[at][0] and starts[at][1] <= end):
                votes.setdefault(one["of"], Counter())[starts[at][2]] += 1
            at += 1
    return votes


def _compare_entity(
    item: CapturedItem, first: BuiltStory, second: BuiltStory, same: Mapping[str, str], result: Agreement
) -> None:
    own = _kind_of(first.data, item.id)
    for slug, one in same.items():
        if one == item.id:
            other = _kind_of(second.data, slug)
            if own == other:
                result.agreed.add(item.id)
            else:
                result.others[item.id] = other
            return


def _kind_of(data: Mapping[str, Any], slug: str) -> str:
    """Return what an entity is: its type, or that of its collection, and whether it is unnamed."""
    for collection, kind in zip(_COLLECTIONS, ("Person", "Organization", "Place"), strict=True):
        if slug in data.get(collection, {}):
            item = data[collection][slug]
            kind = "Group" if item.get("group") else item.get("type", kind)
            return f"{kind}, unnamed" if item.get("anonymous") else str(kind)
    return ""


def _twin(item: CapturedItem, others: Sequence[CapturedItem]) -> CapturedItem | None:
    """Return the item of the same kind that has most words in common; None if that is less than half."""
    size = sum(span.end - span.start for span in item.spans)
    best: tuple[float, CapturedItem] | None = None
    for other in others:
        if other.kind != item.kind:
            continue
        common = sum(_common(one, two) for one in item.spans for two in other.spans)
        shorter = min(size, sum(span.end - span.start for span in other.spans))
        if common and common >= _LEAST_COMMON * shorter:
            part = common / max(size, 1)
            if best is None or part > best[0]:
                best = part, other
    return best[1] if best else None


def _have_common(first: CapturedItem, second: CapturedItem) -> bool:
    return any(_common(one, two) for one in first.spans for two in second.spans)


def _common(first: Span, second: Span) -> int:
    return max(0, min(first.end, second.end) - max(first.start, second.start))
