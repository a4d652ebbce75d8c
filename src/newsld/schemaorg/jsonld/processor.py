"""Expand JSON-LD and convert it to RDF with pyld, without network access.

This is the only module that imports pyld, and only at the first call, because the import takes longer than writing an
article. By default pyld fetches each context that a document names; here it gets schema.org's from `vocabulary.json`,
and any other raises an error.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from newsld.findings.errors import NewsldError
from newsld.model.vocabulary import coercion, table
from newsld.web.markup.contexts import is_schema_org

SCHEMA_ORG = "https://schema.org"
"""The context of newsld's documents, and the default for documents without one."""
BASE = "https://base.invalid/"
"""The default base of relative IRIs in N-Quads: a host that cannot exist (RFC 2606)."""

_NQUADS = "application/n-quads"
_CACHED_CONTEXTS = 8
"""The number of contexts that are kept processed: each has the 3,000 terms of schema.org."""
_MOST_CONTEXTS = 8
"""How often schema.org's context may be named on the way to a value: to process it takes a tenth of a second."""

Loader = Callable[[str, Mapping[str, Any]], dict[str, Any]]


class ExpansionError(NewsldError):
    """A document is not valid JSON-LD, or names a context other than schema.org's.

    `code` is the error code of the JSON-LD specification ("loading remote context failed",
    "invalid local context", ...), or "invalid document" if pyld gives none.
    """

    def __init__(self, message: str, code: str = "invalid document") -> None:
        self.code = code
        super().__init__(message)


def context(iri: str = SCHEMA_ORG) -> dict[str, Any]:
    """Return a new dict with the schema.org context that `iri` names, exactly as schema.org publishes it.

    Raises ExpansionError for any other context.
    """
    if not is_schema_org(iri):
        raise ExpansionError(
            f"the context {iri!r} is unknown, and newsld fetches nothing. "
            f"Use {SCHEMA_ORG}, or write the terms into the @context of the document.",
            "loading remote context failed",
        )
    facts = table()
    terms = {*facts["classes"], *facts["members"], *facts["properties"], *facts["context"]["retired"]}
    entries: dict[str, Any] = {
        term: value if isinstance(value, str) else dict(value)
        for term, value in facts["context"]["other"].items()
    }
    for term in sorted(terms - set(entries)):
        entries[term] = {"@id": f"schema:{term}"}
        if kind := coercion(term):
            entries[term]["@type"] = kind
    return entries


def offline_loader() -> Loader:
    """Return a document loader for pyld that has only schema.org's context and uses no network.

    The loader raises ExpansionError for any other IRI. Do not modify its results, which are shared.
    """
    return _load_shared


def expand(document: dict[str, Any] | list[Any], *, base: str | None = None) -> list[Any]:
    """Return the expanded form of a JSON-LD document.

    A document (or item of a list) without @context has schema.org's. Relative IRIs are kept as written, unless a `base`
    is given. Raises ExpansionError.
    """
    from pyld import jsonld

    with _expansion_errors():
        _limit_contexts(document)
        expanded: list[Any] = jsonld.expand(_with_context(document), _options(document, base))
        return expanded


def to_nquads(document: dict[str, Any] | list[Any], *, base: str = BASE, canonical: bool = False) -> str:
    """Return the RDF of a JSON-LD document as N-Quads, sorted by line.

    With `canonical`, blank nodes have the labels of RDF Dataset Canonicalization (URDNA2015, which is RDFC-1.0 except
    for escaped control characters): documents have the same triples exactly if the texts are equal. Without it, they
    are numbered in the order of the document. An IRI in the form of a keyword (``"sameAs": "@herald"``) has no triple,
    as the specification requires. Raises ExpansionError.
    """
    from pyld import jsonld

    with _expansion_errors():
        _limit_contexts(document)
        options = {**_options(document, base), "format": _NQUADS}
        expanded = _without_null_ids(jsonld.expand(_with_context(document), options))
        if canonical:
            return str(jsonld.normalize(expanded, {**options, "algorithm": "URDNA2015"}))
        return str(jsonld.to_rdf(expanded, options))


def expanded_to_nquads(expanded: list[Any]) -> str:
    """Return the RDF of expanded JSON-LD as N-Quads, sorted by line. Raises ExpansionError."""
    from pyld import jsonld

    with _expansion_errors():
        return str(
            jsonld.to_rdf(_without_null_ids(expanded), {**_options(expanded, None), "format": _NQUADS})
        )


def canonize(nquads: str) -> str:
    """Return N-Quads in canonical form, as `to_nquads` with `canonical`. Raises ExpansionError."""
    from pyld import jsonld

    with _expansion_errors():
        options = {"algorithm": "URDNA2015", "inputFormat": _NQUADS, "format": _NQUADS}
        return str(jsonld.normalize(nquads, {**options, "documentLoader": _load_shared}))


