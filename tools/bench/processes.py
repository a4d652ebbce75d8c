"""Compare `--jobs 2` on one archive with two independent runs over half of it each, in the same rounds.

A ratio of 1 means that nothing is lost. The goal is 0.9, in wall time on a machine with two processors and no other
work, and in CPU time, which counts what is wasted and not what waits. CPU seconds are those of all processes.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.rounds import format_time, table
from bench.usual_stories import write_archive

GOAL: Final = 0.9
ROUNDS: Final = 5
FORMATS: Final = {"jsonld": 3000, "jsonld,csv,markdown": 300}
"""The formats to write, and the stories of an archive."""
HEAD: Final = (
    "formats",
    "stories",
    "way",
    "wall time",
    "two halves / this",
    "CPU time",
    "two halves / this",
    "goal",
)


def measure() -> str:
    """Return the section of the processes."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        for formats, count in FORMATS.items():
            rows += _rows(Path(folder), formats, count)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    about = f"{os.cpu_count()} processors{load}. Medians of {ROUNDS} interleaved rounds."
    return f"{about}\n\n{table(rows, HEAD)}"


def _rows(folder: Path, formats: str, count: int) -> list[tuple[str, ...]]:
    whole = str(write_archive(folder / "whole.jsonl", range(count)))
    halves = [
        str(write_archive(folder / "one.jsonl", range(count // 2))),
        str(write_archive(folder / "two.jsonl", range(count // 2, count))),
    ]
    ways = {
        "two halves, a process each": [(half,) for half in halves],
        "`--jobs 2`": [(whole, "--jobs", "2")],
        "`--jobs 2 --shards`": [(whole, "--jobs", "2", "--shards", str(count // 8))],
        "one process": [(whole,)],
    }
    seconds: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, runs in ways.items():
            seconds[way].append(_time(folder, formats, runs))
    first = seconds["two halves, a process each"]
    rows = []
    for way, taken in seconds.items():
        wall, cpu = (statistics.median(one[side] for one in taken) for side in (0, 1))
        by_wall, by_cpu = (
            statistics.median(half[side] / one[side] for half, one in zip(first, taken, strict=True))
            for side in (0, 1)
        )
        goal = f"≥ {GOAL}" if way == "`--jobs 2`" else ""
        missed = " and ".join(
            name for name, one in (("wall", by_wall), ("CPU", by_cpu)) if round(one, 2) < GOAL
        )
        rows.append(
            (
                formats,
                f"{count:,}",
                way,
                format_time(wall),
                f"{by_wall:.2f}",
                format_time(cpu),
                f"{by_cpu:.2f}",
                f"{goal}, {missed} missed" if goal and missed else goal,
            )
        )
    return rows


def _time(folder: Path, formats: str, runs: list[tuple[str, ...]]) -> tuple[float, float]:
    """Return the seconds until all runs have ended, and those of the CPU."""
    outputs = [tempfile.mkdtemp(dir=folder) for _ in runs]
    before = _children()
    start = time.perf_counter()
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "newsld", "export", *run, "-o", output, "-f", formats, "-q"],
            stderr=subprocess.DEVNULL,
        )
        for run, output in zip(runs, outputs, strict=True)
    ]
    assert {process.wait() for process in started} == {0}
    taken = time.perf_counter() - start, _children() - before
    for output in outputs:
        shutil.rmtree(output)
    return taken


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
