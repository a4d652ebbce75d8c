"""Show the figures and quotations of an article in lists, with bounds drawn as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from newsld.model.dates import format_english
from newsld.views.page.statements import ShownStatement
from newsld.views.page.things import ShownThing, Things

if TYPE_CHECKING:
    from newsld.model import Figure, NewsArticle

__all__ = ["ShownFigure", "ShownQuotation", "list_figures", "list_quotations"]

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
    dates = [f"as of {format_english(figure.as_of.date)}"] if figure.as_of else []
    dates += [format_english(figure.period.date)] if figure.period else []
    return ShownFigure(
        _join(text, figure.words),
        figure.measures or figure.id,
        _bounds(figure, excludes_min=excludes_min, excludes_max=excludes_max),
        low,
        high,
        figure.approximate,
        ", ".join(dates),
        tuple(things.get(slug) for slug in figure.about),
        statements.get(figure.citation or ""),
    )


def _bounds(figure: Figure, *, excludes_min: bool, excludes_max: bool) -> str:
    """Return the value or the bounds in words: “more than 350,000”, “12 to 15”, “about 4”."""
    parts = []
    if figure.value is not None:
        parts.append(_number(figure.value))
    elif figure.min is not None and figure.max is not None and not (excludes_min or excludes_max):
        parts.append(f"{_number(figure.min)} to {_number(figure.max)}")
    else:
        if figure.min is not None:
            parts.append(f"{'more than' if excludes_min else 'at least'} {_number(figure.min)}")
        if figure.max is not None:
            parts.append(f"{'less than' if excludes_max else 'at most'} {_number(figure.max)}")
    shown = " and ".join(parts)
    if figure.approximate:
        shown = f"about {shown}"
    return f"{shown} {figure.unit}" if figure.unit else shown


def _number(value: Decimal | int | float) -> str:
    number = Decimal(str(value))
    return f"{number:,f}" if abs(number.adjusted()) < 30 else str(number)


def _join(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in sorted(spans))
