"""Numbers and qualifiers in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.model.text.quantities import numbers_in, qualifier_before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("214 people", [{214}]),
        ("more than 3.5 lakh", [{350_000}]),
        ("2 crore", [{20_000_000}]),
        ("12,34,567 votes", [{1_234_567}]),
        ("1.200 Hafenarbeiter", [{1200, Decimal("1.2")}]),
        ("1,200.50 euros", [{Decimal("1200.5")}]),
        ("1 200 tonnes", [{1200}]),
        ("12,34,567 12,34,567 votes", []),
        ("$3.5bn", [{3_500_000_000}]),
        ("3.5m", [{3_500_000, Decimal("3.5")}]),
        ("between 12 and 15", [{12}, {15}]),
        ("two to three million", [{2, 2_000_000}, {3_000_000}]),
        ("two hundred and fifty", [{250}]),
        ("three thousand two hundred", [{3200}]),
        ("twenty-one", [{21}]),
        ("a dozen", [{12}]),
        ("a hundred", [{100}]),
        ("half a million", [{500_000}]),
        ("two and a half million people", [{2_500_000}]),
        ("2-and-a-half tonnes", [{Decimal("2.5")}]),
        ("One and a quarter litres", [{Decimal("1.25")}]),
        ("a million and a half", [{1_500_000}]),
        ("ten and a half of the crew", [{10}]),
        ("two-thirds of members", []),
        ("nearly two thirds, or 40 votes", [{40}]),
        ("Three-quarters of members", [{Decimal("0.75")}]),
        ("two and three-quarters", [{Decimal("2.75")}]),
        ("three quarters of growth", [{3, Decimal("0.75")}]),
        ("between twelve and fifteen people", [{12}, {15}]),
        ("between two and three million", [{2, 2_000_000}, {3_000_000}]),
        ("two thousand and twelve", [{2012}]),
        ("four-fifths", [{Decimal("0.8")}]),
        ("the 50-year rule", [{50}]),
        ("a 13-year-old", [{13}]),
        ("أكثر من ٥٠٠ زائر", [{500}]),
        ("一二三", []),
        ("the 3rd of a kind", []),
        ("one ship", []),
        ("no number", []),
        ("B52 and x2", []),
    ],
)
def test_numbers_are_read_with_every_value_that_they_can_have(
    words: str, expected: list[set[Decimal | int]]
) -> None:
    """Digits, separators of several countries, scales, ranges and number words."""
    assert [set(one.values) for one in numbers_in(words)] == expected


@given(st.integers(0, 10**12))
def test_a_number_with_separators_is_itself(number: int) -> None:
    """In the form of English, with and without commas, and after any word."""
    for text in (str(number), f"{number:,}", f"over {number:,} people"):
        assert Decimal(number) in numbers_in(text)[0].values


@given(st.text(max_size=200))
def test_any_text_is_read(words: str) -> None:
    """The spans are in order, and inside the text."""
    spans = [(one.start, one.end) for one in numbers_in(words)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(words) for start, end in spans)
    assert all(one.values for one in numbers_in(words))
    for start, _ in spans:
        qualifier_before(words, start)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("more than 40,000 containers", "more_than"),
        ("at most some £180,000", "at_most"),
        ("no more than 6 metres", "at_most"),
        ("at least an estimated 40", "at_least"),
        ("nearly 25 years", "less_than"),
        ("up to 2.5 million euros", "at_most"),
        ("about two hundred", "about"),
        ("upwards of $3bn", "more_than"),
        ("40 more than last year", None),
        ("over 6 million", None),
        ("148 passengers", None),
    ],
)
def test_a_qualifier_states_a_bound(words: str, bound: str | None) -> None:
    """Only before a number, and only where it has one meaning."""
    found = qualifier_before(words, numbers_in(words)[0].start)
    assert (found[0] if found else None) == bound


@pytest.mark.parametrize(
    ("words", "values"),
    [("zwei Drittel", []), ("drei Fünftel der Stimmen", [Decimal("0.6")]), ("drei Züge", [3])],
)
def test_fractions_are_read_in_german(words: str, values: list[Decimal | int]) -> None:
    """A fraction is no whole number."""
    assert [one.value for one in numbers_in(words, "de")] == values


def test_quarters_are_parts_or_periods() -> None:
    """The words after them decide which one is likely."""
    assert numbers_in("three quarters of the members")[0].value == Decimal("0.75")
    assert numbers_in("in three quarters, profits fell")[0].value == 3
