"""Find the spans of an English text with a day or month at one end: "the year to May 2024", "the week of June 2"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from newsld.model.dates.calendar_words import CalendarWords
from newsld.model.dates.clauses import Clauses
from newsld.model.dates.found_dates import YEAR, FoundDate, compiled, in_reach, month_after, unit_around


def find_spans(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield weeks of a day, and the days, weeks, months and years up to a day or a month."""
    yield from _weeks_of(text, words)
    yield from _months_to(text, words, clauses)
    yield from _spans_to(text, words)
    yield from _first_months(text, words)
    yield from _same_spans(text)
    yield from _weeks_of_months(text, words)


def _weeks_of(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield "in the week of June 2"."""
    month = words.month_pattern
    pattern = compiled(
        r"(?<!\w)(?:in |during |for |by )?the week (?:of|beginning|starting|(?P<end>ending))(?: on)? "
        rf"(?:(?P<m>{month}) (?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{month}))(?!\w)(?:,? (?P<year>{YEAR}))?"
    )
    for match in pattern.finditer(text):
        number = words.month_numbers[(match["m"] or match["m2"]).lower()]
        day = int(match["d"] or match["d2"])

        def week(
            published: date, match: re.Match[str] = match, number: int = number, day: int = day
        ) -> str | None:
            years = (
                (int(match["year"]),)
                if match["year"]
                else (published.year - 1, published.year, published.year + 1)
            )
            try:
                near = min((date(one, number, day) for one in years), key=lambda one: abs(one - published))
            except ValueError:
                return None
            first = near - timedelta(6) if match["end"] else near
            return f"{first}/{first + timedelta(6)}"

        yield in_reach(match, "period", week)


def _months_to(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield "in the year to May 2024"."""
    month = words.month_pattern
    pattern = compiled(
        rf"(?<!\w)(?:in |during |for |over )?(?:the )?(?:(?P<n>{words.number_pattern}) (?P<units>months|years)"
        r"|(?P<unit>year|month)) (?:to|ending|ended)(?: in| the end of| on)? "
        rf"(?:(?:2[89]|3[01]) )?(?P<m>{month})(?!\w)(?: (?:2[89]|3[01])(?!\d))?(?! \d{{1,2}}(?!\d))"
        rf"(?:,? (?P<year>{YEAR}))?"
    )
    for match in pattern.finditer(text):
        number = words.month_numbers[match["m"].lower()]
        many = match["n"]
        count = 1 if many is None else int(many) if many.isdecimal() else words.numbers[many.lower()]
        count *= 12 if "year" in (match["unit"] or match["units"]) else 1

        ahead = " ended" not in match[0] and clauses.is_future(match.start(), after=70)

        def months(
            published: date,
            match: re.Match[str] = match,
            number: int = number,
            count: int = count,
            ahead: bool = ahead,
        ) -> str:
            gone = number > published.month and not ahead
            year = (
                int(match["year"])
                if match["year"]
                else published.year - gone + (ahead and number < published.month)
            )
            last = date(year, number, 1)
            return f"{month_after(last, 1 - count)}/{month_after(last, 0)}"

        yield in_reach(match, "period", months)


def _spans_to(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield the weeks and months that end with a day: "in the 13 weeks to 2 May", "the six months ended Aug. 12"."""
    month = words.month_pattern
    pattern = compiled(
        rf"(?<!\w)(?:in |during |for |over )?the (?:(?P<n>{words.number_pattern}) (?P<unit>days|weeks|months)"
        r"|(?P<one>week|month|quarter|(?:financial |fiscal )?year))(?:,)? (?:to|ending|ended|through)(?: on)? "
        rf"(?:(?P<m>{month}) (?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{month}))(?!\w)(?:,? (?P<year>{YEAR}))?"
    )
    for match in pattern.finditer(text):
        number = words.month_numbers[(match["m"] or match["m2"]).lower()]
        day, many = int(match["d"] or match["d2"]), match["n"]
        count = 1 if many is None else int(many) if many.isdecimal() else words.numbers[many.lower()]
        unit = match["unit"] or match["one"]

        def span(  # noqa: PLR0917
            published: date,
            match: re.Match[str] = match,
            number: int = number,
            day: int = day,
            count: int = count,
            unit: str = unit,
        ) -> str | None:
            years = (
                [int(match["year"])]
                if match["year"]
                else [published.year - 1, published.year, published.year + 1]
            )
            try:
                last = min((date(one, number, day) for one in years), key=lambda one: abs(one - published))
            except ValueError:
                return None
            if "ended" in match[0] and last > published and not match["year"]:
                last = last.replace(year=last.year - 1)
            if unit.startswith(("day", "week")):
                return f"{last - timedelta(count * (7 if unit.startswith('week') else 1) - 1)}/{last}"
            back = count * (12 if unit.endswith("year") else 3 if unit == "quarter" else 1)
            following = last + timedelta(1)
            if following.day == 1:  # whole months
                return f"{month_after(last, 1 - back)}/{month_after(last, 0)}"
            first = month_after(following, -back)
            return f"{first}-{min(following.day, 28):02d}/{last}"

        yield in_reach(match, "period", span)


def _first_months(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield the first or last months of a year: "in the first nine months of the year"."""
    for match in compiled(
        rf"(?<!\w)(?:in |during |for |over |through )?the (?P<side>first|last) (?P<n>{words.number_pattern}) months of "
        rf"(?:(?P<year>{YEAR})|(?:the|this) year|(?P<last>last year))(?!\w)",
        re.IGNORECASE,
    ).finditer(text):
        many = match["n"]
        count = int(many) if many.isdecimal() else words.numbers[many.lower()]
        first, last = (1, count) if match["side"].lower() == "first" else (13 - count, 12)

        def work_out(
            published: date, match: re.Match[str] = match, first: int = first, last: int = last
        ) -> str | None:
            year = int(match["year"]) if match["year"] else published.year - bool(match["last"])
            return f"{year}-{first:02d}/{year}-{last:02d}" if 1 <= first < last <= 12 else None

        yield in_reach(match, "period", work_out)


def _weeks_of_months(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield "the third week of March", seven days of the month, and "the week before last"."""
    pattern = compiled(
        r"(?<!\w)(?:in |during |by |until |since )?the (?:(?P<nth>first|second|third|fourth)|last) week (?:of|in) "
        rf"(?P<month>{words.month_pattern})(?:,? (?P<year>{YEAR}))?(?!\w)"
    )
    for match in pattern.finditer(text):
        number = words.month_numbers[match["month"].lower()]

        def week(published: date, match: re.Match[str] = match, number: int = number) -> str:
            years = (published.year - 1, published.year, published.year + 1)
            near = min(years, key=lambda one: abs((one - published.year) * 12 + number - published.month))
            year = int(match["year"]) if match["year"] else near
            nth = ("first", "second", "third", "fourth").index(match["nth"]) if match["nth"] else None
            day = monthrange(year, number)[1] - 6 if nth is None else 1 + 7 * nth
            first = date(year, number, day)
            return f"{first}/{first + timedelta(6)}"

        yield in_reach(match, "period", week)
    for match in compiled(
        r"(?<!\w)(?:in )?the (?P<unit>week|month|year) before last(?!\w)", re.IGNORECASE
    ).finditer(text):
        yield in_reach(match, "period", partial(unit_around, unit=match["unit"].lower(), step=-2))


def _same_spans(text: str) -> Iterator[FoundDate]:
    """Yield the period before, a year earlier or in a named year: "in the same period last year"."""
    for match in compiled(
        r"(?<!\w)(?:in |from |for |during )?the (?:(?:same|corresponding|equivalent) (?:period|quarter|half|months"
        r"|weeks?)"
        rf" (?:(?:of|in) (?:(?P<year>{YEAR})|last year|the previous year)|last year|a year (?:earlier|ago|before)"
        r"|the (?:previous year|year before))|(?:year-earlier|year-ago|prior-year) (?:period|quarter|half))(?!\w)",
        re.IGNORECASE,
    ).finditer(text):
        year = int(match["year"]) if match["year"] else None

        def work_out(published: date, year: int | None = year) -> str:
            return f"{year or published.year - 1:04d}"

        def lean(span: str, year: int | None = year) -> str:
            back = 1 if year is None else int(span[-10:].rpartition("/")[2][:4]) - year
            return compiled(r"\d{4}(?=-|\Z)").sub(lambda one: f"{int(one[0]) - back:04d}", span)

        yield in_reach(match, "period", work_out)._replace(lean=lean)
