"""Decide whether the words for a source mean a document, and who made it: "a report by council staff"."""

from __future__ import annotations

import re
from typing import Final

from newsld.draft.engine.entities import Entities
from newsld.draft.engine.lexicon import GOVERNMENT_NOUNS, PERSON_NOUNS
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, SOURCE_NOUNS
from newsld.syntax.patterns import lazy_pattern

ARTICLE: Final = lazy_pattern(
    r"(?i)\A(?:the|a|an|some|his|her|their|its|these|those|der|die|das|den|dem|des|ein|eine|einer|einem)\s+"
)
OF_WORD: Final = lazy_pattern(
    r"\s(?:of|for|from|in|at|to|on|with|by|close|familiar|briefed|near|who|whose|der|des|von|vom|aus|im)\s"
)
DOCUMENT: Final = lazy_pattern(
    rf"(?i)\A(?:an?|the|its|their|his|her|this|that)?\s*(?:\w+\s+)?(?:{'|'.join(sorted(DOCUMENT_NOUNS))})\s+"
    r"(?:(?:issued|filed|released|published|seen|presented|drafted|drawn up|prepared|written|compiled|put out)\s+)?"
    r"(?P<by>by|from|of)\s+"
)


def is_document(entities: Entities, span: Span) -> bool:
    """Return whether the words mean a document whose author they do not name: "court documents"."""
    words = span.slice(entities.text)
    document = DOCUMENT.match(words)
    if entities.within(span) or (document and document.end() < len(words)):
        return False
    head = (OF_WORD.split(f" {ARTICLE.sub('', words)} ")[0].split() or [""])[-1].strip("’',.").casefold()
    return head in DOCUMENT_NOUNS


def author_of(entities: Entities, span: Span, *, is_of: bool) -> Span | None:
    """Return the words for who made a document; None for what it is about: "minutes of the meeting"."""
    words = span.slice(entities.text)
    by = re.search(r"\sby\s+(?=\S)", words) if is_of else None
    if by is not None:
        return Span(span.start + by.end(), span.end)
    head = (OF_WORD.split(f" {ARTICLE.sub('', words)} ")[0].split() or [""])[-1].strip("’',.").casefold()
    is_source = head in SOURCE_NOUNS | GOVERNMENT_NOUNS | PERSON_NOUNS
    return span if not is_of or is_source or entities.within(span) else None
