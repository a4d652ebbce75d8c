"""References: every id that a story refers to is defined, once, and of the right kind."""

from __future__ import annotations

from typing import Any

import pytest

from newsld.checks.references import check_references, referenced_ids, references

THINGS: dict[str, Any] = {
    "people": {"ines": {"name": "Ines"}},
    "organizations": {"post": {"name": "Post"}},
    "places": {"quay": {"name": "Quay"}},
    "events": {"crossing": {"name": "crossing"}},
    "quotations": {"open": {"words": "open"}},
    "figures": {"crossed": {"value": 3}},
    "citations": {"office": {"covers": "open"}},
}
KINDS = {"person": "ines", "organization": "post", "place": "quay", "event": "crossing", "quotation": "open",
         "figure": "crossed"}  # fmt: skip
AGENTS = {"person", "organization", "place"}
PLACES: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({"author": "?"}, AGENTS),
    ({"author": ["?"]}, AGENTS),
    ({"editor": "?"}, {"person"}),
    ({"publisher": "?"}, AGENTS),
    ({"about": ["?"]}, set(KINDS)),
    ({"contentLocation": "?"}, {"place"}),
    ({"people": {"x": {"nationality": "?"}}}, {"place"}),
    ({"people": {"x": {"parent": ["?"]}}}, {"person"}),
    ({"people": {"x": {"roles": [{"of": "?"}]}}}, {"organization", "place"}),
    ({"organizations": {"x": {"roles": [{"at": "?"}]}}}, {"organization", "place"}),
    ({"organizations": {"x": {"parentOrganization": "?"}}}, {"organization", "place"}),
    ({"places": {"x": {"containedInPlace": "?"}}}, {"place"}),
    ({"events": {"x": {"superEvent": "?"}}}, {"event"}),
    ({"events": {"x": {"participants": [{"party": "?"}]}}}, AGENTS),
    ({"quotations": {"x": {"speaker": "?"}}}, AGENTS),
    ({"figures": {"x": {"about": "?"}}}, set(KINDS)),
    ({"citations": {"x": {"about": "?"}}}, set(KINDS)),
    ({"citations": {"x": {"chain": [{"parties": ["?"]}]}}}, AGENTS),
    ({"citations": {"x": {"chain": [{"parties": "post", "medium": "?"}]}}}, {"organization"}),
    ({"mentions": [{"of": "?"}]}, {*AGENTS, "event"}),
)
CITING: tuple[dict[str, Any], ...] = (
    {"quotations": {"x": {"citation": "?"}}},
    {"figures": {"x": {"citation": "?"}}},
    {"citations": {"x": {"repeats": "?"}}},
    {"citations": {"x": {"chain": [{"parties": "post", "inherited": "?"}]}}},
)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"quotations": {"x": {"citation": "x"}}}, "NLD-REF-004"),
        ({"organizations": {"x": {"location": "x"}}}, "NLD-REF-005"),
    ],
)
def test_a_name_that_is_an_items_own_is_looked_up_too(part: dict[str, Any], code: str) -> None:
    """An item that names its own id where another kind belongs is found out, with nothing else wrong."""
    assert [finding.code for finding in check_references(part)] == [code]


def _story(part: dict[str, Any], name: str) -> dict[str, Any]:
    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [filled(inner) for inner in value]
        return name if value == "?" else value

    story = {key: dict(items) for key, items in THINGS.items()}
    for key, value in filled(part).items():
        story[key] = {**story[key], **value} if key in story else value
    return story


@pytest.mark.parametrize(("part", "fitting"), PLACES)
def test_a_place_takes_exactly_the_kinds_that_fit(part: dict[str, Any], fitting: set[str]) -> None:
    """An id of a kind that fits is no finding; one of another kind is NLD-REF-005."""
    for kind, name in KINDS.items():
        codes = [finding.code for finding in check_references(_story(part, name))]
        assert codes == ([] if kind in fitting else ["NLD-REF-005"]), kind


@pytest.mark.parametrize(("part", "fitting"), PLACES)
def test_an_unknown_id_is_found_where_it_stands(part: dict[str, Any], fitting: set[str]) -> None:
    """The pointer leads to the id itself; in a chain the code says so."""
    assert fitting
    story = _story(part, "nobody")
    [finding] = check_references(story)
    node: Any = story
    for step in (finding.pointer or "").split("/")[1:]:
        node = node[int(step)] if isinstance(node, list) else node[step]
    assert node == "nobody"
    assert finding.code == ("NLD-REF-003" if "/chain/" in (finding.pointer or "") else "NLD-REF-001")


@pytest.mark.parametrize("part", CITING)
def test_a_citation_is_looked_for_among_the_citations_only(part: dict[str, Any]) -> None:
    """Labels are a namespace of their own: a person's id is no citation."""
    assert not check_references(_story(part, "office"))
    assert [finding.code for finding in check_references(_story(part, "ines"))] == ["NLD-REF-004"]


def test_a_near_miss_is_suggested_among_ids_that_fit() -> None:
    """The hint never names something of the wrong kind."""
    story = {"people": {"quays": {}}, "places": {"quay": {}}, "editor": "quayz", "contentLocation": "quayz"}
    hints = {finding.pointer: finding.suggestion for finding in check_references(story)}
    assert hints == {"/editor": "did you mean quays?", "/contentLocation": "did you mean quay?"}


def test_one_id_for_two_things_is_found_at_the_second() -> None:
    """People, places, events, quotations and figures share a namespace, and `cite-` addresses too."""
    story = {
        "people": {"a": {}},
        "events": {"a": {}},
        "places": {"cite-x": {}},
        "citations": {"x": {}, "a": {}},
    }
    found = [(finding.code, finding.pointer, finding.at_key) for finding in check_references(story)]
    assert found == [("NLD-REF-002", "/events/a", True), ("NLD-REF-002", "/citations/x", True)]


@pytest.mark.parametrize(
    "junk", [None, 3, "x", [], {}, [1, None, {"of": 4}], {"a": 1}, {"a": [{}]}, {"a": {"roles": 5}}]
)
def test_broken_data_is_passed_over(junk: Any) -> None:
    """What is not of its type is the structure check's business: nothing is raised."""
    for key in (*THINGS, "mentions", "author", "about"):
        story = {key: junk}
        list(references(story))
        check_references(story)


def test_the_quick_form_says_what_the_places_say() -> None:
    """`referenced_ids` and `references` find the same ids for the same kinds."""
    for part, _ in PLACES:
        story = _story(part, "quay")
        slow: dict[frozenset[str], set[str]] = {}
        for reference in references(story):
            slow.setdefault(reference.kinds, set()).update(name for name, _ in reference.ids())
        assert {kinds: names for kinds, names in referenced_ids(story).items() if names} == slow
