"""Suggestions: the word that was probably meant by one that does not exist."""

from __future__ import annotations

import pytest

from newsld.model.text.closest_match import suggest
from newsld.model.vocabulary import classes, properties


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("date_published", ["datePublished"]),
        ("Headline", ["headline"]),
        ("datePublised", ["datePublished"]),
        ("autor", ["author"]),
        ("imgae", ["image"]),
        ("nme", ["name"]),
        ("xyzzyplugh", []),
        ("e", []),
        ("", []),
        ("headline" * 100_000, []),
    ],
)
def test_a_typing_error_is_recognized(word: str, meant: list[str]) -> None:
    """The word that was probably meant is suggested, and none where no candidate is close."""
    assert suggest(word, properties()) == meant


def test_suggestions_do_not_depend_on_order() -> None:
    """The order of the candidates does not matter, the limit does."""
    candidates = ["datePublished", "published", "publisher", "Publisher", "date_published"]
    for limit in range(4):
        assert suggest("publishr", candidates, limit) == suggest("publishr", reversed(candidates), limit)
        assert len(suggest("publishr", candidates, limit)) <= limit
    assert suggest("publishr", candidates, 2) == ["Publisher", "publisher"]
    assert suggest("Organisation", classes()) == ["Organization"]
