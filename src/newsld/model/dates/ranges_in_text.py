"""Find the ranges in words of an English text: "from Monday to Friday", "June 3-5", "2010 to 2012"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from newsld.model.dates.calendar_words import CalendarWords
from newsld.model.dates.found_dates import YEAR, FoundDate, always, compiled, in_reach

_DASH: Final = r"(?:\s?[-–]\s?|\s+to\s+)"


def find_ranges(text: str, words: CalendarWords, is_future: Callable[[int], bool]) -> Iterator[FoundDate]:
    """Yield ranges of weekdays, days, months and years: "from Monday to Friday", "June 3-5", "2010 to 2012"."""
    weekday = words.weekday_pattern
    opened = r"(?:(?P<between>[Bb]etween|[Ff]rom)\s+)?"
    joint = rf"(?:{_DASH}|\s+(?:through|until)\s+|(?(between)\s+and\s+|(?!)))"
    for match in compiled(rf"(?<!\w){opened}(?P<a>{weekday}){joint}(?P<b>{weekday})(?!\w)").finditer(text):
        first, last = (words.weekday_numbers[match[key].lower()] for key in "ab")

        def weekdays(
            published: date, first: int = first, last: int = last, ahead: bool = is_future(match.start())
        ) -> str:
            length = timedelta((last - first) % 7)
            if ahead:
                begin = published + timedelta((first - published.weekday()) % 7)
                return f"{begin}/{begin + length}"
            end = published - timedelta((published.weekday() - last) % 7)
            return f"{end - length}/{end}"

        yield in_reach(match, "weekday", weekdays)
    yield from _ranges_of_days(text, words, opened, joint, is_future)


def _ranges_of_days(
    text: str, words: CalendarWords, opened: str, joint: str, is_future: Callable[[int], bool]
) -> Iterator[FoundDate]:
    month = words.month_pattern
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    year = rf"(?:,? (?P<year>{YEAR}))?"
    for pattern in (
        rf"(?<!\w){opened}(?P<ma>{month}) (?P<a>{day}){joint}(?:(?P<mb>{month}) )?(?P<b>{day})(?!\w|[.,]\d){year}",
        rf"(?<![\w.,]){opened}(?P<a>{day})(?: (?P<ma>{month}))?{joint}(?P<b>{day}) (?P<mb>{month})(?!\w){year}",
    ):
        for match in compiled(pattern).finditer(text):
            months = [
                words.month_numbers[(match[key] or match[other]).lower()]
                for key, other in (("ma", "mb"), ("mb", "ma"))
            ]
            days = [int(re.sub(r"\D", "", match[key])) for key in "ab"]
            number = int(match["year"]) if match["year"] else None
            yield in_reach(match, "day", _days_between(months, days, number))
    for match in compiled(
        rf"(?<!\w)(?P<between>[Bb]etween|[Ff]rom)\s+(?P<a>{month}){joint}(?P<b>{month})(?!\w)(?! \d{{1,2}}(?!\d)){year}"
    ).finditer(text):
        yield in_reach(match, "month", _months_between(match, words, is_future(match.start())))
    left = r"(?(between) (?:until|till|to) (?:(?:he|she|it|they|his|her|its|their) )?\w+ in |(?!))"
    for match in compiled(
        rf"(?<![\w.,£$€]){opened}(?P<a>{YEAR})(?:{joint}(?P<b>{YEAR})|{left}(?P<c>{YEAR})|[-–](?P<short>\d\d))(?![\w%]|[-–.,]\d)"
    ).finditer(text):
        end = match["b"] or match["c"] or match["a"][:2] + match["short"]
        if int(match["a"]) < int(end):
            yield FoundDate(match.start(), match.end(), "year", always(f"{match['a']}/{end}"))


def _days_between(months: list[int], days: list[int], year: int | None) -> Callable[[date], str | None]:
    def work_out(published: date) -> str | None:
        try:
            ends = [
                [date(one, month, day) for month, day in zip(months, days, strict=True)]
                for one in ((year,) if year else (published.year - 1, published.year, published.year + 1))
            ]
        except ValueError:
            return None
        first, last = min(ends, key=lambda pair: abs(pair[0] - published))
        return f"{first}/{last}" if first < last else None

    return work_out


def _months_between(match: re.Match[str], words: CalendarWords, ahead: bool) -> Callable[[date], str | None]:
    first, last = (words.month_numbers[match[key].lower()] for key in "ab")
    year = int(match["year"]) if match["year"] else None

    def work_out(published: date) -> str:
        gone = published.year if last <= published.month or first <= published.month else published.year - 1
        end = year or (published.year + (last < published.month) if ahead else gone)
        return f"{end - (first > last):04d}-{first:02d}/{end:04d}-{last:02d}"

    return work_out
