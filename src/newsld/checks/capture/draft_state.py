"""Check the state of a capture: a draft that nobody has confirmed, and a capture that was changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.capture_hash import capture_hash
from newsld.syntax.document import pointer

__all__ = ["check_draft_state"]


def check_draft_state(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-DRF-010 for a draft, and -011 for a body or data that differ from what was verified."""
    if article.draft is not None or article.status is not None:
        look, sure = (len(article.draft.look), len(article.draft.sure)) if article.draft else (0, 0)
        yield Finding(
            "NLD-DRF-010",
            f"the story is a draft: nobody has confirmed {look + sure} of its items, {look} of them to look at",
            suggestion="run newsld review",
            pointer="/draft" if article.draft is not None else "/status",
        )
    if article.verified:
        last = article.verified[-1]
        if last.hash is not None and last.hash != capture_hash(article):
            yield Finding(
                "NLD-DRF-011",
                f"the body or the data were changed after {last.by} verified them",
                suggestion="check the change, and run newsld review",
                pointer=pointer("verified", len(article.verified) - 1),
            )
