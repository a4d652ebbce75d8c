"""Draw an article as one strip: which parts of the text come from named, unnamed and missing sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from newsld.views.page.statements import ShownStatement, Standing

__all__ = ["StripPart", "draw_strip", "shares"]

_WIDTH: Final = 1000


@dataclass(frozen=True, slots=True)
class StripPart:
    """A part of the strip: its standing, its place and its width in thousandths of the text."""

    standing: Standing
    x: float
    width: float


def draw_strip(statements: Sequence[ShownStatement], length: int) -> list[StripPart]:
    """Return the parts of a text of `length` characters that statements cover, in order."""
    return [
        StripPart(
            statement.standing,
            round(_WIDTH * span.start / length, 2),
            round(_WIDTH * (span.end - span.start) / length, 2),
        )
        for statement in statements
        for span in statement.covers
        if length
    ]


def shares(statements: Sequence[ShownStatement], length: int) -> dict[Standing, int]:
    """Return the percentage of a text that the statements of each standing cover."""
    covered: dict[Standing, int] = {}
    for statement in statements:
        size = sum(span.end - span.start for span in statement.covers)
        covered[statement.standing] = covered.get(statement.standing, 0) + size
    return {standing: round(100 * size / length) for standing, size in covered.items() if length}
