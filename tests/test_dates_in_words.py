"""Dates in words: found with their preposition, and worked out from the day of publication."""

from __future__ import annotations

import re
from datetime import date

import pytest

from newsld.model.dates.dates_in_text import find_dates, months_in, weekdays_in, years_in
from newsld.model.dates.edtf import Edtf

WEDNESDAY = date(2025, 3, 5)


def _found(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(text[one.start : one.end], one.date) for one in find_dates(text, WEDNESDAY, language)]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("Ferries stopped on Tuesday.", "on Tuesday", "2025-03-04"),
        ("No ship will leave on Friday.", "on Friday", "2025-03-07"),
        ("She spoke last Wednesday.", "last Wednesday", "2025-02-26"),
        ("It opens next Wednesday.", "next Wednesday", "2025-03-12"),
        ("It has been shut since November 27.", "since November 27", "2024-11-27/.."),
        ("They met on Monday, March 3, in town.", "on Monday, March 3", "2025-03-03"),
        ("The pact of 4 March 2021 holds.", "4 March 2021", "2021-03-04"),
        ("A war began in March 2011.", "in March 2011", "2011-03"),
        ("Rain is likely in early April.", "in early April", "2025-04"),
        ("He had ruled since 1971.", "since 1971", "1971/.."),
        ("Prices rose in the 1990s.", "in the 1990s", "199X"),
        ("It rained in the past week.", "in the past week", "2025-02-26/2025-03-05"),
        ("It rained over the past two months.", "over the past two months", "2025-01/2025-03-05"),
        ("Profits fell last year.", "last year", "2024"),
        ("The two met last month.", "last month", "2025-02"),
        ("Three days ago it fell.", "Three days ago", "2025-03-02"),
        ("They parted years ago.", "years ago", None),
        ("ALDANE, Feb 17 - Ferries stopped.", "Feb 17", "2025-02-17"),
        ("They left after Jan spoke.", None, None),
        ("The pay cannot last beyond June.", "beyond June", "2025-06"),
        ("They kept February’s rent.", "February", "2025-02"),
        ("Ray August’s team won.", None, None),
        ("The March for justice was loud.", None, None),
        ("It was the best Saturday ever.", None, None),
        ("They put a bill Monday to the vote.", "Monday", "2025-03-03"),
        ("Yesterday it fell.", "Yesterday", "2025-03-04"),
        ("It fell on 31 February.", "on 31 February", None),
    ],
)
def test_a_date_in_words_is_worked_out(text: str, words: str | None, edtf: str | None) -> None:
    """Each expression is one date, with its preposition."""
    assert _found(text) == ([] if words is None else [(words, edtf)])
    assert edtf is None or Edtf(edtf)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("Das Werk steht seit dem 27. November still.", "seit dem 27. November", "2024-11-27/.."),
        ("Am Montagabend fiel das Licht aus.", "Am Montagabend", "2025-03-03"),
        ("Am Freitag wird gewählt.", "Am Freitag", "2025-03-07"),
        ("Gestern war Ruhe.", "Gestern", "2025-03-04"),
        (
            "In den vergangenen zwei Wochen regnete es.",
            "In den vergangenen zwei Wochen",
            "2025-02-19/2025-03-05",
        ),
    ],
)
def test_german_dates_are_read(text: str, words: str, edtf: str) -> None:
    """German has its own table of words."""
    assert _found(text, "de") == [(words, edtf)]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("They were told to leave by Monday evening.", "by Monday evening", "2025-03-10"),
        ("Staff must leave by Monday.", "by Monday", "2025-03-10"),
        ("Staff must be gone on Monday.", "on Monday", "2025-03-10"),
        ("The road is shut until Tuesday.", "until Tuesday", "2025-03-11"),
        ("The deadline was extended to Monday.", "Monday", "2025-03-10"),
        ("The deadline is Monday.", "Monday", "2025-03-10"),
        ("The road has been shut until at least Monday.", "until at least Monday", "2025-03-10"),
        ("The road had been shut until Monday.", "until Monday", "2025-03-03"),
        ("She is doubtful for Game 5 on Monday.", "on Monday", "2025-03-10"),
        ("He called for a general strike on Monday.", "on Monday", "2025-03-10"),
        ("He called for a strike on Monday and left.", "on Monday", "2025-03-10"),
        ("He called for calm on Monday.", "on Monday", "2025-03-03"),
        ("He is accused of a theft on Monday.", "on Monday", "2025-03-03"),
        ("The vote on Monday was lost.", "on Monday", "2025-03-03"),
        ("They had been told to leave by Monday.", "by Monday", "2025-03-10"),
        ("By Monday, 20 had left.", "By Monday", "2025-03-03"),
        ("It will open soon, she said on Monday.", "on Monday", "2025-03-03"),
        ("The court ruled on Monday that staff should leave.", "on Monday", "2025-03-03"),
        ("She said on Monday that staff must leave.", "on Monday", "2025-03-03"),
        ("Das Werk ist bis Montag geschlossen.", "bis Montag", "2025-03-10"),
    ],
)
def test_a_deadline_is_the_next_weekday(text: str, words: str, edtf: str) -> None:
    """A weekday with "by", "until", "to", "must" or "deadline" is still to come; that of a report is over."""
    assert _found(text, "de" if text.startswith("Das") else "en") == [(words, edtf)]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("He left last December.", "last December", "2024-12"),
        ("He left last March.", "last March", "2024-03"),
        ("It opens next February.", "next February", "2026-02"),
        ("It was known since last August.", "since last August", "2024-08/.."),
        ("It has been shut since August.", "since August", "2024-08/.."),
        ("It has been shut since March.", "since March", "2025-03/.."),
        ("It has been shut since August 3.", "since August 3", "2024-08-03/.."),
        ("It has been shut since Monday.", "since Monday", "2025-03-03/.."),
        ("It has been shut since the 1990s.", "since the 1990s", "199X/.."),
    ],
)
def test_last_and_since_are_in_the_past(text: str, words: str, edtf: str) -> None:
    """The month of "last March" is over on the day of publication, and "since" is an open interval."""
    assert _found(text) == [(words, edtf)]
    assert Edtf(edtf)


