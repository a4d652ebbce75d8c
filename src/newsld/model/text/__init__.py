"""Analyze plain text: spans and the words that select them, sentences, quotations, paragraphs and slugs.

Offsets count Unicode code points from 0, and spans are half-open.
"""

from __future__ import annotations

from newsld.model.text.paragraphs import CleanedText, remove_furniture, split_lines, split_paragraphs
from newsld.model.text.quotes import quoted_spans, trim_final_comma
from newsld.model.text.sentences import sentence_at, sentences
from newsld.model.text.slugs import slugify
from newsld.model.text.span import Span, SpanSet, StatedSpan, after_closing, new_tuple
from newsld.model.text.words import (
    AmbiguousWords,
    Words,
    WordsError,
    WordsNotFound,
    describe_span,
    find_all,
    find_words,
    only_words,
)

__all__ = [
    "AmbiguousWords",
    "CleanedText",
    "Span",
    "SpanSet",
    "StatedSpan",
    "Words",
    "WordsError",
    "WordsNotFound",
    "after_closing",
    "describe_span",
    "find_all",
    "find_words",
    "new_tuple",
    "only_words",
    "quoted_spans",
    "remove_furniture",
    "sentence_at",
    "sentences",
    "slugify",
    "split_lines",
    "split_paragraphs",
    "trim_final_comma",
]
