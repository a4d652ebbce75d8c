"""Check live blogs: coverage times, updates, addresses of updates, and dates that stay the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from newsld.findings import Finding
from newsld.model.dates.published_forms import PublishedDate, parse_published
from newsld.model.text.shorten import join_missing, quote_value
from newsld.web.markup import Check, Node, Value
from newsld.web.markup.addresses import fragment, has_query, same_address
from newsld.web.markup.meta_tags import canonical

_COVERAGE: Final = ("coverageStartTime", "coverageEndTime")
_FEWEST_TIMES: Final = 2
_MOST_ADDRESSES: Final = 9


def coverage_has_times(blog: Node) -> Iterator[Finding]:
    """Yield NLD-LIV-001 if a live blog lacks the start or end of its coverage."""
    missing = [term for term in _COVERAGE if not blog.has(term)] if _is_live(blog) else []
    if missing:
        suggestion = (
            "add the time with its UTC offset, as in 2025-03-04T18:20:00+00:00; the end may be in the future"
        )
        message = f"the live blog has no {join_missing(missing)}"
        yield blog.finding("NLD-LIV-001", message, suggestion=suggestion)


def updates_are_postings(blog: Node) -> Iterator[Finding]:
    """Yield NLD-LIV-002 for updates that are no BlogPosting or lack their time or text, once for each fault."""
    if not _is_live(blog):
        return
    if not blog.has("liveBlogUpdate"):
        suggestion = "add each update as a BlogPosting with datePublished and articleBody"
        yield blog.finding("NLD-LIV-002", "the live blog has no liveBlogUpdate", suggestion=suggestion)
    found = [finding for value in blog.values("liveBlogUpdate") for finding in _update_findings(blog, value)]
    counts = Counter(finding.message for finding in found)
    for finding in {one.message: one for one in reversed(found)}.values():
        others = counts[finding.message] - 1
        more = "; so has another update" if others == 1 else f"; so have {others} more updates"
        yield replace(finding, message=finding.message + more) if others else finding


def _update_findings(blog: Node, value: Value) -> Iterator[Finding]:
    update = value.node
    if update is None or (update.id is not None and len(update.data) == 1):
        if update is None:
            suggestion = "write a BlogPosting with datePublished and articleBody"
            message = f"the update is {quote_value(value.raw)}, not a BlogPosting"
            yield blog.finding("NLD-LIV-002", message, suggestion=suggestion, at=value)
        return
    if not update.is_a("BlogPosting"):
        has_type = f"has the type {update.types[0]}, not BlogPosting" if update.types else "has no type"
        message = f"the update {has_type}"
        yield update.finding("NLD-LIV-002", message, suggestion='write "@type": "BlogPosting"', at="@type")
    missing = [term for term in ("datePublished", "articleBody") if not update.has(term)]
    if missing:
        yield update.finding(
            "NLD-LIV-002",
            f"the update has no {join_missing(missing)}",
            suggestion=f"add {' and '.join(missing)}",
        )


def addresses_are_anchors(blog: Node) -> Iterator[Finding]:
    """Yield NLD-LIV-003 for updates whose address is not that of the live blog plus an anchor."""
    if not _is_live(blog):
        return
    addresses = list(islice(filter(None, _addresses(blog)), _MOST_ADDRESSES))
    for update in blog.nodes("liveBlogUpdate"):
        for value in update.values("url"):
            address = value.link
            if address is None or not addresses:
                continue
            page = addresses[0].partition("#")[0]
            suggestion = f"write {page}# followed by the anchor of the update"
            if all(same_address(own, address, own) is False for own in addresses):
                message = f"the update's url {address} is not on the page of its live blog, {page}"
                if any(same_address(own, address.partition("?")[0], own) for own in addresses):
                    message = f"the update's url {address} has a query string"
                yield update.finding("NLD-LIV-003", message, suggestion=suggestion, at=value)
            elif has_query(address) and not any(map(has_query, addresses)):
                message = f"the update's url {address} has a query string"
                yield update.finding("NLD-LIV-003", message, suggestion=suggestion, at=value)
            elif not fragment(address):
                message = f"the update's url {address} has no anchor, so it leads to the whole live blog"
                yield update.finding("NLD-LIV-003", message, suggestion=suggestion, at=value)


def identity_is_stable(blog: Node) -> Iterator[Finding]:
    """Yield NLD-LIV-004 if datePublished moves with the updates or mainEntityOfPage is not the canonical address."""
    if not _is_live(blog):
        return
    yield from _moving_dates(blog)
    page = canonical(blog.markup)
    homes = [page] if page else list(blog.texts("url"))
    entities = [
        value for value in blog.values("mainEntityOfPage") if value.link and value.literal is not True
    ]
    if not entities and homes:
        suggestion = f'write "mainEntityOfPage": {{"@type": "WebPage", "@id": "{homes[0]}"}}'
        yield blog.finding(
            "NLD-LIV-004", "the live blog has no mainEntityOfPage with an address", suggestion=suggestion
        )
    for value in entities:
        link = value.link or ""
        if homes and all(same_address(link, home, page) is False for home in homes):
            other = "the canonical address of the page" if page else "its url"
            message = f"mainEntityOfPage is {link}, but {other} is {homes[0]}"
            yield blog.finding("NLD-LIV-004", message, suggestion=f"write {homes[0]}", at=value)


def _moving_dates(blog: Node) -> Iterator[Finding]:
    """Yield NLD-LIV-004 for a datePublished that is as late as the last update."""
    updates = [date for update in blog.nodes("liveBlogUpdate") for date in _dates(update)]
    if len({date.iso for date in updates}) < _FEWEST_TIMES:
        return
    for value in islice(blog.values("datePublished"), 1):
        date = parse_published(value.text.strip()) if value.text else None
        if date is not None and date.has_time and all(one == date or one.before(date) for one in updates):
            message = f"datePublished {value.text} is as late as the last update"
            suggestion = "write the date of the first publication, and change only dateModified later"
            yield blog.finding("NLD-LIV-004", message, suggestion=suggestion, at=value)


def _dates(update: Node) -> Iterator[PublishedDate]:
    for text in update.texts("datePublished"):
        if (date := parse_published(text.strip())) and date.has_time:
            yield date


def _addresses(blog: Node) -> Iterator[str | None]:
    """Yield the addresses of a live blog."""
    yield canonical(blog.markup)
    yield from blog.texts("url")
    for value in blog.values("mainEntityOfPage"):
        if isinstance(value.link, str):
            yield value.link


def _is_live(article: Node) -> bool:
    return article.is_a("LiveBlogPosting")


CHECKS: tuple[Check, ...] = (
    Check(("NLD-LIV-001",), "article", coverage_has_times),
    Check(("NLD-LIV-002",), "article", updates_are_postings),
    Check(("NLD-LIV-003",), "article", addresses_are_anchors),
    Check(("NLD-LIV-004",), "article", identity_is_stable),
)
