"""Check dates against the words that they were read from: weekdays, months, years, and days relative to others."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.dates import Edtf
from newsld.model.dates.calendar_words import calendar_words
from newsld.model.dates.dates_in_text import find_dates, months_in, weekdays_in, years_in
from newsld.model.field_table import facts_of
from newsld.model.keys import COLLECTION_MODELS
from newsld.model.text import Span
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.model.dated import Dated

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RELATIVE: Final = frozenset({"relative", "neighbor"})
_DAY: Final = len("2025-03-04")


def check_date_words(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-014 for dates with another weekday, month, year or distance than their words.

    Words are read in English and German.
    """
    language = article.in_language
    if article.body is None or calendar_words(language) is None:
        return
    dated = list(_dates(article))
    if not dated:
        return
    text = article.body.text
    published = Edtf(str(article.date_published)[:10]).latest if article.date_published is not None else None

    @cache
    def expected() -> list[tuple[Span, str]]:
        """Return the days that the text states relative to others, which takes longer than all other checks."""
        found = [one for one in find_dates(text, published, language) if one.rule in _RELATIVE]
        days = [(Span(one.start, one.end), (one.date or "").removesuffix("/..")) for one in found]
        return [(span, day) for span, day in days if len(day) == _DAY]

    for when, span, steps in dated:
        words = text[span.start : span.end]
        first, last = when.date.earliest, when.date.latest
        if first is None or last is None or last - first > datetime.timedelta(days=400):
            continue
        wrong = None
        weekdays = weekdays_in(words, language)
        months = months_in(words, language)
        years = years_in(words)
        if len(weekdays) == 1 and first == last and first.weekday() not in weekdays:
            wrong = f"{first} is a {_WEEKDAYS[first.weekday()]}"
        elif len(months) == 1 and months.isdisjoint(_months(first, last)):
            wrong = f"{when.date} is not in this month"
        elif len(years) == 1 and years.isdisjoint(range(first.year, last.year + 1)):
            wrong = f"{when.date} is not in this year"
        elif (
            published is not None
            and first == last
            and not (weekdays or months or years)
            and (stated := _stated(expected(), span)) is not None
        ):
            # A story and its place can be in different time zones: a day more or less is no mistake.
            is_near = abs((first - stated).days) <= 1
            wrong = None if is_near else f"{first} is not {words.lower()} in a story of {published}"
        if wrong is not None:
            yield Finding(
                "NLD-CAP-014",
                f"the words say {quote(words)}, and {wrong}",
                suggestion="correct the date, or the words that it was read from",
                pointer=pointer(*steps),
            )


def _months(first: datetime.date, last: datetime.date) -> set[int]:
    """Return the months, from 1 to 12, that a time has a part of."""
    return {month % 12 + 1 for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)}


def _stated(expected: Sequence[tuple[Span, str]], span: Span) -> datetime.date | None:
    """Return the day that words state relative to another one, None for other words.

    `expected` are the days of a text with their words, in order and without overlap.
    """
    index = bisect_right(expected, span.start, key=lambda one: one[0].end)
    is_known = index < len(expected) and expected[index][0].overlaps(span)
    return datetime.date.fromisoformat(expected[index][1]) if is_known else None


def _dates(article: NewsArticle) -> Iterator[tuple[Dated, Span, tuple[str | int, ...]]]:
    """Yield every date of an article that was read from words, with its words and the steps to it."""
    for index, mention in enumerate(article.mentions):
        if mention.date is not None:
            yield mention.date, mention.words, ("mentions", index, "date")
    for when, steps in _dated(article):
        if when is not None and when.words is not None:
            yield when, when.words, steps


@cache
def _date_fields() -> dict[str, dict[str, str]]:
    """Return the dates of things and figures by collection: the names of fields, each with its key."""
    fields = {
        collection: {one.name: key for key, one in facts_of(model).fields.items() if one.kind == "date"}
        for collection, model in COLLECTION_MODELS.items()
    }
    return {collection: names for collection, names in fields.items() if names}


def _dated(article: NewsArticle) -> Iterator[tuple[Dated | None, tuple[str | int, ...]]]:
    """Yield every date of an article but those of mentions, None for an absent one, with the steps to it."""
    for collection, fields in _date_fields().items():
        for part in getattr(article, collection):
            for field, key in fields.items():
                if (when := getattr(part, field)) is not None:
                    yield when, (collection, part.id, key)
    for collection, parties in (("people", article.people), ("organizations", article.organizations)):
        for party in parties:
            for index, role in enumerate(party.roles):
                if role.start is not None or role.end is not None:
                    yield role.start, (collection, party.id, "roles", index, "start")
                    yield role.end, (collection, party.id, "roles", index, "end")
    for citation in article.citations:
        for index, hop in enumerate(citation.chain):
            if (
                hop.date is not None and hop.inherited is None
            ):  # otherwise the date is that of an earlier citation
                yield hop.date, ("citations", citation.id, "chain", index, "date")
