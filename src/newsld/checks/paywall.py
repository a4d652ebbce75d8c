"""Check paywalled articles: which parts are paid, and how a crawler finds them in the page.

On a page without an article, the other works are checked for which Google documents a paywall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model.text.shorten import quote, quote_value
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.check import Check
from newsld.web.markup.nodes import Markup, Node, Value

_CLASS: Final = lazy_pattern(r"\.[A-Za-z_-][\w-]*", re.ASCII)
_PRODUCT: Final = lazy_pattern(r"[^\s:]+\.[^\s:.]+:\S+")
_FALSE_TEXTS: Final = frozenset({"no", "0"})
_WORKS: Final = ("WebPage", "Blog", "Comment", "Course", "HowTo", "Message", "Review")
"""The types other than Article for which Google documents a paywall."""
_EXAMPLE_PART: Final = (
    '{"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".class-of-the-section"}'
)


def check_paywall(markup: Markup) -> Iterator[Finding]:
    """Yield the findings about paid articles, or about other paid works if there is no article."""
    for work in _works(markup):
        yield from access_is_boolean(work)
        yield from paid_parts_are_complete(work)
        yield from selector_is_one_class(work)
        yield from paid_parts_are_separate(work)
        yield from subscription_is_complete(work)


def _works(markup: Markup) -> Iterable[Node]:
    if markup.has_article:
        return markup.articles
    return [node for node in markup.nodes if node.term != "hasPart" and _is_work(node)]


def _is_work(node: Node) -> bool:
    return node.is_a(*_WORKS) and (node.has("isAccessibleForFree") or any(True for _ in _parts(node)))


def _subject(work: Node) -> str:
    return "the article" if work.is_a("Article") else f"the {work.types[0]}"


def access_is_boolean(article: Node) -> Iterator[Finding]:
    """Yield NLD-PAY-001 if a paid article or part does not have isAccessibleForFree: false, as a boolean."""
    for node in (article, *_parts(article)):
        for value in node.values("isAccessibleForFree"):
            if _denies(value) and not _is_false(value):
                message = f"isAccessibleForFree is {quote_value(value.raw)}, not a boolean"
                suggestion = "write false, without quotation marks"
                finding = node.finding("NLD-PAY-001", message, suggestion=suggestion, at=value)
                # Google's own examples had “False” for years, and it is understood.
                yield finding.with_severity("info") if value.boolean is False else finding
    if not any(_is_paid(part) for part in _parts(article)) or _is_paid(article):
        return
    fault = "is marked as free" if article.has("isAccessibleForFree") else "has no isAccessibleForFree"
    message = f"{_subject(article)} has a paid part but {fault}"
    suggestion = f'write "isAccessibleForFree": false for {_subject(article)} too'
    yield article.finding("NLD-PAY-001", message, suggestion=suggestion, at="isAccessibleForFree")


def paid_parts_are_complete(article: Node) -> Iterator[Finding]:
    """Yield NLD-PAY-002 if paid parts are missing, or lack their type, isAccessibleForFree or cssSelector."""
    parts = list(_parts(article))
    if _is_paid(article) and not parts:
        message = f"{_subject(article)} is paid, but no part of the page is marked as paid"
        finding = article.finding("NLD-PAY-002", message, suggestion=f"add hasPart: {_EXAMPLE_PART}")
        yield finding.with_severity("warning")
    for part in parts:
        missing = [
            name
            for name, exists in (
                ("the type WebPageElement", part.is_a("WebPageElement")),
                ("isAccessibleForFree: false", part.has("isAccessibleForFree")),
                ("a cssSelector", part.has("cssSelector")),
            )
            if not exists
        ]
        if missing:
            message = f"the paid part lacks {' and '.join(missing)}"
            yield part.finding("NLD-PAY-002", message, suggestion=f"write {_EXAMPLE_PART}")


def selector_is_one_class(article: Node) -> Iterator[Finding]:
    """Yield NLD-PAY-003 if the cssSelector of a paid part is not one class."""
    for part in _parts(article):
        for value in part.values("cssSelector"):
            selector = (value.text or "").strip()
            if not _CLASS.fullmatch(selector):
                message = f"the cssSelector {quote_value(value.raw)} is not one class"
                bare = re.fullmatch(r"[#]?([A-Za-z_-][\w-]*)", selector, re.ASCII)
                suggestion = (
                    f"write .{bare[1]} and give the section this class"
                    if bare
                    else "write one class, as in .paywall"
                )
                yield part.finding("NLD-PAY-003", message, suggestion=suggestion, at=value)


def paid_parts_are_separate(article: Node) -> Iterator[Finding]:
    """Yield NLD-PAY-004 for paid parts inside others, and for entries with several or repeated sections."""
    seen: set[str] = set()
    for part in _parts(article):
        for inner in _parts(part):
            message = "the paid part is inside another paid part"
            suggestion = f"list every paid part in hasPart of {_subject(article)}"
            yield inner.finding("NLD-PAY-004", message, suggestion=suggestion)
        for index, value in enumerate(part.values("cssSelector")):
            selector = (value.text or "").strip()
            if index:
                message, suggestion = (
                    "the paid part has several cssSelectors",
                    "write one entry of hasPart for each section",
                )
                yield part.finding("NLD-PAY-004", message, suggestion=suggestion, at=value)
            elif selector in seen:
                message, suggestion = (
                    f"the section {quote(selector)} is listed twice",
                    "remove one of the two entries",
                )
                yield part.finding("NLD-PAY-004", message, suggestion=suggestion, at=value)
            seen.add(selector)


def selector_is_in_page(markup: Markup) -> Iterator[Finding]:
    """Yield NLD-PAY-005 if no element of the page has the class of a paid part."""
    if markup.page is None:
        return
    classes = markup.page.classes()
    for work in _works(markup):
        for part in _parts(work):
            for value in part.values("cssSelector"):
                selector = (value.text or "").strip()
                if _CLASS.fullmatch(selector) and selector[1:] not in classes:
                    message = f"no element of the page has the class {quote(selector[1:])}"
                    suggestion = "write the class of the element that contains the paid text"
                    yield part.finding("NLD-PAY-005", message, suggestion=suggestion, at=value)


def subscription_is_complete(article: Node) -> Iterator[Finding]:
    """Yield NLD-PAY-006 if a subscription product lacks a type, its name or a valid productID."""
    for whole in article.nodes("isPartOf"):
        if not (whole.is_a("Product") or whole.has("productID")):
            continue
        missing = [
            name
            for name, exists in (
                ("the type CreativeWork", whole.is_a("CreativeWork")),
                ("the type Product", whole.is_a("Product")),
                ("a name", whole.has("name")),
                ("a productID", whole.has("productID")),
            )
            if not exists
        ]
        suggestion = (
            'write {"@type": ["CreativeWork", "Product"], "name": …, "productID": "example.com:basic"}'
        )
        if missing:
            message = f"the subscription product lacks {' and '.join(missing)}"
            yield whole.finding("NLD-PAY-006", message, suggestion=suggestion)
        for value in whole.values("productID"):
            if not _PRODUCT.fullmatch(value.text or ""):
                message = f"the productID {quote_value(value.raw)} is not a domain, a colon and a label"
                yield whole.finding(
                    "NLD-PAY-006", message, suggestion="write it as in example.com:basic", at=value
                )


def _parts(owner: Node) -> Iterator[Node]:
    """Yield the parts that mark a paywall, unlike a quotation or a video."""
    for part in owner.nodes("hasPart"):
        if (part.has("cssSelector") and not part.has("isAccessibleForFree")) or (
            _is_paid(part) and (part.has("cssSelector") or part.is_a("WebPageElement"))
        ):
            yield part


def _is_paid(node: Node) -> bool:
    return any(_denies(value) for value in node.values("isAccessibleForFree"))


def _denies(value: Value) -> bool:
    literal = value.literal
    return (
        value.boolean is False
        or (literal == 0 and not isinstance(literal, str))
        or (isinstance(literal, str) and literal.strip().lower() in _FALSE_TEXTS)
    )


def _is_false(value: Value) -> bool:
    """Return whether a value is false as its syntax writes it: the boolean, or text where there is nothing else."""
    return value.literal is False or (
        value.boolean is False and (value.is_only_text or value.node is not None)
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("NLD-PAY-001", "NLD-PAY-002", "NLD-PAY-003", "NLD-PAY-004", "NLD-PAY-006"), "markup", check_paywall
    ),
    Check(("NLD-PAY-005",), "page", selector_is_in_page),
)
