"""Replace a page atomically, and only if it still contains the bytes that were read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from newsld.findings import Finding
from newsld.model.text.unified_diff import unified_diff
from newsld.pipeline.output import write_atomic
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.read_file import read_file
from newsld.web.html.encoding import decode_page


class _Changed(Exception):
    """Another program wrote the page in the meantime."""


def replace_page(path: Path, before: bytes, after: bytes) -> Finding | None:
    """Replace the content `before` of a page by `after`; return a finding, with the page unchanged, when it fails.

    NLD-EMB-024 is a page that has changed since it was read, NLD-EMB-025 one that is read-only. Raises OutputError
    for other failures (a full disk).
    """
    target = path.resolve()  # so that a link keeps pointing to the page

    def pieces() -> Iterator[bytes]:
        yield after
        # Compared last: only the rename of the complete new file is left to do.
        if _read(target, len(before)) != before:
            raise _Changed

    if not _is_writable(target):
        message = "the page is read-only and was not changed"
        return Finding(
            "NLD-EMB-025", message, suggestion="make the file and its folder writable, and run again"
        )
    try:
        write_atomic(target, pieces())
    except _Changed:
        message = "another program changed the page in the meantime, and newsld did not overwrite it"
        return Finding("NLD-EMB-024", message, suggestion="run newsld after the site has been built")
    return None


def _read(path: Path, limit: int = SIZE_LIMIT) -> bytes | None:
    try:
        return read_file(path, limit)
    except OSError:
        return None


def _is_writable(path: Path) -> bool:
    """Return whether a file is writable; its own mode counts too, although a rename needs only that of the folder."""
    try:
        write_bits = path.stat().st_mode & 0o222
    except OSError:
        return True  # deleted: reported as changed
    return bool(write_bits) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def page_diff(name: str, before: bytes, after: bytes) -> str:
    """Return the unified diff between two versions of a page."""
    old, new = (decode_page(content, limit=len(content)).text or "" for content in (before, after))
    return unified_diff(old, new, old_name=f"a/{name}", new_name=f"b/{name}")
