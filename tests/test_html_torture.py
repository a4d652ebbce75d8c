"""Pages are read as a browser reads them: documents that are hard to read, and ones put together at random."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import html5lib
import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from browser import CHROMIUM, seen_by_chromium
from html_torture import DOCUMENTS
from newsld.web.html.page import Page
from newsld.web.html.tokenizer import iter_tags

DATA = '<script type="application/ld+json">{"n": 1}</script>'
PIECES = [
    '<script type="application/ld+json">', "</script>", "<!--", "-->", "--!>", "--", ">", "<", '"', "'", "=",
    " ", "/", "a", "<p", "<p>", "</p>", '<div title="', "<div title='", "<title>", "</title>", "<style>",
    "</style>", "<template>", "</template>", "<noscript>", "</noscript>", "<textarea>", "</textarea>",
    "<![CDATA[", "]]>", "<!x", "<?", "</ ", "<head>", "</head>", "<body>", "<html>", "<script>", "<script",
    "</scrip", DATA, DATA, "\n", "\r\n", "x=y", "&amp;", "<b/>", "<table>", "<td>", "</table>", "<xmp>",
    "</xmp>", "<iframe>", "</iframe>", "<plaintext>", "<p a=", '="', "='", "<scripts", "<s", "<i ", "&#43;",
]  # fmt: skip


def _shown(content: str) -> str:
    """Text as it stands in the page of a browser."""
    return content.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _read(text: str) -> list[str]:
    return [_shown(script.content) for script in Page(text).scripts]


def _is_data(kind: str | None) -> bool:
    return (kind or "").partition(";")[0].strip("\t\n\f\r ").lower() == "application/ld+json"


def _by_turbohtml(text: str) -> list[str]:
    page = turbohtml.parse(text, scripting=True, allow_declarative_shadow_roots=False)
    return [
        str(one.text)
        for one in page.find_all("script")
        if _is_data(one.attrs.get("type")) and one.closest("template") is None
    ]


@pytest.fixture(scope="module")
def by_chromium(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What Chromium makes of every document, and of 250 more put together at random."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine: the browser did not judge")
    dice = random.Random(20260319)
    documents = {
        f"random {number}": "<!doctype html>" * (dice.random() < 0.7)
        + "".join(dice.choice(PIECES) for _ in range(dice.randint(3, 25)))
        + DATA
        for number in range(250)
    }
    seen = seen_by_chromium(DOCUMENTS | documents, tmp_path_factory.mktemp("browser"))
    for name, text in (DOCUMENTS | documents).items():
        seen[name]["text"] = text
    return seen


def test_there_are_documents() -> None:
    """A test that collects nothing would hold nothing."""
    assert len(DOCUMENTS) > 100


@pytest.mark.slow
def test_scripts_are_those_of_the_browser(by_chromium: dict[str, dict[str, Any]]) -> None:
    """Of every document, hard or random: the same scripts with the same content, in the head or not."""
    for name, seen in by_chromium.items():
        page = Page(seen["text"])
        found = [[_shown(script.content), script.in_head] for script in page.scripts]
        assert found == seen["scripts"], (name, seen["text"])


@pytest.mark.slow
def test_title_classes_and_language_are_those_of_the_browser(by_chromium: dict[str, dict[str, Any]]) -> None:
    """Title, class names and language are read as the browser has them."""
    for name in DOCUMENTS:
        page, seen = Page(DOCUMENTS[name]), by_chromium[name]
        title = None if seen["title"] is None else " ".join(seen["title"].split())
        assert (page.title.text if page.title else None) == title, name
        assert sorted(page.classes()) == seen["classes"], name
        assert page.lang == seen["lang"], name


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_random_documents_are_read_as_another_reader_reads_them(pieces: list[str]) -> None:
    """Turbohtml builds the whole tree by the standard, and finds the same scripts."""
    text = "<!doctype html>" + "".join(pieces) + DATA
    assert _read(text) == [_shown(content) for content in _by_turbohtml(text)]


@given(
    st.lists(st.sampled_from([*PIECES, "<svg>", "</svg>", "<path d='>'/>", "<math>", "</math>"]), max_size=30)
)
def test_skipping_finds_what_the_full_walk_finds(pieces: list[str]) -> None:
    """Passing over what nobody asked for never changes what is found: same tags, same places."""
    text = "".join(pieces)
    full = [tag for tag in iter_tags(text) if tag.name in ("script", "meta", "template") and not tag.closing]
    quick = [
        tag for tag in iter_tags(text, frozenset({"meta"})) if tag.name in ("script", "meta", "template")
    ]
    assert [(tag.start, tag.content, tag.inert, tag.foreign) for tag in quick if not tag.closing] == [
        (tag.start, tag.content, tag.inert, tag.foreign) for tag in full
    ]
    data = [tag.start for tag in iter_tags(text, frozenset(), data=True) if "+" in tag.source]
    assert data == [tag.start for tag in full if "+" in tag.source]


@pytest.mark.parametrize(
    "attribute",
    [
        "&amp;",
        "&ampx",
        "&amp=",
        "&notit;",
        "&copy",
        "&copy;",
        "&#38;",
        "&#x80;",
        "&#0;",
        "&#xD800;",
        "&#x110000;",
        "&#99999999999;",
        "&nosuch;",
        "&",
        "&#",
        "&#x",
        "&amp;amp;",
    ],
)
def test_references_in_attributes_are_decoded_as_a_tree_builder_does(attribute: str) -> None:
    """Named without a semicolon only where the standard says so, numbers by its table."""
    text = f'<meta content="{attribute}"><meta content="{attribute}=1">'
    builder = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    expected = [one.get("content") for one in builder.parse(text).iter("meta")]
    assert [one.attributes["content"] for one in Page(text).metas] == expected


ADVERSARIAL = {
    "less-than": "<",
    "open tag": "<a ",
    "open attribute": "<a b=",
    "open quote": '<a b="',
    "closed and open quotes": "<a b=\"'\" c='",
    "comment": "<!--",
    "comment dashes": "<!-- -",
    "comment bang": "<!----!",
    "bogus": "<!",
    "question": "<?",
    "end": "</",
    "end tag": "</a",
    "script": "<script>",
    "script escaped": "<script><!--",
    "doubly escaped": "<script><!--<script>",
    "script data": '<script type="application/ld+json">',
    "script and plus": "<script +json",
    "style": "<style>",
    "title": "<title>",
    "template": "<template>",
    "template end": "</template>",
    "svg": "<svg>",
    "svg shapes": "<svg><path/><g>",
    "svg and end": "<svg></div>",
    "svg and paragraph": "<svg><g><p>",
    "math": "<math><mi>",
    "cdata": "<svg><![CDATA[",
    "slashes": "/",
    "equals": "<a =",
    "reference": "<meta content='&am",
    "plus": "+json",
    "head": "<head>",
    "paragraphs": "<p class=author>",
}


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ADVERSARIAL.values(), ids=ADVERSARIAL)
@pytest.mark.parametrize("before", ["", "<a "])
def test_a_pattern_repeated_to_the_full_comes_to_an_end(pattern: str, before: str) -> None:
    """No pattern, however often it stands, makes reading more than linear: quadratic would not end here."""
    text = before + pattern * (200_000 // len(pattern)) + DATA
    page = Page(text)
    assert len(page.scripts) < 200_000
    assert page.title is None or page.title.text is not None
    assert page.head.end <= len(text)


def test_the_corpus_is_read_as_others_read_it() -> None:
    """The scripts of real pages are those that lexbor and html5lib find."""
    import gzip

    from selectolax.lexbor import LexborHTMLParser

    folder = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pages"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: no real page was read")
    from newsld.web.html.page import read_page

    files = sorted(folder.glob("*.html.gz"))
    assert len(files) >= 40
    for number, file in enumerate(files):
        page, _ = read_page(gzip.decompress(file.read_bytes()))
        assert page is not None, file.name
        found = [_shown(script.content) for script in page.scripts]
        tree = LexborHTMLParser(page.text)
        assert found == [one.text() for one in tree.css("script") if _is_data(one.attributes.get("type"))], (
            file.name
        )
        if number % 8 == 0:  # html5lib takes a second for what lexbor takes a millisecond for
            parsed = html5lib.parse(page.text, treebuilder="etree", namespaceHTMLElements=False)
            assert found == [one.text or "" for one in parsed.iter("script") if _is_data(one.get("type"))], (
                file.name
            )
