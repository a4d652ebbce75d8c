"""Find the dates in words of a text, and work them out from the day of publication: "on Tuesday", "a day earlier"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from newsld.model.dates.calendar_words import ENGLISH, CalendarWords, calendar_words
from newsld.model.dates.clauses import Clauses
from newsld.model.dates.found_dates import (
    DateRule,
    FoundDate,
    Resolve,
    always,
    at_distance,
    compiled,
    opens_time,
    unit_around,
)
from newsld.model.dates.months_in_text import find_months, find_years
from newsld.model.dates.periods_in_text import find_periods
from newsld.model.dates.quoted_days import day_of_speech
from newsld.model.dates.weekdays_in_text import find_weekdays
from newsld.syntax.patterns import lazy_pattern

_YEAR: Final = lazy_pattern(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)")
_FAR: Final = 90
"""The most days between a day without its year and the publication at which the tense does not matter."""
_CLOSE: Final = 40
"""The most characters before an expression in which words that say which one is meant are looked for."""
_COARSE: Final = lazy_pattern(r"(?!0000)\d{4}(?:-(?:0\d|1[0-2]))?")
_EARLIER: Final = lazy_pattern(r"\byears? (?:earlier|before|previously|later)\b", re.IGNORECASE)
"""A distance in years that keeps the month it leans on: "rose in January from a year earlier"."""
_YEARLY: Final = lazy_pattern(r"\b(?:months?|years?|spring|summer|autumn|winter)\b", re.IGNORECASE)
_DECADES: Final = lazy_pattern(r"\b(?:years|decades?|century|centuries) (?:later|after)\b", re.IGNORECASE)
"""What leans on a year that the text states, also in another paragraph: years after the publication are to come."""
_POINTS_BACK: Final = lazy_pattern(
    r"(?:that|the same) (?:week|month|year)|(?:that|the (?:same|next|following)) (?:spring|summer|autumn|winter)"
    r"|.* hours later|.* (?:that|the same) year",
    re.IGNORECASE,
)
"""What leans on a date that the text states, and not on the day of publication."""
_OPENER: Final = lazy_pattern(r"(?<!\w)(between|from)\s+(?:(?:early|late|mid)[ -])?", re.IGNORECASE)
_JOINTS: Final = {
    "between": ("and", "and the"),
    "from": ("to", "until", "till", "through", "up to", "–", "-"),
}
"""What joins two dates to one range after "between" and "from"."""
_NEAR_END: Final = lazy_pattern(r"[ -]?\b(?:early|late|mid)[ -]?\Z")
_UNTIL_EVENT: Final = lazy_pattern(
    r"(?:until|till|to) (?:(?:his|her|its|their|the|he|she|it|they) )?\w+(?: in| on)?"
)
"""What joins two dates with an event between them: "from May 2011 until her death in 2020"."""
_SPAN: Final = lazy_pattern(r"[\d-]{7,10}/[\d-]{7,10}|\d{4}-(?:3[3-6]|4[01])")
"""A period of several months or weeks, or a part of a year."""
_PLAIN: Final = lazy_pattern(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_PARTS_AGO: Final = lazy_pattern(
    r"(?<!\w)(?P<part>half a|a quarter of a|a quarter|three quarters of a)"
    r" (?:(?P<decade>decade)|century)(?: or so)? ago\b",
    re.IGNORECASE,
)
_PARTS: Final = {"half a": 50, "a quarter of a": 25, "a quarter": 25, "three quarters of a": 75}
"""The years of a part of a century: "half a century ago"."""
_DUE: Final = lazy_pattern(r"\b(?:no later than|not later than|effective|on or before)(?: from| on)? \Z")
_GENERIC: Final = lazy_pattern(
    r"[’']s (?:world|youth|society|generation|young|children|kids|parents|students|teens|teenagers|standards|terms"
    r"|consumers|technology|computers|cars|climate|environment|women|men|artists|workers|players|farmers|language"
    r"|values"
    r"|personal|modern|money|readers|audiences?|leaders|challenges|needs|economy|politics|culture)\b",
    re.IGNORECASE,
)
"""What belongs to "today" as a time and not as a day: "today’s youth"."""


class DateExpression(NamedTuple):
    """A date in words: its span with the preposition, its EDTF date (None if unsettled), and the rule that read it."""

    start: int
    end: int
    date: str | None
    rule: DateRule


def find_dates(
    text: str, published: date | None = None, language: str | None = None, *, periods: bool = False
) -> list[DateExpression]:
    """Return the dates in words of a text, in order and without overlap; none in a language without a table.

    Relative expressions are worked out from the day of publication, or from the date before them in the text, and are
    None without one. A weekday is the nearest one that fits the tense of its clause, and the next one after "by" and
    "until"; "last March" is the last one before publication, and "since X" the open interval from X. With `periods`,
    weekends, seasons, ranges and the like are found as well, in English. Takes time linear in the length of the text.
    """
    words = calendar_words(language)
    if words is None:
        return []
    found: list[DateExpression] = []
    previous: date | None = published
    coarse: tuple[int, date, str] | None = None
    span: str | None = None
    is_stated = False
    end = 0
    matches = sorted(_matches(text, words, periods), key=lambda one: (one.start, -one.end))
    for index, one in enumerate(matches):
        if one.start < end or (one.is_same and not (found and text[end : one.start] == ", ")):
            continue
        near, spoken, month = previous, published, ""
        is_far = one.rule == "neighbor" and _DECADES.search(text, one.start, one.end) is not None
        if one.rule == "neighbor" and coarse is not None and (is_far or _is_coarse(text, coarse[0], one)):
            near, month = coarse[1], coarse[2]
        elif is_far and not is_stated:
            near = None
        elif one.rule == "neighbor" and (not is_stated or coarse is not None):
            near = None if _POINTS_BACK.fullmatch(text, one.start, one.end) else previous
        elif one.rule == "relative" and published is not None and previous is not None:
            spoken = day_of_speech(text, matches[index + 1 : index + 3], one, published, previous)
        try:
            value = found[-1].date if one.is_same else one.resolve(spoken, near)
        except (OverflowError, ValueError):  # a day before the year 1 or after the year 9999
            value = None
        if one.lean is not None and span is not None:
            value = one.lean(span)
        elif value is not None and _SPAN.fullmatch(value):
            span = value
        if month and value is not None and len(value) == 4 and _EARLIER.search(text, one.start, one.end):
            value += month
        start = _with_preposition(text, one.start, end, words)
        since = compiled(rf"(?:{words.since})[\s-]", re.IGNORECASE)
        is_open = value is not None and "/" not in value and since.match(text, start) is not None
        found.append(DateExpression(start, one.end, f"{value}/.." if is_open else value, one.rule))
        if (
            periods
            and len(found) > 1
            and (both := _joined(text, found[-2], found[-1], one.start)) is not None
        ):
            found[-2:] = [both]
        end = one.end
        if value is not None and len(value) == 10 and one.rule != "neighbor":
            previous, coarse, is_stated = date.fromisoformat(value), None, True
        elif value is not None and _COARSE.fullmatch(value) and not is_open:
            coarse = one.end, date.fromisoformat(f"{value}-01-01"[:10]), value[4:]
    return found


def _joined(text: str, first: DateExpression, last: DateExpression, at: int) -> DateExpression | None:
    """Return two dates as one range, for "between March 2022 and the end of last year"; None if they are two."""
    opener = _OPENER.search(text, max(0, first.start - len("between early ")), first.start + len("between "))
    joint = _NEAR_END.sub("", text[first.end : at].strip().lower())
    if (
        opener is None
        or opener.end() <= first.start - 1
        or not (
            joint in _JOINTS[opener[1].lower()]
            or (opener[1].lower() == "from" and _UNTIL_EVENT.fullmatch(joint))
        )
    ):
        return None
    begin, stop = (first.date or "").partition("/")[0], (last.date or "").rpartition("/")[2]
    if not (_PLAIN.fullmatch(begin) and _PLAIN.fullmatch(stop) and begin < f"{stop}~"):
        return None
    return DateExpression(min(first.start, opener.start()), last.end, f"{begin}/{stop}", "period")


def _is_coarse(text: str, end: int, one: FoundDate) -> bool:
    """Return whether a year or month after one of the same paragraph leans on it: "in 2019. The following year"."""
    return _YEARLY.search(text, one.start, one.end) is not None and "\n" not in text[end : one.start]


def weekdays_in(text: str, language: str | None = None) -> set[int]:
    """Return the weekdays that a text names, from Monday as 0."""
    words = calendar_words(language)
    return {words.weekday_numbers[name.lower()] for name in words.weekday.findall(text)} if words else set()


def months_in(text: str, language: str | None = None) -> set[int]:
    """Return the months that a text names with a capital: "may" and "march" are words too."""
    words = calendar_words(language)
    return {words.month_numbers[name.lower()] for name in words.month.findall(text)} if words else set()


def years_in(text: str) -> set[int]:
    """Return the years from 1500 to 2099 that a text names in digits."""
    return set(map(int, _YEAR.findall(text)))


def _from_publication(work_out: Callable[[date, str, int], str], unit: str, number: int) -> Resolve:
    return lambda published, _before: work_out(published, unit, number) if published else None


def _with_preposition(text: str, start: int, limit: int, words: CalendarWords) -> int:
    """Return where an expression begins with its preposition, after `limit`."""
    begin = max(limit, start - 24)
    pattern = compiled(
        rf"(?<!\w)(?:(?:{words.since}|until|till|from|by|before|bis|vor)\s+)?(?:{words.before})"
        r"(?: the| dem| den| at least)?\s+\Z",
        re.IGNORECASE,
    )
    found = pattern.search(text[begin:start])
    if found is None:
        return start
    # "of Monday" and "the day of" are not prepositions of time at the beginning of a phrase.
    return begin + found.start() if not found[0].lower().startswith("of") else start


def _matches(text: str, words: CalendarWords, periods: bool) -> Iterator[FoundDate]:
    clauses = Clauses(text, words)
    if periods and words is ENGLISH:
        yield from find_periods(text, words, clauses)
    yield from _calendar_days(text, words, clauses)
    yield from find_months(text, words, clauses)
    yield from find_years(text, words)
    yield from find_weekdays(text, words, clauses)
    yield from _relative(text, words)
    yield from _distances(text, words)


def _calendar_days(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield days of a month, with or without a weekday before and a year after them."""
    month, weekday = words.dated_month_pattern, words.weekday_pattern
    pattern = compiled(
        rf"(?<!\w)(?:{weekday}{words.weekday_ending},? (?:the |dem |den )?)?"
        rf"(?:(?P<month>{month}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,:]\d)(?:,? (?P<year>[12]\d{{3}})(?!\d))?"
        rf"|(?<!\d[.,])(?P<first_day>\d{{1,2}}){words.day_stop}(?P<second_month>{month})(?!\w)"
        rf"(?:,? (?P<last_year>[12]\d{{3}})(?!\d))?)"
    )
    named = {words.last: -1, words.next: 1, words.this: 0} if words is ENGLISH else {}
    of_years = [
        (years, compiled(rf" (?:of )?(?:{which}) year(?![\w’'-])", re.IGNORECASE))
        for which, years in named.items()
    ]
    for match in pattern.finditer(text):
        name = match["month"] or match["second_month"]
        end = match.end()
        number = words.short_months.get(name) or words.month_numbers[name.lower()]
        day = int(match["day"] or match["first_day"])
        year = match["year"] or match["last_year"]
        is_since = opens_time(text[max(0, match.start() - _CLOSE) : match.start()], words)
        is_ahead = clauses.is_future(match.start()) or _is_due(text, match.start(), words, clauses)
        shift: int | None = None
        for years, pattern_of_year in of_years if year is None else ():
            if of := pattern_of_year.match(text, match.end()):
                shift, end = years, of.end()

        def resolve(
            published: date | None,
            _: date | None,
            *,
            shift: int | None = shift,
            number: int = number,
            day: int = day,
            year: str | None = year,
            is_since: bool = is_since,
            is_ahead: bool = is_ahead,
        ) -> str | None:
            if year is not None:
                return _iso(int(year), number, day)
            if published is None:
                return None
            if shift is not None:
                return _iso(published.year + shift, number, day)
            near = [published.year - 1, published.year, published.year + 1]
            days = [date.fromisoformat(iso) for one in near if (iso := _iso(one, number, day)) is not None]
            days = [one for one in days if one <= published] or days if is_since else days
            if not days:
                return None
            nearest = min(days, key=lambda one: abs((one - published).days))
            if abs((nearest - published).days) > _FAR:
                tense = [one for one in days if (one >= published) == is_ahead] or days
                nearest = min(tense, key=lambda one: abs((one - published).days))
            return nearest.isoformat()

        if 1 <= day <= 31:
            yield FoundDate(match.start(), end, "day", resolve)


