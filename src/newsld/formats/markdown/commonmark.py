"""The only door to pyromark: CommonMark with footnotes as a flat list of events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

import pyromark
from pyromark import Options

from newsld.syntax.data_builder import DEPTH_LIMIT

__all__ = [
    "RAW_HTML",
    "Definition",
    "Event",
    "Reference",
    "Target",
    "TooDeep",
    "definitions",
    "is_escaped",
    "parse",
    "unescape",
]

_OPTIONS: Final = Options.ENABLE_FOOTNOTES | Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH

RAW_HTML: Final = "raw HTML"

_REFUSED: Final = {
    "CodeBlock": "a code block",
    "HtmlBlock": RAW_HTML,
    "Table": "a table",
    "Strikethrough": "struck text",
    "Code": "code",
    "InlineHtml": RAW_HTML,
    "Rule": "a thematic break",
}
_SWALLOWED: Final = {"CodeBlock", "HtmlBlock", "Table"}
_PLAIN: Final = {"SoftBreak": "soft", "HardBreak": "hard"}
_SEPARATOR: Final = re.compile(r"\s*<!--\s*-->\s*")


class Event(NamedTuple):
    """One event: its kind, what belongs to it, and the bytes of the source that it was read from.

    Kinds: `text` (the text), `soft` and `hard` (breaks), `note` (a footnote's label), `open` (name and detail of a
    block or inline), `close` (its name), `refused` (what it is that a body cannot hold).
    """

    kind: str
    data: Any
    start: int
    end: int


class Target(NamedTuple):
    """Where a link or picture leads. `label` is what a reference names, unescaped; None for an inline link."""

    label: str | None
    url: str
    title: str
    brief: bool
    """A shortcut: `[label]` alone."""
    defined: bool
    """The document defines the label, or the destination stands beside the words."""
    automatic: bool = False
    """`<https://...>`, whose words are its address."""


class Reference(NamedTuple):
    """A reference to a label that the document does not define, for the caller to accept or leave as text."""

    label: str
    brief: bool
    collapsed: bool
    start: int
    end: int


class Definition(NamedTuple):
    """A link reference definition of the document."""

    label: str
    url: str
    start: int


def unescape(label: str) -> str:
    """A label without the backslashes before its punctuation."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", label) if "\\" in label else label


def is_escaped(source: bytes, at: int) -> bool:
    """Whether the character at a byte has a backslash before it that is not itself escaped."""
    start = at
    while start and source[start - 1 : start] == b"\\":
        start -= 1
    return (at - start) % 2 == 1


class TooDeep(Exception):
    """The document is nested deeper than anything that people write. `at` is the byte where it gets so."""

    def __init__(self, at: int) -> None:
        super().__init__(f"nested deeper than {DEPTH_LIMIT}")
        self.at = at


def definitions(markdown: str) -> list[Definition]:
    """The link definitions of a document, in order."""
    found = pyromark.reference_definitions(markdown, options=_OPTIONS)
    return [Definition(unescape(label), it["dest"], it["span"]["start"]) for label, it in found.items()]


def parse(
    markdown: str, accept: Callable[[Reference], bool], notes: Iterable[str] = ()
) -> tuple[list[Event], int]:
    """The events of a document, and how many bytes it has.

    `accept` says whether a reference with no definition is a link all the same. `notes` are labels
    of footnotes that count as defined though the document has no text for them. Raises TooDeep.
    """
    source = markdown.encode("utf-8", "surrogatepass")
    size = len(source)

    def resolve(link: Any) -> tuple[str, str] | None:
        kind, span = link["link_type"], link["span"]
        reference = Reference(
            unescape(link["reference"]), kind == "Shortcut", kind == "Collapsed", span["start"], span["end"]
        )
        return ("", "") if accept(reference) else None

    extra = "".join(f"\n[^{label}]: x\n" for label in notes)
    found: Iterator[tuple[Any, Any]] = pyromark.events_with_range(
        f"{markdown}\n{extra}" if extra else markdown, options=_OPTIONS, broken_link_callback=resolve
    )
    events: list[Event] = []
    swallowed, depth = "", 0
    for event, place in found:
        start, end = place["start"], place["end"]
        if start >= size:
            break
        key, value = (event, "") if type(event) is str else next(iter(event.items()))
        depth += (key == "Start") - (key == "End")
        if depth > DEPTH_LIMIT:
            raise TooDeep(start)
        if swallowed:
            if key == "End" and _tag(value)[0] == swallowed:
                swallowed = ""
            continue
        if key == "Start" and value == "HtmlBlock" and _SEPARATOR.fullmatch(source[start:end].decode()):
            swallowed = value
            continue
        read = _event(key, value, start, end)
        if read is not None:
            events.append(read)
        if key == "Code":
            events.append(Event("text", value, start, end))
        elif key == "Start" and read is not None and read.kind == "refused":
            name = _tag(value)[0]
            swallowed = name if name in _SWALLOWED else ""
    return events, size


def _event(key: str, value: Any, start: int, end: int) -> Event | None:
    """One event of pyromark as one of ours; None for what means nothing."""
    if key == "Text":
        return Event("text", value, start, end)
    if key in _PLAIN:
        return Event(_PLAIN[key], "", start, end)
    if key == "FootnoteReference":
        return Event("note", value, start, end)
    if key in {"Start", "End"}:
        name, detail = _tag(value)
        if name in _REFUSED:
            return Event("refused", _REFUSED[name], start, end) if key == "Start" else None
        return (
            Event("open", (name, detail), start, end) if key == "Start" else Event("close", name, start, end)
        )
    if key == "InlineHtml" and _SEPARATOR.fullmatch(value):
        return None
    return Event("refused", _REFUSED.get(key, "this"), start, end)


def _tag(value: Any) -> tuple[str, Any]:
    """The name of a tag and what belongs to it: a level, a first number, a label, a target."""
    if type(value) is str:
        return value, None
    ((name, detail),) = value.items()
    if name == "Heading" and type(detail) is dict:
        return name, int(detail["level"][1])
    if name in {"Link", "Image"}:
        kind = detail["link_type"]
        kind = kind if type(kind) is str else "Inline"
        inline = kind in {"Inline", "Autolink", "Email"}
        target = Target(
            None if inline else unescape(detail["id"]),
            detail["dest_url"],
            detail["title"],
            kind.startswith("Shortcut"),
            not kind.endswith("Unknown"),
            kind in {"Autolink", "Email"},
        )
        return name, target
    return name, detail
