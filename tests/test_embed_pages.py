"""Laws of embedding: nothing else changes, a second run changes nothing, and removing restores the page."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsld
from embedding_cases import HOSTILE, PAGES, hostile_story
from newsld.pipeline.embedding import Insert, build_insert, embed_page
from newsld.web.html.encoding import declares_utf8, decode_page
from newsld.web.html.page import read_page
from newsld.web.html.splice import remove_block
from stories import fixture_articles

STORY = hostile_story(*HOSTILE.values())
INSERT = build_insert(STORY, meta=True)
TAGGED = b"<!doctype html><meta charset=utf-8><title>t</title>\n<meta %s>\n<p>Words"

_HEAD = st.sampled_from(
    [
        "<title>x</title>", '<meta charset="utf-8">', "<meta charset=windows-1252>", "<meta charset=shift_jis>",
        "<script>var a = '</head>'</script>", "<script><!-- <script> </script> --></script>", "<!-- </head> -->",
        "<style></style>", "<template><p></template>", "<noscript><link></noscript>", "<link rel=canonical href=/a>",
        '<script type="application/ld+json">{"a": 1}</script>', "<meta property='og:title' content='a'>",
        "\n", "\r\n", "\r", "  ", "\t", "<", "x", "<!--", "<script>", "<template>", "</title>", "<svg>", "</head>",
        "<script type=application/ld+json data-x>{}</script>", "<base href=//e.example>", "é", "言葉",
    ]
)  # fmt: skip
_BODY = st.sampled_from(
    ["<p>", "words", "</body>", "</html>", "<!--", "-->", "<script>", "</script>", "<table><td>", "é", "\r\n", "\0",
     "<svg>", "</svg>", "<![CDATA[", "]]>", "<textarea>", "<frameset>", "</head>", "<head>", "<template>", "&amp;"]
)  # fmt: skip
_PAGES = st.builds(
    lambda begin, head, middle, body, encoding: (begin + "".join(head) + middle + "".join(body)).encode(
        encoding, "replace"
    ),
    st.sampled_from(["<!doctype html>", "<!DOCTYPE html>\n<html lang=en>\n<head>\n", "<html><head>", "", "\ufeff<html>",
                     '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>']),
    st.lists(_HEAD, max_size=6),
    st.sampled_from(["</head><body>", "</head>\n<body>\n", "  </head>\r\n", "<body>", "<p>", "", "</HEAD >"]),
    st.lists(_BODY, max_size=6),
    st.sampled_from(["utf-8", "utf-8", "utf-8", "cp1252", "cp932", "utf-16", "latin-1"]),
)  # fmt: skip


def _block(page: bytes) -> bytes:
    """Return the JSON of newsld's own script in a page."""
    read, _ = read_page(page)
    assert read is not None
    (own,) = [script for script in read.scripts if "data-newsld" in script.attributes]
    return own.content.encode()


@given(_PAGES, st.booleans(), st.sampled_from([None, "n0nce"]))
def test_a_page_keeps_every_byte_of_its_own(page: bytes, meta: bool, nonce: str | None) -> None:
    """Embedding is idempotent, removing restores the page, and a refused page is unchanged and has a finding."""
    insert = INSERT if meta else Insert(INSERT.data)
    made = embed_page(page, insert, nonce=nonce)
    if made.content is None:
        assert made.findings and all(one.severity == "error" for one in made.findings)
        return
    assert made.content != page
    assert embed_page(made.content, insert, nonce=nonce).content == made.content
    assert remove_block(made.content).content == page
    read, _ = read_page(page)
    expected = insert.data if read is None or read.base is None else insert.data_with_absolute_ids()
    assert json.loads(_block(made.content)) == json.loads(expected)


@given(_PAGES)
def test_another_story_replaces_the_earlier_one(page: bytes) -> None:
    """The result is the same as for the page without the earlier story."""
    other = Insert(b'{"name": "other"}\n', (("og:title", "Other"),))
    fresh, first = embed_page(page, INSERT), embed_page(page, other)
    assert (fresh.content is None) == (first.content is None)
    if first.content is not None:
        assert embed_page(first.content, INSERT).content == fresh.content
        without = embed_page(first.content, Insert(INSERT.data)).content
        assert without == embed_page(page, Insert(INSERT.data)).content


@pytest.mark.parametrize("name", fixture_articles())
def test_the_embedded_script_equals_the_export(name: str) -> None:
    """The script holds the bytes of the page profile, so that a template can put a file there instead."""
    article = fixture_articles()[name]
    page = newsld.embed(PAGES["plain"], article)
    assert _block(page) == newsld.write(article, "jsonld", jsonld="page")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (b"<p>A fragment</p>", "NLD-EMB-010"),
        (b"Words alone", "NLD-EMB-010"),
        (b"<html><head></head><frameset><frame></frameset></html>", "NLD-EMB-010"),
        (b"<!doctype html><head><script>open()</head><body></body>", "NLD-EMB-011"),
        (b"<!doctype html><head><!-- open </head><body></body>", "NLD-EMB-011"),
        (b"<!doctype html><head><template></head><body></body>", "NLD-EMB-011"),
        (b"<!doctype html><head><title>open</head><body></body>", "NLD-EMB-011"),
        (b"<!doctype html><head></head><head></head><body></body>", "NLD-EMB-011"),
        (b"<!-- <html><head></head><body></body></html>", "NLD-EMB-011"),
        (b"<!doctype html><!-- <head></head> --><title>t</title><p>x", "NLD-EMB-011"),
        (b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00\x00\xd8", "NLD-EMB-012"),
        (b"", "NLD-SYN-012"),
        (b"\x89PNG\r\n\x1a\n", "NLD-SYN-001"),
    ],
)
def test_a_page_that_cannot_hold_a_story_is_refused(page: bytes, code: str) -> None:
    """The exception has the findings, and no page is returned."""
    with pytest.raises(newsld.Unwritable) as refused:
        newsld.embed(page, STORY)
    (finding,) = refused.value.findings
    assert finding.code == code
    assert finding.suggestion or code == "NLD-SYN-012"


