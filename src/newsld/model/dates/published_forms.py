"""Parse dates as publishers write them: ISO 8601 or a common other form, if only one reading is possible."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from newsld.model.dates.timestamp import offset_text
from newsld.syntax.patterns import lazy_pattern

_LONGEST: Final = 80
_ISO: Final = lazy_pattern(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d)(?P<colon>:?)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d)(?P<fraction>[.,]\d+)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_COMMON: Final = lazy_pattern(
    r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)", re.ASCII
)
"""The form that most publishers use, which has a fast path."""
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?P<fraction>[.,]\d+)?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: (?:Uhr|uhr))?"
)
_ZONE: Final = r"(?: ?(?P<zone>Z+|[+-]\d\d:?\d\d|[A-Z]{1,5}(?:[+-]\d\d:?\d\d)?)(?: ?\([^()]*\))?)?"
_TIME_PART: Final = rf"(?:(?:T| ?[,|–-] ?| (?:at|um|à|a las|kl\.?|às|alle|om) | ){_CLOCK}{_ZONE})?"
_YEAR, _DAY, _NUMBER, _WORD = (
    r"(?P<year>\d{4})", r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er)?", r"(?P<month>\d{1,2})", r"(?P<word>[^\W\d_]+)\.?"
)  # fmt: skip


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the common other forms."""
    forms = (
        rf"{_YEAR}(?P<separator>[-/.])(?P<month>\d{{1,2}})(?P=separator)(?P<day>\d{{1,2}})\.?{_TIME_PART}",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d){_TIME_PART}",
        rf"{_YEAR}[年년]\s?{_NUMBER}[月월]\s?(?P<day>\d{{1,2}})[日일]{_TIME_PART}",
        rf"(?P<day>\d{{1,2}})\.\s?{_NUMBER}\.\s?{_YEAR}{_TIME_PART}",
        rf"(?P<first>\d{{1,2}})[/-](?P<other>\d{{1,2}})[/-]{_YEAR}{_TIME_PART}",
        rf"(?:[^\W\d_]+\.?,? )?{_DAY}[ -](?:de |d’|d')?{_WORD},?[ -](?:de |del )?{_YEAR}{_TIME_PART}",
        rf"(?:[^\W\d_]+\.?,? )?{_WORD} {_DAY},? {_YEAR}{_TIME_PART}",
        rf"[^\W\d_]{{3}} {_WORD} {_DAY} {_CLOCK}{_ZONE} {_YEAR}",
    )
    return tuple(
        [re.compile(form, re.ASCII if form.isascii() and "word" not in form else 0) for form in forms]
    )


