"""Compute the hash by which a changed body or capture is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsld.model.span_words import by_offsets

if TYPE_CHECKING:
    from newsld.model.article import NewsArticle

_CAPTURED: Final = (
    "body", "people", "organizations", "places", "events", "quotations", "figures", "citations", "mentions",
)  # fmt: skip
_LENGTH: Final = 16


def capture_hash(article: NewsArticle) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the body and of everything captured in it.

    It is the same in every format. Headline, dates and other metadata have no influence.
    """
    import json
    from hashlib import sha256

    from newsld.model.to_document import story_data

    data = story_data(article, words=by_offsets)
    captured = {key: data[key] for key in _CAPTURED if key in data}
    content = json.dumps(captured, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def is_changed(article: NewsArticle) -> bool:
    """Return whether the body or what was captured in it differ from what was last verified."""
    verified = article.verified[-1].hash if article.verified else None
    return verified is not None and verified != capture_hash(article)
