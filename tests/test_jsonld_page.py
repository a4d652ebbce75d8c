"""JSON-LD for pages and in full: what is uncertain in a story is certain in neither, and both have their size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph
import pytest

import newsld
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.schemaorg.jsonld import nquads
from newsld.schemaorg.jsonld.processor import context
from stories import fixture_articles

FIXTURES = fixture_articles()
FORMS: dict[str, dict[str, Any]] = {
    "page": {"jsonld": "page"},
    "page with claims": {"jsonld": "page", "claims": True},
    "full": {},
    "full with annotations": {"annotations": True},
}

BODY = "The ferry sank on Friday with more than 40 aboard, the union said. About 30 died. Ada Lind, then mayor, left."
STORY = article_from(
    {
        "newsld": 2,
        "headline": "Ferry sinks",
        "url": "https://herald.example/ferry",
        "body": BODY,
        "author": "ada",
        "people": {
            "ada": {
                "name": "Ada Lind",
                "parent": {"id": "bo", "basis": "inferred"},
                "roles": [
                    {"roleName": "mayor", "status": "former", "basis": "stated", "words": "then mayor"},
                    {"roleName": "owner", "status": "current", "basis": "inferred"},
                    {"roleName": "reporter", "status": "current", "basis": "stated"},
                ],
            },
            "bo": {"name": "Bo Lind"},
        },
        "organizations": {"union": {"name": "Seafarers' Union"}, "wire": {"name": "Coast Wire"}},
        "events": {
            "sinking": {
                "name": "sinking of the ferry",
                "startDate": {"date": "2025-03-07", "basis": "inferred", "words": "on Friday"},
            },
            "blast": {
                "name": "blast on board",
                "factuality": "claimed",
                "participants": [{"party": "union"}],
            },
            "strike": {"name": "strike at the harbour", "factuality": "planned"},
        },
        "citations": {
            "said": {
                "covers": [{"from": "The ferry sank", "to": "aboard"}],
                "about": ["blast"],
                "chain": [{"parties": "wire"}, {"parties": "union"}],
            },
            "nobody": {"about": ["strike"]},
        },
        "figures": {
            "aboard": {
                "measures": "people aboard",
                "min": 40,
                "exclusive": True,
                "words": "more than 40",
                "citation": "said",
            },
            "dead": {"measures": "people dead", "value": 30, "approximate": True, "words": "About 30"},
            "bare": {"measures": "people saved", "min": 5, "exclusive": True},
            "rumour": {"measures": "people missing", "value": 7, "citation": "nobody"},
        },
        "mentions": [{"words": {"exact": "ferry"}, "of": "sinking"}, {"words": "Ada Lind", "of": "ada"}],
    }
)
"""A story with one value of each kind that is less than certain."""


def written(article: NewsArticle, form: str) -> dict[str, Any]:
    """The JSON-LD of an article."""
    document: dict[str, Any] = json.loads(newsld.write(article, "jsonld", **FORMS[form]))
    return document


def nodes(value: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield every node with the terms that lead to it."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item, above)
    elif isinstance(value, dict):
        yield above, value
        for key, item in value.items():
            if key != "@context":
                yield from nodes(item, (*above, key))


def named(document: dict[str, Any], name: str) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """The nodes with a name, or that measure it."""
    return [
        (above, node)
        for above, node in nodes(document)
        if name in (node.get("name"), node.get("variableMeasured"))
    ]


def listed(value: Any) -> list[Any]:
    """The values of a term."""
    return value if isinstance(value, list) else [] if value is None else [value]


@pytest.mark.parametrize("form", FORMS)
def test_an_event_that_is_only_claimed_is_below_its_claim_alone(form: str) -> None:
    """It is no fact in any form; in a page without claims it does not exist."""
    document = written(STORY, form)
    for name in ("blast on board", "strike at the harbour"):
        found = named(document, name)
        assert len(found) == (0 if form == "page" else 1)
        for above, node in found:
            assert above[:2] == ("interpretedAsClaim", "about")
            assert form.startswith("page") or node["newsld:factuality"] in {"claimed", "planned"}


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_keeps_its_source_its_bound_and_its_words(form: str) -> None:
    """What somebody states has the source next to it, an excluded bound or an approximate value the words."""
    document = written(STORY, form)
    ((above, aboard),) = named(document, "people aboard")
    assert aboard["minValue"] == 40 and "value" not in aboard
    assert aboard["description"] == "more than 40"
    if form == "page":
        assert above == ("mentions",)
        chain = aboard["subjectOf"]
        assert chain["author"]["name"] == "Coast Wire"
        assert chain["citation"]["author"]["name"] == "Seafarers' Union"
    elif form == "page with claims":
        assert above == ("interpretedAsClaim", "about")
    else:
        assert aboard["subjectOf"] == {"@id": "#cite-said"} and aboard["newsld:exclusive"] is True
    ((_, dead),) = named(document, "people dead")
    assert dead["description"] == "About 30"
    assert form.startswith("page") or dead["newsld:approximate"] is True
    assert len(named(document, "people saved")) == (0 if form.startswith("page") else 1)
    rumours = [above for above, _ in named(document, "people missing")]
    assert rumours == {
        "page": [],
        "page with claims": [("interpretedAsClaim", "about")],
    }.get(form, [("mentions",)])


@pytest.mark.parametrize("form", FORMS)
def test_an_inferred_date_relation_or_role_says_so_or_is_left_out(form: str) -> None:
    """And a former role is no present one."""
    document = written(STORY, form)
    ((_, event),) = named(document, "sinking of the ferry")
    ada = next(node for above, node in nodes(document) if above == ("author",))
    if form.startswith("page"):
        assert "startDate" not in event and "parent" not in ada
        assert ada["jobTitle"] == "reporter"
        assert "mayor" not in json.dumps(document) and "owner" not in json.dumps(document)
        return
    assert event["startDate"] == "2025-03-07"
    assert event["newsld:evidence"] == {
        "newsld:property": "startDate",
        "newsld:basis": "inferred",
        "newsld:words": f"#char={BODY.index('on Friday')},{BODY.index('on Friday') + 9}",
    }
    assert ada["parent"]["@type"] == "Role" and ada["parent"]["newsld:basis"] == "inferred"
    mayor, owner, _ = ada["hasOccupation"]
    assert mayor["newsld:status"] == "former" and owner["newsld:basis"] == "inferred"


@pytest.mark.parametrize(
    ("story", "form", "most"),
    [
        ("asylum", "page", 8_000),
        ("asylum", "page with claims", 20_000),
        ("asylum", "full", 100_000),
        ("brief", "page", 2_000),
    ],
)
def test_jsonld_has_its_size(story: str, form: str, most: int) -> None:
    """A page has what its readers use, and full JSON-LD says things once."""
    assert len(newsld.write(FIXTURES[story], "jsonld", **FORMS[form])) <= most


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("story", FIXTURES)
def test_keys_are_in_the_order_of_schema_org(story: str, form: str) -> None:
    """First come those that every example of schema.org begins with."""
    order = [
        "@context", "@type", "@id", "headline", "image", "datePublished", "dateModified", "author", "publisher",
    ]  # fmt: skip
    keys = list(written(FIXTURES[story], form))
    present = [key for key in order if key in keys]
    assert keys[: len(present)] == present


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("story", FIXTURES)
def test_what_newsld_writes_passes_its_own_check(story: str, form: str) -> None:
    """Law 8: the default and the google profile find no error that the story itself does not have."""
    content = newsld.write(FIXTURES[story], "jsonld", **FORMS[form])
    for profile in ("default", "google"):
        of_story = {one.code for one in newsld.check(FIXTURES[story], profiles=profile)}
        errors = [one for one in newsld.check(content, "jsonld", profiles=profile) if one.severity == "error"]
        assert [one for one in errors if one.code not in of_story] == []


@pytest.mark.parametrize("story", FIXTURES)
def test_pyoxigraph_reads_the_same_triples_from_full_json_ld_itself(story: str) -> None:
    """With schema.org's context in place of its address, which it would have to fetch."""
    document = written(FIXTURES[story], "full with annotations")
    expected = nquads.to_nquads(document)
    document["@context"][0] = context()
    read = pyoxigraph.parse(json.dumps(document).encode(), format=pyoxigraph.RdfFormat.JSON_LD)
    ours = pyoxigraph.parse(expected.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    sets = []
    for quads in (read, ours):
        dataset = pyoxigraph.Dataset(quads)
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        sets.append({str(quad) for quad in dataset})
    assert sets[0] == sets[1]


def test_annotations_say_what_the_fragments_say_and_are_ignored_on_reading() -> None:
    """Each has the node as its body, the term, and the words at their offsets."""
    document = written(STORY, "full with annotations")
    for annotation in document["newsld:annotation"]:
        for target in listed(annotation["oa:hasTarget"]):
            selector = target["oa:hasSelector"]
            assert BODY[selector["oa:start"] : selector["oa:end"]] == selector["oa:exact"]
    terms = {(one["oa:hasBody"]["@id"], one["newsld:property"]) for one in document["newsld:annotation"]}
    assert {("#ada", "newsld:byName"), ("#cite-said", "newsld:covers")} <= terms or {
        ("#ada", "newsld:mention"),
        ("#cite-said", "newsld:covers"),
    } <= terms
    document["newsld:annotation"][0]["oa:hasTarget"] = "changed"
    assert newsld.read(json.dumps(document).encode(), "jsonld") == [STORY]


def test_a_changed_body_is_a_finding_and_no_article_with_other_words() -> None:
    """Positions would point at other words."""
    document = written(STORY, "full")
    document["articleBody"] = document["articleBody"].replace("The ferry", "A ferry")
    for name, content in (("jsonld", json.dumps(document, indent=1)), ("jsonl", json.dumps(document))):
        loaded = newsld.load(content.encode(), name)
        assert loaded.articles == ()
        assert [(one.code, one.line is not None) for one in loaded.findings] == [("NLD-GRD-001", True)]
    document["articleBody"] = STORY.text
    assert newsld.read(json.dumps(document).encode(), "jsonld") == [STORY]


def test_the_form_of_version_0_1_is_a_finding_and_no_article() -> None:
    """It has its positions elsewhere, and the version of the story format says so."""
    document = written(STORY, "full")
    document["newsld:version"] = 1
    document["newsld:annotation"] = [{"@type": "oa:Annotation", "oa:hasBody": {"@id": "#ada"}}]
    loaded = newsld.load(json.dumps(document).encode(), "jsonld")
    assert loaded.articles == ()
    assert [one.severity for one in loaded.findings] == ["error"]
    assert "version" in loaded.findings[0].message or "newsld" in loaded.findings[0].message


def test_a_page_with_a_base_has_whole_identifiers() -> None:
    """A relative `@id` would be resolved against the base, and name something else."""
    page = "<!doctype html><html><head>{}<title>a</title></head><body></body></html>"
    plain = newsld.embed(page.format(""), STORY)
    assert '"@id":"#' in plain
    moved = newsld.embed(page.format('<base href="https://cdn.example/">'), STORY)
    assert '"@id":"#' not in moved and '"@id":"https://herald.example/ferry#' in moved
    assert newsld.embed(moved, STORY) == moved
