"""Markup in a page: scripts that can break it and values that do not arrive have a finding at their place."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsld.checks import embedding
from newsld.findings import Finding
from newsld.formats import ReadOptions
from newsld.formats.html import markup
from newsld.syntax.document import Source

LD = '<script type="application/ld+json">'
SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def _found(page: str, *codes: str) -> list[Finding]:
    told, _ = markup(Source(page.encode()), ReadOptions())
    assert told is not None
    return [
        told.place(finding)
        for check in embedding.CHECKS
        for finding in check.find(told)
        if not codes or finding.code in codes
    ]


def _page(script: str, opening: str = LD) -> str:
    return f"<!doctype html>\n<title>Strike</title>\n{opening}{script}</script>\n<p>Text</p>\n"


def _data(text: str) -> str:
    return json.dumps({"@type": "NewsArticle", "headline": text}, ensure_ascii=False)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_escaped_as_told_has_no_finding(text: str) -> None:
    """Any text at all, written with the five escapes, breaks nothing and arrives; only an escape in it is told."""
    page = _page(_data(text.replace("&", "+")).translate(SIGNS))
    assert _found(page) == []


@pytest.mark.parametrize("sign", ["<!--", "<script>", "<SCRIPT", "<!-- <script> </script> -->"])
def test_what_can_break_a_page_is_found_where_it_stands(sign: str) -> None:
    """The finding points at the sign itself, in the page."""
    page = _page(_data(f"how {sign} breaks"))
    (found,) = _found(page, "NLD-EMB-001")
    before = page[: page.index(sign)]
    assert (found.line, found.column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def test_a_script_that_was_cut_in_a_text_is_found_at_its_end() -> None:
    """`</script>` in a text ends the script: what follows stands on the page."""
    (found,) = _found(_page(_data("how </script> breaks")), "NLD-EMB-001")
    assert "ends inside a string" in found.message
    assert found.line == 3


@pytest.mark.parametrize(
    "script", ['{"headline": "She said "no" to it"}', '{"headline": "never closed}', "{}"]
)
def test_data_that_is_broken_otherwise_is_not_said_to_be_cut(script: str) -> None:
    """A quote too many is a fault of its own, and told by others."""
    assert _found(_page(script), "NLD-EMB-001") == []


@pytest.mark.parametrize("text", ["3 < 4", "<p>Words</p>", "a <b and c> d"])
def test_a_sign_that_breaks_nothing_is_no_error(text: str) -> None:
    """A `<` that no reader of HTML takes for the end or a beginning of a script is left alone."""
    assert _found(_page(_data(text)), "NLD-EMB-001") == []


@pytest.mark.parametrize(
    ("sign", "code"), [("&", "NLD-EMB-002"), (">", "NLD-EMB-002"), ("\u2028", "NLD-EMB-003")]
)
def test_a_bare_sign_is_told_once_for_a_script(sign: str, code: str) -> None:
    """The first place is enough: whoever mends one mends all."""
    assert [finding.code for finding in _found(_page(_data(f"a {sign} b {sign} c")), code)] == [code]


@given(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1), st.sampled_from("&<>\"'"))
def test_a_value_that_was_escaped_for_html_is_found(text: str, sign: str) -> None:
    """What html.escape makes of a sign is a finding at its value."""
    (found,) = _found(_page(_data(escape(text + sign))), "NLD-EMB-004")
    assert (found.pointer, found.block) == ("/headline", 0)


@pytest.mark.parametrize(
    "text",
    ["R&D", "a & b", "https://x.example/?a=1&copy=2", "&nosuch;", "<p>Farrow &amp; Sons</p>", "&;", "&#;"],
)
def test_a_value_with_an_ampersand_of_its_own_is_right(text: str) -> None:
    """An ampersand is no escape, and a value that is HTML may have escapes."""
    assert _found(_page(_data(text)), "NLD-EMB-004") == []


@pytest.mark.parametrize(
    "opening",
    [
        '<script type="application/ld-json">',
        '<script type="application/json+ld">',
        '<script type="application/ld+json;charset=utf-8">',
        '<script type="application/LD+JSON">',
        '<script type="text/ld+json">',
    ],
)
def test_a_type_that_is_not_exactly_that_of_json_ld_is_found(opening: str) -> None:
    """Readers of markup look for one type; the finding points at the tag."""
    (found,) = _found(_page(_data("Strike"), opening), "NLD-EMB-005")
    assert (found.line, found.column) == (3, 1)


def test_data_elsewhere_is_found() -> None:
    """No reader of markup follows src."""
    (found,) = _found(_page("", '<script type="application/ld+json" src="/story.jsonld">'), "NLD-EMB-005")
    assert "src" in found.message


def test_json_of_schema_org_under_another_type_is_found() -> None:
    """What begins as JSON-LD of schema.org was meant for readers of markup."""
    data = '{"@context": "https://schema.org", "@type": "NewsArticle"}'
    assert len(_found(_page(data, '<script type="application/json">'), "NLD-EMB-005")) == 1


@pytest.mark.parametrize(
    "opening",
    ["<script>", '<script type="module">', '<script type="application/json">', "<script src=/a.js>", LD],
)
def test_other_scripts_are_left_alone(opening: str) -> None:
    """Programs and other data are nobody's markup."""
    assert _found(_page('{"state": 1}', opening), "NLD-EMB-005") == []


def test_a_file_of_data_has_no_page_to_break() -> None:
    """Only its values are looked at."""
    from newsld.web.markup import Markup, MarkupBlock

    data: Any = {"@type": "NewsArticle", "headline": "Farrow &amp; Sons", "name": "<!-- <script>"}
    told = Markup(Source(b""), [MarkupBlock(data)])
    found = [finding for check in embedding.CHECKS for finding in check.find(told)]
    assert [(finding.code, finding.pointer) for finding in found] == [("NLD-EMB-004", "/headline")]
