"""Find what "it", "its" and "they" mean outside the words that name a source, where it is sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from newsld.draft.engine.chains import Attribution
from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.lexicon import PERSON_NOUNS, load_lexicon
from newsld.draft.engine.mentions import is_adjective, is_object, is_possessive, opens_sentence
from newsld.draft.engine.name_kinds import PARTIES
from newsld.draft.engine.sentences import Paragraph, Sentence, Token
from newsld.draft.engine.sources import BODIES as _BODIES
from newsld.model.text import Span
from newsld.model.text.attribution import word_set
from newsld.syntax.patterns import lazy_pattern

_OWNERS: Final = word_set("his her their another")
"""Words that begin a description of what may have something itself."""
_THEIRS: Final = lazy_pattern(r"(?:that )?(?P<word>it|they|their)\b")
_IT_ACTS: Final = lazy_pattern(
    r" (?:has|had|have|would|will|could|did|does|do|plans?|planned|wants?|wanted|supports?|owns?|owned"
    r"|needs?|expects?|expected|(?:was|is) (?:not )?[a-z]+ing)\b"
)
"""The words after an "it" that somebody is, and not what a clause is about: "it was right that"."""
_OF_ANOTHER: Final = lazy_pattern(
    r"(?:An?|The) [a-z-]+ (?:for|of|at) the [a-z]+ (?:also )?(?:said|told|did|has|had|was|is)\b"
)
"""The beginning of a sentence about somebody of something else: "A spokesman for the regulator said"."""
_PLURAL_VERB: Final = lazy_pattern(r" (?:are|were|have)\b| and (?:the )?[^\W\d_a-z]")
_OWN_OBJECT: Final = lazy_pattern(
    r",? (?:(?:also|has|had|have|will|would|is|was) )*"
    r"(?:[a-z]{2,}ed|says|owns|plans|keeps|runs|sells|makes|wants|faces|holds|expects|needs|cut|put|held|made|sent|lost"
    r"|kept|sold|took|built|withdrew|set|left|won|gave|shut|spent|bought|said|grew|lent|drew|paid) "
    r"(?:(?!(?:the|an?|that|and|or|which|who|where|when|as) )[a-z-]+ ){0,3}?(?P<its>its)\b"
)
"""The verb right after a name, and what the name has: "the RNLI | launched its"."""
_ASIDE: Final = lazy_pattern(r", (?:an?|the|which|whose|based|founded|part|maker|owner) [^,.;]*,")
"""An aside right after a subject: "Quillon, the maker of the Perch doorbell,"."""
_IT_QUOTES: Final = lazy_pattern(r"\b(?P<it>[Ii]t) (?:also |later )?(?:quoted|cited|quotes|cites)\b")
_LONGEST_OFFICE: Final = 4


@dataclass(frozen=True)
class ThingPronouns:
    """What is known of a text: the entities at offsets, the ends of their words, and the words that are read."""

    entities: Entities
    at: Mapping[int, Entity]
    ends: Mapping[int, int]
    taken: set[int]

    @property
    def text(self) -> str:
        """The text."""
        return self.entities.text

    def references(
        self, paragraphs: Sequence[Paragraph], attributions: Iterable[Attribution]
    ) -> Iterator[tuple[Span, Entity]]:
        """Yield the pronouns for organizations, places and groups. `at` and `taken` may grow in between."""
        return chain(self._speakers(attributions), self._media(), self._subjects(paragraphs))

    def _speakers(self, attributions: Iterable[Attribution]) -> Iterator[tuple[Span, Entity]]:
        """Yield "it" and "they" with which the statement of an organization or a group begins."""
        for one in attributions:
            speaker, content = one.chain[-1][0], one.content[0]
            match = _THEIRS.match(self.text, content.start, content.end)
            if match is None or len(one.chain[-1]) > 1 or one.because.start > content.start:
                continue
            span = Span(*match.span("word"))
            if span.start in self.taken or self.text[content.start - 1 : content.start] in "“\"‘«„'":
                continue
            is_plural = match["word"].startswith("th")
            if speaker.kind == "Group" if is_plural else speaker.kind not in ("Group", "Person"):
                yield span, speaker
            elif not is_plural and (body := self._body_of(speaker)) is not None:
                yield span, body

    def _body_of(self, speaker: Entity) -> Entity | None:
        """Return the one organization for which somebody without a name speaks: "a spokesman for Norvane"."""
        if not speaker.head.startswith("spokes"):
            return None
        found = self.entities.within(Span(speaker.start, speaker.start + len(speaker.name)))
        bodies = [one for _, one in found if one.kind in _BODIES]
        return bodies[0] if len(bodies) == 1 else None

    def _subjects(self, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Span, Entity]]:
        """Yield "its" and "it" for the organization or country that the sentence, or the one before, begins with."""
        last: list[Entity] = []
        for paragraph in paragraphs:
            before: Entity | None = None
            for sentence in paragraph.sentences:
                things = [(token.start, self._thing_at(token.start)) for token in sentence.tokens]
                named = [(start, one) for start, one in things if one is not None]
                subject = named[0][1] if named and self._is_subject(sentence, named[0][0]) else None
                if subject is not None and self._is_plural(named[0][0]):
                    subject = None  # "The Liberals hold 24 of its seats"
                meant = subject or (None if self._is_about_another(sentence) else before)
                if meant is None and self._begins_with_office(sentence) and len(last) == 1:
                    meant = last[0]
                if meant is not None:
                    first = named[0][0] if subject else sentence.span.start
                    for within in self._own_parts(first, sentence.span.end, meant, named):
                        for token in self._its(sentence, within):
                            yield Span(token.start, token.end), meant
                for start, one in named:
                    match = _OWN_OBJECT.match(self.text, self.ends.get(start, start), sentence.span.end)
                    if (
                        match is not None
                        and match.start("its") not in self.taken
                        and not is_object(self.text, start)
                    ):
                        yield Span(*match.span("its")), one
                start = sentence.span.start
                before = subject or (self._thing_at(start) if start in self.taken else None)
                bodies = {one.name: one for _, one in named if one.kind in _BODIES}
                last = list(bodies.values())

    def _begins_with_office(self, sentence: Sentence) -> bool:
        """Return whether a sentence begins with somebody of an organization: "Its chief executive"."""
        words = [token.low for token in sentence.tokens[1:_LONGEST_OFFICE]]
        offices = load_lexicon().roles | PERSON_NOUNS
        return sentence.tokens[0].low == "its" and any(word.removesuffix("s") in offices for word in words)

    def _own_parts(
        self, first: int, end: int, meant: Entity, named: Sequence[tuple[int, Entity]]
    ) -> Iterator[Span]:
        """Yield the parts of a sentence that speak of nothing else: up to another name, and after an aside with it."""
        others = [start for start, one in named if one is not meant]
        aside = _ASIDE.match(self.text, self.ends.get(first, first), end)
        until = others[0] if others else end
        yield Span(first, until)
        if aside is not None and others and until < aside.end():
            yield Span(aside.end(), next((start for start in others if start > aside.end()), end))

    def _media(self) -> Iterator[tuple[Span, Entity]]:
        """Yield "it" for the news medium of the sentence before that quotes somebody else: "It quoted Ana Ruiz"."""
        for match in _IT_QUOTES.finditer(self.text):
            begin = self.text.rfind("\n\n", 0, match.start())
            near = self.entities.before(match.start(), kind="NewsMediaOrganization", limit=1)
            if near and near[0][0].start > begin and match.start() not in self.taken:
                yield Span(*match.span("it")), near[0][1]

    def _is_about_another(self, sentence: Sentence) -> bool:
        """Return whether a sentence begins with something without a name that "its" may mean: "Her family has its"."""
        first = sentence.tokens[0]
        owner = sentence.tokens[first.low == "the" :][:1]
        is_owned = any(
            one.is_possessive or is_possessive(self.text, self.ends.get(one.start, one.end)) for one in owner
        )
        is_owned |= _OF_ANOTHER.match(self.text, sentence.span.start) is not None
        return is_owned or first.low in _OWNERS

    def _thing_at(self, start: int) -> Entity | None:
        """Return the organization or place that words at an offset mean."""
        one = self.at.get(start)
        if one is None or is_adjective(self.text, self.ends.get(start, start)):
            return None
        return one if one.kind not in ("Person", "Group") else None

    def _its(self, sentence: Sentence, within: Span) -> Iterator[Token]:
        """Yield the words "its" and "it" for somebody: not in "Orla, its rival", nor in "it was right that"."""
        for token in sentence.tokens:
            if (
                token.kind != "word"
                or token.start in self.taken
                or not within.start <= token.start < within.end
            ):
                continue
            is_aside = token.start > within.start and self.text[token.start - 2] == ","
            if (token.low == "its" and not is_aside) or (
                token.low == "it" and _IT_ACTS.match(self.text, token.end)
            ):
                yield token

    def _is_subject(self, sentence: Sentence, start: int) -> bool:
        """Return whether a mention begins a sentence, and owns nothing there."""
        spans = self.entities.within(Span(start, sentence.span.end))
        end = spans[0][0].end if spans and spans[0][0].start == start else start
        is_owner = is_possessive(self.text, end) or is_object(self.text, start)
        return opens_sentence(self.text, start) and not is_owner

    def _is_plural(self, start: int) -> bool:
        """Return whether a name is that of several people, or not alone: "The Liberals hold", "Orla are", "A and B"."""
        end = self.ends.get(start, start)
        return self.text[start:end] in PARTIES or _PLURAL_VERB.match(self.text, end) is not None
