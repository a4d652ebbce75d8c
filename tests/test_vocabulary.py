"""The vocabulary of schema.org that newsld contains, and its context in pyld."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import build_vocabulary
from newsld.model import vocabulary as v
from newsld.schemaorg.jsonld.processor import (
    BASE,
    ExpansionError,
    canonize,
    context,
    expand,
    is_schema_org,
    offline_loader,
    to_nquads,
)

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "vocab"
SCHEMA = SOURCES / "schemaorg-current-https.jsonld"
CONTEXT = SOURCES / "schemaorgcontext.jsonld"
needs_sources = pytest.mark.skipif(
    not (SCHEMA.is_file() and CONTEXT.is_file()), reason=f"schema.org's own files are not in {SOURCES}"
)

STORY: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": "https://herald.example/strike",
    "headline": "Dockers end strike",
    "datePublished": "2025-03-04T18:20:00+00:00",
    "url": "strike",
    "wordCount": 512,
    "author": [{"@type": "Person", "name": "Ines Farrow"}, {"@type": "Person", "name": "Bo Lund"}],
    "about": {"@type": ["Event", "foaf:Project"], "startDate": "2025-02-28", "eventStatus": "EventScheduled"},
    "HTML": "a term of the context that is not schema.org's",
    "variablesMeasured": "a retired term",
}


@pytest.fixture(autouse=True)
def _no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    class Refused(socket.socket):
        __init__ = refuse

    monkeypatch.setattr(socket, "socket", Refused)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def graph() -> dict[str, dict[str, Any]]:
    """Every schema.org term of the source file, by its name."""
    nodes = json.loads(SCHEMA.read_bytes())["@graph"]
    return {node["@id"].removeprefix("schema:"): node for node in nodes if node["@id"].startswith("schema:")}


def pointed(node: dict[str, Any], key: str) -> set[str]:
    """The schema.org names that a node of the source file points to."""
    value = node.get(key, [])
    items = value if isinstance(value, list) else [value]
    return {item["@id"][7:] for item in items if item["@id"].startswith("schema:")}


def of_type(graph: dict[str, dict[str, Any]], kind: str) -> set[str]:
    """The names of the source file that have this type."""
    return {name for name, node in graph.items() if kind in (node["@type"], *node["@type"])}


@needs_sources
def test_the_table_is_what_the_script_generates() -> None:
    """The script gives the bytes of vocabulary.json from the same sources."""
    assert build_vocabulary.build(SCHEMA, CONTEXT) == (ROOT / "src/newsld/model/vocabulary.json").read_bytes()


@needs_sources
def test_every_class_and_property_of_the_source_is_known(graph: dict[str, dict[str, Any]]) -> None:
    """The table has all classes and all properties of the source file, and no others."""
    assert v.classes() == of_type(graph, "rdfs:Class") != set()
    assert v.properties() == of_type(graph, "rdf:Property") != set()


@needs_sources
def test_every_property_equals_the_source(graph: dict[str, dict[str, Any]]) -> None:
    """Domains, ranges, inverse, superproperties and status agree with the source file."""
    for name in v.properties():
        node = graph[name]
        assert v.domains(name) == pointed(node, "schema:domainIncludes"), name
        assert v.ranges(name) == pointed(node, "schema:rangeIncludes"), name
        assert v.broader_properties(name) == pointed(node, "rdfs:subPropertyOf"), name
        assert {v.inverse(name)} - {None} == pointed(node, "schema:inverseOf"), name


@needs_sources
def test_every_ancestor_equals_the_source(graph: dict[str, dict[str, Any]]) -> None:
    """The classes above a class are those reached by following subClassOf in the source file."""
    for name in v.classes():
        expected = {name}
        for _ in range(len(graph)):
            wider = expected | {up for one in expected for up in pointed(graph[one], "rdfs:subClassOf")}
            if wider == expected:
                break
            expected = wider
        assert v.ancestors(name) == expected, name


@needs_sources
def test_every_status_equals_the_source(graph: dict[str, dict[str, Any]]) -> None:
    """Which terms are pending, and what replaced which, agrees with the source file."""
    for name, node in graph.items():
        assert v.is_pending(name) == ("pending.schema.org" in json.dumps(node.get("schema:isPartOf"))), name
        assert {v.superseded_by(name)} - {None} == pointed(node, "schema:supersededBy"), name


@needs_sources
def test_the_rebuilt_context_is_the_published_one() -> None:
    """The context is rebuilt entry by entry, in the same order."""
    published = json.loads(CONTEXT.read_bytes())["@context"]
    assert context() == published
    assert list(context()) == list(published)
    for term, value in published.items():
        assert v.coercion(term) == (value.get("@type") if isinstance(value, dict) else None), term


@needs_sources
def test_expansion_equals_that_with_the_published_context() -> None:
    """Pyld gives the same triples with newsld's loader and with the published context inline."""
    published = json.loads(CONTEXT.read_bytes())["@context"]
    inline = {**STORY, "@context": published}
    assert expand(STORY) == expand(inline)
    assert to_nquads(STORY, canonical=True) == to_nquads(inline, canonical=True)


