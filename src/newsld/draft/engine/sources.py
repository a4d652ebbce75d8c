"""Decide which entity the words for a source mean, and make one for a source without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from newsld.draft.engine import bodies
from newsld.draft.engine.appositions import given_name, head_name
from newsld.draft.engine.documents import (
    ARTICLE,
    AUTHOR,
    DOCUMENT,
    OF_WORD,
    PUBLISHED,
    author_after,
    author_of,
    follows_documents,
    issuer_of,
)
from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import (
    GOVERNMENT_NOUNS,
    gender_of_noun,
    kind_of_description,
)
from newsld.draft.engine.mentions import (
    AGED,
    APPOSED,
    NAMED_NEXT,
    ONE_OF,
    SUBJECT,
    ends_between,
    is_about_another,
    is_joined,
    is_modifier,
    is_object,
    is_own_relative,
    is_possessive,
    opening_name,
    opens_sentence,
    sentence_before,
)
from newsld.draft.engine.offices import Offices
from newsld.draft.engine.people import bearer, named_relative, read_genders
from newsld.model.text import Span
from newsld.model.text.attribution import (
    DOCUMENT_NOUNS,
    SOURCE_NOUNS,
    UNNAMED,
    word_set,
)
from newsld.syntax.patterns import lazy_pattern

_PERSON_PRONOUNS: Final = frozenset({"he", "she", "him", "her", "his", "er", "sie"})
_GENDERS: Final = {"he": "m", "him": "m", "his": "m", "er": "m", "she": "f", "her": "f"}
_SUBJECT_PERSON: Final = lazy_pattern(
    r"(?:\A|(?<=[.!?:”\"’] )|(?<=\n))"
    r"(?P<words>(?:The|His|Her|Their|My|An?|One)\s+(?:[\w’'-]+\s+){0,3}?(?P<noun>[a-z-]+))"
    r"(?=,| (?:of|for|at|in|from|with|who|has|had|was|is|did|does|can|could|will|would|[a-z]+ed|[a-z]+s)\b)"
)
"""A description of a person at the beginning of a sentence, as its subject."""
_FARTHEST: Final = 2_000
"""The most characters from the description of a person or document to the words that mean it again."""
_OTHER_PRONOUNS: Final = frozenset({"it", "they", "we", "them", "its", "their", "es"})
BODIES: Final = frozenset({"Organization", "GovernmentOrganization", "NewsMediaOrganization"})
"""The kinds of what has a spokesperson."""
_SEVERAL: Final = BODIES | {"Group"}
"""The kinds that "they" means."""
_OURS: Final = ("this newspaper", "this website", "this magazine", "our reporter")
_NO_SOURCE: Final = word_set(
    "who which that this what i you some others many those one everyone nobody someone people"
)
_WITHHELD: Final = word_set(
    "official officials source sources person diplomat diplomats insider insiders aide aides witness "
    "witnesses spokesman spokeswoman spokesperson whistleblower adviser advisers"
)
_MEDIA_CLASSES: Final = word_set(
    "agency newspaper broadcaster paper weekly daily outlet tabloid station magazine website channel "
    "network publication"
)
_INFORMED: Final = lazy_pattern(r"\b(?:familiar|briefed|close|knowledge)\b")
_NO_PEOPLE: Final = lazy_pattern(r"[Nn]o |[a-z]+ing (?:to |with )?(?:an?|the|its|his|her|their) ")
"""The beginning of words that mean nobody: "no group", "bringing an end to …"."""
_POSSESSIVE: Final = lazy_pattern(r"[’']s?(?=\s|\Z)")
_SOME_OF: Final = lazy_pattern(
    r"(?i)\A(?:two|three|four|five|several|some|many|most|both|all|none) of (?:the|his|her|their|its|those|these) "
)
_WENT_ON: Final = lazy_pattern(r"(?:, \d{1,3},)? (?:added|went on|continued)\b")
"""The words after somebody who goes on speaking."""
_OTHER_WORDS: Final = {"hospital": "infirmary", "insider": "source", "source": "insider"}
"""Nouns that have another word in names."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that mean an entity at one place only."""

    span: Span
    entity: Entity
    rule: str = "reference: source"


