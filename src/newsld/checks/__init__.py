"""The checks: one module a kind of check, none of which knows another."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsld.web.markup import Check

__all__ = ["MARKUP", "markup_checks"]

MARKUP: Final = (
    "contexts_and_ids", "terms", "values", "published_dates", "author_names", "images", "google", "paywall",
    "liveblog", "claimreview", "speakable", "trust", "social", "news_sitemap", "embedding", "page_agreement",
    "google_page", "unreachable",
)  # fmt: skip
"""The modules beside this one that check published markup, in the order of their findings: each has its CHECKS."""


@cache
def markup_checks(rules: frozenset[str]) -> tuple[Check, ...]:
    """The checks of published markup that can answer with one of these rules, in the order of the table."""
    return tuple(
        [
            check
            for name in MARKUP
            for check in import_module(f"newsld.checks.{name}").CHECKS
            if not rules.isdisjoint(check.codes)
        ]
    )
