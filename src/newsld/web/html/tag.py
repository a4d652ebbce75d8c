"""A tag of a page: its offsets, its name and its attributes, by the tokenization rules of the HTML standard.

Every pattern decides on its next character and never backtracks, so time is linear in the text. No pattern repeats a
group possessively: Python before 3.11.5 does that wrongly. Repeated groups have an upper bound, which bounds memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.character_references import decode_references

WHITESPACE: Final = "\t\n\f\r "
"""The white space of HTML: fewer characters than `str.strip` removes."""

GAP_PATTERN: Final = r"[\t\n\f\r /]*+"
_NAME: Final = r"[a-zA-Z][^\t\n\f\r />]*+"
_VALUE: Final = r"""(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^\t\n\f\r >"'][^\t\n\f\r >]*+))"""
_PAIR: Final = rf"{GAP_PATTERN}([^\t\n\f\r />][^\t\n\f\r />=]*+)(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+{_VALUE}?)?"
PAIRS_PATTERN: Final = "(?>(?:" + re.sub(r"(?<!\\)\((?!\?)", "(?:", _PAIR) + "){0,999})"
ATTRIBUTES_PATTERN: Final = rf"{PAIRS_PATTERN}{GAP_PATTERN}>"
"""The rest of a tag after its name."""

_ATTRIBUTE: Final = lazy_pattern(_PAIR)
_ATTRIBUTES: Final = lazy_pattern(PAIRS_PATTERN)
_TAG: Final = lazy_pattern(rf"<(/?)({_NAME}){PAIRS_PATTERN}({GAP_PATTERN})>")
TAG_NAME: Final = lazy_pattern(rf"</?{_NAME}")
_CLOSING: Final = lazy_pattern(rf"({GAP_PATTERN})>")


class Tag:
    """A start or end tag, or a comment (name `!`).

    `start` and `end` are offsets in code points. `content` is the range of the text in an element whose content is
    only text (script, style, title ...). `inert` is True in a template, `foreign` for an element
    of SVG or MathML, `slashed` for a tag that ends in a slash of its own (`<path/>`).
    """

    __slots__ = (
        "__dict__", "closing", "content", "end", "foreign", "inert", "name", "slashed", "start", "text"
    )  # fmt: skip

    def __init__(
        self, text: str, name: str, start: int, end: int, *, closing: bool = False, slashed: bool = False
    ) -> None:
        """Create the tag that is in the text from `start` to `end`."""
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
        """The source text of the tag."""
        return self.text[self.start : self.end]

    def __repr__(self) -> str:
        return f"<Tag {self.source!r} at {self.start}>"

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by name, in lower case, with references decoded; of two with one name the first counts."""
        found: dict[str, str] = {}
        if self.name != "!":
            begin = self.start + 1 + self.closing + len(self.name)
            for pair in _ATTRIBUTE.finditer(self.text, begin, self.end - 1):
                name = _ascii_lower(pair[1]).replace("\0", "\ufffd")
                if name not in found:
                    value = next((value for value in pair.groups()[1:] if value is not None), "")
                    found[name] = _value(value)
        return found


def match_end(pattern: re.Pattern[str], text: str, at: int, last: int) -> int:
    """Return the end of a match that begins at `at` and ends by `last`; `at` if there is none."""
    found = pattern.match(text, at, last)
    return found.end() if found else at


def read_tag(text: str, at: int) -> Tag | None:
    """Return the tag that begins at an offset; None if the text ends inside it."""
    found = _TAG.match(text, at)
    if found is not None:
        slashed = found[3].endswith("/")
        return Tag(text, _ascii_lower(found[2]), at, found.end(), closing=bool(found[1]), slashed=slashed)
    name = TAG_NAME.match(text, at)
    if name is None:
        return None
    end, before = name.end(), -1
    while end > before:  # a thousand attributes and more
        before, end = end, match_end(_ATTRIBUTES, text, end, len(text))
    closed = _CLOSING.match(text, end)
    if closed is None:
        return None
    closing, slashed = text[at + 1] == "/", closed[1].endswith("/")
    return Tag(text, _ascii_lower(name[0][1 + closing :]), at, closed.end(), closing=closing, slashed=slashed)


def _ascii_lower(name: str) -> str:
    """Return a name in lower case, changing only ASCII: the Kelvin sign is not a k."""
    if name.isascii():
        return name.lower()
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def _value(raw: str) -> str:
    """Return the value of an attribute, decoded."""
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return decode_references(raw.replace("\0", "\ufffd"), attribute=True)
