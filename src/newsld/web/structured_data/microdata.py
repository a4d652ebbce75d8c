"""Microdata: the items of a page, by the algorithms of the HTML standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from newsld.model.vocabulary import local_name
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.tag import WHITESPACE
from newsld.web.structured_data.element_tree import ElementTree, TreeElement
from newsld.web.structured_data.resources import Address, Resource, ResourceValue, key_of, type_of

_VALUES: Final = {"data": "value", "meta": "content", "meter": "value", "time": "datetime"}
_SCHEMA_ORG: Final = lazy_pattern(r"(?:https?:)?(?://)?(?:www\.)?schema\.org(?![^/#])", re.IGNORECASE)
_VOCABULARY: Final = lazy_pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:.*[/#]", re.DOTALL)


def read_items(tree: ElementTree) -> list[Resource]:
    """Return the items that are not values of other items, with all that they contain.

    The names in an item without a type mean nothing: the typed items in it are returned as if they were at the top.
    """
    reader = _MicrodataReader(tree)
    found: list[Resource] = []
    waiting = reader.top[::-1]
    seen: set[Resource] = set()
    while waiting:
        resource = waiting.pop()
        if resource.types:
            found.append(resource)
        elif resource not in seen:
            seen.add(resource)
            waiting += resource.resources()[::-1]
    return list(dict.fromkeys(found))


class _MicrodataReader:
    """The reader of one page: its items by the index of their element, and the targets of `itemref`."""

    def __init__(self, tree: ElementTree) -> None:
        self.tree = tree
        self.elements = tree.elements
        self.resources: dict[int, Resource] = {}
        self.scopes = {
            at
            for at, element in enumerate(self.elements)
            if element.get("itemscope") is not None and element.is_html
        }
        self.named: dict[str, int] = {}
        if any(self.elements[at].get("itemref") for at in self.scopes):
            for at, element in enumerate(self.elements):
                self.named.setdefault(element.get("id") or "", at)
        scopes = sorted(self.scopes)
        top = [at for at in scopes if self.elements[at].get("itemprop") is None]
        for at in top:
            self.resource(at)
        seen: set[int] = set()
        self.read_all(top, seen)
        # An item with itemprop outside every other item is no value: other readers return it as well.
        for at in scopes:
            if at not in seen:
                top.append(at)
                self.read_all([at], seen)
        self.top = [self.resource(at) for at in sorted(top)]

    def read_all(self, starts: list[int], seen: set[int]) -> None:
        """Read the items of these elements, and the items that are their values; note them as seen."""
        waiting = [(at, "") for at in reversed(starts)]
        while waiting:
            at, vocabulary = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += list(self.read(at, vocabulary))[::-1]

    def resource(self, at: int) -> Resource:
        """Return the resource for the item of an element."""
        if at not in self.resources:
            element = self.elements[at]
            types = list(dict.fromkeys(map(type_of, element.words("itemtype"))))
            name = self.tree.resolve((element.get("itemid") or "").strip(WHITESPACE)) if types else ""
            self.resources[at] = Resource(name or None, types, element.place)
        return self.resources[at]

    def read(self, at: int, vocabulary: str) -> Iterator[tuple[int, str]]:
        """Read the values of an item; yield the items among them, to be read next with the same vocabulary."""
        resource = self.resource(at)
        kinds = self.elements[at].words("itemtype")
        if kinds:
            vocabulary = _vocabulary(kinds[0])
        for one in self.properties(at):
            element = self.elements[one]
            names = dict.fromkeys(element.words("itemprop"))
            if not names or not element.is_html:
                continue
            if one in self.scopes:
                yield one, vocabulary
            value = self.resource(one) if one in self.scopes else self.value(element)
            for name in names:
                self.tree.spend(8)
                key = key_of(name if ":" in name else vocabulary + name)
                resource.values.append(ResourceValue(key, value, element.place))

    def properties(self, at: int) -> list[int]:
        """Return the elements that may be properties of an item, in order: those in it, and those it refers to."""
        found = self.within(at + 1, self.elements[at].end)
        references = self.elements[at].words("itemref")
        if not references:
            return found
        known = set(found)
        for name in references:
            start = self.named.get(name)
            if start is not None and start not in known:
                inside = self.within(start, self.elements[start].end)
                self.tree.spend(8 * len(inside))
                known.update(inside)
        return sorted(known - {at})

    def within(self, at: int, end: int) -> list[int]:
        """Return the elements in a range that are in no item that begins there."""
        found = []
        while at < end:
            found.append(at)
            at = self.elements[at].end if at in self.scopes else at + 1
        return found

    def value(self, element: TreeElement) -> str:
        """Return the value of a property that is not an item.

        Where the standard takes the text, `content` takes precedence, as in all consumers of microdata.
        """
        if element.address:
            return Address(self.tree.resolve(element.address))
        value = element.get(_VALUES.get(element.name, "content"))
        if value is None:
            value = element.get("content")
        if value is not None:
            return value
        return (
            ""
            if element.address is not None or element.name in {"data", "meta", "meter"}
            else self.tree.text(element)
        )


def _vocabulary(kind: str) -> str:
    """Return the prefix of every name in an item of a type; empty for schema.org and for types without one."""
    if local_name(kind) is not None or _SCHEMA_ORG.match(kind):
        return ""
    found = _VOCABULARY.match(kind)
    return found[0] if found else ""
