"""What other repositories take from this one: the pre-commit hooks and the GitHub Action do what their text says."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import newsld
from newsld.cli import main

ROOT = Path(__file__).resolve().parent.parent
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

GOOD = "newsld: 1\nheadline: Ferry back on the river\nurl: https://herald.example/ferry\n"
BAD = "newsld: 1\nheadlin: Ferry back on the river\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one good story and a text that is none."""
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "README.md").write_text("# No story\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_hooks() -> None:
    """A test that collects nothing would hold nothing."""
    assert {hook["id"] for hook in HOOKS} == {"newsld-check", "newsld-export-check"}


def _hook(name: str) -> list[str]:
    hook = next(hook for hook in HOOKS if hook["id"] == name)
    program, *arguments = shlex.split(hook["entry"])
    assert program == "newsld"
    return [*arguments, *hook["args"]]


def test_the_check_hook_passes_good_stories_and_stops_bad_ones(folder: Path) -> None:
    """With the arguments that it has when nobody gives others."""
    assert CliRunner().invoke(main, _hook("newsld-check")).exit_code == 0
    (folder / "stories" / "bad.yaml").write_text(BAD, "utf-8")
    assert CliRunner().invoke(main, _hook("newsld-check")).exit_code == 1


def test_the_export_hook_stops_until_the_exports_are_fresh(folder: Path) -> None:
    """Missing exports stop a commit; made, they let it pass."""
    assert folder
    assert CliRunner().invoke(main, _hook("newsld-export-check")).exit_code == 1
    assert CliRunner().invoke(main, ["export", "stories", "-o", "build"]).exit_code == 0
    assert CliRunner().invoke(main, _hook("newsld-export-check")).exit_code == 0


def _step(name: str) -> dict[str, Any]:
    return next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)


def _acted(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """The check step of the action, as a runner has its shell run it."""
    program = folder / "newsld"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m newsld "$@"\n', "utf-8")
    program.chmod(0o755)
    step = _step("Check")
    inputs = {
        name: given.get(name.replace("-", "_"), one["default"]) for name, one in ACTION["inputs"].items()
    }
    environment = {"PYTHONPATH": str(Path(newsld.__file__).parents[1])} | {
        name: value.replace("${{ runner.temp }}/newsld/bin/newsld", str(program))
        for name, value in step["env"].items()
    }
    for name, value in inputs.items():
        environment = {
            key: held.replace("${{ inputs." + name + " }}", value) for key, held in environment.items()
        }
    assert not any("${{" in value for value in environment.values())
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env={**os.environ, **environment}, check=False
    )


def test_the_action_passes_good_stories(folder: Path) -> None:
    """Nothing to report is exit status 0 and no annotation."""
    done = _acted(folder, paths="stories")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_action_annotates_and_fails_bad_ones_and_writes_sarif(folder: Path) -> None:
    """The annotation is on the line at fault, and the SARIF file is there although the step fails."""
    (folder / "stories" / "bad.yaml").write_text(BAD, "utf-8")
    done = _acted(folder, paths="stories", profiles="default google", sarif_file="out.sarif")
    assert done.returncode == 1, done.stderr
    assert "::error file=stories/bad.yaml,line=2,col=1,title=newsld NLD-SCH-001::" in done.stdout
    assert '"NLD-SCH-001"' in (folder / "out.sarif").read_text("utf-8")


def test_the_action_fails_when_newsld_cannot_do_its_work(folder: Path) -> None:
    """A path that does not exist is exit status 2, with or without a SARIF file."""
    assert _acted(folder, paths="storys").returncode == 2
    assert _acted(folder, paths="storys", sarif_file="out.sarif").returncode == 2


def test_no_input_of_the_action_is_pasted_into_a_script() -> None:
    """Inputs reach the shell as environment variables, so that none can be code."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
