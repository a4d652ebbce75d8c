"""Invalid input gives findings and exit status 1, invalid set-up one line and 2, without traceback or partial file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread
from time import sleep

import pytest

resource = pytest.importorskip("resource", reason="POSIX limits, signals, pipes and devices")

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
PROGRAM = """
import socket, sys
def refuse(*_, **__):
    raise AssertionError("newsld opened a socket")
socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
def audit(event, arguments):
    if event.startswith("socket."):
        refuse()
sys.addaudithook(audit)
from newsld.cli import main
main(prog_name="newsld")
"""
GOOD = b"newsld: 2\nheadline: Ferry back on the river\n"
BODY = b"newsld: 2\nbody: The ferry is back, the ferry office said.\n"

BAD: dict[str, tuple[str, bytes, str]] = {
    "broken YAML": ("a.yaml", b"newsld: 2\nheadline: [x\n", "NLD-SYN-001"),
    "broken JSON": ("a.json", b'{"newsld": 2,', "NLD-SYN-001"),
    "broken JSON-LD": ("a.jsonld", b'{"@type": "NewsArticle"', "NLD-SYN-001"),
    "broken front matter": ("a.md", b"---\nnewsld: 2\nheadline: [x\n---\nWords.\n", "NLD-SYN-001"),
    "broken package": ("a.zip", b"PK\x03\x04broken", "NLD-SYN-001"),
    "an unknown key": ("a.yaml", b"newsld: 2\nheadlin: x\n", "NLD-SCH-001"),
    "an unknown id": ("a.yaml", b"newsld: 2\nauthor: nobody\n", "NLD-REF-001"),
    "words not found": (
        "a.yaml",
        BODY + b"mentions: [{date: 2025-01-01, words: nowhere to be seen}]\n",
        "NLD-GRD-001",
    ),
    "words found twice": ("a.yaml", BODY + b"mentions: [{date: 2025-01-01, words: ferry}]\n", "NLD-GRD-002"),
    "a quotation altered": ("a.yaml", BODY + b"quotations: {q: {words: The fexry is back}}\n", "NLD-GRD-003"),
    "an impossible date": ("a.yaml", b"newsld: 2\ndatePublished: 2025-02-30T10:00:00Z\n", "NLD-DAT-002"),
    "an impossible EDTF": ("a.yaml", b"newsld: 2\nevents: {a: {startDate: 2025-13-45}}\n", "NLD-DAT-002"),
    "a key twice": ("a.yaml", b"newsld: 2\nheadline: x\nheadline: y\n", "NLD-SYN-002"),
    "a key twice in JSON": ("a.json", b'{"newsld": 2, "headline": "x", "headline": "y"}', "NLD-SYN-002"),
    "not UTF-8": ("a.md", b"---\nnewsld: 2\n---\nFerr\xe9\n", "NLD-SYN-009"),
    "empty": ("a.md", b"", "NLD-SYN-012"),
    "over the limit": ("a.yaml", GOOD + b"#" * (33 * 1024 * 1024), "NLD-SYN-004"),
    "100,000 deep in JSON": (
        "a.json",
        b'{"newsld": 2, "extra": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "NLD-SYN-004",
    ),
    "100,000 deep in JSON, open": ("a.jsonl", b'{"newsld":' + b'{"a":' * 100_000, "NLD-SYN-004"),
    "100,000 deep in YAML": (
        "a.yaml",
        b"newsld: 2\nextra: " + b"[" * 100_000 + b"]" * 100_000,
        "NLD-SYN-004",
    ),
    "100,000 deep in a body": ("a.md", b"---\nnewsld: 2\n---\n" + b">" * 100_000 + b" x\n", ""),
    "an alias bomb": (
        "a.yaml",
        b"newsld: 2\nextra: {a: &a [x, x], b: &b [*a, *a], c: [*b, *b]}\n",
        "NLD-SYN-011",
    ),
    "not a number": ("a.json", b'{"newsld": 2, "figures": {"a": {"value": NaN}}}', "NLD-SYN-003"),
    "an infinite number": ("a.json", b'{"newsld": 2, "figures": {"a": {"value": 1e999}}}', "NLD-SYN-003"),
    "an infinite number in YAML": ("a.yaml", b"newsld: 2\nfigures: {a: {value: .inf}}\n", ""),
    "a lone surrogate": ("a.json", b'{"newsld": 2, "headline": "\\ud800"}', "NLD-SYN-008"),
    "a body outside its folder": ("a.yaml", b"newsld: 2\nbody: {file: ../../etc/passwd}\n", ""),
    "a page": ("a.html", b"<p>Words</p>", "NLD-SYN-006"),
}
"""Inputs that people send: the name of the file, its bytes and a code that the report has."""


def _newsld(
    *arguments: str,
    folder: Path,
    stdin: bytes = b"",
    stdout: int = subprocess.PIPE,
    prepare: Callable[[], None] | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        input=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**ENVIRONMENT, **environment},
        preexec_fn=prepare,
        check=False,
    )


def _refused(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Assert one line on standard error, exit status 2, and nothing on standard output."""
    message = done.stderr.decode()
    assert done.returncode == 2, message
    assert message.startswith("newsld: ")
    assert message.count("\n") == 1, message
    assert not done.stdout
    for word in words:
        assert word in message, message


