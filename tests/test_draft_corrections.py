"""Figures and dates of answers that the text itself decides: left out, or corrected, and never made wrong."""

from __future__ import annotations

from typing import Any

import pytest

from eval import Article, articles, corrected
from newsld.draft.answer import Answer, DateItem, FigureItem
from newsld.draft.build import BuiltStory, build_story
from newsld.draft.text_input import TextInput

EVALUATED = list(articles())


def figure(words: str, number: str, bound: Any = "exactly", **more: Any) -> FigureItem:
    """Return a figure of the first paragraph."""
    given = {"to": None, "unit": None, "measures": "", "about": None, **more}
    return FigureItem(paragraph=1, words=words, number=number, bound=bound, pointer="/figures/0", **given)


def built(text: str, item: FigureItem | DateItem, language: str = "en") -> BuiltStory:
    """Return the story of a text of 5 March 2025, a Wednesday, that has one item."""
    answer = Answer(figures=(item,)) if isinstance(item, FigureItem) else Answer(dates=(item,))
    return build_story(TextInput(text, published="2025-03-05", language=language), answer)


def test_the_articles_are_collected() -> None:
    """The law below needs captures."""
    assert len(EVALUATED) >= 14


@pytest.mark.parametrize("article", EVALUATED, ids=lambda one: one.name)
def test_a_right_capture_is_never_changed(article: Article) -> None:
    """No figure or date of a hand-made capture is left out or corrected."""
    after = corrected(article.gold, article.text)
    kept = [(one.words, one.number, one.bound, one.to) for one in after.figures]
    assert kept == [(one.words, one.number, one.bound, one.to) for one in article.gold.figures]
    dates = {(one.paragraph, one.words, one.date) for one in after.dates}
    assert dates == {(one.paragraph, one.words, one.date) for one in article.gold.dates}


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("Ines Farrow, 54, called the strike a mistake.", "54", "54"),
        ("The ferry was led by Ines Farrow, 54.", "54", "54"),
        ("Farrow, 54, called the strike a mistake.", "54", "54"),
        ("A 24-year-old docker was hurt.", "24-year-old docker", "24"),
        ("A 24-year-old docker was hurt.", "24", "24"),
        ("A docker aged 24 was hurt.", "24", "24"),
        ("The quay was to be closed two years ago.", "two years", "2"),
    ],
)
def test_what_is_no_figure_is_left_out(text: str, words: str, number: str) -> None:
    """Ages and parts of dates are no quantities."""
    story = built(text, figure(words, number))
    assert "figures" not in story.data
    assert [(one.code, one.pointer) for one in story.findings] == [("NLD-DRF-012", "/figures/0")]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("One, a 52-year-old docker, was hurt.", figure("One, a 52-year-old docker", "1")),
        ("The crew of three 17-year-old boys was saved.", figure("three 17-year-old boys", "3")),
        ("The Alliance won Port Aldane, 54 votes ahead.", figure("54 votes", "54")),
        ("The ferry sank within two weeks.", figure("two weeks", "2")),
        ("Over five days, 300 ships left.", figure("five days", "5")),
        ("Only one of the last seven ferries left.", figure("one of the last seven ferries", "1")),
        ("Farrow put the costs at 1.2 million.", figure("1.2 million", "1200000")),
    ],
)
def test_what_the_text_does_not_decide_is_kept(text: str, item: FigureItem) -> None:
    """A qualifier with other meanings, and numbers that only look like ages."""
    story = built(text, item)
    assert story.findings == [] and len(story.data["figures"]) == 1


@pytest.mark.parametrize(
    ("text", "item", "values"),
    [
        (
            "Nearly 300 ships left.",
            figure("Nearly 300 ships", "300", "about"),
            {"max": 300, "exclusive": True},
        ),
        ("At least 300 ships left.", figure("300 ships", "300"), {"min": 300}),
        ("Almost a third of the ships left.", figure("a third of the ships", "33"), {"value": 0.333}),
        ("Two-thirds of the ships left.", figure("Two-thirds of the ships", "2"), {"value": 0.667}),
        ("Half of the ships left.", figure("Half of the ships", "50"), {"value": 0.5}),
        ("One in eight ships left.", figure("One in eight ships", "1"), {"value": 0.125}),
        ("Between 6 and 9 ships left.", figure("Between 6 and 9 ships", "6"), {"min": 6, "max": 9}),
        (
            "The quay cost 31 million crowns.",
            figure("31 million crowns", "31", unit="million crowns"),
            {"value": 31000000, "unit": "crowns"},
        ),
    ],
)
def test_a_value_is_that_of_its_words(text: str, item: FigureItem, values: dict[str, Any]) -> None:
    """The number and the bound that the words state, with one finding for each."""
    story = built(text, item)
    (found,) = story.data["figures"].values()
    assert {key: value for key, value in found.items() if key not in ("words", "measures")} == values
    assert {one.code for one in story.findings} == {"NLD-DRF-013"}


