"""Outputs are written to the right places, completely or not at all."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.findings.errors import OutputError, UsageError
from newsld.formats.tables.csv.package import owned_files
from newsld.pipeline.output import OutputPlan, find_stale, write_atomic, write_package


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _package(*tables: str) -> dict[str, bytes]:
    described = {"newsld": 2, "resources": [{"name": name, "path": f"{name}.csv"} for name in tables]}
    return {f"{name}.csv": name.encode() for name in tables} | {
        "datapackage.json": json.dumps(described).encode()
    }


def _breaks_off(error: BaseException) -> Iterator[bytes]:
    yield b"half "
    raise error


@given(st.lists(st.binary(max_size=40), max_size=6), st.none() | st.binary(max_size=40))
def test_a_written_file_contains_the_pieces_in_order_and_is_up_to_date(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], before: bytes | None
) -> None:
    """In pieces or at once, with or without an old file, the bytes are the same, and no other file is left."""
    folder = tmp_path_factory.mktemp("out")
    path = folder / "deep" / "story.jsonld"
    if before is not None:
        write_atomic(path, before)
    whole = b"".join(pieces)
    assert find_stale(path, iter(pieces)) == (
        "missing" if before is None else None if before == whole else "stale"
    )
    write_atomic(path, iter(pieces))
    assert _tree(folder) == {"deep/story.jsonld": whole}
    assert find_stale(path, whole) is None
    assert find_stale(path, iter(pieces)) is None
    assert find_stale(path, whole + b"x") == "stale"
    assert find_stale(path, whole[:-1]) == ("stale" if whole else None)


@pytest.mark.parametrize(
    "error", [ValueError("x"), OSError(errno.EIO, "reading failed"), KeyboardInterrupt()]
)
def test_content_that_raises_changes_nothing(tmp_path: Path, error: BaseException) -> None:
    """The exception is raised unchanged; the old file is preserved, and no folder or file is left."""
    write_atomic(tmp_path / "old.md", b"old")
    for path in (tmp_path / "old.md", tmp_path / "new" / "deep" / "story.md"):
        with pytest.raises(type(error)) as caught:
            write_atomic(path, _breaks_off(error))
        assert caught.value is error
    with pytest.raises(type(error)):
        write_package(tmp_path / "csv", _package("a") | {"b.csv": _breaks_off(error)}, owned_files)
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "old.md"]
    assert (tmp_path / "old.md").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of a file as Linux does")
def test_a_full_disk_is_an_output_error_and_the_old_file_is_preserved(tmp_path: Path) -> None:
    """The error occurs in the middle of a file: the message names the file, and no partial file is left."""
    import resource
    import signal

    path = tmp_path / "story.jsonld"
    write_atomic(path, b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        for content in (
            b"x" * 10_000,
            (b"x" * 10 for _ in range(1000)),
            (b"x" * (1 << 17) for _ in range(9)),
        ):
            with pytest.raises(OutputError, match=r"story\.jsonld cannot be written: "):
                write_atomic(path, content)
        with pytest.raises(OutputError, match=r"b\.csv cannot be written: "):
            write_package(tmp_path / "csv", _package("a") | {"b.csv": b"x" * 10_000}, owned_files)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert _tree(tmp_path) == {"story.jsonld": b"old"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("file/story.md", "a file is in the place of a folder"),
        ("folder", "a folder is in the place of the file"),
    ],
)
def test_files_and_folders_in_the_way_are_reported(tmp_path: Path, name: str, message: str) -> None:
    """A file in the place of a folder, and a folder in the place of a file, are not touched."""
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=message):
        write_atomic(tmp_path / name, b"x")
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "file", tmp_path / "folder"]


def test_a_name_too_long_for_the_system_says_to_shorten_it(tmp_path: Path) -> None:
    """The longest name that the system takes is written, one more is refused."""
    write_atomic(tmp_path / ("x" * 255), b"fits")
    with pytest.raises(OutputError, match="shorten the name"):
        write_atomic(tmp_path / ("x" * 256), b"x")
    assert len(_tree(tmp_path)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_permissions_are_those_of_the_old_file_or_of_the_umask(tmp_path: Path, umask: int) -> None:
    """A new file has the usual permissions; changed permissions of an old file are preserved."""
    before = os.umask(umask)
    try:
        write_atomic(tmp_path / "new", b"x")
        (tmp_path / "old").write_bytes(b"")
        (tmp_path / "old").chmod(0o640)
        write_atomic(tmp_path / "old", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o666 & ~umask
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o640


def test_a_link_is_replaced_and_what_it_led_to_is_untouched(tmp_path: Path) -> None:
    """A link in the output folder cannot send bytes elsewhere."""
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "story.md").symlink_to(tmp_path / "mine")
    plan = OutputPlan(tmp_path / "out")
    plan.add("story.md", b"new", "a.md")
    plan.write()
    assert _tree(tmp_path) == {"mine": b"mine", "out/story.md": b"new"}


@pytest.mark.parametrize(
    "relative",
    ["", ".", "/", "/etc/passwd", "../x", "a/../x", "a/../../x", "a//b", "a/", "./x", "C:/x", "c:x",
     "\\\\host\\x", "a\\..\\..\\x", "nul\0", "line\nbreak", "\x1b[2J", "\x85"],
)  # fmt: skip
def test_no_path_can_leave_the_folder_or_contain_control_characters(tmp_path: Path, relative: str) -> None:
    """Absolute paths, `..`, drives, backslashes and control characters are refused, and the message names the input."""
    plan = OutputPlan(tmp_path / "out")
    with pytest.raises(UsageError, match=r"^a\.md would be written to "):
        plan.add(relative, b"x", "a.md")
    assert plan.write() == []
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet=st.sampled_from("ab./\\:~ \0\n*é\u202e"), max_size=12))
def test_every_accepted_path_is_below_the_folder(
    tmp_path_factory: pytest.TempPathFactory, relative: str
) -> None:
    """For any path: it is refused, or names a file below the folder."""
    home = tmp_path_factory.mktemp("home")
    plan = OutputPlan(home / "out")
    try:
        plan.add(relative, b"x", "a.md")
    except UsageError:
        assert list(home.iterdir()) == []
        return
    (written,) = plan.write()
    assert written.resolve().is_relative_to(home / "out")
    assert _tree(home) == {f"out/{relative}": b"x"}


def test_a_link_out_of_the_folder_is_refused_when_planned_and_when_written(tmp_path: Path) -> None:
    """Also a link that is created in between."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    plan = OutputPlan(tmp_path / "out")
    plan.add("late/story.md", b"x", "a.md")
    (tmp_path / "out" / "late").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(UsageError, match="remove the link that leads there"):
        plan.add("late/other.md", b"x", "b.md")
    with pytest.raises(OutputError, match="a link leads out"):
        plan.write()
    assert _tree(tmp_path) == {}


