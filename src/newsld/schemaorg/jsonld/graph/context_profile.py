"""How a graph's own JSON-LD is written: under schema.org's context, or with its vocabulary and nothing else.

Publishers name schema.org's terms in several ways. A graph holds all of them in one dialect, in which what is
written as a plain name or text means exactly the triple that it meant where it was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from newsld.model.vocabulary import PREFIXES, coercion, local_name
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG

__all__ = ["HTTPS_VOCABULARY", "HTTP_VOCABULARY", "STANDARD", "Dialect", "dialect_of"]

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_ALIASES: Final = {"id": "@id", "type": "@type"}


@dataclass(frozen=True, eq=False)
class Dialect:
    """A way of writing: `context` is the `@context` that says so, `vocabulary` what plain names belong to.

    `standard` is schema.org's own context: it knows `id` and `type`, has prefixes, and takes the texts of some terms
    for addresses or dates.
    """

    context: Any
    vocabulary: str
    standard: bool

    def means(self, context: Any) -> bool:
        """Whether a `@context` says nothing but this dialect.

        Of an address that is not schema.org's nobody knows what is there, and nothing is fetched: it counts as
        schema.org's.
        """
        if not self.standard:
            return bool(context == self.context)
        if isinstance(context, list):
            return bool(context) and all(isinstance(item, str) for item in context)
        return isinstance(context, str)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Names that stand for keywords."""
        return _ALIASES if self.standard else {}

    def coercion(self, term: str) -> str | None:
        """What the texts of a term are: "@id" for addresses, "Date", or None for texts."""
        return coercion(term) if self.standard else None

    def term(self, key: str) -> str:
        """The plain name of a property that is given by its IRI; the IRI itself where it has none."""
        return _plain(self, key)


STANDARD: Final = Dialect(SCHEMA_ORG, "http://schema.org/", standard=True)
HTTP_VOCABULARY: Final = Dialect({"@vocab": "http://schema.org/"}, "http://schema.org/", standard=False)
HTTPS_VOCABULARY: Final = Dialect({"@vocab": "https://schema.org/"}, "https://schema.org/", standard=False)


@lru_cache(maxsize=8192)
def _plain(dialect: Dialect, key: str) -> str:
    name = key.removeprefix(dialect.vocabulary)
    if name == key and dialect.standard:
        name = key.removeprefix("schema:")
    if name == key or not _NAME.fullmatch(name):
        return key
    if dialect.standard and (name in _ALIASES or name in PREFIXES or name == "HTML"):
        return key
    return name


def dialect_of(data: Any) -> Dialect:
    """The dialect that a block is written in at its top; that of schema.org's context for any other."""
    while isinstance(data, list) and data:
        data = data[0]
    if isinstance(data, dict):
        context = data.get("@context")
        for dialect in (HTTP_VOCABULARY, HTTPS_VOCABULARY):
            if context is not None and dialect.means(context):
                return dialect
        if context is None and _is_https(data.get("@graph", data)):
            return HTTPS_VOCABULARY
    return STANDARD


def _is_https(data: Any) -> bool:
    """Whether the first node gives its type by an IRI of schema.org's with https, which is another one."""
    while isinstance(data, list) and data:
        data = data[0]
    kind = data.get("@type") if isinstance(data, dict) else None
    if isinstance(kind, list) and kind:
        kind = kind[0]
    return isinstance(kind, str) and kind.startswith("https://schema.org/") and local_name(kind) is not None
