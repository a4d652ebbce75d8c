"""Check that the dates of a story are in a possible order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.dates import BadDate, Edtf, parse_edtf, parse_timestamp
from newsld.syntax.document import pointer

__all__ = ["check_dates"]

_SPANS: Final = (
    ("people", "birthDate", "deathDate", "roles"),
    ("organizations", "", "", "roles"),
    ("events", "startDate", "endDate", ""),
)
"""Collections, the dates that begin and end their items, and the list of parts with `start` and `end`."""


def check_dates(data: Mapping[str, Any]) -> list[Finding]:
    """Return NLD-GOO-023 if a story was changed before it was published, NLD-DAT-003 for ends before their start.

    `data` is the plain data of a story, which may be invalid: dates that cannot be parsed are ignored.
    """
    findings = _modified(data) if "dateModified" in data else []
    for collection, first, last, part in _SPANS:
        items = data.get(collection)
        if not isinstance(items, dict):
            continue
        for name, item in items.items():
            if not isinstance(item, dict):
                continue
            if last in item and first in item:
                findings += _ordered(item, first, last, (collection, name))
            if part in item and isinstance(item[part], list):
                findings += _of_parts(item[part], (collection, name, part))
    return findings


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
