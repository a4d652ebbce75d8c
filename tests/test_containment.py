"""What goes wrong with one file stays with that file: defects, bad names, links out of the folder, killed runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import newsld
from command_line import invoke
from newsld.formats import yaml
from newsld.pipeline import output
from newsld.pipeline.embedding.embed_page import embed_page
from newsld.pipeline.output import write_atomic

STORY = "newsld: 2\nheadline: {}\nurl: https://herald.example/{}\nbody: The quay is open.\n"
PAGE = '<!doctype html><html><head><title>x</title><link rel="canonical" href="https://herald.example/{}"></head></html>'


def _fail_for(headline: str, function: Any) -> Any:
    """Return a function that has a defect for the article or data with this headline."""

    def wrapped(*arguments: Any, **options: Any) -> Any:
        subject = arguments[0]
        found = subject.get("headline") if isinstance(subject, dict) else getattr(subject, "headline", None)
        if found == headline:
            raise IndexError("a defect\nof newsld")
        return function(*arguments, **options)

    return wrapped


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with three stories, of which the second is to fail; it is the current folder's `stories`."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "stories"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.yaml").write_text(STORY.format(f"Story {name}", name))
    return folder


def test_a_defect_in_a_check_is_a_finding(stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other stories are checked, the exit status is 2, and the finding is one line."""
    from newsld.pipeline import story_checks

    monkeypatch.setattr(story_checks, "check_dates", _fail_for("Story b", story_checks.check_dates))
    done = invoke("check", "stories", "-f", "json")
    (finding,) = json.loads(done.stdout)
    assert done.exit_code == 2
    assert (finding["code"], finding["file"], finding["line"]) == ("NLD-INT-001", "stories/b.yaml", 1)
    assert "IndexError: a defect of newsld" in finding["message"]
    assert [one.code for one in newsld.check(stories)] == ["NLD-INT-001"]
    assert len(newsld.load(stories).articles) == 2


@pytest.mark.parametrize("target", ["folder", "-"])
def test_a_defect_in_a_format_is_a_finding(
    stories: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """The other stories, and the same story in other formats, are written."""
    monkeypatch.setattr(yaml, "write", _fail_for("Story b", yaml.write))
    if target == "-":
        done = invoke("export", "stories/b.yaml", "-o", "-", "-f", "yaml")
    else:
        done = invoke("export", "stories", "-o", "out", "-f", "yaml,jsonld,csv")
        assert sorted(path.name for path in Path("out").glob("[!.]*.*")) == [
            "a.jsonld", "a.yaml", "b.jsonld", "c.jsonld", "c.yaml",
        ]  # fmt: skip
    assert done.exit_code == 2
    assert "error NLD-INT-001 newsld stopped on this input, writing it as yaml" in done.stderr


def test_a_defect_in_one_line_of_an_archive_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the line, and the other lines are written."""
    from newsld.pipeline import story_checks

    monkeypatch.setattr(story_checks, "check_dates", _fail_for("n2", story_checks.check_dates))
    lines = [json.dumps({"newsld": 2, "headline": f"n{n}", "body": "b"}) for n in range(5)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    done = invoke("export", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out"), "-f", "json")
    assert done.exit_code == 2 and "a.jsonl:3:1: error NLD-INT-001" in done.stderr
    written = (tmp_path / "out" / "a.jsonl").read_text().splitlines()
    assert [json.loads(line)["headline"] for line in written] == ["n0", "n1", "n3", "n4"]


def test_a_defect_with_one_page_is_a_finding(stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other pages are written."""
    Path("site").mkdir()
    for name in ("a", "b"):
        (Path("site") / f"{name}.html").write_text(PAGE.format(name))

    def fail(content: bytes, *arguments: Any, **options: Any) -> Any:
        if b"example/a" in content:
            raise KeyError("x")
        return original(content, *arguments, **options)

    module = sys.modules["newsld.pipeline.embedding.embed_site"]  # the package has a function of this name
    original = embed_page
    monkeypatch.setattr(module, "embed_page", fail)
    done = invoke("embed", "site", "--from", "stories")
    assert done.exit_code == 2 and "site/a.html:1:1: error NLD-INT-001" in done.stderr
    assert b"ld+json" in (Path("site") / "b.html").read_bytes()


@pytest.mark.parametrize("key", ["", " ", "a b", "\u2028"])
@pytest.mark.parametrize("syntax", ["jsonld", "html"])
def test_odd_keys_of_published_markup_are_exported(tmp_path: Path, key: str, syntax: str) -> None:
    """No key, not even an empty one, stops an export, and the good story next to it is written."""
    markup = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "x",
        key: "a",
        "author": {key: "b"},
    }
    text = json.dumps(markup)
    text = f'<script type="application/ld+json">{text}</script>' if syntax == "html" else text
    (tmp_path / f"odd.{syntax}").write_text(text)
    (tmp_path / "good.yaml").write_text(STORY.format("Good", "good"))
    done = invoke("export", str(tmp_path), "-o", str(tmp_path / "out"), "-f", "nquads,jsonld,csv,yaml,ninjs")
    assert done.exit_code in (0, 1) and "NLD-INT" not in done.stderr
    assert {"good.nq", "odd.nq"} <= {path.name for path in (tmp_path / "out").iterdir()}


