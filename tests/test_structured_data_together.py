"""A page is read in every syntax, in a fixed order, whatever it is; and no more is done than it asks for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsld.formats import ReadOptions
from newsld.formats.html import markup
from newsld.syntax.document import Source
from newsld.web.html.page import Page
from newsld.web.markup.page_markup import PageMarkup
from newsld.web.structured_data import extract_items, read_open_graph

PAGES = Path(__file__).resolve().parent.parent / "fixtures" / "pages"
NEWS = 'itemscope itemtype="https://schema.org/NewsArticle"'
VOCAB = 'vocab="https://schema.org/"'
OG = '<meta property="og:type" content="article"><meta property="og:title" content="O">'


def script(**data: Any) -> str:
    """A script of JSON-LD with an article of these values."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **data}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def read(page: str) -> tuple[PageMarkup, list[str]]:
    """The markup of a page, and the codes of what there is to say of it."""
    told, findings = markup(Source(page.encode("utf-8", "surrogatepass"), name="page.html"), ReadOptions())
    assert told is not None
    return told, [finding.code for finding in findings]


def graph(head: str) -> Any:
    """The article that a head tells in Open Graph."""
    found = read_open_graph(Page(f"<html><head>{head}"))
    assert len(found) <= 1
    return {key: value for key, value in found[0].data.items() if key != "@context"} if found else None


def test_the_syntaxes_come_in_their_order() -> None:
    """JSON-LD, microdata, RDFa, however they stand in the page; each thing is a block."""
    page = (
        f"<b {VOCAB} typeof=Person></b><p {NEWS}><i itemprop=headline>B</i></p>" + script(headline="A") + OG
    )
    told, codes = read(page)
    assert [(block.number, block.syntax) for block in told.blocks] == [
        (0, "json-ld"),
        (1, "microdata"),
        (2, "rdfa"),
    ]
    assert codes == ["NLD-INF-005"]
    assert [list(article.texts("headline")) for article in told.articles] == [["A"]]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (script(headline="A &amp; B"), f"<p {NEWS}><b itemprop=headline> a  &amp; B</b></p>", True),
        (
            script(url="https://www.h.example/a/"),
            f"<p {NEWS}><a itemprop=url href=http://h.example/a></a></p>",
            True,
        ),
        (
            script(**{"@id": "#a", "name": "x"}),
            f"<p {VOCAB} typeof=Article resource=#a><b property=name>y</b></p>",
            True,
        ),
        (script(headline="A"), f"<p {NEWS}><b itemprop=articleBody>text</b></p>", True),
        (script(headline="A"), f"<p {NEWS}><b itemprop=headline>B</b></p>", False),
        (
            script(headline="A"),
            f"<p {NEWS}><b itemprop=text>x</b></p><p {NEWS}><b itemprop=text>y</b></p>",
            False,
        ),
        (
            f"<p {NEWS}><b itemprop=headline>A</b></p>",
            f"<p {VOCAB} typeof=Article><b property=name>a</b></p>",
            True,
        ),
        ("", f"<p {NEWS}><b itemprop=headline>A</b></p><p {NEWS}><b itemprop=headline>A</b></p>", True),
        (script(headline="It’s over"), script(headline="It's over"), True),
    ],
)
def test_a_story_that_is_described_twice_is_one(first: str, second: str, same: bool) -> None:
    """One name, address or headline, or the only one in each without any; everything else is another article."""
    told, codes = read(first + second)
    assert codes == (["NLD-INF-003"] if same else ["NLD-INF-005"])
    assert len(told.articles) == 1
    assert told.main_story is not None
    assert (len(told.main_story.descriptions) == 2) == same


def test_a_second_description_leaves_what_it_is_in() -> None:
    """A page that has the article for its main entity is still in the markup."""
    page = script(headline="A") + (
        f'<div itemscope itemtype="https://schema.org/WebPage"><b itemprop=name>P</b>'
        f"<p itemprop=mainEntity {NEWS}><b itemprop=headline>A</b></p></div>"
    )
    told, codes = read(page)
    assert codes == ["NLD-INF-003"]
    assert [node.types for node in told.nodes] == [("NewsArticle",), ("WebPage",), ("NewsArticle",)]


