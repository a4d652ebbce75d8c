"""EDTF dates, which may be partial or uncertain (ISO 8601-2, levels 0 to 2)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from newsld.model.dates.timestamp import BadDate
from newsld.syntax.patterns import lazy_pattern

_LONGEST = 1000
_MARK = r"[?~%]?"
DATE = lazy_pattern(
    rf"(?P<y0>{_MARK})(?:(?P<year>-?[0-9X]{{4}})(?P<s1>S[1-9][0-9]*)?"
    r"|Y(?P<long>-?[0-9]{5,}(?:E[0-9]+)?|-?[0-9]+E[0-9]+)(?P<s2>S[1-9][0-9]*)?)"
    rf"(?P<y1>{_MARK})"
    rf"(?:-(?P<m0>{_MARK})(?P<month>[0-9X]{{2}})(?P<m1>{_MARK})"
    rf"(?:-(?P<d0>{_MARK})(?P<day>[0-9X]{{2}})(?P<d1>{_MARK}))?)?"
)
_TIME = lazy_pattern(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
    r"(?:Z|[+-]([0-9]{2})(?::([0-9]{2}))?)?"
)
_PLAIN = lazy_pattern(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")

# Code of a season or part of a year -> first month and number of months. Without a hemisphere (21 to 24) the months
# are unknown: the bounds are the year, and winter may extend into the next.
_PARTS: dict[int, tuple[int, int]] = {
    21: (1, 12), 22: (1, 12), 23: (1, 12), 24: (1, 14),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip


class DateBounds(NamedTuple):
    """The first and last day of a date (None when open, unknown or outside the years 1 to 9999), and its kind."""

    earliest: date | None
    latest: date | None
    plain: bool = False
    interval: bool = False


class Edtf(str):
    """An EDTF date, exactly as written: `2011-03`, `1971`, `2024-12-08?`, `[..2000-07]`, `2024-11-27/..`.

    It supports levels 0 to 2: dates and date-times, intervals, years of any length, seasons and parts of a year,
    unspecified digits (X), qualifiers (? ~ %), sets, significant digits. The constructor raises BadDate for any other
    text. Dates are equal if their texts are.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Edtf:
        """Validate the text. Raises BadDate."""
        _parse(str(text))
        return super().__new__(cls, text)

    @property
    def earliest(self) -> date | None:
        """The first possible day without regard to qualifiers; None when open, unknown or outside years 1 to 9999."""
        return _parse(str(self)).earliest

    @property
    def latest(self) -> date | None:
        """The last possible day without regard to qualifiers; None when open, unknown or outside years 1 to 9999."""
        return _parse(str(self)).latest

    @property
    def is_plain(self) -> bool:
        """Whether schema.org's Date or DateTime can hold it: YYYY, YYYY-MM, YYYY-MM-DD or a date-time."""
        return _parse(str(self)).plain

    @property
    def is_interval(self) -> bool:
        """Whether it is an interval, `a/b`, open and unknown ends included."""
        return _parse(str(self)).interval


def parse_edtf(text: str) -> Edtf:
    """Return `text` as an EDTF date. Raises BadDate."""
    return text if isinstance(text, Edtf) else Edtf(text)


@lru_cache(maxsize=8192)
def _parse(text: str) -> DateBounds:
    if _PLAIN.fullmatch(text):
        return _date(text)._replace(plain=True)
    if len(text) > _LONGEST:
        raise BadDate("malformed", f"an EDTF date has at most {_LONGEST} characters")
    if "/" in text:
        return _interval(text)
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _set(text)
    if "T" in text:
        return _date_time(text)
    return _date(text)


def _malformed(text: str) -> BadDate:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return BadDate(
        "malformed", f"“{shown}” is not an EDTF date; write it as 2025-03-04, 2011-03, 1971 or 2024-11-27/.."
    )


def _date_time(text: str) -> DateBounds:
    found = _TIME.fullmatch(text)
    if found is None:
        raise _malformed(text)
    hour, minute, second, ahead, minutes = (int(part or 0) for part in found.group(2, 3, 4, 5, 6))
    if hour > 23 or minute > 59 or second > 59 or ahead > 23 or minutes > 59:
        raise BadDate("impossible", f"{text} has an impossible time of day")
    return _date(found[1])._replace(plain=True)


