"""`newsld check`: reports, exit codes, standard input, and how findings are shown."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import newsld
from command_line import invoke
from newsld.cli.reports import REPORTS, find_report
from newsld.cli.reports.text import excerpt, finding_line
from newsld.findings import Finding
from newsld.schemaorg.json_schema.validator import is_valid

GOOD = "newsld: 2\nheadline: Ferry back on the river\n"
BAD = "newsld: 2\nheadlin: Ferry back on the river\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a folder with a valid and an invalid story."""
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_good_story_is_one_line_and_zero(folder: Path) -> None:
    """The summary says that no problems were found, and how many stories were read."""
    assert folder
    done = invoke("check", "good.yaml")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "checked 1 story: no problems found\n", "")


def test_a_finding_shows_its_place_its_line_and_a_suggestion(folder: Path) -> None:
    """The text report of one misspelt key, whole."""
    assert folder
    done = invoke("check", ".")
    assert done.exit_code == 1
    assert done.stdout == (
        "bad.yaml:2:1: error NLD-SCH-001 “headlin” is not a key of a story\n"
        "2 | headlin: Ferry back on the river\n"
        "  | ^\n"
        "  = help: did you mean headline?\n"
        "1 error in 2 files\n"
    )


def test_the_concise_report_is_one_line_per_finding(folder: Path) -> None:
    """For grep and editors, and without a summary."""
    assert folder
    done = invoke("check", "--output-format", "concise", ".")
    assert done.stdout == (
        "bad.yaml:2:1: error NLD-SCH-001 “headlin” is not a key of a story (did you mean headline?)\n"
    )


def test_the_json_report_keeps_its_schema(folder: Path) -> None:
    """It is an array, also an empty one, and every finding has the same keys."""
    assert folder
    found = json.loads(invoke("check", "--output-format", "json", ".").stdout)
    assert is_valid(found, "findings")
    assert [finding["pointer"] for finding in found] == ["/headlin"]
    assert json.loads(invoke("check", "--output-format", "json", "good.yaml").stdout) == []


def test_warnings_and_notes_do_not_fail_a_check(folder: Path) -> None:
    """Exit status 1 is for errors."""
    (folder / "warned.yaml").write_text(GOOD + "people: {a: {name: A}}\nfigures: {b: {value: 1}}\n", "utf-8")
    done = invoke("check", "warned.yaml")
    assert done.exit_code == 0
    assert done.stdout.endswith("1 warning, 1 info in 1 file\n")


def test_findings_may_go_to_a_file(folder: Path) -> None:
    """The summary still goes to standard output."""
    done = invoke("check", ".", "-o", "report.txt")
    assert done.exit_code == 1
    assert done.stdout == "1 error in 2 files\n"
    assert (folder / "report.txt").read_text("utf-8").startswith("bad.yaml:2:1: error NLD-SCH-001")


def test_a_report_to_a_dash_goes_to_standard_output(folder: Path) -> None:
    """As with every other command; no file named `-` is written."""
    assert invoke("check", ".", "-o", "-").stdout == invoke("check", ".").stdout
    assert not (folder / "-").exists()


