"""The Trust Project's rules for publishers and articles."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import article, markup_of, places, run_checks
from newsld.checks.trust import POLICIES
from newsld.model.vocabulary import domains, is_property

PUBLISHER: dict[str, Any] = {
    "@type": "NewsMediaOrganization",
    "name": "The Aldane Herald",
    **dict.fromkeys(POLICIES.values(), "https://herald.example/about"),
    "foundingDate": "1921-03",
}
COMPLETE: dict[str, Any] = {
    "kind": ["NewsArticle", "ReportageNewsArticle"],
    "publisher": PUBLISHER,
    "backstory": "We sailed on the first night.",
    "dateline": "SKELL",
    "citation": "https://soundlines.example/timetable",
}


def _checked(**changes: Any) -> list[tuple[str, str | None]]:
    return places(run_checks(markup_of(article(**{**COMPLETE, **changes})), "trust"))


def test_the_policies_are_properties_of_schema_org() -> None:
    """Four of them are properties of NewsMediaOrganization only."""
    assert all(map(is_property, POLICIES.values()))
    narrow = {code for code, term in POLICIES.items() if domains(term) == {"NewsMediaOrganization"}}
    assert narrow == {"NLD-TRU-009", "NLD-TRU-010", "NLD-TRU-011", "NLD-TRU-012"}


def test_a_complete_publisher_has_no_finding() -> None:
    """A policy may be an address, a date or a page as a node."""
    page = {"@type": "AboutPage", "url": "https://herald.example/about"}
    assert _checked() == []
    assert (
        _checked(publisher={**PUBLISHER, "masthead": page, "ownershipFundingInfo": "Owned by its readers."})
        == []
    )


@pytest.mark.parametrize(("code", "term"), POLICIES.items())
def test_each_policy_of_a_publisher_is_checked(code: str, term: str) -> None:
    """A policy may be missing or have an unusable form."""
    assert _checked(publisher={key: value for key, value in PUBLISHER.items() if key != term}) == [
        (code, "/publisher")
    ]
    assert _checked(publisher={**PUBLISHER, term: 7}) == [(code, f"/publisher/{term}")]
    if term != "ownershipFundingInfo":
        assert _checked(publisher={**PUBLISHER, term: "on request"}) == [(code, f"/publisher/{term}")]


@pytest.mark.parametrize("code", ["NLD-TRU-009", "NLD-TRU-010", "NLD-TRU-011", "NLD-TRU-012"])
def test_four_policies_are_for_news_media_alone(code: str) -> None:
    """On a plain Organization they are reported at the value."""
    plain = {**PUBLISHER, "@type": "Organization"}
    assert (code, f"/publisher/{POLICIES[code]}") in _checked(publisher=plain)
    assert len(_checked(publisher=plain)) == 4


def test_a_publisher_of_many_articles_is_checked_once() -> None:
    """A publisher is reported at its own object; a reference to one that is not in the input is ignored."""
    publisher = {"@id": "#house", "@type": "NewsMediaOrganization", "name": "The Aldane Herald"}
    articles = [article(**{**COMPLETE, "publisher": {"@id": "#house"}}) for _ in range(3)]
    found = places(run_checks(markup_of({"@graph": [*articles, publisher]}), "trust"))
    assert found == [(code, "/@graph/3") for code in POLICIES]
    assert _checked(publisher={"@id": "https://herald.example/#house"}) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "NewsArticle"}, [("NLD-TRU-020", "/@type")]),
        ({"kind": "SatiricalArticle"}, []),
        ({"citation": None}, [("NLD-TRU-021", "")]),
        ({"citation": None, "isBasedOn": "https://soundlines.example"}, []),
        ({"backstory": None}, [("NLD-TRU-022", "")]),
        ({"dateline": None}, [("NLD-TRU-023", "")]),
        ({"dateline": None, "contentLocation": {"@type": "City", "name": "Skell"}}, []),
        ({"printPage": "A7"}, []),
        ({"printPage": 7}, [("NLD-TRU-024", "/printPage")]),
        ({"kind": "AdvertiserContentArticle", "printSection": "B"}, [("NLD-TRU-024", "/printSection")]),
        ({"correction": "It holds 300."}, []),
        ({"correction": "It holds 300.", "dateModified": None}, [("NLD-TRU-025", "")]),
        (
            {
                "correction": "It holds 300.",
                "dateModified": "2025-05-12T06:30:00Z",
                "datePublished": "2025-05-12T06:30:00Z",
            },
            [("NLD-TRU-025", "/dateModified")],
        ),
        (
            {"correction": {"@type": "CorrectionComment", "datePublished": "2025-05-20"}},
            [("NLD-TRU-025", "/dateModified")],
        ),
        ({"correction": {"@type": "CorrectionComment", "datePublished": "2025-05-12"}}, []),
    ],
)
def test_articles(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Kind of article, sources, backstory, place, print and corrections are checked."""
    assert _checked(**changes) == expected


PLAIN: dict[str, Any] = {"@type": "Organization", "name": "The Aldane Herald"}
WISHES = {f"NLD-TRU-{number:03}" for number in (20, 21, 22, 23)}


@pytest.mark.parametrize("more", [{}, {"foundingDate": "1921"}, {"url": "https://herald.example/"}])
def test_a_publisher_that_takes_no_part_gets_one_finding(more: dict[str, str]) -> None:
    """Thirteen policies and four wishes for every article are no news to a site that has none of them."""
    bare = article(publisher={**PLAIN, **more})
    assert places(run_checks(markup_of(bare), "trust")) == [("NLD-TRU-001", "/publisher")]
    principles = {"publishingPrinciples": "https://herald.example/principles"}
    assert run_checks(markup_of({**bare, **principles}), "trust") == []


@pytest.mark.parametrize("term", ["ethicsPolicy", "masthead", "ownershipFundingInfo"])
def test_a_publisher_that_links_one_policy_takes_part(term: str) -> None:
    """Its other policies and its articles are checked; so are articles without a publisher."""
    found = run_checks(markup_of(article(publisher={**PLAIN, term: "https://herald.example/about"})), "trust")
    assert {one.code for one in found} >= WISHES | {"NLD-TRU-002", "NLD-TRU-013"}
    assert {one.code for one in run_checks(markup_of(article(publisher=None)), "trust")} == WISHES


@pytest.mark.parametrize("name", ["The Aldane Herald", "the aldane  herald", " The Aldane Herald "])
def test_a_site_may_describe_itself_in_another_block(name: str) -> None:
    """A policy that an organization of the same name has on the page is not missing, although nothing links the two."""
    plain = {**COMPLETE, "publisher": PLAIN}
    blocks = (article(**plain), {"@context": "https://schema.org", **PUBLISHER, "name": name})
    assert run_checks(markup_of(*blocks), "trust") == []
    other = {"@context": "https://schema.org", **PUBLISHER, "name": "The Skell Post"}
    assert [one.code for one in run_checks(markup_of(article(**plain), other), "trust")] == ["NLD-TRU-001"]
    fewer = {key: value for key, value in blocks[1].items() if key != "ethicsPolicy"}
    assert places(run_checks(markup_of(article(**plain), fewer), "trust")) == [("NLD-TRU-003", "/publisher")]
