"""Numbers as they were written: kept exactly, or not taken as numbers at all."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import Final

__all__ = ["DIGIT_LIMIT", "exact_float", "exact_int"]

DIGIT_LIMIT: Final = 4000
"""How many characters a number may have. Python itself refuses integers over 4,300 digits."""

_BITS: Final = 13_287
"""Bits that surely fit into so many decimal digits."""

_SURE: Final = 15
"""Decimals of so many significant digits come back out of a double, whatever they are."""


def exact_int(text: str, base: int = 10) -> int | None:
    """The integer that these digits (and sign) say, or None when there are too many."""
    if len(text) > DIGIT_LIMIT:
        return None
    value = int(text, base)
    return value if value.bit_length() <= _BITS else None


def exact_float(text: str) -> float | None:
    """The float that this decimal number says, or None where a float would say another number.

    A float says the number of its shortest decimal form: ``0.1`` is kept, ``0.12345678901234567891``,
    ``1e999`` and ``1e-999`` are not.
    """
    if len(text) > DIGIT_LIMIT:
        return None
    value = float(text)
    if len(text) <= _SURE and "e" not in text and "E" not in text:
        return value
    if not isfinite(value):
        return None
    if value == 0:
        mantissa = text.lower().partition("e")[0]
        return value if not mantissa.strip("+-0.") else None
    return value if Decimal(repr(value)) == Decimal(text) else None
