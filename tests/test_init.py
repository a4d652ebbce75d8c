"""`newsld init`: a plain text becomes a story without errors and without invented values."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import HOSTILE

import newsld
from command_line import invoke
from newsld.pipeline.scaffold import draft
from newsld.syntax.document import Source

RAW = """\
Ferry back on the river

Advertisement

The ferry is back, the harbour office said.

Advertisement

About 300 people crossed on Monday.
"""

_run = partial(invoke, "init")


@pytest.fixture
def here(here: Path) -> Path:
    """A folder with a plain text."""
    (here / "raw.txt").write_text(RAW, "utf-8")
    return here


def test_repeated_lines_are_removed_and_reported(here: Path) -> None:
    """Each repeated line is reported with its count; standard output contains only the story."""
    assert here
    done = _run("raw.txt")
    assert done.exit_code == 0
    assert done.stderr == "removed a line that occurs 2 times: Advertisement\n"
    [article] = newsld.read(done.stdout_bytes)
    assert article.text == (
        "Ferry back on the river\n\nThe ferry is back, the harbour office said.\n\n"
        "About 300 people crossed on Monday."
    )


def test_nothing_is_invented(here: Path) -> None:
    """The article has a body and nothing else: no headline, no date, no author, no language."""
    assert here
    [article] = newsld.read(_run("raw.txt").stdout_bytes)
    assert article.model_fields_set == {"body"}
    assert newsld.check(article) == []


def test_the_gaps_are_comments_that_become_a_story(here: Path) -> None:
    """Without the comment marks, the first lines are valid keys."""
    assert here
    text = _run("raw.txt").stdout
    assert _run("raw.txt", "-o", "story.md").exit_code == 0
    assert (here / "story.md").read_text("utf-8") == text
    for key in (
        "headline",
        "datePublished",
        "author",
        "people",
        "mentions",
        "citations",
        "quotations",
        "figures",
    ):
        assert f"\n# {key}:" in text
    filled = text.replace("# headline:", "headline: Ferry back").replace("# inLanguage:  ", "inLanguage: en")
    assert not newsld.check(filled.encode())


def test_the_body_may_go_to_a_file_of_its_own(here: Path) -> None:
    """The story refers to it, and reads to the same article, whose text ends with a line feed."""
    done = _run("raw.txt", "-o", "story.yaml", "--body-file", "story.txt")
    assert (done.exit_code, done.stdout) == (0, "story.txt\nstory.yaml\n")
    assert _run("raw.txt", "-o", "inline.yaml").exit_code == 0
    assert newsld.read(here / "story.yaml") == newsld.read(here / "inline.yaml")
    [story], [markdown] = newsld.read(here / "story.yaml"), newsld.read(_run("raw.txt").stdout_bytes)
    assert story.text == markdown.text + "\n"
    assert newsld.check(here / "story.yaml") == []


def test_no_file_is_overwritten(here: Path) -> None:
    """A second run does not overwrite a story that has been filled in."""
    assert _run("raw.txt", "-o", "story.yaml").exit_code == 0
    (here / "story.yaml").write_text("filled in", "utf-8")
    assert _run("raw.txt", "-o", "story.yaml").exit_code == 2
    assert (here / "story.yaml").read_text("utf-8") == "filled in"


def test_the_text_may_be_kept_as_it_is(here: Path) -> None:
    """With --keep-furniture, repeated lines are kept."""
    assert here
    [article] = newsld.read(_run("raw.txt", "--keep-furniture").stdout_bytes)
    assert article.text == RAW.strip("\n")


@pytest.mark.parametrize("content", [b"", b" \n", b"caf\xe9", b"Again\nAgain\n"])
def test_an_empty_text_is_a_finding(here: Path, content: bytes) -> None:
    """Exit status 1, and no file."""
    (here / "raw.txt").write_bytes(content)
    done = _run("raw.txt", "-o", "story.yaml")
    assert done.exit_code == 1
    assert "raw.txt" in done.stderr
    assert "error NLD-SYN-" in done.stderr
    assert not (here / "story.yaml").exists()


def test_the_text_may_come_from_standard_input(here: Path) -> None:
    """`-` is standard input, as everywhere."""
    assert here
    assert _run("-", stdin=RAW).stdout == _run("raw.txt").stdout


@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=12).map("".join), st.booleans())
def test_any_text_becomes_a_story_with_exactly_that_body(text: str, in_yaml: bool) -> None:
    """For any text, the body is the text, in YAML with a final newline, and the story has no errors."""
    form: Literal["markdown", "yaml"] = "yaml" if in_yaml else "markdown"
    made = draft(Source(text.encode(), name="raw.txt"), keep_furniture=True, form=form)
    if made.story is None:
        assert not text.strip() or made.findings
        return
    [article] = newsld.read(made.story)
    assert article.text == text.removeprefix("\ufeff").strip("\n") + ("\n" if in_yaml else "")


BODIES = [
    "The quay is open.\n",
    "[x] *reopens*\n\n1. Quay\n# no heading\n",
    "---\nnewsld: 2\n",
    "a\\b `c` <d>\n",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_draft_in_markdown_reads_back(tmp_path: Path, body: str) -> None:
    """Its text is that of the file, whatever Markdown makes of it, and its fields are in the front matter."""
    (tmp_path / "raw.txt").write_text(body, "utf-8")
    story = tmp_path / "s.md"
    done = invoke("init", tmp_path / "raw.txt", "-o", story)
    assert (done.exit_code, done.stderr) == (0, "")
    (article,) = newsld.read(story)
    assert article.text == body.strip("\n")
    assert "# headline:" in story.read_text("utf-8").split("\n---\n")[0]
    assert not [one for one in newsld.check(story) if one.severity == "error"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", "<p>Quay</p>"),
        ("page.txt", "<!doctype html><html><body>Quay</body></html>"),
        ("page.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'/>"),
    ],
)
def test_a_page_is_not_taken_for_text(tmp_path: Path, name: str, content: str) -> None:
    """The message has the command that imports it."""
    (tmp_path / name).write_text(content, "utf-8")
    done = invoke("init", tmp_path / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is a web page: import it with newsld export" in done.stderr


@pytest.mark.parametrize("name", ["s.txt", "s.json", "s"])
def test_the_suffix_of_a_draft_is_that_of_its_format(tmp_path: Path, name: str) -> None:
    """Another suffix would be read as another format."""
    text = tmp_path / "raw.txt"
    text.write_text("Words.\n", "utf-8")
    done = invoke("init", text, "-o", tmp_path / name)
    assert done.exit_code == 2
    assert not (tmp_path / name).exists()
