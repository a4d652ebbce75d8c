"""Export a large archive in shards, kill the run once, go on, and report CPU time, memory over time and sizes.

It needs Linux, and for 1,000,000 stories hours and 5 GB. `TMPDIR` says where; everything is deleted at the end. CPU
seconds count what was killed as well. Wall time is that of this machine with all of its other work. With the variable
`ARCHIVE_FOLDER`, the files are kept in that folder, and a run that was stopped goes on.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.usual_stories import write_archive

JOBS: Final = 2
SHARD: Final = 1000
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
    """Make an archive, export it with one kill in the middle, and return a report."""
    kept = os.environ.get("ARCHIVE_FOLDER")
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
        archive, out = Path(folder, f"{count}.jsonl.zst"), Path(folder, f"{count}")
        if not archive.exists():
            write_archive(archive.with_name(f"new-{archive.name}"), range(count)).rename(archive)
        return "".join(f"- {line}\n" for line in _report(archive, out, count, min(SHARD, count // 10)))


def _report(archive: Path, out: Path, count: int, shard: int) -> Iterator[str]:
    watch = Watch()
    start = time.perf_counter()
    shards = -(-count // shard)
    killed = _run(archive, out, shard, watch, until=max(shards // 2, 1))
    repeated = 0
    if killed is not None:
        before = {folder: folder.stat().st_mtime_ns for folder in out.glob("*/shard.json")}
        yield f"killed with {len(before):,} of {shards:,} shards finished"
        assert _run(archive, out, shard, watch) is None
        repeated = sum(one.stat().st_mtime_ns != written for one, written in before.items())
    total = json.loads((out / "shards.json").read_bytes())["total"]
    assert total["records"] == total["articles"] == count, total
    files = [one for one in out.glob("*/*") if one.name != "shard.json"]
    sizes = sorted(one.stat().st_size for one in files)
    cpu = sum(watch.cpu.values())
    yield f"stories: {count:,}; shards: {total['shards']:,} of {shard:,}; finished shards written again: {repeated}"
    yield f"input: {archive.stat().st_size / 1e6:,.0f} MB; output: {sum(sizes) / 1e6:,.0f} MB"
    yield f"CPU: {cpu:,.0f} s, {cpu / count * 1e6:,.0f} µs a story; wall: {time.perf_counter() - start:,.0f} s"
    middle = statistics.median(sizes) / 1e6
    yield f"a shard: {sizes[0] / 1e6:.2f} to {sizes[-1] / 1e6:.2f} MB, median {middle:.2f} MB"
    tenth = max(len(watch.samples) // 10, 1)
    for name, part in (
        ("first tenth", slice(tenth)),
        ("last tenth", slice(-tenth, None)),
        ("all", slice(None)),
    ):
        yield f"memory, {name}: main process {watch.peak(1, part)} MiB, larger worker {watch.peak(2, part)} MiB"


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
