"""Microdata is read as the HTML standard says, and extruct finds the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsld.web.html.page import Page
from newsld.web.structured_data import extract_items
from page_judge import items_of_extruct, items_of_ours, published_pages

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = sorted((ROOT / "fixtures" / "pages").glob("microdata*/page.html"))
NEWS = 'itemscope itemtype="https://schema.org/NewsArticle"'


def told(page: str) -> list[Any]:
    """The documents of a page, without the context that all of them have."""
    found, findings = extract_items(Page(page))
    assert findings == []
    assert all(one.data["@context"] == "https://schema.org" for one in found)
    return [{key: value for key, value in one.data.items() if key != "@context"} for one in found]


def values(inside: str) -> Any:
    """What one article says that has this in it."""
    (article,) = told(f"<article {NEWS}>{inside}</article>")
    assert article.pop("@type") == "NewsArticle"
    return article


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<p itemprop=name>Tom</p>", {"name": "Tom"}),
        ("<p itemprop='name alternateName name'>Tom</p>", {"name": "Tom", "alternateName": "Tom"}),
        ("<p itemprop=name>Tom</p><p itemprop=name>Ada</p>", {"name": ["Tom", "Ada"]}),
        ("<meta itemprop=name content=' a  b '>", {"name": " a  b "}),
        ("<meta itemprop=name>", {"name": ""}),
        ("<a itemprop=url href=' ../b?c '>words</a>", {"url": "../b?c"}),
        ("<a itemprop=url>words</a>", {"url": ""}),
        ("<link itemprop=url href=/x>", {"url": "/x"}),
        ("<map><area itemprop=url href=/x></map>", {"url": "/x"}),
        ("<img itemprop=image src=/x.png alt=no>", {"image": "/x.png"}),
        (
            "<video itemprop=video src=/v><source itemprop=image src=/s></video>",
            {"video": {"@id": "/v"}, "image": "/s"},
        ),
        ("<object itemprop=video data=/o></object>", {"video": {"@id": "/o"}}),
        ("<data itemprop=size value=12>a dozen</data>", {"size": "12"}),
        ("<meter itemprop=size value=.5>half</meter>", {"size": ".5"}),
        ("<time itemprop=dateCreated datetime=2025-05>May</time>", {"dateCreated": "2025-05"}),
        ("<time itemprop=dateCreated>2025-05</time>", {"dateCreated": "2025-05"}),
        ("<b itemprop=dateCreated content=2025>last year</b>", {"dateCreated": "2025"}),
        ("<p itemprop=text> a\n b <i>c</i> &amp; d </p>", {"text": "a b c & d"}),
        ("<div itemprop=text><p>a</p><p>b<br>c</p></div>", {"text": "a\n\nb\nc"}),
        ("<div itemprop=text>a<script>b</script><style>c</style><template>d</template></div>", {"text": "a"}),
        ("<p itemprop=''>a</p><p itemprop>b</p>", {}),
        ("<template><p itemprop=name>a</p></template>", {}),
        ("<svg itemprop=name><desc itemprop=name>a</desc></svg>", {}),
        ("<p itemprop='http://schema.org/name'>a</p>", {"name": "a"}),
        ("<p itemprop='https://desk.example/a#b'>a</p>", {"https://desk.example/a#b": "a"}),
        ("<p itemprop='@type'>a</p>", {"https://schema.org/@type": "a"}),
        ("<p itemprop='id'>a</p>", {"https://schema.org/id": "a"}),
        ("<p itemprop=author itemscope><b itemprop=name>Tom</b></p>", {"author": {"name": "Tom"}}),
        ("<p itemscope><b itemprop=name>Tom</b></p>", {}),
        (
            "<div itemprop='author editor' itemscope itemtype='http://schema.org/Person' itemid='#t'></div>",
            {"author": {"@type": "Person", "@id": "#t"}, "editor": {"@id": "#t"}},
        ),
    ],
)
def test_a_property_has_the_value_that_the_standard_gives_it(inside: str, expected: Any) -> None:
    """By its element: an address, a value, a date or the text; never made absolute, never tidied otherwise."""
    assert values(inside) == expected


def test_items_of_another_vocabulary_keep_their_addresses() -> None:
    """Types and names that are not schema.org's stay full, and those inside without a type are of the same."""
    page = """<p itemscope itemtype="http://desk.example/terms#Note http://desk.example/terms#Memo" itemid=n>
    <b itemprop=text>a</b><i itemprop=by itemscope><u itemprop=name>T</u></i></p>"""
    here = "http://desk.example/terms#"
    inner = {f"{here}name": "T"}
    assert told(page) == [
        {"@type": [f"{here}Note", f"{here}Memo"], "@id": "n", f"{here}text": "a", f"{here}by": inner}
    ]


