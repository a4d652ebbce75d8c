"""SVG and MathML in a page: where their rules hold for reading tags, and where those of HTML hold inside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from newsld.web.html.tokenizer import Tag

__all__ = ["ForeignContent"]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_END_FOREIGN: Final = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
"""Start tags that end SVG and MathML: nobody means them there."""

_VOID: Final = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
_REPEATED: Final = _names("p li dd dt option tr td th")
"""HTML elements that the next of their kind ends."""

_HTML_ANCESTORS: Final = _names(
    "a address applet article aside b big blockquote body button caption center code dd details dialog dir div "
    "dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup html i li listing "
    "main marquee menu nav nobr object ol pre ruby s search section select small span strike strong sub summary "
    "sup table tbody td template tfoot th thead tr tt u ul"
)
"""HTML elements that svg and math stand in: their end tags end an svg that somebody forgot to close."""

_MAX_DEPTH: Final = 256
_TEXT_POINTS: Final = frozenset({"mi", "mo", "mn", "ms", "mtext"})


class _OpenElement(NamedTuple):
    """An open element: its language, its name, and whether HTML stands in it."""

    language: str
    name: str
    html: bool
    text: bool = False


class ForeignContent:
    """The elements that are open from the outermost `svg` or `math` inwards."""

    __slots__ = ("_searched", "open")

    def __init__(self) -> None:
        """Nothing is open."""
        self.open: list[_OpenElement] = []
        self._searched: dict[str, int] = {}

    @property
    def in_foreign(self) -> bool:
        """Whether the innermost element is of SVG or MathML, so that CDATA means something."""
        return bool(self.open) and self.open[-1].language != "html"

    def consume(self, name: str, tag: Tag) -> bool:
        """Whether a tag belongs to SVG or MathML; what is open changes by it."""
        return self._end_tag(name, tag) if tag.closing else self._start_tag(name, tag)

    def _start_tag(self, name: str, tag: Tag) -> bool:
        if self._is_html_tag(name):
            if name in ("svg", "math"):
                if not tag.slashed:
                    self._open(_OpenElement(name, name, False))
                return True
            if self.open and name not in _VOID:
                if name in _REPEATED and self.open[-1][:2] == ("html", name):
                    self.open.pop()
                self._open(_OpenElement("html", name, True))
            return False
        if name in _END_FOREIGN or (name == "font" and {"color", "face", "size"} & tag.attributes.keys()):
            self._leave()
            return self._start_tag(name, tag)
        language = self.open[-1].language
        if not tag.slashed:
            self._open(_opened(language, name, tag))
        return True

    def _open(self, inner: _OpenElement) -> None:
        """Open an element, unless so many are that only an attack has more: browsers have such a bound too."""
        if len(self.open) < _MAX_DEPTH:
            self.open.append(inner)

    def _leave(self) -> None:
        """End what is open up to where HTML stands."""
        while self.open and not (self.open[-1].html or self.open[-1].text):
            self.open.pop()

    def _is_html_tag(self, name: str) -> bool:
        """Whether a start tag is read by the rules of HTML here."""
        if not self.open:
            return True
        inner = self.open[-1]
        if inner.text:
            return name not in ("mglyph", "malignmark")
        return inner.html or (inner[:2] == ("math", "annotation-xml") and name == "svg")

    def _end_tag(self, name: str, tag: Tag) -> bool:
        if name in ("p", "br") and self.in_foreign:
            self._leave()
            return False
        html = not self.in_foreign
        for place in range(len(self.open) - 1, -1, -1):
            inner = self.open[place]
            if html and inner.language != "html":
                return False
            html = html or inner.language == "html"
            if inner.name == name:
                del self.open[place:]
                return inner.language != "html"
        if name in _HTML_ANCESTORS and self._was_opened(name, tag):
            self.open.clear()
        return False

    def _was_opened(self, name: str, tag: Tag) -> bool:
        """Whether there is a start tag of this name anywhere before; each name looks at a stretch of text once."""
        begin = self._searched.get(name, 0)
        if begin >= 0:
            found = re.compile(rf"<{name}[\t\n\f\r />]", re.IGNORECASE).search(tag.text, begin, tag.start)
            self._searched[name] = -1 if found else max(begin, tag.start - len(name) - 1)
        return self._searched[name] < 0


def _opened(language: str, name: str, tag: Tag) -> _OpenElement:
    if language == "svg":
        return _OpenElement(language, name, name in ("foreignobject", "desc", "title"))
    encoding = tag.attributes.get("encoding", "").lower() if name == "annotation-xml" else ""
    return _OpenElement(
        language, name, encoding in ("text/html", "application/xhtml+xml"), name in _TEXT_POINTS
    )
