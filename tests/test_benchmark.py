"""The benchmark measures stories that differ and have no faults, and each of its tables has a place on its page."""

from __future__ import annotations

import newsld
from bench.rounds import PAGE
from bench.usual_stories import usual_stories
from benchmark import LONG, SECTIONS


def test_usual_stories_differ_and_have_no_findings() -> None:
    """Each has words, ids and an address of its own, and is the same every time."""
    lines = list(usual_stories(range(20)))
    assert newsld.check(b"".join(lines), "jsonl") == []
    articles = [newsld.read(line, "jsonl")[0] for line in lines]
    assert len({article.url for article in articles}) == len(lines)
    assert len({article.text for article in articles}) == len(lines)
    assert len({tuple(person.id for person in article.people) for article in articles}) == len(lines)
    assert list(usual_stories([7])) == [lines[7]]


def test_every_section_has_its_place_on_the_page() -> None:
    """`--write` finds the marks of each, once."""
    page = PAGE.read_text("utf-8")
    for section in (*SECTIONS, *LONG):
        assert page.count(f"<!-- {section}: make bench -->\n") == 1
        assert page.count(f"<!-- end of {section} -->\n") == 1
