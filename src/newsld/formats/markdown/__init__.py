"""Markdown: YAML front matter, a CommonMark body whose links tie words to ids, footnotes that are citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsld.formats.markdown.reader import data_parts, read

if TYPE_CHECKING:
    from newsld.formats import WriteOptions
    from newsld.model import NewsArticle

__all__ = ["data_parts", "read", "write"]


def write(article: NewsArticle, options: WriteOptions | None = None) -> bytes:
    """The article as a Markdown source. Raises Unwritable where it holds what Markdown cannot."""
    from newsld.formats.markdown import writer

    return writer.write(article, options)
