"""Find the ranges in words of an English text: "from Monday to Friday", "June 3-5", "2010 to 2012"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from newsld.model.dates.calendar_words import CalendarWords
from newsld.model.dates.clauses import Clauses
from newsld.model.dates.found_dates import YEAR, FoundDate, always, compiled, in_reach

_DASH: Final = r"(?:\s?[-–]\s?|\s+to\s+)"


def find_ranges(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield ranges of weekdays, days, months and years: "from Monday to Friday", "June 3-5", "2010 to 2012"."""
    weekday = words.weekday_pattern
    opened = r"(?:(?P<between>[Bb]etween|[Ff]rom)\s+)?"
    joint = rf"(?:{_DASH}|\s+(?:through|until)\s+|(?(between)\s+and\s+|(?!)))"
    for match in compiled(rf"(?<!\w){opened}(?P<a>{weekday}){joint}(?P<b>{weekday})(?!\w)").finditer(text):
        first, last = (words.weekday_numbers[match[key].lower()] for key in "ab")

        def weekdays(
            published: date,
            first: int = first,
            last: int = last,
            ahead: bool = clauses.is_future(match.start()) or clauses.is_planned(match.start("a")),
        ) -> str:
            length = timedelta((last - first) % 7)
            if ahead:
                begin = published + timedelta((first - published.weekday()) % 7)
                return f"{begin}/{begin + length}"
            end = published - timedelta((published.weekday() - last) % 7)
            return f"{end - length}/{end}"

        yield in_reach(match, "weekday", weekdays)
    yield from _ranges_of_days(text, words, opened, joint, clauses)


def _ranges_of_days(
    text: str, words: CalendarWords, opened: str, joint: str, clauses: Clauses
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
            yield in_reach(
                match, "day", _days_between(months, days, number, clauses.is_future(match.start()))
            )
    for match in compiled(
        rf"(?<!\w)(?P<between>[Bb]etween|[Ff]rom)\s+(?P<a>{month}){joint}(?P<b>{month})(?!\w)"
        rf"(?! \d{{1,2}}(?!\d))(?:(?: of)? (?P<shift>last|this|next) year|{year})(?!\w)"
    ).finditer(text):
        if clauses.is_habit(match.start()):
            yield FoundDate(match.start(), match.end(), "month", always(None))
        else:
            yield in_reach(match, "month", _months_between(match, words, clauses.is_future(match.start())))
    yield from _listed_days(text, words)
    left = r"(?(between) (?:until|till|to) (?:(?:he|she|it|they|his|her|its|their) )?\w+ in |(?!))"
    for match in compiled(
        rf"(?<![\w.,£$€])(?<!\d )(?<!all )(?<!hone ){opened}(?P<a>{YEAR})"
        rf"(?:{joint}(?P<b>{YEAR})|{left}(?P<c>{YEAR})|[-–/](?P<short>\d\d))(?![\w%]|[-–.,]\d)"
    ).finditer(text):
        end = match["b"] or match["c"] or match["a"][:2] + match["short"]
        if int(match["a"]) < int(end):
            yield FoundDate(match.start(), match.end(), "year", always(f"{match['a']}/{end}"))


def _listed_days(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield days of one month that are listed: "April 24 and 25", "on 1, 2 and 3 April"."""
    month = words.month_pattern
    listed = r"(?P<days>\d{1,2}(?:, \d{1,2}){0,5},? (?:and|or) \d{1,2})"
    year = rf"(?:,? (?P<year>{YEAR}))?"
    for pattern in (
        rf"(?<!\w)(?P<m>{month}) {listed}(?!\w|[.,]\d| \w+s\b){year}",
        rf"(?<![\w.,])(?<!\d )(?<=on |in ){listed} (?P<m>{month})(?!\w){year}",
    ):
        for match in compiled(pattern).finditer(text):
            number = words.month_numbers[match["m"].lower()]
            days = sorted(int(one) for one in re.findall(r"\d+", match["days"]))
            named = int(match["year"]) if match["year"] else None
            yield in_reach(match, "day", _days_of(number, days, named, is_one=" or " in match["days"]))


def _days_of(month: int, days: list[int], year: int | None, *, is_one: bool) -> Callable[[date], str | None]:
    """Return a function for an interval of days that follow each other, for a set of others, or for one of several."""

    def work_out(published: date) -> str | None:
        try:
            years = (year,) if year else (published.year - 1, published.year, published.year + 1)
            near = min((date(one, month, days[0]) for one in years), key=lambda one: abs(one - published))
            all_days = [near.replace(day=one).isoformat() for one in days]
        except ValueError:
            return None
        if not is_one and days == list(range(days[0], days[-1] + 1)):
            return f"{all_days[0]}/{all_days[-1]}"
        return f"[{','.join(all_days)}]" if is_one else "{" + ",".join(all_days) + "}"

    return work_out


def _days_between(
    months: list[int], days: list[int], year: int | None, ahead: bool
) -> Callable[[date], str | None]:
    """Return a function for the nearest days, or for the next ones in a clause about the future."""

    def work_out(published: date) -> str | None:
        try:
            ends = [
                [date(one, month, day) for month, day in zip(months, days, strict=True)]
                for one in ((year,) if year else (published.year - 1, published.year, published.year + 1))
            ]
        except ValueError:
            return None
        ends = [pair for pair in ends if ahead and pair[-1] >= published] or ends
        first, last = min(ends, key=lambda pair: abs(pair[0] - published))
        return f"{first}/{last}" if first < last else None

    return work_out


def _months_between(match: re.Match[str], words: CalendarWords, ahead: bool) -> Callable[[date], str | None]:
    first, last = (words.month_numbers[match[key].lower()] for key in "ab")
    named = int(match["year"]) if match["year"] else None

    def work_out(published: date) -> str:
        shift = {"last": -1, "this": 0, "next": 1}.get(match["shift"] or "")
        year = named if shift is None else published.year + shift
        gone = published.year if last <= published.month or first <= published.month else published.year - 1
        end = year or (published.year + (last < published.month) if ahead else gone)
        return f"{end - (first > last):04d}-{first:02d}/{end:04d}-{last:02d}"

    return work_out
