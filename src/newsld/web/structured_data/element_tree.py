"""The tree that a browser makes of a page, laid out flat, and what its elements say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from newsld.findings import Position
from newsld.web.html.tag import WHITESPACE

if TYPE_CHECKING:
    from turbohtml import Element

__all__ = ["ElementTree", "ReadLimitError", "TreeElement"]

_SOURCES: Final = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
}
_UNSHOWN: Final = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "template"})
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "summary", "table", "tr", "ul"}
)  # fmt: skip
"""Elements that begin a line of their own in every browser."""
_BREAK: Final = "\0"
"""No text of a page has a NUL: one stands for a line that ends, two for a paragraph."""
_SPACES: Final = re.compile(f"[{WHITESPACE}{_BREAK}]+")


class ReadLimitError(Exception):
    """The page says the same over and over, more often than anybody would write it down."""


class TreeElement:
    """An element with attributes: its name, the number of the one around it (-1: none) and the one behind its end.

    `first` and `last` are the range of its text in the pieces of the tree.
    """

    __slots__ = ("end", "first", "last", "name", "parent", "parsed")

    def __init__(self, element: Element, parent: int, first: int) -> None:
        """The element of an element that is not read to its end yet."""
        self.parsed = element
        self.name = element.tag
        self.parent = parent
        self.first = self.last = first
        self.end = 0

    def get(self, attribute: str) -> str | None:
        """An attribute as it is written; None for one that it does not have."""
        value = self.parsed.attrs.get(attribute)
        if isinstance(value, list):
            return " ".join(value)
        return value if value is not None or attribute not in self.parsed.attrs else ""

    def words(self, attribute: str) -> list[str]:
        """The words of an attribute that is a list of them."""
        return (self.get(attribute) or "").split()

    @property
    def address(self) -> str | None:
        """The address that the element stands for, as it is written; None for one that stands for none."""
        attribute = _SOURCES.get(self.name)
        return None if attribute is None else (self.get(attribute) or "").strip(WHITESPACE)

    @property
    def is_html(self) -> bool:
        """Whether it is an element of HTML, and not of a drawing or a formula in it."""
        return self.parsed.namespace.name == "HTML"

    @property
    def place(self) -> Position:
        """Where its start tag stands; the beginning of the page for one that is not written."""
        line, column = self.parsed.source_line, self.parsed.source_col
        return Position(1, 1) if line is None or column is None else Position(line, column + 1)


class ElementTree:
    """The elements of a page that have attributes, in order, by the HTML standard with scripting on.

    What is in a template is in no page. How much may be read again and again is bounded: sixteen times the page.
    """

    def __init__(self, text: str) -> None:
        """The tree of a page's text."""
        import turbohtml

        self.elements: list[TreeElement] = []
        self._pieces: list[str] = []
        self._left = 16 * len(text) + 100_000
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
                elif one.tag not in _UNSHOWN:
                    waiting += self._content(one)

    def _content(self, element: Element) -> list[Any]:
        """What is in an element, the last first."""
        if element.tag not in _BLOCKS:
            return list(element.children[::-1])
        self._pieces.append(_BREAK * 2)
        return [_BREAK * 2, *element.children[::-1]]

    def text(self, element: TreeElement) -> str:
        """The text in an element as it is shown: white space is one space, a line break, or a blank line.

        It is what the standard calls its text content apart from white space, and from scripts and styles in it.
        """
        text = "".join(self._pieces[element.first : element.last])
        self.spend(element.last - element.first + len(text))
        return _SPACES.sub(_space, text).strip(WHITESPACE)

    def spend(self, size: int) -> None:
        """Count what is read. Raises ReadLimitError when it is more than any page has to say."""
        self._left -= size
        if self._left < 0:
            raise ReadLimitError


def _space(found: re.Match[str]) -> str:
    """White space as it is shown."""
    breaks = found[0].count(_BREAK)
    return " " if not breaks else "\n" if breaks == 1 else "\n\n"
