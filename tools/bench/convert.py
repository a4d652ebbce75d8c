"""The benchmark: every job beside a floor measured in the same run, as a ratio.

Run it with `make bench`. It prints the table of docs/explanation/performance.md; `--write` puts it
there. The way to JSON-LD is measured on two articles, one of the usual size and the dense one of
fixtures/stories/asylum, all else on the dense one; each line of an archive has an address of its own. Rounds of a job
and of its floor take turns, and the medians of CPU time are compared, so that a machine that slows down slows both.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
import pyoxigraph
import yaml

import newsld
from newsld.formats import WriteOptions, find_format
from newsld.formats.jsonld import write as write_jsonld
from newsld.formats.nquads import write as write_nquads
from newsld.formats.tables.article_rows import rows_of
from newsld.formats.tables.csv import to_rows
from newsld.formats.tables.row_builder import TableRow
from newsld.model import NewsArticle
from newsld.pipeline.flow import read_stories
from newsld.schemaorg.jsonld.iris import article_key
from newsld.schemaorg.jsonld.processor import expand
from newsld.schemaorg.jsonld.writer import to_jsonld
from newsld.syntax.document import Source

ROOT = Path(__file__).resolve().parents[2]
STORY = ROOT / "fixtures" / "stories" / "asylum" / "story.md"
ARTICLES = {"usual story": ROOT / "fixtures" / "bench" / "ferry.md", "dense story": STORY}
PAGE = ROOT / "docs" / "explanation" / "performance.md"
_DATA = re.compile(r"^```yaml newsld\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""The data blocks of a Markdown story."""
START, END = "<!-- measured -->\n", "<!-- /measured -->\n"
LINES = 20
ROUNDS = 11
PEAK_LINES = 2000


@dataclass(frozen=True)
class Row:
    """A job and its floor: seconds of CPU, and what the ratio is to be."""

    job: str
    floor: str
    ours: float
    theirs: float
    target: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the table's row."""
        ratio = self.ours / self.theirs
        return (self.job, _time(self.ours), self.floor, _time(self.theirs), f"{ratio:.1f}", self.target)


def main() -> None:
    """Measure everything, print the table, and write it into the docs when asked to."""
    (article,) = newsld.read(STORY)
    gc.freeze()
    # As the commands do: articles make no circles, and looking for some costs a quarter of all time.
    gc.set_threshold(100_000, 20, 100)
    rows: list[Row | tuple[str, ...]] = []
    sizes = []
    for name, path in ARTICLES.items():
        (measured,) = newsld.read(path)
        rows += _to_jsonld(name, measured)
        sizes.append(_size(name, measured))
    table = _table([*rows, *_in_process(article), *_processes(), _memory(article)], sizes)
    print(table)
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text("utf-8")
        head, tail = page.split(START)[0], page.split(END)[1]
        PAGE.write_text(f"{head}{START}{table}{END}{tail}", "utf-8")


def _to_jsonld(name: str, article: NewsArticle) -> list[Row]:
    """Compare reading, checking and writing an article with orjson on the same data."""
    archive = [
        find_format("jsonl").write_line(
            article.model_copy(update={"url": f"{article.url}/{number}"}), WriteOptions(), 1
        )
        for number in range(LINES)
    ]
    content = b"".join(archive)
    full, page = to_jsonld(article), to_jsonld(article, full=False)
    return [
        _compare(
            f"{name}: JSONL → checked → JSON-LD bytes (full)",
            "orjson.loads of the line + orjson.dumps of the output",
            lambda: _convert(content),
            lambda: _floor(archive, full),
            target="≤ 8",
            per=LINES,
        ),
        _compare(
            f"{name}: article in memory → JSON-LD bytes (full)",
            "orjson.dumps of the same structure",
            lambda: write_jsonld(article, WriteOptions()),
            lambda: orjson.dumps(full, option=orjson.OPT_INDENT_2),
            target="≤ 8",
        ),
        _compare(
            f"{name}: article in memory → JSON-LD bytes (page)",
            "orjson.dumps of the same structure",
            lambda: write_jsonld(article, WriteOptions(jsonld="page")),
            lambda: orjson.dumps(page, option=orjson.OPT_INDENT_2),
            target="≤ 8",
        ),
    ]


def _in_process(article: NewsArticle) -> list[Row]:
    expanded = json.dumps(expand(to_jsonld(article))).encode()
    written = STORY.read_text("utf-8")
    data = "\n".join([written.split("---\n")[1], *_DATA.findall(written)])
    source = Source(STORY.read_bytes(), name="story.md")
    tables = rows_of(article, article_key(article))
    return [
        _compare(
            "Markdown source → article",
            "PyYAML's C loader on its data",
            lambda: list(read_stories(source, "markdown", include_info=False)),
            lambda: yaml.load(data, Loader=yaml.CSafeLoader),
        ),
        _compare(
            "article → N-Quads",
            "pyoxigraph parsing the expanded JSON-LD",
            lambda: write_nquads(article, WriteOptions()),
            lambda: list(pyoxigraph.parse(expanded, format=pyoxigraph.RdfFormat.JSON_LD)),
            target="< 1",
        ),
        _compare(
            "article → CSV rows as bytes",
            "csv.writer on the same rows, ready",
            lambda: to_rows(article),
            lambda: _by_csv(tables),
        ),
    ]


