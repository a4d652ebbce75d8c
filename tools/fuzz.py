"""Check newsld with random inputs: no exception, no input over a second, flat memory, nothing written elsewhere.

`make fuzz` runs it. `--seed` and `--count` say which inputs; the same seed gives the same inputs. `--only NUMBER` runs
one again, `--write FILE` saves it, and `--reduce` makes it as small as it can be. `--jobs` uses several processes.
"""

from __future__ import annotations

import argparse
import gc
import heapq
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Final

from fuzz_commands import CommandFailed
from fuzz_inputs import KINDS, FuzzInput, make_input
from fuzz_laws import Broken, Timer, run_laws, warm_up

SLOWEST: Final = 1.0
"""Seconds of CPU time that an input may take."""

ENDLESS: Final = 20
"""Seconds after which it is stopped."""

MEMORY: Final = 64 * 1024 * 1024
"""Bytes by which one input may raise the peak of the memory, after the first ones have loaded everything."""

WARM: Final = 300
SHOWN: Final = 5
"""How many of the slowest inputs are shown, without `--shown`."""

CHUNK: Final = 2_500
"""Inputs that one process runs, so that a crash or a leak is found with the inputs that caused it."""


class _Endless(BaseException):
    """An input took too long; not an Exception, so that newsld does not turn it into a finding."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Endless


@contextmanager
def _limited_time() -> Iterator[None]:
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _peak() -> int:
    """Return the most memory that this process has had, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def run_one(made: FuzzInput, folder: Path, key: str, timed: Timer | None = None) -> str | None:
    """Return why an input breaks a law: the same text for the same defect; None if it does not."""
    try:
        with _limited_time():
            run_laws(made, folder, Random(key), timed or Timer())
    except _Endless:
        return f"endless: more than {ENDLESS} s"
    except (Broken, CommandFailed) as error:
        return f"broken: {error}"
    except Exception as error:  # noqa: BLE001 -- this is what is searched for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {str(error)[:200]}"
    return None


def _timed(made: FuzzInput, folder: Path, key: str) -> tuple[str | None, Timer]:
    """Return the fault of an input, and its longest step: of a slow one measured twice, without garbage of before."""
    timed = Timer()
    fault = run_one(made, folder, key, timed)
    if fault is None and timed.longest > SLOWEST:
        gc.collect()
        again = Timer()
        fault = run_one(made, folder, key, again)
        timed = min(timed, again, key=lambda one: one.longest)
        if fault is None and timed.longest > SLOWEST:
            fault = f"slow: {timed.step} takes {timed.longest:.2f} s"
    return fault, timed


