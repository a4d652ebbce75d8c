"""The IRIs of an article and of everything in it."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Any, Final

import orjson

from newsld.model.span_words import by_offsets
from newsld.model.to_document import story_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsld.model import NewsArticle

BLANK: Final = "_:"
"""The `iri` of a node that had none in its source."""

BLANK_ROOT: Final = "_:root.article"
"""The `@id` of an article without IRI inside its document; no slug has a full stop."""

GOVERNMENT: Final = "--government"
"""The suffix of a place's slug in the IRI of its government; no slug can end in it."""


def article_uuid(article: NewsArticle) -> str:
    """Return `urn:uuid:` version 5 of the article's canonical content: equal articles have equal names."""
    return uuid.uuid5(uuid.NAMESPACE_URL, _content(article)).urn


def article_iri(article: NewsArticle) -> str | None:
    """Return the IRI of an article: the one it was read with, else its url; None without both."""
    return article.iri if article.iri is not None and article.iri != BLANK else article.url


def article_key(article: NewsArticle) -> str:
    """Return the first 10 characters of the SHA-256, in base32, of an article's IRI, or of its content without one."""
    iri = article_iri(article)
    text = (_content(article) if iri is None else iri).encode("utf-8", "surrogatepass")
    return base64.b32encode(hashlib.sha256(text).digest()[:10])[:10].decode()


def _content(article: NewsArticle) -> str:
    data = story_data(article, words=by_offsets, single=False)
    try:
        return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # an integer of more than 64 bits
        return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class Iris:
    """IRIs made from the address of one article: its url, or `article_uuid` without one.

    `root` is the article's `@id`. `base` is the address without its fragment, which relative IRIs are resolved
    against, and `prefix` is what slugs are appended to: `#`, so that they are relative IRIs, unless the address has a
    fragment itself. `refs` has the reference to every entity and event, by its slug (do not change them); `own` the
    slugs of those with an IRI of their own.
    """

    __slots__ = ("base", "own", "prefix", "refs", "root")

    def __init__(
        self, address: str, own: str | None, slugs: Iterable[str], own_iris: Iterable[tuple[str, str]]
    ) -> None:
        """Make the IRIs of an article with this address and own IRI; `own_iris` are those of things, by slug."""
        self.root: str = BLANK_ROOT if own == BLANK else own or address
        self.base, sign, _ = address.partition("#")
        # A second `#` is not allowed in an IRI: inside a fragment, slugs follow a slash.
        self.prefix = prefix = f"{address}/" if sign else "#"
        self.own: set[str] = set()
        self.refs: dict[str, dict[str, Any]] = {slug: {"@id": prefix + slug} for slug in slugs}
        for slug, iri in own_iris:
            self.refs[slug] = {"@id": BLANK + slug if iri == BLANK else iri}
            self.own.add(slug)

    def thing(self, slug: str) -> str:
        """Return the IRI of an entity, event, quotation or figure, or the label of a blank node."""
        ref = self.refs.get(slug)
        return self.prefix + slug if ref is None else ref["@id"]

    def government(self, slug: str) -> str:
        """Return the IRI of the government of a place."""
        return f"{self.prefix}{slug}{GOVERNMENT}"
