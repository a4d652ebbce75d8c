"""Every finding code has cases under fixtures/invalid: invalid stories with their complete report.

In a case whose name begins with `good`, the error of the other cases is fixed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from command_line import invoke
from newsld.findings import Finding
from newsld.findings.catalogue import catalogue
from newsld.pipeline.embedding import replace_page

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = sorted(path for path in (ROOT / "fixtures" / "invalid").iterdir() if path.is_dir())
NOT_INPUTS = frozenset({"expected.json", "newsld.toml", "entities.yaml", "wire.txt", "raw.txt"})
"""Files in a case that are not checked themselves."""

EXPORT_ONLY = {
    "NLD-OUT-003": ("nquads",),
    "NLD-INF-001": ("csv",),
    "NLD-NSM-009": ("news-sitemap", "--as-of", "2025-05-12T09:00:00+01:00"),
}
"""Rules about outputs, which `newsld check` does not run, and the format that runs them."""

EMBED_ONLY = frozenset(
    f"NLD-EMB-{number}" for number in ("010", "011", "012", "020", "021", "022", "023", "024", "025", "026")
)
"""Rules about `newsld embed`: a case is a folder with a page, or a site of pages, and their stories."""

DRAFT_ONLY = frozenset(f"NLD-DRF-{number:03}" for number in (*range(1, 10), 12, 13))
"""Rules about `newsld draft`: a case is an answer to raw.txt, or a raw text."""

AGAINST_WIRE = "NLD-CAP-016"
"""The rule about the text of a wire, to which a story is compared."""

_DEFECT = RuntimeError("the quay is not empty")
DEFECT = "NLD-INT-001"
"""The rule about newsld itself: its case is checked by a program with a defect."""

MANY = "NLD-INF-004"
"""The rule about the number of findings: its case has footnotes that are repeated first."""

LONG_NAME = "NLD-OUT-001"
"""The rule about names of outputs: its case is a story that is given a name of 250 letters first."""

UNREADABLE = "NLD-SYN-021"
"""The rule about permissions: its case is a folder with a folder that cannot be read."""

LEAVES_FOLDER = "NLD-OUT-002"
"""The rule about links: its case is a page that a link in a folder leads to."""


def _emitted() -> set[str]:
    """Return every code in the source."""
    sources = (ROOT / "src" / "newsld").rglob("*.py")
    return {
        code for path in sources for code in re.findall(r'"(NLD-[A-Z]{3}-[0-9]{3})"', path.read_text("utf-8"))
    }


def _cases(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in NOT_INPUTS)


def _is_good(case: str) -> bool:
    return case.startswith("good")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_code_has_a_bad_and_a_good_case(folder: Path) -> None:
    """A rule is tested with a valid story that resembles the invalid one."""
    assert {_is_good(case) for case in _cases(folder)} == {True, False}


def test_there_are_cases() -> None:
    """The tests below run on at least one case for each code."""
    assert len(FOLDERS) >= len(catalogue())


def test_every_code_has_a_case_and_is_in_the_catalogue() -> None:
    """Every code that the program can report has a rule, and every rule a story that breaks it."""
    assert _emitted() == catalogue().keys()
    assert {folder.name.upper() for folder in FOLDERS} == _emitted()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_invalid_story_gets_exactly_the_expected_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Code, severity, message, suggestion, file, line, column and pointer of every finding are as expected."""
    code, cases = folder.name.upper(), _cases(folder)
    assert cases, "the folder has no case"
    monkeypatch.chdir(folder)
    if code == MANY:
        for case in cases:
            story = tmp_path / case
            story.write_text(
                (folder / case).read_text("utf-8") + "Quay.[^x] " * (1_000 if _is_good(case) else 1_007)
            )
            done = invoke("check", story)
            assert (f" {code} and 7 more" in done.stdout) != _is_good(case)
        return
    if code == LONG_NAME:
        for case in cases:
            story = tmp_path / (case if _is_good(case) else f"{'q' * 250}.md")
            shutil.copy(folder / case, story)
            done = invoke("export", story, "-o", tmp_path / "out", "-f", "jsonld")
            assert (f"error {code} " in done.stderr) != _is_good(case), done.stderr
            assert done.exit_code == (0 if _is_good(case) else 1)
        return
    if code == UNREADABLE:
        for case in cases:
            with monkeypatch.context() as patch:
                if not _is_good(case):
                    patch.setattr("newsld.pipeline.input_paths._entries", _entries_without_port)
                done = invoke("check", case)
            assert (f"{case}/port: error {code} it cannot be read" in done.stdout) != _is_good(case)
            assert done.exit_code == (0 if _is_good(case) else 1)
        return
    if code == LEAVES_FOLDER:
        for case in cases:
            shutil.copytree(folder / case, tmp_path / case)
            monkeypatch.chdir(tmp_path / case)
            Path("site").mkdir()
            page = Path("page.html").resolve()
            (Path("site") / "page.html").symlink_to(page)
            allowed = ["--follow-links"] if _is_good(case) else []
            done = invoke("embed", "site", "--from", "stories", *allowed)
            assert (f"error {code} " in done.stderr) != _is_good(case), done.stderr
            assert (done.exit_code, page.read_bytes() == (folder / case / "page.html").read_bytes()) == (
                (0, False) if _is_good(case) else (1, True)
            )
        return
    if code == DEFECT:
        monkeypatch.setattr("newsld.pipeline.story_checks.check_mentions", _check_with_defect)
        monkeypatch.setattr("newsld.findings.internal._place", lambda _: " (flow.py, line 1)")
    if code in EXPORT_ONLY:
        for case in cases:
            arguments = ["export", case, "-o", str(tmp_path / case), "-f", *EXPORT_ONLY[code]]
            done = invoke(*arguments)
            assert (f" {code} " in done.stderr) != _is_good(case), done.stderr
            assert done.exit_code == (1 if f"error {code} " in done.stderr else 0)
        return
    if code in EMBED_ONLY:
        for case in cases:
            shutil.copytree(folder / case, tmp_path / case)
            monkeypatch.chdir(tmp_path / case)
            done = _embedded(code if not _is_good(case) else "", monkeypatch)
            assert (f" {code} " in done.stderr) != _is_good(case), done.stderr
            if f"error {code} " in done.stderr:
                assert done.exit_code == 1
                assert Path("page.html").read_bytes() == (folder / case / "page.html").read_bytes()
        return
    if code in DRAFT_ONLY:
        report = [finding for case in cases for finding in _drafted(case, tmp_path)]
        errors = any(finding["severity"] == "error" for finding in report)
        done_code = 1 if errors else 0
    else:
        runs = [
            invoke("check", "--output-format", "json", *options, *files)
            for options, files in _check_runs(code, cases)
        ]
        report = [finding for done in runs for finding in json.loads(done.stdout)]
        done_code = max(done.exit_code for done in runs)
    assert report == json.loads((folder / "expected.json").read_bytes())
    errors = any(finding["severity"] == "error" for finding in report)
    assert done_code == (2 if code == DEFECT else 1 if errors else 0)
    for case in cases:
        has_code = any(finding["file"] == case and finding["code"] == code for finding in report)
        assert has_code != _is_good(case), case


