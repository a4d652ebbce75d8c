"""Convert numbers without losing a digit: exact decimals in the models, numbers or texts in JSON. And their bounds."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any, Final

from newsld.syntax.patterns import lazy_pattern

DECIMAL: Final = r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
"""The pattern of a number that is written as text."""

MOST_DIGITS: Final = 4000
"""The most digits that a number may have; computing with many more takes long."""

_SHORT: Final = 10**24
"""Whole numbers below this have no exponent that a Decimal of them could keep."""

_DECIMAL: Final = lazy_pattern(DECIMAL)


def parse_number(value: Any) -> Decimal:
    """Return a Decimal without trailing zeros for an int, a float (in its shortest form), a Decimal or decimal text.

    Raises ValueError for other values, for numbers that are not finite and for more than 4,000 digits.
    """
    if type(value) is int:
        number = Decimal(value)
        if -_SHORT < value < _SHORT:
            return number
    elif type(value) is float:
        number = Decimal(repr(value))
    elif type(value) is Decimal:
        number = value
    elif isinstance(value, str) and len(value) <= MOST_DIGITS and _DECIMAL.fullmatch(value):
        number = Decimal(value)
    else:
        raise ValueError("not a number")
    if not number.is_finite():
        raise ValueError("not a finite number")
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if len(digits) > MOST_DIGITS:
        raise ValueError("more than 4,000 digits")
    significant = list(digits)
    while len(significant) > 1 and significant[-1] == 0:
        significant.pop()
        exponent += 1
    if significant == [0]:
        return Decimal(0)
    if 0 < exponent <= 24:
        significant, exponent = significant + [0] * exponent, 0
    return Decimal((sign, significant, exponent))


def json_number(number: Decimal) -> int | float | str:
    """Return a Decimal as a JSON value: a number if no digit is lost, else text."""
    if number.adjusted() < 16 and (whole := int(number)) == number and -(2**53) < whole < 2**53:
        return whole
    nearest = float(number)
    if math.isfinite(nearest) and len(number.as_tuple().digits) <= 15 and Decimal(repr(nearest)) == number:
        return nearest
    return str(number)


def excluded_bounds(exclusive: bool | str, has_min: bool, has_max: bool) -> bool | str:
    """Return a value of `exclusive` in its one form: true if all bounds that exist are excluded, false if none is."""
    if has_min and has_max:
        return exclusive
    return (has_min and exclusive in (True, "min")) or (has_max and exclusive in (True, "max"))
