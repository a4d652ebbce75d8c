"""The rules about published markup, asked of pages and of stories: one fault, one finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.checks import markup_checks
from newsld.findings import Finding
from newsld.syntax.document import Document
from newsld.web.markup import Markup
from newsld.web.markup.story_markup import StoryMarkup

__all__ = ["asked", "asked_of_story"]

_SPOKEN_FOR: Final = {
    "NLD-VOC-002": ("NLD-TRU-009", "NLD-TRU-010", "NLD-TRU-011", "NLD-TRU-012"),
    "NLD-VOC-003": ("NLD-GOO-020", "NLD-GOO-021", "NLD-GOO-041", "NLD-NSM-006"),
    "NLD-VOC-007": ("NLD-PAY-001",),
}
"""Rules of schema.org that say nothing where a consumer's rule speaks of the same value: one fault, one finding."""


def asked(markup: Markup, rules: frozenset[str]) -> list[Finding]:
    """What the checks of published markup have to say by these rules, one finding a fault."""
    found = [finding for finding in _answers(markup, rules) if finding.code in rules]
    if not found:
        return found
    said = {(finding.code, finding.block, finding.pointer) for finding in found}
    return [
        finding
        for finding in found
        if not any(
            (code, finding.block, finding.pointer) in said for code in _SPOKEN_FOR.get(finding.code, ())
        )
    ]


def _answers(markup: Markup, rules: frozenset[str]) -> Iterator[Finding]:
    """What the checks have to say that can answer with one of these rules."""
    for check in markup_checks(rules):
        if check.each == "article":
            for article in markup.articles:
                yield from check.find(article)
        elif check.each == "markup" or markup.page is not None:
            yield from check.find(markup)


def asked_of_story(document: Document, said: list[Finding], rules: frozenset[str]) -> list[Finding]:
    """What the same checks say of a story, but not of what is known to be at fault."""
    faulty = {finding.pointer for finding in said if finding.severity == "error"} - {None, ""}
    known = {(finding.code, finding.pointer) for finding in said}
    return [
        finding
        for finding in asked(StoryMarkup(document), rules)
        if (finding.code, finding.pointer) not in known
        and not any(_is_within(finding.pointer, at) or _is_within(at, finding.pointer) for at in faulty)
    ]


def _is_within(inner: str | None, outer: str | None) -> bool:
    """Whether a pointer leads to what another does, or to a part of it."""
    return bool(inner and outer) and f"{inner}/".startswith(f"{outer}/")
