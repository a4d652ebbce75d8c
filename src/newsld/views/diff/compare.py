"""Compare two versions of a story: what they say, not how their files say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsld.views.diff.body_text import compare_links, compare_mentions, compare_text
from newsld.views.diff.changes import KINDS, Change
from newsld.views.diff.comparison import Comparison
from newsld.views.diff.statements import compare_statements
from newsld.views.diff.things import compare_article, compare_lonely_entities, compare_things

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_ORDER: Final = {kind: number for number, kind in enumerate(KINDS)}


def compare_articles(old: NewsArticle, new: NewsArticle) -> list[Change]:
    """Return what changed between two versions of a story, by kind and then by place; empty if they say the same.

    Ids, the order of lists without an order, white space and layout are no difference.
    """
    if old == new:
        return []
    comparison = Comparison(old, new)
    compare_article(comparison)
    compare_statements(comparison)
    compare_things(comparison)
    compare_mentions(comparison)
    compare_lonely_entities(comparison)
    compare_links(comparison)
    compare_text(comparison)
    return sorted(comparison.changes, key=_place)


def _place(change: Change) -> tuple[int, int]:
    words = change.new_words or change.old_words
    return _ORDER[change.kind], words.start if words else -1