@pytest.mark.parametrize(
    "words",
    [
        "by noon",
        "at 20:40",
        "shortly after 4 a.m.",
        "at seven in the morning",
        "within 14 days",
        "for 40 years",
        "then",
    ],
)
def test_what_is_no_date_is_left_out(words: str) -> None:
    """A time of day without its day, a length of time, and words that only point back."""
    story = built(
        f"The ferry will sail {words}, she said.", DateItem(paragraph=1, words=words, date="2025-03-05")
    )
    assert "mentions" not in story.data
    assert [one.code for one in story.findings] == ["NLD-DRF-012"]


@pytest.mark.parametrize(
    ("text", "words", "given", "date"),
    [
        ("The ferry sank on Tuesday.", "on Tuesday", "2025-03-06", "2025-03-04"),
        ("The ferry sank a year earlier.", "a year earlier", "2024-03", "2024"),
        ("The ferry sank three weeks ago.", "three weeks ago", "2025-02", "2025-02-12"),
        ("The ferry sank last week.", "last week", "2025-02-23/2025-03-01", "2025-02-24/2025-03-02"),
        ("It has been shut since 1998.", "since 1998", "1998/2025-03-05", "1998/.."),
        ("It will not open before 2027.", "before 2027", "../2026", "2027"),
        ("It was open until 2021.", "until 2021", "../2021", "2021"),
        ("It closed in 2019.", "in 2019", "2018", "2019"),
    ],
)
def test_a_date_is_that_of_its_words(text: str, words: str, given: str, date: str) -> None:
    """The weekday, the unit and the year of the words, and both forms of an open interval."""
    story = built(text, DateItem(paragraph=1, words=words, date=given, pointer="/dates/0"))
    assert [one["date"] for one in story.data["mentions"]] == [date]
    assert [(one.code, one.pointer) for one in story.findings] == [("NLD-DRF-013", "/dates/0/date")]


@pytest.mark.parametrize(
    ("text", "words", "given"),
    [
        ("The ferry sank on Tuesday.", "on Tuesday", "2025-02-25"),
        ("It was open from 1974 to this day, since 1974.", "since 1974", "1974/2020"),
        ("It opens by the end of the year.", "by the end of the year", "2025"),
        ("It opens by the end of March.", "by the end of March", "2025-03-31"),
        ("It sank in the spring of 2023.", "in the spring of 2023", "2023-03/2023-05"),
        ("It was 74 by the same date in 2024.", "by the same date in 2024", "2024-03-05"),
        ("It was moved for this week.", "for this week", "2025-03-03/2025-03-09"),
        ("The ferry sank on Tuesday.", "on Tuesday", None),
    ],
)
def test_a_date_that_fits_its_words_is_kept(text: str, words: str, given: str | None) -> None:
    """Which Tuesday is meant is a matter of reading."""
    story = built(text, DateItem(paragraph=1, words=words, date=given))
    assert story.findings == []
    assert [one["date"] for one in story.data.get("mentions", ())] == ([given] if given else [])


def test_other_languages_are_not_judged() -> None:
    """Without tables of words, newsld decides nothing."""
    story = built("Ines Farrow, 54, a quitté le port.", figure("54", "54"), "fr")
    assert story.findings == [] and len(story.data["figures"]) == 1
    noon = DateItem(paragraph=1, words="gegen Mittag", date="2025-03-05")
    german = built("Anna Weber, 54, verließ gegen Mittag den Hafen.", noon, "de")
    assert [one.code for one in german.findings] == ["NLD-DRF-012"]


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("They chose Labour, 34; Greens, 12; and others.", "34", "34"),
        ("They chose Labour, 34, and Greens, 12.", "34", "34"),
        ("They chose Labour, 34, and Greens, 12.", "12", "12"),
        ("The town thrived when there were 12 teams.", "12 teams", "12"),
        ("They lost when they were 12 points ahead.", "12 points", "12"),
        ("It was minus 5 degrees at night.", "minus 5 degrees", "-5"),
    ],
)
def test_a_count_and_a_negative_number_are_kept(text: str, words: str, number: str) -> None:
    """What follows "when there were" is no age, and a minus is not always read."""
    story = built(text, figure(words, number))
    assert not story.findings
    assert len(story.data["figures"]) == 1


@pytest.mark.parametrize(
    ("text", "words", "value", "language"),
    [
        ("Shops shut for Christmas Day, he said.", "for Christmas Day", "2025-12-25", "en"),
        ("Es gilt seit vergangenem Jahr.", "seit vergangenem Jahr", "2024/..", "de"),
        ("It opens in the first week of July.", "in the first week of July", "2025-06-30/2025-07-06", "en"),
        ("It is due in the week of April 2.", "in the week of April 2", "2025-03-31/2025-04-06", "en"),
    ],
)
def test_holidays_and_weeks_of_a_day_are_kept(text: str, words: str, value: str, language: str) -> None:
    """A holiday is no length of time, and where a week begins is a matter of convention."""
    story = built(text, DateItem(paragraph=1, words=words, date=value, pointer="/dates/0"), language)
    assert not story.findings
    assert [one.get("date") for one in story.data["mentions"]] == [value]
