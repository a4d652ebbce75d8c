"""News sitemaps: an article has what an entry needs, in the right form."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import article, markup_of, places, run_checks


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"publisher": None}, [("NLD-NSM-003", "")]),
        (
            {"publisher": {"@type": "Organization", "url": "https://herald.example"}},
            [("NLD-NSM-003", "/publisher")],
        ),
        ({"publisher": {"@id": "https://herald.example/#house"}}, []),
        ({"publisher": "The Aldane Herald"}, []),
        ({"inLanguage": None}, [("NLD-NSM-003", "")]),
        (
            {"publisher": {"@type": "Organization", "name": "Herald (paid)"}},
            [("NLD-NSM-004", "/publisher/name")],
        ),
        (
            {"publisher": {"@type": "Organization", "name": "先駆報（有料）"}},
            [("NLD-NSM-004", "/publisher/name")],
        ),
        ({"inLanguage": "en-GB"}, []),
        ({"inLanguage": "zh-cn"}, []),
        ({"inLanguage": "haw"}, []),
        ({"inLanguage": ["en", "English"]}, [("NLD-NSM-005", "/inLanguage/1")]),
        ({"inLanguage": "en_GB"}, [("NLD-NSM-005", "/inLanguage")]),
        ({"inLanguage": "jp"}, [("NLD-NSM-005", "/inLanguage")]),
        ({"inLanguage": {"@type": "Language", "name": "English", "alternateName": "en"}}, []),
        ({"inLanguage": {"@type": "Language", "name": "English"}}, [("NLD-NSM-005", "/inLanguage/name")]),
        ({"datePublished": "2025-05-12"}, []),
        ({"datePublished": "2025-05-12T07:30Z"}, []),
        ({"datePublished": None}, [("NLD-NSM-006", "")]),
        ({"datePublished": "2025-05-12T07:30:00+0100"}, [("NLD-NSM-006", "/datePublished")]),
        ({"datePublished": "2025-05-12T07:30:00"}, [("NLD-NSM-006", "/datePublished")]),
        ({"datePublished": "20250512"}, [("NLD-NSM-006", "/datePublished")]),
        ({"datePublished": 20250512}, [("NLD-NSM-006", "/datePublished")]),
        ({"headline": None}, [("NLD-NSM-007", "")]),
        ({"headline": None, "name": "Night ferry"}, []),
    ],
)
def test_entries_of_a_sitemap(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Publication, language, date and title are checked."""
    assert places(run_checks(markup_of(article(**changes)), "news_sitemap")) == expected


@pytest.mark.parametrize(
    ("raw", "shown"),
    [({"@value": None}, '{"@value": null}'), (True, "true"), ("2" * 500_000, f"“{'2' * 60}…”")],
)
def test_a_date_is_shown_as_written(raw: Any, shown: str) -> None:
    """The message has the value as JSON, cut to a line."""
    (finding,) = run_checks(markup_of(article(datePublished=raw)), "news_sitemap")
    assert finding.message == f"datePublished {shown} is not a W3C date"


@pytest.mark.parametrize(
    ("language", "suggestion"),
    [
        ("English", "write en"),
        ("deutsch, german", "write de"),
        ("en_GB", "write en-GB"),
        ("jp", "write ja"),
        ("Elvish", "write a code of two or three letters, such as en, zh-cn or zh-tw"),
    ],
)
def test_the_suggestion_for_a_language_is_its_code(language: str, suggestion: str) -> None:
    """The suggestion is the code, if it is known."""
    (finding,) = run_checks(markup_of(article(inLanguage=language)), "news_sitemap")
    assert finding.suggestion == suggestion
