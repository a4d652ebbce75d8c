"""Profiles enable rules: the built-in ones are complete and documented, and a newsroom can write its own."""

from __future__ import annotations

import json
import pickle
import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from newsld.checks import MARKUP_MODULES, PAGE_MODULES
from newsld.checks.profiles import (
    BUILT_IN,
    Selection,
    expand,
    find_profile,
    profiles_with_rule,
    unsupported_rules,
)
from newsld.findings.catalogue import catalogue, codes, rule
from newsld.findings.errors import ConfigurationError, UsageError
from newsld.web.markup import Check

ROOT = Path(__file__).resolve().parent.parent
FIELD_RULES = ROOT.parent / "shared" / "rules.json"


def test_codes_are_those_of_the_catalogue() -> None:
    """The list of codes agrees with the entries, and is not empty."""
    assert codes() == tuple(catalogue())
    assert len(codes()) > 40


def test_every_rule_is_in_a_profile() -> None:
    """A rule that no profile enables would never run; `strict` enables all."""
    assert find_profile("strict").codes == catalogue().keys()
    for code in catalogue():
        assert profiles_with_rule(code), code


def test_every_profile_but_strict_extends_default() -> None:
    """The rules of one reader of news are always in addition to those about errors."""
    default = find_profile("default").codes
    for name in BUILT_IN:
        assert find_profile(name).codes >= default, name
        assert find_profile(name).extends == (() if name in {"default", "strict"} else ("default",)), name


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_profile_states_where_each_rule_is_documented_and_when_that_was_read(name: str) -> None:
    """A web address or a page of these docs, and a date."""
    profile = find_profile(name)
    assert profile.title and profile.rules
    for code, choice in profile.rules.items():
        assert choice.documented and choice.read, code
        assert date.fromisoformat(choice.read) >= date(2026, 11, 1), code
        if not choice.documented.startswith("https://"):
            assert (ROOT / choice.documented).is_file(), choice.documented


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_file_of_a_profile_names_only_existing_rules(name: str) -> None:
    """Every rule that a built-in profile names is in the catalogue."""
    text = (ROOT / "src" / "newsld" / "checks" / "profiles" / f"{name}.toml").read_text("utf-8")
    named = re.findall(r"\b(?:NLD-[A-Z]{3}(?:-[0-9]{3})?|ALL)\b", text)
    assert named
    for name_ in named:
        assert expand(name_), name_


def test_default_does_not_report_what_is_merely_missing() -> None:
    """The wishes of one reader of news are in that reader's profile; a pending term is not an error."""
    default = find_profile("default").codes
    assert "NLD-VOC-004" not in default
    for group in ("PAY", "NSM", "LIV", "CLM", "SPK", "TWC", "TRU"):
        assert not any(code.startswith(f"NLD-{group}-") for code in default), group


def test_every_published_rule_is_checked_or_listed_as_unsupported() -> None:
    """Every rule of the field has an entry with the same severity, or a reason why no file can decide it."""
    if not FIELD_RULES.is_file():
        pytest.skip(f"{FIELD_RULES} does not exist: the list of the field's rules was not compared")
    rules = json.loads(FIELD_RULES.read_bytes())["rules"]
    assert len(rules) > 90
    for published in rules:
        code = published["id"]
        assert (code in catalogue()) != (code in unsupported_rules()), code
        if code in catalogue():
            assert rule(code).severity == published["severity"], code


def test_an_unsupported_rule_has_a_reason_and_a_source() -> None:
    """A person who looks for a rule finds out why it is not checked."""
    for rule_ in unsupported_rules().values():
        assert rule_.reason and not rule_.reason.endswith(".") and rule_.source, rule_.code


@pytest.mark.parametrize("name", ["NLD-GOO-023", "goo-023", " GOO-023 "])
def test_a_code_is_understood_in_any_case_and_without_the_prefix(name: str) -> None:
    """People copy codes from reports, and type them from memory."""
    assert expand(name) == {"NLD-GOO-023"}


def test_a_group_stands_for_its_codes() -> None:
    """With the prefix and without."""
    assert expand("NLD-CIT") == expand("cit") == {code for code in codes() if code.startswith("NLD-CIT-")}
    assert expand("ALL") == set(codes())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("NLD-GOO-32", "did you mean NLD-GOO"),
        ("NLD-SYM-001", "did you mean NLD-SYN-001?"),
        ("CITE", "did you mean NLD-CIT?"),
        ("", "to list all rules, run: newsld rule"),
        ("NLD", "to list all rules, run: newsld rule"),
        ("NLD-", "to list all rules, run: newsld rule"),
        ("NLD-GOO-0", "there is no rule"),
        ("x" * 10_000, "to list all rules, run: newsld rule"),
    ],
)
def test_an_unknown_rule_is_rejected_with_the_closest_name(name: str, message: str) -> None:
    """A misspelt code is not mistaken for a rule without findings."""
    with pytest.raises(UsageError, match=re.escape(message)):
        expand(name)


