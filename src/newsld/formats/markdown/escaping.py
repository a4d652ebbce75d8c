"""Text to Markdown that reads back as exactly this text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

__all__ = ["address", "cell", "label_text", "line_text", "lines", "text", "title"]

_SPECIAL: Final = re.compile(
    r"(?P<aside>(?<![!\[\]])\[[A-Za-z][A-Za-z ,.’'-]*\](?![\[(:]))"
    r"|(?P<mark>[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[A-Za-z0-9]+;))"
    r"|(?P<raw>[\x01-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff])"
)
_PLAIN_ADDRESS: Final = re.compile(r"[A-Za-z0-9:/?#@!$*+,;=%._~-]+")
_IN_ADDRESS: Final = re.compile(
    r"(?P<mark>[\\<>]|&(?=#?[A-Za-z0-9]+;))|(?P<raw>[\x01-\x20\x7f-\xa0\u2028\u2029\ufeff])"
)
_IN_TITLE: Final = re.compile(
    r"(?P<mark>[\\\"]|&(?=#?[A-Za-z0-9]+;))|(?P<raw>[\x01-\x1f\x7f-\x9f\u2028\u2029\ufeff]|^ | $)"
)
_LINE_START: Final = re.compile(
    r"(?P<sign>#{1,6}|[-+>=:])|(?P<number>[0-9]{1,9})(?=[.)])|(?P<note>\[\^[^\]]*\])(?=:)"
)


def _escaped(match: re.Match[str]) -> str:
    mark = match["mark"]
    return f"\\{mark}" if mark else f"&#{ord(match['raw'])};"


def text(words: str, is_label: Callable[[str], bool] | None = None) -> str:
    """Words of a paragraph. Line feeds stay, for `lines` to lay out.

    With `is_label`, an aside in brackets that is no label (`[sic]`) stands bare unless it opens the words.
    """

    def escape(match: re.Match[str]) -> str:
        aside = match["aside"]
        if aside is None:
            return _escaped(match)
        bare = is_label is not None and match.start() > 0 and match.end() < len(words)
        if bare and is_label is not None and not is_label(aside[1:-1]):
            return aside
        return f"\\[{aside[1:-1]}\\]"

    return _SPECIAL.sub(escape, words)


def line_text(words: str) -> str:
    """Words that have to stay on one line: in a footnote, a heading or a picture."""
    return text(words).replace("\n", "&#10;")


def lines(words: str) -> list[str]:
    """Escaped words as the lines of a block: hard breaks for line feeds, nothing at a line's edge that is lost."""
    inner = words.strip("\n")
    if not inner:
        return ["&#10;" * len(words)]
    left = len(words) - len(words.lstrip("\n"))
    right = len(words) - len(words.rstrip("\n"))
    found = ["&#10;" * left + inner + "&#10;" * right] if "\n" not in inner else None
    if found is None:
        found = inner.split("\n")
        found[0] = "&#10;" * left + found[0]
        found[-1] += "&#10;" * right
    last = len(found) - 1
    return [_edges(line) + ("\\" if number < last else "") for number, line in enumerate(found)]


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
    """A link's destination."""
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    return f"<{_IN_ADDRESS.sub(_escaped, url)}>"


def title(words: str) -> str:
    """A link's title, in quotation marks."""
    return f'"{_IN_TITLE.sub(_escaped, words)}"'


def label_text(label: str) -> str:
    """A label of a reference, between its brackets."""
    return re.sub(r"([\\\[\]])", r"\\\1", label)


def cell(words: str) -> str:
    """A cell of a table: one line of text."""
    return text(" ".join(words.split()))
