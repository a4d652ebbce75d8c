"""Addresses and titles compared: what leads to one page, or says one thing, is the same in every way of writing it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.model.text.similarity import is_same_title, share_name
from newsld.web.markup.addresses import fragment, has_query, is_absolute, same_address, same_site

PAGE = "https://www.herald.example/strike"


@pytest.mark.parametrize(
    "other",
    [
        "http://herald.example/strike",
        "https://WWW.Herald.Example/strike/",
        "https://www.herald.example:443/strike",
        "//herald.example/strike",
        "https://herald.example/strike?utm_source=letter&fbclid=7",
        "https://herald.example/strike#top",
        "https://herald.example/%73trike",
        " https://www.herald.example/strike\n",
        "/strike",
        "../strike",
        "",
    ],
)
def test_one_page_has_many_addresses(other: str) -> None:
    """Scheme, www, slash, port, visits counted, anchors, escapes and relative forms make no difference."""
    assert same_address(other, PAGE, PAGE) is True


@pytest.mark.parametrize(
    "other",
    [
        "https://herald.example/budget",
        "https://herald.example/",
        "https://news.herald.example/strike",
        "https://herald.example/strike?page=2",
        "https://herald.example:8443/strike",
        "https://herald.example/Strike",
    ],
)
def test_another_page_has_another_address(other: str) -> None:
    """What leads elsewhere is told apart."""
    assert same_address(other, PAGE, PAGE) is False


@pytest.mark.parametrize("other", ["mailto:desk@herald.example", "https://[::1/strike", "javascript:void(0)"])
def test_what_is_no_address_of_a_page_is_not_compared(other: str) -> None:
    """Nothing is said where nothing can be known."""
    assert same_address(other, PAGE, PAGE) is None


def test_without_a_base_only_paths_are_compared() -> None:
    """A relative address says nothing of its host."""
    assert same_address("/strike", PAGE) is True
    assert same_address("/budget", PAGE) is False
    assert same_address("strike", PAGE) is None


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("https://herald.example/checks", True),
        ("https://facts.herald.example/checks", True),
        ("/checks", True),
        ("https://short.example/x", False),
        ("https://herald.example.evil.example/x", False),
    ],
)
def test_a_site_is_a_host_and_its_subdomains(address: str, same: bool) -> None:
    """A fact check may stand on a subdomain, and nowhere else."""
    assert same_site(address, PAGE) is same


def test_two_sites_under_one_registry_are_two() -> None:
    """`co.uk` is nobody's domain."""
    assert same_site("https://echo.co.uk/x", "https://herald.co.uk/y") is False
    assert same_site("https://facts.herald.co.uk/x", "https://news.herald.co.uk/y") is True


@given(st.text(), st.text(), st.none() | st.text())
def test_any_text_can_be_asked(one: str, other: str, base: str | None) -> None:
    """No text is an exception, and the order of two makes no difference."""
    assert same_address(one, other, base) == same_address(other, one, base)
    same_site(one, other)
    is_absolute(one), has_query(one), fragment(one)
    assert is_same_title(one, one)
    assert share_name(one, one)


@pytest.mark.parametrize(
    "title",
    [
        "Dockers end four-day strike - The Aldane Herald",
        "Dockers end four-day strike | News | Herald",
        "The Aldane Herald: Dockers end four-day strike",
        "Dockers end four-day …",
        "DOCKERS END FOUR–DAY STRIKE",
        "Dockers end four&#45;day strike",
        "Four-day strike of dockers ends",
        "",
    ],
)
def test_a_title_is_its_headline_in_another_dress(title: str) -> None:
    """The name of a site, cuts, marks, case, escapes and near words make no other title."""
    assert is_same_title(title, "Dockers end four-day strike")


@pytest.mark.parametrize("title", ["Council passes budget", "The Aldane Herald", "市議会が予算を可決"])
def test_a_title_of_another_story_is_another(title: str) -> None:
    """A template that was filled from two stories shows."""
    assert not is_same_title(title, "Dockers end four-day strike")


def test_names_agree_in_a_part() -> None:
    """A byline may say more or less than the markup."""
    assert share_name("By Ines Farrow, Port Aldane", "Ines Farrow")
    assert share_name("I. Farrow", "Ines Fárrow")
    assert not share_name("Tom Reeve", "Ines Farrow")
