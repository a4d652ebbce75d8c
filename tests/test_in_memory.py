"""Articles that are built in Python: what is wrong is a finding of `check`, and Unwritable for `write`."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

import newsld
from newsld.findings import Unwritable
from newsld.formats import WriteOptions, all_formats, find_format
from newsld.model import Citation, Mention, NewsArticle, Organization, Person, Place

BODY = "Ines said hi. Kai said no."
INES = Person(id="ines", name="Ines")
FORMATS = sorted(
    one.name for one in all_formats() if one.writes and one.name not in ("news-sitemap", "ninjs")
)

BROKEN: dict[str, tuple[Callable[[], NewsArticle], str]] = {
    "a span after the body": (
        lambda: NewsArticle(people=[INES], body=BODY, mentions=[Mention(words={"start": 0, "end": 100}, of="ines")]),
        "NLD-GRD-001",
    ),
    "a span that begins after the body": (
        lambda: NewsArticle(people=[INES], body=BODY, mentions=[Mention(words={"start": 90, "end": 100}, of="ines")]),
        "NLD-GRD-001",
    ),
    "a span in the same call": (
        lambda: NewsArticle(people=[INES], body=BODY, mentions=[{"words": {"start": 1, "end": 27}, "of": "ines"}]),
        "NLD-GRD-001",
    ),
    "other words at the offset": (
        lambda: NewsArticle(people=[INES], body=BODY, mentions=[{"words": {"exact": "Kai", "start": 0}, "of": "ines"}]),
        "NLD-GRD-001",
    ),
    "other words, built before": (
        lambda: NewsArticle(people=[INES], body=BODY, mentions=[Mention(words={"exact": "Z", "start": 0}, of="ines")]),
        "NLD-GRD-001",
    ),
    "an unknown author": (lambda: NewsArticle(body=BODY, author=["nobody"]), "NLD-REF-001"),
    "an unknown publisher": (lambda: NewsArticle(body=BODY, publisher="nobody"), "NLD-REF-001"),
    "an unknown mention": (
        lambda: NewsArticle(body=BODY, mentions=[Mention(words={"start": 0, "end": 4}, of="x")]),
        "NLD-REF-001",
    ),
    "a place as editor": (
        lambda: NewsArticle(body=BODY, places=[Place(id="p", name="P")], editor=["p"]), "NLD-REF-005",
    ),
    "an id twice": (lambda: NewsArticle(body=BODY, people=[INES, Person(id="ines", name="Other")]), "NLD-REF-002"),
    "an id in two collections": (
        lambda: NewsArticle(body=BODY, people=[INES], organizations=(Organization(id="ines", name="Ines Ltd"),)),
        "NLD-REF-002",
    ),
    "a value of a copy": (
        lambda: NewsArticle(
            body=BODY, people=[INES], mentions=[Mention(words=(0, 4), of="ines").model_copy(update={"form": "x"})]
        ),
        "NLD-SCH-004",
    ),
    "a label twice": (
        lambda: NewsArticle(body=BODY, citations=[Citation(id="1"), Citation(id="1")]), "NLD-REF-002",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_a_finding(name: str) -> None:
    """`check` says it, without a line, and raises nothing."""
    build, code = BROKEN[name]
    findings = newsld.check(build())
    assert code in {one.code for one in findings if one.severity == "error"}
    assert all(one.line is None and one.file is None for one in findings)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_not_written(name: str, format_name: str) -> None:
    """`write` raises Unwritable with the finding, in every format, and never another exception."""
    build, code = BROKEN[name]
    with pytest.raises(Unwritable) as raised:
        newsld.write(build(), format_name)
    assert code in {one.code for one in raised.value.findings}
    with pytest.raises(Unwritable):
        newsld.embed("<!doctype html><html><head></head></html>", build())


WORDS = [
    {"exact": "Kai"}, "Kai", {"exact": "Kai", "start": 14}, {"start": 14, "end": 17}, {"exact": "Kai", "prefix": ". "},
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_words_are_found_in_the_body_of_the_same_call(words: Any) -> None:
    """Lists, and words without offsets, are as good as tuples and spans."""
    article = NewsArticle(
        body=BODY,
        headline="h",
        people=[Person(id="kai", name="Kai")],
        mentions=[{"words": words, "of": "kai"}],
    )
    assert tuple(article.mentions[0].words) == (14, 17)
    assert not [one for one in newsld.check(article) if one.severity == "error"]
    for format_name in ("json", "jsonl", "jsonld", "markdown", "yaml", "csv"):
        (again,) = newsld.read(newsld.write(article, format_name), format_name)
        assert again == article
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301 -- made here


def test_words_of_one_call_are_not_looked_for_in_another() -> None:
    """The body of an article does not leak into values that are built later, also after an error."""
    with pytest.raises(ValueError, match="not in the body"):
        NewsArticle(body=BODY, mentions=[{"words": "Zoe", "of": "x"}])
    with pytest.raises(ValueError, match="words need a body"):
        NewsArticle(mentions=[Mention(words="Ines", of="x")])


def test_a_format_writes_what_is_checked() -> None:
    """The check costs nothing where an archive is written: formats themselves trust their caller."""
    article = NewsArticle(headline="h", body=BODY, people=[INES])
    assert find_format("json").write(article, WriteOptions()) == newsld.write(article, "json")