def test_text_gives_text_and_bytes_give_bytes() -> None:
    """A page that a template made is a str; the block in it is the same."""
    article = fixture_articles()["strike"]
    text = PAGES["plain"].decode()
    made = newsld.embed(text, article, meta=True, nonce="a")
    assert isinstance(made, str)
    assert made.encode() == newsld.embed(text.encode(), article, meta=True, nonce="a")


@pytest.mark.parametrize("label", ["shift_jis", "windows-1252", "utf-8", "utf-16"])
def test_text_can_be_encoded_as_it_declares(label: str) -> None:
    """Content embedded in a str is ASCII if the page declares an encoding other than UTF-8."""
    text = f"<!doctype html><meta charset={label}><title>Words</title>"
    made = newsld.embed(text, fixture_articles()["arabic"], meta=True)
    assert made.isascii() or label.startswith("utf")
    assert remove_block(made.encode()).content == text.encode()


@pytest.mark.parametrize(
    "page",
    [
        b"<!doctype html><p>" + b"Words " * 200 + b"<meta charset=utf-8>",
        b"<!doctype html><svg>" + b" " * 1_100 + b"<meta charset=utf-8></svg><title>t</title>",
        b"<!doctype html><title>t</title><body><!-- <meta charset=utf-8> -->",
        b"<!doctype html><title>t</title><p>no label",
    ],
)
def test_an_encoding_that_is_declared_too_late_is_not_relied_on(page: bytes) -> None:
    """A browser that reads the block before the declaration uses another encoding: ASCII is right in all."""
    made = newsld.embed(page, fixture_articles()["arabic"], meta=True)
    assert made.isascii()
    assert newsld.embed(made, fixture_articles()["arabic"], meta=True) == made


@given(_PAGES)
def test_a_page_that_declares_utf8_early_is_read_as_utf8(page: bytes) -> None:
    """The fast and the full detection of the encoding agree."""
    if declares_utf8(page):
        assert decode_page(page).codec == "utf-8"


def test_a_text_with_half_a_character_stays_as_it_is() -> None:
    """A lone surrogate in a str is preserved and does not fail."""
    text = "<!doctype html><meta charset=utf-8><title>t</title><p>\ud800"
    assert newsld.embed(text, STORY).endswith("<p>\ud800")


def test_a_story_with_an_error_is_refused() -> None:
    """A story with an error is not embedded."""
    broken = STORY.model_copy(update={"author": ("nobody",)})
    with pytest.raises(newsld.Unwritable) as refused:
        newsld.embed(PAGES["plain"], broken)
    assert [finding.severity for finding in refused.value.findings] == ["error"]


def test_foreign_tags_are_preserved_and_not_duplicated() -> None:
    """A title that the page already has is preserved and not duplicated; the rest is added."""
    article = fixture_articles()["strike"]
    page = TAGGED % b"property=og:title content='Theirs'"
    made = newsld.embed(page, article, meta=True)
    assert made.count(b"og:title") == 1
    assert b"og:description" in made and b"article:published_time" in made
    assert newsld.embed(made, article, meta=True) == made


def test_a_picture_of_the_page_is_not_mixed_with_that_of_the_story() -> None:
    """Width and caption are only written with the picture of the story."""
    page = TAGGED % b"property=og:image content=https://e.example/a.jpg"
    assert newsld.embed(page, STORY, meta=True).count(b"og:image") == 1
    assert newsld.embed(TAGGED % b"name=a", STORY, meta=True).count(b"og:image:alt") == 1


def test_what_the_story_lacks_has_no_tag() -> None:
    """No tag is empty, and a language without a country makes no locale."""
    (article,) = newsld.read(b'{"newsld": 2, "headline": "A", "inLanguage": "en"}', "json")
    assert build_insert(article, meta=True).tags == (("og:type", "article"), ("og:title", "A"))


@pytest.mark.parametrize(
    ("language", "locale"), [("en-IN", "en_IN"), ("zh-Hant-TW", "zh_TW"), ("sr-Latn", None), ("en", None)]
)
def test_a_locale_is_a_language_with_its_country(language: str, locale: str | None) -> None:
    """Networks know en_IN, and no country is made up."""
    article = fixture_articles()["brief"].model_copy(update={"in_language": language})
    assert dict(build_insert(article, meta=True).tags).get("og:locale") == locale
