"""Find what else means an entity: pronouns and descriptions outside the words that name a source, where it is sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from newsld.draft.engine.bodies import CLUB_WORDS, CLUBS, is_company
from newsld.draft.engine.chains import Attribution
from newsld.draft.engine.entities import Entity
from newsld.draft.engine.lexicon import PERSON_NOUNS, Kind, gender_of_noun, load_lexicon
from newsld.draft.engine.mentions import is_introduced, is_object, is_possessive, opens_sentence
from newsld.draft.engine.parsed_groups import NO_PEOPLE
from newsld.draft.engine.sentences import Paragraph, Token
from newsld.draft.engine.sources import Reference, Sources
from newsld.draft.engine.thing_pronouns import ThingPronouns
from newsld.model.text import Span
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_GENDERS: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_SUBJECTS: Final = frozenset({"he", "she"})
_DETERMINERS: Final = word_set("a an the one another his her their its this that each every no any")
_LONGEST_DESCRIPTION: Final = 4
"""The most words of a description of a person, after its first one."""
_SOME_OF: Final = frozenset({"one", "another"})
"""The heads of descriptions whose people have no known gender."""
_ANY_ONE: Final = frozenset({"a", "an", "one", "another"})
_TRADE: Final = lazy_pattern(r"[a-z-]{3,}(?:er|or|ist|ian|ee)")
"""Nouns like those for people, after a word for one who is not known: "a cosplayer"."""
_CONDITIONS: Final = word_set(
    "if when unless because although though as while until once whether since whereas"
)
_SAID: Final = lazy_pattern(r"[^.!?“”\"\n]{0,60}?\b(?:said|says|told|confirmed|added|reported)\b")
"""What follows somebody whose statement it is, up to the verb."""
_COMPANY: Final = word_set(
    "company firm airline carrier carmaker automaker retailer manufacturer chipmaker startup insurer lender "
    "developer operator brewer maker conglomerate employer chain supplier shipyard"
)
_PAPERS: Final = word_set("newspaper paper broadcaster tabloid magazine daily weekly outlet station")
_NAMED: Final = word_set(
    "ministry department court board council commission committee trust union university hospital club "
    "institute bank fund association federation foundation authority office tribunal parliament guild "
    "alliance coalition college school museum church society group bureau agency service organisation "
    "organization academy league senate assembly army navy festival bridge dam airport river island lake "
    "journal observatory inspectorate directorate shire chamber party zoo choir orchestra theatre theater"
)
"""Nouns that mean what has them in its name."""
_CALLED: Final = (
    _NAMED
    | _COMPANY
    | _PAPERS
    | word_set(
        "ferry ship vessel tanker freighter trawler yacht village town city port suburb hamlet region province "
        "district county peninsula neighborhood neighbourhood fund site website app platform "
        "charity nonprofit plant mine refinery reactor stadium prison militia faction watchdog regulator country"
    )
)
"""Nouns for what has a name, which mean it again if they are next to the name."""
_DEFINITE: Final = lazy_pattern(
    r"(?<![\w-])[Tt]he (?P<noun>[a-z]+)(?![\w-])"
    r"(?! (?:[a-z]+(?:ers?|ors?|ists?|m[ae]n|ans?)|of|for|where|in which) )"
)
_NOUN_BEFORE: Final = lazy_pattern(r"\b(?:[Tt]he|[Aa]n?) (?:[a-z][\w-]* ){0,3}?(?P<noun>[a-z]+)(?: of)? \Z")
_NOUN_AFTER: Final = lazy_pattern(
    r", (?:an?|the) (?:[\w’'-]+ ){0,4}?(?P<noun>[a-z]+)"
    r"(?=,| (?:of|in|on|near|that|which|where|based|at|for|with|between)\b|\.)"
)
"""The noun for what a name means, right before it or after it: "the ferry Orla", "Ossel, a port on the coast"."""
_OWNER: Final = lazy_pattern(r"((?:[^\W\d_a-z][\w-]*\s){0,3}[^\W\d_a-z][\w-]*)[’']s? ")
_DESCRIPTION: Final = lazy_pattern(r"[Tt]he [a-z]+(?: [a-z]+)?")
_DESCRIPTIONS: Final = (
    lazy_pattern(r"(?<![\w-])[Tt]he [a-z]+(?![\w-])"),
    lazy_pattern(r"(?<![\w-])[Tt]he [a-z]+ [a-z]+(?![\w-])"),
)
"""Descriptions of one noun, and of a noun with one word before it."""
_SUBJECT_AND_VERB: Final = 2
"""The words for a subject and its verb, at the least."""
_MOST_NEAR: Final = 40
"""The most people of a sentence among whom a pronoun is sure."""
_LONGEST_STORY: Final = 10_000
"""The most characters before a noun for an office in which somebody else may hold it."""
_FARTHEST: Final = 400
"""The most mentions before a description that it may mean."""


class _Mention(NamedTuple):
    """Words that mean a person in a sentence: one who is an entity, or somebody else."""

    start: int
    end: int
    entity: Entity | None
    gender: str
    is_subject: bool = False


def add_references(
    paragraphs: Sequence[Paragraph], sources: Sources, attributions: Iterable[Attribution]
) -> None:
    """Add the pronouns and descriptions of an English text, outside its quotations, that surely mean an entity.

    A description that means one entity each time is another name of it, and no reference.
    """
    text = sources.entities.text
    sources.references += [Reference(*titled, "reference: title") for titled in sources.entities.titled]
    sources.references += [*_Reader(sources).references(paragraphs, attributions)]
    descriptions: dict[str, dict[Span, Entity]] = {}
    for one in sources.references:
        if _DESCRIPTION.fullmatch(words := one.span.slice(text)):
            descriptions.setdefault(words.casefold(), {})[one.span] = one.entity
    places = Counter(match[0].casefold() for size in _DESCRIPTIONS for match in size.finditer(text))
    always = {
        words
        for words, meant in descriptions.items()
        if places[words] == len(meant) > 1 and len({one.name for one in meant.values()}) == 1
    }
    for words in always:
        for span, entity in descriptions[words].items():
            entity.also[span.slice(text)] = None
    sources.references[:] = [
        one for one in sources.references if one.span.slice(text).casefold() not in always
    ]


class _Reader:
    """Reads a text once, and knows which words mean which entity."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.entities = sources.entities
        self.text = self.entities.text
        self.at: dict[int, Entity] = {span.start: one for span, one in reversed(self.entities.spans)}
        self.ends = {span.start: span.end for span, _ in reversed(self.entities.spans)}
        self.at |= {one.span.start: one.entity for one in sources.references}
        for span, one in self.entities.spans:
            owner = _OWNER.match(self.text, span.start, span.end) if one.kind != "Person" else None
            if owner is not None and (person := self.entities.named(owner[1])) is not None:
                self.at[span.start] = person  # "Voltan’s office denied that he …"
        self.taken = {one.span.start for one in sources.references}

    def references(
        self, paragraphs: Sequence[Paragraph], attributions: Iterable[Attribution]
    ) -> Iterator[Reference]:
        """Yield the descriptions and then the pronouns; each one is known when the next one is read."""
        things = ThingPronouns(self.entities, self.at, self.ends, self.taken)
        pronouns = chain(self._people(paragraphs), things.references(paragraphs, attributions))
        for found, rule in (
            (self._descriptions(), "reference: description"),
            (pronouns, "reference: pronoun"),
        ):
            for span, one in found:
                self.taken.add(span.start)
                self.at[span.start] = one
                yield Reference(span, one, rule)

    def _people(self, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Span, Entity]]:
        """Yield the pronouns for a person: the only one that fits in the sentence so far, or in the one before."""
        earlier: list[_Mention] = []
        for paragraph in paragraphs:
            groups: list[list[_Mention]] = [earlier]
            for sentence in paragraph.sentences:
                groups.append([])
                for index, token in enumerate(sentence.tokens):
                    mention = self._person_at(sentence.tokens, index)
                    if token.kind == "word" and token.low in _GENDERS and token.start not in self.taken:
                        found = self._meant(token.low, groups, token.start)
                        if found is not None and self._is_subject_of(found, sentence.tokens, index):
                            found = None  # "Stavik summoned her"
                        if found is not None:
                            yield Span(token.start, token.end), found
                        is_subject = token.low in _SUBJECTS and self._opens(token.start, token.end)
                        groups[-1].append(
                            _Mention(token.start, token.end, found, _GENDERS[token.low], is_subject)
                        )
                    if mention is not None:
                        groups[-1].append(mention)
            earlier = [one for group in groups[1:] for one in group]

    def _person_at(self, tokens: Sequence[Token], index: int) -> _Mention | None:
        """Return the mention of a person that begins at a token."""
        token = tokens[index]
        if token.kind != "word":
            return None
        one = self.at.get(token.start)
        if one is not None and one.kind == "Person":
            known = self.sources.genders.get(one.name) or gender_of_noun(one.head)
            end = self.ends.get(token.start, token.end)
            meant = None if one.head in _SOME_OF else one
            return _Mention(token.start, end, meant, known, self._opens(token.start, end))
        if one is not None or (token.low not in _DETERMINERS and not token.is_possessive):
            return None
        for at in range(index + 1, min(len(tokens), index + 1 + _LONGEST_DESCRIPTION)):
            after = tokens[at]
            if after.kind != "word" or after.is_capital or after.start in self.at:
                return None
            gender = gender_of_noun(after.low)
            is_trade = token.low in _ANY_ONE and _TRADE.fullmatch(after.low) is not None
            is_trade = is_trade and f"{after.low}s" not in NO_PEOPLE
            if is_trade or after.low in PERSON_NOUNS or after.low in load_lexicon().roles or gender:
                named = tokens[at + 1 : at + 3]
                is_named = any(self.at.get(near.start) is not None for near in named)
                is_owner = after.is_possessive or (named and named[0].low == "of")
                if is_named and not is_owner:
                    return None
                return _Mention(token.start, after.end, None, gender, self._opens(token.start, after.end))
        return None

    def _opens(self, start: int, end: int) -> bool:
        """Return whether a mention is the subject that a sentence begins with."""
        is_owner = is_possessive(self.text, end) or is_object(self.text, start)
        return not is_owner and opens_sentence(self.text, start)

    def _is_subject_of(self, person: Entity, tokens: Sequence[Token], index: int) -> bool:
        """Return whether a person is the subject of the verb right before an object that cannot mean them."""
        if tokens[index].low not in ("him", "her") or index < _SUBJECT_AND_VERB:
            return False
        if tokens[index].low == "her" and self.sources.genders.get(person.name) == "f":
            return False
        verb, subject = tokens[index - 1], tokens[index - 2]
        span = next((one for one, _ in self.entities.before(tokens[index].start, limit=1)), None)
        return verb.kind == "word" and span is not None and span.end == subject.end

    def _meant(self, pronoun: str, groups: Sequence[Sequence[_Mention]], at: int) -> Entity | None:
        """Return the one person of the last sentence with people that a pronoun fits; None if there are several.

        A description around the pronoun means somebody else: "an official in her office".
        """
        gender = _GENDERS[pronoun]
        is_nominative = pronoun in _SUBJECTS
        for group in reversed(groups):
            fitting = [
                one
                for one in group[-_MOST_NEAR:]
                if one.gender in ("", gender) and one.end <= at and not self._is_fronted(one, at)
            ]
            subjects = [one for one in fitting if one.is_subject]
            is_first = not groups[-1] and (is_nominative or opens_sentence(self.text, at))
            is_first = is_first and not self._is_conditional(at)
            if group is not groups[-1] and subjects and is_first:
                fitting = subjects
            if fitting:
                person = fitting[0].entity
                if person is None or any(one.entity is not person for one in fitting):
                    return None
                if person.head and self._speaks_of_another(fitting[0], gender, groups):
                    return None
                self.sources.genders.setdefault(person.name, gender)
                return person
        return None

    def _speaks_of_another(self, source: _Mention, gender: str, groups: Sequence[Sequence[_Mention]]) -> bool:
        """Return whether a source without a name may speak of a person before it: "a source said that he"."""
        if _SAID.match(self.text, source.end) is None:
            return False
        return any(
            one.entity is not None and one.entity is not source.entity and not one.entity.head
            for group in groups
            for one in group
            if one.end <= source.start and one.gender in ("", gender)
        )

    def _is_conditional(self, at: int) -> bool:
        """Return whether a clause before the main one speaks of somebody: "If she fails, the president"."""
        begin = max(self.text.rfind(mark, 0, at) + len(mark) for mark in (". ", "\n", "” ", '" '))
        return self.text[begin:at].partition(" ")[0].casefold() in _CONDITIONS

    def _is_fronted(self, one: _Mention, at: int) -> bool:
        """Return whether a mention ends what comes before a clause with a pronoun: "In a letter to Ana Ruiz, she"."""
        return self.text[one.end : at] == ", " and is_object(self.text, one.start)

    def _descriptions(self) -> Iterator[tuple[Span, Entity]]:
        """Yield "the company" and the like where one entity fits: by its name, or by its kind."""
        described = self._described()
        for match in _DEFINITE.finditer(self.text):
            span, noun = Span(*match.span()), match["noun"]
            if span.start in self.taken or match.start("noun") in self.at or self.entities.around(span):
                continue
            mentions = self.entities.before(span.start, limit=_FARTHEST)
            before = [one for _, one in mentions]
            named = _different(one for one in before if noun in _NAMED and _has_word(one, noun))
            called = _different(one for one in before if noun in described.get(one.name, ()))
            if len(named) == 1 and (noun != "party" or self._is_only_party(named[0])):
                yield span, named[0]
            elif len(called) == 1 and not named:
                yield span, called[0]
            elif (person := self._holder(noun, span.start, before)) is not None:
                yield span, person
            elif not named and not called and (noun in _COMPANY or noun in _PAPERS):
                kind: Kind = "Organization" if noun in _COMPANY else "NewsMediaOrganization"
                every = _different(
                    one for one in before if one.kind == kind and not one.head and is_company(one)
                )
                near = every
                if len(every) > 1:
                    begin = self.text.rfind("\n\n", 0, span.start)
                    near = _different(one for at, one in mentions if one in every and at.start > begin)
                if len(near) == 1:
                    yield span, near[0]

    def _holder(self, noun: str, at: int, before: Sequence[Entity]) -> Entity | None:
        """Return the only holder of an office, whom the text has named before: "the mayor"."""
        person = self.sources.offices.only_holder(noun)
        if person is None or all(one is not person for one in before):
            return None
        return None if is_introduced(self.text, noun, max(0, at - _LONGEST_STORY), at) else person

    def _is_only_party(self, party: Entity) -> bool:
        """Return whether a text has one organization that may be called a party."""
        return all(one is party or one.kind != "Organization" or one.head for one in self.entities.all)

    def _described(self) -> dict[str, set[str]]:
        """Return the nouns that the words next to the names of entities call them: "the ferry Orla", "Orla, a town"."""
        found: dict[str, set[str]] = {}
        for span, one in self.entities.spans:
            if one.kind == "Person" or one.head:
                continue
            before = _NOUN_BEFORE.search(self.text, max(0, span.start - 60), span.start)
            after = _NOUN_AFTER.match(self.text, span.end)
            nouns = {match["noun"] for match in (before, after) if match is not None} & _CALLED
            found.setdefault(one.name, set()).update(nouns)
        return found


def _different(found: Iterable[Entity]) -> list[Entity]:
    return list({one.name: one for one in found}.values())


def _has_word(one: Entity, noun: str) -> bool:
    """Return whether a noun is the head of a description, or a word of a name: "the board"."""
    if one.kind == "Person" or one.head:
        return one.kind != "Person" and one.head == noun
    words = set(re.findall(r"\w+", one.name))
    return noun.title() in words or noun in words or (noun in CLUBS and bool(words & CLUB_WORDS))
