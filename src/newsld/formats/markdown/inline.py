"""Write the words of one block with its links, emphasis, pictures and footnotes in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from newsld.formats.markdown import escaping
from newsld.model.text import Span

SEPARATOR: Final = "<!-- -->"
"""An empty comment: it separates what would run together, and ends a name that is no mention."""

_SEPARATED, _CLOSED, _POINTED, _OPENED, _ENDED = range(5)
"""What is written at an offset, in this order."""

_NEAR: Final = 64
_LONG: Final = 1_024
"""Code points of a stretch of a block whose inlines are found together, and of an inline that is in too many."""


class InlineSpan(NamedTuple):
    """A span with the Markdown before and after it: a link or emphasis. `rank` orders those of the same span."""

    span: Span
    before: str
    after: str
    rank: int = 0

    @property
    def is_link(self) -> bool:
        """Whether it is a link."""
        return self.before == "["


class InlinePoint(NamedTuple):
    """A picture or footnote between words, at an offset of the text."""

    at: int
    markdown: str

    @property
    def is_footnote(self) -> bool:
        """Whether it is a reference to a footnote."""
        return self.markdown.startswith("[^")


class InlineIndex:
    """Inlines of one block by their offsets, to find the few that touch a span among many."""

    def __init__(self, inlines: Sequence[InlineSpan]) -> None:
        self._near: dict[int, list[InlineSpan]] = {}
        self._long: list[InlineSpan] = []
        for inline in inlines:
            self.add(inline)

    def add(self, inline: InlineSpan) -> None:
        """Add an inline."""
        start, end = inline.span
        if end - start > _LONG:
            self._long.append(inline)
        else:
            for place in range(start // _NEAR, end // _NEAR + 1):
                self._near.setdefault(place, []).append(inline)

    def touching(self, start: int, end: int) -> list[InlineSpan]:
        """Return the inlines that overlap the span from `start` to `end` or share an end with it, perhaps repeated."""
        places = range(start // _NEAR, end // _NEAR + 1)
        near = (inline for place in places for inline in self._near.get(place, ()))
        return [one for one in (*near, *self._long) if one.span.end >= start and one.span.start <= end]


def write_inline(
    text: str,
    span: Span,
    inlines: Sequence[InlineSpan],
    points: Sequence[InlinePoint],
    *,
    is_label: Callable[[str], bool],
    is_plain: bool = False,
    separators: Sequence[int] = (),
) -> str:
    """Return the words of `span` in Markdown, with line feeds unchanged.

    The inlines must nest, and the points must be inside the span. `is_plain` is whether surely nothing in it needs an
    escape. An empty comment follows the words that end at one of the `separators`.
    """
    start, end = span
    steps = [(at, _SEPARATED, 0, 0, 0, SEPARATOR) for at in set(separators)]
    for number, ((first, last), before, after, rank) in enumerate(inlines):
        steps.append((first, _OPENED, -last, rank, number, before))
        steps.append((last, _CLOSED, -first, -rank, number, after))
    steps += [(at, _POINTED, 0, 0, number, markdown) for number, (at, markdown) in enumerate(points)]
    steps.sort()
    steps.append((end, _ENDED, 0, 0, 0, ""))
    parts: list[str] = []
    previous, links, is_after_footnote = "", 0, False
    for at, step, _, _, _, markdown in steps:
        if at > start:
            words = text[start:at] if is_plain else escaping.text(text[start:at], None if links else is_label)
            start = at
            if words[0] == " ":
                if previous.startswith("!["):
                    words = f"&#32;{words[1:]}"
            elif (words[0] == "^" and previous.endswith("[")) or (words[0] == "(" and is_after_footnote):
                words = f"\\{words}"
            parts.append(words)  # which begins with no bracket that has a meaning
            previous, is_after_footnote = words, False
        is_footnote = markdown.startswith("[^")
        if markdown.startswith("["):
            if previous.endswith("!"):
                parts[-1] = f"{parts[-1][:-1]}\\!"
            if is_after_footnote and not is_footnote:
                parts.append(SEPARATOR)
        parts.append(markdown)
        previous, is_after_footnote = markdown, step == _POINTED and is_footnote
        if step == _OPENED:
            links += markdown == "["
        elif step == _CLOSED:
            links -= markdown.startswith("]")
    return "".join(parts)
