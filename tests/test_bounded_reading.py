"""Every file is read through one bounded reader: devices without end, pipes, and files that are too large."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

import newsld
from newsld.cli import main
from newsld.errors import ConfigurationError, UsageError
from newsld.formats import all_formats
from newsld.pipeline.input_paths import walk
from newsld.syntax.read_file import bounded_lines, read_file
from newsld.syntax.toml import read_toml

ZERO = Path("/dev/zero")
STORY = b"---\nnewsld: 2\nheadline: Quay reopens\n---\nThe quay is open.\n"
READABLE = sorted(one.name for one in all_formats() if one.reads)

endless = pytest.mark.skipif(not ZERO.exists(), reason="the system has no device without end")
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 12, 5_000])
def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path: Path, size: int) -> None:
    """A file has at most one byte more than the limit."""
    (tmp_path / "f").write_bytes(b"x" * size)
    assert read_file(tmp_path / "f", 10) == b"x" * min(size, 11)


@endless
def test_a_device_without_end_is_read_to_the_limit() -> None:
    """A device has no size that could be known before."""
    assert read_file(ZERO, 1_000) == b"\0" * 1_001


def test_long_lines_are_cut() -> None:
    """Of a line that is too long the rest is skipped, and the next line is read."""
    text = b"short\n" + b"y" * 25 + b"\n" + b"0123456789\n\nlast"
    assert list(bounded_lines(io.BytesIO(text), 10)) == [
        b"short\n",
        b"y" * 11,
        b"0123456789\n",
        b"\n",
        b"last",
    ]


@endless
@pytest.mark.parametrize("format_name", [*READABLE, None])
def test_a_device_is_a_finding_in_the_api(format_name: str | None) -> None:
    """Every format says that there is too much, or that it is no article; none fills the memory."""
    loaded = newsld.load(ZERO, format_name)
    assert not loaded.articles
    assert any(finding.severity == "error" for finding in loaded.findings)


@pipes
@pytest.mark.parametrize("format_name", ["markdown", None])
def test_a_named_pipe_is_read_once(tmp_path: Path, format_name: str | None) -> None:
    """What another program writes to a pipe is a story as any other, with the format found from its beginning."""
    pipe = tmp_path / "story.md"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(STORY,))
    writer.start()
    (article,) = newsld.read(pipe, format_name)
    writer.join()
    assert article.headline == "Quay reopens"


@pipes
def test_a_pipe_is_no_body_of_a_story(tmp_path: Path) -> None:
    """A story cannot make newsld wait for somebody to write to a pipe."""
    os.mkfifo(tmp_path / "wire.txt")
    (tmp_path / "s.yaml").write_text("newsld: 2\nheadline: h\nbody: {file: wire.txt}\n")
    assert "NLD-REF-007" in {finding.code for finding in newsld.check(tmp_path / "s.yaml")}


@pytest.mark.parametrize("key", ["zone", "size-limit", "x"])
@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "1" * 20_000, "1_000" + "0" * 5_000])
def test_a_huge_number_in_a_configuration_is_a_message(tmp_path: Path, key: str, number: str) -> None:
    """Python refuses to convert it; the user gets one line with the file, and exit status 2."""
    (tmp_path / "newsld.toml").write_text(f"{key} = {number}\n")
    (tmp_path / "s.md").write_bytes(STORY)
    (tmp_path / "page.html").write_text("<title>x</title>")
    with pytest.raises(ConfigurationError, match=r"newsld\.toml"):
        read_toml(tmp_path / "newsld.toml")
    for arguments in (
        ["check", str(tmp_path / "s.md")],
        [
            "embed",
            str(tmp_path / "page.html"),
            "--from",
            str(tmp_path / "s.md"),
            "--map",
            str(tmp_path / "newsld.toml"),
        ],
    ):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 2 and "newsld.toml" in done.stderr, done.output


@endless
def test_a_configuration_without_end_is_refused(tmp_path: Path) -> None:
    """A link to a device instead of a configuration, a mapping file or a .gitignore is a message."""
    with pytest.raises(ConfigurationError):
        read_toml(ZERO)
    (tmp_path / ".gitignore").write_bytes(b"x\n" * 200_000)
    with pytest.raises(UsageError, match="gitignore"):
        walk([str(tmp_path)])
