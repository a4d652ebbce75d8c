"""Write dates in English, and parse the English forms."""

from __future__ import annotations

import re
from functools import lru_cache

from newsld.model.dates.edtf import DATE, Edtf
from newsld.model.dates.timestamp import BadDate, Timestamp
from newsld.syntax.patterns import lazy_pattern

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = (
    "spring", "summer", "autumn", "winter",
    "northern spring", "northern summer", "northern autumn", "northern winter",
    "southern spring", "southern summer", "southern autumn", "southern winter",
    "the first quarter of", "the second quarter of", "the third quarter of", "the fourth quarter of",
    "the first four months of", "the middle four months of", "the last four months of",
    "the first half of", "the second half of",
)  # fmt: skip
_QUALIFIED = {"?": "probably ", "~": "about ", "%": "probably about "}

_TIMED = lazy_pattern(r"([0-9-]{10})[Tt]([0-9]{2}:[0-9]{2})(?::00(?![.0-9])|(:[0-9.]+))([Zz]|[+-][0-9:]+)?")
_MONTH = "|".join(MONTHS)
_WORDS = lazy_pattern(
    rf"(?:(?:(?P<day>[0-9]{{1,2}}) )?(?P<month>{_MONTH}) (?P<year>[0-9]{{4}})"
    rf"|(?P<us_month>{_MONTH}) (?P<us_day>[0-9]{{1,2}}), (?P<us_year>[0-9]{{4}}))"
    r"(?:, (?P<time>[0-9]{2}:[0-9]{2})(?P<seconds>:[0-9.]+)?(?P<zone> UTC(?:[+-][0-9:]+)?)?)?"
)


def format_english(when: Edtf | Timestamp) -> str:
    """Return a date in English: “4 March 2025”, “since 27 November 2024”, “about 1984”.

    `parse_english` reverses it for plain dates and date-times. A date without a plain English form (`1XXX-12`) is
    returned as it is.
    """
    return _in_words(str(when))


@lru_cache(maxsize=4096)  # the stories of an archive are about the same days
def _in_words(text: str) -> str:
    timed = _TIMED.fullmatch(text)
    if timed:
        day, clock, seconds, zone = timed.groups()
        offset = "" if not zone else " UTC" if zone in "Zz" else f" UTC{zone}"
        return f"{_date_in_words(day)}, {clock}{seconds or ''}{offset}"
    if "/" in text:
        return _interval_in_words(*text.split("/"))
    if text[0] in "[{":
        return _set_in_words(text)
    return _date_in_words(text)


def parse_english(text: str) -> Edtf | None:
    """Parse “4 March 2025”, “March 4, 2025”, “March 2025”, “2025” or EDTF. Return None for any other text.

    It reverses `format_english` for plain dates and date-times. A day that does not exist (“31 February 2025”) is None.
    """
    found = _WORDS.fullmatch(text)
    try:
        if found is None:
            return Edtf(text)
        month = MONTHS.index(found["month"] or found["us_month"]) + 1
        day = found["day"] or found["us_day"]
        written = f"{found['year'] or found['us_year']}-{month:02d}" + (f"-{int(day):02d}" if day else "")
        if found["time"]:
            zone = (found["zone"] or "").removeprefix(" UTC") or ("Z" if found["zone"] else "")
            written += f"T{found['time']}{found['seconds'] or ':00'}{zone}"
        return Edtf(written)
    except BadDate:
        return None


def _interval_in_words(first: str, last: str) -> str:
    if first and first == last:
        return _date_in_words(first)
    if first in ("", ".."):
        return f"until {_date_in_words(last)}" + ("" if first else " (start not known)")
    if last == "..":
        return f"since {_date_in_words(first)}"
    if not last:
        return f"from {_date_in_words(first)} (end not known)"
    return f"{_date_in_words(first)} to {_date_in_words(last)}"


def _set_in_words(text: str) -> str:
    members = [_member_in_words(member) for member in text[1:-1].split(",")]
    if len(members) == 1:
        return members[0]
    joint = " or " if text[0] == "[" else " and "
    return ", ".join(members[:-1]) + joint + members[-1]


def _member_in_words(member: str) -> str:
    first, dots, last = member.partition("..")
    if not dots:
        return _date_in_words(first)
    if first and last:
        return f"{_date_in_words(first)} to {_date_in_words(last)}"
    on = "on" if (first or last).count("-", 1) == 2 else "in"
    return f"{on} or {'before' if last else 'after'} {_date_in_words(first or last)}"


def _date_in_words(text: str) -> str:
    found = DATE.fullmatch(text)
    if found is None:
        return text
    marks = found.group("y0", "y1", "m0", "m1", "d0", "d1")
    given = [mark for mark in marks if mark]
    whole = found["d1"] if found["day"] else found["m1"] if found["month"] else found["y1"] or found["y0"]
    if given and (len(given) > 1 or not whole):
        return text
    bare = _bare_in_words(found)
    return text if bare is None else (_QUALIFIED[whole] if whole else "") + bare


def _bare_in_words(found: re.Match[str]) -> str | None:
    """Return the date in English without its qualifiers, or None if English has no words for it."""
    year = _year_in_words(found)
    month, day = found["month"], found["day"]
    if year is None or not month:
        return year
    if "X" in found["year"]:
        return None
    if month == "XX":
        return f"{year} (month not known)" if day in (None, "XX") else None
    if "X" in month:
        return None
    if int(month) > 12:
        return f"{_PARTS[int(month) - 21]} {year}"
    named = f"{MONTHS[int(month) - 1]} {year}"
    if day == "XX":
        return f"{named} (day not known)"
    if day and "X" in day:
        return None
    return f"{int(day)} {named}" if day else named


def _year_in_words(found: re.Match[str]) -> str | None:
    year, significant = found["year"], found["s1"]
    if year is None or significant:
        return None
    if year.startswith("-"):
        return None if "X" in year else f"{int(year[1:]) + 1} BC"
    if "X" not in year:
        return str(year)
    if re.fullmatch(r"[0-9]{3}X", year):
        return f"the {year[:3]}0s"
    if re.fullmatch(r"[0-9]{2}XX", year):
        return f"some year from {year[:2]}00 to {year[:2]}99"
    return None