def test_an_unsupported_rule_cannot_be_enabled() -> None:
    """The message gives the reason instead of denying the rule."""
    for code in unsupported_rules():
        with pytest.raises(UsageError, match="no file can decide it"):
            expand(code)


@pytest.mark.parametrize(
    ("select", "ignore", "enabled", "disabled"),
    [
        (["VOC-004"], [], ["NLD-VOC-004", "NLD-SYN-001"], ["NLD-VOC-001"]),
        (["VOC-004"], ["SYN"], ["NLD-VOC-004"], ["NLD-SYN-001"]),
        ([], ["VOC"], ["NLD-GRD-001"], ["NLD-VOC-001"]),
        (["VOC"], ["VOC-001"], ["NLD-VOC-004"], ["NLD-VOC-001"]),
        (["VOC-001"], ["VOC"], ["NLD-VOC-001"], ["NLD-VOC-006"]),
        (["VOC-001"], ["VOC-001"], [], ["NLD-VOC-001"]),
        (["VOC-001"], ["ALL"], ["NLD-VOC-001"], ["NLD-GRD-001"]),
        (["ALL"], ["VOC", "GRD-001"], ["NLD-GRD-002"], ["NLD-VOC-001", "NLD-GRD-001"]),
    ],
)
def test_the_more_specific_name_wins_and_ignore_wins_a_tie(
    select: list[str], ignore: list[str], enabled: list[str], disabled: list[str]
) -> None:
    """A code wins over its group, a group over `ALL`."""
    chosen = Selection(select=tuple(select), ignore=tuple(ignore)).codes()
    assert set(enabled) & set(codes()) <= chosen
    assert not chosen & set(disabled)


def test_a_command_line_overrides_the_configuration() -> None:
    """Its profiles and selected rules replace the configured ones; others are added or removed."""
    configured = Selection(("google",), select=("VOC",), ignore=("GRD-001", "GRD-002"))
    assert configured.codes() == (Selection(("google",)).codes() | expand("VOC")) - expand(
        "GRD-001"
    ) - expand("GRD-002")
    overridden = configured.override(extend_select=["GRD"], ignore=["GRD-002", "VOC"])
    assert "NLD-GRD-001" in overridden.codes()
    assert not overridden.codes() & ({"NLD-GRD-002"} | expand("VOC"))
    selected = configured.override(select=["GRD"]).codes()
    assert expand("GRD") <= selected
    assert not selected & (expand("GOO") | expand("VOC"))
    assert expand("SYN") & Selection().codes() <= selected
    assert expand("GOO") & configured.override(["google"], ["GRD"]).codes()
    assert configured.override().codes() == configured.codes()
    assert configured.override(["strict"]).codes() == set(codes()) - {"NLD-GRD-001", "NLD-GRD-002"}


def test_rules_are_ignored_in_files_by_patterns_relative_to_the_folder(tmp_path: Path) -> None:
    """Patterns work as in .gitignore; they do not match files elsewhere, or data that is not in a file."""
    chosen = Selection(
        per_file_ignores=(("archive/", ("GRD",)), ("*.wire.yaml", ("NLD-CIT-004", "VOC"))), folder=tmp_path
    )
    everything = chosen.codes()
    assert everything == chosen.codes(tmp_path / "story.md") == Selection().codes()
    assert chosen.codes(tmp_path / "desk" / "archive" / "a.md") == everything - expand("GRD")
    assert chosen.codes(str(tmp_path / "a.wire.yaml")) == everything - expand("VOC") - {"NLD-CIT-004"}
    both = everything - expand("GRD") - expand("VOC") - {"NLD-CIT-004"}
    assert chosen.codes(tmp_path / "archive" / "a.wire.yaml") == both
    assert chosen.codes(tmp_path.parent / "archive" / "a.md") == everything


def test_a_selection_can_be_pickled(tmp_path: Path) -> None:
    """The copy is equal and has the same codes, even if the profile file was deleted in between."""
    own = tmp_path / "desk.toml"
    own.write_text("extends = []\n[rules]\nGRD = {}\n", "utf-8")
    chosen = Selection((str(own),), per_file_ignores=(("a.md", ("GRD-001",)),), folder=tmp_path)
    before = chosen.codes(tmp_path / "a.md")
    own.unlink()
    sent = pickle.loads(pickle.dumps(chosen))  # noqa: S301 -- our own
    assert sent == chosen
    assert sent.codes(tmp_path / "a.md") == before == expand("GRD") - {"NLD-GRD-001"}


