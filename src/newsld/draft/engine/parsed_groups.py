"""Find the groups of people without a name in a parse: who acts, who is called on, and whose body has a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from newsld.draft.engine.lexicon import PERSON_NOUNS, load_lexicon
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_PEOPLE: Final = lazy_pattern(r"[a-z]{3}(?:ers|ors|ists|ians|ees)\Z|(?:women|wives)\Z")
NO_PEOPLE: Final = word_set(
    "people men women children others numbers papers powers orders matters waters offers computers answers figures "
    "helicopters tankers trawlers freighters bulldozers rivers towers containers servers trailers sensors reactors "
    "tractors generators motors boosters printers rockets "
    "doors factors errors letters leaders members readers users customers persons sources fevers boilers filters "
    "reminders rosters layers chapters dangers dinners dollars flowers floors ladders lasers markers meters mirrors "
    "newspapers pillars posters quarters razors routers rumors scanners scooters shelters shoulders showers stickers "
    "favors favours sanitisers sanitizers "
    "summers winters sweaters tenders theaters timers transformers tremors trackers vectors wonders "
    "drawers covers "
    "barriers corners borders blockers sisters brothers daughters"
)
_PLURALS: Final = word_set(
    "allies victims regulars locals rivals students parents troops soldiers guards gunmen fishermen firemen policemen "
    "scouts members veterans recruits cadets tenants militants monks nuns aides agents"
)
"""Plurals for people with other endings."""
_FORCES: Final = word_set(
    "troops soldiers guards rebels militants fighters officials investigators lawmakers diplomats"
)
"""Nouns for those who act for the state or the group before them."""
_TEAMS: Final = frozenset({"team", "crew", "staff", "family", "squad"})
"""Nouns in the singular for a group of somebody: "his sales team"."""
_NO_PART: Final = frozenset({"nummod", "relcl", "acl"})
_LONGEST_OF: Final = 4
"""The most words after the noun for a group that say of whom: "relatives of the victims"."""
_COUNTED: Final = word_set("some many more several no most few all both other dozens these those any")
"""Words before people who are only counted."""
_CALLS: Final = word_set("urge implore beg advise warn")
"""Verbs that call on their object."""
_WHOSE: Final = frozenset({"of", "at", "from", "in"})
"""The words between a group and the name that it belongs to."""
_ABOUT: Final = word_set("about around some roughly nearly almost more up as an")
"""The words before the number of a group."""
_BEFELL: Final = word_set("die drown fall live need suffer be perish have")
"""Verbs with which people are only counted."""


def groups_in(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the first and last token of each group in a parsed paragraph."""
    for token in document:
        if token.tag_ in ("NN", "NNS") and token.lower_ in _TEAMS:
            owner = next((one for one in token.children if one.dep_ == "poss"), None)
            if owner is None and _is_known_group(token):
                yield token, token
            if owner is None or token.dep_ not in ("nsubj", "nsubjpass"):
                continue
            if owner.pos_ == "PROPN" or owner.lower_ in ("its", "his", "her", "their"):
                yield document[owner.left_edge.i], token
        elif token.lower_ in _FORCES and (first := _owner_of(token)) is not None:
            yield first, token
        elif token.tag_ == "NNS" and token.dep_ in ("nsubj", "dobj", "pobj"):
            bounds = _counted_group(token) or _named_group(token) or _acting_group(token)
            if bounds is not None:
                yield document[bounds[0]], document[bounds[1]]


def _is_known_group(noun: Any) -> bool:
    """Return whether "the crew" or "the family" does something, so that a text speaks of one of them only."""
    is_only = [one.lower_ for one in noun.children if one.dep_ in ("det", "compound", "amod")] == ["the"]
    return noun.lower_ in ("crew", "family", "couple") and is_only and noun.dep_ in ("nsubj", "nsubjpass")


def _owner_of(noun: Any) -> Any | None:
    """Return the nationality or the name right before a noun for armed people: "Osten troops"; None without one."""
    before = noun.nbor(-1) if noun.i > noun.sent.start else noun
    if before.head.i != noun.i or before.dep_ not in ("compound", "amod") or not before.text[0].isupper():
        return None
    is_counted = any(one.dep_ == "nummod" or one.lower_ in _COUNTED for one in noun.children)
    return None if is_counted or before.i == noun.sent.start else before


