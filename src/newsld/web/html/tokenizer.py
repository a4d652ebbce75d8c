"""The tags of a page: where each stands and what it says, by the tokenization rules of the HTML standard.

Scripting counts as on, as in a browser: what is in `<noscript>` is text. Every pattern decides on its next character
and never goes back, so time is linear in the text whatever it holds. No pattern repeats a group possessively:
Python before 3.11.5 does that wrongly. Repeated groups have an upper bound, which bounds their memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from string import ascii_lowercase
from typing import Final

from newsld.web.html.character_references import decode_references
from newsld.web.html.foreign_content import ForeignContent

__all__ = [
    "ATTRIBUTES_PATTERN",
    "COMMENT_PATTERN",
    "WHITESPACE",
    "Tag",
    "any_case",
    "iter_tags",
    "raw_text_pattern",
    "read_tag",
]

WHITESPACE: Final = "\t\n\f\r "
"""What HTML calls white space: less than `str.strip` does."""

_GAP: Final = r"[\t\n\f\r /]*+"
_NAME: Final = r"[a-zA-Z][^\t\n\f\r />]*+"
_VALUE: Final = r"""(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\t\n\f\r >"'][^\t\n\f\r >]*+))"""
_PAIR: Final = rf"{_GAP}([^\t\n\f\r />][^\t\n\f\r />=]*+)(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+{_VALUE}?)?"
_PAIRS: Final = "(?>(?:" + re.sub(r"(?<!\\)\((?!\?)", "(?:", _PAIR) + "){0,999})"
COMMENT_PATTERN: Final = r"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+){0,9999}(?:--!?>|\Z))"
"""A comment; nothing is longer than the text."""

ATTRIBUTES_PATTERN: Final = rf"{_PAIRS}{_GAP}>"
"""What follows the name in a tag."""

_PLAIN: Final = (
    r"""[^\t\n\f\r />"'=]*+(?:>|[\t\n\f\r /](?>(?:[^"'=>]*+=(?<=[a-zA-Z0-9_-]=)"""
    r"""(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r >"'][^\t\n\f\r >]*+)){0,99})[^"'=>]*+>)"""
)
"""The rest of a tag as most are written, with every value right behind its name: quicker to read, to the same end."""

_BOGUS: Final = r"<(?:[!?]|/(?![a-zA-Z]))(?!--)[^>]*+(?:>|\Z)"

_ATTRIBUTE: Final = re.compile(_PAIR)
_ATTRIBUTES: Final = re.compile(_PAIRS)
_TAG: Final = re.compile(rf"<(/?)({_NAME}){_PAIRS}({_GAP})>")
_OPENING: Final = re.compile(rf"</?{_NAME}")
_CLOSING: Final = re.compile(rf"({_GAP})>")
_COMMENT_END: Final = re.compile("--!?>")
_TEXT: Final = re.compile(r"[^<]*+(?:<(?![a-zA-Z/!?])[^<]*+){0,9999}")

_SPECIAL: Final = ("frameset", "svg", "math", "template", "plaintext")
_RAW: Final = ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
_SHAPES: Final = (
    "circle", "clippath", "defs", "ellipse", "g", "line", "lineargradient", "mask", "path", "polygon", "polyline",
    "radialgradient", "rect", "stop", "symbol", "use",
)  # fmt: skip
"""What a drawing is made of that has nothing else in it, as icons have not: it can be passed over as a whole."""

_STRUCTURE: Final = frozenset({*_SPECIAL, *_RAW})


def any_case(word: str) -> str:
    """A pattern for a word of ASCII letters, small or capital; quicker than ignoring the case of the whole."""
    return "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in word)


_RAW_END: Final = {name: re.compile(rf"</{any_case(name)}(?=[\t\n\f\r />])") for name in _RAW}
_SCRIPT_STEP: Final = re.compile(rf"<!--|-->|<(/?){any_case('script')}(?=[\t\n\f\r />])")


def raw_text_pattern(name: str) -> str:
    """A pattern for what follows the start tag of an element of text alone, where its first end tag ends it."""
    word = any_case(name)
    if name != "script":
        return rf"[^<]*+(?:<(?!/{word})[^<]*+){{0,9999}}</{word}>"
    # Behind `<!--` a start tag of a script would keep an end tag from ending this one.
    escaped = rf"<!--[^<]*+(?:<(?!/?{word})[^<]*+){{0,9999}}"
    return rf"[^<]*+(?:<(?!!--|/{word})[^<]*+){{0,9999}}(?:{escaped})?</{word}>"


class Tag:
    """A start or end tag, or a comment (name `!`).

    `start` and `end` are offsets in code points. `content` is the range of the text in an element whose content is
    text alone (script, style, title ...). `inert` says that it stands in a template, `foreign` that it is an element
    of SVG or MathML, `slashed` that it ends in a slash of its own (`<path/>`).
    """

    __slots__ = (
        "__dict__", "closing", "content", "end", "foreign", "inert", "name", "slashed", "start", "text"
    )  # fmt: skip

    def __init__(
        self, text: str, name: str, start: int, end: int, *, closing: bool = False, slashed: bool = False
    ) -> None:
        """The tag that stands in the text from `start` to `end`."""
        self.text = text
        self.name = name
        self.start = start
        self.end = end
        self.closing = closing
        self.slashed = slashed
        self.content = (end, end)
        self.inert = False
        self.foreign = False

    @property
    def source(self) -> str:
        """The tag as it is written."""
        return self.text[self.start : self.end]

    def __repr__(self) -> str:
        return f"<Tag {self.source!r} at {self.start}>"

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by name, in small letters, with their references decoded; of two alike the first counts."""
        found: dict[str, str] = {}
        if self.name != "!":
            begin = self.start + 1 + self.closing + len(self.name)
            for pair in _ATTRIBUTE.finditer(self.text, begin, self.end - 1):
                name = _ascii_lower(pair[1]).replace("\0", "\ufffd")
                if name not in found:
                    value = next((value for value in pair.groups()[1:] if value is not None), "")
                    found[name] = _value(value)
        return found


def iter_tags(
    text: str, names: frozenset[str] | None = None, *, until: int | None = None, data: bool = False
) -> Iterator[Tag]:
    """The tags with these names (all tags and comments for None), in order.

    Elements that change how the text is read (script, style, svg, template, frameset ...) come in any case; the end
    tags of those that hold text alone come only when all tags do.
    `until` ends the walk at the first tag that begins there or later. `data` leaves out most scripts, styles and the
    like in whose tags there is no `+` and no `&`: they are no JSON-LD.
    """
    wanted = None if names is None else names | _STRUCTURE
    skip = _TEXT if wanted is None else _skip_pattern(wanted, data)
    foreign = ForeignContent()
    templates = 0
    at, last = 0, len(text) if until is None else until
    while True:
        at = text.find("<", _match_end(_TEXT if foreign.open else skip, text, at, last))
        if not 0 <= at < last:
            return
        following = text[at + 1 : at + 2]
        if following in ("!", "?") or (following == "/" and not _OPENING.match(text, at)):
            end = _comment_end(text, at, cdata=foreign.in_foreign)
            if wanted is None:
                yield Tag(text, "!", at, end)
            at = end
            continue
        tag = read_tag(text, at)
        if tag is None:
            if _OPENING.match(text, at) is None:
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
            tag.content = (at, _raw_end(text, name, at))
        tag.inert = templates > 0
        if wanted is None or (name in wanted and not (closing and name in _RAW_END)):
            yield tag


def _match_end(pattern: re.Pattern[str], text: str, at: int, last: int) -> int:
    """Where a match that begins here and looks no further than `last` ends; here, for none."""
    found = pattern.match(text, at, last)
    return found.end() if found else at


@cache
def _skip_pattern(wanted: frozenset[str], data: bool) -> re.Pattern[str]:
    """What may be passed over: text, comments, and the tags that nobody asks for."""
    shapes = "|".join(map(any_case, _SHAPES))
    shape = rf"</?(?:{shapes})(?=[\t\n\f\r />]){ATTRIBUTES_PATTERN}"
    svg = any_case("svg")
    drawing = rf"<{svg}(?=[\t\n\f\r />]){_PAIRS}{_GAP}(?<!/)>(?:[^<]*+{shape}){{0,999}}[^<]*+</{svg}>"
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
    """A pattern for the first letter of a tag that has none of these names."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names):
        rests.setdefault(name[0], []).append(any_case(name[1:]))
    free = "".join(letter + letter.upper() for letter in ascii_lowercase if letter not in rests)
    branches = (rf"{any_case(letter)}(?!(?:{'|'.join(rest)})[\t\n\f\r />])" for letter, rest in rests.items())
    return rf"(?:[{free}]|{'|'.join(branches)})"


def _element(name: str) -> str:
    """A pattern for a whole element of text alone, written so plainly that nothing in it can be read in two ways."""
    value = """(?<=[a-zA-Z-]=)(?:"[^"<>+&]*+"|'[^'<>+&]*+')"""
    rest = """[^"'<>+&]*+"""
    return rf"<{any_case(name)}(?=[\t\n\f\r >]){rest}(?:{value}{rest}){{0,99}}>{raw_text_pattern(name)}"


def read_tag(text: str, at: int) -> Tag | None:
    """The tag that begins here; None where the text ends inside it."""
    found = _TAG.match(text, at)
    if found is not None:
        slashed = found[3].endswith("/")
        return Tag(text, _ascii_lower(found[2]), at, found.end(), closing=bool(found[1]), slashed=slashed)
    name = _OPENING.match(text, at)
    if name is None:
        return None
    end, before = name.end(), -1
    while end > before:  # a thousand attributes and more
        before, end = end, _match_end(_ATTRIBUTES, text, end, len(text))
    closed = _CLOSING.match(text, end)
    if closed is None:
        return None
    closing, slashed = text[at + 1] == "/", closed[1].endswith("/")
    return Tag(text, _ascii_lower(name[0][1 + closing :]), at, closed.end(), closing=closing, slashed=slashed)


def _comment_end(text: str, at: int, *, cdata: bool) -> int:
    """Where a comment, or what is taken for one, ends."""
    if text.startswith("<!--", at):
        if text.startswith((">", "->"), at + 4):
            return text.index(">", at) + 1
        end = _COMMENT_END.search(text, at + 4)
        return end.end() if end else len(text)
    mark = "]]>" if cdata and text.startswith("<![CDATA[", at) else ">"
    found = text.find(mark, at + 2)
    return found + len(mark) if found >= 0 else len(text)


def _raw_end(text: str, name: str, at: int) -> int:
    """Where the next end tag of this name stands."""
    # In data there is no other sign of this kind, and to look for one alone is many times as fast as for a pattern.
    first = text.find("<", at)
    end = _RAW_END[name].search(text, first) if first >= 0 else None
    return end.start() if end else len(text)


def _content_end(text: str, name: str, at: int) -> int:
    """Where the text of an element ends that begins here: at its end tag, or with the page."""
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


def _ascii_lower(name: str) -> str:
    """A name in small letters, of ASCII alone: the Kelvin sign is no k."""
    if name.isascii():
        return name.lower()
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def _value(raw: str) -> str:
    """The value that an attribute has in the page."""
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return decode_references(raw.replace("\0", "\ufffd"), attribute=True)
