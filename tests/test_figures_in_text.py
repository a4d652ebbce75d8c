"""Figures in a text: found with qualifier and unit, and read with their bound."""

from __future__ import annotations

from decimal import Decimal

import pytest

from newsld.model.text.figures import find_figures


def _found(text: str, language: str = "en") -> list[tuple[str, str, str, str | None, str | None]]:
    return [
        (
            text[one.start : one.end],
            one.bound,
            f"{one.value.normalize():f}",
            None if one.to is None else f"{one.to.normalize():f}",
            one.unit,
        )
        for one in find_figures(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "words", "bound", "value", "unit"),
    [
        ("more than 1,200 dockers left", "more than 1,200 dockers", "more_than", "1200", "dockers"),
        ("the 50-year rule", "50-year", "exactly", "50", "year"),
        ("Over 6 million people fled", "Over 6 million people", "more_than", "6000000", "people"),
        ("at least 3.7 lakh persons", "at least 3.7 lakh persons", "at_least", "370000", "persons"),
        ("6.7 million have left", "6.7 million", "exactly", "6700000", None),
        ("it cost $3.5 million in all", "$3.5 million", "exactly", "3500000", "$"),
        ("some 40 per cent of it", "some 40 per cent", "about", "40", "per cent"),
        ("20 or more boats", "20 or more boats", "at_least", "20", "boats"),
        ("half a million litres", "half a million litres", "exactly", "500000", "litres"),
        ("within 60 days", "within 60 days", "at_most", "60", "days"),
        ("More than half of them left", "More than half", "more_than", "0.5", None),
        ("nearly half of the boats", "nearly half of the boats", "less_than", "0.5", "boats"),
        ("up to 45 km away", "up to 45 km", "at_most", "45", "km"),
        ("Rs 300 crore", "Rs 300 crore", "exactly", "3000000000", "Rs"),
        ("half its shops closed", "half its shops", "exactly", "0.5", "shops"),
        ("half of that debt", "half of that debt", "exactly", "0.5", "debt"),
        ("cut by about a quarter.", "about a quarter", "about", "0.25", None),
        ("three more died", "three", "exactly", "3", None),
        ("two of them died", "two", "exactly", "2", None),
        ("another 11 were hurt", "11", "exactly", "11", None),
        ("a town of 4,000", "4,000", "exactly", "4000", None),
        ("losses passed 1.2 million", "passed 1.2 million", "more_than", "1200000", None),
        ("a two-day visit", "two-day", "exactly", "2", "day"),
        ("twenty-five striking pilots", "twenty-five striking pilots", "exactly", "25", "striking pilots"),
    ],
)
def test_a_figure_is_found(text: str, words: str, bound: str, value: str, unit: str | None) -> None:
    """Words, bound, value and unit are those of the text."""
    assert _found(text)[:1] == [(words, bound, value, None, unit)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It took less than a week.", [("less than a week", "less_than", "1")]),
        ("It took almost an hour after the storm.", [("almost an hour", "less_than", "1")]),
        ("At least one person was killed.", [("At least one person", "at_least", "1")]),
        ("Two ninth graders left.", [("Two ninth graders", "exactly", "2")]),
        ("One third of them left.", [("One third", "exactly", "0.333")]),
        ("They get one week off.", [("one week", "exactly", "1")]),
        ("They answer in one business day.", [("one business day", "exactly", "1")]),
        ("It was fixed in a fortnight.", [("a fortnight", "exactly", "1")]),
        ("She admitted one count of fraud.", [("one count", "exactly", "1")]),
        ("Moved 17km inland.", [("17km", "exactly", "17")]),
        ("Moved nearly 1,200km inland.", [("nearly 1,200km", "less_than", "1200")]),
        ("With 51 of 60 seats filled.", [("51 of 60 seats", "exactly", "51"), ("60 seats", "exactly", "60")]),
        ("With 17 of the 45 seats.", [("17 of the 45 seats", "exactly", "17"), ("45 seats", "exactly", "45")]),
        ("Shares fell 4.2% to €18.40.", [("4.2%", "exactly", "4.2"), ("€18.40", "exactly", "18.4")]),
        ("Orla had 27, Unity 19 and Greenway five.", [(one, "exactly", two) for one, two in
                                                       (("27", "27"), ("19", "19"), ("five", "5"))]),
        ("It fell from 45 people to 28 in May.", [("45 people", "exactly", "45"), ("28", "exactly", "28")]),
        ("Pressure fell to zero at noon.", [("zero", "exactly", "0")]),
        ("Shares rose 6.2% to $31.40.", [("6.2%", "exactly", "6.2"), ("$31.40", "exactly", "31.4")]),
        ("It costs in the region of €380,000.", [("in the region of €380,000", "about", "380000")]),
        ("Two of the district’s boats sank.", [("Two", "exactly", "2")]),
    ],
)  # fmt: skip
def test_one_of_a_unit_and_a_number_without_a_noun_are_figures(
    text: str, figures: list[tuple[str, str, str]]
) -> None:
    """Periods of one, units in one word with their number, and numbers whose noun is elsewhere."""
    assert [(words, bound, value) for words, bound, value, _, _ in _found(text)] == figures


