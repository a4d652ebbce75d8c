"""Live blogs: that a reader of the markup can tell when the coverage runs, and what each update says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from newsld.findings import Finding
from newsld.model.dates.publishers import Published, read_published
from newsld.model.text.shorten import shorten
from newsld.web.markup import Check, Node, Value
from newsld.web.markup.addresses import fragment, has_query, same_address
from newsld.web.markup.meta_tags import canonical

__all__ = ["CHECKS", "addresses_are_anchors", "coverage_is_told", "identity_is_kept", "updates_are_postings"]

_COVERAGE: Final = ("coverageStartTime", "coverageEndTime")
_FEWEST_TIMES: Final = 2
_MOST_HOMES: Final = 9


def coverage_is_told(blog: Node) -> Iterator[Finding]:
    """NLD-LIV-001: a live blog says when its coverage starts and ends."""
    missing = [term for term in _COVERAGE if not blog.has(term)] if _is_live(blog) else []
    if missing:
        mend = "add it with its offset, as in 2025-03-04T18:20:00+00:00; an end may lie in the future"
        yield blog.finding("NLD-LIV-001", f"the live blog has no {' and no '.join(missing)}", suggestion=mend)


def updates_are_postings(blog: Node) -> Iterator[Finding]:
    """NLD-LIV-002: each update of a live blog is a BlogPosting that has its time and its text."""
    if not _is_live(blog):
        return
    if not blog.has("liveBlogUpdate"):
        mend = "add each update as a BlogPosting with datePublished and articleBody"
        yield blog.finding("NLD-LIV-002", "the live blog has no liveBlogUpdate", suggestion=mend)
    for value in blog.values("liveBlogUpdate"):
        yield from _update_faults(blog, value)


def _update_faults(blog: Node, value: Value) -> Iterator[Finding]:
    update = value.node
    if update is None or (update.id is not None and len(update.data) == 1):
        if update is None:
            mend = "write a BlogPosting with datePublished and articleBody"
            yield blog.finding("NLD-LIV-002", f"the update is {_kind(value)}", suggestion=mend, at=value)
        return
    if not update.is_a("BlogPosting"):
        stated = f"a {update.types[0]}" if update.types else "without a type"
        message = f"the update is {stated}, not a BlogPosting"
        yield update.finding("NLD-LIV-002", message, suggestion='write "@type": "BlogPosting"', at="@type")
    missing = [term for term in ("datePublished", "articleBody") if not update.has(term)]
    if missing:
        yield update.finding(
            "NLD-LIV-002",
            f"the update has no {' and no '.join(missing)}",
            suggestion="readers see an update as a time and what happened then; add both",
        )


def addresses_are_anchors(blog: Node) -> Iterator[Finding]:
    """NLD-LIV-003: the address of an update is that of its live blog with an anchor behind it."""
    if not _is_live(blog):
        return
    homes = list(islice(filter(None, _homes(blog)), _MOST_HOMES))
    for update in blog.nodes("liveBlogUpdate"):
        for value in update.values("url"):
            address = value.link
            if address is None or not homes:
                continue
            told = homes[0].partition("#")[0]
            mend = f"write {told}# and the anchor of the update"
            if all(same_address(home, address, home) is False for home in homes):
                message = f"the update's url {address} is not on the page of its live blog, {told}"
                if any(same_address(home, address.partition("?")[0], home) for home in homes):
                    message = f"the update's url {address} has parameters"
                yield update.finding("NLD-LIV-003", message, suggestion=mend, at=value)
            elif has_query(address) and not any(map(has_query, homes)):
                yield update.finding(
                    "NLD-LIV-003", f"the update's url {address} has parameters", suggestion=mend, at=value
                )
            elif not fragment(address):
                message = "the update's url has no anchor: it is that of the whole live blog"
                yield update.finding("NLD-LIV-003", message, suggestion=mend, at=value)


def identity_is_kept(blog: Node) -> Iterator[Finding]:
    """NLD-LIV-004: a live blog keeps its first date, and names the page that it is on by its canonical address."""
    if not _is_live(blog):
        return
    yield from _moved_dates(blog)
    page = canonical(blog.markup)
    homes = [page] if page else list(blog.texts("url"))
    named = [value for value in blog.values("mainEntityOfPage") if value.link and value.literal is not True]
    if not named and homes:
        mend = f'write "mainEntityOfPage": {{"@type": "WebPage", "@id": "{homes[0]}"}}'
        yield blog.finding(
            "NLD-LIV-004", "the live blog has no mainEntityOfPage with an address", suggestion=mend
        )
    for value in named:
        told = value.link or ""
        if homes and all(same_address(told, home, page) is False for home in homes):
            what = "the canonical address of the page" if page else "its url"
            message = f"mainEntityOfPage is {told}, and {what} is {homes[0]}"
            yield blog.finding("NLD-LIV-004", message, suggestion=f"write {homes[0]}", at=value)


def _moved_dates(blog: Node) -> Iterator[Finding]:
    """A datePublished that is no earlier than every update moves along with them."""
    updates = [date for update in blog.nodes("liveBlogUpdate") for date in _dates(update)]
    if len({date.iso for date in updates}) < _FEWEST_TIMES:
        return
    for value in islice(blog.values("datePublished"), 1):
        date = read_published(value.text.strip()) if value.text else None
        if date is not None and date.has_time and all(one == date or one.before(date) for one in updates):
            message = f"datePublished {value.text} is as late as the last update"
            mend = "datePublished stays that of the first publication; what moves is dateModified"
            yield blog.finding("NLD-LIV-004", message, suggestion=mend, at=value)


def _dates(update: Node) -> Iterator[Published]:
    for text in update.texts("datePublished"):
        if (date := read_published(text.strip())) and date.has_time:
            yield date


def _homes(blog: Node) -> Iterator[str | None]:
    """The addresses that a live blog goes by."""
    yield canonical(blog.markup)
    yield from blog.texts("url")
    for value in blog.values("mainEntityOfPage"):
        if isinstance(value.link, str):
            yield value.link


def _is_live(article: Node) -> bool:
    return article.is_a("LiveBlogPosting")


def _kind(value: Value) -> str:
    return "a text" if value.text is not None else shorten(value.raw)


CHECKS: tuple[Check, ...] = (
    Check(("NLD-LIV-001",), "article", coverage_is_told),
    Check(("NLD-LIV-002",), "article", updates_are_postings),
    Check(("NLD-LIV-003",), "article", addresses_are_anchors),
    Check(("NLD-LIV-004",), "article", identity_is_kept),
)
