"""Write what changed between two versions of a story as one HTML page, both versions side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from newsld.model.dates import format_english
from newsld.model.views import published, title
from newsld.views.diff.alignment import Alignment, leaf_spans
from newsld.views.diff.changes import Change
from newsld.views.diff.marks import Piece, pieces_of
from newsld.views.diff.text_report import heading_of, place_of, title_of
from newsld.views.page.story_page import language_attributes
from newsld.views.rendering import read_asset, render

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.model.text import Span
    from newsld.views.diff.load import StoryVersion


class _ShownChange(NamedTuple):
    """A change with its texts in pieces; None for a version that says nothing."""

    title: str
    place: str
    old: list[Piece] | None
    new: list[Piece] | None
    also: tuple[str, ...]


class _Section(NamedTuple):
    """The changes under one heading."""

    heading: str
    changes: list[_ShownChange]


class _Row(NamedTuple):
    """A paragraph of either version, or of both, in pieces."""

    old: list[Piece] | None
    new: list[Piece] | None
    is_heading: bool

    @property
    def is_same(self) -> bool:
        """Whether both versions have the same words."""
        return (
            self.old is not None and self.new is not None and all(piece.kind == "same" for piece in self.old)
        )


def to_html(changes: Sequence[Change], old: StoryVersion, new: StoryVersion) -> str:
    """Return the page: what changed by kind, then the whole text."""
    sections = [
        _Section(heading, [_shown(one) for one in several])
        for heading, several in groupby(changes, key=heading_of)
    ]
    language, direction = language_attributes(new.article)
    headline = title(new.article) or title(old.article) or new.name
    return render(
        "diff/templates/report.html.j2",
        style=read_asset("templates/report.css"),
        title=f"What changed: {headline}",
        headline=headline,
        language=language,
        direction=direction,
        versions=[_version("Before:", old), _version("After:", new)],
        sections=sections,
        rows=_rows(old.article, new.article) if changes else [],
    )


def _version(label: str, version: StoryVersion) -> dict[str, Any]:
    article = version.article
    when = article.date_modified or published(article)
    shown = f"{'modified' if article.date_modified else 'published'} {format_english(when)}" if when else ""
    return {"label": label, "name": version.name, "when": shown}


def _shown(change: Change) -> _ShownChange:
    old, new = change.old, change.new
    if old is not None and new is not None and change.action != "moved":
        pieces = pieces_of(old, new)
        sides: tuple[list[Piece] | None, list[Piece] | None] = (pieces, pieces)
    elif change.action == "moved":
        sides = [Piece("same", old or "")], [Piece("same", new or "")]
    else:
        sides = (
            [Piece("old", old)] if old is not None else None,
            [Piece("new", new)] if new is not None else None,
        )
    return _ShownChange(title_of(change), place_of(change), *sides, change.also)


def _rows(old: NewsArticle, new: NewsArticle) -> list[_Row]:
    """Return the paragraphs of both versions in the order of the new one; dropped ones are where they were."""
    alignment = Alignment(old, new)
    ours, theirs = leaf_spans(old), leaf_spans(new)
    headings = {block.words for block in (new.body.blocks if new.body else ()) if block.kind == "heading"}
    starts = [span.start for span in theirs]
    partners: dict[int, int] = {}
    dropped: dict[int, list[Span]] = {}
    at = -1
    for number, span in enumerate(ours):
        place = alignment.to_new(span)
        block = _block_at(starts, place) if place is not None else None
        if block is not None and block not in partners:
            partners[block] = number
            at = block
        else:
            dropped.setdefault(at, []).append(span)
    rows = [_Row([Piece("old", span.slice(old.text))], None, False) for span in dropped.get(-1, ())]
    for number, span in enumerate(theirs):
        text = span.slice(new.text)
        if number in partners:
            pieces = pieces_of(ours[partners[number]].slice(old.text), text)
            rows.append(_Row(pieces, pieces, span in headings))
        else:
            rows.append(_Row(None, [Piece("new", text)], span in headings))
        rows += [_Row([Piece("old", one.slice(old.text))], None, False) for one in dropped.get(number, ())]
    return rows


def _block_at(starts: Sequence[int], span: Span) -> int | None:
    number = bisect_right(starts, span.start) - 1
    return number if number >= 0 else None
