"""Patterns as .gitignore has them match what pathspec says they match, in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from newsld.pipeline.input_paths import walk
from newsld.syntax.gitignore import compile_patterns

_NAMES = st.text(alphabet="ab.-", min_size=1, max_size=5)
_PATHS = st.lists(_NAMES, min_size=1, max_size=5).map("/".join)
_PIECES = st.sampled_from(
    ["a", "b", ".", "*", "**", "?", "[ab]", "[!a]", "[]a]", "\\*", "\\[", "/", "/**/", "-"]
)
_PATTERNS = st.lists(_PIECES, min_size=1, max_size=9).map("".join)


@given(st.lists(_PATTERNS, min_size=1, max_size=3), _PATHS, st.sampled_from(["", "!"]))
def test_patterns_match_what_pathspec_matches(patterns: list[str], path: str, negated: str) -> None:
    """Nothing but the time changes: the same paths are named, to be left out or to be kept."""
    lines = [*patterns[:-1], negated + patterns[-1]]
    try:
        expected = GitIgnoreSpec.from_lines(lines)
    except ValueError:
        with pytest.raises(ValueError):
            compile_patterns(lines)
        return
    bounded = compile_patterns(lines)
    for shown in (path, f"{path}/"):
        assert bounded.check_file(shown).include == expected.check_file(shown).include, (lines, shown)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a*" * 9 + "b", "a" * 200),
        ("*a" * 30, "ab" * 100),
        ("?*" * 20 + "x", "é" * 250),
        ("[a-z]*" * 25 + "!", "q" * 250),
        ("**/a/" * 12 + "b", "a/" * 1_000 + "c"),
        ("x/**/" + "*a*/**/" * 9 + "b", "x/" + "aaa/" * 400 + "c"),
        ("a**" * 10 + "b", "a" * 200),
        ("\\**" * 10 + "b", "*" * 200),
    ],
)
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    """Patterns that need exponential time with backtracking fail, and match, in milliseconds."""
    begin = time.process_time()
    compiled = compile_patterns([pattern])
    assert compiled.check_file(path).include is None
    compiled.check_file(path + "b")
    compiled.check_file(path + "/b")
    assert time.process_time() - begin < 1


def test_a_hostile_gitignore_does_not_delay_a_walk(tmp_path: Path) -> None:
    """A pull request can contain any pattern and any name: the walk ends all the same, without the ignored story."""
    story = "---\nnewsld: 2\n---\n"
    for name in ("a" * 120 + ".md", "a" * 12 + "b", "b" + "a" * 12 + "b.md"):
        (tmp_path / name).write_text(story)
    (tmp_path / ".gitignore").write_text("a*" * 9 + "b\n" + "*a" * 11 + "*b.md\n" + "x" * 10_000 + "\n[\n")
    begin = time.process_time()
    assert [one.relative.name for one in walk([str(tmp_path)])] == ["a" * 120 + ".md"]
    assert time.process_time() - begin < 2


def test_a_pattern_that_is_longer_than_any_path_is_refused() -> None:
    """Its compilation would take long, and it cannot match."""
    with pytest.raises(ValueError, match="5,000 characters"):
        compile_patterns(["*" * 5_000])


@pytest.mark.parametrize("pattern", ["[[:alpha:]]*", "[[a]", "a[+--]", "[a||b]"])
def test_a_pattern_gives_no_warning_of_python(pattern: str) -> None:
    """What a later version of `re` may read in another way is no matter of the user's."""
    assert len(compile_patterns([pattern]).patterns) == 1


@pytest.mark.parametrize("pattern", ["a[b--c]", "[z-a]", "x[b-a]*", "[!9-0]/**/y"])
def test_a_range_in_reverse_is_no_pattern(pattern: str, tmp_path: Path) -> None:
    """A configuration gets a message, and .gitignore files are read without the line, as git does."""
    with pytest.raises(ValueError, match="pattern"):
        compile_patterns([pattern])
    (tmp_path / ".gitignore").write_text(f"{pattern}\nb.jsonl\n")
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).touch()
    assert [one.relative.name for one in walk([str(tmp_path)])] == ["a.jsonl"]
