"""HTML: a page read as a browser reads it, as far as scripts, head and metadata go, and a block put into it.

Nothing here builds a tree. Every offset is exact, so that a finding can point into the page and an insertion can
leave every other byte as it was.
"""

from __future__ import annotations

from newsld.web.html.page import Element, Page, Script, read_page

__all__ = ["Element", "Page", "Script", "read_page"]
