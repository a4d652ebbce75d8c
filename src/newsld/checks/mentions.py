"""Whether names mean one entity, and every entity is meant by something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsld.findings import Finding
from newsld.syntax.document import pointer

__all__ = ["check_grounding"]

_COLLECTIONS: Final = ("people", "organizations", "places")
_BY_NAME: Final = (None, "name", "alias")


def check_grounding(data: Mapping[str, Any], used: set[str]) -> list[Finding]:
    """Mentions that could mean another, entities that nothing means.

    That is a mention by a name that two entities of a kind share (NLD-GRD-004), and an entity that nothing
    mentions or refers to (NLD-GRD-005).
    Takes a story's plain data, which need not be sound, and all ids that it refers to.
    """
    findings = [
        Finding(
            "NLD-GRD-005",
            f"nothing in the story mentions {name} or refers to it",
            suggestion="drop it, or tie it to the words that mean it",
            pointer=pointer(collection, name),
            at_key=True,
        )
        for collection in _COLLECTIONS
        if isinstance(items := data.get(collection), dict) and not items.keys() <= used
        for name in items
        # What has an IRI, or had none where it was read, may be what a page says without a word in the text.
        if name not in used and not (isinstance(items[name], dict) and "iri" in items[name])
    ]
    shared = _shared_names(data)
    if shared:
        findings += _ambiguous(data, shared)
    return findings


def _shared_names(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Names, case aside, that two entities of one kind have, with the ids of those who have it."""
    shared: dict[str, tuple[str, ...]] = {}
    for collection in _COLLECTIONS:
        items = data.get(collection)
        if not isinstance(items, dict):
            continue
        if _all_differ([item for item in items.values() if isinstance(item, dict)]):
            continue
        holders: dict[str, tuple[str, ...]] = {}
        for name, item in items.items():
            if isinstance(item, dict):
                for words in _names(item):
                    have = holders.get(words, ())
                    if name not in have:
                        holders[words] = (*have, name)
        shared.update((words, names) for words, names in holders.items() if len(names) > 1)
    return shared


def _all_differ(items: list[dict[str, Any]]) -> bool:
    """Whether surely no two things have a name in common."""
    told = [item["name"] for item in items if "name" in item]
    for item in items:
        if "alternateName" in item:
            others = item["alternateName"]
            told += others if isinstance(others, list) else [others]
    try:
        return len(set(map(str.casefold, told))) == len(told)
    except TypeError:  # what is no name at all
        return False


def _names(item: dict[str, Any]) -> list[str]:
    names = [item.get("name")]
    if "alternateName" in item:
        others = item["alternateName"]
        names += others if isinstance(others, list) else [others]
    return [name.casefold() for name in names if isinstance(name, str)]


def _ambiguous(data: Mapping[str, Any], shared: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    mentions = data.get("mentions")
    for place, mention in enumerate(mentions if isinstance(mentions, list) else ()):
        if not isinstance(mention, dict) or mention.get("form") not in _BY_NAME:
            continue
        words = mention.get("words")
        words = words.get("exact") if isinstance(words, dict) else words
        holders = shared.get(words.casefold(), ()) if isinstance(words, str) else ()
        if mention.get("of") in holders:
            others = " and ".join(name for name in holders if name != mention["of"])
            yield Finding(
                "NLD-GRD-004",
                f"“{words}” is a name of {mention['of']}, and of {others} too",
                suggestion="tell them apart: give each the name that only it has",
                pointer=pointer("mentions", place),
            )
