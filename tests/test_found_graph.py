"""A graph says what its blocks say, whether they were taken as they stand or went through the reference processor."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import corpus
from foreign import blocks
from newsld.schemaorg.jsonld.graph.context_profile import HTTPS_VOCABULARY, STANDARD, dialect_of
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import Items, Ref
from published_pages import BASE, SHAPES, blocks_of
from rdf_judge import Refused, canonical, triples


def graph_of(several: list[Any], *, exact: bool = False, base: str = BASE) -> Graph:
    """The graph of blocks, on the quick way or through the reference processor."""
    graph = Graph(dialect=dialect_of(several[0]), base=base)
    for number, data in enumerate(several):
        graph.add(data, number, exact=exact)
    return graph


def written(graph: Graph) -> dict[str, Any]:
    """A graph as flat JSON-LD: every node on its own."""
    nodes = []
    for subject in graph.subjects.values():
        node: dict[str, Any] = {"@id": _name(subject.key, subject.name)}
        if subject.types:
            node["@type"] = subject.types
        node |= {term: [_value(value) for value in values] for term, values in subject.terms.items()}
        nodes.append(node)
    return {"@context": graph.dialect.context, "@graph": nodes}


def _name(key: str, name: str | None) -> str:
    return name if name is not None and not key.startswith("_:") else "_:k" + key[2:].replace(":", "-")


def _value(value: Any) -> Any:
    if type(value) is Ref:
        return {"@id": _name(value.key, value.name)}
    return {"@list": [_value(item) for item in value.values]} if type(value) is Items else value


def said(documents: list[Any], base: str = BASE) -> frozenset[str]:
    """All that the documents say together, in canonical form, by the judge."""
    return canonical(triple for document in documents for triple in triples(document, base))


@pytest.mark.parametrize("exact", [False, True], ids=["quick", "exact"])
@pytest.mark.parametrize("shape", sorted({*SHAPES} - {"context-unknown"}))
def test_a_graph_says_what_its_blocks_say(shape: str, exact: bool) -> None:
    """Every triple of the page is in the graph, and no other, on both ways."""
    several = list(blocks_of(shape))
    assert said([written(graph_of(several, exact=exact))]) == said(several)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(blocks())
def test_the_quick_way_and_the_exact_one_say_the_same(several: list[Any]) -> None:
    """In every mixture of shapes both ways give the triples that pyld gives."""
    try:
        wanted = said(several)
    except Refused:
        return
    for exact in (False, True):
        graph = graph_of(several, exact=exact)
        assert not graph.invalid
        assert said([written(graph)]) == wanted


@pytest.mark.skipif(not corpus.pages(), reason="../shared/corpus is not at hand")
def test_the_quick_way_takes_what_publishers_publish() -> None:
    """Both ways give pyld's triples for real pages, and hardly any needs the reference processor."""
    ways: Counter[bool] = Counter()
    for page in corpus.pages()[5::12]:
        several = [data for data, _ in page.blocks]
        if not several:
            continue
        try:
            wanted = said(several, page.address)
        except Refused:
            continue
        for exact in (False, True):
            graph = graph_of(several, exact=exact, base=page.address)
            assert said([written(graph)], page.address) == wanted, page.name
            if not exact:
                ways[all(subject.at or subject.key in graph.tops for subject in graph.subjects.values())] += 1
    assert ways[True] > 40


def test_a_node_that_is_told_twice_is_one_with_both_contents() -> None:
    """What several places say of one @id comes together, and nothing is said twice."""
    graph = graph_of(list(blocks_of("twice-the-same-id")))
    organization = graph.subjects["https://herald.example/#org"]
    assert organization.types == ["Organization", "NewsMediaOrganization"]
    assert organization.terms["name"] == ["The Aldane Herald", "Aldane Herald Ltd"]


def test_labels_of_blank_nodes_belong_to_their_block() -> None:
    """`_:b0` of one script is not `_:b0` of another."""
    block = {"@context": "https://schema.org", "@id": "_:b0", "@type": "Person", "name": "Ines Farrow"}
    assert len(graph_of([block, dict(block)]).subjects) == 2


def test_names_are_the_same_where_the_address_of_the_page_makes_them_so() -> None:
    """`#article` and the full address of it are one node."""
    several = [
        {"@context": "https://schema.org", "@id": "#article", "headline": "a"},
        {"@context": "https://schema.org", "@id": f"{BASE}#article", "name": "b"},
    ]
    assert len(graph_of(several).subjects) == 1


@pytest.mark.parametrize("name", ["@id", "id"])
@pytest.mark.parametrize("value", [7, ["a"], {"a": 1}, True])
def test_invalid_json_ld_is_read_as_far_as_it_goes(name: str, value: Any) -> None:
    """A name that is no text is no name; the graph says that something was wrong."""
    graph = graph_of(
        [{"@context": "https://schema.org", name: value, "@type": "NewsArticle", "headline": "a"}]
    )
    assert graph.invalid.keys() == {0}
    (subject,) = graph.subjects.values()
    assert (subject.types, subject.terms) == (["NewsArticle"], {"headline": ["a"]})


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
def test_a_context_that_would_have_to_be_fetched_counts_as_schema_orgs(context: Any) -> None:
    """Nothing is fetched, and what the page says in schema.org's terms is understood."""
    block = {"@context": context, "@type": "http://schema.org/NewsArticle", "http://schema.org/headline": "a"}
    graph = graph_of([block])
    (subject,) = graph.subjects.values()
    assert (subject.types, subject.terms) == (["NewsArticle"], {"headline": ["a"]})


def test_the_dialect_is_that_of_the_page() -> None:
    """A page that says nothing but schema.org's vocabulary is kept in those words, with http or https."""
    assert dialect_of({"@context": {"@vocab": "https://schema.org/"}}) is HTTPS_VOCABULARY
    assert dialect_of([{"@type": ["https://schema.org/NewsArticle"]}]) is HTTPS_VOCABULARY
    assert dialect_of({"@context": "http://schema.org"}) is STANDARD
    assert dialect_of(None) is STANDARD