def test_a_day_earlier_leans_on_the_date_before_it() -> None:
    """Without another date it leans on the publication."""
    assert _found("It closed on Monday. A day earlier, a tug sank.")[1] == ("A day earlier", "2025-03-02")
    assert _found("A day earlier, a tug sank.") == [("A day earlier", "2025-03-04")]
    assert _found("Two days after the strike, talks began.") == []


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("It rained from Monday to Friday.", "from Monday to Friday", "2025-02-24/2025-02-28"),
        (
            "It will be shut from Monday through Thursday.",
            "from Monday through Thursday",
            "2025-03-10/2025-03-13",
        ),
        ("They met over the weekend.", "over the weekend", "2025-03-01/2025-03-02"),
        ("The final will be played at the weekend.", "at the weekend", "2025-03-08/2025-03-09"),
        ("It hopes to shelter 50 by the end of the week.", "by the end of the week", "2025-03-09"),
        ("Sales rose until the end of last year.", "until the end of last year", "2024"),
        ("They will meet at the end of the weekend.", None, None),
        ("It was there until the end of the years of war.", None, None),
        ("It was agreed at the end of May.", "at the end of May", "2025-05"),
        ("Prices fell last summer.", "last summer", "2024-22"),
        ("The dam broke in the spring of 2019.", "in the spring of 2019", "2019-21"),
        ("It closed since the fall of the regime.", None, None),
        ("Output grew in the third quarter.", "in the third quarter", "2024-35"),
        ("They scored in the second half.", None, None),
        ("in the first half of 2024", "in the first half of 2024", "2024-40"),
        ("It will be over by Christmas.", "by Christmas", "2025-12-25"),
        ("They toured the Christmas Market.", None, None),
        ("Talks will resume in two weeks.", "in two weeks", "2025-03-19"),
        ("It sank in two weeks.", None, None),
        ("Losses in the year to May 2024 doubled.", "in the year to May 2024", "2023-06/2024-05"),
        ("in the week of December 2", "in the week of December 2", "2024-12-02/2024-12-08"),
        ("from 3 to 5 June", "from 3 to 5 June", "2025-06-03/2025-06-05"),
        ("He led it between 2010 and 2012.", "between 2010 and 2012", "2010/2012"),
        ("It fell in June last year.", "in June last year", "2024-06"),
        ("The tower (1968) is old.", "1968", "1968"),
        ("The band shrank over the winter.", "over the winter", "2024-24"),
        ("“We will stay until autumn,” he said.", "until autumn", "2025-23"),
        ("The coach was calm. They led by 9 in the third quarter.", None, None),
        ("Coal profits scored in the third quarter.", "in the third quarter", "2024-35"),
        ("It has been shut since before Thanksgiving.", "since before Thanksgiving", "2024-11-28/.."),
        ("It will improve overnight.", "overnight", "2025-03-05/2025-03-06"),
        ("Snow fell overnight.", "overnight", "2025-03-04/2025-03-05"),
        ("They took an overnight train.", None, None),
        ("She ran it from 2009 until she left in 2024.", "from 2009 until she left in 2024", "2009/2024"),
    ],
)
def test_periods_are_found_when_they_are_asked_for(text: str, words: str | None, edtf: str | None) -> None:
    """Ranges, weekends, ends, seasons, quarters and holidays, which checks do not need."""
    found = [(text[one.start : one.end], one.date) for one in find_dates(text, WEDNESDAY, "en", periods=True)]
    assert found == ([] if words is None else [(words, edtf)])


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The council will pay after a vote on Tuesday night was won.", "2025-03-04"),
        ("He declared days of mourning beginning on Thursday.", "2025-03-06"),
        ("It is to leave port in December.", "2025-12"),
        ("She left in December.", "2024-12"),
        ("A decade ago it was new.", "2015"),
        ("a 2014 report", "2014"),
        ("It fell earlier in the week.", "2025-03-03/2025-03-09"),
        ("Seventeen years ago it was new.", "2008"),
    ],
)
def test_the_tense_of_a_clause_says_which_day_is_meant(text: str, edtf: str) -> None:
    """What is to come after a day that is over, and months in clauses about the future."""
    assert [one for _, one in _found(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It was built in 2019. The following year, it burned.", ["2019", "2020"]),
        ("It was built in 2019. The dam broke the year before.", ["2019", "2018"]),
        ("It came to light in February 2024. He resigned the following month.", ["2024-02", "2024-03"]),
        ("It came to light in February 2024. He resigned that month.", ["2024-02", "2024-02"]),
        ("It was built in 2019.\n\nSales are up on a year earlier.", ["2019", "2024"]),
        ("It opened on March 3, 2024. A few hours later, it shut.", ["2024-03-03", "2024-03-03"]),
        ("It broke in 2014. Eleven died that summer.", ["2014", "2014-22"]),
        ("It closed on Monday, a day before the vote.", ["2025-03-03", "2025-03-03"]),
        ("It opened on March 3, 2024. He had left the night before.", ["2024-03-03", "2024-03-02"]),
        ("Some hours later than planned, it shut.", []),
    ],
)
def test_years_months_and_hours_lean_on_the_date_before_them(text: str, dates: list[str]) -> None:
    """On one of the same paragraph that is as exact as they are, else on the last day or the publication."""
    found = find_dates(text, WEDNESDAY, "en", periods=True)
    assert [one.date for one in found] == dates


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The assembly meets on Friday to vote.", "2025-03-07"),
        ("The fair opens Saturday.", "2025-03-08"),
        ("The vote is on Sunday.", "2025-03-09"),
        ("The fair opened Saturday.", "2025-03-01"),
        ("The leaders of the meets on Friday were sacked.", "2025-02-28"),
        ("He is said to have met her on Friday.", "2025-02-28"),
        ("It is what the mayor announced on Friday.", "2025-02-28"),
    ],
)
def test_a_verb_in_the_present_is_about_a_weekday_to_come(text: str, edtf: str) -> None:
    """What meets, opens or is on a weekday has not yet done so; what was announced on one has been."""
    assert [one for _, one in _found(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("A bill introduced on Monday would ban it.", "2025-03-03"),
        ("Asked on Monday whether she would sell, she laughed.", "2025-03-03"),
        ("Some witnesses will be asked on Monday.", "2025-03-10"),
        ("The truce agreed on Monday will last.", "2025-03-03"),
        ("They have until midnight on Monday to reply.", "2025-03-10"),
        ("By noon on Monday, 20 people had left.", "2025-03-03"),
        ("They voted 11 to 8 on Tuesday night to sell it.", "2025-03-04"),
        ("Rain is forecast for Sunday.", "2025-03-09"),
        ("He fled on 3 April last year.", "2024-04-03"),
        ("It opens on February 3 next year.", "2026-02-03"),
        ("They will proceed on Monday.", "2025-03-10"),
        ("The march planned on Monday will be larger.", "2025-03-10"),
        ("Owners will get 30 percent above Tuesday’s price.", "2025-03-04"),
        ("It will be larger than Sunday’s planned rally.", "2025-03-09"),
        ("Buyers will pay Tuesday’s closing price.", "2025-03-04"),
        ("Buyers will see Tuesday’s match.", "2025-03-11"),
        ("The hearing is set for Monday.", "2025-03-10"),
        ("The hearing had been set for Monday.", "2025-03-03"),
        ("She urged the city to let them build a pier by February.", "2026-02"),
        ("She urged the city to wait, and had left by February.", "2025-02"),
        ("He managed to leave by February.", "2025-02"),
        ("He was sacked in May after he complained.", "2024-05"),
    ],
)
def test_what_is_done_or_wanted_says_which_day_is_meant(text: str, edtf: str) -> None:
    """The day of what was done is over in a sentence about the future; the month of a request is to come."""
    assert [one for _, one in _found(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They repaired last year’s damage.", [("last year", "2024")]),
        ("He planned next month’s retreat.", [("next month", "2025-04")]),
        ("This year’s model is red.", []),
        ("They will vote before the June election.", [("before the June", "2025-06")]),
        ("She feared a hard January would empty them.", [("January", "2026-01")]),
        ("He has known since at least November.", [("since at least November", "2024-11/..")]),
        ("The 2017 victim’s sister spoke.", [("2017", "2017")]),
    ],
)
def test_dates_that_describe_a_noun(text: str, found: list[tuple[str, str]]) -> None:
    """Owners of a noun, months and years before one, and "at least" after "since"."""
    assert _found(text) == found