@dataclass(slots=True)
class Sources:
    """Finds entities for the words that name sources; remembers who spoke last."""

    entities: Entities
    any_noun: bool = False
    """Whether any noun is a source, because the nouns of the language are not known."""
    offices: Offices = field(init=False)
    references: list[Reference] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    """What a pronoun or a title says of a person: "f" or "m"."""
    spoken: list[tuple[int, Entity]] = field(default_factory=list)
    """The offset and the entity of each source so far."""

    def __post_init__(self) -> None:
        """Read who is a woman and who a man."""
        self.offices = Offices(self.entities)
        self.genders = read_genders(self.entities)

    def resolve(self, span: Span, *, any_noun: bool = True) -> Entity | None:
        """Return the entity that the words of a span mean; None for words that mean nobody in particular.

        Without `any_noun`, a description with a noun that is not known to name sources means nobody.
        """
        text = self.entities.text
        words = span.slice(text)
        low = words.casefold()
        if low in _PERSON_PRONOUNS or low in _OTHER_PRONOUNS:
            return self._pronoun(span, is_person=low in _PERSON_PRONOUNS)
        if (given := given_name(self.entities, span)) is not None:
            return given
        one_of = ONE_OF.match(words)
        if one_of and not one_of["of"] and follows_documents(text, span.start):
            return None  # "She wrote three letters. One, sent to a judge, said"
        if one_of:
            head = (one_of["several"] or "one").casefold().removesuffix("s")  # "the delegate" is that one
            return self.entities.add(
                Entity(words, "Person", "source: description", span.start, {}, True, head), span
            )
        if AGED.fullmatch(low):
            return self._pronoun(span, is_person=True)
        if low in _NO_SOURCE or low.startswith(_OURS) or not any(one.isalpha() for one in words):
            return None
        author = author_of(self.entities, span)
        if author is not None:
            return self.resolve(author)
        last = Span(span.start + words.rfind(" ") + 1, span.end)
        named = self.entities.around(span) or head_name(self.entities, span)
        if named is None and text[span.end : span.end + 4] == " Now":
            named = self.entities.around(last)  # "the website Sarvia | Now"
        if named is not None:
            return named
        return self._description(span, any_noun=any_noun and self.any_noun)

    def _pronoun(self, span: Span, *, is_person: bool) -> Entity | None:
        """Return whom a pronoun means."""
        low = span.slice(self.entities.text).casefold()
        if is_person:
            gender = _GENDERS.get(low, "")
            found = self._person(span, gender)
            if found is not None and gender:
                self.genders.setdefault(found.name, gender)
        else:
            other = ("Person", "Group") if low in ("it", "its") else ("Person",)
            recent = (one for at, one in reversed(self.spoken) if at < span.start and one.kind not in other)
            speakers = (one for one in recent if one.head not in DOCUMENT_NOUNS)
            found = (
                bodies.own_speaker(self.entities, span) or self._last_subject(span) or next(speakers, None)
            )
            if found is None and low in ("they", "their"):
                before = self.entities.before(span.start)
                found = next((one for _, one in before if one.kind in _SEVERAL), None)
        if found is not None:
            self.references.append(Reference(span, found))
        return found

    def _person(self, span: Span, gender: str) -> Entity | None:
        """Return the person of a pronoun: who spoke last, unless a sentence after that is about somebody else."""
        text = self.entities.text
        paragraph = text.rfind("\n\n", 0, span.start)
        speaker = next(
            (
                (at, one)
                for at, one in reversed(self.spoken)
                if at < span.start
                and one.kind == "Person"
                and self._fits(one, gender)
                and not is_about_another(text, at, gender)
            ),
            None,
        )
        subject = self._subject(span, gender)
        if (speaker is None or speaker[0] < paragraph) and not (subject and subject[0] > paragraph):
            # "Haldane’s office. Her students, she said": nearer than a speaker of the paragraph before
            named = self.entities.before(span.start, kind="Person")
            fitting = (
                (mention.start, one)
                for mention, one in named
                if mention.start > paragraph and self.genders.get(one.name) == gender != ""
            )
            subject = next(fitting, subject)
        described = self._described(span, paragraph, gender)
        if described is not None and subject is not None and described.end < subject[0]:
            # "The judge suspended a year on condition that Moran pay. … he said": the subject is not Moran
            between = text[described.end : subject[0]]
            is_other = not opens_sentence(text, subject[0]) and not NAMED_NEXT.fullmatch(between)
            subject = None if is_other and not ends_between(between, 0, len(between)) else subject
        if described is not None and all(one[0] < described.start for one in (subject, speaker) if one):
            found = self.resolve(described)
            if found is not None:
                return found
        if subject is None or speaker is None:
            nearest = subject or speaker
            return nearest[1] if nearest is not None else None
        if (
            text[span.start - 2 : span.start] == ", "
            and speaker[0] > paragraph
            and not opens_sentence(text, subject[0])
        ):
            return speaker[1]  # "Vernon Hay and his wife, Ruth, own a field, she said"
        is_later = subject[0] > max(speaker[0], paragraph)
        is_later = is_later or (subject[0] > speaker[0] and opens_sentence(text, subject[0]))
        return subject[1] if is_later else speaker[1]

    def _subject(self, span: Span, gender: str) -> tuple[int, Entity] | None:
        """Return the last person before a pronoun that fits it, as a subject, with its offset."""
        text = self.entities.text
        found: tuple[int, Entity] | None = None
        for mention, one in self.entities.before(span.start, kind="Person"):
            if found is not None and ends_between(text, mention.end, found[0]):
                break
            is_owner = is_possessive(text, mention.end) or is_object(text, mention.start)
            opens = opens_sentence(text, mention.start)
            fits = self._fits(one, gender) and not is_about_another(text, mention.end, gender)
            if fits and is_joined(text, mention):
                continue  # "Tyrell Banks, 23, and Joseph Medina were held, he said"
            if fits and not is_owner and (opens or one.head == ""):
                if opens:  # the subject, and no object after it: "X, who coached Y, stood up"
                    return mention.start, one
                found = found or (mention.start, one)
        return found

    def _fits(self, person: Entity, gender: str) -> bool:
        """Return whether a pronoun can mean a person: no other one, and no title, says that it cannot."""
        known = self.genders.get(person.name) or gender_of_noun(person.head)
        return not gender or not known or known == gender

    def _described(self, pronoun: Span, paragraph: int, gender: str) -> Span | None:
        """Return the last description of a person that a sentence of the paragraph begins with, and a pronoun fits."""
        text = self.entities.text
        found = None
        begin = max(0, paragraph, pronoun.start - _FARTHEST)
        is_trailing = text[pronoun.start - 2 : pronoun.start] == ", "
        for match in _SUBJECT_PERSON.finditer(text, begin, pronoun.start):
            span = Span(*match.span("words"))
            noun = match["noun"]
            is_new = is_trailing and match["words"].startswith(("A ", "An ", "One "))
            if is_new and not ends_between(text, span.end, pronoun.start):
                continue  # "A policeman had been treated, he said"
            if is_about_another(text, span.end, gender) or is_own_relative(text, span, pronoun):
                continue
            apposed = APPOSED.match(text, span.end)
            start = apposed.end() if apposed is not None else -1
            name = self.entities.within(Span(start, pronoun.start)) if start >= 0 else []
            is_named = bool(name) and name[0][0].start == start and name[0][1].kind == "Person"
            if is_named and (is_joined(text, name[0][0]) or not self._fits(name[0][1], gender)):
                continue  # "The two men, Jo Moss and Al Hay, are held. … he said"
            if is_named:
                found = name[0][0]  # "A spokesman for Orla, Dan Costa, declined. … he said"
            elif kind_of_description(noun, noun) == "Person" and gender_of_noun(noun) in ("", gender):
                found = (
                    span if not self.entities.within(span) or _POSSESSIVE.search(match["words"]) else found
                )
        return found

    def described_subject(self, span: Span) -> tuple[Span, Entity] | None:
        """Return the description of a person that a span begins with, and whom it means: "Her husband nodded."."""
        match = _SUBJECT_PERSON.match(self.entities.text, span.start, span.end)
        if match is None or kind_of_description(match["noun"], match["noun"]) != "Person":
            return None
        person = self.resolve(words := Span(*match.span("words")))
        return (words, person) if person is not None and person.kind == "Person" else None

    def _last_subject(self, span: Span) -> Entity | None:
        """Return the organization that the sentence before is about: "The ministry did not respond. … it said"."""
        text = self.entities.text
        sentence = sentence_before(text, span.start)
        if sentence is None:
            return None
        start, begin = sentence
        document = DOCUMENT.match(text, start, begin)
        if document is not None:
            return self._document_author(Span(document.end(), begin), document["by"])
        low = span.slice(text).casefold()
        if low == "they" and (group := self.entities.group_at(start)) is not None:
            return group
        name = opening_name(text, start) if low == "it" else -1
        for mention, one in self.entities.within(Span(name, begin)):
            # "Open Till has … it said": what "it" means is nobody's name, though it looks like one
            is_thing = one.kind != "Person" or (one.rule == "name: capitals" and one.name not in self.genders)
            if mention.start == name and is_thing and not is_modifier(text, mention.end):
                return one
        match = SUBJECT.match(text, start)
        if match is None:
            return None
        noun = match["noun"].split()[-1]
        found = self._earlier(noun, Span(match.start(), match.end()), noun)
        if found is None and noun in GOVERNMENT_NOUNS and match[0].startswith("The "):
            found = self.resolve(Span(match.start(), match.end("noun")))
        return found if found is not None and found.kind != "Person" else None

    def _document_author(self, span: Span, by: str) -> Entity | None:
        """Return who made the document that a sentence begins with: "A report by council staff had found"."""
        phrase = AUTHOR.match(self.entities.text, span.start, span.end)
        author = author_after(self.entities, Span(*phrase.span()), by) if phrase is not None else None
        return self.resolve(author) if author is not None else None

    def _description(self, span: Span, *, any_noun: bool) -> Entity | None:
        """Return the entity of a description: an earlier one with the same head noun, or a new one."""
        text = self.entities.text
        words = span.slice(text)
        bare = PUBLISHED.sub("", ARTICLE.sub("", words)).strip(" ,")
        head = (
            (OF_WORD.split(f" {_SOME_OF.sub('', bare)} ")[0].split() or [bare])[-1].strip("’',.").casefold()
        )
        if len(bare.split()) > 12 or _NO_PEOPLE.match(words) or not any(map(str.isalpha, head)):
            return None
        start = span.start + words.index(bare)
        is_definite = re.match(r"(?i)(?:the|these|those|der|die|das)\s", words) is not None
        whole = Span(start, start + len(bare))
        if (
            is_definite
            and head in DOCUMENT_NOUNS
            and (author := issuer_of(self.entities, self.spoken, head, span)) is not None
        ):
            return author
        if is_definite and len(bare.split()) <= 2:
            earlier = self._earlier(head, span, bare.casefold())
            if earlier is None and bare != "central bank":
                earlier = bodies.organization_in_reach(self.entities, head, span)
            if earlier is not None:
                if earlier.name != bare:
                    self.references.append(Reference(span, earlier))
                self.entities.mention(whole, earlier)
                return earlier
        meant = bearer(self.entities, self.offices, head, span) if is_definite else None
        meant = meant or named_relative(self.entities, span, head)
        if meant is None and is_definite and self.spoken and _WENT_ON.match(text, span.end):
            last = self.spoken[-1][1]  # “…,” the former nurse added
            meant = last if last.kind == kind_of_description(head, bare) == "Person" else None
        if meant is not None:
            self.references.append(Reference(span, meant))
            return meant
        if (is_definite or bare == "police") and (
            later := bodies.named_later(self.entities, bare)
        ) is not None:
            self.references.append(Reference(span, later))
            return later
        is_source = (
            any_noun
            or (self.any_noun and bare[0].isupper())
            or is_definite
            or head in SOURCE_NOUNS | DOCUMENT_NOUNS | GOVERNMENT_NOUNS
            or kind_of_description(head, bare) == "Person"
        )
        if not is_source and not head.endswith("s") and not _POSSESSIVE.search(words):
            return None
        kind = kind_of_description(head, bare)
        sentence = re.compile(r"[.!?](?=\s|\Z)|\n").search(text, whole.end)
        around = text[span.start : sentence.start() if sentence else len(text)]
        informed = head == "people" and _INFORMED.search(words) is not None
        anonymous = head in _WITHHELD or informed or UNNAMED.search(around) is not None
        return self.entities.add(Entity(bare, kind, "source: description", start, {}, anonymous, head), whole)

    def _earlier(self, head: str, span: Span, words: str) -> Entity | None:
        """Return the entity mentioned last whose name or description has a head noun, or who holds the office."""
        holder = self.offices.holder(head, words, span.start)
        if holder is None and words == head:
            holder = bodies.meant_by_noun(self.entities, head, span.start)
        if holder is not None:
            return holder
        for _, one in self.entities.before(span.start, limit=200):
            name = one.name.casefold()
            if bodies.is_another(one, words):
                continue
            is_named = (
                one.head == "" and one.kind != "Person" and {head, _OTHER_WORDS.get(head)} & set(name.split())
            )
            if (
                is_named
                or one.head in (head, _OTHER_WORDS.get(head))
                or (one.head == "one" and name.endswith(f" {head}s"))
            ):
                return one
            if head in _MEDIA_CLASSES and one.kind == "NewsMediaOrganization":
                return one
        owned = bodies.owned_before(self.entities, head, span.start) if words == head else None
        other = self.offices.other_holder(head, words) or owned
        return other or (bodies.agency_before(self.entities, span) if head == "agency" else None)
