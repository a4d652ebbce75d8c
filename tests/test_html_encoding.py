"""Bytes become text as in a browser, and a page that says the wrong thing about its bytes is told so."""

from __future__ import annotations

import codecs

import pytest
import webencodings.labels
from hypothesis import given
from hypothesis import strategies as st

from newsld.web.html.encoding import codec_for_label, decode_page
from newsld.web.html.page import read_page

STORY = "<!doctype html><title>Zoë in Łódź</title>"


CODECS = {
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso8859-8",
    "macintosh": "mac-roman",
    "shift_jis": "cp932",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-user-defined": "cp1252",
}
"""Encodings that Python has under another name, or not: then the nearest."""


def _page(label: str | None, codec: str, text: str = "é") -> bytes:
    meta = "" if label is None else f'<meta charset="{label}">'
    return f"<!doctype html>{meta}<p>{text}".encode(codec)


@pytest.mark.parametrize("label", sorted(webencodings.labels.LABELS))
def test_every_label_of_the_standard_is_known(label: str) -> None:
    """The labels are those of the Encoding Standard, each with the codec of its encoding."""
    codec = codec_for_label(f" {label.upper()}\n")
    assert codec is not None
    name = webencodings.labels.LABELS[label]
    if name == "replacement":  # what nobody may decode
        assert codec == name
        return
    assert codecs.lookup(codec).name == codecs.lookup(CODECS.get(name, name)).name


@pytest.mark.parametrize(
    ("label", "codec", "read"),
    [
        ("iso-8859-1", "cp1252", "“é”"),
        ("ascii", "cp1252", "€"),
        ("shift_jis", "cp932", "①㈱"),
        ("gb2312", "gb18030", "汉字"),
        ("euc-kr", "cp949", "똠"),
        ("iso-2022-jp", "iso2022_jp", "東京"),
        ("koi8-r", "koi8-r", "Да"),
        ("x-user-defined", "cp1252", "é"),
        (None, "utf-8", "é"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_says(label: str | None, codec: str, read: str) -> None:
    """Labels mean what they mean to browsers, and what is right has no finding."""
    page, findings = read_page(_page(label, codec, read))
    assert page is not None
    assert read in page.text
    assert not findings


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_byte_order_mark_wins(mark: str) -> None:
    """Whatever the page says of itself; the mark is no part of the text."""
    text = "<!doctype html><meta charset=koi8-r>" + STORY
    content = text.encode(mark) if mark != "utf-16-be" else codecs.BOM_UTF16_BE + text.encode(mark)
    page, findings = read_page(content)
    assert page is not None and page.text == text
    assert not findings


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_page("iso-8859-1", "utf-8"), "its bytes are UTF-8"),
        (_page("utf8mb4", "utf-8"), "the unknown encoding 'utf8mb4'; it is read as UTF-8"),
        (_page("utf-8", "cp1252"), "a byte here is not valid in it"),
        (_page("utf-16", "utf-8"), "its bytes are UTF-8"),
        (_page(None, "cp1252"), "is read as Windows-1252"),
        (_page("hz-gb-2312", "ascii", "x"), "is not valid in it"),
    ],
)
def test_a_wrong_encoding_is_a_finding_that_says_what_was_used(content: bytes, said: str) -> None:
    """The page is read all the same."""
    page, findings = read_page(content)
    assert page is not None
    (finding,) = findings
    assert finding.code == "NLD-SYN-016"
    assert said in finding.message


def test_the_first_bad_byte_has_its_place() -> None:
    """In line and column of the text that was read."""
    (finding,) = read_page("<meta charset=utf-8>\r\né".encode() + b"\xff")[1]
    assert (finding.line, finding.column) == (2, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x1f\x8b\x08\x00rest", "NLD-SYN-001"),
        (b"PK\x03\x04rest", "NLD-SYN-001"),
        (b"%PDF-1.7", "NLD-SYN-001"),
        ("<html>".encode("utf-16-le"), "NLD-SYN-001"),
        (b"", "NLD-SYN-012"),
        (b"\xef\xbb\xbf \r\n", "NLD-SYN-012"),
        (b"<p>too long", "NLD-SYN-004"),
    ],
)
def test_what_is_no_page_is_a_finding(content: bytes, code: str) -> None:
    """Packed, binary, empty and oversized input is refused, each with a code of its own."""
    page, (finding,) = read_page(content, limit=10 if code.endswith("004") else 1000)
    assert page is None
    assert finding.code == code


@pytest.mark.parametrize(
    ("start", "codec"),
    [
        ("<!-- <meta charset=koi8-r> --><meta charset=cp1251>", "cp1251"),
        ("<meta name=x charset=koi8-r>", "koi8-r"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset = \"koi8-r\" '>", "koi8-r"),
        ("<meta content='text/html; charset=koi8-r'><meta charset=cp1251>", "cp1251"),
        ("<script>'<meta charset=koi8-r>'</script>", "koi8-r"),
        ("<a title='<meta charset=koi8-r>'><meta charset=cp1251>", "cp1251"),
        ("<!x <meta charset=koi8-r><meta charset=cp1251>", "cp1251"),
        ("<metacharset=koi8-r><meta charset=cp1251>", "cp1251"),
        ("<meta charset=nonsense><meta charset=koi8-r>", "koi8-r"),
        (f"<!--{'x' * 2000}--><meta charset=koi8-r>", "koi8-r"),
    ],
)
def test_the_label_is_looked_for_as_a_browser_looks(start: str, codec: str) -> None:
    """In the first 1,024 bytes without rules for scripts, and behind them with all rules."""
    assert decode_page(f"{start}<p>Да".encode(codec)).codec == codec


@given(st.binary(max_size=300), st.sampled_from([*webencodings.labels.LABELS, "", "x"]))
def test_no_bytes_are_an_exception(rest: bytes, label: str) -> None:
    """Whatever follows whatever label, there is a page or a finding."""
    page, findings = read_page(f"<meta charset='{label}'>".encode() + rest)
    assert page is not None or findings
    page, findings = read_page(rest)
    assert page is not None or findings


def test_a_byte_that_windows_1252_lacks_is_a_control_character() -> None:
    """As in a browser, where every byte is some character."""
    page, findings = read_page(b"<meta charset=latin1><p>\x81\xe9")
    assert page is not None and page.text.endswith("\x81é")
    assert not findings
