"""A bad record of an archive costs itself only, whatever is wrong with it, newsld itself included."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archives import lines, write_archive
from command_line import invoke
from newsld.formats import jsonl

DEFECT = RuntimeError("the quay is not empty")


def _failing(function: Callable[..., Any], mark: bytes) -> Callable[..., Any]:
    """Return a function that fails for a line with a mark, and else does what it did."""

    def called(content: Any, *arguments: Any, **options: Any) -> Any:
        if mark in (content if isinstance(content, bytes) else repr(content).encode()):
            raise DEFECT
        return function(content, *arguments, **options)

    return called


@pytest.mark.parametrize("where", ["load_json", "complete_story", "_is_jsonld"])
def test_a_defect_in_reading_one_line_is_a_finding_at_it(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines before and after are exported, with the numbers that they have."""
    archive = write_archive(tmp_path / "archive.jsonl", 9)
    monkeypatch.setattr(jsonl, where, _failing(getattr(jsonl, where), b"Boat 4 left"))
    done = invoke("export", archive, "-o", tmp_path / "out", "-f", "jsonl")
    assert done.exit_code == 2, done.output
    assert f"{archive.as_posix()}:4:1: error NLD-INT-001" in done.stderr
    written = (tmp_path / "out" / "archive.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["headline"].split()[1] for line in written] == list("12356789")


def test_a_defect_in_writing_one_article_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its other formats are written."""
    archive = write_archive(tmp_path / "archive.jsonl", 9)
    from newsld.formats import jsonld

    monkeypatch.setattr(jsonld, "write_line", _failing(jsonld.write_line, b"Quay 4 of"))
    done = invoke("export", archive, "-o", tmp_path / "out", "-f", "jsonld,csv")
    assert done.exit_code == 2, done.output
    assert "NLD-INT-001" in done.stderr
    assert (tmp_path / "out" / "archive.jsonl").read_bytes().count(b"\n") == 8
    assert (tmp_path / "out" / "csv" / "articles.csv").read_bytes().count(b"\n") == 10


def test_bad_lines_change_nothing_in_the_others(tmp_path: Path) -> None:
    """The output is that of the archive without them."""
    bad = write_archive(tmp_path / "bad" / "archive.jsonl", 40, bad_every=5)
    good = tmp_path / "good" / "archive.jsonl"
    good.parent.mkdir()
    good.write_bytes(b"".join(lines(40)))
    for one, jobs in ((bad, 2), (good, 1)):
        invoke("export", one, "-o", one.parent / "out", "-f", "jsonl", "-j", jobs)
    assert (bad.parent / "out" / "archive.jsonl").read_bytes() == (
        good.parent / "out" / "archive.jsonl"
    ).read_bytes()
