"""Hooks and action that other repositories use, workflows, requirements and Makefile do what their text says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import newsld
from command_line import invoke

ROOT = Path(__file__).resolve().parent.parent
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

GOOD = "newsld: 2\nheadline: Ferry back on the river\nurl: https://herald.example/ferry\n"
BAD = "newsld: 2\nheadlin: Ferry back on the river\n"


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
    assert invoke(*_hook("newsld-check")).exit_code == 0
    (folder / "stories" / "bad.yaml").write_text(BAD, "utf-8")
    assert invoke(*_hook("newsld-check")).exit_code == 1


def test_the_export_hook_stops_until_the_exports_are_fresh(folder: Path) -> None:
    """Missing exports stop a commit; made, they let it pass."""
    assert folder
    assert invoke(*_hook("newsld-export-check")).exit_code == 1
    assert invoke("export", "stories", "-o", "build").exit_code == 0
    assert invoke(*_hook("newsld-export-check")).exit_code == 0


def _step(name: str) -> dict[str, Any]:
    return next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)


in_bash = pytest.mark.skipif(sys.platform == "win32", reason="bash may be another system's there")


def _acted(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """The check step of the action, as a runner has its shell run it."""
    step = _step("Check")
    values = {
        f"inputs.{name}": given.get(name.replace("-", "_"), one["default"])
        for name, one in ACTION["inputs"].items()
    } | {"github.action_path": str(ROOT), "steps.newsld.outputs.python": sys.executable}
    environment = {"PYTHONPATH": str(Path(newsld.__file__).parents[1])}
    for name, value in step["env"].items():
        environment[name] = re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], value)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env={**os.environ, **environment}, check=False
    )


@in_bash
def test_the_action_passes_good_stories(folder: Path) -> None:
    """Nothing to report is exit status 0 and no annotation."""
    done = _acted(folder, paths="stories")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@in_bash
def test_the_action_annotates_and_fails_bad_ones(folder: Path) -> None:
    """The annotation is on the line at fault."""
    (folder / "stories" / "bad.yaml").write_text(BAD, "utf-8")
    done = _acted(folder, paths="stories", profiles="default google")
    assert done.returncode == 1, done.stderr
    assert "::error file=stories/bad.yaml,line=2,col=1,title=newsld NLD-SCH-001::" in done.stdout


@in_bash
def test_the_action_writes_sarif_and_annotates_from_the_same_run(folder: Path) -> None:
    """The SARIF file exists although the step fails; the annotations are at the same places as without it."""
    (folder / "stories" / "bad, 100%: ä.yaml").write_text(BAD, "utf-8")
    alone = _acted(folder, paths="stories", profiles="default google")
    done = _acted(folder, paths="stories", profiles="default google", sarif_file="out.sarif")
    assert done.returncode == alone.returncode == 1, done.stderr
    assert "NLD-SCH-001" in done.stdout
    assert [line.rpartition("::")[0] for line in done.stdout.splitlines()] == [
        line.rpartition("::")[0] for line in alone.stdout.splitlines()
    ]
    assert '"NLD-SCH-001"' in (folder / "out.sarif").read_text("utf-8")
    assert _step("Check")["run"].count(" -m newsld check ") == 2  # one with SARIF, one without


@in_bash
def test_the_action_fails_when_newsld_cannot_do_its_work(folder: Path) -> None:
    """A path that does not exist is exit status 2, with or without a SARIF file."""
    assert _acted(folder, paths="storys").returncode == 2
    assert _acted(folder, paths="storys", sarif_file="out.sarif").returncode == 2


def test_no_input_of_the_action_is_pasted_into_a_script() -> None:
    """Inputs reach the shell as environment variables, so that none can be code."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "requirements").glob("*.txt"))}
PURPOSES = {
    "run": ("build",),
    "test": ("test", "lint", "bench"),
    "bench": ("bench",),
    "spark": (),
    "lowest": ("test",),
    "docs": ("docs",),
    "update": ("update",),
}
"""Each file of requirements/ and the dependency groups, and the extra of its name, that it is for."""

_PIN = re.compile(r"([a-z0-9-]+)==([^ ;]+)(?: ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")


def _pins(purpose: str) -> dict[str, set[Version]]:
    """The versions of each package in a file of requirements; more than one if Python versions differ."""
    found: dict[str, set[Version]] = {}
    for name, version, _ in _PIN.findall(LOCKS[purpose]):
        found.setdefault(name, set()).add(Version(version))
    return found


def _wanted(purpose: str) -> list[Requirement]:
    """What pyproject.toml asks for directly for a purpose."""
    groups = PROJECT["dependency-groups"]
    asked = [] if purpose in {"docs", "update"} else list(PROJECT["project"]["dependencies"])
    asked += PROJECT["project"]["optional-dependencies"].get(purpose, [])
    names = list(PURPOSES[purpose])
    for name in names:
        for one in groups[name]:
            if isinstance(one, str):
                asked.append(one)
            else:
                names.append(one["include-group"])
    if "build" in names:
        asked += PROJECT["build-system"]["requires"]
    return [Requirement(one) for one in asked]


