"""A block goes into a page and out of it again, and no other byte changes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from browser import CHROMIUM, seen_by_chromium
from html_torture import DOCUMENTS
from newsld.web.html.escaping import ascii_json, escape_json
from newsld.web.html.head import find_head
from newsld.web.html.insertion_point import find_insertion_point
from newsld.web.html.page import Page, read_page
from newsld.web.html.splice import embed_block, read_block, remove_block

HOSTILE = [
    "</script>", "</script >", "</SCRIPT\n>", "<!--", "<!--<script>", "-->", "]]>", "<![CDATA[",
    "&lt;/script&gt;", "&amp;", "\u2028\u2029", "</title></style></textarea></template>",
    "<svg onload=probe=1>", "\\u003c/script>", "\\", '"', "'", "\0", "\x7f\x85\u00a0", "Łódź 東京 \U0001f600",
    "\ud83d", "{{x}}", "<%= x %>", "javascript:probe=1", "<img src=x onerror=probe=1>",
]  # fmt: skip
STORY = json.dumps(
    {"@type": "NewsArticle", "headline": HOSTILE[:-1], "name": "Łódź"}, ensure_ascii=False
).replace("\ud83d", "")
DATA = STORY.encode("utf-8", "replace")
METAS: list[Mapping[str, str]] = [
    {"property": "og:title", "content": 'Łódź & "co" <b>\n'},
    {"property": "article:author", "content": "Ines Farrow"},
]
PAGES = {
    "usual": "<!doctype html>\n<html>\n<head>\n  <meta charset=utf-8>\n  <title>é</title>\n  </head>\n<body>\n<p>é",
    "windows line ends": "<!doctype html>\r\n<html><head><title>x</title>\r\n</head>\r\n<body>",
    "old line ends": "<!doctype html>\r<html><head>\r</head>\r<body>",
    "one line": "<!doctype html><html><head><title>x</title></head><body><p>x</body></html>",
    "no head": "<!doctype html><html><body><p>x",
    "no html": "<!doctype html><title>x</title><p>x",
    "body alone": "<body><p>x",
    "head without its end": "<html><head><title>x</title><body>",
    "ends in the head": "<!doctype html><head><title>x</title>",
    "text in the head": "<html><head><title>x</title>stray<meta charset=utf-8></head><body>",
    "xhtml": '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body/></html>',
    "amp": "<!doctype html><html amp><head><meta charset=utf-8><script async src=https://cdn.example/v0.js></script></head>",
    "scripts and comments": "<html><head><!-- </head> --><script>'</head>'</script><noscript><b></noscript></head>",
    "malformed": "<html><head><link a=\"'\" b=' c><meta x'></head><body><div <p></span></title>",
}  # fmt: skip


def _made(content: bytes, **options: Any) -> bytes:
    result = embed_block(content, DATA, **options)
    assert result.content is not None, result.findings
    return result.content


def _block(content: bytes) -> Any:
    block = read_block(content)
    assert block is not None
    return json.loads(block)


@pytest.mark.parametrize("metas", [None, METAS], ids=["alone", "with metas"])
@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_block_goes_in_and_out_and_nothing_else_changes(codec: str, text: str, metas: Any) -> None:
    """It reads as the same data, twice is as good as once, and without it the page has every byte it had."""
    content = text.encode(codec)
    made = _made(content, metas=metas)
    assert _block(made) == json.loads(DATA)
    assert _made(made, metas=metas) == made
    assert remove_block(made).content == content
    page, _ = read_page(made)
    assert page is not None and page.scripts[-1].in_head
    own = [meta.get("content") for meta in page.metas if "data-newsld" in meta.attributes]
    assert own == ([meta["content"].strip() for meta in metas] if metas else [])


def test_only_what_is_new_is_added() -> None:
    """Of a page with a block, what is before and after the block is the page as it was."""
    content = PAGES["usual"].encode()
    made = _made(content)
    begin = made.index(b"<script")
    end = made.index(b"</script>\n") + len(b"</script>\n")
    assert made[:begin] + made[end:] == content


@pytest.mark.parametrize("first", ["", '<script type="application/ld+json" data-newsld>{}</script>'])
def test_a_block_of_ours_that_never_ends_takes_nothing_with_it(first: str) -> None:
    """Whoever cut it short must say where it ends: what follows is refused to be taken out or replaced."""
    endless = '<script type="application/ld+json" data-newsld>{}\n'
    content = f"<!doctype html><html><head>{first}</head><body>{endless}<p>kept</p></body></html>".encode()
    for made in (remove_block(content), embed_block(content, DATA)):
        assert made.content is None
        assert [(one.code, one.line) for one in made.findings] == [("NLD-EMB-011", 1)]


def test_an_earlier_block_is_replaced_where_it_stands() -> None:
    """Only its content changes; a second one of newsld's goes, one of somebody else's stays."""
    own = '<script id=x type="application/ld+json" data-newsld nonce=a>{}</script>'
    other = '<script type="application/ld+json">{"n": 1}</script>'
    text = f"<html><head>{other}</head><body>{own}<p>{own}</body>"
    made = _made(text.encode()).decode()
    assert made.count("data-newsld") == 1
    assert other in made
    assert made.startswith(f"<html><head>{other}</head><body>" + own.partition("{}")[0])
    assert 'nonce="b&quot;"' in _made(text.encode(), nonce='b"').decode()


def test_metas_of_newsld_are_replaced_and_no_others() -> None:
    """Marked ones go, wherever they stand; with None they stay."""
    text = "<head>\n  <meta name=a data-newsld>\n<meta name=b></head><body><meta name=c data-newsld>"
    made = _made(text.encode(), metas=[{"name": "d"}]).decode()
    assert [meta.get("name") for meta in Page(made).metas] == ["b", "d"]
    assert [meta.get("name") for meta in Page(_made(text.encode()).decode()).metas] == ["a", "b", "c"]


def test_a_page_that_does_not_say_it_is_utf_8_gets_ascii() -> None:
    """Whoever reads it in another encoding reads the same data."""
    for text, plain in (("<meta charset=utf-8>é", False), ("<meta charset=koi8-r>x", True), ("<p>x", True)):
        block = read_block(_made(f"<!doctype html>{text}".encode()))
        assert block is not None and block.isascii() == plain


@pytest.mark.parametrize("codec", ["cp932", "gb18030", "big5", "euc-kr", "iso2022_jp", "koi8-r"])
def test_pages_in_any_encoding_keep_their_bytes(codec: str) -> None:
    """Bytes of longer characters are never taken for markup."""
    label = {"cp932": "shift_jis", "iso2022_jp": "iso-2022-jp"}.get(codec, codec)
    words = {"koi8-r": "Порт", "euc-kr": "항구"}.get(codec, "港口 表 能")
    content = (
        f"<!doctype html><html><head><meta charset={label}><title>{words}</title></head><p>{words}".encode(
            codec
        )
    )
    made = _made(content, metas=METAS)
    assert remove_block(made).content == content
    assert _block(made) == json.loads(DATA)
    page, _ = read_page(made)
    assert page is not None and page.title is not None and page.title.text == words


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("<div>x</div>", "NLD-EMB-010", 1),
        ("just words", "NLD-EMB-010", 1),
        ("<html><frameset><frame></frameset>", "NLD-EMB-010", 7),
        ("é<head><script>a</head><body><p>", "NLD-EMB-010", 1),
        ("<head><script>a</head><body><p>", "NLD-EMB-011", 7),
        ("<head><title>é</title><script>a</head><body><p>", "NLD-EMB-011", 23),
        ("<head><script>a</head><body><script>b</script>", "NLD-EMB-011", 7),
        ("<head><title>x</head><body>", "NLD-EMB-011", 7),
        ("<head><!-- x </head><body>", "NLD-EMB-011", 7),
        ("<head><!-- x </head><body> -->", "NLD-EMB-011", 7),
        ("<!-- <head></head> --><html><p>x", "NLD-EMB-011", 1),
        ("<head></head><head></head><body>", "NLD-EMB-011", 14),
        ('<head><meta content="x></head><body>', "NLD-EMB-011", 7),
        ("<head><template><p></head><body>", "NLD-EMB-011", 7),
        ("<head><style></head><body>", "NLD-EMB-011", 7),
        ('<head><script type="application/ld+json" data-newsld>{}', "NLD-EMB-011", 7),
    ],
)
def test_a_page_that_cannot_take_a_block_is_left_alone(text: str, code: str, column: int) -> None:
    """The finding says where the fault stands and what to do."""
    result = embed_block(text.encode(), DATA)
    assert result.content is None
    (finding,) = result.findings
    assert (finding.code, finding.line, finding.column) == (code, 1, column)
    assert finding.suggestion


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b", b"", b"\xff\xfe<\0h\0t\0m\0l\0>\0\xe9", b"<meta charset=iso-2022-kr>x"]
)
def test_what_is_no_sound_page_is_refused(content: bytes) -> None:
    """Packed, empty, cut in the middle of a character: nothing is written."""
    for result in (embed_block(content, DATA), remove_block(content)):
        assert result.content is None or result.content == content
    assert embed_block(content, DATA).findings


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("plain", [False, True])
def test_escaped_json_is_the_same_data(text: str, plain: bool) -> None:
    """Escaping changes no value, doing it twice changes nothing, and no sign of markup is left."""
    data = json.dumps([text], ensure_ascii=text.startswith("\ud83d")).encode()
    escaped = escape_json(data)
    if plain:
        escaped = ascii_json(escaped)
        assert escaped.isascii()
    assert json.loads(escaped) == [text]
    assert escape_json(escaped) == escaped
    assert not set(escaped.decode()) & set("<>&\u2028\u2029")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([None, 1, 2]))
def test_any_text_survives_as_ascii(text: str, indent: int | None) -> None:
    """Every character of every plane, in JSON of any layout."""
    data = json.dumps({text: [text]}, ensure_ascii=False, indent=indent)
    plain = ascii_json(data.encode())
    assert json.loads(plain) == {text: [text]}
    assert plain.isascii()
    assert plain.count(b"\n") == data.count("\n")


PIECES = [
    "<!--", "-->", "<head>", "</head>", "<html>", "<body>", "<p>", "<title>", "</title>", "<script>",
    "</script>", "<style>", "</style>", "<template>", "</template>", "<meta a='", "'", '"', ">",
    "<meta charset=utf-8>", "x", " ", "\n  ", "\r\n", "<noscript>", "</noscript>", "<svg>", "</svg>",
    '<script type="application/ld+json">{"n": 1}</script>', "<link>", "<!doctype html>", "<br>", "</br>",
    "</html>", "<script type='application/ld+json' data-newsld>", "<meta data-newsld>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=15))
def test_any_page_is_spliced_or_refused(pieces: list[str]) -> None:
    """What goes in reads back, and the scripts of others are what they were, to another reader as well."""
    text = "<!doctype html>" + "".join(pieces) + "<body><p>"
    result = embed_block(text.encode(), b'{"n": 2}')
    if result.content is None:
        assert result.findings
        return
    made = result.content.decode()
    assert embed_block(result.content, b'{"n": 2}').content == result.content
    assert read_block(result.content) == '{"n": 2}'
    others = [script.content for script in Page(text).scripts if "data-newsld" not in script.attributes]
    assert [one.content for one in Page(made).scripts if "data-newsld" not in one.attributes] == others
    tree = turbohtml.parse(made, scripting=True)
    own = [
        one
        for one in tree.find_all("script")
        if "data-newsld" in one.attrs and one.closest("template") is None
    ]
    assert [str(one.text) for one in own if str(one.text) == '{"n": 2}'] == ['{"n": 2}']
    if "data-newsld" not in text:
        assert remove_block(result.content).content == text.encode()


@pytest.mark.parametrize("text", [*DOCUMENTS.values(), *PAGES.values()], ids=[*DOCUMENTS, *PAGES])
def test_the_quick_way_to_the_head_is_the_long_way(text: str) -> None:
    """Where a plain head ends is where the head ends by all the rules."""
    place = find_insertion_point(text)
    if place.code is None:
        assert place.offset == find_head(text).end


@pytest.mark.slow
def test_chromium_finds_the_block_and_the_rest_of_the_page(tmp_path: Path) -> None:
    """In every document that takes a block: the data parses to the same, nothing runs, other scripts are untouched."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine: the browser did not judge")
    pages = {
        name: f"<!doctype html><head><title>x</title></head><p>{text}" for name, text in DOCUMENTS.items()
    }
    pages |= DOCUMENTS | PAGES
    made = {
        name: result.content.decode("utf-8", "replace")
        for name, text in pages.items()
        if (result := embed_block(text.encode("utf-8", "replace"), DATA)).content is not None
    }
    assert len(made) > 100
    before, after = seen_by_chromium(pages, tmp_path), seen_by_chromium(made, tmp_path)
    expected = escape_json(DATA)
    for name in made:
        scripts = [content for content, _ in after[name]["scripts"]]
        own = [[content, head] for content, head in after[name]["scripts"] if "NewsArticle" in content]
        assert len(own) == 1 and own[0][1], name
        assert json.loads(own[0][0]) == json.loads(expected), name
        assert [content for content in scripts if content != own[0][0]] == [
            content for content, _ in before[name]["scripts"]
        ], name
        assert (after[name]["title"], after[name]["classes"], after[name]["metas"]) == (
            before[name]["title"], before[name]["classes"], before[name]["metas"]
        ), name  # fmt: skip
        assert after[name]["probe"] is None, name


def test_real_pages_take_a_block_and_give_it_back() -> None:
    """Pages as publishers sent them."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pages"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there: no real page was changed")
    files = sorted(folder.glob("*.html.gz"))
    assert len(files) >= 40
    for file in files:
        content = gzip.decompress(file.read_bytes())
        made = _made(content, metas=METAS)
        assert _made(made, metas=METAS) == made
        assert remove_block(made).content == content


def test_tags_go_to_the_head_where_a_template_put_the_script_into_the_body() -> None:
    """And doing it twice changes nothing there either."""
    page = (
        b"<!doctype html>\n<html>\n<head>\n<title>x</title>\n</head>\n<body>\n"
        b'<script type="application/ld+json" data-newsld>{}</script>\n</body>\n</html>\n'
    )
    tags = [{"property": "og:title", "content": "Ferry"}]
    once = embed_block(page, b'{"a": 1}', metas=tags).content
    assert once is not None
    assert once.index(b"og:title") < once.index(b"</head>") < once.index(b'{"a": 1}')
    assert embed_block(once, b'{"a": 1}', metas=tags).content == once