_HOURS: Final = {
    "Z": 0, "ZZ": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "WIB": 7, "JST": 9, "KST": 9, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # fmt: skip
"""Abbreviations of time zones with one offset in hours; IST, BST, CST and others are ambiguous."""


_CLOCK_TOLERANCE: Final = timedelta(minutes=1)
"""How far apart the clocks of one system may be."""


class PublishedDate(NamedTuple):
    """A date as a publisher wrote it.

    `iso` is the same in ISO 8601: a date, a time without a zone, or a time with its offset. `is_iso` is true if the
    text is ISO 8601 already (with offsets such as `+0100`), `is_w3c` if it also has the narrower form that sitemaps
    require. `local` is the local time with tzinfo UTC as a placeholder, `offset` the offset from UTC, and `precision`
    the length of the span that the text stands for (a day, a minute, a second or zero).
    """

    iso: str
    is_iso: bool
    is_w3c: bool
    local: datetime
    offset: timedelta | None
    precision: timedelta

    @property
    def has_time(self) -> bool:
        """Whether the text has a time of day."""
        return self.precision < timedelta(days=1)

    @property
    def has_zone(self) -> bool:
        """Whether the text has an offset or an unambiguous zone."""
        return self.offset is not None

    def before(self, other: PublishedDate) -> bool:
        """Return whether it is before `other` in every time zone that a text without one may be in."""
        if self.offset is None and other.offset is None:
            return self._last() < other.local
        return self._latest() < other._earliest()

    def is_same_time(self, other: PublishedDate) -> bool:
        """Return whether both can be the same time, given the precision of each and the clocks of one system."""
        if not self.before(other) and not other.before(self):
            return True
        if not (self.has_time and other.has_time) or self.has_zone != other.has_zone:
            return False
        zero = timedelta(0)
        return (
            abs((self.local - (self.offset or zero)) - (other.local - (other.offset or zero)))
            < _CLOCK_TOLERANCE
        )

    def _earliest(self) -> datetime:
        return _shifted(self.local, -self.offset if self.offset is not None else -timedelta(hours=14))

    def _last(self) -> datetime:
        """Return the end of the span in local time."""
        return _shifted(self.local, max(self.precision - timedelta(microseconds=1), timedelta(0)))

    def _latest(self) -> datetime:
        return _shifted(self._last(), -self.offset if self.offset is not None else timedelta(hours=12))


def parse_published(text: str) -> PublishedDate | None:
    """Parse a text. Return None for an unknown form, a day that does not exist, or more than one reading.

    `09/12/2024` is ambiguous, `25/12/2024` and `11.11.2021` are not: with full stops the day comes first.
    """
    return _parse(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _parse(text: str) -> PublishedDate | None:
    if _COMMON.fullmatch(text) and (common := _parse_common(text)):
        return common
    if found := _ISO.fullmatch(text):
        mixed = found["hour"] is not None and bool(found["dash"]) != bool(found["colon"])
        return _published_date(found.groupdict(), is_iso=not mixed)
    plain = " ".join(text.split())
    for form in _patterns():
        if (found := form.fullmatch(plain)) and (parts := _with_month_number(found.groupdict())):
            return _published_date(parts, is_iso=False)
    return None


def _parse_common(text: str) -> PublishedDate | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    iso = f"{text[:-1]}+00:00" if text[-1] == "Z" else text
    precision = timedelta(0) if "." in text else timedelta(seconds=1)
    return PublishedDate(iso, True, True, moment.replace(tzinfo=UTC), moment.utcoffset(), precision)


def _with_month_number(parts: dict[str, str | None]) -> dict[str, str | None] | None:
    """Return the parts with a number for the month; None if the month is unknown or ambiguous."""
    if (word := parts.get("word")) is not None:
        month = _months().get(word.lower())
        return {**parts, "month": str(month)} if month else None
    if (first := parts.get("first")) is not None and (other := parts.get("other")) is not None:
        if int(first) > 12 or first == other:
            return {**parts, "day": first, "month": other}
        return {**parts, "day": other, "month": first} if int(other) > 12 else None
    return parts


def _published_date(parts: dict[str, str | None], *, is_iso: bool) -> PublishedDate | None:
    fraction = (parts.get("fraction") or "")[1:7]
    hour, second = parts.get("hour"), parts.get("second")
    midnight = hour == "24" and not parts.get("half")
    try:
        year, month, day = (int(parts[name] or 0) for name in ("year", "month", "day"))
        local = datetime(
            year,
            month,
            day,
            0 if midnight else _hour(int(hour or 0), parts.get("half")),
            int(parts.get("minute") or 0),
            # A leap second is treated as the second before it, which is close enough for an article.
            59 if second == "60" else int(second or 0),
            int(fraction.ljust(6, "0")) if fraction else 0,
            tzinfo=UTC,
        )
        if midnight:
            local = _end_of_day(local)
        offset = _offset(parts.get("zone")) if hour else None
    except (ValueError, OverflowError):
        return None
    if hour is None:
        w3c = is_iso and bool(parts.get("dash"))
        return PublishedDate(local.date().isoformat(), is_iso, w3c, local, None, timedelta(days=1))
    precision = (
        timedelta(minutes=1) if second is None else timedelta(seconds=1) if not fraction else timedelta(0)
    )
    zone = "" if offset is None else "+00:00" if not offset else offset_text(offset)
    clock = local.replace(microsecond=0, tzinfo=None).isoformat()
    iso = f"{clock}{'.' if fraction else ''}{fraction}{zone}"
    written = parts.get("zone") or ""
    w3c = is_iso and bool(parts.get("dash")) and (written == "Z" or ":" in written) and not midnight
    return PublishedDate(iso, is_iso, w3c, local, offset, precision)


def _end_of_day(day: datetime) -> datetime:
    """Return the time that 24:00 stands for, the start of the next day. Raises ValueError for 24:01 and later."""
    if day.time() != time():
        raise ValueError("24:00:00 is the only time with hour 24")
    return day + timedelta(days=1)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("a 12-hour clock has the hours 1 to 12")
    return hour % 12 + (12 if half in "Pp" else 0)


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    named = zone.rstrip("+-:0123456789")
    figures = zone[len(named) :]
    if not figures:
        hours = _HOURS.get(named)
        return None if hours is None else timedelta(hours=hours)
    digits = figures[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > 15 or int(digits[2:]) > 59:
        raise ValueError("no time zone has this offset")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -ahead if figures[0] == "-" else ahead


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment


@cache
def _months() -> dict[str, int]:
    table = tomllib.loads(Path(__file__).with_name("months.toml").read_text("utf-8"))
    return {
        name: number
        for months in table.values()
        for number, names in enumerate(months, 1)
        for name in names.split()
    }
