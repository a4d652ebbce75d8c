"""The site in fixtures/site goes through `embed`, `embed --check` and `check`, as the how-to shows it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsld.cli import main

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "fixtures" / "site"
HOW_TO = ROOT / "docs" / "how-to" / "embed-in-pages.md"
EMBED = ("embed", "public", "--from", "stories", "--map", "pages.toml", "--meta")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the site, to stand in."""
    shutil.copytree(SITE, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def _pages(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def test_the_site_is_embedded_checked_and_found_right(site: Path) -> None:
    """Three of the four pages tell a story; what is written is current, agrees with its page, and comes out again."""
    done = _run(*EMBED)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("3 pages written, 0 up to date\n")
    assert _run(*EMBED, "--check").exit_code == 0
    checked = _run("check", "public")
    assert (checked.exit_code, checked.stdout) == (0, "checked 3 stories: no problems found\n")
    assert _run("embed", "public", "--remove").exit_code == 0
    assert _pages(site) == _pages(SITE)


def test_the_how_to_shows_this_site() -> None:
    """Every file of the site stands on the page as it is, so that the page runs what is kept here."""
    blocks = re.findall(r"(?ms)^<!-- file: (\S+) -->\n\n```\w+\n(.*?)^```$", HOW_TO.read_text("utf-8"))
    shown = {name: text.encode() for name, text in blocks}
    kept = {
        path.relative_to(SITE).as_posix(): path.read_bytes() for path in SITE.rglob("*") if path.is_file()
    }
    assert len(kept) >= 6
    assert shown == kept