def _own(folder: Path, text: str, name: str = "desk.toml") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_a_newsroom_writes_its_own_profile(tmp_path: Path) -> None:
    """It extends other profiles, ignores some of their rules and adds its own; paths are relative to its folder."""
    _own(
        tmp_path,
        'extends = []\n[rules]\nNLD-FIG-001 = {documented = "house style", read = 2026-11-02}\n',
        "a/b.toml",
    )
    _own(
        tmp_path,
        'title = "Desk"\nextends = ["default", "b.toml"]\nignore = ["GRD"]\n[rules]\nGRD-001 = {}\n',
        "a/c.toml",
    )
    desk = find_profile("a/c.toml", tmp_path)
    assert desk.title == "Desk"
    assert desk.codes == find_profile("default").codes - expand("GRD") | {"NLD-GRD-001"}
    assert desk.rules.keys() == {"NLD-GRD-001"}
    house = find_profile(str(tmp_path / "a" / "b.toml"))
    assert house.codes == {"NLD-FIG-001"}
    choice = house.rules["NLD-FIG-001"]
    assert (house.title, choice.documented, choice.read) == ("b", "house style", "2026-11-02")


def test_a_profile_extends_default_unless_it_states_otherwise(tmp_path: Path) -> None:
    """An empty profile file has the rules of `default`."""
    assert find_profile(str(_own(tmp_path, ""))).codes == find_profile("default").codes


def test_the_more_specific_name_documents_a_rule(tmp_path: Path) -> None:
    """The source of a code wins over that of its group, in either order."""
    file = _own(tmp_path, '[rules]\nGRD-001 = {documented = "one"}\nGRD = {documented = "group"}\n')
    rules = find_profile(str(file)).rules
    assert (rules["NLD-GRD-001"].documented, rules["NLD-GRD-002"].documented) == ("one", "group")


BROKEN = {
    "titel = 'x'": "a profile has no key 'titel'; did you mean title?",
    "title = 3": "title: must be a string",
    "extends = 'google'": "extends: must be a list of strings",
    "extends = [3]": "extends: must be a list of strings",
    "extends = ['googel']": "there is no profile 'googel'; did you mean google?",
    "extends = ['nowhere.toml']": "nowhere.toml",
    "extends = ['desk.toml']": "extend each other in a circle: remove it from",
    "ignore = 'GRD'": "ignore: must be a list of strings",
    "ignore = ['GRT']": "there is no rule 'GRT'; did you mean NLD-GRD?",
    "rules = ['GRD']": "rules: must be a table",
    "[rules]\nGRD-01 = {}": "there is no rule 'GRD-01'",
    "[rules]\nGRD = true": "rules.GRD: must be a table",
    "[rules]\nGRD = {document = 'x'}": "rules.GRD has no key 'document'; did you mean documented?",
    "[rules]\nGRD = {documented = 3}": "rules.GRD: documented must be a string and read a date",
    "[rules]\nGRD = {read = 2026}": "rules.GRD: documented must be a string and read a date",
    "[rules]\nGRD = {read = 'last May'}": "rules.GRD: documented must be a string and read a date",
    "rules = ": "is not TOML",
}


@pytest.mark.parametrize(("text", "message"), BROKEN.items())
def test_an_invalid_profile_is_rejected_with_its_file_and_the_fix(
    tmp_path: Path, text: str, message: str
) -> None:
    """Every message names the file and what to write instead."""
    file = _own(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        find_profile("desk.toml", tmp_path)
    assert str(caught.value).startswith(f"{file}: ")
    assert message in str(caught.value)


def test_profiles_that_extend_each_other_are_rejected(tmp_path: Path) -> None:
    """A circle of any length is reported."""
    _own(tmp_path, "extends = ['b.toml']", "a.toml")
    _own(tmp_path, "extends = ['c.toml']", "b.toml")
    _own(tmp_path, "extends = ['google', 'a.toml']", "c.toml")
    with pytest.raises(ConfigurationError, match="circle"):
        find_profile("a.toml", tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [("googel", "did you mean google?"), ("zzz", "the profiles are default, google"), ("", "the profiles are"),
     ("nowhere.toml", "create the file")],
)  # fmt: skip
def test_an_unknown_profile_is_rejected_with_the_closest_name(
    tmp_path: Path, name: str, message: str
) -> None:
    """A misspelt profile is not mistaken for one without rules."""
    with pytest.raises(UsageError, match=message):
        find_profile(name, tmp_path)


@pytest.mark.parametrize("name", MARKUP_MODULES)
def test_the_table_of_modules_has_the_groups_of_their_checks(name: str) -> None:
    """A module is imported only if a rule of its groups is enabled, and one about pages only for a page."""
    checks: tuple[Check, ...] = import_module(f"newsld.checks.{name}").CHECKS
    assert {code[4:7] for check in checks for code in check.codes} == set(MARKUP_MODULES[name].split())
    assert (name in PAGE_MODULES) == all(check.each == "page" for check in checks)
