"""Parse the events of a Markdown body into its exact text, its blocks and marks, and what is tied to its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from newsld.formats.markdown.commonmark import LinkTarget, MarkdownEvent, is_escaped
from newsld.model.text import Span

BETWEEN: Final = "\n\n"
BETWEEN_ALL: Final = -1
"""The number of a gap that is between all leaves without one of their own."""
"""The text between two leaves that have no gap of their own."""

_SPACES: Final = (b" ", b"\n", b"\r")
_LEAVES: Final = {"Paragraph", "Heading"}
_CONTAINERS: Final = {"Item": "list-item", "BlockQuote": "block-quote"}
_MARKS: Final = {"Emphasis": "emphasis", "Strong": "strong"}


class LabelLink(NamedTuple):
    """Words that are linked to a label; `at` is the byte of the source where the link begins."""

    span: Span
    target: LinkTarget
    at: int


class FootnotePiece(NamedTuple):
    """A part of a footnote's text: words, words with a link, or a reference to the footnote `note`."""

    text: str
    at: int
    target: LinkTarget | None = None
    note: str | None = None


@dataclass(slots=True)
class Footnote:
    """A footnote: its label, the byte of its definition, and its text in pieces.

    `is_broken` is whether it holds something that is not its own, so that its text means nothing.
    """

    label: str
    at: int
    pieces: list[FootnotePiece] = field(default_factory=list)
    paragraphs: int = 0
    is_broken: bool = False


@dataclass(slots=True)
class ParsedBody:
    """A body: its text, blocks and marks as story data, its links and footnotes, and what cannot be read.

    Bytes are those of the Markdown source.
    """

    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    links: list[LabelLink] = field(default_factory=list)
    footnote_references: list[tuple[str, int, int]] = field(default_factory=list)
    """Label, offset in the text, byte."""
    footnotes: list[Footnote] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    """Constructs that a body cannot hold: name and byte."""
    undefined_footnotes: list[tuple[str, int]] = field(default_factory=list)
    """Text that looks like a reference to a footnote: label and byte."""
    swallowed_footnotes: list[tuple[str, int]] = field(default_factory=list)
    """References to footnotes that became the words of a link: label and byte."""
    nested_links: list[int] = field(default_factory=list)
    """Bytes where a link holds another one."""
    separators: set[int] = field(default_factory=set)
    """Offsets of the text with an empty comment right after their words: a name that ends there is no mention."""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    """The offset of every piece of text, and its byte in the source."""

    def byte_at(self, offset: int) -> int:
        """Return the byte of the source for an offset of the text."""
        at = bisect_right(self.pieces, (offset, 1 << 62)) - 1
        if at < 0:
            return 0
        start, byte = self.pieces[at]
        return byte + len(self.text[start:offset].encode("utf-8", "surrogatepass"))

    @property
    def leaves(self) -> list[Span]:
        """The spans of the paragraphs and headings, in order."""
        return [_span(block) for block in self.blocks if block["kind"] in {"paragraph", "heading"}]


def parse_body(
    events: Iterable[MarkdownEvent],
    source: bytes,
    gaps: Mapping[int, str],
    is_label: Callable[[LinkTarget], bool],
) -> ParsedBody:
    """Return the body that the events of a source make.

    `gaps` are the texts before leaves that are not a blank line, by number or BETWEEN_ALL; the one after the last leaf
    ends the text. `is_label` returns whether a link leads to a label, and not to an address.
    """
    parser = _BodyParser(source, gaps, is_label)
    for event in events:
        parser.take(event)
    return parser.finish()


def _span(item: Mapping[str, Any]) -> Span:
    words = item["words"]
    return Span(words["start"], words["end"])


