"""Facts about a text: spans, the words that name them, sentences, quotations, paragraphs and slugs.

Every offset counts Unicode code points from 0, and every span is half-open.
"""

from __future__ import annotations

from newsld.text.paragraphs import Cleaned, blocks, furniture
from newsld.text.quotes import quoted_runs, trim_house_comma
from newsld.text.sentences import sentence_at, sentences
from newsld.text.slugs import slugify
from newsld.text.span import Span
from newsld.text.words import Ambiguous, NotFound, Words, WordsError, describe, find_all, find_words

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
