"""Show the figures and quotations of an article in lists, with bounds drawn as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsld.model.figure_words import quantity_in_words
from newsld.views.page.statements import ShownStatement
from newsld.views.page.things import ShownThing, Things
from newsld.views.rendering import date_in_words

if TYPE_CHECKING:
    from newsld.model import Figure, NewsArticle

_LAST: Final = 1 << 60


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure: its words, its value or bounds, and the statement that it is from.

    `low` and `high` are the ends of the picture: `open` for an excluded bound, `closed` for an included one, `none` if
    there is no bound; both are `value` for a single value.
    """

    words: str
    measures: str
    bounds: str
    low: str
    high: str
    approximate: bool
    when: str
    about: tuple[ShownThing, ...]
    statement: ShownStatement | None


@dataclass(frozen=True, slots=True)
class ShownQuotation:
    """Quoted words, with those who said them."""

    words: str
    speakers: tuple[ShownThing, ...]
    statement: ShownStatement | None


def list_figures(
    article: NewsArticle, things: Things, statements: dict[str, ShownStatement]
) -> Sequence[ShownFigure]:
    """Return the figures in the order of the text."""
    ordered = sorted(article.figures, key=lambda one: min(one.words).start if one.words else _LAST)
    return [_show(figure, article.text, things, statements) for figure in ordered]


def list_quotations(
    article: NewsArticle, things: Things, statements: dict[str, ShownStatement]
) -> Sequence[ShownQuotation]:
    """Return the quotations in the order of the text."""
    ordered = sorted(article.quotations, key=lambda one: min(one.words).start if one.words else _LAST)
    return [
        ShownQuotation(
            _join(article.text, one.words),
            tuple(things.get(slug) for slug in one.speaker),
            statements.get(one.citation or ""),
        )
        for one in ordered
    ]


def _show(figure: Figure, text: str, things: Things, statements: dict[str, ShownStatement]) -> ShownFigure:
    excludes_min = figure.exclusive is True or figure.exclusive == "min"
    excludes_max = figure.exclusive is True or figure.exclusive == "max"
    low = "none" if figure.min is None else "open" if excludes_min else "closed"
    high = "none" if figure.max is None else "open" if excludes_max else "closed"
    if figure.value is not None or low == high == "none":
        low = high = "value"
    dates = [f"as of {date_in_words(figure.as_of)}"] if figure.as_of else []
    dates += [date_in_words(figure.period)] if figure.period else []
    return ShownFigure(
        _join(text, figure.words),
        figure.measures or "",
        f"{quantity_in_words(figure)} {figure.unit or ''}".strip(),
        low,
        high,
        figure.approximate,
        ", ".join(dates),
        tuple(things.get(slug) for slug in figure.about),
        statements.get(figure.citation or ""),
    )


def _join(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in sorted(spans))
