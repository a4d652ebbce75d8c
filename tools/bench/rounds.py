"""Measure sides in interleaved rounds, and write what was measured as tables of docs/explanation/performance.md.

A side is a function that does its work once and returns the seconds of CPU time of one unit. All sides of a comparison
take turns, so that a machine that slows down slows all of them, and their medians are compared.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from page_sections import replace_section

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "explanation" / "performance.md"
ROUNDS: Final = 7
LONG_ENOUGH: Final = 0.03
"""Seconds that a side takes at least in a round, for the clock to see it."""

Side = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """A job and what it is compared with, in seconds of CPU time.

    `at_most` is a goal for how many times as long as the other the job may take, `at_least` for how many times as fast
    it is to be. The ratio is the one that the goal is about; without a goal, how many times as fast the job is.
    """

    job: str
    ours: float
    other: str
    theirs: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether there is a goal, and it is not reached."""
        ratio = self.ours / self.theirs
        return (self.at_most is not None and round(ratio, 2) > self.at_most) or (
            self.at_least is not None and round(1 / ratio, 2) < self.at_least
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the row in a table."""
        ratio = self.ours / self.theirs
        if self.at_most is not None:
            shown, goal = f"{_number(ratio)} times as long", f"≤ {self.at_most:g}"
        elif self.at_least is not None:
            shown, goal = f"{_number(1 / ratio)} times as fast", f"≥ {self.at_least:g}"
        else:
            faster = ratio <= 1
            shown = f"{_number(1 / ratio if faster else ratio)} times as {'fast' if faster else 'long'}"
            goal = ""
        return (
            self.job,
            format_time(self.ours),
            self.other,
            format_time(self.theirs),
            shown,
            f"{goal}, missed" if self.is_missed else goal,
        )


HEAD: Final = ("job", "CPU time", "compared with", "CPU time", "newsld is", "goal")


def medians(sides: Sequence[Side], rounds: int = ROUNDS) -> list[float]:
    """Run every side once to warm up and then in turns; return the median of each."""
    for side in sides:
        side()
    taken = [[side() for side in sides] for _ in range(rounds)]
    return [statistics.median(values) for values in zip(*taken, strict=True)]


def in_process(work: Callable[[], object], per: int = 1) -> Side:
    """Return a side that repeats the work until the clock can see it; the work has `per` units."""
    times = 0

    def side() -> float:
        nonlocal times
        if not times:
            work()
            times = max(1, int(LONG_ENOUGH / max(_seconds(work, 1), 1e-6)))
        return _seconds(work, times) / times / per

    return side


def compare(
    job: str,
    ours: Side,
    others: Mapping[str, Side],
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    rounds: int = ROUNDS,
) -> list[Row]:
    """Return a row for each of the others, all measured in the same rounds. The goal is about the first of them."""
    own, *theirs = medians([ours, *others.values()], rounds)
    first, *rest = [Row(job, own, name, one) for name, one in zip(others, theirs, strict=True)]
    return [replace(first, at_most=at_most, at_least=at_least), *rest]


def command(*arguments: str, root: Path = ROOT) -> Side:
    """Return a side that runs Python with the package of a root."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(root / "src")

    def side() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode in (0, 1), done.stderr.decode()
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    return side


def newsld_command(*arguments: str, root: Path = ROOT) -> Side:
    """Return a side that runs newsld of a root, as its installed script does."""
    return command("-c", "from newsld.cli import main; main(prog_name='newsld')", *arguments, root=root)


def table(rows: Iterable[Row | Sequence[str]], head: Sequence[str] = HEAD) -> str:
    """Return rows as a table in Markdown."""
    cells = [row.cells if isinstance(row, Row) else row for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ("---",) * len(head), *cells))


def update(name: str, content: str) -> None:
    """Replace what is between the marks of a section of the page."""
    replace_section(PAGE, f"{name}: make bench", content)


def format_time(seconds: float) -> str:
    """Return a time with three digits or so."""
    if seconds >= 1:
        return f"{seconds:,.1f} s"
    if seconds >= 0.1:
        return f"{seconds * 1e3:,.0f} ms"
    return f"{seconds * 1e3:,.1f} ms" if seconds >= 0.01 else f"{seconds * 1e6:,.0f} µs"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 3 else f"{value:.2f}"


def _seconds(work: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - start
