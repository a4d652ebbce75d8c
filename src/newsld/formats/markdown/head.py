"""Write and recognize what is shown above the text: headline, byline with the date, and standfirst.

They repeat the front matter for readers of the rendered page, and are not part of the body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsld.formats.markdown.commonmark import MarkdownEvent
from newsld.formats.markdown.escaping import line_text
from newsld.model.dates import Edtf, format_english
from newsld.model.views import byline, published

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_DATE_LENGTH: Final = len("2025-03-04")


@dataclass(slots=True)
class Head:
    """The head of a file: the texts of headline and standfirst, with their bytes; None for what it does not have."""

    headline: str | None = None
    standfirst: str | None = None
    headline_at: int = 0
    standfirst_at: int = 0


def folded_text(text: str) -> str:
    """Return a text on one line: white space makes no difference in the head."""
    return " ".join(text.split())


def head_blocks(article: NewsArticle) -> Iterator[str]:
    """Yield the blocks of the head of an article in Markdown; none without a headline."""
    name = article.extra.get("name")
    headline = line_text(folded_text(article.headline or (name if isinstance(name, str) else "")))
    if not headline:
        return
    yield f"# {headline[:-1]}\\#" if headline.endswith("#") else f"# {headline}"
    date = _date(article)
    names = folded_text(", ".join(byline(article)))
    if shown := " · ".join(filter(None, (names, date))):
        yield f"*{line_text(shown)}*"
    if standfirst := folded_text(article.description or ""):
        yield f"**{line_text(standfirst)}**"


def _date(article: NewsArticle) -> str:
    """Return the day of publication: in words for a story in English."""
    when = published(article)
    if when is None:
        return ""
    day = str(when)[:_DATE_LENGTH] if not isinstance(when, Edtf) else str(when)
    english = article.in_language is None or article.in_language.casefold().startswith("en")
    return format_english(Edtf(day)) if english else day


def split_head(events: Sequence[MarkdownEvent]) -> tuple[Head, Sequence[MarkdownEvent]]:
    """Return the head of a document, and the events after it.

    The head is a heading of level 1 at the beginning, then a paragraph in emphasis (the byline) and one in strong
    emphasis (the standfirst), each of which may be missing. An empty comment ends it.
    """
    head = Head()
    at = 0
    if events and events[0].kind == "open" and events[0].data == ("Heading", 1):
        head.headline, at = _text(events, 0, "Heading")
        head.headline_at = events[0].start
        end = _whole_paragraph(events, at, "Emphasis")
        at = end or at
        end = _whole_paragraph(events, at, "Strong")
        if end:
            head.standfirst, _ = _text(events, at, "Paragraph")
            head.standfirst_at = events[at].start
            at = end
    if at < len(events) and events[at].kind == "separator":
        at += 1
    return head, events[at:] if at else events


def _text(events: Sequence[MarkdownEvent], at: int, block: str) -> tuple[str, int]:
    """Return the text of a block, and the number of the event after it."""
    parts = []
    while events[at].kind != "close" or events[at].data != block:
        kind, data = events[at].kind, events[at].data
        parts.append(data if kind == "text" else " " if kind in {"soft", "hard"} else "")
        at += 1
    return "".join(parts), at + 1


def _whole_paragraph(events: Sequence[MarkdownEvent], at: int, mark: str) -> int:
    """Return the number of the event after a paragraph that is emphasized as a whole; 0 if the next is none."""
    opened = [event.data[0] for event in events[at : at + 2] if event.kind == "open"]
    if opened != ["Paragraph", mark]:
        return 0
    depth = 0
    for number in range(at + 1, len(events)):
        event = events[number]
        if event.kind in {"footnote", "refused"}:
            return 0
        depth += (event.kind == "open") - (event.kind == "close")
        if not depth:
            following = events[number + 1]
            return number + 2 if (following.kind, following.data) == ("close", "Paragraph") else 0
    return 0
