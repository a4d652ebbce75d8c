"""Paywalled articles: which parts need a subscription, and how a crawler finds them in the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value

__all__ = ["CHECKS", "one_class", "paid_parts", "said_as_boolean", "sections_apart", "subscription", "there"]

_CLASS: Final = re.compile(r"\.[A-Za-z_-][\w-]*", re.ASCII)
_PRODUCT: Final = re.compile(r"[^\s:]+\.[^\s:.]+:\S+")
_NO: Final = frozenset(
    {"false", "no", "0", "https://schema.org/false", "http://schema.org/false", "schema:false"}
)
_PART: Final = (
    '{"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".class-of-the-section"}'
)


def said_as_boolean(article: Node) -> Iterator[Finding]:
    """NLD-PAY-001: an article that is not free says isAccessibleForFree: false, as a truth value."""
    for node in (article, *_parts(article)):
        for value in node.values("isAccessibleForFree"):
            if _denies(value) and value.literal is not False:
                message = f"isAccessibleForFree is {_shown(value.raw)}, and no truth value"
                suggestion = "write false, without quotation marks"
                yield node.finding("NLD-PAY-001", message, suggestion=suggestion, at=value)
    if not any(_is_paid(part) for part in _parts(article)) or _is_paid(article):
        return
    said = article.has("isAccessibleForFree")
    message = f"a part of it is paid for, and the article {'says to be free' if said else 'does not say so'}"
    suggestion = 'write "isAccessibleForFree": false for the article too'
    yield article.finding("NLD-PAY-001", message, suggestion=suggestion, at="isAccessibleForFree")


def paid_parts(article: Node) -> Iterator[Finding]:
    """NLD-PAY-002: each paid part is a WebPageElement with isAccessibleForFree: false and a cssSelector."""
    parts = list(_parts(article))
    if _is_paid(article) and not parts:
        message = "is paid for, and does not say which part of the page is"
        yield article.finding("NLD-PAY-002", message, suggestion=f"add hasPart: {_PART}")
    for part in parts:
        lacks = [
            name
            for name, there in (
                ("the type WebPageElement", part.is_a("WebPageElement")),
                ("isAccessibleForFree: false", part.has("isAccessibleForFree")),
                ("a cssSelector", part.has("cssSelector")),
            )
            if not there
        ]
        if lacks:
            message = f"the paid part lacks {' and '.join(lacks)}"
            yield part.finding("NLD-PAY-002", message, suggestion=f"write {_PART}")


def one_class(article: Node) -> Iterator[Finding]:
    """NLD-PAY-003: the cssSelector of a paid part is one class."""
    for part in _parts(article):
        for value in part.values("cssSelector"):
            selector = (value.text or "").strip()
            if not _CLASS.fullmatch(selector):
                message = f"the selector {_shown(value.raw)} is not one class"
                bare = re.fullmatch(r"[#]?([A-Za-z_-][\w-]*)", selector, re.ASCII)
                suggestion = (
                    f"write .{bare[1]}, a class of the section" if bare else "write one class, as in .paywall"
                )
                yield part.finding("NLD-PAY-003", message, suggestion=suggestion, at=value)


def sections_apart(article: Node) -> Iterator[Finding]:
    """NLD-PAY-004: no paid part is inside another, and each has an entry of its own."""
    seen: set[str] = set()
    for part in _parts(article):
        for inner in _parts(part):
            message, suggestion = (
                "a paid part inside a paid part",
                "list every section in hasPart of the article",
            )
            yield inner.finding("NLD-PAY-004", message, suggestion=suggestion)
        for place, value in enumerate(part.values("cssSelector")):
            selector = (value.text or "").strip()
            if place:
                message, suggestion = (
                    "one entry for several sections",
                    "write one entry of hasPart for each section",
                )
                yield part.finding("NLD-PAY-004", message, suggestion=suggestion, at=value)
            elif selector in seen:
                message, suggestion = f"the section {selector} is listed twice", "list every section once"
                yield part.finding("NLD-PAY-004", message, suggestion=suggestion, at=value)
            seen.add(selector)


def there(markup: Markup) -> Iterator[Finding]:
    """NLD-PAY-005: the class that a paid part names is in the page."""
    if markup.page is None:
        return
    classes = markup.page.classes()
    for article in markup.articles:
        for part in _parts(article):
            for value in part.values("cssSelector"):
                selector = (value.text or "").strip()
                if _CLASS.fullmatch(selector) and selector[1:] not in classes:
                    message = f"no element of the page has the class {selector[1:]}"
                    suggestion = "name the class of the element that holds the paid text"
                    yield part.finding("NLD-PAY-005", message, suggestion=suggestion, at=value)


def subscription(article: Node) -> Iterator[Finding]:
    """NLD-PAY-006: the product that a reader needs has both types, a name, and an id of domain and label."""
    for whole in article.nodes("isPartOf"):
        if not (whole.is_a("Product") or whole.has("productID")):
            continue
        lacks = [
            name
            for name, there in (
                ("the type CreativeWork", whole.is_a("CreativeWork")),
                ("the type Product", whole.is_a("Product")),
                ("a name", whole.has("name")),
                ("a productID", whole.has("productID")),
            )
            if not there
        ]
        suggestion = (
            'write {"@type": ["CreativeWork", "Product"], "name": …, "productID": "example.com:basic"}'
        )
        if lacks:
            message = f"the product that readers subscribe to lacks {' and '.join(lacks)}"
            yield whole.finding("NLD-PAY-006", message, suggestion=suggestion)
        for value in whole.values("productID"):
            if not _PRODUCT.fullmatch(value.text or ""):
                message = f"the productID {_shown(value.raw)} is not a domain, a colon and a label"
                yield whole.finding(
                    "NLD-PAY-006", message, suggestion="write it as in example.com:basic", at=value
                )


def _parts(owner: Node) -> Iterator[Node]:
    """The parts that are told apart for the sake of a paywall: a quotation or a video is none."""
    for part in owner.nodes("hasPart"):
        told = part.has("isAccessibleForFree")
        if (part.has("cssSelector") and not told) or (
            _is_paid(part) and (part.has("cssSelector") or part.is_a("WebPageElement"))
        ):
            yield part


def _is_paid(node: Node) -> bool:
    return any(_denies(value) for value in node.values("isAccessibleForFree"))


def _denies(value: Value) -> bool:
    found = value.literal if value.node is None else value.node.id
    return found is False or found == 0 or (isinstance(found, str) and found.strip().lower() in _NO)


def _shown(raw: object) -> str:
    text = json.dumps(raw, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


CHECKS: tuple[Check, ...] = (
    Check(("NLD-PAY-001",), "article", said_as_boolean),
    Check(("NLD-PAY-002",), "article", paid_parts),
    Check(("NLD-PAY-003",), "article", one_class),
    Check(("NLD-PAY-004",), "article", sections_apart),
    Check(("NLD-PAY-005",), "page", there),
    Check(("NLD-PAY-006",), "article", subscription),
)
