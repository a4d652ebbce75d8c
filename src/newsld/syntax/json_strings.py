"""Strings of JSON and of invalid JSON: where each one ends, and its text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from newsld.syntax.patterns import lazy_pattern

QUOTE: Final = (
    r"""["'`\u2018\u201a\u201c\u201d\u201e]|\\(?:"|u0022)|&[ ]?(?:quot|apos|\#[ ]?(?:0*3[49]|[xX]0*2[27]));"""
)
"""A pattern for anything that may open a string. Reformatting puts the blank into an entity."""

_PROPER: Final = r"\"(?:[^\"\\\n]|\\.){0,100}+\""
"""A JSON key: any character may be between its quotes."""
_QUOTED: Final = rf"(?:(?:{QUOTE})[^\"'\\\n{{}}\[\],]{{0,100}}?(?:{QUOTE})|{_PROPER})[ \t\r\n]*+"
_NAME: Final = rf"{_QUOTED}:"
_PLAIN_NAME: Final = r"[A-Za-z_$@][\w$@-]{0,100}+[ \t]*+"
_BARE: Final = rf"{_PLAIN_NAME}(?::(?!//)|=>?)"
_ASIDE: Final = r"//|/\*|<!--|-->|<!\[CDATA|\]\]>|\Z"
INVISIBLE: Final = r"\x00\x0b\x0c\x85\u00a0\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff"
"""Invisible characters that are not JSON white space, for a character class."""

_GAP: Final = rf"(?:\\[nrt]|[ \t\r\n{INVISIBLE}])*+"
_WORDS: Final = "true|false|null|True|False|None|NaN|Infinity|undefined|nil"

_HASH: Final = rf"\#[^\n]{{0,400}}+\n{_GAP}"
_AFTER_VALUE: Final = lazy_pattern(
    rf"""{_GAP}(?:{_HASH}[,;]?)?(?:}}|{_ASIDE}|{_NAME}
    |[,;]{_GAP}(?:{_HASH})?(?:[}},]|{_ASIDE}|{_QUOTED}(?::|=)))""",
    re.VERBOSE,
)
_BEFORE_BARE: Final = lazy_pattern(
    rf"{_GAP}[,;]{_GAP}(?:{_HASH})?{_BARE}{_GAP}(?:[\[{{]|{QUOTE}|-?[0-9]|{_WORDS})", re.VERBOSE
)
_AFTER_ITEM: Final = lazy_pattern(
    rf"""{_GAP}(?:{_HASH})?(?:\]|{_ASIDE}|(?<=[ \t\r\n])(?:{QUOTE})
    |[,;]{_GAP}(?:{_HASH})?(?:[\],\[{{]|{_ASIDE}|{QUOTE}|-?[0-9]|{_WORDS}))""",
    re.VERBOSE,
)
_BEFORE_KEY: Final = lazy_pattern(
    rf"{_GAP}[,;]{_GAP}(?:{_PLAIN_NAME}(?P<behind>{QUOTE})|(?P<before>{QUOTE})[\w@$])", re.VERBOSE
)
"""A key without its colon, or without one of its quotes."""
_TORN: Final = lazy_pattern(
    rf"{_GAP}(?:\+|(?<=[ \t\r\n])(?:{QUOTE}|{_PLAIN_NAME}[:=]{_GAP}(?:{QUOTE})))", re.VERBOSE
)
"""What continues neither the text nor the JSON after paired quotes."""
_ASSIGNS: Final = lazy_pattern(rf"{_GAP}[:=]>?{_GAP}(?:[\[{{]|{QUOTE})", re.VERBOSE)
"""What is between a key and its value, and so in no string."""
_NEXT_NAME: Final = lazy_pattern(rf"[,{{]{_GAP}\Z")
_IS_NAME: Final = lazy_pattern(_NAME, re.VERBOSE)

_SPECIAL: Final = lazy_pattern(r"[\\\x00-\x1f\ud800-\udfff]")
_HEX: Final = lazy_pattern(r"[0-9a-fA-F]{4}")
_ESCAPES: Final = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip

Report = Callable[[str, str, int, str | None], None]
"""A function that reports a fault: its code, its message, the index in the string, and the suggestion."""


def _unchanged(text: str) -> str:
    return text


