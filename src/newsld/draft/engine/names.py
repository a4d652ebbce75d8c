"""Find names in the sentences of a text: runs of capitals, titles before them, and what they are names of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from newsld.draft.engine.capital_runs import NO_NAMES, RunContext, all_sentences, capital_runs, read_context
from newsld.draft.engine.lexicon import (
    FUNCTION_WORDS,
    GOVERNMENT_NOUNS,
    Kind,
    kind_of_words,
    load_lexicon,
)
from newsld.draft.engine.name_kinds import (
    NATIONALITY,
    Run,
    bare_word,
    feature_after,
    is_adjective,
    is_german_class,
    is_german_noun,
    kind_of_name,
    kind_with,
    named_media,
    party_after,
)
from newsld.draft.engine.name_titles import is_first_name, office_before, office_in, title_end
from newsld.draft.engine.name_votes import add_votes, products
from newsld.draft.engine.parsed_runs import NameReadings, add_readings, correct_runs, no_names, people_outside
from newsld.draft.engine.sentences import Paragraph, Sentence, Token, is_dateline
from newsld.model.text import Span
from newsld.model.text.attribution import SOURCE_NOUNS, reporting_verbs, word_set
from newsld.syntax.patterns import lazy_pattern

_CLASSES: Final = word_set("Sender Zeitung Blatt Agentur Nachrichtenagentur Stadt Gemeinde")
"""German nouns before a name, which are no part of it."""
_PORTFOLIO: Final = lazy_pattern(
    r"\b(?:Ministry|Department|Office|Minister|Secretary) (?:of|for) (?:the )?\Z"
)
_PORTFOLIOS: Final = frozenset({"minister", "secretary", "commissioner"})
"""Offices after what they are for."""
_COMMON_ENDINGS: Final = ("s", "ing", "ly", "ed", "tion", "ment", "ness", "ity", "ism", "ance", "ence")
_COMMON_NOUNS: Final = word_set(
    "Customs Hospital Bank School Church Union Club Museum University College Team Group Company"
)
"""Nouns that open a sentence as no name: "Hospital staff"."""
_GERMAN_NOUNS: Final = frozenset({"Bild", "Die Zeit"})
"""Newspapers whose names are common German words: "sich ein Bild machen"."""
_LONGEST_HEADING: Final = 4
"""The most words of a heading between paragraphs whose names are not read."""
_SURE_VOTES: Final = 3
_BASED: Final = lazy_pattern(
    r"(?<![\w’'-])(?P<place>(?:[^\W\d_a-z][\w’']+ ){0,2}[^\W\d_a-z][\w’]+)-(?:based|born)\b"
)
"""The name of a place in an adjective."""
_EMPLOYERS: Final = word_set(
    "team board campaign project state city county town village district general deputy vice senior assistant "
    "managing executive sporting technical federal national regional local human veteran rival opposition"
)
"""Words before an office that are no name."""
_ROYALS: Final = word_set("Princess Queen King Prince Lady Star")
"""Titles that also end the names of ships."""
_MEMBERS_OF: Final = frozenset({"MP", "MEP", "MSP", "TD"})
"""Titles after the name of a party or a constituency: "Greens MP Ana Ruiz"."""
_OPENERS: Final = word_set(
    "eyewitness junior sophomore freshman rival fellow former current veteran interim ousted jailed exiled nearby "
    "neighbouring neighboring parent local longtime newspaper broadcaster operator retailer airline carmaker "
    "chipmaker insurer lender tabloid brewer"
)
"""Words that open a sentence before a name and are no part of it."""
_MODIFIERS: Final = word_set(
    "former acting ousted deputy then late deposed ex outgoing incoming assistant associate senior executive "
    "regional"
)


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name in the text: its span, its kind, and the span of the title or office directly before it."""

    start: int
    end: int
    kind: Kind
    title: Span | None = None
    sure: bool = True


