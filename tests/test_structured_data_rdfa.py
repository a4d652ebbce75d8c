"""RDFa is read as the W3C's rules say, and extruct finds the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsld.web.html.page import Page
from newsld.web.structured_data import extract_items
from page_judge import nodes_of_extruct, nodes_of_ours, published_pages
from rdfa_judge import same_triples

ROOT = Path(__file__).resolve().parent.parent


def told(page: str) -> list[Any]:
    """The documents of a page, without the context that all of them have."""
    found, findings = extract_items(Page(page))
    assert {finding.code for finding in findings} <= {"NLD-INF-007"}
    return [{key: value for key, value in one.data.items() if key != "@context"} for one in found]


def values(inside: str) -> Any:
    """What one article says that has this in it."""
    article, *_ = told(f"<article vocab='https://schema.org/' typeof=NewsArticle>{inside}</article>")
    assert article.pop("@type") == "NewsArticle"
    return article


CASES: list[tuple[str, Any]] = [
    ("<p property=name>Tom</p>", {"name": "Tom"}),
    ("<p property='name headline'>Tom</p>", {"name": "Tom", "headline": "Tom"}),
    ("<p property=name>Tom</p><p property=name>Tom</p><p property=name>Ada</p>", {"name": ["Tom", "Ada"]}),
    ("<p property=name content='a b'>c</p>", {"name": "a b"}),
    ("<a property=url href=/x>words</a>", {"url": "/x"}),
    ("<a property=name content=words href=/x></a>", {}),
    ("<img property=image src=/x.png>", {"image": "/x.png"}),
    ("<p property=about resource=/x>words</p>", {"about": {"@id": "/x"}}),
    ("<p property=author typeof=Person><b property=name>T</b></p>", {"author": {"@type": "Person", "name": "T"}}),
    (
        "<a property=author typeof=Person href=/t><b property=name>T</b></a>",
        {"author": {"@type": "Person", "@id": "/t", "name": "T"}},
    ),
    (
        "<p property=author resource='#t'></p><p property=editor resource='#t' typeof=Person></p>",
        {"author": {"@type": "Person", "@id": "#t"}, "editor": {"@id": "#t"}},
    ),
    ("<p prefix='desk: https://desk.example/a#' property=desk:slug>s</p>", {"https://desk.example/a#slug": "s"}),
    ("<p xmlns:desk='https://desk.example/a#' property=desk:slug>s</p>", {"https://desk.example/a#slug": "s"}),
    ("<p property='https://desk.example/a#slug'>s</p>", {"https://desk.example/a#slug": "s"}),
    ("<p property='schema:name'>s</p>", {"name": "s"}),
    ("<p property='dc:title'>s</p>", {"http://purl.org/dc/terms/title": "s"}),
    ("<p vocab='' property=name>s</p>", {}),
    ("<p vocab='https://desk.example/a#' property=name>s</p>", {"https://desk.example/a#name": "s"}),
    ("<p rel=author resource='#t'></p>", {"author": {"@id": "#t"}}),
    ("<p rel=author><b typeof=Person></b><b typeof=Organization></b></p>",
     {"author": [{"@type": "Person"}, {"@type": "Organization"}]}),
    ("<a rel='nofollow author' href=/t></a><link rel=stylesheet href=/s>", {"author": {"@id": "/t"}}),
    ("<a rel=nofollow property=url href=/t></a>", {"url": "/t"}),
    ("<p about='#other' property=name>s</p>", {}),
    ("<p typeof=Person property=author about='#t'>words</p>", None),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "expected"), CASES[:-1])
def test_a_property_has_the_value_that_the_rules_give_it(inside: str, expected: Any) -> None:
    """Address, content or text, of the thing that the nearest element around it speaks of."""
    assert values(inside) == expected


@pytest.mark.parametrize("inside", [inside for inside, _ in CASES if "nofollow" not in inside])
def test_extruct_finds_the_same(inside: str) -> None:
    """The judge is another implementation of the same rules; it takes what HTML says in `rel` for schema.org's."""
    page = f"<body><article vocab='https://schema.org/' typeof=NewsArticle>{inside}</article></body>"
    assert nodes_of_ours(page) == nodes_of_extruct(page) != []


