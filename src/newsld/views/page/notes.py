"""Show what is to be looked at: the findings of a check, and the open items of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern
from newsld.views.page.finding_places import PlacesOfFindings

if TYPE_CHECKING:
    from newsld.findings import Finding
    from newsld.model import NewsArticle
    from newsld.model.draft_state import OpenItem

_ROLE: Final = lazy_pattern(r"(?P<party>.+)-role-(?P<number>[0-9]{1,4})")
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


def notes_of_draft(article: NewsArticle, places: PlacesOfFindings) -> Sequence[Note]:
    """Return the open items of a draft as notes, those first for which a mistake costs most."""
    notes = []
    for number, item in enumerate(article.draft.look if article.draft else (), 1):
        words = _place(item, article.text, places)
        instead = f"Instead: {item.instead}." if item.instead else ""
        notes.append(
            Note(
                "to confirm",
                item.what or item.words or item.item,
                " ".join(part for part in (item.why or "", instead) if part),
                "look",
                "?",
                f"item-{number}",
                words.end if words else None,
                item.item,
            )
        )
    return notes


def _place(item: OpenItem, text: str, places: PlacesOfFindings) -> Span | None:
    """Return the words of an open item: those of what its id names, else the first that are equal to its own."""
    slug = item.item
    found = places.find(f"/citations/{slug.removeprefix('cite-')}") if slug.startswith("cite-") else None
    if found is None and (role := _ROLE.fullmatch(slug)):
        steps = f"{role['party']}/roles/{int(role['number']) - 1}"
        found = places.find(f"/people/{steps}") or places.find(f"/organizations/{steps}")
    found = found or places.find_id(slug)
    if found is None and item.words and (start := text.find(item.words)) >= 0:
        found = Span(start, start + len(item.words))
    return found
