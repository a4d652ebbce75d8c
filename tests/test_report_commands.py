"""No line of a report, and no printed path, is a command for a CI runner, whatever files and stories are called."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from command_line import invoke
from newsld.cli.reports.text import escape_line, escape_unprintable

STORY = "newsld: 2\nHeadline: h\nurl: https://herald.example/{}\nbody: b\n{}"
NAMES = [
    "::warning ::x.yaml",
    " ::error file=a::x.yaml",
    "##[error]x.yaml",
    "##vso[task.setvariable variable=a]x.yaml",
]
TEXTS = ["::warning ::x", "##[error]x", "##vso[build.addbuildtag]x", "a ##teamcity[x] b", "#####[group]x"]
COMMAND = re.compile(r"^\s*::|##[A-Za-z]*\[", re.MULTILINE)
PAGE = '<head><link rel=canonical href="https://herald.example/a"></head>'


@pytest.mark.parametrize("report", ["text", "concise"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_file_names_are_no_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, report: str
) -> None:
    """A file in a pull request can have any name."""
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(STORY.format("a", ""))
    done = invoke("check", ".", "-f", report)
    assert "NLD-SCH-001" in done.stdout
    assert not COMMAND.search(done.stdout)
    Path(name).write_text(STORY.format("a", "").replace("Head", "head"))
    for arguments in (["export", ".", "-o", ".", "-f", "json"], ["check", "nothing" + name]):
        done = invoke(*arguments)
        assert not COMMAND.search(done.stdout) and not COMMAND.search(done.stderr), arguments


@pytest.mark.parametrize("report", ["text", "concise"])
@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_no_commands(tmp_path: Path, text: str, report: str) -> None:
    """A story can say anything: in its excerpt, in a message, in a suggestion."""
    (tmp_path / "s.yaml").write_text(STORY.format("a", f'"{text}": 1\nsection: {{"{text}": "{text}"}}\n'))
    done = invoke("check", tmp_path, "-f", report)
    assert text[-1] in done.stdout
    assert not COMMAND.search(done.stdout)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_paths_of_pages_are_no_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`embed` prints the pages that it has written."""
    monkeypatch.chdir(tmp_path)
    Path("story.yaml").write_text(STORY.format("a", "").replace("Head", "head"))
    for name in ("::notice ::x.html", "a\n::warning ::x.html", "##[group]x.html"):
        Path(name).write_text(PAGE)
    done = invoke("embed", ".", "--from", "story.yaml")
    assert "written" in done.stdout and not COMMAND.search(done.stdout + done.stderr)


def test_what_is_no_command_is_unchanged() -> None:
    """Two number signs, or colons elsewhere, are what they are."""
    for text in ("## heading", "a ##", "#[x]", "C::D", "a: b", "##1[x]"):
        assert escape_unprintable(text) == escape_line(text) == text
    assert escape_line("::a") == "<U+003A>:a"
    assert escape_unprintable("##[a]") == "#<U+0023>[a]"
