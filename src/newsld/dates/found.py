"""Dates as publishers write them, understood where there is one way to understand them and never rewritten."""

from __future__ import annotations

import re
from typing import Final

from newsld.dates.edtf import Edtf
from newsld.dates.english import from_words
from newsld.dates.timestamp import BadDate, Timestamp

__all__ = ["understood"]

_LONGEST: Final = 64

_CLOCK: Final = (
    r"(?P<hour>[0-9]{1,2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{1,2})(?:[.,:](?P<fraction>[0-9]{1,9}))?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE: Final = r" ?(?P<zone>[+-][0-9]{2}(?::?[0-9]{2})?|[A-Za-z]{1,5})?"
_MONTH: Final = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})"
_YEAR: Final = r"(?P<year>[0-9]{4})"
_WEEKDAY: Final = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"

_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        # 2024-03-02, 20200316T13:00:00Z, 2022-5-3T23:57:00, 2024-04-30 16:17:36 +02:00, 2018-11-28CET11:59:00+0100
        rf"{_YEAR}(?P<sign>[-/.]|(?=[0-9]{{4}}(?![0-9])))(?P<month>[0-9]{{1,2}})(?P=sign){_DAY}(?:(?:[Tt ]+|[A-Z]{{3,4}}){_CLOCK}{_ZONE})?",
        # 11.11.2021, 25/12/2024 10:30
        rf"(?P<first>[0-9]{{1,2}})(?P<sign>[./-])(?P<then>[0-9]{{1,2}})(?P=sign){_YEAR}(?:,? {_CLOCK}{_ZONE})?",
        # Sun, 11 Oct 2020 07:34:36 GMT
        rf"{_WEEKDAY}{_DAY} {_MONTH},? {_YEAR}(?:,? (?:at )?{_CLOCK}{_ZONE})?",
        # Thu, May 13 2021 14:01:31 EDT
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}(?:,? (?:at )?{_CLOCK}{_ZONE})?",
        # Tue Mar 14 15:46:04 CET 2023
        rf"{_WEEKDAY}{_MONTH} {_DAY} {_CLOCK}{_ZONE} {_YEAR}",
        # 01:38:07 PM IST Nov 20, 2019
        rf"{_CLOCK}{_ZONE} {_MONTH} {_DAY},? {_YEAR}",
    )
)
_PLAIN: Final = re.compile(r"(?:[A-Za-z]+ )?[0-9]{4}(?:-[0-9]{2})?")
"""A year, or a month of one."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ZONES: Final = {
    "Z": "Z", "UTC": "Z", "GMT": "Z", "WET": "+00:00", "WEST": "+01:00", "CET": "+01:00", "CEST": "+02:00",
    "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "JST": "+09:00", "EST": "-05:00", "EDT": "-04:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
"""Zones by their abbreviations, without those that mean several: CST, IST, BST, AST."""

_MONTH_FIRST: Final = frozenset({"en-us", "en-ph"})
_DAY_FIRST: Final = frozenset(
    {
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "ru",
        "tr",
        "el",
        "ro",
        "cs",
        "da",
        "nb",
        "no",
        "fi",
        "uk",
        "id",
        "vi",
    }
) | {"en-gb", "en-ie", "en-au", "en-nz", "en-in"}


def understood(text: str, language: str | None = None) -> Timestamp | Edtf | None:
    """The moment, or the date or local time without a zone, that a text as published means; None where that is open.

    `09/12/2024` is September or December, and open unless the `language` (a BCP 47 tag) settles it; `11.11.2021`,
    `25/12/2024`, `Tue Mar 14 15:46:04 CET 2023` are not. An abbreviation that several zones have leaves the time local.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return _dated({name: part or "" for name, part in found.groupdict().items()}, language)
    return from_words(text) if _PLAIN.fullmatch(text) else None


def _dated(parts: dict[str, str], language: str | None) -> Timestamp | Edtf | None:
    month = _month(parts, language)
    day = parts.get("day") or (parts["then"] if month == parts.get("first") else parts.get("first", ""))
    if month is None:
        return None
    date = f"{parts['year']}-{int(month):02d}-{int(day):02d}"
    try:
        if not parts["hour"]:
            return Edtf(date)
        clock = _clock(parts)
        offset = _offset(parts["zone"])
        if clock is None or offset is None:
            return None
        return Timestamp(f"{date}T{clock}{offset}") if offset else Edtf(f"{date}T{clock.partition('.')[0]}")
    except BadDate:
        return None


def _month(parts: dict[str, str], language: str | None) -> str | None:
    """The number of the month, where it can be told."""
    if "name" in parts:
        name = parts["name"][:3].lower()
        return str(_MONTHS.index(name) + 1) if name in _MONTHS else None
    if "first" not in parts:
        return parts["month"]
    first, then = int(parts["first"]), int(parts["then"])
    if parts["sign"] == "." or first > 12 or first == then:
        return parts["then"]
    if then > 12:
        return parts["first"]
    tag = (language or "").lower().replace("_", "-")
    if tag in _MONTH_FIRST:
        return parts["first"]
    return parts["then"] if tag in _DAY_FIRST or tag.partition("-")[0] in _DAY_FIRST else None


def _clock(parts: dict[str, str]) -> str | None:
    hour = int(parts["hour"])
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"] in "pP" else 0)
    fraction = f".{parts['fraction']}" if parts["fraction"] else ""
    return f"{hour:02d}:{parts['minute']}:{int(parts['second'] or 0):02d}{fraction}"


def _offset(zone: str) -> str | None:
    """The offset of a zone; empty where it is left open, None for what is no zone."""
    if not zone:
        return ""
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        return f"{zone[0]}{digits[:2]}:{digits[2:]}"
    if len(zone) < 2 or zone.upper() in _ZONES:
        return _ZONES.get(zone.upper())
    return "" if 3 <= len(zone) <= 4 and zone.isupper() else None