def test_known_facts() -> None:
    """Facts that newsld depends on hold in this release."""
    assert v.VERSION == "30.0"
    assert v.PREFIXES["foaf"] == "http://xmlns.com/foaf/0.1/"
    assert not {"@vocab", "type", "id"} & set(v.PREFIXES)
    assert all(v.is_pending(name) for name in ("Claim", "Quotation", "Observation", "jobTitle"))
    assert not any(v.is_pending(name) for name in ("NewsArticle", "author", "no such term"))
    assert v.superseded_by("namedPosition") == "roleName"
    assert v.superseded_by("headline") is None
    assert v.inverse("isPartOf") == "hasPart"
    assert (v.coercion("image"), v.coercion("startDate"), v.coercion("name")) == ("@id", "Date", None)
    assert "EventScheduled" in v.members("EventStatusType")
    assert {"Thing", "CreativeWork", "Article", "NewsArticle"} == v.ancestors("NewsArticle")
    assert v.is_a(["Thing", "ReportageNewsArticle"], "NewsArticle")
    assert not v.is_a("Article", "NewsArticle")
    assert v.is_datatype("Duration")
    assert not v.is_datatype("Person")


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://schema.org/Person", "Person"),
        ("https://www.schema.org/3DModel", "3DModel"),
        ("schema:name", "name"),
        ("Person", None),
        ("https://schema.org/docs/x", None),
        ("https://schema.org.example/Person", None),
    ],
)
def test_only_iris_of_schema_org_have_a_local_name(iri: str, name: str | None) -> None:
    """An IRI of another host, or one that goes deeper, has no local name."""
    assert v.local_name(iri) == name


@pytest.mark.parametrize(
    ("name", "types", "fits"),
    [
        ("author", "Country", False),
        ("author", ["Country", "GovernmentOrganization"], True),
        ("author", "NewsMediaOrganization", True),
        ("author", [], True),
        ("author", "foaf:Person", True),
        ("author", "OrganizationRole", True),
        ("nothing of schema.org", "Country", True),
        ("observationAbout", "Event", True),
        ("citation", "SocialMediaPosting", True),
        ("headline", "Person", False),
    ],
)
def test_in_range(name: str, types: str | list[str], fits: bool) -> None:
    """A node fits by its class or a superclass; a Role, a node without type and foreign types fit everywhere."""
    assert v.in_range(name, types) is fits


def test_domain_and_range_pass_through_role() -> None:
    """A Role may have its own properties and the one that leads to it, and fits as any value."""
    assert v.in_domain("roleName", "OrganizationRole", through="memberOf")
    assert v.in_domain("memberOf", "OrganizationRole", through="memberOf")
    assert not v.in_domain("memberOf", "OrganizationRole", through="author")
    assert v.in_domain("memberOf", "OrganizationRole")
    assert v.in_range("hasOccupation", "Role")
    assert not v.in_range("hasOccupation", "Role", role=False)


def test_in_domain() -> None:
    """A property fits the classes that have it, their subclasses and unknown types."""
    assert v.in_domain("headline", "ReportageNewsArticle")
    assert v.in_domain("name", "Person")
    assert not v.in_domain("headline", ["Person", "Place"])
    assert v.in_domain("headline", ["foaf:Document"])
    assert v.in_domain("foaf:name", "Person")


