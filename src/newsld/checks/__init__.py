"""The checks: one module for each subject. No module imports another."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

from newsld.findings.plugins import entry_points, load_entry_point

if TYPE_CHECKING:
    from newsld.web.markup import Check

__all__ = ["MARKUP_MODULES", "markup_checks"]

MARKUP_MODULES: Final = (
    "contexts_and_ids", "terms", "values", "published_dates", "publishing_slips", "author_names", "images", "google",
    "paywall", "liveblog", "claimreview", "speakable", "trust", "social", "news_sitemap", "embedding", "page_agreement",
    "google_page", "unreachable",
)  # fmt: skip
"""The modules of this package that check published markup, in the order of their findings. Each defines CHECKS."""


@cache
def markup_checks(rules: frozenset[str]) -> tuple[Check, ...]:
    """Return the checks of published markup that can report one of these codes: MARKUP_MODULES, then plug-ins."""
    modules = [import_module(f"newsld.checks.{name}") for name in MARKUP_MODULES]
    modules += [load_entry_point(point, ModuleType) for point in entry_points("newsld.checks").values()]
    return tuple(
        [check for module in modules for check in module.CHECKS if not rules.isdisjoint(check.codes)]
    )
