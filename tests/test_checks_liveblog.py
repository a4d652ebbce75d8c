"""Live blogs: each error has its finding at its place, and valid ones have none."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import GONE, changed, markup_of, places, run_checks
from newsld.checks import liveblog

HOME = "https://herald.example/live/vote"
VALID: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "LiveBlogPosting",
    "headline": "Port Aldane votes",
    "url": HOME,
    "mainEntityOfPage": {"@type": "WebPage", "@id": HOME},
    "datePublished": "2025-03-04T07:30:00+00:00",
    "coverageStartTime": "2025-03-04T08:00:00+00:00",
    "coverageEndTime": "2025-03-04T22:00:00+00:00",
    "liveBlogUpdate": [
        {
            "@type": "BlogPosting",
            "headline": "Polls open",
            "url": f"{HOME}#open",
            "datePublished": "2025-03-04T08:00:00+00:00",
            "articleBody": "The first ballots are cast.",
        },
        {
            "@type": "BlogPosting",
            "headline": "Polls close",
            "url": f"{HOME}#close",
            "datePublished": "2025-03-04T21:40:00+00:00",
            "articleBody": "The doors are shut.",
        },
    ],
}


def _found(data: Any) -> list[tuple[str, str | None]]:
    return places(run_checks(markup_of(data), "liveblog"))


def test_a_valid_live_blog_has_no_finding() -> None:
    """The example that every other case changes is valid."""
    assert _found(VALID) == []


@pytest.mark.parametrize(
    ("path", "value", "code", "pointer"),
    [
        (("coverageStartTime",), GONE, "NLD-LIV-001", ""),
        (("coverageEndTime",), "", "NLD-LIV-001", ""),
        (("liveBlogUpdate",), [], "NLD-LIV-002", ""),
        (("liveBlogUpdate", 0, "articleBody"), GONE, "NLD-LIV-002", "/liveBlogUpdate/0"),
        (("liveBlogUpdate", 1, "datePublished"), None, "NLD-LIV-002", "/liveBlogUpdate/1"),
        (("liveBlogUpdate", 1, "@type"), "Event", "NLD-LIV-002", "/liveBlogUpdate/1/@type"),
        (("liveBlogUpdate", 0), "Polls open", "NLD-LIV-002", "/liveBlogUpdate/0"),
        (("liveBlogUpdate", 0, "url"), HOME, "NLD-LIV-003", "/liveBlogUpdate/0/url"),
        (("liveBlogUpdate", 0, "url"), f"{HOME}?post=1#open", "NLD-LIV-003", "/liveBlogUpdate/0/url"),
        (("liveBlogUpdate", 0, "url"), f"{HOME}?utm_source=x#open", "NLD-LIV-003", "/liveBlogUpdate/0/url"),
        (("liveBlogUpdate", 0, "url"), "https://herald.example/vote#open", "NLD-LIV-003", "/liveBlogUpdate/0/url"),
        (("datePublished",), "2025-03-04T21:40:00Z", "NLD-LIV-004", "/datePublished"),
        (("mainEntityOfPage",), GONE, "NLD-LIV-004", ""),
        (("mainEntityOfPage",), True, "NLD-LIV-004", ""),
        (("mainEntityOfPage", "@id"), "https://herald.example/", "NLD-LIV-004", "/mainEntityOfPage"),
    ],
)  # fmt: skip
def test_a_single_error_has_a_single_finding(
    path: tuple[str | int, ...], value: Any, code: str, pointer: str
) -> None:
    """A live blog with one error has one finding."""
    assert _found(changed(VALID, path, value)) == [(code, pointer)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("liveBlogUpdate", 0, "url"), "#open"),
        (("liveBlogUpdate", 0, "url"), f"{HOME.replace('https', 'http')}/#open"),
        (("liveBlogUpdate", 0, "url"), GONE),
        (("liveBlogUpdate", 0), {"@id": "https://herald.example/live/vote#open"}),
        (("datePublished",), "2025-03-04T08:00:00+00:00"),
        (("datePublished",), "2025-03-04"),
        (("mainEntityOfPage",), HOME + "/"),
        (("liveBlogUpdate", 0, "@type"), ["BlogPosting", "NewsArticle"]),
    ],
)
def test_other_valid_forms_have_no_finding(path: tuple[str | int, ...], value: Any) -> None:
    """Relative addresses, slashes, references and several types are valid."""
    assert _found(changed(VALID, path, value)) == []


def test_an_update_that_is_no_object_is_shown_as_json() -> None:
    """The message has the value as JSON."""
    blog, *_ = markup_of(changed(VALID, ("liveBlogUpdate", 0), {"@value": None})).articles
    (finding,) = liveblog.updates_are_postings(blog)
    assert finding.message == 'the update is {"@value": null}, not a BlogPosting'


def test_other_articles_are_ignored() -> None:
    """The rules of live blogs do not apply to a plain article."""
    assert _found({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Strike ends"}) == []
