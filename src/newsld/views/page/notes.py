"""Show what is to be looked at: the findings of a check, and the open items of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsld.views.page.finding_places import PlacesOfFindings

if TYPE_CHECKING:
    from newsld.findings import Finding

__all__ = ["Note", "notes_of_findings"]

_SIGNS: Final = {"error": "✕", "warning": "!", "info": "i"}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to look at. `offset` is the end of the words that it is about, None if there are none."""

    label: str
    title: str
    text: str
    css: str
    sign: str
    anchor: str
    offset: int | None
    place: str = ""


def notes_of_findings(findings: Iterable[Finding], places: PlacesOfFindings) -> Sequence[Note]:
    """Return the findings as notes, in their order."""
    notes = []
    for number, finding in enumerate(findings, 1):
        words = places.find(finding.pointer)
        position = ":".join(str(part) for part in (finding.line, finding.column) if part is not None)
        notes.append(
            Note(
                finding.severity,
                finding.message,
                finding.suggestion or "",
                finding.severity,
                _SIGNS[finding.severity],
                f"finding-{number}",
                words.end if words else None,
                f"{finding.code}{f', line {position}' if position else ''}",
            )
        )
    return notes
