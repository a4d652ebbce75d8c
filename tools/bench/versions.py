"""Compare what commands cost with the first version of newsld, commit eb248ee, in the same run.

Run it with `make bench`. It prints a table of docs/explanation/performance.md; `--write` puts it there. Both versions
convert the same number of usual stories, each from JSON Lines of its own format version. The cost of a story is the
difference between a long and a short archive, so that starting a process does not count; whole commands count it.
"""

from __future__ import annotations

import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "performance.md"
START, END = "<!-- versions -->\n", "<!-- /versions -->\n"
FIRST = "eb248ee"
STORY = "fixtures/bench/ferry.md"
ROUNDS = 5


@dataclass(frozen=True)
class Job:
    """A command: its name, what the ratio of the first version to this one is to reach, and its arguments.

    `before` replaces `arguments` for the first version. With `lines`, the numbers of stories of a short and a long
    archive, the archive is the last argument and the cost is that of one story.
    """

    name: str
    target: str
    arguments: Sequence[str]
    before: Sequence[str] | None = None
    lines: tuple[int, int] | None = None


JOBS = (
    Job("newsld --help", "≥ 0.9", ("--help",)),
    Job("check of one Markdown story", "≥ 0.9", ("check", STORY)),
    Job("check of JSON Lines", "≥ 0.9", ("check",), lines=(20, 220)),
    Job("JSON Lines → full JSON-LD", "≥ 1.6", ("export", "-f", "jsonld"), lines=(50, 550)),
    Job(
        "JSON Lines → JSON-LD for pages",
        "≥ 3",
        ("export", "-f", "jsonld", "--jsonld", "page"),
        ("export", "-f", "jsonld", "--profile", "page"),
        lines=(50, 550),
    ),
    Job("default formats", "≥ 2", ("export",), lines=(5, 55)),
    Job("Markdown", "≥ 8", ("export", "-f", "markdown"), lines=(5, 55)),
    Job("YAML", "≥ 5", ("export", "-f", "yaml"), lines=(5, 55)),
    Job("N-Quads", "≥ 5", ("export", "-f", "nquads"), lines=(5, 55)),
    Job("CSV", "≥ 2.5", ("export", "-f", "csv"), lines=(20, 220)),
)


_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Version:
    """A version of newsld in a folder, and a folder for its archives and exports."""

    root: Path
    work: Path
    is_first: bool

    def run(self, *arguments: str) -> float:
        """Run a command in the folder of the version, and return the seconds of CPU that it took."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "newsld", *arguments],
            cwd=self.root,
            env=_ENVIRONMENT | {"PYTHONPATH": str(self.root / "src")},
            capture_output=True,
            check=False,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode in (0, 1), done.stderr.decode()
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    def archive(self, lines: int) -> str:
        """Return the path of an archive of usual stories, each with its own address."""
        path = self.work / f"{lines}.jsonl"
        if not path.exists():
            self.run("export", STORY, "-f", "jsonl", "-o", str(self.work / "line"))
            (made,) = (self.work / "line").rglob("*.jsonl")
            story = json.loads(made.read_text("utf-8"))
            with path.open("w", encoding="utf-8") as stream:
                for number in range(lines):
                    story["url"] = f"https://example.com/{number}"
                    stream.write(json.dumps(story, ensure_ascii=False, separators=(",", ":")) + "\n")
        return str(path)

    def cost(self, job: Job) -> float:
        """Return the seconds of CPU that a job takes: for each story, or as a whole."""
        arguments = job.before if self.is_first and job.before else job.arguments
        if job.lines is None:
            return self.run(*arguments)
        short, long = (self.run(*arguments, self.archive(lines), *self._output(job)) for lines in job.lines)
        return (long - short) / (job.lines[1] - job.lines[0])

    def _output(self, job: Job) -> Sequence[str]:
        if job.arguments[0] == "check":
            return ()
        return ("-o", tempfile.mkdtemp(dir=self.work))


def main() -> None:
    """Measure both versions in turns, print the table, and write it into the docs when asked to."""
    try:
        content = subprocess.run(
            ["git", "archive", FIRST, "src", "fixtures/bench"], cwd=ROOT, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        sys.exit(
            f"not measured: there is no commit {FIRST} to compare with. Run this in a clone with its history."
        )
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(content)) as files:
            files.extractall(Path(folder, "first"), filter="data")
        versions = []
        for name, root in (("first", Path(folder, "first")), ("this", ROOT)):
            work = Path(folder, f"{name}-work")
            work.mkdir()
            versions.append(Version(root, work, name == "first"))
        lines = []
        for line in _table(versions):
            print(line, flush=True)
            lines.append(f"{line}\n")
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text("utf-8")
        head, tail = page.split(START)[0], page.split(END)[1]
        PAGE.write_text(f"{head}{START}{''.join(lines)}{END}{tail}", "utf-8")


def _table(versions: Sequence[Version]) -> Iterator[str]:
    """Yield the lines of the table: the medians of the rounds, and the ratio of the first version to this one."""
    yield "| job | first version | this version | times as fast | to reach |"
    yield "| --- | --- | --- | --- | --- |"
    for job in JOBS:
        for version in versions:
            version.cost(job)  # compiles modules, and creates archives
        taken = [[version.cost(job) for version in versions] for _ in range(ROUNDS)]
        first, this = (statistics.median(side) for side in zip(*taken, strict=True))
        per = ", a story" if job.lines else ""
        yield f"| {job.name}{per} | {_time(first)} | {_time(this)} | {first / this:.2f} | {job.target} |"


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:,.1f} ms" if seconds < 0.1 else f"{seconds * 1e3:,.0f} ms"


if __name__ == "__main__":
    main()
