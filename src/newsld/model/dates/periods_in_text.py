"""Find the periods in words of an English text: weekends, seasons, quarters, holidays, ranges, ends of weeks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from newsld.model.dates.calendar_words import CalendarWords
from newsld.model.dates.clauses import Clauses
from newsld.model.dates.found_dates import (
    YEAR,
    FoundDate,
    always,
    at_distance,
    compiled,
    end_of_unit,
    in_reach,
    unit_around,
)
from newsld.model.dates.holidays_in_text import find_holidays
from newsld.model.dates.quarters_in_text import find_centuries, find_quarters
from newsld.model.dates.ranges_in_text import find_ranges
from newsld.model.dates.spans_in_text import find_spans
from newsld.model.dates.weekdays_in_text import find_placed_weekdays

_SEASONS: Final = {
    "spring": (21, 3),
    "summer": (22, 6),
    "autumn": (23, 9),
    "fall": (23, 9),
    "winter": (24, 12),
}
"""The EDTF code of a season, and the month that it begins with in the north."""


def find_periods(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield the periods of an English text; its clauses say if an offset is in one about the future."""
    is_future = clauses.is_future
    yield from find_ranges(text, words, clauses)
    yield from _weekends(text, is_future)
    yield from _ends(text, words)
    yield from _seasons(text, is_future)
    yield from find_quarters(text, words, is_future)
    yield from find_centuries(text)
    yield from find_holidays(text, is_future)
    yield from find_placed_weekdays(text, words, clauses)
    yield from find_spans(text, words, clauses)
    yield from _months_of_years(text, words)
    yield from _ahead(text, words, is_future)
    yield from _next_to_others(text, words)
    yield from _overnight(text, is_future)
    yield from _of_that_year(text, words)
    yield from _hours(text)


