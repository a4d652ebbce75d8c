"""Decode the bytes of a page with the encoding that a browser would choose."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from newsld.findings import Finding
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.lines import Lines
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.tag import WHITESPACE, Tag, read_tag
from newsld.web.html.tokenizer import any_case, iter_tags

PRESCAN: Final = 1024
"""The number of bytes in which a browser looks for the encoding before it parses the page."""

REPLACEMENT: Final = "replacement"
"""The encoding of pages that a browser refuses to decode: it shows a single U+FFFD."""

_CODECS: Final = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
    "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
    "iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
    "iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
    "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 x-user-defined",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
    "windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022-jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "windows-949",
    "replacement": "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement",
    "utf-16-be": "unicodefffe utf-16be",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
}
"""The labels of the Encoding Standard, by the Python codec that decodes most like its decoder."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FILE_SIGNATURES: Final = (
    (b"\x1f\x8b", "gzip data"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
)
_DISPLAY_NAMES: Final = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "cp932": "Shift_JIS", "cp949": "EUC-KR"}
_CONTROLS: Final = "newsld-controls"
_CHARSET_WORD: Final = lazy_pattern(any_case("charset"))
_CHARSET: Final = lazy_pattern(
    rf"{any_case('charset')}[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r ;\"'][^\t\n\f\r ;]*))"
)
_USUAL_START: Final = lazy_pattern(
    rb"""\s*<!doctype html>\s*<html(?:\s[^<>"']*(?:"[^<>"]*"[^<>"']*)*)?>\s*(?:<head>\s*)?"""
    rb"""<meta charset=["']?utf-8["' />]""",
    re.IGNORECASE,
)
"""The usual beginning of a page in UTF-8."""

_STEP: Final = lazy_pattern(r"<(?:!--|/?[a-zA-Z]|[!/?])")


class DecodedPage(NamedTuple):
    """A page as text, without a byte order mark; None if the bytes are not a page.

    `codec` is the Python codec that decoded it, `label` the encoding that the page declares, known or not.
    """

    text: str | None
    codec: str
    label: str | None
    findings: list[Finding]


def decode_page(content: bytes, *, limit: int = SIZE_LIMIT) -> DecodedPage:
    """Return the text of a page, its encoding, and findings.

    The encoding is that of the byte order mark, or of the page's `<meta>`, or UTF-8 if the bytes are valid UTF-8, or
    else Windows-1252. Bytes that are valid UTF-8 are decoded as UTF-8 even if the page declares another encoding:
    servers override it in a header, which a file no longer has. What cannot be decoded becomes U+FFFD, as in a
    browser.
    """
    if len(content) > limit:
        message = f"the page has {len(content):,} bytes, and {limit:,} are allowed"
        finding = Finding("NLD-SYN-004", message, suggestion="raise the size limit, or leave the page out")
        return DecodedPage(None, "utf-8", None, [finding])
    if (description := _not_a_page(content)) is not None:
        finding = Finding(
            "NLD-SYN-001",
            f"this is {description}, not an HTML page",
            suggestion="give the page itself, unpacked",
        )
        return DecodedPage(None, "utf-8", None, [finding])
    text = _utf8(content)
    codec, label = _choose_codec(content, utf8=text is not None)
    bad = None
    if text is None or codec != "utf-8":
        text, bad = _decoded(content, codec)
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        return DecodedPage(
            None, codec, label, [Finding("NLD-SYN-012", "the page is empty", line=1, column=1)]
        )
    return DecodedPage(text, codec, label, list(_encoding_findings(content, codec, label, text, bad)))


class _Declaration(NamedTuple):
    """The label of an encoding, and the offset at which its tag ends."""

    label: str
    end: int


def declares_utf8(content: bytes) -> bool:
    """Return whether a page declares UTF-8 by a byte order mark, or by the first known label in its first kilobyte."""
    if content.startswith(codecs.BOM_UTF8):
        return True
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x1b" in content:
        return False
    if _USUAL_START.match(content):
        return True
    found = _first_known(content)
    return found is not None and codec_for_label(found.label) == "utf-8"


def browser_encoding(content: bytes) -> str | None:
    """Return the codec that a browser chooses by the bytes alone before it parses a page; None if none is declared."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return codec
    if _USUAL_START.match(content):
        return "utf-8"
    found = _first_known(content)
    return codec_for_label(found.label) if found is not None else None


def declaration_end(content: bytes) -> int:
    """Return the offset at which the tag ends by which a browser chooses the encoding of a page; 0 if there is none."""
    if content.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)):
        return 0
    found = _first_known(content)
    return found.end if found is not None else 0


def _first_known(content: bytes) -> _Declaration | None:
    declarations = _prescanned(content[:PRESCAN].decode("latin-1"))
    return next((one for one in declarations if codec_for_label(one.label) is not None), None)


def _choose_codec(content: bytes, *, utf8: bool) -> tuple[str, str | None]:
    """Return the codec of a page, and the label that the page declares, known or not."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return codec, None
    # Text in ISO-2022-JP consists of ASCII bytes.
    certain = utf8 and b"\x1b" not in content
    if certain and declares_utf8(content):
        return "utf-8", "utf-8"
    label = _declared_label(content[:PRESCAN] if certain else content)
    declared = codec_for_label(label) if label is not None else None
    if declared is not None and declared.startswith("utf-16"):
        declared = "utf-8"  # a label that is readable as ASCII is not in UTF-16
    if declared == "utf-8" or (declared is not None and (not utf8 or content.isascii())):
        return declared, label
    return ("utf-8" if utf8 else "cp1252"), label