def _words(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


@dataclass(slots=True)
class _OpenInline:
    """A mark or link that is not closed yet; `start` is the offset of its first word, None before that."""

    name: str
    detail: Any
    at: int
    start: int | None = None


class _BodyParser:
    """The text so far, and what is open at its end."""

    def __init__(
        self, source: bytes, gaps: Mapping[int, str], is_label: Callable[[LinkTarget], bool]
    ) -> None:
        self.source = source
        self.gaps = gaps
        self.is_label = is_label
        self.body = ParsedBody()
        self.parts: list[str] = []
        self.length = 0
        self.leaf_count = 0
        self.leaf: dict[str, Any] | None = None
        """The open paragraph or heading; it has `words` after its first word."""
        self.containers: list[tuple[int, int]] = []
        """The open containers: index of the block, and how many leaves come before it."""
        self.numbers: list[int | None] = []
        self.open_inlines: list[_OpenInline] = []
        self.pictures: list[dict[str, Any]] = []
        """Pictures before the first word of their leaf."""
        self.picture: tuple[LinkTarget, list[str]] | None = None
        self.footnote: Footnote | None = None
        self.footnote_link: tuple[LinkTarget, int, list[str]] | None = None
        self.brackets: list[tuple[int, int]] = []
        """Brackets that are text and not closed: byte, and how many links come before it."""
        self.link_count = 0
        self.last_kind = ""

    def take(self, event: MarkdownEvent) -> None:
        kind, data, start, _ = event
        if kind == "text":
            self.text(data, start)
        elif kind in {"soft", "hard"}:
            self.words(" " if kind == "soft" else "\n", start)
        elif kind == "footnote":
            self.link_count += 1
            if self.footnote is not None:
                self.footnote.pieces.append(FootnotePiece("", start, note=data.casefold()))
            else:
                self.body.footnote_references.append((data.casefold(), self.length, start))
        elif kind == "separator":
            if self.last_kind == "text" and self.footnote is None:
                self.body.separators.add(self.length)
        elif kind == "refused":
            self.body.refused.append((data, start))
        elif kind == "open":
            self.open(data[0], data[1], event)
        else:
            self.close(data)
        self.last_kind = kind

    def text(self, text: str, at: int) -> None:
        if text in {"[", "]"} and is_escaped(self.source, at):
            pass  # It never begins or ends a label.
        elif text == "[" and self.source[at : at + 1] == b"[":
            self.brackets.append((at, self.link_count))
        elif text == "]" and self.brackets and self.source[at : at + 1] == b"]":
            start, links_before = self.brackets.pop()
            if self.source[start + 1 : start + 2] == b"^" and at - start > 2:
                label = self.source[start + 2 : at].decode().casefold()
                self.body.undefined_footnotes.append((label, start))
            elif links_before < self.link_count and self.source[at : at + 2] in (b"][", b"]("):
                self.body.nested_links.append(at)
        self.words(text, at)

    def words(self, text: str, at: int) -> None:
        if self.picture is not None:
            self.picture[1].append(text)
        elif self.footnote_link is not None:
            self.footnote_link[2].append(text)
        elif self.footnote is not None:
            self.footnote.pieces.append(FootnotePiece(text, at))
        else:
            if self.pictures and self.source[at : at + 1] in _SPACES:
                text = text.lstrip(" ")
                if not text:
                    return
            self.begin_words()
            self.body.pieces.append((self.length, at))
            self.parts.append(text)
            self.length += len(text)

    def begin_words(self) -> None:
        """Begin the leaf and the inlines that are open and have no words yet."""
        if self.leaf is None:
            self.leaf = {"kind": "paragraph"}
        if "words" not in self.leaf:
            between = self.gaps.get(BETWEEN_ALL, BETWEEN) if self.leaf_count else ""
            gap = self.gaps.get(self.leaf_count, between)
            self.parts.append(gap)
            self.length += len(gap)
            self.leaf["words"] = _words(self.length, self.length)
            self.body.blocks.append(self.leaf)
            self.leaf_count += 1
            self.place_pictures()
        for inline in self.open_inlines:
            if inline.start is None:
                inline.start = self.length

    def place_pictures(self) -> None:
        for mark in self.pictures:
            self.body.marks.append({**mark, "words": _words(self.length, self.length)})
        self.pictures = []

    def end_leaf(self) -> None:
        self.place_pictures()
        if self.leaf is not None and "words" in self.leaf:
            self.leaf["words"]["end"] = self.length
        self.leaf = None
        self.brackets = []

    def open(self, name: str, detail: Any, event: MarkdownEvent) -> None:
        if name == "FootnoteDefinition":
            self.end_leaf()
            self.footnote = Footnote(detail.casefold(), event.start)
            self.body.footnotes.append(self.footnote)
        elif name in {"Link", "Image"}:
            self.open_link(name, detail, event)
        elif self.footnote is not None:
            if name not in _MARKS:
                self.footnote.paragraphs += 1
        elif name in _MARKS:
            self.open_inlines.append(_OpenInline(name, detail, event.start))
        elif name in _LEAVES:
            self.end_leaf()
            self.leaf = {"kind": "heading", "level": detail} if name == "Heading" else {"kind": "paragraph"}
        elif name == "List":
            self.end_leaf()
            self.numbers.append(detail)
        elif name in _CONTAINERS:
            self.open_container(name)

    def open_container(self, name: str) -> None:
        self.end_leaf()
        block: dict[str, Any] = {"kind": _CONTAINERS[name], "words": _words(self.length, self.length)}
        if name == "Item" and self.numbers and self.numbers[-1] is not None:
            block["number"] = self.numbers[-1]
            self.numbers[-1] += 1
        self.containers.append((len(self.body.blocks), self.leaf_count))
        self.body.blocks.append(block)

    def open_link(self, name: str, detail: LinkTarget, event: MarkdownEvent) -> None:
        self.link_count += 1
        if self.source[event.start : event.start + 2] == b"[^":
            end = self.source.find(b"]", event.start)
            label = self.source[event.start + 2 : end].decode()
            self.body.swallowed_footnotes.append((label, event.start))
        if name == "Image":
            self.picture = (detail, [])
        elif self.footnote is not None:
            self.footnote_link = (detail, event.start, [])
        else:
            self.open_inlines.append(_OpenInline(name, detail, event.start))

    def close(self, name: str) -> None:
        if name == "Image" and self.picture is not None:
            self.close_picture(*self.picture)
        elif name == "FootnoteDefinition":
            self.footnote = None
        elif self.footnote is not None:
            if name == "Link" and self.footnote_link is not None:
                target, at, words = self.footnote_link
                self.footnote.pieces.append(FootnotePiece("".join(words), at, target))
                self.footnote_link = None
        elif name == "Link" or name in _MARKS:
            self.close_inline()
        elif name in _LEAVES:
            self.end_leaf()
        elif name == "List":
            self.end_leaf()
            self.numbers.pop()
        elif name in _CONTAINERS:
            self.close_container()

    def close_container(self) -> None:
        self.end_leaf()
        index, leaves_before = self.containers.pop()
        if leaves_before == self.leaf_count:
            del self.body.blocks[index:]
            return
        first = next(
            block for block in self.body.blocks[index + 1 :] if block["kind"] in {"paragraph", "heading"}
        )
        self.body.blocks[index]["words"] = _words(first["words"]["start"], self.length)

    def close_picture(self, target: LinkTarget, words: list[str]) -> None:
        self.picture = None
        if self.footnote is not None:
            return
        mark: dict[str, Any] = {"kind": "picture"}
        _add_texts(mark, url=target.url, title=target.title, alternative="".join(words))
        if self.leaf is not None and "words" in self.leaf:
            self.body.marks.append({**mark, "words": _words(self.length, self.length)})
        else:
            self.pictures.append(mark)

    def close_inline(self) -> None:
        inline = self.open_inlines.pop()
        start = self.length if inline.start is None else inline.start
        if inline.name != "Link":
            self.body.marks.append({"kind": _MARKS[inline.name], "words": _words(start, self.length)})
        elif self.is_label(inline.detail):
            self.body.links.append(LabelLink(Span(start, self.length), inline.detail, inline.at))
        else:
            mark: dict[str, Any] = {"kind": "link", "words": _words(start, self.length)}
            _add_texts(mark, url=inline.detail.url, title=inline.detail.title)
            self.body.marks.append(mark)

    def finish(self) -> ParsedBody:
        self.end_leaf()
        self.parts.append(self.gaps.get(self.leaf_count, "") if self.leaf_count else "")
        self.body.text = "".join(self.parts)
        return self.body


def _add_texts(mark: dict[str, Any], **values: str) -> None:
    mark.update({key: value for key, value in values.items() if value})
