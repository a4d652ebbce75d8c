"""The IRIs of an article and of everything in it."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Final

import orjson

from newsld.models.writing import by_offsets, story_data

if TYPE_CHECKING:
    from newsld.models import NewsArticle

__all__ = ["BLANK", "BLANK_ROOT", "GOVERNMENT", "Names", "article_uuid"]

BLANK: Final = "_:"
"""The `iri` of a node that had none where it was read."""

BLANK_ROOT: Final = "_:root.article"
"""What a nameless article is called inside its own document; no slug has a full stop."""

GOVERNMENT: Final = "--government"
"""What follows a place's slug in the IRI of the organization that acts for it; no slug can end so."""


def article_uuid(article: NewsArticle) -> str:
    """`urn:uuid:` version 5 of the article's canonical content: equal articles have equal names."""
    data = story_data(article, words=by_offsets, single=False)
    try:
        content = orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # an integer of more than 64 bits
        content = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return uuid.uuid5(uuid.NAMESPACE_URL, content).urn


class Names:
    """IRIs made from the address of one article.

    `root` is the article's own `@id`, `base` what slugs are appended to, `iris` the IRI of every entity and event
    by its slug, `own` the slugs of those that brought an IRI of their own.
    """

    __slots__ = ("base", "iris", "own", "root")

    def __init__(self, article: NewsArticle) -> None:
        address = article.url or article_uuid(article)
        self.root = BLANK_ROOT if article.iri == BLANK else article.iri or address
        # A second `#` is not allowed in an IRI: what stands in a fragment already goes on as a path.
        self.base = base = address + ("/" if "#" in address else "#")
        self.iris: dict[str, str] = {}
        self.own: set[str] = set()
        for things in (article.people, article.organizations, article.places, article.events):
            for thing in things:
                slug, iri = thing.id, thing.iri
                if iri is None:
                    self.iris[slug] = base + slug
                else:
                    self.iris[slug] = BLANK + slug if iri == BLANK else iri
                    self.own.add(slug)

    def thing(self, slug: str) -> str:
        """The IRI of an entity, event, quotation or figure; a blank node's label where it has none of its own."""
        return self.iris.get(slug) or self.base + slug

    def citation(self, slug: str) -> str:
        """The IRI of a citation's Claim."""
        return f"{self.base}cite-{slug}"

    def hop(self, slug: str, number: int) -> str:
        """The IRI of the work that a hop cites; hops are numbered from 1."""
        return f"{self.base}cite-{slug}/{number}"

    def government(self, slug: str) -> str:
        """The IRI of the organization through which a place acts."""
        return f"{self.base}{slug}{GOVERNMENT}"
