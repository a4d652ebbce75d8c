"""Stories into pages: one page and one article, or a whole site whose pages are matched to its stories.

A page is changed in one place only, atomically and only when all is well; whatever else there is to say is a finding.
"""

from __future__ import annotations

from newsld.pipeline.embedding.embed_page import Insert, embed_page, insert_for
from newsld.pipeline.embedding.embed_site import Ask, Embedded, embed_site
from newsld.pipeline.embedding.find_pages import PAGES, PageTask, find_pages
from newsld.pipeline.embedding.mapping import read_map

__all__ = [
    "PAGES",
    "Ask",
    "Embedded",
    "Insert",
    "PageTask",
    "embed_page",
    "embed_site",
    "find_pages",
    "insert_for",
    "read_map",
]
