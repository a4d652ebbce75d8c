"""The head of a page for rules: its meta tags by name, its own address, and findings about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin

from newsld.findings import Finding
from newsld.syntax.patterns import lazy_pattern
from newsld.web.markup.addresses import is_absolute

if TYPE_CHECKING:
    from newsld.web.html.page import Page
    from newsld.web.markup.nodes import Markup

_CONTENT: Final = lazy_pattern(r"\bcontent\s*=\s*[\"']?", re.IGNORECASE)


class Meta(NamedTuple):
    """A meta tag with content: one of its names in lower case, its content, and the offset of the tag."""

    name: str
    content: str
    start: int


def metas(markup: Markup, name: str) -> list[Meta]:
    """Return the meta tags of a name in order, by `property` or `name`; those without content are left out."""
    if markup.page is None:
        return []
    found = []
    for tag in markup.page.metas:
        names = map(str.lower, [*tag.words("property"), *tag.words("name")])
        if name in names and (content := tag.get("content")):
            found.append(Meta(name, content, tag.start))
    return found


def canonical(markup: Markup) -> str | None:
    """Return the canonical address of a page; relative if nothing says what it is relative to."""
    page = markup.page
    if page is None:
        return None
    address = next((link.get("href") for link in page.link("canonical") if link.get("href")), None)
    try:
        return urljoin(page.base, address) if page.base and address else address
    except ValueError:
        return address


def own_address(markup: Markup) -> str | None:
    """Return the absolute address of a page: its canonical link, or else og:url."""
    addresses = [canonical(markup), *(meta.content for meta in metas(markup, "og:url"))]
    return next((address for address in addresses if address and is_absolute(address)), None)


def meta_finding(
    markup: Markup, meta: Meta, code: str, message: str, *, suggestion: str | None = None
) -> Finding:
    """Return a finding about the content of a meta tag, placed there."""
    found = _CONTENT.search(markup.page.text, meta.start) if markup.page is not None else None
    return page_finding(markup, found.end() if found else meta.start, code, message, suggestion=suggestion)


def head_finding(markup: Markup, code: str, message: str, *, suggestion: str | None = None) -> Finding:
    """Return a finding about what the head of a page lacks, placed at the head."""
    tag = markup.page.head.head if markup.page is not None else None
    return page_finding(markup, tag.start if tag is not None else 0, code, message, suggestion=suggestion)


def page_finding(
    markup: Markup, start: int, code: str, message: str, *, suggestion: str | None = None
) -> Finding:
    """Return a finding at an offset of the page's text."""
    page: Page | None = markup.page
    if page is None:
        return Finding(code, message, suggestion=suggestion)
    place = page.place(start)
    finding = Finding(code, message, suggestion=suggestion)
    return finding.at(place, file=None, excerpt=page.excerpt(place))
