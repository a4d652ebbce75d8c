"""Embed stories in HTML pages: one article in one page, or all stories of a site in their pages.

A page changes in one place only, is written atomically, and is not written at all when there is an error.
"""

from __future__ import annotations

from newsld.pipeline.embedding.embed_page import Insert, build_insert, embed_page
from newsld.pipeline.embedding.embed_site import EmbedOptions, PageResult, embed_site
from newsld.pipeline.embedding.find_pages import PAGES, TargetPage, find_pages
from newsld.pipeline.embedding.matching import read_map

__all__ = [
    "PAGES",
    "EmbedOptions",
    "Insert",
    "PageResult",
    "TargetPage",
    "build_insert",
    "embed_page",
    "embed_site",
    "find_pages",
    "read_map",
]