@pytest.mark.parametrize("name", ["/", ".", "..", "there", "there/", "new/"])
def test_a_report_to_a_folder_is_refused(folder: Path, name: str) -> None:
    """Before anything is read; the message suggests a file name."""
    (folder / "there").mkdir()
    done = invoke("check", ".", "-o", name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"newsld: -o {name} is a folder: name a file, such as ")
    assert not (folder / "new").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_report_to_a_pipe_does_not_replace_it(folder: Path) -> None:
    """The same goes for devices: a file in the place of one would break other programs."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        read = other.submit(pipe.read_text, "utf-8")
        assert invoke("check", "bad.yaml", "-o", str(pipe)).exit_code == 1
        assert "NLD-SCH-001" in read.result(timeout=60)
    assert pipe.is_fifo()


def test_a_report_is_written_where_a_link_leads(folder: Path) -> None:
    """The link is preserved."""
    (folder / "real.txt").write_text("old", "utf-8")
    (folder / "link.txt").symlink_to("real.txt")
    assert invoke("check", "bad.yaml", "-o", "link.txt").exit_code == 1
    assert (folder / "link.txt").is_symlink()
    assert "NLD-SCH-001" in (folder / "real.txt").read_text("utf-8")


@pytest.mark.parametrize("name", [None, "desk/story.yaml"])
def test_standard_input_has_the_name_of_stdin_filename(folder: Path, name: str | None) -> None:
    """`--stdin-filename` is for editors that check what is not saved yet."""
    assert folder
    named = ("--stdin-filename", name) if name else ()
    done = invoke("check", "-", *named, stdin=BAD)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{name or '<stdin>'}:2:1: error NLD-SCH-001")


def test_settings_are_those_nearest_to_each_story(folder: Path) -> None:
    """A story has the same settings whichever path leads to it; --config overrides them."""
    (folder / "desk").mkdir()
    (folder / "desk" / "newsld.toml").write_text('zone = "Europe/Berlin"\n', "utf-8")
    (folder / "desk" / "story.yaml").write_text(GOOD + "datePublished: 2025-01-12T07:30:00\n", "utf-8")
    (folder / "other.toml").write_text("size-limit = 5\n", "utf-8")
    assert invoke("check", "desk").exit_code == 0
    assert invoke("check", "desk/story.yaml").exit_code == 0
    assert invoke("check", "good.yaml", "desk").exit_code == 0
    assert "NLD-SYN-004" in invoke("check", "desk", "--config", "other.toml").stdout


def test_the_walk_leaves_out_what_the_settings_exclude(folder: Path) -> None:
    """Patterns are relative to the folder of the configuration."""
    (folder / "newsld.toml").write_text('exclude = ["bad.*"]\n', "utf-8")
    assert invoke("check", ".").exit_code == 0
    assert invoke("check", "bad.yaml").exit_code == 1


def test_a_page_without_an_article_is_an_error_when_it_is_named(folder: Path) -> None:
    """A site has pages that are no articles: in a walk, this is only information."""
    (folder / "page.html").write_text("<p>Words</p>", "utf-8")
    (folder / "bad.yaml").unlink()
    for path, severity in ((".", "info"), ("page.html", "error")):
        done = invoke("check", "--output-format", "json", path)
        assert done.exit_code == (severity == "error")
        (finding,) = json.loads(done.stdout)
        assert (finding["code"], finding["severity"]) == ("NLD-SYN-006", severity)


def test_every_path_is_checked_once_and_in_order(folder: Path) -> None:
    """However many paths lead to a file, it is one input."""
    assert folder
    done = invoke("check", "--output-format", "concise", "good.yaml", ".", "bad.yaml", str(folder))
    assert len(done.stdout.splitlines()) == 1


def test_an_archive_is_checked_line_by_line_whatever_the_number_of_processes(folder: Path) -> None:
    """Lines are counted over the pieces that an archive is cut into, and the order stays."""
    line = '{"newsld":2,"headline":"' + "x" * 2000 + '"}\n'
    bad = '{"newsld":2,"headlin":"x"}\n'
    (folder / "a.jsonl").write_text("\n" + (line * 900 + bad) * 3, "utf-8")
    alone = invoke("check", "--output-format", "concise", "a.jsonl")
    assert [row.split(":")[1] for row in alone.stdout.splitlines()] == ["902", "1803", "2704"]
    assert invoke("check", "--output-format", "concise", "a.jsonl", "-j", "2").stdout == alone.stdout
    assert (
        invoke(
            "check", "--output-format", "concise", "-", stdin=(folder / "a.jsonl").read_bytes()
        ).stdout.count("\n")
        == 3
    )


def test_a_line_above_the_limit_costs_only_itself(folder: Path) -> None:
    """It is not kept in memory; the lines after it have the right numbers."""
    (folder / "newsld.toml").write_text("size-limit = 1000\n", "utf-8")
    lines = [
        '{"newsld":2}',
        '{"newsld":2,"headline":"' + "x" * 5_000_000 + '"}',
        '{"newsld":2,"headlin":"x"}',
    ]
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    rows = invoke("check", "--output-format", "concise", "a.jsonl").stdout.splitlines()
    assert [row[:28] for row in rows] == ["a.jsonl:2:1: error NLD-SYN-0", "a.jsonl:3:13: error NLD-SCH-"]


LOOSE = GOOD + "people: {a: {name: A}}\nfigures: {b: {value: 1}}\n"
"""A story with a warning, NLD-GRD-005, and an info, NLD-CIT-004."""


def _codes(*arguments: str) -> list[str]:
    done = invoke("check", "--output-format", "json", *arguments)
    assert done.exit_code in {0, 1}, done.stderr
    return [finding["code"] for finding in json.loads(done.stdout)]


def test_rules_are_selected_and_ignored_by_code_and_group(folder: Path) -> None:
    """Lists with commas equal repeated options; the more specific name takes precedence."""
    (folder / "loose.yaml").write_text(LOOSE, "utf-8")
    assert _codes("loose.yaml") == ["NLD-GRD-005", "NLD-CIT-004"]
    assert _codes("loose.yaml", "--ignore", "GRD") == ["NLD-CIT-004"]
    assert _codes("loose.yaml", "--ignore", "grd,NLD-CIT-004") == []
    assert _codes("loose.yaml", "--ignore", "GRD", "--ignore", "CIT") == []
    assert _codes("loose.yaml", "--ignore", "ALL", "--select", "GRD-005") == ["NLD-GRD-005"]
    assert _codes("loose.yaml", "--ignore", "GRD-005", "--select", "GRD-005") == []
    assert _codes("loose.yaml", "--ignore", "GRD-005", "--extend-select", "GRD-005") == ["NLD-CIT-004"]


def test_the_command_line_overrides_the_rules_of_the_configuration(folder: Path) -> None:
    """Also in other processes."""
    (folder / "loose.yaml").write_text(LOOSE, "utf-8")
    (folder / "archive").mkdir()
    (folder / "archive" / "loose.yaml").write_text(LOOSE, "utf-8")
    (folder / "newsld.toml").write_text(
        'ignore = ["CIT"]\nper-file-ignores = {"archive/" = ["GRD"]}\n', "utf-8"
    )
    assert _codes("loose.yaml", "archive") == ["NLD-GRD-005"]
    assert _codes("loose.yaml", "archive", "-j", "2") == ["NLD-GRD-005"]
    assert _codes("loose.yaml", "--select", "CIT-004") == ["NLD-CIT-004"]
    assert _codes("loose.yaml", "--extend-select", "CIT-004") == ["NLD-GRD-005", "NLD-CIT-004"]
    assert _codes("archive", "--select", "CIT,GRD") == ["NLD-CIT-004"]
    assert _codes("-", "--stdin-filename", "archive/new.yaml") == ["NLD-SYN-012"]


def test_a_profile_is_a_name_or_a_file(folder: Path) -> None:
    """A path is relative to the working folder, and replaces the configured profiles."""
    (folder / "loose.yaml").write_text(LOOSE, "utf-8")
    (folder / "desk.toml").write_text("extends = []\n[rules]\nGRD = {}\n", "utf-8")
    (folder / "newsld.toml").write_text('profile = "desk.toml"\n', "utf-8")
    assert _codes("loose.yaml") == _codes("loose.yaml", "--profile", "./desk.toml") == ["NLD-GRD-005"]
    assert "NLD-CIT-004" in _codes("loose.yaml", "--profile", "default")
    assert "NLD-CIT-004" in _codes("loose.yaml", "--profile", "google", "--profile", "desk.toml")


def test_an_error_in_a_rule_that_is_ignored_fails_nothing(folder: Path) -> None:
    """Ignored rules do not affect the exit status."""
    assert folder
    assert invoke("check", "bad.yaml", "--ignore", "NLD-SCH-001").exit_code == 0


def test_an_export_reports_errors_even_when_they_are_ignored(folder: Path) -> None:
    """Other findings are reported unless they are ignored."""
    (folder / "loose.yaml").write_text(LOOSE, "utf-8")
    (folder / "newsld.toml").write_text('ignore = ["GRD", "SCH"]\n', "utf-8")
    assert invoke("check", ".").stdout.endswith("1 info in 3 files\n")
    done = invoke("export", ".", "-o", "build", "-f", "yaml")
    assert done.exit_code == 1
    assert "NLD-SCH-001" in done.stderr
    assert "NLD-GRD-005" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "GRT"], "there is no rule 'GRT'; did you mean NLD-GRD?"),
        (["--ignore", ","], "--ignore is empty"),
        (["--profile", "googel"], "there is no profile 'googel'; did you mean google?"),
        (["--profile", "broken.toml"], "broken.toml: a profile has no key 'rule'; did you mean rules?"),
        (["--statistics", "-f", "sarif"], "--statistics does not support --output-format sarif"),
        (["none*.yaml"], "no file matches none*.yaml"),
        (["-o", "desk.toml", "--profile", "desk.toml"], "the report would overwrite"),
    ],
)
def test_invalid_options_are_refused(folder: Path, arguments: list[str], message: str) -> None:
    """Exit status 2, before anything is checked."""
    (folder / "broken.toml").write_text("rule = 1\n", "utf-8")
    (folder / "desk.toml").write_text("", "utf-8")
    done = invoke("check", "good.yaml", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_list_of_profiles_is_refused_with_a_suggestion(folder: Path) -> None:
    """Rules may be listed with commas, profiles may not; the message shows how to name several."""
    assert folder
    done = invoke("check", ".", "--profile", "google,trust")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "newsld: 'google,trust' names 2 profiles: give each one separately\n"


def test_statistics_count_each_rule(folder: Path) -> None:
    """The most frequent first, with its title; JSON for programs."""
    for number in range(2):
        (folder / f"bad{number}.yaml").write_text(BAD, "utf-8")
    (folder / "loose.yaml").write_text(LOOSE, "utf-8")
    done = invoke("check", ".", "--statistics")
    assert done.exit_code == 1
    assert done.stdout == (
        "3  NLD-SCH-001  error    Every key is known\n"
        "1  NLD-CIT-004  info     A figure has a source\n"
        "1  NLD-GRD-005  warning  Every entity is used\n"
        "3 errors, 1 warning, 1 info in 5 files\n"
    )
    counted = json.loads(invoke("check", ".", "--statistics", "-f", "json").stdout)
    assert counted[0] == {
        "code": "NLD-SCH-001",
        "severity": "error",
        "title": "Every key is known",
        "count": 3,
    }
    assert invoke("check", "good.yaml", "--statistics", "-f", "json").stdout == "[]\n"


def test_a_pattern_that_no_shell_has_expanded_names_files(folder: Path) -> None:
    """Sorted by name; an existing file with that name takes precedence."""
    (folder / "desk").mkdir()
    (folder / "desk" / "bad.yaml").write_text(BAD, "utf-8")
    (folder / "a[1].yaml").write_text(BAD, "utf-8")
    rows = invoke("check", "--output-format", "concise", "**/b*.yaml", "a[1].yaml").stdout.splitlines()
    assert [row.partition(":")[0] for row in rows] == ["bad.yaml", "desk/bad.yaml", "a[1].yaml"]


def test_every_report_is_in_the_table() -> None:
    """Each can be imported and accepts an empty list of findings."""
    for name in REPORTS:
        pieces: list[str] = []
        find_report(name).write([], pieces.append)
        assert "".join(pieces) in {"", "[]\n"} or name in {"sarif", "junit"}


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("headline: x", 11, "headline: x", "          ^"),
        ("\theadline: x", 2, " headline: x", " ^"),
        ("東京: x", 3, "東京: x", "    ^"),
        ("e\u0301te\u0301: x", 6, "e\u0301te\u0301: x", "   ^"),
        ("a\x1b[31mb", 7, "a<U+001B>[31mb", "             ^"),
        ("a\u202eb", 3, "a<U+202E>b", "         ^"),
        ("x", 2, "x", " ^"),
        ("x", 99, "x", " ^"),
        ("", 1, "", "^"),
        ("سنة: x", 6, "سنة: x", "^ at “x”"),
        ("سنة", 4, "سنة", "^ at the end"),
    ],
)
def test_the_caret_is_under_the_column(line: str, column: int, shown: str, caret: str) -> None:
    """Tabs, wide and combining characters are counted as a terminal shows them; none can move the cursor."""
    assert excerpt(line, column) == (shown, caret)


@pytest.mark.parametrize("at", [0, 40, 500, 960, 999])
def test_a_long_line_is_cut_around_the_place(at: int) -> None:
    """The caret stays under its character, and the line stays short."""
    line = "".join(chr(0x4E00 + number) if number % 3 else chr(97 + number % 26) for number in range(1000))
    shown, caret = excerpt(line, at + 1)
    assert len(shown) <= 100
    width = 0
    for sign in shown:
        if width == len(caret) - 1:
            assert sign == line[at]
            return
        width += 2 if ord(sign) >= 0x4E00 else 1
    pytest.fail("the caret is under nothing")


def test_no_finding_can_write_to_the_terminal() -> None:
    """File names and messages may contain text from untrusted files."""
    finding = Finding("NLD-SYN-001", "a\x1b]0;x\x07b\nc", file="x\x1b.yaml", line=1, column=1)
    assert finding_line(finding) == "x<U+001B>.yaml:1:1: error NLD-SYN-001 a<U+001B>]0;x<U+0007>b<U+000A>c"


def test_an_article_in_memory_has_findings_without_a_place() -> None:
    """The text report then begins with the severity."""
    [article] = newsld.read(GOOD.encode())
    assert newsld.check(article) == []
    assert (
        finding_line(Finding("NLD-CIT-003", "nothing says who spoke"))
        == "warning NLD-CIT-003 nothing says who spoke"
    )


def test_the_api_selects_rules_as_the_command_line_does(folder: Path) -> None:
    """For files by their configuration, for bytes and articles in memory without one; names are checked."""
    (folder / "newsld.toml").write_text('ignore = ["CIT"]\n', "utf-8")
    (folder / "loose.yaml").write_text(LOOSE, "utf-8")
    (article,) = newsld.read("loose.yaml")
    for source, expected in (
        ("loose.yaml", {"NLD-GRD-005"}),
        (LOOSE.encode(), {"NLD-GRD-005", "NLD-CIT-004"}),
        (article, {"NLD-GRD-005", "NLD-CIT-004"}),
    ):
        assert {one.code for one in newsld.check(source)} == expected
        both = newsld.check(source, extend_select="CIT-004", ignore=["GRD"])
        assert {one.code for one in both} == {"NLD-CIT-004"}
        assert {one.code for one in newsld.check(source, profiles=["google"])} > expected
        with pytest.raises(newsld.UsageError, match="did you mean google"):
            newsld.check(source, profiles="googel")


WIRE = """Ferry back on the river

