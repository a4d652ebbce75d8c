"""Compare the descriptions that a page has of its main story, and report the articles that are not part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.text.bylines import is_same_organization, parse_byline
from newsld.model.text.shorten import quote
from newsld.model.text.similarity import normalized_words, share_name
from newsld.web.markup.blocks import SYNTAX_NAMES
from newsld.web.markup.main_story import MainStory, Reason
from newsld.web.markup.nodes import Node, Value
from newsld.web.markup.queries import authors, language, names_of, read_dates

if TYPE_CHECKING:
    from newsld.web.html.page import Page
    from newsld.web.html.visible_story import VisibleStory

STORY_CODES: Final = frozenset({"NLD-INF-003", "NLD-INF-005", "NLD-INF-008", "NLD-PGE-007"})
"""The rules about the main story of a page; their findings do not mean that a block is broken."""
_REASONS: Final[dict[Reason, str]] = {
    "only": "it is the only one",
    "address": "it has the address of the page",
    "title": "its headline is the title of the page",
    "main entity": "it is the main entity of the page",
    "first": "it comes first, and nothing else in the page says which one it is",
}
_MOST_NAMED: Final = 3
_MOST_NAMES: Final = 50


def story_findings(story: MainStory) -> Iterator[Finding]:
    """Yield NLD-INF-003 and NLD-PGE-007 for further descriptions, and NLD-INF-005 for other articles of the page."""
    first, *others = story.descriptions
    for other in others:
        yield _described_again(first, other)
        for term, compare in _COMPARISONS.items():
            yield from _difference(first, other, term, compare)
    if story.others:
        yield _left_out(story)


def visible_finding(page: Page, visible: VisibleStory, terms: Sequence[str]) -> Finding:
    """Return NLD-INF-008 about what is taken from the visible page, at its headline."""
    values = {
        "headline": visible.headline,
        "datePublished": visible.date,
        "author": ", ".join(visible.authors),
        "articleBody": f"{len(visible.paragraphs)} paragraphs",
    }
    taken = [f"{term} ({values[term]})" for term in terms if values[term]]
    message = f"taken from the visible page, because the markup has no articleBody: {', '.join(taken)}"
    suggestion = "check them against the page: they are marked as taken from there"
    finding = Finding("NLD-INF-008", message, suggestion=suggestion)
    return finding.at(visible.place, file=None, excerpt=page.excerpt(visible.place))


def _described_again(first: Node, other: Node) -> Finding:
    message = f"the page describes this story in {_syntax(other)} as well; {_syntax(first)}{_line(first)} comes first"
    suggestion = (
        "describe the story once, or keep both up to date: values that the first lacks are read from here"
    )
    return _placed(other, other.finding("NLD-INF-003", message, suggestion=suggestion))


def _difference(
    first: Node, other: Node, term: str, compare: Callable[[Node, Node], tuple[Value, str, str] | None]
) -> Iterator[Finding]:
    """Yield NLD-PGE-007 if two descriptions have different values of a term, at the value of the second."""
    if not (first.has(term) and other.has(term)) or (found := compare(first, other)) is None:
        return
    value, here, there = found
    kept = next(first.values(term))
    message = f"{term} is {quote(here)} here, but {quote(there)} in the {_syntax(first)}{_line(first, kept)}"
    suggestion = f"write the same value in both; newsld reads {quote(there)}, because it comes first"
    yield _placed(value.owner, other.finding("NLD-PGE-007", message, suggestion=suggestion, at=value))


def _left_out(story: MainStory) -> Finding:
    """Return NLD-INF-005 at the first article of a page that is not its main story."""
    count = len(story.others)
    titles = [next(article.texts("headline", "name"), "") for article in story.others[:_MOST_NAMED]]
    named = ", ".join(quote(" ".join(title.split())) for title in titles if title.strip())
    more = f" and {count - _MOST_NAMED} more" if count > _MOST_NAMED else ""
    noun = "article" if count == 1 else "articles"
    shown = next(story.descriptions[0].texts("headline", "name"), "")
    main = f"the main story {quote(' '.join(shown.split()))}" if shown.strip() else "the main story"
    message = f"the page has {count} other {noun}{f': {named}{more}' if named else ''}"
    reason = _REASONS[story.reason]
    suggestion = f"{main} was chosen because {reason}; to read all articles, use --all-articles"
    other = story.others[0]
    return _placed(other, other.finding("NLD-INF-005", message, suggestion=suggestion))


def _headlines(first: Node, other: Node) -> tuple[Value, str, str] | None:
    """Compare headlines: one may be a shortened form of the other."""
    known = [" ".join(text.split()) for text in first.texts("headline")]
    value = next((value for value in other.values("headline") if value.text), None)
    if value is None or not known:
        return None
    words = normalized_words(value.text or "")
    for text in known:
        before = normalized_words(text)
        if not words or not before or words in before or before in words:
            return None
    return value, " ".join((value.text or "").split()), known[0]


def _dates(term: str) -> Callable[[Node, Node], tuple[Value, str, str] | None]:
    def compare(first: Node, other: Node) -> tuple[Value, str, str] | None:
        before, after = list(read_dates(first, term)), list(read_dates(other, term))
        if not before or not after or any(one.is_same_time(two) for _, one in before for _, two in after):
            return None
        return after[0][0], after[0][0].text or "", before[0][0].text or ""

    return compare


def _authors(first: Node, other: Node) -> tuple[Value, str, str] | None:
    """Compare the names of authors: each must be in both, perhaps in a shorter form."""
    known, found = _author_names(first), _author_names(other)
    if not known or not found or len(known) + len(found) > _MOST_NAMES:
        return None
    if _covers(known, found) and _covers(found, known):
        return None
    return next(authors(other)), ", ".join(found), ", ".join(known)


def _author_names(article: Node) -> list[str]:
    names: dict[str, None] = {}
    for value in islice(authors(article), _MOST_NAMES + 1):
        for name in islice(names_of(value), 1):
            names |= dict.fromkeys(
                parse_byline(name, language=language(article)).names or (" ".join(name.split()),)
            )
    return [name for name in names if name]


def _covers(known: list[str], names: list[str]) -> bool:
    return all(any(share_name(name, other) for other in known) for name in names)


def _publishers(first: Node, other: Node) -> tuple[Value, str, str] | None:
    known = [name for _, name in _publisher_names(first)]
    found = _publisher_names(other)
    if not known or not found or len(known) + len(found) > _MOST_NAMES:
        return None
    if any(is_same_organization(name, before) for _, name in found for before in known):
        return None
    value, name = found[0]
    return value, name, known[0]


def _publisher_names(article: Node) -> list[tuple[Value, str]]:
    several = islice(article.values("publisher"), _MOST_NAMES + 1)
    return [(value, name) for value in several for name in islice(names_of(value), _MOST_NAMES)]


_COMPARISONS: Final[dict[str, Callable[[Node, Node], tuple[Value, str, str] | None]]] = {
    "headline": _headlines,
    "datePublished": _dates("datePublished"),
    "dateModified": _dates("dateModified"),
    "author": _authors,
    "publisher": _publishers,
}


def _syntax(article: Node) -> str:
    return SYNTAX_NAMES[article.block.syntax]


def _line(article: Node, value: Value | None = None) -> str:
    """Return the line of an article or of one of its values, as words; empty where it is unknown."""
    node, pointer = (article, article.pointer) if value is None else (value.owner, value.pointer)
    position = node.block.positions.find(pointer)
    return f" in line {position.line}" if position is not None else ""


def _placed(node: Node, finding: Finding) -> Finding:
    """Return a finding with its line and column; its file is added by the reader."""
    return node.block.place(finding, "").at(None, file=None)
