"""Iterate over the tags of a page, by the tokenization rules of the HTML standard.

Scripting counts as enabled, as in a browser: the content of `<noscript>` is text. For the patterns, see `tag`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase
from typing import Final

from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.foreign_content import ForeignContent
from newsld.web.html.tag import (
    ATTRIBUTES_PATTERN,
    GAP_PATTERN,
    PAIRS_PATTERN,
    TAG_NAME,
    Tag,
    match_end,
    read_tag,
)

COMMENT_PATTERN: Final = r"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+){0,9999}(?:--!?>|\Z))"
"""A comment; none is longer than the text."""

_PLAIN: Final = (
    r"""[^\t\n\f\r />"'=]*+(?:>|[\t\n\f\r /](?>(?:[^"'=>]*+=(?<=[a-zA-Z0-9_-]=)"""
    r"""(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r >"'][^\t\n\f\r >]*+)){0,99})[^"'=>]*+>)"""
)
"""The rest of a tag in the usual form, with every value right after its name: a faster way to the same result."""

_BOGUS: Final = r"<(?:[!?]|/(?![a-zA-Z]))(?!--)[^>]*+(?:>|\Z)"

_COMMENT_END: Final = lazy_pattern("--!?>")
_TEXT: Final = lazy_pattern(r"[^<]*+(?:<(?![a-zA-Z/!?])[^<]*+){0,9999}")

_SPECIAL: Final = ("frameset", "svg", "math", "template", "plaintext")
_RAW: Final = ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
_SHAPES: Final = (
    "circle", "clippath", "defs", "ellipse", "g", "line", "lineargradient", "mask", "path", "polygon", "polyline",
    "radialgradient", "rect", "stop", "symbol", "use",
)  # fmt: skip
"""The elements of a drawing without other content, as icons are: it can be skipped as a whole."""

_STRUCTURE: Final = frozenset({*_SPECIAL, *_RAW})


def any_case(word: str) -> str:
    """Return a pattern for a word of ASCII letters in any case; faster than a flag for the whole pattern."""
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in word)


_RAW_END: Final = {name: lazy_pattern(rf"</{any_case(name)}(?=[\t\n\f\r />])") for name in _RAW}
_SCRIPT_STEP: Final = lazy_pattern(rf"<!--|-->|<(/?){any_case('script')}(?=[\t\n\f\r />])")


def raw_text_pattern(name: str) -> str:
    """Return a pattern for the content and end tag of an element whose content is only text."""
    word = any_case(name)
    if name != "script":
        return rf"[^<]*+(?:<(?!/{word})[^<]*+){{0,9999}}</{word}>"
    # After `<!--`, a start tag of a script would keep an end tag from closing this one.
    escaped = rf"<!--[^<]*+(?:<(?!/?{word})[^<]*+){{0,9999}}"
    return rf"[^<]*+(?:<(?!!--|/{word})[^<]*+){{0,9999}}(?:{escaped})?</{word}>"


def iter_tags(
    text: str, names: frozenset[str] | None = None, *, until: int | None = None, data: bool = False
) -> Iterator[Tag]:
    """Yield the tags with these names (all tags and comments for None), in order.

    Elements that change how the text is parsed (script, style, svg, template, frameset ...) are always included; the
    end tags of those with only text are included only with all tags. `until` stops at the first tag that begins there
    or later. `data` skips most scripts, styles and the like whose tags contain no `+` and no `&`: they cannot be
    JSON-LD.
    """
    wanted = None if names is None else names | _STRUCTURE
    skip = _TEXT if wanted is None else _skip_pattern(wanted, data)
    foreign = ForeignContent()
    templates = foreign_end = 0
    at, last = 0, len(text) if until is None else until
    while True:
        at = text.find("<", match_end(_TEXT if foreign.open else skip, text, at, last))
        if not 0 <= at < last:
            return
        following = text[at + 1 : at + 2]
        if following in ("!", "?") or (following == "/" and not TAG_NAME.match(text, at)):
            end = _comment_end(text, at, cdata=foreign.in_foreign)
            if wanted is None:
                yield Tag(text, "!", at, end)
            at = end
            continue
        tag = read_tag(text, at)
        if tag is None:
            if TAG_NAME.match(text, at) is None:
                at += 1
                continue
            return
        name, closing = tag.name, tag.closing
        at = tag.end
        if foreign.open or name in ("svg", "math"):
            tag.foreign = foreign.consume(name, tag)
        if not tag.foreign:
            if name == "template":
                templates = max(0, templates + (-1 if closing else 1))
            elif not closing and (name in _RAW_END or name == "plaintext"):
                at = _content_end(text, name, at)
                tag.content = (tag.end, at)
        elif name == "script" and not closing and not tag.slashed:
            if at > foreign_end:
                foreign_end = _raw_end(text, name, at)
            tag.content = (at, foreign_end)
        tag.inert = templates > 0
        if wanted is None or (name in wanted and not (closing and name in _RAW_END)):
            yield tag


