"""What a page says of itself, and where."""

from __future__ import annotations

import gc
import weakref

import pytest

from newsld.findings import Position
from newsld.syntax.json import json_positions
from newsld.web.html.page import Page

PAGE = """<!doctype html>
<html lang="en-GB">
<head>
  <meta charset="utf-8"><meta property="og:title" content="Dockers end &quot;strike&quot;">
  <META NAME=Description content='Four days'>
  <title>
    Dockers &amp; port
  </title>
  <base href="https://herald.example/">
  <link rel="canonical stylesheet" href=" /strike ">
  <template><meta name=robots content=noindex><script type="application/ld+json">{"n": 0}</script></template>
  <script type="application/ld+json">{"headline":
    "Dockers"}</script>
</head>
<body class="Story paywall" id=top>
<p class="byline">By <a rel="author external" href=/farrow>Ines <!-- x -->Farrow</a> and
<b itemprop=author>Coast Wire</b></p>
<time datetime="2025-03-04T18:20:00Z">4 March <span>2025</span></time>
<p class="co-authored authoring">no byline
<svg><title>icon</title></svg>
<script type="Application/LD+json; charset=utf-8" src=x>[]</script>
"""


def test_metadata_is_found_with_its_attributes() -> None:
    """Names in small letters, values decoded, nothing out of a template."""
    page = Page(PAGE)
    assert [dict(meta.attributes) for meta in page.metas] == [
        {"charset": "utf-8"},
        {"property": "og:title", "content": 'Dockers end "strike"'},
        {"name": "Description", "content": "Four days"},
    ]
    assert [meta.get("content") for meta in page.meta("description")] == ["Four days"]
    assert [link.get("href") for link in page.link("canonical")] == ["/strike"]
    assert page.title is not None and page.title.text == "Dockers & port"
    assert (page.base, page.lang, page.encoding) == ("https://herald.example/", "en-GB", "utf-8")


def test_scripts_are_numbered_and_say_what_they_are() -> None:
    """What is in a template is no data; the type is kept exactly; an address is seen."""
    first, second = Page(PAGE).scripts
    assert (first.number, first.in_head, first.src, first.type) == (0, True, None, "application/ld+json")
    assert (second.number, second.in_head, second.src) == (1, False, "x")
    assert second.type == "Application/LD+json; charset=utf-8"
    assert PAGE[second.start : second.end] == second.content == "[]"


def test_a_value_in_a_script_has_its_place_in_the_page() -> None:
    """Line and column count in the file, in code points."""
    page = Page(PAGE.replace("Dockers", "Döckers\U0001f600"))
    script = page.scripts[0]
    found = json_positions(script.content, origin=script.position).find("/headline")
    assert found is not None
    excerpt = page.excerpt(found)
    assert excerpt is not None and excerpt.text[found.column - 1 :].startswith('"Döckers')


def test_classes_ids_times_and_bylines() -> None:
    """Visible facts where they are marked up, with their text."""
    page = Page(PAGE)
    assert page.classes() == {"Story", "paywall", "byline", "co-authored", "authoring"}
    assert page.ids() == {"top"}
    assert [(time.get("datetime"), time.text) for time in page.times] == [
        ("2025-03-04T18:20:00Z", "4 March 2025")
    ]
    assert [byline.text for byline in page.bylines] == [
        "By Ines Farrow and Coast Wire",
        "Ines Farrow",
        "Coast Wire",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_count_lines(end: str) -> None:
    """A line without its end, by a number from 1; nothing beyond the last."""
    page = Page(f"<p>{end}é<b>")
    assert page.place(page.text.index("<b>")) == (2, 2)
    lines = [page.excerpt(Position(line, 1)) for line in (1, 2, 3, 0)]
    assert [line and line.text for line in lines] == ["<p>", "é<b>", None, None]


def test_a_page_that_was_read_is_gone_with_its_last_name() -> None:
    """Page and scripts make no circle: many pages are read in the memory of one."""
    gc.disable()
    try:
        page = Page(PAGE)
        script = page.scripts[0]
        excerpt = page.excerpt(Position(1, 1))
        assert excerpt is not None
        assert (script.in_head, script.position.line, excerpt.text) == (True, 12, "<!doctype html>")
        known = weakref.ref(page)
        del page
        assert known() is None
        assert script.position.column > 1
    finally:
        gc.enable()


def test_a_page_of_nothing_has_nothing() -> None:
    """Every question has an answer for every text."""
    page = Page("")
    assert (page.scripts, page.metas, page.title, page.base, page.lang) == ((), (), None, None, None)
    assert (page.classes(), page.times, page.bylines) == (frozenset(), (), ())
