"""Check the state of a capture: a draft that nobody has confirmed, and a capture that was changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsld.findings import Finding
from newsld.model.capture_hash import is_changed
from newsld.model.text.shorten import shorten
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle


def check_draft_state(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-DRF-010 for what nobody has verified, and -011 for what differs from what was verified."""
    if article.is_draft:
        yield Finding(
            "NLD-DRF-010", _open(article), suggestion="run newsld review", pointer=_open_field(article)
        )
    if is_changed(article):
        yield Finding(
            "NLD-DRF-011",
            f"the body or the data were changed after {article.verified[-1].by} verified them",
            suggestion="check the change, and run newsld review",
            pointer=pointer("verified", len(article.verified) - 1),
        )


def _open(article: NewsArticle) -> str:
    if article.draft is not None:
        look, sure = len(article.draft.look), len(article.draft.sure)
        return f"the story is a draft: nobody has confirmed {look + sure} of its items, {look} of them to look at"
    if article.status is not None:
        return "the story is a draft: it has no open item, but nobody has verified it"
    by = article.generated.by if article.generated is not None else ""
    return f"nobody has verified what {shorten(by)} generated"


def _open_field(article: NewsArticle) -> str:
    if article.draft is not None:
        return "/draft"
    return "/status" if article.status is not None else "/generated"
