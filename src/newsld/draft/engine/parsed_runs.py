"""Correct runs of capitals with what a pipeline reads: adjectives, titles of works, and where names begin and end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from newsld.draft.engine.lexicon import Kind, kind_of_words, load_lexicon
from newsld.draft.engine.name_kinds import Run, bare_word
from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern

_JOINT: Final = lazy_pattern(r" (?:of|for|on)(?: the)? | and (?:the )?")
_PLAIN_JOINT: Final = lazy_pattern(r" (?:of|for|on)(?: the)? ")
_SHORTEST: Final = 2
"""The fewest words of a person’s name that ends a longer run."""


class NameReadings(NamedTuple):
    """What a pipeline reads of names: those of people, organizations and places, and what else has a capital."""

    names: tuple[tuple[Span, Kind], ...] = ()
    others: tuple[Span, ...] = ()
    """Nationalities, works, events, products, laws and languages."""
    modifiers: frozenset[int] = frozenset()
    """The offsets of adjectives, adverbs and verbs with a capital, and of common nouns that open a sentence."""


def correct_runs(text: str, runs: Sequence[Run], readings: NameReadings) -> list[Run]:
    """Return runs of capitals, joined and split where the pipeline sees one name or two."""
    spans = {span.start: (span, kind) for span, kind in readings.names}
    found: list[Run] = []
    joined_to = -1
    for index, run in enumerate(runs):
        if index <= joined_to:
            continue
        last = _last_of_name(text, runs, index, spans)
        if last > index:
            joined_to = last
            end = runs[last].last
            found.append(Run(run.sentence, run.first, end, _words(text, run, run.first, end), run.title))
        else:
            found += _split(text, run, readings.names)
    return found


def _words(text: str, run: Run, first: int, last: int) -> str:
    tokens = run.sentence.tokens
    return bare_word(text[tokens[first].start : tokens[last].end])


def _span(run: Run) -> Span:
    start = run.sentence.tokens[run.first].start
    return Span(start, start + len(run.text))


def _last_of_name(text: str, runs: Sequence[Run], index: int, spans: Mapping[int, tuple[Span, Kind]]) -> int:
    """Return the index of the last run that belongs to one name with a run: "Council for the Welfare of Migrants"."""
    first = runs[index]
    span, kind = spans.get(_span(first).start, (None, None))
    if span is None or kind != "Organization" or kind_of_words(first.text) is None:
        return index
    last = index
    while last + 1 < len(runs) and runs[last + 1].sentence is first.sentence:
        following = _span(runs[last + 1])
        joint = text[_span(runs[last]).end : following.start]
        is_another = joint.startswith(" and") and kind_of_words(runs[last + 1].text) is not None
        if following.end > span.end or is_another or not _JOINT.fullmatch(joint):
            break
        last += 1
    if last == index:
        return index
    whole = text[_span(first).start : _span(runs[last]).end]
    return last if _PLAIN_JOINT.search(whole) else index


def _split(text: str, run: Run, names: Sequence[tuple[Span, Kind]]) -> list[Run]:
    """Return an organization and the person after it as two runs: "Refugee Council Enver Solomon"."""
    whole = _span(run)
    if run.last - run.first < _SHORTEST:
        return [run]
    for span, kind in names:
        if kind != "Person" or span.end != whole.end or not whole.start < span.start:
            continue
        words = span.slice(text)
        before = text[whole.start : span.start].strip()
        at = run.sentence.index_at(span.start)
        if (
            len(words.split()) < _SHORTEST
            or kind_of_words(before) is None
            or kind_of_words(words) is not None
        ):
            continue
        if re.search(r"\b(?:of|for|and|the)\Z", before):
            continue
        person = Run(run.sentence, at, run.last, _words(text, run, at, run.last))
        person.votes["Person"] += 4
        return [Run(run.sentence, run.first, at - 1, _words(text, run, run.first, at - 1), run.title), person]
    return [run]


def add_readings(run: Run, names: Sequence[tuple[Span, Kind]]) -> None:
    """Count what a pipeline reads at a run as votes for what it is."""
    tokens = run.sentence.tokens
    whole = Span(tokens[run.first].start, tokens[run.last].end)
    for span, kind in names:
        if span.start < whole.end and whole.start < span.end:
            # A pipeline takes many an invented word for a surname.
            run.votes[kind] += 1 if kind == "Person" and run.first == run.last else 2


def people_outside(
    text: str, names: Sequence[tuple[Span, Kind]], taken: Sequence[Span]
) -> list[tuple[Span, Span | None]]:
    """Return the people with several names that a pipeline reads where nothing is taken, with their titles."""
    found: list[tuple[Span, Span | None]] = []
    for span, kind in names:
        words = span.slice(text)
        if (
            kind == "Person"
            and " " in words
            and " for " not in words
            and not any(span.overlaps(other) for other in taken)
        ):
            office = words.split(maxsplit=1)[0]
            if office in load_lexicon().titles:
                title = Span(span.start, span.start + len(office))
                found.append((Span(title.end + 1, span.end), title))
            else:
                found.append((span, None))
    return found


def no_names(runs: Sequence[Run], readings: NameReadings) -> frozenset[str]:
    """Return the texts of runs that name no person, organization or place anywhere: "Muslim", "World Cup"."""
    names = [span for span, _ in readings.names]
    surnames = {run.text.rpartition(" ")[2] for run in runs if run.last > run.first}
    counts: Counter[str] = Counter()
    for run in runs:
        span = _span(run)
        tokens = run.sentence.tokens[run.first : run.last + 1]
        if run.title is not None or kind_of_words(run.text) is not None:
            counts[run.text] -= 9
        elif any(one.overlaps(span) for one in names):
            counts[run.text] -= 1
        elif run.text not in surnames and (  # "Rask" that opens a sentence is no noun after "Signe Rask"
            any(span.within(one) for one in readings.others)
            or all(one.start in readings.modifiers for one in tokens)
        ):
            counts[run.text] += 1
    return frozenset(text for text, count in counts.items() if count > 0)
