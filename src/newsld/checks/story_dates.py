"""Check that the dates of a story are in a possible order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.dates import BadDate, Edtf, is_day, parse_edtf, parse_timestamp
from newsld.syntax.document import pointer

_DATES: Final = ("datePublished", "dateModified", "dateCreated")
_SPANS: Final = (
    ("people", "birthDate", "deathDate", "roles"),
    ("organizations", "", "", "roles"),
    ("events", "startDate", "endDate", ""),
)
"""Collections, the dates that begin and end their items, and the list of parts with `start` and `end`."""


def check_dates(data: Mapping[str, Any], *, may_end: bool = True) -> list[Finding]:
    """Return the findings about the dates of a story.

    These are a publication date without a time (NLD-DAT-001, a warning), a change before the publication
    (NLD-GOO-023), and ends before their start (NLD-DAT-003). `data` is the plain data of a story, which may be
    invalid: dates that cannot be parsed are ignored. `may_end` is False if surely nothing has an end.
    """
    findings = _days(data)
    if "dateModified" in data:
        findings += _modified(data)
    for collection, first, last, part in _SPANS if may_end else ():
        items = data.get(collection)
        if not isinstance(items, dict):
            continue
        if not _may_end(items, last, part):
            continue
        for name, item in items.items():
            if not isinstance(item, dict):
                continue
            if last in item and first in item:
                findings += _ordered(item, first, last, (collection, name))
            if part in item and isinstance(item[part], list):
                findings += _of_parts(item[part], (collection, name, part))
    return findings


def _may_end(items: Mapping[str, Any], last: str, part: str) -> bool:
    """Return whether a quick look shows that an item may have an end or parts."""
    try:
        present = set().union(*items.values())
    except TypeError:  # an item is of a wrong type
        return True
    return last in present or part in present


def _days(data: Mapping[str, Any]) -> list[Finding]:
    """Return a warning for each publication date that is a day without a time."""
    corrections = data.get("correction")
    dates = [(data.get(key), (key,)) for key in _DATES]
    for index, one in enumerate(corrections if isinstance(corrections, list) else [corrections]):
        if isinstance(one, dict):
            steps = ("correction", index) if isinstance(corrections, list) else ("correction",)
            dates.append((one.get("datePublished"), (*steps, "datePublished")))
    return [
        Finding(
            "NLD-DAT-001",
            f"{steps[-1]}: {value} has no time and no offset",
            suggestion=f"add both, as in {value}T18:20:00+01:00",
            pointer=pointer(*steps),
            severity_override="warning",
        )
        for value, steps in dates
        if isinstance(value, str) and is_day(value)
    ]


def _of_parts(parts: list[Any], owner: tuple[str | int, ...]) -> list[Finding]:
    findings: list[Finding] = []
    for index, part in enumerate(parts):
        if isinstance(part, dict) and "end" in part and "start" in part:
            findings += _ordered(part, "start", "end", (*owner, index))
    return findings


def _modified(data: Mapping[str, Any]) -> list[Finding]:
    published, modified = data.get("datePublished"), data.get("dateModified")
    if not isinstance(published, str) or not isinstance(modified, str):
        return []
    try:
        if parse_timestamp(modified).to_datetime() >= parse_timestamp(published).to_datetime():
            return []
    except (BadDate, OverflowError):
        return []
    return [
        Finding(
            "NLD-GOO-023",
            f"dateModified {modified} is before datePublished {published}",
            suggestion="correct the wrong date or its offset",
            pointer="/dateModified",
        )
    ]


def _ordered(part: Mapping[str, Any], first: str, last: str, owner: tuple[str | int, ...]) -> list[Finding]:
    start, end = _date(part[first]), _date(part[last])
    if start is None or end is None:
        return []
    earliest, latest = start.earliest, end.latest
    if earliest is None or latest is None or latest >= earliest:
        return []
    return [
        Finding(
            "NLD-DAT-003",
            f"{last} {end} is before {first} {start}",
            suggestion="correct the wrong date",
            pointer=pointer(*owner, last),
        )
    ]


def _date(value: Any) -> Edtf | None:
    text = value.get("date") if isinstance(value, dict) else value
    if not isinstance(text, str):
        return None
    try:
        return parse_edtf(text)
    except BadDate:
        return None
