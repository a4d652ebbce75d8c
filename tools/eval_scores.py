"""Compare an answer with a gold answer, list by list: what was found, what is right, and which rule found it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, Final

from newsld.draft.answer import Answer, CitationItem, EntityItem, FigureItem
from newsld.model.dates.edtf import parse_edtf
from newsld.model.text import sentences

MEASURES: Final[Mapping[str, str]] = {
    "quotations": "quotations",
    "speakers": "speakers of quotations",
    "statements": "statements",
    "chains": "chains, exact",
    "multi-hop": "chains of several sources, exact",
    "entities": "entities",
    "sources": "entities that are sources",
    "kinds": "kinds of entities",
    "merging": "merging: pairs of words for one entity",
    "figures": "figures with value and bound",
    "dates": "dates",
    "resolved": "dates with their day",
    "roles": "roles",
}
"""What is measured, in the order of the table, with its description."""

_ARTICLE: Final = re.compile(r"(?i)\A(?:the|an?|der|die|das|den|dem|des|eine?[rmns]?)\s+")
_WORD: Final = re.compile(r"\w+")
_SEASON: Final = re.compile(r"(\d{4})-(2[1-4])")
_FEWEST: Final = 0.6
"""The smallest part of the shorter statement, or quotation, that two of them share."""


@dataclass(slots=True)
class Score:
    """The counts of one measure: right ones, ones in the answer, ones in the gold answer."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The part of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The part of the gold answer that was found."""
        return self.right / self.gold if self.gold else 1.0

    def add(self, other: Score) -> None:
        """Add the counts of another text."""
        self.right, self.found, self.gold = (
            self.right + other.right,
            self.found + other.found,
            self.gold + other.gold,
        )


@dataclass(slots=True)
class Scores:
    """The scores of one text or of several: by measure, and right and found by rule."""

    measures: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    rules: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, other: Scores) -> None:
        """Add the scores of another text."""
        for name, score in other.measures.items():
            self.measures[name].add(score)
        for rule, (right, found) in other.rules.items():
            self.rules[rule][0] += right
            self.rules[rule][1] += found


def compare(answer: Answer, gold: Answer) -> Scores:
    """Return the scores of an answer against the gold answer of the same text.

    Statements and quotations are the same if they are in one paragraph and share most of their words; entities if they
    share a name. Merging is read from pairs: of the names, pronouns and descriptions that both answers have, each two
    that mean one entity. Each sentence, and each piece of an interrupted one, is a statement of its own. A chain is
    right if every step has exactly the entities of the gold chain.
    """
    scores = Scores()
    same = _same_entities(answer.entities, gold.entities)
    _entities(scores, answer, gold, same)
    scores.measures["merging"] = _merging(answer, gold)
    quotations = _paired(answer.quotations, gold.quotations, _share_words)
    _count(scores, "quotations", answer.quotations, gold.quotations, quotations)
    speakers = Score()
    speakers.gold = sum(one.speaker is not None for one in gold.quotations)
    speakers.found = sum(one.speaker is not None for one in answer.quotations)
    speakers.right = sum(
        ours.speaker is not None
        and theirs.speaker is not None
        and theirs.speaker in same.get(ours.speaker, ())
        for ours, theirs in quotations
    )
    scores.measures["speakers"] = speakers
    _chains(scores, answer, gold, same)
    figures = _paired(answer.figures, gold.figures, _share_words)
    right = [
        (a, b)
        for a, b in figures
        if _number(a.number) == _number(b.number) and a.bound == b.bound and _number(a.to) == _number(b.to)
    ]
    _count(scores, "figures", answer.figures, gold.figures, right)
    dates = _paired(answer.dates, gold.dates, _share_words)
    _count(scores, "dates", answer.dates, gold.dates, dates)
    given = [one for one in gold.dates if one.date is not None]
    resolved = [
        (a, b)
        for a, b in dates
        if b.date is not None and a.date is not None and interval(a.date) == interval(b.date)
    ]
    _count(scores, "resolved", [a for a, _ in dates if a.date is not None], given, resolved, by_rule=False)
    roles = _paired(
        answer.roles, gold.roles,
        lambda a, b: b.person in same.get(a.person, ()) and bool(_tokens(a.role) & _tokens(b.role)),
    )  # fmt: skip
    _count(scores, "roles", answer.roles, gold.roles, roles)
    return scores


