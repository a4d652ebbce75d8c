"""Pages that no browser would read as newsld does are refused, and no page changes at a second run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsld.formats.tables.csv.rendering import render_article
from newsld.model import NewsArticle
from newsld.web.html.encoding import browser_encoding
from newsld.web.html.splice import embed_block, remove_block

LONG = b'{"headline": "' + b"y" * 1_200 + b'"}'
HEAD = b"<!doctype html><html><head>"
HEADS = [
    '<meta charset="{}">',
    "<template><meta charset='{}'></template>",
    "<!doctype html><title>t</title>"
    + "x" * 900
    + "<meta http-equiv=content-type content='text/html; charset={}'>",
]
OWN = b'<script type="application/ld+json" data-newsld>{"a": 1}</script>'


@pytest.mark.parametrize("label", ["replacement", "iso-2022-kr", "HZ-GB-2312", " iso-2022-cn-ext "])
@pytest.mark.parametrize("body", [b"quay", "Kai für Öl".encode(), b"\xff\xfe quay"])
@pytest.mark.parametrize("head", HEADS)
def test_an_encoding_that_browsers_refuse_is_refused(label: str, body: bytes, head: str) -> None:
    """A browser shows one character of such a page, and no script."""
    result = embed_block(b"<html><head>" + head.format(label).encode() + b"</head><body>" + body, LONG)
    assert result.content is None
    assert [one.code for one in result.findings] in (["NLD-EMB-012"], ["NLD-EMB-010"])


@pytest.mark.parametrize(
    "before", [b"<!doctype html><html><a <b>", b"<html><p>", b"<html><head></head>text "]
)
def test_the_encoding_stays_in_the_first_kilobyte(before: bytes) -> None:
    """In a page that declares its encoding after the end of the head, a long script comes after the declaration."""
    page = before + b"<meta charset=utf-8>\n<p>Words"
    made = []
    for data in (LONG, b"{}"):
        embedded = embed_block(page, data).content
        assert embedded is not None and browser_encoding(embedded) == "utf-8"
        assert embed_block(embedded, data).content == embedded
        assert remove_block(embedded).content == page
        made.append(embedded)
    assert embed_block(made[0], b"{}").content == made[1]
    assert embed_block(made[1], LONG).content == made[0]


@pytest.mark.parametrize(
    "before", [b"<html><body><textarea>", b"<html><body><template>", b"<html><p><!--x--><xmp>"]
)
def test_a_declaration_that_only_a_first_look_sees_is_refused(before: bytes) -> None:
    """A browser sees a declaration in a text or a template only in the first kilobyte."""
    for data in (LONG, b"{}"):
        result = embed_block(before + b"<meta charset=utf-8>", data)
        assert result.content is None and result.findings[0].code == "NLD-EMB-012"


@pytest.mark.parametrize("before", [b"<html><head>", b"<html>", HEAD + b"</head>"])
def test_a_script_in_a_frameset_does_not_count(before: bytes) -> None:
    """A browser ignores what follows <frameset>, a script of an earlier run too."""
    result = embed_block(before + b"<frameset><frame></frameset>" + OWN, b"{}")
    assert result.content is None and result.findings[0].code == "NLD-EMB-010"
    updated = embed_block(b"<html><head>" + OWN + b"</head><frameset><frame></frameset>", b'{"b": 2}').content
    assert updated is not None and b'{"b": 2}' in updated


@pytest.mark.parametrize(
    "page",
    [
        b"<html><a <b><meta charset=utf-8>\r\n</head><title>t</title>\r<p>x\n",
        b"<!doctype html>\r<html>\r\n<head>\r<title>t</title>\r\n</head>\n<body>",
        b"<html><head>\r</head>\r\n<svg><desc></desc></svg><meta charset=gbk>",
        b"<!-- c --><!doctype html><html><a <b>\r<meta charset=utf-8></head>\n",
    ],
)
@pytest.mark.parametrize("data", ['{"a":"é ü"}'.encode(), b'{\n"a":1}', LONG])
def test_a_second_run_changes_nothing(page: bytes, data: bytes) -> None:
    """Whatever the ends of lines, a late encoding and a story that is not ASCII."""
    embedded = embed_block(page, data).content
    assert embedded is not None
    assert embed_block(embedded, data).content == embedded
    assert remove_block(embedded).content == page


_PIECES = st.sampled_from([
    b"<!-- c -->", b"<!doctype html>", b"<html>", b'<html a="<head>">', b"<head>", b"</head>", b"<body>", b"</body>",
    b"<meta charset=utf-8>", b"<meta charset=gbk>", b"<meta charset=latin1>", b"\n", b"\r", b"\r\n", b"  ",
    b"<title>t</title>", b"<svg><desc>", b"<math><annotation-xml encoding='text/html'>", OWN, b"<noframes>",
    b"<frameset>", b"<template>", b"</template>", b"<select>", "é".encode(), b"\xff", b"text",
    b"<style>a</style>", b"<!--", b"-->", b"<script>", b"</script>", b"<a <b>", b"<p>", b"<noscript>",
    b'<meta property="og:title" content="t">',
    b'<meta property="og:title" content="t" data-newsld>', b"x" * 1_000,
])  # fmt: skip
_DATA = st.sampled_from(
    [b'{"a":1}', '{"a":"é ü"}'.encode(), b'{\n  "a": 1,\n  "b": "' + "é".encode() * 400 + b'"\n}', LONG]
)
_METAS = st.sampled_from([None, [], [{"property": "og:title", "content": "é <x>"}]])


@settings(max_examples=500)
@given(
    st.sampled_from([b"", HEAD]),
    st.lists(_PIECES, max_size=12).map(b"".join),
    _DATA,
    _METAS,
    st.sampled_from([None, "n"]),
)
def test_any_page_is_refused_or_stable(
    head: bytes, page: bytes, data: bytes, metas: Sequence[Mapping[str, str]] | None, nonce: str | None
) -> None:
    """A second run changes nothing, removing restores the page, and the encoding that a browser sees stays."""
    page = head + page
    embedded = embed_block(page, data, metas=metas, nonce=nonce).content
    if embedded is None:
        return
    assert embed_block(embedded, data, metas=metas, nonce=nonce).content == embedded
    assert browser_encoding(embedded) == browser_encoding(page)
    if b"data-newsld" not in page:
        assert remove_block(embedded).content == page


FORMULAS = [
    "\n=1+1", "\uff1d1+1", "\uff0bA1", "\uff0dA1", "\uff20SUM(A1)", " =1", "\ufeff=1", "\u200b@x", "\tx", "\r\n-1",
    "\u00a0+1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_may_run_is_guarded(text: str) -> None:
    """A headline that begins like a formula in any spelling gets an apostrophe, and an ordinary one does not."""
    article = NewsArticle(headline=text, body="b", url="https://herald.example/a")
    rendered = b"".join(render_article(article, excel=True).tables).decode("utf-8", "replace")
    assert f'"\'{text}"' in rendered
    plain = b"".join(render_article(article).tables).decode("utf-8", "replace")
    assert f'"{text}"' in plain
    ordinary = NewsArticle(headline="Quay = open", body="b", url="https://herald.example/a")
    assert '"Quay = open"' in b"".join(render_article(ordinary, excel=True).tables).decode("utf-8", "replace")
