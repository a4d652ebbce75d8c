"""Write an article as clean Markdown for readers and language models, without data (`.reader.md`).

A heading has the headline. Below it come byline, publisher and date, the url, the standfirst, and the text with its
headings, lists and links. Every attributed statement ends with the number of a note, and the notes under “Sources” name
its chain of sources, the one nearest to the reader first. It is CommonMark with footnotes as GitHub has them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding, Unwritable
from newsld.formats import WriteOptions
from newsld.model.body import covers_text
from newsld.model.dates import format_english
from newsld.model.text import Span, after_closing, split_paragraphs
from newsld.model.views import address, byline, published, publishers, title
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import Block, Body, Citation, Hop, Mark, NewsArticle

_SPECIAL: Final = lazy_pattern(r"[\\`*<>\[\]~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[A-Za-z0-9]+;)")
_BREAK: Final = lazy_pattern(r"\r\n?|\n")
"""A line break in Markdown."""
_LINE_START: Final = lazy_pattern(r"[0-9]{1,9}(?=[.)](?:\s|$))|(?=[-+=:]|#{1,6}(?:\s|$))")
_PLAIN_ADDRESS: Final = lazy_pattern(r"[A-Za-z0-9:/?#@!$*+,;=%._~-]+")
_NOT_IN_ADDRESS: Final = lazy_pattern(r"[\x00-\x20<>\\\x7f-\x9f\u2028\u2029]")


def write(article: NewsArticle, _: WriteOptions) -> bytes:
    """Return an article as Markdown. Raises Unwritable for NUL, which Markdown cannot carry (NLD-SYN-010)."""
    parts = [*_head(article), *_text(article)]
    content = "\n\n".join(parts) + "\n"
    if "\0" in content:
        message = "the text has a NUL character, which Markdown cannot carry"
        raise Unwritable([Finding("NLD-SYN-010", message, suggestion="remove it")])
    return content.encode()


def _head(article: NewsArticle) -> Iterator[str]:
    if headline := title(article):
        yield f"# {_line(headline)}"
    names = [f"By {_listed(byline(article))}"] if byline(article) else []
    names += [", ".join(publishers(article))] if publishers(article) else []
    if (date := published(article)) is not None:
        names.append(format_english(date))
    if names:
        yield " · ".join([_line(name) for name in names])
    if url := address(article):
        yield f"<{url}>" if ":" in url and not _NOT_IN_ADDRESS.search(url) else _line(url)
    if article.description:
        yield f"*{_line(article.description.strip())}*"


def _text(article: NewsArticle) -> Iterator[str]:
    notes = _Notes(article)
    layout = "\n".join(_BodyWriter(article.body, notes.marks).lines()) if article.body is not None else ""
    if layout:
        yield layout
    if notes.texts:
        yield "## Sources"
        yield "\n".join([f"[^{number}]: {text}" for text, number in notes.texts.items()])


# -- notes -------------------------------------------------------------------------------------------------------


class _Notes:
    """The notes of an article. `texts` has the number of each note by its text, `marks` the numbers by their offset."""

    def __init__(self, article: NewsArticle) -> None:
        self.texts: dict[str, int] = {}
        self.marks: dict[int, dict[int, None]] = {}
        self._article = article
        self._names = {thing.id: thing.name or thing.id for thing in article.entities}
        self._unnamed = {one.id for one in (*article.people, *article.organizations) if one.anonymous}
        for citation in sorted(article.citations, key=lambda one: max(one.covers, default=Span(0, 0))):
            if citation.covers:
                number = self.texts.setdefault(self._note(citation), len(self.texts) + 1)
                end = after_closing(article.text, max(span.end for span in citation.covers))
                self.marks.setdefault(end, {})[number] = None

    def _note(self, citation: Citation) -> str:
        hops = [self._hop(hop) for hop in citation.chain]
        if citation.origin == "own":
            hops.append("the publication itself" if hops else "The publication itself")
        elif citation.origin == "not-given" or not hops:
            hops.append("a source that is not given" if hops else "A source that is not given")
        return f"{', citing '.join(hops)}."

    def _hop(self, hop: Hop) -> str:
        parties = [
            _line(self._names.get(slug, slug)) + (" (not named)" if slug in self._unnamed else "")
            for slug in hop.parties
        ]
        parts = [_listed(parties)]
        if hop.role:
            parts.append(_line(hop.role))
        if hop.medium:
            parts.append(f"on {_line(self._names.get(hop.medium, hop.medium))}")
        if hop.date is not None:
            parts.append(format_english(hop.date.date))
        text = ", ".join(parts)
        label = f"“{_line(hop.headline)}”" if hop.headline else _line(hop.form) if hop.form else ""
        if hop.url and not _NOT_IN_ADDRESS.search(hop.url):
            return f"{text} ([{label or 'link'}]({_destination(hop.url)}))"
        return f"{text} ({label})" if label else text


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# -- the body ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Container:
    """A list item or block quote that is open: what its first line and its other lines begin with."""

    block: Block
    first: str
    rest: str
    used: bool = field(default=False)


class _BodyWriter:
    """The layout of a body as lines of Markdown."""

    def __init__(self, body: Body, notes: Mapping[int, Mapping[int, None]]) -> None:
        self._body = body
        self._notes = notes
        self._offsets = sorted(notes)
        self._starts = [mark.words.start for mark in body.marks]
        self._open: list[_Container] = []

    def lines(self) -> Iterator[str]:
        """Yield the lines; a body whose blocks leave out words is written as its paragraphs."""
        first = True
        for span, level in self._leaves():
            content = self._inline(span)
            if not content.strip():
                continue
            if not first:
                yield "".join([one.rest for one in self._open if one.used]).rstrip()
            first = False
            marker = f"{'#' * max(level, 2)} " if level else ""
            texts = [content.replace("\n", " ")] if level else _block_lines(content)
            for number, line in enumerate(texts):
                yield (self._prefix() + (marker + line if number == 0 else line)).rstrip()

    def _leaves(self) -> Iterator[tuple[Span, int]]:
        """Yield the span of each paragraph and heading, and the level of a heading; 0 for a paragraph."""
        if not covers_text(self._body):
            yield from ((span, 0) for span in split_paragraphs(self._body.text))
            return
        for block in self._body.blocks:
            while self._open and not block.words.within(self._open[-1].block.words):
                self._open.pop()
            if block.kind == "block-quote":
                self._open.append(_Container(block, "> ", "> "))
            elif block.kind == "list-item":
                marker = "- " if block.number is None else f"{block.number}. "
                self._open.append(_Container(block, marker, " " * len(marker)))
            else:
                yield block.words, (block.level or 1) if block.kind == "heading" else 0

    def _prefix(self) -> str:
        prefix = "".join([one.rest if one.used else one.first for one in self._open])
        for one in self._open:
            one.used = True
        return prefix

    def _inline(self, span: Span) -> str:
        """Return the words of a block with its links and the numbers of notes, which are never inside other markup."""
        text, notes = self._body.text, self._offsets
        closing: dict[int, str] = {}
        opening: dict[int, str] = {}
        marked: list[Span] = []
        first, last = (bisect_left(self._starts, offset) for offset in span)
        for mark in self._body.marks[first:last]:
            start, end = mark.words
            is_free = not marked or start > marked[-1].end
            if is_free and end <= span.end and (around := _around(mark, text)):
                opening[start], closing[end] = around
                marked.append(mark.words)
        noted: dict[int, list[str]] = {}
        for offset in notes[bisect_right(notes, span.start) : bisect_right(notes, span.end)]:
            around_it = [words.end for words in marked if words.start < offset < words.end]
            numbers = noted.setdefault(around_it[0] if around_it else offset, [])
            numbers += [f"[^{number}]" for number in self._notes[offset] if f"[^{number}]" not in numbers]
        parts, start = [], span.start
        for offset in sorted({*closing, *noted, *opening}):
            added = "".join([closing.get(offset, ""), *noted.get(offset, ()), opening.get(offset, "")])
            words = _escape(text[start:offset])
            if words.endswith("!") and added.startswith("["):  # which would be a picture
                words = f"{words[:-1]}\\!"
            parts += [words, added]
            start = offset
        return "".join([*parts, _escape(text[start : span.end])])


def _around(mark: Mark, text: str) -> tuple[str, str] | None:
    """Return the Markdown before and after the words of a mark; None if it has no form that is safe to read."""
    words = mark.words.slice(text)
    words = mark.words.slice(text)
    if mark.kind == "picture":
        is_usable = mark.url and not _NOT_IN_ADDRESS.search(mark.url)
        picture = (
            f"![{_line(mark.alternative or '')}]({_destination(mark.url)})" if is_usable and mark.url else ""
        )
        return (picture, "") if picture and not words else None
    if not words or words != words.strip() or "\n\n" in words:
        return None
    if mark.kind == "link":
        is_usable = mark.url and not _NOT_IN_ADDRESS.search(mark.url)
        return ("[", f"]({_destination(mark.url)})") if is_usable and mark.url else None
    sign = "**" if mark.kind == "strong" else "*"
    return (sign, sign) if words[0].isalnum() and words[-1].isalnum() else None


def _destination(url: str) -> str:
    return url if _PLAIN_ADDRESS.fullmatch(url) else f"<{url}>"


# -- escaping ----------------------------------------------------------------------------------------------------


def _escape(words: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", words)


def _line(words: str) -> str:
    """Return words on one line."""
    return _escape(" ".join(words.split()))


def _block_lines(words: str) -> list[str]:
    """Return the escaped words of a paragraph as its lines: a line break is a hard one, no line begins a block."""
    lines = [line.strip() for line in _BREAK.split(words) if line.strip()]
    last = len(lines) - 1
    return [_line_start(line) + ("\\" if number < last else "") for number, line in enumerate(lines)]


def _line_start(line: str) -> str:
    found = _LINE_START.match(line)
    if found is None:
        return line
    return f"{found[0]}\\{line[found.end() :]}"
