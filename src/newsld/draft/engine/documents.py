"""Find who made a document, and which news medium it came through: "a ministry statement", "a memo seen by X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import GOVERNMENT_NOUNS, PERSON_NOUNS
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, MEDIA_NOUNS, SOURCE_NOUNS, word_set
from newsld.syntax.patterns import lazy_pattern

ARTICLE: Final = lazy_pattern(
    r"(?i)\A(?:the|a|an|some|his|her|their|its|these|those|der|die|das|den|dem|des|ein|eine|einer|einem)\s+"
)
OF_WORD: Final = lazy_pattern(
    r"\s(?:of|for|from|in|at|to|on|with|by|close|familiar|briefed|near|who|whose|der|des|von|vom|aus|im)\s"
)
"""A preposition, or another word, that ends the noun of a description."""
AUTHOR: Final = lazy_pattern(
    r"[^,.;:]+?(?=,? (?:has|had|have|was|is|said|says|found|warned|showed|[a-z]+ed)\b)"
)
PUBLISHED: Final = lazy_pattern(r"\s(?:published|released|issued|conducted|posted|obtained)\Z")
"""The participle after a document, whose day follows: "a poll published | on Sunday"."""
_DOCUMENTS: Final = "|".join(sorted(DOCUMENT_NOUNS))
_NOUNS: Final = f"{_DOCUMENTS}|recordings?"
DOCUMENT: Final = lazy_pattern(
    rf"(?i)\A(?:an?|the|its|their|his|her|this|that)?\s*(?:\w+\s+)?(?:{_DOCUMENTS})\s+"
    r"(?:(?:issued|filed|released|published|seen|presented|drafted|drawn up|prepared|written|compiled|put out)\s+)?"
    r"(?P<by>by|from|of|in|on)\s+"
)
"""A document up to the words for who made it, or where it is published."""
_OWN: Final = lazy_pattern(
    r"(?i)\A(?:an?|the|its)?\s*(?P<author>(?:[\w’'-]+\s+){0,3}?(?P<noun>[\w-]+))\s+"
    r"(?:statement|report|letter|memo|bulletin|announcement|notice|post|communique|press release)s?\Z"
)
"""A document with its author before it: "a defence ministry statement"."""
_AUTHORS: Final = GOVERNMENT_NOUNS - word_set(
    "court police government parliament congress senate authority authorities"
)
_HELD: Final = lazy_pattern(
    rf"\b(?P<noun>(?i:{_NOUNS}))\b(?:[^.;!?\n]{{0,60}}?\b(?:(?P<read>obtained|seen|reviewed|viewed)|leaked|shared|sent|given|shown)"
    r"\s+(?:by|to|with)|\s+to)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}"
)
"""A document up to the name of the news medium that has it."""
_IN_IT: Final = lazy_pattern(
    rf"(?:(?:But|And|Yet)\s+)?[Ii]n\s+(?:(?:it|one|them)\b|(?:the|that|this|another)\s+(?:\w+\s+){{0,2}}?(?P<noun>{_NOUNS})\b)"
)
"""The beginning of a sentence from a document."""
_LATER_IN_IT: Final = lazy_pattern(
    rf"\s+(?:[\w’'-]+\s+){{0,3}}?(?:in|according to)\s+(?:the|that)\s+(?:same\s+)?(?:\w+\s+)?(?P<noun>{_NOUNS})\b"
)
"""The words after a source that say that it speaks in a document."""
_SEVERAL: Final = lazy_pattern(
    rf"\b(?:(?:{_DOCUMENTS})s|replies|banners|placards|signs)\b[^.!?\n]*[.!?;,:]\s+\Z"
)
"""Documents, up to the end of the sentence or clause that mentions them."""
_LONGEST_NAME: Final = 60
_FARTHEST: Final = 2_000
"""The most characters from a document to the words that mean it again."""


def head_noun(words: str) -> str:
    """Return the head noun of a description, in lower case."""
    return (OF_WORD.split(f" {ARTICLE.sub('', words)} ")[0].split() or [""])[-1].strip("’',.").casefold()


def follows_documents(text: str, at: int) -> bool:
    """Return whether "one" at an offset is one of the documents mentioned before it: "three letters. One"."""
    return _SEVERAL.search(text, max(0, at - _LONGEST_NAME), at) is not None


def is_document(entities: Entities, span: Span) -> bool:
    """Return whether the words mean a document whose author they do not name: "court documents"."""
    words = span.slice(entities.text)
    document = DOCUMENT.match(words)
    if entities.within(span) or (document and document.end() < len(words)) or _own_author(span, words):
        return False
    return head_noun(words) in DOCUMENT_NOUNS


def author_of(entities: Entities, span: Span) -> Span | None:
    """Return the words for who made the document that words mean; None for another one."""
    words = span.slice(entities.text)
    document = DOCUMENT.match(words)
    if document is not None and document.end() < len(words):
        return author_after(entities, Span(span.start + document.end(), span.end), document["by"])
    return _own_author(span, words)


def _own_author(span: Span, words: str) -> Span | None:
    """Return the words for an author before the noun for a document: "a defence ministry statement"."""
    own = _OWN.match(words)
    if own is None or own["noun"].casefold() not in _AUTHORS or not own["author"].islower():
        return None
    return Span(span.start + own.start("author"), span.start + own.end("author"))


def author_after(entities: Entities, span: Span, by: str) -> Span | None:
    """Return the words for who made a document from those after a preposition; None for what it is about."""
    words = span.slice(entities.text)
    if by.casefold() in ("in", "on"):
        is_media = any(one.kind == "NewsMediaOrganization" for _, one in entities.within(span))
        return span if is_media or words.split()[-1].casefold() in MEDIA_NOUNS else None
    is_of = by.casefold() == "of"
    written = re.search(r"\sby\s+(?=\S)", words) if is_of else None
    if written is not None:
        return Span(span.start + written.end(), span.end)
    is_source = head_noun(words) in SOURCE_NOUNS | GOVERNMENT_NOUNS | PERSON_NOUNS
    return span if not is_of or is_source or entities.within(span) else None


def holder(entities: Entities, sentence: Span, cue: Span) -> Entity | None:
    """Return the news medium that has the document in which a source speaks: "In the memo, she wrote …"."""
    text = entities.text
    found = _IN_IT.match(text, sentence.start, cue.start) or _LATER_IN_IT.match(text, cue.end, sentence.end)
    return holder_of(entities, sentence.start, found["noun"]) if found is not None else None


def holder_of(entities: Entities, before: int, noun: str | None) -> Entity | None:
    """Return the news medium that a document before an offset was seen by or sent to; any document without a noun."""
    text = entities.text
    begin = max(0, before - _FARTHEST, text.rfind("\n", 0, before) if noun is None else 0)
    last: Entity | None = None
    for match in _HELD.finditer(text, begin, before):
        if noun is not None and match["noun"].casefold() != noun.casefold():
            continue
        named = entities.within(Span(match.end(), match.end() + _LONGEST_NAME))
        kinds = ("NewsMediaOrganization", *(("Organization",) if match["read"] else ()))
        if named and named[0][0].start - match.end() in (0, 4) and named[0][1].kind in kinds:
            last = named[0][1]
    return last


def issuer_of(
    entities: Entities, spoken: Sequence[tuple[int, Entity]], head: str, span: Span
) -> Entity | None:
    """Return who spoke in the sentence that mentions a document first: "In a statement, Laun said …".

    "The report" without another one is that of the news medium that spoke last in the paragraph.
    """
    text = entities.text
    named = re.compile(rf"\b(?:[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[’']s) (?:[\w-]+ ){{0,3}}{head}\b")
    first = named.search(text, max(0, span.start - _FARTHEST), span.start)
    if first is None:
        begin = text.rfind("\n", 0, span.start)
        last = next((one for at, one in reversed(spoken) if begin < at < span.start), None)
        is_medium = last is not None and last.kind == "NewsMediaOrganization"
        return last if is_medium and head in ("report", "article") else None
    begin = max(text.rfind("\n", 0, first.start()), text.rfind(". ", 0, first.start()))
    ends = [at for mark in ("\n", ". ") if (at := text.find(mark, first.end())) >= 0]
    end = min([*ends, span.start])
    return next((one for at, one in reversed(spoken) if begin < at <= end), None)
