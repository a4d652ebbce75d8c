"""The benchmark of pages: their JSON-LD found, and a block put into them, beside floors and peers.

`make bench` prints it. Published pages are read where the corpus is at hand; otherwise pages are made up for it. The
peers are extruct's reader of JSON-LD, and lxml parsing a page, changing its tree and writing it again; the floor of a
change is the same bytes cut and joined at a place that is known.
"""

from __future__ import annotations

import gc
import gzip
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import orjson

import newsld
from newsld.pipeline.embedding import build_insert
from newsld.syntax.json import load_json
from newsld.web.html import Page, read_page
from newsld.web.html.encoding import decode_page
from newsld.web.html.splice import embed

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "pages"
STORIES = ROOT / "fixtures" / "stories"
ROUNDS = 9
OPEN = b'<script type="application/ld+json" data-newsld>'
END = b"</head>"


def main() -> None:
    """Measure everything and print the table."""
    pages = _pages()
    data = b"[" + b",".join(map(_block, ("wire/story.yaml", "strike/story.md"))) + b"]"
    page = made_page(80_000, block=_block("strike/story.md"))
    gc.freeze()
    # As the commands do: what is read makes no circles.
    gc.set_threshold(100_000, 20, 100)
    print("| job | CPU time | beside | CPU time | ratio | to reach |")
    print("|---|---|---|---|---|---|")
    _print_reading(pages)
    _print_decoding(pages)
    _print_embedding(f"into a page of {len(page) // 1000} kB", [page], data)
    _print_embedding("into all pages, each", pages, data, told=False)


def made_page(size: int, *, block: bytes, late: bool = False) -> bytes:
    """Return a page of about this size with a block of JSON-LD in its head or at its end."""
    script = b'<script type="application/ld+json">' + block + b"</script>\n"
    head = (
        b'<!DOCTYPE html>\n<html lang="en" class="no-js">\n<head>\n<meta charset="utf-8">\n'
        b'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Ferries sail again</title>\n'
        + b"".join(
            b'<meta property="og:image" content="https://post.example/%d.jpg">\n' % n for n in range(30)
        )
        + b"".join(
            b'<link rel="preload" as="font" href="/fonts/%d.woff2" crossorigin>\n' % n for n in range(20)
        )
        + b"<style>.a > .b { margin: 0 } </style>\n<script>window.a = {b: 1 < 2 && 3, c: '<p>' + 4}</script>\n"
    )
    rows: list[bytes] = []
    while len(rows) * 200 < size - len(head) - len(script):
        rows.append(
            b'<div class="card card-%d" data-id="%d"><a href="/story/%d?a=1&amp;b=2" class="link"><span>The harbour '
            b"council</span></a>\n<p class=text>Every ferry sails \xe2\x80\x93 again &mdash; it says.</p></div>\n"
            % ((len(rows),) * 3)
        )
    body = b"</head>\n<body>\n" + b"".join(rows)
    return head + (body + script if late else script + body) + b"</body>\n</html>\n"


def _pages() -> list[bytes]:
    files = sorted(CORPUS.glob("*.html.gz"))
    if files:
        return [gzip.decompress(file.read_bytes()) for file in files]
    print(f"{CORPUS} is not there: these pages are made up")
    block = _block("strike/story.md")
    return [
        made_page(size, block=block, late=late)
        for size in (40_000, 120_000, 200_000)
        for late in (False, True)
    ]


def _block(story: str) -> bytes:
    (article,) = newsld.read(STORIES / story)
    return build_insert(article).data


