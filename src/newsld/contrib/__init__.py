"""Embed stories from templates: `jsonld` and `script` for any template engine.

`newsld.contrib.jinja` and `newsld.contrib.django` integrate them into these frameworks, and are imported only there.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Final

from newsld.findings import Unwritable
from newsld.findings.errors import UsageError
from newsld.model import NewsArticle
from newsld.pipeline.api import read, write
from newsld.pipeline.story_checks import check_article
from newsld.web.html.splice import MARK_ATTRIBUTE

__all__ = ["jsonld", "script"]

_TYPE: Final = "application/ld+json"


def jsonld(story: NewsArticle | str | Path) -> str:
    """Return the JSON-LD of a story for its page, escaped for use in a `<script>` element.

    A story is an article, or the path of a file with one article. The data is that of `newsld export --jsonld page`.
    Raises Unreadable or Unwritable, with the findings that explain it, for a story with an error, and UsageError for
    another argument.
    """
    article = _article(story)
    errors = [finding for finding in check_article(article) if finding.severity == "error"]
    if errors:
        raise Unwritable(errors)
    return write(article, "jsonld", jsonld="page").decode()


def script(story: NewsArticle | str | Path, nonce: object = None) -> str:
    """Return the `<script>` element of a story, with a `nonce` for pages with a content security policy.

    It has the mark of scripts by `newsld embed`, so that a page never gets both. Raises what `jsonld` raises.
    """
    # A nonce may be lazy: false until it is converted to a string.
    secret = "" if nonce is None else str(nonce)
    attribute = f' nonce="{html.escape(secret)}"' if secret else ""
    return f'<script type="{_TYPE}" {MARK_ATTRIBUTE}{attribute}>{jsonld(story)}</script>'


def _article(story: object) -> NewsArticle:
    if isinstance(story, NewsArticle):
        return story
    # An undefined variable is an empty string in some engines, and an empty path is the current folder.
    if not isinstance(story, str | Path) or not str(story):
        value = f"nothing ({story!r})" if not story else f"a {type(story).__name__}"
        raise UsageError(
            f"the template passed {value} as a story: pass an article from newsld.read, or a path"
        )
    articles = read(Path(story))
    if len(articles) != 1:
        raise UsageError(
            f"{story} contains {len(articles)} stories: pass one of newsld.read({str(story)!r}) to the template"
        )
    return articles[0]