@pytest.mark.parametrize(
    ("name", "value", "lenient", "strict"),
    [
        ("headline", "Dockers end strike", True, True),
        ("headline", "  ", False, False),
        ("headline", True, False, False),
        ("headline", 5, True, False),
        ("headline", None, False, False),
        ("headline", ["a"], False, False),
        ("author", "Ines Farrow", True, False),
        ("author", 5, False, False),
        ("url", "https://herald.example/a", True, True),
        ("url", "/a", True, False),
        ("url", "two words", False, False),
        ("datePublished", "2025-03-04", True, True),
        ("datePublished", "2025-03-04T18:20:00.5+05:30", True, True),
        ("datePublished", "2025-03-04 18:20Z", True, True),
        ("datePublished", "09/12/2024", False, False),
        ("datePublished", "2025-02-30", False, False),
        ("datePublished", "2025-03-04T25:00:00Z", False, False),
        ("datePublished", "2025-03-04T10:00:00+99:00", False, False),
        ("datePublished", 2025, False, False),
        ("birthDate", "1971", True, True),
        ("birthDate", "1971-13", False, False),
        ("birthDate", "1971-05-01T10:00:00Z", True, False),
        ("opens", "08:30", True, True),
        ("opens", "24:00:00", True, True),
        ("opens", "24:30", False, False),
        ("wordCount", 512, True, True),
        ("wordCount", 5.0, True, True),
        ("wordCount", 5.5, False, False),
        ("wordCount", float("inf"), False, False),
        ("wordCount", Decimal("1e999999"), True, True),
        ("wordCount", Decimal("sNaN"), False, False),
        ("wordCount", 10**400, True, True),
        ("wordCount", "512", True, False),
        ("wordCount", "many", False, False),
        ("wordCount", True, False, False),
        ("latitude", Decimal("12.5"), True, True),
        ("cookTime", "PT1H30M", True, True),
        ("cookTime", "PT", False, False),
        ("isAccessibleForFree", False, True, True),
        ("isAccessibleForFree", "true", True, False),
        ("isAccessibleForFree", "https://schema.org/False", True, True),
        ("isAccessibleForFree", "yes", False, False),
        ("eventStatus", "EventScheduled", True, True),
        ("eventStatus", "https://schema.org/EventScheduled", True, True),
        ("eventStatus", "https://schema.org/Male", False, False),
        ("eventStatus", "https://other.example/Put-off", True, False),
        ("eventStatus", "requested", False, False),
        ("x:unknown", "anything", True, True),
    ],
)
def test_literal_fits(name: str, value: object, lenient: bool, strict: bool) -> None:
    """A literal fits by its data type, by schema.org's leniency, or not at all."""
    assert v.literal_fits(name, value) is lenient
    assert v.literal_fits(name, value, strict=True) is strict


def test_importing_loads_no_table() -> None:
    """The import of the vocabulary loads no table, and that of the processor no pyld."""
    script = (
        "import sys, newsld.model.vocabulary as v, newsld.schemaorg.jsonld.processor; "
        "assert v.table.cache_info().currsize == 0; assert 'pyld' not in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", script], check=True, env={"PYTHONPATH": str(ROOT / "src")}, timeout=60
    )


@pytest.mark.parametrize(
    "iri",
    [
        "https://schema.org",
        "http://schema.org",
        "http://schema.org/",
        "http://www.schema.org",
        "https://www.schema.org/",
        "https://schema.org/docs/jsonldcontext.jsonld",
        "HTTP://Schema.org/",
    ],
)
def test_every_spelling_of_the_context_gives_the_same_triples(iri: str) -> None:
    """http, https, www, a trailing slash and the full address all give the same triples."""
    assert is_schema_org(iri)
    assert to_nquads({**STORY, "@context": iri}) == to_nquads(STORY)
    assert offline_loader()(iri, {})["document"] == {"@context": context(iri)}


@pytest.mark.parametrize(
    "iri",
    [
        "https://evil.example/",
        "https://schema.org.evil.example/",
        "https://schema.org@evil.example/",
        "https://schema.org/NewsArticle",
        "ftp://schema.org",
        "file:///etc/passwd",
        "schema.org",
        "",
    ],
)
def test_any_other_context_is_refused_and_not_fetched(iri: str) -> None:
    """Only schema.org's context is available, wherever a document names another."""
    assert not is_schema_org(iri)
    nested = {"@context": ["https://schema.org", {"x": {"@id": "schema:x", "@context": iri}}], "x": {"y": 1}}
    for document in ({"@context": iri, "name": "a"}, {"about": {"@context": [iri]}}, nested):
        with pytest.raises(ExpansionError):
            expand(document)
        with pytest.raises(ExpansionError):
            to_nquads(document, canonical=True)
    with pytest.raises(ExpansionError, match="newsld fetches nothing"):
        offline_loader()(iri, {})


def test_inline_terms_are_allowed_next_to_the_context() -> None:
    """A context may be a list of schema.org's and inline prefixes and terms."""
    document = {
        "@context": ["https://schema.org", {"ns": "https://ns.example/", "name": "ns:name"}],
        "name": "a",
        "ns:b": 1,
    }
    assert expand(document) == [
        {"https://ns.example/name": [{"@value": "a"}], "https://ns.example/b": [{"@value": 1}]}
    ]
    assert expand({"name": "a"}) == [{"http://schema.org/name": [{"@value": "a"}]}]


