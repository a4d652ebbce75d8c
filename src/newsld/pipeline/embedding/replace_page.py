"""A page put in its place: whole or not at all, and only over the very bytes that were read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from newsld.findings import Finding
from newsld.model.text.unified_diff import unified_diff
from newsld.pipeline.output import write_atomic
from newsld.web.html.encoding import decode_page

__all__ = ["page_diff", "put_page"]


class _Changed(Exception):
    """Somebody else wrote the page in the meantime."""


def put_page(path: Path, before: bytes, after: bytes) -> Finding | None:
    """Write a page over what was read of it; a finding where it cannot be, with the page as it was.

    NLD-EMB-024 is a page that is no more what was read, NLD-EMB-025 one that may not be written. Raises OutputError
    when the system refuses otherwise (a full disk).
    """
    target = path.resolve()  # a link goes on leading to the page

    def pieces() -> Iterator[bytes]:
        yield after
        # The new page is whole beside the old one: nothing but its taking the place is left to do.
        if _standing(target) != before:
            raise _Changed

    if not _is_writable(target):
        message = "the page is read-only, and stays as it is"
        return Finding(
            "NLD-EMB-025", message, suggestion="make the file and its folder writable, and run again"
        )
    try:
        write_atomic(target, pieces())
    except _Changed:
        message = "the page was changed by something else while it was worked on, and stays as that left it"
        return Finding("NLD-EMB-024", message, suggestion="embed when the site is built, and run again")
    return None


def _standing(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _is_writable(path: Path) -> bool:
    """Whether a file may be written: by its own mode too, since to replace it only the folder would be asked."""
    try:
        anybody = path.stat().st_mode & 0o222
    except OSError:
        return True  # it has gone, which is another matter
    return bool(anybody) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def page_diff(name: str, before: bytes, after: bytes) -> str:
    """Return the unified diff of two versions of a page, decoded as a browser decodes them."""
    old, new = (decode_page(content, limit=len(content)).text or "" for content in (before, after))
    return unified_diff(old, new, old_name=f"a/{name}", new_name=f"b/{name}")
