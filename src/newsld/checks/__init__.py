"""The checks: one module for each subject. No module imports another."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

from newsld.findings.plugins import entry_points, load_entry_point

if TYPE_CHECKING:
    from newsld.web.markup import Check

__all__ = ["MARKUP_MODULES", "PAGE_MODULES", "markup_checks"]

MARKUP_MODULES: Final = {
    "contexts_and_ids": "SYN REF",
    "terms": "VOC",
    "values": "VOC",
    "published_dates": "GOO",
    "publishing_slips": "GOO OGP PGE SYN VOC",
    "author_names": "GOO",
    "images": "GOO",
    "google": "GOO",
    "paywall": "PAY",
    "liveblog": "LIV",
    "claimreview": "CLM",
    "speakable": "SPK",
    "trust": "TRU",
    "social": "OGP TWC PIN APL",
    "news_sitemap": "NSM",
    "embedding": "EMB",
    "page_agreement": "PGE OGP",
    "google_page": "GOO",
    "unreachable": "INF SYN",
}
"""The modules of this package that check published markup, in the order of their findings. Each defines CHECKS.

The groups of its codes, and PAGE_MODULES, say without importing a module when none of its checks is run.
"""

PAGE_MODULES: Final = frozenset({"page_agreement", "google_page"})
"""Those of MARKUP_MODULES whose checks compare a page with its markup."""


@cache
def markup_checks(rules: frozenset[str], *, of_page: bool) -> tuple[Check, ...]:
    """Return the checks of published markup that can report one of these codes: MARKUP_MODULES, then plug-ins.

    `of_page` is whether the markup has a page; without it, PAGE_MODULES are left out.
    """
    groups = {code[4:7] for code in rules}
    modules = [
        import_module(f"newsld.checks.{name}")
        for name, own in MARKUP_MODULES.items()
        if not groups.isdisjoint(own.split()) and (of_page or name not in PAGE_MODULES)
    ]
    modules += [load_entry_point(point, ModuleType) for point in entry_points("newsld.checks").values()]
    return tuple(
        [check for module in modules for check in module.CHECKS if not rules.isdisjoint(check.codes)]
    )