def test_today_in_a_quotation_is_the_day_before_it() -> None:
    """Outside of a quotation, and long after the day, it is the day of publication."""
    assert [one for _, one in _found("It sank on Tuesday. “We lost a ship today,” he said.")] == [
        "2025-03-04"
    ] * 2
    assert _found("It sank on Tuesday. He resigned today.")[1][1] == "2025-03-05"
    assert _found("It sank on February 3. “We lost a ship today,” he said.")[1][1] == "2025-03-05"


def test_words_that_are_no_dates_are_left_alone() -> None:
    """Months and weekdays inside names and verbs, numbers that are no years, and other languages."""
    for text in (
        "They may march.",
        "He counted 2000 boxes.",
        "May Lindqvist said so.",
        "Fridays are slow.",
        "every Monday",
    ):
        assert _found(text) == [], text
    assert find_dates("Bugün Pazartesi.", WEDNESDAY, "tr") == []


def test_relative_dates_need_the_day_of_publication() -> None:
    """Nothing is guessed without it."""
    assert [one.date for one in find_dates("On Monday, a week ago and in 1998.")] == [None, None, "1998"]


def test_a_year_whose_end_is_named_needs_no_day_of_publication() -> None:
    """The year is in the words."""
    text = "It was agreed at the end of 2012."
    assert [one.date for one in find_dates(text, None, "en", periods=True)] == ["2012"]


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("It will open in the next years.", "en", []),
        ("DELAYS IN THE NEXT YEARS", "en", []),
        ("In den nächsten Jahren wird gebaut.", "de", []),
        ("Das folgt in diesen Wochen.", "de", []),
        ("Im nächsten Jahr wird gebaut.", "de", ["2026"]),
    ],
)
def test_several_weeks_or_years_are_not_the_next_one(text: str, language: str, dates: list[str]) -> None:
    """The plural of a unit is no certain period, in any language and case."""
    assert [one.date for one in find_dates(text, WEDNESDAY, language)] == dates


