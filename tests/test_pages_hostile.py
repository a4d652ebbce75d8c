"""Pages and markup that are sent to hurt: a finding and the right exit status, no traceback, and nothing fetched.

The suite forbids sockets (conftest.py); time and memory are bounded by the sizes here, which a reader that grows faster
than its input would not survive.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from command_line import invoke
from newsld.formats import FORMATS

EVERY = ",".join(one.name for one in FORMATS if one.writes and one.name != "news-sitemap")
CONTEXT = "https://schema.org"
HEADLINE = "Quay reopens"


def page(*blocks: Any, head: str = "", body: str = "") -> bytes:
    """A page with these blocks, each data or the text of a script."""
    scripts = "".join(
        f'<script type="application/ld+json">{block if isinstance(block, str) else json.dumps(block)}</script>\n'
        for block in blocks
    )
    return f"<!doctype html><html><head><title>x</title>{head}{scripts}</head><body>{body}</body></html>".encode()


def article(**terms: Any) -> dict[str, Any]:
    """An article that says this besides its headline."""
    return {"@context": CONTEXT, "@type": "NewsArticle", "headline": HEADLINE, **terms}


def with_context(context: Any) -> dict[str, Any]:
    """An article whose names mean what somebody else says."""
    return {**article(), "@context": context}


def ring(number: int) -> list[dict[str, Any]]:
    """Things that are part of each other, all round."""
    return [{"@id": f"#{n}", "isPartOf": {"@id": f"#{(n + 1) % number}"}} for n in range(number)]


def clique(number: int) -> list[dict[str, Any]]:
    """Blank nodes of which each names every other: nothing tells one from another."""
    return [{"@id": f"_:{n}", "knows": [{"@id": f"_:{m}"} for m in range(number)]} for n in range(number)]


def nested(depth: int) -> str:
    """An article with parts within parts."""
    return '{"@type":"NewsArticle","hasPart":' * depth + "1" + "}" * depth


PAGES: dict[str, tuple[bytes, str | None, bool]] = {
    "a million nested tags": (page(article(), body="<div>" * 1_000_000), None, True),
    "half a million nested items": (page(body="<i itemscope itemprop=x>" * 300_000), "NLD-SYN-006", False),
    "tags that never close": (page(article(), body="<a " * 300_000 + "<!--" * 300_000), None, True),
    "a script that never closes": (
        page(article()).replace(b"</script>", b"") + b"<p>" * 300_000,
        "NLD-SYN-017",
        True,
    ),
    "a million attributes": (
        page(article(), body="<p " + " ".join(f"a{n}" for n in range(500_000)) + ">"),
        None,
        True,
    ),
    "a thousand scripts": (page(article(), *["{" for _ in range(1_000)]), "NLD-SYN-001", True),
    "a block of 10 MB": (page(article(articleBody="The quay is open. " * 550_000)), None, True),
    "a block of 10 MB that is no JSON": (page(article(), "{" + '"a": ' * 2_000_000), "NLD-SYN-001", True),
    "a long list": (page([article(), [7] * 200_000]), None, True),
    "blocks within blocks": (page(article(), nested(5_000)), "NLD-SYN-004", True),
    "names all round": (
        page(article(isPartOf={"@id": "#0"}), {"@context": CONTEXT, "@graph": ring(3_000)}),
        None,
        True,
    ),
    "itself": (
        page(article(**{"@id": "#a", "isPartOf": {"@id": "#a"}, "author": {"@id": "#a"}})),
        None,
        True,
    ),
    "blank nodes that nothing tells apart": (
        page(article(author={"@id": "_:0"}), {"@context": CONTEXT, "@graph": clique(24)}),
        None,
        True,
    ),
    "a context on this machine": (page(with_context("http://127.0.0.1:8080/c.jsonld")), "NLD-SYN-005", True),
    "a context in a file": (page(with_context("file:///etc/passwd")), "NLD-SYN-005", True),
    "a context beside": (page(with_context("../context.jsonld")), "NLD-SYN-005", True),
    "a context that imports": (
        page(with_context({"@vocab": "http://schema.org/", "@import": "http://127.0.0.1/c"})),
        "NLD-SYN-005",
        True,
    ),
    "a context of a term": (
        page(with_context([CONTEXT, {"by": {"@id": "schema:author", "@context": "http://127.0.0.1/c"}}])),
        None,
        True,
    ),
    "contexts within contexts": (
        page({**article(), "author": {"@context": "file:///etc/passwd", "name": "Mara Lunn"}}),
        "NLD-SYN-005",
        True,
    ),
    "a base that is no address": (
        page(article(author={"@id": "#a"}), head='<base href="http://[::1">'),
        None,
        True,
    ),
    "keys twice": (
        page('{"@type": "NewsArticle", "headline": "x", "headline": "Quay reopens"}'),
        "NLD-SYN-002",
        True,
    ),
    "half a surrogate pair": (
        page('{"@type": "NewsArticle", "headline": "Quay reopens \\ud800"}'),
        "NLD-SYN-008",
        True,
    ),
    "a number without end": (
        page('{"@type": "NewsArticle", "headline": "Quay reopens", "wordCount": ' + "9" * 99_999 + "}"),
        "NLD-SYN-003",
        True,
    ),
    "UTF-16": (b"\xff\xfe" + page(article()).decode().encode("utf-16-le"), None, True),
    "UTF-16 without a sign": (page(article()).decode().encode("utf-16-be"), "NLD-SYN-001", False),
    "gzip by mistake": (gzip.compress(page(article()), mtime=0), "NLD-SYN-001", False),
    "nothing": (b"", "NLD-SYN-012", False),
    "noise": (bytes(range(256)) * 400, "NLD-SYN-006", False),
    "NUL": (page(article(description="a\0b")), None, True),
}
"""Pages, the code of what is said of each, if anything has to be, and whether their article is read."""


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_are_checked(tmp_path: Path, name: str) -> None:
    """The check says what is wrong, and nothing is raised."""
    content, code, _ = PAGES[name]
    (tmp_path / "page.html").write_bytes(content)
    done = invoke("check", tmp_path / "page.html", "-f", "json")
    report = json.loads(done.stdout)
    assert code is None or code in {one["code"] for one in report}
    assert done.exit_code == any(one["severity"] == "error" for one in report)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_are_exported(tmp_path: Path, name: str) -> None:
    """What can be read of them goes into every format, and the exit status says whether something was lost."""
    content, code, is_read = PAGES[name]
    (tmp_path / "page.html").write_bytes(content)
    asked = ["export", str(tmp_path / "page.html"), "-o", str(tmp_path / "out"), "-f", EVERY]
    done = invoke(*asked)
    assert code is None or code in done.stderr
    assert done.exit_code == ("error" in done.stderr)
    written = {path.suffix for path in (tmp_path / "out").glob("page*")}
    if not is_read:
        assert not written and done.exit_code == 1
    elif name == "NUL":
        assert written == {".yaml", ".json", ".jsonl", ".jsonld", ".nq"} and done.exit_code == 1
    else:
        assert written == {".md", ".yaml", ".json", ".jsonl", ".jsonld", ".nq"}
        assert HEADLINE.encode() in (tmp_path / "out" / "page.md").read_bytes()


@pytest.mark.parametrize("command", [["check"], ["export", "-o", "out", "-f", "yaml"]])
def test_a_page_that_is_too_large_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """100 MB are refused by the size of the file; the file here has no content that could be read in the time."""
    monkeypatch.chdir(tmp_path)
    with Path("page.html").open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    def unread(_: Path) -> bytes:
        raise AssertionError("it was read")

    monkeypatch.setattr(Path, "read_bytes", unread)
    done = invoke(command[0], "page.html", *command[1:])
    assert done.exit_code == 1
    assert "NLD-SYN-004" in done.output
    assert "104,857,600 bytes" in done.output


def test_of_a_stream_that_is_too_large_no_more_is_read_than_shows_that() -> None:
    """Standard input has no size to ask for: reading stops behind the limit."""
    limit = 32 * 1024 * 1024
    content = b"<!doctype html>" + bytes(limit + 4096)
    done = invoke("check", "-", "--stdin-filename", "page.html", stdin=content)
    assert done.exit_code == 1
    assert "NLD-SYN-004" in done.stdout
