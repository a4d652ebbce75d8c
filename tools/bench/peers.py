"""Compare jobs with what people use for them today."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import bs4
import extruct
import lxml.html
import orjson
import pyarrow
import pyarrow.csv
import schema_org
from extruct.jsonld import JsonLdExtractor

import newsld
from bench.floors import convert_lines
from bench.plain_stack import fast_stack, typical_stack
from bench.published import articles, made_page, pages
from bench.rounds import Row, Side, compare, in_process, table
from bench.usual_stories import STORY, usual_stories
from newsld.checks.profiles import Selection
from newsld.formats import WriteOptions, find_format
from newsld.formats.jsonld import write as write_jsonld
from newsld.formats.tables.article_rows import rows_of
from newsld.formats.tables.csv import to_rows
from newsld.formats.tables.row_builder import text_in
from newsld.pipeline.embedding import build_insert, embed_page
from newsld.pipeline.flow import check
from newsld.schemaorg.jsonld.iris import article_key
from newsld.syntax.document import Source
from newsld.web.html.page import read_page
from newsld.web.structured_data import extract_items, read_open_graph

LINES = 20
CHECKED = 100
SYNTAXES = 8
"""The pages whose syntaxes are all read: extruct takes a twentieth of a second for each."""


def measure() -> str:
    """Return the section of the peers, and which of them are faster."""
    name, some = pages()
    rows = [*_conversion(), *_typed(), *_tables(), *_checks(), *_reading(some), *_embedding()]
    faster = [row for row in rows if row.theirs < row.ours]
    lines = [
        f"- **{row.other}** takes {row.theirs / row.ours:.2f} of the time of newsld: {row.job}.\n"
        for row in faster
    ]
    text = f"Web pages: {name}.\n\n{table(rows)}"
    return text + ("\nWhere a peer is faster:\n\n" + "".join(lines) if lines else "\nNo peer is faster.\n")


def _conversion() -> Iterator[Row]:
    lines = list(usual_stories(range(LINES)))
    typical, fast = typical_stack(), fast_stack()
    assert orjson.loads(typical(lines[0]))["headline"] == orjson.loads(fast(lines[0]))["headline"]
    yield from compare(
        "usual story: JSONL → checked → full JSON-LD",
        in_process(partial(convert_lines, b"".join(lines)), LINES),
        {
            "pydantic, jsonschema and pyld.compact": in_process(lambda: typical(lines[0])),
            "orjson, jsonschema-rs and a dictionary": in_process(lambda: list(map(fast, lines)), LINES),
        },
    )


def _typed() -> Iterator[Row]:
    """From plain data to typed and checked objects, and from these to JSON-LD for a page."""
    (article,) = newsld.read(STORY)
    line = find_format("jsonl").write_line(article, WriteOptions(), 1)
    page = WriteOptions(jsonld="page")
    document = orjson.loads(write_jsonld(article, page))
    yield from compare(
        "usual story: plain data → typed, checked → JSON-LD for pages",
        in_process(lambda: write_jsonld(newsld.read(line, "jsonl")[0], page)),
        {
            "schema_org-py: its classes → to_jsonld_json": in_process(
                lambda: _typed_node(document).to_jsonld_json()
            )
        },
    )


def _typed_node(value: Any) -> Any:
    """Return JSON-LD as objects of schema_org-py; it has no references, so their names are dropped."""
    if isinstance(value, list):
        return [_typed_node(one) for one in value if not (isinstance(one, dict) and "@type" not in one)]
    if not isinstance(value, dict):
        return value
    kind = getattr(schema_org, value["@type"])
    named = {
        re.sub("([A-Z])", r"_\1", key).lower(): one for key, one in value.items() if not key.startswith("@")
    }
    for key in named.keys() & {"date_published", "date_modified"}:
        named[key] = datetime.fromisoformat(named[key])
    return kind(**{key: _typed_node(one) for key, one in named.items() if not _is_reference(one)})


def _is_reference(value: object) -> bool:
    return isinstance(value, dict) and "@type" not in value


def _tables() -> Iterator[Row]:
    (article,) = newsld.read(STORY)
    tables = rows_of(article, article_key(article))
    columns = [[list(map(text_in, cells)) for cells in zip(*rows, strict=True)] for rows in tables if rows]

    def by_writer() -> None:
        writer = csv.writer(io.StringIO())
        for rows in tables:
            writer.writerows(rows)

    def by_arrow() -> None:
        for some in columns:
            arrays = [pyarrow.array(cells) for cells in some]
            names = [str(number) for number in range(len(arrays))]
            pyarrow.csv.write_csv(pyarrow.table(arrays, names), io.BytesIO())

    yield from compare(
        "usual story: article → rows of all tables → CSV bytes",
        in_process(lambda: to_rows(article)),
        {
            "csv.writer, from the same rows, ready": in_process(by_writer),
            "pyarrow, from the same rows, ready": in_process(by_arrow),
        },
    )


def _checks() -> Iterator[Row]:
    contents = articles(CHECKED)
    rules = Selection(("default",)).codes()

    def ours() -> None:
        for content in contents:
            check(Source(content, name="a.jsonld"), "jsonld", rules=rules)

    folder, vocabulary = os.environ.get("ADOBE_VALIDATOR"), os.environ.get("SCHEMA_ORG")
    node = shutil.which("node")
    if not (folder and vocabulary and node):
        print(
            "Adobe's validator is not measured: it needs node, ADOBE_VALIDATOR and SCHEMA_ORG (see tools/README.md)"
        )
        return
    with tempfile.TemporaryDirectory() as scratch:
        lines = Path(scratch, "articles.jsonl")
        lines.write_bytes(b"\n".join(contents))
        program = Path(__file__).with_name("adobe.mjs")
        with subprocess.Popen(
            [node, str(program), folder, vocabulary, str(lines)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            yield from compare(
                f"check of {CHECKED} articles of other publishers, 20 kB",
                in_process(ours, CHECKED),
                {"Adobe's structured-data-validator, in Node": partial(_ask, process)},
                at_least=1,
            )


def _ask(process: subprocess.Popen[bytes]) -> float:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def _reading(several: Sequence[bytes]) -> Iterator[Row]:
    """JSON-LD of pages found and parsed, by where it is, and all syntaxes of some."""
    peer = JsonLdExtractor()
    kinds: dict[str, list[bytes]] = {"all pages": [*several]}
    for page in several:
        kinds.setdefault(_kind(page), []).append(page)
    goals = {"all pages": 2.0, "every block in the head": 5.0}
    for kind, some in kinds.items():
        yield from compare(
            f"find and parse the JSON-LD of a page: {kind} ({len(some)})",
            _each(some, _blocks),
            {"extruct, JSON-LD only": _each(some, peer.extract), "lxml and orjson": _each(some, _by_lxml)},
            at_least=goals.get(kind),
        )
    some = [*several[:: max(1, len(several) // SYNTAXES)]]
    yield from compare(
        f"read all syntaxes of a page ({len(some)})",
        _each(some, _all_syntaxes),
        {"extruct, all syntaxes": _each(some, partial(extruct.extract, errors="ignore"))},
        at_least=20,
    )


def _each(several: Sequence[bytes], read: Callable[[bytes], object]) -> Side:
    def run() -> None:
        for page in several:
            with suppress(ValueError):  # extruct gives up on a page with one block that is no JSON
                read(page)

    return in_process(run, len(several))


def _kind(content: bytes) -> str:
    page, _ = read_page(content)
    scripts = page.scripts if page is not None else ()
    if not scripts:
        return "no block"
    return "every block in the head" if all(one.in_head for one in scripts) else "blocks in the body"


def _blocks(content: bytes) -> list[Any]:
    page, _ = read_page(content)
    return [_plain(script.content) for script in page.scripts] if page is not None else []


def _by_lxml(content: bytes) -> list[Any]:
    tree = lxml.html.document_fromstring(content)
    return [_plain(one) for one in tree.xpath('//script[@type="application/ld+json"]/text()')]


def _plain(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        return None


def _all_syntaxes(content: bytes) -> None:
    _blocks(content)
    page, _ = read_page(content)
    if page is not None:
        extract_items(page)
        read_open_graph(page)


def _embedding() -> Iterator[Row]:
    (article,) = newsld.read(STORY)
    page, insert = made_page(80_000), build_insert(article)

    def by_lxml() -> bytes:
        tree = lxml.html.document_fromstring(page)
        script = lxml.html.etree.SubElement(tree.find("head"), "script", {"type": "application/ld+json"})
        script.text = insert.data.decode()
        return bytes(lxml.html.tostring(tree, encoding="utf-8"))

    def by_soup() -> bytes:
        soup = bs4.BeautifulSoup(page, "lxml")
        script = soup.new_tag("script", type="application/ld+json")
        script.string = insert.data.decode()
        assert soup.head is not None
        soup.head.append(script)
        return soup.encode()

    assert embed_page(page, insert).content is not None
    yield from compare(
        "embed the usual story into a page of 80 kB, and verify it",
        in_process(lambda: embed_page(page, insert)),
        {
            "lxml: parse, insert, serialize": in_process(by_lxml),
            "Beautiful Soup: the same": in_process(by_soup),
        },
        at_least=8,
    )
