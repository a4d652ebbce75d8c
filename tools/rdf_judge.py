"""An independent judge of triples: pyld and schema.org's own context expand, pyoxigraph parses and makes canonical."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyld import jsonld

from newsld.model.vocabulary import classes, is_a
from newsld.schemaorg.jsonld.processor import context, is_schema_org

BASE = "https://judge.example/some/page"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CONTEXT = Path(__file__).resolve().parents[2] / "shared" / "vocab" / "schemaorgcontext.jsonld"

Triples = frozenset[str]


class Refused(Exception):
    """The document is no JSON-LD that the judge can expand."""


@cache
def _context() -> dict[str, Any]:
    """schema.org's context as it publishes it, where that is at hand; else the one that the package has."""
    if _CONTEXT.exists():
        loaded: dict[str, Any] = json.loads(_CONTEXT.read_bytes())
        return loaded
    return {"@context": context()}


def _load(iri: str, _options: dict[str, Any]) -> dict[str, Any]:
    if not is_schema_org(iri):
        raise Refused(f"the context {iri} is not schema.org's")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": iri,
        "document": _context(),
        "tag": "static",
    }


def _with_context(data: Any) -> Any:
    if isinstance(data, list):
        return [_with_context(item) for item in data]
    return (
        data
        if not isinstance(data, dict) or "@context" in data
        else {"@context": "https://schema.org", **data}
    )


def triples(data: Any, base: str = BASE) -> list[ox.Triple]:
    """Return the triples of a JSON-LD document at this address. Raises Refused."""
    try:
        expanded = jsonld.expand(_with_context(data), {"base": None, "documentLoader": _load})
        said = json.dumps(_without_nothing(expanded)).encode()
        parsed = ox.parse(said, ox.RdfFormat.JSON_LD, base_iri=base, rename_blank_nodes=True)
        return [quad.triple for quad in parsed]
    except Exception as error:
        raise Refused(str(error.__cause__ or error)) from error


def _without_nothing(value: Any) -> Any:
    """Return expanded JSON-LD without `"@id": null`, which pyld makes of `"sameAs": "@herald"`."""
    if isinstance(value, list):
        return [_without_nothing(item) for item in value if item != {"@id": None}]
    if not isinstance(value, dict) or "@value" in value:
        return value
    return {key: _without_nothing(item) for key, item in value.items() if item is not None}


def article_triples(documents: Iterable[Any], base: str = BASE) -> list[Triples]:
    """Of every article that no other article reaches, the triples that can be reached from it, in canonical form.

    Of articles that reach each other the first counts, with what all of them reach.
    """
    said: dict[Any, dict[ox.Triple, None]] = {}
    for document in documents:
        for triple in triples(document, base):
            said.setdefault(triple.subject, {})[triple] = None
    articles = [node for node, about in said.items() if any(map(_makes_article, about))]
    reached = {node: _reached(node, said) for node in articles}
    roots: list[Any] = []
    for node in articles:
        above = [other for other in articles if other != node and node in reached[other]]
        if all(other in reached[node] and articles.index(other) > articles.index(node) for other in above):
            roots.append(node)
    return [canonical(triple for node in reached[root] for triple in said.get(node, ())) for root in roots]


def _makes_article(triple: ox.Triple) -> bool:
    kind = triple.object
    if triple.predicate != _TYPE or not isinstance(kind, ox.NamedNode):
        return False
    scheme, found, name = kind.value.partition("://schema.org/")
    return bool(found) and scheme in ("http", "https") and name.lower() in _articles()


@cache
def _articles() -> frozenset[str]:
    return frozenset(name.lower() for name in classes() if is_a(name, "Article"))


def _reached(start: Any, said: dict[Any, dict[ox.Triple, None]]) -> dict[Any, None]:
    found = {start: None}
    waiting = [start]
    while waiting:
        for triple in said.get(waiting.pop(), ()):
            if triple.object in said and triple.object not in found and triple.predicate != _TYPE:
                found[triple.object] = None
                waiting.append(triple.object)
    return found


def canonical(found: Iterable[ox.Triple]) -> Triples:
    """Triples as N-Quads in which blank nodes are named as RDFC-1.0 does."""
    dataset = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))
