"""Add the values to a story that come from the settings: the time zone of timestamps, and shared entities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsld.findings import Finding
from newsld.model.dates import BadDate, with_zone
from newsld.pipeline.shared_entities import SharedEntities, copy_shared

_DATE_KEYS: Final = ("datePublished", "dateModified", "dateCreated")


def apply_settings(data: dict[str, Any], zone: str | None, shared: SharedEntities | None) -> list[Finding]:
    """Add the values that come from settings: the time zone of naive timestamps, and shared entities."""
    if zone is not None:
        for owner, key in _timestamps(data):
            try:
                owner[key] = str(with_zone(owner[key], zone))
            except BadDate:
                continue  # reported by the structure check
    return copy_shared(data, shared) if shared is not None else []


def _timestamps(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield every timestamp of a story that is a string, as its object and key."""
    for key in _DATE_KEYS:
        if isinstance(data.get(key), str):
            yield data, key
    corrections = data.get("correction")
    for correction in corrections if isinstance(corrections, list) else (corrections,):
        if isinstance(correction, dict) and isinstance(correction.get("datePublished"), str):
            yield correction, "datePublished"