def _count(
    scores: Scores,
    name: str,
    ours: Sequence[Any],
    gold: Sequence[Any],
    right: Sequence[tuple[Any, Any]],
    *,
    by_rule: bool = True,
) -> None:
    scores.measures[name] = Score(len(right), len(ours), len(gold))
    if by_rule:
        good = {id(one) for one, _ in right}
        for one in ours:
            if one.rule is not None:
                scores.rules[one.rule][0] += id(one) in good
                scores.rules[one.rule][1] += 1


def _entities(scores: Scores, answer: Answer, gold: Answer, same: Mapping[str, frozenset[str]]) -> None:
    by_name = {one.name: one for one in gold.entities}
    taken: set[str] = set()
    pairs: list[tuple[EntityItem, EntityItem]] = []
    for one in answer.entities:
        match = next((name for name in sorted(same.get(one.name, ())) if name not in taken), None)
        if match is not None:
            taken.add(match)
            pairs.append((one, by_name[match]))
    _count(scores, "entities", answer.entities, gold.entities, pairs)
    sources = {name for one in gold.citations for hop in one.chain for name in hop.split(" + ")}
    cited = {name for one in answer.citations for hop in one.chain for name in hop.split(" + ")}
    known = sum(b.name in sources for _, b in pairs)
    wrong = sum(not same.get(name) for name in cited)
    scores.measures["sources"] = Score(known, known + wrong, len(sources))
    scores.measures["kinds"] = Score(sum(_kind(a) == _kind(b) for a, b in pairs), len(pairs), len(pairs))


def _merging(answer: Answer, gold: Answer) -> Score:
    """Return the counts of pairs of words that mean one entity, among the words that both answers have."""
    ours, theirs = _meanings(answer), _meanings(gold)
    score = Score()
    for first, second in combinations(sorted(ours.keys() & theirs.keys()), 2):
        merged, same = ours[first] == ours[second], theirs[first] == theirs[second]
        score.add(Score(int(merged and same), int(merged), int(same)))
    return score


def _meanings(answer: Answer) -> dict[tuple[int, str], str]:
    """Return the entity of each name, with paragraph 0, and of what else means one once in a paragraph."""
    found = {(0, _plain(name)): one.name for one in answer.entities for name in (one.name, *one.also)}
    places = Counter((one.paragraph, one.words.casefold()) for one in answer.references)
    for one in answer.references:
        place = (one.paragraph, one.words.casefold())
        if places[place] == 1 and one.entity is not None:
            found[place] = one.entity
    return found


def _kind(entity: EntityItem) -> str:
    return "Place" if entity.kind in ("City", "Place") else entity.kind


def _chains(scores: Scores, answer: Answer, gold: Answer, same: Mapping[str, frozenset[str]]) -> None:
    ours, theirs = _statements(answer), _statements(gold)
    pairs = _paired(ours, theirs, _share_words)
    right = [(one, other) for one, other in pairs if _same_chain(one, other, same)]
    _count(scores, "statements", ours, theirs, pairs, by_rule=False)
    _count(scores, "chains", ours, theirs, right)
    several = [one for one in ours if len(one.chain) > 1]
    _count(
        scores, "multi-hop", several, [one for one in theirs if len(one.chain) > 1],
        [pair for pair in right if len(pair[1].chain) > 1], by_rule=False,
    )  # fmt: skip


def _statements(answer: Answer) -> list[CitationItem]:
    """Return a citation for each sentence, and piece of a sentence, of the citations: answers join them or do not."""
    return [
        one.model_copy(update={"words": (words,)})
        for one in answer.citations
        for piece in one.words
        for words in (span.slice(piece) for span in sentences(piece))
    ]


