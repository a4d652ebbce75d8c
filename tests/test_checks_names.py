"""The names of authors in published markup: one person each, only the name, the right type."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import article, asked, markup_of, said
from newsld.checks import author_names, google

PERSON = {"@type": "Person", "name": "Mara Lunn"}


AUTHORS: list[tuple[Any, list[tuple[str, str]]]] = [
    (PERSON, []),
    ([PERSON, {"@type": "Organization", "name": "Herald Staff"}], []),
    ({"@type": "NewsMediaOrganization", "name": "The Aldane Herald"}, []),
    ({"@type": "Organization", "name": "Ministry of Health and Welfare"}, []),
    ({"@type": ["Person", "Organization"], "name": "The Aldane Herald"}, []),
    ({"@id": "https://herald.example/#lunn"}, []),
    ({"@type": "Role", "roleName": "reporter", "author": PERSON}, []),
    (
        {"@type": "Person", "name": {"@value": "By Mara Lunn", "@language": "en"}},
        [("NLD-GOO-014", "/author/name")],
    ),
    ({"@type": "Person", "name": ["Mara Lunn", "By Mara Lunn"]}, [("NLD-GOO-014", "/author/name/1")]),
    ([PERSON, {"@type": "Person", "name": "Dr. Tom Reed"}], [("NLD-GOO-014", "/author/1/name")]),
    ({"@type": "Organization", "name": "By The Aldane Herald"}, [("NLD-GOO-014", "/author/name")]),
    ({"@type": "Organization", "name": "By The Book Ltd"}, []),
    ({"@type": "Organization", "name": "Editor Harbour Ltd"}, []),
    ({"@type": "Person", "name": "Mara Lunn and Tom Reed"}, [("NLD-GOO-013", "/author/name")]),
    (
        {"@type": "Person", "name": "Mara Lunn and Tom Reed, Reuters"},
        [("NLD-GOO-013", "/author/name"), ("NLD-GOO-014", "/author/name")],
    ),
    ({"@type": "Person", "name": "Reuters"}, [("NLD-GOO-015", "/author/@type")]),
    ({"@type": ["Person"], "name": "Web Desk"}, [("NLD-GOO-015", "/author/@type/0")]),
    (
        {"@type": "Person", "name": "Aldane Herald"},
        [("NLD-GOO-015", "/author/@type"), ("NLD-GOO-050", "/author/name")],
    ),
    ({"@type": "Thing", "name": "Mara Lunn"}, [("NLD-GOO-015", "/author/@type")]),
    ({"@type": "NewsArticle", "name": "Mara Lunn"}, [("NLD-GOO-015", "/author/@type")]),
    ({"@type": "Writer", "name": "Mara Lunn"}, []),
    ({"name": "Mara Lunn"}, [("NLD-GOO-015", "/author")]),
    ("Mara Lunn", [("NLD-GOO-015", "/author")]),
    (["Mara Lunn", PERSON], [("NLD-GOO-015", "/author/0")]),
    ("The Aldane Herald", [("NLD-GOO-015", "/author"), ("NLD-GOO-050", "/author")]),
    (7, [("NLD-GOO-015", "/author")]),
    ({"@value": None}, [("NLD-GOO-015", "/author")]),
    ([], []),
    (None, []),
]


@pytest.mark.parametrize(("author", "expected"), AUTHORS)
def test_each_author_gets_what_is_wrong_with_it(author: Any, expected: list[tuple[str, str]]) -> None:
    """The place is that of the name, or of the type where that is at fault; a missing type is its owner's."""
    data = article(author=author) if author is not None else article(author=None)
    assert said(asked(markup_of(data), "author_names")) == expected


