"""The names of authors in published markup: one person each, only the name, the right type."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import article, markup_of, places, run_checks
from newsld.checks import author_names, google
from newsld.syntax.document import Document, Source
from newsld.web.markup.story_markup import StoryMarkup

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
        [("NLD-GOO-015", "/author/@type")],
    ),
    ({"@type": "Thing", "name": "Mara Lunn"}, [("NLD-GOO-015", "/author/@type")]),
    ({"@type": "NewsArticle", "name": "Mara Lunn"}, [("NLD-GOO-015", "/author/@type")]),
    ({"@type": "Writer", "name": "Mara Lunn"}, []),
    ({"name": "Mara Lunn"}, [("NLD-GOO-015", "/author")]),
    ("Mara Lunn", [("NLD-GOO-015", "/author")]),
    (["Mara Lunn", PERSON], [("NLD-GOO-015", "/author/0")]),
    ("The Aldane Herald", [("NLD-GOO-015", "/author")]),
    (7, [("NLD-GOO-015", "/author")]),
    ({"@value": None}, [("NLD-GOO-015", "/author")]),
    ([], []),
    (None, []),
]


@pytest.mark.parametrize(("author", "expected"), AUTHORS)
def test_each_author_has_its_findings(author: Any, expected: list[tuple[str, str]]) -> None:
    """The place is the name, or the type if that is wrong; a missing type is reported at the author."""
    data = article(author=author) if author is not None else article(author=None)
    assert places(run_checks(markup_of(data), "author_names")) == expected


@pytest.mark.parametrize("author", [author for author, _ in AUTHORS])
def test_the_quick_look_has_the_same_findings_as_the_full_check(
    author: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quick look at plain authors changes no finding."""
    markup = markup_of(article(author=author))
    quick = places(run_checks(markup, "author_names", "google"))
    for module in (google, author_names):
        monkeypatch.setattr(module, "plain_values", lambda _article, _raw: None)
    assert places(run_checks(markup, "author_names", "google")) == quick


@pytest.mark.parametrize(
    "kind", [None, "Person", "Writer", ["NewsMediaOrganization"], ["Person", "Organization"], []]
)
@pytest.mark.parametrize("name", ["Mara Lunn", "By Mara Lunn", "The Aldane Herald", ["Mara Lunn"], None])
@pytest.mark.parametrize("section", ["people", "organizations", "places"])
def test_the_quick_look_at_a_story_has_the_same_findings_too(
    section: str, name: Any, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a story, authors and publishers are ids, and the types of what they name have defaults."""
    thing = {key: value for key, value in (("type", kind), ("name", name)) if value is not None}
    quick = []
    for publisher in ("herald", "one", "nobody"):
        for authors in (["one"], "one", ["one", "nobody"], []):
            data: dict[str, Any] = {section: {"one": thing}, "author": authors, "publisher": [publisher]}
            data["organizations"] = {**data.get("organizations", {}), "herald": {"name": "The Aldane Herald"}}
            markup = StoryMarkup(Document(data, Source(b"")))
            quick.append(places(run_checks(markup, "author_names")))
            with monkeypatch.context() as patched:
                patched.setattr(StoryMarkup, "plain_agents", lambda _markup, _term: None)
                markup = StoryMarkup(Document(data, Source(b"")))
                assert places(run_checks(markup, "author_names")) == quick[-1]
    assert [] in quick


@pytest.mark.parametrize(
    ("author", "shown"),
    [({"@value": None}, '{"@value": null}'), (True, "true"), ("Mara Lunn", "“Mara Lunn”")],
)
def test_an_author_that_is_no_object_is_shown_as_json(author: Any, shown: str) -> None:
    """The message has the value as JSON."""
    (finding,) = run_checks(markup_of(article(author=author)), "author_names")
    assert finding.message == f"the author is {shown}, not an object with a name"


def test_the_suggestion_is_the_name_and_the_properties_for_the_rest() -> None:
    """A desk editor can copy the suggestion."""
    author = {"@type": "Person", "name": "By Dr. Mara Lunn, Harbour Correspondent"}
    (finding,) = run_checks(markup_of(article(author=author)), "author_names")
    assert finding.suggestion == "write only “Mara Lunn” and move the rest to jobTitle, honorificPrefix"


def test_several_people_are_listed_in_the_suggestion() -> None:
    """The suggestion is one author for each name."""
    (finding,) = run_checks(
        markup_of(article(author={"@type": "Person", "name": "Mara Lunn, Tom Reed"})), "author_names"
    )
    assert finding.message == "the author name “Mara Lunn, Tom Reed” contains 2 names"
    assert finding.suggestion == "write a separate author for each: “Mara Lunn”, “Tom Reed”"


def test_the_publishers_name_is_found_by_reference() -> None:
    """The publisher may be elsewhere in the graph, or in another block of the page."""
    publisher = {"@id": "#house", "@type": "Organization", "name": "Night Boat"}
    data = article(author={"@type": "Person", "name": "Tom Reed, Night Boat"}, publisher={"@id": "#house"})
    assert places(run_checks(markup_of({"@graph": [data, publisher]}), "author_names")) == [
        ("NLD-GOO-014", "/@graph/0/author/name")
    ]
    assert places(run_checks(markup_of(data, publisher), "author_names")) == [("NLD-GOO-014", "/author/name")]


def test_a_person_may_publish_under_their_own_name() -> None:
    """A blog may have the name of its author, also if its publisher is an Organization."""
    me = {"@type": "Person", "name": "Mara Lunn"}
    assert run_checks(markup_of(article(author=me, publisher=me)), "author_names") == []
    publisher = {"@type": "Organization", "name": "Mara Lunn"}
    assert run_checks(markup_of(article(author=me, publisher=publisher)), "author_names") == []
    paper = {"@type": "Person", "name": "Harbourpost"}
    publisher = {"@type": "Organization", "name": "Harbourpost"}
    assert places(run_checks(markup_of(article(author=paper, publisher=publisher)), "author_names")) == [
        ("NLD-GOO-050", "/author/name")
    ]


def test_an_author_of_many_articles_is_reported_once() -> None:
    """An author that a hundred updates refer to is reported at its own object."""
    author = {"@id": "#lunn", "@type": "Person", "name": "By Mara Lunn"}
    updates = [
        {"@type": "BlogPosting", "headline": str(number), "author": {"@id": "#lunn"}} for number in range(100)
    ]
    live = article(kind="LiveBlogPosting", author=author, liveBlogUpdate=updates)
    assert places(run_checks(markup_of(live), "author_names")) == [("NLD-GOO-014", "/author/name")]


def test_bylines_are_parsed_in_the_language_of_the_article() -> None:
    """“Av” is “by” in Swedish, but not a word in English."""
    author = {"@type": "Person", "name": "Av Anna Berg"}
    assert places(run_checks(markup_of(article(author=author, inLanguage="sv-SE")), "author_names"))
    assert run_checks(markup_of(article(author=author, inLanguage="en")), "author_names") == []


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": name}
        for name in ("\ud800", "\x00", "a" * 100_000, "(((", ", Jr.", {"@value": 3})
    ]
    + [{"@type": [3, None]}, {"@type": "Person", "name": [[["Mara Lunn"]]]}, {"author": {"author": {}}}],
)
def test_any_value_of_author_is_checked(author: Any) -> None:
    """Invalid names raise no exception; other checks report them."""
    found = run_checks(markup_of(article(author=author)), "author_names", "google")
    assert all(finding.code.startswith("NLD-GOO-") and finding.pointer is not None for finding in found)
