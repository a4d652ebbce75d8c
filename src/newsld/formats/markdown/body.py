"""From the events of a document to the exact text of a body, its layout, and what is tied to its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from newsld.formats.markdown.commonmark import Event, Target, is_escaped
from newsld.model.text import Span

__all__ = ["Laid", "Link", "Note", "Piece", "lay"]

BETWEEN: Final = "\n\n"
"""What stands between two blocks of words where no gap says otherwise."""

_SPACES: Final = (b" ", b"\n", b"\r")
_LEAVES: Final = {"Paragraph", "Heading"}
_CONTAINERS: Final = {"Item": "list-item", "BlockQuote": "block-quote"}
_MARKS: Final = {"Emphasis": "emphasis", "Strong": "strong"}


@dataclass(frozen=True, slots=True)
class Link:
    """Words tied to a label, or led to an address; `at` is the byte of the source where it stands."""

    span: Span
    target: Target
    at: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a footnote's text: words, a link with its words, or a reference to another footnote."""

    text: str
    at: int
    target: Target | None = None
    note: str | None = None


@dataclass(slots=True)
class Note:
    """A footnote: its label, where its definition stands, and its text in pieces."""

    label: str
    at: int
    pieces: list[Piece] = field(default_factory=list)
    paragraphs: int = 0


@dataclass(slots=True)
class Laid:
    """A body as its Markdown has it: text, blocks, marks; links, footnote references, footnotes, refused constructs."""

    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    references: list[tuple[str, int, int]] = field(default_factory=list)
    """Label, place in the text, byte of the source."""
    notes: list[Note] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    undefined: list[tuple[str, int]] = field(default_factory=list)
    """What looks like a footnote and is text: label and byte of the source."""
    swallowed: list[tuple[str, int]] = field(default_factory=list)
    """Footnotes that became the words of a link: label and byte of the source."""
    nested: list[int] = field(default_factory=list)
    """Bytes of the source where a link holds another one."""

    @property
    def leaves(self) -> list[Span]:
        """The blocks that hold words."""
        return [_span(block) for block in self.blocks if block["kind"] in {"paragraph", "heading"}]


def lay(
    events: list[Event], source: bytes, gaps: Mapping[int, str], is_label: Callable[[Target], bool]
) -> Laid:
    """Lays out the body that the events tell.

    `gaps` are the texts before blocks of words, by number, where they are not a blank line; the one after the last
    block closes the text. `is_label` tells the links that tie words to something from those that lead somewhere.
    """
    layer = _Layer(source, gaps, is_label)
    for event in events:
        layer.take(event)
    return layer.finish()


def _span(item: Mapping[str, Any]) -> Span:
    words = item["words"]
    return Span(words["start"], words["end"])


