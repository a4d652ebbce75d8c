"""Find the parts of years, fiscal years and centuries in an English text: "the first quarter", "Q3 2024"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from newsld.model.dates.calendar_words import CalendarWords
from newsld.model.dates.found_dates import YEAR, FoundDate, always, compiled, in_reach

_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_AROUND: Final = 200
_MATCH: Final = compiled(
    r"\b(?:scored?|scoring|coach|halftime|half-time|touchdowns?|rebounds?|three-pointers?|free throws?"
    r"|field goals?|quarterback|\d+ yards|led by \d+|fouls?|playoffs?|\d+ points? (?:in|with|and|on|lead)|innings?"
    r"|Game \d|(?:opening|final) (?:whistle|buzzer))\b"
)
"""Words around a quarter that is one of a match."""
_MONEY: Final = compiled(
    r"\b(?:revenues?|profits?|sales|earnings|economy|inflation|output|growth|GDP|shares|results)\b"
)
"""Words around a quarter of a year."""


_OTHER_YEAR: Final = compiled(
    r"\b(?:fiscal|financial year|year (?:to|ending|ended) (?:the end of |\d{1,2} |on )?(?!Dec)[A-Z])"
)
"""Words of a year that begins in another month than January."""


def find_quarters(text: str, words: CalendarWords, is_future: Callable[[int], bool]) -> Iterator[FoundDate]:
    """Yield quarters of a year, and its halves if they have a year or are those of a business, not of a match."""
    year = rf" of (?:(?P<year>{YEAR})|(?:this|the) year|(?P<last>last) year|(?P<next>next) year)"
    pattern = compiled(
        r"(?<!\w)(?:(?:in |during |for |since |of |by )?"
        r"(?:the|its|their|our|his|(?P<of_last>last year[’']s)|this year[’']s) "
        rf"(?:fiscal[ -])?(?:(?P<half>first|second) half(?P<of>{year})?"
        rf"|(?P<quarter>first|second|third|fourth) quarter(?P<of2>{year.replace('P<', 'P<q_')})?)(?!\w)(?! of)"
        rf"|(?:in )?(?-i:Q(?P<short>[1-4]))(?: (?:of )?(?P<s_year>{YEAR}))?(?!\w)"
        r"|(?P<quarter3>first|second|third|fourth)-quarter(?![\w-])"
        r"|(?P<half3>first|second)-half(?= (?:[a-z-]+ ){0,2}"
        r"(?:revenues?|profits?|sales|earnings|results|income|loss)\b))",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        has_year = bool(match["of"] or match["of2"])
        if not (has_year or match["s_year"]) and _is_of_match(text, match):
            continue
        if match["half"] and not has_year and not _is_of_business(text, match):
            continue
        half = match["half"] or match["half3"]
        number = match["short"] or _ORDINALS[(half or match["quarter"] or match["quarter3"]).lower()]
        code = (39 if half else 32) + int(number)
        has_year = has_year or bool(match["of_last"])
        shift = (
            -1
            if match["of_last"]
            else bool(match["next"] or match["q_next"]) - bool(match["last"] or match["q_last"])
        )
        step = shift if has_year else None
        named = match["year"] or match["q_year"] or match["s_year"]
        if named:
            yield FoundDate(match.start(), match.end(), "period", always(f"{named}-{code}"))
            continue
        ahead, over = is_future(match.start()), 3 if match["half3"] else 0

        def work_out(
            published: date,
            code: int = code,
            step: int | None = step,
            ahead: bool = ahead,
            over: int = over,
        ) -> str:
            first = over + 1 + ((code - 40) * 6 if code > 39 else (code - 33) * 3)
            distant = first - published.month > 6  # "will report fourth-quarter results in March"
            begun = first <= published.month or (ahead and not distant)
            return f"{published.year + (begun - 1 if step is None else step)}-{code}"

        yield in_reach(match, "period", work_out)
    yield from _named_quarters(text, words)


def _named_quarters(text: str, words: CalendarWords) -> Iterator[FoundDate]:
    """Yield "last quarter" and "the June quarter"."""
    pattern = compiled(
        r"(?<!\w)(?:(?P<last>last|the previous)|(?P<next>next)|this|the current) quarter(?![\w-])"
        rf"|(?:(?:in|for|during) )?(?:the )?(?-i:(?P<m>March|June|September|December)) quarter"
        rf"(?:,? (?:of )?(?P<year>{YEAR}))?(?![\w-])",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        if match["m"] is None and _is_of_match(text, match):
            continue
        month = words.month_numbers[match["m"].lower()] if match["m"] else None
        step = bool(match["next"]) - bool(match["last"])
        yield in_reach(match, "period", _quarter(month, match["year"], step))


def find_centuries(text: str) -> Iterator[FoundDate]:
    """Yield centuries and fiscal years: "the 19th century", "fiscal 2025", "FY2024-25"."""
    for match in compiled(
        r"(?<!\w)(?:(?:[Ii]n |[Ss]ince |[Ff]rom |[Uu]ntil )?the "
        r"(?:(?:early|late|mid)[ -])?(?P<century>1\d|20|21)(?:th|st)"
        rf" century|(?:in )?(?:[Ff]iscal |FY ?)(?P<fiscal>{YEAR})(?:[-–/](?P<end>\d\d))?)(?![\w-])"
    ).finditer(text):
        first, end = match["fiscal"], match["end"]
        value = f"{first}/{first[:2]}{end}" if end else first or f"{int(match['century']) - 1}XX"
        yield FoundDate(match.start(), match.end(), "year", always(value))


def _quarter(month: int | None, year: str | None, step: int) -> Callable[[date], str]:
    """Return a function for the quarter that ends with a month, or that is some steps after that of publication."""

    def work_out(published: date) -> str:
        if month is not None:
            return f"{year or published.year - (month > published.month + 2)}-{32 + month // 3}"
        quarters = published.year * 4 + (published.month - 1) // 3 + step
        return f"{quarters // 4}-{33 + quarters % 4}"

    return work_out


def _is_of_business(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around a half are those of a business whose year begins in January."""
    around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return _MONEY.search(around) is not None and _OTHER_YEAR.search(text) is None


def _is_of_match(text: str, match: re.Match[str]) -> bool:
    """Return whether the words around a quarter are those of a match, and none those of a business."""
    around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return _MATCH.search(around) is not None and _MONEY.search(around) is None
