"""The tree that a browser builds from a page, as a flat list, and the values of its elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Position
from newsld.model.literals import resolve_address
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.tag import WHITESPACE

if TYPE_CHECKING:
    from turbohtml import Element

_SOURCES: Final = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
}
_INVISIBLE: Final = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "template"})
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "summary", "table", "tr", "ul"}
)  # fmt: skip
"""Elements that begin a new line in every browser."""
_BREAK: Final = "\0"
"""A character that no text of a page contains: one is a line break, two are a paragraph break."""
_SPACES: Final = lazy_pattern(f"[{WHITESPACE}{_BREAK}]+")


class ReadLimitError(Exception):
    """The page repeats the same data more often than anyone would write it."""


class TreeElement:
    """An element with attributes: its name, the index of its parent (-1: none) and the index after its descendants.

    `first` and `last` are the range of its text in the pieces of the tree. `parsed` is the element of the parser.
    """

    __slots__ = ("end", "first", "last", "name", "parent", "parsed")

    def __init__(self, element: Element, parent: int, first: int) -> None:
        """Create an element whose end is not known yet."""
        self.parsed = element
        self.name = element.tag
        self.parent = parent
        self.first = self.last = first
        self.end = 0

    def get(self, attribute: str) -> str | None:
        """Return an attribute as written; None if it is missing."""
        value = self.parsed.attrs.get(attribute)
        if isinstance(value, list):
            return " ".join(value)
        return value if value is not None or attribute not in self.parsed.attrs else ""

    def words(self, attribute: str) -> list[str]:
        """Return the words of an attribute that is a list."""
        return (self.get(attribute) or "").split()

    @property
    def address(self) -> str | None:
        """The address that the element links to, as written; None for an element that has none by its kind."""
        attribute = _SOURCES.get(self.name)
        return None if attribute is None else (self.get(attribute) or "").strip(WHITESPACE)

    @property
    def is_html(self) -> bool:
        """True for an element of HTML, False for one of SVG or MathML."""
        return self.parsed.namespace.name == "HTML"

    @property
    def place(self) -> Position:
        """The position of its start tag; the beginning of the page for an implied element."""
        line, column = self.parsed.source_line, self.parsed.source_col
        return Position(1, 1) if line is None or column is None else Position(line, column + 1)


class ElementTree:
    """The elements of a page that have attributes, in order, by the HTML standard with scripting enabled.

    Templates are left out. The total size of repeated reading is limited to sixteen times the page.
    """

    def __init__(self, text: str, base: str | None = None) -> None:
        """Parse the text of a page; its addresses are relative to `base`."""
        import turbohtml

        self._base = base
        self.elements: list[TreeElement] = []
        self._pieces: list[str] = []
        self._budget = 16 * len(text) + 100_000
        inside = -1
        waiting: list[Any] = [turbohtml.parse(text, scripting=True).root]
        while waiting:
            one = waiting.pop()
            if isinstance(one, turbohtml.Text):
                self._pieces.append(one.data)
            elif isinstance(one, str):
                self._pieces.append(one)
            elif isinstance(one, int):
                element = self.elements[one]
                element.end, element.last, inside = len(self.elements), len(self._pieces), element.parent
            elif isinstance(one, turbohtml.Element):
                if one.attrs:
                    self.elements.append(TreeElement(one, inside, len(self._pieces)))
                    inside = len(self.elements) - 1
                    waiting.append(inside)
                if one.tag == "br":
                    self._pieces.append(_BREAK)
                elif one.tag not in _INVISIBLE:
                    waiting += self._content(one)

    def _content(self, element: Element) -> list[Any]:
        """Return the children of an element, the last first."""
        if element.tag not in _BLOCKS:
            return list(element.children[::-1])
        self._pieces.append(_BREAK * 2)
        return [_BREAK * 2, *element.children[::-1]]

    def text(self, element: TreeElement) -> str:
        """Return the visible text of an element: white space is one space, a line break, or a blank line.

        It is the text content of the standard, except for white space, scripts and styles.
        """
        text = "".join(self._pieces[element.first : element.last])
        self.spend(element.last - element.first + len(text))
        return _SPACES.sub(_space, text).strip(WHITESPACE)

    def visible_text(self) -> str:
        """Return the visible text of all elements, with white space as in `text`."""
        return _SPACES.sub(_space, "".join(self._pieces)).strip(WHITESPACE)

    def resolve(self, address: str) -> str:
        """Return an address resolved against the base of the page; fragments and blank nodes stay as written."""
        return (
            address
            if not address or address.startswith(("#", "_:"))
            else resolve_address(address, self._base)
        )

    def spend(self, size: int) -> None:
        """Count what is read. Raises ReadLimitError above the limit."""
        self._budget -= size
        if self._budget < 0:
            raise ReadLimitError


def visible_text(html: str) -> str:
    """Return the visible text of HTML, with a blank line between paragraphs and a line break at `<br>`."""
    return ElementTree(html).visible_text()


def _space(found: re.Match[str]) -> str:
    """Return white space as it is displayed."""
    breaks = found[0].count(_BREAK)
    return " " if not breaks else "\n" if breaks == 1 else "\n\n"
