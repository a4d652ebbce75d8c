"""Check dates against the words that they were read from: weekdays, months and years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.dated import Dated
from newsld.model.dates import Edtf
from newsld.model.text import Span
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer

__all__ = ["check_date_words"]

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY: Final = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_MONTH: Final = re.compile(
    rf"\b({'|'.join(name.title() for name in _MONTHS)})\b"
)  # capitals only: "may" and "march" are words too
_YEAR: Final = re.compile(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?!\d|[.,]\d)")
_RELATIVE: Final = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def check_date_words(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-014 for dates with another weekday, month or year than their words. Words are read in English."""
    if article.body is None or (article.in_language or "en").partition("-")[0].lower() != "en":
        return
    text = article.body.text
    published = Edtf(str(article.date_published)[:10]).latest if article.date_published is not None else None
    for when, span, steps in _dates(article):
        words = text[span.start : span.end]
        date = Edtf(when.date)
        first, last = date.earliest, date.latest
        if first is None or last is None or last - first > timedelta(days=400):
            continue
        wrong = None
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        weekdays = {_WEEKDAYS.index(name.lower()) for name in _WEEKDAY.findall(words)}
        months = {_MONTHS.index(name.lower()) + 1 for name in _MONTH.findall(words)}
        years = set(map(int, _YEAR.findall(words)))
        if len(weekdays) == 1 and len(days) == 1 and days[0].weekday() not in weekdays:
            wrong = f"{first} is a {_WEEKDAYS[first.weekday()].title()}"
        elif len(months) == 1 and months.isdisjoint(day.month for day in days):
            wrong = f"{when.date} is not in this month"
        elif len(years) == 1 and years.isdisjoint(day.year for day in days):
            wrong = f"{when.date} is not in this year"
        elif published is not None and (shift := _RELATIVE.get(words.lower())) is not None and len(days) == 1:
            # A story and its place can be in different time zones: a day more or less is no mistake.
            is_near = abs((first - published).days - shift) <= 1
            wrong = None if is_near else f"{first} is not {words.lower()} for a story of {published}"
        if wrong is not None:
            yield Finding(
                "NLD-CAP-014",
                f"the words say {quote(words)}, and {wrong}",
                suggestion="correct the date, or the words that it was read from",
                pointer=pointer(*steps),
            )


def _dates(article: NewsArticle) -> Iterator[tuple[Dated, Span, tuple[str | int, ...]]]:
    """Yield every date of an article that was read from words, with its words and the steps to it."""
    for index, mention in enumerate(article.mentions):
        if mention.date is not None:
            yield mention.date, mention.words, ("mentions", index, "date")
    for event in article.events:
        for key, when in (("startDate", event.start_date), ("endDate", event.end_date)):
            if when is not None and when.words is not None:
                yield when, when.words, ("events", event.id, key)
    for person in article.people:
        for key, when in (("birthDate", person.birth_date), ("deathDate", person.death_date)):
            if when is not None and when.words is not None:
                yield when, when.words, ("people", person.id, key)
        for index, role in enumerate(person.roles):
            for key, when in (("start", role.start), ("end", role.end)):
                if when is not None and when.words is not None:
                    yield when, when.words, ("people", person.id, "roles", index, key)
