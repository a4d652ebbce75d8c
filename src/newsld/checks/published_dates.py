"""The dates of published articles: that they are there, that machines read them, and that they are in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from newsld.findings import Finding
from newsld.model.dates.publishers import Published, read_published
from newsld.model.text.shorten import shorten
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Node, Value
from newsld.web.markup.queries import is_update

__all__ = ["CHECKS", "Date", "moments", "not_in_order", "not_iso", "not_there", "not_zoned"]

_DATES: Final = ("datePublished", "dateModified")
_NO_DAY: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_ISO_LIKE: Final = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d(?::?\d\d){0,2}(?:[.,]\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
_USUAL: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)", re.ASCII
)
"""A moment as most publishers write it."""
_AMBIGUOUS: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b.*", re.ASCII)


class Date:
    """A date of an article as it is written: its value, its text, and what can be read of it."""

    __slots__ = ("found", "text", "value")

    def __init__(self, value: Value, text: str | None) -> None:
        """The date that stands at `value`; a `text` of None is no date that anybody can read."""
        self.value = value
        self.text = text
        self.found: Published | None = None if text is None else read_published(text)

    def finding(self, code: str, message: str, suggestion: str) -> Finding:
        """A finding about it, which begins with its term."""
        return self.value.owner.finding(
            code, f"{self.value.term} {message}", suggestion=suggestion, at=self.value
        )


def moments(article: Node) -> Iterator[Finding]:
    """What is wrong with the dates of an article."""
    if _are_sound(article):
        return
    dates = [Date(value, _text(value)) for term in _DATES for value in article.values(term)]
    for date in dates:
        found = date.found
        if found is None or not found.is_iso:
            yield from not_iso(date)
        elif not found.has_zone:
            yield from not_zoned(date, found)
    yield from not_in_order(dates)
    if not is_update(article):
        yield from not_there(article, {date.value.term for date in dates})


def not_there(article: Node, terms: set[str]) -> Iterator[Finding]:
    """NLD-GOO-020 and NLD-GOO-022: an article says when it was published, and when it was last changed."""
    if "datePublished" not in terms:
        suggestion = "add datePublished, such as 2025-03-04T18:20:00+00:00"
        yield article.finding("NLD-GOO-020", "has no datePublished", suggestion=suggestion)
    elif "dateModified" not in terms:
        suggestion = "add dateModified when the text changes; on the first day it is datePublished"
        yield article.finding("NLD-GOO-022", "has no dateModified", suggestion=suggestion)


def not_iso(date: Date) -> Iterator[Finding]:
    """NLD-GOO-020: the dates of an article are ISO 8601."""
    text, value = date.text, date.value
    if text is None:
        if value.node is None:
            yield date.finding("NLD-GOO-020", f"is {shorten(value.raw)}, and no text", _epoch(value))
    elif _NO_DAY.fullmatch(text):
        suggestion = f"write it out, as in {text[:4]}-03-04T18:20:00+01:00"
        yield date.finding("NLD-GOO-021", f"{text} has no day, no time and no zone", suggestion)
    else:
        unreal = date.found is None and _ISO_LIKE.fullmatch(text)
        fault = "does not exist" if unreal else "is not ISO 8601"
        yield date.finding("NLD-GOO-020", f"{shorten(text)} {fault}", _mend(text, date.found))


def not_zoned(date: Date, found: Published) -> Iterator[Finding]:
    """NLD-GOO-021: the dates of an article have a time of day and its zone."""
    if found.has_time:
        suggestion = f"add the offset of the clock it was taken from, as in {found.iso}+01:00"
        yield date.finding("NLD-GOO-021", f"{date.text} has no time zone", suggestion)
    else:
        suggestion = f"add both, as in {found.iso}T18:20:00+01:00"
        yield date.finding("NLD-GOO-021", f"{date.text} has no time and no zone", suggestion)


def not_in_order(dates: Iterable[Date]) -> Iterator[Finding]:
    """NLD-GOO-023: no article is changed before it is there, whatever clocks the two dates leave open."""
    starts = [date for date in dates if date.value.term == "datePublished" and date.found]
    for date in dates:
        changed = date.found
        if (
            date.value.term == "dateModified"
            and changed is not None
            and starts
            and all(start.found is not None and changed.before(start.found) for start in starts)
        ):
            message = f"changed at {date.text}, before it was published at {starts[0].text}"
            suggestion = "one of the two is wrong, or has the wrong offset"
            yield date.value.owner.finding("NLD-GOO-023", message, suggestion=suggestion, at=date.value)


def _are_sound(article: Node) -> bool:
    """Whether an article says both, at first sight: with an offset, and in order."""
    start, change = (article.data.get(term) for term in _DATES)
    if not (
        article.block.index.known_valid
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


def _mend(text: str, found: Published | None) -> str:
    """What to write instead, which never says more than the text did."""
    if found is not None and found.has_zone:
        return f"write {found.iso}"
    if found is not None and found.has_time:
        return f"write {found.iso} with the offset of its clock, as in {found.iso}+01:00"
    if found is not None:
        return f"write {found.iso}, better with time and offset: {found.iso}T18:20:00+01:00"
    if ambiguous := _AMBIGUOUS.fullmatch(text):
        first, other, year = (part.zfill(2) for part in ambiguous.groups())
        return f"write {year}-{other}-{first} or {year}-{first}-{other}, whichever is meant"
    return "write year, month and day, time and offset, as in 2025-03-04T18:20:00+01:00"


def _epoch(value: Value) -> str:
    """The moment that a count of seconds or milliseconds since 1970 is."""
    count = value.literal
    if isinstance(count, int | float) and not isinstance(count, bool) and 1e8 <= count < 1e14:
        moment = datetime.fromtimestamp(count / 1000 if count >= 1e11 else count, UTC)
        return f"write {moment.replace(microsecond=0).isoformat()}"
    return "write a text, as in 2025-03-04T18:20:00+01:00"


CHECKS: tuple[Check, ...] = (
    Check(("NLD-GOO-020", "NLD-GOO-021", "NLD-GOO-022", "NLD-GOO-023"), "article", moments),
)
