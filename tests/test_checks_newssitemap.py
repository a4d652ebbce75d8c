"""What a news sitemap takes from an article is there, and in the form that it needs."""

from __future__ import annotations

from typing import Any

import pytest

from markup_of import article, asked, markup_of, said


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
        ({"inLanguage": "kr"}, [("NLD-NSM-005", "/inLanguage")]),
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
def test_what_a_sitemap_takes(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Publication, language, time and title."""
    assert said(asked(markup_of(article(**changes)), "news_sitemap")) == expected


@pytest.mark.parametrize(
    ("raw", "shown"),
    [({"@value": None}, '{"@value": null}'), (True, "true"), ("2" * 500_000, f"“{'2' * 60}…”")],
)
def test_a_date_is_shown_as_it_is_written(raw: Any, shown: str) -> None:
    """As JSON, and no longer than a line."""
    (finding,) = asked(markup_of(article(datePublished=raw)), "news_sitemap")
    assert finding.message == f"datePublished {shown} is not a W3C date and time"


@pytest.mark.parametrize(
    ("language", "mend"),
    [
        ("English", "write en"),
        ("deutsch, german", "write de"),
        ("en_GB", "write en-GB"),
        ("kr", "write ko"),
        ("Elvish", "write a code of two or three letters, such as en, zh-cn or zh-tw"),
    ],
)
def test_the_mend_of_a_language_is_its_code(language: str, mend: str) -> None:
    """Where it can be told."""
    (finding,) = asked(markup_of(article(inLanguage=language)), "news_sitemap")
    assert finding.suggestion == mend
