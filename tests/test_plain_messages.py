"""Messages that once contained words of Python, gave wrong advice, or did not appear at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import newsld
from command_line import invoke


def _dated(date: str) -> str:
    story = json.dumps({"newsld": 2, "headline": "T", "datePublished": date})
    (finding,) = [one for one in newsld.check(story.encode(), "json") if one.code == "NLD-DAT-002"]
    return finding.message


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2025-05-12T25:00:00Z", "hours go from 00 to 23"),
        ("2025-05-12T12:60:00Z", "minutes go from 00 to 59"),
        ("2025-05-12T12:00:61Z", "seconds go from 00 to 59"),
        ("2025-13-12T12:00:00Z", "months go from 01 to 12"),
        ("2025-04-31T12:00:00Z", "the month has no day 31"),
        ("2025-02-29T12:00:00Z", "the month has no day 29"),
        ("0000-05-12T12:00:00Z", "the calendar has no year 0000"),
        ("35 October", "“35 October” is not an RFC 3339 timestamp"),
    ],
)
def test_an_impossible_date_is_explained_in_english(date: str, reason: str) -> None:
    """Python would say `hour must be in 0..23`."""
    assert _dated(date).endswith(reason)


@pytest.mark.parametrize(
    "terms",
    [
        {"": "a"},
        {" ": "a"},
        {"author": {"@type": "Person", "name": "Mara Lunn", "": 1}},
        {"image": [{"@type": "ImageObject", "url": "https://h.example/a.jpg", "\t": None}]},
    ],
)
def test_an_empty_key_is_reported(terms: dict[str, Any]) -> None:
    """Its value means nothing to any reader."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T", **terms}
    found = newsld.check(json.dumps(article).encode(), "jsonld", select="VOC")
    assert [one.message for one in found if one.code == "NLD-VOC-002"] == [
        "a key is empty, so its value means nothing"
    ]


@pytest.mark.parametrize(
    "article",
    [
        {"@context": "https://schema.org", "@type": "NewsArticle"},
        {"@context": "https://schema.org", "@type": ["NewsArticle", "ReportageNewsArticle"]},
        {"@context": "https://schema.org", "@type": "OpinionNewsArticle"},
    ],
)
def test_an_empty_template_is_reported(article: dict[str, Any]) -> None:
    """An article that is only named is no empty one."""
    assert "NLD-VOC-014" in [one.code for one in newsld.check(json.dumps(article).encode(), "jsonld")]
    named = {"@context": "https://schema.org", "@type": "NewsArticle", "@id": "https://h.example/quay"}
    assert "NLD-VOC-014" not in [one.code for one in newsld.check(json.dumps(named).encode(), "jsonld")]


INTERRUPTED = """
import sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
from newsld.__main__ import run
run()
"""


@pytest.mark.parametrize("name", ["click", "newsld.cli", "newsld.cli.interrupts"])
def test_an_interrupt_while_the_program_starts_ends_quietly(name: str) -> None:
    """Without a traceback."""
    code = INTERRUPTED.format(name=name)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize(
    ("written", "number"), [("2,300", "2300"), ("1,234,567", "1234567"), ("-40,000", "-40000")]
)
def test_a_number_with_a_separator_in_braces_gets_advice_about_numbers(written: str, number: str) -> None:
    """Quotes alone would give a text, which is no number either."""
    story = f"newsld: 2\nheadline: T\nfigures: {{f: {{measures: boats, value: {written}}}}}\n"
    found = [one for one in newsld.check(story.encode(), "yaml") if one.code == "NLD-SYN-001"]
    assert [one.suggestion for one in found] == [f'write {number}, or quote it if it is text: "{written}"']


def test_a_report_needs_an_existing_folder(tmp_path: Path) -> None:
    """A typing error in the name of the folder does not create one."""
    (tmp_path / "a.yaml").write_text("newsld: 2\nheadline: T\n", "utf-8")
    report = tmp_path / "nonexistent" / "report.txt"
    done = invoke("check", tmp_path / "a.yaml", "-o", report)
    assert (done.exit_code, report.parent.exists()) == (2, False)
    assert "there is no folder" in done.stderr


@pytest.mark.parametrize("name", ["page.html", "tables.zip"])
def test_fix_says_what_it_does_not_change(name: str, tmp_path: Path) -> None:
    """Pages belong to a publishing system, and tables to a program."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T"}
    file = tmp_path / name
    if name == "page.html":
        file.write_text(f'<script type="application/ld+json">{json.dumps(article)}</script>', "utf-8")
    else:
        file.write_bytes(newsld.write(newsld.load(json.dumps(article).encode(), "jsonld").articles[0], "csv"))
    before = file.read_bytes()
    done = invoke("check", "--fix", file)
    assert "1 file skipped: --fix does not change pages and tables" in done.stderr
    assert file.read_bytes() == before
