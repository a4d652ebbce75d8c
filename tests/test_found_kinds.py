"""What is found stands only where its kind fits, and comes back from every format as it was."""

from __future__ import annotations

from typing import Any

import pytest

from newsld.checks.references import check_references
from newsld.formats import ReadOptions, WriteOptions
from newsld.formats.csv import read, write_package
from newsld.formats.csv.package import zipped
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.schemaorg.jsonld.foreign.articles import FoundArticle, found_articles
from newsld.schemaorg.jsonld.foreign.exporter import to_found_jsonld
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import Items
from newsld.syntax.document import Document, Source
from newsld.web.markup.contexts import context_faults
from rdf_judge import canonical, triples

BASE = "https://herald.example/quay"
PERSON = {"@type": "Person", "name": "Ines Farrow"}
BODY = {"@type": "Organization", "name": "Quay Hall"}
EVENT = {"@type": "Event", "name": "Ines Farrow"}

WRONG: dict[str, dict[str, Any]] = {
    "place of the article": {"contentLocation": BODY},
    "place it was written": {"locationCreated": PERSON},
    "place of an event": {"about": {**EVENT, "location": BODY}},
    "event around an event": {"about": {**EVENT, "superEvent": PERSON}},
    "author": {"author": [EVENT, PERSON]},
    "body above a body": {"publisher": {**BODY, "parentOrganization": PERSON}},
    "by reference": {"author": {"@id": "#e"}, "about": {**EVENT, "@id": "#e"}},
}


def document(terms: dict[str, Any]) -> dict[str, Any]:
    """An article that says this."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", "@id": BASE, **terms}


def told(node: dict[str, Any]) -> dict[str, Any]:
    """The data of the one article of a block."""
    (found,) = (one for one in found_articles([(node, None)]) if isinstance(one, FoundArticle))
    return found.data


def from_csv(article: NewsArticle) -> NewsArticle:
    """The article as its tables give it back."""
    package = {name: b"".join(chunks) for name, chunks in write_package([article], WriteOptions())}
    (back,) = read(Source(zipped((name, [data]) for name, data in package.items())), ReadOptions())
    assert isinstance(back, Document), back
    return article_from(back.data)


@pytest.mark.parametrize("case", WRONG)
def test_a_thing_of_another_kind_rides_along(case: str) -> None:
    """The story that is told refers to nothing of a wrong kind, and says the same triples."""
    node = document(WRONG[case])
    data = told(node)
    assert not check_references(data)
    article = article_from(data)
    written = to_found_jsonld(article)
    assert written is not None
    assert canonical(triples(written, BASE)) == canonical(triples(node, BASE))
    assert from_csv(article) == article


def test_a_property_without_a_name_comes_back_from_csv() -> None:
    """The empty text is a name in JSON, of the article's properties and of a thing's."""
    article = article_from(told(document({"": "v", "author": {**PERSON, "": ["w", "x"]}})))
    assert article.extra == {"": "v"}
    assert from_csv(article) == article


def test_lists_in_a_list_stay_apart() -> None:
    """An ordered list of ordered lists is not one long list."""
    graph = Graph()
    graph.add(document({"keywords": {"@list": [["a"], ["b"]]}}))
    (subject,) = graph.subjects.values()
    assert subject.terms["keywords"] == [Items([Items(["a"]), Items(["b"])])]


@pytest.mark.parametrize(
    "local", [None, [], [None], {}, {"@vocab": ""}, {"@base": "https://herald.example/"}]
)
def test_an_outermost_context_that_declares_nothing_is_a_fault(local: Any) -> None:
    """Under it, plain names mean nothing; inside another context, null and an empty list are fine."""
    assert [at for at, _, _ in context_faults(local, outermost=True)] == [""]
    assert not list(context_faults(None))
    assert not list(context_faults([]))
    codes = [
        one.code
        for one in found_articles([({**document({}), "@context": local}, 0)])
        if not isinstance(one, FoundArticle)
    ]
    assert "NLD-SYN-005" in codes