CLASHES = [
    ("story.md", "story.md"),
    ("a/story.md", "a"),
    ("a", "a/story.md"),
    ("csv/people.csv", "csv"),
]


@pytest.mark.parametrize(("first", "second"), CLASHES)
def test_two_inputs_for_one_output_are_refused_naming_both(tmp_path: Path, first: str, second: str) -> None:
    """A file below a file is a clash, too."""
    plan = OutputPlan(tmp_path)
    plan.add(first, b"x", "desk/one.md")
    with pytest.raises(UsageError, match=r"desk/one\.md and wire/two\.yaml would both write"):
        plan.add(second, b"x", "wire/two.yaml")
    with pytest.raises(UsageError, match="twice"):
        plan.add(first, b"x", "desk/one.md")
    assert plan.write() == [tmp_path / first]


def test_an_output_that_is_an_input_is_refused(tmp_path: Path) -> None:
    """Named directly, by a link, inside a package that is read, or protected afterwards."""
    (tmp_path / "csv").mkdir()
    (tmp_path / "story.md").write_bytes(b"mine")
    (tmp_path / "link.jsonld").symlink_to("story.md")
    plan = OutputPlan(
        tmp_path, [tmp_path / "csv", tmp_path / "x" / ".." / "story.md", tmp_path / "link.jsonld"]
    )
    for relative in ("story.md", "link.jsonld", "csv/people.csv", "csv"):
        with pytest.raises(UsageError, match="which is an input"):
            plan.add(relative, b"x", "story.md")
    plan.add("wire.txt", b"x", "story.md")
    with pytest.raises(UsageError, match="which is an input"):
        plan.protect(tmp_path / "wire.txt")


