"""What the Trust Project asks of publishers and articles."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import article, asked, markup_of, said
from newsld.checks.trust import POLICIES
from newsld.model.vocabulary import domains, is_property

HOUSE: dict[str, Any] = {
    "@type": "NewsMediaOrganization",
    "name": "The Aldane Herald",
    **dict.fromkeys(POLICIES.values(), "https://herald.example/about"),
    "foundingDate": "1921-03",
}
TOLD: dict[str, Any] = {
    "kind": ["NewsArticle", "ReportageNewsArticle"],
    "publisher": HOUSE,
    "backstory": "We sailed on the first night.",
    "dateline": "SKELL",
    "citation": "https://soundlines.example/timetable",
}


def _asked(**changes: Any) -> list[tuple[str, str | None]]:
    return said(asked(markup_of(article(**{**TOLD, **changes})), "trust"))


def test_the_policies_are_those_of_the_vocabulary() -> None:
    """Each is a property of schema.org; four of them NewsMediaOrganizations alone have."""
    assert all(map(is_property, POLICIES.values()))
    narrow = {code for code, term in POLICIES.items() if domains(term) == {"NewsMediaOrganization"}}
    assert narrow == {"NLD-TRU-009", "NLD-TRU-010", "NLD-TRU-011", "NLD-TRU-012"}


def test_a_publisher_that_tells_all_has_no_finding() -> None:
    """Addresses, a year and a month, or a page as a node."""
    page = {"@type": "AboutPage", "url": "https://herald.example/about"}
    assert _asked() == []
    assert (
        _asked(publisher={**HOUSE, "masthead": page, "ownershipFundingInfo": "Owned by its readers."}) == []
    )


@pytest.mark.parametrize(("code", "term"), POLICIES.items())
def test_each_policy_is_asked_of_the_publisher(code: str, term: str) -> None:
    """Missing, or in a form that nobody can follow."""
    assert _asked(publisher={key: value for key, value in HOUSE.items() if key != term}) == [
        (code, "/publisher")
    ]
    assert _asked(publisher={**HOUSE, term: 7}) == [(code, f"/publisher/{term}")]
    if term != "ownershipFundingInfo":
        assert _asked(publisher={**HOUSE, term: "on request"}) == [(code, f"/publisher/{term}")]


@pytest.mark.parametrize("code", ["NLD-TRU-009", "NLD-TRU-010", "NLD-TRU-011", "NLD-TRU-012"])
def test_four_policies_are_for_news_media_alone(code: str) -> None:
    """On a plain Organization they stand in the wrong place, which is at the value."""
    plain = {**HOUSE, "@type": "Organization"}
    assert (code, f"/publisher/{POLICIES[code]}") in _asked(publisher=plain)
    assert len(_asked(publisher=plain)) == 4


def test_a_publisher_of_many_articles_is_asked_once() -> None:
    """The node is told where it stands, however many refer to it; one that is elsewhere is not asked."""
    house = {"@id": "#house", "@type": "NewsMediaOrganization", "name": "The Aldane Herald"}
    articles = [article(**{**TOLD, "publisher": {"@id": "#house"}}) for _ in range(3)]
    found = said(asked(markup_of({"@graph": [*articles, house]}), "trust"))
    assert found == [(code, "/@graph/3") for code in POLICIES]
    assert _asked(publisher={"@id": "https://herald.example/#house"}) == []


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
    """Kind of work, sources, methods, place, print and corrections."""
    assert _asked(**changes) == expected
