"""Findings of constant size, found in constant time each, however long the lines and however many the findings."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

import newsld
from command_line import invoke
from newsld.cli.reports import REPORTS
from newsld.cli.reports.text import write
from newsld.findings import EXCERPT_LENGTH, MESSAGE_LENGTH, Excerpt, Finding, Position
from newsld.formats.markdown.positions import BytePositions
from newsld.model.text.closest_match import Candidates, suggest
from newsld.model.vocabulary import properties
from newsld.syntax.lines import Lines

FRONT = "---\nnewsld: 2\nheadline: Quay reopens\n---\n"


def test_an_excerpt_is_cut_around_its_column() -> None:
    """At most 200 code points of a line are in a finding, and the column is among them."""
    line = "".join(chr(0x100 + n) for n in range(5_000))
    for column in (1, 2, 99, 100, 101, 250, 2_500, 4_900, 5_000, 5_001):
        text, begin = Excerpt.of_line(line, column)
        assert len(text) == EXCERPT_LENGTH
        assert line[begin - 1 :].startswith(text)
        assert begin <= column <= begin + EXCERPT_LENGTH
    assert Excerpt.of_line("short\r", 3) == ("short", 1)
    assert Excerpt.of_line("", 1) == ("", 1)


@pytest.mark.parametrize("length", [10, 999, 1_000, 1_001, 100_000])
def test_messages_are_cut(length: int) -> None:
    """A message or a suggestion that names a long value has at most 1,000 code points."""
    finding = Finding("NLD-SYN-001", "é" * length, suggestion="b" * length)
    assert len(finding.message) == len(finding.suggestion or "") == min(length, MESSAGE_LENGTH)
    assert finding.message.endswith("…") == (length > MESSAGE_LENGTH)


LONG_VALUES: dict[str, bytes] = {
    "s.jsonld": b'{"@context": "https://schema.org", "@type": "NewsAr%s", "headline": "h"}',
    "s.md": b"---\nnewsld: 2\nheadline: h\n---\nSaid[^1].\n\n[^1]: {%s}\n",
    "s.html": b'<link rel=canonical href="https://herald.example/a"><script type="application/ld+json">'
    b'{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "h", "url": "https://herald.example/%s"}</script>',
    "s.yaml": b"newsld: 2\nheadline: h\nbody: b\nauthor: [%s]\npeople: {a: {name: A, affiliation: %s}}\n",
}


@pytest.mark.parametrize("name", LONG_VALUES)
def test_findings_about_long_values_are_small(tmp_path: Path, name: str) -> None:
    """Whatever a finding is about, and whoever wrote its message, it does not repeat 50,000 characters."""
    (tmp_path / name).write_bytes(LONG_VALUES[name].replace(b"%s", b"- b" * 17_000))
    findings = newsld.check(tmp_path / name, select="ALL")
    assert findings
    assert all(len(one.message) + len(one.suggestion or "") <= 2 * MESSAGE_LENGTH for one in findings)


def test_lines_are_found_by_their_position() -> None:
    """The line of a position is the one that an offset in it has, cut at the same place."""
    lines = Lines("one\r\n" + "two " * 500 + "\nthree")
    for offset in (0, 4, 5, 900, 2_005, 2_006, 2_010):
        assert lines.excerpt_at(lines.place(offset)) == lines.excerpt(offset)
    assert lines.excerpt_at(Position(4, 1)) is None
    assert lines.excerpt_at(Position(0, 1)) is None
    assert lines.excerpt_at(None) is None


def test_the_caret_is_below_the_column_of_a_cut_line() -> None:
    """The text report shows where in a long line a finding is, with an ellipsis on both sides."""
    text, begin = Excerpt.of_line("a" * 3_000 + "X" + "b" * 3_000, 3_001)
    pieces: list[str] = []
    finding = Finding("NLD-SYN-001", "wrong", line=1, column=3_001, excerpt=text, excerpt_column=begin)
    write([finding], pieces.append)
    shown, caret = "".join(pieces).split("\n")[1:3]
    assert shown[caret.index("^")] == "X"
    assert shown.endswith("…") and shown[4] == "…"


@pytest.mark.parametrize(
    "text", ["abc\ndéf\n\U0001f600" * 500, "é" * 3_000, "\n" * 3_000, "a" * 2_047 + "é\n\u4e2d"]
)
def test_bytes_are_converted_to_columns(text: str) -> None:
    """A byte of Markdown has the line and column that counting code points from the start gives."""
    source = text.encode()
    places, lines = BytePositions(source, 1), Lines(text)
    for at in range(0, len(text), 97):
        assert places.position(len(text[:at].encode())) == lines.place(at)
    assert places.position(len(source)) == lines.place(len(text))


LONG_LINES: dict[str, Callable[[int], bytes]] = {
    "s.md": lambda n: (FRONT + " ".join(f"w[^{i}]." for i in range(n))).encode(),
    "s.yaml": lambda n: (
        "{newsld: 2, headline: h, body: b, " + ", ".join(f"no{i}: 1" for i in range(n)) + "}"
    ).encode(),
    "s.json": lambda n: b'{"newsld": 2, "body": "b", ' + b", ".join(b'"n%d": 1' % i for i in range(n)) + b"}",
    "s.jsonld": lambda n: (
        b'{"@context": "https://schema.org", "@type": "NewsArticle", '
        + b", ".join(b'"n%d": 1' % i for i in range(n))
        + b"}"
    ),
    "s.jsonl": lambda n: (
        b'{"newsld": 2, "body": "b", ' + b", ".join(b'"n%d": 1' % i for i in range(n)) + b"}\n"
    ),
    "s.html": lambda n: (
        b"<html><head>"
        + b"".join(b'<script type="application/ld+json">{"n": %d,}</script>' % i for i in range(n))
        + b"</head></html>"
    ),
}
"""Inputs with many findings in one line, by file name."""


@pytest.mark.parametrize("name", LONG_LINES)
def test_findings_in_one_line_are_small(tmp_path: Path, name: str) -> None:
    """No finding carries a long line, and all of them have an excerpt with their column in it."""
    (tmp_path / name).write_bytes(LONG_LINES[name](600))
    findings = newsld.check(tmp_path / name, select="ALL")
    assert len(findings) > 500
    assert sum(finding.excerpt is not None for finding in findings) > 500
    for finding in findings:
        assert len(finding.message) + len(finding.suggestion or "") < 1_000
        if finding.excerpt is not None:
            assert len(finding.excerpt) <= EXCERPT_LENGTH and finding.column is not None
            assert 0 <= finding.column - finding.excerpt_column <= len(finding.excerpt)


def test_memory_of_findings_is_in_proportion_to_their_number(tmp_path: Path) -> None:
    """120 kB of undefined footnotes in one line take megabytes and not gigabytes."""
    (tmp_path / "s.md").write_bytes(LONG_LINES["s.md"](12_000))
    tracemalloc.start()
    try:
        findings = newsld.check(tmp_path / "s.md")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(findings) == 12_000
    assert peak < 100_000_000


def test_a_thousand_unknown_words_are_searched_in_less_than_a_second() -> None:
    """A suggestion costs a fraction of a millisecond, and a word that is searched again nothing."""
    words = [
        f"{word}{n}"
        for n in range(100)
        for word in ("k", "key", "dateOf", "author_", "xyzzy", "n", "is", "has", "e", "q")
    ]
    begin = time.process_time()
    for word in words:
        suggest(word, properties())
    assert time.process_time() - begin < 1


def test_a_search_among_many_words_does_not_look_at_all_of_them() -> None:
    """Among 50,000 ids, a typing error is recognized, and a search takes milliseconds."""
    candidates = Candidates(f"person-{n:05}-x" for n in range(50_000))
    assert suggest("person-04711-y", candidates) == ["person-04711-x"]
    assert suggest("PERSON_04711_X", candidates) == ["person-04711-x"]
    begin = time.process_time()
    for n in range(100):
        suggest(f"somebody-{n}", candidates)
    assert time.process_time() - begin < 2


def _footnotes(number: int) -> str:
    return FRONT + "\n".join(f"Quay.[^{n}]" for n in range(number))


@pytest.mark.parametrize("report", [*REPORTS])
def test_a_report_shows_the_first_thousand(tmp_path: Path, report: str) -> None:
    """Every format has 1,000 findings of a story and one about the rest, and the exit status is that of all."""
    (tmp_path / "s.md").write_text(_footnotes(1_234))
    done = invoke("check", tmp_path / "s.md", "-f", report)
    assert done.exit_code == 1
    assert done.stdout.count("and 234 more") in (1, 2)
    assert "[^1100]" not in done.stdout
    if report == "text":
        assert done.stdout.splitlines()[-1] == "1,234 errors in 1 file"
    if report == "json":
        found = json.loads(done.stdout)
        assert len(found) == 1_001
        assert (found[-1]["code"], found[-1]["severity"], found[-1]["line"]) == (
            "NLD-INF-004",
            "error",
            1_005,
        )


def test_statistics_fixes_and_the_api_have_all(tmp_path: Path) -> None:
    """--statistics counts every finding, --fix fixes every one, and the API returns every one."""
    (tmp_path / "s.md").write_text(_footnotes(1_234))
    done = invoke("check", tmp_path / "s.md", "--statistics", "-f", "json")
    assert [one["count"] for one in json.loads(done.stdout)] == [1_234]
    assert len(newsld.check(tmp_path / "s.md")) == 1_234
    people = "".join(f"  p{n}: {{Name: Ines}}\n" for n in range(1_100))
    (tmp_path / "s.md").write_text(f"---\nnewsld: 2\nheadline: h\npeople:\n{people}---\nQuay.\n")
    invoke("check", tmp_path / "s.md", "--fix")
    assert "Name" not in (tmp_path / "s.md").read_text()


def test_every_story_and_line_has_its_own_thousand(tmp_path: Path) -> None:
    """The findings of one story do not hide those of the next."""
    keys = ", ".join(f'"q{n}": 1' for n in range(1_010))
    line = f'{{"newsld": 2, "headline": "h", "body": "b", {keys}}}\n'
    (tmp_path / "a.jsonl").write_text(line * 3)
    (tmp_path / "b.md").write_text(_footnotes(1_010))
    (tmp_path / "c.md").write_text(_footnotes(1_000))
    done = invoke("check", tmp_path, "-f", "concise")
    assert done.stdout.count("and 10 more") == 4
    assert len(done.stdout.splitlines()) == 3 * 1_001 + 1_001 + 1_000
    out = invoke("export", tmp_path, "-o", tmp_path / "out", "-f", "json")
    assert "0 stories in 0 files, 5,040 errors" in out.stdout and out.stderr.count("and 10 more") == 4