_TWICE: Final = lazy_pattern(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')


def _unescape_once(text: str) -> str:
    """Return the text without the outer one of two escapings."""
    plain = _TWICE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPES[found[2]], text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@dataclass(frozen=True, slots=True)
class QuoteStyle:
    """A way to write strings: `step` matches the next closing quote (group 1) or what only looks like one.

    `layer` removes what is added to the escapes of JSON. `paired` says that quotes inside a string
    come in twos. `fault` is what is wrong with the style; None for that of JSON.
    """

    step: re.Pattern[str]
    fault: str | None = None
    layer: Callable[[str], str] = _unchanged
    paired: bool = False


_PLAIN: Final = QuoteStyle(lazy_pattern(r'\\.|(")', re.DOTALL), paired=True)
_SINGLE: Final = QuoteStyle(lazy_pattern(r"\\.|(')", re.DOTALL), "strings in single quotes")
_BACKTICK: Final = QuoteStyle(lazy_pattern(r"\\.|(`)", re.DOTALL), "strings in backticks")
_CURLY: Final = QuoteStyle(
    lazy_pattern('\\\\.|([\u201c\u201d"])', re.DOTALL), "strings in typographic quotes"
)
_CURLY_SINGLE: Final = QuoteStyle(
    lazy_pattern("\\\\.|([\u2018\u2019'])", re.DOTALL), "strings in typographic quotes"
)
_ESCAPED: Final = QuoteStyle(
    lazy_pattern(r'\\\\(?:\\.|.)|(\\(?:"|u0022))|\\.', re.DOTALL),
    "JSON that is escaped twice",
    _unescape_once,
)
_ENTITY: Final = QuoteStyle(
    lazy_pattern(r"\\&[^;&]{1,8};|(&[ ]?(?:quot|\#[ ]?(?:0*34|[xX]0*22));)", re.VERBOSE),
    "HTML entities instead of quotes",
    html.unescape,
)
_ENTITY_SINGLE: Final = QuoteStyle(
    lazy_pattern(r"\\&[^;&]{1,8};|(&[ ]?(?:apos|\#[ ]?(?:0*39|[xX]0*27));)", re.VERBOSE),
    "HTML entities instead of quotes",
    html.unescape,
)
_STYLES: Final = {
    '"': _PLAIN, "'": _SINGLE, "`": _BACKTICK, "\\": _ESCAPED,
    "\u201c": _CURLY, "\u201d": _CURLY, "\u201e": _CURLY, "\u2018": _CURLY_SINGLE, "\u201a": _CURLY_SINGLE,
}  # fmt: skip


def quote_style(quote: str) -> QuoteStyle:
    """Return the style of the string that this quote opens."""
    if quote[0] == "&":
        return _ENTITY_SINGLE if html.unescape(quote.replace(" ", "")) == "'" else _ENTITY
    return _STYLES[quote[0]]


class StringEnd(NamedTuple):
    """The end of a string: before its closing quote, after it, and the number of quotes inside.

    `sure` is True if valid text follows.
    """

    before: int
    behind: int
    inside: int = 0
    sure: bool = True


def string_end(text: str, begin: int, style: QuoteStyle, *, within: str) -> StringEnd | None:
    """Return the end of the string whose text begins at an offset; None when it has no end.

    `within` is the collection around it. A key, and a string on its own, end at the first quote. A string in
    a ``list`` or ``mapping`` ends where the text continues as one, so that unescaped quotes stay inside.
    If there is no such place, or the string would contain a key or an operator, it ends before that, and is not sure.
    """
    first: StringEnd | None = None
    goes_on = _AFTER_ITEM if within == "list" else _AFTER_VALUE
    inside = 0
    for found in style.step.finditer(text, begin):
        if found[1] is None:
            continue
        before, behind = found.span(1)
        first = first or StringEnd(before, behind, sure=False)
        if within == "" or (not inside and _BEFORE_BARE.match(text, behind)):
            return StringEnd(before, behind)
        if goes_on.match(text, behind):
            doubtful = within == "list" and style.paired and inside % 2
            return first if doubtful else StringEnd(before, behind, inside)
        if not inside % 2:
            key = _BEFORE_KEY.match(text, behind) if within == "mapping" else None
            if key and quote_style(key["before"] or key["behind"]) is style:
                return StringEnd(before, behind, inside)
            if _TORN.match(text, behind):
                return StringEnd(before, behind, inside, sure=False)
        if _ASSIGNS.match(text, behind):
            return first
        if _IS_NAME.match(text, before) and _NEXT_NAME.search(text, max(begin, before - 100), before):
            return first
        inside += 1
    return first


def unescape(text: str, report: Report) -> str:
    """Return the text of the inside of a JSON string; characters that have to be escaped may occur unescaped."""
    parts: list[str] = []
    offset = 0
    raw: list[int] = []
    while found := _SPECIAL.search(text, offset):
        index, sign = found.start(), found[0]
        parts.append(text[offset:index])
        if sign == "\\":
            piece, offset = _escape(text, index, report)
        else:
            piece, offset = sign, index + 1
            if sign < " ":
                raw.append(index)
            else:
                piece = _lone_surrogate(ord(sign), index, report)
        parts.append(piece)
    if raw:
        number = ord(text[raw[0]])
        times = "" if len(raw) == 1 else f", the first of {len(raw):,}"
        message = f"the control character U+{number:04X} is in a string{times}"
        report("NLD-SYN-001", message, raw[0], f"write {_control_escape(number)}")
    parts.append(text[offset:])
    return "".join(parts)


def _control_escape(number: int) -> str:
    """Return the escape for a control character."""
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(number, f"\\u{number:04x}")


def _escape(text: str, index: int, report: Report) -> tuple[str, int]:
    """Return the character of the escape at an index, and the index after it."""
    sign = text[index + 1 : index + 2]
    if sign != "u":
        if sign in _ESCAPES:
            return _ESCAPES[sign], index + 2
        if sign == "'":
            report("NLD-SYN-001", "\\' is no escape of JSON", index, "write ' without a backslash")
            return sign, index + 2
        report("NLD-SYN-001", f"\\{sign} is no escape of JSON", index, "write \\\\ for a backslash")
        return "\\", index + 1
    digits = _HEX.match(text, index + 2)
    if digits is None:
        report("NLD-SYN-001", "\\u needs four hexadecimal digits", index, None)
        return "\\", index + 1
    unit = int(digits[0], 16)
    if not 0xD800 <= unit <= 0xDFFF:
        return chr(unit), index + 6
    if unit < 0xDC00 and text[index + 6 : index + 8] == "\\u":
        digits = _HEX.match(text, index + 8)
        low = int(digits[0], 16) if digits else 0
        if 0xDC00 <= low <= 0xDFFF:
            return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), index + 12
    return _lone_surrogate(unit, index, report), index + 6


def _lone_surrogate(unit: int, index: int, report: Report) -> str:
    """Report half of a surrogate pair, and return its replacement character."""
    message = f"\\u{unit:04x} is half of a surrogate pair, and the other half is missing"
    report("NLD-SYN-008", message, index, "write the character itself")
    return "\ufffd"
