"""What newsld makes of the stories is what it made of them before, to the byte; `make golden` takes what is new."""

from __future__ import annotations

import difflib
import json
from functools import cache

import pytest

import newsld
from golden import expected, kept
from stories import FOLDER, fixture_articles, fixture_paths

MEND = "if it should be so, run `make golden` and read the difference"


@cache
def _made() -> dict[str, bytes]:
    return expected()


def test_every_story_has_its_exports_beside_it_and_nothing_else() -> None:
    """No story is without its exports, no export without its story."""
    made = _made()
    assert {name.partition("/")[0] for name in made} == fixture_paths().keys()
    assert sorted(kept()) == sorted(made), MEND


@pytest.mark.parametrize("name", fixture_paths())
def test_exports_of_a_story_are_what_they_were(name: str) -> None:
    """Every file in `expected/` has the bytes that newsld writes now; what differs is shown."""
    stood = {file: content for file, content in kept().items() if file.startswith(f"{name}/")}
    assert {
        f"{name}/expected/story.{suffix}" for suffix in ("jsonld", "page.jsonld", "md", "yaml")
    } < stood.keys()
    for file, content in stood.items():
        now = _made().get(file, b"")
        if now != content:
            lines = difflib.unified_diff(
                _lines(content), _lines(now), "as it was", "as it is", n=1, lineterm=""
            )
            shown = "\n".join(line[:200] for _, line in zip(range(40), lines, strict=False))
            pytest.fail(f"{FOLDER / file} differs; {MEND}\n{shown}")


def _lines(content: bytes) -> list[str]:
    return content.decode().split("\n")


@pytest.mark.parametrize("name", fixture_paths())
@pytest.mark.parametrize("suffix", ["jsonld", "md", "yaml"])
def test_what_was_written_is_still_read(name: str, suffix: str) -> None:
    """The kept exports are the story: whoever has files of today reads them tomorrow."""
    assert newsld.read(FOLDER / name / "expected" / f"story.{suffix}") == [fixture_articles()[name]]


def test_a_page_is_light() -> None:
    """What a web page carries of the difficult case is a fraction of the whole, and has no body."""
    full, page = (FOLDER / "asylum" / "expected" / f"story{kind}.jsonld" for kind in ("", ".page"))
    assert page.stat().st_size < full.stat().st_size / 4
    assert "articleBody" not in json.loads(page.read_bytes())
