"""What is read from pages: which articles, what their text names, what is left out; hostile input in bounds."""

from __future__ import annotations

from typing import Any

import pytest

from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.from_document import article_from
from newsld.schemaorg.jsonld.foreign.articles import FoundArticle, found_articles
from newsld.schemaorg.jsonld.foreign.entity_mentions import grounded
from newsld.schemaorg.jsonld.foreign.exporter import to_found_jsonld

CONTEXT = "https://schema.org"


def read(*several: Any) -> tuple[list[NewsArticle], list[Finding]]:
    """The articles of blocks, and the findings."""
    found = list(found_articles([(data, number) for number, data in enumerate(several)]))
    articles = [article_from(one.data) for one in found if isinstance(one, FoundArticle)]
    return articles, [one for one in found if isinstance(one, Finding)]


def graph(*nodes: dict[str, Any]) -> dict[str, Any]:
    """A block of several nodes."""
    return {"@context": CONTEXT, "@graph": list(nodes)}


def article(name: str, **terms: Any) -> dict[str, Any]:
    """An article with a name and a headline."""
    return {"@type": "NewsArticle", "@id": name, "headline": name, **terms}


# -- which articles --------------------------------------------------------------------------------------------


def test_articles_that_others_reach_are_told_in_them() -> None:
    """A cited article is part of the one that cites it, however far away it is named."""
    step = {"@type": "CreativeWork", "@id": "#step", "isPartOf": {"@id": "#b"}}
    articles, findings = read(graph(article("#b"), step, article("#a", isBasedOn={"@id": "#step"})))
    assert [one.headline for one in articles] == ["#a"]
    assert findings == []


def test_of_articles_that_reach_each_other_the_first_is_told() -> None:
    """A circle has one story, and nobody in it is lost."""
    circle = [article(f"#{n}", isBasedOn={"@id": f"#{(n + 1) % 3}"}) for n in range(3)]
    articles, _ = read(graph(*circle, article("#3", isBasedOn={"@id": "#1"})))
    assert [one.headline for one in articles] == ["#3"]
    articles, _ = read(graph(*circle))
    assert [one.headline for one in articles] == ["#0"]


def test_what_articles_share_is_told_in_each() -> None:
    """Every story stands alone."""
    publisher = {"@type": "Organization", "@id": "#org", "name": "The Aldane Herald"}
    nodes = [article(f"#{number}", publisher={"@id": "#org"}) for number in range(2)]
    articles, _ = read(graph(publisher, *nodes))
    assert [[one.name for one in story.organizations] for story in articles] == [["The Aldane Herald"]] * 2


def test_what_no_article_reaches_is_said_once_a_block() -> None:
    """The finding points at the first thing that is left out, and names the kinds of all."""
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1}]}
    block = graph(article("#a"), crumbs, {"@type": "WebSite", "name": "x"}, {"@type": "WebSite", "name": "y"})
    articles, (finding,) = (
        read({"@context": CONTEXT, "@type": "Thing", "@id": "#unused"}, block)[0],
        read(block)[1],
    )
    assert len(articles) == 1
    assert (finding.code, finding.block, finding.pointer) == ("NLD-INF-002", 0, "/@graph/1")
    assert "BreadcrumbList; WebSite" in finding.message


def test_a_place_in_the_story_leads_to_the_place_in_the_block() -> None:
    """Findings about a found story can point into the page."""
    author = {"@type": "Person", "name": "Ines Farrow", "jobTitle": "x"}
    (found,) = found_articles(
        [([{"@context": CONTEXT, **article("#a", author=[author], articleBody="b")}], None)]
    )
    assert isinstance(found, FoundArticle)
    assert found.origin("") == "/0"
    assert found.origin("/headline") == "/0/headline"
    assert found.origin("/body") == "/0/articleBody"
    assert found.origin("/people/ines-farrow/extra/jobTitle") == "/0/author/0/jobTitle"


# -- names in the text ------------------------------------------------------------------------------------------