def test_a_plan_writes_nothing_before_write_is_called(tmp_path: Path) -> None:
    """Paths are returned in the planned order; the same plan then finds nothing stale."""

    def plan() -> OutputPlan:
        made = OutputPlan(tmp_path / "build")
        made.add(PurePosixPath("a/story.jsonld"), iter([b"{", b"}"]), "a/story.md")
        made.add_package("csv", _package("people", "places"), "the run", owned_files)
        return made

    files = ["a/story.jsonld", "csv/people.csv", "csv/places.csv", "csv/datapackage.json"]
    paths = [tmp_path / "build" / name for name in files]
    assert plan().find_stale() == [(path, "missing") for path in paths]
    assert list(tmp_path.iterdir()) == []
    assert plan().write() == paths
    assert sorted(_tree(tmp_path / "build")) == sorted(files)
    assert plan().find_stale() == []
    paths[1].write_bytes(b"edited")
    paths[0].unlink()
    assert plan().find_stale() == [(paths[0], "missing"), (paths[1], "stale")]


def test_a_package_deletes_its_own_obsolete_tables_only(tmp_path: Path) -> None:
    """A table that is no longer written is deleted; a file that the package did not list is preserved."""
    folder = tmp_path / "csv"
    write_package(folder, _package("people", "events"), owned_files)
    (folder / "notes.csv").write_bytes(b"mine")
    (tmp_path / "mine.csv").write_bytes(b"mine")
    described = json.loads((folder / "datapackage.json").read_bytes())
    described["resources"] += [
        {"path": "../mine.csv"},
        {"path": ["x"]},
        3,
        {"path": str(tmp_path / "mine.csv")},
    ]
    (folder / "datapackage.json").write_text(json.dumps(described))
    plan = OutputPlan(tmp_path)
    plan.add_package("csv", _package("people"), "the run", owned_files)
    assert plan.find_stale() == [(folder / "events.csv", "stale"), (folder / "datapackage.json", "stale")]
    plan.write()
    assert sorted(_tree(tmp_path)) == ["csv/datapackage.json", "csv/notes.csv", "csv/people.csv", "mine.csv"]
    assert write_package(folder, _package("people"), owned_files)[0] == folder / "people.csv"


@pytest.mark.parametrize(
    "content", [b'{"name": "budget", "resources": []}', b"[1]", b"not json", b"[" * 100_000]
)
def test_a_package_that_somebody_else_made_is_not_replaced(tmp_path: Path, content: bytes) -> None:
    """Without newsld's mark in datapackage.json, nothing in the folder is changed."""
    (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(OutputError, match="not written by newsld"):
        write_package(tmp_path, _package("people"), owned_files)
    assert _tree(tmp_path) == {"datapackage.json": content}


def test_a_package_is_unchanged_when_one_table_cannot_be_replaced(tmp_path: Path) -> None:
    """A folder with the name of a table is reported before any table is replaced."""
    write_package(tmp_path / "csv", _package("people"), owned_files)
    before = _tree(tmp_path)
    (tmp_path / "csv" / "places.csv").mkdir()
    with pytest.raises(OutputError, match=r"places\.csv: a folder is in"):
        write_package(tmp_path / "csv", _package("people", "places") | {"people.csv": b"new"}, owned_files)
    assert _tree(tmp_path) == before
