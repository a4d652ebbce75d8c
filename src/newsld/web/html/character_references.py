"""Decode the character references of HTML, in attribute values and in text."""

from __future__ import annotations

import re
from typing import Final

from newsld.syntax.patterns import lazy_pattern

_REFERENCE: Final = lazy_pattern(r"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?|([0-9A-Za-z]+)(;?))")
_LAST: Final = 0x10FFFF


def decode_references(text: str, *, attribute: bool = False) -> str:
    """Return the text with its character references decoded as the HTML standard requires.

    In an attribute a named reference without a semicolon stays as it is before `=`, a letter or a digit.
    """
    if "&" not in text:
        return text
    from html import unescape  # the tables are 2,231 names long, and most pages never need them
    from html.entities import html5

    def decoded(found: re.Match[str]) -> str:
        sixteen, ten, name, end = found.groups()
        if name is None:
            return _character(int(sixteen[-8:], 16) if sixteen else int(ten[-10:]), sixteen or ten)
        if not attribute:
            return unescape(found[0])
        if end and f"{name};" in html5:
            return html5[f"{name};"]
        if name in html5 and text[found.end() : found.end() + 1] != "=":
            return html5[name] + end
        return found[0]

    return _REFERENCE.sub(decoded, text)


def _character(code: int, digits: str) -> str:
    """Return the character of a numeric reference."""
    if len(digits.lstrip("0")) > 7 or code > _LAST or 0xD800 <= code < 0xE000 or not code:
        return "\ufffd"
    if 0x80 <= code < 0xA0:
        try:
            return bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            return chr(code)
    return chr(code)