def test_there_is_a_file_of_requirements_for_each_purpose() -> None:
    """Neither one too few nor one that nothing renews."""
    assert LOCKS.keys() == PURPOSES.keys()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_requirement_has_hashes_and_nothing_says_where_it_is_from(purpose: str) -> None:
    """Only pins with hashes and comments are left, and no address of an index or a file."""
    assert _PIN.search(LOCKS[purpose])
    rest = _PIN.sub("", LOCKS[purpose])
    assert [line for line in rest.splitlines() if not line.lstrip().startswith("#")] == []
    for sign in ("://", "--index", "--extra-index", "--find-links", "--trusted-host", " @ "):
        assert sign not in LOCKS[purpose]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_direct_dependency_is_pinned_to_a_version_that_it_allows(purpose: str) -> None:
    """`make update` was run after the last change of pyproject.toml."""
    pins = _pins(purpose)
    wanted = _wanted(purpose)
    assert wanted
    for one in wanted:
        versions = pins.get(canonicalize_name(one.name), set())
        assert versions, f"{one.name} is missing in requirements/{purpose}.txt. Run: make update"
        assert all(one.specifier.contains(version) for version in versions), f"{one}. Run: make update"


@pytest.mark.parametrize("purpose", ["run", "bench"])
def test_one_environment_takes_every_purpose(purpose: str) -> None:
    """What is in two files has one version, so that `make bench` after `make test` changes nothing."""
    tested = _pins("test")
    for name, versions in _pins(purpose).items():
        assert tested.get(name, versions) == versions


def test_the_lowest_versions_are_the_lower_bounds() -> None:
    """`make test-lowest` tries exactly what pyproject.toml promises to work."""
    lowest = _pins("lowest")
    bounds = 0
    for one in map(Requirement, PROJECT["project"]["dependencies"]):
        for bound in one.specifier:
            if bound.operator == ">=":
                bounds += 1
                assert lowest[canonicalize_name(one.name)] == {Version(bound.version)}, one.name
    assert bounds > 5


WORKFLOWS = {
    path.name: path.read_text("utf-8") for path in sorted((ROOT / ".github/workflows").glob("*.yml"))
}
VERSIONS = [
    name.rpartition(" ")[2]
    for name in PROJECT["project"]["classifiers"]
    if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", name)
]


def test_every_supported_python_is_tried_on_every_system() -> None:
    """The matrix has each version that the classifiers name, from the first that pyproject.toml allows."""
    assert PROJECT["project"]["requires-python"] == f">={VERSIONS[0]}"
    matrix = yaml.safe_load(WORKFLOWS["ci.yml"])["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == VERSIONS
    assert matrix["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_read_and_ends(name: str) -> None:
    """Each job has a time limit, and only those of a release may do more than read the repository."""
    workflow = yaml.safe_load(WORKFLOWS[name])
    assert workflow["permissions"] == ({} if name == "release.yml" else {"contents": "read"})
    assert workflow["concurrency"]
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 40
        assert name == "release.yml" or "permissions" not in job


def test_one_version_of_each_action_is_used_everywhere() -> None:
    """Also in the pages that show workflows."""
    used: dict[str, set[str]] = {}
    pages = [path.read_text("utf-8") for path in (ROOT / "docs" / "how-to").glob("*.md")]
    for text in [*WORKFLOWS.values(), (ROOT / "action.yml").read_text("utf-8"), *pages]:
        for action, version in re.findall(r"uses: ((?:actions|github|pypa)/[\w/-]+)@(\S+)", text):
            used.setdefault(action, set()).add(version)
    assert {"actions/checkout", "actions/setup-python"} <= used.keys()
    assert {action: versions for action, versions in used.items() if len(versions) > 1} == {}


MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_every_target_that_is_named_exists_and_is_in_the_help() -> None:
    """In README, docs, workflows and CI; the help lists all targets."""
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    helped = re.findall(r"^\t@echo 'make ([a-z-]+) ", MAKEFILE, re.MULTILINE)
    assert sorted(helped) == sorted(targets - {"help"})
    pages = [ROOT / "README.md", ROOT / ".ci" / "run", *(ROOT / "docs").rglob("*.md")]
    texts = [*(path.read_text("utf-8") for path in pages), *WORKFLOWS.values()]
    named = {
        name
        for text in texts
        for name in re.findall(r"(?:^\$ |`|run: |^)make ([a-z-]+[a-z])(?=`| PYTHON|$)", text, re.MULTILINE)
    }
    assert {"export", "test", "test-slow", "dist"} <= named
    assert named - targets - {"site"} == set()