REVERSED = [
    "<a rev=author href=/b typeof=Book></a>",
    "<p rev=author resource=/b typeof=Book></p>",
    "<p about='#p' typeof=Person rev=author resource='#s'></p>",
    "<p rev='author editor' resource=/b typeof=Book></p>",
    "<p rev=author><b typeof=Book resource=/b></b></p>",
    "<p rev=author><b typeof=Book></b><b typeof=Book></b></p>",
    "<p rel=about rev=subjectOf resource=/b typeof=Book></p>",
    "<p rel=about rev=subjectOf><b resource=/b typeof=Book></b></p>",
    "<p rev=isPartOf typeof=WebPage><b property=name>x</b></p>",
]
LISTED = [
    "<b property=keywords inlist>a</b><b property=keywords inlist>b</b>",
    "<b property=keywords inlist>a</b><b property=keywords inlist>a</b>",
    "<b property=keywords inlist>a</b><i property=name>n</i><b property=keywords inlist content=b></b>",
    "<b property=keywords inlist>a</b><b property=keywords>b</b>",
    "<b property='keywords name' inlist>a</b>",
    "<a property=citation inlist href=/1>x</a><a property=citation inlist href=/2>x</a>",
    "<p property=author inlist typeof=Person><b property=name>A</b></p><p property=author inlist typeof=Person></p>",
    "<a rel=citation inlist href=/1></a><a rel=citation inlist href=/2></a>",
    "<p rel=author inlist><b typeof=Person resource=/1></b><b typeof=Person resource=/2></b></p>",
    "<p rel='author editor' inlist><b typeof=Person resource=/1></b></p>",
]
IRIS = [
    "<a property=about href=/x>words</a>",
    "<a property=about href='https://herald.example/x?a=1&amp;b=2#c'>words</a>",
    "<a property=about href='#x'>words</a>",
    "<a property=about href=''>words</a>",
    "<link property=about href=../x>",
    "<p property=about resource=/x>words</p>",
    "<a property=about resource=/r href=/h>words</a>",
    "<img property=image src=/x.png><img property=image href=/h src=/s>",
    "<p prefix='d: https://d.example/#' property=about resource=d:x></p>",
    "<p prefix='d: https://d.example/#' property=about resource='[d:x]'></p>",
    "<p property=about resource='_:b' typeof=Thing></p><p property=mentions resource='_:b'></p>",
    "<a property=author typeof=Person href=/t><b property=name>T</b></a>",
    "<p property=about resource=/x></p><p about=/x typeof=Place property=name>Skell</p>",
]
TYPES = [
    "<a property=rdf:type href='https://schema.org/ReportageNewsArticle'></a>",
    "<link property=rdf:type href='http://schema.org/AnalysisNewsArticle'>",
    "<p property=rdf:type resource=schema:Review></p>",
    "<a rel=rdf:type href='https://schema.org/OpinionNewsArticle'></a>",
    "<p property=author resource='#p'><a property=rdf:type href='https://schema.org/Person'></a></p>",
    "<p property=author typeof='Person foaf:Agent'><b property=name>x</b></p>",
    "<p property=author typeof='http://schema.org/Person'><b property=name>x</b></p>",
]
DATATYPES = [
    "<b property=temporal datatype=xsd:date>2025-05-12</b>",
    "<b property=position datatype=xsd:integer content=7>seven</b>",
    "<b property=position datatype=xsd:boolean>true</b>",
    "<b property=position datatype=xsd:decimal>1.50</b>",
    "<b property=name datatype=xsd:string>x</b>",
    "<b property=name datatype=''>x <i>y</i></b>",
    "<b prefix='d: https://d.example/#' property=name datatype=d:kind>x</b>",
    "<b property=name datatype=Date>x</b>",
    "<b property=name datatype='http://www.w3.org/2001/XMLSchema#dateTime'>2025-05-12T07:30:00Z</b>",
    "<b property=keywords inlist datatype=xsd:token>a</b><b property=keywords inlist>b</b>",
]


