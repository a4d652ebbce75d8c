"""Archives of lines may be compressed, in and out: the same stories, findings and bytes as without."""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsld
from archives import contents, lines, write_archive
from command_line import invoke
from newsld.findings.errors import UsageError
from newsld.pipeline.input_paths import walk
from newsld.syntax import compression
from newsld.syntax.compression import compress, compression_of, damage_of, decompressed

try:
    compression.require_compression("zst")
except UsageError:  # pragma: no cover -- depends on what is installed
    HAS_ZSTD = False
else:
    HAS_ZSTD = True
KINDS = [
    "gz",
    pytest.param("zst", marks=pytest.mark.skipif(not HAS_ZSTD, reason="there is no package for Zstandard")),
]


def _read(content: bytes) -> tuple[bytes, str | None]:
    stream, _ = decompressed(io.BufferedReader(io.BytesIO(content)))  # type: ignore[arg-type] -- it can peek
    return stream.read(), damage_of(stream)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(parts=st.lists(st.binary(max_size=3_000), min_size=1, max_size=4), head=st.integers(0, 40))
def test_what_is_compressed_is_read_back(kind: Any, parts: list[bytes], head: int) -> None:
    """Several members are one file, however much of it was read before."""
    packed = b"".join(compress(part, kind) for part in parts)
    assert compression_of(packed) == kind
    assert _read(packed) == (b"".join(parts), None)
    head = max(head, 4)
    stream, rest = decompressed(io.BytesIO(packed[head:]), packed[:head])
    assert (rest, stream.read()) == (b"", b"".join(parts))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), where=st.floats(0, 1))
def test_damage_ends_the_file_and_keeps_what_came_before(kind: Any, seed: int, where: float) -> None:
    """A file that is cut off, or followed by other bytes, gives a beginning of its content and the reason."""
    plain = random.Random(seed).randbytes(5_000)
    packed = compress(plain, kind)
    cut = 4 + int(where * (len(packed) - 5))
    got, damage = _read(packed[:cut])
    assert plain.startswith(got)
    assert damage == "it ends in the middle of its compressed data"
    got, damage = _read(packed + b"quay")
    assert got == plain
    assert damage is not None


