"""Markup out of plain data, and what the checks of a module say of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from newsld.findings import Finding
from newsld.syntax.document import Source
from newsld.web.markup import Markup, MarkupBlock

__all__ = ["article", "asked", "markup_of", "page_of", "said"]

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
"""An article that no profile of Google has anything to say of."""


def article(**changes: Any) -> dict[str, Any]:
    """The clean article with some values changed; None takes one away, `kind` is its type."""
    changed = {("@type" if key == "kind" else key): value for key, value in changes.items()}
    return {key: value for key, value in (CLEAN | changed).items() if value is not None}


def markup_of(*data: Any, syntax: Any = "json-ld", page: Any = None) -> Markup:
    """Markup with a block for each piece of data."""
    blocks = [MarkupBlock(piece, number, syntax) for number, piece in enumerate(data)]
    return Markup(Source(b"", name="memory"), blocks, page)


def asked(markup: Markup, *modules: str) -> list[Finding]:
    """All that the checks of these modules say of markup, in the way that the pipeline asks them."""
    found: list[Finding] = []
    for module in modules:
        for check in import_module(f"newsld.checks.{module}").CHECKS:
            if check.each == "article":
                found += [finding for node in markup.articles for finding in check.find(node)]
            elif check.each == "markup" or markup.page is not None:
                found += check.find(markup)
    return found


def said(findings: Iterable[Finding]) -> list[tuple[str, str | None]]:
    """Codes and pointers, in order."""
    return sorted((finding.code, finding.pointer) for finding in findings)


def page_of(data: Any, *, head: str = "", body: str = "") -> Markup:
    """The markup of a page that has this data, read as every page is."""
    from newsld.formats import ReadOptions
    from newsld.formats.html import markup

    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    text = f"<!doctype html><html><head><title>Ferry</title>{head}{script}</head><body>{body}</body></html>"
    told, faults = markup(Source(text.encode(), name="page.html"), ReadOptions())
    assert told is not None
    assert faults == []
    return told
