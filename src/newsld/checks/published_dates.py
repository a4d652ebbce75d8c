"""Check the dates of published articles: they exist, are ISO 8601 with a time zone, and are in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from newsld.findings import Finding
from newsld.model.dates.published_forms import PublishedDate, parse_published
from newsld.model.text.shorten import shorten
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Node, Value
from newsld.web.markup.queries import is_update

_ONE_STEP: Final = timedelta(minutes=1)
"""How far apart two steps of one publication may be: many systems write one of the dates without seconds."""
_DATES: Final = ("datePublished", "dateModified")
_NO_DAY: Final = lazy_pattern(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_ISO_LIKE: Final = lazy_pattern(
    r"\d{4}-\d\d-\d\d(?:T\d\d(?::?\d\d){0,2}(?:[.,]\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
_USUAL: Final = lazy_pattern(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)", re.ASCII
)
"""A timestamp as most publishers write it."""
_AMBIGUOUS: Final = lazy_pattern(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b.*", re.ASCII)


class ArticleDate:
    """A date of an article: `value` has its place, `text` is its text, and `parsed` its date, None if invalid."""

    __slots__ = ("parsed", "text", "value")

    def __init__(self, value: Value, text: str | None) -> None:
        """Parse the date at `value`; a `text` of None is not a date."""
        self.value = value
        self.text = text
        self.parsed: PublishedDate | None = None if text is None else parse_published(text)

    def finding(self, code: str, message: str, suggestion: str) -> Finding:
        """Return a finding about the date; its message begins with the term."""
        return self.value.owner.finding(
            code, f"{self.value.term} {message}", suggestion=suggestion, at=self.value
        )


def check_published_dates(article: Node) -> Iterator[Finding]:
    """Yield the findings about the dates of an article."""
    if _are_plainly_valid(article):
        return
    dates = [ArticleDate(value, _text(value)) for term in _DATES for value in article.values(term)]
    for date in dates:
        parsed = date.parsed
        if parsed is None or not parsed.is_iso:
            yield from date_is_iso(date)
        elif not parsed.has_zone:
            yield from date_has_zone(date, parsed)
    yield from dates_are_in_order(dates)
    if not is_update(article):
        yield from dates_exist(article, {date.value.term for date in dates})


def dates_exist(article: Node, terms: set[str]) -> Iterator[Finding]:
    """Yield NLD-GOO-020 if an article has no datePublished, NLD-GOO-022 if it has no dateModified."""
    if "datePublished" not in terms:
        suggestion = "add datePublished, as in 2025-03-04T18:20:00+00:00"
        yield article.finding("NLD-GOO-020", "the article has no datePublished", suggestion=suggestion)
    elif "dateModified" not in terms:
        suggestion = "add dateModified: the time of the last change, or datePublished if nothing changed"
        yield article.finding("NLD-GOO-022", "the article has no dateModified", suggestion=suggestion)


def date_is_iso(date: ArticleDate) -> Iterator[Finding]:
    """Yield NLD-GOO-020 for a date that is not ISO 8601, NLD-GOO-021 for one that has no day."""
    text, value = date.text, date.value
    if text is None:
        if value.node is None:
            yield date.finding(
                "NLD-GOO-020", f"is {shorten(value.raw)}, not text", _timestamp_suggestion(value)
            )
    elif _NO_DAY.fullmatch(text):
        suggestion = f"write the full date and time, as in {text[:4]}-03-04T18:20:00+01:00"
        yield date.finding("NLD-GOO-021", f"{text} has no day, no time and no time zone", suggestion)
    else:
        impossible = date.parsed is None and _ISO_LIKE.fullmatch(text)
        fault = "does not exist" if impossible else "is not ISO 8601"
        yield date.finding("NLD-GOO-020", f"{shorten(text)} {fault}", _suggestion(text, date.parsed))


def date_has_zone(date: ArticleDate, parsed: PublishedDate) -> Iterator[Finding]:
    """Yield NLD-GOO-021 for a date without a time zone."""
    if parsed.has_time:
        suggestion = f"add the UTC offset of its time zone, as in {parsed.iso}+01:00"
        yield date.finding("NLD-GOO-021", f"{date.text} has no time zone", suggestion)
    else:
        suggestion = f"add both, as in {parsed.iso}T18:20:00+01:00"
        yield date.finding("NLD-GOO-021", f"{date.text} has no time and no time zone", suggestion)


def dates_are_in_order(dates: Iterable[ArticleDate]) -> Iterator[Finding]:
    """Yield NLD-GOO-023 if dateModified is before datePublished in every time zone that the dates allow."""
    starts = [date for date in dates if date.value.term == "datePublished" and date.parsed]
    for date in dates:
        changed = date.parsed
        if (
            date.value.term == "dateModified"
            and changed is not None
            and starts
            and all(start.parsed is not None and _is_before(changed, start.parsed) for start in starts)
        ):
            message = f"dateModified {date.text} is before datePublished {starts[0].text}"
            suggestion = "correct the wrong date or its offset"
            owner = date.value.owner
            if owner.block.syntax == "story":
                yield owner.finding("NLD-GOO-023", message, suggestion=suggestion, at=date.value)
                continue
            # Publishing systems write the last change before a planned publication.
            suggestion = "write the time of publication in both if nothing changed after it"
            finding = owner.finding("NLD-GOO-023", message, suggestion=suggestion, at=date.value)
            yield finding.with_severity("warning")


def _is_before(changed: PublishedDate, start: PublishedDate) -> bool:
    """Return whether a date is before another by more than the time between two steps of one publication."""
    if not changed.before(start):
        return False
    if changed.offset is None or start.offset is None or not (changed.has_time and start.has_time):
        return True
    return (start.local - start.offset) - (changed.local - changed.offset) >= _ONE_STEP


def _are_plainly_valid(article: Node) -> bool:
    """Return whether a quick look at the JSON shows both dates, with offsets and in order."""
    start, change = (article.data.get(term) for term in _DATES)
    if not (
        article.block.known_valid
        and start.__class__ is str
        and change.__class__ is str
        and _USUAL.fullmatch(start)
        and _USUAL.fullmatch(change)
    ):
        return False
    try:
        return datetime.fromisoformat(start) <= datetime.fromisoformat(change)
    except ValueError:
        return False


def _text(value: Value) -> str | None:
    text = value.text
    return None if text is None else text.strip()


def _suggestion(text: str, parsed: PublishedDate | None) -> str:
    """Return what to write instead, without adding anything that the text does not state."""
    if parsed is not None and parsed.has_zone:
        return f"write {parsed.iso}"
    if parsed is not None and parsed.has_time:
        return f"write {parsed.iso} with its UTC offset, as in {parsed.iso}+01:00"
    if parsed is not None:
        return f"write {parsed.iso}, or better with time and offset: {parsed.iso}T18:20:00+01:00"
    if ambiguous := _AMBIGUOUS.fullmatch(text):
        first, other, year = (part.zfill(2) for part in ambiguous.groups())
        return f"write {year}-{other}-{first} or {year}-{first}-{other}, whichever is meant"
    return "write the year, month, day, time and offset, as in 2025-03-04T18:20:00+01:00"


def _timestamp_suggestion(value: Value) -> str:
    """Return the timestamp of a count of seconds or milliseconds since 1970."""
    count = value.literal
    if isinstance(count, int | float) and not isinstance(count, bool) and 1e8 <= count < 1e14:
        timestamp = datetime.fromtimestamp(count / 1000 if count >= 1e11 else count, UTC)
        return f"write {timestamp.replace(microsecond=0).isoformat()}"
    return "write it as text, as in 2025-03-04T18:20:00+01:00"


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-020", "NLD-GOO-021", "NLD-GOO-022", "NLD-GOO-023"), "article", check_published_dates),
)
