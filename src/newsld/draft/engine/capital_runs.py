"""Find the runs of capitals in sentences, which may be names: without dates, emphasis and credits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from newsld.draft.engine.lexicon import (
    FUNCTION_WORDS,
    Kind,
    kind_of_words,
    load_lexicon,
)
from newsld.draft.engine.name_joints import next_of_name, owns_name
from newsld.draft.engine.name_kinds import (
    bare_word,
    is_money,
)
from newsld.draft.engine.name_titles import is_first_name
from newsld.draft.engine.sentences import Paragraph, Sentence, Token, is_dateline
from newsld.model.dates.calendar_words import calendar_words
from newsld.model.text.attribution import word_set
from newsld.model.text.quantities import numbers_in
from newsld.syntax.patterns import lazy_pattern

_CREDITS: Final = word_set("reporting editing writing compiled additional")
"""Words of the credits at the end: "(Reporting by Ana Ruiz; Editing by Tom Poe)"."""
_BEFORE_NAMES: Final = word_set("of by at from the group agency company")
NO_NAMES: Final = word_set(
    "Bill Act Resolution Proposition Amendment Prize Award Awards Cup Medal Christmas Easter Ramadan Eid Diwali "
    "Thanksgiving Halloween Wi-Fi A&E CCTV GPS DNA HIV Covid COVID Covid-19 GDP VAT AI SUV ATM MRI "
    "X-ray X-rays T-shirt T-shirts Class Games Olympics Paralympics Championship Championships Protocol Treaty Accord"
)
"""The last words of what is no person, organization or place."""


_HONORS: Final = frozenset({"KC", "QC", "MBE", "OBE", "CBE", "KBE", "PhD", "FRS", "Esq"})
"""Letters after the name of a person."""
_CONTRACTION: Final = lazy_pattern(
    r"(?:that|it|he|she|what|who|there|here|where|let|how)[’']s|(?:[a-z]+)[’'](?:re|ve|ll|d)|i[’']m|[a-z]+n[’']t"
)
"""A pronoun with a verb, which begins no name: "That’s Orla"."""


@dataclass(frozen=True, slots=True)
class RunContext:
    """A text with its known names, and its words with a capital inside sentences and without one anywhere."""

    text: str
    known: Mapping[str, Kind]
    mid: set[str]
    lower: set[str]
    read: frozenset[int]
    """The offsets of the names that a pipeline reads."""
    phrases: Mapping[str, list[str]]
    """The known names with "and" or "of" in them, by their first word."""


def read_context(
    text: str, paragraphs: Sequence[Paragraph], known: Mapping[str, Kind], read: frozenset[int]
) -> RunContext:
    """Return what is known of a text; `known` are names with their kinds, `read` the offsets of a pipeline’s names."""
    lower = {token.text for one in all_sentences(paragraphs) for token in one.tokens if token.text.islower()}
    phrases: defaultdict[str, list[str]] = defaultdict(list)
    for name in known:
        if " and " in name or " of " in name:
            phrases[name.split(maxsplit=1)[0]].append(name)
    return RunContext(text, known, _mid_sentence_words(paragraphs), lower, read, phrases)


def all_sentences(paragraphs: Iterable[Paragraph]) -> Iterator[Sentence]:
    """Return the sentences of paragraphs."""
    return (sentence for paragraph in paragraphs for sentence in paragraph.sentences)


def _mid_sentence_words(paragraphs: Iterable[Paragraph]) -> set[str]:
    """Return the words that have a capital inside a sentence."""
    return {
        bare_word(token.text)
        for sentence in all_sentences(paragraphs)
        if not sentence.is_heading
        for before, token in zip(sentence.tokens, sentence.tokens[1:], strict=False)
        if token.is_capital and before.text not in (":", "–", "—")
    }


def capital_runs(context: RunContext, sentence: Sentence, language: str | None) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of every run of capitals, dates and function words left out."""
    calendar = calendar_words(language)
    days = {*calendar.month_numbers, *calendar.weekday_numbers} if calendar else set()
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if (
            not token.is_capital
            or (token.low in days and not _is_masthead(tokens, at))
            or (token.low in FUNCTION_WORDS and not (token.text.isupper() and len(token.text) > 1))
            or token.text in ("THE", "AN")  # the first word of some newspapers
            or is_money(token.text)
            or _CONTRACTION.fullmatch(token.low)
            or token.text.endswith(("-based", "-born"))
            or (token.text in NO_NAMES and _is_alone(tokens, at))
            or (_is_emphasis(tokens, at, context.read) and not (at == 0 and is_dateline(sentence)))
            or (token.text.isupper() and at > 0 and tokens[at - 1].text.isdigit())  # "737 MAX"
            or (token.low in _CREDITS and at + 1 < len(tokens) and tokens[at + 1].low in ("by", "reporting"))
        ):
            at += 1
            continue
        last = _known_end(context, sentence, at) or at
        while (after := next_of_name(tokens, at, last, days, language)) is not None and (
            not tokens[last].is_possessive or owns_name(tokens, at, last)
        ):
            last = after
        end = last
        while end > at and tokens[end].text.rstrip(",.") in _HONORS:
            end -= 1
        yield at, end
        at = last + 1


def _known_end(context: RunContext, sentence: Sentence, at: int) -> int | None:
    """Return the last token of a known name with small words in it: "Globe and Mail"; None without one."""
    tokens = sentence.tokens
    start = tokens[at].start
    for name in context.phrases.get(tokens[at].text, ()):
        if (
            context.text.startswith(name, start)
            and not context.text[start + len(name) : start + len(name) + 1].isalnum()
        ):
            return sentence.index_at(start + len(name) - 1)
    return None


def _is_masthead(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a weekday begins the name of a newspaper: "the Sunday Sentinel"."""
    if at + 1 < len(tokens) and tokens[at + 1].text == "Record":
        return True
    return at + 1 < len(tokens) and kind_of_words(f"The {tokens[at + 1].text}") == "NewsMediaOrganization"


def _is_alone(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a noun for a law or the like is next to no capital, and no first name."""
    near = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    return not any(one.is_capital for one in near) and not is_first_name(tokens, at)


def _is_emphasis(tokens: Sequence[Token], at: int, read: frozenset[int]) -> bool:
    """Return whether a word is in capitals for emphasis, or a number: "RETIRED", "Thirty-one"."""
    token = tokens[at]
    in_capitals = token.text.isupper() and token.text.isalpha() and len(token.text) > 4
    is_name = token.start in read or (at > 0 and tokens[at - 1].low in _BEFORE_NAMES)
    return (in_capitals and not is_name and token.text not in load_lexicon().names) or bool(
        numbers_in(token.text)
    )
