"""Paths named by a user are turned into inputs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.findings.errors import UsageError
from newsld.formats import find_format
from newsld.formats.sniffing import HEAD, head_of
from newsld.pipeline.input_paths import Input, walk

STORY = b"---\nnewsld: 2\n---\nWords.\n"


def _tree(folder: Path, *files: str, content: bytes = STORY) -> Path:
    for name in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def _relatives(inputs: list[Input]) -> list[str]:
    return [str(one.relative) for one in inputs]


def test_a_walk_takes_stories_by_mark_or_suffix_in_order(tmp_path: Path) -> None:
    """Other Markdown, YAML and JSON, and text files next to a story, are ignored."""
    _tree(tmp_path, "b/story.md", "b/wire.txt", "a.MD", "image.png", "notes")
    _tree(tmp_path, "README.md", "b/mkdocs.yaml", "package.json", content=b"# newsld: the program\nname: x\n")
    _tree(tmp_path, "b/wire.yaml", "c.yml", content=b"# a wire story\nnewsld: 2\n")
    _tree(tmp_path, "c.json", content=b'{"newsld": 2}')
    _tree(tmp_path, "d.jsonld", "e.jsonl", "f.html", "g.HTM", content=b"")
    assert _relatives(walk([str(tmp_path)])) == [
        "a.MD", "b/story.md", "b/wire.yaml", "c.json", "c.yml", "d.jsonld", "e.jsonl", "f.html", "g.HTM",
    ]  # fmt: skip


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    """Its name in reports is the path as typed, its relative path its file name."""
    _tree(tmp_path, "expected/notes.txt", ".gitignore", content=b"*\n")
    name = f"{tmp_path}/expected/notes.txt"
    assert walk([name]) == [Input(Path(name), name, PurePosixPath("notes.txt"))]


def test_names_are_the_path_as_typed_and_what_lies_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`.` gives short names, `../x` keeps its prefix."""
    _tree(tmp_path, "desk/stories/a.md")
    monkeypatch.chdir(tmp_path / "desk")
    assert [one.name for one in walk(["."])] == ["stories/a.md"]
    assert [one.name for one in walk(["./stories/"])] == ["stories/a.md"]
    assert [one.name for one in walk(["../desk"])] == ["../desk/stories/a.md"]


def test_a_walk_skips_the_output_exported_tables_and_git(tmp_path: Path) -> None:
    """Files by newsld or git are not read by accident."""
    _tree(
        tmp_path,
        "a/story.md",
        "build/story.jsonld",
        "a/csv/datapackage.json",
        ".git/d.html",
    )
    assert _relatives(walk([str(tmp_path)], output=tmp_path / "build")) == ["a/story.md"]
    assert _relatives(walk([str(tmp_path)])) == ["a/story.md", "build/story.jsonld"]


@pytest.mark.parametrize("name", ["csv", "expected", "site"])
def test_the_name_of_a_folder_alone_does_not_skip_it(tmp_path: Path, name: str) -> None:
    """A folder called csv with stories is no package of tables."""
    _tree(tmp_path, f"{name}/story.jsonld")
    assert _relatives(walk([str(tmp_path)])) == [f"{name}/story.jsonld"]


@pytest.mark.parametrize("named", ["build", "csv"])
def test_a_folder_that_is_named_is_walked_whatever_it_is_called(tmp_path: Path, named: str) -> None:
    """Exports can be read by naming their folder, although it is skipped otherwise."""
    _tree(tmp_path, ".git/HEAD", f"{named}/story.jsonld")
    (tmp_path / ".gitignore").write_text(f"{named}/\n*.tmp\n")
    assert _relatives(walk([str(tmp_path / named)], output=tmp_path / named)) == ["story.jsonld"]


def test_a_package_of_tables_is_one_input(tmp_path: Path) -> None:
    """A folder with datapackage.json is one input, named or under another name than csv/."""
    _tree(tmp_path, "csv/datapackage.json", "old/datapackage.json", "old/x.jsonld", "story.md")
    assert _relatives(walk([str(tmp_path)])) == ["old", "story.md"]
    package = tmp_path / "csv"
    assert walk([str(package)]) == [Input(package, package.as_posix(), PurePosixPath("csv"))]


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    """`-` has no path, and a second one is refused."""
    assert walk(["-"]) == [Input(None, "<stdin>", PurePosixPath("stdin"))]
    with pytest.raises(UsageError, match="only once"):
        walk(["-", str(tmp_path), "-"])


