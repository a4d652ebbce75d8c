"""Context profiles: the `@context` under which a graph keeps its values, schema.org's own or a bare `@vocab`.

Publishers name schema.org's terms in several ways. A graph keeps all blocks of a page in one profile, so that each
plain name or text means exactly the triple that it meant in its block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from newsld.model.vocabulary import PREFIXES, coercion, local_name
from newsld.schemaorg.jsonld.processor import SCHEMA_ORG
from newsld.syntax.patterns import lazy_pattern

_NAME: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_NAMESPACE: Final = lazy_pattern(r"https?://(?:www\.)?schema\.org[/#]", re.ASCII | re.IGNORECASE)
_VOCABULARY: Final = lazy_pattern(r"https?://(?:www\.)?schema\.org[/#]?", re.ASCII | re.IGNORECASE)
"""Publishers forget the slash at the end, so that the names of their data are `http://schema.orgheadline`."""
_ALIASES: Final = {"id": "@id", "type": "@type"}


@dataclass(frozen=True, eq=False)
class ContextProfile:
    """A `@context` that published markup uses, and the `vocabulary` (an IRI) of its plain names.

    `standard` is true for schema.org's own context, which has `id`, `type` and prefixes, and coerces the strings of
    some terms to IRIs or dates.
    """

    context: Any
    vocabulary: str
    standard: bool

    def matches(self, context: Any) -> bool:
        """Return whether a `@context` is equivalent to this profile.

        The address of an unknown context is treated as schema.org's, because nothing is fetched.
        """
        if not self.standard:
            return bool(context == self.context)
        if isinstance(context, list):
            return bool(context) and all(isinstance(item, str) for item in context)
        return isinstance(context, str)

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The names that are aliases of keywords, and those keywords."""
        return _ALIASES if self.standard else {}

    def coercion(self, term: str) -> str | None:
        """Return the coercion of a term's strings: "@id" for IRIs, "Date", or None for text."""
        return coercion(term) if self.standard else None

    def term(self, key: str) -> str:
        """Return the plain name of a property given by its IRI, or the IRI when it has no plain name."""
        return _plain_name(self, key)


STANDARD: Final = ContextProfile(SCHEMA_ORG, "http://schema.org/", standard=True)
HTTP_VOCABULARY: Final = ContextProfile(
    {"@vocab": "http://schema.org/"}, "http://schema.org/", standard=False
)
HTTPS_VOCABULARY: Final = ContextProfile(
    {"@vocab": "https://schema.org/"}, "https://schema.org/", standard=False
)


@lru_cache(maxsize=8192)
def _plain_name(profile: ContextProfile, key: str) -> str:
    name = key.removeprefix(profile.vocabulary)
    if name == key and profile.standard:
        name = key.removeprefix("schema:")
    if name == key or not _NAME.fullmatch(name):
        return key
    if profile.standard and (name in _ALIASES or name in PREFIXES or name == "HTML"):
        return key
    return name


def detect_profile(data: Any) -> ContextProfile:
    """Return the profile of a block's outermost context; STANDARD for any other context."""
    while isinstance(data, list) and data:
        data = data[0]
    if isinstance(data, dict):
        context = data.get("@context")
        if (vocabulary := _vocabulary_of(context)) is not None:
            return _profile_of(vocabulary)
        if context is None and _is_https(data.get("@graph", data)):
            return HTTPS_VOCABULARY
    return STANDARD


def _vocabulary_of(context: Any) -> str | None:
    """Return the namespace of schema.org that an inline context declares, as `@vocab` or else as a prefix.

    Returns None where the context names schema.org's own, which has one meaning.
    """
    found: str | None = None
    for one in context if isinstance(context, list) else [context]:
        if isinstance(one, str):
            return None
        declared = one if isinstance(one, dict) else {}
        namespaces = [iri for iri in declared.values() if isinstance(iri, str) and _NAMESPACE.fullmatch(iri)]
        vocabulary = declared.get("@vocab")
        if isinstance(vocabulary, str) and _VOCABULARY.fullmatch(vocabulary):
            return vocabulary
        found = found or next(iter(namespaces), None)
    return found


@lru_cache(maxsize=64)
def _profile_of(vocabulary: str) -> ContextProfile:
    """Return the profile whose plain names are in a namespace of schema.org, as it is written."""
    for known in (HTTP_VOCABULARY, HTTPS_VOCABULARY):
        if known.vocabulary == vocabulary:
            return known
    return ContextProfile({"@vocab": vocabulary}, vocabulary, standard=False)


def _is_https(data: Any) -> bool:
    """Return whether the first node has a type in the https namespace, which differs from the http one."""
    while isinstance(data, list) and data:
        data = data[0]
    kind = data.get("@type") if isinstance(data, dict) else None
    if isinstance(kind, list) and kind:
        kind = kind[0]
    return isinstance(kind, str) and kind.startswith("https://schema.org/") and local_name(kind) is not None