def test_a_missing_context_is_that_of_schema_org() -> None:
    """A document without @context has schema.org's, alone and in a list; null is no context."""
    bare = {key: value for key, value in STORY.items() if key != "@context"}
    assert expand(bare) == expand(STORY)
    assert expand([bare, STORY]) == expand(STORY) * 2
    assert expand({"@context": None, "name": "a"}) == []


def test_an_import_does_not_affect_later_documents() -> None:
    """A document that changes the context through @import changes nothing for later ones."""
    before = expand(STORY)
    for word in ("one", "two"):
        mine = {
            "@context": {"@import": "https://schema.org", "headline": f"https://x.example/{word}"},
            "headline": "a",
        }
        assert expand(mine) == [{f"https://x.example/{word}": [{"@value": "a"}]}]
    assert expand(STORY) == before
    assert context()["headline"] == {"@id": "schema:headline"}


def test_arguments_and_results_are_not_shared() -> None:
    """Neither documents nor returned contexts are modified by later calls."""
    document = json.loads(json.dumps(STORY))
    expand(document)
    to_nquads(document, canonical=True)
    assert document == STORY
    context()["headline"]["@id"] = "changed"
    assert context()["headline"] == {"@id": "schema:headline"}


def test_relative_iris_stay_in_expansion_and_have_a_base_in_triples() -> None:
    """Expansion keeps a relative IRI as written; N-Quads, which cannot, resolve it and lose nothing."""
    (node,) = expand(STORY)
    assert node["http://schema.org/url"] == [{"@id": "strike"}]
    assert f"<{BASE}strike>" in to_nquads(STORY)
    assert "<https://other.example/strike>" in to_nquads(STORY, base="https://other.example/")


def test_an_iri_that_looks_like_a_keyword_has_no_triple() -> None:
    """Publishers write handles instead of URLs; only that value is lost, not the document."""
    document = {"@id": "https://x.example/", "name": "a", "sameAs": ["@herald", "https://y.example/"]}
    assert to_nquads(document) == to_nquads({**document, "sameAs": "https://y.example/"})
    assert to_nquads({"@id": "@herald", "name": "a"}) == '_:b0 <http://schema.org/name> "a" .\n'


def test_canonical_form_does_not_depend_on_order() -> None:
    """Two orders of the same triples have one canonical form, also from their N-Quads."""
    turned = {**dict(reversed(STORY.items())), "author": STORY["author"][::-1]}
    assert to_nquads(turned, canonical=True) == to_nquads(STORY, canonical=True)
    assert canonize(to_nquads(turned)) == to_nquads(STORY, canonical=True)


def test_triples_equal_those_of_an_independent_implementation() -> None:
    """Pyoxigraph parses the same triples from the expanded form."""
    oxigraph = pytest.importorskip("pyoxigraph")
    document = json.dumps(expand(STORY))
    theirs = oxigraph.Dataset(
        quad for quad in oxigraph.parse(document, format=oxigraph.RdfFormat.JSON_LD, base_iri=BASE)
    )
    ours = oxigraph.Dataset(oxigraph.parse(to_nquads(STORY), format=oxigraph.RdfFormat.N_QUADS))
    for dataset in (theirs, ours):
        dataset.canonicalize(oxigraph.CanonicalizationAlgorithm.UNSTABLE)
    assert theirs == ours
    assert len(ours) == to_nquads(STORY).count("\n") > 0


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"@context": 5}, "invalid local context"),
        ({"@type": 5}, "invalid type value"),
        ({"@context": {"@version": 2}, "a": 1}, "invalid @version value"),
        ({"@id": 5}, "invalid @id value"),
        ({"@context": "https://evil.example/"}, "loading remote context failed"),
    ],
)
def test_invalid_json_ld_raises_an_error_with_a_code(document: dict[str, Any], code: str) -> None:
    """The error has the code of the JSON-LD specification."""
    with pytest.raises(ExpansionError) as met:
        expand(document)
    assert met.value.code == code
    with pytest.raises(ExpansionError) as met:
        to_nquads(document)
    assert met.value.code == code


def test_a_document_nested_too_deeply_is_an_expansion_error() -> None:
    """Depth that exceeds the recursion limit in pyld is reported as an error."""
    document: dict[str, Any] = {"name": "a"}
    for _ in range(sys.getrecursionlimit() * 2):
        document = {"about": document}
    with pytest.raises(ExpansionError, match="nested too deeply"):
        expand(document)
