"""Chromium as a judge of pages: one run of the browser for all of them, without a screen and without a network."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

CHROMIUM: Final = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)

FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--allow-file-access-from-files",
)  # fmt: skip
"""A browser without a screen and without a network, that lets a page look into frames with files beside it."""


def run_program(program: str, folder: Path, *flags: str) -> dict[str, Any]:
    """Run a program in a page of its own, and return what it writes as JSON into the element `seen`."""
    assert CHROMIUM is not None
    judge = folder / "judge.html"
    judge.write_text(
        f"<!doctype html><meta charset=utf-8><body><pre id=seen></pre><script>{program}</script>", "utf-8"
    )
    done = subprocess.run(
        [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", judge.as_uri()],
        capture_output=True,
        check=True,
        timeout=240,
    )
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    assert found is not None and found[1], "the browser did not come to the end"
    seen: dict[str, Any] = json.loads(html.unescape(found[1]))
    return seen


_IN_FRAMES: Final = """
var broken = false;
const OURS = "data-newsld", AT_ONCE = 24, seen = {};
function look(frame) {
  const page = frame.contentDocument;
  const scripts = [...page.querySelectorAll(`script[${OURS}]`)];
  const metas = [...page.querySelectorAll(`meta[${OURS}]`)];
  const found = {
    blocks: scripts.map(one => one.textContent),
    places: scripts.map(one => one.parentNode === page.head),
    types: scripts.map(one => one.type),
    metas: metas.map(one => [one.getAttribute("property"), one.content]),
    ran: frame.contentWindow.ran === undefined ? null : frame.contentWindow.ran,
    broken: broken || frame.contentWindow.broken !== undefined,
  };
  for (const one of [...metas, ...scripts]) {
    const next = one.nextSibling;  // the line end that came with it
    if (next && next.nodeType === Node.TEXT_NODE && next.data[0] === "\\n") next.data = next.data.slice(1);
    one.remove();
  }
  page.normalize();
  found.rest = page.compatMode + page.characterSet + new XMLSerializer().serializeToString(page);
  broken = false;
  return found;
}
function shown(value) {
  return JSON.stringify(value).replace(/[^ -~]/g, one => "\\\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));
}
async function load(name) {
  const frame = document.createElement("iframe");
  const loaded = new Promise(done => { frame.onload = done; });
  frame.src = name;
  document.body.append(frame);
  await loaded;
  seen[name] = look(frame);
  frame.remove();
}
(async () => {
  for (let at = 0; at < NAMES.length; at += AT_ONCE) await Promise.all(NAMES.slice(at, at + AT_ONCE).map(load));
  document.getElementById("seen").textContent = shown(seen);
  document.title = "done";
})();
"""


def seen_in_frames(pages: Mapping[str, bytes], folder: Path) -> dict[str, dict[str, Any]]:
    """What there is of newsld in every page by its name, what ran, and all the rest of the page as it was built."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pages.items():
        (folder / name).write_bytes(content)
    program = f"const NAMES = {json.dumps(list(pages))};{_IN_FRAMES}"
    return run_program(program, folder, "--timeout=100000", "--virtual-time-budget=1000000")


_PARSED: Final = """
const seen = {};
for (const [name, text] of Object.entries(DOCUMENTS)) {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const page = frame.contentDocument;
  page.open(); page.write(text); page.close();
  const inside = frame.contentDocument;
  const type = script => (script.getAttribute("type") || "").split(";")[0]
    .replace(/^[\\t\\n\\f\\r ]+|[\\t\\n\\f\\r ]+$/g, "");
  seen[name] = {
    scripts: [...inside.querySelectorAll("script")]
      .filter(script => type(script).toLowerCase() === "application/ld+json")
      .map(script => [script.textContent, inside.head.contains(script)]),
    title: (inside.querySelector("head > title, body title:not(svg *)") || {textContent: null}).textContent,
    classes: [...new Set([...inside.querySelectorAll("[class]")].flatMap(one => [...one.classList]))].sort(),
    metas: [...inside.querySelectorAll("meta")].map(
      one => Object.fromEntries([...one.attributes].map(item => [item.name, item.value]))),
    lang: inside.documentElement.getAttribute("lang"),
    probe: inside.defaultView.probe === undefined ? null : inside.defaultView.probe,
  };
  frame.remove();
}
document.getElementById("seen").textContent = JSON.stringify(seen).replace(/[^ -~]/g, one =>
  "\\\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));
"""


def seen_by_chromium(documents: Mapping[str, str], folder: Path) -> dict[str, dict[str, Any]]:
    """The scripts, title, classes and metas of every document as Chromium's own parser has them."""
    data = json.dumps(documents).replace("<", "\\u003c")
    return run_program(f"const DOCUMENTS = {data};{_PARSED}", folder)
