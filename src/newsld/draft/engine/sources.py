"""Decide which entity the words for a source mean, and make one for a source without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from newsld.draft.engine.bodies import organization_in_reach
from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import GOVERNMENT_NOUNS, PERSON_NOUNS, kind_of_description
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, MEDIA_NOUNS, SOURCE_NOUNS, UNNAMED, word_set
from newsld.syntax.patterns import lazy_pattern

_PERSON_PRONOUNS: Final = frozenset({"he", "she", "him", "her", "his", "er", "sie"})
_GENDERS: Final = {"he": "m", "him": "m", "his": "m", "er": "m", "she": "f", "her": "f"}
_COURTESY: Final = lazy_pattern(
    r"\b(?:(?P<woman>Mrs|Ms|Miss|Dame|Lady|Queen|Princess|Sister|Frau)|Mr|Sir|Lord|King|Prince|Herr)\.?\s\Z"
)
_OTHER_PRONOUNS: Final = frozenset({"it", "they", "we", "them", "its", "their", "es"})
_SEVERAL: Final = frozenset({"Group", "Organization", "GovernmentOrganization", "NewsMediaOrganization"})
"""The kinds that "they" means."""
_NO_SOURCE: Final = word_set(
    "who which that this what i you some others many those one everyone nobody someone people"
)
_WITHHELD: Final = word_set(
    "official officials source sources person diplomat diplomats insider insiders aide aides witness "
    "witnesses spokesman spokeswoman spokesperson whistleblower adviser advisers"
)
_ARTICLE: Final = lazy_pattern(
    r"(?i)\A(?:the|a|an|some|his|her|their|its|these|those|der|die|das|den|dem|des|ein|eine|einer|einem)\s+"
)
_OF: Final = lazy_pattern(
    r"\s(?:of|for|from|in|at|to|on|with|by|close|familiar|briefed|near|who|whose|der|des|von|vom|aus|im)\s"
)
_POSSESSIVE: Final = lazy_pattern(r"[’']s?(?=\s|\Z)")
_SOME_OF: Final = lazy_pattern(
    r"(?i)\A(?:two|three|four|five|several|some|many|most|both|all|none) of (?:the|his|her|their|its|those|these) "
)
_AUTHOR: Final = lazy_pattern(
    r"[^,.;:]+?(?=,? (?:has|had|have|was|is|said|says|found|warned|showed|[a-z]+ed)\b)"
)
_AGED: Final = lazy_pattern(r"the \d{1,3}[- ]year[- ]old")
_ONE_OF: Final = lazy_pattern(
    r"(?i)(?:one|another)(?: of (?:them|those|the \w+|his \w+|her \w+|their \w+))?\Z"
)
_SUBJECT: Final = lazy_pattern(
    r"(?:The|Its)\s+(?P<noun>(?:[a-z]+\s+)?[a-z]+)\s+(?:has|had|did|is|was|will|does|would|declined|refused|[a-z]+ed)\b"
)
_DOCUMENT: Final = lazy_pattern(
    rf"(?i)\A(?:an?|the|its|their|his|her|this|that)?\s*(?:\w+\s+)?(?:{'|'.join(sorted(DOCUMENT_NOUNS))})\s+"
    r"(?:(?:issued|released|published|seen|presented|drafted|drawn up|prepared|written|compiled|put out)\s+)?"
    r"(?P<by>by|from|of)\s+"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that mean an entity at one place only."""

    span: Span
    entity: Entity


