"""The structure check: silent on a story, and a placed finding for each fault in any format."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from newsld.checks.structure import check_structure
from newsld.formats import ReadOptions, find_format
from newsld.model.from_document import read_article
from newsld.model.to_document import story_data
from newsld.syntax.document import Document, Source
from strategies import articles

YAML = """\
newsld: 2
headlin: Dockers end strike
datePublished: 2025-03-04T18:20:00
people:
  ines-farrow: {name: Ines Farrow, birthDate: 1971}
  tom:
mentions:
  - {words: Ines, of: ines-farrow, form: nickname}
citations:
  gates: {chain: [{role: mediator}]}
"""
EXPECTED = [
    ("NLD-SCH-001", "/headlin", 2, 1),
    ("NLD-DAT-001", "/datePublished", 3, 16),
    ("NLD-SCH-002", "/people/ines-farrow/birthDate", 5, 47),
    ("NLD-SCH-002", "/people/tom", 6, 7),
    ("NLD-SCH-004", "/mentions/0/form", 8, 42),
    ("NLD-SCH-003", "/citations/gates/chain/0", 10, 19),
]
JSON = '{"newsld": 2,\n "headline": 1984,\n "places": {"a": {"latitude": "5°"}}}'


def document(name: str, content: str) -> Document:
    """The one document of an input that can be parsed."""
    (part,) = find_format(name).load().read(Source(content.encode(), name=f"story.{name}"), ReadOptions())
    assert isinstance(part, Document)
    return part


def placed(found: Document) -> list[tuple[Any, ...]]:
    """What the check finds, each with its place in the source."""
    findings = [found.place(finding) for finding in check_structure(found)]
    assert {finding.file for finding in findings} <= {found.source.name}
    return sorted(
        ((one.code, one.pointer, one.line, one.column) for one in findings), key=lambda one: (one[2], one[3])
    )


def test_every_fault_of_a_yaml_story_has_its_line_and_column() -> None:
    """One finding a fault, all at once: an unknown key at the key, anything else at the value."""
    assert placed(document("yaml", YAML)) == EXPECTED


def test_every_fault_of_a_json_story_has_its_line_and_column() -> None:
    """The same in JSON."""
    assert placed(document("json", JSON)) == [
        ("NLD-SCH-002", "/headline", 2, 14),
        ("NLD-SCH-005", "/places/a/latitude", 3, 31),
    ]


def test_every_finding_has_a_message_and_nearly_all_a_mend() -> None:
    """A desk editor is told what is wrong and what to write."""
    for finding in check_structure(document("yaml", YAML)):
        assert finding.message
        assert finding.suggestion


@given(articles(nul=True))
def test_a_sound_story_has_no_finding(article: Any) -> None:
    """Structure is never found wanting in what newsld makes of an article."""
    assert check_structure(Document(story_data(article), Source(b""))) == []


@pytest.mark.parametrize("name", ["yaml", "json"])
def test_structure_is_not_spoken_of_twice(name: str) -> None:
    """What the structure check says, the models do not say again."""
    found = document(name, YAML if name == "yaml" else JSON)
    assert read_article(found) == (None, [])
