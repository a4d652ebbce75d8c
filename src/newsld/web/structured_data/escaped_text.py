"""Recognize text in markup that its publisher escaped once too often, and return it as readers see it."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import Final

from newsld.syntax.patterns import lazy_pattern

_ELEMENTS: Final = (
    "a|abbr|article|aside|b|blockquote|br|center|cite|code|dd|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr"
    "|i|iframe|img|li|mark|ol|p|picture|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|th|tr|u|ul|video"
)
_BEGINS_WITH_TAG: Final = lazy_pattern(rf"\s*<({_ELEMENTS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HAS_ADDRESS: Final = lazy_pattern(
    r"<(?:a|img|iframe|video|source)\s[^<>]*?\b(?:href|src)\s*=\s*[\"']?(?:https?:|/)", re.IGNORECASE
)
_BREAK: Final = lazy_pattern(r"[^\s<>]<br\s*/?>", re.IGNORECASE)
_NEXT_BLOCK: Final = lazy_pattern(
    r"[^\s<>]</(?:p|div|h[1-6]|li)>\s{0,9}<(?:p|div|h[1-6]|li|ul|ol|blockquote)[\s>]", re.IGNORECASE
)
_INLINE: Final = lazy_pattern(r"<(a|b|em|i|mark|small|span|strong|u)(?:\s[^<>]*)?>[^<]*</\1>", re.IGNORECASE)
_VOID: Final = frozenset({"br", "hr", "img"})
_REFERENCE: Final = lazy_pattern(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_OF_TAGS: Final = frozenset({"amp", "gt", "lt"})
_ESCAPED_TAG: Final = lazy_pattern(rf"\s*&lt;({_ELEMENTS})(?:\s|&gt;|/)", re.IGNORECASE)


def plain_text(text: str) -> str | None:
    """Return a text without tags and character references that its publisher clearly escaped; None for any other text.

    Tags are clearly escaped where the text begins with one and ends it, where one has an address, where `<br>` or the
    end of one paragraph and the start of the next are next to words, and where references are escaped as well.
    References are where they are in or next to a word. A text about HTML that mentions `<b>` or `&nbsp;` in its words
    stays as it is.
    """
    if "<" not in text and "&" not in text:
        return None
    if _has_tags(text):
        found = _visible(text)
    else:
        found = _REFERENCE.sub(lambda reference: unescape(reference[0]), text)
        if _ESCAPED_TAG.match(text) and _has_tags(found):
            found = _visible(found)
        elif not _has_references(text):
            return None
    return found if found != text and found.strip() else None


def _has_tags(text: str) -> bool:
    """Return whether a text is clearly HTML."""
    first = _BEGINS_WITH_TAG.match(text)
    if first is not None:
        name = first[1].lower()
        return name in _VOID or f"</{name}" in text.lower()
    if any(sign.search(text) for sign in (_HAS_ADDRESS, _BREAK, _NEXT_BLOCK)):
        return True
    return _INLINE.search(text) is not None and _has_references(text)


def _has_references(text: str) -> bool:
    """Return whether a text has clearly escaped character references, and not only those of `&`, `<` and `>`."""
    return any(
        found[1] not in _OF_TAGS
        and (found[1].startswith("#") or f"{found[1]};" in html5)
        and (
            text[found.start() - 1 : found.start()].isalnum() or text[found.end() : found.end() + 1].isalnum()
        )
        for found in _REFERENCE.finditer(text)
    )


def _visible(html: str) -> str:
    from newsld.web.structured_data.element_tree import visible_text

    return visible_text(html)
