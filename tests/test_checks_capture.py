"""Rules that read a capture against its words: silent on what is right, and on other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import newsld
from newsld.checks.capture import check_capture
from newsld.model import NewsArticle
from newsld.model.text import Span, SpanSet

ROOT = Path(__file__).resolve().parent.parent
STORIES = sorted([*ROOT.glob("fixtures/stories/*/story.*"), *ROOT.glob("fixtures/bench/*.md")])


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_the_stories_of_the_project_have_no_such_finding(path: Path) -> None:
    """Each was captured by hand, and read against its words."""
    (article,) = newsld.read(path)
    assert check_capture(article) == []


def test_stories_are_collected() -> None:
    """The test above has cases."""
    assert len(STORIES) >= 8


def _codes(**fields: Any) -> list[str]:
    article = NewsArticle(headline="x", **fields)
    return [one.code for one in check_capture(article)]


def _figure(words: str, language: str = "en", **value: Any) -> list[str]:
    figures = [{"id": "f", "words": [{"exact": words}], **value}]
    return _codes(body=f"Here {words}.", inLanguage=language, figures=figures)


@pytest.mark.parametrize(
    ("words", "value", "codes"),
    [
        ("2,400 drivers", {"value": 2400}, []),
        ("2,400 drivers", {"value": 240}, ["NLD-CAP-001"]),
        ("3.5 lakh", {"value": "3.5"}, ["NLD-CAP-001"]),
        ("31 million crowns", {"value": 31, "unit": "million crowns"}, []),
        ("between 12 and 15", {"min": 12, "max": 15}, []),
        ("between 12 and 15", {"min": 12, "max": 50}, ["NLD-CAP-001"]),
        ("between 12 and 15", {"min": 20, "max": 50}, ["NLD-CAP-001", "NLD-CAP-001"]),
        ("more than 40", {"min": 40, "exclusive": True}, []),
        ("more than 40", {"min": 40}, ["NLD-CAP-002"]),
        ("more than 40", {"value": 40}, ["NLD-CAP-002"]),
        ("more than 40", {"max": 40}, ["NLD-CAP-002"]),
        ("at least 40", {"min": 40}, []),
        ("at least 40", {"min": 40, "exclusive": True}, ["NLD-CAP-002"]),
        ("up to 40", {"max": 40}, []),
        ("up to 40", {"min": 40}, ["NLD-CAP-002"]),
        ("nearly 40", {"max": 40, "exclusive": True}, []),
        ("about 40", {"value": 40, "approximate": True}, []),
        ("about 40", {"value": 40}, ["NLD-CAP-002"]),
        ("over 40", {"value": 40}, []),
        ("no number here", {"value": 40}, []),
    ],
)
def test_a_figure_is_read_against_its_words(words: str, value: dict[str, Any], codes: list[str]) -> None:
    """Numbers and bounds; words without a number, or with a qualifier of two meanings, are not judged."""
    assert _figure(words, **value) == codes


def test_bounds_are_judged_in_english_only() -> None:
    """Numbers in every language."""
    assert _figure("up to 40", "de", value=40) == []
    assert _figure("rund 40", "de", value=41) == ["NLD-CAP-001"]


@pytest.mark.parametrize(
    ("mode", "words", "code"),
    [
        ("direct", "No bus will leave", False),
        ("indirect", "No bus will leave", True),
        ("direct", "the trams stop", True),
        ("indirect", "the trams stop", False),
        ("mixed", "the trams stop", True),
        ("mixed", "leave,” she said, and the trams", False),
        ("direct", "“No bus will leave,”", False),
    ],
)
def test_the_mode_of_a_citation_is_read_against_quotation_marks(mode: str, words: str, code: bool) -> None:
    """Marks at the edges of the words do not count."""
    found = _codes(
        body="“No bus will leave,” she said, and the trams stop.",
        people=[{"id": "she", "name": "she"}],
        citations=[{"id": "c", "mode": mode, "covers": [{"exact": words}], "chain": [{"parties": ["she"]}]}],
    )
    assert found == (["NLD-CAP-003"] if code else [])


def test_a_block_quote_needs_no_marks() -> None:
    """Its layout says whose words they are."""
    text = "---\nnewsld: 2\nheadline: x\npeople: {a: {name: Ada}}\n---\nAda wrote:\n\n> The yard is shut.\n"
    (article,) = newsld.read(text.encode(), "markdown")
    (quoted,) = (
        [block.words for block in article.body.blocks if block.kind == "block-quote"] if article.body else []
    )
    citation = {"id": "c", "mode": "direct", "covers": [tuple(quoted)], "chain": [{"parties": ["a"]}]}
    changed = NewsArticle.model_validate({**dict(article), "citations": [citation]})
    assert check_capture(changed) == []


@pytest.mark.parametrize(
    ("links", "circles"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, 0),
        ({"a": ["a"]}, 1),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, 1),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, 0),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, 2),
    ],
)
def test_circles_are_found_and_shared_parents_are_none(links: dict[str, list[str]], circles: int) -> None:
    """One finding for each circle, in each relation that contains."""
    places = [{"id": one, "name": one, "containedInPlace": to} for one, to in links.items()]
    assert _codes(body="x", places=places) == ["NLD-CAP-008"] * circles
    people = [{"id": one, "name": one, "parent": to} for one, to in links.items()]
    assert _codes(body="x", people=people) == ["NLD-CAP-008"] * circles


def test_a_family_shares_its_name() -> None:
    """Words that mean several members of a family are no mistake; of strangers they are."""
    mentions = [{"words": {"exact": "Farrow"}, "of": one, "form": "name"} for one in ("ines", "tom")]
    people: list[dict[str, Any]] = [
        {"id": "ines", "name": "Ines Farrow"},
        {"id": "tom", "name": "Tom Farrow"},
    ]
    assert _codes(body="The Farrow family.", people=people, mentions=mentions) == ["NLD-CAP-009"]
    people[1]["parent"] = "ines"
    assert _codes(body="The Farrow family.", people=people, mentions=mentions) == []


def test_a_set_of_spans_answers_as_its_spans_do() -> None:
    """For every pair of bounds in a small text."""
    spans = [Span(2, 5), Span(4, 7), Span(9, 10)]
    merged = [Span(2, 7), Span(9, 10)]
    made = SpanSet(spans)
    for start in range(12):
        for end in range(start + 1, 13):
            span = Span(start, end)
            assert made.overlaps(span) == any(span.overlaps(one) for one in merged)
            assert made.contains(span) == any(span.within(one) for one in merged)
