"""Articles are built from the values that Python users write, and are shown on one line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

import newsld
from newsld.model import (
    Citation,
    Dated,
    Event,
    Figure,
    Hop,
    Mention,
    NewsArticle,
    Organization,
    Person,
    Quotation,
    Relation,
)
from newsld.model.from_document import article_from
from newsld.model.to_document import story_data
from strategies import articles

BODY = "Ines said hi. Kai said no."
INDIA = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2025, 5, 12, 14, 30, tzinfo=UTC), "2025-05-12T14:30:00+00:00"),
        (datetime(2025, 5, 12, 14, 30, 5, 1000, tzinfo=INDIA), "2025-05-12T14:30:05.001000+05:30"),
        (date(2025, 5, 12), "2025-05-12"),
        ("2025-05-12T14:30:00Z", "2025-05-12T14:30:00Z"),
    ],
)
def test_a_publication_date_is_a_datetime_a_date_or_text(value: Any, text: str) -> None:
    """All of them are equal to the article with the text."""
    assert NewsArticle(date_published=value) == article_from({"datePublished": text})


def test_a_naive_datetime_is_refused_with_advice() -> None:
    """No offset is made up."""
    with pytest.raises(ValidationError, match="has no offset; add that of its time zone"):
        NewsArticle(date_published=datetime(2025, 5, 12, 14, 30))


def test_a_date_in_the_story_is_a_date_a_datetime_or_text() -> None:
    """With a basis, or without."""
    assert Person(id="a", birth_date=date(1950, 1, 2)) == Person(id="a", birth_date="1950-01-02")
    assert Dated(date=date(1950, 1, 2), basis="given") == Dated(date="1950-01-02", basis="given")
    assert str(Event(id="e", start_date=datetime(2025, 5, 12, 14, 30, tzinfo=UTC)).start_date.date) == (  # type: ignore[union-attr]
        "2025-05-12T14:30:00+00:00"
    )


@pytest.mark.parametrize(
    "words",
    [(14, 17), slice(14, 17), {"start": 14, "end": 17}, "Kai", {"exact": "Kai"}, {"exact": "Kai", "start": 14},
     {"exact": "Kai", "suffix": " said no"}, {"exact": "Kai", "prefix": "hi. "}],
)  # fmt: skip
@pytest.mark.parametrize("many", [False, True])
def test_a_span_is_given_by_offsets_or_words(words: Any, many: bool) -> None:
    """In parts that are built before the article, and in dictionaries of the same call."""
    for part in (Quotation(id="q", words=[words] if many else words), {"id": "q", "words": words}):
        article = NewsArticle(body=BODY, quotations=[part])
        assert article.quotations[0].words == ((14, 17),)
        assert article == NewsArticle(body=BODY, quotations=[Quotation(id="q", words=[(14, 17)])])


@pytest.mark.parametrize(
    "words", [slice(14, 17, 2), (14,), (14, 17, 20), (17, 14), (-3, 17), slice(3, None), 14, ""]
)
def test_other_offsets_are_refused(words: Any) -> None:
    """A step, a missing end and a negative offset mean nothing here."""
    with pytest.raises((ValidationError, TypeError)):
        NewsArticle(body=BODY, mentions=[Mention(words=words, of="kai")])


def test_words_are_found_at_any_depth() -> None:
    """In chains, dates, relations and the layout of the body itself."""
    article = NewsArticle(
        body={"text": BODY, "marks": [{"kind": "strong", "words": "hi"}]},
        people=[
            Person(
                id="kai", parent=Relation(id="ines", words="Ines"), birth_date=Dated(date="1950", words="no")
            ),
            {"id": "ines", "anonymous": True, "anonymousReason": "said hi"},
        ],
        citations={"a": Citation(id="a", covers="Ines said hi", chain=[Hop(parties="ines", words="Ines")])},
    )
    assert article.people[1].parent[0].words == (0, 4)
    assert article.people[1].birth_date and article.people[1].birth_date.words == (23, 25)
    assert article.people[0].anonymous_reason == (5, 12)
    assert article.citations[0].chain[0].words == ((0, 4),)
    assert article.body and article.body.marks[0].words == (10, 12)
    assert newsld.read(newsld.write(article, "yaml"), "yaml") == [article]


@pytest.mark.parametrize(
    ("body", "words", "message"),
    [
        (BODY, "Zoe", "are not in the body"),
        (BODY, "said", "occur"),
        (None, "Kai", "words need a body"),
    ],
)
def test_words_that_are_not_one_span_are_refused(body: str | None, words: str, message: str) -> None:
    """The error names them."""
    with pytest.raises(ValidationError, match=message):
        NewsArticle(body=body, figures=[Figure(id="f", value=1, words=words)])


def test_mentions_are_in_the_order_of_the_text_whatever_their_words() -> None:
    """Words that are found later are sorted with the others."""
    article = NewsArticle(
        body=BODY, mentions=[Mention(words="Kai", of="kai"), Mention(words=(0, 4), of="ines")]
    )
    assert [mention.of for mention in article.mentions] == ["ines", "kai"]
    with pytest.raises(ValidationError, match="the same words"):
        NewsArticle(body=BODY, mentions=[Mention(words="Kai", of="kai"), Mention(words=(14, 17), of="kai")])


@pytest.mark.parametrize(
    "people",
    [
        [Person(id="b"), Person(id="a")],
        (Person(id="b"), Person(id="a")),
        [{"id": "b"}, {"id": "a"}],
        [Person(id="b"), {"id": "a"}],
        {"b": {}, "a": {}},
        {"b": Person(id="b"), "a": Person(id="a")},
    ],
)
def test_a_collection_is_a_list_or_a_dictionary(people: Any) -> None:
    """It is in the order of the ids."""
    assert [person.id for person in NewsArticle(people=people).people] == ["a", "b"]


def test_files_accept_nothing_new() -> None:
    """Lists with ids are for Python: a story has a mapping by id."""
    found = newsld.check(b'{"newsld": 2, "people": [{"id": "a"}]}', "json", select="SCH")
    assert [finding.pointer for finding in found if finding.severity == "error"] == ["/people"]


@given(articles(nul=True))
def test_everything_is_shown_on_one_line(article: NewsArticle) -> None:
    """An article and each of its entities and events fit one line of a terminal or a notebook."""
    assert "\n" not in repr(article) and len(repr(article)) < 260
    for thing in (*article.entities, *article.events):
        assert "\n" not in repr(thing) and len(repr(thing)) < 140, repr(thing)
        assert thing.id in repr(thing)


def test_a_repr_says_what_it_is() -> None:
    """Its class, id and name; defaults are left out."""
    assert repr(Person(id="ines", name="Ines Farrow")) == "<Person ines “Ines Farrow”>"
    assert repr(Organization(id="desk")) == "<Organization desk>"
    assert repr(Event(id="e", name="Strike", start_date="2025", factuality="claimed")) == (
        "<Event e “Strike” (2025, claimed)>"
    )
    assert repr(Relation(id="ines")) == "Relation(id='ines')"
    assert repr(NewsArticle()) == "<NewsArticle>"
    assert repr(NewsArticle(headline="Hi\nthere", body="One two.", people=[Person(id="a")])) == (
        "<NewsArticle “Hi there” (2 words, 1 person)>"
    )


@given(articles())
def test_an_article_is_built_again_from_its_own_parts(article: NewsArticle) -> None:
    """What is read can be passed on, field by field."""
    values = {name: getattr(article, name) for name in type(article).model_fields}
    assert NewsArticle(**values) == article
    assert article_from(story_data(NewsArticle(**values))) == article
