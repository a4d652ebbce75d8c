"""Paid articles: isAccessibleForFree is a boolean, and a crawler finds the paid parts by their class."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import article, markup_of, page_of, places, run_checks

PART = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
PRODUCT = {"@type": ["CreativeWork", "Product"], "name": "Herald Basic", "productID": "herald.example:basic"}


@pytest.mark.parametrize(
    ("free", "parts", "expected"),
    [
        (None, None, []),
        (True, None, []),
        ("True", None, []),
        (False, PART, []),
        (False, [PART, {**PART, "cssSelector": ".rest"}], []),
        (False, [PART, {"@type": "Quotation", "text": "Come what may"}], []),
        (False, [PART, {"@type": "VideoObject", "isAccessibleForFree": False}], []),
        ("False", PART, [("NLD-PAY-001", "/isAccessibleForFree")]),
        ({"@value": "false"}, PART, [("NLD-PAY-001", "/isAccessibleForFree")]),
        ({"@id": "https://schema.org/False"}, PART, []),
        (False, {**PART, "isAccessibleForFree": "False"}, [("NLD-PAY-001", "/hasPart/isAccessibleForFree")]),
        (None, PART, [("NLD-PAY-001", "")]),
        (True, [PART], [("NLD-PAY-001", "/isAccessibleForFree")]),
        (False, None, [("NLD-PAY-002", "")]),
        (False, {"@type": "WebPageElement", "isAccessibleForFree": False}, [("NLD-PAY-002", "/hasPart")]),
        (False, {"@type": "WebPageElement", "cssSelector": ".paywall"}, [("NLD-PAY-002", "/hasPart")]),
        (
            False,
            {"@type": "CreativeWork", "isAccessibleForFree": False, "cssSelector": ".a"},
            [("NLD-PAY-002", "/hasPart")],
        ),
        (False, {**PART, "cssSelector": "#paywall"}, [("NLD-PAY-003", "/hasPart/cssSelector")]),
        (False, {**PART, "cssSelector": "div.paywall"}, [("NLD-PAY-003", "/hasPart/cssSelector")]),
        (False, {**PART, "cssSelector": ".a, .b"}, [("NLD-PAY-003", "/hasPart/cssSelector")]),
        (False, {**PART, "cssSelector": ".1st"}, [("NLD-PAY-003", "/hasPart/cssSelector")]),
        (False, {**PART, "cssSelector": 7}, [("NLD-PAY-003", "/hasPart/cssSelector")]),
        (False, {**PART, "cssSelector": [".a", ".b"]}, [("NLD-PAY-004", "/hasPart/cssSelector/1")]),
        (False, [PART, PART], [("NLD-PAY-004", "/hasPart/1/cssSelector")]),
        (False, {**PART, "hasPart": {**PART, "cssSelector": ".in"}}, [("NLD-PAY-004", "/hasPart/hasPart")]),
        (True, {**PART, "isAccessibleForFree": True}, []),
    ],
)
def test_paid_parts(free: Any, parts: Any, expected: list[tuple[str, str]]) -> None:
    """Free articles have no findings; each error of a paid one has a single finding at the value."""
    assert (
        places(run_checks(markup_of(article(isAccessibleForFree=free, hasPart=parts)), "paywall")) == expected
    )


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (PRODUCT, []),
        ({"@type": "CreativeWork", "name": "Harbour news"}, []),
        ({"@id": "https://herald.example/#site"}, []),
        ({**PRODUCT, "@type": "Product"}, [("NLD-PAY-006", "/isPartOf")]),
        ({**PRODUCT, "name": ""}, [("NLD-PAY-006", "/isPartOf")]),
        ([{**PRODUCT, "productID": "basic"}], [("NLD-PAY-006", "/isPartOf/0/productID")]),
        ({**PRODUCT, "productID": "herald:basic"}, [("NLD-PAY-006", "/isPartOf/productID")]),
    ],
)
def test_subscription_products(whole: Any, expected: list[tuple[str, str]]) -> None:
    """A section of the site is not a product; a product needs types, a name, and an id of domain and label."""
    assert places(run_checks(markup_of(article(isPartOf=whole)), "paywall")) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div class="text paywall">', []),
        ("<div class=premium>", [("NLD-PAY-005", "/hasPart/cssSelector")]),
        ('<!-- <div class="paywall"> -->', [("NLD-PAY-005", "/hasPart/cssSelector")]),
        ('<div class="Paywall">', [("NLD-PAY-005", "/hasPart/cssSelector")]),
    ],
)
def test_the_class_of_a_paid_part_is_in_the_page(body: str, expected: list[tuple[str, str]]) -> None:
    """The class has the same case, and is not in a comment."""
    assert (
        places(run_checks(page_of(article(isAccessibleForFree=False, hasPart=PART), body=body), "paywall"))
        == expected
    )


@pytest.mark.parametrize("kind", ["WebPage", "Course", "Recipe", "Blog", "Review"])
@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"isAccessibleForFree": False, "hasPart": PART}, []),
        ({"hasPart": PART}, [("NLD-PAY-001", "")]),
        ({"isAccessibleForFree": False}, [("NLD-PAY-002", "")]),
        (
            {"isAccessibleForFree": False, "hasPart": {**PART, "cssSelector": "#paywall"}},
            [("NLD-PAY-003", "/hasPart/cssSelector")],
        ),
        ({"name": "Free"}, []),
    ],
)
def test_a_paywall_may_be_before_another_work(
    kind: str, terms: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Google documents it for several types; the message names the type."""
    data = {"@context": "https://schema.org", "@type": kind, "name": "Tides", **terms}
    found = run_checks(markup_of(data), "paywall")
    assert places(found) == expected
    assert all(kind in one.message for one in found if one.pointer == "")


@pytest.mark.parametrize("kind", ["VideoObject", "WebSite", "Organization", "WebPageElement"])
def test_no_paywall_is_documented_for_other_things(kind: str) -> None:
    """And on a page with an article, the article is what is judged."""
    data = {"@context": "https://schema.org", "@type": kind, "isAccessibleForFree": "no"}
    assert run_checks(markup_of(data), "paywall") == []
    assert (
        run_checks(markup_of(article(isAccessibleForFree=True), {**data, "@type": "WebPage"}), "paywall")
        == []
    )