def _print_reading(pages: Sequence[bytes]) -> None:
    """JSON-LD found and parsed, by where on the page it stands."""
    try:
        from extruct.jsonld import JsonLdExtractor
    except ImportError:
        print("extruct is not installed: reading is not measured", file=sys.stderr)
        return
    peer = JsonLdExtractor()

    def theirs(page: bytes) -> Any:
        try:
            return peer.extract(page)
        except ValueError:  # it gives up on a page with one block that is no JSON
            return None

    kinds: dict[str, list[bytes]] = {"all pages": [*pages]}
    for page in pages:
        kinds.setdefault(_kind(page), []).append(page)
    targets = {"all pages": "≥ 2.0", "every block in the head": "≥ 5.0"}
    for kind, some in kinds.items():
        sides = ((_plain, "parsed by orjson", targets.get(kind, "")), (load_json, "read without loss", ""))
        for loads, how, target in sides:
            job = f"JSON-LD found and {how}: {kind} ({len(some)})"
            ours = partial(_read, loads=loads)
            _compare(job, some, ours, ("extruct", theirs), faster=True, target=target)


def _kind(content: bytes) -> str:
    page, _ = read_page(content)
    scripts = page.scripts if page is not None else ()
    if not scripts:
        return "no block"
    return "every block in the head" if all(one.in_head for one in scripts) else "blocks in the body"


def _read(content: bytes, *, loads: Callable[[str], Any]) -> list[Any]:
    page: Page | None = read_page(content)[0]
    return [loads(script.content) for script in page.scripts] if page is not None else []


def _plain(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        return None


def _print_decoding(pages: Sequence[bytes]) -> None:
    some = [page for page in pages if decode_page(page).codec == "utf-8"]
    _compare(f"a page in UTF-8 decoded ({len(some)})", some, decode_page, ("bytes.decode", bytes.decode))


def _print_embedding(name: str, pages: Sequence[bytes], data: bytes, *, told: bool = True) -> None:
    """Compare embedding and reading back with a splice by hand and with a tree."""
    some = [page for page in pages if END in page and embed(page, data).content is not None]
    done = [made.content for page in some if (made := embed(page, data)).content is not None]
    job = f"{len(data) // 1000} kB put {name}"
    ours, by_hand = partial(embed, data=data), ("a splice", partial(_spliced, data=data))
    _compare(job, some, ours, by_hand, target="≤ 20" if told else "")
    _compare(f"{job}, again", done, ours, by_hand, target="≤ 20" if told else "")
    try:
        import lxml.html
    except ImportError:
        print("lxml is not installed: it is not measured", file=sys.stderr)
        return

    def by_tree(content: bytes) -> bytes:
        tree = lxml.html.document_fromstring(content)
        script = lxml.html.etree.SubElement(tree.find("head"), "script", {"type": "application/ld+json"})
        script.text = data.decode()
        return bytes(lxml.html.tostring(tree, encoding="utf-8"))

    some = [page for page in some if lxml.html.document_fromstring(page).find("head") is not None]
    _compare(job, some, ours, ("lxml", by_tree), faster=True, target="≥ 8.0" if told else "")


def _spliced(content: bytes, *, data: bytes) -> bytes:
    at = content.find(END)
    return content[:at] + OPEN + data + b"</script>\n" + content[at:]


def _compare(
    job: str,
    pages: Sequence[bytes],
    ours: Callable[[bytes], object],
    beside: tuple[str, Callable[[bytes], object]],
    *,
    faster: bool = False,
    target: str = "",
) -> None:
    """Print what one page takes both, in turns: the medians of rounds that are long enough for the clock to see.

    The ratio says how many times as long as its floor the job takes, or how many times as fast as its peer it is.
    """
    name, theirs = beside
    sides = (ours, theirs)
    often = [max(1, int(0.02 / max(_once(side, pages), 1e-6))) for side in sides]
    rounds: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for side, times, spent in zip(sides, often, rounds, strict=True):
            start = time.process_time()
            for _ in range(times):
                for page in pages:
                    side(page)
            spent.append((time.process_time() - start) / times / len(pages))
    one, other = map(statistics.median, rounds)
    ratio = other / one if faster else one / other
    cells = (job, f"{one * 1e6:,.0f} µs", name, f"{other * 1e6:,.0f} µs", f"{ratio:.1f}", target)
    print(f"| {' | '.join(cells)} |", flush=True)


def _once(side: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    start = time.process_time()
    for page in pages:
        side(page)
    return time.process_time() - start


if __name__ == "__main__":
    main()
