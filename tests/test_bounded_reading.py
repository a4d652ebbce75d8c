"""Every file is read through one bounded reader: devices without end, pipes, and files that are too large."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import newsld
from command_line import invoke
from newsld.findings.errors import ConfigurationError, UsageError
from newsld.formats import all_formats, news_sitemap
from newsld.formats.tables import csv
from newsld.pipeline.input_paths import walk
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.read_file import bounded_lines, bounded_pieces, read_file
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
        done = invoke(*arguments)
        assert done.exit_code == 2 and "newsld.toml" in done.stderr, done.output


@endless
def test_a_configuration_without_end_is_refused(tmp_path: Path) -> None:
    """A link to a device instead of a configuration, a mapping file or a .gitignore is a message."""
    with pytest.raises(ConfigurationError):
        read_toml(ZERO)
    (tmp_path / ".gitignore").write_bytes(b"x\n" * 200_000)
    with pytest.raises(UsageError, match="gitignore"):
        walk([str(tmp_path)])


class _Endless(io.RawIOBase):
    """A stream of one line without end, after a beginning; `given` is how much was read."""

    def __init__(self, beginning: bytes = b"") -> None:
        self.rest = beginning
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        piece, self.rest = self.rest[:size], self.rest[size:]
        piece = piece or b"y" * size
        self.given += len(piece)
        return piece

    def readline(self, size: int | None = -1) -> bytes:
        assert size is not None and size > 0
        return self.read(size)


def test_a_line_without_end_ends_the_reading() -> None:
    """What `yes` writes without its line ends is one line that is too long; little of it is kept."""
    stream = _Endless(b"first\n")
    pieces = list(bounded_pieces(stream, 1 << 20, 1_000))  # type: ignore[arg-type] -- as much as is used
    assert pieces == [(0, b"first\n"), (6, b"y" * 1_001)]
    assert stream.given < 1.1 * (1 << 30)
    lines = list(bounded_lines(_Endless(), 1 << 20))  # type: ignore[arg-type] -- the same
    assert lines == [b"y" * ((1 << 20) + 1)]


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
@pytest.mark.parametrize("head", [0, 1, 5, 30])
def test_pieces_are_the_lines_of_a_stream(size: int, head: int) -> None:
    """Whatever the size of the pieces, they have the lines that `bounded_lines` finds."""
    text = b"short\n" + b"y" * 25 + b"\n" + b"0123456789\n\nlast"
    found = list(bounded_pieces(io.BytesIO(text[head:]), size, 30, text[:head]))
    pieces = [piece for _, piece in found]
    assert b"".join(pieces) == text
    assert [start for start, _ in found] == [len(b"".join(pieces[:place])) for place in range(len(pieces))]
    assert all(piece.endswith(b"\n") for piece in pieces[:-1])
    assert list(bounded_pieces(io.BytesIO(b""), size)) == [(0, b"")]


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_a_piece_is_where_its_offset_says(size: int) -> None:
    """Also after a line that is cut: its piece is the beginning of the line, the next one begins with its end."""
    text = b"a\n" + b"y" * 99 + b"\nb\n\n" + b"z" * 200
    for start, piece in bounded_pieces(io.BytesIO(text), size, 30):
        assert text[start : start + len(piece)] == piece


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no yes and no tr")
@pytest.mark.parametrize("name", ["-", "a.jsonl"])
def test_a_pipe_without_end_is_a_finding(tmp_path: Path, name: str) -> None:
    """Newsld ends with a finding and closes the pipe; its memory is that of a line, not of what it skipped."""
    code = (
        "import resource, sys\nfrom newsld.cli import main\ntry:\n    main(sys.argv[1:])\nfinally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    target = "-" if name == "-" else str(tmp_path / name)
    if name != "-":
        os.mkfifo(target)
    feed = f"> {target}" if name != "-" else "|"
    check = f"{sys.executable} -c '{code}' check {target} -f json"
    shell = f"yes | tr -d '\\n' {feed} {check}" if name == "-" else f"(yes | tr -d '\\n' {feed}) & {check}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=300)
    assert "NLD-SYN-004" in done.stdout, done.stderr
    assert int(done.stderr.split()[-1]) < 400_000


@endless
def test_earlier_outputs_are_read_within_bounds(tmp_path: Path) -> None:
    """The tables and the sitemap of an earlier run may have been replaced by anything."""
    (tmp_path / "articles.csv").write_bytes(b"article,url\r\na,b\r\n" + b"y" * (SIZE_LIMIT + 2))
    assert csv.keys(tmp_path) == set()
    (tmp_path / "articles.csv").unlink()
    (tmp_path / "articles.csv").symlink_to(ZERO)
    assert csv.keys(tmp_path) == set()
    (tmp_path / "news-sitemap.xml").write_bytes(b"<?xml")
    assert news_sitemap.keys(tmp_path) == set()