@dataclass(slots=True)
class Sources:
    """Finds entities for the words that name sources; remembers who spoke last."""

    entities: Entities
    any_noun: bool = False
    """Whether any noun is a source, because the nouns of the language are not known."""
    offices: dict[str, Entity] = field(default_factory=dict)
    """The person who holds an office, by its last word in lower case."""
    references: list[Reference] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    """What a pronoun or a title says of a person: "f" or "m"."""
    spoken: list[tuple[int, Entity]] = field(default_factory=list)
    """The offset and the entity of each source so far."""

    def __post_init__(self) -> None:
        """Read the titles before names that say whether a person is a woman or a man."""
        text = self.entities.text
        for span, one in self.entities.spans:
            title = _COURTESY.search(text, max(0, span.start - 12), span.start)
            if title is not None:
                self.genders.setdefault(one.name, "f" if title["woman"] else "m")

    def resolve(self, span: Span) -> Entity | None:
        """Return the entity that the words of a span mean; None for words that mean nobody in particular."""
        text = self.entities.text
        words = span.slice(text)
        low = words.casefold()
        if low in _PERSON_PRONOUNS or low in _OTHER_PRONOUNS:
            return self._pronoun(span, is_person=low in _PERSON_PRONOUNS)
        if _ONE_OF.match(words):
            return self.entities.add(
                Entity(words, "Person", "source: description", span.start, {}, True, "one"), span
            )
        if _AGED.fullmatch(low):
            return self._pronoun(span, is_person=True)
        if low in _NO_SOURCE or not any(one.isalpha() for one in words):
            return None
        document = _DOCUMENT.match(words)
        if document and document.end() < len(words):
            author = self._author(Span(span.start + document.end(), span.end), is_of=document["by"] == "of")
            if author is not None:
                return self.resolve(author)
        named = self._named(span)
        if named is not None:
            return named
        return self._description(span)

    def is_document(self, span: Span) -> bool:
        """Return whether the words mean a document whose author they do not name: "court documents"."""
        words = span.slice(self.entities.text)
        document = _DOCUMENT.match(words)
        if self.entities.within(span) or (document and document.end() < len(words)):
            return False
        bare = _ARTICLE.sub("", words)
        head = (_OF.split(f" {bare} ")[0].split() or [""])[-1].strip("’',.").casefold()
        return head in DOCUMENT_NOUNS

    def _author(self, span: Span, *, is_of: bool) -> Span | None:
        """Return the words for who made a document; None for what it is about: "minutes of the meeting"."""
        words = span.slice(self.entities.text)
        by = re.search(r"\sby\s+(?=\S)", words) if is_of else None
        if by is not None:
            return Span(span.start + by.end(), span.end)
        head = (_OF.split(f" {_ARTICLE.sub('', words)} ")[0].split() or [""])[-1].strip("’',.").casefold()
        is_source = head in SOURCE_NOUNS | GOVERNMENT_NOUNS | PERSON_NOUNS
        return span if not is_of or is_source or self.entities.within(span) else None

    def _pronoun(self, span: Span, *, is_person: bool) -> Entity | None:
        """Return whom a pronoun means: who spoke last, or the person named last as the subject of a sentence."""
        recent = [(at, one) for at, one in reversed(self.spoken) if at < span.start]
        text = self.entities.text
        found: Entity | None = None
        if is_person:
            gender = _GENDERS.get(span.slice(text).casefold(), "")
            near = [
                (mention, one)
                for mention, one in self.entities.before(span.start, kind="Person")
                if not _is_possessive(text, mention.end)
                and not _is_object(text, mention.start)
                and self._fits(one, gender)
            ]
            paragraph = text.rfind("\n\n", 0, span.start)
            speaker = next(
                (item for item in recent if item[1].kind == "Person" and self._fits(item[1], gender)), None
            )
            if (speaker is None or speaker[0] < paragraph) and not (near and near[0][0].start > paragraph):
                # "Haldane’s office. Her students, she said": nearer than a speaker of the paragraph before
                near[:0] = [
                    item
                    for item in self.entities.before(span.start, kind="Person")
                    if item[0].start > paragraph and self.genders.get(item[1].name) == gender != ""
                ]
            subject = near[0] if near else None
            if (
                subject is not None
                and subject[0].start > paragraph
                and (speaker is None or subject[0].start > speaker[0])
            ):
                found = subject[1]
            elif speaker is not None:
                found = speaker[1]
            elif subject is not None:
                found = subject[1]
            if found is not None and gender:
                self.genders.setdefault(found.name, gender)
        else:
            found = self._last_subject(span) or next((one for _, one in recent if one.kind != "Person"), None)
            if found is None and span.slice(text).casefold() in ("they", "their"):
                before = self.entities.before(span.start)
                found = next((one for _, one in before if one.kind in _SEVERAL), None)
        if found is not None:
            self.references.append(Reference(span, found))
        return found

    def _fits(self, person: Entity, gender: str) -> bool:
        """Return whether a pronoun can mean a person: no other one, and no title, says that it cannot."""
        known = self.genders.get(person.name)
        return not gender or known is None or known == gender

    def _last_subject(self, span: Span) -> Entity | None:
        """Return the organization that the sentence before is about: "The ministry did not respond. … it said"."""
        text = self.entities.text
        begin = max(text.rfind("\n", 0, span.start), text.rfind(". ", 0, span.start))
        before = max(text.rfind("\n", 0, max(0, begin)), text.rfind(". ", 0, max(0, begin)))
        if begin <= 0 or text[begin] == "\n":
            return None
        start = before + 1 + (text[before : before + 1] == ".")
        start += text[start : start + 1] == " "
        document = _DOCUMENT.match(text, start, begin)
        if document is not None:
            return self._document_author(Span(document.end(), begin), is_of=document["by"] == "of")
        name = start + 4 * text.startswith("The ", start) if span.slice(text).casefold() == "it" else -1
        for mention, one in self.entities.within(Span(name, begin)):
            if mention.start == name and one.kind != "Person" and not _is_possessive(text, mention.end):
                return one
        match = _SUBJECT.match(text, start)
        if match is None:
            return None
        found = self._earlier(match["noun"].split()[-1], Span(match.start(), match.end()))
        return found if found is not None and found.kind != "Person" else None

    def _document_author(self, span: Span, *, is_of: bool) -> Entity | None:
        """Return who made the document that a sentence begins with: "A report by council staff had found"."""
        phrase = _AUTHOR.match(self.entities.text, span.start, span.end)
        author = self._author(Span(*phrase.span()), is_of=is_of) if phrase is not None else None
        return self.resolve(author) if author is not None else None

    def _named(self, span: Span) -> Entity | None:
        """Return the entity whose name is the head of the words: "Mayor Ines Farrow", "the Interfax news agency"."""
        text = self.entities.text
        inside = self.entities.within(span)
        heads = [
            (mention, one)
            for mention, one in inside
            if not _is_possessive(text, mention.end)
            and not _OF.search(text[span.start : mention.start] + " ")
        ]
        if not heads:
            return None
        people = [item for item in heads if item[1].kind == "Person"]
        mention, entity = people[-1] if people else heads[-1]
        rest = text[mention.end : span.end].strip(" ,")
        if not rest or (people and (not rest[0].islower() or _OF.match(f" {rest} "))):
            return entity
        last = _OF.split(f" {rest} ")[0].split()[-1:] or [""]
        noun = last[0].casefold()
        if noun in MEDIA_NOUNS and entity.kind == "NewsMediaOrganization":
            return entity
        if (
            noun
            in ("group", "party", "union", "company", "charity", "militia", "organisation", "organization")
            and entity.kind == "Organization"
        ):
            return entity
        if noun in DOCUMENT_NOUNS:
            return entity
        return None if rest[0].islower() else entity

    def _description(self, span: Span) -> Entity | None:
        """Return the entity of a description: an earlier one with the same head noun, or a new one."""
        text = self.entities.text
        words = span.slice(text)
        bare = _ARTICLE.sub("", words).strip(" ,")
        whose = _SOME_OF.sub("", bare)
        head = (_OF.split(f" {whose} ")[0].split() or [bare])[-1].strip("’',.").casefold()
        if not bare or len(bare.split()) > 12 or not head or not any(one.isalpha() for one in head):
            return None
        start = span.start + words.index(bare)
        is_definite = re.match(r"(?i)(?:the|these|those|der|die|das)\s", words) is not None
        whole = Span(start, start + len(bare))
        if is_definite and len(bare.split()) <= 2:
            earlier = self._earlier(head, span) or organization_in_reach(self.entities, head, span)
            if earlier is not None:
                if earlier.name != bare:
                    self.references.append(Reference(span, earlier))
                self.entities.mention(whole, earlier)
                return earlier
        is_source = (
            self.any_noun
            or is_definite
            or head in SOURCE_NOUNS | DOCUMENT_NOUNS | GOVERNMENT_NOUNS
            or kind_of_description(head, bare) == "Person"
        )
        if not is_source and not head.endswith("s") and not _POSSESSIVE.search(words):
            return None
        kind = kind_of_description(head, bare)
        sentence = re.compile(r"[.!?](?=\s|\Z)|\n").search(text, whole.end)
        around = text[span.start : sentence.start() if sentence else len(text)]
        informed = (
            head == "people" and re.search(r"\b(?:familiar|briefed|close|knowledge)\b", words) is not None
        )
        anonymous = head in _WITHHELD or informed or UNNAMED.search(around) is not None
        return self.entities.add(Entity(bare, kind, "source: description", start, {}, anonymous, head), whole)

    def _earlier(self, head: str, span: Span) -> Entity | None:
        """Return the entity mentioned last whose name or description has a head noun."""
        if head in self.offices:
            return self.offices[head]
        for _, one in self.entities.before(span.start, limit=200):
            if one.head == head or (
                one.head == "" and one.kind != "Person" and head in one.name.casefold().split()
            ):
                return one
            if (
                head in ("agency", "newspaper", "broadcaster", "paper")
                and one.kind == "NewsMediaOrganization"
            ):
                return one
        return None


def _is_possessive(text: str, end: int) -> bool:
    return _POSSESSIVE.match(text, end) is not None


def _is_object(text: str, start: int) -> bool:
    """Return whether a name follows a preposition, over a title: "of President X", "by X"."""
    return (
        re.search(
            r"(?:\A|\s)(?:of|by|with|for|to|against|from|about|under|at) (?:[^\W\d_]+ ){0,2}\Z",
            text[max(0, start - 40) : start],
        )
        is not None
    )
