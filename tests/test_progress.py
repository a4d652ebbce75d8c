"""The progress line shows stories, their rate and the remaining time by bytes read, on terminals only."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from newsld.cli import streams
from newsld.cli.streams import Progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time of a clock, which a test moves."""
    now = [100.0]
    monkeypatch.setattr(streams, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a file of ten megabytes."""
    path = tmp_path / "archive.jsonl"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    return path


def test_the_rest_of_an_archive_is_estimated(
    clock: list[float], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quarter of the bytes in 20 seconds leaves a minute."""
    monkeypatch.setattr("sys.stderr", terminal := _Terminal())
    progress = Progress(1, [archive])
    clock[0] += 20
    progress.update(0, 5_000, 2_500_000)
    assert terminal.getvalue() == "\r\x1b[K5,000 stories, 250/s, 25%, 60 s left"
    clock[0] += 0.05
    progress.update(0, 10, 2_600_000)
    assert terminal.getvalue().count("\r") == 1, "at most ten times a second"
    progress.clear()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_what_an_earlier_run_has_read_is_not_in_the_rate(
    clock: list[float], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the bytes were finished: a tenth in 600 seconds leaves four tenths in 40 minutes."""
    monkeypatch.setattr("sys.stderr", terminal := _Terminal())
    progress = Progress(1, [archive])
    progress.skip(5_000_000)
    clock[0] += 600
    progress.update(0, 600, 6_000_000)
    assert terminal.getvalue() == "\r\x1b[K600 stories, 1/s, 60%, 40 min left"


def test_several_inputs_are_counted(
    clock: list[float], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes of finished inputs count whole."""
    monkeypatch.setattr("sys.stderr", terminal := _Terminal())
    progress = Progress(2, [archive, archive])
    clock[0] += 7_200
    progress.update(1, 7_200, 0)
    assert terminal.getvalue() == "\r\x1b[K1 of 2, 7,200 stories, 1/s, 50%, 2 h 0 min left"


@pytest.mark.parametrize("size", [0, 1_000])
def test_a_short_run_and_a_pipe_show_nothing(
    size: int, clock: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One small file is read before a person could read the line."""
    file = tmp_path / "story.jsonl"
    file.write_bytes(b"x" * size)
    for stream in (_Terminal(), io.StringIO()):
        monkeypatch.setattr("sys.stderr", stream)
        progress = Progress(1 if stream.isatty() else 9, [file])
        clock[0] += 20
        progress.update(0, 1, size)
        progress.clear()
        assert stream.getvalue() == ""
