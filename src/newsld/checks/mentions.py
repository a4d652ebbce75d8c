"""Check that a name refers to one entity, and that every entity is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.text.shorten import quote, quote_value
from newsld.syntax.document import pointer

_COLLECTIONS: Final = ("people", "organizations", "places")
_BY_NAME: Final = (None, "name", "alias")
_MOST_NAMED: Final = 8
"""The number of other entities with a name that a message lists."""


def check_mentions(data: Mapping[str, Any], used: set[str]) -> list[Finding]:
    """Return the findings about ambiguous mentions and unused entities.

    These are mentions by a name that two entities of one kind share (NLD-GRD-004), and entities that nothing
    mentions or refers to (NLD-GRD-005).
    `data` is the plain data of a story, which may be invalid; `used` are all ids that it refers to.
    """
    findings = [
        Finding(
            "NLD-GRD-005",
            f"nothing in the story mentions {quote(name)} or refers to it",
            suggestion="remove it, or link the words that mean it",
            pointer=pointer(collection, name),
            at_key=True,
        )
        for collection in _COLLECTIONS
        if isinstance(items := data.get(collection), dict) and not items.keys() <= used
        for name in items
        # An entity with an IRI may come from the markup of a page that does not mention it in the text.
        if name not in used and not (isinstance(items[name], dict) and "iri" in items[name])
    ]
    shared = _shared_names(data)
    if shared:
        findings += _ambiguous(data, shared)
    return findings


def _shared_names(data: Mapping[str, Any]) -> dict[str, dict[str, None]]:
    """Return the names that several entities of one kind share, in lower case, with the ids of these entities.

    The ids are the keys of a dictionary: a name may have thousands, in which each mention is looked up.
    """
    shared: dict[str, dict[str, None]] = {}
    collections = [items for key in _COLLECTIONS if isinstance(items := data.get(key), dict)]
    if _all_differ(collections):
        return shared
    for items in collections:
        holders: dict[str, dict[str, None]] = {}
        for name, item in items.items():
            if isinstance(item, dict):
                for words in _names(item):
                    holders.setdefault(words, {})[name] = None
        shared.update((words, names) for words, names in holders.items() if len(names) > 1)
    return shared


def _all_differ(collections: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether a quick look shows that no two items have a name in common."""
    try:
        names = [item["name"] for items in collections for item in items.values() if "name" in item]
        for others in [
            item["alternateName"]
            for items in collections
            for item in items.values()
            if "alternateName" in item
        ]:
            names += others if isinstance(others, list) else [others]
        return len(set(map(str.casefold, names))) == len(names)
    except TypeError:  # an item or a name is of a wrong type
        return False


def _names(item: dict[str, Any]) -> list[str]:
    names = [item.get("name")]
    if "alternateName" in item:
        others = item["alternateName"]
        names += others if isinstance(others, list) else [others]
    return [name.casefold() for name in names if isinstance(name, str)]


def _ambiguous(data: Mapping[str, Any], shared: Mapping[str, Mapping[str, None]]) -> Iterator[Finding]:
    mentions = data.get("mentions")
    for index, mention in enumerate(mentions if isinstance(mentions, list) else ()):
        if not isinstance(mention, dict) or mention.get("form") not in _BY_NAME:
            continue
        words = mention.get("words")
        words = words.get("exact") if isinstance(words, dict) else words
        holders = shared.get(words.casefold(), {}) if isinstance(words, str) else {}
        if isinstance(mention.get("of"), str) and mention["of"] in holders:
            first = islice(holders, _MOST_NAMED + 1)
            named = [name for name in first if name != mention["of"]][:_MOST_NAMED]
            more = len(holders) - 1 - len(named)
            others = " and ".join([*named, *([f"{more:,} more"] if more else [])])
            yield Finding(
                "NLD-GRD-004",
                f"{quote_value(words)} is a name of both {mention['of']} and {others}",
                suggestion="give each of them a name that only it has",
                pointer=pointer("mentions", index),
            )
