"""Parse CommonMark with footnotes into a flat list of events. No other module imports pyromark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

import pyromark
from pyromark import Options

from newsld.syntax.data_builder import DEPTH_LIMIT
from newsld.syntax.patterns import lazy_pattern

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
_SEPARATOR: Final = lazy_pattern(r"\s*<!--\s*-->\s*")


class MarkdownEvent(NamedTuple):
    """One event: its kind, its data, and the bytes of the source that it comes from.

    Kinds with their data: `text` (the text), `soft` and `hard` (breaks), `footnote` (the label of a reference), `open`
    (name and detail of a block or inline), `close` (its name), `separator` (an empty comment), `refused` (a construct
    that a body cannot hold).
    """

    kind: str
    data: Any
    start: int
    end: int


class LinkTarget(NamedTuple):
    """The target of a link or picture. `label` is the unescaped label of a reference; None for an inline link."""

    label: str | None
    url: str
    title: str
    is_shortcut: bool
    """Whether it is `[label]` alone."""
    is_defined: bool
    """Whether the document defines the label, or the destination is in the link itself."""
    is_autolink: bool = False
    """Whether it is `<https://...>`, whose words are its address."""


class LabelReference(NamedTuple):
    """A reference to a label that the document does not define, which the caller takes for a link or for text."""

    label: str
    is_shortcut: bool
    is_collapsed: bool
    start: int
    end: int


class LinkDefinition(NamedTuple):
    """A link reference definition of the document."""

    label: str
    url: str
    start: int


def unescape(label: str) -> str:
    """Return a label without the backslashes before its punctuation."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", label) if "\\" in label else label


def is_escaped(source: bytes, at: int) -> bool:
    """Return whether the character at a byte has a backslash before it that is not itself escaped."""
    start = at
    while start and source[start - 1 : start] == b"\\":
        start -= 1
    return (at - start) % 2 == 1


class TooDeep(Exception):
    """A document is nested more deeply than any that people write. `at` is the byte where it becomes so."""

    def __init__(self, at: int) -> None:
        super().__init__(f"nested deeper than {DEPTH_LIMIT}")
        self.at = at


def definitions(markdown: str) -> list[LinkDefinition]:
    """Return the link definitions of a document, in order."""
    by_label = pyromark.reference_definitions(markdown, options=_OPTIONS)
    return [
        LinkDefinition(unescape(label), one["dest"], one["span"]["start"]) for label, one in by_label.items()
    ]


def parse(
    markdown: str, accept: Callable[[LabelReference], bool], footnotes: Iterable[str] = ()
) -> tuple[list[MarkdownEvent], int]:
    """Return the events of a document, and its length in bytes.

    `accept` returns whether a reference without a definition is a link all the same. `footnotes` are labels that
    count as defined though the document has no footnote with them. Raises TooDeep.
    """
    source = markdown.encode("utf-8", "surrogatepass")
    size = len(source)

    def resolve(link: Any) -> tuple[str, str] | None:
        kind, span = link["link_type"], link["span"]
        reference = LabelReference(
            unescape(link["reference"]), kind == "Shortcut", kind == "Collapsed", span["start"], span["end"]
        )
        return ("", "") if accept(reference) else None

    extra = "".join(f"\n[^{label}]: x\n" for label in footnotes)
    raw_events: Iterator[tuple[Any, Any]] = pyromark.events_with_range(
        f"{markdown}\n{extra}" if extra else markdown, options=_OPTIONS, broken_link_callback=resolve
    )
    events: list[MarkdownEvent] = []
    swallowed, depth = "", 0
    for raw_event, bytes_ in raw_events:
        start, end = bytes_["start"], bytes_["end"]
        if start >= size:
            break
        key, value = (raw_event, "") if type(raw_event) is str else next(iter(raw_event.items()))
        depth += (key == "Start") - (key == "End")
        if depth > DEPTH_LIMIT:
            raise TooDeep(start)
        if swallowed:
            if key == "End" and _tag(value)[0] == swallowed:
                swallowed = ""
            continue
        if key == "Start" and value == "HtmlBlock" and _SEPARATOR.fullmatch(source[start:end].decode()):
            swallowed = value
            events.append(MarkdownEvent("separator", "", start, end))
            continue
        event = _event(key, value, start, end)
        if event is not None:
            events.append(event)
        if key == "Code":
            events.append(MarkdownEvent("text", value, start, end))
        elif key == "Start" and event is not None and event.kind == "refused":
            name = _tag(value)[0]
            swallowed = name if name in _SWALLOWED else ""
    return events, size


def _event(key: str, value: Any, start: int, end: int) -> MarkdownEvent | None:
    """Return an event of pyromark as a MarkdownEvent; None for one without a meaning."""
    if key == "Text":
        return MarkdownEvent("text", value, start, end)
    if key in _PLAIN:
        return MarkdownEvent(_PLAIN[key], "", start, end)
    if key == "FootnoteReference":
        return MarkdownEvent("footnote", value, start, end)
    if key in {"Start", "End"}:
        name, detail = _tag(value)
        if name in _REFUSED:
            return MarkdownEvent("refused", _REFUSED[name], start, end) if key == "Start" else None
        if key == "Start":
            return MarkdownEvent("open", (name, detail), start, end)
        return MarkdownEvent("close", name, start, end)
    if key == "InlineHtml" and _SEPARATOR.fullmatch(value):
        return MarkdownEvent("separator", "", start, end)
    return MarkdownEvent("refused", _REFUSED.get(key, "this"), start, end)


def _tag(value: Any) -> tuple[str, Any]:
    """Return the name of a tag and its detail: a level, a first number, a label or a target."""
    if type(value) is str:
        return value, None
    ((name, detail),) = value.items()
    if name == "Heading" and type(detail) is dict:
        return name, int(detail["level"][1])
    if name in {"Link", "Image"}:
        kind = detail["link_type"]
        kind = kind if type(kind) is str else "Inline"
        inline = kind in {"Inline", "Autolink", "Email"}
        target = LinkTarget(
            None if inline else unescape(detail["id"]),
            detail["dest_url"],
            detail["title"],
            kind.startswith("Shortcut"),
            not kind.endswith("Unknown"),
            kind in {"Autolink", "Email"},
        )
        return name, target
    return name, detail