def test_an_input_that_is_named_twice_is_returned_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of the paths is preserved."""
    _tree(tmp_path, "a.md", "z/b.md")
    monkeypatch.chdir(tmp_path)
    assert [one.name for one in walk(["z/b.md", ".", "a.md", "z/../a.md", "z"])] == ["z/b.md", "a.md"]


@pytest.mark.parametrize("path", ["nowhere", "story.md/below", "nul\0", "loop", "x" * 5000])
def test_a_path_that_cannot_be_read_is_a_usage_error_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Missing, below a file, with NUL, a link to itself, too long: each is a message, none is a traceback."""
    monkeypatch.chdir(_tree(tmp_path, "story.md"))
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UsageError, match=path[:100].replace("\0", r"\\x00")):
        walk([path])


def test_links_never_lead_a_walk_in_circles(tmp_path: Path) -> None:
    """A link to a folder is ignored, a link to a file is taken, a broken link is ignored."""
    _tree(tmp_path, "a/story.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "alias.md").symlink_to(tmp_path / "a" / "story.md")
    (tmp_path / ".#lock.md").symlink_to("nobody@nowhere")
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert _relatives(walk([str(tmp_path)])) == ["a/story.md", "alias.md"]
    assert _relatives(walk([str(tmp_path / "a" / "up")])) == ["a/story.md", "alias.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_walk_never_waits_for_a_pipe(tmp_path: Path) -> None:
    """A named pipe that looks like a story is ignored."""
    os.mkfifo(tmp_path / "pipe.md")
    assert walk([str(tmp_path)]) == []


def test_a_pipe_that_is_named_is_an_input(tmp_path: Path) -> None:
    """A shell's process substitution gives a path that only leads to a pipe."""
    reading, writing = os.pipe()
    try:
        assert [one.path for one in walk([f"/dev/fd/{reading}"])] == [Path(f"/dev/fd/{reading}")]
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the system refuses such file names")
def test_no_file_name_can_forge_or_break_a_line_of_a_report(tmp_path: Path) -> None:
    """Newlines, terminal escapes and bytes that are not UTF-8 are escaped; the path is unchanged."""
    name = os.fsdecode(b"a\nb\x1b[31m\xff.jsonld")
    _tree(tmp_path, name)
    (found,) = walk([str(tmp_path)])
    assert found.name == f"{tmp_path}/a\\nb\\x1b[31m\\udcff.jsonld"
    assert found.relative == PurePosixPath(name)


def test_patterns_of_the_configuration_leave_out_whatever_git_keeps(tmp_path: Path) -> None:
    """`exclude` is relative to the folder of the configuration, and does not apply to named files."""
    _tree(tmp_path, "desk/drafts/a.md", "desk/b.md", "desk/c.draft.md", "drafts/d.md")
    exclude = ["/desk/drafts/", "*.draft.md"]
    found = walk([str(tmp_path / "desk")], exclude=exclude, folder=tmp_path)
    assert _relatives(found) == ["b.md"]
    assert _relatives(walk([str(tmp_path)], exclude=exclude, folder=tmp_path)) == ["desk/b.md", "drafts/d.md"]
    named = str(tmp_path / "desk" / "c.draft.md")
    assert _relatives(walk([named], exclude=exclude, folder=tmp_path)) == ["c.draft.md"]


NAMES = st.sampled_from(["a", "b", "build", "x.jsonld", "y.jsonld"])
PATTERNS = st.sampled_from([
    "a", "/a", "a/", "b/*", "*.jsonld", "!x.jsonld", "!/a/", "**/build", "a/**/x.jsonld", "build/", "!build/",
    "/*", "!/b", "?.jsonld", "[xy].jsonld", "\\!x.jsonld", "# a comment", "", "b/x.jsonld", "!b/x.jsonld",
    "!", "a//",
])  # fmt: skip


@given(
    st.sets(st.lists(NAMES, min_size=1, max_size=3).map("/".join), min_size=1, max_size=6),
    st.dictionaries(
        st.sampled_from(["", "a", "b", "a/b"]), st.lists(PATTERNS, max_size=4), min_size=1, max_size=3
    ),
)
def test_a_walk_takes_exactly_the_files_that_git_does_not_ignore(
    tmp_path_factory: pytest.TempPathFactory, files: set[str], ignores: dict[str, list[str]]
) -> None:
    """The result equals that of git, with nested .gitignore files."""
    folder = tmp_path_factory.mktemp("repository")
    for name in sorted(f"{file}.jsonld" if file[-1] != "d" else file for file in files):
        if not any(above.is_file() for above in (folder / name).parents) and not (folder / name).is_dir():
            _tree(folder, name, content=b"")
    for place, lines in ignores.items():
        if (folder / place).is_dir():
            (folder / place / ".gitignore").write_text("\n".join(lines) + "\n")
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
    for command in (["init", "-q"], ["ls-files", "-z", "--others", "--exclude-standard"]):
        output = subprocess.run(
            ["git", *command], cwd=folder, env=quiet, check=True, capture_output=True, text=True
        ).stdout
    kept = [name for name in output.split("\0") if name.endswith(".jsonld")]
    assert _relatives(walk([str(folder)])) == sorted(kept, key=lambda name: name.split("/"))
    for below in ("a", "b"):
        if any(name.startswith(f"{below}/") for name in kept):
            expected = [name.removeprefix(f"{below}/") for name in kept if name.startswith(f"{below}/")]
            found = _relatives(walk([str(folder / below)]))
            assert found == sorted(expected, key=lambda name: name.split("/"))


MARKED = [
    ("markdown", b"---\nheadline: x\nnewsld: 2\n---\n"),
    ("markdown", b"\xef\xbb\xbf---\r\nnewsld: 2\r\n---\r\n"),
    ("markdown", b"---\n'newsld' : 2\nnever closed"),
    ("markdown", "---\nnewsld: 2\n---\n".encode("utf-16")),
    ("markdown", b"---\n{newsld: 2, headline: x}\n---\n"),
    ("yaml", b"newsld: 2"),
    ("yaml", b'# words\n---\nheadline: x\n"newsld": 2\n'),
    ("yaml", b"--- \n{headline: x,\n newsld: 2}"),
    ("yaml", b"newsld:\n"),
    ("json", b'{"newsld": 2}'),
    ("json", b'{"body": "a } \\" {", "people": {"a": {"newsld": 2}}, "newsld" : 2}'),
    ("json", b'[{"newsld": 2}]'),
    ("json", b'{"newsld": 2, broken'),
]
UNMARKED = [
    ("markdown", b"# Title\n\nnewsld: 2\n"),
    ("markdown", b"\n---\nnewsld: 2\n---\n"),
    ("markdown", b"---\ntitle: x\n---\nnewsld: 2\n"),
    ("markdown", b"---\nabout: {newsld: 2}\n---\n"),
    ("markdown", b"---\nnewsldx: 1\nmynewsld: 2\n  newsld: 2\n---\n"),
    ("yaml", b"on:\n  newsld: 2\n"),
    ("yaml", b"about: {newsld: 2}\n"),
    ("yaml", b"newsld:2\n"),
    ("json", b'{"properties": {"newsld": {"const": 1}}}'),
    ("json", b'{"name": "newsld", "words": "\\"newsld\\": 1"}'),
    ("json", b'[[{"newsld": 2}]]'),
    ("json", b'{"a": "' + b" " * HEAD + b'", "newsld": 2}'),
    ("json", b"\xff\xfe"),
    ("yaml", b""),
]


def marked(content: bytes, name: str) -> bool:
    """Return whether a folder walk takes a file of this format with this content."""
    known = find_format(name)
    assert known.is_story is not None
    return known.is_story(head_of(content))


@pytest.mark.parametrize(("name", "content"), MARKED)
def test_a_story_is_known_by_its_mark_even_when_it_is_broken(name: str, content: bytes) -> None:
    """A story with a fault is read, so that the fault is reported."""
    assert marked(content, name)


@pytest.mark.parametrize(("name", "content"), UNMARKED, ids=range(len(UNMARKED)))
def test_a_file_that_mentions_newsld_is_not_a_story(name: str, content: bytes) -> None:
    """The word in a text, in a value or at a deeper level is not the mark."""
    assert not marked(content, name)


@given(st.binary(max_size=200) | st.text(alphabet='{}[]"\\:newsld\n -#', max_size=300).map(str.encode))
def test_looking_for_the_mark_never_fails(content: bytes) -> None:
    """Any bytes are accepted or refused without an exception."""
    for name in ("markdown", "yaml", "json"):
        assert marked(content, name) in {True, False}


@pytest.mark.parametrize("unit", [b'\\"', b"{", b'"', b"--- ", b"#\n", b" \n", b"newsld ", b"[{"])
def test_no_bytes_make_the_search_for_the_mark_slow(unit: bytes) -> None:
    """Repetitions that would take hours with backtracking are searched in linear time."""
    for name in ("markdown", "yaml", "json"):
        assert marked(b'---\n"' + unit * HEAD, name) in {True, False}
        assert marked(unit * HEAD, name) in {True, False}


def test_an_empty_path_a_loop_and_a_name_too_long_are_usage_errors(tmp_path: Path) -> None:
    """None of them means the current folder, and none ends in an OSError."""
    (tmp_path / "loop").symlink_to("loop")
    for path in ("", str(tmp_path / "loop"), "a" * 5000):
        with pytest.raises(UsageError):
            walk([path])
