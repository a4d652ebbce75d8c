"""Find the offset at which an inserted block is in the page's head, or the reason why there is none."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.head import Head, find_head
from newsld.web.html.tag import ATTRIBUTES_PATTERN, Tag
from newsld.web.html.tokenizer import COMMENT_PATTERN, any_case, raw_text_pattern

_HEAD_END: Final = lazy_pattern(r"</head[\t\n\f\r />]", re.IGNORECASE)
_FRAMESET: Final = lazy_pattern("<frameset", re.IGNORECASE)
_W: Final = r"[\t\n\f\r ]*+"
_EMPTY: Final = (
    rf"<(?:{'|'.join(map(any_case, ('meta', 'link', 'base')))})(?=[\t\n\f\r />]){ATTRIBUTES_PATTERN}"
)
_TEXTS: Final = "|".join(
    rf"<{any_case(name)}(?=[\t\n\f\r />]){ATTRIBUTES_PATTERN}{raw_text_pattern(name)}"
    for name in ("script", "style", "title", "noscript")
)
_COMMENTS: Final = rf"(?>(?:{_W}{COMMENT_PATTERN}){{0,99}}){_W}"
_PLAIN: Final = lazy_pattern(
    rf"{_W}(?:<\?[^>]*+>{_W})?(?:<![dD][^>]*+>)?{_COMMENTS}<{any_case('html')}(?=[\t\n\f\r />]){ATTRIBUTES_PATTERN}"
    rf"{_COMMENTS}<{any_case('head')}(?=[\t\n\f\r />]){ATTRIBUTES_PATTERN}"
    rf"(?>(?:{_W}(?:{_EMPTY}|{_TEXTS}|{COMMENT_PATTERN})){{0,4999}}){_W}"
    rf"(?=</{any_case('head')}>{_COMMENTS}<{any_case('body')}[\t\n\f\r />])"
)
"""A head in the usual form, up to its end tag and followed by the body: it needs no further check."""

_COMMENT_ENDS: Final = ("-->", "--!>")


class InsertionPoint(NamedTuple):
    """An offset to insert at; or, with a code, the offset of a fault, its message and a suggestion."""

    offset: int
    code: str | None = None
    message: str = ""
    suggestion: str = ""


def find_insertion_point(text: str) -> InsertionPoint:
    """Return the end of a page's head as the insertion point.

    A fragment and a frameset have no usable head (NLD-EMB-010). NLD-EMB-011 is a head that does not end where
    it seems to: a script, comment or other element contains its end tag, or it occurs twice.
    """
    if plain := _PLAIN.match(text):
        return InsertionPoint(plain.end())
    head = find_head(text)
    body_tag = head.body_tag
    if body_tag is not None and body_tag.name == "frameset":
        return _frameset(body_tag.start)
    heads = [tag for tag in head.tags if tag.name == "head" and not (tag.closing or tag.inert)]
    if len(heads) > 1:
        return InsertionPoint(heads[1].start, "NLD-EMB-011", "the page has a second head", "keep one <head>")
    if not any(tag.name == "head" and tag.closing and not tag.inert for tag in head.tags):
        swallowing = _swallowing(text, head)
        if swallowing is not None:
            what = "comment" if swallowing.name == "!" else f"<{swallowing.name}>"
            message = f"the {what} that begins here does not end before the page's head does"
            return InsertionPoint(swallowing.start, "NLD-EMB-011", message, "close it where it should end")
    in_page = body_tag is not None and body_tag.name == "body" and not body_tag.closing
    if not (in_page or head.html or head.head or head.doctype):
        message = "this is a fragment of a page: it has no doctype, html, head or body"
        return InsertionPoint(0, "NLD-EMB-010", message, "embed into the finished page")
    return InsertionPoint(head.end)


def find_frameset(text: str, end: int) -> InsertionPoint | None:
    """Return why nothing after a frameset that begins before `end` counts; None if the page is not one."""
    if not _FRAMESET.search(text, 0, end):
        return None
    tag = find_head(text).body_tag
    return _frameset(tag.start) if tag is not None and tag.name == "frameset" and tag.start < end else None


def _frameset(start: int) -> InsertionPoint:
    message = "the page is a frameset, which only shows other pages"
    return InsertionPoint(start, "NLD-EMB-010", message, "embed into the pages that its frames show")


def _swallowing(text: str, head: Head) -> Tag | None:
    """Return the element in a head that contains its end tag, or that is never closed."""
    templates: list[Tag] = []
    for tag in head.tags:
        if tag.name == "template" and not tag.foreign:
            if tag.closing:
                del templates[-1:]
            else:
                templates.append(tag)
        elif tag.name != "head" and _HEAD_END.search(text, tag.start, max(tag.end, tag.content[1])):
            return tag
    if templates:
        return templates[0]
    if head.tags and head.body == len(text):
        last = head.tags[-1]
        if last.content[1] == len(text) and last.content[0] < len(text) and not last.closing:
            return last
        if last.end == len(text) and not _is_closed(last):
            return last
    rest = text[head.body :]
    if head.body_tag is None and re.match("</?[a-zA-Z]", rest):
        return Tag(text, rest[1:].split(None, 1)[0].strip("/").partition(">")[0], head.body, len(text))
    return None


def _is_closed(tag: Tag) -> bool:
    """Return whether a comment or tag is complete."""
    source = tag.source
    if source.startswith("<!--"):
        return source in ("<!-->", "<!--->") or (
            source.endswith(_COMMENT_ENDS) and len(source) >= len("<!---->")
        )
    return source.endswith(">")
