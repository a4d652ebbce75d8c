"""Build markup from plain data, and run the checks of a module on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from copy import deepcopy
from importlib import import_module
from typing import Any

from newsld.findings import Finding
from newsld.syntax.document import Source
from newsld.web.markup import Markup, MarkupBlock

CLEAN: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Night ferry to Skell sails again",
    "inLanguage": "en",
    "datePublished": "2025-05-12T07:30:00+01:00",
    "dateModified": "2025-05-12T09:05:00+01:00",
    "author": {"@type": "Person", "name": "Mara Lunn", "url": "https://herald.example/staff/lunn"},
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Aldane Herald"},
    "image": "https://herald.example/img/ferry.jpg",
}
"""An article without findings in Google's profile."""


def article(**changes: Any) -> dict[str, Any]:
    """Return the clean article with some values changed; None removes a value, `kind` is the type."""
    changed = {("@type" if key == "kind" else key): value for key, value in changes.items()}
    return {key: value for key, value in (CLEAN | changed).items() if value is not None}


GONE = object()
"""The value that `changed` takes for one to remove."""


def changed(data: dict[str, Any], path: Sequence[str | int], value: Any) -> dict[str, Any]:
    """Return a copy of data with another value at the end of a path."""
    copy = deepcopy(data)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    if value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return copy


def markup_of(*data: Any, syntax: Any = "json-ld", page: Any = None) -> Markup:
    """Return markup with a block for each piece of data."""
    blocks = [MarkupBlock(piece, number, syntax) for number, piece in enumerate(data)]
    return Markup(Source(b"", name="memory"), blocks, page)


def run_checks(markup: Markup, *modules: str) -> list[Finding]:
    """Return all findings of the checks in these modules, which run as in the pipeline."""
    findings: list[Finding] = []
    for module in modules:
        for check in import_module(f"newsld.checks.{module}").CHECKS:
            if check.each == "article":
                findings += [finding for node in markup.articles for finding in check.find(node)]
            elif check.each == "markup" or markup.page is not None:
                findings += check.find(markup)
    return findings


def places(findings: Iterable[Finding]) -> list[tuple[str, str | None]]:
    """Return codes and pointers, sorted."""
    return sorted((finding.code, finding.pointer) for finding in findings)


def page_of(data: Any, *, head: str = "", body: str = "") -> Markup:
    """Return the markup of a page with this data, parsed like every page."""
    from newsld.formats import ReadOptions
    from newsld.formats.html import markup

    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    text = f"<!doctype html><html><head><title>Ferry</title>{head}{script}</head><body>{body}</body></html>"
    page_markup, faults = markup(Source(text.encode(), name="page.html"), ReadOptions())
    assert page_markup is not None
    assert faults == []
    return page_markup