def _same_chain(ours: CitationItem, theirs: CitationItem, same: Mapping[str, frozenset[str]]) -> bool:
    if len(ours.chain) != len(theirs.chain):
        return False
    for our_hop, gold_hop in zip(ours.chain, theirs.chain, strict=True):
        wanted = set(gold_hop.split(" + "))
        named = our_hop.split(" + ")
        if len(named) != len(wanted) or not all(wanted & same.get(name, frozenset()) for name in named):
            return False
    return True


def _same_entities(ours: Sequence[EntityItem], gold: Sequence[EntityItem]) -> dict[str, frozenset[str]]:
    """Return the names of the gold entities that each of our entities is."""
    found: dict[str, frozenset[str]] = {}
    for one in ours:
        names = {_plain(name) for name in (one.name, *one.also)}
        exact = frozenset(
            other.name for other in gold if names & {_plain(name) for name in (other.name, *other.also)}
        )
        first = frozenset(
            other.name
            for other in gold
            if _plain(one.name) in {_plain(name) for name in (other.name, *other.also)}
        )
        found[one.name] = (
            first or exact or frozenset(other.name for other in gold if _is_shorter(one.name, other.name))
        )
    return found


def _plain(name: str) -> str:
    return re.sub(r"[’']s?\Z", "", _ARTICLE.sub("", name)).casefold()


def _is_shorter(first: str, second: str) -> bool:
    """Return whether one description is part of another: "official" and "an official of the company"."""
    a, b = _WORD.findall(_plain(first)), _WORD.findall(_plain(second))
    if not a or not b or not any(word.islower() for word in _WORD.findall(_ARTICLE.sub("", first))[-1:]):
        return False
    shorter, longer = sorted((a, b), key=len)
    return set(shorter) <= set(longer) and (shorter[-1] in longer)


def _tokens(words: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(words)}


def _bag(item: Any) -> Counter[str]:
    words = " ".join(item.words) if isinstance(item.words, tuple) else item.words
    return Counter(word.casefold() for word in _WORD.findall(words))


def _share_words(ours: Any, theirs: Any) -> bool:
    """Return whether two items of a paragraph have most words of the shorter one in common."""
    if ours.paragraph != theirs.paragraph:
        return False
    a, b = _bag(ours), _bag(theirs)
    smaller = min(a.total(), b.total())
    return smaller > 0 and (a & b).total() >= _FEWEST * smaller


def _paired(
    ours: Sequence[Any], gold: Sequence[Any], same: Callable[[Any, Any], bool]
) -> list[tuple[Any, Any]]:
    """Return pairs of our items and gold items that are the same, each item once, the most alike first.

    Of figures, those with the same number come first: "61 of the 150 seats" is the 61 of a gold answer with both.
    """
    candidates = []
    for i, one in enumerate(ours):
        for j, other in enumerate(gold):
            if same(one, other):
                a, b = (_bag(one), _bag(other)) if hasattr(one, "words") else (Counter(), Counter())
                union = max(1, (a | b).total())
                differ = isinstance(one, FigureItem) and _number(one.number) != _number(other.number)
                candidates.append((differ, -(a & b).total() / union, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(ours[i], gold[j]) for i, j in sorted(pairs.items())]


def interval(text: str) -> tuple[date | None, date | None]:
    """Return the first and last day of an EDTF date, so that 1980/1989 and 198X are the same.

    An interval with an open end counts as the end that it names: 2019/.. as 2019. A season is its three months in the
    north: captures have 2025-22 or 2025-06/2025-08. Raises BadDate for another text.
    """
    text = text.removesuffix("/..").removeprefix("../")
    if season := _SEASON.fullmatch(text):
        year, first = int(season[1]), 3 * int(season[2]) - 60
        text = f"{year}-{first:02d}/{year + (first > 10)}-{first + 2 - 12 * (first > 10):02d}"
    dated = parse_edtf(text)
    return dated.earliest, dated.latest


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)
