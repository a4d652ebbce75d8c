"""What a real browser makes of documents: Chromium, once for all of them, without a network."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_PROGRAM = """
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
    assert CHROMIUM is not None
    data = json.dumps(documents).replace("<", "\\u003c")
    page = folder / "judge.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><body><pre id=seen></pre>"
        f"<script>const DOCUMENTS = {data};{_PROGRAM}</script>",
        "utf-8",
    )
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]
    done = subprocess.run(
        [CHROMIUM, *options, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    assert found is not None and found[1], "the browser did not come to the end"
    seen: dict[str, dict[str, Any]] = json.loads(html.unescape(found[1]))
    return seen
