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
    from newsld.web.structured_data.resources import Resource

__all__ = ["ExtractedItem", "extract_items", "read_open_graph"]

_TYPEOF: Final = re.compile(rb"typeof\s*+=")


@dataclass(frozen=True, slots=True)
class ExtractedItem:
    """One resource that a page tells of, with all that is in it, as a JSON-LD document.

    `positions` gives where its values stand in the page.
    """

    syntax: Literal["microdata", "rdfa", "opengraph"]
    data: dict[str, Any]
    positions: Callable[[], Positions]


def extract_items(page: Page) -> tuple[list[ExtractedItem], list[Finding]]:
    """What a page tells in microdata and then in RDFa, and a finding when that is more than can be read.

    Nothing is raised, whatever the page. Time and memory are bounded by a multiple of its size.
    """
    # In small letters as bytes, which is many times quicker than as text.
    source = page.text.encode("utf-8", "surrogatepass").lower()
    has_items, has_types = b"itemscope" in source, _TYPEOF.search(source) is not None
    if not (has_items or has_types):
        return [], []
    from newsld.web.structured_data import microdata, rdfa
    from newsld.web.structured_data.element_tree import ElementTree, ReadLimitError

    found: list[ExtractedItem] = []
    try:
        tree = ElementTree(page.text)
        if has_items:
            found += _extracted("microdata", microdata.read_items(tree))
        if has_types:
            found += _extracted("rdfa", rdfa.read_resources(tree))
    except ReadLimitError:
        message = "the page repeats the same data in elements that contain each other or refer to each other"
        return found, [
            Finding("NLD-SYN-004", message, suggestion="describe each thing once", line=1, column=1)
        ]
    return found, []


def read_open_graph(page: Page) -> list[ExtractedItem]:
    """The article that a page tells in Open Graph, if it does: the last resort, when nothing else tells of one."""
    from newsld.web.structured_data.opengraph import read_article

    found = read_article(page)
    return _extracted("opengraph", [found]) if found is not None else []


def _extracted(
    syntax: Literal["microdata", "rdfa", "opengraph"], resources: list[Resource]
) -> list[ExtractedItem]:
    from newsld.web.structured_data.resources import positions_of, to_jsonld

    @cache
    def places_of() -> list[dict[str, Position]]:
        return positions_of(resources, f"{syntax}-")

    return [
        ExtractedItem(syntax, data, partial(_positions, places_of, number))
        for number, data in enumerate(to_jsonld(resources, f"{syntax}-"))
    ]


def _positions(places_of: Callable[[], list[dict[str, Position]]], number: int) -> Positions:
    return Positions(places_of()[number])
