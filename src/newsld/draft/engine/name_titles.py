"""Find the titles and offices directly before a name: "Foreign Minister", "harbour master"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from newsld.draft.engine.lexicon import DETERMINERS, FUNCTION_WORDS, load_lexicon
from newsld.draft.engine.sentences import Sentence, Token
from newsld.model.text import Span
from newsld.model.text.attribution import reporting_verbs, word_set
from newsld.syntax.patterns import lazy_pattern

SPELLED: Final = {
    "cllr": "councillor", "sgt": "sergeant", "sen": "senator", "gov": "governor", "prof": "professor",
    "capt": "captain", "insp": "inspector", "supt": "superintendent", "ceo": "executive", "col": "colonel",
    "ds": "detective sergeant", "det sgt": "detective sergeant", "di": "detective inspector",
    "dci": "detective chief inspector", "rev": "reverend", "rep": "representative", "lt": "lieutenant",
}  # fmt: skip
"""Short forms of titles."""
COURTESY: Final = {
    "mr": "man",
    "sir": "man",
    "lord": "man",
    "mrs": "woman",
    "ms": "woman",
    "miss": "woman",
    "dame": "woman",
    "lady": "woman",
}
"""What a title says of a person."""
_GERMAN_TITLE: Final = lazy_pattern(
    r"[^\W\d_]*(?:präsident|minister|sprecher|chef|meister|direktor|leiter|anwalt|vorsitzende|führer|experte)(?:in|r)?",
    re.IGNORECASE,
)

_OCCUPATION: Final = lazy_pattern(
    r"[a-z]{3}(?:er|or|ist|eer|man|woman|swain)\Z|\A(?:cook|chef|friend|nurse|clerk)\Z"
)
"""A noun for what somebody does, by its end."""
_MEETS: Final = word_set(
    "met saw beat joined married left hired sacked replaced succeeded interviewed between than"
)
"""Words before an office that are no part of it: "met | coach Tom Bligh"."""
_OFFICES: Final = word_set(
    "officer manager director inspector engineer coordinator controller administrator superintendent supervisor "
    "commander registrar curator ranger warden strategist economist analyst scientist correspondent editor spokesman "
    "spokeswoman spokesperson"
)
"""Nouns that end an office of several words before a full name: "Divisional Forest Officer Asha Rawat"."""


def office_in(tokens: Sequence[Token], at: int, last: int) -> int:
    """Return the index after an office that a word in capitals ends, 0 if it does not, or no full name follows."""
    ends = at > 0 and at + 2 <= last and tokens[at].low in _OFFICES and tokens[at - 1].is_capital
    return at + 1 if ends else 0


def title_end(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the index after the titles that a run begins with, 0 without one."""
    titles = load_lexicon().titles
    at, end = first, 0
    if first < last and _GERMAN_TITLE.fullmatch(tokens[first].text):
        at = end = first + 1
    while at <= last:
        for size in (3, 2, 1):
            if at + size - 1 <= last and " ".join(one.text for one in tokens[at : at + size]) in titles:
                at = end = at + size
                break
        else:
            known = tokens[at].low in load_lexicon().roles or _is_occupation(tokens, at, last)
            is_opening = at == 0 or _is_full_name(tokens, at + 1, last)
            if at > first or not is_opening or first == last or not known:
                break
            at = end = at + 1
    return end


def _is_occupation(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Return whether a word before a full name is one for what somebody does: "Forecaster Ben Odell"."""
    return _is_full_name(tokens, at + 1, last) and _OCCUPATION.search(tokens[at].low) is not None


def _is_full_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a run goes on with a given name and a surname, after a word that is no given name."""
    given = load_lexicon().genders
    return first < last and tokens[first].text in given and tokens[first - 1].text not in given


def is_first_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is a first name also without another name: "Bill said", not "the Bill"."""
    return (at == 0 or tokens[at - 1].low not in DETERMINERS) and tokens[
        at
    ].low.title() in load_lexicon().genders


def office_before(sentence: Sentence, first: int) -> Span | None:
    """Return the words for an office directly before a name: "harbour master", "ex-commander"; None without."""
    at = first - 1
    tokens = sentence.tokens
    if (
        at < 0
        or tokens[at].kind != "word"
        or tokens[at].low not in load_lexicon().roles
        or tokens[at].is_possessive
    ):
        return None
    if tokens[at].end + 1 != tokens[first].start:
        return None
    while at > 0 and tokens[at - 1].text.islower() and tokens[at - 1].low not in FUNCTION_WORDS:
        if (
            tokens[at - 1].low in {*reporting_verbs("en"), "citing", "quoting", *_MEETS}
            or first - at >= 4
            or tokens[at - 1].kind != "word"
        ):
            break
        at -= 1
    return Span(tokens[at].start, tokens[first - 1].end)
