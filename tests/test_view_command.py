"""`newsld view`: one page, a folder of pages, and a site with an index that merges entities by their addresses only."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from lxml import html
from pyld import jsonld

import newsld
from command_line import invoke
from embedding_cases import HOSTILE, hostile_story
from newsld.views.page.site import SITE_PAGES
from stories import FOLDER, fixture_paths

ASYLUM = str(FOLDER / "asylum" / "story.md")

_run = partial(invoke, "view")


def _story(headline: str, **data: Any) -> str:
    return json.dumps({"newsld": 2, "headline": headline, "body": "Words of Ann.", **data})


def test_one_story_gives_one_page(tmp_path: Path) -> None:
    """In the file that is named, on standard output, and equal in both."""
    page = tmp_path / "page.html"
    done = _run(ASYLUM, "-o", str(page))
    assert (done.exit_code, done.stdout.strip()) == (0, page.as_posix())
    assert _run(ASYLUM, "-o", "-").stdout == page.read_text("utf-8")
    assert _run("-", "-o", "-", stdin=Path(ASYLUM).read_text("utf-8")).stdout.count("chain-23") >= 1


def test_several_stories_give_pages_without_an_index(tmp_path: Path) -> None:
    """A page each, with the name of the input; stories of one input are numbered."""
    first, lines = tmp_path / "one.json", tmp_path / "many.jsonl"
    first.write_text(_story("One"), "utf-8")
    lines.write_text(_story("Two") + "\n" + _story("Three") + "\n", "utf-8")
    done = _run(str(first), str(lines), "-o", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    found = {path.name: path.read_text("utf-8") for path in sorted((tmp_path / "out").iterdir())}
    titles = {name: html.document_fromstring(text).findtext(".//title") for name, text in found.items()}
    assert titles == {"one.html": "One", "many.html": "Two", "many.2.html": "Three"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are not UTF-8")
def test_the_index_links_to_a_page_whose_name_is_in_no_encoding(tmp_path: Path) -> None:
    """The address has the bytes of the name, percent-encoded."""
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xff?#quay.json")).write_text(_story("One"), "utf-8")
    done = _run(str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    (link,) = [one for one in re.findall(r'href="([^"]*)"', index) if "quay" in one]
    assert "%FF%3F%23quay" in link
    assert Path(os.fsdecode(os.fsencode(tmp_path / "out") + b"/" + unquote_to_bytes(link))).is_file()


def test_a_story_with_an_error_has_no_page(tmp_path: Path) -> None:
    """Its findings go to standard error, the others are written, and the status is 1."""
    (tmp_path / "good.json").write_text(_story("Good"), "utf-8")
    (tmp_path / "bad.json").write_text(_story("Bad", author="nobody"), "utf-8")
    done = _run(str(tmp_path), "-o", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "nobody" in done.stderr and "good.html" in done.stdout and "bad.html" not in done.stdout
    assert _run(str(tmp_path / "bad.json"), "-o", "-").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([ASYLUM], "-o is missing"),
        ([ASYLUM, "-o", ""], "is empty"),
        ([str(FOLDER), "-o", "-"], "name a folder"),
        ([str(FOLDER / "none.md"), "-o", "-"], "none.md"),
    ],
)
def test_a_wrong_call_says_what_to_do(arguments: list[str], message: str) -> None:
    """With status 2."""
    done = _run(*arguments)
    assert done.exit_code == 2 and message in done.stderr


def test_no_page_replaces_its_story(tmp_path: Path) -> None:
    """The output may have the name of the input."""
    page = tmp_path / "story.html"
    data = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"H"}'
    page.write_text(f'<script type="application/ld+json">{data}</script>', "utf-8")
    before = page.read_bytes()
    for output in (page, tmp_path):
        done = _run(str(page), "-o", str(output))
        assert done.exit_code == 2 and "story.html" in done.stderr
    assert page.read_bytes() == before


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all fixture stories."""
    folder = tmp_path_factory.mktemp("site")
    done = _run(str(FOLDER), "-o", str(folder))
    assert done.exit_code == 0, done.output
    return folder


