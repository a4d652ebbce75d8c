"""Languages by their ISO 639 codes."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["iso_639"]

_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_COUNTRIES: Final = frozenset({"kr", "jp", "cn", "tw", "gr", "cz", "dk", "ua"})
"""Codes of countries that are no code of a language, or that of another one."""


def iso_639(tag: str) -> str | None:
    """The code that a language tag begins with: `en` of `en-GB`; None where it is no code of a language."""
    found = _TAG.fullmatch(tag)
    return None if found is None or tag.lower() in _COUNTRIES else found[1].lower()
