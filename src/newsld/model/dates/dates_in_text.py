"""Find the dates in words of a text, and work them out from the day of publication: "on Tuesday", "a day earlier"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from newsld.model.dates.calendar_words import CalendarWords, calendar_words
from newsld.model.dates.found_dates import (
    DateRule,
    FoundDate,
    Resolve,
    always,
    at_distance,
    compiled,
    unit_around,
)
from newsld.model.dates.periods_in_text import find_periods
from newsld.syntax.patterns import lazy_pattern

_YEAR: Final = lazy_pattern(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)")
_BEFORE: Final = 160
_AFTER: Final = 25
"""The most characters before and after an expression in which a word for the future counts."""

_CLOSE: Final = 40
"""The most characters before an expression in which words that say which one is meant are looked for."""
_PERFECT: Final = lazy_pattern(r"\b(?:had|has|have) (?!to\b|until\b|till\b)", re.IGNORECASE)
"""What is over by a day: "By Monday, 20 had left"."""
_PAST: Final = lazy_pattern(r"\b(?:was|were|did|began|took|won|\w{2,}ed)\b[^,.;]{0,20}\Z")
_OVER: Final = lazy_pattern(r"\b(?:after|following)\b[^,.;]*\Z")
_PAST_VERB: Final = lazy_pattern(r"[\w ]{6,24}? (?:was|were|had|did|left|\w{2,}ed)\b")
"""What happened on a day: "after a vote on Tuesday night was lost"."""
_OWNER: Final = lazy_pattern(r"(?:the|an?|his|her|its|their|war|waren|wurde|wurden) ")
_THAT: Final = lazy_pattern(r"\w+(?: (?:early )?(?:morning|afternoon|evening|night))?,? (?:that|dass)\b")
"""A weekday of a report: "ruled on Monday that"."""
_INFINITIVE: Final = lazy_pattern(r"\bto [a-z]+(?: [a-z]+){0,4} (?:by|until|till)\s+\Z")
"""What is to happen by a day, whatever the tense before it: "had been told to leave by"."""


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
    end = 0
    matches = sorted(_matches(text, words, periods), key=lambda one: (one.start, -one.end))
    for one in matches:
        if one.start < end:
            continue
        try:
            value = one.resolve(published, previous)
        except (OverflowError, ValueError):  # a day before the year 1 or after the year 9999
            value = None
        start = _with_preposition(text, one.start, end, words)
        since = compiled(rf"(?:{words.since})[\s-]", re.IGNORECASE)
        is_open = value is not None and "/" not in value and since.match(text, start) is not None
        found.append(DateExpression(start, one.end, f"{value}/.." if is_open else value, one.rule))
        end = one.end
        if value is not None and len(value) == 10 and one.rule != "neighbor":
            previous = date.fromisoformat(value)
    return found


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
        rf"(?<!\w)(?:(?:{words.since}|until|by|before|bis|vor)\s+)?(?:{words.before})(?: the| dem| den)?\s+\Z",
        re.IGNORECASE,
    )
    found = pattern.search(text[begin:start])
    if found is None:
        return start
    # "of Monday" and "the day of" are not prepositions of time at the beginning of a phrase.
    return begin + found.start() if not found[0].lower().startswith("of") else start


def _opens(before: str, words: CalendarWords) -> bool:
    """Return whether the words that end right before a date make it the beginning of a time: "since"."""
    pattern = rf"(?<!\w)(?:{words.since})\s+(?:(?:early|late|mid|{words.last})[\s-]+)?\Z"
    return compiled(pattern, re.IGNORECASE).search(before) is not None


def _matches(text: str, words: CalendarWords, periods: bool) -> Iterator[FoundDate]:
    clauses = _Clauses(text, words)
    if periods and words is calendar_words("en"):
        yield from find_periods(text, words, clauses.is_future)
    yield from _calendar_days(text, words)
    yield from _months_and_years(text, words, clauses)
    yield from _weekdays(text, words, clauses)
    yield from _relative(text, words)
    yield from _distances(text, words)


class _Clauses:
    """The sentences of a text, with the words of each that speak of the future."""

    def __init__(self, text: str, words: CalendarWords) -> None:
        self.ends = [match.end() for match in re.finditer(r"[.!?][\"”’»]*\s+(?=[^\Wa-z])|\n\n", text)]
        self.text, self.words = text, words
        pattern = compiled(rf"(?<!\w)(?:{words.future})(?!\w)", re.IGNORECASE)
        self.future = [match.start() for match in pattern.finditer(text)]

    def is_ahead(self, at: int) -> bool:
        """Return whether a weekday at `at` is the next one: a deadline, or in a clause that speaks of the future."""
        before = self.text[max(0, at - _CLOSE) : at]
        weekday = rf"(?:{self.words.weekday_pattern}{self.words.weekday_ending}\s+)?"
        deadline = compiled(rf"(?P<from>{weekday})(?<!\w)(?:{self.words.deadline})\s+\Z", re.IGNORECASE)
        found = deadline.search(before)
        if found is not None and not found["from"]:
            sentence = bisect_right(self.ends, at)
            begin = self.ends[sentence - 1] if sentence else 0
            end = min(self.ends[sentence] if sentence < len(self.ends) else at + _AFTER, at + 2 * _AFTER)
            clause = self.text[max(begin, at - _BEFORE) : at], self.text[at:end]
            return (
                not any(_PERFECT.search(part) for part in clause) or _INFINITIVE.search(clause[0]) is not None
            )
        reported = rf"(?<!\w){self.words.reported}(?:\s+(?:late |early )?(?:on|am))?\s+\Z"
        is_report = compiled(reported, re.IGNORECASE).search(before) or _THAT.match(self.text, at)
        return is_report is None and self.is_future(at)

    def is_future(self, at: int, after: int = _AFTER) -> bool:
        """Return whether a word of the same sentence before `at`, or close after it, speaks of the future."""
        sentence = bisect_right(self.ends, at)
        begin = max(self.ends[sentence - 1] if sentence else 0, at - _BEFORE)
        end = min(self.ends[sentence] if sentence < len(self.ends) else at + after, at + after)
        index = bisect_right(self.future, end - 1)
        if index == 0 or self.future[index - 1] < begin:
            return False
        # "will pay after a vote on Tuesday was lost"
        is_over = _OVER.search(self.text[self.future[index - 1] : at])
        return is_over is None or _PAST_VERB.match(self.text, at) is None


def _calendar_days(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield days of a month, with or without a weekday before and a year after them."""
    month, weekday = words.month_pattern, words.weekday_pattern
    pattern = compiled(
        rf"(?<!\w)(?:{weekday}{words.weekday_ending},? (?:the |dem |den )?)?"
        rf"(?:(?P<month>{month}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d|:)(?:,? (?P<year>[12]\d{{3}})(?!\d))?"
        rf"|(?<!\d[.,])(?P<first_day>\d{{1,2}}){words.day_stop}(?P<second_month>{month})(?!\w)"
        rf"(?:,? (?P<last_year>[12]\d{{3}})(?!\d))?)"
    )
    for match in pattern.finditer(text):
        number = words.month_numbers[(match["month"] or match["second_month"]).lower()]
        day = int(match["day"] or match["first_day"])
        year = match["year"] or match["last_year"]
        is_since = _opens(text[max(0, match.start() - _CLOSE) : match.start()], words)

        def resolve(
            published: date | None,
            _: date | None,
            number: int = number,
            day: int = day,
            year: str | None = year,
            is_since: bool = is_since,
        ) -> str | None:
            if year is not None:
                return _iso(int(year), number, day)
            if published is None:
                return None
            near = [published.year - 1, published.year, published.year + 1]
            days = [date.fromisoformat(iso) for one in near if (iso := _iso(one, number, day)) is not None]
            days = [one for one in days if one <= published] or days if is_since else days
            return min(days, key=lambda one: abs((one - published).days)).isoformat() if days else None

        if 1 <= day <= 31:
            yield FoundDate(match.start(), match.end(), "day", resolve)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _months_and_years(text: str, words: CalendarWords, clauses: _Clauses) -> Iterator[FoundDate]:
    month = words.month_pattern
    for match in compiled(rf"(?<!\w)(?P<month>{month}),? (?:of )?(?P<year>[12]\d{{3}})(?!\w)").finditer(text):
        value = f"{match['year']}-{words.month_numbers[match['month'].lower()]:02d}"
        yield FoundDate(match.start(), match.end(), "month", always(value))
    pattern = rf"(?<!\w)(?:(?i:{words.before_month})[ -])(?P<month>{month})(?![\w’'])(?! [A-Z0-9])"
    for match in compiled(pattern).finditer(text):
        number = words.month_numbers[match["month"].lower()]
        before = text[max(0, match.start("month") - _CLOSE) : match.start("month")]
        where: Literal["last", "next", "ahead", "since", "near"] = (
            "since" if _opens(before, words) else "near"
        )
        if compiled(rf"(?<!\w)(?:{words.last})\s+\Z", re.IGNORECASE).search(before):
            where = "last"
        elif compiled(rf"(?<!\w)(?:{words.next})\s+\Z", re.IGNORECASE).search(before):
            where = "next"
        elif clauses.is_future(match.start(), after=0):
            where = "ahead"
        elif _PAST.search(before):
            where = "since"

        def resolve(
            published: date | None, _: date | None, number: int = number, where: str = where
        ) -> str | None:
            if published is None:
                return None
            year, month = published.year, published.month
            if where in {"last", "since"}:
                near = year - 1 if number > month or (number == month and where == "last") else year
            elif where in {"next", "ahead"}:
                near = year + 1 if number < month or (number == month and where == "next") else year
            else:
                near = min(
                    (year - 1, year, year + 1), key=lambda one: abs((one - year) * 12 + number - month)
                )
            return f"{near:04d}-{number:02d}"

        yield FoundDate(match.start("month"), match.end(), "month", resolve)
    pattern = (
        rf"(?<!\w)(?:(?i:{words.before_year})[ -]|(?:the|an?|his|her|its|their) (?=\d{{4}} [a-z]))"
        r"(?P<year>1[5-9]\d\d|20\d\d)(?!\w|[.,]\d|[-–]\d|%"
        r"| (?:kilo|met|mile|people|ton|troop|euro|dollar|pound|home|job))"
    )
    for match in compiled(pattern).finditer(text):
        value = match["year"]
        begin = match.start("year") if _OWNER.match(match[0]) else match.start()
        yield FoundDate(begin, match.end(), "year", always(value))
    for match in compiled(r"(?<!\w)(?:the |der )?(?P<decade>1[5-9]\d|20\d)0(?:s|er)(?!\w)").finditer(text):
        value = f"{match['decade']}X"
        yield FoundDate(match.start(), match.end(), "year", always(value))


