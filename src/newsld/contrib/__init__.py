"""A story in a page that a template makes: `jsonld` and `script` for any engine, and the doors for two of them.

`newsld.contrib.jinja` and `newsld.contrib.django` are loaded by whoever uses these frameworks, and by nobody else.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Final

from newsld.api import read, write
from newsld.findings.errors import Unwritable, UsageError
from newsld.model import NewsArticle
from newsld.pipeline.flow import check_article
from newsld.web.html.splice import MARK_ATTRIBUTE

__all__ = ["jsonld", "script"]

_TYPE: Final = "application/ld+json"


def jsonld(story: NewsArticle | str | Path) -> str:
    """The JSON-LD of a story for its page, escaped so that it can stand in a `<script>` as it is.

    A story is an article, or the path of a file that has one. It is the data that `newsld export --profile page`
    writes. Raises Unreadable or Unwritable, with the findings that say why, for a story with an error, and UsageError
    for what is no story.
    """
    article = _article(story)
    errors = [finding for finding in check_article(article) if finding.severity == "error"]
    if errors:
        raise Unwritable(errors)
    return write(article, "jsonld", profile="page").decode()


def script(story: NewsArticle | str | Path, nonce: object = None) -> str:
    """The whole `<script>` of a story, with its `nonce` for pages that have a content security policy.

    It has the mark by which `newsld embed` knows its own script, so that one is never beside the other. Raises
    what `jsonld` raises.
    """
    # A nonce may be made only when it is asked for, and count as false until then.
    secret = "" if nonce is None else str(nonce)
    attribute = f' nonce="{html.escape(secret)}"' if secret else ""
    return f'<script type="{_TYPE}" {MARK_ATTRIBUTE}{attribute}>{jsonld(story)}</script>'


def _article(story: object) -> NewsArticle:
    if isinstance(story, NewsArticle):
        return story
    # What a template does not know is an empty text to some engines, and this folder to the system.
    if not isinstance(story, str | Path) or not str(story):
        said = f"nothing ({story!r})" if not story else f"a {type(story).__name__}"
        raise UsageError(f"a template gave {said} for a story: give it an article of newsld.read, or a path")
    found = read(Path(story))
    if len(found) != 1:
        raise UsageError(
            f"{story} has {len(found)} stories: give the template one of newsld.read({str(story)!r})"
        )
    return found[0]
