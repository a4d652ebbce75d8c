"""Run the rules about published markup on pages and on stories, with one finding per problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.checks import markup_checks
from newsld.findings import Finding
from newsld.syntax.document import Document
from newsld.web.markup import Check, Markup
from newsld.web.markup.story_markup import StoryMarkup

_SUPERSEDED_BY: Final = {
    "NLD-EMB-004": ("NLD-SYN-020",),
    "NLD-VOC-002": ("NLD-TRU-009", "NLD-TRU-010", "NLD-TRU-011", "NLD-TRU-012"),
    "NLD-VOC-003": ("NLD-GOO-020", "NLD-GOO-021", "NLD-GOO-041", "NLD-NSM-006", "NLD-TRU-008"),
    "NLD-VOC-007": ("NLD-PAY-001",),
    "NLD-VOC-009": ("NLD-NSM-005",),
    "NLD-VOC-012": ("NLD-NSM-005",),
}
"""Rules of schema.org, each with the rules of consumers whose findings about the same value replace its own."""


def run_rules(markup: Markup, rules: frozenset[str]) -> list[Finding]:
    """Return the findings of published markup for these rules (codes), one per problem."""
    findings = [finding for finding in _run_checks(markup, rules) if finding.code in rules]
    if not findings:
        return findings
    reported = {(finding.code, finding.block, finding.pointer) for finding in findings}
    return [
        finding
        for finding in findings
        if not any(
            (code, finding.block, finding.pointer) in reported
            for code in _SUPERSEDED_BY.get(finding.code, ())
        )
    ]


def _run_checks(markup: Markup, rules: frozenset[str]) -> Iterator[Finding]:
    """Yield the findings of the checks that implement any of these rules; a check may implement others as well."""
    for check in markup_checks(rules, of_page=markup.page is not None):
        if check.each == "article":
            for article in markup.articles:
                if article.block.syntax != "opengraph" or not _is_of_google(check):
                    yield from check.find(article)
        elif check.each == "markup" or markup.page is not None:
            yield from check.find(markup)


def _is_of_google(check: Check) -> bool:
    """Return whether a check is about what Google reads, to which tags of Open Graph are no article."""
    return all(code.startswith(("NLD-GOO-", "NLD-PAY-")) for code in check.codes)


def run_rules_on_story(document: Document, earlier: list[Finding], rules: frozenset[str]) -> list[Finding]:
    """Return the findings of the same rules for a story, except for values that have an earlier error."""
    invalid = {finding.pointer for finding in earlier if finding.severity == "error"} - {None, ""}
    reported = {(finding.code, finding.pointer) for finding in earlier}
    reported |= {("NLD-GOO-021", pointer) for code, pointer in reported if code == "NLD-DAT-001"}
    return [
        finding
        for finding in run_rules(StoryMarkup(document), rules)
        if (finding.code, finding.pointer) not in reported
        and not any(_is_within(finding.pointer, at) or _is_within(at, finding.pointer) for at in invalid)
    ]


def _is_within(inner: str | None, outer: str | None) -> bool:
    """Return whether a pointer is equal to another or leads to a part of its value."""
    return bool(inner and outer) and f"{inner}/".startswith(f"{outer}/")