def _weekdays(text: str, words: CalendarWords, clauses: _Clauses) -> Iterator[FoundDate]:
    pattern = compiled(
        rf"(?<!\w)(?:(?:(?P<last>(?i:{words.last}))|(?P<this>(?i:{words.this}))|(?P<next>(?i:{words.next})))\s*)?"
        rf"(?<!\w)(?<!every )(?<!each )(?P<name>{words.weekday_pattern}){words.weekday_ending}(?!\w)"
    )
    for match in pattern.finditer(text):
        number = words.weekday_numbers[match["name"].lower()]
        ahead = match["next"] is not None or (
            match["last"] is None and clauses.is_ahead(match.start() + len(match[0]) - len(match[0].lstrip()))
        )
        strict = match["last"] is not None or match["next"] is not None

        def resolve(
            published: date | None,
            _: date | None,
            number: int = number,
            ahead: bool = ahead,
            strict: bool = strict,
        ) -> str | None:
            if published is None:
                return None
            back = (published.weekday() - number) % 7
            if ahead:
                forward = (number - published.weekday()) % 7 or (7 if strict else 0)
                return (published + timedelta(days=forward)).isoformat()
            return (published - timedelta(days=back or (7 if strict else 0))).isoformat()

        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield FoundDate(start, match.end(), "weekday", resolve)


