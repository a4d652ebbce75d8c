"""The site in fixtures/site goes through `embed`, `embed --check` and `check`, as the how-to shows it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from command_line import invoke

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "fixtures" / "site"
HOW_TO = ROOT / "docs" / "how-to" / "embed-in-pages.md"
EMBED = ("embed", "public", "--from", "stories", "--map", "pages.toml", "--meta")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a copy of the site."""
    shutil.copytree(SITE, tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def _pages(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def test_the_site_is_embedded_and_checked(site: Path) -> None:
    """Three of the four pages have a story; the result is up to date, agrees with the page, and can be removed."""
    done = invoke(*EMBED)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("3 pages written, 0 up to date\n")
    assert invoke(*EMBED, "--check").exit_code == 0
    checked = invoke("check", "public")
    assert (checked.exit_code, checked.stdout) == (0, "checked 3 stories: no problems found\n")
    assert invoke("embed", "public", "--remove").exit_code == 0
    assert _pages(site) == _pages(SITE)


def test_the_how_to_shows_this_site() -> None:
    """The page contains every file of the site, so that its examples use these files."""
    blocks = re.findall(r"(?ms)^<!-- file: (\S+) -->\n\n(`{3,})\w+\n(.*?)^\2$", HOW_TO.read_text("utf-8"))
    shown = {name: text.encode() for name, _, text in blocks}
    expected = {
        path.relative_to(SITE).as_posix(): path.read_bytes() for path in SITE.rglob("*") if path.is_file()
    }
    assert len(expected) >= 6
    assert shown == expected
