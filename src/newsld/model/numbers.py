"""Numbers that lose no digit: exact in the models, and in JSON a number where it can hold them all."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any, Final

__all__ = ["DECIMAL", "MOST_DIGITS", "json_number", "parse_number"]

DECIMAL: Final = r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
"""How a number is written as text."""

MOST_DIGITS: Final = 4000
"""More digits than any figure has; to reckon with many more takes long."""

_DECIMAL: Final = re.compile(DECIMAL)


def parse_number(value: Any) -> Decimal:
    """A Decimal with no trailing zeros from an int, a float (its shortest form), a Decimal or decimal text.

    Raises ValueError for anything else, for what is not finite and for more than 4,000 digits.
    """
    if type(value) is int:
        number = Decimal(value)
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
    kept = list(digits)
    while len(kept) > 1 and kept[-1] == 0:
        kept.pop()
        exponent += 1
    if kept == [0]:
        return Decimal(0)
    if 0 < exponent <= 24:
        kept, exponent = kept + [0] * exponent, 0
    return Decimal((sign, kept, exponent))


def json_number(number: Decimal) -> int | float | str:
    """A Decimal as JSON can hold it: a number where none of its digits is lost, else text."""
    if number.adjusted() < 16 and (whole := int(number)) == number and -(2**53) < whole < 2**53:
        return whole
    nearest = float(number)
    if math.isfinite(nearest) and len(number.as_tuple().digits) <= 15 and Decimal(repr(nearest)) == number:
        return nearest
    return str(number)
