"""Compare what commands cost with the first version of newsld, commit eb248ee, in the same rounds.

Both versions convert the same number of usual stories, each from JSON Lines of its own format version. The cost of a
story is the difference between a long and a short archive, so that starting a process does not count; whole commands
count it. Where processes of one kind differ by a third, as on shared machines, the median of nine differences of 0.6 s
was off by a fifth: so the long archives take about two seconds, in fifteen rounds.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.rounds import ROOT, Row, Side, medians, newsld_command, table
from bench.usual_stories import vary

FIRST: Final = "eb248ee"
STORY: Final = "fixtures/bench/ferry.md"
ROUNDS: Final = 15


@dataclass(frozen=True)
class Job:
    """A command: its name, how many times as fast as in the first version it is to be, and its arguments.

    `before` replaces `arguments` for the first version. With `lines`, the numbers of stories of a short and a long
    archive, the archive is the last argument and the cost is that of one story.
    """

    name: str
    goal: float
    arguments: Sequence[str]
    before: Sequence[str] = ()
    lines: tuple[int, int] | None = None


JOBS: Final = (
    Job("newsld --help", 1, ("--help",)),
    Job("check of one Markdown story", 1, ("check", STORY)),
    Job("check of JSON Lines", 1, ("check",), lines=(10, 610)),
    Job("JSON Lines → full JSON-LD", 2, ("export", "-f", "jsonld"), lines=(10, 610)),
    Job(
        "JSON Lines → JSON-LD for pages",
        3,
        ("export", "-f", "jsonld", "--jsonld", "page"),
        ("export", "-f", "jsonld", "--profile", "page"),
        lines=(10, 610),
    ),
    Job("default formats", 5, ("export",), lines=(5, 105)),
    Job("Markdown", 8, ("export", "-f", "markdown"), lines=(5, 105)),
    Job("YAML", 5, ("export", "-f", "yaml"), lines=(5, 105)),
    Job("N-Quads", 5, ("export", "-f", "nquads"), lines=(2, 32)),
    Job("CSV", 2.5, ("export", "-f", "csv"), lines=(5, 305)),
)


@dataclass(frozen=True)
class Version:
    """A version of newsld in a folder, and a folder for its archives and exports."""

    root: Path
    work: Path
    is_first: bool
    archives: dict[int, Path] = field(default_factory=dict)

    def run(self, *arguments: str) -> float:
        """Run a command in the folder of the version, and return the seconds of CPU that it took."""
        return newsld_command(*arguments, root=self.root)()

    def archive(self, lines: int) -> str:
        """Return the path of an archive of usual stories."""
        if lines not in self.archives:
            if not self.archives:
                self.run("export", STORY, "-f", "jsonl", "-o", str(self.work / "line"))
            (made,) = (self.work / "line").rglob("*.jsonl")
            self.archives[lines] = self.work / f"{lines}.jsonl"
            self.archives[lines].write_bytes(b"".join(vary(made.read_bytes(), range(lines))))
        return str(self.archives[lines])

    def side(self, job: Job) -> Side:
        """Return a side of what a job costs: for each story, or as a whole."""
        arguments = job.before if self.is_first and job.before else job.arguments

        def run(lines: int) -> float:
            output = () if arguments[0] == "check" else ("-o", tempfile.mkdtemp(dir=self.work))
            return self.run(*arguments, self.archive(lines), *output)

        def cost() -> float:
            if job.lines is None:
                return self.run(*arguments)
            short, long = job.lines
            return max((run(long) - run(short)) / (long - short), 1e-9)

        return cost


def measure() -> str:
    """Return the section of the versions: the medians of the rounds, and the ratio of the first version to this one."""
    try:
        content = subprocess.run(
            ["git", "archive", FIRST, "src", "fixtures/bench"], cwd=ROOT, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        sys.exit(f"There is no commit {FIRST} to compare with: run this in a clone with its whole history.")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(content)) as files:
            files.extractall(Path(folder, "first"), filter="data")
        versions = []
        for name, root in (("first", Path(folder, "first")), ("this", ROOT)):
            work = Path(folder, f"{name}-work")
            work.mkdir()
            versions.append(Version(root, work, is_first=name == "first"))
        for job in JOBS:
            first, this = medians([version.side(job) for version in versions], ROUNDS)
            name = f"{job.name}, a story" if job.lines else job.name
            rows.append(Row(name, this, "first version", first, at_least=job.goal))
            print(*rows[-1].cells, sep=" | ", file=sys.stderr, flush=True)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Medians of {ROUNDS} interleaved rounds{load}.\n\n{table(rows)}"
