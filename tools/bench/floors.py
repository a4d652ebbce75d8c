"""Compare jobs with their floors: the least work that any program must do for the same input and output."""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import orjson
import pyoxigraph
import yaml

import newsld
from bench.published import articles, completed_page_data, made_page
from bench.rounds import ROOT, ROUNDS, Row, compare, in_process, table
from bench.usual_stories import STORY as USUAL
from bench.usual_stories import usual_stories, write_archive
from newsld.checks.profiles import Selection
from newsld.formats import WriteOptions, find_format
from newsld.formats.jsonld import write as write_jsonld
from newsld.formats.nquads import write as write_nquads
from newsld.formats.tables.article_rows import rows_of
from newsld.formats.tables.csv import to_rows
from newsld.formats.tables.row_builder import TableRow, text_in
from newsld.model import NewsArticle
from newsld.pipeline.embedding import build_insert, embed_page
from newsld.pipeline.flow import check, read_stories
from newsld.schemaorg.jsonld.iris import article_key
from newsld.schemaorg.jsonld.processor import expand
from newsld.schemaorg.jsonld.writer import to_jsonld
from newsld.syntax.document import Source

DENSE = ROOT / "fixtures" / "stories" / "asylum" / "story.md"
LINES = 20
CHECKED = 100
PEAKS = (1_000, 10_000)
PAGE_SIZE = 80_000
_DATA = re.compile(r"^```yaml newsld\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""The data blocks of a Markdown story."""


def measure() -> str:
    """Return the section of the floors."""
    rows: list[Row | tuple[str, ...]] = []
    sizes = []
    for name, path in (("usual story", USUAL), ("dense story", DENSE)):
        (article,) = newsld.read(path)
        rows += _to_jsonld(name, article)
        sizes.append(_size(name, article))
    rows += [*_in_process(article), *_published(), _memory()]
    return "\n".join([f"{_machine()} Medians of {ROUNDS} interleaved rounds.", "", *sizes, "", table(rows)])


def convert_lines(content: bytes) -> None:
    """Convert the lines of an archive to JSON-LD as an export does, without keeping the results."""
    options = WriteOptions()
    for story in read_stories(
        Source(content), "jsonl", include_info=False, as_records=True, with_article=False
    ):
        assert story.records is not None
        find_format("jsonld").write_line(story.records, options, 1)


def _to_jsonld(name: str, article: NewsArticle) -> Iterator[Row]:
    line = find_format("jsonl").write_line(article, WriteOptions(), 1)
    if name == "usual story":
        archive = list(usual_stories(range(LINES)))
    else:
        url = str(article.url).encode()
        archive = [line.replace(url, b"%s/%d" % (url, number), 1) for number in range(LINES)]
    full, page = to_jsonld(article), to_jsonld(article, full=False)

    def floor() -> None:
        for one in archive:
            orjson.loads(one)
            orjson.dumps(full)

    yield from compare(
        f"{name}: JSONL → checked → JSON-LD bytes (full)",
        in_process(partial(convert_lines, b"".join(archive)), LINES),
        {"orjson.loads of the line + orjson.dumps of the output": in_process(floor, LINES)},
        at_most=8,
    )
    for kind, document in (("full", full), ("page", page)):
        yield from compare(
            f"{name}: article in memory → JSON-LD bytes ({kind})",
            in_process(partial(write_jsonld, article, WriteOptions(jsonld=kind))),  # type: ignore[arg-type]
            {
                "orjson.dumps of the same structure": in_process(
                    partial(orjson.dumps, document, option=orjson.OPT_INDENT_2)
                )
            },
            at_most=8,
        )


def _in_process(article: NewsArticle) -> Iterator[Row]:
    expanded = json.dumps(expand(to_jsonld(article))).encode()
    written = DENSE.read_text("utf-8")
    data = "\n".join([written.split("---\n")[1], *_DATA.findall(written)])
    source = Source(DENSE.read_bytes(), name="story.md")
    tables = [[tuple(map(text_in, row)) for row in rows] for rows in rows_of(article, article_key(article))]
    yield from compare(
        "Markdown source → article",
        in_process(lambda: list(read_stories(source, "markdown", include_info=False))),
        {"PyYAML's C loader on its data": in_process(lambda: yaml.load(data, Loader=yaml.CSafeLoader))},
    )
    yield from compare(
        "article → N-Quads",
        in_process(lambda: write_nquads(article, WriteOptions())),
        {
            "pyoxigraph parsing the expanded JSON-LD": in_process(
                lambda: list(pyoxigraph.parse(expanded, format=pyoxigraph.RdfFormat.JSON_LD))
            )
        },
        at_most=1,
    )
    yield from compare(
        "article → CSV rows as bytes",
        in_process(lambda: to_rows(article)),
        {"csv.writer on the same rows, ready": in_process(partial(_by_csv, tables))},
    )


def _published() -> Iterator[Row]:
    """Compare checks of published JSON-LD, and embedding."""
    several = articles(CHECKED)
    inputs = {
        f"{CHECKED} articles of other publishers, 20 kB": (several, ("default", "google")),
        "one of them again and again": (several[:1], ("default",)),
        "an indented page of newsld, 14 kB": ([completed_page_data("asylum")], ("default",)),
    }
    for name, (contents, profiles) in inputs.items():
        for profile in profiles:
            yield from compare(
                f"check of {name}, profile {profile}",
                in_process(partial(_check, contents, Selection((profile,)).codes()), len(contents)),
                {"orjson.loads of the bytes": in_process(partial(_parse, contents), len(contents))},
                at_most=8,
            )
    (article,) = newsld.read(DENSE)
    insert = build_insert(article)
    page = made_page(PAGE_SIZE)
    block = b'<script type="application/ld+json">' + insert.data + b"</script>\n"
    assert embed_page(page, insert).content is not None
    yield from compare(
        "embed the dense story into a page of 80 kB, and verify it",
        in_process(partial(embed_page, page, insert)),
        {"splice the same bytes": in_process(lambda: page.replace(b"</head>", block + b"</head>", 1))},
        at_most=20,
    )


def _check(contents: list[bytes], rules: frozenset[str]) -> None:
    for content in contents:
        assert check(Source(content, name="a.jsonld"), "jsonld", rules=rules) == []


def _parse(contents: list[bytes]) -> None:
    for content in contents:
        orjson.loads(content)


def _by_csv(tables: list[list[TableRow]]) -> None:
    writer = csv.writer(io.StringIO())
    for rows in tables:
        writer.writerows(rows)


def _memory() -> tuple[str, ...]:
    """Peak memory of a whole export of a large archive, next to that of a small one."""
    script = (
        "import resource, sys; from newsld.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    peaks = []
    for lines in PEAKS:
        with tempfile.TemporaryDirectory() as folder:
            archive = write_archive(Path(folder, "archive.jsonl"), range(lines))
            arguments = ["export", str(archive), "-f", "jsonld", "-o", str(Path(folder, "out"))]
            done = subprocess.run(
                [sys.executable, "-c", script, *arguments], capture_output=True, check=True, text=True
            )
            peaks.append(int(done.stderr.split()[-1]) // 1024)
    small, large = PEAKS
    return (
        f"peak memory, export of {large:,} usual stories to JSON-LD",
        f"{peaks[1]} MiB",
        f"the same of {small:,}",
        f"{peaks[0]} MiB",
        f"{peaks[1] / peaks[0]:.2f} times as large",
        "flat",
    )


def _size(name: str, article: NewsArticle) -> str:
    """Return how much there is of an article."""
    counts = {
        "people": article.people,
        "organizations": article.organizations,
        "places": article.places,
        "events": article.events,
        "citations": article.citations,
        "mentions": article.mentions,
    }
    line = find_format("jsonl").write_line(article, WriteOptions(), 1)
    output = find_format("jsonld").write_line(article, WriteOptions(), 1)
    things = ", ".join(f"{len(some)} {kind}" for kind, some in counts.items())
    return (
        f"- {name}: {len(article.text) / 1000:.0f} kB of text, {things}; "
        f"{len(line) / 1000:.0f} kB of JSONL, {len(output) / 1000:.0f} kB of full JSON-LD"
    )


def _machine() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = next(islice(names, 1), platform.processor())
    return f"Machine: {platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}, {processor}."