@cache
def _labels() -> dict[str, str]:
    return {label: codec for codec, labels in _CODECS.items() for label in labels.split()}


def codec_for_label(label: str) -> str | None:
    """Return the Python codec for a label of the Encoding Standard; None for an unknown label."""
    return _labels().get(label.strip(WHITESPACE).lower())


def _not_a_page(content: bytes) -> str | None:
    """Return what bytes are that are not text; None if they may be text."""
    for mark, what in _FILE_SIGNATURES:
        if content.startswith(mark):
            return what
    start = content[:PRESCAN]
    if start.count(0) * 10 > len(start) and not content.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        return "binary data, or UTF-16 without a byte order mark"
    return None


def _utf8(content: bytes) -> str | None:
    """Return the text of bytes that are valid UTF-8, else None."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _decoded(content: bytes, codec: str) -> tuple[str, int | None]:
    """Return the text, and the offset in it of the first character that could not be decoded."""
    if codec == REPLACEMENT:
        return "\ufffd", 0
    try:
        return content.decode(codec), None
    except UnicodeDecodeError as error:
        # Windows code pages of the Encoding Standard leave no byte out: C1 control characters fill the gaps.
        text = content.decode(codec, _CONTROLS if codec.startswith("cp125") else "replace")
        return text, None if codec == "cp1252" else len(content[: error.start].decode(codec, "replace"))


def _control(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(_CONTROLS, _control)


def _encoding_findings(
    content: bytes, codec: str, label: str | None, text: str, bad: int | None
) -> Iterator[Finding]:
    """Yield the findings about an encoding: what the page declares, and what it was decoded as."""
    shown = _DISPLAY_NAMES.get(codec, codec)
    suggestion = "save the page as UTF-8 and declare it: <meta charset=utf-8>"
    if bad is not None:
        place = Lines(text).place(bad)
        message = f"the page declares {shown}, but a byte here is not valid in it"
        yield Finding("NLD-SYN-016", message, suggestion=suggestion, line=place.line, column=place.column)
    elif label is not None and codec_for_label(label) is None:
        message = f"the page declares the unknown encoding {label[:40]!r}; it is read as {shown}"
        yield Finding("NLD-SYN-016", message, suggestion=suggestion)
    elif label is not None and codec == "utf-8" and codec_for_label(label) != codec and not content.isascii():
        message = f"the page declares the encoding {label}, but its bytes are UTF-8; it is read as UTF-8"
        yield Finding(
            "NLD-SYN-016", message, suggestion="declare the encoding of the page: <meta charset=utf-8>"
        )
    elif label is None and codec == "cp1252":
        message = f"the page declares no encoding and is not UTF-8; it is read as {shown}"
        yield Finding("NLD-SYN-016", message, suggestion=suggestion)


def _declared_label(content: bytes) -> str | None:
    """Return the label that a page declares: the first known in its first 1,024 bytes, or else in any `<meta>`."""
    start = content[:PRESCAN].decode("latin-1")
    labels = [declaration.label for declaration in _prescanned(start)]
    known = next((label for label in labels if codec_for_label(label) is not None), None)
    if known is None and len(content) > PRESCAN:
        text = content.decode("latin-1")
        if _CHARSET_WORD.search(text, PRESCAN):
            metas = (
                tag for tag in iter_tags(text, frozenset({"meta"})) if tag.name == "meta" and not tag.inert
            )
            late = (label for tag in metas if (label := _label(tag)) is not None)
            known = next((label for label in late if codec_for_label(label) is not None), None)
    return known or next(iter(labels), None)


def _prescanned(start: str) -> Iterator[_Declaration]:
    """Yield the declarations that a browser finds before parsing: rules for scripts or titles do not apply yet."""
    at, last = 0, max((word.start() for word in _CHARSET_WORD.finditer(start)), default=0)
    while step := _STEP.search(start, at, last):
        if step[0] == "<!--":
            end = start.find("-->", step.start() + 2) + 3
            at = end if end > 2 else len(start)
        elif step[0][-1].isalpha():
            tag = read_tag(start, step.start())
            if tag is None:
                return
            at = tag.end
            if tag.name == "meta" and not tag.closing and (label := _label(tag)) is not None:
                yield _Declaration(label, tag.end)
        else:
            at = start.find(">", step.end()) + 1 or len(start)


def _label(tag: Tag) -> str | None:
    """Return the label in a `<meta charset>` or `<meta http-equiv=content-type>`."""
    if not _CHARSET_WORD.search(tag.text, tag.start, tag.end):
        return None
    if "charset" in tag.attributes:
        return tag.attributes["charset"].strip(WHITESPACE)
    if tag.attributes.get("http-equiv", "").lower() == "content-type":
        found = _CHARSET.search(tag.attributes.get("content", ""))
        return next((value for value in found.groups() if value is not None), None) if found else None
    return None