@pytest.mark.parametrize(
    "text",
    [
        "It was fixed a week later.",
        "One day he left.",
        "She left one year after the storm.",
        "It pays once a month.",
        "No case was found, and no one seat is safe.",
        "No one person is missing.",
        "It was sold to one third party.",
        "The number to call is 101.",
        "The house number was 12.",
        "The film was shown in 360p.",
        "The two leaders met.",
        "The five had agreed on it.",
        "One of them left.",
    ],
)
def test_a_period_that_says_when_and_a_number_that_points_back_are_no_figures(text: str) -> None:
    """Nothing is counted there."""
    assert _found(text) == []


def test_a_change_is_two_figures_and_a_score_is_none() -> None:
    """What fell from one number to another never was between them."""
    assert [one[2] for one in _found("Cases fell from 40 to 30 cases.")] == ["40", "30"]
    assert _found("a 3-1 win") == []


def test_a_range_is_one_figure() -> None:
    """Its lower number takes the scale of the higher one."""
    assert _found("3% to 5% of it") == [("3% to 5%", "between", "3", "5", "%")]
    assert _found("between 12 and 15 boats") == [("between 12 and 15 boats", "between", "12", "15", "boats")]
    assert _found("2-3 million euros") == [("2-3 million euros", "between", "2000000", "3000000", "euros")]


def test_german_separators_and_words() -> None:
    """1.200 is a thousand and two hundred, 3,5 is three and a half."""
    assert _found("Mehr als 1.200 Arbeiter", "de")[0][1:3] == ("more_than", "1200")
    assert _found("rund 3,5 Millionen Euro", "de")[0][:3] == ("rund 3,5 Millionen Euro", "about", "3500000")
    assert _found("zwischen 12 und 15 Prozent", "de")[0][1:4] == ("between", "12", "15")


@pytest.mark.parametrize(
    "text",
    [
        "in 1998",
        "Article 5",
        "at 10:30",
        "a 45-year-old",
        "aged 45",
        "won 3-1",
        "the 4th",
        "one of them",
        "the first half of the year",
    ],
)
def test_numbers_that_are_no_figures(text: str) -> None:
    """Years, names with numbers, times, ages, scores and ordinal numbers."""
    assert find_figures(text) == []


def test_a_long_text_takes_linear_time() -> None:
    """Every number of 20,000 is found."""
    assert len(find_figures("12 boats left. " * 20_000)) == 20_000
    assert find_figures("7" * 20_000 + " boats")[0].value > Decimal(1)


