"""The IRIs of an article and of everything in it."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Final

import orjson

from newsld.model.to_document import by_offsets, story_data

if TYPE_CHECKING:
    from newsld.model import NewsArticle
    from newsld.schemaorg.jsonld.records import Rows

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
    """IRIs made from the address of one article: its url, or a name of its own where it has none.

    `root` is the article's own `@id`, `base` what slugs are appended to, `refs` has for every entity and event, by its
    slug, the node that only names it (not to be changed), `own` the slugs of those that brought an IRI of their own.
    """

    __slots__ = ("base", "own", "refs", "root")

    def __init__(self, rows: Rows) -> None:
        address = rows.address
        iri = rows.values.get("iri")
        self.root: str = BLANK_ROOT if iri == BLANK else iri or address
        # A second `#` is not allowed in an IRI: what stands in a fragment already goes on as a path.
        self.base = base = address + ("/" if "#" in address else "#")
        self.own: set[str] = set()
        self.refs: dict[str, dict[str, Any]] = {}
        refs = self.refs
        for slug, _, _, values, _, more in rows.things:
            if more and (iri := values.get("iri")) is not None:
                refs[slug] = {"@id": BLANK + slug if iri == BLANK else iri}
                self.own.add(slug)
            else:
                refs[slug] = {"@id": base + slug}

    def thing(self, slug: str) -> str:
        """The IRI of an entity, event, quotation or figure; a blank node's label where it has none of its own."""
        ref = self.refs.get(slug)
        return self.base + slug if ref is None else ref["@id"]

    def government(self, slug: str) -> str:
        """The IRI of the organization through which a place acts."""
        return f"{self.base}{slug}{GOVERNMENT}"
