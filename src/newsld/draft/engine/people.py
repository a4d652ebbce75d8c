"""Say what a text shows of its people: who is a woman or a man, and whom an epithet such as "the striker" means."""

from __future__ import annotations

import re
from typing import Final

from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import load_lexicon
from newsld.draft.engine.mentions import is_introduced, is_object, is_possessive, opens_sentence
from newsld.draft.engine.name_votes import gender_by_noun
from newsld.draft.engine.offices import Offices
from newsld.model.text import Span
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_COURTESY: Final = lazy_pattern(
    r"\b(?:(?P<woman>Mrs|Ms|Miss|Dame|Lady|Queen|Princess|Sister|Frau)|Mr|Sir|Lord|King|Prince|Herr)\.?\s\Z"
)
_PLAYERS: Final = word_set(
    "guard forward center centre winger striker midfielder defender goalkeeper keeper quarterback pitcher catcher "
    "batter bowler linebacker receiver shortstop outfielder fly-half scrum-half playmaker rookie"
)
"""What one player of a team is."""
_EPITHETS: Final = _PLAYERS | word_set(
    "star actor actress singer rapper comedian songwriter sprinter swimmer skier cyclist jockey racer boxer golfer "
    "champion native veteran tycoon billionaire millionaire pensioner democrat republican lawmaker congressman "
    "congresswoman novelist playwright heiress footballer cricketer athlete teenager youngster australian briton "
    "american canadian frenchman dutchman irishman scot welshman spaniard"
)
"""Nouns with which a text speaks again of somebody whom it has named, and that are no office."""
_FARTHEST: Final = 4_000
"""The most characters from an office with the name of its holder to the office alone."""
_NO_PLAYERS: Final = word_set(
    "coach manager boss trainer referee umpire president chairman chairwoman owner director executive official "
    "spokesman spokeswoman spokesperson analyst"
)
"""What no player is at the same time."""
_RELATIVES: Final = word_set(
    "mother father son daughter brother sister wife husband widow widower partner grandmother grandfather"
)
"""Those of whom a person mostly has one, or a text names one; others have spokeswomen too."""


def read_genders(entities: Entities) -> dict[str, str]:
    """Return "f" or "m" by the names of people, from titles, nouns next to a name, and given names."""
    found: dict[str, str] = {}
    text = entities.text
    for span, one in entities.spans:
        title = _COURTESY.search(text, max(0, span.start - 12), span.start)
        if title is not None:
            found.setdefault(one.name, "f" if title["woman"] else "m")
        elif one.kind == "Person" and (gender := gender_by_noun(text, span)):
            found.setdefault(one.name, gender)
    given = load_lexicon().genders
    for one in entities.all:
        first = one.name.split()[0]
        if one.kind == "Person" and first in given and " " in one.name:
            found.setdefault(one.name, given[first])
    return found


def bearer(entities: Entities, offices: Offices, head: str, span: Span) -> Entity | None:
    """Return whom an epithet means: "the Port Arden striker" is the one person of its paragraph, or the one before.

    Of several people it is the one whom the last sentence begins with; None if there is none, or for a coach.
    """
    text = entities.text
    if head not in _EPITHETS:
        named = re.compile(rf"\b[Tt]he (?:[\w-]+ )?{re.escape(head)}, (?:(?:Dr|Prof|Mrs?|Ms)\.? )?")
        ends = {one.end() for one in named.finditer(text, max(0, span.start - _FARTHEST), span.start)}
        people = {one.name: one for at, one in entities.before(span.start, kind="Person") if at.start in ends}
        is_new = len(people) != 1 or is_introduced(text, head, max(ends), span.start)
        return None if is_new else next(iter(people.values()))  # "the minister, Anna Voss, … the minister"
    begin = text.rfind("\n\n", 0, span.start)
    for start in (begin, text.rfind("\n\n", 0, max(0, begin))):
        near = [
            (mention, one)
            for mention, one in entities.before(span.start, kind="Person")
            if mention.start > start and one.head == "" and not is_possessive(text, mention.end)
        ]
        if not near:
            continue
        people = {one.name: one for _, one in near}
        subjects = (
            one
            for mention, one in near
            if opens_sentence(text, mention.start) and not is_object(text, mention.start)
        )
        meant = next(iter(people.values())) if len(people) == 1 else next(subjects, None)
        is_other = is_introduced(text, head, max(0, start), span.start)
        is_other |= meant is not None and head in _PLAYERS and bool(_NO_PLAYERS & offices.of(meant))
        return None if is_other else meant
    return None


def named_relative(entities: Entities, span: Span, head: str) -> Entity | None:
    """Return the only person whom a text names as such a relative: "her daughter", "Their daughter, Ana Ruiz".

    None where somebody new, who may have one too, comes between the two.
    """
    owner = span.slice(entities.text).casefold()
    if not owner.startswith(("his ", "her ", "their ")) or head not in _RELATIVES:
        return None
    named = re.compile(
        rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|\w+[’']s?) (?:[\w-]+ ){{0,2}}{re.escape(head)},? (?:the [a-z-]+ |an? [a-z-]+ )?"
    )
    starts = {one.end() for one in named.finditer(entities.text)}
    people = [(at.start, one) for at, one in entities.spans if one.kind == "Person"]
    relatives = {one.name: one for start, one in people if start in starts}
    if len(relatives) != 1:
        return None
    (relative,) = relatives.values()
    begin = min(start for start, one in people if one is relative)
    known = {one.name for start, one in people if start <= begin}
    is_new = any(begin < start < span.start and one.name not in known for start, one in people)
    return None if is_new else relative
