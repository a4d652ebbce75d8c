"""JSON as it can stand inside a script: the one place where it is escaped."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ascii_json", "escape_json"]

_ESCAPES: Final = (
    (b"<", b"<", b"\\u003c"),
    (b">", b">", b"\\u003e"),
    (b"&", b"&", b"\\u0026"),
    (b"\xa8", b"\xe2\x80\xa8", b"\\u2028"),
    (b"\xa9", b"\xe2\x80\xa9", b"\\u2029"),
)
"""A byte that is quickly looked for, the character that it belongs to, and how that is written instead."""

_BEYOND: Final = re.compile("[^\x00-\x7f]+")


def escape_json(content: bytes) -> bytes:
    """UTF-8 JSON in which no text can end a script, open a comment, or be taken for markup or a line end.

    It is the same data: these characters stand in texts alone. What is escaped already stays as it is.
    """
    for sign, character, escape in _ESCAPES:
        if sign in content:
            content = content.replace(character, escape)
    return content


def ascii_json(content: bytes) -> bytes:
    r"""The same data in ASCII alone, with ``\u`` escapes, for a page in another encoding than UTF-8."""
    if content.isascii():
        return content
    return _BEYOND.sub(_units, content.decode()).encode()


def _units(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
