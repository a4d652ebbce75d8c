"""Escape JSON for use inside a script element."""

from __future__ import annotations

import codecs
from json.encoder import encode_basestring_ascii
from typing import Final

_ESCAPES: Final = (
    (b"<", b"<", b"\\u003c"),
    (b">", b">", b"\\u003e"),
    (b"&", b"&", b"\\u0026"),
    (b"\xa8", b"\xe2\x80\xa8", b"\\u2028"),
    (b"\xa9", b"\xe2\x80\xa9", b"\\u2029"),
    (b"\xbe", b"\xef\xbf\xbe", b"\\ufffe"),  # XML has no U+FFFE and no U+FFFF
    (b"\xbf", b"\xef\xbf\xbf", b"\\uffff"),
)
"""For each character: a byte to search for quickly, the UTF-8 of the character, and its escape."""

_ESCAPED: Final = "newsld-json"


def escape_json(content: bytes) -> bytes:
    """Return UTF-8 JSON in which no text can end a script, open a comment, or count as markup or a line end.

    The data is unchanged: these characters occur only in texts. Existing escapes stay as they are.
    """
    for sign, character, escape in _ESCAPES:
        if sign in content:
            content = content.replace(character, escape)
    return content


def ascii_json(content: bytes) -> bytes:
    r"""Return the same data in ASCII, with ``\u`` escapes, for a page in another encoding than UTF-8."""
    return content if content.isascii() else content.decode().encode("ascii", _ESCAPED)


def _escape(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return encode_basestring_ascii(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_ESCAPED, _escape)