def _relative(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield days next to the publication or the date before, and weeks, months and years around the publication."""
    for table, rule in ((words.shifts, "relative"), (words.neighbors, "neighbor")):
        names = "|".join(sorted((re.escape(name) for name in table), key=len, reverse=True))
        # "the day after the storm" leans on the storm, not on a date.
        closed = (
            r"(?=\s*(?:[,.;:)”\"–—]|\Z)|\s+(?!the|a|an|his|her|its|their)[a-z])"
            if rule == "neighbor"
            else r"(?!\w)"
        )
        for match in compiled(rf"(?<!\w)(?:{names}){closed}", re.IGNORECASE).finditer(text):
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
        rf"(?P<unit>{words.unit_pattern})(?!\w|[’'])"
    )
    for match in compiled(pattern, re.IGNORECASE).finditer(text):
        name = match["unit"].lower()
        unit = words.units[name]
        step = -1 if match["last"] else 1 if match["next"] else 0
        if unit in ("week", "month", "year") and name in words.singular_units:
            yield FoundDate(match.start(), match.end(), "period", _from_publication(unit_around, unit, step))


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
    for match in compiled(rf"(?<!\w)(?:{words.vague})(?!\w)", re.IGNORECASE).finditer(text):
        yield FoundDate(match.start(), match.end(), "vague", always(None))


def _ending_with(published: date, unit: str, many: int) -> str:
    return f"{at_distance(published, unit, -many)}/{published.isoformat()}"
