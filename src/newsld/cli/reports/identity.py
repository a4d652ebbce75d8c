"""Identify findings across runs: fingerprints that do not depend on line numbers, and URIs of files."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from newsld.findings import Finding


class Fingerprints:
    """Computes the fingerprints of one report; equal findings are numbered, so that each fingerprint is unique."""

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def compute(self, finding: Finding) -> str:
        """Return 64 hexadecimal digits that do not change when lines above the finding are added or removed."""
        line = finding.excerpt.strip() if finding.pointer is None and finding.excerpt else None
        parts = (finding.code, finding.file, finding.block, finding.pointer, line)
        text = "\0".join("" if part is None else str(part) for part in parts)
        # Only a hash is kept, since an archive may have millions of findings.
        kept = hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=16).digest()
        self._seen[kept] += 1
        numbered = f"{text}\0{self._seen[kept]}"
        return hashlib.sha256(numbered.encode("utf-8", "backslashreplace")).hexdigest()


def file_uri(file: str | None) -> str:
    """Return the percent-encoded URI of a file, relative when its name is; `<memory>` for None."""
    name = file or "<memory>"
    # Lone surrogates are replaced, not escaped: the backslash of an escape would separate path segments.
    windows = PureWindowsPath(name.encode("utf-8", "replace").decode())
    if windows.drive and windows.is_absolute():
        return windows.as_uri()
    if PurePosixPath(name).is_absolute():
        return "file://" + quote(name, errors="backslashreplace")
    # A colon in the first segment would be read as the end of a scheme.
    return quote(name.removeprefix("./"), safe="/", errors="backslashreplace")
