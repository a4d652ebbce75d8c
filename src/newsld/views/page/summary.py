"""Render an article in short for a notebook: its headline, how much comes from whom, and the picture of its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsld.views.page.story_page import story_values
from newsld.views.rendering import read_asset, render

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def render_summary(article: NewsArticle) -> str:
    """Return a fragment of HTML, with its own style and without a script."""
    style = read_asset("page/templates/summary.css")
    return render("page/templates/summary.html.j2", style=style, **story_values(article, ()))