BAD_NAMES = [
    "q" * 250 + ".yaml",
    "é" * 125 + ".yaml",
    "line\nbreak.yaml",
    "back\\slash.yaml",
    "a:b.yaml",
    "\x1b[2J.yaml",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_is_a_finding_about_that_file(stories: Path, name: str) -> None:
    """The other stories of the folder are written, the tables have all, and the finding names the file."""
    (stories / name).write_text(STORY.format("Odd name", "odd"))
    done = invoke("export", "stories", "-o", "out", "-f", "jsonld,csv")
    assert done.exit_code == 1
    assert done.stderr.count("NLD-OUT-001") == 1 and "rename the source" in done.stderr
    assert sorted(path.name for path in Path("out").glob("*.jsonld")) == ["a.jsonld", "b.jsonld", "c.jsonld"]
    assert "Odd name" in (Path("out") / "csv" / "articles.csv").read_text()
    again = invoke("export", "stories", "-o", "out", "-f", "jsonld,csv", "--check")
    assert again.exit_code == 1 and "NLD-OUT-001" in again.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_too_long_for_a_later_story_is_a_finding(tmp_path: Path) -> None:
    """The second story of a page has a longer name than the first."""
    markup = [
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": f"h{n}"} for n in range(3)
    ]
    (tmp_path / ("q" * 247 + ".jsonld")).write_text(json.dumps(markup))
    done = invoke("export", str(tmp_path), "-o", str(tmp_path / "out"), "-f", "jsonld")
    assert done.exit_code == 1 and done.stderr.count("NLD-OUT-001") == 2
    assert len(list((tmp_path / "out").glob("*.jsonld"))) == 1


def _unreadable_folder(path: Path) -> bool:
    return path.parts[-2:] == ("in", "port")


def _unreadable_story(path: Path) -> bool:
    return path.name == "tolls.md"


def _unreadable_archive(path: Path) -> bool:
    return path.name == "day.jsonl"


@pytest.mark.parametrize("closed", [_unreadable_folder, _unreadable_story, _unreadable_archive])
def test_what_cannot_be_read_is_a_finding_and_the_others_go_on(
    closed: Callable[[Path], bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a check, a fix, an export and in Python; earlier outputs of it are not pruned."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "port").mkdir(parents=True)
    for name in ("quay.md", "port.md", "port/tolls.md"):
        (tmp_path / "in" / name).write_text("---\nnewsld: 2\nheadline: T\n---\nText.\n", "utf-8")
    (tmp_path / "in" / "port" / "day.jsonl").write_text('{"newsld": 2, "headline": "T"}\n', "utf-8")
    assert invoke("export", "in", "-o", "out", "-f", "jsonld").exit_code == 0
    before = {path.name for path in (tmp_path / "out").rglob("*.json*")}
    open_, scandir = Path.open, os.scandir

    def checked_open(path: Path, *arguments: Any, **options: Any) -> Any:
        if closed(path):
            raise PermissionError(13, "Permission denied")
        return open_(path, *arguments, **options)

    def checked_scandir(path: Any) -> Any:
        if closed(Path(path)):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(Path, "open", checked_open)
    monkeypatch.setattr(os, "scandir", checked_scandir)
    for arguments in (["check"], ["check", "--fix"], ["export", "-o", "out", "-f", "jsonld", "--prune"]):
        done = invoke(arguments[0], "in", *arguments[1:])
        assert done.exit_code == 1, done.output
        assert done.output.count("error NLD-SYN-021 it cannot be read: Permission denied") == 1
    assert [one.code for one in newsld.check("in")] == ["NLD-SYN-021"]
    assert {path.name for path in (tmp_path / "out").rglob("*.json*")} == before


@pytest.mark.parametrize("action", [[], ["--remove"]])
def test_embedding_does_not_follow_a_link_out_of_the_folder(stories: Path, action: list[str]) -> None:
    """A page that a link leads to is not changed, except with --follow-links; links within the folder are."""
    Path("site").mkdir()
    Path("elsewhere").mkdir()
    outside, inside = Path("elsewhere/a.html"), Path("site/real.html")
    outside.write_text(PAGE.format("a"))
    inside.write_text(PAGE.format("b"))
    if action:
        assert invoke("embed", "elsewhere", "site", "--from", "stories").exit_code == 0
    before = outside.read_bytes()
    (Path("site") / "out.html").symlink_to(Path("..") / outside)
    (Path("site") / "within.html").symlink_to("real.html")
    arguments = ["embed", "site", *(action or ["--from", "stories"])]
    done = invoke(*arguments)
    assert done.exit_code == 1 and "site/out.html: error NLD-OUT-002" in done.stderr
    assert outside.read_bytes() == before
    assert (b"ld+json" in inside.read_bytes()) != bool(action)
    assert invoke(*arguments, "--follow-links").exit_code == 0
    assert outside.read_bytes() != before
    assert (Path("site") / "out.html").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links for everybody")
def test_fixing_does_not_follow_a_link_out_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file outside is changed only when it is named itself, or with --follow-links."""
    monkeypatch.chdir(tmp_path)
    Path("stories").mkdir()
    broken = STORY.format("H", "h").replace("headline", "Headline")
    Path("outside.yaml").write_text(broken)
    Path("stories/real.yaml").write_text(broken)
    Path("stories/link.yaml").symlink_to("../outside.yaml")
    Path("stories/within.yaml").symlink_to("real.yaml")
    done = invoke("check", "stories", "--fix")
    assert done.exit_code == 1 and "stories/link.yaml: error NLD-OUT-002" in done.stdout
    assert Path("outside.yaml").read_text() == broken
    assert "headline" in Path("stories/real.yaml").read_text()
    assert invoke("check", "stories", "--fix", "--follow-links").exit_code == 0
    assert "headline" in Path("outside.yaml").read_text()
    Path("outside.yaml").write_text(broken)
    assert invoke("check", "stories/link.yaml", "--fix").exit_code == 0
    assert "headline" in Path("outside.yaml").read_text() and Path("stories/link.yaml").is_symlink()


def test_files_of_a_killed_run_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only temporary files of newsld that are more than an hour old, and only where something is written."""
    hour_ago = time.time() - 3700
    stale, recent, foreign = (
        tmp_path / name for name in (".newsld-0123456789abcdef", ".newsld-fedcba9876543210", ".newsld-notes")
    )
    other = tmp_path / "other" / stale.name
    other.parent.mkdir()
    for path in (stale, recent, foreign, other):
        path.write_bytes(b"half")
        if path != recent:
            os.utime(path, (hour_ago, hour_ago))
    (tmp_path / ".newsld-aaaaaaaaaaaaaaaa").mkdir()
    monkeypatch.setattr(output, "_swept", set())
    write_atomic(tmp_path / "x", b"new")
    assert not stale.exists() and recent.exists() and foreign.exists() and other.exists()
    assert (tmp_path / ".newsld-aaaaaaaaaaaaaaaa").is_dir()


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "an absolute link": lambda folder, other: (folder / "out").symlink_to(other.resolve()),
    "a relative link": lambda folder, other: (folder / "out").symlink_to(os.path.relpath(other, folder)),
    "a link to a link": lambda folder, other: (
        (folder.parent / "step").symlink_to(other.resolve()),
        (folder / "out").symlink_to("../step"),
    )[0],
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no links for everybody")
@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize("is_folder", [True, False])
@pytest.mark.parametrize("command", ["embed", "fix"])
def test_no_kind_of_link_leads_out_of_the_folder(
    kind: str, is_folder: bool, command: str, stories: Path
) -> None:
    """To a file or to a folder, absolute, relative or by way of another link."""
    folder, other = Path("work"), Path("elsewhere")
    folder.mkdir()
    other.mkdir()
    name = "a.html" if command == "embed" else "a.yaml"
    content = (
        PAGE.format("a") if command == "embed" else STORY.format("H", "h").replace("headline", "Headline")
    )
    (other / name).write_text(content)
    LINKS[kind](folder, other if is_folder else other / name)
    if not is_folder:
        (folder / "out").rename(folder / name)
    arguments = ["embed", "work", "--from", "stories"] if command == "embed" else ["check", "work", "--fix"]
    invoke(*arguments)
    assert (other / name).read_text() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "stories", "-o", "out", "-f", "jsonld"],
        ["embed", "page.html", "--from", "stories/a.yaml"],
        ["check", "broken.yaml", "--fix"],
    ],
)
def test_a_later_run_removes_what_a_killed_one_left(
    arguments: list[str], stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command that writes is killed between writing and renaming; the next one, an hour later, cleans up."""
    Path("page.html").write_text(PAGE.format("a"))
    Path("broken.yaml").write_text(STORY.format("H", "h").replace("headline", "Headline"))
    killed = (
        "import os, signal, sys\n"
        "from newsld.cli import main\n"
        "os.replace = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, *arguments], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    left = [path for path in Path().rglob(".newsld-*") if path.is_file()]
    assert left
    for path in left:
        os.utime(path, (time.time() - 3700, time.time() - 3700))
    monkeypatch.setattr(output, "_swept", set())
    assert invoke(*arguments).exit_code == 0
    assert not [path for path in Path().rglob(".newsld-*") if path.is_file()]
