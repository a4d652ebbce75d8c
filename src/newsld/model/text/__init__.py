"""Facts about a text: spans, the words that name them, sentences, quotations, paragraphs and slugs.

Every offset counts Unicode code points from 0, and every span is half-open.
"""

from __future__ import annotations

from newsld.model.text.paragraphs import Cleaned, blocks, furniture
from newsld.model.text.quotes import quoted_runs, trim_house_comma
from newsld.model.text.sentences import sentence_at, sentences
from newsld.model.text.slugs import slugify
from newsld.model.text.span import Span
from newsld.model.text.words import Ambiguous, NotFound, Words, WordsError, describe, find_all, find_words

__all__ = [
    "Ambiguous",
    "Cleaned",
    "NotFound",
    "Span",
    "Words",
    "WordsError",
    "blocks",
    "describe",
    "find_all",
    "find_words",
    "furniture",
    "quoted_runs",
    "sentence_at",
    "sentences",
    "slugify",
    "trim_house_comma",
]
