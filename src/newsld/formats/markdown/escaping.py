"""Escape text for Markdown so that it reads back unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from newsld.syntax.patterns import lazy_pattern

_SPECIAL: Final = lazy_pattern(
    r"(?P<aside>(?<![!\[\]])\[[a-z][A-Za-z ,.’'-]*\](?![\[(:]))"
    r"|(?P<mark>[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[A-Za-z0-9]+;))"
    r"|(?P<raw>[\x01-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff])"
)
_MAY_BE_SPECIAL: Final = lazy_pattern(r"[\\`*\[\]<~|_&\x01-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""The characters of `_SPECIAL`. Searching one class is much faster than trying three patterns at each character."""
_PLAIN_ADDRESS: Final = lazy_pattern(r"[A-Za-z0-9:/?#@!$*+,;=%._~-]+")
_IN_ADDRESS: Final = lazy_pattern(
    r"(?P<mark>[\\<>]|&(?=#?[A-Za-z0-9]+;))|(?P<raw>[\x01-\x20\x7f-\xa0\u2028\u2029\ufeff])"
)
_IN_TITLE: Final = lazy_pattern(
    r"(?P<mark>[\\\"]|&(?=#?[A-Za-z0-9]+;))|(?P<raw>[\x01-\x1f\x7f-\x9f\u2028\u2029\ufeff]|^ | $)"
)
_IN_LABEL: Final = lazy_pattern(r"[\\\[\]]")
_LINE_START: Final = lazy_pattern(
    r"(?P<sign>#{1,6}|[-+>=:])|(?P<number>[0-9]{1,9})(?=[.)])|(?P<note>\[\^[^\]]*\])(?=:)"
)


def _escaped(match: re.Match[str]) -> str:
    mark = match["mark"]
    return f"\\{mark}" if mark else f"&#{ord(match['raw'])};"


def text(words: str, is_label: Callable[[str], bool] | None = None) -> str:
    """Return the words of a paragraph in Markdown. Line feeds are kept, for `lines`.

    With `is_label`, words in brackets that are no label (`[sic]`) are not escaped, except at either end.
    """
    if _MAY_BE_SPECIAL.search(words) is None:
        return words

    def escape(match: re.Match[str]) -> str:
        aside = match["aside"]
        if aside is None:
            return _escaped(match)
        bare = is_label is not None and match.start() > 0 and match.end() < len(words)
        if bare and is_label is not None and not is_label(aside[1:-1]):
            return aside
        return f"\\[{aside[1:-1]}\\]"

    return _SPECIAL.sub(escape, words)


def is_plain(words: str) -> bool:
    """Return whether words have no character that may need an escape."""
    return _MAY_BE_SPECIAL.search(words) is None


def line_text(words: str) -> str:
    """Return words in Markdown on one line: for a footnote, a heading or a picture."""
    return text(words).replace("\n", "&#10;")


def lines(words: str) -> list[str]:
    """Return escaped words as the lines of a block: line feeds are hard breaks, and the ends of lines are escaped."""
    inner = words.strip("\n")
    if not inner:
        return ["&#10;" * len(words)]
    left = len(words) - len(words.lstrip("\n"))
    right = len(words) - len(words.rstrip("\n"))
    result = inner.split("\n")
    result[0] = "&#10;" * left + result[0]
    result[-1] += "&#10;" * right
    last = len(result) - 1
    return [_edges(line) + ("\\" if number < last else "") for number, line in enumerate(result)]


def _edges(line: str) -> str:
    if line.startswith(" "):
        line = "&#32;" + line[1:]
    if line.endswith(" "):
        line = line[:-1] + "&#32;"
    start = _LINE_START.match(line)
    if start is None:
        return line
    if start["sign"]:
        return f"\\{line}"
    return f"{line[: start.end()]}\\{line[start.end() :]}"


def address(url: str) -> str:
    """Return the destination of a link in Markdown."""
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    return f"<{_IN_ADDRESS.sub(_escaped, url)}>"


def title(words: str) -> str:
    """Return the title of a link in Markdown, with quotation marks."""
    return f'"{_IN_TITLE.sub(_escaped, words)}"'


def label_text(label: str) -> str:
    """Return the label of a reference in Markdown, without its brackets."""
    # A substitution takes its template apart each time, and few labels need one.
    return _IN_LABEL.sub(r"\\\g<0>", label) if _IN_LABEL.search(label) else label


def cell(words: str, *, edge: bool = False) -> str:
    """Return a cell of a table in Markdown, on one line; with `edge`, a space at its beginning is kept."""
    shown = text(" ".join(words.split()))
    return f" {shown}" if edge and words.startswith(" ") else shown


def are_plain_cells(cells: Iterable[str]) -> bool:
    """Return whether `cell` changes none of these words, which are not empty."""
    words = " ".join(cells)
    return (
        _MAY_BE_SPECIAL.search(words) is None
        and words.isprintable()
        and "  " not in words
        and words == words.strip(" ")
    )