def test_parts_of_dates() -> None:
    """What a rule compares: weekdays, months with a capital, years."""
    assert weekdays_in("on Monday and FRIDAY") == {0, 4}
    assert months_in("in May it may") == {5}
    assert years_in("in 1971, 3,1980 or 2024") == {1971, 2024}


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "words",
    [
        "on Sunday",
        "next Sunday",
        "over the past 40000 days",
        "in 900000 weeks",
        "over the next 999 years",
        "by Christmas",
        "by New Year’s Day",
        "last summer",
        "from June 3 to July 5",
        "last weekend",
        "by year end",
    ],
)
def test_days_that_no_calendar_has_are_not_worked_out(published: date, words: str) -> None:
    """A day before the year 1 or after the year 9999 is no error, and has no value."""
    for one in find_dates(f"It began {words}.", published, "en", periods=True):
        assert one.date is None or Edtf(one.date)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("That month, he left.", [None]),
        ("Two hours later, he left.", [None]),
        ("In 2019 he left. Two hours later, it fell.", ["2019", None]),
        ("In 2019 he left.\n\nThat year was hard.", ["2019", None]),
        ("In 2019 he left. The following year he returned. That year was hard.", ["2019", "2020", "2020"]),
        ("It sank on Tuesday. That month was hard.", ["2025-03-04", "2025-03"]),
        ("The month before Ruiz died was hard.", []),
        ("The night before her wedding, he left.", []),
        ("He led the March against hunger.", []),
    ],
)
def test_what_leans_on_a_date_needs_one(text: str, dates: list[str | None]) -> None:
    """It does not lean on the day of publication, nor on an earlier paragraph's year, and "before" has no noun."""
    assert [one.date for one in find_dates(text, WEDNESDAY, "en", periods=True)] == dates


