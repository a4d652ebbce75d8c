"""Convert YAML scalars of the 1.2 core schema to values, and text to YAML scalars."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from newsld.syntax.numbers import exact_float, exact_int
from newsld.syntax.patterns import lazy_pattern

Scalar = str | int | float | bool | None

_FIRST: Final = frozenset("-+.0123456789~nNtTfF")
_WORDS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER: Final = lazy_pattern(r"[-+]?[0-9]+")
_BASED: Final = lazy_pattern(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = lazy_pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = lazy_pattern(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

# What any reader of YAML 1.1 or 1.2 might take for a number: wider than both grammars.
_NUMBER_LIKE: Final = lazy_pattern(
    r"[-+]?(?:[0-9_.:]+(?:[eE][-+]?[0-9]+)?|0[xXoObB][0-9a-fA-F_]*|\.(?:inf|nan))", re.IGNORECASE
)
_RESERVED_WORDS: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "", "~", "<<", "="}
)
_LONGEST_RESERVED: Final = max(map(len, _RESERVED_WORDS))
_DATE_LIKE: Final = lazy_pattern(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]| [^\W\d_])")
_DAY: Final = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME: Final = lazy_pattern(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[-+][0-9]{2}:[0-9]{2})"
)

_ESCAPED: Final = lazy_pattern(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_INDICATORS: Final = "-?:,[]{}#&*!|>'\"%@`"
_NOT_PLAIN: Final = lazy_pattern(r":(?=\s|\Z)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURELY_PLAIN: Final = lazy_pattern(r"(?:[^\W\d_]|…)[a-zA-Z0-9\w .’'/()%–…-]{4,}[\w.)…]")
"""Most of the texts that can be plain: they are longer than any reserved word, and begin as no number does.

That letters are listed makes it faster, here and below.
"""
_PLAIN_IN_BLOCK: Final = lazy_pattern(
    r"https?://[!-~]*[\w/]|(?:[^\W\d_]|…)[a-zA-Z0-9\w .,;’'/()%–—…!?“”\"-]{4,}[\w.)…!?”]"
)
"""The same for texts outside of flow collections, and more of them: commas and quotation marks have no meaning there.

An address is plain too: neither a colon nor a hash has a meaning in it.
"""
_NOT_IN_FLOW: Final = lazy_pattern('[,\\[\\]{}"“”„«»:]')


class InexactError(ValueError):
    """A plain scalar is a number that cannot be represented exactly."""


def plain_value(text: str) -> Scalar:
    """Return the value of a plain scalar: None, a bool, an int, a float, or else the text itself.

    Raises InexactError for infinity, not-a-number, and numbers that cannot be represented exactly.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _FIRST:
        return text
    value: int | float | None
    if _INTEGER.fullmatch(text):
        value = exact_int(text)
    elif _FLOAT.fullmatch(text):
        value = exact_float(text)
    elif _BASED.fullmatch(text):
        value = exact_int(text[2:], 8 if text[1] == "o" else 16)
    elif _NOT_FINITE.fullmatch(text):
        value = None
    else:
        return text
    if value is None:
        raise InexactError(text)
    return value


def quote(text: str) -> str:
    """Return the text in double quotes, with an escape only where one is needed. It is valid JSON too."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def can_be_plain(text: str, *, flow: bool = False) -> bool:
    """Return whether the text keeps its meaning without quotes, for readers of YAML 1.2 and of YAML 1.1.

    `flow` is for a place inside ``[]`` or ``{}``, where commas and brackets have a meaning, and where
    text with typographic quotes is quoted too, because a comma added to it later would split it. Dates and
    timestamps stay plain: people write them so (YAML 1.1 then makes dates of them).
    """
    if text.isalpha():
        return len(text) > _LONGEST_RESERVED or text.lower() not in _RESERVED_WORDS
    if (_SURELY_PLAIN if flow else _PLAIN_IN_BLOCK).fullmatch(text):
        return True
    return keeps_meaning(text, flow=flow)


def keeps_meaning(text: str, *, flow: bool) -> bool:
    """Return the same as `can_be_plain` by its rules alone, without the patterns for most texts."""
    if text.lower() in _RESERVED_WORDS or text[0] in _INDICATORS or text[0].isspace() or text[-1].isspace():
        return False
    if _DATE_LIKE.match(text):
        return _is_date(text)
    if text.startswith("...") or _NUMBER_LIKE.fullmatch(text) or _NOT_PLAIN.search(text):
        return False
    return not (flow and _NOT_IN_FLOW.search(text))


def _is_date(text: str) -> bool:
    """Return whether something that begins like a date is one that YAML 1.1 parses without an error."""
    try:
        if _DAY.fullmatch(text):
            date.fromisoformat(text)
            return True
        if _DATE_TIME.fullmatch(text):
            datetime.fromisoformat(text)
            return True
    except ValueError:
        pass
    return False


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04X}"
