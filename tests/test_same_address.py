"""Two stories with one url are reported by every command, and tables do not take them for one."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import newsld
from command_line import invoke
from newsld.findings import Finding
from newsld.pipeline.same_address import AddressedStory, SeenAddresses, StoryAddress

URL = "https://herald.example/quay"
CODE = "NLD-REF-009"


def _story(headline: str, url: str = URL, body: str = "Words.") -> str:
    return json.dumps({"newsld": 2, "headline": headline, "url": url, "body": body})


def _write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def _places(findings: list[Finding]) -> list[tuple[str, int | None, str]]:
    return [(Path(one.file or "").name, one.line, one.severity) for one in findings if one.code == CODE]


VARIATIONS = {
    "two files": {
        "a.yaml": f"newsld: 2\nheadline: Quay\nurl: {URL}\n",
        "b.md": f"---\nnewsld: 2\nheadline: Ferry\nurl: {URL}\n---\nWords.\n",
    },
    "two lines": {"b.jsonl": f"{_story('Quay')}\n\n{_story('Other', url=f'{URL}/2')}\n{_story('Ferry')}\n"},
    "two lines of another publisher": {
        "b.jsonl": "\n".join(
            json.dumps({
                "@context": "https://schema.org", "@type": "NewsArticle", "headline": name, "url": URL,
            })
            for name in ("Quay", "Ferry")
        )
    },
    "in the same words with another body": {
        "a.json": _story("Quay"),
        "b.json": _story("Quay", body="Other words."),
    },
}  # fmt: skip
EXPECTED = {
    "two files": [("b.md", 4, "error")],
    "two lines": [("b.jsonl", 4, "error")],
    "two lines of another publisher": [("b.jsonl", 2, "warning")],
    "in the same words with another body": [("b.json", 1, "error")],
}


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_check_reports_the_second_story(name: str, tmp_path: Path) -> None:
    """At its url, in the command and in Python."""
    for file, text in VARIATIONS[name].items():
        _write(tmp_path / "in", file, text)
    assert _places(newsld.check(tmp_path / "in")) == EXPECTED[name]
    done = invoke("check", tmp_path / "in", "--output-format", "json")
    report = [one for one in json.loads(done.stdout) if one["code"] == CODE]
    assert [(Path(one["file"]).name, one["line"], one["severity"]) for one in report] == EXPECTED[name]
    assert done.exit_code == (EXPECTED[name][0][2] == "error")
    ignored = invoke("check", tmp_path / "in", "--ignore", CODE)
    assert CODE not in ignored.stdout


@pytest.mark.parametrize("name", VARIATIONS)
def test_tables_have_the_first_story_only(name: str, tmp_path: Path) -> None:
    """The second is an error; its files are written."""
    for file, text in VARIATIONS[name].items():
        _write(tmp_path / "in", file, text)
    out = tmp_path / "out"
    done = invoke("export", tmp_path / "in", "-o", out, "-f", "csv,jsonld")
    assert done.exit_code == 1
    assert done.stderr.count(f"error {CODE} ") == 1
    assert "(not written as csv)" in done.stderr
    with (out / "csv" / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["headline"] for row in rows if row["url"] == URL] == ["Quay"]
    assert len(newsld.load(out / "csv").articles) == len(rows)
    assert any(
        b"Ferry" in file.read_bytes() or b"Other words" in file.read_bytes() for file in out.glob("b.json*")
    )


def test_other_formats_lose_nothing(tmp_path: Path) -> None:
    """So the finding is a warning there."""
    for file, text in VARIATIONS["two files"].items():
        _write(tmp_path / "in", file, text)
    done = invoke("export", tmp_path / "in", "-o", tmp_path / "out", "-f", "json")
    assert (done.exit_code, done.stderr.count(f"warning {CODE} ")) == (0, 1)
    assert len(list((tmp_path / "out").glob("[ab].json"))) == 2


def test_the_same_story_in_several_formats_is_no_problem(tmp_path: Path) -> None:
    """Exports are often next to their sources."""
    _write(tmp_path / "in", "quay.json", _story("Quay"))
    newsld.export(tmp_path / "in", tmp_path / "in", ["jsonld", "yaml", "markdown", "jsonl"])
    assert CODE not in [one.code for one in newsld.check(tmp_path / "in")]


def test_articles_in_memory_are_compared(tmp_path: Path) -> None:
    """They have no file."""
    articles = [newsld.load(_story(name).encode(), "json").articles[0] for name in ("Quay", "Ferry")]
    result = newsld.export(articles, tmp_path, ["csv"])
    assert [one.message for one in result.findings if one.code == CODE] == [
        f"“{URL}” is also the url of article 1 (not written as csv)"
    ]
    assert len(newsld.load(tmp_path / "csv").articles) == 1


def test_a_story_with_an_error_claims_no_address_in_an_export(tmp_path: Path) -> None:
    """It is not written, so the next one is."""
    _write(tmp_path / "in", "a.yaml", f"newsld: 2\nheadline: [1]\nurl: {URL}\n")
    _write(tmp_path / "in", "b.yaml", f"newsld: 2\nheadline: Ferry\nurl: {URL}\n")
    result = newsld.export(tmp_path / "in", tmp_path / "out", ["csv"])
    assert CODE not in [one.code for one in result.findings]
    assert [one.headline for one in newsld.load(tmp_path / "out" / "csv").articles] == ["Ferry"]


def test_many_addresses_take_little_memory() -> None:
    """They are in a database, and the first story with a url is found among them."""
    seen = SeenAddresses()
    stories = [
        AddressedStory(at, at, StoryAddress(f"{URL}/{at % 40_000}", at, True)) for at in range(1, 40_002)
    ]
    found = list(seen.find_repeated(stories, "archive.jsonl"))
    assert [(story.number, finding.message.rpartition("url of ")[2]) for story, finding in found] == [
        (40_001, "story 1 of archive.jsonl")
    ]