def _with_context(document: dict[str, Any] | list[Any]) -> dict[str, Any] | list[Any]:
    if isinstance(document, list):
        return [_with_context(item) if isinstance(item, dict) else item for item in document]
    return document if "@context" in document else {"@context": SCHEMA_ORG, **document}


def _without_null_ids(value: Any) -> Any:
    """Return expanded JSON-LD without ``"@id": null``, which pyld writes for an IRI like "@herald" and cannot read.

    A node without other data is removed (None), any other becomes a blank node.
    """
    if isinstance(value, list):
        return [one for item in value if (one := _without_null_ids(item)) is not None]
    if not isinstance(value, dict) or "@value" in value:
        return value
    if value == {"@id": None}:
        return None
    return {
        key: _without_null_ids(item) for key, item in value.items() if not (key == "@id" and item is None)
    }


def _options(document: object, base: str | None) -> dict[str, Any]:
    """Return the options for pyld, with a new resolver, because a resolver keeps all contexts that it has seen.

    pyld merges an @import into the imported context in place, and uses that for later documents. A document with
    @import therefore gets its own context and cache.
    """
    from cachetools import LRUCache
    from pyld.jsonld import ContextResolver

    isolated = _has_import(document)
    loader = _load_fresh if isolated else _load_shared
    contexts = LRUCache(_CACHED_CONTEXTS) if isolated else _contexts()
    return {"base": base, "documentLoader": loader, "contextResolver": ContextResolver(contexts, loader)}


@cache
def _contexts() -> Any:
    """Return the cache of processed contexts, separate from pyld's, which all users of pyld share."""
    from cachetools import LRUCache

    return LRUCache(_CACHED_CONTEXTS)


def _has_import(document: object) -> bool:
    """Return whether @import occurs anywhere in the document."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "@import" in value:
                return True
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False


def _limit_contexts(document: object) -> None:
    """Raise ExpansionError where schema.org's context is named again and again, in one list or from level to level."""
    waiting: list[tuple[object, int, int]] = [(document, 0, 0)]
    while waiting:
        value, named, scoped = waiting.pop()
        if isinstance(value, list):
            waiting.extend((one, named, scoped) for one in value)
        elif isinstance(value, dict):
            if "@context" in value:
                local = value["@context"]
                named += _names_of_context(local)
                # A context in the definition of a term is processed wherever the term is used, at any level.
                scoped += sum(
                    _names_of_context(term["@context"])
                    for one in (local if isinstance(local, list) else [local])
                    if isinstance(one, dict)
                    for term in one.values()
                    if isinstance(term, dict) and "@context" in term
                )
            named += scoped
            if named > _MOST_CONTEXTS:
                message = f"the document names the same context more than {_MOST_CONTEXTS} times in one place"
                raise ExpansionError(message, "context overflow")
            waiting.extend((one, named, scoped) for key, one in value.items() if key != "@context")


def _names_of_context(local: object) -> int:
    """Return how many contexts a @context names by their IRI, with those that it imports."""
    if isinstance(local, list):
        return sum(map(_names_of_context, local))
    return isinstance(local, str) or (isinstance(local, dict) and "@import" in local)


@cache
def _shared_context() -> dict[str, Any]:
    return context()


def _load_shared(iri: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    return _loader_result(iri, _shared_context() if is_schema_org(iri) else context(iri))


def _load_fresh(iri: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    return _loader_result(iri, context(iri))


def _loader_result(iri: str, entries: dict[str, Any]) -> dict[str, Any]:
    """Return the result of a document loader for pyld.

    The tag lets pyld cache the processed context by its IRI. Without it, pyld hashes all 3,000 terms at every call,
    which takes 8 ms instead of 0.1.
    """
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": iri,
        "document": {"@context": entries},
        "tag": "static",
    }


@contextmanager
def _expansion_errors() -> Iterator[None]:
    """Turn any exception of pyld into ExpansionError, with the innermost cause."""
    try:
        with warnings.catch_warnings():
            # pyld warns on stderr about keys such as "@foo", which it ignores as the specification requires.
            warnings.simplefilter("ignore", SyntaxWarning)
            yield
    except RecursionError as error:
        raise ExpansionError("the document is nested too deeply to expand") from error
    except Exception as error:  # pyld raises KeyError, TypeError and others on hostile input
        raise _as_expansion_error(error) from error


def _as_expansion_error(error: BaseException) -> ExpansionError:
    code = "invalid document"
    message = ""
    step: BaseException | None = error
    while step is not None:
        if isinstance(step, ExpansionError):
            return step
        code = getattr(step, "code", None) or code
        message = str(step.args[0]) if step.args else type(step).__name__
        step = step.__cause__
    return ExpansionError(f"not valid JSON-LD ({code}): {message}", code)
