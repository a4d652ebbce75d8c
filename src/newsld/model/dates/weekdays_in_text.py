"""Find the weekdays of a text, and say which one is meant: that of the tense of its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from newsld.model.dates.calendar_words import CalendarWords
from newsld.model.dates.clauses import Clauses
from newsld.model.dates.found_dates import YEAR, FoundDate, compiled, in_reach
from newsld.syntax.patterns import lazy_pattern

_CLOSE: Final = 40
"""The most characters before a weekday in which words that make it no certain day are looked for."""
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_GENERIC: Final = lazy_pattern(
    r"\b(?:(?:best|worst|busiest|quietest|another|any|some|most)(?: [a-z]+)?|an?(?: (?:typical|normal|rainy|busy|quiet"
    r"|cold|hot|sunny|wet|single|given))?|(?-i:Good|Bloody|Black|Super|Man|Ash|Easter|Palm|Cyber|Giving|Fat|Shrove|Holy"
    r"|Maundy|Whit)) \Z",
    re.IGNORECASE,
)
"""Words before a weekday that is no certain day: "the best Saturday", "Super Tuesday"."""
_CERTAIN: Final = lazy_pattern(
    r"(?: (?:early )?(?:morning|afternoon|evening|night))?[ -](?:(?:morning|afternoon|evening"
    r"|night) )?(?:[a-z-]+ ){0,2}"
    r"(?:conference|statement|hearing|vote|meeting|speech|interview|report|filing|letter|memo|posts?|tweet|ruling|order"
    r"|vigil|rally|raid|attack|shooting|crash|blast|briefing|announcement|decision|session|email|broadcast|service"
    r"|editorial"
    r"|article|note|podcast|call|appearance|ceremony|debate|summit|visit|deadline|protest|explosion|fire|collision)\b"
)
"""What follows a weekday that is a certain one after "a": "in a Friday statement", "a Tuesday-night vote"."""
_IS_NAME: Final = lazy_pattern(
    r" (?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|Night|Morning|Evening|Afternoon)[A-Z][a-z]+ [a-z]"
)
"""What follows a weekday that is a first name, at the start of a sentence: "Sunday Adeyemi scored"."""
_JOINT: Final = lazy_pattern(
    r"(?: (?:in|at) [A-Z]\w+(?: [A-Z]\w+)?)? (?:and|or|into) (?:(?:ends?|closes?|finish(?:es)?|returns?) )?(?:on )?"
)
"""What joins two weekdays of one tense: "on Thursday and Friday"."""


def find_weekdays(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield the weekdays of a text that mean a certain day."""
    pattern = compiled(
        rf"(?<!\w)(?:(?:(?P<last>(?i:{words.last}))|(?P<this>(?i:{words.this}))|(?P<next>(?i:{words.next})))\s*)?"
        rf"(?<!\w)(?<!every )(?<!each )(?P<name>{words.weekday_pattern}){words.weekday_ending}"
        r"(?!\w| (?:morning|afternoon|evening|night)s| Night (?:Live|Lights|Fever))"
    )
    joined, was_ahead = 0, False
    starts = set(clauses.ends)
    for match in pattern.finditer(text):
        generic = _GENERIC.search(text, max(0, match.start() - _CLOSE), match.start())
        if (
            generic is not None
            and not (
                generic[0] in ("a ", "A ") and _CERTAIN.match(text, match.start("name") + len(match["name"]))
            )
        ) or ((match.start() == 0 or match.start() in starts) and _IS_NAME.match(text, match.end())):
            continue
        number = words.weekday_numbers[match["name"].lower()]
        ahead = match["next"] is not None or (
            match["last"] is None and clauses.is_ahead(match.start() + len(match[0]) - len(match[0].lstrip()))
        )
        strict = match["last"] is not None or match["next"] is not None
        if not strict and _JOINT.fullmatch(text, joined, match.start("name")):
            ahead = was_ahead
        joined, was_ahead = match.end(), ahead

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


def find_placed_weekdays(text: str, words: CalendarWords, clauses: Clauses) -> Iterator[FoundDate]:
    """Yield weekdays with words that say which one: "the previous Friday", "the first Monday in May"."""
    weekday, month = words.weekday_pattern, words.month_pattern
    for match in compiled(
        rf"(?<!\w)(?:on |by |until |since )?[Tt]he (?:(?P<before>previous|preceding)|following"
        rf"|next) (?P<name>{weekday})(?!\w)"
    ).finditer(text):
        number = words.weekday_numbers[match["name"].lower()]

        def beside(
            _: date | None, before: date | None, number: int = number, is_before: bool = bool(match["before"])
        ) -> str | None:
            if before is None:
                return None
            step = (
                -((before.weekday() - number) % 7 or 7) if is_before else (number - before.weekday()) % 7 or 7
            )
            return (before + timedelta(step)).isoformat()

        yield FoundDate(match.start(), match.end(), "neighbor", beside)
    for match in compiled(
        rf"(?<!\w)(?:[Aa] week on (?P<name>{weekday})|(?:on )?(?P<name2>{weekday}) week)(?![\w-])"
    ).finditer(text):
        number = words.weekday_numbers[(match["name"] or match["name2"]).lower()]
        yield in_reach(match, "weekday", partial(_a_week_on, number=number))
    for match in compiled(
        rf"(?<!\w)(?:on |by |until |from )?[Tt]he (?:(?P<nth>first|second|third|fourth)"
        rf"|last) (?P<name>{weekday}) (?:in|of) "
        rf"(?P<month>{month})(?:,? (?P<year>{YEAR}))?(?!\w)"
    ).finditer(text):
        number = words.weekday_numbers[match["name"].lower()]
        of_month = words.month_numbers[match["month"].lower()]
        nth = _NTH[match["nth"]] if match["nth"] else 5
        year = int(match["year"]) if match["year"] else None
        ahead = clauses.is_ahead(match.start("name"))

        def in_month(  # noqa: PLR0917
            published: date,
            number: int = number,
            of_month: int = of_month,
            nth: int = nth,
            year: int | None = year,
            ahead: bool = ahead,
        ) -> str:
            years = [year] if year else [published.year - 1, published.year, published.year + 1]
            days = [_nth_weekday(one, of_month, number, nth) for one in years]
            fitting = [one for one in days if (one >= published) == ahead] or days
            return min(fitting, key=lambda one: abs(one - published)).isoformat()

        yield in_reach(match, "weekday", in_month)


def _a_week_on(published: date, number: int) -> str:
    return (published + timedelta((number - published.weekday()) % 7 + 7)).isoformat()


def _nth_weekday(year: int, month: int, number: int, nth: int) -> date:
    """Return the weekday with a number, from Monday as 0, that is the nth of a month; the last one for 5."""
    first = date(year, month, 1)
    day = first + timedelta((number - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else day - timedelta(7)
