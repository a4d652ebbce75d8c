"""Say from which day "today", "yesterday" and "tomorrow" count in a quotation: the day of its report."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from newsld.model.dates.found_dates import FoundDate
from newsld.syntax.patterns import lazy_pattern

_TODAY: Final = lazy_pattern(r"(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_LATE: Final = 2
"""The most days between a quotation and the publication on which it still says "today"."""
_DAY_WORDS: Final = lazy_pattern(
    r"(?:today|tonight|this (?:morning|afternoon|evening)|yesterday|tomorrow)\b", re.IGNORECASE
)
_LONGEST_QUOTE: Final = 300
_SAID: Final = r"(?:said|told|says|wrote|added|posted|tweeted|asked|warned|announced|recalled|explained)"
_SAID_BEFORE: Final = lazy_pattern(rf"\b{_SAID}\b[^.“”\"\n]{{0,80}}[:,] ?[“\"][^“”\"\n]*\Z")
"""The report before a quotation: "she said on Monday: “Tomorrow we"."""
_SAID_AFTER: Final = lazy_pattern(rf"[^“”\"\n]*[”\"][^.“”\"\n]*?\b{_SAID}\b[^.“”\"\n]*")
"""The report after a quotation, up to its day: "tomorrow,” she told staff on"."""


def day_of_speech(
    text: str, following: list[FoundDate], one: FoundDate, published: date, previous: date
) -> date:
    """Return the day from which "today" or "tomorrow" counts: in a quotation the day of its report."""
    if not _DAY_WORDS.match(text, one.start) or not _is_quoted(text, one.start):
        return published
    late = (published - previous).days
    said_before = _SAID_BEFORE.search(text, max(0, one.start - _LONGEST_QUOTE), one.start) is not None
    if (late == 1 and _TODAY.match(text, one.start)) or (0 < late <= _LATE and said_before):
        return previous
    for other in following:
        between = text[one.end : other.start]
        if (
            other.rule in {"weekday", "day"}
            and len(between) < _LONGEST_QUOTE
            and _SAID_AFTER.fullmatch(between)
        ):
            day = other.resolve(published, None)
            if day is not None and 0 < (published - date.fromisoformat(day)).days <= _LATE:
                return date.fromisoformat(day)
    return published


def _is_quoted(text: str, at: int) -> bool:
    """Return whether an offset is between quotation marks that its paragraph opens."""
    begin = max(0, at - 4 * _LONGEST_QUOTE)
    before = text[max(begin, text.rfind("\n", begin, at) + 1) : at]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1
