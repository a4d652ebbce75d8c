"""Read a story from the visible part of a page: headline, byline, date and paragraphs. Needs the extra `page`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final, NamedTuple

from newsld.findings import Position
from newsld.findings.errors import UsageError
from newsld.model.literals import date_of, timestamp_of
from newsld.model.text.bylines import is_plain_name, parse_byline
from newsld.model.text.similarity import is_same_title, normalized_words
from newsld.web.html.page import Element, Page

_MOST_TAGS: Final = 40_000
"""The number of tags of a page that is read: the library takes more than proportional time."""
_MOST_HEADINGS: Final = 100
_LONGEST_BYLINE: Final = 160
_BEFORE_HEADLINE: Final = 1_500
_AFTER_HEADLINE: Final = 8_000
_LONGEST_GAP: Final = 400
"""Distances in code points of the source: a byline is near the headline, and its parts are next to each other."""
_PUBLISHED: Final = frozenset({"datePublished", "dt-published"})


class VisibleStory(NamedTuple):
    """A story as readers see it, with the position of its headline.

    `date` is a time with an offset or a calendar date.
    """

    headline: str | None
    authors: tuple[str, ...]
    date: str | None
    paragraphs: tuple[str, ...]
    place: Position


def require_page_extra() -> None:
    """Raise UsageError, with the command that installs it, without the library that `read_visible_story` needs."""
    if find_spec("trafilatura") is None:
        raise UsageError("--body page needs trafilatura. Run: pip install 'newsld[page]'")


def read_visible_story(page: Page) -> VisibleStory:
    """Return the story that readers of a page see. Raises nothing, whatever the page.

    A name or a date is taken only where the page marks it as that of the author or the publication, near the headline.
    """
    heading = _headline(page)
    start = heading.start if heading is not None else page.head.body
    return VisibleStory(
        heading.text if heading is not None else None,
        tuple(_authors(page, start)),
        _date(page, start),
        tuple(_paragraphs(page, heading.text if heading is not None else "")),
        page.place(start),
    )


def _headline(page: Page) -> Element | None:
    """Return the main heading: the first that begins the title of the page, or is similar to it, or the first."""
    headings = [element for element in page.headings if element.text][:_MOST_HEADINGS]
    title = page.title.text if page.title is not None else ""
    words = normalized_words(title)
    for element in headings:
        if words and words.startswith(normalized_words(element.text)):
            return element
    return next((element for element in headings if title and is_same_title(title, element.text)), None) or (
        headings[0] if headings else None
    )


def _authors(page: Page, start: int) -> Iterator[str]:
    """Yield the names of the first byline near the headline."""
    end: int | None = None
    known: set[str] = set()
    for element in page.bylines:
        if not start - _BEFORE_HEADLINE <= element.start <= start + _AFTER_HEADLINE:
            continue
        if end is not None and element.start - end > _LONGEST_GAP:
            return
        if not 0 < len(element.text) <= _LONGEST_BYLINE or "comment" in element.get("class").lower():
            continue
        byline = parse_byline(element.text, language=(page.lang or "").partition("-")[0].lower() or None)
        names = [name for name in byline.names if is_plain_name(name) and name not in known]
        if names:
            end = max(element.end, end or 0)
            known.update(names)
            yield from names


def _date(page: Page, start: int) -> str | None:
    """Return the time that is marked as that of publication, or the only time near the headline."""
    near = [
        element
        for element in page.times
        if start - _BEFORE_HEADLINE <= element.start <= start + _AFTER_HEADLINE
    ]
    marked = [
        element
        for element in near
        if "pubdate" in element.attributes
        or not _PUBLISHED.isdisjoint({*element.words("itemprop"), *element.words("class")})
    ]
    found = {
        date
        for element in marked or near
        if (text := element.get("datetime") or element.text)
        and (date := timestamp_of(text) or date_of(text)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _paragraphs(page: Page, headline: str) -> Iterator[str]:
    """Yield the paragraphs of the main text, without the headline."""
    if page.text.count("<") > _MOST_TAGS:
        return
    from trafilatura import bare_extraction, load_html

    tree = load_html(page.text)
    if tree is None:
        return
    # The library would also read the text of the markup.
    for element in list(tree.iter("link", "meta", "noscript", "script", "style", "template", "title")):
        element.drop_tree()
    found = bare_extraction(
        tree, with_metadata=False, include_comments=False, include_tables=False, favor_precision=True
    )
    for line in (getattr(found, "text", None) or "").split("\n"):
        text = " ".join(line.removeprefix("- ").split())
        if text and text != headline:
            yield text
