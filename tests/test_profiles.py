"""Profiles choose rules: the ones that come with newsld are whole and sourced, and a newsroom can write its own."""

from __future__ import annotations

import json
import pickle
import re
from datetime import date
from pathlib import Path

import pytest

from newsld.checks.profiles import SHIPPED, Selection, chosen_by, expand, find_profile, unsupported_rules
from newsld.findings.catalogue import catalogue, codes, rule
from newsld.findings.errors import ConfigurationError, UsageError

ROOT = Path(__file__).resolve().parent.parent
ASKED = ROOT.parent / "shared" / "rules.json"


def test_codes_are_those_of_the_catalogue() -> None:
    """The quick list and the entries themselves agree, and are not empty."""
    assert codes() == tuple(catalogue())
    assert len(codes()) > 40


def test_every_rule_is_in_a_profile() -> None:
    """A rule that nobody chooses would never be asked; `strict` chooses all."""
    assert find_profile("strict").codes == catalogue().keys()
    for code in catalogue():
        assert chosen_by(code), code


def test_every_profile_but_strict_extends_default() -> None:
    """Whoever asks for a reader's rules still hears of what is wrong."""
    default = find_profile("default").codes
    for name in SHIPPED:
        assert find_profile(name).codes >= default, name
        assert find_profile(name).extends == (() if name in {"default", "strict"} else ("default",)), name


@pytest.mark.parametrize("name", SHIPPED)
def test_a_profile_says_where_each_rule_is_documented_and_when_that_was_read(name: str) -> None:
    """An address on the web or a page of this documentation, and a day that is not to come."""
    profile = find_profile(name)
    assert profile.title and profile.rules
    for code, choice in profile.rules.items():
        assert choice.documented and choice.read, code
        assert date.fromisoformat(choice.read) >= date(2026, 11, 1), code
        if not choice.documented.startswith("https://"):
            assert (ROOT / choice.documented).is_file(), choice.documented


@pytest.mark.parametrize("name", SHIPPED)
def test_the_file_of_a_profile_names_only_rules_that_are(name: str) -> None:
    """What a shipped profile names is in the catalogue: no rule is promised that is not asked."""
    text = (ROOT / "src" / "newsld" / "checks" / "profiles" / f"{name}.toml").read_text("utf-8")
    named = re.findall(r"\b(?:NLD-[A-Z]{3}(?:-[0-9]{3})?|ALL)\b", text)
    assert named
    for one in named:
        assert expand(one), one


def test_default_says_nothing_of_what_is_merely_missing() -> None:
    """What one reader would like to have is that reader's profile; nor is a term that is not settled a fault."""
    default = find_profile("default").codes
    assert "NLD-VOC-004" not in default
    for group in ("PAY", "NSM", "LIV", "CLM", "SPK", "TWC", "TRU"):
        assert not any(code.startswith(f"NLD-{group}-") for code in default), group


def test_what_is_asked_of_publishers_is_checked_or_said_to_be_undecidable() -> None:
    """Every rule of the field has its entry with the severity it has there, or a reason why no file can decide it."""
    if not ASKED.is_file():
        pytest.skip(f"{ASKED} is not there: the list of the field's rules was not compared")
    rules = json.loads(ASKED.read_bytes())["rules"]
    assert len(rules) > 90
    for asked in rules:
        code = asked["id"]
        assert (code in catalogue()) != (code in unsupported_rules()), code
        if code in catalogue():
            assert rule(code).severity == asked["severity"], code


def test_what_no_file_can_decide_has_a_reason_and_a_source() -> None:
    """A person who misses a rule finds out why it is not asked."""
    for one in unsupported_rules().values():
        assert one.reason and not one.reason.endswith(".") and one.source, one.code


@pytest.mark.parametrize("name", ["NLD-GOO-023", "goo-023", " GOO-023 "])
def test_a_code_is_understood_in_any_case_and_without_the_prefix(name: str) -> None:
    """People copy codes from reports, and type them from memory."""
    assert expand(name) == {"NLD-GOO-023"}


