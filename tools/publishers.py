"""Count the findings of `newsld check` in the markup of the corpus, by code.

`make publishers` prints the table. With `--write` the script updates docs/explanation/what-publishers-get-wrong.md. The
markup belongs to its publishers, so it is outside the project, in ../shared/corpus. The project contains only numbers.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import newsld
from newsld.findings import Finding
from newsld.findings.catalogue import rule

FOLDER: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus"
PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "what-publishers-get-wrong.md"
PROFILES: Final = ("default", "google", "paywall", "liveblog", "claimreview", "speakable")
NOT_HERE: Final = (
    "NLD-PGE-",
    "NLD-OGP-",
    "NLD-EMB-005",
    "NLD-GOO-016",
    "NLD-GOO-024",
    "NLD-GOO-060",
    "NLD-PAY-005",
)
"""Rules that compare markup with its page: of these pages the corpus has the markup alone."""

_HEAD: Final = """\
# What publishers get wrong

This page counts the findings of `newsld check` in {blocks:,} JSON-LD blocks from {pages:,} pages of {publishers:,} news
publishers, with the profiles {profiles}. newsld reads each page as a browser does, with all its
blocks together. [Findings](../reference/findings.md) explains each rule. The markup belongs to its publishers
and is not shown. Rules that compare markup with the rest of the page are omitted: the corpus has the markup alone.

{articles:,} pages contain an article. {clean:,} of all pages have no error and no warning of the default profile.

| code | severity | rule | findings | pages | publishers |
|---|---|---|---|---|---|
"""


def pages() -> Iterator[tuple[str, bytes, int]]:
    """Every page of the corpus as its publisher, the HTML of its blocks, and how many they are."""
    publishers: dict[str, str] = {}
    scripts: dict[str, list[bytes]] = defaultdict(list)
    with gzip.open(FOLDER / "blocks.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            block: dict[str, Any] = json.loads(line)
            if block.get("raw") is None:
                continue
            publishers[block["page"]] = block["publisher"]
            raw = block["raw"].encode("utf-8", "surrogatepass")
            scripts[block["page"]].append(b'<script type="application/ld+json">' + raw + b"</script>")
    for page, blocks in scripts.items():
        head = b"\n".join(blocks)
        html = (
            b"<!doctype html><html><head><meta charset=utf-8><title>x</title>\n" + head + b"\n</head></html>"
        )
        yield publishers[page], html, len(blocks)


def counted() -> str:
    """Return the page of the documentation."""
    findings: Counter[str] = Counter()
    severities: dict[str, set[str]] = defaultdict(set)
    on_pages: Counter[str] = Counter()
    by_publishers: dict[str, set[str]] = defaultdict(set)
    publishers: set[str] = set()
    blocks = number = articles = clean = 0
    for publisher, html, scripts in pages():
        found = [
            one for one in newsld.check(html, "html", profiles=PROFILES) if not one.code.startswith(NOT_HERE)
        ]
        publishers.add(publisher)
        blocks += scripts
        number += 1
        codes = Counter(one.code for one in found)
        articles += "NLD-SYN-006" not in codes
        clean += not any(_counts(one) for one in found)
        findings.update(codes)
        on_pages.update(codes.keys())
        for code in codes:
            by_publishers[code].add(publisher)
        for one in found:
            severities[one.code].add(one.severity)
    head = _HEAD.format(
        blocks=blocks, publishers=len(publishers), pages=number, articles=articles, clean=clean,
        profiles=", ".join(PROFILES),
    )  # fmt: skip
    rows = [
        f"| [{code}](../reference/findings.md#{code.lower()}) | {', '.join(sorted(severities[code]))} "
        f"| {rule(code).title} "
        f"| {findings[code]:,} | {on_pages[code]:,} | {len(by_publishers[code]):,} |"
        for code in sorted(findings, key=lambda code: (-len(by_publishers[code]), code))
    ]
    return head + "\n".join(rows) + "\n"


def _counts(finding: Finding) -> bool:
    from newsld.checks.profiles import find_profile

    return finding.severity != "info" and finding.code in find_profile("default").rules


def main() -> int:
    """Print the table, or write it."""
    if not FOLDER.is_dir():
        sys.stderr.write(f"{FOLDER} is not there: nothing can be counted\n")
        return 2
    text = counted()
    if "--write" in sys.argv[1:]:
        PAGE.write_text(text, "utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