def find_names(
    text: str,
    paragraphs: Sequence[Paragraph],
    known: Mapping[str, Kind],
    language: str | None,
    readings: NameReadings | None = None,
) -> list[NameSpan]:
    """Return the names of a text in order.

    `known` are names of the newsroom with their kinds, which come first. The names that a pipeline reads correct the
    runs of capitals, count as votes for what they are, and are names where there is no such run.
    """
    readings = readings or NameReadings()
    parsed = readings.names
    is_german = (language or "en").lower().startswith("de")
    nouns = _GERMAN_NOUNS if is_german else ()
    every = {one: kind for one, kind in load_lexicon().names.items() if one not in nouns} | dict(known)
    context = read_context(text, paragraphs, every, frozenset(span.start for span, _ in parsed))
    runs: list[Run] = []
    for sentence in all_sentences(paragraphs):
        for first, last in capital_runs(context, sentence, language):
            runs += _split(context, sentence, first, last)
    runs = correct_runs(text, runs, readings)
    votes = _votes(text, runs, parsed)
    found: list[NameSpan] = []
    others = {one for one in no_names(runs, readings) if max(votes[one].values(), default=0) < _SURE_VOTES}
    others |= _only_in_headings(runs) | products(text, runs) | {"TV"}
    surnames = {run.text.rpartition(" ")[2] for run in runs if run.first < run.last}
    for run in runs:
        if run.text not in every and (
            run.text in others
            or (is_adjective(run) and run.text not in surnames)
            or (is_german and is_german_noun(run))
        ):
            continue
        if run.text in surnames and NATIONALITY.fullmatch(run.text):
            votes[run.text]["Person"] += 1
        is_known = run.first == run.last and is_first_name(run.sentence.tokens, run.first)
        if run.text.rpartition(" ")[2] in NO_NAMES and run.text not in every and not is_known:
            continue
        meaning, sure = kind_of_name(run.text, every, votes[run.text])
        if meaning is not None:
            tokens = run.sentence.tokens
            feature = feature_after(run)
            party = party_after(run)
            end = feature or party or tokens[run.last].start + len(bare_word(tokens[run.last].text))
            kind = "Place" if feature is not None else kind_with(text, party, meaning)
            found.append(NameSpan(tokens[run.first].start, end, kind, run.title, sure))
    for span, title in people_outside(text, parsed, [Span(one.start, one.end) for one in found]):
        found.append(NameSpan(span.start, span.end, "Person", title, False))
    taken = {one.start for one in found}
    found += [one for one in _places_before(text, every) if one.start not in taken]
    found.sort(key=lambda one: one.start)
    return found


def _votes(
    text: str, runs: Sequence[Run], parsed: Sequence[tuple[Span, Kind]]
) -> defaultdict[str, Counter[Kind]]:
    """Return what the words around each name, and the pipeline, say that it is."""
    votes: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for run in runs:
        add_votes(text, run)
        _vote_by_dateline(run)
    media = named_media(runs)
    for run in runs:
        if run.text not in media:
            add_readings(run, parsed)
        votes[run.text].update(run.votes)
    return votes


def _places_before(text: str, known: Mapping[str, Kind]) -> Iterator[NameSpan]:
    """Yield the places in adjectives for where somebody is from: "the London-based Financial Ledger"."""
    for match in _BASED.finditer(text):
        words = match["place"].split(" ")
        while len(words) > 1 and (words[0].casefold() in FUNCTION_WORDS or words[0].endswith(("’s", "'s"))):
            words = words[1:]
        start = match.end("place") - len(" ".join(words))
        yield NameSpan(start, match.end("place"), known.get(" ".join(words), "City"), None, True)


def _only_in_headings(runs: Sequence[Run]) -> set[str]:
    """Return the texts of runs that only short headings between sentences have: "Kingmakers"."""
    headings = {
        run.text for run in runs if run.sentence.is_heading and len(run.sentence.tokens) <= _LONGEST_HEADING
    }
    rest = {run.text for run in runs if not run.sentence.is_heading}
    return headings - rest if rest else set()