def _words(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


@dataclass(slots=True)
class _Open:
    """A mark or link that is open: where its words begin, once they have."""

    name: str
    detail: Any
    at: int
    start: int | None = None


class _Layer:
    """Where laying out stands: the text so far, and what is open."""

    def __init__(self, source: bytes, gaps: Mapping[int, str], is_label: Callable[[Target], bool]) -> None:
        self.source = source
        self.gaps = gaps
        self.is_label = is_label
        self.laid = Laid()
        self.parts: list[str] = []
        self.length = 0
        self.leaf_count = 0
        self.leaf: dict[str, Any] | None = None
        """The block of words that is open; its `words` come when they do."""
        self.containers: list[tuple[int, int]] = []
        """Index of the block, and how many blocks of words there were before it."""
        self.numbers: list[int | None] = []
        self.opened: list[_Open] = []
        self.pictures: list[dict[str, Any]] = []
        """Pictures that stand before the words of their block."""
        self.picture: tuple[Target, list[str]] | None = None
        self.note: Note | None = None
        self.note_link: tuple[Target, int, list[str]] | None = None
        self.brackets: list[tuple[int, int]] = []
        """For every bracket left open as text, its byte and how many links there were before it."""
        self.links = 0

    def take(self, event: Event) -> None:
        kind, data, start, _ = event
        if kind == "text":
            self.text(data, start)
        elif kind in {"soft", "hard"}:
            self.words(" " if kind == "soft" else "\n", start)
        elif kind == "note":
            self.links += 1
            if self.note is not None:
                self.note.pieces.append(Piece("", start, note=data.casefold()))
            else:
                self.laid.references.append((data.casefold(), self.length, start))
        elif kind == "refused":
            self.laid.refused.append((data, start))
        elif kind == "open":
            self.open(data[0], data[1], event)
        else:
            self.close(data)

    def text(self, text: str, at: int) -> None:
        if text in {"[", "]"} and is_escaped(self.source, at):
            pass  # It is text, whatever stands between it and another one.
        elif text == "[" and self.source[at : at + 1] == b"[":
            self.brackets.append((at, self.links))
        elif text == "]" and self.brackets and self.source[at : at + 1] == b"]":
            start, before = self.brackets.pop()
            if self.source[start + 1 : start + 2] == b"^" and at - start > 2:
                self.laid.undefined.append((self.source[start + 2 : at].decode().casefold(), start))
            elif before < self.links and self.source[at : at + 2] in (b"][", b"]("):
                self.laid.nested.append(at)
        self.words(text, at)

    def words(self, text: str, at: int) -> None:
        if self.picture is not None:
            self.picture[1].append(text)
        elif self.note_link is not None:
            self.note_link[2].append(text)
        elif self.note is not None:
            self.note.pieces.append(Piece(text, at))
        else:
            if self.pictures and self.source[at : at + 1] in _SPACES:
                text = text.lstrip(" ")
                if not text:
                    return
            self.begin()
            self.parts.append(text)
            self.length += len(text)

    def begin(self) -> None:
        """Words come: the block that holds them begins here, with all that waited for it."""
        if self.leaf is None:
            self.leaf = {"kind": "paragraph"}
        if "words" not in self.leaf:
            gap = self.gaps.get(self.leaf_count, BETWEEN if self.leaf_count else "")
            self.parts.append(gap)
            self.length += len(gap)
            self.leaf["words"] = _words(self.length, self.length)
            self.laid.blocks.append(self.leaf)
            self.leaf_count += 1
            self.set_pictures()
        for item in self.opened:
            if item.start is None:
                item.start = self.length

    def set_pictures(self) -> None:
        for mark in self.pictures:
            self.laid.marks.append({**mark, "words": _words(self.length, self.length)})
        self.pictures = []

    def end_leaf(self) -> None:
        self.set_pictures()
        if self.leaf is not None and "words" in self.leaf:
            self.leaf["words"]["end"] = self.length
        self.leaf = None
        self.brackets = []

    def open(self, name: str, detail: Any, event: Event) -> None:
        if name == "FootnoteDefinition":
            self.end_leaf()
            self.note = Note(detail.casefold(), event.start)
            self.laid.notes.append(self.note)
        elif name in {"Link", "Image"}:
            self.open_link(name, detail, event)
        elif self.note is not None:
            if name not in _MARKS:
                self.note.paragraphs += 1
        elif name in _MARKS:
            self.opened.append(_Open(name, detail, event.start))
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
        self.containers.append((len(self.laid.blocks), self.leaf_count))
        self.laid.blocks.append(block)

    def open_link(self, name: str, detail: Target, event: Event) -> None:
        self.links += 1
        if self.source[event.start : event.start + 2] == b"[^":
            end = self.source.find(b"]", event.start)
            self.laid.swallowed.append((self.source[event.start + 2 : end].decode(), event.start))
        if name == "Image":
            self.picture = (detail, [])
        elif self.note is not None:
            self.note_link = (detail, event.start, [])
        else:
            self.opened.append(_Open(name, detail, event.start))

    def close(self, name: str) -> None:
        if name == "Image" and self.picture is not None:
            self.close_picture(*self.picture)
        elif name == "FootnoteDefinition":
            self.note = None
        elif self.note is not None:
            if name == "Link" and self.note_link is not None:
                target, at, words = self.note_link
                self.note.pieces.append(Piece("".join(words), at, target))
                self.note_link = None
        elif name == "Link" or name in _MARKS:
            self.close_mark()
        elif name in _LEAVES:
            self.end_leaf()
        elif name == "List":
            self.end_leaf()
            self.numbers.pop()
        elif name in _CONTAINERS:
            self.close_container()

    def close_container(self) -> None:
        self.end_leaf()
        index, before = self.containers.pop()
        if before == self.leaf_count:
            del self.laid.blocks[index:]
            return
        first = next(
            block for block in self.laid.blocks[index + 1 :] if block["kind"] in {"paragraph", "heading"}
        )
        self.laid.blocks[index]["words"] = _words(first["words"]["start"], self.length)

    def close_picture(self, target: Target, words: list[str]) -> None:
        self.picture = None
        if self.note is not None:
            return
        mark: dict[str, Any] = {"kind": "picture"}
        _state(mark, url=target.url, title=target.title, alternative="".join(words))
        if self.leaf is not None and "words" in self.leaf:
            self.laid.marks.append({**mark, "words": _words(self.length, self.length)})
        else:
            self.pictures.append(mark)

    def close_mark(self) -> None:
        item = self.opened.pop()
        start = self.length if item.start is None else item.start
        if item.name != "Link":
            self.laid.marks.append({"kind": _MARKS[item.name], "words": _words(start, self.length)})
        elif self.is_label(item.detail):
            self.laid.links.append(Link(Span(start, self.length), item.detail, item.at))
        else:
            mark: dict[str, Any] = {"kind": "link", "words": _words(start, self.length)}
            _state(mark, url=item.detail.url, title=item.detail.title)
            self.laid.marks.append(mark)

    def finish(self) -> Laid:
        self.end_leaf()
        self.parts.append(self.gaps.get(self.leaf_count, "") if self.leaf_count else "")
        self.laid.text = "".join(self.parts)
        return self.laid


def _state(mark: dict[str, Any], **values: str) -> None:
    mark.update({key: value for key, value in values.items() if value})
