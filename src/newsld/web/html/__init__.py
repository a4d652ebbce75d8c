"""HTML: read scripts, head and metadata of a page as a browser does, and insert a block into it.

Nothing here builds a tree. Every offset is exact, so that a finding can point into the page and an insertion can
leave every other byte unchanged.
"""

from __future__ import annotations

from newsld.web.html.page import Element, Page, Script, read_page

__all__ = ["Element", "Page", "Script", "read_page"]
