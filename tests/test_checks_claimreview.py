"""Fact checks: each error has its finding at its place, and valid ones have none."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import GONE, changed, markup_of, places, run_checks

VALID: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://herald.example/checks/wall",
    "claimReviewed": "The harbour wall was never paid for",
    "author": {"@type": "Organization", "name": "The Aldane Herald"},
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 2,
        "worstRating": 1,
        "bestRating": 5,
        "alternateName": "Mostly false",
    },
    "itemReviewed": {
        "@type": "Claim",
        "datePublished": "2025-03-01",
        "author": {"@type": "Person", "name": "Tom Reeve", "sameAs": "https://council.example/reeve"},
        "appearance": "https://council.example/speech",
    },
    "citation": "https://council.example/accounts",
}


def _found(data: Any) -> list[tuple[str, str | None]]:
    return places(run_checks(markup_of(data), "claimreview"))


def test_a_valid_fact_check_has_no_finding() -> None:
    """The example that every other case changes is valid."""
    assert _found(VALID) == []


@pytest.mark.parametrize(
    ("path", "value", "code", "pointer"),
    [
        (("url",), GONE, "NLD-CLM-001", ""),
        (("claimReviewed",), "", "NLD-CLM-001", ""),
        (("reviewRating",), GONE, "NLD-CLM-001", ""),
        (("reviewRating", "alternateName"), GONE, "NLD-CLM-002", "/reviewRating"),
        (("reviewRating",), "Mostly false", "NLD-CLM-002", "/reviewRating"),
        (("claimReviewed",), "w" * 75, "NLD-CLM-003", "/claimReviewed"),
        (("claimReviewed",), "Mostly false: the wall was never paid for", "NLD-CLM-003", "/claimReviewed"),
        (("claimReviewed",), "The wall was never paid for – MOSTLY FALSE", "NLD-CLM-003", "/claimReviewed"),
        (("claimReviewed",), "The wall was never paid for (mostly false)", "NLD-CLM-003", "/claimReviewed"),
        (("author",), GONE, "NLD-CLM-005", ""),
        (("author", "name"), GONE, "NLD-CLM-005", "/author"),
        (("itemReviewed",), GONE, "NLD-CLM-005", ""),
        (("itemReviewed", "@type"), "CreativeWork", "NLD-CLM-005", "/itemReviewed"),
        (("itemReviewed", "@type"), "", "NLD-CLM-005", "/itemReviewed"),
        (("itemReviewed", "author"), GONE, "NLD-CLM-005", "/itemReviewed"),
        (("itemReviewed", "appearance"), GONE, "NLD-CLM-005", "/itemReviewed"),
        (("itemReviewed", "author", "sameAs"), GONE, "NLD-CLM-005", "/itemReviewed/author"),
        (("reviewRating", "worstRating"), 0, "NLD-CLM-006", "/reviewRating/worstRating"),
        (("reviewRating", "ratingValue"), 7, "NLD-CLM-006", "/reviewRating/ratingValue"),
        (("reviewRating", "ratingValue"), "0", "NLD-CLM-006", "/reviewRating/ratingValue"),
        (("reviewRating", "bestRating"), 1, "NLD-CLM-006", "/reviewRating/bestRating"),
        (("itemReviewed", "author", "name"), "The Aldane Herald", "NLD-CLM-008", "/itemReviewed/author"),
        (("citation",), GONE, "NLD-CLM-008", ""),
    ],
)  # fmt: skip
def test_a_single_error_has_a_single_finding(
    path: tuple[str, ...], value: Any, code: str, pointer: str
) -> None:
    """A fact check with one error has one finding."""
    assert _found(changed(VALID, path, value)) == [(code, pointer)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("reviewRating", "ratingValue"), "two of five"),
        (("reviewRating", "ratingValue"), 2.5),
        (("reviewRating",), {"@type": "Rating", "alternateName": "False"}),
        (("claimReviewed",), "It is mostly false that the wall was paid for"),
        (("claimReviewed",), "w" * 74),
        (("author",), {"@id": "https://herald.example/#publisher"}),
        (("itemReviewed",), {"@type": "Claim", "@id": "https://herald.example/#claim"}),
    ],
)
def test_other_valid_forms_have_no_finding(path: tuple[str, ...], value: Any) -> None:
    """Words for figures, verdicts that are part of a claim, and references are valid."""
    assert _found(changed(VALID, path, value)) == []


def test_a_second_fact_check_of_another_claim_is_reported() -> None:
    """The second ClaimReview of a page has a finding; a repeated one has none."""
    other = {**VALID, "claimReviewed": "The harbour wall leans"}
    assert _found([VALID, other]) == [("NLD-CLM-007", "/1")]
    assert _found([VALID, VALID]) == []


def test_the_sources_of_an_article_count_for_its_fact_check() -> None:
    """The analysis is in the article, so its citation is enough."""
    review = {key: value for key, value in VALID.items() if key != "citation"}
    assert (
        _found(
            [{"@type": "NewsArticle", "headline": "Who paid", "citation": "https://council.example"}, review]
        )
        == []
    )
