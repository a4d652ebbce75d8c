"""JSON-LD: the mapping loses nothing, says the same in each shape, and keeps to schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson
import pyoxigraph
import pytest
from hypothesis import given, settings

from newsld.formats import WriteOptions
from newsld.formats.jsonld import write
from newsld.formats.nquads import write as write_nquads
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.schemaorg.jsonld import nquads
from newsld.schemaorg.jsonld.iris import article_uuid
from newsld.schemaorg.jsonld.processor import expand, to_nquads
from newsld.schemaorg.jsonld.reader import stories
from newsld.schemaorg.jsonld.writer import to_graph, to_jsonld
from stories import fixture_articles
from strategies import articles
from vocabulary_judge import violations

FIXTURES = fixture_articles()


def read_back(document: dict[str, Any]) -> NewsArticle:
    """The article that the document reads back to, once it was bytes."""
    (story,) = stories(json.loads(json.dumps(document)))
    assert story.findings == ()
    return article_from(story.data)


def canonical(quads: str) -> set[str]:
    """The triples after RDFC-1.0, by an implementation that is not ours."""
    well_formed = "".join(line + "\n" for line in quads.split("\n") if nquads._STATEMENT.fullmatch(line))
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(well_formed.encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def by_pyld(document: dict[str, Any], base: str) -> set[str]:
    """The canonical triples that pyld finds in a document at this address."""
    return canonical(to_nquads(document, base=base))


def address(article: NewsArticle) -> str:
    """The address that IRIs of an article begin with."""
    return article.url or article_uuid(article)


@settings(max_examples=60, deadline=None)
@given(articles())
def test_jsonld_reads_back_to_the_equal_article_in_both_shapes(article: NewsArticle) -> None:
    """Nothing is lost and nothing added, nested or flat."""
    document = to_jsonld(article)
    assert read_back(document) == article
    assert read_back(to_graph(document)) == article


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(articles())
def test_nested_graph_and_our_nquads_have_the_triples_that_pyld_finds(article: NewsArticle) -> None:
    """Three writings of one article are one data set, and the reference processor says so."""
    for choices in ({}, {"annotations": True}, {"full": False}, {"full": False, "claims": True}):
        document = to_jsonld(article, **choices)
        base = address(article)
        expected = by_pyld(document, base)
        assert by_pyld(to_graph(document), base) == expected
        assert canonical(nquads.to_nquads(document, base=base)) == expected


@pytest.mark.parametrize("name", FIXTURES)
def test_fixture_triples_are_the_same_to_pyoxigraph(name: str) -> None:
    """An independent JSON-LD parser reads from our expanded document what we write as N-Quads."""
    document = to_jsonld(FIXTURES[name])
    expanded = json.dumps(expand(document)).encode()
    read = pyoxigraph.parse(expanded, format=pyoxigraph.RdfFormat.JSON_LD, base_iri=document["@id"])
    dataset = pyoxigraph.Dataset(read)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    assert {str(quad) for quad in dataset} == canonical(nquads.to_nquads(document))


@pytest.mark.parametrize("name", FIXTURES)
def test_fixtures_are_written_as_nquads_without_the_reference_processor(name: str) -> None:
    """The fast way is the one that is taken: the slow one is for what we do not write ourselves."""
    document = {key: value for key, value in to_jsonld(FIXTURES[name]).items() if key != "@context"}
    assert nquads._Emitter(address(FIXTURES[name]), "_:").emit(document)


@pytest.mark.parametrize("name", FIXTURES)
@pytest.mark.parametrize("full", [True, False])
def test_fixtures_keep_to_the_vocabulary(name: str, *, full: bool) -> None:
    """No term outside schema.org 30.0 and the documented vocabularies, no domain or range violation."""
    assert violations(to_jsonld(FIXTURES[name], full=full), schema_only=not full) == []


@pytest.mark.parametrize("name", FIXTURES)
def test_page_profile_has_no_body_no_spans_and_no_terms_of_ours(name: str) -> None:
    """What goes into a page is schema.org alone."""
    document = to_jsonld(FIXTURES[name], full=False)
    keys = {key for node in _nodes(document) for key in node}
    assert not [key for key in keys if ":" in key]
    assert "articleBody" not in keys


@pytest.mark.parametrize("name", FIXTURES)
def test_an_event_that_is_not_asserted_stands_under_its_claim_alone(name: str) -> None:
    """What is claimed, planned or asked for is never among what the article tells as fact."""
    article = FIXTURES[name]
    unasserted = {event.id for event in article.events if event.factuality != "asserted"}
    for full in (True, False):
        document = to_jsonld(article, full=full)
        for term in ("mentions", "about"):
            for node in _nodes(document.get(term, [])):
                if "newsld:factuality" in node or len(node) > 1:
                    assert node.get("@id", "").rpartition("#")[2] not in unasserted


@pytest.mark.parametrize("name", FIXTURES)
def test_without_pending_no_pending_term_is_left(name: str) -> None:
    """`--no-pending` leaves out Claim, Quotation, Observation and every pending property."""
    from newsld.model.vocabulary import is_pending

    document = to_jsonld(FIXTURES[name], full=False, pending=False)
    for node in _nodes(document):
        types = node.get("@type", [])
        assert not [term for term in node if is_pending(term)]
        assert not [kind for kind in (types if isinstance(types, list) else [types]) if is_pending(kind)]


@pytest.mark.parametrize("name", FIXTURES)
def test_bytes_can_stand_in_a_script_as_they_are(name: str) -> None:
    """Nothing in the output can end a script or open a comment, and it is the same JSON."""
    for profile in ("full", "page"):
        content = write(FIXTURES[name], WriteOptions(jsonld=profile))  # type: ignore[arg-type]
        assert not set(content.decode()) & set("<>&\u2028\u2029")
        assert json.loads(content) == json.loads(
            orjson.dumps(to_jsonld(FIXTURES[name], full=profile == "full"))
        )


@settings(max_examples=30, deadline=None)
@given(articles())
def test_bytes_are_the_same_every_time(article: NewsArticle) -> None:
    """Equal articles give equal bytes, in JSON-LD and in N-Quads."""
    again = read_back(to_jsonld(article))
    assert write(again, WriteOptions()) == write(article, WriteOptions())
    options = WriteOptions(report=lambda _: None)
    assert write_nquads(again, options) == write_nquads(article, options)


def test_author_and_publisher_always_have_type_name_and_url() -> None:
    """Consumers that follow no reference still see who wrote and who publishes the story."""
    for article in FIXTURES.values():
        for full in (True, False):
            document = to_jsonld(article, full=full)
            for term in ("author", "publisher"):
                for node in _listed(document.get(term, [])):
                    assert {"@type", "name"} <= node.keys()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        yield value
        for key, item in value.items():
            if key != "@context":
                yield from _nodes(item)


ODD = {
    "a figure and a quotation that the article and an event are about": {
        "about": ["f"],
        "figures": {"f": {"measures": "x", "value": 1}},
        "events": {"e": {"about": ["f", "q"]}},
        "quotations": {"q": {"words": ["a"], "speaker": ["p"]}},
        "people": {"p": {"name": "P"}},
        "body": "a b",
    },
    "numbers of more than 64 bits and no address": {"copyrightYear": 10**20, "wordCount": 10**25},
    "a country that writes and publishes": {
        "url": "https://herald.example/a",
        "author": ["syria"],
        "publisher": ["syria"],
        "places": {"syria": {"type": ["Country"], "name": "Syria"}},
    },
    "something odd beside the address": {
        "url": "urn:isbn:1",
        "extra": {"url": {}},
        "editor": ["b"],
        "people": {"b": {}},
    },
    "a publisher with something odd beside its address": {
        "url": "https://herald.example/a",
        "author": ["o"],
        "publisher": ["o"],
        "organizations": {"o": {"url": "http://herald.example/", "extra": {"url": {}, "name": ["x"]}}},
    },
}


@pytest.mark.parametrize("case", ODD)
def test_odd_but_sound_stories_read_back_and_are_the_same_data_in_each_shape(case: str) -> None:
    """What lies at the edge of the mapping is neither lost nor told differently."""
    article = article_from({"newsld": 2, **ODD[case]})
    document = to_jsonld(article)
    for options in (WriteOptions(), WriteOptions(shape="graph"), WriteOptions(annotations=True)):
        assert read_back(json.loads(write(article, options))) == article
    assert by_pyld(to_graph(document), address(article)) == canonical(nquads.to_nquads(document))


def test_a_document_that_others_damaged_is_never_a_traceback() -> None:
    """Whatever stands where a reference should be is a finding."""
    import newsld

    document = to_jsonld(FIXTURES["strike"])
    document["interpretedAsClaim"][0]["citation"] = {"@id": ["a"]}
    document["newsld:mentionedDate"] = [
        {"newsld:words": {"@id": {}}},
        3,
        {"newsld:date": [], "newsld:words": []},
    ]
    document["publisher"]["newsld:byName"] = [{}, "#char=1,x", ["#char=1,2"], None]
    document["author"]["newsld:evidence"] = [3, {"newsld:property": [], "newsld:words": 3}]
    codes = {finding.code for finding in newsld.check(orjson.dumps(document), "jsonld")}
    assert {"NLD-SCH-002", "NLD-SCH-007"} <= codes
