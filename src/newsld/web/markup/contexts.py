"""JSON-LD contexts: the schema.org term for a key or a type name; nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from newsld.model.vocabulary import is_class, is_property, local_name
from newsld.syntax.patterns import lazy_pattern

_SCHEMA_ORG: Final = lazy_pattern(
    r"(?i:https?://(?:(?:www|auto|bib|health-lifesci|iot|meta|pending)\.)?schema\.org)"
    r"(?:/?#?|/docs/jsonldcontext(?:\.jsonld|\.json)?)",
    re.ASCII,
)
_NAMESPACE: Final = lazy_pattern(
    r"https?://(?:(?:www|auto|bib|health-lifesci|iot|meta|pending)\.)?schema\.org[/#]",
    re.ASCII | re.IGNORECASE,
)
"""The namespace of schema.org; the extensions had hosts of their own, which lead to it."""
_LOOKS_LIKE_SCHEMA_ORG: Final = lazy_pattern(r"schema\.?org", re.IGNORECASE)
_NO_VOCABULARY: Final = "this context declares no vocabulary, so plain names mean nothing"
IN_ADDITION: Final = "remove it, or write the terms that it declares into the context"
"""What to do about an unknown context in addition to schema.org's, whose own terms are understood."""
_ARCHIVED: Final = lazy_pattern(
    r"(?:https?:)?(?://web\.archive\.org)?/web/[0-9]{1,14}[a-z_]{0,4}/(.*)", re.ASCII | re.DOTALL
)
"""An address that the Wayback Machine rewrote, and the original one."""
_FROM_ARCHIVE: Final = 'an archive rewrote it: write "@context": "https://schema.org"'
UNKNOWN: Final = "is not known, and nothing is fetched"
"""What a message says of a context of another vocabulary than schema.org."""
HARMLESS: Final = frozenset({IN_ADDITION, _FROM_ARCHIVE})
"""What to do about contexts that are in addition to schema.org’s, or surely mean it: their findings are info."""
_ALIASES: Final = {"id": "@id", "type": "@type"}
"""The aliases for keywords in schema.org's own context."""


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """The meaning of names: schema.org's terms by default, and what a document declares itself.

    `terms` maps names that an inline context declares to their meaning: a bare schema.org name, a keyword, or
    None for another vocabulary. `prefixes` are inline names of namespaces. With `vocab`, any bare name is
    schema.org's; with `known`, its existing names are; with `opaque`, an address was named that is not read, so that
    unknown names may belong to it.
    """

    vocab: bool = True
    known: bool = True
    opaque: bool = False
    terms: Mapping[str, str | None] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def term(self, name: str) -> str | None:
        """Return the bare schema.org name or the keyword for a name; None for another vocabulary.

        The name need not be a term that exists.
        """
        if name in self.terms:
            return self.terms[name]
        if ":" in name:
            prefix, _, rest = name.partition(":")
            namespace = self.prefixes.get(prefix)
            return local_name(namespace + rest) if namespace is not None else local_name(name)
        if name.startswith("@"):
            return name
        if self.known and (self.vocab or name in _ALIASES or is_property(name) or is_class(name)):
            return _ALIASES.get(name) or name
        return name if self.vocab else None

    def keys(self, data: Mapping[str, Any], term: str) -> list[str]:
        """Return the keys of an object that mean a term, in their order."""
        if self is SCHEMA_ORG:
            found = [key for key in data if ":" in key and local_name(key) == term]
            return [term, *found] if term in data else found
        return [key for key in data if self.term(key) == term]


SCHEMA_ORG: Final = Context()
"""The context of schema.org, also used where none is declared."""
UNDECLARED: Final = Context(known=False)
"""The context before any declaration: names are schema.org's until another vocabulary is declared."""
EMPTY: Final = Context(vocab=False, known=False)
"""No context: only full addresses have a meaning."""


def is_schema_org(iri: str) -> bool:
    """Return whether an IRI names schema.org's context.

    It does with http or https, with or without www., a trailing slash or ``/docs/jsonldcontext.jsonld``, and at the
    hosts that its extensions had.
    """
    return _SCHEMA_ORG.fullmatch(iri) is not None


