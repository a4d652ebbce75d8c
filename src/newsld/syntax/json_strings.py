"""Strings of JSON and of what is taken for JSON: where each one ends, and what it says."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = ["JUNK", "QUOTE", "End", "Style", "end_of", "style_of", "unescape"]

QUOTE: Final = (
    r"""["'`\u2018\u201a\u201c\u201d\u201e]|\\(?:"|u0022)|&[ ]?(?:quot|apos|\#[ ]?(?:0*3[49]|[xX]0*2[27]));"""
)
"""A sign that somebody might begin a string with. A blank inside an entity is what reformatting makes of it."""

_PROPER: Final = r"\"(?:[^\"\\\n]|\\.){0,100}+\""
"""A name as JSON has it: between its own quotes any sign may stand."""
_QUOTED: Final = rf"(?:(?:{QUOTE})[^\"'\\\n{{}}\[\],]{{0,100}}?(?:{QUOTE})|{_PROPER})[ \t\r\n]*+"
_NAME: Final = rf"{_QUOTED}:"
_PLAIN_NAME: Final = r"[A-Za-z_$@][\w$@-]{0,100}+[ \t]*+"
_BARE: Final = rf"{_PLAIN_NAME}(?::(?!//)|=>?)"
_ASIDE: Final = r"//|/\*|<!--|-->|<!\[CDATA|\]\]>|\Z"
JUNK: Final = r"\x00\x0b\x0c\x85\u00a0\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff"
"""Characters, for a class of a pattern, that nobody sees and that JSON does not count as white space."""

_GAP: Final = rf"(?:\\[nrt]|[ \t\r\n{JUNK}])*+"
_WORDS: Final = "true|false|null|True|False|None|NaN|Infinity|undefined|nil"

_HASH: Final = rf"\#[^\n]{{0,400}}+\n{_GAP}"
_AFTER_VALUE: Final = re.compile(
    rf"""{_GAP}(?:{_HASH}[,;]?)?(?:}}|{_ASIDE}|{_NAME}
    |[,;]{_GAP}(?:{_HASH})?(?:[}},]|{_ASIDE}|{_QUOTED}(?::|=)))""",
    re.VERBOSE,
)
_BEFORE_BARE: Final = re.compile(
    rf"{_GAP}[,;]{_GAP}(?:{_HASH})?{_BARE}{_GAP}(?:[\[{{]|{QUOTE}|-?[0-9]|{_WORDS})", re.VERBOSE
)
_AFTER_ITEM: Final = re.compile(
    rf"""{_GAP}(?:{_HASH})?(?:\]|{_ASIDE}|(?<=[ \t\r\n])(?:{QUOTE})
    |[,;]{_GAP}(?:{_HASH})?(?:[\],\[{{]|{_ASIDE}|{QUOTE}|-?[0-9]|{_WORDS}))""",
    re.VERBOSE,
)
_BEFORE_KEY: Final = re.compile(
    rf"{_GAP}[,;]{_GAP}(?:{_PLAIN_NAME}(?P<behind>{QUOTE})|(?P<before>{QUOTE})[\w@$])", re.VERBOSE
)
"""A key without its colon, or without one of its quotes."""
_TORN: Final = re.compile(
    rf"{_GAP}(?:\+|(?<=[ \t\r\n])(?:{QUOTE}|{_PLAIN_NAME}[:=]{_GAP}(?:{QUOTE})))", re.VERBOSE
)
"""What goes on neither as words nor as JSON, behind quotes that come in twos."""
_ASSIGNS: Final = re.compile(rf"{_GAP}[:=]>?{_GAP}(?:[\[{{]|{QUOTE})", re.VERBOSE)
"""What stands between a key and its value, so that no words hold it."""
_NEXT_NAME: Final = re.compile(rf"[,{{]{_GAP}\Z")
_IS_NAME: Final = re.compile(_NAME, re.VERBOSE)

_SPECIAL: Final = re.compile(r"[\\\x00-\x1f\ud800-\udfff]")
_HEX: Final = re.compile(r"[0-9a-fA-F]{4}")
_ESCAPES: Final = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip

Report = Callable[[str, str, int, str | None], None]
"""Says a fault: its code, its message, the index in the string, and its mend."""


def _same(text: str) -> str:
    return text


_TWICE: Final = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')


