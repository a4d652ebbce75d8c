"""Write and read positions in the body as RFC 5147 fragment identifiers: `#char=18,27`.

Offsets count Unicode code points of `articleBody` from 0, and the end is exclusive: RFC 5147 counts positions between
characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from newsld.schemaorg.jsonld.values import Node
from newsld.syntax.patterns import lazy_pattern

Offsets = tuple[int, int]
"""A span of the body: start and end, in code points."""

_FRAGMENT: Final = lazy_pattern(r"[^#]*#char=([0-9]{1,15}),([0-9]{1,15})", re.ASCII)


class _Numbers(dict[int, str]):
    """Numbers in a format: formatting them takes four times as long as finding them, and a story has hundreds."""

    def __init__(self, template: str) -> None:
        self.template = template

    def __missing__(self, number: int) -> str:
        text = self.template % number
        if number < _MOST_NUMBERS:
            self[number] = text
        return text


_MOST_NUMBERS: Final = 20_000
STARTS: Final = _Numbers("#char=%d,")
ENDS: Final = _Numbers("%d")
"""The two parts of the fragment identifier of a span, by their numbers."""


def fragment(span: Offsets) -> str:
    """Return the fragment identifier of a span, an IRI relative to the address of the article."""
    start, end = span
    return STARTS[start] + ENDS[end]


def add_spans(node: Node, term: str, spans: Sequence[Offsets]) -> None:
    """Set the spans of a term: one as itself, several as a list, none not at all."""
    if len(spans) == 1:
        ((start, end),) = spans
        node[term] = STARTS[start] + ENDS[end]
    elif spans:
        node[term] = [STARTS[start] + ENDS[end] for start, end in spans]


def parse_fragment(value: Any) -> Any:
    """Return the span of a fragment identifier as a story has it; another value as it is."""
    match = _FRAGMENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    start, end = match.groups()
    return {"start": int(start), "end": int(end)}