By Ann Poe

Advertisement

SKELL, March 4 (Coast Wire) - The ferry crossed the river again.

It had been away for nine days.
"""


@pytest.mark.parametrize(
    ("body", "dateline", "wrong"),
    [
        ("SKELL, March 4 (Coast Wire) - The ferry crossed the river again.", "", []),
        ("The ferry crossed the river again.", "SKELL, March 4", []),
        (
            "The ferry crossed the river again.",
            "",
            ["the body lacks “SKELL, March 4 (Coast Wire) -” of line 7"],
        ),
        (
            "The boat crossed the river again.",
            "SKELL, March 4",
            ["the body has “boat”, and line 7 of wire.txt has"],
        ),
    ],
)
def test_a_wire_is_compared_without_what_the_story_has_above_its_text(
    folder: Path, body: str, dateline: str, wrong: list[str]
) -> None:
    """Headline, byline, dateline and furniture that occurs once; a difference names the line of the wire."""
    (folder / "wire.txt").write_text(WIRE, "utf-8")
    head = f"dateline: {dateline}\n" if dateline else ""
    people = "```yaml newsld\npeople: {Ann Poe: {}}\n```\n"
    story = f"---\nnewsld: 2\nheadline: Ferry back on the river\nauthor: ann-poe\n{head}---\n\n{body}\n\n"
    (folder / "story.md").write_text(f"{story}It had been away for nine days.\n\n{people}", "utf-8")
    done = invoke("check", "--against", "wire.txt", "--select", "NLD-CAP-016", "story.md")
    lines = [line for line in done.stdout.splitlines() if "NLD-CAP-016" in line]
    assert len(lines) == len(wrong), done.stdout
    assert all(words in line for words, line in zip(wrong, lines, strict=True)), lines


def test_a_byline_of_somebody_else_is_missing(folder: Path) -> None:
    """Only the authors of the story are present above its text."""
    (folder / "wire.txt").write_text(
        WIRE.partition("SKELL")[0] + "It had been away for nine days.\n", "utf-8"
    )
    story = "newsld: 2\nheadline: Ferry back on the river\nbody: It had been away for nine days.\n"
    (folder / "story.yaml").write_text(story, "utf-8")
    done = invoke("check", "--against", "wire.txt", "story.yaml")
    assert "the body lacks “By Ann Poe” of line 3 of wire.txt" in done.stdout