def _is_due(text: str, at: int, words: CalendarWords, clauses: Clauses) -> bool:
    """Return whether a day at `at`, in English, is one by which a thing is due: "effective July 1", "it opens on"."""
    if words is not ENGLISH:
        return False
    return _DUE.search(text, max(0, at - _CLOSE), at) is not None or clauses.is_planned(at)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _relative(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield days next to the publication or the date before, and weeks, months and years around the publication."""
    for table, rule in ((words.shifts, "relative"), (words.neighbors, "neighbor")):
        names = "|".join(sorted((re.escape(name) for name in table), key=len, reverse=True))
        # "the day after the storm" leans on the storm, not on a date.
        closed = (
            r"(?=\s*(?:[,.;:)”\"–—]|\Z)|\s+(?!(?:the|an?|his|her|its|their|that)\b)"
            r"(?!(?<=day before )(?:it|he|she|they|we|you)\b|(?<=day after )(?:it|he|she|they|we|you)\b)[a-z])"
            if rule == "neighbor"
            else r"(?!\w)"
        )
        for match in compiled(rf"(?<!\w)(?:{names}){closed}", re.IGNORECASE).finditer(text):
            if rule == "relative" and _is_no_day(text, match):
                continue
            shift = table[" ".join(match[0].lower().split())]

            def resolve(
                published: date | None,
                before: date | None,
                shift: int = shift,
                near: bool = rule == "neighbor",
            ) -> str | None:
                anchor = before if near else published
                return (anchor + timedelta(days=shift)).isoformat() if anchor is not None else None

            yield FoundDate(
                match.start(), match.end(), "neighbor" if rule == "neighbor" else "relative", resolve
            )
    pattern = (
        rf"(?<!\w)(?:(?P<last>{words.last})|(?P<this>{words.this})|(?P<next>{words.next})) "
        rf"(?P<unit>{words.unit_pattern})(?!\w)(?:(?![’'])|(?<!this week)(?<!this month)(?<!this year)(?=[’']s ))"
    )
    for match in compiled(pattern, re.IGNORECASE).finditer(text):
        name = match["unit"].lower()
        unit = words.units[name]
        if match["unit"][0].isupper() and text[match.start() + 1].islower() and words is ENGLISH:
            continue  # "This Week", a programme
        step = -1 if match["last"] else 1 if match["next"] else 0
        if unit in ("week", "month", "year") and name in words.singular_units:
            yield FoundDate(match.start(), match.end(), "period", _from_publication(unit_around, unit, step))


def _is_no_day(text: str, match: re.Match[str]) -> bool:
    """Return whether "today" is part of a name, or no certain day: "Coast Today", "the leaders of tomorrow"."""
    before = text[max(0, match.start() - len("as of ")) : match.start()]
    if match[0][0].isupper() and before[-2:-1].isalnum() and before.endswith(" "):
        return True
    return (before.endswith("of ") and before != "as of ") or _GENERIC.match(text, match.end()) is not None


def _distances(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield periods that end with the publication, and days at a distance from it or from the date before."""

    def fill(pattern: str) -> re.Pattern[str]:
        filled = pattern.replace("{n}", words.number_pattern).replace("{unit}", words.unit_pattern)
        return compiled(rf"(?<!\w){filled}(?!\w)", re.IGNORECASE)

    def count(match: re.Match[str]) -> int:
        number = match["n"]
        return 1 if number is None else int(number) if number.isdecimal() else words.numbers[number.lower()]

    for match in fill(words.past_period).finditer(text):
        unit, many = words.units[match["unit"].lower()], count(match)
        yield FoundDate(match.start(), match.end(), "period", _from_publication(_ending_with, unit, many))
    for pattern, sign, near in zip(words.distance, (-1, -1, 1), (False, True, True), strict=True):
        for match in fill(pattern).finditer(text):
            unit, many = words.units[match["unit"].lower()], sign * count(match)

            def resolve(
                published: date | None,
                before: date | None,
                unit: str = unit,
                many: int = many,
                near: bool = near,
            ) -> str | None:
                return at_distance(before if near else published, unit, many)

            yield FoundDate(match.start(), match.end(), "neighbor" if near else "relative", resolve)
    for match in _PARTS_AGO.finditer(text) if words is ENGLISH else ():
        years = _PARTS[match["part"].lower()] * (10 if match["decade"] else 100) // 100
        yield FoundDate(match.start(), match.end(), "relative", _from_publication(_years_ago, "year", years))
    for match in compiled(rf"(?<!\w)(?:{words.vague})(?!\w)", re.IGNORECASE).finditer(text):
        yield FoundDate(match.start(), match.end(), "vague", always(None))


def _years_ago(published: date, _unit: str, years: int) -> str:
    return f"{date(published.year - years, 1, 1).year:04d}"


def _ending_with(published: date, unit: str, many: int) -> str:
    return f"{at_distance(published, unit, -many)}/{published.isoformat()}"
