"""An archive is exported in shards: together they are the export without, and a killed run can go on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import newsld
from archives import contents, lines, write_archive
from command_line import invoke
from newsld.formats import find_format
from newsld.pipeline.archive import export_shards, prepare_input
from newsld.pipeline.archive.shard_plan import ShardPart, shard_parts
from newsld.pipeline.input_paths import walk
from newsld.pipeline.settings import Settings
from newsld.syntax.compression import compress

posix = pytest.mark.skipif(os.name == "nt", reason="Windows cannot kill a group of processes")


def _shards(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _joined(folder: Path, name: str) -> bytes:
    return b"".join((shard / name).read_bytes() for shard in _shards(folder) if (shard / name).exists())


@pytest.mark.parametrize(
    ("format_name", "jobs", "packed"),
    [("jsonl", 1, True), ("jsonl", 2, False), ("jsonld", 2, True), ("nquads", 1, False)],
)
def test_the_shards_together_are_the_export_without(
    format_name: str, jobs: int, packed: bool, tmp_path: Path
) -> None:
    """Lines are byte-equal, tables have the same rows, findings the same lines; bad and blank lines included."""
    archive = write_archive(tmp_path / "archive.jsonl", 47, bad_every=6)
    if packed:
        content = archive.read_bytes()
        archive = tmp_path / "archive.jsonl.gz"
        archive.write_bytes(compress(content[:3_000], "gz") + compress(content[3_000:], "gz"))
    formats = f"{format_name},csv,sqlite"
    whole = invoke("export", archive, "-o", tmp_path / "whole", "-f", formats)
    parts = invoke("export", archive, "-o", tmp_path / "parts", "-f", formats, "--shards", 10, "-j", jobs)
    assert whole.exit_code == parts.exit_code == 1
    found, expected = (
        [line for line in done.stderr.splitlines() if ": error" in line] for done in (parts, whole)
    )
    assert found == expected
    name = f"archive{find_format(format_name).line_suffix}"
    assert _joined(tmp_path / "parts", name) == (tmp_path / "whole" / name).read_bytes()
    for table in sorted((tmp_path / "whole" / "csv").glob("*.csv")):
        files = (tmp_path / "parts").glob(f"*/csv/{table.name}")
        rows = [path.read_bytes().splitlines(keepends=True) for path in files]
        header, *all_rows = table.read_bytes().splitlines(keepends=True)
        assert all(one[0] == header for one in rows)
        assert sorted(row for one in rows for row in one[1:]) == sorted(all_rows)
    databases = [tmp_path / "whole" / "newsld.sqlite", *sorted((tmp_path / "parts").glob("*/newsld.sqlite"))]
    counts = [
        sqlite3.connect(one).execute("SELECT count(*) FROM citations").fetchone()[0] for one in databases
    ]
    assert counts[0] == sum(counts[1:]) == 47
    total = json.loads((tmp_path / "parts" / "shards.json").read_bytes())["total"]
    assert (total["articles"], total["shards"]) == (47, len(_shards(tmp_path / "parts")))
    assert f"47 stories in {total['shards']} shards, {total['errors']} errors" in parts.stdout


def test_files_of_single_articles_keep_their_number(tmp_path: Path) -> None:
    """The Markdown of an article has the same name and bytes in whichever shard it is."""
    archive = write_archive(tmp_path / "archive.jsonl", 7)
    invoke("export", archive, "-o", tmp_path / "whole", "-f", "markdown")
    invoke("export", archive, "-o", tmp_path / "parts", "-f", "markdown", "--shards", 3)
    parts = {
        path.name: path.read_bytes() for shard in _shards(tmp_path / "parts") for path in shard.glob("*.md")
    }
    assert parts == contents(tmp_path / "whole")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_parts_cover_the_archive(count: int, packed: bool, tmp_path: Path) -> None:
    """Whatever lines there are, blank ones and too long ones included, each is in exactly one part."""
    text = b"\n\na\n" + b"y" * 70 + b"\n \nb\nc\n\n" + b"z" * 200 if count else b""
    file = tmp_path / "archive"
    file.write_bytes(compress(text, "gz") if packed else text)
    spooled = iter(range(1_000))
    parts = list(shard_parts(file, max(count, 1), 30, lambda _: None, lambda: tmp_path / f"{next(spooled)}"))
    assert [part.start for part in parts] == [0, *[part.end for part in parts[:-1]]]
    assert sum(part.lines for part in parts) == sum(1 for _ in text.splitlines())
    assert sum(part.records for part in parts) == (5 if count else 0)
    assert all(part.records == count for part in parts[:-1])
    if not packed:
        assert b"".join(part.content.range.read() for part in parts) == text

    def entry(number: int) -> dict[str, int] | None:
        part = parts[number]
        values = {"start": part.start, "end": part.end, "lines": part.lines, "records": part.records}
        return values if number % 2 else None

    again = list(shard_parts(file, max(count, 1), 30, entry, lambda: tmp_path / f"{next(spooled)}"))
    assert [_described(part) for part in again] == [_described(part) for part in parts[::2]]


def _described(part: ShardPart) -> tuple[object, ...]:
    content = part.content
    place = (part.number, part.start, part.end, part.records)
    return (*place, content.first_line, content.first_number, content.range.read())


def test_a_second_run_skips_what_is_finished(tmp_path: Path) -> None:
    """Finished shards are not touched, a shard that is missing is written again, and errors still count."""
    archive = write_archive(tmp_path / "archive.jsonl", 20, bad_every=9)
    command = ("export", archive, "-o", tmp_path / "out", "-f", "jsonl", "--shards", 4)
    first = invoke(*command)
    before = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "00002")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.jsonl")}
    again = invoke(*command)
    assert contents(tmp_path / "out") == before
    assert all(path.stat().st_mtime_ns == time_ns for path, time_ns in times.items())
    assert "5 shards skipped" in again.stderr
    assert again.stdout.splitlines()[-1] == first.stdout.splitlines()[-1]
    assert again.exit_code == first.exit_code == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("--shards", "5"), "records a shard"),
        (("--jsonld", "page"), "options"),
        (("-f", "nquads"), "formats"),
        (("--compress", "gz"), "compress"),
        ((), "bytes"),
    ],
)
def test_another_run_is_refused(change: tuple[str, ...], what: str, tmp_path: Path) -> None:
    """Shards of different runs do not mix; nothing is changed."""
    archive = write_archive(tmp_path / "archive.jsonl", 6)
    command = ("export", archive, "-o", tmp_path / "out", "-f", "jsonl", "--shards", 4)
    assert invoke(*command).exit_code == 0
    before = contents(tmp_path / "out")
    if not change:
        archive.write_bytes(archive.read_bytes() + b"\n")
    done = invoke(*command, *change)
    assert done.exit_code == 2
    assert "is of another run" in done.stderr
    assert what in done.stderr
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "-", "-f", "jsonl"), "name one with -o"),
        (("-o", "out", "--check"), "cannot be combined"),
        (("-o", "out", "--prune"), "cannot be combined"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    """With the fix, and before anything is written."""
    archive = write_archive(tmp_path / "archive.jsonl", 2)
    done = invoke("export", archive, *arguments, "--shards", 1)
    assert (done.exit_code, message in done.stderr) == (2, True), done.stderr


def test_only_one_archive_in_a_file_has_shards(tmp_path: Path) -> None:
    """A story, standard input and two archives are refused."""
    archive = write_archive(tmp_path / "archive.jsonl", 2)
    story = tmp_path / "story.md"
    story.write_text("---\nnewsld: 2\nheadline: Quay\n---\nThe quay is open.\n")
    for paths, message in (
        ((story,), "is for an archive of lines"),
        (("-",), "needs a file"),
        ((archive, story), "takes one archive"),
    ):
        done = invoke(
            "export",
            *paths,
            "-o",
            tmp_path / "out",
            "--shards",
            "2",
            stdin=archive.read_bytes() if paths == ("-",) else None,
        )
        assert (done.exit_code, message in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "out").exists()


@posix
def test_a_folder_has_one_run_at_a_time(tmp_path: Path) -> None:
    """A second run is refused while the first one writes."""
    from newsld.pipeline.archive.shards import _locked

    archive = write_archive(tmp_path / "archive.jsonl", 2)
    with _locked(tmp_path / "out"):
        done = invoke("export", archive, "-o", tmp_path / "out", "-f", "jsonl", "--shards", 1)
    assert done.exit_code == 2
    assert "another run is writing" in done.stderr


def test_what_is_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    """A folder with the name of a shard that is none stays, and the message says what to do."""
    archive = write_archive(tmp_path / "archive.jsonl", 4)
    (tmp_path / "out" / "00001").mkdir(parents=True)
    (tmp_path / "out" / "00001" / "mine.txt").write_text("mine")
    done = invoke("export", archive, "-o", tmp_path / "out", "-f", "jsonl", "--shards", 2)
    assert done.exit_code == 2
    assert "move what is there away" in done.stderr
    assert (tmp_path / "out" / "00001" / "mine.txt").read_text() == "mine"


def test_python_exports_shards(tmp_path: Path) -> None:
    """The result has the findings and the numbers."""
    archive = write_archive(tmp_path / "archive.jsonl.gz", 0)
    archive.write_bytes(compress(b"".join(lines(5, bad_every=5)), "gz"))
    (found,) = walk([str(archive)])
    item = prepare_input(found, Settings())
    result = export_shards(item, tmp_path / "out", ["jsonl"], newsld.formats.WriteOptions(), records=2)
    assert (result.shards, result.articles, result.records) == (3, 5, 6)
    assert {finding.line for finding in result.findings} == {5}


def _killed(command: list[str], seconds: float) -> bool:
    """Run a command and kill all of its processes after this time; return whether it was still running."""
    process = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)  # the main process only: its workers must end by themselves
        process.wait()
        return True
    return False


def _check_kills(tmp_path: Path, seed: int, count: int) -> None:
    jobs, chance = 2, random.Random(seed)
    archive = tmp_path / "archive.jsonl.gz"
    archive.write_bytes(compress(b"".join(lines(2_000, bad_every=97)), "gz"))

    def command(out: Path) -> list[str]:
        options = ["-f", "jsonld,sqlite", "--shards", "100", "-j", str(jobs), "-q"]
        return [sys.executable, "-m", "newsld", "export", str(archive), "-o", str(out), *options]

    start = time.monotonic()
    assert not _killed(command(tmp_path / "reference"), 600)
    takes = time.monotonic() - start
    reference = contents(tmp_path / "reference")
    killed = 0
    out = tmp_path / "out"
    for _ in range(count):
        if not _killed(command(out), chance.uniform(0.2, 1) * takes):
            assert contents(out) == reference
            shutil.rmtree(out)
            continue
        killed += 1
        if not out.exists():
            continue
        deadline = time.monotonic() + 60
        while _is_locked_or_busy(out) and time.monotonic() < deadline:
            time.sleep(0.01)
        begun = [path for path in _shards(out) if path.name.startswith(".newsld-0")]
        assert len(begun) <= jobs, "a killed run loses at most one shard a process"
        finished = {path: path.stat().st_mtime_ns for path in out.glob("0*/shard.json")}
        if chance.random() < 0.5:
            continue  # kill the next run too, so that several kills follow each other
        assert not _killed(command(out), 600)
        assert contents(out) == reference
        assert all(path.stat().st_mtime_ns == at for path, at in finished.items()), "a shard was repeated"
        shutil.rmtree(out)
    assert killed, "no run was killed: the test shows nothing"


def _is_locked_or_busy(out: Path) -> bool:
    """Return whether a worker of the killed run still writes."""
    before = {path: path.stat().st_size for path in out.rglob("*") if path.exists()}
    time.sleep(0.2)
    return before.keys() != {path for path in out.rglob("*") if path.exists()}


@posix
def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    """The next run ends with the same bytes, and repeats no finished shard."""
    _check_kills(tmp_path, 1, 3)


@posix
@pytest.mark.parametrize(
    "count", [pytest.param(15, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.cost)]
)
def test_a_run_goes_on_wherever_it_was_killed(tmp_path: Path, count: int) -> None:
    """At random times."""
    _check_kills(tmp_path, 2, count)
