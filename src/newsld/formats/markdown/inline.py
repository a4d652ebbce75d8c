"""The words of one block with its links, marks, pictures and footnotes, in Markdown."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from newsld.formats.markdown import escaping
from newsld.model.text import Span

__all__ = ["Inline", "Point", "inline"]


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of words with what stands before and after it in Markdown; `rank` orders runs of the same words."""

    span: Span
    before: str
    after: str
    rank: int = 0
    key: str = field(default="", compare=False)

    @property
    def is_link(self) -> bool:
        """Whether it is a link: links do not nest."""
        return self.before == "["


@dataclass(frozen=True, slots=True)
class Point:
    """A picture or footnote between words."""

    at: int
    shown: str

    @property
    def is_note(self) -> bool:
        """Whether it is a footnote."""
        return self.shown.startswith("[^")


def inline(
    text: str, span: Span, runs: Sequence[Inline], points: Sequence[Point], is_label: Callable[[str], bool]
) -> str:
    """The words of `span` in Markdown, line feeds as they are.

    The runs must nest, and the points stand between words of the span.
    """
    openings = deque(sorted(runs, key=lambda run: (run.span.start, -run.span.end, run.rank)))
    closings = deque(sorted(runs, key=lambda run: (run.span.end, -run.span.start, -run.rank)))
    between = deque(sorted(points, key=attrgetter("at")))
    stops = sorted(
        {span.start, span.end, *(at for run in runs for at in run.span), *(it.at for it in points)}
    )
    out = ""
    links = 0
    after_note = False
    parts: list[str] = []

    def put(shown: str) -> None:
        nonlocal out
        if shown.startswith("[") and out.endswith("!"):
            parts[-1] = parts[-1][:-1] + "\\!"
        if after_note and shown.startswith("[") and not shown.startswith("[^"):
            parts.append("<!-- -->")
        parts.append(shown)
        out = shown

    for number, stop in enumerate(stops):
        while closings and closings[0].span.end == stop:
            run = closings.popleft()
            put(run.after)
            links -= run.is_link
            after_note = False
        while between and between[0].at == stop:
            point = between.popleft()
            put(point.shown)
            after_note = point.is_note
        while openings and openings[0].span.start == stop:
            run = openings.popleft()
            put(run.before)
            links += run.is_link
            after_note = False
        if number + 1 < len(stops):
            words = text[stop : stops[number + 1]]
            shown = escaping.text(words, None if links else is_label)
            if shown.startswith(" ") and out.startswith("!["):
                shown = f"&#32;{shown[1:]}"
            if (out.endswith("[") and shown.startswith("^")) or (after_note and shown.startswith("(")):
                shown = f"\\{shown}"
            put(shown)
            after_note = False
    return "".join(parts)
