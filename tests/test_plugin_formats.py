"""A format of another package: one entry point, and every part of newsld knows it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsld.formats import FORMATS, all_formats, format_of, formats_of, sniff, walked_suffixes
from newsld.formats.sniffing import head_of
from newsld.pipeline.input_paths import walk

MODULE = '''
"""Wire copy: a line that says WIRE, a line with the headline, and the body."""

from newsld.findings import Finding
from newsld.formats import Format
from newsld.model.versions import STORY_VERSION
from newsld.syntax.document import Document
from newsld.syntax.lines import Lines


def read(source, options):
    mark, _, rest = source.content.decode().partition("\\n")
    headline, _, body = rest.partition("\\n")
    if mark != "WIRE":
        yield Finding("NLD-SYN-006", "no wire copy", suggestion="begin with WIRE", line=1, column=1)
        return
    yield Document({"newsld": STORY_VERSION, "headline": headline, "body": body}, source, lines=Lines(rest))


def write(article, options):
    return f"WIRE\\n{article.headline}\\n{article.text}".encode()


FORMAT = Format(
    "wire", "wire_copy", (".wire",), ".wire", (".txt",),
    sniff=lambda head: head.startswith(b"WIRE\\n"), is_story=lambda head: head.startswith(b"WIRE\\n"), articles="one",
)
'''
STORY = "WIRE\nFerry returns\nThe ferry is back.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder for sys.path with an installed package that brings a format."""
    info = tmp_path / "site" / "wire_copy-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: wire-copy\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[newsld.formats]\nwire = wire_copy:FORMAT\n")
    (tmp_path / "site" / "wire_copy.py").write_text(MODULE)
    return tmp_path / "site"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a story in the format of the plug-in, and with files that are none."""
    folder = tmp_path / "desk" / "today"
    folder.mkdir(parents=True)
    (folder / "ferry.wire").write_text(STORY)
    (folder / "notes.wire").write_text("Call the harbour.\n")
    (folder / "notes.txt").write_text("Call the harbour.\n")
    (folder / "copy.txt").write_text(STORY.replace("returns", "is late"))
    return tmp_path / "desk"


def _run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(site), *sys.path])
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_walk_and_a_file_of_a_plug_in_are_read(site: Path, desk: Path) -> None:
    """By its suffix, by a suffix that it shares, and by its text alone."""
    program = (
        "import sys, json, newsld\n"
        "from pathlib import Path\n"
        "desk = Path(sys.argv[1])\n"
        "found = [[one.headline for one in newsld.read(source)] for source in\n"
        "         (desk, desk / 'today/ferry.wire', (desk / 'today/copy.txt').read_bytes())]\n"
        "sys.stdout.write(json.dumps(found))\n"
    )
    done = _run(site, "-c", program, str(desk))
    assert done.returncode == 0, done.stderr
    folder, file, text = json.loads(done.stdout)
    assert sorted(folder) == ["Ferry is late", "Ferry returns"]
    assert (file, text) == (["Ferry returns"], ["Ferry is late"])


@pytest.mark.parametrize("name", ["ferry.wire", "FERRY.WIRE", "day.2.wire", "port/quay/ferry.wire"])
def test_a_folder_has_what_its_files_are(site: Path, tmp_path: Path, name: str) -> None:
    """A walk reads a file with the suffix of a plug-in as if the file were named."""
    file = tmp_path / "stories" / name
    file.parent.mkdir(parents=True)
    file.write_text(STORY)
    program = (
        "import sys, newsld\n"
        "sys.stdout.write(str([[one.headline for one in newsld.read(path)] for path in sys.argv[1:]]))\n"
    )
    done = _run(site, "-c", program, str(file), str(tmp_path / "stories"))
    assert (done.stdout, done.stderr) == ("[['Ferry returns'], ['Ferry returns']]", "")


def test_a_plug_in_may_be_in_a_zip(site: Path, desk: Path) -> None:
    """On the path, a zip is a folder of packages."""
    archive = Path(shutil.make_archive(str(site), "zip", site))
    program = "import newsld, sys; print(newsld.read(sys.argv[1])[0].headline)"
    done = _run(archive, "-c", program, str(desk / "today" / "ferry.wire"))
    assert done.stdout == "Ferry returns\n", done.stderr


def test_the_commands_know_a_plug_in(site: Path, desk: Path, tmp_path: Path) -> None:
    """`check` reads a file of it and names it in its message, `export` reads and writes it."""
    assert _run(site, "-m", "newsld", "check", f"{desk}/today/ferry.wire").returncode == 0
    refused = _run(site, "-m", "newsld", "check", f"{desk}/today/notes.wire")
    assert (refused.returncode, "NLD-SYN-006" in refused.stdout) == (1, True)
    exported = _run(site, "-m", "newsld", "export", str(desk), "-f", "wire,yaml", "-o", str(tmp_path / "out"))
    assert exported.returncode == 0, exported.stderr
    out = tmp_path / "out" / "today"
    assert sorted(path.name for path in out.iterdir()) == [
        "copy.wire",
        "copy.yaml",
        "ferry.wire",
        "ferry.yaml",
    ]
    assert (out / "ferry.wire").read_text() == STORY
    empty = tmp_path / "empty"
    empty.mkdir()
    assert ".wire" in _run(site, "-m", "newsld", "check", str(empty)).stderr
    unknown = _run(site, "-m", "newsld", "export", str(desk), "-f", "wyre", "-o", str(tmp_path / "out"))
    assert "did you mean wire?" in unknown.stderr


@pytest.mark.parametrize(
    ("module", "message"),
    [("FORMAT = 1\n", "it is no Format"), ("import nothing_such\n", "nothing_such")],
)
def test_a_broken_plug_in_is_one_line(site: Path, desk: Path, module: str, message: str) -> None:
    """It names the plug-in and what to do, and stops nothing that needs no plug-in."""
    (site / "wire_copy.py").write_text(module)
    done = _run(site, "-m", "newsld", "check", str(desk))
    assert done.returncode == 2
    assert message in done.stderr
    assert "update or uninstall it" in done.stderr
    assert done.stderr.count("\n") == 1
    (desk / "a.yaml").write_text("newsld: 2\nheadline: x\n")
    assert _run(site, "-m", "newsld", "check", f"{desk}/a.yaml").returncode == 0


def test_a_plug_in_replaces_no_format_of_newsld(site: Path, tmp_path: Path) -> None:
    """Neither a name nor a suffix."""
    (site / "wire_copy.py").write_text(
        "from newsld.formats import Format\nFORMAT = Format('yaml', 'nothing', ('.yaml', '.other'), '.yaml')\n"
    )
    (tmp_path / "a.yaml").write_text("newsld: 2\nheadline: x\n")
    program = "import newsld, sys; print([one.headline for one in newsld.read(sys.argv[1])])"
    assert _run(site, "-c", program, str(tmp_path)).stdout == "['x']\n"


def test_no_plug_in_is_looked_up_for_what_newsld_knows() -> None:
    """Neither a name, nor a suffix, nor a text of newsld's own asks the system for entry points."""
    program = (
        "from newsld import formats\n"
        "from newsld.formats import FORMATS, find_format, formats_of, sniff\n"
        "def refuse(_): raise AssertionError('entry points are looked up')\n"
        "formats.entry_points = refuse\n"
        "for known in FORMATS:\n"
        "    assert find_format(known.name) is known\n"
        "    assert all(known in formats_of(f'a{suffix}') for suffix in known.suffixes)\n"
        "sniff(b'{}')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_longest_suffix_counts() -> None:
    """A name may end with the suffixes of several formats."""
    assert [known.name for known in formats_of("desk.v2/a.NINJS.json")] == ["ninjs"]
    assert [known.name for known in formats_of("a.b.json")] == ["json", "jsonld", "ninjs"]
    assert format_of("a.md.txt") is None
    assert format_of("nothing") is None
    assert sniff(head_of(b"Words.\n")).name == "yaml"


def test_a_walk_takes_files_of_every_format_that_is_read(tmp_path: Path) -> None:
    """What a format's line declares is enough: no list elsewhere names its suffixes."""
    by_name, by_text = walked_suffixes()
    assert by_name
    assert by_text
    for suffix in (*by_name, *by_text):
        (tmp_path / f"a{suffix}").write_bytes(b"")
    assert {one.name.rpartition("/a")[2] for one in walk([str(tmp_path)])} == set(by_name)
    assert all_formats()[: len(FORMATS)] == FORMATS