def _vote_by_dateline(run: Run) -> None:
    """Count that a dateline has a city and an agency: "DOLNIK, March 11 (Northwire) -"."""
    if is_dateline(run.sentence) and run.first == 0:
        run.votes["City"] += 8
    elif is_dateline(run.sentence) and run.sentence.tokens[run.first - 1].text == "(":
        run.votes["NewsMediaOrganization"] += 8


def _split(context: RunContext, sentence: Sentence, first: int, last: int) -> Iterator[Run]:
    """Yield the names of a run of capitals, without titles, nationalities and the capital of a sentence."""
    text, known = context.text, context.known
    tokens = sentence.tokens
    if first == 0 and not is_dateline(sentence) and not _begins_name(context, tokens, first, last):
        first += 1
    if first < last and (tokens[first].text in _CLASSES or is_german_class(tokens, first, last)):
        first += 1
    if first > last:
        return
    while first == 0 and first < last and tokens[first].low in _OPENERS:
        first += 1
    owner = tokens[first - 1] if first else None
    if (
        first == last
        and owner is not None
        and owner.low == "the"
        and tokens[first].low in load_lexicon().roles
    ):
        return  # "the Treasurer"
    is_owned = owner is not None and owner.is_possessive and owner.is_capital
    if is_owned and _is_generic_office(tokens, first, last):
        yield Run(sentence, first - 1, last, _words(text, tokens, first - 1, last))
        return
    office = office_before(sentence, first)
    if _words(text, tokens, first, last) in known:
        yield Run(sentence, first, last, _words(text, tokens, first, last), office)
        return
    title = _title_in(text, tokens, first, last)
    if title is not None:
        begin, end = title
        prefix = begin
        while prefix > first and (
            tokens[prefix - 1].low in _MODIFIERS or NATIONALITY.fullmatch(tokens[prefix - 1].text)
        ):
            prefix -= 1
        is_portfolio = tokens[end - 1].text in ("Minister", "Secretary", "Commissioner")
        is_party = tokens[begin].text in _MEMBERS_OF
        words = _words(text, tokens, first, max(first, prefix - 1))
        is_owner = (
            " " in words
            and not words.endswith(" District")
            and not is_portfolio
            and kind_of_words(words) is not None
        )
        if prefix > first and (is_party or is_owner or _is_name(context, words)):
            yield Run(sentence, first, prefix - 1, _words(text, tokens, first, prefix - 1))
        yield from _titled(context, sentence, first, end, last)
        return
    last = _last_of_name(context, tokens, first, last)
    if last < 0:
        return
    begin = first
    while begin < last and _is_nationality(tokens[begin], tokens[begin + 1], is_last=last == begin + 1):
        begin += 1
    if begin > first and kind_of_words(_words(text, tokens, first, last)) is None:
        yield Run(sentence, begin, last, _words(text, tokens, begin, last))
    else:
        yield Run(sentence, first, last, _words(text, tokens, first, last), office)


