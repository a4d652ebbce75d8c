"""Lay out the text of an article in rows: a paragraph with its marks, and next to it the sources of its statements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from newsld.model.body import covers_text
from newsld.model.dates import format_english
from newsld.model.text import Span, after_closing, split_paragraphs
from newsld.views.page.nesting import Piece, TextMark, TextPoint, assign_lanes, nest
from newsld.views.page.notes import Note
from newsld.views.page.statements import ORIGINS, ShownStatement
from newsld.views.page.things import Things
from newsld.views.rendering import safe_link

if TYPE_CHECKING:
    from newsld.model import Body, NewsArticle

_STATEMENT, _QUOTATION, _LAYOUT, _EVENT, _FIGURE, _ENTITY, _DATE = range(7)
"""The rank of each kind of mark: statements are outside of everything else."""

_MOST_ROWS: Final = 100
"""The number of rows in which a mark is shown."""
_TAGS: Final = {"emphasis": "em", "strong": "strong", "link": "a"}


@dataclass(slots=True)
class TextRow:
    """A paragraph or heading, with the statements and notes that begin in it.

    `level` is that of a heading, from 3, or 0. `containers` are the list items and block quotes around it: each with
    its kind, its number and whether this is its first row.
    """

    span: Span
    level: int = 0
    containers: tuple[tuple[str, int | None, bool], ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    statements: list[ShownStatement] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def lay_out(
    article: NewsArticle, things: Things, statements: Sequence[ShownStatement], notes: Sequence[Note]
) -> list[TextRow]:
    """Return the rows of the text of an article, in order; none without a body."""
    if article.body is None:
        return []
    rows = [TextRow(span, level, around) for span, level, around in _leaves(article.body)]
    starts = [row.span.start for row in rows]
    for statement in statements:
        if statement.offset is not None and rows:
            rows[_row_at(starts, statement.offset)].statements.append(statement)
    for note in notes:
        if note.offset is not None and rows:
            rows[_row_at(starts, max(note.offset - 1, 0))].notes.append(note)
    marks = [*_marks(article, things, statements)]
    points = [*_points(article, statements, notes)]
    assign_lanes(marks)
    for row, own_marks, own_points in zip(
        rows, _by_row(rows, marks), _by_row_of_points(rows, starts, points), strict=True
    ):
        row.pieces = list(nest(article.text, *row.span, own_marks, own_points))
    return rows


def _row_at(starts: list[int], offset: int) -> int:
    return max(bisect_right(starts, offset) - 1, 0)


def _by_row(rows: list[TextRow], marks: list[TextMark]) -> list[list[TextMark]]:
    """Return the marks that have words in each row."""
    starts = [row.span.start for row in rows]
    found: list[list[TextMark]] = [[] for _ in rows]
    for mark in marks:
        first = _row_at(starts, mark.start)
        for place in range(first, min(first + _MOST_ROWS, len(rows))):
            if starts[place] >= mark.end:
                break
            found[place].append(mark)
    return found


def _by_row_of_points(
    rows: list[TextRow], starts: list[int], points: list[TextPoint]
) -> list[list[TextPoint]]:
    found: list[list[TextPoint]] = [[] for _ in rows]
    for point in points:
        if rows:  # what ends a paragraph belongs to it, and not to the next one
            place = _row_at(starts, point.offset)
            if point.anchor and place and point.offset == starts[place]:
                place -= 1
            found[place].append(point)
    return found


def _leaves(body: Body) -> Iterator[tuple[Span, int, tuple[tuple[str, int | None, bool], ...]]]:
    """Yield the span of each paragraph and heading, its level, and what contains it.

    Levels begin with 3, and a heading is at most one level below the one before it: none is skipped.
    """
    if not covers_text(body):
        yield from ((span, 0, ()) for span in split_paragraphs(body.text))
        return
    around: list[_Container] = []
    ranks = sorted({block.level or 1 for block in body.blocks if block.kind == "heading"})
    before = 2
    for block in body.blocks:
        while around and not block.words.within(around[-1].span):
            around.pop()
        if block.kind in ("list-item", "block-quote"):
            around.append(_Container(block.words, block.kind, block.number))
            continue
        level = 0
        if block.kind == "heading":
            level = before = min(3 + ranks.index(block.level or 1), before + 1, 6)
        yield block.words, level, tuple((one.kind, one.number, not one.is_used) for one in around)
        for one in around:
            one.is_used = True


@dataclass(slots=True)
class _Container:
    span: Span
    kind: str
    number: int | None
    is_used: bool = False


def _marks(article: NewsArticle, things: Things, statements: Sequence[ShownStatement]) -> Iterator[TextMark]:
    for statement in statements:
        for place, (start, end) in enumerate(statement.covers):
            css = f"s s-{statement.origin_kind} n{statement.number}"
            yield TextMark(
                start, end, _STATEMENT, css, anchor=f"words-{statement.number}" if not place else ""
            )
    for quotation in article.quotations:
        names = ", ".join(things.name(slug) for slug in quotation.speaker)
        for start, end in quotation.words:
            yield TextMark(start, end, _QUOTATION, "q", title=f"Quotation: {names}" if names else "Quotation")
    for figure in article.figures:
        for start, end in figure.words:
            yield TextMark(start, end, _FIGURE, "fig", title=f"Figure: {figure.measures or figure.id}")
    for mark in article.body.marks if article.body else ():
        tag = _TAGS.get(mark.kind, "")
        link = safe_link(mark.url, article.url) if mark.kind == "link" else None
        if tag and (mark.kind != "link" or link):
            yield TextMark(*mark.words, _LAYOUT, "", tag, link=link or "")
    for mention in article.mentions:
        start, end = mention.words
        if mention.of is not None:
            thing = things.get(mention.of)
            rank = _EVENT if thing.kind == "event" else _ENTITY
            weak = " weak" if mention.form in ("pronoun", "nominal") else ""
            css = f"m {thing.kind}{weak}{f' {thing.factuality}' if thing.factuality else ''}"
            kind = f"{thing.factuality} {thing.kind}".lstrip()
            title = f"{thing.name} ({kind}{', not named' if thing.anonymous else ''})"
            yield TextMark(start, end, rank, css, title=title, is_underlined=True)
        elif mention.date is not None:
            basis = f" ({mention.date.basis})" if mention.date.basis else ""
            title = f"{format_english(mention.date.date)}{basis}"
            inferred = " inferred" if mention.date.basis == "inferred" else ""
            yield TextMark(start, end, _DATE, f"m date{inferred}", title=title, is_underlined=True)


def _points(
    article: NewsArticle, statements: Sequence[ShownStatement], notes: Sequence[Note]
) -> Iterator[TextPoint]:
    for statement in statements:
        if statement.end is not None:
            yield TextPoint(
                after_closing(article.text, statement.end),
                statement.number,
                str(statement.number),
                f"Statement {statement.number}: {ORIGINS[statement.origin_kind]}",
                f"no s-{statement.origin_kind}",
                f"#chain-{statement.number}",
                f"sign-{statement.number}",
            )
    for note in notes:
        if note.offset is not None:
            label = f"{note.label}: {note.title}"
            yield TextPoint(
                note.offset, -1, note.sign, label, f"flag {note.css}", f"#{note.anchor}", f"at-{note.anchor}"
            )
    for mark in article.body.marks if article.body else ():
        if mark.kind == "picture":
            yield TextPoint(
                mark.words.start,
                0,
                "▣",
                f"Picture: {mark.alternative or mark.title or 'without a text'}",
                "pic",
            )
