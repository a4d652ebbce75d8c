"""Decide what the text itself decides about the figures and dates of an answer, which is no matter of judgment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeVar

from newsld.draft.answer import DateItem, FigureItem
from newsld.draft.grounding import Grounder
from newsld.draft.text_input import TextInput
from newsld.findings import Finding
from newsld.model.dates import BadDate, Edtf, parse_edtf
from newsld.model.dates.calendar_words import ENGLISH, GERMAN, calendar_words
from newsld.model.dates.dates_in_text import DateExpression, find_dates, months_in, weekdays_in, years_in
from newsld.model.text import Span
from newsld.model.text.attribution import word_set
from newsld.model.text.figures import FoundFigure, find_figures
from newsld.model.text.quantities import fraction, numbers_in, qualifier_before
from newsld.model.text.shorten import quote
from newsld.syntax.patterns import lazy_pattern

_Found = TypeVar("_Found", FoundFigure, DateExpression)

_OLD: Final = lazy_pattern(r"(?:year|month|week|day)s?[- ]olds?(?!\w)|-jährig\w*", re.IGNORECASE)
_AGED: Final = lazy_pattern(
    r"(?:\b(?:aged?|im Alter von)|\b(?:since|when|until) (?:he|she) (?:was|turned)) \Z"
)
_AFTER_NAME: Final = lazy_pattern(r"\b(?P<given>[^\Wa-z\d_][\w’'.-]* )?[^\Wa-z\d_][\w’'-]*, \Z")
_GOES_ON: Final = lazy_pattern(r",”? (?!and\b)[a-z]")
"""What follows the age of somebody who has one name: "Farrow, 34, said"; not "Labour, 34; Greens, 12"."""
_BARE_AGE: Final = lazy_pattern(r"[1-9]\d")
_AGE_ENDS: Final = (",", ".", ";", "”")
_AGO: Final = lazy_pattern(r"\s+ago(?!\w)")
_SCALES: Final = lazy_pattern(
    r"(?:hundred|thousand|lakh|million|crore|billion|trillion|bn|m|k|Tausend|Millionen|Milliarden|Mio\.|Mrd\.)\s+"
)
_PARTS: Final = lazy_pattern(
    r"\b(?P<count>an?|one|two|four|five)[ -](?P<part>third|sixth|seventh|ninth)s?(?=\W*\Z| of\b)",
    re.IGNORECASE,
)
"""Fractions without a short decimal form."""
_ONE_OF: Final = lazy_pattern(r"\bone of\b", re.IGNORECASE)
"""A number that only the rest of the words can settle."""

_CLOCK: Final = (
    r"(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?(?:[ap]\.?m\.?|o[’']clock|Uhr)|(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|\d{1,2})(?: o[’']clock)?(?: in the (?:morning|afternoon|evening)| at night)"
    r"|noon|midday|midnight|dawn|dusk|sunrise|sunset|Mittag|Mitternacht)"
)
_BEFORE_CLOCK: Final = (
    r"(?:(?:shortly|just|soon|at|by|until|before|after|from|around|about|nearly|since|um|gegen|bis|kurz|nach|vor|ab|seit)"
    r" )*"
)
_COUNT: Final = (
    rf"(?:\d[\d.,]*|(?:{ENGLISH.number_pattern}|{GERMAN.number_pattern})(?:-\w+)?|another|several|many|some|half an?"
    r"|mehrere[rnm]?|einige[rnm]?|wenige[rnm]?)"
)
"""How many units a length of time has: no word as in "for Christmas Day", or "seit vergangenem Jahr"."""
_NO_DATE: Final = (
    (lazy_pattern(rf"{_BEFORE_CLOCK}{_CLOCK}", re.IGNORECASE), "a time of day without its day"),
    (
        lazy_pattern(
            r"(?:for|within|seit|binnen|innerhalb von) (?:(?:about|around|nearly|almost|over|more than|at least|up to"
            rf"|fast|rund|mehr als|über) )?{_COUNT} "
            r"(?:second|minute|hour|day|week|month|year|decade|Stunde|Tag|Woche|Monat|Jahr)(?:s|n|e|en)?",
            re.IGNORECASE,
        ),
        "a length of time",
    ),
    (
        lazy_pattern(
            r"(?:since|by|until|from)? ?then|since|later|afterwards|at (?:the|that) time|damals|seitdem|später",
            re.IGNORECASE,
        ),
        "no time of its own",
    ),
)
"""What is no date, each with what it is."""
_WORD: Final = lazy_pattern(r"[\w’'-]+")
_EDGE: Final = lazy_pattern(r"\b(?:end|start|beginning|week (?:of|in)|Ende|Anfang|Beginn)\b", re.IGNORECASE)
_SEASON: Final = lazy_pattern(r"\d{4}-2[1-4](?:/\.\.)?")
_DISTANCE: Final = frozenset({"relative", "neighbor"})
_LEANING: Final = word_set(
    "on in at by of for from to since until till before after as early late the at least mid over during around about "
    "only and am im vom vor bis seit ab zum zur nach gegen"
)
"""Words that a date may have around those that newsld reads, and that do not change its unit."""
_LIMIT: Final = lazy_pattern(r"(?:not |at least )?(?:before|by|until|till|bis|vor)\b", re.IGNORECASE)
_SINCE: Final = lazy_pattern(r"(?:ever )?(?:since|seit)\b", re.IGNORECASE)


class Corrections:
    """What the words of a text decide about the figures and dates of an answer, in English and German.

    An item that is no figure or no date is left out (NLD-DRF-012), a value that the words contradict is corrected
    (NLD-DRF-013); both are findings of the grounder.
    """

    def __init__(self, text: TextInput, grounder: Grounder) -> None:
        self._input = text
        self._text = text.captured().text
        self._grounder = grounder
        words = calendar_words(text.language)
        self._language = None if words is None else "de" if words is GERMAN else "en"

    @cached_property
    def _figures(self) -> list[FoundFigure]:
        return find_figures(self._text, self._language or "en")

    @cached_property
    def _dates(self) -> list[DateExpression]:
        return find_dates(self._text, self._input.publication_day, self._language, periods=True)

    # -- figures ---------------------------------------------------------------------------------------------

    def figure(self, item: FigureItem, span: Span) -> FigureItem | None:
        """Return a figure with the number and the bound that its words state; None if it is no figure."""
        if self._language is None:
            return item
        try:
            number = Decimal(item.number.strip())
        except InvalidOperation:
            return item
        words = span.slice(self._text)
        if reason := self._no_figure(span, words, number):
            self._leave_out(words, reason, item.pointer)
            return None
        if item.bound == "between":
            return item
        found = _overlapping(self._figures, span)
        stated = numbers_in(words, self._language)
        if not stated:
            return self._part(item, words, number)
        if len(found) != 1 or _ONE_OF.search(words) or found[0].value not in {one.value for one in stated}:
            return item
        (one,) = found
        if number == -one.value:
            return item  # "minus 5 degrees", "fell 3 per cent"
        changed: dict[str, Any] = {}
        if one.to is not None:
            if span.start <= one.start and one.end <= span.end and number in (one.value, one.to):
                changed = {"bound": "between", "number": _digits(one.value), "to": _digits(one.to)}
        else:
            if number != one.value and not any(number in quantity.values for quantity in stated):
                changed["number"] = _digits(one.value)
                if item.unit is not None and (scale := _SCALES.match(item.unit)) is not None:
                    changed["unit"] = item.unit[scale.end() :]
            elif number != one.value:
                return item
            bound = self._bound(one)
            if bound is not None and bound != item.bound:
                changed["bound"] = bound
        return self._changed(item, words, changed)

    def _no_figure(self, span: Span, words: str, number: Decimal) -> str | None:
        """Return what a number is that is no figure, None for a figure."""
        before = self._text[max(0, span.start - 40) : span.start]
        old = _OLD.search(words) or _OLD.match(self._text[span.end : span.end + 12].lstrip(" -"))
        if old is not None:
            counted = numbers_in(words, self._language or "en")
            age = counted[-1] if counted else None
            return "an age" if age is not None and number in age.values and len(counted) == 1 else None
        after = self._text[span.end : span.end + 1]
        if _AGED.search(before) and number < 120:
            return "an age"
        name = _AFTER_NAME.search(before) if _BARE_AGE.fullmatch(words) and after in _AGE_ENDS else None
        if name is not None and (name["given"] or _GOES_ON.match(self._text, span.end)):
            return "an age"
        if _AGO.match(self._text, span.end):
            return "part of a date"
        return None

    def _part(self, item: FigureItem, words: str, number: Decimal) -> FigureItem:
        """Return a figure with the value of two thirds to three places, which models write in other ways."""
        part = _PARTS.search(words)
        if part is None:
            return item
        share = fraction(part["count"], part["part"])
        return self._changed(item, words, {} if number == share else {"number": _digits(share)})

    def _bound(self, one: FoundFigure) -> str | None:
        """Return the bound that a qualifier right before a number states, None for one with other meanings."""
        words = self._text[one.start : one.end]
        stated = numbers_in(words, self._language or "en")
        if self._language != "en" or not stated:
            return None
        found = qualifier_before(words, stated[0].start)
        return found[0] if found is not None and found[0] == one.bound else None

    def _changed(self, item: FigureItem, words: str, changed: dict[str, Any]) -> FigureItem:
        for key in ("number", "bound"):
            if key in changed and changed[key] != getattr(item, key):
                self._correct(words, key, getattr(item, key), changed[key], f"{item.pointer}/{key}")
        return item.model_copy(update=changed) if changed else item

    # -- dates -----------------------------------------------------------------------------------------------

    def date(self, item: DateItem, span: Span) -> DateItem | None:
        """Return a date with the day or period that its words state; None if they are no date."""
        if self._language is None:
            return item
        words = span.slice(self._text)
        for pattern, reason in _NO_DATE:
            if pattern.fullmatch(" ".join(words.split())):
                self._leave_out(words, reason, item.pointer)
                return None
        found = _overlapping(self._dates, span)
        try:
            given = parse_edtf(item.date.strip()) if item.date is not None else None
            one = found[0] if len(found) == 1 and self._is_whole(found[0], span) else None
            stated = parse_edtf(one.date) if one is not None and one.date is not None else None
        except BadDate:
            return item
        if given is None:
            return item
        value = self._opened(given, words)
        is_limit = value != str(given) and stated is not None and _follows(value, stated)
        if one is not None and stated is not None and (is_limit or self._is_wrong(value, stated, one, words)):
            value = str(stated)
        if value == str(given):
            return item
        self._correct(words, "date", str(given), value, f"{item.pointer}/date")
        return item.model_copy(update={"date": value})

    def _is_whole(self, one: DateExpression, span: Span) -> bool:
        """Return whether what newsld reads is the whole of a date, and no matter of convention.

        Whether the end of March is a day, the week of 2 April begins on it, and the summer is three months, is one.
        """
        before, after = self._text[span.start : one.start], self._text[one.end : span.end]
        around = {word.casefold() for word in _WORD.findall(f"{before} {after}")}
        words = self._text[min(one.start, span.start) : max(one.end, span.end)]
        return around <= _LEANING and not (_EDGE.search(words) or _SEASON.fullmatch(one.date or ""))

    def _opened(self, given: Edtf, words: str) -> str:
        """Return "since X" as X/.. where it ends with the publication, and "until X" as X."""
        value = str(given)
        start, _, end = value.partition("/")
        if (
            _SINCE.match(words)
            and self._input.publication_day is not None
            and end == self._input.publication_day.isoformat()
        ):
            return f"{start}/.."
        if start == ".." and _LIMIT.match(words):
            return end
        return value

    def _is_wrong(self, value: str, stated: Edtf, one: DateExpression, words: str) -> bool:
        """Return whether a date is none of those that its words can mean, while newsld can work one out."""
        given = _bounds(value)
        expected = _bounds(str(stated))
        if given is None or expected is None or given == expected:
            return False
        language = self._language
        weekdays = weekdays_in(words, language)
        if one.rule == "weekday" and len(weekdays) == 1 and given[0] == given[1]:
            return given[0].weekday() not in weekdays
        years = years_in(words)
        if len(years) == 1 and years.isdisjoint(range(given[0].year, given[1].year + 1)):
            return True
        months = months_in(words, language)
        if one.rule in ("day", "month") and len(months) == 1 and given[0].month not in months:
            return given[0].month == given[1].month
        is_inside = expected[0] <= given[0] and given[1] <= expected[1]
        is_around = given[0] <= expected[0] and expected[1] <= given[1]
        if value.endswith("/..") and "/" in str(stated):
            return False  # "since last week" is open, or that week
        if one.rule in _DISTANCE:
            return is_inside or is_around
        if one.rule == "period" and "/" in str(stated) and "/.." not in str(stated):
            return (
                given[0] <= expected[1]
                and expected[0] <= given[1]
                and _length(given) <= 2 * _length(expected)
            )
        return is_inside

    # -- findings --------------------------------------------------------------------------------------------

    def _leave_out(self, words: str, reason: str, at: str) -> None:
        message = f"the words {quote(words)} are {reason}, and are left out"
        self._report("NLD-DRF-012", message, "no change is needed", at)

    def _correct(self, words: str, key: str, given: str, value: str, at: str) -> None:
        message = f"the words {quote(words)} mean {key}: {value}, and the answer has {given}"
        self._report("NLD-DRF-013", message, "check the correction", at)

    def _report(self, code: str, message: str, suggestion: str, at: str) -> None:
        self._grounder.findings.append(Finding(code, message, suggestion=suggestion, pointer=at))


def _overlapping(found: Sequence[_Found], span: Span) -> list[_Found]:
    """Return what was found that shares a character with a span; `found` is in order and without overlap."""
    first = bisect_right(found, span.start, key=attrgetter("end"))
    last = bisect_right(found, span.end - 1, key=attrgetter("start"))
    return list(found[first:last])


def _bounds(value: str) -> tuple[date, date] | None:
    """Return the first and the last day of a date; of an open interval those of the end that it names."""
    dated = parse_edtf(value.removesuffix("/..").removeprefix("../"))
    return None if dated.earliest is None or dated.latest is None else (dated.earliest, dated.latest)


def _follows(value: str, stated: Edtf) -> bool:
    """Return whether a date begins on the day after another one, which is the last before it."""
    bounds = _bounds(value)
    return bounds is not None and stated.earliest == bounds[1] + timedelta(days=1)


def _length(bounds: tuple[date, date]) -> int:
    return (bounds[1] - bounds[0]).days + 1


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"
