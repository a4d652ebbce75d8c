"""Markdown: YAML front matter, a CommonMark body whose links tie words to ids, footnotes that are citations."""

from __future__ import annotations

from newsld.formats.markdown.reading import read
from newsld.formats.markdown.writing import write

__all__ = ["read", "write"]
