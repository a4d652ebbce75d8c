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
def test_an_items_own_id_is_checked_too(part: dict[str, Any], code: str) -> None:
    """An item that refers to itself in a field for another kind is reported."""
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


@pytest.mark.parametrize(("part", "accepted"), PLACES)
def test_a_reference_accepts_exactly_its_kinds(part: dict[str, Any], accepted: set[str]) -> None:
    """An id of an accepted kind has no finding; one of another kind has NLD-REF-005."""
    for kind, name in KINDS.items():
        codes = [finding.code for finding in check_references(_story(part, name))]
        assert codes == ([] if kind in accepted else ["NLD-REF-005"]), kind


@pytest.mark.parametrize(("part", "accepted"), PLACES)
def test_an_unknown_id_is_reported_at_its_place(part: dict[str, Any], accepted: set[str]) -> None:
    """The pointer leads to the id itself; in a chain the code is NLD-REF-003."""
    assert accepted
    story = _story(part, "nobody")
    [finding] = check_references(story)
    node: Any = story
    for step in (finding.pointer or "").split("/")[1:]:
        node = node[int(step)] if isinstance(node, list) else node[step]
    assert node == "nobody"
    assert finding.code == ("NLD-REF-003" if "/chain/" in (finding.pointer or "") else "NLD-REF-001")


@pytest.mark.parametrize("part", CITING)
def test_a_citation_must_be_the_label_of_a_citation(part: dict[str, Any]) -> None:
    """Labels have their own namespace: the id of a person is not a citation."""
    assert not check_references(_story(part, "office"))
    assert [finding.code for finding in check_references(_story(part, "ines"))] == ["NLD-REF-004"]


def test_the_closest_id_of_an_accepted_kind_is_suggested() -> None:
    """The suggestion never has the wrong kind."""
    story = {"people": {"quays": {}}, "places": {"quay": {}}, "editor": "quayz", "contentLocation": "quayz"}
    hints = {finding.pointer: finding.suggestion for finding in check_references(story)}
    assert hints == {"/editor": "did you mean quays?", "/contentLocation": "did you mean quay?"}


def test_a_duplicate_id_is_reported_at_the_second_item() -> None:
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
def test_invalid_data_is_ignored(junk: Any) -> None:
    """The structure check reports wrong types; this check raises no exception."""
    for key in (*THINGS, "mentions", "author", "about"):
        story = {key: junk}
        list(references(story))
        check_references(story)


def test_the_fast_form_finds_the_same_ids() -> None:
    """`referenced_ids` and `references` find the same ids for the same kinds."""
    for part, _ in PLACES:
        story = _story(part, "quay")
        slow: dict[frozenset[str], set[str]] = {}
        for reference in references(story):
            slow.setdefault(reference.kinds, set()).update(name for name, _ in reference.ids())
        assert {kinds: names for kinds, names in referenced_ids(story).items() if names} == slow
