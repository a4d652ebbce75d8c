"""Compare the body of a story with the text that it was captured from, such as the text of a wire."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from newsld.findings import Finding
from newsld.model.text.bylines import LONGEST_BYLINE, parse_byline, without_place
from newsld.model.text.shorten import quote
from newsld.model.text.slugs import slugify
from newsld.syntax.document import pointer
from newsld.syntax.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_WORD: Final = lazy_pattern(r"\S+")
_AFTER_DATELINE: Final = lazy_pattern(r"[,.]?\s*(?:\([^()]{1,60}\)\s*)?[-–—]*\s*")
_HIGHEST: Final = 6
"""The lines of text in which a byline is looked for."""
_MOST: Final = 20
"""The most differences that are reported, each with its words."""
_LONGEST: Final = 4_000
"""The most words that are compared one by one between two places that are equal."""


class _Word(NamedTuple):
    """A word of the wire, with the number of its line."""

    text: str
    line: int


def compare_with_wire(
    article: NewsArticle, wire: str, name: str, furniture: Collection[int] = ()
) -> Iterator[Finding]:
    """Yield NLD-CAP-016 for each place where the body of an article is not the text of a wire.

    White space is ignored, and so are the lines `furniture` of the wire (numbers from 1), and its headline, standfirst,
    byline and dateline if the article has them apart from the body. `name` is that of the wire's file. Of many
    differences the first 20 are reported, then their number.
    """
    body = article.body.text if article.body is not None else ""
    ours = [match[0] for match in _WORD.finditer(body)]
    words = list(_words(article, body, wire, furniture))
    theirs = [word.text for word in words]
    if ours == theirs:
        return
    count = 0
    for first, start, end in _differences(ours, theirs):
        count += 1
        if count > _MOST:
            continue
        has, wanted = " ".join(first), " ".join(theirs[start:end])
        place = f"line {words[min(start, len(words) - 1)].line} of {name}" if words else name
        if start == end:
            message = f"the body has {quote(has)}, which is not in {place}"
        elif not first:
            message = f"the body lacks {quote(wanted)} of {place}"
        else:
            message = f"the body has {quote(has)}, and {place} has {quote(wanted)}"
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


def _words(article: NewsArticle, body: str, wire: str, furniture: Collection[int]) -> Iterator[_Word]:
    """Yield the words of a wire that its body must have."""
    in_body = set(map(_folded, body.split("\n")))
    above = {
        _folded(one) for one in (article.headline, article.alternative_headline, article.description) if one
    }
    dateline = _folded(article.dateline or "").strip(" -–—")
    before = 0
    for number, line in enumerate(wire.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        folded = _folded(line)
        if not folded or number in furniture:
            continue
        before += 1
        if folded not in in_body and (folded in above or (before <= _HIGHEST and _is_byline(line, article))):
            continue
        if dateline and folded.startswith(dateline) and not any(one.startswith(dateline) for one in in_body):
            line = _AFTER_DATELINE.sub("", " ".join(line.split())[len(dateline) :], count=1)
            dateline = ""
        for match in _WORD.finditer(line):
            yield _Word(match[0], number)


def _folded(line: str) -> str:
    return " ".join(line.casefold().split())


def _is_byline(line: str, article: NewsArticle) -> bool:
    """Return whether a line names authors of an article, and nobody else."""
    if not article.author or len(line) > LONGEST_BYLINE:
        return False
    people = {one.id: one.name for one in (*article.people, *article.organizations)}
    authors = {*article.author, *(slugify(people.get(one) or one) for one in article.author)}
    names = parse_byline(line).names
    return bool(names) and all(slugify(without_place(one)) in authors for one in names)


def _differences(ours: list[str], theirs: list[str]) -> Iterator[tuple[list[str], int, int]]:
    """Yield the words of the body, and the first and last word of the wire, of every difference, in order.

    The words around the first and the last difference are equal and are not compared, and long texts in between are
    one difference, so that the time does not grow with the square of the length.
    """
    shortest = min(len(ours), len(theirs))
    start = next((at for at in range(shortest) if ours[at] != theirs[at]), shortest)
    end = next((at for at in range(shortest - start) if ours[-1 - at] != theirs[-1 - at]), shortest - start)
    first, second = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    if max(len(first), len(second)) > _LONGEST:
        yield first, start, len(theirs) - end
        return
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first[a:b], start + c, start + d
