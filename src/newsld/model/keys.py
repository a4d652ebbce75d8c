"""List the keys of the things in a story that their models know; other keys are preserved unchanged."""

from __future__ import annotations

from functools import cache
from typing import Final

from newsld.model.field_table import facts_of

COLLECTION_MODELS: Final = {
    key: field.part for key, field in facts_of("NewsArticle").fields.items() if field.container == "keyed"
}
"""The model of the items of each collection of a story."""


@cache
def model_keys(collection: str) -> frozenset[str]:
    """Return the keys of the things in a collection (`people`, `events` ...); those of the article for ""."""
    return frozenset(facts_of(COLLECTION_MODELS[collection] if collection else "NewsArticle").fields)
