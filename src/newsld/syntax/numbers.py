"""Parse numbers exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import Final

DIGIT_LIMIT: Final = 4000
"""The maximum number of characters of a number. Python itself refuses integers over 4,300 digits."""

_SAFE_BITS: Final = 13_287
"""A number of bits that surely fits into that many decimal digits."""

_SAFE_DIGITS: Final = 15
"""A number of significant digits that any decimal keeps in a double."""


def exact_int(text: str, base: int = 10) -> int | None:
    """Return the integer with these digits (and sign), or None when there are too many."""
    if len(text) > DIGIT_LIMIT:
        return None
    value = int(text, base)
    return value if value.bit_length() <= _SAFE_BITS else None


def exact_float(text: str) -> float | None:
    """Return the float for a decimal number, or None when a float cannot represent it exactly.

    A float represents the number of its shortest decimal form: ``0.1`` is exact, ``0.12345678901234567891``,
    ``1e999`` and ``1e-999`` are not.
    """
    if len(text) > DIGIT_LIMIT:
        return None
    value = float(text)
    if len(text) <= _SAFE_DIGITS and "e" not in text and "E" not in text:
        return value
    if not isfinite(value):
        return None
    if value == 0:
        mantissa = text.lower().partition("e")[0]
        return value if not mantissa.strip("+-0.") else None
    return value if Decimal(repr(value)) == Decimal(text) else None
