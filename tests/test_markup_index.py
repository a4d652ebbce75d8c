"""First sight and close look: markup is passed over quickly only where the long way finds nothing either."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import corpus
from bench.published import made
from markup_of import markup_of, run_checks
from newsld.checks.profiles import Selection
from newsld.findings import Finding
from newsld.pipeline.flow import check
from newsld.syntax.document import Source
from newsld.web.markup import blocks
from newsld.web.markup.index import index_block

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
MODULES = ("contexts_and_ids", "terms", "values", "published_dates", "author_names", "images", "google")
RULES = Selection(("google",)).codes()
ARTICLE = made(1)
SPOILS: tuple[Any, ...] = (
    "", " ", "\u00a0", None, [], {}, 0, -7, 1.5, True, "x", "2025-02-30", "https://", [""], [[1]], {"name": "x"},
    {"@id": ""}, {"@id": None}, {"@id": "#nowhere"}, {"@type": "Thing"}, {"@value": "x"}, {"@type": [{}]},
    {"@list": ["x"]}, {"@type": "NoSuchThing", "name": "x"},
)  # fmt: skip


def published() -> Iterator[Any]:
    """Every block of the fixtures, and every third of the corpus where that is at hand."""
    for path in sorted(FIXTURES.rglob("*.jsonld")):
        try:
            yield json.loads(path.read_bytes())
        except ValueError:
            continue
    for page in corpus.pages()[::3]:
        yield from (data for data, _ in page.blocks)


def found(data: Any) -> list[Finding]:
    """What the rules that know a first sight say, in an order that does not depend on it."""
    return sorted(run_checks(markup_of(data), *MODULES), key=repr)


def spoiled(data: dict[str, Any]) -> Iterator[Any]:
    """An article without a fault, with one value of it or of a part of it changed."""
    for number, key in enumerate(data):
        for place, spoil in enumerate(SPOILS):
            if (number + place) % 3 == 0:
                yield data | {key: spoil}
        part = data[key][0] if isinstance(data[key], list) else data[key]
        if isinstance(part, dict):
            for place, inner in enumerate(part):
                yield data | {key: part | {inner: SPOILS[(number + place) % len(SPOILS)]}}


@pytest.mark.slow
def test_the_first_sight_says_what_the_close_look_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over published blocks, and articles with one value changed, the same findings at the same places."""
    every = [*published(), *spoiled(ARTICLE)]
    quick = [found(data) for data in every]
    monkeypatch.setattr(blocks, "index_block", lambda data, **_: index_block(data, quick=False))
    for data, expected in zip(every, quick, strict=True):
        assert found(data) == expected


@pytest.mark.parametrize("profile", ["default", "google"])
def test_an_article_without_a_fault_is_passed_at_first_sight(profile: str) -> None:
    """The articles of the benchmark have no finding, and nothing in them needs explaining."""
    for number in range(20):
        assert markup_of(made(number)).is_known_valid
        source = Source(json.dumps(made(number)).encode(), name="a.jsonld")
        assert check(source, rules=Selection((profile,)).codes()) == []


def test_objects_are_put_into_the_order_of_the_text() -> None:
    """Whichever way they were found, places and names lead to the same objects."""
    for data in published():
        quick, slow = index_block(data), index_block(data, quick=False)
        quick.sort_by_text()
        assert [seen[:4] for seen in quick.objects] == [seen[:4] for seen in slow.objects]
        assert quick.by_id == slow.by_id
        assert sorted(quick.duplicates) == sorted(slow.duplicates)
        assert quick.references == slow.references


def test_what_was_checked_is_gone_at_once() -> None:
    """No circle of references keeps an article in memory until somebody looks for circles."""
    source = Source(json.dumps(ARTICLE).encode(), name="a.jsonld")
    check(source, rules=RULES)
    gc.collect()
    gc.disable()
    try:
        check(source, rules=RULES)
        assert gc.collect() == 0
    finally:
        gc.enable()
