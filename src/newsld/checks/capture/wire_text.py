"""Compare the body of a story with the text that it was captured from, such as the text of a wire."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.text import remove_furniture
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer
from newsld.syntax.patterns import lazy_pattern

_WORD: Final = lazy_pattern(r"\S+")
_MOST: Final = 20
"""The most differences that are reported, each with its words."""
_LONGEST: Final = 4_000
"""The most words that are compared one by one between two places that are equal."""


def compare_with_wire(article: NewsArticle, wire: str, name: str) -> Iterator[Finding]:
    """Yield NLD-CAP-016 for each place where the body of an article is not the text of a wire.

    White space, and lines of the wire that repeat as page furniture, are ignored. `name` is that of the wire's file. Of
    many differences the first 20 are reported, then their number.
    """
    body = article.body.text if article.body is not None else ""
    ours = [match[0] for match in _WORD.finditer(body)]
    theirs = [match[0] for match in _WORD.finditer(remove_furniture(wire).text)]
    if ours == theirs:
        return
    count = 0
    for first, second in _differences(ours, theirs):
        count += 1
        if count > _MOST:
            continue
        has, wanted = " ".join(first), " ".join(second)
        if not second:
            message = f"the body has {quote(has)}, which is not in {name}"
        elif not first:
            message = f"the body lacks {quote(wanted)} of {name}"
        else:
            message = f"the body has {quote(has)}, and {name} has {quote(wanted)}"
        yield Finding(
            "NLD-CAP-016",
            message,
            suggestion=f"copy the words from {name}, or compare with the text that the story is of",
            pointer=pointer("body"),
        )
    if count > _MOST:
        yield Finding(
            "NLD-CAP-016",
            f"the body differs from {name} in {count - _MOST} more places",
            suggestion="compare with the text that the story is of",
            pointer=pointer("body"),
        )


def _differences(ours: list[str], theirs: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words on both sides of every difference, in order.

    The words around the first and the last difference are equal and are not compared, and long texts in between are
    one difference, so that the time does not grow with the square of the length.
    """
    shortest = min(len(ours), len(theirs))
    start = next((at for at in range(shortest) if ours[at] != theirs[at]), shortest)
    end = next((at for at in range(shortest - start) if ours[-1 - at] != theirs[-1 - at]), shortest - start)
    first, second = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    if max(len(first), len(second)) > _LONGEST:
        yield first, second
        return
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first[a:b], second[c:d]
