"""Foreign content (SVG and MathML): where its rules apply to tags, and where those of HTML apply inside it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from newsld.web.html.tag import Tag


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_END_FOREIGN: Final = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
"""Start tags that end SVG and MathML."""

_VOID: Final = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
_REPEATED: Final = _names("p li dd dt option tr td th")
"""HTML elements that the next of the same name closes."""

_HTML_ANCESTORS: Final = _names(
    "a address applet article aside b big blockquote body button caption center code dd details dialog dir div "
    "dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup html i li listing "
    "main marquee menu nav nobr object ol pre ruby s search section select small span strike strong sub summary "
    "sup table tbody td template tfoot th thead tr tt u ul"
)
"""HTML elements that may contain svg and math: their end tags close an unclosed svg."""

_MAX_DEPTH: Final = 256
_TEXT_POINTS: Final = frozenset({"mi", "mo", "mn", "ms", "mtext"})


class _OpenElement(NamedTuple):
    """An open element: its language, its name, and whether it contains HTML."""

    language: str
    name: str
    html: bool
    text: bool = False


class ForeignContent:
    """The open elements, from the outermost `svg` or `math` inwards."""

    __slots__ = ("_searched", "open")

    def __init__(self) -> None:
        """Start without open elements."""
        self.open: list[_OpenElement] = []
        self._searched: dict[str, int] = {}

    @property
    def in_foreign(self) -> bool:
        """True if the innermost element is SVG or MathML, so that CDATA has a meaning."""
        return bool(self.open) and self.open[-1].language != "html"

    def consume(self, name: str, tag: Tag) -> bool:
        """Return whether a tag belongs to SVG or MathML, and update the open elements."""
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
        """Open an element, up to a limit that only an attack exceeds: browsers have one too."""
        if len(self.open) < _MAX_DEPTH:
            self.open.append(inner)

    def _leave(self) -> None:
        """Close elements up to one that contains HTML."""
        while self.open and not (self.open[-1].html or self.open[-1].text):
            self.open.pop()

    def _is_html_tag(self, name: str) -> bool:
        """Return whether a start tag follows the rules of HTML here."""
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
        """Return whether a start tag of this name precedes; each name searches a stretch of text once."""
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
