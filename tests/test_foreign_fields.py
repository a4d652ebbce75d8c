"""Imported values fill only fields that they fit, and survive CSV."""

from __future__ import annotations

from typing import Any

import pytest

from newsld.checks.references import check_references
from newsld.formats import ReadOptions, WriteOptions
from newsld.formats.tables.csv import read, write_package
from newsld.formats.tables.csv.package import zip_package
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.schemaorg.jsonld.foreign.articles import ForeignArticle, import_articles
from newsld.schemaorg.jsonld.foreign.exporter import to_foreign_jsonld
from newsld.schemaorg.jsonld.graph.graph import Graph
from newsld.schemaorg.jsonld.graph.graph_nodes import OrderedList
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
    """Return an article with these terms."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", "@id": BASE, **terms}


def imported(node: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the only article of a block."""
    (article,) = (one for one in import_articles([(node, None)]) if isinstance(one, ForeignArticle))
    return article.data


def from_csv(article: NewsArticle) -> NewsArticle:
    """Return the article after it was written as tables and read."""
    package = {name: b"".join(chunks) for name, chunks in write_package([article], WriteOptions())}
    (back,) = read(Source(zip_package((name, [data]) for name, data in package.items())), ReadOptions())
    assert isinstance(back, Document), back
    return article_from(back.data)


@pytest.mark.parametrize("case", WRONG)
def test_a_thing_of_a_wrong_class_is_preserved(case: str) -> None:
    """The story refers only to things of the right class, and keeps all triples."""
    node = document(WRONG[case])
    data = imported(node)
    assert not check_references(data)
    article = article_from(data)
    written = to_foreign_jsonld(article)
    assert written is not None
    assert canonical(triples(written, BASE)) == canonical(triples(node, BASE))
    assert from_csv(article) == article


def test_a_property_with_an_empty_name_survives_csv() -> None:
    """The empty string is a valid key in JSON."""
    article = article_from(imported(document({"": "v", "author": {**PERSON, "": ["w", "x"]}})))
    assert article.extra == {"": "v"}
    assert from_csv(article) == article


def test_nested_lists_are_kept() -> None:
    """An ordered list of ordered lists is not one long list."""
    graph = Graph()
    graph.add(document({"keywords": {"@list": [["a"], ["b"]]}}))
    (node,) = graph.nodes.values()
    assert node.terms["keywords"] == [OrderedList([OrderedList(["a"]), OrderedList(["b"])])]


@pytest.mark.parametrize(
    "local", [None, [], [None], {}, {"@vocab": ""}, {"@base": "https://herald.example/"}]
)
def test_an_outermost_context_without_a_vocabulary_is_reported(local: Any) -> None:
    """Plain names are undefined under it; null and an empty list are fine in a nested context."""
    assert [at for at, _, _ in context_faults(local, outermost=True)] == [""]
    assert not list(context_faults(None))
    assert not list(context_faults([]))
    codes = [
        one.code
        for one in import_articles([({**document({}), "@context": local}, 0)])
        if not isinstance(one, ForeignArticle)
    ]
    assert "NLD-SYN-005" in codes
