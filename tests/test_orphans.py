"""Outputs whose story is gone are reported and pruned, and nothing else is ever removed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import newsld
from command_line import invoke
from newsld.pipeline.archive.manifest import MANIFEST


def _story(headline: str) -> str:
    return f"newsld: 2\nheadline: {headline}\n"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three stories, of which all formats with a file per story have been exported."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stories" / "port").mkdir(parents=True)
    for name in ("quay", "ferry", "port/tolls"):
        (tmp_path / "stories" / f"{name}.yaml").write_text(_story(name), "utf-8")
    assert invoke("export", "stories", "-o", "build", "-f", "jsonld,markdown").exit_code == 0
    return tmp_path


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}


def _delete(work: Path) -> None:
    (work / "stories/port/tolls.yaml").unlink()


def _rename(work: Path) -> None:
    (work / "stories/port/tolls.yaml").rename(work / "stories/port/fees.yaml")


def _exclude(work: Path) -> None:
    (work / "newsld.toml").write_text('exclude = ["stories/port/tolls.yaml"]', "utf-8")


def _ignore(work: Path) -> None:
    (work / "stories/.gitignore").write_text("tolls.*", "utf-8")


def _empty(work: Path) -> None:
    (work / "stories/port/tolls.yaml").write_text("notes: later\n", "utf-8")


GONE: dict[str, Callable[[Path], None]] = {
    "deleted": _delete,
    "renamed": _rename,
    "excluded": _exclude,
    "ignored": _ignore,
    "no story any more": _empty,
}
ORPHANS = {"port/tolls.jsonld", "port/tolls.md"}


@pytest.mark.parametrize("how", GONE)
def test_check_reports_the_outputs_of_a_story_that_is_gone(how: str, work: Path) -> None:
    """With the command that removes them, and that command works."""
    GONE[how](work)
    done = invoke("export", "stories", "-o", "build", "-f", "jsonld,markdown", "--check")
    assert done.exit_code == 1
    assert {line for line in done.stdout.splitlines() if line.endswith(": orphaned")} == {
        f"build/{name}: orphaned" for name in ORPHANS
    }
    assert done.stdout.splitlines()[-1].endswith(" --prune")
    plain = invoke("export", "stories", "-o", "build", "-f", "jsonld,markdown")
    assert (plain.exit_code, plain.stderr.count("its story is gone. Remove it with --prune")) == (0, 2)
    assert _files(work / "build") >= ORPHANS
    pruned = invoke("export", "stories", "-o", "build", "-f", "jsonld,markdown", "--prune")
    assert pruned.exit_code == 0
    assert {f"build/{name}: removed" for name in ORPHANS} <= set(pruned.stdout.splitlines())
    assert _files(work / "build").isdisjoint(ORPHANS)
    assert invoke("export", "stories", "-o", "build", "-f", "jsonld,markdown", "--check").exit_code == 0


def test_python_lists_and_removes_them(work: Path) -> None:
    """As the command does."""
    _delete(work)
    orphans = [Path("build") / name for name in sorted(ORPHANS)]
    checked = newsld.export("stories", "build", ["jsonld"], check=True)
    assert checked.stale == [(path, "orphaned") for path in orphans]
    assert newsld.export("stories", "build", ["jsonld"]).orphans == orphans
    assert newsld.export("stories", "build", ["jsonld"], prune=True).removed == orphans
    assert not (work / "build/port").exists()


def _own_file(work: Path) -> str:
    (work / "build/port/notes.md").write_text("by hand", "utf-8")
    return "port/notes.md"


def _edited(work: Path) -> str:
    (work / "build/port/tolls.md").write_text("edited by hand", "utf-8")
    return "port/tolls.md"


def _same_size(work: Path) -> str:
    file = work / "build/port/tolls.jsonld"
    file.write_bytes(file.read_bytes().swapcase())
    return "port/tolls.jsonld"


def _written_elsewhere(work: Path) -> str:
    (work / "other").mkdir()
    (work / "other/bridge.yaml").write_text(_story("bridge"), "utf-8")
    invoke("export", "other", "-o", "build", "-f", "jsonld")
    return "bridge.jsonld"


def _other_format(work: Path) -> str:
    invoke("export", "stories", "-o", "build", "-f", "json")
    return "quay.json"


def _invalid_story(work: Path) -> str:
    (work / "stories/quay.yaml").write_text("newsld: 2\nheadline: [1]\n", "utf-8")
    return "quay.jsonld"


@pytest.mark.parametrize(
    "keep", [_own_file, _edited, _same_size, _written_elsewhere, _other_format, _invalid_story]
)
def test_nothing_else_is_removed(keep: Callable[[Path], str], work: Path) -> None:
    """Files of somebody else, changed files, and outputs of other runs, formats and stories with an error."""
    kept = keep(work)
    _delete(work)
    done = invoke("export", "stories", "-o", "build", "-f", "jsonld,markdown", "--prune")
    assert f"build/{kept}: removed" not in done.stdout
    assert kept in _files(work / "build")
    assert len(_files(work / "build") & ORPHANS) < 2


@pytest.mark.parametrize("name", ["../stories/quay.yaml", "/etc/hostname", "port/../../stories/quay.yaml"])
def test_a_hostile_manifest_removes_nothing(name: str, work: Path) -> None:
    """A pull request can contain any manifest."""
    manifest = json.loads((work / "build" / MANIFEST).read_bytes())
    manifest["files"] = {name: {"source": "../stories/gone.yaml", "format": "jsonld", "checksum": "1-0"}}
    (work / "build" / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    before = _files(work)
    done = invoke("export", "stories", "-o", "build", "--prune")
    assert (done.exit_code, "is not a manifest" in done.stderr) == (2, True)
    assert _files(work) >= before


def test_no_input_and_no_file_behind_a_link_is_removed(work: Path) -> None:
    """Even if the manifest has it with its checksum."""
    _delete(work)
    outside = work / "outside"
    outside.mkdir()
    for name in ORPHANS:
        (work / "build" / name).rename(outside / Path(name).name)
    (work / "build/port").rmdir()
    (work / "build/port").symlink_to(outside, target_is_directory=True)
    done = invoke("export", "stories", "-o", "build", "-f", "jsonld", "--prune")
    assert ("removed" in done.stdout, len(_files(outside))) == (False, 2)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"files": {"a": 1}}', b"\xff", b'{"files": {"": {}}}'])
def test_a_broken_manifest_is_a_message(content: bytes, work: Path) -> None:
    """And not an empty one: then no orphan would ever be found."""
    (work / "build" / MANIFEST).write_bytes(content)
    done = invoke("export", "stories", "-o", "build")
    assert (done.exit_code, "restore it, or delete it" in done.stderr) == (2, True)


def test_a_file_that_loses_a_story_leaves_an_orphan(work: Path) -> None:
    """Also within one input."""
    lines = [json.dumps({"newsld": 2, "headline": name}) for name in ("quay", "ferry")]
    (work / "stories/day.jsonl").write_text("\n".join(lines), "utf-8")
    assert invoke("export", "stories", "-o", "build", "-f", "yaml").exit_code == 0
    (work / "stories/day.jsonl").write_text(lines[0], "utf-8")
    done = invoke("export", "stories", "-o", "build", "-f", "yaml", "--check")
    assert "build/day.2.yaml: orphaned" in done.stdout
    assert invoke("export", "stories", "-o", "build", "-f", "yaml", "--prune").exit_code == 0
    assert {"day.yaml"} == {name for name in _files(work / "build") if name.startswith("day")}


def test_exports_next_to_their_sources_keep_the_sources(work: Path) -> None:
    """The manifest is no story either."""
    assert invoke("export", "stories", "-o", "stories", "-f", "nquads").exit_code == 0
    assert "checked 3 stories" in invoke("check", "stories").stdout
    _delete(work)
    assert invoke("export", "stories", "-o", "stories", "-f", "nquads", "--prune").exit_code == 0
    assert _files(work / "stories") == {"quay.yaml", "quay.nq", "ferry.yaml", "ferry.nq"}


def test_a_manifest_is_written_for_folders_only_and_is_the_same_everywhere(work: Path) -> None:
    """A named file needs none; and its bytes depend neither on the current folder nor on how paths are written."""
    assert invoke("export", "stories/quay.yaml", "-o", "one", "-f", "jsonld").exit_code == 0
    assert not (work / "one" / MANIFEST).exists()
    first = (work / "build" / MANIFEST).read_bytes()
    assert (
        invoke("export", str(work / "stories"), "-o", str(work / "same"), "-f", "markdown,jsonld").exit_code
        == 0
    )
    assert (work / "same" / MANIFEST).read_bytes() == first
    assert str(work).encode() not in first


def test_prune_and_check_exclude_each_other(work: Path) -> None:
    """One writes, the other does not."""
    assert invoke("export", "stories", "-o", "build", "--check", "--prune").exit_code == 2
    assert invoke("export", "stories/quay.yaml", "-o", "-", "-f", "json", "--prune").exit_code == 2
    assert (work / "build/quay.md").exists()