def run_chunk(
    seed: int, first: int, count: int, mark: Path | None = None, shown: int = SHOWN
) -> dict[str, Any]:
    """Run some inputs and return their faults by number, the slowest, and the memory at each tenth of them."""
    faults: dict[int, str] = {}
    slowest: list[tuple[float, int, str]] = []
    seconds = 0.0
    kinds = dict.fromkeys(KINDS, 0)
    memory: list[int] = []
    warm_up()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        for number in range(first, first + count):
            if mark is not None:
                mark.write_text(str(number))
            made, key, before = make_input(seed, number), f"{seed}:{number}", _peak()
            begin = time.process_time()
            fault, timed = _timed(made, folder, key)
            if fault is None and number - first > WARM and _peak() - before > MEMORY:
                fault = f"memory: {(_peak() - before) >> 20} MiB for {len(made.content):,} bytes"
            if fault is not None:
                faults[number] = f"{made.kind}: {fault}"
            kinds[made.kind] += 1
            seconds += time.process_time() - begin
            slowest = heapq.nlargest(shown, [*slowest, (timed.longest, number, f"{made.kind}: {timed.step}")])
            if (number - first) % max(1, count // 10) == 0:
                memory.append(_peak())
    return {
        "faults": faults, "slowest": slowest, "seconds": seconds, "kinds": kinds, "memory": [*memory, _peak()],
    }  # fmt: skip


def _in_process(options: argparse.Namespace, first: int, count: int) -> dict[str, Any]:
    """Run a chunk in a process of its own; of one that dies, the input at which it died is a fault."""
    with tempfile.TemporaryDirectory() as name:
        mark = Path(name, "mark")
        command = [
            *(sys.executable, __file__, "--chunk", str(mark)),
            *("--seed", str(options.seed), "--first", str(first), "--count", str(count)),
            *("--shown", str(options.shown)),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=options.limit)
        try:
            result: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            number = int(mark.read_text() or first) if mark.exists() else first
            fault = f"the process ended with {done.returncode}: {done.stderr[-500:]}"
            rest = first + count - number - 1
            result = {"faults": {str(number): fault}, "slowest": [], "seconds": 0.0, "memory": [0],
                      "kinds": {}, "died_with": rest}  # fmt: skip
    return result


def reduce_input(made: FuzzInput, is_same: Callable[[FuzzInput], bool], seconds: float = 120) -> FuzzInput:
    """Return the smallest part of an input, found by leaving out ever smaller pieces, that has the same fault."""
    content, size, begin = made.content, max(1, len(made.content) // 2), time.process_time()
    while time.process_time() - begin < seconds:
        at, smaller = 0, False
        while at < len(content):
            rest = content[:at] + content[at + size :]
            if is_same(FuzzInput(made.kind, rest)):
                content, smaller = rest, True
            else:
                at += size
        if size == 1 and not smaller:
            break
        size = max(1, size // 2)
    return FuzzInput(made.kind, content)


def _rerun(options: argparse.Namespace) -> int:
    """Run one input again, and write it if that is wanted."""
    key = f"{options.seed}:{options.only}"
    made = make_input(options.seed, options.only)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        fault, timed = _timed(made, folder, key)
        print(
            f"{made.kind}, {len(made.content):,} bytes, {timed.longest:.2f} s to {timed.step}: {fault or 'no fault'}"
        )
        if options.reduce and fault is not None:
            sign = fault.partition("\n")[0][:60]
            made = reduce_input(made, lambda other: (run_one(other, folder, key) or "")[:60] == sign)
            print(f"reduced to {len(made.content):,} bytes: {made.content[:2_000]!r}")
    if options.write:
        options.write.write_bytes(made.content)
    return 1 if fault else 0


def main() -> int:
    """Run the inputs that the command line names, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=1, help="run this many chunks at a time")
    parser.add_argument("--only", type=int, help="run this input only")
    parser.add_argument("--reduce", action="store_true", help="make it as small as it can be")
    parser.add_argument("--write", type=Path, help="save it in this file")
    parser.add_argument("--chunk", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--shown", type=int, default=SHOWN, help="print this many of the slowest inputs")
    parser.add_argument("--limit", type=int, help="seconds that a chunk may take")
    options = parser.parse_args()
    if options.only is not None:
        return _rerun(options)
    if options.chunk is not None:
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        print(json.dumps(run_chunk(options.seed, options.first, options.count, options.chunk, options.shown)))
        return 0
    return _run_all(options)


def _chunks(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the results of all chunks in order, each from a process of its own; `--jobs` of them run at a time."""
    end = options.first + options.count
    starts = range(options.first, end, CHUNK)

    def run(first: int) -> dict[str, Any]:
        count = min(CHUNK, end - first)
        result = _in_process(options, first, count)
        return {**result, "inputs": count - result.get("died_with", 0)}

    with ThreadPoolExecutor(options.jobs) as pool:
        yield from pool.map(run, starts)


def _run_all(options: argparse.Namespace) -> int:
    faults: dict[str, str] = {}
    shown: dict[str, int] = {}
    kinds: dict[str, int] = {}
    slowest: list[tuple[float, int, str]] = []
    memory: list[tuple[int, int]] = []
    seconds, peak, done = 0.0, 0, 0
    for result in _chunks(options):
        faults |= result["faults"]
        for kind, number in result["kinds"].items():
            kinds[kind] = kinds.get(kind, 0) + number
        slowest = heapq.nlargest(options.shown, [*slowest, *map(tuple, result["slowest"])])
        seconds += result["seconds"]
        memory.append((result["memory"][0], result["memory"][-1]))
        peak = max(peak, *result["memory"])
        done += result["inputs"]
        longest = slowest[0][0] if slowest else 0.0
        print(f"{done:,} inputs, {len(faults)} faults, {seconds:.0f} s, slowest {longest:.2f} s,"
              f" memory {memory[-1][0] >> 20} to {memory[-1][1] >> 20} MiB", flush=True)  # fmt: skip
        for number, fault in result["faults"].items():
            # A defect is shown three times: the others are mostly the same.
            shown[fault[:60]] = shown.get(fault[:60], 0) + 1
            if shown[fault[:60]] <= 3:
                print(f"  --seed {options.seed} --only {number}: {fault[:400]}", flush=True)
    for took, number, step in slowest:
        print(f"{took:.2f} s: --seed {options.seed} --only {number}: {step}")
    print(f"memory: {min(first for first, _ in memory) >> 20} MiB at the start of a process,"
          f" at most {max(last for _, last in memory) >> 20} MiB at the end")  # fmt: skip
    print(json.dumps({"inputs": done, "kinds": kinds, "faults": len(faults), "seconds": round(seconds),
                      "slowest": slowest, "peak": peak}))  # fmt: skip
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
