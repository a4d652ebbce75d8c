"""Describe the quantity of a figure in English: "more than 40,000", "about 2 to 3"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsld.model.captures import Figure

_LARGEST: Final = 30
"""The power of ten from which a number is written with an exponent."""


def quantity_in_words(figure: Figure) -> str:
    """Return the value or the bounds of a figure, without its unit; empty without a number."""
    about = "about " if figure.approximate else ""
    if figure.value is not None:
        return about + number_in_words(figure.value)
    if figure.min is not None and figure.max is not None and figure.exclusive is False:
        return f"{about}{number_in_words(figure.min)} to {number_in_words(figure.max)}"
    low, high = number_in_words(figure.min), number_in_words(figure.max)
    low = f"{'more than' if figure.exclusive in (True, 'min') else 'at least'} {low}"
    high = f"{'less than' if figure.exclusive in (True, 'max') else 'at most'} {high}"
    bounds = [shown for shown, bound in ((low, figure.min), (high, figure.max)) if bound is not None]
    return about + ", ".join(bounds)


def number_in_words(number: Decimal | None) -> str:
    """Return a number with commas between thousands, all its digits, and an exponent if it is very large."""
    if number is None:
        return ""
    return f"{number:,f}" if abs(number.adjusted()) < _LARGEST else str(number)
