"""The triples that pyRdfa, an independent implementation of RDFa 1.1, and newsld find in a page."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

from newsld.web.html.page import Page
from newsld.web.structured_data import extract_items
from rdf_judge import triples

BASE = "https://site.example/a/page"
"""The address of all pages."""

_SCHEMA_ORG = re.compile(r"https?://(?:www\.)?schema\.org/?")
_PLAIN = "http://www.w3.org/2001/XMLSchema#string"
_IGNORED = ("http://www.w3.org/ns/rdfa#",)
"""Statements that pyRdfa adds about the vocabularies of a page."""


def _graph(statements: list[tuple[Any, Any, Any]]) -> Any:
    from rdflib import Graph
    from rdflib.compare import to_canonical_graph

    graph = Graph()
    for statement in statements:
        graph.add(statement)
    return to_canonical_graph(graph)


def _iri(text: str) -> Any:
    from rdflib import URIRef

    return URIRef(_SCHEMA_ORG.sub("https://schema.org/", text))


def triples_of_ours(page: str, *, typed: bool = False) -> Any:
    """Return the triples in RDFa as newsld reads them; literals have a datatype only if `typed`."""
    from rdflib import BNode, Literal

    address = f'<base href="{BASE}">'
    found, _ = extract_items(Page(page.replace("<head>", f"<head>{address}", 1)))
    data = [one.data for one in found if one.syntax == "rdfa"]

    def term(value: Any) -> Any:
        text = str(value.value)
        if type(value).__name__ == "BlankNode":
            return BNode(text)
        if type(value).__name__ == "NamedNode":
            return _iri(text)
        kind = value.datatype.value
        return Literal(text, datatype=kind if typed and kind != _PLAIN else None)

    return _graph([tuple(map(term, (one.subject, one.predicate, one.object))) for one in triples(data, BASE)])


def triples_of_judge(page: str, *, typed: bool = False) -> Any:
    """Return the triples in RDFa as pyRdfa reads them."""
    from rdflib import BNode, Graph, Literal

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyRdfa import Options, pyRdfa

        options = Options(output_processor_graph=False, embedded_rdf=False, vocab_expansion=False)
        reader = pyRdfa(options, base=BASE, media_type="text/html")
        graph = reader.graph_from_source(io.BytesIO(page.encode()), graph=Graph(), rdfOutput=False)

    def term(value: Any) -> Any:
        if isinstance(value, Literal):
            kind = value.datatype if typed and str(value.datatype or _PLAIN) != _PLAIN else None
            return Literal(" ".join(str(value).split()), datatype=kind)
        return value if isinstance(value, BNode) else _iri(str(value))

    kept = [tuple(map(term, one)) for one in graph if not str(one[1]).startswith(_IGNORED)]
    return _graph(kept)


def same_triples(page: str, *, typed: bool = False) -> tuple[set[str], set[str]]:
    """Return the triples that only newsld finds, and those that only pyRdfa finds; both empty if they agree."""
    ours, theirs = triples_of_ours(page, typed=typed), triples_of_judge(page, typed=typed)
    if set(ours) == set(theirs):
        return set(), set()
    return (
        {" ".join(part.n3() for part in one) for one in set(ours) - set(theirs)},
        {" ".join(part.n3() for part in one) for one in set(theirs) - set(ours)},
    )
