"""A page: its JSON-LD scripts, metadata, visible bylines and times, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urljoin, urlsplit

from newsld.findings import Excerpt, Finding, Position
from newsld.syntax.decode import SIZE_LIMIT
from newsld.syntax.lines import Lines
from newsld.syntax.patterns import lazy_pattern
from newsld.web.html.character_references import decode_references
from newsld.web.html.encoding import decode_page
from newsld.web.html.head import Head, find_head
from newsld.web.html.tag import WHITESPACE, Tag
from newsld.web.html.tokenizer import iter_tags

JSON_LD: Final = "application/ld+json"

_PLUS: Final = lazy_pattern(
    r"(?<=[0-9A-Fa-f;])\+(?:[jJ][sS][oO][nN](?=[\t\n\f\r ;\"'>&])|[jJ]?(?:[sS][oO]?)?&)"
)
_REFERENCE: Final = lazy_pattern(r"&(?:#0*+(?:43|[xX]0*+2[bB])|plus;)")
"""A part of every tag of type application/ld+json, with or without character references."""

_METADATA: Final = frozenset({"base", "html", "link", "meta"})
_AUTHORS: Final = lazy_pattern(r"(?:\A|[\s_-])(?:author|authors|byline)(?![^\s_-])", re.IGNORECASE)
_MARKED: Final = lazy_pattern("author|byline", re.IGNORECASE)
_MARKUP: Final = lazy_pattern(r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<[^>]*>|([^<]+)", re.DOTALL)
_TAG_START: Final = lazy_pattern("<[a-zA-Z/!?]")
_MAX_TEXT: Final = 1000
"""The maximum number of code points read of an element's text; a byline is shorter."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a page: its name, its attributes, the offsets of its start tag, and its text if it was read.

    Offsets are in code points of the page's text. White space in the text is collapsed.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    text: str = ""

    def get(self, attribute: str) -> str:
        """Return the value of an attribute without surrounding white space; empty if there is none."""
        return self.attributes.get(attribute, "").strip(WHITESPACE)

    def words(self, attribute: str) -> list[str]:
        """Return the words of an attribute that is a list (class, rel, itemprop)."""
        return self.attributes.get(attribute, "").split()


@dataclass(frozen=True, slots=True)
class Script:
    """A script of JSON-LD: its number among those of the page, from 0, and its content.

    `start` and `end` are the offsets of the content in the page's text, and `tag` that of the start tag.
    `closed` is False without an end tag. In SVG (`foreign`) the content is decoded: offsets
    into it are meaningless when it has references.
    """

    number: int
    tag: int
    start: int
    end: int
    content: str
    attributes: Mapping[str, str]
    page_text: _PageText = field(repr=False, compare=False)
    foreign: bool = False
    closed: bool = True

    @property
    def in_head(self) -> bool:
        """True if it is in the head of the page that a browser builds."""
        return self.tag < self.page_text.head.body

    @property
    def position(self) -> Position:
        """Line and column where the content begins: the origin of its JSON."""
        return self.page_text.lines.place(self.start)

    @property
    def type(self) -> str:
        """The type attribute unchanged: any case, white space around it, parameters."""
        return self.attributes.get("type", "")

    @property
    def src(self) -> str | None:
        """The address from which the script should be loaded: a mistake for data, which must be inline."""
        return self.attributes.get("src")


