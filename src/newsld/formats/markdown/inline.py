"""Write the words of one block with its links, emphasis, pictures and footnotes in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from newsld.formats.markdown import escaping
from newsld.model.text import Span

SEPARATOR: Final = "<!-- -->"
"""An empty comment: it separates what would run together, and ends a name that is no mention."""

_SEPARATED, _CLOSED, _POINTED, _OPENED = range(4)
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
    writer = _InlineWriter(is_label, is_plain=is_plain)
    steps = [(at, _SEPARATED, 0, 0, 0, SEPARATOR) for at in set(separators)]
    for number, ((first, last), before, after, rank) in enumerate(inlines):
        steps.append((first, _OPENED, -last, rank, number, before))
        steps.append((last, _CLOSED, -first, -rank, number, after))
    steps += [(at, _POINTED, 0, 0, number, markdown) for number, (at, markdown) in enumerate(points)]
    steps.sort()
    for at, step, _, _, _, markdown in steps:
        if at > start:
            writer.words(text[start:at])
            start = at
        writer.put(step, markdown)
    if end > start:
        writer.words(text[start:end])
    return "".join(writer.parts)


class _InlineWriter:
    """The Markdown of one block so far; `links` is how many links are open."""

    def __init__(self, is_label: Callable[[str], bool], *, is_plain: bool) -> None:
        self.is_label = is_label
        self.is_plain = is_plain
        self.parts: list[str] = []
        self.last = ""
        self.links = 0
        self.after_footnote = False

    def put(self, step: int, markdown: str) -> None:
        """Add what is written at an offset."""
        if markdown.startswith("["):
            if self.last.endswith("!"):
                self.parts[-1] = self.parts[-1][:-1] + "\\!"
            if self.after_footnote and not markdown.startswith("[^"):
                self.parts.append(SEPARATOR)
        self.parts.append(markdown)
        self.last = markdown
        self.after_footnote = step == _POINTED and markdown.startswith("[^")
        if step == _OPENED:
            self.links += markdown == "["
        elif step == _CLOSED:
            self.links -= markdown.startswith("]")

    def words(self, words: str) -> None:
        """Add words of the text, escaped."""
        markdown = words if self.is_plain else escaping.text(words, None if self.links else self.is_label)
        first, last = markdown[0], self.last
        if first == " ":
            if last.startswith("!["):
                markdown = f"&#32;{markdown[1:]}"
        elif (first == "^" and last.endswith("[")) or (first == "(" and self.after_footnote):
            markdown = f"\\{markdown}"
        self.parts.append(markdown)  # which begins with no bracket that has a meaning
        self.last = markdown
        self.after_footnote = False
