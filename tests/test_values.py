"""What a value means is the same in every syntax: addresses, booleans, numbers, typed and tagged values."""

from __future__ import annotations

import json

import pytest

import newsld
from newsld.model.literals import (
    address_of,
    boolean_of,
    date_of,
    language_tag_of,
    number_of,
    text_of,
    timestamp_of,
)

VALUES = frozenset({"NLD-GOO-041", "NLD-PAY-001", "NLD-VOC-002", "NLD-VOC-003", "NLD-VOC-007", "NLD-SYN-007"})
XSD = "http://www.w3.org/2001/XMLSchema#"


def _codes(text: str, format: str = "html", *, profile: str = "default") -> list[str]:  # noqa: A002
    """Return the codes of the findings about values."""
    found = newsld.check(text.encode(), format, profiles=("default", "google", "paywall", profile))
    return [one.code for one in found if one.code in VALUES]


def _microdata(inside: str, head: str = "") -> str:
    return f"<title>x</title>{head}<div itemscope itemtype=https://schema.org/NewsArticle>{inside}</div>"


def _rdfa(inside: str, head: str = "") -> str:
    start = f'<div vocab="https://schema.org/" prefix="xsd: {XSD}" typeof=NewsArticle>'
    return f"<title>x</title>{head}{start}{inside}</div>"


def _json(**terms: object) -> str:
    return json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T", **terms})


BASE = "<base href=https://h.example/2025/>"
CANONICAL = "<link rel=canonical href=https://h.example/q>"


@pytest.mark.parametrize("head", [BASE, CANONICAL, ""], ids=["base", "canonical", "none"])
@pytest.mark.parametrize("address", ["/a.jpg", "a.jpg", "../a.jpg", "//cdn.example/a.jpg"])
def test_html_resolves_the_addresses_of_its_attributes(head: str, address: str) -> None:
    """A relative `src` is no fault in HTML; in JSON-LD it is one."""
    assert _codes(_microdata(f"<img itemprop=image src={address}>", head)) == []
    assert _codes(_rdfa(f"<img property=image src={address}>", head)) == []
    assert _codes(_rdfa(f"<p property=image resource={address}></p>", head)) == []
    assert _codes(_json(image=address), "jsonld") == ["NLD-GOO-041"]


@pytest.mark.parametrize("value", ["true", "false", "True", "https://schema.org/False"])
def test_booleans_are_text_where_the_syntax_has_only_text(value: str) -> None:
    """Microdata and RDFa; JSON-LD has booleans of its own."""
    for page in (_microdata, _rdfa):
        name = "itemprop" if page is _microdata else "property"
        assert _codes(page(f"<meta {name}=isAccessibleForFree content={value}>")) == []
    assert _codes(_json(isAccessibleForFree={"@type": "xsd:boolean", "@value": value}), "jsonld") == []


def test_a_boolean_as_text_is_a_fault_in_json_ld() -> None:
    """There it is not what its reader expects."""
    assert _codes(_json(isAccessibleForFree="true"), "jsonld") == ["NLD-VOC-007"]
    assert _codes(_json(isAccessibleForFree="false"), "jsonld") == ["NLD-PAY-001"]


@pytest.mark.parametrize(
    ("term", "value"), [("wordCount", "412"), ("copyrightYear", "2017"), ("position", "3")]
)
def test_numbers_are_text_where_the_syntax_has_only_text(term: str, value: str) -> None:
    """As the text of an element, as `content`, and with a datatype."""
    assert _codes(_microdata(f"<meta itemprop={term} content={value}>")) == []
    assert _codes(_microdata(f"<b itemprop={term}>{value}</b>")) == []
    assert _codes(_rdfa(f"<meta property={term} content={value} datatype=xsd:integer>")) == []
    assert _codes(_json(**{term: {"@type": "xsd:integer", "@value": value}}), "jsonld") == []