_BANK = """
The judge, who heard the case [Monday=2025-03-03], gave no date.
The bridge would reopen soon after an inspection [on Monday=2025-03-03] found no damage.
The firm will appeal, a lawyer said outside court [on Monday=2025-03-03].
She is expected to recover after she was hit by a van [on Sunday=2025-03-02].
Rovers, who lost 3-0 [on Sunday=2025-03-02], will be without Diaz.
A strike that began [on Monday=2025-03-03] will end [on Saturday=2025-03-08].
He would not say [on Monday=2025-03-03] whether he will run.
The vote had been planned for [Tuesday=2025-03-04].
He was due to appear in court [on Tuesday=2025-03-04] but fell ill.
Turnout was high [on Sunday=2025-03-02], and results are due [on Friday=2025-03-07].
Crowds gathered ahead of [Saturday=2025-03-08]'s vote.
Polls open at 7 a.m. [on Sunday=2025-03-09].
Voters go to the polls [on Sunday=2025-03-09].
The two leaders agreed to meet [on Friday=2025-03-07].
Forecasters expect gales [on Thursday=2025-03-06] and [Friday=2025-03-07].
If the bill passes [on Thursday=2025-03-06], it goes to the Senate.
The minister is expected to say [on Thursday=2025-03-06] that taxes will rise.
“I’ll see you [on Friday=2025-03-07],” he told the crowd.
They train on Saturday mornings, and Super Tuesday is a big day.
Sunday Adeyemi scored for Lagos.
The bridge was shut. [In October=2024-10], he was jailed for theft.
Sales in [January=2025-01] and [February=2025-02] fell.
The trial is scheduled [for November=2025-11].
He worked there [from May to August 2024=2024-05/2024-08].
The road will be shut [from April to June=2025-04/2025-06].
[In the two years to March 2025=2023-04/2025-03] rents doubled.
Profit for the [six months ended December 31=2024-07/2024-12] rose.
He rose to fame [in the late ’90s=199X].
The town grew [in the 19th century=18XX].
Revenue rose [in fiscal 2025=2025] and in [FY2024-25=2024/2025].
A [1998=1998] law was repealed.
He won [in 2009=2009], [2011=2011] [and 2014=2014].
Growth was 2% [in Q3 2024=2024-35].
[Fourth-quarter=2024-36] revenue rose, but sales fell [last quarter=2024-36].
[In the past 24 hours=2025-03-04/2025-03-05], six people died.
He was held [in 2019=2019]. [The following year=2020] he was freed.
He was held [in 2019=2019] and freed on [12 March that year=2019-03-12].
Profit rose [in January=2025-01] [from a year earlier=2024-01].
They led 20-10 at the end of the first quarter, the coach said.
The service will be held at 2 p.m. [Saturday=2025-03-08] at First Baptist.
Kolisi, injured in training [on Monday=2025-03-03], will not play.
He pleaded guilty [in January=2025-01] and will be sentenced [in May=2025-05].
Elections must be held [by 28 September=2025-09-28].
A fire on [20 August=2024-08-20] killed two.
"""