def _check_runs(code: str, cases: list[str]) -> list[tuple[list[str], list[str]]]:
    """Return the options and files of every run of `newsld check`: one of all cases, or one each against a wire."""
    if code != AGAINST_WIRE:
        return [([], cases)]
    return [(["--against", "wire.txt"], [case]) for case in cases]


def _drafted(case: str, folder: Path) -> list[dict[str, Any]]:
    """Return the findings of `newsld draft` about an answer to raw.txt, or about a raw text."""
    texts = ["raw.txt", "--answer", case, "--no-offline"] if Path("raw.txt").is_file() else [case]
    report, output = folder / f"{case}.report", folder / f"{case}.md"
    options = [
        "-o",
        str(output),
        "--report",
        str(report),
        "--report-format",
        "json",
        "--published",
        "2025-03-05",
        "--quiet",
    ]
    done = invoke("draft", *texts, *options)
    findings: list[dict[str, Any]] = json.loads(report.read_bytes())
    errors = any(one["severity"] == "error" for one in findings)
    assert (done.exit_code, done.stderr) == (1 if errors else 0, "")
    if output.exists():
        checked = invoke("check", output)
        assert checked.exit_code == 0, checked.stdout
    else:
        assert errors
    return findings


def _entries_without_port(folder: Path) -> list[os.DirEntry[str]]:
    """List a folder, unless it is one without permission."""
    if folder.name == "port":
        raise PermissionError(13, "Permission denied")
    with os.scandir(folder) as entries:
        return list(entries)


def _check_with_defect(data: dict[str, Any], _used: object) -> list[Finding]:
    """Fail for one of two stories."""
    if data["headline"] == "Quay closed":
        raise _DEFECT
    return []


def _embedded(code: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """Run `newsld embed` in the folder of a case, with the conditions that some codes need."""
    pages = "site" if Path("site").is_dir() else "page.html"
    with monkeypatch.context() as patch:
        if code == "NLD-EMB-024":
            patch.setattr(replace_page, "_read", lambda *_: b"written by somebody else")
        elif code == "NLD-EMB-025":
            Path("page.html").chmod(0o444)
        return invoke("embed", pages, "--from", "stories")


def test_every_code_has_a_finding_with_its_line_and_column() -> None:
    """A person who reads the report can go to the line."""
    for folder in FOLDERS:
        if folder.name.upper() in EXPORT_ONLY.keys() | EMBED_ONLY | {
            LEAVES_FOLDER,
            LONG_NAME,
            MANY,
            UNREADABLE,
        }:
            continue
        report = json.loads((folder / "expected.json").read_bytes())
        own = [finding for finding in report if finding["code"] == folder.name.upper()]
        assert any(finding["line"] and finding["column"] for finding in own), folder.name


def test_every_pointer_resolves() -> None:
    """In JSON, the pointer of a finding resolves in the document as written."""
    checked = 0
    for folder in FOLDERS:
        report = folder / "expected.json"
        for finding in json.loads(report.read_bytes()) if report.is_file() else ():
            if not finding["file"].endswith(".json") or finding["code"].startswith("NLD-SYN"):
                continue
            node = json.loads((folder / finding["file"]).read_bytes(), parse_int=str)
            for step in (finding["pointer"] or "").split("/")[1:]:
                name = step.replace("~1", "/").replace("~0", "~")
                node = node[int(name)] if isinstance(node, list) else node[name]
            checked += 1
    assert checked > 5
