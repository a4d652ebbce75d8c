"""A small part of what `make fuzz` runs: random inputs of every kind, which a seed determines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent.parent / "tools" / "fuzz.py"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no resource module and no timers"
)


@pytest.mark.parametrize("first", [0, 1_000])
def test_random_inputs_break_no_law(first: int) -> None:
    """No exception, no step over a second, flat memory, nothing written outside of the output folder."""
    command = [sys.executable, str(FUZZ), "--seed", "0", "--first", str(first), "--count", "1000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["inputs"] == sum(summary["kinds"].values()) == 1_000
    assert min(summary["kinds"].values()) > 0 == summary["faults"]
    assert summary["peak"] < 400_000_000


def test_an_input_is_made_again_and_reduced(tmp_path: Path) -> None:
    """The number of an input is enough to make it again, and what it does not need is left out."""
    from fuzz import reduce_input
    from fuzz_inputs import KINDS, FuzzInput, make_input

    assert make_input(0, 7) == make_input(0, 7) != make_input(1, 7)
    assert {make_input(0, number).kind for number in range(900)} == set(KINDS)
    reduced = reduce_input(
        FuzzInput("yaml", b"ab" * 500 + b"X" + b"c" * 99 + b"Y"),
        lambda one: b"X" in one.content and b"Y" in one.content,
    )
    assert reduced.content == b"XY"
