"""WARC and Parquet files are archives: their pages and stories take the way of JSON Lines."""

from __future__ import annotations

import base64
import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

import newsld
from archives import contents, lines, story
from command_line import invoke
from newsld.pipeline.input_paths import walk

PAGE = """<!doctype html><html><head><title>Quay</title>{canonical}<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{headline}",
"articleBody": "The quay is open."}}</script></head><body><p>Open.</p></body></html>"""


def _pages() -> list[tuple[str, str, bytes, str]]:
    """Return pages of a crawl: address, kind, content and status."""
    page = PAGE.format(headline="Quay reopens – today", canonical="")
    return [
        ("https://news.example/1", "text/html; charset=utf-8", page.encode(), "200 OK"),
        ("https://news.example/robots.txt", "text/plain", b"User-agent: *", "200 OK"),
        ("https://news.example/2", "text/html; charset=windows-1252", page.encode("windows-1252"), "200 OK"),
        ("https://news.example/gone", "text/html", page.encode(), "404 Not Found"),
        ("https://news.example/about", "text/html", b"<!doctype html><title>About</title><p>Us.</p>", "200 OK"),
        ("https://news.example/3", "text/html", PAGE.format(
            headline="Quay", canonical='<link rel="canonical" href="https://news.example/three">').encode(), "200 OK"),
    ]  # fmt: skip