@pytest.mark.parametrize("inside", [*REVERSED, *LISTED, *IRIS, *TYPES, *DATATYPES])
@pytest.mark.parametrize("around", ["<article {} resource='#s'>", "<body {} resource='#s'>", "<div><div {}>"])
def test_pyrdfa_finds_the_same_triples(inside: str, around: str) -> None:
    """Direction, lists, addresses, types and datatypes are those that an independent implementation finds."""
    start = around.format("vocab='https://schema.org/' typeof=NewsArticle")
    page = f"<html><head></head>{start}<b property=headline>h</b>{inside}</html>"
    if around.startswith("<div>") and "#s" in inside:
        page = page.replace("typeof=NewsArticle", "typeof=NewsArticle resource='#s'", 1)
    only_ours, only_theirs = same_triples(page, typed=inside in DATATYPES)
    assert (only_ours, only_theirs) == (set(), set())


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<a property=about href=/x>w</a>", {"about": {"@id": "/x"}}),
        (
            "<b property=keywords inlist>a</b><b property=keywords inlist>b</b>",
            {"keywords": {"@list": ["a", "b"]}},
        ),
        (
            "<b property=position datatype=xsd:integer>7</b>",
            {"position": {"@value": "7", "@type": "http://www.w3.org/2001/XMLSchema#integer"}},
        ),
        ("<b property=name datatype=xsd:string>x</b>", {"name": "x"}),
    ],
)
def test_the_forms_in_json_ld(inside: str, expected: Any) -> None:
    """A list is a list, an address is a reference, a value with a datatype is a typed one."""
    assert values(inside) == expected


def test_a_reversed_relation_belongs_to_the_other_thing() -> None:
    """The book has the author; the thing that says so is its value."""
    inside = "<b property=name>Mara</b><i rev=author><u typeof=Book></u></i>"
    page = f"<p vocab='https://schema.org/' typeof=Person>{inside}</p>"
    assert told(page) == [{"@type": "Book", "author": {"@type": "Person", "name": "Mara"}}]


def test_many_values_of_a_list_are_read_in_proportion() -> None:
    """Fifty thousand things in one list, and the same thing fifty thousand times."""
    many = "<b typeof=Person></b>" * 50_000
    same = "<b property=name>x</b>" * 50_000
    for inside, count in ((many, 50_000), (same, 1)):
        listed = values(f"<p rel=author inlist>{inside}</p>")["author"]["@list"]
        assert len(listed) == count


def test_the_date_of_a_time_element_counts() -> None:
    """HTML's own rule for RDFa: `datetime` before the text, and `content` before both."""
    assert values("<time property=dateCreated datetime=2025-05>May</time>") == {"dateCreated": "2025-05"}
    assert values("<time property=dateCreated datetime=2025 content=2024>May</time>") == {
        "dateCreated": "2024"
    }


def test_a_vocabulary_without_its_slash_is_schema_orgs() -> None:
    """As publishers write it."""
    assert told("<p vocab='http://schema.org' typeof=NewsArticle></p>") == [{"@type": "NewsArticle"}]


def test_the_page_itself_may_be_the_article() -> None:
    """A type on the body is the page's; without one, nothing that is said of the page is read."""
    inside = "<meta property=headline content=h>"
    assert told(f"<body vocab='https://schema.org/' typeof=NewsArticle>{inside}") == [
        {"@type": "NewsArticle", "headline": "h"}
    ]
    assert told(f"<body vocab='https://schema.org/'>{inside}<p typeof=Person>") == [{"@type": "Person"}]


def test_things_that_lead_to_each_other_are_told_once() -> None:
    """A circle begins with the one that the page names first, and ends in a reference."""
    page = """<div vocab="https://schema.org/"><p resource="#a" typeof="Article"><a property="about" href="#b"></a></p>
    <p resource="#b" typeof="Person"><a property="subjectOf" href="#a"></a></p></div>"""
    inner = {"@type": "Person", "@id": "#b", "subjectOf": {"@id": "#a"}}
    assert told(page) == [{"@type": "Article", "@id": "#a", "about": inner}]


@pytest.mark.parametrize("name", ["rdfa-relations", "several-syntaxes"])
def test_extruct_finds_the_same_on_our_pages(name: str) -> None:
    """Types, names and values agree, white space aside."""
    page = (ROOT / "fixtures" / "pages" / name / "page.html").read_text("utf-8")
    assert nodes_of_ours(page) == nodes_of_extruct(page) != []


def test_extruct_finds_the_same_on_pages_of_publishers() -> None:
    """On every real page with RDFa."""
    compared = 0
    for publisher, page in published_pages():
        if " typeof=" in page:
            ours = nodes_of_ours(page)
            assert ours == nodes_of_extruct(page), publisher
            compared += len(ours)
    assert compared > 5
