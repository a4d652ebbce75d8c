"""Dates as publishers write them: ISO 8601, other forms, and ambiguous or invalid ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.model.dates.published_forms import parse_published

MOMENTS = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.builds(lambda m: timezone(timedelta(minutes=m)), st.integers(-720, 840)),
).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-03-04T18:20:00+00:00", "2025-03-04T18:20:00+00:00"),
        ("2025-03-04T18:20:00Z", "2025-03-04T18:20:00+00:00"),
        ("2025-03-04T18:20:00.5+01:00", "2025-03-04T18:20:00.5+01:00"),
        ("2025-03-04T18:20+01", "2025-03-04T18:20:00+01:00"),
        ("2025-03-04T18:20:00+0100", "2025-03-04T18:20:00+01:00"),
        ("20250304T182000+0100", "2025-03-04T18:20:00+01:00"),
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04T18:20:00", "2025-03-04T18:20:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00"),
        ("2024-12-31T24:00:00Z", "2025-01-01T00:00:00+00:00"),
        ("2025-03-04T24:00+01:00", "2025-03-05T00:00:00+01:00"),
    ],
)
def test_iso_8601_is_kept(text: str, iso: str) -> None:
    """Basic and extended forms, with and without a zone; nothing is added."""
    found = parse_published(text)
    assert found is not None
    assert (found.is_iso, found.iso) == (True, iso)


def test_the_end_of_a_day_is_the_start_of_the_next() -> None:
    """ISO 8601 allows 24:00, the W3C form does not, and neither allows a later time of that hour."""
    found = parse_published("2024-02-29T24:00:00Z")
    assert found is not None
    assert (found.is_iso, found.is_w3c) == (True, False)
    assert found.local == datetime(2024, 3, 1, tzinfo=UTC)
    for text in (
        "2025-03-04T24:00:01Z",
        "2025-03-04T24:01Z",
        "2025-03-04T24:00:00.5Z",
        "9999-12-31T24:00:00Z",
    ):
        assert parse_published(text) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("11.11.2021", "2021-11-11"),
        ("4.3.2025, 18:20 Uhr", "2025-03-04T18:20:00"),
        ("4. März 2025", "2025-03-04"),
        ("4 mars 2025 à 18h20", "2025-03-04T18:20:00"),
        ("4 de marzo de 2025", "2025-03-04"),
        ("4 марта 2025", "2025-03-04"),
        ("2025年3月4日 18:20", "2025-03-04T18:20:00"),
        ("March 4, 2025", "2025-03-04"),
        ("Mar 4th, 2025 6:20 pm", "2025-03-04T18:20:00"),
        ("2025-03-04 18:20:00", "2025-03-04T18:20:00"),
        ("2025-03-04 18:20:00 +01:00", "2025-03-04T18:20:00+01:00"),
        ("2025-03-04T18:20:00 UTC", "2025-03-04T18:20:00+00:00"),
        ("2025-03-04T18:20:00ZZ", "2025-03-04T18:20:00+00:00"),
        ("2025-3-4T18:20:00", "2025-03-04T18:20:00"),
        ("2025/03/04 18:20", "2025-03-04T18:20:00"),
        ("20250304T18:20:00Z", "2025-03-04T18:20:00+00:00"),
        ("٢٠٢٥-٠٣-٠٤", "2025-03-04"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("05/05/2024", "2024-05-05"),
        ("Tue, 04 Mar 2025 18:20:00 GMT", "2025-03-04T18:20:00+00:00"),
        ("Tue, Mar 04 2025 18:20:00 EST", "2025-03-04T18:20:00-05:00"),
        ("Tue Mar 04 18:20:00 CET 2025", "2025-03-04T18:20:00+01:00"),
        ("Tue Mar 04 2025 18:20:00 GMT+0100 (CET)", "2025-03-04T18:20:00+01:00"),
        ("Tue Mar 04 18:20:00 IST 2025", "2025-03-04T18:20:00"),
    ],
)
def test_common_other_forms_are_parsed_and_are_not_iso(text: str, iso: str) -> None:
    """Each has one reading; an ambiguous zone (IST) is ignored."""
    found = parse_published(text)
    assert found is not None
    assert (found.is_iso, found.iso) == (False, iso)


@pytest.mark.parametrize(
    "text",
    ["09/12/2024", "2025-02-30", "2025-13-01T10:00:00Z", "yesterday", "2 hours ago", "", "2025", "31.02.2025",
     "9" * 400, "2025-03-04T25:00:00Z", "4 Juneuary 2025", "13:70 pm, 4 March 2025", "2025-03-04T18:20:00+99:00"],
)  # fmt: skip
def test_ambiguous_and_invalid_texts_are_none(text: str) -> None:
    """A day that does not exist, an unclear order of day and month, words that depend on today."""
    assert parse_published(text) is None


@given(MOMENTS)
def test_all_forms_of_a_time_are_equal(moment: datetime) -> None:
    """ISO with and without colons, mail headers (written by the standard library), and the forms of programs."""
    for text in (
        moment.isoformat(),
        moment.strftime("%Y%m%dT%H%M%S%z"),
        moment.strftime("%Y-%m-%d %H:%M:%S %z"),
        format_datetime(moment),
        moment.strftime("%a %b %d %Y %H:%M:%S GMT%z"),
    ):
        found = parse_published(text)
        assert found is not None, text
        assert found.offset is not None
        assert found.local.replace(tzinfo=None) - found.offset == moment.astimezone(UTC).replace(
            tzinfo=None
        ), text
        assert datetime.fromisoformat(found.iso) == moment
    assert parsedate_to_datetime(format_datetime(moment)) == moment


@given(MOMENTS, st.integers(1, 10**7))
def test_order_is_that_of_time(moment: datetime, seconds: int) -> None:
    """In any zones, the earlier of two timestamps is before the later, and not the other way round."""
    later = (moment + timedelta(seconds=seconds)).astimezone(UTC)
    one, other = parse_published(moment.isoformat()), parse_published(later.isoformat())
    assert one is not None
    assert other is not None
    assert one.before(other)
    assert not other.before(one)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2025-03-04", "2025-03-04T18:20:00Z", False),
        ("2025-03-03", "2025-03-04T18:20:00Z", True),
        ("2025-03-04", "2025-03-05T08:00:00+14:00", False),
        ("2025-03-04T18:20", "2025-03-04T18:20:31", False),
        ("2025-03-04T18:20:31Z", "2025-03-04T18:20:31.900Z", False),
        ("2025-03-04T10:00:00", "2025-03-04T18:20:00Z", False),
        ("2025-03-04T10:00:00", "2025-03-04T18:20:00", True),
        ("2025-03-04 20:59:59.0", "2025-03-04 20:59:59.0", False),
        ("2025-03-04T18:42:20.314667", "2025-03-04T18:42:20.314667", False),
        ("2025-03-04T18:42:20.314667", "2025-03-04T18:42:20.314668", True),
        ("2025-03-04", "2025-03-05", True),
    ],
)
def test_a_date_is_before_another_only_in_every_zone(one: str, other: str, before: bool) -> None:
    """A date without a time is its whole day, in any time zone."""
    first, second = parse_published(one), parse_published(other)
    assert first is not None
    assert second is not None
    assert first.before(second) is before


@given(st.text(max_size=120))
def test_any_text_is_a_date_or_none(text: str) -> None:
    """No text raises an error, and results are ISO 8601."""
    found = parse_published(text)
    if found is not None:
        again = parse_published(found.iso)
        assert again is not None
        assert again.is_w3c or not again.has_zone