def _once(text: str) -> str:
    """The text without the outer one of two escapings."""
    plain = _TWICE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPES[found[2]], text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write strings: `step` finds its next end (group 1) or what only looks like one.

    `layer` takes off what lies over the escapes of JSON. `paired` says that quotes inside a string
    come in twos. `fault` is what is wrong with the style; None for that of JSON.
    """

    step: re.Pattern[str]
    fault: str | None = None
    layer: Callable[[str], str] = _same
    paired: bool = False


_PLAIN: Final = Style(re.compile(r'\\.|(")', re.DOTALL), paired=True)
_SINGLE: Final = Style(re.compile(r"\\.|(')", re.DOTALL), "strings in single quotes")
_BACKTICK: Final = Style(re.compile(r"\\.|(`)", re.DOTALL), "strings in backticks")
_CURLY: Final = Style(re.compile('\\\\.|([\u201c\u201d"])', re.DOTALL), "strings in typographic quotes")
_CURLY_SINGLE: Final = Style(
    re.compile("\\\\.|([\u2018\u2019'])", re.DOTALL), "strings in typographic quotes"
)
_ESCAPED: Final = Style(
    re.compile(r'\\\\(?:\\.|.)|(\\(?:"|u0022))|\\.', re.DOTALL), "JSON that is escaped twice", _once
)
_ENTITY: Final = Style(
    re.compile(r"\\&[^;&]{1,8};|(&[ ]?(?:quot|\#[ ]?(?:0*34|[xX]0*22));)", re.VERBOSE),
    "HTML entities instead of quotes",
    html.unescape,
)
_ENTITY_SINGLE: Final = Style(
    re.compile(r"\\&[^;&]{1,8};|(&[ ]?(?:apos|\#[ ]?(?:0*39|[xX]0*27));)", re.VERBOSE),
    "HTML entities instead of quotes",
    html.unescape,
)
_STYLES: Final = {
    '"': _PLAIN, "'": _SINGLE, "`": _BACKTICK, "\\": _ESCAPED,
    "\u201c": _CURLY, "\u201d": _CURLY, "\u201e": _CURLY, "\u2018": _CURLY_SINGLE, "\u201a": _CURLY_SINGLE,
}  # fmt: skip


def style_of(quote: str) -> Style:
    """The style of the string that this sign begins."""
    if quote[0] == "&":
        return _ENTITY_SINGLE if html.unescape(quote.replace(" ", "")) == "'" else _ENTITY
    return _STYLES[quote[0]]


class End(NamedTuple):
    """Where a string ends: before its closing quote, behind it, and how many quotes stand inside.

    `sure` says that the text goes on behind it as it should.
    """

    before: int
    behind: int
    inside: int = 0
    sure: bool = True


def end_of(text: str, begin: int, style: Style, *, within: str) -> End | None:
    """Where the string ends whose words begin at an offset; None when it has no end.

    `within` is what it stands in. A key, and a string on its own, end at the first quote. A string in
    a ``list`` or ``mapping`` ends where the text goes on as one, so that quotes that nobody escaped stay inside.
    If it never does so, or if it would swallow a key or an operator, it ends before that, and not surely.
    """
    first: End | None = None
    goes_on = _AFTER_ITEM if within == "list" else _AFTER_VALUE
    inside = 0
    for found in style.step.finditer(text, begin):
        if found[1] is None:
            continue
        before, behind = found.span(1)
        first = first or End(before, behind, sure=False)
        if within == "" or (not inside and _BEFORE_BARE.match(text, behind)):
            return End(before, behind)
        if goes_on.match(text, behind):
            doubtful = within == "list" and style.paired and inside % 2
            return first if doubtful else End(before, behind, inside)
        if not inside % 2:
            key = _BEFORE_KEY.match(text, behind) if within == "mapping" else None
            if key and style_of(key["before"] or key["behind"]) is style:
                return End(before, behind, inside)
            if _TORN.match(text, behind):
                return End(before, behind, inside, sure=False)
        if _ASSIGNS.match(text, behind):
            return first
        if _IS_NAME.match(text, before) and _NEXT_NAME.search(text, max(begin, before - 100), before):
            return first
        inside += 1
    return first


def unescape(text: str, report: Report) -> str:
    """What the inside of a JSON string says; characters that have to be escaped may stand as they are."""
    parts: list[str] = []
    offset = 0
    raw: list[int] = []
    while found := _SPECIAL.search(text, offset):
        here, sign = found.start(), found[0]
        parts.append(text[offset:here])
        if sign == "\\":
            piece, offset = _escape(text, here, report)
        else:
            piece, offset = sign, here + 1
            if sign < " ":
                raw.append(here)
            else:
                piece = _lone(ord(sign), here, report)
        parts.append(piece)
    if raw:
        number = ord(text[raw[0]])
        times = "" if len(raw) == 1 else f", the first of {len(raw):,}"
        message = f"the control character U+{number:04X} stands in a string{times}"
        report("NLD-SYN-001", message, raw[0], f"write {_written(number)}")
    parts.append(text[offset:])
    return "".join(parts)


def _written(number: int) -> str:
    """The escape for a control character."""
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(number, f"\\u{number:04x}")


def _escape(text: str, here: int, report: Report) -> tuple[str, int]:
    """What the escape at an index stands for, and the index behind it."""
    sign = text[here + 1 : here + 2]
    if sign != "u":
        if sign in _ESCAPES:
            return _ESCAPES[sign], here + 2
        if sign == "'":
            report("NLD-SYN-001", "\\' is no escape of JSON", here, "write ' without a backslash")
            return sign, here + 2
        report("NLD-SYN-001", f"\\{sign} is no escape of JSON", here, "write \\\\ for a backslash")
        return "\\", here + 1
    digits = _HEX.match(text, here + 2)
    if digits is None:
        report("NLD-SYN-001", "\\u needs four hexadecimal digits", here, None)
        return "\\", here + 1
    unit = int(digits[0], 16)
    if not 0xD800 <= unit <= 0xDFFF:
        return chr(unit), here + 6
    if unit < 0xDC00 and text[here + 6 : here + 8] == "\\u":
        digits = _HEX.match(text, here + 8)
        low = int(digits[0], 16) if digits else 0
        if 0xDC00 <= low <= 0xDFFF:
            return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), here + 12
    return _lone(unit, here, report), here + 6


def _lone(unit: int, here: int, report: Report) -> str:
    """Say that half of a surrogate pair stands alone, and give what stands for it."""
    message = f"\\u{unit:04x} is half of a surrogate pair, and the other half is missing"
    report("NLD-SYN-008", message, here, "write the character itself")
    return "\ufffd"
