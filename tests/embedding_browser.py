"""What Chromium makes of pages: each is loaded from its file, in a frame, all in one run of the browser."""

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

_PROGRAM: Final = """
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
    assert CHROMIUM is not None
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pages.items():
        (folder / name).write_bytes(content)
    judge = folder / "judge.html"
    names = json.dumps(list(pages))
    script = f"<script>const NAMES = {names};{_PROGRAM}</script>"
    judge.write_text(f"<!doctype html><meta charset=utf-8><body><pre id=seen></pre>{script}", "utf-8")
    done = subprocess.run(
        [
            CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--timeout=100000",
            "--virtual-time-budget=1000000", "--dump-dom", judge.as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=180,
    )  # fmt: skip
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    assert found is not None and found[1], "the browser did not come to the end"
    seen: dict[str, dict[str, Any]] = json.loads(html.unescape(found[1]))
    return seen
