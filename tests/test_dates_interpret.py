"""Dates as publishers write them are interpreted where only one reading is possible, and never rewritten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.model.dates import Edtf, Timestamp, is_edtf, is_timestamp
from newsld.model.dates.interpret import interpret_date
from newsld.model.from_document import article_from
from newsld.model.views import byline, pictures, published, topics


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-06-05T12:36:40+02:00", "2025-06-05T12:36:40+02:00"),
        ("2024-05-03T15:47:42.389Z", "2024-05-03T15:47:42.389Z"),
        ("2026-06-04T18:00:09+0000", "2026-06-04T18:00:09+00:00"),
        ("2024-04-22T13:19+02:00", "2024-04-22T13:19:00+02:00"),
        ("2019-12-30T05:03-0500", "2019-12-30T05:03:00-05:00"),
        ("20200316T13:00:00Z", "2020-03-16T13:00:00+00:00"),
        ("20180619T055000+0900", "2018-06-19T05:50:00+09:00"),
        ("2024-04-30 16:17:36 +02:00", "2024-04-30T16:17:36+02:00"),
        ("2024-04-28 07:00:00Z", "2024-04-28T07:00:00+00:00"),
        ("2022-05-04T03:00:00 UTC", "2022-05-04T03:00:00+00:00"),
        ("2021-01-03T17:40:00EET", "2021-01-03T17:40:00+02:00"),
        ("2018-11-28CET11:59:00+0100", "2018-11-28T11:59:00+01:00"),
        ("2022-01-10T22:06:08:684Z", "2022-01-10T22:06:08.684+00:00"),
        ("2020-12-05T23:15:0Z", "2020-12-05T23:15:00+00:00"),
        ("Tue Mar 14 15:46:04 CET 2023", "2023-03-14T15:46:04+01:00"),
        ("Sun, 11 Oct 2020 07:34:36 GMT", "2020-10-11T07:34:36+00:00"),
        ("Mon, 18 Nov 2019 16:07:38 -0600", "2019-11-18T16:07:38-06:00"),
        ("Thu, May 13 2021 14:01:31 EDT", "2021-05-13T14:01:31-04:00"),
        (" 2024-05-03T15:47:42Z\n", "2024-05-03T15:47:42Z"),
    ],
)
def test_a_time_with_a_zone_is_a_timestamp(text: str, moment: str) -> None:
    """It has an offset, or a zone with a single offset."""
    found = interpret_date(text)
    assert isinstance(found, Timestamp)
    assert found == moment


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-02", "2024-03-02"),
        ("2024-04-29 21:52:43", "2024-04-29T21:52:43"),
        ("2022-5-3T23:57:00", "2022-05-03T23:57:00"),
        ("2023/02/21 22:08", "2023-02-21T22:08:00"),
        ("11.11.2021", "2021-11-11"),
        ("4.3.2025, 18:20", "2025-03-04T18:20:00"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("05/05/2024", "2024-05-05"),
        ("4 March 2025", "2025-03-04"),
        ("March 4, 2025 at 6:20 pm", "2025-03-04T18:20:00"),
        ("01:38:07 PM IST Nov 20, 2019", "2019-11-20T13:38:07"),
        ("May 2021", "2021-05"),
        ("2021", "2021"),
    ],
)
def test_a_text_without_a_zone_is_a_date_or_a_local_time(text: str, date: str) -> None:
    """No offset is invented, also for an ambiguous abbreviation."""
    found = interpret_date(text)
    assert isinstance(found, Edtf)
    assert found == date


@pytest.mark.parametrize(
    "text",
    ["", " ", "09/12/2024", "31.02.2024", "2024-13-01", "yesterday", "2016-05-24T05:55%Z", "99", "2012012",
     "25:00 2024-01-01", "13:00 PM May 1, 2024", "1" * 5000, "4 Mars 2025 x"],
)  # fmt: skip
def test_an_ambiguous_or_invalid_text_is_none(text: str) -> None:
    """Nothing is guessed."""
    assert interpret_date(text) is None


def test_a_language_decides_the_order_of_day_and_month() -> None:
    """In the United States the month comes first; English alone does not decide."""
    assert interpret_date("09/12/2024", "en-US") == "2024-09-12"
    assert interpret_date("09/12/2024", "en_US") == "2024-09-12"
    assert interpret_date("09/12/2024", "de-AT") == "2024-12-09"
    assert interpret_date("09/12/2024", "en-GB") == "2024-12-09"
    assert interpret_date("09/12/2024", "en") is None


@given(st.text(alphabet="0123456789-:./ TZ+,apmJunDec", max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """No text raises an error, and results are dates."""
    found = interpret_date(text)
    assert found is None or is_timestamp(found) or is_edtf(found)


def test_views_include_preserved_values() -> None:
    """Byline, date, pictures and topics are found in `extra` as well, in any form."""
    article = article_from(
        {
            "inLanguage": "de",
            "author": ["ines"],
            "people": {"ines": {"givenName": "Ines", "familyName": "Farrow"}},
            "keywords": "harbour, strike",
            "image": [{"url": "https://herald.example/a.jpg"}],
            "extra": {
                "author": [
                    "Tomas Reyl",
                    {"name": ["Coast Wire"]},
                    {"@value": "Desk", "@language": "en"},
                    7,
                    {},
                ],
                "datePublished": ["soon", {"@value": "04/03/2025"}],
                "image": ["/b.jpg", {"contentUrl": "https://herald.example/c.jpg"}, {"@id": "#d"}],
            },
        }
    )
    assert byline(article) == ("Ines Farrow", "Tomas Reyl", "Coast Wire", "Desk")
    assert published(article) == "2025-03-04"
    assert topics(article) == ("harbour", "strike")
    assert pictures(article) == (
        "https://herald.example/a.jpg", "/b.jpg", "https://herald.example/c.jpg", "#d",
    )  # fmt: skip
    assert article.date_published is None