def test_the_same_content_has_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The header of gzip contains no time and no name."""
    first = compress(b"quay", "gz")
    assert first[4:8] == b"\0\0\0\0"
    assert first[3] == 0
    monkeypatch.setattr("time.time", lambda: 1.0)
    assert compress(b"quay", "gz") == first
    assert gzip.decompress(first) == b"quay"


@pytest.mark.parametrize("kind", KINDS)
def test_a_compressed_archive_gives_the_same_findings_and_outputs(kind: Any, tmp_path: Path) -> None:
    """In check and export, from a file, a folder and standard input, with one process or two."""
    plain = write_archive(tmp_path / "archive.jsonl", 60, bad_every=7)
    packed = tmp_path / f"archive.jsonl.{kind}"
    packed.write_bytes(compress(plain.read_bytes(), kind))
    expected = invoke("check", plain, "-f", "json").output.replace("archive.jsonl", packed.name)
    for jobs in (1, 2):
        assert invoke("check", packed, "-f", "json", "-j", jobs).output == expected
    from_stdin = invoke("check", "-", "-f", "json", stdin=packed.read_bytes()).output
    assert from_stdin == expected.replace(packed.as_posix(), "<stdin>")
    for one in (plain, packed):
        done = invoke("export", one, "-o", tmp_path / f"out-{one.name}", "-f", "jsonl,nquads,csv")
        assert done.exit_code == 1  # the bad lines
    assert contents(tmp_path / "out-archive.jsonl") == contents(tmp_path / f"out-{packed.name}")
    assert len(newsld.load(packed).articles) == len(newsld.load(plain).articles) == 60
    assert newsld.load(packed.read_bytes(), format="jsonl").articles == newsld.load(plain).articles


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_walk_finds_compressed_archives(kind: Any, tmp_path: Path) -> None:
    """But not the passages that an export wrote."""
    for name in ("a.jsonl", f"b.jsonl.{kind}", f"c.chunks.jsonl.{kind}", f"d.csv.{kind}"):
        (tmp_path / name).write_bytes(b"")
    assert [one.path.name for one in walk([str(tmp_path)]) if one.path] == ["a.jsonl", f"b.jsonl.{kind}"]


@pytest.mark.parametrize("kind", KINDS)
def test_lines_are_written_compressed(kind: Any, tmp_path: Path) -> None:
    """Decompressed, they are the lines of a run without; the bytes are the same for any number of processes."""
    source = write_archive(tmp_path / "archive.jsonl", 30)
    formats = "jsonl,jsonld,nquads,chunks"
    invoke("export", source, "-o", tmp_path / "plain", "-f", "jsonl")
    for jobs in (1, 2):
        done = invoke(
            "export", source, "-o", tmp_path / f"{jobs}", "-f", "jsonl", "--compress", kind, "-j", jobs
        )
        assert done.exit_code == 0, done.output
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    plain, packed = contents(tmp_path / "plain"), contents(tmp_path / "1")
    assert packed.keys() == {f"{name}.{kind}" for name in plain}
    for name, content in plain.items():
        assert _read(packed[f"{name}.{kind}"]) == (content, None)
    assert (
        invoke("export", source, "-o", tmp_path / "1", "-f", "jsonl", "--compress", kind, "--check").exit_code
        == 0
    )
    again = invoke(
        "export", tmp_path / "1" / f"archive.jsonl.{kind}", "-o", tmp_path / "again", "-f", "jsonl"
    )
    assert again.exit_code == 0
    assert contents(tmp_path / "again") == plain
    for name in formats.split(","):
        plain_output = invoke("export", source, "-o", "-", "-f", name).stdout_bytes
        packed_output = invoke("export", source, "-o", "-", "-f", name, "--compress", kind).stdout_bytes
        assert _read(packed_output) == (plain_output, None)


def test_compressing_no_lines_is_refused(tmp_path: Path) -> None:
    """Tables and files of one story are not compressed, so the option would change nothing."""
    source = write_archive(tmp_path / "archive.jsonl", 2)
    for output in (tmp_path / "out", "-"):
        done = invoke("export", source, "-o", output, "-f", "csv", "--compress", "gz")
        assert done.exit_code == 2
        assert "--compress is for outputs of lines" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_a_package_for_zstandard_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For reading and for writing; exit status 2."""
    for name in ("backports.zstd", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delattr("backports.zstd", raising=False)
    packed = tmp_path / "archive.jsonl.zst"
    packed.write_bytes(b"\x28\xb5\x2f\xfd" + b"x" * 40)
    source = write_archive(tmp_path / "archive.jsonl", 2)
    for arguments in (
        ("check", packed),
        ("export", packed, "-o", tmp_path / "out"),
        ("export", source, "-o", tmp_path / "out", "-f", "jsonl", "--compress", "zst"),
        ("export", source, "-o", "-", "-f", "jsonl", "--compress", "zst"),
    ):
        done = invoke(*arguments)
        assert done.exit_code == 2, done.output
        assert "pip install 'newsld[zstd]'" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_fixing_says_that_it_does_not_change_compressed_files(kind: Any, tmp_path: Path) -> None:
    """The file keeps its bytes, and its findings are reported."""
    packed = tmp_path / f"archive.jsonl.{kind}"
    packed.write_bytes(
        content := compress(b'{"newsld":2,"headline":"Quay","datePublished":"4 March"}\n', kind)
    )
    done = invoke("check", "--fix", packed)
    assert "1 file skipped: --fix does not change compressed files" in done.stderr
    assert done.exit_code == 1
    assert packed.read_bytes() == content


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_stories_before_damage_are_exported(kind: Any, jobs: int, tmp_path: Path) -> None:
    """The finding is at the first line that is lost; a part of a line is no second finding."""
    rows = list(lines(50))
    packed = tmp_path / f"archive.jsonl.{kind}"
    whole = b"".join(compress(row, kind) for row in rows)
    packed.write_bytes(whole[:-20])
    done = invoke("check", packed, "-f", "json", "-j", jobs)
    assert [(one["code"], one["line"]) for one in json.loads(done.output)] == [("NLD-SYN-022", 50)]
    done = invoke("export", packed, "-o", tmp_path / "out", "-f", "jsonl", "-j", jobs)
    assert done.exit_code == 1
    assert "49 stories in 1 file, 1 error" in done.output
    assert (tmp_path / "out" / "archive.jsonl").read_bytes().count(b"\n") == 49


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_is_a_finding_in_flat_memory(kind: Any, tmp_path: Path) -> None:
    """Two gigabytes of one line, and eight million blank lines, in two megabytes."""
    block = compress(b"y" * (64 << 20), kind)
    packed = tmp_path / f"bomb.jsonl.{kind}"
    packed.write_bytes(block * 32 + compress(b"\n" * (8 << 20), kind))
    code = (
        "import resource, sys\nfrom newsld.cli import main\ntry:\n    main(sys.argv[1:])\nfinally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", str(packed), "-f", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert "NLD-SYN-004" in done.stdout, done.stderr
    assert int(done.stderr.split()[-1]) < 400_000
