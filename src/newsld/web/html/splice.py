"""Insert a block into a page, remove or replace it, and leave every other byte unchanged.

The bytes are decoded as Latin-1, so that offsets are byte offsets: the syntax of HTML is ASCII, and in the
encodings of pages no byte of a longer character equals one of its characters. UTF-16 and ISO-2022-JP are the
exceptions, and are decoded and encoded again.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from newsld.findings import Finding
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.lines import Lines
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.encoding import (
    PRESCAN,
    REPLACEMENT,
    codec_for_label,
    declaration_end,
    declares_utf8,
    decode_page,
)
from newsld.web.html.escaping import ascii_json, escape_json
from newsld.web.html.head import is_xhtml
from newsld.web.html.insertion_point import InsertionPoint, find_frameset, find_insertion_point
from newsld.web.html.tag import WHITESPACE, Tag
from newsld.web.html.tokenizer import iter_tags

MARK_ATTRIBUTE: Final = "data-newsld"
"""The attribute by which newsld recognizes its own tags."""

_MARK_BYTES: Final = MARK_ATTRIBUTE.encode()
_MOST_CALLS: Final = 4
_TYPE: Final = "application/ld+json"
_RECODED: Final = frozenset({"utf-16-le", "utf-16-be", "iso2022-jp"})
_BYTE_ORDER_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PAGE: Final = lazy_pattern(rb"(?:\xef\xbb\xbf)?\s*<")
_LINE_END: Final = lazy_pattern(r"\r\n|\n|\r")
_LINES: Final = lazy_pattern("[\t\n\r]")
_UNWRITTEN: Final = lazy_pattern("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_METAS: Final = frozenset({"meta"})


@dataclass(frozen=True, slots=True)
class SpliceResult:
    """The result: the new page, or None and the findings that say why the page cannot be changed."""

    content: bytes | None
    findings: tuple[Finding, ...] = ()


def embed_block(
    content: bytes,
    data: bytes,
    *,
    metas: Sequence[Mapping[str, str]] | None = None,
    nonce: str | None = None,
    limit: int = SIZE_LIMIT,
) -> SpliceResult:
    """Return the page with UTF-8 JSON as newsld's own script, replacing an earlier one or at the end of the head.

    `metas` are the attributes of `<meta>` tags to insert before the script, replacing all earlier ones of newsld;
    None leaves those unchanged. `nonce` is set on the script, for pages with a content security policy. A second call
    changes nothing, and `remove_block` restores the original page.
    """
    result = _embed_once(content, data, metas, nonce, limit)
    if _MARK_BYTES not in content and content.count(b"\r") == content.count(b"\r\n"):
        return result
    # Earlier tags, and line ends of several kinds, can lead a second call to another place.
    for _ in range(_MOST_CALLS):
        if result.content is None or result.content == content:
            return result
        content, result = result.content, _embed_once(result.content, data, metas, nonce, limit)
    message = "a second run would change the page again"
    suggestion = "remove what newsld has written with --remove, and use one kind of line end"
    return SpliceResult(None, (Finding("NLD-EMB-012", message, suggestion=suggestion, line=1, column=1),))


def _embed_once(
    content: bytes, data: bytes, metas: Sequence[Mapping[str, str]] | None, nonce: str | None, limit: int
) -> SpliceResult:
    """Return the page with the block at the place that its markup leads to."""
    page = _OpenPage(content, limit)
    if page.refusals:
        return SpliceResult(None, page.refusals)
    scripts, earlier = _own_tags(page.text, metas=True)
    if scripts and page.declares_late and (metas is not None or not earlier):
        bare = _OpenPage(remove_block(content, limit=limit).content or content, limit)
        if not bare.refusals and bare.declares_late:  # the place depends on the length of the block
            page, scripts, earlier = bare, [], []
    earlier = earlier if metas is not None else []
    if unclosed := page.unclosed(scripts):
        return unclosed
    if scripts and (frameset := find_frameset(page.text, scripts[0].start)):
        return page.refused(frameset.code or "", frameset.offset, frameset.message, frameset.suggestion)
    late = not scripts and page.declares_late
    place = page.head_end if not scripts else InsertionPoint(scripts[0].start)
    if place.code is not None:
        return page.refused(place.code, place.offset, place.message, place.suggestion)
    point = _line_start(page.text, place.offset)
    if late and page.late_declaration is None:
        # After a long block, a browser would not find it in the first kilobyte.
        message = "the page declares its encoding after the end of its head, where the block belongs"
        return page.refused("NLD-EMB-012", point, message, "declare it at the beginning of the head")
    text = page.json_text(escape_json(data), point)
    if scripts:
        first, *others = scripts
        edits = [(*first.content, text)]
        if nonce is not None and first.attributes.get("nonce") != nonce:
            edits = [(first.start, first.content[1], page.opening(nonce) + text)]
        edits += [_removal(page.text, other) for other in others]
    else:
        script = f"{page.opening(nonce)}{text}</script>{page.line_end}"
        added = sum(len(page.meta(meta) + page.line_end) for meta in metas or ())
        if (
            late
            and page.late_declaration is not None
            and page.declaration_end + len(script) + added > PRESCAN
        ):
            place = InsertionPoint(page.late_declaration)
            point = place.offset
        edits = [(point, point, script)]
    if metas is not None:
        group = "".join(page.meta(meta) + page.line_end for meta in metas)
        above = page.head_end if scripts else place
        if above.code is None and above.offset < place.offset:
            # A script may be in the body, where a template put it; tags belong in the head.
            point = _line_start(page.text, above.offset)
        edits = [(point, point, group), *edits, *(_removal(page.text, meta) for meta in earlier)]
    made = _apply_edits(page.text, edits)
    # The whole page is parsed again: the block may be inside an element that is never closed.
    if [made[slice(*script.content)] for script in _own_tags(made, metas=False)[0]] != [text]:
        message = "the block cannot be inserted so that it reads back as written"
        return page.refused("NLD-EMB-012", point, message, "fix the markup of the page's head")
    return SpliceResult(page.to_bytes(made))


def remove_block(content: bytes, *, limit: int = SIZE_LIMIT) -> SpliceResult:
    """Return the page without the scripts and the `<meta>` tags that newsld inserted.

    A page in which such a script is never closed is refused: its end is unknown.
    """
    page = _OpenPage(content, limit)
    if page.refusals:
        return SpliceResult(None, page.refusals)
    scripts, metas = _own_tags(page.text, metas=True)
    if unclosed := page.unclosed(scripts):
        return unclosed
    return SpliceResult(
        page.to_bytes(_apply_edits(page.text, [_removal(page.text, tag) for tag in (*scripts, *metas)]))
    )


def read_block(content: bytes, *, limit: int = SIZE_LIMIT) -> str | None:
    """Return the JSON of newsld's own script in a page; None for a page without one."""
    page = _OpenPage(content, limit)
    scripts = () if page.refusals else _own_tags(page.text, metas=False)[0]
    return page.decoded(page.text[slice(*scripts[0].content)]) if scripts else None