class _PageText:
    """The text of a page, shared by the page and its scripts.

    Scripts do not refer to the page, so that it can be freed while they are in use.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def head(self) -> Head:
        return find_head(self.text)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)


class Page:
    """The text of a page and its parts; each part is computed when it is first used.

    `address` is where the page was found; None for a file.
    """

    def __init__(self, text: str, *, encoding: str = "utf-8") -> None:
        """Create a page from decoded text. `encoding` is the Python codec that decoded it."""
        self.text = text
        self.encoding = encoding
        self.address: str | None = None
        self._page_text = _PageText(text)

    @cached_property
    def scripts(self) -> tuple[Script, ...]:
        """All scripts of JSON-LD that are data: not those in a template, a comment, a noscript or other text."""
        found: list[Script] = []
        for tag in iter_tags(self.text, frozenset(), until=_last_possible_script(self.text), data=True):
            if tag.name == "script" and not tag.inert and _is_data(tag):
                found.append(self._script(tag, len(found)))
            elif tag.name == "frameset" and self.is_frameset:
                break
        return tuple(found)

    @property
    def head(self) -> Head:
        """The head: where it ends, and what ends it."""
        return self._page_text.head

    @property
    def is_frameset(self) -> bool:
        """True if frames replace the body: a browser reads no script after them."""
        body_tag = self.head.body_tag
        return body_tag is not None and body_tag.name == "frameset" and not body_tag.closing

    @cached_property
    def metas(self) -> tuple[Element, ...]:
        """The `<meta>` tags of the page, in head and body."""
        return tuple(self._metadata_elements("meta"))

    @cached_property
    def links(self) -> tuple[Element, ...]:
        """The `<link>` tags of the page."""
        return tuple(self._metadata_elements("link"))

    @cached_property
    def title(self) -> Element | None:
        """The title of the page, with its text."""
        for tag in self._metadata:
            if tag.name == "title":
                text = decode_references(self.text[slice(*tag.content)])
                return _element(tag, " ".join(text.split()))
        return None

    @property
    def base(self) -> str | None:
        """The address that relative addresses of the page are resolved against; None without `<base>`."""
        return next(
            (found.get("href") for found in self._metadata_elements("base") if "href" in found.attributes),
            None,
        )

    @cached_property
    def address_base(self) -> str | None:
        """The absolute address that addresses in attributes are resolved against: `<base>`, else that of the page.

        A file does not say where it is published; the canonical link is the closest to it. None without any of these.
        """
        canonical = next((link.get("href") for link in self.link("canonical") if link.get("href")), None)
        try:
            base = urljoin(self.address or canonical or "", (self.base or "").strip())
            return base if urlsplit(base).netloc and urlsplit(base).scheme in {"http", "https"} else None
        except ValueError:
            return None

    @property
    def lang(self) -> str | None:
        """The language of the page from its `<html>` tag."""
        return next(
            (found.get("lang") for found in self._metadata_elements("html") if "lang" in found.attributes),
            None,
        )

    def meta(self, name: str) -> list[Element]:
        """Return the `<meta>` tags whose property, name or itemprop is this one, in any case."""
        return [
            found
            for found in self.metas
            if name
            in (found.get("property").lower(), found.get("name").lower(), found.get("itemprop").lower())
        ]

    def link(self, relation: str) -> list[Element]:
        """Return the `<link>` tags with this relation (canonical, amphtml ...)."""
        return [found for found in self.links if relation in map(str.lower, found.words("rel"))]

    def classes(self) -> frozenset[str]:
        """Return all class names in use on the page."""
        return self._names["class"]

    def ids(self) -> frozenset[str]:
        """Return all ids in use on the page."""
        return self._names["id"]

    @cached_property
    def times(self) -> tuple[Element, ...]:
        """The `<time>` elements, with their text."""
        return tuple(self._elements_with_text(tag for tag in self._tags if tag.name == "time"))

    @cached_property
    def headings(self) -> tuple[Element, ...]:
        """The `<h1>` elements, with their text."""
        return tuple(self._elements_with_text(tag for tag in self._tags if tag.name == "h1"))

    @cached_property
    def bylines(self) -> tuple[Element, ...]:
        """The elements marked up as author or byline by their rel, itemprop or class, with their text."""
        marked = (tag for tag in self._tags if _MARKED.search(tag.source))
        return tuple(self._elements_with_text(tag for tag in marked if _names_author(tag)))

    def place(self, offset: int) -> Position:
        """Return line and column of an offset, from 1, in code points."""
        return self._page_text.lines.place(offset)

    @property
    def lines(self) -> Lines:
        """The lines of the page."""
        return self._page_text.lines

    def excerpt(self, position: Position) -> Excerpt | None:
        """Return the line of a position, cut around it; None if there is no such line."""
        return self.lines.excerpt_at(position)

    @cached_property
    def _metadata(self) -> list[Tag]:
        """The start tags with metadata of the page."""
        return [
            tag
            for tag in iter_tags(self.text, _METADATA)
            if not (tag.closing or tag.inert or tag.foreign)
            and (tag.name in _METADATA or tag.name == "title")
        ]

    @cached_property
    def _tags(self) -> list[Tag]:
        """All start tags."""
        return [tag for tag in iter_tags(self.text) if not (tag.closing or tag.inert or tag.name == "!")]

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        classes: set[str] = set()
        ids: set[str] = set()
        for tag in self._tags:
            source = tag.source.lower()
            if "class" in source or "id" in source:
                classes.update(tag.attributes.get("class", "").split())
                ids.add(tag.attributes.get("id", ""))
        return {"class": frozenset(classes), "id": frozenset(ids - {""})}

    def _metadata_elements(self, name: str) -> Iterator[Element]:
        for tag in self._metadata:
            if tag.name == name:
                yield _element(tag)

    def _elements_with_text(self, tags: Iterable[Tag]) -> Iterator[Element]:
        """Yield the elements that these tags open, each with its text."""
        for tag in tags:
            yield _element(tag, self._text_of(tag))

    def _text_of(self, tag: Tag) -> str:
        """Return the text in an element, up to its end tag or the maximum."""
        stretch = self.text[tag.end : tag.end + _MAX_TEXT]
        at, depth, parts = 0, 1, []
        for inner in iter_tags(stretch):
            parts.append(stretch[at : inner.start])
            at = max(inner.end, inner.content[1])
            if inner.name == tag.name and not inner.slashed:
                depth += -1 if inner.closing else 1
            if not depth:
                break
        else:
            parts.append(_TAG_START.split(stretch[at:], maxsplit=1)[0])
        return " ".join(decode_references("".join(parts)).split())

    def _script(self, tag: Tag, number: int) -> Script:
        start, end = tag.content
        content = self.text[start:end]
        return Script(
            number,
            tag.start,
            start,
            end,
            _svg_script_text(content) if tag.foreign else content,
            tag.attributes,
            self._page_text,
            tag.foreign,
            closed=end < len(self.text),
        )


def read_page(content: bytes, *, limit: int = SIZE_LIMIT) -> tuple[Page | None, list[Finding]]:
    """Return the page in these bytes, and the findings; None if the bytes are not a page.

    More than `limit` bytes is NLD-SYN-004, bytes that are not text NLD-SYN-001, only white space
    NLD-SYN-012, and an encoding that differs from the declared one NLD-SYN-016. Raises nothing, whatever the bytes.
    """
    text, codec, _label, findings = decode_page(content, limit=limit)
    return (None if text is None else Page(text, encoding=codec)), findings


def _last_possible_script(text: str) -> int:
    """Return the offset of the last sign of JSON-LD in a page; no script after it can be any."""
    last = len(text)
    # To jump from one plus sign to the next takes a fifth of the time of a search by pattern.
    while (last := text.rfind("+", 0, last)) >= 0:
        if text[last + 1 : last + 2] in "jJ&" and _PLUS.match(text, last):
            break
    last = max(last, 0)
    return max((mark.start() for mark in _REFERENCE.finditer(text, last)), default=last)


def _is_data(tag: Tag) -> bool:
    """Return whether a script tag has the type of JSON-LD: the essence of its type, in any case."""
    if not any(mark.search(tag.text, tag.start, tag.end) for mark in (_PLUS, _REFERENCE)):
        return False
    return tag.attributes.get("type", "").partition(";")[0].strip(WHITESPACE).lower() == JSON_LD


def _element(tag: Tag, text: str = "") -> Element:
    return Element(tag.name, tag.attributes, tag.start, tag.end, text)


def _names_author(tag: Tag) -> bool:
    """Return whether a tag marks its element as an author's name or a byline."""
    return any(_AUTHORS.search(tag.attributes.get(name, "")) for name in ("rel", "itemprop", "class"))


def _svg_script_text(content: str) -> str:
    """Return the text of a script in SVG, where references, comments and CDATA have a meaning."""
    if "&" not in content and "<" not in content:
        return content
    return "".join(
        decode_references(found[2]) if found[2] else found[1] or "" for found in _MARKUP.finditer(content)
    )