@pytest.mark.parametrize("other", ["", script(**{"@type": "WebSite"}), f"<p {VOCAB} typeof=Person></p>"])
def test_open_graph_is_the_last_resort(other: str) -> None:
    """It is read where nothing else tells of an article, and only there."""
    assert [article.block.syntax for article in read(OG + other)[0].articles] == ["opengraph"]
    assert all(block.syntax != "opengraph" for block in read(OG + other + script(headline="A"))[0].blocks)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", None),
        ('<meta property="og:type" content="website"><meta property="og:title" content="T">', None),
        ('<meta name="OG:Type" content="Article">', {"@type": "Article"}),
        (
            '<meta property="article:published_time" content="12.5.2025">',
            {"@type": "Article", "datePublished": "12.5.2025"},
        ),
        (OG + '<meta name="og:title" content="P">', {"@type": "Article", "headline": "O"}),
        (OG + '<link rel=canonical href="/a">', {"@type": "Article", "headline": "O", "url": "/a"}),
        (
            OG + '<meta property="article:author" content="https://s.example/t">',
            {"@type": "Article", "headline": "O", "author": {"@id": "https://s.example/t"}},
        ),
    ],
)
def test_open_graph_says_what_its_tags_say(head: str, expected: Any) -> None:
    """Nothing is made up, and every value is as it is written."""
    assert graph(head) == expected


def test_extruct_finds_the_same_tags() -> None:
    """What we say of the page that has every tag is what the tags say."""
    import extruct

    page = (PAGES / "opengraph" / "page.html").read_text("utf-8")
    (found,) = extruct.extract(page, syntaxes=["opengraph"])["opengraph"]
    stated = {value for name, value in found["properties"] if not name.startswith("og:type")}
    ours = json.dumps(read_open_graph(Page(page))[0].data)
    assert {value for value in stated if value not in ours} == {"https://social.example/mara"}


def test_findings_about_microdata_have_a_place_and_no_pointer() -> None:
    """A person is led to the element; of the JSON that it became there is nothing to see."""
    told, _ = read(f"\n\n <p {NEWS}><b itemprop=headline>A</b></p>")
    (article,) = told.articles
    finding = told.place(article.finding("NLD-GOO-030", "x", at="headline"))
    assert (finding.line, finding.pointer, finding.block) == (3, None, None)
    assert finding.excerpt is not None
    assert finding.column == finding.excerpt.index("<b") + 1


HOSTILE = {
    "items in items": f"<div {NEWS}>" + f"<div itemprop=about {NEWS}>" * 20_000,
    "texts in texts": f"<div {NEWS}>" + "<div itemprop=text>ab" * 20_000,
    "a million tags": f"<div {NEWS}>" + "<b></b>" * 500_000,
    "the same in many": f"<p {NEWS} itemref=a></p>" * 2000
    + "<div id=a>"
    + "<i itemprop=name>x</i>" * 2000
    + "</div>",
    "twice as many each time": "".join(
        f"<p id=i{n} itemprop=about {NEWS} itemref='i{n + 1} j{n + 1}'></p>"
        f"<p id=j{n} itemprop=about {NEWS} itemref='i{n + 1} j{n + 1}'></p>"
        for n in range(300)
    )
    + f"<p {NEWS} itemref='i0 j0'></p>",
    "a huge attribute": f"<p {NEWS} itemid='{'x' * 2_000_000}'><b itemprop='{'n ' * 100_000}'>x</b></p>",
    "things in things": f"<div {VOCAB}>" + "<div property=about typeof=Article>" * 20_000,
    "relations in relations": f"<div {VOCAB} typeof=Article>" + "<div rel=about>" * 20_000,
    "lone surrogates": f"<p {NEWS}><b itemprop=name>\ud800</b></p>",
    "a tag that never ends": f"<p {NEWS}><b itemprop=name",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_nobody_would_write_is_read_or_refused(name: str) -> None:
    """No exception, nothing nested deeper than JSON may be, and no more text than a multiple of the page's."""
    page = HOSTILE[name]
    found, findings = extract_items(Page(page))
    assert {finding.code for finding in findings} <= {"NLD-SYN-004"}
    size = 0
    waiting: list[tuple[Any, int]] = [(one.data, 0) for one in found]
    while waiting:
        value, depth = waiting.pop()
        assert depth < 64
        if isinstance(value, dict | list):
            waiting += [
                (inner, depth + 1) for inner in (value.values() if isinstance(value, dict) else value)
            ]
        elif isinstance(value, str):
            size += len(value)
    assert size < 40 * len(page) + 200_000


def test_a_page_with_json_ld_alone_loads_no_tree() -> None:
    """The library that builds trees is imported when a page is to be read with it, and not before."""
    program = (
        "import sys; from newsld.syntax.document import Source; from newsld.formats import ReadOptions\n"
        "from newsld.formats.html import markup\n"
        f"markup(Source({script(headline='A').encode()!r}), ReadOptions())\n"
        "assert 'turbohtml' not in sys.modules\n"
        f"markup(Source({f'<p {NEWS}>'.encode()!r}), ReadOptions())\n"
        "assert 'turbohtml' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