def _last_of_name(context: RunContext, tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the last word of a run without an adjective: "Benchmark European gas prices"; -1 if nothing is left."""
    after = tokens[last + 1 : last + 2]
    if first == last or not after or not NATIONALITY.fullmatch(tokens[last].text):
        return last
    is_noun = after[0].text.islower() and after[0].low not in FUNCTION_WORDS
    words = _words(context.text, tokens, first, last)
    if not is_noun or tokens[last].is_possessive or kind_of_words(words) is not None:
        return last
    return -1 if last == 1 and tokens[0].low not in context.mid else last - 1


def _is_name(context: RunContext, words: str) -> bool:
    """Return whether the words before a title are a name, and not its beginning ("Health" Secretary)."""
    if words in context.known:
        return True
    # "Works" in "Ministry of Works" names what a minister is for.
    found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", context.text)
    return (
        sum(not _PORTFOLIO.search(context.text, max(0, one.start() - 30), one.start()) for one in found) > 1
    )


def _is_generic_office(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a name says nothing without the country before it: "Castavia’s Foreign Ministry"."""
    return last - first < 2 and tokens[last].text in (
        "Ministry", "Department", "Parliament", "Navy", "Army", "Staff",
    )  # fmt: skip


def _words(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    return bare_word(text[tokens[first].start : tokens[last].end])


def _title_in(text: str, tokens: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    """Return the first token of the titles in a run, and the one after them; None without (Justice Department)."""
    for at in range(first, last + 1):
        end = title_end(tokens, at, last) or office_in(tokens, at, last)
        is_surname = first < at == last and end > last and is_first_name(tokens, at - 1)
        if end and not is_surname:  # "Imran Sheikh"
            rest = _words(text, tokens, end, last) if end <= last else ""
            is_purpose = end > last and any(one.text in ("of", "for", "on") for one in tokens[first:at])
            is_ship = at > first and end > last and tokens[at].text in _ROYALS
            return None if is_purpose or is_ship or (rest and kind_of_words(rest) is not None) else (at, end)
    return None


def _titled(context: RunContext, sentence: Sentence, first: int, end: int, last: int) -> Iterator[Run]:
    """Yield the name after the title from token `first` to `end`; a title alone is no name."""
    text, tokens = context.text, sentence.tokens
    if end > last or tokens[end].text == "for":
        return  # "the Commissioner for Health, Dr Ana Ruiz"
    start = tokens[first].start
    if first and (
        tokens[first - 1].low in ("former", "acting", "ousted", "deputy", "then")
        or tokens[first - 1].low.startswith("ex-")
    ):
        start = tokens[first - 1].start
    run = Run(
        sentence,
        end,
        last,
        bare_word(text[tokens[end].start : tokens[last].end]),
        Span(start, tokens[end - 1].end),
    )
    run.votes["Person"] += 10
    yield run


def _is_nationality(token: Token, after: Token, *, is_last: bool) -> bool:
    """Return whether a word is an adjective such as "Syrian" before a name or a title."""
    return not is_last and NATIONALITY.fullmatch(token.text) is not None and after.is_capital


def _begins_name(context: RunContext, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether the first word of a sentence belongs to a name."""
    known, mid, lower = context.known, context.mid, context.lower
    word = bare_word(tokens[first].text)
    whole = " ".join(token.text for token in tokens[first : last + 1])
    if first < last and word.endswith("s") and tokens[first].text.endswith(("’", "'")):
        return True  # "Workers’ Party members"
    if any(office_in(tokens, at, last) for at in range(first + 1, last)):
        return True  # "First Officer Ana Ruiz"
    if word in known or bare_word(whole) in known or word in load_lexicon().titles:
        return True
    following = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if (
        first == last
        and following in _PORTFOLIOS
        and re.search(rf"\b(?:of|for) {re.escape(word)}\b", context.text)
    ):
        return False  # "Fisheries minister Olaf Brekke"
    if first == last and (word.casefold() in lower or word in _COMMON_NOUNS) and not word.isupper():
        return False  # "Ambulance crews", also where the text has "the Northshire Ambulance Service"
    if word in mid or "-" in word or word.isupper():
        return word in mid or len(word) > 1
    low = word.casefold()
    if first == last and low not in lower and tokens[first].start in context.read:
        return True
    if low in lower or low in reporting_verbs("en"):
        return False
    if first == last:
        # One unknown word: a possessive, or the subject of a sentence that is no plural.
        is_subject = (
            following in ("is", "was", "has", "had", "will", "said", "says", "told", "also")
            or following == ","
        )
        is_employer = (
            following in load_lexicon().roles and last + 2 < len(tokens) and tokens[last + 2].is_capital
        )
        if (
            is_employer
            and low
            not in _OPENERS | _MODIFIERS | SOURCE_NOUNS | GOVERNMENT_NOUNS | load_lexicon().roles | _EMPLOYERS
        ):
            return kind_of_words(f"The {word}") is None  # "Jefferies analyst Tomasz Bielak"
        return tokens[first].is_possessive or (is_subject and not low.endswith(_COMMON_ENDINGS))
    return not low.endswith(("ing", "ly", "ed")) or kind_of_words(whole) is not None
