"""`newsld rule`: the catalogue on the command line, in the same words as in the docs."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import pytest

from command_line import invoke
from newsld.checks.profiles import find_profile, unsupported_rules
from newsld.cli.rule import explain_rule
from newsld.findings.catalogue import catalogue

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "reference" / "findings.md").read_text("utf-8")

_run = partial(invoke, "rule")


@pytest.mark.parametrize("code", catalogue())
def test_a_rule_is_explained_in_the_words_of_the_docs(code: str) -> None:
    """Title, severity, reason, examples, beneficiary, source and profiles are printed."""
    done = _run(code)
    one = catalogue()[code]
    assert done.exit_code == 0
    explained = explain_rule(code)
    assert f"\n\n{explained}" in PAGE
    for text in (one.title, one.severity, one.why, one.bad, one.good, one.serves, one.source, "- Profile `"):
        assert text in explained
    assert done.stdout.startswith(f"{code}\n\n{one.title} ({one.severity})\n\n")
    words = [line for line in re.split(r"\s+", explained) if not re.fullmatch(r"##|-|`{3,}(text)?", line)]
    assert [word.strip("*`:") for word in done.stdout.split() if word not in {"-", "##"}] == [
        word.strip("*`:") for word in words if word.strip("*`:")
    ], "the words are those of the docs"


@pytest.mark.parametrize(
    "code", ["NLD-GOO-013", "NLD-LNK-001", "NLD-EMB-002", *list(unsupported_rules())[:1]]
)
def test_a_terminal_shows_no_marks_of_markdown(code: str) -> None:
    """Examples are indented."""
    lines = _run(code).stdout.splitlines()
    assert not [line for line in lines if line.startswith(("#", "**", "```"))]


@pytest.mark.parametrize("code", unsupported_rules())
def test_an_unsupported_rule_is_explained_too(code: str) -> None:
    """The reason why newsld cannot check it is printed, here and in the docs."""
    done = _run(code)
    assert done.exit_code == 0
    assert unsupported_rules()[code].reason in done.stdout
    assert f"| {code} |" in PAGE
    assert json.loads(_run(code, "-f", "json").stdout)["reason"] == unsupported_rules()[code].reason


def test_without_a_code_all_rules_are_listed() -> None:
    """One per line: code, severity, title."""
    lines = _run().stdout.splitlines()
    assert [line.split(maxsplit=2) for line in lines] == [
        [one.code, one.severity, one.title] for one in catalogue().values()
    ]


def test_the_rules_of_profiles_or_of_a_group_can_be_listed(tmp_path: Path) -> None:
    """Profiles may be repeated, and a newsroom's own may be among them."""
    own = tmp_path / "desk.toml"
    own.write_text("extends = []\n[rules]\nCIT = {}\n", "utf-8")
    codes = [line.split()[0] for line in _run("--profile", str(own)).stdout.splitlines()]
    assert codes == [code for code in catalogue() if code.startswith("NLD-CIT-")]
    assert _run("cit").stdout == _run("--profile", str(own)).stdout == _run("NLD-CIT").stdout
    default = len(_run("--profile", str(own), "--profile", "default").stdout.splitlines())
    assert default == len(find_profile("default").codes)
    assert _run("GOO", "--profile", str(own)).stdout == ""


def test_json_has_the_same_for_programs() -> None:
    """A list of rules, or one rule with the profiles that choose it."""
    listed = json.loads(_run("--output-format", "json").stdout)
    assert [one["code"] for one in listed] == list(catalogue())
    assert listed[0].keys() == {"code", "severity", "title"}
    one = json.loads(_run("NLD-GOO-023", "--output-format", "json").stdout)
    assert one.keys() == {
        "code", "severity", "title", "why", "bad", "good", "serves", "source", "profiles"
    }  # fmt: skip
    assert [profile["name"] for profile in one["profiles"]] == ["default", "google"]
    assert one["profiles"][0].keys() == {"name", "documented", "read"}


@pytest.mark.parametrize("code", ["nld-goo-023", "GOO-023", "goo-023"])
def test_a_code_may_be_typed_in_any_case_and_without_the_prefix(code: str) -> None:
    """The heading has the full code."""
    assert _run(code).stdout.startswith("NLD-GOO-023\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["NLD-SYM-001"], "there is no rule 'NLD-SYM-001'; did you mean NLD-SYN-001?"),
        (["zzz"], "to list all rules, run: newsld rule"),
        (["--profile", "googel"], "did you mean google?"),
        (["NLD-GOO-023", "--profile", "google"], "leave one out"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(arguments: list[str], message: str) -> None:
    """Exit status 2, one line, nothing on standard output."""
    done = _run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