def _convert(content: bytes) -> None:
    """Convert the lines of an archive as an export does, without keeping the results."""
    options = WriteOptions()
    for story in read_stories(Source(content), "jsonl", include_info=False, as_records=True):
        assert story.writable is not None
        find_format("jsonld").write_line(story.writable, options, 1)


def _floor(archive: list[bytes], full: dict[str, object]) -> None:
    for line in archive:
        orjson.loads(line)
        orjson.dumps(full)


def _by_csv(tables: list[list[TableRow]]) -> None:
    writer = csv.writer(io.StringIO())
    for rows in tables:
        writer.writerows(rows)


def _compare(
    job: str,
    floor: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    target: str = "",
    per: int = 1,
) -> Row:
    """Time both in turns, each often enough in a round for the clock to see it."""
    often = {side: max(1, int(0.03 / max(_once(side), 1e-6))) for side in (ours, theirs)}
    taken: dict[Callable[[], object], list[float]] = {ours: [], theirs: []}
    for _ in range(ROUNDS):
        for side in (ours, theirs):
            start = time.process_time()
            for _ in range(often[side]):
                side()
            taken[side].append((time.process_time() - start) / often[side] / per)
    return Row(job, floor, statistics.median(taken[ours]), statistics.median(taken[theirs]), target)


def _once(side: Callable[[], object]) -> float:
    side()
    start = time.process_time()
    side()
    return time.process_time() - start


def _processes() -> list[Row]:
    """Whole commands beside an interpreter that does nothing."""
    python = [sys.executable, "-c", "pass"]
    rows = []
    for job, target, command in (
        ("newsld --help", "≤ 5", ["--help"]),
        ("newsld check of one file", "", ["check", str(STORY)]),
    ):
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(
                _spent(
                    [sys.executable, "-c", "from newsld.cli import main; main(prog_name='newsld')", *command]
                )
            )
            theirs.append(_spent(python))
        rows.append(Row(job, "bare python", statistics.median(ours), statistics.median(theirs), target))
    return rows


def _spent(command: list[str]) -> float:
    """Seconds of CPU that a command takes, as the system counts them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _memory(article: NewsArticle) -> tuple[str, ...]:
    """Peak memory of a whole export of a large archive, beside that of a small one."""
    peaks = []
    for lines in (PEAK_LINES // 10, PEAK_LINES):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder, "archive.jsonl")
            with archive.open("wb") as stream:
                for number in range(lines):
                    named = article.model_copy(update={"url": f"{article.url}/{number}"})
                    stream.write(
                        find_format("jsonl").write_line(named, WriteOptions(), 1).rstrip(b"\n") + b"\n"
                    )
            script = (
                "import resource, sys; from newsld.cli import main\n"
                "try: main()\n"
                "except SystemExit: pass\n"
                "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
            )
            command = ["export", str(archive), "-f", "jsonld", "-o", str(Path(folder, "out"))]
            done = subprocess.run(
                [sys.executable, "-c", script, *command], capture_output=True, check=True, text=True
            )
            peaks.append(int(done.stderr.split()[-1]) // 1024)
    return (
        f"peak memory, export of {PEAK_LINES:,} articles to JSON-LD",
        f"{peaks[1]} MiB",
        f"the same of {PEAK_LINES // 10:,}",
        f"{peaks[0]} MiB",
        f"{peaks[1] / peaks[0]:.1f}",
        "flat",
    )


def _size(name: str, article: NewsArticle) -> str:
    """How much there is of an article."""
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
    told = ", ".join(f"{len(things)} {kind}" for kind, things in counts.items())
    return (
        f"- {name}: {len(article.text) / 1000:.0f} kB of text, {told}; "
        f"{len(line) / 1000:.0f} kB of JSONL, {len(output) / 1000:.0f} kB of full JSON-LD"
    )


def _table(rows: list[Row | tuple[str, ...]], sizes: list[str]) -> str:
    cells = [row.cells if isinstance(row, Row) else row for row in rows]
    head = ("job", "CPU time", "floor", "CPU time", "ratio", "to reach")
    lines = [f"| {' | '.join(line)} |" for line in (head, ("---",) * len(head), *cells)]
    machine = (
        f"{platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}, {_processor()}"
    )
    return "\n".join(
        [f"Machine: {machine}. Medians of {ROUNDS} interleaved rounds.", "", *sizes, "", *lines, ""]
    )


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    names = (
        [line for line in facts.read_text().splitlines() if line.startswith("model name")]
        if facts.exists()
        else []
    )
    return names[0].partition(":")[2].strip() if names else platform.processor()


def _time(seconds: float) -> str:
    return f"{seconds * 1e6:,.0f} µs" if seconds < 0.01 else f"{seconds * 1e3:,.0f} ms"


if __name__ == "__main__":
    main()
