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


def fragment(span: Offsets) -> str:
    """Return the fragment identifier of a span, an IRI relative to the address of the article."""
    return "#char=%d,%d" % span  # noqa: UP031 -- an f-string takes longer, and a story has hundreds of spans


def add_spans(node: Node, term: str, spans: Sequence[Offsets]) -> None:
    """Set the spans of a term: one as itself, several as a list, none not at all."""
    if spans:
        node[term] = fragment(spans[0]) if len(spans) == 1 else [fragment(span) for span in spans]


def parse_fragment(value: Any) -> Any:
    """Return the span of a fragment identifier as a story has it; another value as it is."""
    match = _FRAGMENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    start, end = match.groups()
    return {"start": int(start), "end": int(end)}