@pytest.mark.parametrize("name", ["/staff/ines", "ines.html", "../a", "https://h.example/x", "?p=1"])
def test_a_reference_to_another_document_needs_nothing_here(name: str) -> None:
    """A path is the address of another document, which may define it."""
    assert _codes(_json(author={"@id": name}), "jsonld") == []


@pytest.mark.parametrize("name", ["#ines", "_:b0", "ines"])
def test_a_name_that_only_this_input_can_have_must_be_there(name: str) -> None:
    """Fragments, blank nodes, bare words."""
    assert _codes(_json(author={"@id": name}), "jsonld") == ["NLD-SYN-007"]


@pytest.mark.parametrize(
    "added",
    [
        "https://schema.org/LiveBlogPosting",
        {"@id": "http://schema.org/LiveBlogPosting"},
        ["LiveBlogPosting", "x"],
    ],
)
def test_an_additional_type_is_a_type(added: object) -> None:
    """Properties of it belong to the node."""
    start = "2025-09-01T10:00:00+01:00"
    assert _codes(_json(additionalType=added, coverageStartTime=start), "jsonld") == []
    assert _codes(_json(coverageStartTime=start), "jsonld") == ["NLD-VOC-002"]


def test_a_type_of_rdf_is_a_type() -> None:
    """As a property or a relation of RDFa."""
    for inside in ("property=rdf:type", "rel=rdf:type"):
        page = f'<p vocab="https://schema.org/" about=#a typeof=Thing><link {inside} href=https://schema.org/NewsArticle></p>'
        assert "NLD-SYN-006" not in [one.code for one in newsld.check(page.encode(), "html")]


@pytest.mark.parametrize("value", [42, 4.5])
def test_a_number_is_no_thing(value: float) -> None:
    """Where things or their names are expected."""
    event = {
        "@context": "https://schema.org",
        "@graph": [json.loads(_json()), {"@type": "Event", "location": value}],
    }
    assert _codes(json.dumps(event), "jsonld") == ["NLD-VOC-003"]
    assert _codes(_json(pagination=3, identifier=7), "jsonld") == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (True, True),
        ("False", False),
        ({"@type": "xsd:boolean", "@value": "true"}, True),
        ("https://schema.org/True", True),
        ({"@id": "http://schema.org/False"}, False),
        ("schema:True", True),
        ("yes", None),
        (1, None),
    ],
)
def test_booleans(raw: object, expected: bool | None) -> None:
    """In every form."""
    assert boolean_of(raw) is expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (7, 7),
        ("412", 412),
        ({"@type": f"{XSD}decimal", "@value": "1.50"}, 1.5),
        ("12px", None),
        (True, None),
        ("", None),
    ],
)
def test_numbers(raw: object, expected: float | None) -> None:
    """Digits only; a boolean is no number."""
    assert number_of(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2025-03-04T08:00:00+0000", "2025-03-04T08:00:00+00:00"),
        ("2025-03-04T08:00+01:00", "2025-03-04T08:00:00+01:00"),
        ({"@type": "DateTime", "@value": "Tue, 04 Mar 2025 08:00:00 +0000"}, "2025-03-04T08:00:00+00:00"),
        ("2025-03-04T08:00:00", None),
        ("2025-03-04", None),
        ("soon", None),
    ],
)
def test_timestamps(raw: object, expected: str | None) -> None:
    """Only with an offset: none is invented."""
    assert timestamp_of(raw) == expected


def test_other_values() -> None:
    """Dates, texts, languages and addresses."""
    assert date_of("4 March 2025") == "2025-03-04"
    assert text_of({"@value": "Hafen offen", "@language": "de"}) == "Hafen offen"
    assert text_of({"@id": "x"}) is None
    assert [language_tag_of(one) for one in ("en-GB", "en_US", "de_DE.UTF-8", "English")] == [
        "en-GB", "en-US", "de-DE", None,
    ]  # fmt: skip
    assert address_of({"@id": "/x"}, "https://h.example/a/") == "https://h.example/x"
    assert address_of("x") is None
