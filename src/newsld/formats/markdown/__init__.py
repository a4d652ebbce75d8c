"""Read and write Markdown: YAML front matter, a CommonMark body with links to ids, and footnotes as citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsld.formats.markdown.reader import data_parts, read

if TYPE_CHECKING:
    from newsld.formats import WriteOptions
    from newsld.model import NewsArticle

__all__ = ["data_parts", "read", "write"]


def write(article: NewsArticle, options: WriteOptions | None = None) -> bytes:
    """Return an article as a Markdown file. Raises Unwritable for one that Markdown cannot hold."""
    from newsld.formats.markdown import writer

    return writer.write(article, options)