class _OpenPage:
    """A page as text whose offsets map to bytes."""

    def __init__(self, content: bytes, limit: int) -> None:
        self.mark = next((mark for mark in _BYTE_ORDER_MARKS if content.startswith(mark)), b"")
        self.codec, self.unicode = "utf-8", True
        self.refusals: tuple[Finding, ...] = ()
        # Most pages declare UTF-8; decoding them only to confirm it would take longer.
        whole = len(content) <= limit and b"\0" not in content[:PRESCAN]
        self.certain = whole and _PAGE.match(content) is not None and declares_utf8(content)
        if not self.certain:
            decoded = decode_page(content, limit=limit)
            self.codec = decoded.codec
            # Some consumers decode a page that does not declare UTF-8 as another encoding.
            says_so = bool(self.mark) or (
                decoded.label is not None and codec_for_label(decoded.label) == "utf-8"
            )
            self.unicode = self.codec.startswith("utf") and says_so and not decoded.findings
            self.refusals = tuple(decoded.findings) if decoded.text is None else ()
            if decoded.label is not None and codec_for_label(decoded.label) == REPLACEMENT:
                message = f"the page declares the encoding {decoded.label}, which browsers do not decode"
                suggestion = "save the page as UTF-8 and declare it: <meta charset=utf-8>"
                self.refusals = (Finding("NLD-EMB-012", message, suggestion=suggestion),)
        self.view = self.codec if self.codec in _RECODED else "latin-1"
        self.text = ""
        if not self.refusals:
            self.refusals = self._open(content.removeprefix(self.mark))

    def _open(self, content: bytes) -> tuple[Finding, ...]:
        try:
            self.text = content.decode(self.view)
            if self.view == "latin-1" or self.text.encode(self.view) == content:
                return ()
        except UnicodeError:
            pass
        message = f"the page has invalid {self.codec} and would change when written back"
        return (Finding("NLD-EMB-012", message, suggestion="save the page as UTF-8"),)

    @cached_property
    def declaration_end(self) -> int:
        """The offset at which the tag ends by which a browser chooses the encoding; 0 if there is none."""
        return declaration_end(self.mark + self.text[:PRESCAN].encode(self.view))

    @cached_property
    def head_end(self) -> InsertionPoint:
        """The end of the head, or why there is none."""
        return find_insertion_point(self.text)

    @property
    def declares_late(self) -> bool:
        """True if the encoding is declared after the end of the head."""
        return self.head_end.code is None and self.head_end.offset < self.declaration_end

    @cached_property
    def late_declaration(self) -> int | None:
        """The end of the tag that declares the encoding; None if the tag counts only in the first kilobyte."""
        for tag in iter_tags(self.text, _METAS, until=self.declaration_end):
            if tag.end == self.declaration_end and tag.name == "meta" and not (tag.inert or tag.foreign):
                return tag.end
        return None

    def to_bytes(self, text: str) -> bytes:
        """Return the bytes of a changed text."""
        return self.mark + text.encode(self.view)

    def as_text(self, data: bytes) -> str:
        """Return UTF-8 data as it looks in the text."""
        return data.decode("utf-8" if self.view in _RECODED else self.view)

    def json_text(self, data: bytes, point: int) -> str:
        """Return JSON for insertion at an offset: in ASCII, unless the page declares UTF-8 before it."""
        if self.unicode and not self.mark and not (self.certain and point >= PRESCAN):
            before = self.to_bytes(self.text[:point])
            self.unicode = declares_utf8(before) or decode_page(before).label is not None
        text = self.as_text(data if self.unicode else ascii_json(data))
        # Any line end is valid in JSON: that of the page keeps its line ends uniform.
        return text if self.line_end == "\n" else text.replace("\n", self.line_end)

    def decoded(self, text: str) -> str:
        """Return a piece of the text, decoded with the codec of the page."""
        return text.encode(self.view).decode(self.codec, "replace")

    def refused(self, code: str, offset: int, message: str, suggestion: str) -> SpliceResult:
        """Return the refusal to change the page, with its position."""
        before = self.decoded(self.text[:offset])
        place = Lines(before).place(len(before))
        return SpliceResult(
            None, (Finding(code, message, suggestion=suggestion, line=place.line, column=place.column),)
        )

    def unclosed(self, scripts: Iterable[Tag]) -> SpliceResult | None:
        """Return the refusal of a page in which a script of newsld is never closed, and so has no known end."""
        for script in scripts:
            if script.content[1] == len(self.text):
                message = "newsld's own script never ends"
                return self.refused("NLD-EMB-011", script.start, message, "add </script>")
        return None

    @cached_property
    def line_end(self) -> str:
        """The line end that the page uses."""
        end = self.text.find("\n")
        old = self.text.find("\r", 0, end if end >= 0 else len(self.text))
        if old < 0:
            return "\n"
        return "\r\n" if old + 1 == end else "\r"

    @cached_property
    def _xml(self) -> bool:
        """True if the page is valid XML too."""
        return is_xhtml(self.text)

    @property
    def _mark(self) -> str:
        return f' {MARK_ATTRIBUTE}=""' if self._xml else f" {MARK_ATTRIBUTE}"

    def opening(self, nonce: str | None) -> str:
        """Return the start tag of newsld's script."""
        secret = "" if nonce is None else f' nonce="{self._value(nonce)}"'
        return f'<script type="{_TYPE}"{self._mark}{secret}>'

    def meta(self, attributes: Mapping[str, str]) -> str:
        """Return a `<meta>` tag of newsld."""
        stated = "".join(f' {name}="{self._value(value)}"' for name, value in attributes.items())
        return f"<meta{stated}{self._mark}{' /' if self._xml else ''}>"

    def _value(self, value: str) -> str:
        """Return an attribute value, escaped for the encoding of the page."""
        value = _UNWRITTEN.sub("\ufffd", value).replace("&", "&amp;").replace('"', "&quot;")
        value = value.replace("<", "&lt;").replace(">", "&gt;")
        value = _LINES.sub(lambda found: f"&#{ord(found[0])};", value)
        if self.unicode:
            return self.as_text(value.encode("utf-8", "replace"))
        return value.encode("ascii", "xmlcharrefreplace").decode()


