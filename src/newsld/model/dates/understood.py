"""Dates as publishers write them, as moments or dates of our own kinds, where there is one way to understand them."""

from __future__ import annotations

import re
from typing import Final

from newsld.model.dates.edtf import Edtf
from newsld.model.dates.english import from_words
from newsld.model.dates.forms import is_timestamp
from newsld.model.dates.publishers import Published, read_published
from newsld.model.dates.timestamp import BadDate, Timestamp

__all__ = ["understood"]

_LONGEST: Final = 64
_OPEN: Final = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})\b")
"""A day and a month in an order that differs from country to country."""

_ODD: Final = (
    # 2018-11-28CET11:59:00+0100, where a template took T for the zone
    (re.compile(r"([0-9-]{10})[A-Z]{3,4}([0-9:.]{8,}[+-][0-9]{2}:?[0-9]{2})"), r"\1T\2"),
    # 2022-01-10T22:06:08:684Z
    (re.compile(r"(.{10}T[0-9:]{8}):([0-9]{1,6}(?:Z|[+-][0-9:]{4,6})?)"), r"\1.\2"),
    # 01:38:07 PM IST Nov 20, 2019
    (
        re.compile(r"([0-9:]{4,8} ?[AaPp][Mm])( [A-Z]{2,4})? ([A-Za-z]{3,9}\.? [0-9]{1,2},? [0-9]{4})"),
        r"\3 \1\2",
    ),
)
_PLAIN: Final = re.compile(r"(?:[A-Za-z]+ )?[0-9]{4}|[0-9]{4}-[0-9]{2}")
"""A year, or a month of one."""

_MONTH_FIRST: Final = frozenset({"en-us", "en-ph"})
_DAY_FIRST: Final = frozenset(
    {"de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr", "el", "ro", "cs", "da", "nb", "no", "fi", "uk", "id", "vi",
     "en-gb", "en-ie", "en-au", "en-nz", "en-in"}
)  # fmt: skip


def understood(text: str, language: str | None = None) -> Timestamp | Edtf | None:
    """The moment, or the date or local time without a zone, that a text as published means; None where that is open.

    `09/12/2024` is September or December, and open unless the `language` (a BCP 47 tag) settles it; `11.11.2021`,
    `25/12/2024`, `Tue Mar 14 15:46:04 CET 2023` are not. An abbreviation that several zones have leaves the time local.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if is_timestamp(text):
        return Timestamp(text)
    date = read_published(text) or read_published(_settled(text, language))
    for form, usual in _ODD:
        if date is None and form.fullmatch(text):
            date = read_published(form.sub(usual, text))
    if date is None:
        return from_words(text) if _PLAIN.fullmatch(text) else None
    return _typed(date)


def _typed(date: Published) -> Timestamp | Edtf | None:
    try:
        if date.has_zone:
            return Timestamp(date.iso)
        return Edtf(date.iso.partition(".")[0])
    except BadDate:
        return None


def _settled(text: str, language: str | None) -> str:
    """The text with its date in ISO order, where the language says which number is the month."""
    found = _OPEN.match(text)
    tag = (language or "").lower().replace("_", "-")
    if found is None or not tag:
        return text
    first, _, then, year = found.groups()
    if tag in _MONTH_FIRST:
        month, day = first, then
    elif tag in _DAY_FIRST or tag.partition("-")[0] in _DAY_FIRST:
        month, day = then, first
    else:
        return text
    return f"{year}-{int(month):02d}-{int(day):02d}{text[found.end() :]}"
