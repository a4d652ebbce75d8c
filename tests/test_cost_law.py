"""The cost law: of an input that is eight times as large, time and memory are less than twelve times as much."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

import newsld
from bombs import BOMBS, STORIES
from command_line import invoke
from newsld.cli.reports import REPORTS

GROWTH = 8
MOST = 12
ROUNDS = 3
SHORTEST = 0.1
"""Seconds below which a time says nothing: the input is doubled until it takes longer."""

LARGEST = 400_000
SMALLEST_MEMORY = 2_000_000
"""Bytes that any input may take: caches, tables, the text itself."""


def _check(path: Path) -> object:
    return newsld.check(path, select="ALL")


def _write(path: Path) -> object:
    """Write the article of a file in some formats, and read it back."""
    (article,) = newsld.read(path)
    for name in ("text", "chunks", "nquads"):
        newsld.write(article, name)
    for name in ("markdown", "yaml", "jsonl", "csv"):
        assert newsld.read(newsld.write(article, name), name) == [article]
    return article


def _time(path: Path, use: Callable[[Path], object] = _check) -> float:
    """Return the CPU time of checking or writing a file, without the garbage collector.

    The collector looks at everything that is alive again and again: its share grows faster than the input.
    """
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        use(path)
        return time.process_time() - begin
    finally:
        gc.enable()


def _times(small: Path, large: Path, rounds: int) -> tuple[float, float]:
    """Return the best CPU times of checking two files in turns, so that what else the machine does slows down both."""
    pairs = [(_time(small), _time(large)) for _ in range(rounds)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def _memory(path: Path, content: bytes) -> int:
    """Return the memory of checking an input in bytes, at its peak."""
    path.write_bytes(content)
    gc.collect()
    tracemalloc.start()
    try:
        newsld.check(path, select="ALL")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_there_are_bombs_for_every_kind() -> None:
    """At least 40, and each grows with its size."""
    assert len(BOMBS) >= 40
    for make in BOMBS.values():
        assert len(make(4_000)) > 1.8 * len(make(2_000)) > 0


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_bomb_is_checked(tmp_path: Path, name: str) -> None:
    """Checked, and exported in the default formats, without an exception and without an internal error."""
    path = tmp_path / f"bomb{Path(name).suffix}"
    path.write_bytes(BOMBS[name](50))
    for arguments in (["check", str(path), "-f", "json"], ["export", str(path), "-o", str(tmp_path / "out")]):
        done = invoke(*arguments)
        assert done.exit_code in (0, 1), done.output
        assert "NLD-INT" not in done.output


@pytest.mark.cost
@pytest.mark.parametrize("name", STORIES)
def test_time_of_writing_grows_with_the_story(tmp_path: Path, name: str) -> None:
    """A story that repeats itself is written and read in proportion to its size."""
    make, small = STORIES[name], tmp_path / f"story{Path(name).suffix}"
    large, size = small.with_stem("larger"), 100
    small.write_bytes(make(10))
    _time(small, _write)
    small.write_bytes(make(size))
    large.write_bytes(make(GROWTH * size))
    before, after = (min(_time(path, _write) for _ in range(ROUNDS)) for path in (small, large))
    assert after < MOST * max(before, SHORTEST), (
        f"{before:.2f} s for {size}, {after:.2f} s for {GROWTH * size}"
    )


def _letters(number: int) -> str:
    """Return a number in letters, with which a name is another name."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@pytest.mark.cost
@pytest.mark.parametrize(
    "piece",
    [
        "On Monday 3 March 2025 ",
        "She said that the quay is open. ",
        "“The quay is open,” said Kai Lund. ",
        "“The quay is open again.” ",
        "“He said ‘the quay is open’ ” ",
        "Kai{0} Lund{0} ran. ",
        "Kai{0} Lund{0} and ",
        "“The quay is open,” said Kai{0} Lund{0}. ",
        "Reuters reported, citing Kai Lund, that quay {0} is open. ",
        "The crew had 1{1} boats. ",
        "See https://herald.example/{0} now. ",
    ],
)
def test_time_of_drafting_grows_with_the_text(tmp_path: Path, piece: str) -> None:
    """A text that repeats itself is drafted in proportion to its size."""

    def draft(path: Path) -> object:
        done = invoke("draft", str(path), "--at", "2025-03-04T18:20:00Z")
        assert done.exit_code == 0, done.output
        return done

    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    for path, size in ((small, 100), (large, 100 * GROWTH)):
        path.write_text("".join(piece.format(_letters(i), i) for i in range(size)), "utf-8")
    _time(small, draft)
    before, after = (min(_time(path, draft) for _ in range(ROUNDS)) for path in (small, large))
    assert after < MOST * max(before, SHORTEST), f"{before:.2f} s, {after:.2f} s for {GROWTH} times as much"


@pytest.mark.cost
@pytest.mark.parametrize("name", BOMBS)
def test_time_and_memory_grow_with_the_input(tmp_path: Path, name: str) -> None:
    """No kind of input costs more than in proportion to its size."""
    make, path = BOMBS[name], tmp_path / f"bomb{Path(name).suffix}"
    larger = path.with_stem("larger")
    path.write_bytes(make(10))
    _time(path)  # imports and caches
    size = 100
    path.write_bytes(make(size))
    while _time(path) < SHORTEST and len(make(size)) < LARGEST:
        size *= 2
        path.write_bytes(make(size))
    larger.write_bytes(make(GROWTH * size))
    before, after = _times(path, larger, ROUNDS)
    if after >= MOST * max(before, SHORTEST):
        # Another program may have taken the caches of the processor: once more, with more rounds.
        before, after = _times(path, larger, 2 * ROUNDS)
    assert after < MOST * max(before, SHORTEST), (
        f"{before:.2f} s for {size}, {after:.2f} s for {GROWTH * size}"
    )
    size = max(size // 4, 100)  # tracing memory is slow
    small, large = _memory(path, make(size)), _memory(path, make(GROWTH * size))
    assert large < MOST * max(small, SMALLEST_MEMORY), (
        f"{small:,} bytes for {size}, {large:,} for {GROWTH * size}"
    )


_PEAK = """
import resource, sys
from newsld.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource module")
@pytest.mark.parametrize("report", [*REPORTS])
def test_an_archive_with_many_findings_is_reported(tmp_path: Path, report: str) -> None:
    """20,000 findings take less than half a gigabyte in every format."""
    archive = tmp_path / "a.jsonl"
    archive.write_bytes(b'{"newsld": 2, "headline": 3, "body": "b"}\n' * 20_000)
    command = [
        sys.executable,
        "-c",
        _PEAK,
        "check",
        str(archive),
        "-f",
        report,
        "-o",
        str(tmp_path / "report"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert int(done.stderr.split()[-1]) < 500_000
    text = (tmp_path / "report").read_text()
    assert "NLD-SCH-002" in text
    if report == "json":
        assert len(json.loads(text)) == 20_000