def extend_context(context: Context, local: Any) -> Context:
    """Return the context in an object whose `@context` is `local`. What cannot be read counts as schema.org's."""
    if isinstance(local, str):
        return _extend_by_address(context, local)
    if local is None:
        return EMPTY
    if isinstance(local, list):
        for one in local:
            context = extend_context(context, one)
        return context
    return _extend_inline(context, local) if isinstance(local, dict) else context


def context_faults(local: Any, at: str = "", *, outermost: bool = False) -> Iterator[tuple[str, str, str]]:
    """Yield the faults of an `@context`: a pointer into it, a message, and a suggestion.

    With `outermost`, there is no context around it: one that declares nothing leaves names without a meaning.
    """
    if outermost and _declares_nothing(local):
        yield at, _NO_VOCABULARY, 'write "@context": "https://schema.org"'
    elif isinstance(local, list):
        has_own = any(isinstance(one, str) and is_schema_org(one) for one in local)
        for place, one in enumerate(local):
            for below, message, suggestion in context_faults(one, f"{at}/{place}"):
                yield below, message, IN_ADDITION if has_own and isinstance(one, str) else suggestion
    elif isinstance(local, dict):
        imported = local.get("@import")
        if isinstance(imported, str) and not is_schema_org(imported):
            yield from context_faults(imported, f"{at}/@import")
        if not at and not _gives_meaning(local):
            yield at, _NO_VOCABULARY, 'add "@vocab": "https://schema.org/"'
    elif isinstance(local, str):
        if not is_schema_org(local):
            shown = local if len(local) <= 80 else f"{local[:77]}..."
            problem = "is not schema.org’s" if _LOOKS_LIKE_SCHEMA_ORG.search(local) else UNKNOWN
            copied = _ARCHIVED.fullmatch(local)
            is_rewritten = copied is not None and is_schema_org(copied[1])
            suggestion = _FROM_ARCHIVE if is_rewritten else 'write "@context": "https://schema.org"'
            yield at, f"the context {shown!r} {problem}", suggestion
    elif local is not None:
        yield at, "this is not a context", 'write "@context": "https://schema.org"'


def _declares_nothing(local: Any) -> bool:
    """Return whether a context is null, or a list of only nulls, or an empty vocabulary."""
    if isinstance(local, list):
        return all(map(_declares_nothing, local))
    return local is None or (isinstance(local, dict) and local.keys() == {"@vocab"} and not local["@vocab"])


def _gives_meaning(local: Mapping[str, Any]) -> bool:
    """Return whether an inline context gives a plain name a meaning."""
    return any(
        key in ("@vocab", "@import") or (not key.startswith("@") and not _is_namespace(value))
        for key, value in local.items()
    ) or any(isinstance(value, str) and _NAMESPACE.match(value) for value in local.values())


def _is_namespace(value: Any) -> bool:
    return isinstance(value, str) and value.endswith(("/", "#", ":", "?", "=", "_"))


@lru_cache(maxsize=256)
def _extend_by_address(context: Context, iri: str) -> Context:
    if not (is_schema_org(iri) or _LOOKS_LIKE_SCHEMA_ORG.search(iri)):
        return replace(context, vocab=True, opaque=True)
    if context.terms or context.prefixes or context.opaque:
        return replace(context, vocab=True, known=True)
    return SCHEMA_ORG


def _extend_inline(context: Context, local: Mapping[str, Any]) -> Context:
    """Return the context after an inline one."""
    prefixes = {**context.prefixes, **{name: iri for name, iri in local.items() if _is_namespace(iri)}}
    terms = dict(context.terms)
    vocab, opaque = context.vocab, context.opaque
    if "@vocab" in local:
        vocab = isinstance(local["@vocab"], str) and bool(
            _NAMESPACE.fullmatch(local["@vocab"]) or is_schema_org(local["@vocab"])
        )
    if isinstance(local.get("@import"), str):
        opaque = opaque or not is_schema_org(local["@import"])
    for name, value in local.items():
        if name.startswith("@"):
            continue
        iri = value.get("@id", name) if isinstance(value, dict) else value
        if not isinstance(iri, str):
            terms[name] = None
        elif not (_is_namespace(value) or iri == name):
            terms[name] = Context(vocab, context.known, opaque, context.terms, prefixes).term(iri)
    return Context(vocab, context.known, opaque, terms, prefixes)