@pytest.mark.parametrize("line", _BANK.strip().splitlines())
def test_newsrooms_write_dates_in_many_ways(line: str) -> None:
    """The verb of a weekday's clause says which one is meant; periods have the forms of business and courts."""
    expected = re.findall(r"\[([^=\]]+)=([^\]]+)\]", line)
    text = re.sub(r"\[([^=\]]+)=[^\]]+\]", r"\1", line)
    found = find_dates(text, WEDNESDAY, "en", periods=True)
    dates = [one.date for one in found]
    assert dates == [edtf for _, edtf in expected]
    for one, (words, _) in zip(found, expected, strict=True):
        assert words in text[one.start : one.end] or text[one.start : one.end] in words


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They ran it between June 2017 and March 2021.", ["2017-06/2021-03"]),
        ("It was tested between March 2022 and the end of last year.", ["2022-03/2024"]),
        ("He served from 2019 until March 2024.", ["2019/2024-03"]),
        ("It grew from 3 in 2019 to 8 in 2023.", ["2019", "2023"]),
        ("Sales fell in the 13 weeks to 2 February.", ["2024-11-04/2025-02-02"]),
        ("Profit rose in the six months ended Dec. 31.", ["2024-07/2024-12"]),
        ("Profit for the year to the end of June would be lower.", ["2024-07/2025-06"]),
        ("Profit for the year ended June 30 was lower.", ["2023-07/2024-06"]),
        ("They sold 40 in the first nine months of last year.", ["2024-01/2024-09"]),
        ("Shares have lost half since the start of the year.", ["2025-01-01/.."]),
        ("They met on April 24 and 25.", ["2025-04-24/2025-04-25"]),
        ("It opens on 1, 2 and 3 April.", ["2025-04-01/2025-04-03"]),
        ("It plays on 3 and 5 May.", ["{2025-05-03,2025-05-05}"]),
        ("It will fall on March 30 or 31.", ["[2025-03-30,2025-03-31]"]),
        ("Half a century ago it stood.", ["1975"]),
        ("A quarter of a century ago it stood.", ["2000"]),
        ("A decade ago it stood.", ["2015"]),
        ("They closed over Easter.", ["2024-03-31"]),
        ("They will close on Good Friday.", ["2025-04-18"]),
        ("He was found on Thanksgiving Day.", ["2024-11-28"]),
        ("Sales rose in its third quarter.", ["2024-35"]),
        ("Sales rose in last year’s third quarter.", ["2024-35"]),
        ("Call 020 7946 1990-1992 for help.", []),
        ("It gets more rain than normally falls between June and August.", [None]),
    ],
)
def test_more_than_a_day_is_read_as_its_first_and_last_day(text: str, edtf: list[str | None]) -> None:
    """Ranges, listed days, spans of a business, holidays and parts of a century are read, and phone numbers are not."""
    assert [one.date for one in find_dates(text, WEDNESDAY, "en", periods=True)] == edtf
    assert all(one is None or Edtf(one) for one in edtf)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Pay will rise, according to rules issued on Monday.", ["2025-03-03"]),
        ("The act will complete a reform, the papers said on Sunday.", ["2025-03-02"]),
        ("She, who will be 80 soon, was rushed to the clinic early on Monday.", ["2025-03-03"]),
        ("The road will stay shut after two bombs ripped through a hotel on Monday.", ["2025-03-03"]),
        ("The team pulled out due to injuries on Monday.", ["2025-03-03"]),
        ("The mine should have been cleared since gas had built up on Sunday.", ["2025-03-02"]),
        ("His words bore witness to Monday’s attack.", ["2025-03-03"]),
        ("The talks were moved to Friday.", ["2025-03-07"]),
        ("He has praised the court and on Monday thanked its staff, who will retire.", ["2025-03-03"]),
        ("Crews restored power by Tuesday evening.", ["2025-03-04"]),
        ("Crews must restore power by Tuesday evening.", ["2025-03-11"]),
        ("It was kept secret until Tuesday, when prosecutors said that he had fled.", ["2025-03-04"]),
        ("Residents have been asked to stay in until Tuesday.", ["2025-03-11"]),
        ("On Sunday, the six-million-kilowatt station at the dam will start up.", ["2025-03-09"]),
        ("On Sunday, the port announced plans to grow.", ["2025-03-02"]),
        ("He said on Tuesday that Sunday’s local elections will go ahead.", ["2025-03-04", "2025-03-09"]),
        (
            "The act comes into force on Friday in Wales and Saturday in Scotland.",
            ["2025-03-07", "2025-03-08"],
        ),
        ("Three days of mourning have been declared, starting on Tuesday.", ["2025-03-11"]),
        ("More rain is likely in the north from Saturday.", ["2025-03-08"]),
        ("Investors await data on Friday.", ["2025-03-07"]),
        ("In a Friday statement, the firm denied it.", ["2025-02-28"]),
        ("A Tuesday-night vote sealed the deal.", ["2025-03-04"]),
        ("They met on a Friday.", []),
        ("She became chief executive in November.", ["2024-11"]),
        ("The chair, who faces a vote at the meeting in November, resigned.", ["2025-11"]),
        ("Banks agreed last week to waive a test until December.", ["2025-02-24/2025-03-02", "2025-12"]),
        ("They refused a cut before the June election.", ["2025-06"]),
        ("“We did not expect it,” he said. “When we looked in early July, it was gone.”", ["2024-07"]),
        ("In January I thought he was wrong.", ["2025-01"]),
        ("She has booked a holiday for 2028.", ["2028"]),
        ("He won at the 2012 Olympics.", ["2012"]),
        ("They bought 2012 tickets.", []),
    ],
)
def test_the_clause_says_which_day_of_its_name_is_meant(text: str, edtf: list[str]) -> None:
    """A weekday or month is the last one or the next one by the verbs around it, whatever else the sentence says."""
    assert [one.date for one in find_dates(text, WEDNESDAY, "en", periods=True)] == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("“We start again tomorrow,” she said on Tuesday.", ["2025-03-05", "2025-03-04"]),
        ("“Yesterday we lost it all,” a farmer said on Monday.", ["2025-03-02", "2025-03-03"]),
        ("She said on Monday: “Tomorrow we will know more.”", ["2025-03-03", "2025-03-04"]),
        ("“We lost it yesterday,” a farmer said.", ["2025-03-04"]),
        ("The vote is tomorrow, she said on Tuesday.", ["2025-03-06", "2025-03-04"]),
        ("The case is for today’s youth, and they are the leaders of tomorrow.", []),
        ("He wrote in USA Today that it failed.", []),
        ("Today’s vote ends a long fight.", ["2025-03-05"]),
        ("It was signed on 3 February. The next morning it was void.", ["2025-02-03", "2025-02-04"]),
        ("It fell on Monday, down from the previous Friday.", ["2025-03-03", "2025-02-28"]),
        ("They meet a week on Friday.", ["2025-03-14"]),
        ("It meets on the first Monday in May.", ["2025-05-05"]),
        ("The first Monday in May was hot.", ["2024-05-06"]),
        ("It met on the last Friday of February.", ["2025-02-28"]),
        ("The week before last she quit.", ["2025-02-17/2025-02-23"]),
        ("The year before last was hard.", ["2023"]),
        ("It fell in the last week of January.", ["2025-01-25/2025-01-31"]),
        ("They met between January and March last year.", ["2024-01/2024-03"]),
        ("It ran from late January to mid-February.", ["2025-01/2025-02"]),
        ("She was there from May 2011 until her death in 2020.", ["2011-05/2020"]),
        ("Reply no later than 15 June.", ["2025-06-15"]),
        ("The vote is to be held from November 20 to December 11.", ["2025-11-20/2025-12-11"]),
        ("Sales fell in 2023/24.", ["2023/2024"]),
        ("It was written in the late sixties.", ["196X"]),
        ("He is in his sixties.", []),
        ("It goes on a 2000 year old road.", []),
        ("This past week it rained.", ["2025-02-26/2025-03-05"]),
        (
            "It rose to 12 in the year to March. In the same period last year it fell.",
            ["2024-04/2025-03", "2023-04/2024-03"],
        ),
        ("He won in 1961 and 1974. A decade later he died.", ["1961", "1974", "1984"]),
        ("A decade later he died.", [None]),
        ("Her leave was stopped the day before it was due.", []),
    ],
)
def test_dates_lean_on_the_report_or_the_date_before_them(text: str, edtf: list[str | None]) -> None:
    """A day in a quotation counts from the day of its report, and what points back from the date that it leans on."""
    assert [one.date for one in find_dates(text, WEDNESDAY, "en", periods=True)] == edtf
    assert all(one is None or Edtf(one) for one in edtf)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Dr. Lind, who will retire soon, told the panel on Monday that the ward was safe.", ["2025-03-03"]),
        ("The ministry expects results on Friday.", ["2025-03-07"]),
        ("A verdict is due Friday.", ["2025-03-07"]),
        ("The jury is due back on Thursday.", ["2025-03-06"]),
        ("Schools reopen on Monday.", ["2025-03-10"]),
        ("Schools reopened on Monday.", ["2025-03-03"]),
        ("Her funeral is on Saturday.", ["2025-03-08"]),
        ("Her funeral was on Saturday.", ["2025-03-01"]),
        ("She pleaded guilty and will be sentenced on Friday.", ["2025-03-07"]),
        ("He is to be sentenced on Friday, the court heard on Monday.", ["2025-03-07", "2025-03-03"]),
        ("The storm is expected to hit late on Thursday.", ["2025-03-06"]),
        ("The storm, which hit late on Sunday, could cost millions.", ["2025-03-02"]),
        ("The storm could hit as early as Thursday.", ["2025-03-06"]),
        ("Saturday's march could draw thousands.", ["2025-03-08"]),
        ("Saturday's march drew thousands.", ["2025-03-01"]),
        ("Police fear trouble at Saturday's march.", ["2025-03-08"]),
        ("Police are bracing for Saturday's march.", ["2025-03-08"]),
        ("Trains were cancelled on Monday and Tuesday.", ["2025-03-03", "2025-03-04"]),
        ("Trains will be cancelled on Thursday and Friday.", ["2025-03-06", "2025-03-07"]),
        ("The leaders will speak by phone on Thursday, the office said.", ["2025-03-06"]),
        ("A court spokesman said on Tuesday the trial would start on Monday.", ["2025-03-04", "2025-03-10"]),
        ("The bill goes to the Senate on Thursday.", ["2025-03-06"]),
        ("The bill went to the Senate on Thursday.", ["2025-02-27"]),
        ("MPs vote on Thursday.", ["2025-03-06"]),
        ("MPs voted on Thursday.", ["2025-02-27"]),
        ("The winner faces Leeds on Sunday.", ["2025-03-09"]),
        ("Leeds, who drew with Hull on Saturday, face Derby on Friday.", ["2025-03-01", "2025-03-07"]),
        ("They have a week off before hosting Derby on Saturday.", ["2025-03-08"]),
        ("Rovers are without Obi for Saturday's trip to Derby.", ["2025-03-08"]),
        ("Obi was sent off in Saturday's defeat by Derby.", ["2025-03-01"]),
        ("Obi will miss Saturday's game after his red card on Tuesday.", ["2025-03-08", "2025-03-04"]),
        ("He has been charged and will appear in court on Thursday.", ["2025-03-06"]),
        ("The offer closes on Friday, the council said.", ["2025-03-07"]),
        ("He gave them until Friday to pay.", ["2025-03-07"]),
        ("He had given them until Monday to pay, but they refused.", ["2025-03-03"]),
        ("The deadline passed on Monday.", ["2025-03-03"]),
        ("The deadline is Friday.", ["2025-03-07"]),
        ("The deadline was Friday.", ["2025-02-28"]),
        ("The toll stood at 40 by Tuesday evening.", ["2025-03-04"]),
        ("By Monday more than 200 had signed.", ["2025-03-03"]),
        ("By Friday more than 200 will have signed.", ["2025-03-07"]),
        ("The council meets again next Tuesday.", ["2025-03-11"]),
        ("Shares opened lower on Wednesday.", ["2025-03-05"]),
        ("Markets are closed on Friday for a holiday.", ["2025-03-07"]),
        ("Markets were closed on Friday for a holiday.", ["2025-02-28"]),
        ("“I’ll see him on Sunday,” she said.", ["2025-03-09"]),
        ("“I saw him on Sunday,” she said.", ["2025-03-02"]),
        ("“It was fine on Sunday. Nothing will change,” she said.", ["2025-03-02"]),
        ("Asked on Monday if he would quit, he laughed.", ["2025-03-03"]),
        ("He would not say on Monday if he would quit.", ["2025-03-03"]),
        ("Mr. Hale will stand down, his office announced on Monday.", ["2025-03-03"]),
        ("U.S. officials said Tuesday they would appeal.", ["2025-03-04"]),
        ("The plan, to be presented on Thursday, has drawn anger.", ["2025-03-06"]),
        ("The plan presented on Thursday has drawn anger.", ["2025-02-27"]),
        ("Organisers of Sunday's race say 5,000 will run.", ["2025-03-09"]),
        ("Winners of Sunday's race were paid.", ["2025-03-02"]),
        ("Tickets go on sale on Friday at 9 a.m.", ["2025-03-07"]),
        ("The hearing was adjourned until Friday.", ["2025-03-07"]),
        ("The vote was put off to Friday.", ["2025-03-07"]),
        ("It runs from Thursday to Sunday.", ["2025-03-06/2025-03-09"]),
        ("It ran from Thursday to Sunday.", ["2025-02-27/2025-03-02"]),
        ("Talks are to resume in Doha on Friday, two diplomats said.", ["2025-03-07"]),
        ("The talks, which broke up in anger on Friday, are to resume.", ["2025-02-28"]),
        ("Anyone who saw the van on Friday night should call police.", ["2025-02-28"]),
        ("Anyone planning to travel on Friday should check first.", ["2025-03-07"]),
        ("The airport said flights would resume on Thursday.", ["2025-03-06"]),
        ("The airport said flights had resumed on Sunday.", ["2025-03-02"]),
        ("If no deal is reached by Friday, they will strike.", ["2025-03-07"]),
        ("Voters decide on Sunday whether to keep him.", ["2025-03-09"]),
        ("He should get a boost from the win on Tuesday.", ["2025-03-04"]),
        ("Her victories in Derby and Hull on Tuesday will only add to it.", ["2025-03-04"]),
        ("If he follows up his Tuesday wins, he will lead.", ["2025-03-04"]),
        ("She called both on Tuesday and was scheduled to meet one.", ["2025-03-04"]),
        ("Lee asked her on Tuesday whether she would go.", ["2025-03-04"]),
        ("They stood face-to-face on Tuesday and will meet again.", ["2025-03-04"]),
        ("The critics who on Sunday attacked it would be heard.", ["2025-03-02"]),
        ("“It will not be easy,” said Ann Hill, who backed Mr. Rudd on Tuesday.", ["2025-03-04"]),
        ("He came for a planned rally held at a school on Monday.", ["2025-03-03"]),
        ("By 9 a.m. Sunday, the Rev. Al Sharp began to take calls.", ["2025-03-02"]),
        ("She said at a Saturday rally that it should close.", ["2025-03-01"]),
        ("She spoke to the radio host Hugh Hill on Sunday.", ["2025-03-02"]),
        ("The summit on Friday and Saturday will bring them together.", ["2025-03-07", "2025-03-08"]),
        ("A man who died in a fire on Sunday has been named.", ["2025-03-02"]),
        ("The body of a man missing since Sunday has been found.", ["2025-03-02/.."]),
        ("The man, last seen on Sunday, may have crossed the border.", ["2025-03-02"]),
        ("A rally planned for Sunday has been banned.", ["2025-03-09"]),
        ("A rally held on Sunday was peaceful.", ["2025-03-02"]),
    ],
)
def test_reports_and_coming_events_have_their_weekday(text: str, edtf: list[str]) -> None:
    """What was done is over, and what a verb in the present or a plan speaks of is to come."""
    assert [one.date for one in find_dates(text, WEDNESDAY, "en", periods=True)] == edtf


def test_a_date_in_the_year_zero_and_a_quotation_days_after_a_report() -> None:
    """A time before the year 1 is left as it is, and "today" is the publication if nobody spoke days ago."""
    assert find_dates("A year ago it fell.", date(1, 1, 1), "en")
    text = "The pool shut on Monday.\n\n“We are sad today,” said Farrow."
    assert [one.date for one in find_dates(text, date(2026, 6, 17), "en")] == ["2026-06-15", "2026-06-17"]
