"""Dates keep their text, compare by calendar, and are written and parsed in English; invalid ones raise BadDate."""

from __future__ import annotations

import pickle
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsld.model.dates import (
    BadDate,
    Edtf,
    Timestamp,
    format_english,
    is_edtf,
    is_iri,
    is_language_tag,
    is_timestamp,
    parse_edtf,
    parse_english,
    parse_timestamp,
    with_zone,
)

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "dates.md"


@settings(max_examples=80, deadline=None)
@given(
    st.datetimes(timezones=st.just(UTC)),
    st.integers(-1439, 1439),
    st.sampled_from("Tt"),
    st.sampled_from("Zz"),
)
def test_every_datetime_has_a_timestamp(moment: datetime, minutes: int, separator: str, zulu: str) -> None:
    """A timestamp keeps its text and gives the datetime that Python parses."""
    local = f"{moment:%Y-%m-%d}".zfill(10) + separator + moment.time().isoformat("microseconds")
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    assert parse_timestamp(local + zulu).to_datetime() == moment
    stamp = Timestamp(local + offset)
    assert stamp == local + offset
    assert stamp.to_datetime().replace(tzinfo=None) == moment.replace(tzinfo=None)
    assert stamp.to_datetime().utcoffset() == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("2025-03-04", "naive", "2025-03-04T18:20:00+01:00"),
        ("2025-03-04T18:20", "naive", "2025-03-04T18:20:00+01:00"),
        ("2025-03-04T18:20:00", "naive", "2025-03-04T18:20:00+01:00"),
        ("2025-03-04T18:20Z", "malformed", "2025-03-04T18:20:00Z"),
        ("2025-03-04T18:20:00+0530", "malformed", "2025-03-04T18:20:00+05:30"),
        ("2025-03-04 18:20:00Z", "malformed", "T"),
        ("2025-03-04T18:20:00Z\n", "malformed", "RFC 3339"),
        ("٢٠٢٥-03-04T18:20:00Z", "malformed", "RFC 3339"),
        ("9 December 2024", "malformed", "RFC 3339"),
        ("2025-02-30T00:00:00Z", "impossible", "day"),
        ("2025-02-28T24:00:00Z", "impossible", "hour"),
        ("2025-02-28T00:00:00+24:00", "impossible", "offset"),
        ("0000-01-01T00:00:00Z", "impossible", "year"),
        ("1998-12-31T22:59:60Z", "impossible", "leap second"),
        ("9999-12-31T23:59:60Z", "impossible", "range"),
    ],
)
def test_an_invalid_timestamp_raises_an_error_with_a_hint(text: str, reason: str, hint: str) -> None:
    """The reason is for programs, the message for people."""
    with pytest.raises(BadDate, match=re.escape(hint)) as caught:
        parse_timestamp(text)
    assert caught.value.reason == reason
    assert not is_timestamp(text)
    assert pickle.loads(pickle.dumps(caught.value)).reason == reason  # noqa: S301


def test_a_leap_second_is_the_second_after_it() -> None:
    """It is valid at the end of a month in UTC, with any offset, and comes after :59."""
    assert Timestamp("1998-12-31T23:59:60Z").to_datetime() == datetime(1999, 1, 1, tzinfo=UTC)
    assert is_timestamp("1998-12-31T15:59:60.123-08:00")


def test_fraction_digits_are_kept_and_cut_in_the_view() -> None:
    """The text has all nine digits; the datetime has six."""
    stamp = Timestamp("2025-03-04T18:20:00.123456789Z")
    assert stamp.endswith(".123456789Z")
    assert stamp.to_datetime().microsecond == 123456
    assert pickle.loads(pickle.dumps(stamp)) == stamp  # noqa: S301


