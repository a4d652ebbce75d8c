"""Whether the dates of a story come in an order that can be."""

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
    """Changed before published (NLD-GOO-023), ended before begun (NLD-DAT-003).

    Takes a story's plain data, which need not be sound: dates that cannot be read are passed over.
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
    for place, part in enumerate(parts):
        if isinstance(part, dict) and "end" in part and "start" in part:
            findings += _ordered(part, "start", "end", (*owner, place))
    return findings


def _modified(data: Mapping[str, Any]) -> list[Finding]:
    published, modified = data.get("datePublished"), data.get("dateModified")
    if not isinstance(published, str) or not isinstance(modified, str):
        return []
    try:
        if parse_timestamp(modified).moment >= parse_timestamp(published).moment:
            return []
    except (BadDate, OverflowError):
        return []
    return [
        Finding(
            "NLD-GOO-023",
            f"changed at {modified}, before it was published at {published}",
            suggestion="one of the two is wrong, or has the wrong offset",
            pointer="/dateModified",
        )
    ]


def _ordered(part: Mapping[str, Any], first: str, last: str, owner: tuple[str | int, ...]) -> list[Finding]:
    start, end = _date(part[first]), _date(part[last])
    if start is None or end is None:
        return []
    begun, ended = start.earliest, end.latest
    if begun is None or ended is None or ended >= begun:
        return []
    return [
        Finding(
            "NLD-DAT-003",
            f"{last} {end} is before {first} {start}",
            suggestion="one of the two is wrong",
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
