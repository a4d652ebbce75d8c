"""The checks of a capture against its words: what the story says, and what was captured of it.

Each module checks one subject of a valid article, and reports what a reader of both would call a mistake. A rule that
depends on English words is silent on other languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from newsld.checks.capture.attribution import check_attribution
from newsld.checks.capture.chains import check_chains
from newsld.checks.capture.dates import check_date_words
from newsld.checks.capture.draft_state import check_draft_state
from newsld.checks.capture.events import check_events
from newsld.checks.capture.figures import check_quantities
from newsld.checks.capture.names import check_names
from newsld.findings import Finding

if TYPE_CHECKING:
    from newsld.model import NewsArticle

__all__ = ["check_capture", "has_capture_rules"]


def _check_coverage(article: NewsArticle) -> Iterator[Finding]:
    from newsld.checks.capture.coverage import check_coverage  # off by default, and slow to import

    return check_coverage(article)


_GROUPS: Final = ("NLD-CAP-", "NLD-DRF-")
_CHECKS: Final[tuple[tuple[frozenset[str], Callable[[NewsArticle], Iterator[Finding]]], ...]] = tuple(
    [
        (frozenset([f"{_GROUPS[0]}{number:03d}" for number in numbers]), check)
        for numbers, check in (
            ((1, 2), check_quantities),
            ((14,), check_date_words),
            ((3, 4, 5), check_attribution),
            ((11, 12, 13), check_chains),
            ((6, 7, 8), check_events),
            ((9, 10), check_names),
            ((15,), _check_coverage),
        )
    ]
)
"""The checks of a story with a text, each with the codes that it reports."""


def has_capture_rules(rules: frozenset[str]) -> bool:
    """Return whether any of these codes is of a rule about a capture."""
    return any(code.startswith(_GROUPS) for code in rules)


def check_capture(article: NewsArticle, rules: frozenset[str]) -> list[Finding]:
    """Return the findings about a capture that its own words contradict, or that nobody has verified.

    Return none unless such a rule is among `rules`; the caller selects those of the rules.
    Takes time linear in the size of the story.
    """
    if not has_capture_rules(rules):
        return []
    checks = [check for codes, check in _CHECKS if article.body is not None and not rules.isdisjoint(codes)]
    return [*check_draft_state(article), *(finding for check in checks for finding in check(article))]
