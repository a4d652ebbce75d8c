"""Write the words of one block with its links, emphasis, pictures and footnotes in Markdown."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from newsld.formats.markdown import escaping
from newsld.model.text import Span

__all__ = ["InlinePoint", "InlineSpan", "write_inline"]


@dataclass(frozen=True, slots=True)
class InlineSpan:
    """A span with the Markdown before and after it: a link or emphasis. `rank` orders those of the same span."""

    span: Span
    before: str
    after: str
    rank: int = 0
    key: str = field(default="", compare=False)

    @property
    def is_link(self) -> bool:
        """Whether it is a link."""
        return self.before == "["


@dataclass(frozen=True, slots=True)
class InlinePoint:
    """A picture or footnote between words, at an offset of the text."""

    at: int
    markdown: str

    @property
    def is_footnote(self) -> bool:
        """Whether it is a reference to a footnote."""
        return self.markdown.startswith("[^")


def write_inline(
    text: str,
    span: Span,
    inlines: Sequence[InlineSpan],
    points: Sequence[InlinePoint],
    is_label: Callable[[str], bool],
) -> str:
    """Return the words of `span` in Markdown, with line feeds unchanged.

    The inlines must nest, and the points must be inside the span.
    """
    openings = deque(sorted(inlines, key=lambda one: (one.span.start, -one.span.end, one.rank)))
    closings = deque(sorted(inlines, key=lambda one: (one.span.end, -one.span.start, -one.rank)))
    between = deque(sorted(points, key=attrgetter("at")))
    stops = sorted(
        {span.start, span.end, *(at for one in inlines for at in one.span), *(point.at for point in points)}
    )
    out = ""
    links = 0
    after_footnote = False
    parts: list[str] = []

    def put(markdown: str) -> None:
        nonlocal out
        if markdown.startswith("[") and out.endswith("!"):
            parts[-1] = parts[-1][:-1] + "\\!"
        if after_footnote and markdown.startswith("[") and not markdown.startswith("[^"):
            parts.append("<!-- -->")
        parts.append(markdown)
        out = markdown

    for number, stop in enumerate(stops):
        while closings and closings[0].span.end == stop:
            one = closings.popleft()
            put(one.after)
            links -= one.is_link
            after_footnote = False
        while between and between[0].at == stop:
            point = between.popleft()
            put(point.markdown)
            after_footnote = point.is_footnote
        while openings and openings[0].span.start == stop:
            one = openings.popleft()
            put(one.before)
            links += one.is_link
            after_footnote = False
        if number + 1 < len(stops):
            words = text[stop : stops[number + 1]]
            markdown = escaping.text(words, None if links else is_label)
            if markdown.startswith(" ") and out.startswith("!["):
                markdown = f"&#32;{markdown[1:]}"
            if (out.endswith("[") and markdown.startswith("^")) or (
                after_footnote and markdown.startswith("(")
            ):
                markdown = f"\\{markdown}"
            put(markdown)
            after_footnote = False
    return "".join(parts)
