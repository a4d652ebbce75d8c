"""What a browser makes of the pages of `newsld sources` and `newsld diff`: they fit, load nothing, are accessible."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import CHROMIUM
from command_line import invoke
from planted_changes import PLANTED
from stories import FOLDER, fixture_paths
from test_view_browser import _CSP, _axe, _look

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="NO BROWSER: nothing holds that reports are accessible; install chromium (apt install chromium)",
    ),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return a page of each report: an audit, and 25 changes."""
    folder = tmp_path_factory.mktemp("reports")
    text = fixture_paths()["asylum"].read_text("utf-8")
    (folder / "old.md").write_text(text, "utf-8")
    for one in PLANTED:
        for old, new in one.edits:
            text = text.replace(old, new)
    (folder / "new.md").write_text(text, "utf-8")
    recorded = folder / "recorded.csv"
    recorded.write_text("name,beat\nJoe Biden,politics\n", "utf-8")
    commands = {
        "audit.html": ["sources", str(FOLDER), "--attributes", str(recorded)],
        "audit-of-nothing.html": ["sources", str(FOLDER / "brief" / "story.md")],
        "changes.html": ["diff", "--exit-zero", str(folder / "old.md"), str(folder / "new.md")],
    }
    found = {}
    for name, command in commands.items():
        done = invoke(*command, "-f", "html")
        assert done.exit_code == 0, done.output
        found[name] = done.output
    return found


def test_reports_fit_and_load_nothing(pages: dict[str, str], tmp_path: Path) -> None:
    """At 320 pixels, under their own policy: styled, no request, no scroll bar, no script."""
    for name, found in _look(pages, tmp_path).items():
        assert found["styled"], name
        assert found["width"] <= found["room"], (name, found["width"])
        assert found["loaded"] == [], name
        assert (found["scripts"], found["handlers"], found["links"], found["jumps"]) == (0, [], [], 0), name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, pages: dict[str, str], tmp_path: Path) -> None:
    """In the light and in the dark, on a small and on a large screen."""
    axe = _axe()
    if not axe:
        pytest.skip(
            "axe-core is missing, nothing holds that reports are accessible: see tests/test_view_browser.py"
        )
    judged = {
        name: _CSP.sub("", text).replace("</body>", f"<script>{axe}</script></body>")
        for name, text in pages.items()
    }
    flags = ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
    for width in (320, 1280):
        seen = _look(judged, tmp_path, *flags, width=width)
        assert {name: found["axe"] for name, found in seen.items() if found["axe"] != []} == {}
