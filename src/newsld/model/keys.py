"""The keys that the models of a story's things have themselves: everything else in them is kept as it is."""

from __future__ import annotations

from functools import cache
from typing import Final

from pydantic import BaseModel

from newsld.model.article import NewsArticle
from newsld.model.entities import Organization, Person, Place
from newsld.model.events import Event

__all__ = ["model_keys"]

_MODELS: Final[dict[str, type[BaseModel]]] = {
    "": NewsArticle,
    "people": Person,
    "organizations": Organization,
    "places": Place,
    "events": Event,
}


@cache
def model_keys(section: str) -> frozenset[str]:
    """The keys of the things in a section of a story (`people`, `events` ...), of the article itself for ""."""
    fields = _MODELS[section].model_fields
    return frozenset(one.alias or name for name, one in fields.items())
