"""What a browser makes of the pages of stories: they are accessible, fit on a small screen, and run and load nothing.

Chromium loads each page from its file, and axe-core judges it. Without Chromium these tests are skipped: run
`apt install chromium`. Without axe-core, only its rules are not checked: `npm install --prefix tests/judges/node`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

import newsld
from browser import CHROMIUM, FLAGS, run_program
from embedding_cases import HOSTILE, hostile_story
from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.draft_state import DraftState
from newsld.views.page import render_page
from stories import FOLDER, fixture_articles, fixture_paths

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="NO BROWSER: nothing holds that pages are accessible and safe; install chromium (apt install chromium)",
    ),
]

_JUDGES: Final = Path(__file__).parent / "judges" / "node"
_CSP: Final = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_SHEETS: Final = 3
_PROGRAM: Final = """
const seen = {};
function shown(value) {
  return JSON.stringify(value).replace(/[^ -~]/g, one => "\\\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));
}
function look(frame) {
  const page = frame.contentDocument, view = frame.contentWindow, root = page.documentElement;
  const focusable = [...page.querySelectorAll("a[href],input,button,summary,[tabindex]")];
  const top = one => one.getBoundingClientRect().top;
  const story = focusable.filter(one => one.closest(".words"));
  return {
    width: root.scrollWidth,
    room: root.clientWidth,
    styled: view.getComputedStyle(page.body).maxWidth !== "none",
    loaded: view.performance.getEntriesByType("resource").map(one => one.name),
    broken: window.broken === true || view.broken === true,
    scripts: page.scripts.length,
    handlers: [...page.querySelectorAll("*")].flatMap(one => one.getAttributeNames()).filter(one => /^on/i.test(one)),
    links: [...page.querySelectorAll("[href]")].map(one => one.href)
      .filter(one => !/^(https?:|file:[^#]*#)/.test(one)),
    jumps: focusable.filter(one => one.tabIndex > 0).length,
    upward: story.filter((one, at) => at && top(one) + 12 < top(story[at - 1])).map(one => one.id),
    text: [...page.querySelectorAll(".words")].map(one => one.textContent).join(" ").trim().replace(/\\s+/g, " "),
    paper: view.getComputedStyle(page.body).backgroundColor,
    found: search(page, "ÍNSURER skell"),
  };
}
function search(page, words) {
  const field = page.querySelector("#search input");
  if (!field || page.getElementById("search").hidden) return null;
  field.value = words;
  field.dispatchEvent(new Event("input"));
  const rows = [...page.querySelectorAll("[data-row]")].filter(one => one.offsetHeight);
  const titles = rows.map(one => one.querySelector("a").textContent);
  field.value = "";
  field.dispatchEvent(new Event("input"));
  return titles;
}
async function judge(frame) {
  const view = frame.contentWindow;
  if (!view.axe) return null;
  const result = await view.axe.run(frame.contentDocument, {resultTypes: ["violations"]});
  const where = node => node.html.slice(0, 160) + node.failureSummary;
  return result.violations.map(one => [one.id, one.nodes.slice(0, 3).map(where)]);
}
async function load(name) {
  const frame = document.createElement("iframe");
  frame.style.width = WIDTH + "px";
  frame.style.height = "900px";
  const loaded = new Promise(done => { frame.onload = done; });
  frame.src = name;
  document.body.append(frame);
  await loaded;
  seen[name] = {...look(frame), axe: await judge(frame)};
  frame.remove();
}
(async () => {
  try { for (const name of NAMES) await load(name); }
  catch (error) { seen.failed = String(error.stack); }
  document.getElementById("seen").textContent = shown(seen);
})();
"""


def _axe() -> str:
    """Return the program axe-core; empty if it is not installed."""
    named = os.environ.get("NEWSLD_NODE_MODULES")
    path = (Path(named) if named else _JUDGES / "node_modules") / "axe-core" / "axe.min.js"
    return path.read_text("utf-8") if path.is_file() else ""


def _look(pages: Mapping[str, str], folder: Path, *flags: str, width: int = 320) -> dict[str, dict[str, Any]]:
    """Load pages into frames of a width and return what is there."""
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")
    program = f"const NAMES = {json.dumps(list(pages))}, WIDTH = {width};{_PROGRAM}"
    seen = run_program(program, folder, *flags, "--timeout=150000", "--virtual-time-budget=1000000")
    assert "failed" not in seen, seen["failed"]
    return seen


def _chinese() -> NewsArticle:
    body = "《海港日報》引述一名不願具名的官員說，碼頭將在週五重開。\n\n工人代表陳美玲說：「我們等了很久。」"
    data = {
        "newsld": 2,
        "headline": "碼頭週五重開",
        "inLanguage": "zh-Hant",
        "datePublished": "2025-03-04",
        "people": {
            "official": {"name": "一名不願具名的官員", "anonymous": True},
            "chen": {"name": "陳美玲"},
        },
        "organizations": {"paper": {"name": "海港日報"}},
        "body": body,
        "citations": {
            "open": {"covers": "碼頭將在週五重開", "chain": [{"parties": "paper"}, {"parties": "official"}]},
            "wait": {"covers": "「我們等了很久。」", "mode": "direct", "chain": [{"parties": "chen"}]},
        },
        "quotations": {"long": {"words": "我們等了很久。", "citation": "wait"}},
        "mentions": [{"words": "海港日報", "of": "paper"}, {"words": "陳美玲", "of": "chen"}],
    }
    return newsld.read(json.dumps(data).encode(), "json")[0]


def _pages() -> dict[str, str]:
    found = {
        f"{name}.html": render_page(article, newsld.check(fixture_paths()[name]))
        for name, article in fixture_articles().items()
    }
    draft = _chinese().model_copy(
        update={"status": "draft", "draft": DraftState(look=({"item": "cite-wait"},))}
    )
    return {**found, "chinese.html": render_page(_chinese()), "draft.html": render_page(draft)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of an index."""
    from newsld.cli import main

    folder = tmp_path_factory.mktemp("site")
    assert main(["view", str(FOLDER), "-o", str(folder), "-q"], standalone_mode=False) == 0
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.html"))}


def test_pages_fit_load_nothing_and_are_read_in_order(tmp_path: Path) -> None:
    """At 320 pixels, under their own policy: styled, no request, no scroll bar, focus that goes down the text."""
    seen = _look(_pages(), tmp_path)
    for name, found in seen.items():
        assert found["styled"], name
        assert found["width"] <= found["room"], (name, found["width"])
        assert found["loaded"] == [], name
        assert (found["scripts"], found["handlers"], found["links"]) == (0, [], []), name
        assert (found["jumps"], found["upward"]) == (0, []), name
    assert seen["chinese.html"]["text"] == " ".join(_chinese().text.split())


def test_an_index_is_searched_by_its_one_script(site: dict[str, str], tmp_path: Path) -> None:
    """Under its own policy: words in any order and case, with or without accents, also of names in a story."""
    seen = _look(site, tmp_path)
    assert seen["index.html"]["found"] == ["Ferry aground off Port Aldane, passengers safe"]
    for name, found in seen.items():
        assert (found["found"] is None) == (name == "audit.html")
        assert found["loaded"] == [] and found["width"] <= found["room"], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, site: dict[str, str], tmp_path: Path) -> None:
    """In the light and in the dark, on every page of a story and of an index."""
    axe = _axe()
    if not axe:
        pytest.skip(
            "axe-core is missing, nothing holds that pages are accessible: npm install --prefix tests/judges/node"
        )
    pages = {
        name: _CSP.sub("", text).replace("</body>", f"<script>{axe}</script></body>")
        for name, text in (_pages() | site).items()
    }
    flags = ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
    for width in (320, 1280):
        seen = _look(pages, tmp_path, *flags, width=width)
        dark = {found["paper"] for found in seen.values()} == {"rgb(21, 23, 27)"}
        assert dark == (scheme == "dark")
        assert {name: found["axe"] for name, found in seen.items() if found["axe"] != []} == {}


def test_hostile_stories_break_no_page(tmp_path: Path) -> None:
    """More than 30 stories with a hostile text in every field: nothing runs, no element or link is added."""
    texts = list(HOSTILE.values())
    stories = [(one,) for one in texts] + [(*texts[at:], *texts[:at]) for at in range(0, len(texts), 7)]
    assert len(stories) >= 30
    pages = {}
    for number, some in enumerate(stories):
        finding = Finding("NLD-CIT-004", some[0], suggestion=some[-1], pointer="/figures/forty")
        # Without its policy, so that only the escapes protect the page.
        pages[f"{number}.html"] = _CSP.sub("", render_page(hostile_story(*some), [finding]))
    for name, found in _look(pages, tmp_path).items():
        assert not found["broken"], (name, stories[int(name.split(".")[0])])
        assert (found["scripts"], found["handlers"], found["links"], found["loaded"]) == (0, [], [], []), name


def test_a_story_of_about_600_words_prints_on_three_sheets(tmp_path: Path) -> None:
    """The showcase with all of its parts."""
    assert CHROMIUM is not None
    article = fixture_articles()["asylum"]
    assert len(article.text.split()) >= 600
    page, sheet = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(render_page(article, newsld.check(fixture_paths()["asylum"])), "utf-8")
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={sheet}", page.as_uri()], capture_output=True, check=True, timeout=120
    )
    counts = [int(one) for one in re.findall(rb"/Count (\d+)", sheet.read_bytes())]
    assert counts and max(counts) <= _SHEETS
