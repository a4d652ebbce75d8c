"""Compare `--jobs 2` on one archive with two independent runs over half of it each, in the same rounds.

Run it with `python tools/bench/processes.py [STORIES] [ROUNDS]` on a machine with two processors and no other work. A
ratio of 1 means that nothing is lost: `goal` is 0.9. CPU seconds are those of all processes.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import newsld
from newsld.formats import WriteOptions, find_format

ROOT = Path(__file__).resolve().parents[2]
STORY = ROOT / "fixtures" / "bench" / "ferry.md"
FORMATS = {"jsonld": 1, "jsonld,csv,markdown": 5}
"""The formats to write, and by how much the archive is smaller for them."""


def main() -> None:
    """Print a table with the medians of the rounds."""
    stories, rounds = (int(value) for value in (*sys.argv[1:], "4000", "5")[:2])
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {rounds} interleaved rounds, medians")
    print(
        "| formats | stories | one process | two halves | --jobs 2 | halves / jobs | CPU: halves / jobs | shards |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for formats, divisor in FORMATS.items():
            print(_row(Path(folder), formats, stories // divisor // 2 * 2, rounds))


def _row(folder: Path, formats: str, count: int, rounds: int) -> str:
    whole = _archive(folder / "whole.jsonl", range(count))
    halves = [
        _archive(folder / "one.jsonl", range(count // 2)),
        _archive(folder / "two.jsonl", range(count // 2, count)),
    ]
    ways: dict[str, list[tuple[Path, ...]]] = {
        "one": [(whole,)],
        "halves": [(half,) for half in halves],
        "jobs": [(whole, Path("--jobs"), Path("2"))],
        "shards": [(whole, Path("--jobs"), Path("2"), Path("--shards"), Path(str(max(count // 8, 1))))],
    }
    seconds: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, runs in ways.items():
            seconds[way].append(_time(folder, formats, runs))
    wall = {way: statistics.median(one[0] for one in values) for way, values in seconds.items()}
    pairs = list(zip(seconds["halves"], seconds["jobs"], seconds["shards"], strict=True))
    ratio, cpu, shards = (
        statistics.median(values)
        for values in (
            [half[0] / jobs[0] for half, jobs, _ in pairs],
            [half[1] / jobs[1] for half, jobs, _ in pairs],
            [half[0] / shard[0] for half, _, shard in pairs],
        )
    )
    times = " | ".join(f"{wall[way]:.1f} s" for way in ("one", "halves", "jobs"))
    return f"| {formats} | {count:,} | {times} | {ratio:.2f} | {cpu:.2f} | {shards:.2f} |"


def _archive(path: Path, numbers: Sequence[int]) -> Path:
    (article,) = newsld.read(STORY)
    write = find_format("jsonl").write_line
    with path.open("wb") as file:
        for number in numbers:
            copy = article.model_copy(update={"url": f"{article.url}/{number}"})
            file.write(write(copy, WriteOptions(), 1))
    return path


def _time(folder: Path, formats: str, runs: list[tuple[Path, ...]]) -> tuple[float, float]:
    """Return the seconds until all runs have ended, and those of the CPU."""
    outputs = [tempfile.mkdtemp(dir=folder) for _ in runs]
    before = _children()
    start = time.perf_counter()
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "newsld", "export", *map(str, run), "-o", output, "-f", formats, "-q"],
            stderr=subprocess.DEVNULL,
        )
        for run, output in zip(runs, outputs, strict=True)
    ]
    assert {process.wait() for process in started} == {0}
    taken = time.perf_counter() - start, _children() - before
    for output in outputs:
        subprocess.run(["rm", "-r", output], check=True)
    return taken


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