@cache
def _skip_pattern(wanted: frozenset[str], data: bool) -> re.Pattern[str]:
    """Return a pattern for what can be skipped: text, comments, and tags that are not wanted."""
    shapes = "|".join(map(any_case, _SHAPES))
    shape = rf"</?(?:{shapes})(?=[\t\n\f\r />]){ATTRIBUTES_PATTERN}"
    svg = any_case("svg")
    drawing = (
        rf"<{svg}(?=[\t\n\f\r />]){PAIRS_PATTERN}{GAP_PATTERN}(?<!/)>(?:[^<]*+{shape}){{0,999}}[^<]*+</{svg}>"
    )
    rest = rf"(?:{_PLAIN}|[^\t\n\f\r />]*+{ATTRIBUTES_PATTERN})"
    passed = "|".join(
        (
            rf"<{_other_than(wanted.union(_RAW))}{rest}",
            rf"</{_other_than(wanted.difference(_RAW))}{rest}",
            *(map(_element, ("script", "style", "noscript", "title")) if data else ()),
            drawing,
        )
    )
    return re.compile(rf"(?:[^<]*+(?:{passed}|{COMMENT_PATTERN}|{_BOGUS}|<(?![a-zA-Z/!?]))){{0,4999}}")


def _other_than(names: frozenset[str]) -> str:
    """Return a pattern for the first letter of a tag that has none of these names."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names):
        rests.setdefault(name[0], []).append(any_case(name[1:]))
    free = "".join(letter + letter.upper() for letter in ascii_lowercase if letter not in rests)
    branches = (rf"{any_case(letter)}(?!(?:{'|'.join(rest)})[\t\n\f\r />])" for letter, rest in rests.items())
    return rf"(?:[{free}]|{'|'.join(branches)})"


def _element(name: str) -> str:
    """Return a pattern for a whole element with only text, in a form that is never ambiguous."""
    value = """(?<=[a-zA-Z-]=)(?:"[^"<>+&]*+"|'[^'<>+&]*+')"""
    rest = """[^"'<>+&]*+"""
    return rf"<{any_case(name)}(?=[\t\n\f\r >]){rest}(?:{value}{rest}){{0,99}}>{raw_text_pattern(name)}"


def _comment_end(text: str, at: int, *, cdata: bool) -> int:
    """Return the end of a comment, or of what counts as one."""
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):
            return text.index(">", at) + 1
        end = _COMMENT_END.search(text, at + 4)
        return end.end() if end else len(text)
    mark = "]]>" if cdata and text.startswith("<![CDATA[", at) else ">"
    found = text.find(mark, at + 2)
    return found + len(mark) if found >= 0 else len(text)


def _raw_end(text: str, name: str, at: int) -> int:
    """Return the offset of the next end tag of this name."""
    # Data contains no other such character, and finding one character is many times faster than a pattern.
    first = text.find("<", at)
    end = _RAW_END[name].search(text, first) if first >= 0 else None
    return end.start() if end else len(text)


def _content_end(text: str, name: str, at: int) -> int:
    """Return the end of the text of an element that begins here: at its end tag, or at the end of the page."""
    if name == "plaintext":
        return len(text)
    end = _raw_end(text, name, at)
    if name != "script" or text.find("<", at, end) < 0 or text.find("<!--", at, end) < 0:
        return end
    escaped = doubly = False
    while step := _SCRIPT_STEP.search(text, at):
        at = step.end()
        if step[0] == "<!--":
            escaped = True
            at -= 2  # the dashes may belong to `-->` as well
        elif step[0] == "-->":
            escaped = doubly = False
        elif step[1]:
            if not doubly:
                return step.start()
            doubly = False
        elif escaped:
            doubly = True
    return len(text)