def _own_tags(text: str, *, metas: bool) -> tuple[list[Tag], list[Tag]]:
    """Return the scripts and the `<meta>` tags with newsld's attribute."""
    scripts: list[Tag] = []
    others: list[Tag] = []
    last = text.rfind(MARK_ATTRIBUTE)
    for tag in iter_tags(text, _METAS if metas else frozenset(), until=last, data=True) if last >= 0 else ():
        if tag.closing or tag.inert or tag.foreign or tag.name not in ("meta", "script"):
            continue
        if MARK_ATTRIBUTE in tag.source and MARK_ATTRIBUTE in tag.attributes:
            if tag.name == "meta":
                others.append(tag)
            elif tag.attributes.get("type", "").strip(WHITESPACE).lower() == _TYPE:
                scripts.append(tag)
    return scripts, others


def _line_start(text: str, at: int) -> int:
    """Return the start of the line if only blanks precede the offset, else the offset itself."""
    begin = at
    while begin and text[begin - 1] in " \t":
        begin -= 1
    return begin if not begin or text[begin - 1] in "\r\n" else at


def _removal(text: str, tag: Tag) -> tuple[int, int, str]:
    """Return the edit that removes an element, and its line if it is alone on it."""
    end = tag.end
    if tag.name == "script":
        closing = text.find(">", tag.content[1])
        end = closing + 1 if closing >= 0 else len(text)
    line_end = _LINE_END.match(text, end)
    begin = _line_start(text, tag.start) if line_end else tag.start
    return begin, line_end.end() if line_end else end, ""


def _apply_edits(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return the text with the edits applied; of two edits at one offset the first comes first."""
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += (text[at:start], new)
        at = end
    return "".join(parts) + text[at:]
