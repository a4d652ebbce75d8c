"""Checks of stories: dates in order, citations with sources, unambiguous names, figures that compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsld.checks.citations import check_citations
from newsld.checks.figure_bounds import check_figures
from newsld.checks.mentions import check_mentions
from newsld.checks.story_dates import check_dates
from newsld.findings import Finding


def _codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("published", "modified", "wrong"),
    [
        ("2025-03-04T18:20:00Z", "2025-03-04T18:20:00+00:00", False),
        ("2025-03-04T18:20:00+01:00", "2025-03-04T17:30:00Z", False),
        ("2025-03-04T18:20:00+01:00", "2025-03-04T18:00:00+01:00", True),
        ("2025-03-04T07:30:00Z", "2025-03-04T08:00:00+05:30", True),
        ("2025-03-04", "2025-03-01", False),
        ("soon", "2025-03-04T18:20:00Z", False),
        (3, None, False),
    ],
)
def test_date_modified_is_compared_with_its_offset(published: Any, modified: Any, wrong: bool) -> None:
    """Offsets count; another check reports invalid dates."""
    story = {"datePublished": published, "dateModified": modified}
    assert ("NLD-GOO-023" in _codes(check_dates(story))) is wrong


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2025-03", "2025-03-04", False),
        ("2025-03-04", "2025-03", False),
        ("2025-03-04", "2025-02", True),
        ("1971", "1970", True),
        ("2024-11-27/..", "2024-12-08", False),
        ("[..2000-07]", "1990", False),
        ({"date": "2025-03-04", "basis": "stated"}, {"date": "2025-03-03?"}, True),
        ("2025-02-30", "2025-01-01", False),
        (["2025"], {"date": 7}, False),
    ],
)
def test_an_end_is_wrong_only_if_no_reading_of_the_dates_allows_it(start: Any, end: Any, wrong: bool) -> None:
    """EDTF dates have bounds: the last day of the end is compared with the first of the start."""
    expected = ["NLD-DAT-003"] if wrong else []
    assert _codes(check_dates({"events": {"a": {"startDate": start, "endDate": end}}})) == expected
    assert _codes(check_dates({"people": {"a": {"roles": [{"start": start, "end": end}]}}})) == expected
    assert _codes(check_dates({"people": {"a": {"birthDate": start, "deathDate": end}}})) == expected


def test_each_loop_of_citations_is_reported_once() -> None:
    """A loop has one finding wherever it is entered; chains that end have none."""
    citations: dict[str, Any] = {
        "a": {"repeats": "b"},
        "b": {"chain": [{"parties": "x"}, {"parties": "y", "inherited": "c"}]},
        "c": {"repeats": "a"},
        "d": {"repeats": "a"},
        "e": {"repeats": "e"},
        "f": {"repeats": "g"},
        "g": {},
        "h": {"repeats": "nowhere"},
    }
    found = check_citations({"citations": citations})
    assert [(finding.code, finding.pointer) for finding in found] == [
        ("NLD-CIT-002", "/citations/c/repeats"),
        ("NLD-CIT-002", "/citations/e/repeats"),
    ]


def test_a_long_chain_of_citations_is_checked_without_recursion() -> None:
    """Ten thousand citations that each rest on the next raise no RecursionError."""
    citations = {str(number): {"repeats": str(number + 1)} for number in range(10_000)}
    assert not check_citations({"citations": citations})


def test_a_quotation_needs_a_speaker_or_a_source_that_spoke() -> None:
    """The last source of its citation is the speaker."""
    story: dict[str, Any] = {
        "citations": {"said": {"chain": [{"parties": "x"}]}, "unsourced": {"chain": []}},
        "quotations": {
            "a": {},
            "b": {"speaker": "x"},
            "c": {"citation": "said"},
            "d": {"citation": "unsourced"},
        },
    }
    found = [(finding.code, finding.pointer) for finding in check_citations(story)]
    assert found == [("NLD-CIT-003", "/quotations/a"), ("NLD-CIT-003", "/quotations/d")]


@pytest.mark.parametrize(
    ("figure", "wrong"),
    [
        ({"value": 3}, False),
        ({"min": 3}, False),
        ({"min": 3, "max": 3}, False),
        ({"min": "10", "max": 9.5}, True),
        ({"min": "9.5", "max": "10"}, False),
        ({"value": 3, "max": 4}, True),
        ({"unit": "boxes"}, True),
        ({"min": "many", "max": 4}, False),
    ],
)
def test_a_figure_has_a_value_or_bounds_in_order(figure: dict[str, Any], wrong: bool) -> None:
    """Bounds are compared as exact numbers, also if one is text."""
    assert _codes(check_figures({"figures": {"a": figure}})) == (["NLD-FIG-001"] if wrong else [])


def test_a_name_that_two_people_have_is_ambiguous() -> None:
    """Only mentions by name are ambiguous, and only within one kind of entity."""
    story: dict[str, Any] = {
        "people": {"father": {"name": "Hafez al-Assad", "alternateName": ["Assad"]},
                   "son": {"name": "Bashar al-Assad", "alternateName": "assad"}},
        "places": {"lake": {"name": "Assad"}},
        "mentions": [
            {"words": "Assad", "of": "son"},
            {"words": {"exact": "Assad", "start": 4}, "of": "father", "form": "alias"},
            {"words": "Assad", "of": "son", "form": "nominal"},
            {"words": "Bashar al-Assad", "of": "son", "form": "name"},
            {"words": "Assad", "of": "lake", "form": "name"},
        ],
    }  # fmt: skip
    found = check_mentions(story, {"father", "son", "lake"})
    assert [(finding.code, finding.pointer) for finding in found] == [
        ("NLD-GRD-004", "/mentions/0"),
        ("NLD-GRD-004", "/mentions/1"),
    ]


def test_an_unused_entity_is_reported() -> None:
    """People, organizations and places must be used; events need not be."""
    story = {"people": {"a": {}, "b": {}}, "places": {"c": {}}, "events": {"d": {}}}
    found = check_mentions(story, {"b"})
    assert [(finding.code, finding.pointer) for finding in found] == [
        ("NLD-GRD-005", "/people/a"),
        ("NLD-GRD-005", "/places/c"),
    ]


@pytest.mark.parametrize(
    "check", [check_dates, check_citations, check_figures, lambda data: check_mentions(data, set())]
)
@pytest.mark.parametrize(
    "junk", [None, 3, "x", [], [{}], {"a": None}, {"a": []}, {"a": {"roles": [4], "chain": {}, "name": 3}}]
)
def test_invalid_data_is_ignored(check: Callable[[dict[str, Any]], object], junk: Any) -> None:
    """The structure check reports wrong types; these checks raise no exception."""
    for key in (
        "people",
        "organizations",
        "places",
        "events",
        "quotations",
        "figures",
        "citations",
        "mentions",
    ):
        check({key: junk, "datePublished": junk, "dateModified": junk})
