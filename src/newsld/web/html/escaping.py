"""JSON as it can stand inside a script: the one place where it is escaped."""

from __future__ import annotations

import codecs
from json.encoder import encode_basestring_ascii
from typing import Final

__all__ = ["ascii_json", "escape_json"]

_ESCAPES: Final = (
    (b"<", b"<", b"\\u003c"),
    (b">", b">", b"\\u003e"),
    (b"&", b"&", b"\\u0026"),
    (b"\xa8", b"\xe2\x80\xa8", b"\\u2028"),
    (b"\xa9", b"\xe2\x80\xa9", b"\\u2029"),
    (b"\xbe", b"\xef\xbf\xbe", b"\\ufffe"),  # XML has no U+FFFE and no U+FFFF
    (b"\xbf", b"\xef\xbf\xbf", b"\\uffff"),
)
"""A byte that is quickly looked for, the character that it belongs to, and how that is written instead."""

_ESCAPED: Final = "newsld-json"


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
    return content if content.isascii() else content.decode().encode("ascii", _ESCAPED)


def _escape(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return encode_basestring_ascii(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPED, _escape)
