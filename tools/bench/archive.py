"""Export a large archive in shards, kill the run once, go on, and report CPU time, memory over time and sizes.

It needs Linux, and for 1,000,000 stories hours and 5 GB. `TMPDIR` says where; everything is deleted at the end. CPU
seconds count what was killed as well. Wall time is that of this machine with all of its other work. With the variable
`ARCHIVE_FOLDER`, the files are kept in that folder, and a run that was stopped goes on.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from bench.rounds import table
from bench.usual_stories import write_archive

JOBS: Final = 2
SHARD: Final = 1000
HEAD: Final = (
    "stories", "CPU time", "a story", "wall time", "input", "output", "shards", "finished before the kill",
    "main process, first and last tenth", "larger worker, the same",
)  # fmt: skip
PERIOD: Final = 0.5
"""Seconds between two looks at the processes."""
TICK: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Watch:
    """What the processes of a run took: seconds of CPU by process, and MiB of the main process and of its workers."""

    cpu: dict[int, float] = field(default_factory=dict)
    samples: list[tuple[int, int, int]] = field(default_factory=list)
    """Finished shards, MiB of the main process, MiB of the larger worker."""

    def look(self, main: int, finished: int) -> None:
        """Add what the processes take now."""
        workers, size_of_main = [], 0
        for process in (main, *_children(main)):
            try:
                status = Path(f"/proc/{process}/status").read_text("ascii")
                times = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            self.cpu[process] = (int(times[11]) + int(times[12])) / TICK
            size = next((int(line.split()[1]) // 1024 for line in status.splitlines() if "VmRSS" in line), 0)
            if process == main:
                size_of_main = size
            else:
                workers.append(size)
        if workers:
            self.samples.append((finished, size_of_main, max(workers)))

    def peak(self, column: int, part: slice) -> int:
        """Return the largest sample of a column in a part of the run."""
        return max((sample[column] for sample in self.samples[part]), default=0)


def measure(count: int = 100_000) -> str:
    """Return the table of archives with 10,000 stories, ten times as many, and so on up to `count`."""
    kept = os.environ.get("ARCHIVE_FOLDER")
    rows = []
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
        sizes = [size for size in (10**power for power in range(4, 10)) if size <= count] or [count]
        for size in sizes:
            rows.append(_row(Path(folder), size))
            print(*rows[-1], sep=" | ", file=sys.stderr, flush=True)
    return table(rows, HEAD)


def _row(folder: Path, count: int) -> list[str]:
    """Make an archive, export it with one kill in the middle, and return what it took; or a result that was kept."""
    result = folder / f"{count}.json"
    if result.exists():
        return cast("list[str]", json.loads(result.read_bytes()))
    archive, out, shard = folder / f"{count}.jsonl.zst", folder / f"{count}", min(SHARD, count // 10)
    if not archive.exists():
        write_archive(archive.with_name(f"new-{archive.name}"), range(count)).rename(archive)
    watch = Watch()
    start = time.perf_counter()
    killed = _run(archive, out, shard, watch, until=count // shard // 2)
    finished = {path: path.stat().st_mtime_ns for path in out.glob("*/shard.json")}
    assert killed is not None and _run(archive, out, shard, watch) is None
    wall, cpu = time.perf_counter() - start, sum(watch.cpu.values())
    assert all(path.stat().st_mtime_ns == at for path, at in finished.items()), (
        "a finished shard was written again"
    )
    total = json.loads((out / "shards.json").read_bytes())["total"]
    assert total["records"] == total["articles"] == count, total
    sizes = sorted(path.stat().st_size for path in out.glob("*/*") if path.name != "shard.json")
    tenth = max(len(watch.samples) // 10, 1)
    first, last = slice(tenth), slice(-tenth, None)
    row = [
        f"{count:,}",
        f"{cpu:,.0f} s",
        f"{cpu / count * 1e6:,.0f} µs",
        f"{wall:,.0f} s",
        f"{archive.stat().st_size / 1e6:,.0f} MB",
        f"{sum(sizes) / 1e6:,.0f} MB",
        f"{len(sizes):,} of {sizes[0] / 1e6:.2f} to {sizes[-1] / 1e6:.2f} MB",
        f"{len(finished):,}",
        *(f"{watch.peak(side, first)}, {watch.peak(side, last)} MiB" for side in (1, 2)),
    ]
    result.write_text(json.dumps(row), "utf-8")
    return row


def _run(archive: Path, out: Path, shard: int, watch: Watch, until: int | None = None) -> int | None:
    """Export the archive; return the number of finished shards if it was killed, else None.

    With `until`, the main process is killed when so many shards are finished.
    """
    command = [sys.executable, "-m", "newsld", "export", str(archive), "-o", str(out), "-f", "jsonld"]
    command += ["--compress", "zst", "--shards", str(shard), "--jobs", str(JOBS), "-q"]
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            finished = len(list(out.glob("*/shard.json")))
            watch.look(process.pid, finished)
            if until is not None and finished >= until:
                workers = _children(process.pid)
                process.send_signal(signal.SIGKILL)
                process.wait()
                while any(Path(f"/proc/{worker}").exists() for worker in workers):
                    time.sleep(0.1)  # workers end by themselves
                return finished
            time.sleep(PERIOD)
    assert process.returncode == 0, f"exit {process.returncode}"
    return None


def _children(process: int) -> list[int]:
    try:
        return [
            int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
        ]
    except OSError:
        return []
