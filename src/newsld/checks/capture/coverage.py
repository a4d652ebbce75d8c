"""Check how much of a story is captured: quotations, figures and attributing words that nothing refers to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import starmap
from typing import TYPE_CHECKING, Final

from newsld.findings import Finding
from newsld.model.dates.dates_in_text import find_dates
from newsld.model.text import Span, SpanSet, quoted_spans, sentence_at, sentences, split_paragraphs
from newsld.model.text.attribution import attributing_words
from newsld.model.text.figures import find_figures
from newsld.model.text.quantities import number_spans
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer

if TYPE_CHECKING:
    from newsld.model import NewsArticle

_FEWEST_WORDS: Final = 3
"""The fewest words of a quotation that is expected to be captured: shorter ones are often titles and names."""


def check_coverage(article: NewsArticle) -> Iterator[Finding]:
    """Yield NLD-CAP-015, at most once, for a captured story with words that nothing captures.

    A story without any citation, quotation and figure is not captured at all, and has no such finding. Figures are read
    in English and German, attributing words in English.
    """
    assert article.body is not None, "the caller checks for a body"
    if not (article.citations or article.quotations or article.figures):
        return
    text, language = article.body.text, (article.in_language or "en")
    missing = [
        (len(spans), noun, spans[0].slice(text))
        for noun, spans in (
            ("quotation", _quotations(article, text)),
            ("figure", _figures(article, text, language)),
            ("attributing word", _attributions(article, text, language)),
        )
        if spans
    ]
    if missing:
        counts = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun, _ in missing)
        yield Finding(
            "NLD-CAP-015",
            f"nothing captures {counts} of the text; the first: {quote(missing[0][2])}",
            suggestion="capture them, or disable this rule for stories that are captured in part",
            pointer=pointer("body"),
        )


def _quotations(article: NewsArticle, text: str) -> list[Span]:
    captured = SpanSet(
        [span for one in article.quotations for span in one.words]
        + [span for one in article.citations for span in one.covers]
    )
    found: list[Span] = []
    for span in quoted_spans(text):
        is_long = len(span.slice(text).split()) >= _FEWEST_WORDS
        if is_long and not captured.overlaps(span) and not (found and span.within(found[-1])):
            found.append(span)
    return found


def _figures(article: NewsArticle, text: str, language: str) -> list[Span]:
    """Return the figures that neither a figure nor a name, a date or other captured words contain."""
    captured = SpanSet(
        [span for one in article.figures for span in one.words]
        + [one.words for one in article.mentions]
        + [span for one in article.citations for hop in one.chain for span in hop.words]
    )
    numbers = "de" if language.startswith("de") else "en"
    # Reading figures and dates takes longer than all other checks: only where a number is not captured.
    loose = [span for span in starmap(Span, number_spans(text, numbers)) if not captured.overlaps(span)]
    found: list[Span] = []
    uncaptured = SpanSet(loose)
    for part in split_paragraphs(text) if loose else ():
        if not uncaptured.overlaps(part):
            continue
        figures = [_shifted(part, one.start, one.end) for one in find_figures(part.slice(text), numbers)]
        if figures := [span for span in figures if not captured.overlaps(span)]:
            dates = find_dates(part.slice(text), None, language)
            dated = SpanSet([_shifted(part, one.start, one.end) for one in dates])
            found += [span for span in figures if not dated.overlaps(span)]
    return found


def _attributions(article: NewsArticle, text: str, language: str) -> list[Span]:
    """Return the attributing words outside quotations, in sentences that no citation covers."""
    cited = SpanSet([span for one in article.citations for span in (*one.covers, *one.cues)])
    quoted = SpanSet(quoted_spans(text))
    spans = [Span(*span) for span in attributing_words(text, language)]
    missing = [span for span in spans if not quoted.overlaps(span) and not cited.overlaps(span)]
    found: list[Span] = []
    starts = [span.start for span in missing]
    for part in split_paragraphs(text) if missing else ():
        own = missing[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
        around = sentences(part.slice(text)) if own else []
        for span in own:
            start, end = sentence_at(part.slice(text), span.start - part.start, around)
            if not cited.overlaps(_shifted(part, start, end)):
                found.append(span)
    return found


def _shifted(part: Span, start: int, end: int) -> Span:
    """Return the span in the text of offsets in a part of it."""
    return Span(part.start + start, part.start + end)
