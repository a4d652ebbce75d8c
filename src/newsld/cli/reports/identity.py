"""What makes a finding the same one in the next run: its rule, its file and what it points at, not its line."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from newsld.findings import Finding

__all__ = ["Fingerprints", "address"]


class Fingerprints:
    """Fingerprints of the findings of one report, each given once: equal findings are told apart by their number."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[object, ...]] = Counter()

    def of(self, finding: Finding) -> str:
        """64 hexadecimal digits that stay as they are when lines above the finding come or go."""
        line = finding.excerpt.strip() if finding.pointer is None and finding.excerpt else None
        parts = (finding.code, finding.file, finding.block, finding.pointer, line)
        self._seen[parts] += 1
        text = "\0".join("" if part is None else str(part) for part in (*parts, self._seen[parts]))
        return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def address(file: str | None) -> str:
    """The URI of a file as reports name it: relative where the name is, with forward slashes, percent-encoded."""
    name = file or "<memory>"
    # No escape of a lone surrogate here: its backslash would be another step of the path.
    windows = PureWindowsPath(name.encode("utf-8", "replace").decode())
    if windows.drive and windows.is_absolute():
        return windows.as_uri()
    if PurePosixPath(name).is_absolute():
        return "file://" + quote(name, errors="backslashreplace")
    # A colon in the first step would be read as the end of a scheme.
    return quote(name.removeprefix("./"), safe="/", errors="backslashreplace")