@pytest.mark.parametrize(
    "text",
    [
        "at 6 p.m. on Sunday",
        "at 6 p. m.",
        "about 7pm",
        "between 5 and 6 PM",
        "at 10 o'clock",
        "at 5 am people met",
    ],
)
def test_a_time_of_day_is_no_figure(text: str) -> None:
    """Whatever the marks after its letters; "6 p a share" is money."""
    assert _found(text) == []
    assert _found(f"{text.removesuffix('.')} 30 boats left")[-1][0] == "30 boats"
    assert _found("6 p a share")[0][0] == "6 p"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It is behind one in eight large outages.", "one in eight large outages", "0.125"),
        ("Nearly one in three pupils failed.", "Nearly one in three pupils", "0.333"),
        ("No one in ten houses spoke.", "ten houses", "10"),
        ("It was the second one in five years.", "five years", "5"),
    ],
)
def test_one_in_so_many_is_a_share(text: str, words: str, value: str) -> None:
    """But not one in so many years, and not "no one"."""
    found = [one for one in find_figures(text) if one.value == Decimal(value)]
    assert [text[one.start : one.end] for one in found] == [words]
    assert len(find_figures(text)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They won 2016, and lost 2020.", []),
        ("She passed a month in Rome.", []),
        ("One minute he was there.", []),
        ("The trail is 10–15km long.", []),
        ("It blew at 151km/h.", ["151km/h"]),
        ("He owns a 9mm pistol.", []),
        ("The pipe is 9mm wide.", ["9mm"]),
        ("It is No. 1 in 12 countries.", ["12 countries"]),
    ],
)
def test_years_moments_and_calibres_are_no_figures(text: str, words: list[str]) -> None:
    """Neither is the end of a range alone, nor a rank a share."""
    assert [text[one.start : one.end] for one in find_figures(text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from €8.3 million to €7.3 million", ["€8.3 million", "€7.3 million"]),
        ("from 75 to 60 percent", ["75", "60 percent"]),
        ("from €7.3 million to €8.3 million", ["from €7.3 million to €8.3 million"]),
    ],
)
def test_a_fall_is_no_range(text: str, words: list[str]) -> None:
    """A range has the lower number first."""
    assert [text[one.start : one.end] for one in find_figures(text)] == words


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The Greens took 14 seats and the Civic Union nine.",
            [("14 seats", "exactly", "14"), ("nine", "exactly", "9")],
        ),
        ("She cut her target from 310p to 180p.", [("310p", "exactly", "310"), ("180p", "exactly", "180")]),
        ("The film streams in 1080p.", []),
        ("It cut the risk by about a third in adults.", [("about a third", "about", "0.333")]),
        (
            "More than two-thirds of the voters said no.",
            [("More than two-thirds of the voters", "more_than", "0.667")],
        ),
        ("A third man was held on the third of May.", []),
        ("A guard fell, and a third was wounded.", []),
        ("The toll has been revised down to 38, officials say.", [("38", "exactly", "38")]),
        ("The number of arrests stood at 19 on Monday.", [("19", "exactly", "19")]),
        ("One border guard had been hospitalised.", [("One border guard", "exactly", "1")]),
        ("One man said that he was lost.", []),
        ("They voted 11 to 8 to sell it.", [("11", "exactly", "11"), ("8", "exactly", "8")]),
        ("He was convicted by a majority of 10 to two.", [("10", "exactly", "10"), ("two", "exactly", "2")]),
        ("The Hurlers won 112-110.", []),
        ("He said N45m had been set aside.", [("N45m", "exactly", "45000000")]),
        ("They wore N95 masks.", []),
        ("It leads to a two-tier workforce in a four-star hotel.", []),
        ("They enjoyed it for an hour.", [("an hour", "exactly", "1")]),
        ("She asked for a second.", []),
    ],
)
def test_shares_votes_tolls_and_pence_are_figures(text: str, figures: list[tuple[str, str, str]]) -> None:
    """A number counts without a noun where the words before it say what of; an adjective of form counts nothing."""
    assert [one[:3] for one in _found(text)] == figures


def test_a_range_after_passed_and_a_third_party_are_no_votes_and_no_share() -> None:
    """Two numbers with one noun are a range, and an ordinal number before a person is none."""
    (cars,) = find_figures("He passed 10 to 12 cars.")
    assert (cars.bound, cars.value, cars.to) == ("between", 10, 12)
    assert len(find_figures("They voted 11 to 8 to close it.")) == 2
    assert not find_figures("It is owned by a third party.")
