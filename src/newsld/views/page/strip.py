"""Draw an article as one strip: which parts of the text come from named, unnamed and missing sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from newsld.views.page.statements import OriginKind, ShownStatement

_WIDTH: Final = 1000


@dataclass(frozen=True, slots=True)
class StripPart:
    """A part of the strip: its kind of origin, its place and its width in thousandths of the text."""

    origin_kind: OriginKind
    x: float
    width: float


def draw_strip(statements: Sequence[ShownStatement], length: int) -> list[StripPart]:
    """Return the parts of a text of `length` characters that statements cover, in order."""
    return [
        StripPart(
            statement.origin_kind,
            round(_WIDTH * span.start / length, 2),
            round(_WIDTH * (span.end - span.start) / length, 2),
        )
        for statement in statements
        for span in statement.covers
        if length
    ]


def shares(statements: Sequence[ShownStatement], length: int) -> dict[OriginKind, int]:
    """Return the percentage of a text that the statements with each kind of origin cover."""
    covered: dict[OriginKind, int] = {}
    for statement in statements:
        size = sum(span.end - span.start for span in statement.covers)
        covered[statement.origin_kind] = covered.get(statement.origin_kind, 0) + size
    return {origin_kind: round(100 * size / length) for origin_kind, size in covered.items() if length}
