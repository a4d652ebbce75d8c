"""Decide which format an input has, by its name or by how its text begins, and whether it is too large for it."""

from __future__ import annotations

from newsld.findings import Finding
from newsld.findings.errors import UsageError
from newsld.formats import Format, find_format, format_of_folder, formats_of, sniff
from newsld.formats.sniffing import HEAD, head_of
from newsld.syntax.document import Source


def format_for(source: Source, name: str | None = None) -> Format:
    """Return the format to read an input with.

    Raises UsageError for a name that no readable format has and for a folder that is not an input, OSError when the
    input cannot be read.
    """
    if name is not None:
        known = find_format(name)
        if not known.reads:
            raise UsageError(f"newsld writes the format {name}, but cannot read it")
        return known
    if source.path is not None and source.path.is_dir():
        if (of_folder := format_of_folder(source.path)) is None:
            raise UsageError(f"{source.name} is a folder, but not one that newsld reads as one input")
        return of_folder
    by_suffix = formats_of(source.name)
    if not by_suffix:
        return sniff(_head(source))
    own, *sharing = by_suffix
    head = _head(source) if sharing else b""
    return next((known for known in sharing if known.sniff is not None and known.sniff(head)), own)


def too_large(source: Source, known: Format, limit: int) -> Finding | None:
    """Return the finding for a file over the size limit; None for formats that are read one article at a time."""
    if source.path is None or known.articles == "stream" or source.path.is_dir():
        return None
    size = source.path.stat().st_size
    if size <= limit:
        return None
    message = f"the input has {size:,} bytes, but only {limit:,} are allowed"
    return Finding(
        "NLD-SYN-004", message, file=source.name, suggestion="split it, or raise size-limit in newsld.toml"
    )


def unreadable(name: str, reason: str) -> Finding:
    """Return the finding for a file or folder that was found in a folder and cannot be read."""
    message = f"it cannot be read: {reason}"
    return Finding("NLD-SYN-021", message, suggestion="fix its permissions, or exclude it", file=name)


def _head(source: Source) -> bytes:
    if source.path is None or source.is_stream:
        return head_of(source.content)
    with source.path.open("rb") as file:
        return head_of(file.read(HEAD))
