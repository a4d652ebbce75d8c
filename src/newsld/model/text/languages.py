"""ISO 639 language codes of language tags."""

from __future__ import annotations

import re
from typing import Final

from newsld.model.text.scripts import main_script, scripts_of
from newsld.syntax.patterns import lazy_pattern

_TAG: Final = lazy_pattern(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_COUNTRIES: Final = frozenset({"jp", "cn", "gr", "cz", "dk", "ua"})
"""Codes of countries that are no codes of languages."""
OTHER_LANGUAGES: Final = {"kr": "Kanuri", "tw": "Twi"}
"""Codes of countries that are codes of other languages, with the names of these."""


def iso_639(tag: str, title: str = "") -> str | None:
    """Return the language code of a BCP 47 tag: `en` for `en-GB`; None if the tag is not valid or is a country.

    A country's code that is also the code of another language is a country if `title` is in no script of that language.
    """
    found, lower = _TAG.fullmatch(tag), tag.lower()
    if found is None or lower in _COUNTRIES:
        return None
    if lower in OTHER_LANGUAGES and (script := main_script(title)) is not None:
        return lower if script in (scripts_of(lower) or ()) else None
    return found[1].lower()
