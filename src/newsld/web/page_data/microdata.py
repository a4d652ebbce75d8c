"""Microdata: the items of a page, by the algorithms of the HTML standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from newsld.model.vocabulary import local_name
from newsld.web.html.tokenizer import SPACE
from newsld.web.page_data.element_tree import Spot, Tree
from newsld.web.page_data.items import Stated, Thing, key_of, type_of

__all__ = ["items"]

_VALUES: Final = {"data": "value", "meta": "content", "meter": "value", "time": "datetime"}
_SCHEMA_ORG: Final = re.compile(r"(?:https?:)?(?://)?(?:www\.)?schema\.org(?![^/#])", re.IGNORECASE)
_VOCABULARY: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:.*[/#]", re.DOTALL)


def items(tree: Tree) -> list[Thing]:
    """The items that no other item has for a value, with all that is in them.

    An item without a type that lies in none with one has names that mean nothing: what it has of items with a
    type comes as if it stood alone.
    """
    reading = _Reading(tree)
    found: list[Thing] = []
    waiting = reading.top[::-1]
    seen: set[Thing] = set()
    while waiting:
        thing = waiting.pop()
        if thing.types:
            found.append(thing)
        elif thing not in seen:
            seen.add(thing)
            waiting += thing.things()[::-1]
    return list(dict.fromkeys(found))


class _Reading:
    """One page: its items by the number of their element, those at the top, and what `itemref` may name."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.spots = tree.spots
        self.things: dict[int, Thing] = {}
        self.scopes = {
            at for at, spot in enumerate(self.spots) if spot.get("itemscope") is not None and spot.is_html
        }
        self.named: dict[str, int] = {}
        if any(self.spots[at].get("itemref") for at in self.scopes):
            for at, spot in enumerate(self.spots):
                self.named.setdefault(spot.get("id") or "", at)
        top = [at for at in sorted(self.scopes) if self.spots[at].get("itemprop") is None]
        waiting = [(at, "") for at in reversed(top)]
        for at, _ in waiting:
            self.thing(at)
        read: set[int] = set()
        while waiting:
            at, vocabulary = waiting.pop()
            if at not in read:
                read.add(at)
                waiting += list(self.read(at, vocabulary))[::-1]
        self.top = [self.things[at] for at in top]

    def thing(self, at: int) -> Thing:
        """The thing that the item of an element is."""
        if at not in self.things:
            spot = self.spots[at]
            types = list(dict.fromkeys(map(type_of, spot.words("itemtype"))))
            name = (spot.get("itemid") or "").strip(SPACE) if types else ""
            self.things[at] = Thing(name or None, types, spot.place)
        return self.things[at]

    def read(self, at: int, vocabulary: str) -> Iterator[tuple[int, str]]:
        """Read the values of an item; the items among them are to be read next, under the same vocabulary."""
        thing = self.thing(at)
        kinds = self.spots[at].words("itemtype")
        if kinds:
            vocabulary = _vocabulary(kinds[0])
        for one in self.properties(at):
            spot = self.spots[one]
            names = dict.fromkeys(spot.words("itemprop"))
            if not names or not spot.is_html:
                continue
            if one in self.scopes:
                yield one, vocabulary
            value = self.thing(one) if one in self.scopes else self.value(spot)
            for name in names:
                self.tree.spend(8)
                key = key_of(name if ":" in name else vocabulary + name)
                thing.values.append(Stated(key, value, spot.place))

    def properties(self, at: int) -> list[int]:
        """The elements that may be properties of an item, in order: those in it, and those it refers to."""
        found = self.within(at + 1, self.spots[at].end)
        references = self.spots[at].words("itemref")
        if not references:
            return found
        known = set(found)
        for name in references:
            start = self.named.get(name)
            if start is not None and start not in known:
                inside = self.within(start, self.spots[start].end)
                self.tree.spend(8 * len(inside))
                known.update(inside)
        return sorted(known - {at})

    def within(self, at: int, end: int) -> list[int]:
        """The elements in a range that lie in no item that begins there."""
        found = []
        while at < end:
            found.append(at)
            at = self.spots[at].end if at in self.scopes else at + 1
        return found

    def value(self, spot: Spot) -> str:
        """What a property that is no item says.

        Where the standard finds nothing but text, `content` counts, as for all who read microdata.
        """
        stated = spot.address or spot.get(_VALUES.get(spot.name, "content"))
        if stated is None:
            stated = spot.get("content")
        if stated is not None:
            return stated
        return (
            "" if spot.address is not None or spot.name in {"data", "meta", "meter"} else self.tree.text(spot)
        )


def _vocabulary(kind: str) -> str:
    """What stands before every name in an item of a type; nothing for schema.org and for what is no address."""
    if local_name(kind) is not None or _SCHEMA_ORG.match(kind):
        return ""
    found = _VOCABULARY.match(kind)
    return found[0] if found else ""
