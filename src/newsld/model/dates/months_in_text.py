"""Find the months, years and decades of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from newsld.model.dates.calendar_words import ENGLISH, CalendarWords
from newsld.model.dates.clauses import Clauses
from newsld.model.dates.found_dates import YEAR, FoundDate, always, compiled, opens_time
from newsld.syntax.patterns import lazy_pattern

Where = Literal["last", "next", "ahead", "since", "near", "every"]
"""Which one of its years a month is in: the last one, the one to come, the nearest one, or every year."""
_CLOSE: Final = 40
"""The most characters before an expression in which words that say which one is meant are looked for."""
_PAST: Final = lazy_pattern(r"\b(?:was|were|did|began|took|won|\w{2,}ed)\b[^,.;]{0,20}\Z")
_UNTIL: Final = lazy_pattern(
    r"\b(?:until|till|by)\s+(?:at least\s+)?(?:(?:early|late|mid)[ -])?\Z", re.IGNORECASE
)
_BY: Final = lazy_pattern(r"\b(?:until|till|by)\s+(?:at least\s+)?(?:(?:early|late|mid)[ -])?\Z")
"""The same words where they do not open a sentence, so that a verb after the month is another one’s."""
_AHEAD_OF: Final = lazy_pattern(
    r"\b(?:before|ahead of|through|beyond)\s+(?:the )?(?:at least )?(?:(?:early|late|mid)[ -])?\Z",
    re.IGNORECASE,
)
"""Words before a month that the tense of the clause says nothing of: "refused a cut before the June election"."""
_PAST_AFTER: Final = lazy_pattern(
    r"(?!\w),? (?:(?!to\b|and\b|will\b|would\b)[\w’'-]+ ){0,4}?(?:was|were|had|did|said|began|fell|went|came|took"
    r"|gave|brought"
    r"|rose|won|lost|left|led|made|paid|sold|sent|held|met|found|bought|built|became|spoke|told|saw|chose|broke"
    r"|drew|wrote"
    r"|(?!\w+eed\b|need|hundred|red\b|bed\b|expected\b|planned\b|United\b)\w{2,}ed)\b"
)
"""A verb in the past after a month: "In October, he was jailed"."""
_DECADES: Final = {"fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}
_SPELLED: Final = lazy_pattern(
    r"(?<!\w)the (?:(?:early|late|mid|swinging|roaring)[ -])?(?P<decade>fifties|sixties|seventies|eighties"
    r"|nineties)(?!\w)",
    re.IGNORECASE,
)
_OWNER: Final = lazy_pattern(r"(?:(?i:the|an?|his|her|its|their|that|this|another)|war|waren|wurde|wurden) ")
_NO_NOUN: Final = (
    r"(?:for|on|against|through|family|families|brothers|sisters|and|was|were|had|has|that|with|from)\b"
)
_AFTER_NAME: Final = lazy_pattern(r"[A-Z][\w.’'-]* \Z")


def find_months(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield months, with or without their year, that are a date: "in March 2011", "early April", "June’s vote"."""
    month = words.month_pattern
    for match in compiled(rf"(?<!\w)(?P<month>{month}),? (?:of )?(?P<year>[12]\d{{3}})(?!\w)").finditer(text):
        value = f"{match['year']}-{words.month_numbers[match['month'].lower()]:02d}"
        yield FoundDate(match.start(), match.end(), "month", always(value))
    pattern = (
        rf"(?<!\w)(?:(?i:{words.before_month})(?: at least)?[ -]"
        rf"|(?i:{words.modified})(?=[A-Z]\w+ (?!{_NO_NOUN})[a-z]{{3}})"
        rf"|(?<![A-Z])(?<!\w )(?=(?:{words.alone}) [a-z]{{3}})"
        rf"|(?<=[a-z] and )(?=(?:{words.alone})(?!\w))|(?P<owner>))"
        rf"(?P<month>{month})(?(owner)(?<!May|une|ril)(?=[’']s [a-z])|(?![\w’'])(?! (?!I\b)[A-Z0-9]))"
    )
    for match in compiled(pattern).finditer(text):
        number = words.month_numbers[match["month"].lower()]
        before = text[max(0, match.start("month") - _CLOSE) : match.start("month")]
        if match["owner"] is not None and _AFTER_NAME.search(before):
            continue  # "Ray August’s team"
        where = _where(text, match, words, clauses)

        def resolve(
            published: date | None, _: date | None, number: int = number, where: Where = where
        ) -> str | None:
            if published is None or where == "every":
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


def _where(text: str, match: re.Match[str], words: CalendarWords, clauses: Clauses) -> Where:
    """Return which one of its years a month without a year is in, by the words around it."""
    at, english = match.start("month"), words is ENGLISH
    before = text[max(0, at - _CLOSE) : at]
    if compiled(rf"(?<!\w)(?:{words.last})\s+\Z", re.IGNORECASE).search(before):
        return "last"
    if compiled(rf"(?<!\w)(?:{words.next})\s+\Z", re.IGNORECASE).search(before):
        return "next"
    if clauses.is_habit(at):
        return "every"
    after = 0 if text.startswith(" and", match.end()) else len(match["month"]) + len(" would")
    if clauses.is_future(at, after=after) or clauses.is_wanted(at) or (english and clauses.is_planned(at)):
        return "ahead"
    if english and _UNTIL.search(before) and text.startswith(" to ", match.end()):
        return "ahead"
    if match["owner"] is None and (
        (clauses.is_past(at) and _AHEAD_OF.search(before) is None)
        or (english and _BY.search(before) is None and _PAST_AFTER.match(text, match.end()))
        or (not english and _PAST.search(before))
    ):
        return "since"
    if english and _UNTIL.search(before):
        return "ahead"
    return "since" if opens_time(before, words) else "near"


def find_years(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield years and decades."""
    pattern = (
        rf"(?<!\w)(?:(?i:{words.before_year})(?: at least)?[ -]"
        r"|(?i:the|an?|his|her|its|their|that|this|another) (?=\d{4} [A-Za-z])"
        r"|(?<=[’']s )(?=\d{4} [a-z])(?!\d\d00)"
        rf"|(?:(?<=\d\d\d\d, )(?={YEAR}(?:[,.;]| and | und ))|(?<=\d\d\d\d (?:and|und) )))"
        r"(?P<year>1[5-9]\d\d|20\d\d)(?!\w|[.,/]\d|[-–]\d|%|[ -]years?\b|(?<=00) (?!was\b|has\b)[a-z]{2,}s\b"
        r"| (?:kilo|met|mile|people|ton|troop|euro|dollar|pound|home|job))"
    )
    for match in compiled(pattern).finditer(text):
        value = match["year"]
        begin = match.start("year") if _OWNER.match(match[0]) else match.start()
        yield FoundDate(begin, match.end(), "year", always(value))
    for match in _SPELLED.finditer(text) if words is ENGLISH else ():
        yield FoundDate(match.start(), match.end(), "year", always(f"19{_DECADES[match['decade'].lower()]}X"))
    for match in compiled(
        r"(?<!\w)(?:the |der )?(?:(?:early|late|mid)[ -])?"
        r"(?:(?P<decade>1[5-9]\d|20\d)0(?:s|er)|[’'](?P<short>[3-9])0s)(?!\w)"
    ).finditer(text):
        value = f"{match['decade'] or '19' + match['short']}X"
        yield FoundDate(match.start(), match.end(), "year", always(value))
