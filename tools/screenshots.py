"""Take the screenshots of the documentation: pages of the showcase story, light and dark, with Chromium.

Run by `make screenshots`. Pixels depend on the fonts of the machine, so no test compares them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image

from newsld.cli import main

ROOT: Final = Path(__file__).resolve().parent.parent
ASSETS: Final = ROOT / "docs" / "assets"
STORIES: Final = ROOT / "fixtures" / "stories"
COLORS: Final = 200
"""The number of colors of a screenshot, which keeps it small."""
LARGEST: Final = 150_000
"""The largest size of a screenshot in bytes."""
SCHEMES: Final = {"light": [], "dark": ["--blink-settings=preferredColorScheme=0"]}


class Shot(NamedTuple):
    """A screenshot: its name, the page below the site of the fixtures, and the size in pixels.

    With `part`, the id of a section, the page has only this section.
    """

    name: str
    page: str
    part: str
    width: int
    height: int


SHOTS: Final = (
    Shot("view", "stories/asylum/story.html", "", 1180, 1180),
    Shot("view-sources", "stories/asylum/story.html", "sources", 1180, 880),
    Shot("view-timeline", "stories/asylum/story.html", "timeline", 1180, 740),
    Shot("view-index", "index.html", "", 1180, 640),
    Shot("view-audit", "audit.html", "", 1180, 900),
)


def _only(page: Path, part: str) -> str:
    """Return a page in which only one section is visible."""
    rule = f"header,nav,main>:not(#{part}){{display:none!important}}h2{{margin-top:0!important;border:0!important}}"
    return page.read_text("utf-8").replace("</style>", f"{rule}</style>", 1)


def take_screenshots(chromium: str, folder: Path) -> None:
    """Write all screenshots to docs/assets."""
    if main(["view", str(STORIES), "-o", str(folder / "site"), "-q"], standalone_mode=False):
        sys.exit("the fixtures cannot be shown: run newsld check fixtures/stories")
    for shot in SHOTS:
        for scheme, flags in SCHEMES.items():
            raw, path = folder / "shot.png", ASSETS / f"{shot.name}-{scheme}.png"
            page = folder / "site" / shot.page
            if shot.part:
                page = page.with_name(f"{shot.part}.html")
                page.write_text(_only(folder / "site" / shot.page, shot.part), "utf-8")
            command = [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *flags,
                f"--user-data-dir={folder / 'profile'}", f"--window-size={shot.width},{shot.height}",
                f"--screenshot={raw}", page.as_uri(),
            ]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            with Image.open(raw) as image:
                image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
            size = path.stat().st_size
            print(f"{path.relative_to(ROOT).as_posix()}: {size:,} bytes")
            if size > LARGEST:
                sys.exit(f"{path.name} has more than {LARGEST:,} bytes: make it smaller")


if __name__ == "__main__":
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("there is no Chromium: run apt install chromium")
    with tempfile.TemporaryDirectory() as temporary:
        take_screenshots(browser, Path(temporary))
