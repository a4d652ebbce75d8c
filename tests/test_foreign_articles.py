"""Articles of published markup: which are imported, their mentions, what is ignored, and hostile input."""

from __future__ import annotations

from typing import Any

import pytest

from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.schemaorg.jsonld.foreign.articles import ForeignArticle, import_articles
from newsld.schemaorg.jsonld.foreign.entity_mentions import find_mentions
from newsld.schemaorg.jsonld.foreign.exporter import to_foreign_jsonld

CONTEXT = "https://schema.org"


def read(*several: Any) -> tuple[list[NewsArticle], list[Finding]]:
    """Return the articles of blocks, and the findings."""
    items = list(import_articles([(data, number) for number, data in enumerate(several)]))
    articles = [article_from(one.data) for one in items if isinstance(one, ForeignArticle)]
    return articles, [one for one in items if isinstance(one, Finding)]


def graph(*nodes: dict[str, Any]) -> dict[str, Any]:
    """Return a block of several nodes."""
    return {"@context": CONTEXT, "@graph": list(nodes)}


def article(name: str, **terms: Any) -> dict[str, Any]:
    """Return an article whose headline is its @id."""
    return {"@type": "NewsArticle", "@id": name, "headline": name, **terms}


# -- which articles --------------------------------------------------------------------------------------------


def test_an_article_that_another_reaches_is_part_of_it() -> None:
    """A cited article is part of the one that cites it, directly or through other nodes."""
    step = {"@type": "CreativeWork", "@id": "#step", "isPartOf": {"@id": "#b"}}
    articles, findings = read(graph(article("#b"), step, article("#a", isBasedOn={"@id": "#step"})))
    assert [one.headline for one in articles] == ["#a"]
    assert findings == []


def test_of_articles_that_reach_each_other_the_first_is_imported() -> None:
    """A cycle becomes one story with all its articles."""
    circle = [article(f"#{n}", isBasedOn={"@id": f"#{(n + 1) % 3}"}) for n in range(3)]
    articles, _ = read(graph(*circle, article("#3", isBasedOn={"@id": "#1"})))
    assert [one.headline for one in articles] == ["#3"]
    articles, _ = read(graph(*circle))
    assert [one.headline for one in articles] == ["#0"]


def test_shared_nodes_are_copied_to_each_article() -> None:
    """Every story is complete."""
    publisher = {"@type": "Organization", "@id": "#org", "name": "The Aldane Herald"}
    nodes = [article(f"#{number}", publisher={"@id": "#org"}) for number in range(2)]
    articles, _ = read(graph(publisher, *nodes))
    assert [[one.name for one in story.organizations] for story in articles] == [["The Aldane Herald"]] * 2


def test_unreached_nodes_are_reported_once_a_block() -> None:
    """The finding points at the first unreached node and lists the types of all."""
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1}]}
    block = graph(article("#a"), crumbs, {"@type": "WebSite", "name": "x"}, {"@type": "WebSite", "name": "y"})
    articles, (finding,) = (
        read({"@context": CONTEXT, "@type": "Thing", "@id": "#unused"}, block)[0],
        read(block)[1],
    )
    assert len(articles) == 1
    assert (finding.code, finding.block, finding.pointer) == ("NLD-INF-002", 0, "/@graph/1")
    assert "BreadcrumbList; WebSite" in finding.message


def test_pointers_are_translated_to_the_block() -> None:
    """Findings about an imported story point into the page."""
    author = {"@type": "Person", "name": "Ines Farrow", "jobTitle": "x"}
    (imported,) = import_articles(
        [([{"@context": CONTEXT, **article("#a", author=[author], articleBody="b")}], None)]
    )
    assert isinstance(imported, ForeignArticle)
    assert imported.origin("") == "/0"
    assert imported.origin("/headline") == "/0/headline"
    assert imported.origin("/body") == "/0/articleBody"
    assert imported.origin("/people/ines-farrow/extra/jobTitle") == "/0/author/0/jobTitle"


# -- mentions in the text ----------------------------------------------------------------------------------------


def mentions(body: str, **things: Any) -> list[tuple[int, str, str, str]]:
    """Return the mentions of things in a body: start, words, id and form."""
    several = find_mentions(
        body, {key: {"name": name} if isinstance(name, str) else name for key, name in things.items()}
    )
    return [(one["words"]["start"], one["words"]["exact"], one["of"], one["form"]) for one in several]


def test_names_match_whole_words_and_case() -> None:
    """`Aldane` is neither in `Aldanese` nor in `ALDANE`."""
    assert mentions("Aldanese met ALDANE; Aldane's Aldane.", a="Aldane") == [
        (21, "Aldane", "a", "name"),
        (30, "Aldane", "a", "name"),
    ]


