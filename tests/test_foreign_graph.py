"""A graph has the triples of its blocks, from the fast parser and from the reference processor."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import corpus
from foreign import blocks
from newsld.schemaorg.jsonld.graph.context_profile import HTTPS_VOCABULARY, STANDARD, detect_profile
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import NodeRef, OrderedList
from published_pages import BASE, SHAPES, blocks_of
from rdf_judge import Refused, canonical, triples


def graph_of(several: list[Any], *, exact: bool = False, base: str = BASE) -> Graph:
    """Return the graph of blocks, by the fast parser or (`exact`) the reference processor."""
    graph = Graph(profile=detect_profile(several[0]), base=base)
    for number, data in enumerate(several):
        graph.add(data, number, exact=exact)
    return graph


def to_flat_jsonld(graph: Graph) -> dict[str, Any]:
    """A graph as flatten JSON-LD: every node on its own."""
    nodes = []
    for node in graph.nodes.values():
        data: dict[str, Any] = {"@id": _name(node.key, node.name)}
        if node.types:
            data["@type"] = node.types
        data |= {term: [_value(value) for value in values] for term, values in node.terms.items()}
        nodes.append(data)
    return {"@context": graph.profile.context, "@graph": nodes}


def _name(key: str, name: str | None) -> str:
    return name if name is not None and not key.startswith("_:") else "_:k" + key[2:].replace(":", "-")


def _value(value: Any) -> Any:
    if type(value) is NodeRef:
        return {"@id": _name(value.key, value.name)}
    return {"@list": [_value(item) for item in value.values]} if type(value) is OrderedList else value


def triples_of(documents: list[Any], base: str = BASE) -> frozenset[str]:
    """Return the triples of all documents together, in canonical form, by the independent judge."""
    return canonical(triple for document in documents for triple in triples(document, base))


@pytest.mark.parametrize("exact", [False, True], ids=["fast", "exact"])
@pytest.mark.parametrize("shape", sorted({*SHAPES} - {"context-unknown"}))
def test_a_graph_has_the_triples_of_its_blocks(shape: str, exact: bool) -> None:
    """Both parsers keep every triple of the page and add none."""
    several = list(blocks_of(shape))
    assert triples_of([to_flat_jsonld(graph_of(several, exact=exact))]) == triples_of(several)


@pytest.mark.slow
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(blocks())
def test_both_parsers_give_the_triples_of_pyld(several: list[Any]) -> None:
    """The parsers and pyld agree on every mixture of shapes."""
    try:
        wanted = triples_of(several)
    except Refused:
        return
    for exact in (False, True):
        graph = graph_of(several, exact=exact)
        assert not graph.invalid
        assert triples_of([to_flat_jsonld(graph)]) == wanted


@pytest.mark.skipif(not corpus.pages(), reason="../shared/corpus is missing")
def test_the_fast_parser_handles_most_published_pages() -> None:
    """Both parsers give pyld's triples for real pages, and few pages need the reference processor."""
    fast: Counter[bool] = Counter()
    for page in corpus.pages()[5::12]:
        several = [data for data, _ in page.blocks]
        if not several:
            continue
        try:
            wanted = triples_of(several, page.address)
        except Refused:
            continue
        for exact in (False, True):
            graph = graph_of(several, exact=exact, base=page.address)
            assert triples_of([to_flat_jsonld(graph)], page.address) == wanted, page.name
            if not exact:
                fast[all(node.pointer or node.key in graph.top_nodes for node in graph.nodes.values())] += 1
    assert fast[True] > 40


def test_occurrences_of_a_node_are_merged() -> None:
    """All data about one @id is in one node, without duplicates."""
    graph = graph_of(list(blocks_of("twice-the-same-id")))
    organization = graph.nodes["https://herald.example/#org"]
    assert organization.types == ["Organization", "NewsMediaOrganization"]
    assert organization.terms["name"] == ["The Aldane Herald", "Aldane Herald Ltd"]


def test_equal_lists_of_two_occurrences_are_kept() -> None:
    """In RDF each @list is a blank node of its own, so two occurrences of a node have two lists."""
    block = {"@context": "https://schema.org", "@id": BASE, "keywords": {"@list": ["harbour"]}}
    graph = graph_of([block, dict(block)])
    assert graph.nodes[BASE].terms["keywords"] == [OrderedList(["harbour"])] * 2
    assert triples_of([to_flat_jsonld(graph)]) == triples_of([block, block])


def test_blank_node_labels_are_local_to_their_block() -> None:
    """`_:b0` of one script is not `_:b0` of another."""
    block = {"@context": "https://schema.org", "@id": "_:b0", "@type": "Person", "name": "Ines Farrow"}
    assert len(graph_of([block, dict(block)]).nodes) == 2


def test_relative_iris_are_resolved_against_the_page() -> None:
    """`#article` and its absolute IRI identify one node."""
    several = [
        {"@context": "https://schema.org", "@id": "#article", "headline": "a"},
        {"@context": "https://schema.org", "@id": f"{BASE}#article", "name": "b"},
    ]
    assert len(graph_of(several).nodes) == 1


@pytest.mark.parametrize("name", ["@id", "id"])
@pytest.mark.parametrize("value", [7, ["a"], {"a": 1}, True])
def test_invalid_json_ld_is_read_as_far_as_it_goes(name: str, value: Any) -> None:
    """An @id that is not a string is ignored, and the graph records the error."""
    graph = graph_of(
        [{"@context": "https://schema.org", name: value, "@type": "NewsArticle", "headline": "a"}]
    )
    assert graph.invalid.keys() == {0}
    (node,) = graph.nodes.values()
    assert (node.types, node.terms) == (["NewsArticle"], {"headline": ["a"]})


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/context",
        "file:///etc/passwd",
        "//schema.org",
        ["https://schema.org", "https://elsewhere.example/context.jsonld"],
        ["https://elsewhere.example/", {"by": "schema:author"}],
        {"@import": "http://127.0.0.1:9/", "@vocab": "http://schema.org/"},
        {"author": {"@id": "http://schema.org/author", "@context": "http://127.0.0.1:9/"}},
    ],
)
def test_a_remote_context_is_treated_as_schema_orgs(context: Any) -> None:
    """Nothing is fetched, and the page's schema.org terms are read."""
    block = {"@context": context, "@type": "http://schema.org/NewsArticle", "http://schema.org/headline": "a"}
    graph = graph_of([block])
    (node,) = graph.nodes.values()
    assert (node.types, node.terms) == (["NewsArticle"], {"headline": ["a"]})


def test_the_profile_of_a_page_is_detected() -> None:
    """A bare schema.org vocabulary is detected, with http or https."""
    assert detect_profile({"@context": {"@vocab": "https://schema.org/"}}) is HTTPS_VOCABULARY
    assert detect_profile([{"@type": ["https://schema.org/NewsArticle"]}]) is HTTPS_VOCABULARY
    assert detect_profile({"@context": "http://schema.org"}) is STANDARD
    assert detect_profile(None) is STANDARD
