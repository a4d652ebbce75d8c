"""Bytes to text: what is refused, and where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsld.syntax.decode import decode


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_text_comes_back_with_and_without_a_mark(text: str) -> None:
    """UTF-8 gives its text, and one byte order mark at the front is not part of it."""
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, [])
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, [])


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_the_first_bad_byte_has_its_line_and_column(text: str, mark: bool) -> None:
    """A byte that is not UTF-8 is placed in code points, behind the byte order mark."""
    content = text.encode().removeprefix(b"\xef\xbb\xbf")
    found, findings = decode(b"\xef\xbb\xbf" * mark + content + b"\xff\xfe rest\nmore")
    before = content.decode().split("\n")
    assert found is None
    assert [(f.code, f.line, f.column) for f in findings] == [
        ("NLD-SYN-009", len(before), len(before[-1]) + 1)
    ]
    assert findings[0].excerpt is not None
    assert findings[0].excerpt.endswith(" rest")


def test_empty_input_is_a_finding() -> None:
    """No bytes, white space and a lone byte order mark are all empty."""
    for content in (b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"):
        text, findings = decode(content)
        assert (text, [f.code for f in findings]) == (None, ["NLD-SYN-012"])


def test_the_size_limit_counts_bytes() -> None:
    """An input of as many bytes as allowed passes, one byte more does not."""
    assert decode("é".encode(), limit=2) == ("é", [])
    text, findings = decode("éa".encode(), limit=2)
    assert (text, [f.code for f in findings]) == (None, ["NLD-SYN-004"])


def test_utf16_is_named() -> None:
    """A file saved as UTF-16 is told so."""
    _, findings = decode("headline: x".encode("utf-16"))
    assert "UTF-16" in str(findings[0].suggestion)
