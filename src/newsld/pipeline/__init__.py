"""One story the whole way: bytes to a document, the document to a checked article.

`stories` gives the articles of one input one after the other; `load` and `check` gather them.
"""

from __future__ import annotations

from newsld.pipeline.flow import Loaded, Story, check, check_article, in_order, load, stories
from newsld.pipeline.sniffing import format_for

__all__ = ["Loaded", "Story", "check", "check_article", "format_for", "in_order", "load", "stories"]
