"""JSON-LD expansion and RDF through pyld, with schema.org's context from the package and never from the net.

This is the only module that imports pyld, and it does so at the first call: pyld costs more to import than
a whole article costs to write. By default pyld follows every URL that a document names as its context;
here schema.org's is answered from `vocabulary.json` and any other is refused.
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

__all__ = [
    "BASE",
    "SCHEMA_ORG",
    "ExpansionError",
    "canonize",
    "context",
    "expand",
    "is_schema_org",
    "offline_loader",
    "to_nquads",
]

SCHEMA_ORG = "https://schema.org"
"""The context that our documents name, and that a document without one is read with."""
BASE = "https://base.invalid/"
"""What relative IRIs are resolved against in N-Quads by default: a host that cannot exist (RFC 2606)."""

_NQUADS = "application/n-quads"
_CACHED_CONTEXTS = 64

Loader = Callable[[str, Mapping[str, Any]], dict[str, Any]]


class ExpansionError(NewsldError):
    """A document is no valid JSON-LD, or names a context that is not schema.org's.

    `code` is the error code of the JSON-LD specification ("loading remote context failed",
    "invalid local context", ...), or "invalid document" where pyld gives none.
    """

    def __init__(self, message: str, code: str = "invalid document") -> None:
        self.code = code
        super().__init__(message)


def context(iri: str = SCHEMA_ORG) -> dict[str, Any]:
    """The schema.org context that `iri` names, exactly as schema.org publishes it, as a dict of its own.

    Raises ExpansionError for any other context.
    """
    if not is_schema_org(iri):
        raise ExpansionError(
            f"the context {iri!r} cannot be used: nothing is ever fetched, and only {SCHEMA_ORG} is known. "
            "Write its terms into the document's own @context.",
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
    """A document loader for pyld that knows schema.org's context alone and never opens a socket.

    It raises ExpansionError for every other IRI. What it returns is shared: not to be changed.
    """
    return _load_shared


def expand(document: dict[str, Any] | list[Any], *, base: str | None = None) -> list[Any]:
    """The expanded form of a JSON-LD document.

    A document without @context, or an item without one where it is a list, is read with schema.org's.
    Relative IRIs stay as they are written, unless a `base` is given. The document is not changed.
    Raises ExpansionError.
    """
    from pyld import jsonld

    with _faults():
        expanded: list[Any] = jsonld.expand(_with_context(document), _options(document, base))
        return expanded


def to_nquads(document: dict[str, Any] | list[Any], *, base: str = BASE, canonical: bool = False) -> str:
    """The RDF of a JSON-LD document as N-Quads, sorted by line.

    `canonical` names blank nodes as RDF Dataset Canonicalization does (URDNA2015, which is RDFC-1.0 but
    for the escapes of control characters): two documents say the same exactly if these texts are equal.
    Without it they are numbered in the order of the document. An IRI that looks like a keyword
    (``"sameAs": "@herald"``) expands to nothing, as the specification has it, and has no triple.
    Raises ExpansionError.
    """
    from pyld import jsonld

    with _faults():
        options = {**_options(document, base), "format": _NQUADS}
        expanded = _without_null_ids(jsonld.expand(_with_context(document), options))
        if canonical:
            return str(jsonld.normalize(expanded, {**options, "algorithm": "URDNA2015"}))
        return str(jsonld.to_rdf(expanded, options))


def canonize(nquads: str) -> str:
    """N-Quads in canonical form, as `to_nquads` with `canonical` gives it. Raises ExpansionError."""
    from pyld import jsonld

    with _faults():
        options = {"algorithm": "URDNA2015", "inputFormat": _NQUADS, "format": _NQUADS}
        return str(jsonld.normalize(nquads, {**options, "documentLoader": _load_shared}))


def _with_context(document: dict[str, Any] | list[Any]) -> dict[str, Any] | list[Any]:
    if isinstance(document, list):
        return [_with_context(item) if isinstance(item, dict) else item for item in document]
    return document if "@context" in document else {"@context": SCHEMA_ORG, **document}


def _without_null_ids(value: Any) -> Any:
    """Expanded JSON-LD without ``"@id": null``: what pyld makes of an IRI like "@herald", and stumbles over.

    A node that is nothing else goes (None), any other becomes a blank node.
    """
    if isinstance(value, list):
        return [kept for item in value if (kept := _without_null_ids(item)) is not None]
    if not isinstance(value, dict) or "@value" in value:
        return value
    if value == {"@id": None}:
        return None
    return {
        key: _without_null_ids(item) for key, item in value.items() if not (key == "@id" and item is None)
    }


def _options(document: object, base: str | None) -> dict[str, Any]:
    """What pyld is called with. Its resolver is made anew, since it collects all that it has seen.

    pyld merges an @import into the context that it imports, in place, and then answers the next one
    from there. A document with @import therefore gets a context and a cache that nobody else sees.
    """
    from cachetools import LRUCache
    from pyld.jsonld import ContextResolver

    alone = _imports(document)
    loader = _load_fresh if alone else _load_shared
    contexts = LRUCache(_CACHED_CONTEXTS) if alone else _contexts()
    return {"base": base, "documentLoader": loader, "contextResolver": ContextResolver(contexts, loader)}


@cache
def _contexts() -> Any:
    """Contexts that pyld has processed: ours, since its own cache is shared with every other user of pyld."""
    from cachetools import LRUCache

    return LRUCache(_CACHED_CONTEXTS)


def _imports(document: object) -> bool:
    """Whether @import stands anywhere in the document."""
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


@cache
def _shared_context() -> dict[str, Any]:
    return context()


def _load_shared(iri: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    return _answer(iri, _shared_context() if is_schema_org(iri) else context(iri))


def _load_fresh(iri: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    return _answer(iri, context(iri))


def _answer(iri: str, entries: dict[str, Any]) -> dict[str, Any]:
    """A loader's answer to pyld.

    The tag lets pyld keep what it made of the context under its IRI. Without it, pyld hashes all
    3,000 terms at every call, which takes 8 ms instead of 0.1.
    """
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": iri,
        "document": {"@context": entries},
        "tag": "static",
    }


@contextmanager
def _faults() -> Iterator[None]:
    """Turns whatever pyld raises into ExpansionError, with the cause that is nearest to the fault."""
    try:
        with warnings.catch_warnings():
            # pyld warns on stderr of keys such as "@foo", which it then ignores as the specification says.
            warnings.simplefilter("ignore", SyntaxWarning)
            yield
    except RecursionError as error:
        raise ExpansionError("the document is nested too deep to expand") from error
    except Exception as error:  # pyld stumbles over hostile input with KeyError, TypeError and the like
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
