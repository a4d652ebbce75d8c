"""Markup in a page: scripts that can break the page and altered values have a finding at their place."""

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
    page_markup, _ = markup(Source(page.encode()), ReadOptions())
    assert page_markup is not None
    return [
        page_markup.place(finding)
        for check in embedding.CHECKS
        for finding in check.find(page_markup)
        if not codes or finding.code in codes
    ]


def _page(script: str, opening: str = LD) -> str:
    return f"<!doctype html>\n<title>Strike</title>\n{opening}{script}</script>\n<p>Text</p>\n"


def _data(text: str) -> str:
    return json.dumps({"@type": "NewsArticle", "headline": text}, ensure_ascii=False)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_has_no_finding(text: str) -> None:
    """Any text has no finding if the five characters are escaped and it contains no HTML escape."""
    page = _page(_data(text.replace("&", "+")).translate(SIGNS))
    assert _found(page) == []


@pytest.mark.parametrize("sign", ["<!--", "<!-- <script>", "<!-- <SCRIPT ", "<!-- <script> </script> -->"])
def test_text_that_can_break_a_page_is_found_at_its_place(sign: str) -> None:
    """The finding points at the characters in the page."""
    page = _page(_data(f"how {sign} breaks"))
    (found,) = _found(page, "NLD-EMB-001")
    before = page[: page.index(sign)]
    assert (found.line, found.column) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def test_a_script_that_was_cut_in_a_text_is_found_at_its_end() -> None:
    """`</script>` in a string ends the script: what follows shows on the page."""
    (found,) = _found(_page(_data("how </script> breaks")), "NLD-EMB-001")
    assert "ends inside a string" in found.message
    assert found.line == 3


@pytest.mark.parametrize(
    "script", ['{"headline": "She said "no" to it"}', '{"headline": "never closed}', "{}"]
)
def test_other_invalid_data_is_not_reported_as_cut(script: str) -> None:
    """Other rules report an extra quotation mark."""
    assert _found(_page(script), "NLD-EMB-001") == []


@pytest.mark.parametrize("text", ["3 < 4", "<p>Words</p>", "a <b and c> d"])
def test_a_harmless_character_is_no_error(text: str) -> None:
    """A `<` that no HTML parser takes for the end or beginning of a script is ignored."""
    assert _found(_page(_data(text)), "NLD-EMB-001") == []


@pytest.mark.parametrize(("sign", "code"), [("&", "NLD-EMB-002"), ("\u2028", "NLD-EMB-003")])
def test_an_unescaped_character_is_reported_once_for_a_script(sign: str, code: str) -> None:
    """The first place is enough, since all are fixed together."""
    page = f'<html xmlns="http://www.w3.org/1999/xhtml">{_page(_data(f"a {sign} b {sign} c"))}'
    assert [finding.code for finding in _found(page, code)] == [code]


@pytest.mark.parametrize("text", ["a & b", "a &amp; b &#8217; c", "a > b"])
def test_only_xhtml_has_signs_to_escape(text: str) -> None:
    """HTML does not read references in scripts, and XML reads a `>` and its own references."""
    assert _found(_page(_data(text)), "NLD-EMB-002") == []
    if text != "a & b":
        assert _found(f'<?xml version="1.0"?>{_page(_data(text))}', "NLD-EMB-002") == []


@given(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1), st.sampled_from("&<>\"'"))
def test_a_value_that_was_escaped_for_html_is_found(text: str, sign: str) -> None:
    """The output of html.escape has a finding at its value."""
    (found,) = _found(_page(_data(escape(text + sign))), "NLD-EMB-004")
    assert (found.pointer, found.block) == ("/headline", 0)


@pytest.mark.parametrize(
    "text",
    ["R&D", "a & b", "https://x.example/?a=1&copy=2", "&nosuch;", "<p>Farrow &amp; Sons</p>", "&;", "&#;"],
)
def test_a_value_with_an_ampersand_of_its_own_is_right(text: str) -> None:
    """An ampersand is not an escape, and a value that is HTML may have escapes."""
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
    """Readers of markup do not follow src."""
    (found,) = _found(_page("", '<script type="application/ld+json" src="/story.jsonld">'), "NLD-EMB-005")
    assert "src" in found.message


def test_json_of_schema_org_under_another_type_is_found() -> None:
    """A script that begins like JSON-LD of schema.org is meant for readers of markup."""
    data = '{"@context": "https://schema.org", "@type": "NewsArticle"}'
    assert len(_found(_page(data, '<script type="application/json">'), "NLD-EMB-005")) == 1


@pytest.mark.parametrize(
    "opening",
    ["<script>", '<script type="module">', '<script type="application/json">', "<script src=/a.js>", LD],
)
def test_other_scripts_are_ignored(opening: str) -> None:
    """Programs and other data are not markup."""
    assert _found(_page('{"state": 1}', opening), "NLD-EMB-005") == []


def test_a_file_of_data_has_no_page_to_break() -> None:
    """Only its values are checked."""
    from newsld.web.markup import Markup, MarkupBlock

    data: Any = {"@type": "NewsArticle", "headline": "Farrow &amp; Sons", "name": "<!-- <script>"}
    file_markup = Markup(Source(b""), [MarkupBlock(data)])
    found = [finding for check in embedding.CHECKS for finding in check.find(file_markup)]
    assert [(finding.code, finding.pointer) for finding in found] == [("NLD-EMB-004", "/headline")]
