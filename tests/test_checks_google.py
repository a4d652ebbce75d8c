"""Google's rules for an article (type, dates, headline, images and authors) and for the page around it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import newsld
from markup_of import CLEAN, article, markup_of, page_of, places, run_checks
from newsld.findings.catalogue import rule
from newsld.formats import ReadOptions
from newsld.formats.yaml import read
from newsld.syntax.document import Document, Source
from newsld.web.markup.story_markup import StoryMarkup
from stories import fixture_articles

MODULES = ("google", "images", "published_dates", "author_names")
RULES = (*MODULES, "paywall", "trust", "news_sitemap")
SEVERITIES = ("error", "warning", "info")
SIZED = {"@type": "ImageObject", "url": "https://herald.example/img/ferry.jpg"}


def _checked(**changes: Any) -> list[tuple[str, str | None]]:
    return places(run_checks(markup_of(article(**changes)), *MODULES))


def test_a_complete_article_has_no_finding() -> None:
    """The clean article has no finding, so that each finding of a changed one has its own cause."""
    assert _checked() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "BlogPosting"}, []),
        ({"kind": ["Article", "OpinionNewsArticle"]}, []),
        ({"kind": "http://schema.org/NewsArticle"}, []),
        ({"kind": "LiveBlogPosting"}, []),
        ({"kind": "DiscussionForumPosting"}, []),
        ({"kind": "OpinionNewsArticle"}, [("NLD-GOO-001", "/@type")]),
        ({"kind": ["AnalysisNewsArticle"]}, [("NLD-GOO-001", "/@type/0")]),
        ({"kind": "Article"}, [("NLD-GOO-062", "/@type")]),
        ({"kind": "Article", "publisher": {"@type": "Organization", "name": "Skell Harbour"}}, []),
        ({"kind": "Article", "publisher": None, "dateline": "SKELL"}, [("NLD-GOO-062", "/@type")]),
        ({"headline": None}, [("NLD-GOO-030", "")]),
        ({"headline": " "}, [("NLD-GOO-030", "")]),
        ({"headline": None, "name": "Night ferry"}, [("NLD-GOO-030", "")]),
        ({"headline": "n" * 110}, []),
        ({"headline": "n" * 111}, [("NLD-GOO-031", "/headline")]),
        ({"author": None}, [("NLD-GOO-010", "")]),
        ({"author": {"@id": "https://herald.example/#lunn"}}, []),
        ({"author": {"@type": "Person", "url": "https://herald.example"}}, [("NLD-GOO-011", "/author")]),
        (
            {"author": {"@type": "Person", "name": "", "sameAs": ["https://a.example"]}},
            [("NLD-GOO-011", "/author")],
        ),
        ({"author": {"@type": "Person", "name": "Mara Lunn"}}, [("NLD-GOO-012", "/author")]),
        ({"author": {"@type": "Person", "name": "Mara Lunn", "url": {"@id": "https://a.example/lunn"}}}, []),
        (
            {"author": {"@type": "Person", "name": "Mara Lunn", "url": "/lunn"}},
            [("NLD-GOO-012", "/author/url")],
        ),
        (
            {"author": {"@type": "Person", "name": "Mara Lunn", "sameAs": ["https://a.example", "@lunn"]}},
            [("NLD-GOO-012", "/author/sameAs/1")],
        ),
    ],
)
def test_type_headline_and_authors(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """A missing value is reported at its object, a wrong one at the value."""
    assert _checked(**changes) == expected


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        (None, None, ["NLD-GOO-020"]),
        (None, "2025-05-12T09:05:00Z", ["NLD-GOO-020"]),
        ("2025-05-12T07:30:00Z", None, ["NLD-GOO-022"]),
        ("2025-05-12T07:30:00+0100", "2025-05-12T09:05+01:00", []),
        ("20250512T073000Z", "2025-05-12T09:05:00.123Z", []),
        (" 2025-05-12T07:30:00Z ", "2025-05-12T09:05:00Z", []),
        ("2025-05-12", "2025-05-12T09:05:00", ["NLD-GOO-021", "NLD-GOO-021"]),
        ("2025-05", "2025", ["NLD-GOO-021", "NLD-GOO-021"]),
        ("11.11.2021", "4 March 2025", ["NLD-GOO-020", "NLD-GOO-020"]),
        ("2025-02-30T07:30:00Z", "09/12/2025", ["NLD-GOO-020", "NLD-GOO-020"]),
        (1741112400, True, ["NLD-GOO-020", "NLD-GOO-020"]),
        ({"@value": "2025-05-12", "@type": "Date"}, "2025-05-12T09:05:00Z", ["NLD-GOO-021"]),
        ("2025-05-12T07:30:00Z", "2025-05-12T07:30:00+00:00", []),
        ("2025-05-12T07:30:00.5Z", "2025-05-12T07:30:00Z", []),
        ("2025-05-12T07:30:42Z", "2025-05-12T07:30:00Z", []),
        ("2025-05-12T07:30:00Z", "2025-05-12T07:29:00Z", ["NLD-GOO-023"]),
        ("2025-05-12T07:30:00Z", "2025-05-12T09:05:00+02:00", ["NLD-GOO-023"]),
        ("2025-05-12T07:30:00Z", "2025-05-12", ["NLD-GOO-021"]),
        ("2025-05-12", "2025-05-11T20:00:00Z", ["NLD-GOO-021"]),
        ("2025-05-12", "2025-05-10T20:00:00Z", ["NLD-GOO-021", "NLD-GOO-023"]),
        ("2025-05-12T07:30:00", "2025-05-12T07:00:00", ["NLD-GOO-021", "NLD-GOO-021", "NLD-GOO-023"]),
        ("12.05.2025 07:30", "11.05.2025 07:30", ["NLD-GOO-020", "NLD-GOO-020", "NLD-GOO-023"]),
        (["2025-05-12T07:30:00Z", "2025-05-10T07:30:00Z"], "2025-05-11T07:30:00Z", []),
    ],
)
def test_dates_are_parsed_in_every_form_and_compared_in_every_time_zone(
    published: Any, modified: Any, expected: list[str]
) -> None:
    """NLD-GOO-023 is reported only if no time zone makes the order possible."""
    found = run_checks(markup_of(article(datePublished=published, dateModified=modified)), "published_dates")
    assert sorted(finding.code for finding in found) == expected


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("11.11.2021", "write 2021-11-11, or better with time and offset: 2021-11-11T18:20:00+01:00"),
        ("2025-03-04 18:20:00 +01:00", "write 2025-03-04T18:20:00+01:00"),
        (
            "4 March 2025 18:20",
            "write 2025-03-04T18:20:00 with its UTC offset, as in 2025-03-04T18:20:00+01:00",
        ),
        ("09/12/2024", "write 2024-12-09 or 2024-09-12, whichever is meant"),
        ("yesterday", "write the year, month, day, time and offset, as in 2025-03-04T18:20:00+01:00"),
        (1741112400, "write 2025-03-04T18:20:00+00:00"),
        (1741112400000, "write 2025-03-04T18:20:00+00:00"),
    ],
)
def test_the_suggestion_for_a_date_is_what_to_write(text: Any, suggestion: str) -> None:
    """The suggestion is the same date in ISO 8601, if the text is unambiguous."""
    found = run_checks(markup_of(article(datePublished=text, dateModified=None)), "published_dates")
    assert [(one.suggestion, one.pointer) for one in found if one.code == "NLD-GOO-020"] == [
        (suggestion, "/datePublished")
    ]


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (None, [("NLD-GOO-040", "")]),
        ([], [("NLD-GOO-040", "")]),
        ("https://herald.example/a.jpg", []),
        ({"@type": "ImageObject", "contentUrl": "https://herald.example/a"}, []),
        ({"@id": "https://herald.example/#primaryimage"}, []),
        ({"@type": "ImageObject", "@id": "https://herald.example/a.jpg", "caption": "The ferry"}, []),
        ("/a.jpg", [("NLD-GOO-041", "/image")]),
        (["https://herald.example/a.jpg", "//herald.example/b.jpg"], [("NLD-GOO-041", "/image/1")]),
        ({"@type": "ImageObject", "url": "data:image/png;base64,AAAA"}, [("NLD-GOO-041", "/image/url")]),
        ({"@type": "ImageObject", "caption": "The ferry"}, [("NLD-GOO-041", "/image")]),
        (
            {"@type": "ImageObject", "url": ["https://herald.example/a.jpg", "b.jpg"]},
            [("NLD-GOO-041", "/image/url/1")],
        ),
        ("https://", [("NLD-GOO-041", "/image")]),
        ("http://[", [("NLD-GOO-041", "/image")]),
        ("ftp://herald.example/a.jpg", [("NLD-GOO-041", "/image")]),
        ({**SIZED, "width": 1600}, []),
        ({**SIZED, "width": 1600, "height": 900}, [("NLD-GOO-045", "/image")]),
        (
            [{**SIZED, "width": w, "height": h} for w, h in ((1600, 900), (1600, 1200), ("1600px", "1600"))],
            [],
        ),
        (
            [{**SIZED, "width": w, "height": h} for w, h in ((1600, 900), (1600, 1200), (200, 200))],
            [("NLD-GOO-042", "/image/2")],
        ),
        (["https://herald.example/a.jpg", {**SIZED, "width": 1600, "height": 900}], []),
        ({**SIZED, "width": {"@type": "QuantitativeValue", "value": 800}}, [("NLD-GOO-044", "/image")]),
        ([{**SIZED, "width": 800}, "https://herald.example/a.jpg"], []),
        ("https://herald.example/a.tiff?w=1600", [("NLD-GOO-043", "/image")]),
        ("https://herald.example/ferry.html", [("NLD-GOO-043", "/image")]),
        ("https://herald.example/img/logo.svg", []),
        ({**SIZED, "width": -1, "height": "tall"}, []),
        ({**SIZED, "width": True, "height": 1e400}, []),
    ],
)
def test_images(image: Any, expected: list[tuple[str, str]]) -> None:
    """Images may be missing, not fetchable, small, narrow or of a wrong type; sizes are checked if given."""
    assert places(run_checks(markup_of(article(image=image)), "images")) == expected


@pytest.mark.parametrize(
    "logo",
    [
        "https://herald.example/logo.png",
        {"@type": "ImageObject", "url": "http://herald.example/logo.png?v=2"},
    ],
)
def test_the_publishers_logo_is_not_an_image_of_the_story(logo: Any) -> None:
    """Scheme and query of the address do not matter."""
    publisher = {"@type": "Organization", "name": "The Aldane Herald", "logo": logo}
    data = article(publisher=publisher, image=[SIZED, "https://herald.example/logo.png"])
    assert places(run_checks(markup_of(data), "images")) == [("NLD-GOO-043", "/image/1")]


@pytest.mark.parametrize(
    ("date", "fault"),
    [
        ("2025-02-30T18:20:00Z", "2025-02-30T18:20:00Z does not exist"),
        ("2025-03-04T24:01:00Z", "2025-03-04T24:01:00Z does not exist"),
        ("2025-03-04T18:20:00Z[UTC]", "2025-03-04T18:20:00Z[UTC] is not ISO 8601"),
        ("2025-03-04Tea time", "2025-03-04Tea time is not ISO 8601"),
        ({"@value": None}, '{"@value": null}, not text'),
        (True, "true, not text"),
    ],
)
def test_an_impossible_date_is_distinguished_from_an_invalid_one(date: Any, fault: str) -> None:
    """Only a date in the form of ISO 8601 can be impossible."""
    (finding,) = run_checks(markup_of(article(datePublished=date)), "published_dates")
    assert finding.message in {f"datePublished {fault}", f"datePublished is {fault}"}


def test_24_00_is_a_time() -> None:
    """24:00 is the next midnight, in the order of dates too."""
    last = {"datePublished": "2025-05-11T24:00:00+01:00"}
    assert run_checks(markup_of(article(**last)), "published_dates") == []
    (finding,) = run_checks(
        markup_of(article(**last, dateModified="2025-05-11T23:59:00+01:00")), "published_dates"
    )
    assert finding.code == "NLD-GOO-023"


def test_updates_of_a_live_blog_need_less_than_an_article() -> None:
    """An update needs no author, image or headline, but its dates are checked."""
    update = {
        "@type": "BlogPosting",
        "articleBody": "The ferry sails.",
        "datePublished": "2025-05-12T07:30:00Z",
    }
    live = article(kind="LiveBlogPosting", liveBlogUpdate=[update, {**update, "datePublished": "12.05.2025"}])
    assert places(run_checks(markup_of(live), *RULES[:4])) == [
        ("NLD-GOO-020", "/liveBlogUpdate/1/datePublished")
    ]


@pytest.mark.parametrize("syntax", ["microdata", "rdfa"])
def test_json_ld_is_missed_if_there_is_none(syntax: str) -> None:
    """Other markup is allowed in addition to JSON-LD; tags of Open Graph are no markup of an article."""
    assert places(run_checks(markup_of(CLEAN, syntax=syntax), "google")) == [("NLD-GOO-061", "")]
    assert places(run_checks(markup_of(CLEAN, syntax="opengraph"), "google")) == []
    assert places(run_checks(markup_of(CLEAN), "google")) == []


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "", []),
        ('<meta name="robots" content="index, nofollow">', "", []),
        ('<meta name="robots" content="noindex">', "", ["NLD-GOO-060"]),
        ('<meta name="Googlebot-News" content="NONE">', "", ["NLD-GOO-060"]),
        ('<meta name="robots" content="max-image-preview:standard">', "", ["NLD-GOO-044"]),
        ('<meta name="robots" content="max-image-preview:large">', "", []),
        ("", '<a rel="author" href="/lunn">Mara Lunn</a>', []),
        ("", '<a rel="author">Mara Lunn</a> and <a rel="author">Tom Reed</a>', ["NLD-GOO-016"]),
        ("", '<p itemprop="author">By Mara Lunn and Tom Reed</p>', ["NLD-GOO-016"]),
        ("", '<a rel="author">Tom Reed</a>', []),
        ("", '<time itemprop="datePublished" datetime="2025-05-12T06:30:00Z">', []),
        ("", '<time itemprop="datePublished">12 May 2025</time>', []),
        ("", '<time itemprop="datePublished" datetime="2025-05-09">9 May</time>', ["NLD-GOO-024"]),
        ("", '<time datetime="2025-05-09">9 May</time>', []),
    ],
)
def test_the_page_around_an_article(head: str, body: str, expected: list[str]) -> None:
    """Crawlers are allowed, and authors and dates match those that the page marks up."""
    found = run_checks(page_of(CLEAN, head=head, body=body), "google_page")
    assert [finding.code for finding in found] == expected


def test_a_page_finding_has_its_place() -> None:
    """A finding about a meta tag has its line and column in the page."""
    (finding,) = run_checks(page_of(CLEAN, head='\n\n<meta name="robots" content="noindex">'), "google_page")
    assert (finding.line, finding.column) == (3, 1)


@pytest.mark.parametrize("name", sorted(fixture_articles()))
@pytest.mark.parametrize("profile", ["full", "page"])
def test_a_story_and_its_json_ld_get_the_same_findings(name: str, profile: str) -> None:
    """Errors in JSON-LD can be found in the story before it is published."""
    story = fixture_articles()[name]
    (document,) = (part for part in read(Source(newsld.write(story, "yaml")), ReadOptions()))
    assert isinstance(document, Document)
    published = markup_of(json.loads(newsld.write(story, "jsonld", jsonld=profile)))
    before = sorted((one.code, one.message) for one in run_checks(StoryMarkup(document), *RULES))
    after = sorted((one.code, one.message) for one in run_checks(published, *RULES))
    assert before == after
    assert before


def test_published_markup_is_checked_without_exceptions() -> None:
    """For every block of the corpus, no finding is worse than its rule, and its pointer resolves."""
    file = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "blocks.jsonl.gz"
    if not file.is_file():
        pytest.skip(f"the corpus is missing: {file}")
    rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    blocks = [json.loads(row["raw"]) for row in rows if row["parses"] and row.get("raw")]
    assert len(blocks) > 1000, "the corpus has too few blocks"
    count = 0
    for data in blocks:
        for finding in run_checks(markup_of(data), *RULES):
            count += 1
            value = data
            for step in (finding.pointer or "").split("/")[1:]:
                name = step.replace("~1", "/").replace("~0", "~")
                value = value[int(name)] if isinstance(value, list) else value[name]
            assert SEVERITIES.index(rule(finding.code).severity) <= SEVERITIES.index(finding.severity)
    assert count > len(blocks)