def test_a_zone_gives_a_naive_time_its_offset() -> None:
    """The offset is that of the zone at the time; a text with an offset is unchanged."""
    assert with_zone("2025-03-04T18:20", "Asia/Kolkata") == "2025-03-04T18:20:00+05:30"
    assert with_zone("2025-07-01T02:30:00.5", "America/St_Johns") == "2025-07-01T02:30:00.5-02:30"
    assert with_zone("2025-03-04T18:20:00Z", "Asia/Kolkata") == "2025-03-04T18:20:00Z"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-03-30T02:30:00", "impossible"),
        ("2025-10-26T02:30:00", "naive"),
        ("2025-10-26", "naive"),
        ("x", "malformed"),
    ],
)
def test_a_time_that_a_zone_skips_or_repeats_is_an_error(text: str, reason: str) -> None:
    """Neither of two hours is chosen."""
    with pytest.raises(BadDate) as caught:
        with_zone(text, "Europe/Berlin")
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "words"),
    [
        ("2025-03-04", "2025-03-04", "2025-03-04", "4 March 2025"),
        ("2011-03", "2011-03-01", "2011-03-31", "March 2011"),
        ("1971", "1971-01-01", "1971-12-31", "1971"),
        ("2025-03-04T18:20:00+00:00", "2025-03-04", "2025-03-04", "4 March 2025, 18:20 UTC+00:00"),
        ("2024-11-27/..", "2024-11-27", None, "since 27 November 2024"),
        ("../2000", None, "2000-12-31", "until 2000"),
        ("/2000", None, "2000-12-31", "until 2000 (start not known)"),
        ("1964/2008-02", "1964-01-01", "2008-02-29", "1964 to February 2008"),
        ("[..2000-07]", None, "2000-07-31", "in or before July 2000"),
        ("[2000-07-01..]", "2000-07-01", None, "on or after 1 July 2000"),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "1667, 1668 or 1670 to 1672"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31", "1960 and December 1961"),
        ("1984~", "1984-01-01", "1984-12-31", "about 1984"),
        ("2024-12-08?", "2024-12-08", "2024-12-08", "probably 8 December 2024"),
        ("2004-06-11%", "2004-06-11", "2004-06-11", "probably about 11 June 2004"),
        ("2004-06~-11", "2004-06-11", "2004-06-11", "2004-06~-11"),
        ("?2004-06-~11", "2004-06-11", "2004-06-11", "?2004-06-~11"),
        ("201X", "2010-01-01", "2019-12-31", "the 2010s"),
        ("2004-XX", "2004-01-01", "2004-12-31", "2004 (month not known)"),
        ("1985-02-XX", "1985-02-01", "1985-02-28", "February 1985 (day not known)"),
        ("1XXX-12", "1000-12-01", "1999-12-31", "1XXX-12"),
        ("198X-02-29", "1980-02-29", "1988-02-29", "198X-02-29"),
        ("2001-21", "2001-01-01", "2001-12-31", "spring 2001"),
        ("2001-28", "2001-12-01", "2002-02-28", "northern winter 2001"),
        ("2001-34", "2001-04-01", "2001-06-30", "the second quarter of 2001"),
        ("1950S2", "1900-01-01", "1999-12-31", "1950S2"),
        ("-0333", None, None, "334 BC"),
        ("Y-17E7", None, None, "Y-17E7"),
        ("0000", None, None, "0000"),
    ],
)
def test_edtf_has_bounds_and_an_english_form(
    text: str, earliest: str | None, latest: str | None, words: str
) -> None:
    """Each kind of date has its first and last day and an English form."""
    when = parse_edtf(text)
    assert when == text
    bounds = [bound.isoformat() if bound else None for bound in (when.earliest, when.latest)]
    assert bounds == [earliest, latest]
    assert format_english(when) == words
    assert when.is_interval == ("/" in text)
    assert when.is_plain == bool(re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d(T.*)?)?)?", text))


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2025-13", "2025-00", "2001-21-03", "XXX1-02-29", "2005/2004", "2025-03-04T24:00:00Z"],
)
def test_dates_that_do_not_exist_are_impossible(text: str) -> None:
    """The form is valid and the day does not exist."""
    with pytest.raises(BadDate) as caught:
        parse_edtf(text)
    assert caught.value.reason == "impossible"
    assert not is_edtf(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "../..",
        "2025-4",
        "25-04-01",
        "20250304",
        "2025-03-04\n",
        " 2025",
        "２０２５",
        "[]",
        "[1,2]",
        "{2000",
        "-0000",
        "2000/2001/2002",
        "[2000, 2001]",
        "1950S9",
        "Y123",
        "2025-03-04 10:00",
        "09/12/2024",
        "11.11.2021",
        "X" * 2000,
    ],
)
def test_other_texts_are_malformed(text: str) -> None:
    """ASCII digits, whole text, no spaces, no other order."""
    with pytest.raises(BadDate) as caught:
        parse_edtf(text)
    assert caught.value.reason == "malformed"