def test_a_folder_gives_a_site_without_dead_links(site: Path) -> None:
    """Every link between its pages leads to a file, and every story is in the index."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == len(fixture_paths()) + len(SITE_PAGES)
    linked: set[Path] = set()
    for page in pages:
        for link in html.document_fromstring(page.read_text("utf-8")).xpath("//@href"):
            if not link.startswith(("#", "http")):
                target = (page.parent / link).resolve()
                assert target.is_file(), (page, link)
                linked.add(target)
    assert {page.resolve() for page in pages} <= linked


def test_the_one_script_of_an_index_is_the_one_that_its_policy_allows(site: Path) -> None:
    """By its hash; the field for searching is hidden without it."""
    for name in set(SITE_PAGES.values()) - {"audit.html"}:
        text = (site / name).read_text("utf-8")
        (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}'" in html.document_fromstring(text).xpath("//meta/@content")[0]
        assert '<div id="search" role="search" hidden>' in text
        assert "<script" not in text.replace(f"<script>{script}</script>", "")


def test_the_graph_has_every_entity_once(site: Path) -> None:
    """It is JSON-LD, and no node and no address occurs twice."""
    data = json.loads((site / "entities.jsonld").read_text("utf-8"))
    nodes = data["@graph"]
    ids = [node["@id"] for node in nodes]
    same = [one for node in nodes for one in (node["@id"], *node.get("sameAs", []))]
    assert ids and len(ids) == len(set(ids)) and len(same) == len(set(same))
    context = {"@vocab": "https://schema.org/", "sameAs": {"@type": "@id"}}
    assert len(jsonld.expand({**data, "@context": context})) == len(nodes)


def test_entities_are_merged_by_address_and_never_by_name(tmp_path: Path) -> None:
    """Two with one address are one, also over a third; two with one name are listed together, and not in the graph."""
    people = [
        {"ann": {"name": "Ann", "sameAs": "https://a.example/1"}},
        {"ann": {"name": "Ann A.", "sameAs": ["https://a.example/1", "https://b.example/1"]}},
        {"other": {"name": "A. Ann", "url": "https://b.example/1"}},
        {"ann": {"name": "Ann"}},
        {"ann": {"name": "Ann"}},
        {"ann": {"name": "Ann", "anonymous": True, "sameAs": "https://a.example/1"}},
    ]
    for number, some in enumerate(people):
        (tmp_path / f"{number}.json").write_text(
            _story(f"S{number}", people=some, url=f"https://h.example/{number}", author=list(some)), "utf-8"
        )
    assert _run(str(tmp_path), "-o", str(tmp_path / "out")).exit_code == 0
    graph = json.loads((tmp_path / "out" / "entities.jsonld").read_text("utf-8"))["@graph"]
    (node,) = graph
    assert (node["@id"], node["name"], node["alternateName"], node["sameAs"]) == (
        "https://a.example/1", "Ann", ["Ann A.", "A. Ann"], ["https://b.example/1"],
    )  # fmt: skip
    assert [one["headline"] for one in node["subjectOf"]] == ["S0", "S1", "S2"]
    page = html.document_fromstring((tmp_path / "out" / "people.html").read_text("utf-8"))
    rows = [" ".join(one.text_content().split()) for one in page.xpath("//li[@data-row]")]
    assert len(rows) == 3
    assert any("same name" in row and "S3" in row and "S4" in row for row in rows)
    assert any("not named" in row and "S5" in row for row in rows)


def test_processes_give_the_same_site(site: Path, tmp_path: Path) -> None:
    """Byte for byte, whatever their number."""
    assert _run(str(FOLDER), "-o", str(tmp_path), "--jobs", "2").exit_code == 0
    files = [path.relative_to(site) for path in sorted(site.rglob("*")) if path.is_file()]
    assert files == [path.relative_to(tmp_path) for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    for name in files:
        assert (site / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_no_text_becomes_markup_in_an_index(tmp_path: Path) -> None:
    """Hostile texts in every field of stories: the elements are those of a site with plain texts."""

    def pages(name: str, *texts: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "story.json").write_bytes(newsld.write(hostile_story(*texts), "json"))
        assert _run(str(folder), "-o", str(folder / "out")).exit_code == 0
        found = {}
        for page in SITE_PAGES.values():
            tree = html.document_fromstring((folder / "out" / page).read_text("utf-8"))
            assert len(tree.xpath("//script")) == (page != "audit.html")
            assert all(
                re.match(r"#|https?://|[a-z/]+\.(html|jsonld)\Z", one) for one in tree.xpath("//@href")
            )
            elements = [
                (one.tag, tuple(sorted(one.attrib))) for one in tree.iter() if isinstance(one.tag, str)
            ]
            found[page] = sorted(elements)  # the order of the entries depends on their names
        return found

    texts = list(HOSTILE.values())
    for number in range(0, len(texts), 7):
        turned = [*texts[number:], *texts[:number]]
        plain = [f"plain {place}" for place, _ in enumerate(turned)]
        assert pages(f"hostile{number}", *turned) == pages(f"plain{number}", *plain)
