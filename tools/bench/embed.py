"""The benchmark of embedding: a story into a page of 80 kB, beside a plain splice of the same bytes and lxml.

Input and output are left out, reading the page again is not. `python tools/bench/embed.py` prints the table; rounds
of all jobs take turns, and the medians of CPU time are compared.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lxml import etree
from lxml import html as lxml_html

import newsld
from newsld.pipeline.embedding import Insert, build_insert, embed_page

__all__ = ["main", "page_of", "ratios"]

STORY: Final = Path(__file__).resolve().parents[2] / "fixtures" / "stories" / "asylum" / "story.md"
SIZE: Final = 80_000
ROUNDS: Final = 31
TIMES: Final = 40
MOST_SPLICES: Final = 20.0
"""How many plain splices of the same bytes embedding may take."""
LEAST_TREES: Final = 8.0
"""How many times as long a parser with a tree must take."""


def page_of(size: int) -> bytes:
    """Return a page of about this many bytes: a head with styles, scripts and tags, and a body with markup."""
    head = "".join(f'  <link rel="stylesheet" href="/css/{number}.css">\n' for number in range(6))
    head += "".join(f'  <meta property="x:{number}" content="Words {number}">\n' for number in range(12))
    head += "".join(f'  <script src="/js/{number}.js" async></script>\n' for number in range(4))
    head += "  <script>window.data = window.data || []; if (1 < 2) data.push('</b>')</script>\n"
    head += "  <style>body { margin: 0 } a > b { color: red }</style>\n"
    line = (
        '<p class="text c{0}">Ships that were <a href="/a/{0}?b=1&amp;c=2">sent elsewhere</a> are expected back — '
        "“within a week”, officials said.</p>\n"
    )
    title = '<meta charset="utf-8">\n  <title>Dockers</title>'
    begin = f'<!doctype html>\n<html lang="en">\n<head>\n  {title}\n{head}</head>\n<body>\n'
    body = "".join(line.format(number) for number in range((size - len(begin)) // (len(line) + 4)))
    return f"{begin}{body}</body>\n</html>\n".encode()


def _splice(page: bytes, block: bytes) -> bytes:
    """Insert the script at the first `</head>`: the floor."""
    return page.replace(b"</head>", block + b"</head>", 1)


def _tree(page: bytes, insert: Insert) -> bytes:
    """Insert the script into a tree and serialize the page: the usual way."""
    document = lxml_html.document_fromstring(page)
    script = etree.SubElement(document.find("head"), "script", type="application/ld+json")
    script.text = insert.data.decode()
    written: bytes = lxml_html.tostring(document, encoding="utf-8", doctype="<!doctype html>")
    return written


def ratios() -> dict[str, tuple[float, float, float]]:
    """Seconds of ours, seconds of the other, and theirs by ours or ours by theirs, for each comparison."""
    (article,) = newsld.read(STORY)
    page, insert = page_of(SIZE), build_insert(article)
    block = b'<script type="application/ld+json">' + insert.data + b"</script>\n"
    embedded = embed_page(page, insert).content
    assert embedded is not None and embed_page(embedded, insert).content == embedded
    jobs: dict[str, Callable[[], object]] = {
        "ours": lambda: embed_page(page, insert),
        "again": lambda: embed_page(embedded, insert),
        "splice": lambda: _splice(page, block),
        "lxml": lambda: _tree(page, insert),
    }
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    gc.disable()
    for number in range(ROUNDS + 1):
        for name, job in jobs.items():
            start = time.process_time()
            for _ in range(TIMES):
                job()
            if number:
                taken[name].append((time.process_time() - start) / TIMES)
    gc.enable()
    spent = {name: statistics.median(times) for name, times in taken.items()}
    return {
        "a plain splice of the same bytes": (spent["ours"], spent["splice"], spent["ours"] / spent["splice"]),
        "lxml: parse, insert, serialise": (spent["ours"], spent["lxml"], spent["lxml"] / spent["ours"]),
        "a page that has the story already, beside lxml": (
            spent["again"], spent["lxml"], spent["lxml"] / spent["again"],
        ),
    }  # fmt: skip


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    measured = ratios()
    lines = [f"a story into a page of {len(page_of(SIZE)):,} bytes, read again"]
    for other, (ours, theirs, ratio) in measured.items():
        lines.append(
            f"{other:48} ours {ours * 1e6:7.0f} µs  other {theirs * 1e6:7.0f} µs  ratio {ratio:5.1f}"
        )
    splices, trees, again = [ratio for _, _, ratio in measured.values()]
    missed = splices > MOST_SPLICES or trees < LEAST_TREES or again < LEAST_TREES
    goal = f"at most {MOST_SPLICES:.0f} splices, at least {LEAST_TREES:.0f} times as fast as lxml"
    lines.append(f"{goal}: {'missed' if missed else 'met'}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