def plain_dates() -> st.SearchStrategy[str]:
    """Return a strategy for years, months, days and date-times that schema.org allows."""
    days = st.dates().map(date.isoformat)
    times = st.sampled_from(
        ["T18:20:00", "T00:00:00Z", "T23:59:59.50+05:30", "T12:00:00-04", "T01:02:03-00:00"]
    )
    return st.one_of(
        days,
        days.map(lambda day: day[:7]),
        days.map(lambda day: day[:4]),
        st.builds(str.__add__, days, times),
    )


@settings(max_examples=100, deadline=None)
@given(plain_dates())
def test_plain_dates_survive_english(text: str) -> None:
    """The English form of a plain date is parsed as the same date."""
    when = Edtf(text)
    assert when.is_plain
    assert parse_english(format_english(when)) == when
    assert parse_english(text) == when


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("March 4, 2025", "2025-03-04"),
        ("04 March 2025", "2025-03-04"),
        ("[..2000-07]", "[..2000-07]"),
        ("31 February 2025", None),
        ("march 2025", None),
        ("Reuters", None),
        ("4 March 2025\n", None),
        ("", None),
    ],
)
def test_other_english_forms(words: str, when: str | None) -> None:
    """American order and EDTF are parsed; nothing is guessed."""
    assert parse_english(words) == when


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789-/.XYESTZ?~%[]{},:+", max_size=14))
def test_any_text_is_a_date_or_raises_bad_date(text: str) -> None:
    """No text raises another error, and bounds are in order."""
    assert isinstance(is_timestamp(text), bool)
    if is_edtf(text):
        when = Edtf(text)
        assert format_english(when)
        assert not (when.earliest and when.latest) or when.earliest <= when.latest


def test_iris_are_absolute_and_clean() -> None:
    """A scheme, a host for http, and no character that would have to be escaped."""
    good = [
        "http://a",
        "https://herald.example/staff/farrow?a=1#x",
        "urn:uuid:1",
        "mailto:a@b.example",
        "http://[::1]:80/",
        "https://münchen.example/ü",
        "file:///x",
        "HTTPS://X.Y",
        "https://u@h.example/%C3%BC",
    ]
    bad = [
        "",
        "foo",
        "//x",
        "http://",
        "http:a",
        "https:///x",
        "http://?x",
        "a b",
        "http://a/<b>",
        "http://a/%zz",
        "http://a\n",
        "http://a\\b",
        "http://a/{x}",
        "http://a#b#c",
        "http://a\u3000b",
        "http://a/\ud800",
        "1a:b",
        "x:",
    ]
    assert [text for text in good if not is_iri(text)] == []
    assert [text for text in bad if is_iri(text)] == []


def test_language_tags_are_well_formed() -> None:
    """BCP 47: languages, scripts, regions, variants, extensions, private use."""
    good = "en en-GB zh-Hant-TW ar-EG de-CH-1996 es-419 sl-rozaj-biske de-a-foo-b-bar en-x-y x-a-b i-klingon"
    bad = ["", "e", "en_US", "en-", "en--GB", "en-GB\n", "abcdefghi", "en-a", "ſl", "12", "English (US)"]
    assert [tag for tag in good.split() if not is_language_tag(tag)] == []
    assert [tag for tag in bad if is_language_tag(tag)] == []


def test_patterns_take_linear_time() -> None:
    """No pattern takes quadratic time on a long text."""
    for text in (
        "http://" + "a:" * 100_000 + " ",
        "x:" + "%41" * 100_000 + " ",
        "en" + "-abcde" * 100_000 + "!",
        "1" * 200_000,
    ):
        assert not is_iri(text)
        assert not is_language_tag(text)
        assert not is_edtf(text)
        assert not is_timestamp(text)


def test_the_reference_page_is_true() -> None:
    """Every row of the table in docs/reference/dates.md has the English form that newsld writes."""
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 15
    assert [(text, format_english(Edtf(text))) for text, _ in rows] == [
        (text, words.strip()) for text, words in rows
    ]
