"""Exports of the stories equal the expected files byte by byte; `make golden` regenerates those."""

from __future__ import annotations

import difflib
import json
from functools import cache

import pytest

import golden
import newsld
from stories import FOLDER, fixture_articles, fixture_paths

HINT = "if the change is intended, run `make golden` and read the difference"


@cache
def _generated() -> dict[str, bytes]:
    return golden.generate()


def test_every_story_has_expected_exports_and_no_other_files() -> None:
    """Every story has expected files, and every expected file is generated from a story."""
    generated = _generated()
    assert {name.partition("/")[0] for name in generated} == fixture_paths().keys()
    assert sorted(golden.read_expected()) == sorted(generated), HINT


@pytest.mark.parametrize("name", fixture_paths())
def test_exports_equal_the_expected_files(name: str) -> None:
    """Every file in `expected/` has the bytes that newsld writes now; the first differences are shown."""
    expected = {
        file: content for file, content in golden.read_expected().items() if file.startswith(f"{name}/")
    }
    assert {
        f"{name}/expected/story.{suffix}" for suffix in ("jsonld", "page.jsonld", "md", "yaml")
    } < expected.keys()
    for file, content in expected.items():
        now = _generated().get(file, b"")
        if now != content:
            lines = difflib.unified_diff(
                _lines(content), _lines(now), "expected", "generated", n=1, lineterm=""
            )
            shown = "\n".join(line[:200] for _, line in zip(range(40), lines, strict=False))
            pytest.fail(f"{FOLDER / file} differs; {HINT}\n{shown}")


def _lines(content: bytes) -> list[str]:
    return content.decode().split("\n")


@pytest.mark.parametrize("name", fixture_paths())
@pytest.mark.parametrize("suffix", ["jsonld", "md", "yaml"])
def test_expected_files_read_back_as_the_story(name: str, suffix: str) -> None:
    """Files that newsld wrote earlier still read as the same article."""
    assert newsld.read(FOLDER / name / "expected" / f"story.{suffix}") == [fixture_articles()[name]]


def test_the_page_profile_is_small() -> None:
    """The page profile of the dense story is less than a quarter of the full one, and has no body."""
    full, page = (FOLDER / "asylum" / "expected" / f"story{kind}.jsonld" for kind in ("", ".page"))
    assert page.stat().st_size < full.stat().st_size / 4
    assert "articleBody" not in json.loads(page.read_bytes())
