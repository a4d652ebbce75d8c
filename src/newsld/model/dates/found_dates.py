"""Hold what readers of dates in words share: a found date, and the arithmetic of days, weeks, months and years."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, NamedTuple

from newsld.model.dates.calendar_words import CalendarWords

DateRule = Literal["day", "month", "year", "weekday", "relative", "neighbor", "period", "vague"]
"""How an expression says when: its calendar day, month or year, a weekday, a day relative to publication or to the date
before it, a period, or nothing that can be worked out."""
Resolve = Callable[[date | None, date | None], str | None]
"""Works out a date from the publication and the date before it in the text."""


YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"
"""The pattern of a year in digits."""


class FoundDate(NamedTuple):
    """A match, and the function that works out its date."""

    start: int
    end: int
    rule: DateRule
    resolve: Resolve
    is_same: bool = False
    """Whether it is, in an apposition, the date before its comma: "on Tuesday, a day before the vote"."""
    lean: Callable[[str], str] | None = None
    """Works out a date from the period before it, if there is one: "in the same period last year"."""


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a compiled pattern."""
    return re.compile(pattern, flags)


def opens_time(before: str, words: CalendarWords) -> bool:
    """Return whether the words that end right before a date make it the beginning of a time: "since"."""
    pattern = rf"(?<!\w)(?:{words.since})\s+(?:at least\s+)?(?:(?:early|late|mid|{words.last})[\s-]+)?\Z"
    return compiled(pattern, re.IGNORECASE).search(before) is not None


def always(value: str | None) -> Resolve:
    """Return a function that works out the same date for every publication."""
    return lambda _published, _before: value


def unit_around(published: date, unit: str, step: int) -> str:
    """Return the week, month or year `step` after that of publication."""
    if unit == "year":
        return f"{published.year + step:04d}"
    if unit == "month":
        return month_after(published, step)
    monday = published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def end_of_unit(published: date, unit: str, step: int) -> str:
    """Return the last day of the week, month or year `step` after that of publication."""
    around = unit_around(published, unit, step)
    if unit == "week":
        return around.partition("/")[2]
    year, _, month = around.partition("-")
    number = int(month or 12)
    return f"{year}-{number:02d}-{monthrange(int(year), number)[1]}"


def month_after(day: date, step: int) -> str:
    """Return the month `step` after that of a day. Raises ValueError outside the years 1 to 9999."""
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1).isoformat()[:7]


def at_distance(anchor: date | None, unit: str, many: int) -> str | None:
    """Return the date at a distance: a day for days and weeks, otherwise a month or a year.

    Raises OverflowError or ValueError outside the years 1 to 9999.
    """
    if anchor is None:
        return None
    if unit in ("day", "week", "fortnight"):
        return (anchor + timedelta(days=many * {"day": 1, "week": 7, "fortnight": 14}[unit])).isoformat()
    if unit == "month":
        return month_after(anchor, many)
    year = anchor.year + many * {"year": 1, "decade": 10, "century": 100}[unit]
    return f"{date(year, 1, 1).year:04d}"


def in_reach(match: re.Match[str], rule: DateRule, work_out: Callable[[date], str | None]) -> FoundDate:
    """Return a date that is worked out from the day of publication; None at the ends of the calendar."""

    def resolve(published: date | None, _: date | None) -> str | None:
        return work_out(published) if published is not None and 1 < published.year < 9999 else None

    return FoundDate(match.start(), match.end(), rule, resolve)