def _weekends(text: str, is_future: Callable[[int], bool]) -> Iterator[FoundDate]:
    pattern = compiled(
        r"(?<!\w)(?:(?:over|at|during|on|throughout|(?P<ahead>ahead of|for|by|until|before|into)|after|since) the "
        r"(?P<past>past |last )?(?P<next>coming |next )?"
        r"|(?P<last>last )|(?P<this>this )(?P<gone>past )?(?P<soon>coming )?|(?P<after>next )|the (?=weekend[’']s ))"
        r"weekend(?!\w| of\b| before\b| after\b)",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        is_past = bool(match["past"] or match["last"] or match["gone"])
        ahead = bool(match["next"] or match["soon"] or match["after"] or match["ahead"]) or (
            not is_past and is_future(match.start())
        )

        is_next = bool(match["after"])

        def work_out(
            published: date, ahead: bool = ahead, is_past: bool = is_past, is_next: bool = is_next
        ) -> str:
            saturday = published - timedelta((published.weekday() - 5) % 7)
            if ahead and (published.weekday() < 5 or is_next):
                saturday += timedelta(7)
            elif is_past and published.weekday() > 4:
                saturday -= timedelta(7)
            return f"{saturday}/{saturday + timedelta(1)}"

        yield in_reach(match, "period", work_out)


def _ends(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield the beginning and the end of a week, month or year: in a deadline the last day of a week, otherwise all."""
    pattern = compiled(
        r"(?<!\w)(?P<deadline>(?:by|before|until|till) )?(?:at )?(?:the )?"
        r"(?:(?:very )?(?:end|start|beginning|middle) of "
        r"(?:(?:the|this) (?P<this>week|month|year)|last (?P<last>week|month|year)|next (?P<next>week|month|year)"
        rf"|(?P<named>{words.month_pattern})(?:,? (?P<year>{YEAR}))?|(?P<bare>{YEAR}))"
        r"|(?P<close>year(?:’s|'s)?[ -]end))(?!\w)"
    )
    for match in pattern.finditer(text):
        unit = match["this"] or match["last"] or match["next"] or ("year" if match["close"] else "")
        step = -1 if match["last"] else 1 if match["next"] else 0
        is_since = text.endswith(("since ", "Since "), 0, match.start())

        def work_out(
            published: date,
            match: re.Match[str] = match,
            unit: str = unit,
            step: int = step,
            is_since: bool = is_since,
        ) -> str:
            if match["named"]:
                number = words.month_numbers[match["named"].lower()]
                years = (published.year - 1, published.year, published.year + 1)
                near = min(years, key=lambda one: abs((one - published.year) * 12 + number - published.month))
                value = f"{match['year'] or near}-{number:02d}"
                return f"{value}-01/.." if is_since and "end of" not in match[0] else value
            is_end = match["close"] or "end of" in match[0]
            if is_since and ("start" in match[0] or "beginning" in match[0]):
                return f"{unit_around(published, unit, step).partition('/')[0]}-01-01"[:10] + "/.."
            work_out_unit = end_of_unit if match["deadline"] and is_end and unit == "week" else unit_around
            return work_out_unit(published, unit, step)

        if match["bare"]:
            yield FoundDate(match.start(), match.end(), "period", always(match["bare"]))
        elif not match["close"] or match["deadline"]:
            yield in_reach(match, "period", work_out)


def _seasons(text: str, is_future: Callable[[int], bool]) -> Iterator[FoundDate]:
    pattern = compiled(
        r"(?<!\w)(?:(?P<last>last|this past)|(?P<this>this)|(?P<next>next|this coming)"
        r"|(?P<in>(?:in|during|since|until|till|by|of|over|throughout|through|before|after|beyond)(?: the)?)) "
        r"(?:early |late |mid-?)?"
        rf"(?P<name>spring|summer|autumn|fall|winter)(?:(?: of)? (?P<year>{YEAR}))?(?![\w’'-])(?! of )"
        rf"|(?<!\w)(?P<bare>spring|summer|autumn|winter)(?: of)? (?P<bare_year>{YEAR})(?!\w)",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        name = (match["name"] or match["bare"]).lower()
        code, month = _SEASONS[name]
        year = match["year"] or match["bare_year"]
        if year:
            yield FoundDate(match.start(), match.end(), "period", always(f"{year}-{code}"))
            continue
        if name == "fall" and match["in"] and not match["in"].lower().endswith("the"):
            continue
        if match["this"]:
            yield in_reach(match, "period", partial(_season_of_year, code=code))
            continue
        is_last = match["last"] is not None
        is_ahead = (match["in"] or "").lower().startswith(("before", "beyond", "by", "till", "until"))
        ahead = bool(match["next"]) or is_ahead or (not is_last and is_future(match.start()))

        def work_out(
            published: date,
            code: int = code,
            month: int = month,
            ahead: bool = ahead,
            is_last: bool = is_last,
        ) -> str:
            if ahead:
                return f"{published.year + (published.month >= month)}-{code}"
            return f"{published.year - (published.month < month + 3 * is_last)}-{code}"

        yield in_reach(match, "period", work_out)


def _season_of_year(published: date, code: int) -> str:
    return f"{published.year}-{code}"


def _months_of_years(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield "in March last year" and "next year" after a month."""
    month = words.month_pattern
    pattern = compiled(
        rf"(?<!\w)(?P<m>{month}),? (?:of )?(?:(?P<last>last)|this|(?P<next>next)) year(?![\w’'])"
    )
    for match in pattern.finditer(text):
        number = words.month_numbers[match["m"].lower()]
        step = -1 if match["last"] else 1 if match["next"] else 0
        yield in_reach(match, "month", partial(_month_of_year, number=number, step=step))


def _month_of_year(published: date, number: int, step: int) -> str:
    return f"{published.year + step:04d}-{number:02d}"


def _ahead(text: str, words: CalendarWords, is_future: Callable[[int], bool]) -> Iterator[FoundDate]:
    """Yield days and periods after the publication: "will meet in two weeks", "in the next three months"."""
    number, unit = words.number_pattern, words.unit_pattern
    pattern = compiled(
        rf"(?<!\w)(?:in (?P<n>{number}) (?P<unit>{unit})(?P<time>[’'] time)?"
        rf"|(?:in|over|during|within|for) the (?:next|coming) (?P<n2>{number}) (?P<unit2>{unit}))(?!\w|[’'-])",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        many = match["n"] or match["n2"]
        count = int(many) if many.isdecimal() else words.numbers[many.lower()]
        name = words.units[(match["unit"] or match["unit2"]).lower()]
        if match["n2"] is None and not (
            match["time"]
            or is_future(match.start())
            or _FACED.search(text[max(0, match.start() - 60) : match.start()])
        ):
            continue

        def work_out(
            published: date, count: int = count, name: str = name, is_period: bool = bool(match["n2"])
        ) -> str | None:
            end = at_distance(published, name, count)
            return f"{published}/{end}" if is_period else end

        yield in_reach(match, "period" if match["n2"] else "relative", work_out)


_FACED: Final = re.compile(
    r"\b(?:faces?|begins?|starts?|opens?|ends?|expires?|returns?|leaves?|resumes?|votes?)\b[^.;]{0,40}\Z"
)
"""A verb in the present for what is to come: "faces an election in six weeks"."""


def _next_to_others(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield days, months and years relative to the date before them, years in brackets, and days in digits."""
    pattern = compiled(
        r"(?<!\w)(?:(?:on )?(?:the|that) (?:very )?same day|(?:earlier|later) (?:in the|that|the same) day"
        r"|(?:on |later )?that (?:day|morning|afternoon|evening|night)"
        r"|(?:by )?the (?:next|following) (?P<morning>morning|evening|afternoon|night)|the (?P<night>night) before"
        r"|(?:a few|several|two|three|four|five|six|some|many) hours later"
        r"|(?P<back>the same|that) (?P<unit>week|month|year|spring|summer|autumn|winter)"
        r"|the (?:following|next) (?P<next>week|month|year|spring|summer|autumn|winter)"
        r"|the (?:previous|preceding) (?P<past>week|month|year)|the (?P<before>month|year) before)"
        r"(?!\w|[’'])(?! (?:the|that|than)\b)"
        r"(?(night)(?! (?:he|she|it|they|we|his|her|its|their|an?|(?-i:[A-Z]))\b))"
        r"(?(before)(?! (?:last|he|she|it|they|we|his|her|its|their|an?|(?-i:[A-Z][a-z]+))\b))",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):

        def work_out(_: date | None, before: date | None, match: re.Match[str] = match) -> str | None:
            unit = match["unit"] or match["next"] or match["past"] or match["before"]
            if before is None or unit is None:
                shift = timedelta(bool(match["morning"]) - bool(match["night"]))
                return None if before is None else (before + shift).isoformat()
            step = 1 if match["next"] else 0 if match["unit"] else -1
            if unit.lower() in _SEASONS:
                return f"{before.year + step:04d}-{_SEASONS[unit.lower()][0]}"
            if unit.lower() == "week":
                return unit_around(before, "week", step)
            return at_distance(before, unit.lower(), step)

        yield FoundDate(match.start(), match.end(), "neighbor", work_out)
    pattern = compiled(
        rf"(?<=, )(?:just |only )?(?:the|{words.number_pattern}) (?:full )?{words.unit_pattern} (?:before|after)(?!\w)"
    )
    for match in pattern.finditer(text):
        yield FoundDate(match.start(), match.end(), "neighbor", always(None), is_same=True)
    for match in compiled(rf"\((?P<year>{YEAR})\)|(?<![\w.,/-])(?P<day>{YEAR}-\d\d-\d\d)(?![\w/-])").finditer(
        text
    ):
        if match["year"]:
            yield FoundDate(match.start("year"), match.end("year"), "year", always(match["year"]))
            continue
        try:
            yield FoundDate(
                match.start(), match.end(), "day", always(date.fromisoformat(match["day"]).isoformat())
            )
        except ValueError:
            continue


def _of_that_year(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield days and months of the year of the date before them: "on 12 March that year"."""
    month = words.month_pattern
    pattern = compiled(
        rf"(?<!\w)(?:(?P<d>\d{{1,2}}) )?(?P<m>{month})(?: (?P<d2>\d{{1,2}}))?,? (?:of )?(?:that|the same) year"
        r"(?!\w)"
    )
    for match in pattern.finditer(text):

        def in_that_year(_: date | None, before: date | None, match: re.Match[str] = match) -> str | None:
            if before is None:
                return None
            number, day = words.month_numbers[match["m"].lower()], match["d"] or match["d2"]
            first = date(before.year, number, int(day or 1)).isoformat()
            return first if day else first[:7]

        yield FoundDate(match.start(), match.end(), "neighbor", in_that_year)


def _hours(text: str) -> Iterator[FoundDate]:
    """Yield the days of "in the past 24 hours" and "over the last 48 hours"."""
    for match in compiled(
        r"(?<!\w)(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin) the (?:past|last|previous) "
        r"(?P<n>12|24|36|48|72)[ -]hours?(?![\w-])"
    ).finditer(text):
        yield in_reach(match, "period", partial(_days_to, days=-(-int(match["n"]) // 24)))


def _days_to(published: date, days: int) -> str:
    return f"{published - timedelta(days)}/{published}"


def _overnight(text: str, is_future: Callable[[int], bool]) -> Iterator[FoundDate]:
    """Yield the night before the day of publication, or the one after it, for "overnight" that is no adjective."""
    for match in compiled(
        r"(?<![\w-])[Oo]vernight(?=[,.;:”\"]|\s+(?:on|in|as|after|and|when)\b|\Z)"
    ).finditer(text):

        def night(published: date, step: int = -(not is_future(match.start()))) -> str:
            first = published + timedelta(step)
            return f"{first}/{first + timedelta(1)}"

        yield in_reach(match, "period", night)
