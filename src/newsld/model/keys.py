"""List the keys of the things in a story that their models know; other keys are preserved unchanged."""

from __future__ import annotations

from functools import cache
from typing import Final

from pydantic import BaseModel

from newsld.model.article import NewsArticle
from newsld.model.entities import Organization, Person, Place
from newsld.model.events import Event

_MODELS: Final[dict[str, type[BaseModel]]] = {
    "": NewsArticle,
    "people": Person,
    "organizations": Organization,
    "places": Place,
    "events": Event,
}


@cache
def model_keys(collection: str) -> frozenset[str]:
    """Return the keys of the things in a collection (`people`, `events` ...); those of the article for ""."""
    fields = _MODELS[collection].model_fields
    return frozenset(one.alias or name for name, one in fields.items())
