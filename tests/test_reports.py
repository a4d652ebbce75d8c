"""Reports for machines: SARIF, GitHub, GitLab and JUnit contain every finding and follow their specifications."""

from __future__ import annotations

import gzip
import json
import re
import tracemalloc
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import newsld
from newsld.cli.reports import REPORTS, find_report
from newsld.cli.reports.identity import file_uri
from newsld.findings import Finding
from newsld.pipeline.flow import check
from newsld.syntax.document import Source

HERE = Path(__file__).resolve().parent
INVALID = HERE.parent / "fixtures" / "invalid"

NASTY = [
    Finding("NLD-SCH-001", "50% of “a,b:c” is\r\nno key", suggestion="did you mean <b> & “d”?", file="a b/é,1%.yaml",
            line=3, column=7, pointer="/a~1b/0", excerpt="a\x1b[31m: <c>\u202e"),
    Finding("NLD-SCH-001", "50% of “a,b:c” is\r\nno key", file="a b/é,1%.yaml", line=4, column=7, pointer="/a~1b/0"),
    Finding("NLD-GRD-005", "nobody mentions it", file="C:/stories/x.md", line=None),
    Finding("NLD-INF-001", "no licence", file="/var/stories/x.csv"),
    Finding("NLD-SYN-006", "no article", file="<stdin>", line=1, column=1, block=2, pointer=""),
    Finding("NLD-SYN-006", "in memory only"),
    Finding("NLD-VOC-002", "no property \uffff\ufffe", suggestion="\uffff", file="\uffff.md", line=1, excerpt="\ufffe"),
]  # fmt: skip


def _report_of(name: str, findings: list[Finding]) -> str:
    pieces: list[str] = []
    find_report(name).write(findings, pieces.append)
    text = "".join(pieces)
    text.encode()
    return text


@pytest.fixture(scope="module")
def real() -> list[Finding]:
    """Return the findings of every invalid fixture."""
    found: list[Finding] = []
    for path in sorted(INVALID.rglob("*")):
        if path.suffix in {".yaml", ".md", ".json", ".jsonl"} and path.name != "expected.json":
            found += check(Source(name=path.relative_to(INVALID).as_posix(), path=path))
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def sarif() -> Any:
    """Return a validator for the official schema of SARIF 2.1.0."""
    schema = json.loads(gzip.decompress((HERE / "judges" / "sarif-2.1.0.schema.json.gz").read_bytes()))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def test_sarif_is_valid_by_the_official_schema(sarif: Any, real: list[Finding]) -> None:
    """No finding, hostile texts and all real findings: the log is valid by the OASIS schema."""
    for findings in ([], NASTY, real):
        log = json.loads(_report_of("sarif", findings))
        assert not list(sarif.iter_errors(log))
        assert len(log["runs"][0]["results"]) == len(findings)


