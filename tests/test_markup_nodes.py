"""Nodes of markup: whoever wrote it and in whatever shape, rules see the same things at the right places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsld.syntax.document import Source
from newsld.web.markup import Markup, MarkupBlock
from newsld.web.markup.index import index_block

ANN = {"@type": "Person", "name": "Ines Farrow"}
ARTICLE = {"@type": "NewsArticle", "headline": "Ferry back", "author": ANN}


def markup(*blocks: Any) -> Markup:
    """The markup of these blocks, numbered as those of a page."""
    return Markup(Source(b""), [MarkupBlock(data, number) for number, data in enumerate(blocks)])


SHAPES: dict[str, Any] = {
    "an object": ARTICLE | {"@context": "https://schema.org"},
    "no context": ARTICLE,
    "a list": [{"@type": "WebSite"}, ARTICLE],
    "a graph": {"@context": "http://schema.org", "@graph": [{"@type": "WebSite"}, ARTICLE]},
    "one node in a graph": {"@graph": ARTICLE},
    "full addresses": {
        "@type": "http://schema.org/NewsArticle",
        "https://schema.org/headline": "Ferry back",
        "schema:author": ANN,
    },
    "aliases": {
        "type": "NewsArticle",
        "headline": "Ferry back",
        "author": {"type": "Person", "name": "Ines Farrow"},
    },
    "own terms": {
        "@context": ["https://schema.org", {"title": "headline", "by": {"@id": "schema:author"}}],
        "@type": "NewsArticle",
        "title": "Ferry back",
        "by": ANN,
    },
    "lists of lists": ARTICLE | {"author": [[ANN]]},
    "an explicit list": ARTICLE | {"author": {"@list": [ANN]}},
    "wrong case": ARTICLE | {"@type": "newsarticle"},
    "several types": ARTICLE | {"@type": ["Report", "NewsArticle"]},
    "a page that is about it": {"@type": "WebPage", "mainEntity": ARTICLE},
    "a reference": [ARTICLE | {"author": {"@id": "#ines"}}, ANN | {"@id": "#ines"}],
    "an article cited in it": ARTICLE | {"citation": {"@type": "NewsArticle", "headline": "The wait"}},
    "an article cited by name": {
        "@graph": [
            ARTICLE | {"citation": {"@id": "#wait"}},
            {"@type": "NewsArticle", "@id": "#wait", "headline": "The wait"},
        ]
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_tells_the_same_article(shape: str) -> None:
    """One article, with its headline and its author, and pointers that lead to them."""
    found = markup(SHAPES[shape])
    (article,) = found.articles
    assert list(article.texts("headline")) == ["Ferry back"]
    (author,) = article.nodes("author")
    assert author.is_a("Person")
    assert list(author.texts("name")) == ["Ines Farrow"]
    for node in (article, author, *found.nodes):
        assert at(SHAPES[shape], node.pointer) is node.data
    for value in (*article.values("headline"), *article.values("author")):
        assert at(SHAPES[shape], value.pointer) is value.raw


def at(data: Any, pointer: str) -> Any:
    """What an RFC 6901 pointer leads to."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        data = data[int(name)] if isinstance(data, list) else data[name]
    return data


def test_references_are_followed_across_the_blocks_of_a_page() -> None:
    """The fullest node of a name is found wherever it stands, and knows its block."""
    found = markup(
        {"@type": "NewsArticle", "publisher": {"@id": "#p"}},
        {"@type": "Organization", "@id": "#p", "name": "P"},
    )
    (publisher,) = found.articles[0].nodes("publisher")
    assert (publisher.block.number, publisher.pointer) == (1, "")


def test_what_says_nothing_is_no_value() -> None:
    """Nulls, empty texts, lists and objects are passed over; false and 0 are values."""
    found = markup({"@type": "NewsArticle", "keywords": ["", None, [], {}, "a", 0, False]})
    assert [value.raw for value in found.articles[0].values("keywords")] == ["a", 0, False]


def test_a_reference_to_itself_ends() -> None:
    """A circle of references is followed one step at a time."""
    found = markup({"@type": "NewsArticle", "@id": "#a", "isPartOf": {"@id": "#a"}})
    (article,) = found.articles
    assert next(article.nodes("isPartOf")) == article


@pytest.mark.parametrize("shape", SHAPES)
def test_the_quick_walk_sees_what_the_slow_one_sees(shape: str) -> None:
    """Objects, their order and their places are the same whichever way is taken."""
    quick, slow = index_block(SHAPES[shape]), index_block(SHAPES[shape], quick=False)
    quick.sort_by_text()
    assert [seen[:4] for seen in quick.objects] == [seen[:4] for seen in slow.objects]
    assert quick.by_id == slow.by_id
    assert quick.references == slow.references
    assert quick.contexts == slow.contexts


@pytest.mark.parametrize(
    "data", [None, 7, "text", [], {}, [[]], [1, [2, {}]], {"@graph": 7}, {"@type": 7}, {"@id": {}}]
)
def test_any_json_is_markup(data: Any) -> None:
    """What is no article gives none, and nothing is raised."""
    found = markup(data)
    assert not found.articles
    assert not found.has_article
    json.dumps([node.pointer for node in found.nodes])