def _record(kind: str, address: str, content_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-03-04T18:20:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(block):012}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _warc(path: Path) -> Path:
    """Write a crawl, as ISO 28500 has it: each record is a gzip member."""
    pytest.importorskip("warcio", reason="needs newsld[warc]")
    records = [_record("warcinfo", "urn:crawl", "application/warc-fields", b"software: a test\r\n")]
    for address, kind, content, status in _pages():
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        http = "application/http; msgtype="
        records.append(_record("request", address, f"{http}request", b"GET / HTTP/1.1\r\n\r\n"))
        records.append(_record("response", address, f"{http}response", head.encode() + content))
    path.write_bytes(b"".join(gzip.compress(one) if path.suffix == ".gz" else one for one in records))
    return path


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_each_page_of_a_crawl_is_read_with_its_address(name: str, tmp_path: Path) -> None:
    """Responses that are HTML and were found; other encodings; a page without a story is information."""
    crawl = _warc(tmp_path / name)
    found = newsld.load(crawl)
    assert [article.headline for article in found.articles] == [
        "Quay reopens – today",
        "Quay reopens – today",
        "Quay",
    ]
    assert [article.url for article in found.articles[:2]] == [
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert not [finding for finding in found.findings if finding.severity == "error"]
    about = [
        finding for finding in found.findings if finding.message.startswith("https://news.example/about: ")
    ]
    assert [(one.code, one.severity, one.line) for one in about] == [("NLD-SYN-006", "info", 3)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_crawl_is_exported_like_any_archive(jobs: int, tmp_path: Path) -> None:
    """To lines and tables, in shards, from standard input, and from a folder."""
    crawl = _warc(tmp_path / "crawl.warc.gz")
    done = invoke("export", crawl, "-o", tmp_path / "out", "-f", "jsonl,csv", "-j", jobs)
    assert done.exit_code == 0, done.output
    written = (tmp_path / "out" / "crawl.jsonl").read_bytes()
    assert written.count(b"\n") == 3
    assert invoke("export", "-", "-o", "-", "-f", "jsonl", stdin=crawl.read_bytes()).stdout_bytes == written
    done = invoke("export", crawl, "-o", tmp_path / "parts", "-f", "jsonl", "--shards", 2, "-j", jobs)
    assert done.exit_code == 0, done.output
    parts = contents(tmp_path / "parts")
    assert b"".join(content for name, content in parts.items() if name.endswith(".jsonl")) == written
    found = walk([str(tmp_path)], output=tmp_path / "out", exclude=["parts"], folder=tmp_path)
    assert [one.name for one in found] == [crawl.as_posix()]


def test_a_crawl_that_was_cut_off_gives_its_first_pages(tmp_path: Path) -> None:
    """The finding is at the first page that is lost."""
    crawl = _warc(tmp_path / "crawl.warc.gz")
    crawl.write_bytes(crawl.read_bytes()[:-30])
    done = invoke("check", crawl, "-f", "json")
    assert ("NLD-SYN-022", 4) in [(one["code"], one["line"]) for one in json.loads(done.output)]


@pytest.mark.parametrize("damage", ["WARC-Type", "WARC-Target-URI", "HTTP/1.1", "Content-Type", "200 OK"])
def test_a_damaged_record_is_a_finding_or_is_skipped(damage: str, tmp_path: Path) -> None:
    """Whatever the package for crawls raises about a record without one of its parts."""
    crawl = _warc(tmp_path / "crawl.warc")
    crawl.write_bytes(crawl.read_bytes().replace(damage.encode(), b""))
    codes = {finding.code for finding in newsld.load(crawl).findings}
    assert "NLD-INT-001" not in codes


def test_a_record_without_its_length_is_no_defect(tmp_path: Path) -> None:
    """It cannot be seen whether such a record was cut off."""
    crawl = _warc(tmp_path / "crawl.warc")
    crawl.write_bytes(
        re.sub(rb"Content-Length: \d+\r\n\r\nHTTP", b"X-Length: 1\r\n\r\nHTTP", crawl.read_bytes())
    )
    found = newsld.load(crawl)
    assert "NLD-INT-001" not in [finding.code for finding in found.findings]


def _parquet(path: Path, columns: dict[str, list[Any]]) -> Path:
    pyarrow = pytest.importorskip("pyarrow", reason="needs newsld[parquet]")
    from pyarrow import parquet

    parquet.write_table(pyarrow.table(columns), path)
    return path


@pytest.mark.parametrize("column", ["story", "json", "anything"])
def test_stories_in_a_parquet_file_are_those_of_json_lines(column: str, tmp_path: Path) -> None:
    """The same outputs and findings, in whatever the column is called if it is the only one."""
    rows = [json.dumps(story(number), indent=1) for number in range(40)] + ["{}", '{"newsld": 2}']
    table = _parquet(tmp_path / "archive.parquet", {column: rows})
    plain = tmp_path / "plain" / "archive.jsonl"
    plain.parent.mkdir()
    plain.write_bytes(b"".join(json.dumps(json.loads(row)).encode() + b"\n" for row in rows))
    for one, out in ((table, "a"), (plain, "b")):
        assert invoke("export", one, "-o", tmp_path / out, "-f", "jsonl,csv").exit_code == 1
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    codes = [
        [(one["code"], one["line"]) for one in json.loads(invoke("check", path, "-f", "json").output)]
        for path in (table, plain)
    ]
    assert codes[0] == codes[1] != []


def test_pages_in_a_parquet_file_and_in_lines_are_the_same(tmp_path: Path) -> None:
    """As text and as bytes, in a table and in JSON Lines."""
    pages = [(address, content) for address, kind, content, _ in _pages() if kind.startswith("text/html")]
    table = _parquet(
        tmp_path / "crawl.parquet",
        {"n": list(range(len(pages))), "url": [one for one, _ in pages], "html": [html for _, html in pages]},
    )
    archive = tmp_path / "crawl.jsonl.gz"
    rows = [{"url": address, "htmlBase64": base64.b64encode(html).decode()} for address, html in pages]
    archive.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    found = newsld.load(table)
    assert found.articles == newsld.load(archive).articles
    assert len(found.articles) >= 3


@pytest.mark.parametrize(
    ("content", "module", "extra"),
    [(b"WARC/1.0\r\n", "warcio", "warc"), (b"PAR1", "pyarrow", "parquet")],
)
def test_without_the_package_the_message_says_how_to_get_it(
    content: bytes, module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 2."""
    for loaded in [one for one in sys.modules if one.partition(".")[0] == module]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / f"a.{extra}").write_bytes(content)
    done = invoke("check", tmp_path / f"a.{extra}")
    assert (done.exit_code, f"pip install 'newsld[{extra}]'" in done.stderr) == (2, True), done.output


def test_a_table_without_stories_says_what_it_needs(tmp_path: Path) -> None:
    """And damaged files are findings."""
    table = _parquet(tmp_path / "other.parquet", {"a": [1], "b": ["x"]})
    done = invoke("check", table)
    assert (done.exit_code, "name one story (JSON), or html" in done.stderr) == (2, True), done.output
    table.write_bytes(table.read_bytes()[:20])
    done = invoke("check", table, "-f", "json")
    assert [(one["code"], one["line"]) for one in json.loads(done.output)] == [("NLD-SYN-022", 1)]
    done = invoke("check", "-", stdin=b"PAR1" + b"x" * 100)
    assert (done.exit_code, "cannot be read from a pipe" in done.stderr) == (2, True), done.output


def test_a_line_that_only_resembles_a_page_is_none(tmp_path: Path) -> None:
    """A page has html, url and nothing else; its base64 may be damaged."""
    rows = [b'{"html": "<p>x</p>", "more": 1}', b'{"htmlBase64": "%%%"}', b'{"html": 7}', *lines(1)]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(rows))
    found = newsld.load(tmp_path / "a.jsonl")
    assert len(found.articles) == 1
    assert {finding.code for finding in found.findings if finding.severity == "error"} & {
        "NLD-INT-001"
    } == set()
