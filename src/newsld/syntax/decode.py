"""Decode bytes to text: UTF-8 with or without a byte order mark, up to a size limit."""

from __future__ import annotations

import codecs
from typing import Final

from newsld.findings import EXCERPT_LENGTH, Excerpt, Finding

SIZE_LIMIT: Final = 32 * 1024 * 1024
"""The default maximum size of one input in bytes: 32 MiB."""

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, *, limit: int = SIZE_LIMIT) -> tuple[str | None, list[Finding]]:
    """Return the text of an input without its byte order mark, or None and the finding that says why not.

    More than `limit` bytes is NLD-SYN-004, a byte that is not UTF-8 is NLD-SYN-009 with its line and
    column (in code points, counted after the mark), only white space is NLD-SYN-012.
    """
    if len(content) > limit:
        message = f"the input has {len(content):,} bytes, and {limit:,} are allowed"
        return None, [Finding("NLD-SYN-004", message, suggestion="split it, or raise the size limit")]
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_bad_byte(content, error.start)]
    if not text.strip():
        return None, [Finding("NLD-SYN-012", "the input is empty", line=1, column=1)]
    return text, []


def _bad_byte(content: bytes, start: int) -> Finding:
    """Return the finding for the first byte that is not UTF-8."""
    begin = content.rfind(b"\n", 0, start) + 1
    end = content.find(b"\n", start, start + 4 * EXCERPT_LENGTH)
    before = content[begin:start].decode("utf-8")
    after = content[start : start + 4 * EXCERPT_LENGTH if end < 0 else end].decode("utf-8", "replace")
    excerpt = Excerpt.of_line(before + after, len(before) + 1)
    name = "UTF-16" if content.startswith(_UTF16) else "another encoding"
    return Finding(
        "NLD-SYN-009",
        f"the byte 0x{content[start]:02X} is not UTF-8",
        suggestion=f"the file looks like {name}; save it as UTF-8",
        line=content.count(b"\n", 0, start) + 1,
        column=len(before) + 1,
        excerpt=excerpt.text,
        excerpt_column=excerpt.column,
    )