def test_the_longest_name_wins() -> None:
    """The newspaper is not the town that it is named after."""
    assert mentions(
        "The Aldane Herald of Aldane", town="Aldane", paper="The Aldane Herald", herald="Herald"
    ) == [
        (0, "The Aldane Herald", "paper", "name"),
        (21, "Aldane", "town", "name"),
    ]


def test_a_name_that_two_things_have_is_ambiguous() -> None:
    """Also when it is the name of one and the alias of the other."""
    things = {"father": "Mercer", "son": {"name": "Tom Mercer", "alternateName": ["Mercer", "Tom"]}}
    assert mentions("Mercer and Tom", **things) == [(11, "Tom", "son", "alias")]
    assert mentions("Aldane", town="Aldane", group="ALDANE") == []


@pytest.mark.parametrize("name", ["", "7", "2024", "X", "“”", "x" * 300])
def test_texts_that_are_hardly_names_are_ignored(name: str) -> None:
    """One letter, a number, a sign, a paragraph."""
    assert mentions(f"{name} 7 2024 X", a=name) == []


def test_names_with_signs_and_in_other_scripts_are_found() -> None:
    """Quotation marks, ampersands, vowel signs and accents belong to the name."""
    assert mentions("Bei „Die Zeit“ und AT&T", a="„Die Zeit“", b="AT&T") == [
        (4, "„Die Zeit“", "a", "name"),
        (19, "AT&T", "b", "name"),
    ]
    assert mentions("मोदी ने कहा, मोदीजी", a="मोदी") == [(0, "मोदी", "a", "name")]


# -- hostile input ----------------------------------------------------------------------------------------------


def hostile_blocks() -> dict[str, dict[str, Any]]:
    """Return blocks that exhaust the stack, time or memory of a naive parser."""
    people = [{"@type": "Person", "@id": "#p", "name": f"A{n}"} for n in range(5000)]
    chain = [{"@id": f"#{n}", "isPartOf": {"@id": f"#{n + 1}"}} for n in range(1, 5000)]
    blank = [
        {"@id": f"_:{n}", "about": [{"@id": f"_:{(n * 7 + m) % 900}"} for m in range(5)]} for n in range(900)
    ]
    names = [{"@type": "Person", "name": f"N {n}"} for n in range(2000)]
    married = {"@id": "_:b", "@type": "Person", "spouse": {"@id": "_:b"}}
    return {
        "chain": graph(article("#0", isPartOf={"@id": "#1"}), *chain),
        "namesakes": graph(article("#a", author=[{"@type": "Person", "name": "A"}] * 3000)),
        "one id": graph(article("#a", author=people)),
        "circle": graph(*(article(f"#{n}", isPartOf={"@id": f"#{(n + 1) % 3000}"}) for n in range(3000))),
        "blank nodes": graph(article("#a", about=blank)),
        "itself": graph(article("_:a", about={"@id": "_:a"}, author=married)),
        "names": graph(article("#a", mentions=names, articleBody="N 1 N 2 " * 5000)),
    }


@pytest.mark.parametrize("block", hostile_blocks().values(), ids=hostile_blocks().keys())
def test_hostile_graphs_are_imported_and_exported(block: Any) -> None:
    """Loops, chains, crowds and namesakes give one article, exported as the same triples."""
    (story,), _ = read(block)
    assert to_foreign_jsonld(story) is not None


def test_connected_unreached_nodes_are_one_finding() -> None:
    """A long chain or a cycle that no article reaches is reported once."""
    chain = [{"@type": "Thing", "@id": f"#{n}", "isPartOf": {"@id": f"#{n + 1}"}} for n in range(5000)]
    _, findings = read(graph(*reversed(chain)))
    assert [one.code for one in findings] == ["NLD-INF-002"]
    circle = [{"@type": "Thing", "@id": f"#{n}", "isPartOf": {"@id": f"#{1 - n}"}} for n in range(2)]
    assert len(read(graph(*circle))[1]) == 1


def test_too_much_sharing_stops_the_import() -> None:
    """Articles that each reach all of many nodes would need too many copies: the rest is not read."""
    shared = [{"@type": "Thing", "@id": f"#s{n}", "isPartOf": {"@id": f"#s{n + 1}"}} for n in range(1000)]
    articles, findings = read(
        graph(*shared, *(article(f"#{n}", isPartOf={"@id": "#s0"}) for n in range(400)))
    )
    assert 0 < len(articles) < 400
    assert [one.code for one in findings] == ["NLD-SYN-004"]


@pytest.mark.parametrize(
    "data", [None, 7, "NewsArticle", [], {}, [[]], [None, 7, "x"], {"@graph": None}, {"@type": 7}]
)
def test_other_json_has_no_article(data: Any) -> None:
    """Any JSON is accepted without an exception."""
    assert read(data)[0] == []
