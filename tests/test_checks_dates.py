"""A publication date may be a day without a time, and gets one warning, the same for every story."""

from __future__ import annotations

import pytest

import newsld
from newsld.model.from_document import article_from

KEYS = ("datePublished", "dateModified", "dateCreated")


@pytest.mark.parametrize("profile", ["default", "google", "opengraph"])
@pytest.mark.parametrize("key", KEYS)
def test_a_day_without_a_time_is_one_warning(key: str, profile: str) -> None:
    """The rules of consumers do not repeat it."""
    story = f"newsld: 2\nheadline: Ferry back\n{key}: 2025-03-04\n".encode()
    found = [one for one in newsld.check(story, "yaml", profiles=profile) if one.pointer == f"/{key}"]
    assert [(one.code, one.severity, one.line, one.column) for one in found] == [
        ("NLD-DAT-001", "warning", 3, len(key) + 3)
    ]


def test_a_correction_may_have_a_day_too() -> None:
    """Alone or in a list."""
    for text in ("{text: Wrong., datePublished: 2025-03-04}", "[{text: Wrong., datePublished: 2025-03-04}]"):
        found = newsld.check(f"newsld: 2\nheadline: x\ncorrection: {text}\n".encode(), "yaml", select="DAT")
        assert [(one.code, one.severity) for one in found] == [("NLD-DAT-001", "warning")]


@pytest.mark.parametrize("format_name", ["jsonld", "json", "jsonl", "yaml", "markdown", "csv"])
def test_a_day_comes_back_from_every_format(format_name: str) -> None:
    """It stays a day: no time is made up."""
    article = article_from({"url": "https://herald.example/a", **dict.fromkeys(KEYS, "2025-03-04")})
    loaded = newsld.load(newsld.write(article, format_name), format_name)
    assert loaded.articles == (article,)
    assert str(loaded.articles[0].date_published) == "2025-03-04"


@pytest.mark.parametrize("date", ["2025-02-30", "2025-03", "4 March 2025", "2025-03-04T18:20:00"])
def test_another_form_stays_an_error(date: str) -> None:
    """A month, an impossible day and a time without an offset are no publication date."""
    found = newsld.check(f'newsld: 2\nheadline: x\ndatePublished: "{date}"\n'.encode(), "yaml", select="DAT")
    assert [one.severity for one in found] == ["error"]
