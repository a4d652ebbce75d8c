"""The function `newsld.view`: a story as a page, from Python."""

from __future__ import annotations

from pathlib import Path

from newsld.findings.errors import UsageError
from newsld.model import NewsArticle
from newsld.pipeline.api import check, read
from newsld.views.page.story_page import render_page


def view(source: NewsArticle | str | Path) -> str:
    """Return a story as one self-contained HTML page: its text, and next to each statement its chain of sources.

    `source` is an article, or the path of a file with one story. The findings of `check` are on the page. It makes no
    request and has no script. Raises UsageError for a file with several stories, and what `read` raises.
    """
    if isinstance(source, NewsArticle):
        return render_page(source, check(source))
    articles = read(source)
    if len(articles) != 1:
        message = f"{source} contains {len(articles)} stories: pass one of newsld.read({str(source)!r})"
        raise UsageError(message)
    return render_page(articles[0], check(source))