def named(body: str, **things: Any) -> list[tuple[int, str, str, str]]:
    """Where a body names things: start, words, id and form."""
    found = grounded(
        body, {key: {"name": name} if isinstance(name, str) else name for key, name in things.items()}
    )
    return [(one["words"]["start"], one["words"]["exact"], one["of"], one["form"]) for one in found]


def test_names_are_whole_words_and_letter_by_letter() -> None:
    """`Aldane` is neither in `Aldanese` nor in `ALDANE`."""
    assert named("Aldanese met ALDANE; Aldane's Aldane.", a="Aldane") == [
        (21, "Aldane", "a", "name"),
        (30, "Aldane", "a", "name"),
    ]


def test_the_longest_name_counts() -> None:
    """The newspaper is not the town that it is named after."""
    assert named(
        "The Aldane Herald of Aldane", town="Aldane", paper="The Aldane Herald", herald="Herald"
    ) == [
        (0, "The Aldane Herald", "paper", "name"),
        (21, "Aldane", "town", "name"),
    ]


def test_a_name_that_two_things_have_is_nobodys() -> None:
    """Not even where it is the name of one and the alias of the other."""
    things = {"father": "Mercer", "son": {"name": "Tom Mercer", "alternateName": ["Mercer", "Tom"]}}
    assert named("Mercer and Tom", **things) == [(11, "Tom", "son", "alias")]
    assert named("Aldane", town="Aldane", group="ALDANE") == []


@pytest.mark.parametrize("name", ["", "7", "2024", "X", "“”", "x" * 300])
def test_what_is_hardly_a_name_is_not_looked_for(name: str) -> None:
    """One letter, a number, a sign, a paragraph."""
    assert named(f"{name} 7 2024 X", a=name) == []


def test_names_with_signs_and_in_other_scripts_are_found() -> None:
    """Quotation marks, ampersands, vowel signs and accents belong to the name."""
    assert named("Bei „Die Zeit“ und AT&T", a="„Die Zeit“", b="AT&T") == [
        (4, "„Die Zeit“", "a", "name"),
        (19, "AT&T", "b", "name"),
    ]
    assert named("मोदी ने कहा, मोदीजी", a="मोदी") == [(0, "मोदी", "a", "name")]


# -- hostile input ----------------------------------------------------------------------------------------------


def hurtful() -> dict[str, dict[str, Any]]:
    """Blocks that take a naive reader's stack, time or memory."""
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


@pytest.mark.parametrize("block", hurtful().values(), ids=hurtful().keys())
def test_graphs_that_are_built_to_hurt_come_back(block: Any) -> None:
    """Loops, chains, crowds and namesakes: one article, written as it was found."""
    (story,), _ = read(block)
    assert to_found_jsonld(story) is not None


def test_what_is_left_out_may_hang_together_in_any_way() -> None:
    """A long chain that no article reaches is one finding."""
    chain = [{"@type": "Thing", "@id": f"#{n}", "isPartOf": {"@id": f"#{n + 1}"}} for n in range(5000)]
    _, findings = read(graph(*reversed(chain)))
    assert [one.code for one in findings] == ["NLD-INF-002"]
    circle = [{"@type": "Thing", "@id": f"#{n}", "isPartOf": {"@id": f"#{1 - n}"}} for n in range(2)]
    assert len(read(graph(*circle))[1]) == 1


def test_articles_that_share_without_end_are_refused() -> None:
    """A thousand articles that each reach a thousand nodes would be a million: the rest is not read."""
    shared = [{"@type": "Thing", "@id": f"#s{n}", "isPartOf": {"@id": f"#s{n + 1}"}} for n in range(1000)]
    articles, findings = read(
        graph(*shared, *(article(f"#{n}", isPartOf={"@id": "#s0"}) for n in range(400)))
    )
    assert 0 < len(articles) < 400
    assert [one.code for one in findings] == ["NLD-SYN-004"]


@pytest.mark.parametrize(
    "data", [None, 7, "NewsArticle", [], {}, [[]], [None, 7, "x"], {"@graph": None}, {"@type": 7}]
)
def test_what_is_no_markup_has_no_article(data: Any) -> None:
    """Whatever JSON comes, nothing is raised."""
    assert read(data)[0] == []
