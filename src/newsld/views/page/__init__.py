"""Show a story as one self-contained HTML page."""

from __future__ import annotations

from newsld.views.page.show import view
from newsld.views.page.story_page import render_page, render_summary

__all__ = ["render_page", "render_summary", "view"]
