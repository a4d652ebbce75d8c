"""An index of a long text finds what `str.find` finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.model.text import often_searched
from newsld.model.text.often_searched import find_in_text

TEXTS = st.text(alphabet="quay 12\u6771\u4eac\n", min_size=8, max_size=200)


@given(text=TEXTS, patterns=st.lists(st.tuples(TEXTS, st.integers(0, 210)), max_size=12))
def test_an_index_finds_what_a_search_finds(text: str, patterns: list[tuple[str, int]]) -> None:
    """For patterns of any length, at any start, in the text or not."""
    searched = often_searched._SearchedText(text)
    searched._searches = 10**6
    for other, start in patterns:
        for pattern in (other[:4], other[:7], text[start : start + 5], text[start // 2 :][:30], other):
            if len(pattern) >= 4:
                assert searched.find(pattern, start) == text.find(pattern, start)
                assert searched.find(pattern, 0) == text.find(pattern)


@pytest.mark.parametrize("size", [10, 30_000])
def test_short_and_long_texts_are_searched_alike(size: int) -> None:
    """Before and after the text has an index, and for frequent and rare words."""
    text = " ".join(f"quay{number}" for number in range(size))
    for number in range(0, min(size, 900), 3):
        for pattern in (f"quay{number}", "quay", "y1", f"ferry{number}"):
            for start in (0, len(text) // 2):
                assert find_in_text(text, pattern, start) == text.find(pattern, start)
