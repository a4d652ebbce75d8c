"""List the keys of the things in a story that their models know; other keys are preserved unchanged."""

from __future__ import annotations

from functools import cache


@cache
def model_keys(collection: str) -> frozenset[str]:
    """Return the keys of the things in a collection (`people`, `events` ...); those of the article for ""."""
    from newsld.model.article import NewsArticle
    from newsld.model.entities import Organization, Person, Place
    from newsld.model.events import Event
    from newsld.model.node import Part

    models: dict[str, type[Part]] = {
        "": NewsArticle,
        "people": Person,
        "organizations": Organization,
        "places": Place,
        "events": Event,
    }
    fields = models[collection].model_fields
    return frozenset(one.alias or name for name, one in fields.items())
