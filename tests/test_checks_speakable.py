"""Speakable parts: a part that a voice assistant cannot find has a finding."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import markup_of, run_checks
from newsld.findings import Finding


def _found(value: Any) -> list[Finding]:
    page = {"@context": "https://schema.org", "@type": "WebPage", "speakable": value}
    return run_checks(markup_of({"@graph": [page]}), "speakable")


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "SpeakableSpecification", "cssSelector": [".headline", ".summary"]},
        {"@type": "SpeakableSpecification", "xpath": "/html/head/title"},
        {"@type": "SpeakableSpecification", "xPath": ["/html/head/title"]},
        [{"@type": "SpeakableSpecification", "cssSelector": "h1"}],
        {"@id": "#spoken"},
        [],
    ],
)
def test_a_part_that_can_be_found_has_no_finding(value: Any) -> None:
    """One selector or path is enough, with the name of schema.org or Google."""
    assert _found(value) == []


@pytest.mark.parametrize(
    ("value", "pointer", "message"),
    [
        (".summary", "/@graph/0/speakable", "not a SpeakableSpecification"),
        ({"@type": "SpeakableSpecification"}, "/@graph/0/speakable", "neither"),
        ({"@type": "SpeakableSpecification", "css": ".summary"}, "/@graph/0/speakable", "neither"),
        ({"cssSelector": ".summary"}, "/@graph/0/speakable", "no type"),
        (
            {"@type": "WebPageElement", "cssSelector": ".a"},
            "/@graph/0/speakable/@type",
            "the type WebPageElement",
        ),
        (
            {"@type": "SpeakableSpecification", "cssSelector": ".a", "xpath": "//p"},
            "/@graph/0/speakable/xpath",
            "both cssSelector and xpath",
        ),
    ],
)
def test_a_part_that_cannot_be_found_has_one_finding_at_its_place(
    value: Any, pointer: str, message: str
) -> None:
    """The finding is at the value, and its message names what is missing."""
    (finding,) = _found(value)
    assert (finding.code, finding.pointer) == ("NLD-SPK-001", pointer)
    assert message in finding.message


def test_the_closest_selector_is_suggested() -> None:
    """The suggestion for a typing error is the name that was meant."""
    (finding,) = _found({"@type": "SpeakableSpecification", "cssselector": ".summary"})
    assert finding.suggestion == "did you mean cssSelector?"
