"""Structured data in the attributes of a page (microdata, RDFa, Open Graph) as JSON-LD.

JSON-LD in scripts is read by `web.html` and `web.markup`. A tree of the page is built only for microdata and RDFa.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from newsld.findings import Finding, Position
from newsld.syntax.document import Positions
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.web.html.page import Page
    from newsld.web.structured_data.resources import Resource, ResourceValue

__all__ = ["ExtractedItem", "extract_items", "read_open_graph"]

_TYPEOF: Final = lazy_pattern(rb"\b(?:typeof|vocab)\s*+=")


class ExtractedItem(NamedTuple):
    """One item that a page describes, with all that it contains, as a JSON-LD document.

    `positions` returns where its values are in the page.
    """

    syntax: Literal["microdata", "rdfa", "opengraph"]
    data: dict[str, Any]
    positions: Callable[[], Positions]


def extract_items(page: Page) -> tuple[list[ExtractedItem], list[Finding]]:
    """Return the items of a page in microdata, then in RDFa, and findings about what is not read.

    Raises nothing, whatever the page. Time and memory are bounded by a multiple of its size.
    """
    # Lower-casing bytes is many times faster than lower-casing text.
    source = page.text.encode("utf-8", "surrogatepass").lower()
    has_items, has_types = b"itemscope" in source, _TYPEOF.search(source) is not None
    if not (has_items or has_types):
        return [], []
    from newsld.web.structured_data import microdata, rdfa
    from newsld.web.structured_data.element_tree import ElementTree, ReadLimitError

    found: list[ExtractedItem] = []
    findings: list[Finding] = []
    try:
        tree = ElementTree(page.text, page.address_base)
        if has_items:
            found += _extracted("microdata", microdata.read_items(tree))
        if has_types:
            resources, lost = rdfa.read_resources(tree)
            found += _extracted("rdfa", resources)
            findings += _lost_values(lost)
    except ReadLimitError:
        message = "the page repeats the same data in elements that contain each other or refer to each other"
        return found, [
            Finding("NLD-SYN-004", message, suggestion="describe each thing once", line=1, column=1)
        ]
    return found, findings


def _lost_values(values: list[ResourceValue]) -> list[Finding]:
    """Return NLD-INF-007, once, for values in RDFa that describe nothing with a type."""
    if not values:
        return []
    names = list(dict.fromkeys(value.key for value in values))
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    message = f"values in RDFa describe nothing with a type, and are not read: {shown}"
    suggestion = "add typeof to the element that they describe; inside a link, they describe its address"
    line, column = values[0].place
    return [Finding("NLD-INF-007", message, suggestion=suggestion, line=line, column=column)]


def read_open_graph(page: Page) -> list[ExtractedItem]:
    """Return the article that a page describes in Open Graph, if any: a fallback when no other syntax has one."""
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
