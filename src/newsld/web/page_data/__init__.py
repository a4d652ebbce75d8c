"""Page data: what a page says in microdata, RDFa or Open Graph, in the shape of JSON-LD.

A tree of the page is only made where one of the first two is in use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, Literal

from newsld.findings import Finding, Position
from newsld.syntax.document import Positions

if TYPE_CHECKING:
    from newsld.web.html import Page
    from newsld.web.page_data.items import Thing

__all__ = ["Described", "described", "open_graph"]

_TYPEOF: Final = re.compile(rb"typeof\s*+=")


@dataclass(frozen=True, slots=True)
class Described:
    """One thing that a page tells of, with all that is in it, as a JSON-LD document.

    `positions` gives where its values stand in the page.
    """

    syntax: Literal["microdata", "rdfa", "opengraph"]
    data: dict[str, Any]
    positions: Callable[[], Positions]


def described(page: Page) -> tuple[list[Described], list[Finding]]:
    """What a page tells in microdata and then in RDFa, and a finding when that is more than can be read.

    Nothing is raised, whatever the page. Time and memory are bounded by a multiple of its size.
    """
    # In small letters as bytes, which is many times quicker than as text.
    source = page.text.encode("utf-8", "surrogatepass").lower()
    has_items, has_types = b"itemscope" in source, _TYPEOF.search(source) is not None
    if not (has_items or has_types):
        return [], []
    from newsld.web.page_data import microdata, rdfa
    from newsld.web.page_data.element_tree import TooMuchError, Tree

    found: list[Described] = []
    try:
        tree = Tree(page.text)
        if has_items:
            found += _written("microdata", microdata.items(tree))
        if has_types:
            found += _written("rdfa", rdfa.described(tree))
    except TooMuchError:
        message = "the page repeats the same data in elements that contain each other or refer to each other"
        return found, [
            Finding("NLD-SYN-004", message, suggestion="describe each thing once", line=1, column=1)
        ]
    return found, []


def open_graph(page: Page) -> list[Described]:
    """The article that a page tells in Open Graph, if it does: the last resort, when nothing else tells of one."""
    from newsld.web.page_data.opengraph import article

    found = article(page)
    return _written("opengraph", [found]) if found is not None else []


def _written(syntax: Literal["microdata", "rdfa", "opengraph"], things: list[Thing]) -> list[Described]:
    from newsld.web.page_data.items import places, written

    @cache
    def places_of() -> list[dict[str, Position]]:
        return places(things, f"{syntax}-")

    return [
        Described(syntax, data, partial(_positions, places_of, number))
        for number, data in enumerate(written(things, f"{syntax}-"))
    ]


def _positions(places_of: Callable[[], list[dict[str, Position]]], number: int) -> Positions:
    return Positions(places_of()[number])
