"""Where in a page a block can go so that a browser has it in the head, or why it can go nowhere."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from newsld.web.html.head import Head, head_of
from newsld.web.html.tokenizer import COMMENT, REST, Tag, either_case, text_and_end

__all__ = ["Place", "head_place"]

_HEAD_END: Final = re.compile(r"</head[\t\n\f\r />]", re.IGNORECASE)
_W: Final = r"[\t\n\f\r ]*+"
_EMPTY: Final = rf"<(?:{'|'.join(map(either_case, ('meta', 'link', 'base')))})(?=[\t\n\f\r />]){REST}"
_TEXTS: Final = "|".join(
    rf"<{either_case(name)}(?=[\t\n\f\r />]){REST}{text_and_end(name)}"
    for name in ("script", "style", "title", "noscript")
)
_COMMENTS: Final = rf"(?>(?:{_W}{COMMENT}){{0,99}}){_W}"
_PLAIN: Final = re.compile(
    rf"{_W}(?:<\?[^>]*+>{_W})?(?:<![dD][^>]*+>)?{_COMMENTS}<{either_case('html')}(?=[\t\n\f\r />]){REST}"
    rf"{_COMMENTS}<{either_case('head')}(?=[\t\n\f\r />]){REST}"
    rf"(?>(?:{_W}(?:{_EMPTY}|{_TEXTS}|{COMMENT})){{0,4999}}){_W}"
    rf"(?=</{either_case('head')}>{_COMMENTS}<{either_case('body')}[\t\n\f\r />])"
)
"""A head as most are written, up to its end tag and with the body behind that: it needs no second thought."""

_COMMENT_ENDS: Final = ("-->", "--!>")


class Place(NamedTuple):
    """An offset to insert at; or, with a code, where the fault stands, what it is and its mend."""

    offset: int
    code: str | None = None
    message: str = ""
    mend: str = ""


def head_place(text: str) -> Place:
    """The end of a page's head.

    A fragment and a frameset have none that counts (NLD-EMB-010). NLD-EMB-011 is a head that does not end where
    it seems to: a script, comment or other element in it swallows its end, or it is there twice.
    """
    if plain := _PLAIN.match(text):
        return Place(plain.end())
    head = head_of(text)
    leaving = head.leaving
    if leaving is not None and leaving.name == "frameset":
        message = "the page is a frameset, which only shows other pages"
        return Place(leaving.start, "NLD-EMB-010", message, "embed into the pages that its frames show")
    heads = [tag for tag in head.tags if tag.name == "head" and not (tag.closing or tag.inert)]
    if len(heads) > 1:
        return Place(heads[1].start, "NLD-EMB-011", "the page has a second head", "keep one <head>")
    if not any(tag.name == "head" and tag.closing and not tag.inert for tag in head.tags):
        swallowing = _swallowing(text, head)
        if swallowing is not None:
            what = "comment" if swallowing.name == "!" else f"<{swallowing.name}>"
            message = f"the {what} that begins here does not end before the page's head does"
            return Place(swallowing.start, "NLD-EMB-011", message, "close it where it should end")
    in_page = leaving is not None and leaving.name == "body" and not leaving.closing
    if not (in_page or head.html or head.head or head.doctype):
        message = "this is a fragment of a page: it has no doctype, html, head or body"
        return Place(0, "NLD-EMB-010", message, "embed into the finished page")
    return Place(head.end)


def _swallowing(text: str, head: Head) -> Tag | None:
    """What in a head without an end tag has taken that in, or never ends itself."""
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
    if head.leaving is None and re.match("</?[a-zA-Z]", rest):
        return Tag(text, rest[1:].split(None, 1)[0].strip("/").partition(">")[0], head.body, len(text))
    return None


def _is_closed(tag: Tag) -> bool:
    """Whether a comment or tag has its end."""
    source = tag.source
    if source.startswith("<!--"):
        return source in ("<!-->", "<!--->") or (
            source.endswith(_COMMENT_ENDS) and len(source) >= len("<!---->")
        )
    return source.endswith(">")