def test_references_bring_values_from_elsewhere_in_the_order_of_the_page() -> None:
    """`itemref` names elements by id, the first of each; what is not there or named twice makes no difference."""
    page = f"""<b id=a itemprop=name>1</b><b id=a itemprop=name>no</b>
    <p {NEWS} itemref="c a c none"><i itemprop=name>2</i></p><div id=c><b itemprop=name>3</b></div>"""
    assert told(page) == [{"@type": "NewsArticle", "name": ["1", "2", "3"]}]


def test_items_that_refer_to_each_other_in_circles_are_told_once() -> None:
    """A circle ends in a reference, by a name that no page can have."""
    page = f"""<p {NEWS} itemref=a></p><p id=a itemprop=about {NEWS} itemref='a b'></p>
    <p id=b itemprop=mentions {NEWS} itemref=a></p>"""
    inner = {"@type": "NewsArticle", "about": {"@id": "_:microdata-0"}}
    outer = {"@type": "NewsArticle", "@id": "_:microdata-0", "mentions": inner}
    assert told(page) == [{"@type": "NewsArticle", "about": outer}]


def test_what_an_item_without_a_type_holds_stands_alone() -> None:
    """Names mean nothing without a vocabulary, but an article in it is one."""
    page = f"<div itemscope><p itemprop=name>x</p><p itemprop=story {NEWS}><b itemprop=name>T</b></p></div>"
    assert told(page) == [{"@type": "NewsArticle", "name": "T"}]


def test_a_type_that_is_no_address_stays_as_it_is_written() -> None:
    """So that a check can say what is wrong with it."""
    (found,) = told("<p itemscope itemtype='schema.org/NewsArticle'><b itemprop=name>x</b></p>")
    assert found == {"@type": "schema.org/NewsArticle", "name": "x"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_value_has_its_place(line_end: str) -> None:
    """Line and column of the element, in code points, however lines end."""
    page = line_end.join(
        ["<!doctype html>", f"é𝒳<p {NEWS}>", " 𝒳<b itemprop=name>a</b>", "<b itemprop=name>b</b></p>"]
    )
    ((found,), _) = extract_items(Page(page))
    places = found.positions().values
    assert {at: tuple(place) for at, place in places.items()} == {
        "": (2, 3),
        "/name/0": (3, 3),
        "/name/1": (4, 1),
    }


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_extruct_finds_the_same_on_our_pages(path: Path) -> None:
    """Types, names and values agree, white space aside."""
    if path.parent.name == "microdata-references":
        pytest.skip("extruct tells an item that two others refer to only once")
    assert items_of_ours(path.read_text("utf-8")) == items_of_extruct(path.read_text("utf-8")) != []


def test_extruct_finds_the_same_on_pages_of_publishers() -> None:
    """On every real page; extruct takes an item that is a property of nothing for one of its own besides."""
    compared = 0
    for publisher, page in published_pages():
        if "itemscope" in page:
            ours, theirs = items_of_ours(page), items_of_extruct(page)
            assert [one for one in theirs if one in ours or one[0] != ["Rating"]] == ours, publisher
            compared += len(ours)
    assert compared > 20