def _acting_group(noun: Any) -> tuple[int, int] | None:
    """Return the first and last token of a group that acts: "divers", "relatives of the victims"."""
    children = list(noun.children)
    owner = next((one for one in children if one.dep_ == "poss"), None)
    is_owned = owner is not None and owner.pos_ == "PROPN" and noun.dep_ == "nsubj"
    if owner is not None and owner.lower_ in ("their", "its") and owner.is_sent_start:
        is_owned = _is_subject(noun)
    if not is_owned and (owner is not None or not (_is_subject(noun) or _is_called_on(noun))):
        return None
    if not means_people(noun.lower_) or any(
        one.dep_ in _NO_PART or one.lower_ in _COUNTED for one in children
    ):
        return None
    first = owner.left_edge.i if owner is not None else _first_of(noun)
    for part in children:
        if part.lower_ == "of" and part.i == noun.i + 1 and part.right_edge.i - part.i <= _LONGEST_OF:
            return first, part.right_edge.i
    return first, noun.i


def _named_group(noun: Any) -> tuple[int, int] | None:
    """Return the bounds of a group that a sentence begins with, and whose place or body has a name: "Fans of Orla"."""
    part = next((one for one in noun.children if one.i == noun.i + 1 and one.lower_ in _WHOSE), None)
    first = _first_of(noun)
    is_first = first == noun.sent.start and noun.dep_ == "nsubj" and means_people(noun.lower_)
    if part is None or not is_first or part.right_edge.i - part.i > _LONGEST_OF:
        return None
    names = [one for one in part.subtree if one.pos_ == "PROPN"]
    return (first, part.right_edge.i) if names and names[-1].i == part.right_edge.i else None


def _counted_group(noun: Any) -> tuple[int, int] | None:
    """Return the bounds of people with a rounded number who act and begin a sentence: "About 40 people"."""
    number = next((one for one in noun.children if one.dep_ == "nummod"), None)
    if number is None or noun.dep_ != "nsubj" or not (means_people(noun.lower_) or noun.lower_ == "people"):
        return None
    first = noun.sent.start
    is_first = number.left_edge.i == first and noun.doc[first].lower_ in _ABOUT
    acts = noun.head.tag_ == "VBD" or (_acts(noun.head) and noun.head.tag_ == "VBN")
    return (first, noun.i) if is_first and acts and noun.head.lemma_ not in _BEFELL else None


def means_people(noun: str) -> bool:
    """Return whether a plural in lower case means people."""
    is_known = noun.removesuffix("s") in load_lexicon().roles | PERSON_NOUNS or noun in _PLURALS
    return (is_known or _PEOPLE.search(noun) is not None) and noun not in NO_PEOPLE


def _first_of(noun: Any) -> int:
    """Return the index of the first word of a noun and its adjectives, without its article."""
    words: list[int] = [noun.i, *(one.i for one in noun.children if one.dep_ in ("compound", "amod"))]
    return min(words)


def _is_subject(noun: Any) -> bool:
    """Return whether a noun is the subject, or after "by", of a verb for what somebody did.

    Inside a statement of somebody it is, too, if it has no article: "said that officers were looking".
    """
    if noun.dep_ == "pobj" and noun.head.dep_ == "agent":
        return not any(one.dep_ == "det" for one in noun.children)
    if noun.dep_ != "nsubj" or not _acts(noun.head):
        return False
    is_stated = any(one.dep_ == "ccomp" and one.i > one.head.i for one in (noun.head, *noun.head.ancestors))
    return not is_stated or not any(one.dep_ == "det" for one in noun.children)


def _is_called_on(noun: Any) -> bool:
    """Return whether somebody calls on those whom a noun means: "called on allies"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("on", "to"):
        return str(noun.head.head.lemma_) in ("call", "appeal")
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    return noun.dep_ in ("dobj", "nsubj") and noun.i > verb.i and verb.lemma_ in _CALLS


def _acts(verb: Any) -> bool:
    """Return whether a verb says what somebody did, does now or will do, and not what such people always do."""
    if verb.pos_ != "VERB" or verb.lemma_ in ("be", "have", "want", "need", "know"):
        return False
    return verb.tag_ not in ("VB", "VBP", "VBG") or any(
        one.dep_ == "aux" and one.lower_ in ("have", "had", "are", "were", "will") for one in verb.children
    )
