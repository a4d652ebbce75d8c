"""Quotations, paragraphs, page furniture and slugs."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsld.model.text import (
    Span,
    quoted_spans,
    remove_furniture,
    slugify,
    split_paragraphs,
    trim_final_comma,
)

ANY = st.text(alphabet=st.sampled_from("a s.\n\t\r ”“‘’«»\"'„(1"), max_size=50)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("“The gates are open,” she said.", ["The gates are open,"]),
        ("The port’s ‘peaceful’ talks, the ’90s and the workers’ party", ["peaceful"]),
        ("‘it’s fine’", ["it’s fine"]),
        ("He said “they told me ‘go’ and I went.”", ["they told me ‘go’ and I went.", "go"]),
        (
            "„Wir ‚wollen‘ das“, sagte er. »So ist es«, „nein”.",
            ["Wir ‚wollen‘ das", "wollen", "So ist es", "nein"],
        ),
        ("« Oui, dit-il, ‹ non › », fin", ["Oui, dit-il, ‹ non ›", "non"]),
        ("彼は「『はい』と」言った", ["『はい』と", "はい"]),
        ("”Ja”, sa han.", ["Ja"]),
        ("He said \"yes\" and 'no', don't ask; a 6\" pipe.", ["yes", "no"]),
        ("“one\n\n“two ‘in’\n\n“three” he said.", ["one", "two ‘in’", "in", "three"]),
        ('"one\n\n"two," he said. The "third"', ["one", "two,", "third"]),
        ("“opened and lost\n\nnext “found”", ["found"]),
        ("“”, “ ”, nothing", []),
    ],
)
def test_quoted_spans_are_inside_marks(text: str, runs: list[str]) -> None:
    """Marks of many styles pair; apostrophes and inches do not."""
    assert [run.slice(text) for run in quoted_spans(text)] == runs


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_quoted_spans_are_ordered_and_trimmed(text: str) -> None:
    """Spans are in order of start, outer before inner, and nest or are disjoint."""
    runs = quoted_spans(text)
    assert runs == sorted(runs, key=lambda run: (run.start, -run.end))
    assert all(run.slice(text).strip() == run.slice(text) != "" for run in runs)
    for first, second in pairwise(runs):
        assert second.within(first) or not second.overlaps(first)


def test_many_opening_marks_take_linear_time() -> None:
    """A text of opening marks does not take quadratic time."""
    assert quoted_spans("“‘a’ " * 50_000)
    assert quoted_spans("“" * 200_000) == []


def test_a_final_comma_is_trimmed() -> None:
    """A comma before the closing mark is a matter of style; other punctuation is part of the quotation."""
    text = "“Open,” he said. “Now!”"
    first, second = quoted_spans(text)
    assert trim_final_comma(text, first).slice(text) == "Open"
    assert trim_final_comma(text, second) == second
    assert trim_final_comma(",", Span(0, 1)) == Span(0, 1)


def test_blank_lines_separate_paragraphs() -> None:
    """A line of spaces is blank, a single line break is not a boundary, and CRLF is no different."""
    text = "\n  One\nline.\n \t\nTwo.\r\n\r\n\r\nThree. \n\n"
    assert [span.slice(text) for span in split_paragraphs(text)] == ["One\nline.", "Two.", "Three."]
    assert split_paragraphs("") == split_paragraphs(" \n \n") == []


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_paragraphs_have_every_character_once(text: str) -> None:
    """Only white space is omitted, and no paragraph has a blank line in it."""
    spans = split_paragraphs(text)
    joined = "".join(span.slice(text) for span in spans)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)
    assert all(not re.search(r"\n[ \t]*\r?\n", span.slice(text)) for span in spans)


def test_repeated_short_lines_are_furniture() -> None:
    """Each place of removed lines becomes one blank line; sentences and single lines are kept."""
    text = "Top\n\nAdvertisement\n\nOne.\n\n"
    text += "  Also read:\n\n\n\n\nTwo  spaces.\nYes.\nYes.\n Advertisement\nEnd\n\nAlso read:\n"
    cleaned = remove_furniture(text)
    assert cleaned.text == "Top\n\nOne.\n\nTwo  spaces.\nYes.\nYes.\n\nEnd\n"
    assert cleaned.removed == [("Advertisement", 2), ("Also read:", 2)]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["Ad", "Ad ", "", " ", "a line.", "b", "c“x.”", "\r"]), max_size=14).map(
        "\n".join
    )
)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """A cleaned text has no page furniture; a text without any is unchanged except for CRLF."""
    cleaned = remove_furniture(text)
    assert remove_furniture(cleaned.text) == (cleaned.text, [])
    if not cleaned.removed:
        assert cleaned.text == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Zoë O’Brien", "zoe-obrien"),
        ("Łódź & Straße", "lodz-strasse"),
        ("Москва", "moskva"),
        ("Αθήνα", "athina"),
        ("بشار", "bshar"),
        ("नरेन्द्र", "narendra"),
        ("김정은", "gimjeongeun"),
        ("北京", "5317-4eac"),
        ("ｆｕｌｌ", "full"),
        ("İstanbul", "istanbul"),
        ("!!", "x-21-21"),
        ("", "x"),
    ],
)
def test_slugs_are_ascii(name: str, slug: str) -> None:
    """Names of any script have a readable or at least distinct id."""
    assert slugify(name) == slug


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_every_name_has_a_slug(name: str) -> None:
    """The slug of any name is a valid id, and its own slug."""
    slug = slugify(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug) == slug