@pytest.mark.parametrize(("version", "expected"), [("1.2.3", {"semanticVersion": "1.2.3"}), ("unknown", {})])
def test_sarif_has_a_version_where_there_is_one(
    version: str, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an installed package, the property is absent."""
    monkeypatch.setattr(newsld, "__version__", version, raising=False)
    driver = json.loads(_report_of("sarif", []))["runs"][0]["tool"]["driver"]
    assert driver == {"name": "newsld", **expected, "rules": []}


def test_sarif_lists_each_rule_once_and_each_result_refers_to_its_rule(real: list[Finding]) -> None:
    """`ruleIndex` refers to the rule of `ruleId`, which has the text of the catalogue."""
    run = json.loads(_report_of("sarif", real))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_places_are_those_of_the_findings(real: list[Finding]) -> None:
    """Line and column count from 1 in code points, as findings do; the URI is the name, percent-encoded."""
    run = json.loads(_report_of("sarif", real))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    for finding, result in zip(real, run["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == finding.file
        if finding.line is not None:
            assert (place["region"]["startLine"], place["region"]["startColumn"]) == (
                finding.line,
                finding.column,
            )


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprints_differ_within_a_report_and_survive_new_lines_above(
    name: str, real: list[Finding]
) -> None:
    """Fingerprints are unique, and do not change when lines are added above."""
    moved = [
        Finding(one.code, one.message, file=one.file, pointer=one.pointer, block=one.block, excerpt=one.excerpt,
                line=one.line + 7 if one.line else None, column=one.column)
        for one in real
    ]  # fmt: skip
    before, after = _prints(name, real), _prints(name, moved)
    assert before == after
    assert len(set(before)) == len(real)


def _prints(name: str, findings: list[Finding]) -> list[str]:
    said = json.loads(_report_of(name, findings))
    if name == "gitlab":
        return [issue["fingerprint"] for issue in said]
    return [result["partialFingerprints"]["newsld/v1"] for result in said["runs"][0]["results"]]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("stories/a.yaml", "stories/a.yaml"),
        ("./a.yaml", "a.yaml"),
        ("../a b.md", "../a%20b.md"),
        ("é#?.md", "%C3%A9%23%3F.md"),
        ("a:b.md", "a%3Ab.md"),
        ("/var/a.md", "file:///var/a.md"),
        ("C:/stories/a.md", "file:///C:/stories/a.md"),
        ("/var/\udcff.md", "file:///var/%5Cudcff.md"),
        ("C:/stories/\udcff.md", "file:///C:/stories/%3F.md"),
        ("<stdin>", "%3Cstdin%3E"),
        (None, "%3Cmemory%3E"),
    ],
)
def test_a_file_name_becomes_a_relative_uri_with_forward_slashes(file: str | None, uri: str) -> None:
    """Only absolute paths have a scheme."""
    assert file_uri(file) == uri


def test_github_commands_are_one_line_each_with_everything_escaped() -> None:
    """No text of a story can end a command or begin another; decoded texts are equal."""
    lines = _report_of("github", NASTY).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(NASTY)
    for finding, line in zip(NASTY, lines, strict=True):
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert found, line
        properties = dict(part.split("=", 1) for part in found[2].split(","))
        assert properties["title"] == f"newsld {finding.code}"
        assert unquote(properties.get("file", "")) == (finding.file or "")
        assert unquote(found[3]).startswith(finding.message)


def test_gitlab_issues_have_the_required_properties(real: list[Finding]) -> None:
    """Description, name, fingerprint, severity, path and line of every issue."""
    for findings in ([], NASTY, real):
        issues = json.loads(_report_of("gitlab", findings))
        assert len(issues) == len(findings)
        for issue in issues:
            assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert issue["description"] and issue["check_name"] and issue["fingerprint"]
            assert issue["location"]["path"]
            assert issue["location"]["positions"]["begin"]["line"] >= 1


def test_junit_counts_only_errors_as_failures(real: list[Finding]) -> None:
    """The counts match the cases, and hostile texts are well-formed XML."""
    for findings in (NASTY, real):
        root = ET.fromstring(_report_of("junit", findings).encode())
        assert len(root.findall("testsuite/testcase")) == len(findings) == int(root.attrib["tests"])
        errors = sum(finding.severity == "error" for finding in findings)
        assert len(root.findall("testsuite/testcase/failure")) == errors == int(root.attrib["failures"])


def test_junit_without_findings_is_one_case_that_passes() -> None:
    """Servers that report an empty result as an error see a passing case."""
    root = ET.fromstring(_report_of("junit", []).encode())
    assert root.attrib["tests"] == "1"
    assert root.find("testsuite/testcase") is not None
    assert root.find(".//failure") is None


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_can_move_the_cursor_or_turn_the_line_round(name: str) -> None:
    """Control and direction characters of a story are escaped in every report."""
    said = _report_of(name, NASTY)
    if name in {"json", "sarif", "gitlab"}:
        said = json.dumps(json.loads(said))
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("report", [*REPORTS])
def test_memory_does_not_grow_with_the_findings(report: str) -> None:
    """Ten times as many findings take as much memory, whatever the format: reports are written as they come."""

    def peak(count: int) -> int:
        findings = (
            Finding("NLD-SCH-002", "no text", file="a.jsonl", line=line, column=1, pointer=f"/{line}")
            for line in range(1, count + 1)
        )
        tracemalloc.start()
        try:
            find_report(report).write(findings, len)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    # A number for each different finding is kept, which some formats need to name it.
    assert peak(5_000) < peak(500) + 4_500 * 250
