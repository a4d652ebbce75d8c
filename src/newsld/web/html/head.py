"""Find the head of a page: where it begins, where it ends, and what ends it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.tag import WHITESPACE, Tag
from newsld.web.html.tokenizer import iter_tags

_IN_HEAD: Final = frozenset(
    {
        "base",
        "basefont",
        "bgsound",
        "link",
        "meta",
        "noframes",
        "noscript",
        "script",
        "style",
        "template",
        "title",
    }
)
_BODY_END_TAGS: Final = frozenset({"body", "br", "html"})
_XHTML: Final = lazy_pattern(r"<\?xml\s|<!DOCTYPE[^>]*XHTML|<html[^>]*\sxmlns\s*=", re.IGNORECASE)
_BEGINNING: Final = 2048
"""The number of characters in which a page must declare that it is XML."""


class Head(NamedTuple):
    """Offsets in the text of a page.

    `end` is where the head ends in the source: at `</head>`, or before the first thing that cannot be in a head, or
    at the end of the page. `body` is where the body begins: what is between the two belongs to the head of the page
    that a browser builds. `body_tag` is the tag at `body`, or None for text or the page's end. `html` and `head` are
    the tags that open them, None if there is no such tag; `tags` are all tags up to `body`.
    """

    end: int
    body: int
    body_tag: Tag | None
    html: Tag | None
    head: Tag | None
    doctype: Tag | None
    tags: tuple[Tag, ...]


def is_xhtml(text: str) -> bool:
    """Return whether a page declares that it is XML too."""
    return bool(_XHTML.search(text, 0, _BEGINNING))


def find_head(text: str) -> Head:
    """Return the head of a page; every page has one, with or without its tags."""
    tags: list[Tag] = []
    opened: dict[str, Tag] = {}
    end: int | None = None
    inert = False
    at = 0
    for tag in iter_tags(text):
        words = None if inert else _words(text, at, tag.start)
        if words is not None:
            return _head(end, words, None, opened, tags)
        inert = tag.inert
        if not inert and tag.name != "!":
            if tag.closing and tag.name == "head":
                end = tag.start if end is None else end
            elif _leaves(tag):
                return _head(end, tag.start, tag, opened, tags)
            elif not tag.closing:
                opened.setdefault(tag.name, tag)
        elif tag.source[:9].lower() == "<!doctype":
            opened.setdefault("!", tag)
        tags.append(tag)
        at = max(tag.end, tag.content[1])
    words = None if inert else _words(text, at, len(text))
    return _head(end, len(text) if words is None else words, None, opened, tags)


def _words(text: str, begin: int, end: int) -> int | None:
    """Return the offset of the first character that is not white space; None if there is none."""
    gap = text[begin:end]
    rest = gap.lstrip(WHITESPACE)
    return end - len(rest) if rest else None


def _leaves(tag: Tag) -> bool:
    """Return whether a tag cannot be in a head."""
    if tag.closing:
        return tag.name in _BODY_END_TAGS
    return tag.foreign or (tag.name not in _IN_HEAD and tag.name not in ("head", "html"))


def _head(
    end: int | None, body: int, body_tag: Tag | None, opened: dict[str, Tag], tags: Iterable[Tag]
) -> Head:
    return Head(
        body if end is None else end,
        body,
        body_tag,
        opened.get("html"),
        opened.get("head"),
        opened.get("!"),
        tuple(tags),
    )
