"""ISO 639 language codes of language tags."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["iso_639"]

_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_COUNTRIES: Final = frozenset({"kr", "jp", "cn", "tw", "gr", "cz", "dk", "ua"})
"""Codes of countries that are not codes of their languages."""


def iso_639(tag: str) -> str | None:
    """Return the language code of a BCP 47 tag: `en` for `en-GB`; None if the tag is not valid or is a country."""
    found = _TAG.fullmatch(tag)
    return None if found is None or tag.lower() in _COUNTRIES else found[1].lower()