def test_a_group_stands_for_its_codes() -> None:
    """With the prefix and without."""
    assert expand("NLD-CIT") == expand("cit") == {code for code in codes() if code.startswith("NLD-CIT-")}
    assert expand("ALL") == set(codes())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("NLD-GOO-32", "did you mean NLD-GOO"),
        ("NLD-SYM-001", "did you mean NLD-SYN-001?"),
        ("CITE", "did you mean NLD-CIT?"),
        ("", "newsld rule lists them all"),
        ("NLD", "newsld rule lists them all"),
        ("NLD-", "newsld rule lists them all"),
        ("NLD-GOO-0", "there is no rule"),
        ("x" * 10_000, "newsld rule lists them all"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_the_nearest(name: str, says: str) -> None:
    """No misspelt code passes for one that finds nothing."""
    with pytest.raises(UsageError, match=re.escape(says)):
        expand(name)


def test_an_undecidable_rule_cannot_be_chosen() -> None:
    """It is said why, and not that there is no such rule."""
    for code in unsupported_rules():
        with pytest.raises(UsageError, match="no file can decide it"):
            expand(code)


@pytest.mark.parametrize(
    ("select", "ignore", "asked", "spared"),
    [
        (["VOC-004"], [], ["NLD-VOC-004", "NLD-VOC-001"], []),
        ([], ["VOC"], ["NLD-GRD-001"], ["NLD-VOC-001"]),
        (["VOC"], ["VOC-001"], ["NLD-VOC-004"], ["NLD-VOC-001"]),
        (["VOC-001"], ["VOC"], ["NLD-VOC-001"], ["NLD-VOC-006"]),
        (["VOC-001"], ["VOC-001"], [], ["NLD-VOC-001"]),
        (["VOC-001"], ["ALL"], ["NLD-VOC-001"], ["NLD-GRD-001"]),
        (["ALL"], ["VOC", "GRD-001"], ["NLD-GRD-002"], ["NLD-VOC-001", "NLD-GRD-001"]),
    ],
)
def test_the_more_exact_name_counts_and_of_two_alike_the_one_to_ignore(
    select: list[str], ignore: list[str], asked: list[str], spared: list[str]
) -> None:
    """A code against its group, a group against all."""
    chosen = Selection(select=tuple(select), ignore=tuple(ignore)).codes()
    assert set(asked) & set(codes()) <= chosen
    assert not chosen & set(spared)


def test_a_command_line_has_the_last_word_on_what_it_names() -> None:
    """Its profiles take the place of others, its rules are added and taken away whatever was configured."""
    configured = Selection(("google",), select=("VOC",), ignore=("GRD-001", "GRD-002"))
    said = configured.overruled(select=["GRD"], ignore=["GRD-002", "VOC"])
    assert "NLD-GRD-001" in said.codes()
    assert not said.codes() & ({"NLD-GRD-002"} | expand("VOC"))
    assert configured.overruled() is configured
    assert configured.overruled(["strict"]).codes() == set(codes()) - {"NLD-GRD-001", "NLD-GRD-002"}


def test_files_are_spared_by_patterns_that_count_from_the_folder(tmp_path: Path) -> None:
    """As in .gitignore; a file elsewhere, and what is no file, is spared nothing."""
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


def test_a_selection_goes_to_another_process_as_it_is(tmp_path: Path) -> None:
    """Equal, with equal codes, also when the file of its profile is gone by then."""
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
    """It takes the rules of others but for those it ignores, and adds some; paths count from its folder."""
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


def test_without_a_word_a_profile_extends_default(tmp_path: Path) -> None:
    """Also an empty one."""
    assert find_profile(str(_own(tmp_path, ""))).codes == find_profile("default").codes


def test_of_two_names_for_a_rule_the_more_exact_documents_it(tmp_path: Path) -> None:
    """A page for the group, and one for a rule of it, in either order."""
    file = _own(tmp_path, '[rules]\nGRD-001 = {documented = "one"}\nGRD = {documented = "group"}\n')
    rules = find_profile(str(file)).rules
    assert (rules["NLD-GRD-001"].documented, rules["NLD-GRD-002"].documented) == ("one", "group")


BROKEN = {
    "titel = 'x'": "a profile has no key 'titel'; did you mean title?",
    "title = 3": "title: must be a text",
    "extends = 'google'": "extends: must be a list of texts",
    "extends = [3]": "extends: must be a list of texts",
    "extends = ['googel']": "there is no profile 'googel'; did you mean google?",
    "extends = ['nowhere.toml']": "nowhere.toml",
    "extends = ['desk.toml']": "extends it in a circle",
    "ignore = 'GRD'": "ignore: must be a list of texts",
    "ignore = ['GRT']": "there is no rule 'GRT'; did you mean NLD-GRD?",
    "rules = ['GRD']": "rules: must be a table",
    "[rules]\nGRD-01 = {}": "there is no rule 'GRD-01'",
    "[rules]\nGRD = true": "rules.GRD: must be a table",
    "[rules]\nGRD = {document = 'x'}": "rules.GRD has no key 'document'; did you mean documented?",
    "[rules]\nGRD = {documented = 3}": "rules.GRD: documented is a text and read a date",
    "[rules]\nGRD = {read = 2026}": "rules.GRD: documented is a text and read a date",
    "[rules]\nGRD = {read = 'last May'}": "rules.GRD: documented is a text and read a date",
    "rules = ": "is not TOML",
}


@pytest.mark.parametrize(("text", "says"), BROKEN.items())
def test_a_broken_profile_is_refused_with_its_file_and_the_mend(tmp_path: Path, text: str, says: str) -> None:
    """Every fault names the file and says what to write instead."""
    file = _own(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        find_profile("desk.toml", tmp_path)
    assert str(caught.value).startswith(f"{file}: ")
    assert says in str(caught.value)


def test_profiles_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    """A circle of any length ends in a message."""
    _own(tmp_path, "extends = ['b.toml']", "a.toml")
    _own(tmp_path, "extends = ['c.toml']", "b.toml")
    _own(tmp_path, "extends = ['google', 'a.toml']", "c.toml")
    with pytest.raises(ConfigurationError, match="circle"):
        find_profile("a.toml", tmp_path)


@pytest.mark.parametrize(
    ("name", "says"),
    [("googel", "did you mean google?"), ("zzz", "the profiles are default, google"), ("", "the profiles are"),
     ("nowhere.toml", "write the file")],
)  # fmt: skip
def test_a_profile_that_is_none_is_refused_with_the_nearest(tmp_path: Path, name: str, says: str) -> None:
    """No misspelt profile passes for one without rules."""
    with pytest.raises(UsageError, match=says):
        find_profile(name, tmp_path)
