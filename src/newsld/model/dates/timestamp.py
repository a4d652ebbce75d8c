"""RFC 3339 timestamps with an offset."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Literal

from newsld.syntax.patterns import lazy_pattern

Reason = Literal["naive", "malformed", "impossible"]

_TIMESTAMP = lazy_pattern(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_NAIVE = lazy_pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?P<time>[Tt][0-9]{2}:[0-9]{2}(?P<seconds>:[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_MINUTES_ONLY = lazy_pattern(r"[0-9-]{10}[Tt][0-9]{2}:[0-9]{2}(?:[Zz]|[+-][0-9]{2}:[0-9]{2})")
_NO_COLON = lazy_pattern(r".{10}[Tt][0-9:.]{8,}[+-][0-9]{4}")
_SPACED = lazy_pattern(r"[0-9-]{10} [0-9]{2}:[0-9]{2}.*", re.DOTALL)


class BadDate(ValueError):
    """A text is not a date of the required form; the message says how to fix it.

    `reason` is `naive` (no offset), `impossible` (the form is valid, but the day or time does not exist) or
    `malformed`.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason

    def __reduce__(self) -> tuple[type[BadDate], tuple[Reason, str]]:
        return BadDate, (self.reason, str(self))


class Timestamp(str):
    """An RFC 3339 date and time with an offset, exactly as written: `2025-03-04T18:20:00+00:00`.

    Any number of digits may follow the second; `t` and `z` may be lower case; the separator is never a space. A leap
    second (`:60`) is valid only at 23:59:60 UTC on the last day of a month. The constructor raises BadDate for any
    other text. Timestamps are equal if their texts are; to compare times use `to_datetime()`.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Timestamp:
        """Validate the text. Raises BadDate."""
        _to_datetime(text)
        return super().__new__(cls, text)

    def to_datetime(self) -> datetime:
        """Return the aware datetime, to the microsecond; for a leap second, the second after it."""
        return _to_datetime(self)


def parse_timestamp(text: str) -> Timestamp:
    """Return `text` as a timestamp. Raises BadDate."""
    return text if isinstance(text, Timestamp) else Timestamp(text)


def with_zone(text: str, zone: str) -> str:
    """Return a naive `YYYY-MM-DDTHH:MM[:SS[.f]]` as a timestamp with the offset of `zone` at that time.

    `zone` is a name of the IANA time zone database (`Europe/Berlin`); an unknown one raises
    zoneinfo.ZoneInfoNotFoundError (a KeyError) or ValueError. A text with an offset is returned as it is.
    Raises BadDate as `parse_timestamp` does, with `naive` also for a time that occurs twice or a date without a time,
    and `impossible` for a time that is skipped when clocks go forward.
    """
    found = _NAIVE.fullmatch(text)
    if found is None:
        return parse_timestamp(text)
    if found["time"] is None:
        raise BadDate("naive", f"{text} has no time of day; add one, as in {text}T00:00:00+00:00")
    from zoneinfo import ZoneInfo

    whole = text if found["seconds"] else f"{text}:00"
    local = _to_datetime(f"{whole}Z").replace(tzinfo=ZoneInfo(zone))
    offset, later = local.utcoffset() or timedelta(0), local.replace(fold=1).utcoffset()
    if offset != later:
        if later is not None and later > offset:
            raise BadDate("impossible", f"{text} does not exist in {zone}: clocks went forward")
        raise BadDate(
            "naive",
            f"{text} occurs twice in {zone}; add its offset: {offset_text(offset)} is that of the first",
        )
    if offset % timedelta(minutes=1):
        raise BadDate("naive", f"the offset of {zone} at {text} is not in whole minutes; add an offset")
    return whole + offset_text(offset)


def offset_text(offset: timedelta) -> str:
    """Return an offset from UTC as in RFC 3339: `+05:30`."""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=8192)
def _to_datetime(text: str) -> datetime:
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        raise _invalid(text)
    year, month, day, hour, minute, second = map(int, found.group(1, 2, 3, 4, 5, 6))
    fraction, sign, hours, minutes = found.group(7, 8, 9, 10)
    zone: timezone = UTC
    if sign:
        if int(hours) > 23 or int(minutes) > 59:
            raise BadDate("impossible", f"{text} has an impossible offset; the limit is 23:59")
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-ahead if sign == "-" else ahead)
    micro = int(fraction[1:7].ljust(6, "0")) if fraction else 0
    leap = second == 60
    try:
        moment = datetime(year, month, day, hour, minute, second - leap, micro, zone)
        if leap:
            utc = moment.astimezone(UTC)
            if (utc.hour, utc.minute, utc.day) != (23, 59, monthrange(utc.year, utc.month)[1]):
                raise BadDate(
                    "impossible", f"{text} is not a leap second: they are the last second of a month"
                )
            moment += timedelta(seconds=1)
    except BadDate:
        raise
    except (ValueError, OverflowError):
        raise BadDate("impossible", f"{text} does not exist: {_impossible(found)}") from None
    return moment


def _impossible(found: re.Match[str]) -> str:
    """Return which part of a timestamp, whose form is right, is impossible."""
    year, month, day, hour, minute, second = map(int, found.group(1, 2, 3, 4, 5, 6))
    if not 1 <= month <= 12:
        return "months go from 01 to 12"
    if hour > 23:
        return "hours go from 00 to 23"
    if minute > 59 or second > 60:
        return f"{'minutes' if minute > 59 else 'seconds'} go from 00 to 59"
    if not year or not 1 <= day <= monthrange(year, month)[1]:
        return f"the {'calendar has no year 0000' if not year else f'month has no day {day:02d}'}"
    return "it is out of range, which ends with the year 9999"


def _invalid(text: str) -> BadDate:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    found = _NAIVE.fullmatch(text)
    if found is not None and found["time"] is None:
        return BadDate("naive", f"{shown} has no time and no offset; add both, as in {shown}T18:20:00+01:00")
    if found is not None:
        seconds = "" if found["seconds"] else ":00"
        return BadDate(
            "naive",
            f"{shown} has no offset; add that of its time zone, as in {shown}{seconds}+01:00",
        )
    if _MINUTES_ONLY.fullmatch(text):
        return BadDate("malformed", f"{shown} has no seconds; write {text[:16]}:00{text[16:]}")
    if _NO_COLON.fullmatch(text):
        return BadDate("malformed", f"{shown} has an offset without a colon; write {text[:-2]}:{text[-2:]}")
    if _SPACED.fullmatch(text):
        return BadDate("malformed", f"{shown} has a space between date and time; write T instead")
    return BadDate(
        "malformed", f"“{shown}” is not an RFC 3339 timestamp; write it as 2025-03-04T18:20:00+00:00"
    )
