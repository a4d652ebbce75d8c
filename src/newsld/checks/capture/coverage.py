"""Check how much of a story is captured: quotations, figures and attributing words that nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from newsld.findings import Finding
from newsld.model import NewsArticle
from newsld.model.dates.expressions import find_dates
from newsld.model.text import Span, SpanSet, quoted_spans, sentences
from newsld.model.text.attribution import attributing_words
from newsld.model.text.quantities import find_figures
from newsld.model.text.shorten import quote
from newsld.syntax.document import pointer

__all__ = ["check_coverage"]

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
        + [Span(one.start, one.end) for one in find_dates(text, None, language)]
    )
    spans = [
        Span(one.start, one.end) for one in find_figures(text, "de" if language.startswith("de") else "en")
    ]
    return [span for span in spans if not captured.overlaps(span)]


def _attributions(article: NewsArticle, text: str, language: str) -> list[Span]:
    """Return the attributing words outside quotations, in sentences that no citation covers."""
    cited = SpanSet([span for one in article.citations for span in (*one.covers, *one.cues)])
    quoted = SpanSet(quoted_spans(text))
    words = [Span(*span) for span in attributing_words(text, language)]
    found: list[Span] = []
    parts = iter(sentences(text))
    sentence = next(parts, None)
    for span in words:
        while sentence is not None and sentence.end <= span.start:
            sentence = next(parts, None)
        if sentence is not None and not quoted.overlaps(span) and not cited.overlaps(sentence):
            found.append(span)
    return found
