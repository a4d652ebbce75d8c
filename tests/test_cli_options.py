"""Options that commands share: exit status, verbosity, completion, colors, and comments that ignore findings."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import newsld
from command_line import invoke
from newsld.cli import main
from newsld.cli.streams import use_color
from newsld.findings.catalogue import codes
from newsld.formats import FORMATS

LOOSE = """\
newsld: 2
headline: Ferry back on the river
people:
  a: {name: A}
figures:
  b: {value: 1}
"""
"""A story with a warning in line 4, NLD-GRD-005, and an info in line 6, NLD-CIT-004."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a folder with a story that has findings."""
    (tmp_path / "loose.yaml").write_text(LOOSE, "utf-8")
    (tmp_path / "good.yaml").write_text("newsld: 2\nheadline: Ferry back\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _codes(text: str, *options: str) -> list[tuple[str, int]]:
    Path("story.yaml").write_text(text, "utf-8")
    done = invoke("check", "story.yaml", "--output-format", "json", *options)
    return [(one["code"], one["line"]) for one in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("level", "statuses"),
    [("error", (0, 0)), ("warning", (1, 0)), ("info", (1, 0)), ("never", (0, 0))],
)
def test_the_severity_that_fails_a_check_is_an_option_and_a_setting(
    folder: Path, level: str, statuses: tuple[int, int]
) -> None:
    """A worse severity fails it as well; the option takes precedence over the setting."""
    found = tuple(invoke("check", name, "--fail-on", level).exit_code for name in ("loose.yaml", "good.yaml"))
    assert found == statuses
    (folder / "newsld.toml").write_text(f'fail-on = "{level}"\n', "utf-8")
    assert invoke("check", "loose.yaml").exit_code == statuses[0]
    assert invoke("check", "loose.yaml", "--fail-on", "warning").exit_code == 1


def test_never_does_not_hide_a_broken_run(folder: Path) -> None:
    """Errors of a story end with 0, a configuration that cannot be read with 2."""
    (folder / "bad.yaml").write_text("newsld: 2\nheadlin: x\n", "utf-8")
    assert invoke("check", "bad.yaml").exit_code == 1
    assert invoke("check", "bad.yaml", "--fail-on", "never").exit_code == 0
    (folder / "newsld.toml").write_text('fail-on = "fatal"\n', "utf-8")
    done = invoke("check", "bad.yaml", "--fail-on", "never")
    assert done.exit_code == 2
    assert "fail-on: must be one of error, warning, info, never" in done.stderr


@pytest.mark.usefixtures("folder")
def test_the_former_name_of_an_option_is_accepted() -> None:
    """`--format` is `--output-format`, which takes precedence."""
    former = invoke("check", "loose.yaml", "--format", "json").stdout
    assert former == invoke("check", "loose.yaml", "--output-format", "json").stdout
    assert json.loads(former)
    both = invoke("check", "loose.yaml", "--format", "json", "-f", "concise").stdout
    assert both == invoke("check", "loose.yaml", "-f", "concise").stdout


def test_quiet_leaves_findings_only(folder: Path) -> None:
    """No totals, no paths; what was requested is written all the same."""
    assert invoke("check", "good.yaml", "-q").output == ""
    shown = invoke("check", "loose.yaml", "-q").stdout
    assert "NLD-GRD-005" in shown
    assert "in 1 file" not in shown
    assert invoke("export", "good.yaml", "-o", "build", "-f", "jsonld", "-q").output == ""
    assert (folder / "build" / "good.jsonld").is_file()
    assert invoke("export", "good.yaml", "-o", "-", "-f", "yaml", "-q").stdout.startswith("newsld: 2")


def test_verbose_names_each_input_with_its_format_and_configuration(folder: Path) -> None:
    """On standard error, so that reports stay readable for programs."""
    assert "loose.yaml: yaml, no configuration" in invoke("check", "loose.yaml", "-v").stderr
    (folder / "newsld.toml").write_text('zone = "Asia/Kolkata"\n', "utf-8")
    done = invoke("check", ".", "-v", "--output-format", "json")
    assert f"good.yaml: yaml, {folder / 'newsld.toml'}" in done.stderr
    assert json.loads(done.stdout)


@pytest.mark.parametrize(
    ("words", "incomplete", "expected"),
    [
        (["export", "x", "-f"], "jsonld,ya", ["jsonld,yaml"]),
        (["check", "x", "--output-format"], "g", ["github", "gitlab"]),
        (["check", "x", "--profile"], "pay", ["paywall"]),
        (["check", "x", "--select"], "nld-goo-01", [f"NLD-GOO-01{n}" for n in range(7)]),
        (["check", "x", "--ignore"], "GO", ["GOO"]),
        (["rule"], "NLD-INF-00", [code for code in codes() if code.startswith("NLD-INF-00")]),
        (["check", "x", "--fail-on"], "w", ["warning"]),
    ],
)
def test_a_shell_completes_values(words: list[str], incomplete: str, expected: list[str]) -> None:
    """Formats, report formats, profiles, rules and groups; of several, the last."""
    found = ShellComplete(main, {}, "newsld", "_NEWSLD_COMPLETE").get_completions(words, incomplete)
    assert [one.value for one in found] == expected


def test_every_written_format_is_completed() -> None:
    """From the table of formats."""
    found = ShellComplete(main, {}, "newsld", "_NEWSLD_COMPLETE").get_completions(["export", "-f"], "")
    assert {one.value for one in found} == {known.name for known in FORMATS if known.writes}


@pytest.mark.parametrize(
    ("variables", "terminal", "colored"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False, True),
    ],
)
def test_colors_follow_the_variables_of_other_programs(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], terminal: bool, colored: bool
) -> None:
    """NO_COLOR takes precedence over FORCE_COLOR, and this over the terminal."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    assert use_color(stream) is colored
    assert sys.stdout is None or isinstance(use_color(sys.stdout), bool)


@pytest.mark.usefixtures("folder")
def test_comments_ignore_findings_of_a_line_of_the_next_line_and_of_a_file() -> None:
    """Codes and groups, with commas between them."""
    both = [("NLD-GRD-005", 4), ("NLD-CIT-004", 6)]
    assert _codes(LOOSE) == both
    assert _codes(LOOSE.replace("{name: A}", "{name: A}  # newsld: ignore NLD-GRD-005")) == both[1:]
    assert _codes(LOOSE.replace("  b:", "  # newsld: ignore CIT\n  b:")) == both[:1]
    assert _codes("# newsld: ignore-file GRD, NLD-CIT-004\n" + LOOSE) == []
    assert _codes(LOOSE + "# newsld: ignore-file NLD-GRD-005\n") == both[1:]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore NLD-CIT-004", "nothing is ignored by this comment: NLD-CIT-004"),
        ("ignore-file NLD-DAT-001", "nothing is ignored by this comment: NLD-DAT-001"),
        ("ignore NLD-CIT-999", "there is no rule NLD-CIT-999"),
    ],
)
def test_a_comment_without_effect_is_a_finding(comment: str, message: str) -> None:
    """At the comment; not when its rules were not run."""
    text = LOOSE.replace("headline:", f"# newsld: {comment}\nheadline:")
    assert [code for code, line in _codes(text) if line == 2] == ["NLD-INF-006"]
    assert message in invoke("check", "story.yaml").stdout
    assert ("NLD-INF-006", 2) not in _codes(text, "--select", "GRD-005")


@pytest.mark.usefixtures("folder")
def test_an_error_that_stops_an_export_cannot_be_ignored() -> None:
    """It is reported, and the comment as well."""
    text = "# newsld: ignore-file REF,SCH\nnewsld: 2\nheadline: x\nauthor: [nobody]\n"
    assert _codes(text) == [("NLD-INF-006", 1), ("NLD-REF-001", 4)]
    assert invoke("export", "story.yaml", "-o", "build").exit_code == 1


@pytest.mark.usefixtures("folder")
def test_an_ignored_error_of_a_profile_does_not_fail_the_check() -> None:
    """Rules of consumers are not needed for an export."""
    text = "newsld: 2\nheadline: x\nurl: https://h.example/\nauthor: [a]\npeople: {a: {name: By A}}\n"
    found = _codes(text, "--select", "GOO")
    assert found
    groups = ",".join(sorted({code for code, _ in found}))
    assert _codes(f"# newsld: ignore-file {groups}\n{text}", "--select", "GOO") == []


@pytest.mark.usefixtures("folder")
def test_comments_work_in_the_data_of_a_markdown_story_and_reach_its_text() -> None:
    """Comments are no data: the article is the same."""
    text = "---\nnewsld: 2\nheadline: x\npeople: {a: {name: A}}{}\n---\nThe ferry.\n"
    plain, ignoring = text.replace("{}\n", "\n"), text.replace("{}\n", "  # newsld: ignore GRD-005\n")
    assert [one.code for one in newsld.check(plain.encode(), "markdown")] == ["NLD-GRD-005"]
    assert newsld.check(ignoring.encode(), "markdown") == []
    assert newsld.read(plain.encode(), "markdown") == newsld.read(ignoring.encode(), "markdown")