def _interval(text: str) -> DateBounds:
    first, _, last = text.partition("/")
    if not (first.strip(".") or last.strip(".")) or "/" in last:
        raise _malformed(text)
    start, end = (None if part in ("", "..") else _date(part) for part in (first, last))
    return DateBounds(*_ordered(text, start, end), interval=True)


def _set(text: str) -> DateBounds:
    members: list[DateBounds] = []
    inside = text[1:-1].split(",")
    for place, member in enumerate(inside):
        first, dots, last = member.partition("..")
        if dots and ((not first and place) or (not last and place + 1 < len(inside)) or not (first or last)):
            raise _malformed(text)
        start = _date(first) if first or not dots else None
        end = _date(last) if last else None if dots else start
        members.append(DateBounds(*_ordered(text, start, end)))
    lows = [member.earliest for member in members]
    highs = [member.latest for member in members]
    known_lows, known_highs = [low for low in lows if low], [high for high in highs if high]
    return DateBounds(
        min(known_lows) if len(known_lows) == len(lows) else None,
        max(known_highs) if len(known_highs) == len(highs) else None,
    )


def _ordered(text: str, start: DateBounds | None, end: DateBounds | None) -> tuple[date | None, date | None]:
    earliest, latest = start.earliest if start else None, end.latest if end else None
    if earliest and latest and latest < earliest:
        raise BadDate("impossible", f"{text} ends before it starts")
    return earliest, latest


def _date(text: str) -> DateBounds:
    found = DATE.fullmatch(text)
    if found is None or len(text) > _LONGEST:
        raise _malformed(text)
    if found["year"] == "-0000" or (found["long"] and found["month"]):
        raise _malformed(text)
    if found["long"]:
        return DateBounds(None, None)
    digits, month, day = found["year"], found["month"], found["day"]
    significant = found["s1"]
    if significant and (month or "X" in digits or int(significant[1:]) > len(digits.lstrip("-"))):
        raise _malformed(text)
    if significant:
        known = len(digits) - (4 - int(significant[1:]))
        digits = digits[:known] + "X" * (len(digits) - known)
    if month and month.isdecimal() and int(month) in _PARTS:
        if day:
            raise BadDate("impossible", f"{text}: a season or part of a year cannot have a day")
        return _part(digits, int(month))
    return _bounds(text, digits, month or "XX", day or "XX")


def _part(digits: str, code: int) -> DateBounds:
    if digits.startswith("-"):
        return DateBounds(None, None)
    first, months = _PARTS[code]
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    last = first + months - 1
    end_year, end_month = high + (last - 1) // 12, (last - 1) % 12 + 1
    earliest = date(low, first, 1) if low >= 1 else None
    latest = date(end_year, end_month, monthrange(end_year, end_month)[1]) if 1 <= end_year <= 9999 else None
    return DateBounds(earliest, latest)


def _bounds(text: str, digits: str, month: str, day: str) -> DateBounds:
    months, days = _fitting(month, 12), _fitting(day, 31)
    before_christ = digits.startswith("-")
    low, high = (int(digits.lstrip("-").replace("X", edge)) for edge in "09")
    pattern = digits.lstrip("-")
    fits = re.compile(pattern.replace("X", "[0-9]"))
    years = range(low, high + 1)
    first = _first((y for y in years if fits.fullmatch(f"{y:04d}")), months, days)
    if first is None:
        raise BadDate("impossible", f"{text} does not exist")
    if before_christ:
        return DateBounds(None, None)
    last = _first((y for y in reversed(years) if fits.fullmatch(f"{y:04d}")), months[::-1], days[::-1])
    return DateBounds(
        date(*first) if first[0] >= 1 else None, date(*last) if last is not None and last[0] >= 1 else None
    )


def _fitting(pattern: str, most: int) -> list[int]:
    fits = re.compile(pattern.replace("X", "[0-9]"))
    return [number for number in range(1, most + 1) if fits.fullmatch(f"{number:02d}")]


def _first(years: Iterable[int], months: list[int], days: list[int]) -> tuple[int, int, int] | None:
    """Return the first existing day, with years, months and days tried in the order given."""
    for year in years:
        for month in months:
            length = 29 if month == 2 and _is_leap(year) else _LENGTHS[month]
            for day in days:
                if day <= length:
                    return year, month, day
    return None


_LENGTHS = {month: monthrange(2001, month)[1] for month in range(1, 13)}


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