@pytest.mark.parametrize("author", [author for author, _ in AUTHORS])
def test_the_first_sight_says_what_the_long_look_says(author: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain authors are passed over quickly, and for that reason alone."""
    markup = markup_of(article(author=author))
    quick = said(asked(markup, "author_names", "google"))
    for module in (google, author_names):
        monkeypatch.setattr(module, "plain_values", lambda _article, _raw: None)
    assert said(asked(markup, "author_names", "google")) == quick


@pytest.mark.parametrize(
    ("author", "shown"),
    [({"@value": None}, '{"@value": null}'), (True, "true"), ("Mara Lunn", "“Mara Lunn”")],
)
def test_an_author_that_is_no_thing_is_shown_as_written(author: Any, shown: str) -> None:
    """As JSON has it."""
    (finding,) = asked(markup_of(article(author=author)), "author_names")
    assert finding.message == f"the author is {shown}, not an object with a name"


def test_the_mend_is_only_the_name_and_where_the_rest_goes() -> None:
    """A desk editor can copy it."""
    author = {"@type": "Person", "name": "By Dr. Mara Lunn, Harbour Correspondent"}
    (finding,) = asked(markup_of(article(author=author)), "author_names")
    assert finding.suggestion == "write only “Mara Lunn” and move the rest to jobTitle, honorificPrefix"


def test_several_people_are_told_apart_in_the_mend() -> None:
    """One author object for each."""
    (finding,) = asked(
        markup_of(article(author={"@type": "Person", "name": "Mara Lunn, Tom Reed"})), "author_names"
    )
    assert finding.message == "the author name “Mara Lunn, Tom Reed” contains 2 names"
    assert finding.suggestion == "write a separate author for each: “Mara Lunn”, “Tom Reed”"


def test_the_publishers_own_name_is_known_by_its_reference() -> None:
    """The publisher may stand elsewhere in the graph, or in another block of the page."""
    house = {"@id": "#house", "@type": "Organization", "name": "Night Boat"}
    told = article(author={"@type": "Person", "name": "Tom Reed, Night Boat"}, publisher={"@id": "#house"})
    assert said(asked(markup_of({"@graph": [told, house]}), "author_names")) == [
        ("NLD-GOO-014", "/@graph/0/author/name")
    ]
    assert said(asked(markup_of(told, house), "author_names")) == [("NLD-GOO-014", "/author/name")]


def test_somebody_who_publishes_alone_is_no_organization() -> None:
    """A blog may be called after the person who writes it; where it says to be an organization, that is only told."""
    me = {"@type": "Person", "name": "Mara Lunn"}
    assert asked(markup_of(article(author=me, publisher=me)), "author_names") == []
    house = {"@type": "Organization", "name": "Mara Lunn"}
    assert said(asked(markup_of(article(author=me, publisher=house)), "author_names")) == [
        ("NLD-GOO-050", "/author/name")
    ]


def test_an_author_of_many_articles_is_wrong_once() -> None:
    """What a hundred updates refer to is reported where it stands."""
    author = {"@id": "#lunn", "@type": "Person", "name": "By Mara Lunn"}
    updates = [
        {"@type": "BlogPosting", "headline": str(number), "author": {"@id": "#lunn"}} for number in range(100)
    ]
    live = article(kind="LiveBlogPosting", author=author, liveBlogUpdate=updates)
    assert said(asked(markup_of(live), "author_names")) == [("NLD-GOO-014", "/author/name")]


def test_the_language_of_the_article_decides_on_its_words() -> None:
    """“Av” is “by” in Swedish, and no word in English."""
    author = {"@type": "Person", "name": "Av Anna Berg"}
    assert said(asked(markup_of(article(author=author, inLanguage="sv-SE")), "author_names"))
    assert asked(markup_of(article(author=author, inLanguage="en")), "author_names") == []


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": name}
        for name in ("\ud800", "\x00", "a" * 100_000, "(((", ", Jr.", {"@value": 3})
    ]
    + [{"@type": [3, None]}, {"@type": "Person", "name": [[["Mara Lunn"]]]}, {"author": {"author": {}}}],
)
def test_any_author_at_all_is_looked_at(author: Any) -> None:
    """What is no name is another check's business; nothing makes this one stumble."""
    found = asked(markup_of(article(author=author)), "author_names", "google")
    assert all(one.code.startswith("NLD-GOO-") and one.pointer is not None for one in found)