def _contents(folder: Path) -> dict[Path, bytes | None]:
    """Return every path below a folder with its content."""
    return {path: path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good story in it."""
    (tmp_path / "good.yaml").write_bytes(GOOD)
    return tmp_path


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_a_finding_and_the_other_files_go_on(folder: Path, case: str) -> None:
    """Exit status 1, a report and no traceback; earlier outputs are preserved, the valid story is written."""
    name, content, code = BAD[case]
    (folder / name).write_bytes(content)
    for output in ("out/a.jsonld", "out/csv/datapackage.json"):
        (folder / output).parent.mkdir(parents=True, exist_ok=True)
        (folder / output).write_bytes(b'{"newsld": {}}')
    done = _newsld("export", name, "good.yaml", "-o", "out", "-f", "jsonld,csv", folder=folder)
    report = done.stderr.decode()
    assert done.returncode == 1, report
    assert "Traceback" not in report
    assert f"error {code}" in report
    assert (folder / "out" / "a.jsonld").read_bytes() == b'{"newsld": {}}'
    assert (folder / "out" / "good.jsonld").stat().st_size > 100
    assert not [path for path in folder.rglob("*") if path.name.startswith(".newsld-")]
    assert "root:" not in report


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], ["name a file"]),
        (["check", "nowhere.yaml"], ["nowhere.yaml"]),
        (["check", "empty"], ["there is no story in empty"]),
        (["check", "good.yaml", "--output-format", "jsno"], ["did you mean json"]),
        (["check", "good.yaml", "--formt", "json"], ["--formt"]),
        (["check", "-", "-"], ["once"]),
        (["check", "good.yaml", "--stdin-filename", "x"], ["standard input"]),
        (["check", "good.yaml", "-o", "good.yaml/report"], ["good.yaml"]),
        (["check", "good.yaml", "-o", "good.yaml"], ["good.yaml", "input"]),
        (["check", ".", "-o", "./loop/../good.yaml"], []),
        (["check", "good.yaml", "-o", "link.yaml"], ["good.yaml", "input"]),
        (["check", "good.yaml", "--config", "plain.toml", "-o", "plain.toml"], ["plain.toml", "input"]),
        (["check", "A" * 5000], ["too long"]),
        (["check", "loop"], ["loop", "link"]),
        (["check", ""], ["empty"]),
        (["check", "good.yaml", "-o", ""], ["-o is empty"]),
        (["check", "-", "--stdin-filename", "A" * 5000 + "/x.yaml"], []),
        (["check", "good.yaml", "--config", "A" * 5000], []),
        (["export", "good.yaml", "-o", ""], ["-o is empty"]),
        (["export", "good.yaml", "-o", "A" * 300], ["too long"]),
        (["export", "good.yaml", "-o", "loop"], ["loop", "link"]),
        (["init", "A" * 5000], ["too long"]),
        (["init", "good.yaml", "-o", ""], ["-o is empty"]),
        (["schema", "-o", ""], ["-o is empty"]),
        (["chekc", "good.yaml"], ["did you mean check"]),
        ([], ["no command given"]),
        (["export", "good.yaml"], ["-o"]),
        (["export", "good.yaml", "-o", "out", "-f", "jsnold"], ["did you mean jsonld"]),
        (["export", "good.yaml", "-o", "out", "-f", ""], ["-f"]),
        (["export", "good.yaml", "-o", "out", "--profile", "ful"], ["--profile"]),
        (["export", "good.yaml", "-o", "out", "-j", "x"], ["-j"]),
        (["export", "good.yaml", "-o", "good.yaml"], ["good.yaml"]),
        (["export", "good.yaml", "-o", "out", "--config", "nowhere.toml"], ["nowhere.toml"]),
        (["export", "good.yaml", "-o", "out", "--config", "broken.toml"], ["broken.toml"]),
        (["export", "good.yaml", "-o", "out", "--config", "unknown.toml"], ["did you mean zone"]),
        (["export", "good.yaml", "-o", "out", "--config", "entities.toml"], ["newsroom.yaml"]),
        (["init", "nowhere.txt"], ["nowhere.txt"]),
        (["init", "good.yaml", "-o", "good.yaml"], ["exists"]),
        (["init", "good.yaml", "--body-file", "x.txt"], ["-o"]),
        (["init", "good.yaml", "-o", "x/story.yaml", "--body-file", "y.txt"], ["y.txt"]),
        (["schema", "stroy"], ["did you mean story"]),
        (["schema", "--all"], ["-o"]),
    ],
)
def test_bad_set_up_is_one_line_and_two(folder: Path, arguments: list[str], words: list[str]) -> None:
    """The line says what is wrong and how to fix it, and nothing is written."""
    (folder / "empty").mkdir()
    (folder / "broken.toml").write_text("zone = \n", "utf-8")
    (folder / "unknown.toml").write_text('zoen = "Europe/Berlin"\n', "utf-8")
    (folder / "entities.toml").write_text('entities = ["newsroom.yaml"]\n', "utf-8")
    (folder / "newsroom.yaml").write_text("people: {A: {}}\n", "utf-8")
    (folder / "plain.toml").write_text('zone = "Europe/Berlin"\n', "utf-8")
    (folder / "loop").symlink_to("loop")
    (folder / "link.yaml").symlink_to("good.yaml")
    before = _contents(folder)
    _refused(_newsld(*arguments, folder=folder), *words)
    assert _contents(folder) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "good.yaml"],
        ["export", "good.yaml", "-f", "jsonld", "-o", "-"],
        ["schema"],
        ["--help"],
        ["check", "--help"],
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_one_line_and_two(folder: Path, arguments: list[str]) -> None:
    """Also when the error only occurs at the end."""
    with Path("/dev/full").open("wb") as full:
        done = _newsld(*arguments, folder=folder, stdout=full.fileno())
    assert done.returncode == 2
    assert done.stderr.decode() == "newsld: standard output cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("arguments", "closed", "message"),
    [
        (["check", "good.yaml"], 1, "standard output is closed"),
        (["schema"], 1, "standard output is closed"),
        (["check", "-"], 0, "standard input is closed"),
        (["init", "-"], 0, "standard input is closed"),
    ],
)
def test_a_stream_that_is_closed_is_one_line_and_two(
    folder: Path, arguments: list[str], closed: int, message: str
) -> None:
    """As a shell closes it with `>&-` and `<&-`."""
    before = _contents(folder)
    _refused(_newsld(*arguments, folder=folder, prepare=lambda: os.close(closed)), message)
    assert _contents(folder) == before


def test_a_check_of_a_package_never_writes_into_it(folder: Path) -> None:
    """A report may not overwrite one of its tables."""
    assert _newsld("export", "good.yaml", "-o", "out", "-f", "csv", folder=folder).returncode == 0
    before = _contents(folder)
    _refused(_newsld("check", "out/csv", "-o", "out/csv/articles.csv", folder=folder), "out/csv", "input")
    assert _contents(folder) == before


def test_a_device_without_an_end_is_read_up_to_the_limit(folder: Path) -> None:
    """It is a finding, in the memory of one article."""
    (folder / "newsld.toml").write_text("size-limit = 100000\n", "utf-8")
    done = _newsld("check", "/dev/zero", "-f", "concise", folder=folder)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"NLD-SYN-004" in done.stdout


def test_a_pipe_is_read_once_and_whole(folder: Path) -> None:
    """A story, an archive of lines and a zip are read from a named pipe as from a file."""
    line = b'{"newsld":2,"headline":"Ferry back"}\n'
    packed = _newsld("export", "good.yaml", "-o", "-", "-f", "csv", folder=folder).stdout
    for content in (GOOD, line * 5000, packed):
        (folder / "file").write_bytes(content)
        expected = _newsld("check", "file", folder=folder)
        assert expected.returncode == 0
        (folder / "pipe").unlink(missing_ok=True)
        os.mkfifo(folder / "pipe")
        giver = Thread(target=(folder / "pipe").write_bytes, args=(content,))
        giver.start()
        done = _newsld("check", "pipe", folder=folder)
        giver.join()
        assert done.returncode == 0, (done.stdout, done.stderr)
        assert done.stdout == expected.stdout.replace(b"file:", b"pipe:")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(folder: Path) -> None:
    """300 MB in a zip of 300 kB are one finding; without them the zip is valid."""
    packed = _newsld("export", "good.yaml", "-o", "-", "-f", "csv", folder=folder).stdout
    (folder / "bomb.zip").write_bytes(packed)
    assert _newsld("check", "bomb.zip", folder=folder).returncode == 0
    with (
        zipfile.ZipFile(folder / "bomb.zip", "a", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open("filler.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(b"a" * 1_000_000)
    done = _newsld("check", "bomb.zip", "-f", "concise", folder=folder)
    assert done.returncode == 1
    assert done.stdout.count(b"\n") == 1
    assert b"NLD-SYN-004" in done.stdout


def test_a_line_of_a_table_is_never_read_beyond_what_an_article_may_have(folder: Path) -> None:
    """One line of 80 MB without an end is a finding at its line."""
    assert _newsld("export", "good.yaml", "-o", "out", "-f", "csv", folder=folder).returncode == 0
    with (folder / "out" / "csv" / "articles.csv").open("ab") as table:
        table.write(b"a" * 80_000_000)
    done = _newsld("check", "out/csv", "-f", "concise", folder=folder)
    assert done.returncode == 1
    assert b"articles.csv:3:1" in done.stdout
    assert b"NLD-SYN-004" in done.stdout


def test_a_full_disk_preserves_earlier_outputs(folder: Path) -> None:
    """A file is written completely or not at all; exit status 2."""
    (folder / "long.yaml").write_bytes(GOOD + b"description: " + b"word " * 20_000)
    assert _newsld("export", "good.yaml", "-o", "out", "-f", "jsonld,csv", folder=folder).returncode == 0
    (folder / "out" / "long.jsonld").write_bytes(b"before")
    before = {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}

    def narrow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    done = _newsld(
        "export", "good.yaml", "long.yaml", "-o", "out", "-f", "jsonld,csv", folder=folder, prepare=narrow
    )
    assert done.returncode == 2
    assert "long.jsonld cannot be written" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()} == before


def test_a_full_disk_preserves_the_earlier_output_of_an_archive(folder: Path) -> None:
    """A file of lines appears when it is complete."""
    (folder / "a.jsonl").write_bytes(b'{"newsld":2,"headline":"Ferry back"}\n' * 2000)
    (folder / "out").mkdir()
    (folder / "out" / "a.jsonl").write_bytes(b"before")

    def narrow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = _newsld("export", "a.jsonl", "-o", "out", "-f", "jsonld", folder=folder, prepare=narrow)
    _refused(done, "a.jsonl cannot be written")
    assert [(path.name, path.read_bytes()) for path in (folder / "out").iterdir()] == [("a.jsonl", b"before")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_line_and_two(folder: Path) -> None:
    """The line has a suggestion."""
    (folder / "out").mkdir(mode=0o555)
    _refused(_newsld("export", "good.yaml", "-o", "out", "-f", "jsonld", folder=folder), "permission")
    assert list((folder / "out").iterdir()) == []


def test_a_closed_pipe_is_not_reported(folder: Path) -> None:
    """`newsld schema | head -1` writes nothing to standard error."""
    command = [sys.executable, "-c", PROGRAM, "schema"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 141


def _heed_sigint() -> None:
    """Undo what a script does for a program that it starts with `&`: such a program ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _interrupted(folder: Path, distances: list[float], *arguments: str) -> tuple[int, str]:
    """The exit status and standard error of an export that is interrupted again and again as it reads."""
    command = [sys.executable, "-c", PROGRAM, "export", "-", "-o", "out", "-f", "jsonl", *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        preexec_fn=_heed_sigint,  # noqa: PLW1509 -- the program has one thread
    ) as run:
        assert run.stdin is not None
        assert run.stderr is not None
        run.stdin.write(b'{"newsld":2}\n' * 20_000)  # more than a pipe holds: it is being read
        run.stdin.flush()
        for distance in distances:
            run.send_signal(signal.SIGINT)
            sleep(distance)
        while run.poll() is None:  # one that comes between two system calls waits for the next input
            run.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                run.wait(0.5)
        return run.returncode, run.stderr.read().decode().strip()


def test_an_interrupt_ends_quietly(folder: Path) -> None:
    """Ctrl-C is exit status 130, without a traceback, and leaves no file behind."""
    assert _interrupted(folder, []) == (130, "")
    assert not list(folder.glob("out/*"))


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("longest", [0.0, 0.01, 0.05, 0.2])
def test_more_interrupts_end_as_quietly(folder: Path, times: int, longest: float) -> None:
    """A second Ctrl-C may come at any point of the end: cleaning up, exiting, shutting down."""
    chance = Random(f"{times} {longest}")
    assert _interrupted(folder, [chance.uniform(0, longest) for _ in range(times)]) == (130, "")
    assert not list(folder.glob("out/*"))


@pytest.mark.parametrize("start", [0.5, 4.0])
def test_an_interrupt_reaches_all_processes_and_none_goes_on(folder: Path, start: float) -> None:
    """A terminal sends Ctrl-C to every process, be it starting or in the middle of its work."""
    (folder / "many.jsonl").write_bytes(b'{"newsld":2,"headline":"Ferry back"}\n' * 400_000)
    program = PROGRAM.replace("main(prog", "print('ready', flush=True)\nmain(prog")
    command = [sys.executable, "-c", program, "export", "many.jsonl", "-o", "out", "-f", "jsonl", "-j", "2"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,
        preexec_fn=_heed_sigint,  # noqa: PLW1509 -- the program has one thread
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline() == b"ready\n"
        sleep(start)
        while run.poll() is None:
            os.killpg(run.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                run.wait(0.5)
        assert (run.returncode, run.stderr.read().decode().strip()) == (130, "")
    assert not list(folder.glob("out/*"))


def test_color_is_for_terminals_only(folder: Path) -> None:
    """Output to a pipe is never colored."""
    (folder / "bad.yaml").write_bytes(b"newsld: 2\nheadlin: x\n")
    assert b"\x1b" not in _newsld("check", "bad.yaml", folder=folder, TERM="xterm").stdout
