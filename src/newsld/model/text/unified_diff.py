"""Unified diffs of two versions of a file, for people and for `patch`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator


def unified_diff(old: str | bytes, new: str | bytes, *, old_name: str, new_name: str) -> str:
    """Return the unified diff of two versions of a file; empty when they are equal.

    Bytes are decoded as UTF-8, invalid ones escaped. Lines keep their ends, and a last line without one is marked, so
    that `patch` can apply it.
    """
    return "".join(_ended(difflib.unified_diff(_lines(old), _lines(new), old_name, new_name)))


def _lines(content: str | bytes) -> list[str]:
    text = content if isinstance(content, str) else content.decode("utf-8", "backslashreplace")
    # Only line feeds end a line: str.splitlines also splits at characters that occur inside words.
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
