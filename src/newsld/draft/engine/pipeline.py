"""Use an installed spaCy pipeline: its names as a second opinion, and the subjects of verbs that the rules miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from newsld.draft.engine.lexicon import Kind
from newsld.draft.engine.parsed_groups import groups_in
from newsld.draft.engine.parsed_runs import NameReadings
from newsld.draft.engine.scanner import Frame
from newsld.draft.engine.sentences import Paragraph, VerbReadings
from newsld.findings.errors import UsageError
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, reporting_verbs, word_set

_LABELS: Final[dict[str, Kind]] = {
    "PERSON": "Person", "PER": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place",
}  # fmt: skip
"""What the labels of spaCy's pipelines mean."""
_OTHERS: Final = frozenset({"EVENT", "LAW", "LANGUAGE"})
_MODIFIERS: Final = frozenset({"ADJ", "ADV", "VERB", "AUX", "INTJ"})
_UNREAL: Final = word_set("to would could should may might can if whether not n't n’t never let")
"""Words before a verb that say that nobody has said it."""
_NOBODY: Final = frozenset({"this", "these", "there", "what", "you", "one", "everything", "all"})
"""Subjects that are no source."""
_PROMISES: Final = word_set("promise pledge vow threaten offer propose claim swear")
"""Verbs that say what their subject does, in an infinitive."""
_NO_REPORT: Final = word_set(
    "be mean ensure make let help have do get hope wish require cause prove pretend forget see hear guarantee "
    "happen seem appear turn take remain follow give go come know"
)
"""Verbs whose clause is no statement of their subject."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
"""The tags of verbs with a tense."""
_FARTHEST: Final = 4
"""The most verbs between a verb and its subject."""
_NEAR_THAT: Final = 7
"""The most words from a verb such as "posted on Telegram" to its "that", which no participle has."""
_ADVICE: Final = "Run: pip install 'newsld[draft]', and python -m spacy download en_core_web_sm"


@dataclass(frozen=True)
class Pipeline:
    """A loaded spaCy pipeline with the name and the version of its package."""

    name: str
    version: str
    nlp: Any

    def reads(self, language: str) -> bool:
        """Return whether the pipeline is made for a language: "en-US"."""
        return self.nlp.lang in (language.partition("-")[0].casefold(), "xx")

    def read(self, text: str, paragraphs: Sequence[Paragraph]) -> ParsedText:
        """Return the paragraphs of a text as the pipeline parses them."""
        bodies = [paragraph.span.slice(text) for paragraph in paragraphs]
        return ParsedText(text, tuple(zip(paragraphs, self.nlp.pipe(bodies), strict=True)))


def installed_pipelines() -> list[str]:
    """Return the names of the installed spaCy pipelines; none without spaCy."""
    try:
        from spacy.util import get_installed_models
    except ImportError:
        return []
    return sorted(get_installed_models())


@lru_cache(maxsize=2)
def load_pipeline(name: str) -> Pipeline:
    """Load an installed pipeline by the name of its package. Raises UsageError if it, or spaCy, is not installed."""
    try:
        import spacy
    except ImportError:
        raise UsageError(f"the pipeline {name} needs spaCy, which is not installed. {_ADVICE}") from None
    try:
        nlp = spacy.load(name)
    except OSError:
        found = ", ".join(installed_pipelines()) or "none"
        raise UsageError(f"there is no spaCy pipeline {name}; installed: {found}. {_ADVICE}") from None
    if not nlp.has_pipe("ner") or not nlp.has_pipe("parser"):
        raise UsageError(f"the pipeline {name} has no names or no parser: use one such as en_core_web_sm")
    return Pipeline(name, str(nlp.meta.get("version", "")), nlp)


@dataclass(frozen=True)
class ParsedText:
    """A text as a pipeline parses it, by paragraph; offsets are those of the text."""

    text: str
    documents: tuple[tuple[Paragraph, Any], ...]

    def name_readings(self) -> NameReadings:
        """Return the names that the pipeline finds, and what else has a capital."""
        others: list[Span] = []
        modifiers: set[int] = set()
        for paragraph, document in self.documents:
            offset = paragraph.span.start
            others += [
                Span(offset + one.start_char, offset + one.end_char)
                for one in document.ents
                if one.label_ in _OTHERS or (one.label_ == "NORP" and _is_people(one[-1]))
            ]
            modifiers |= {
                offset + one.idx
                for one in document
                if one.text[0].isupper()
                and (one.pos_ in _MODIFIERS or (one.pos_ == "NOUN" and one.is_sent_start))
            }
        return NameReadings(tuple(self.names()), tuple(others), frozenset(modifiers))

    def names(self) -> Iterator[tuple[Span, Kind]]:
        """Yield the names that the pipeline finds, without article and possessive ending."""
        for paragraph, document in self.documents:
            for entity in document.ents:
                kind = _LABELS.get(entity.label_)
                words = entity.text
                if kind is None or "\n" in words or not any(one.isupper() for one in words):
                    continue
                start = paragraph.span.start + entity.start_char
                end = start + len(words)
                for article in ("the ", "The ", "a ", "A "):
                    if words.startswith(article):
                        start += len(article)
                for ending in ("’s", "'s", "’", "'", ".", ","):
                    if (
                        self.text[start:end].endswith(ending)
                        and end - start > len(ending) + 1
                        and "." not in words[:-1]
                    ):
                        end -= len(ending)
                        break
                if end > start and self.text[start].isupper():
                    yield Span(start, end), kind

    def groups(self) -> Iterator[Span]:
        """Yield the groups without a name that do something: "divers", "the rescuers" without the article."""
        for paragraph, document in self.documents:
            for first, last in groups_in(document):
                start = paragraph.span.start
                yield Span(start + first.idx, start + last.idx + len(last))

    def verbs(self) -> VerbReadings:
        """Return which words like reporting verbs are none, and where the subjects of the others are."""
        verbs = reporting_verbs("en")
        others: set[int] = set()
        after_subject: set[int] = set()
        before_subject: set[int] = set()
        finite: set[int] = set()
        for paragraph, document in self.documents:
            for token in document:
                if token.tag_ in _FINITE:
                    finite.add(paragraph.span.start + token.idx)
                if token.lower_ not in verbs:
                    continue
                following = (one.lower_ for one in document[token.i + 1 : token.i + _NEAR_THAT])
                describes = token.tag_ == "VBN" and token.dep_ in ("acl", "amod") and "that" not in following
                if token.pos_ in ("NOUN", "PROPN", "ADJ") or describes:
                    others.add(paragraph.span.start + token.idx)
                elif any(one.dep_ == "nsubj" and one.i < token.i for one in token.children):
                    after_subject.add(paragraph.span.start + token.idx)
                elif any(one.dep_ == "nsubj" and one.i > token.i for one in token.children):
                    before_subject.add(paragraph.span.start + token.idx)
        return VerbReadings(
            frozenset(others), frozenset(after_subject), frozenset(before_subject), frozenset(finite)
        )

    def frames(self, taken: Sequence[Span]) -> Iterator[Frame]:
        """Yield the frames of reporting verbs outside the spans that the rules have read, from the parse.

        A frame is the nearest subject of a verb, and the clause that is its object.
        """
        verbs = reporting_verbs("en")
        for paragraph, document in self.documents:
            offset = paragraph.span.start
            quotes = [Span(quote.start - offset, quote.end - offset) for quote in paragraph.quotes]
            for token in document:
                at = Span(offset + token.idx, offset + token.idx + len(token))
                if any(quote.start <= token.idx < quote.end for quote in quotes):
                    continue
                if any(span.overlaps(at) for span in taken):
                    continue
                found = _report(token, verbs.get(token.lower_) == "say")
                if found is None:
                    continue
                source, content, cue = found
                for quote in quotes:
                    if quote.overlaps(content):
                        content = Span(min(content.start, quote.start), max(content.end, quote.end))
                origin, statement, words = (
                    Span(one.start + offset, one.end + offset) for one in (source, content, cue)
                )
                if statement.overlaps(words) or any(statement.overlaps(span) for span in taken):
                    continue
                yield Frame([[origin]], [statement], words, "spaCy: subject of the verb")

    def quotations(self, taken: Sequence[Span]) -> Iterator[Frame]:
        """Yield a frame for each quotation after a colon, outside the spans that are read.

        The subject of the clause before the colon says it, if it is a name, "he" or "she".
        """
        for paragraph, document in self.documents:
            offset = paragraph.span.start
            for quote in paragraph.quotes:
                if any(span.overlaps(quote) for span in taken):
                    continue
                source = _speaker(document, quote.start - offset)
                if source is not None:
                    cue = Span(source.start + offset, source.end + offset)
                    yield Frame([[cue]], [quote], cue, "spaCy: X did it: “…”")


def _speaker(document: Any, start: int) -> Span | None:
    """Return the subject of the clause before a colon and a quotation at an offset; None without one."""
    mark = document.char_span(start, start + 1, alignment_mode="expand")
    if mark is None or mark.start < 2:
        return None
    before = document[mark.start - 1]
    while before.i > mark.sent.start and (before.is_quote or before.is_space):
        before = before.nbor(-1)
    if before.text != ":":
        return None
    verb = before
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX") or verb.i > before.i or _is_unreal(verb):
        return None
    subject = _subject(verb)
    if subject is None or subject.i > before.i:
        return None
    if subject.lower_ not in ("he", "she") and subject.ent_type_ != "PERSON":
        return None
    return _noun_phrase(subject)


def _is_unreal(verb: Any) -> bool:
    return any(one.lower_ in _UNREAL and one.dep_ in ("aux", "mark", "neg") for one in verb.children)


def _is_people(word: Any) -> bool:
    """Return whether a word means a people or who belongs to it: "Muslim", "Afghans"; "Scientology" is no such word."""
    if word.pos_ == "ADJ" or word.tag_ == "NNPS":
        return True
    return str(word.lower_).endswith(("an", "ese", "ish", "i", "ic", "im"))


def _report(verb: Any, is_known: bool) -> tuple[Span, Span, Span] | None:
    """Return the spans of the source, the statement and the words that name the source of a verb of reporting."""
    clause = _clause_of(verb) if verb.pos_ in ("VERB", "AUX") else None
    if clause is None or not _reports(verb, clause, is_known):
        return None
    subject = _subject(verb)
    if subject is None or subject.pos_ in ("PART", "PUNCT") or (not is_known and subject.lower_ == "it"):
        return None
    if any(one.lower_ == "both" and one.head in (subject, verb) for one in verb.subtree):
        return None  # "Jo Moss and her deputy, Al Hay, both said": only one of them would be the source
    source, content = _noun_phrase(subject), _clause(clause, verb, subject)
    if content is None:
        return None
    is_own = subject.head is verb
    cue = Span(min(source.start, verb.idx), max(source.end, verb.idx + len(verb))) if is_own else source
    return source, content, cue


def _clause_of(verb: Any) -> Any | None:
    """Return the head of the clause that is the object of a verb, or of what a verb promises to do."""
    for one in verb.children:
        if one.dep_ in ("ccomp", "parataxis") or (one.dep_ == "xcomp" and verb.lemma_ in _PROMISES):
            return one
    return None


def _reports(verb: Any, clause: Any, is_known: bool) -> bool:
    """Return whether a verb with a clause as its object reports it: a known verb, or another one with "that"."""
    if _is_unreal(verb):
        return False
    if is_known or verb.lemma_ in _PROMISES:
        return True
    has_that = any(one.dep_ == "mark" and one.lower_ == "that" for one in clause.children)
    return has_that and clause.i > verb.i and verb.lemma_ not in _NO_REPORT


def _subject(verb: Any) -> Any | None:
    """Return the subject of a verb, or of the verb that it is joined to: "X wrote to Y, saying", "X came and said"."""
    for _ in range(_FARTHEST):
        for child in verb.children:
            if child.dep_ == "nsubj" and child.lower_ in ("who", "which", "that"):
                return verb.head if verb.dep_ == "relcl" else None
            if child.dep_ == "nsubj":
                return None if child.lower_ in _NOBODY else child
            if child.dep_ in ("nsubjpass", "csubj", "expl"):
                return None
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN") and verb.tag_ == "VBG":
            author = _author(verb.head) if verb.head.lower_ in DOCUMENT_NOUNS else None
            return author or verb.head
        if verb.dep_ == "pcomp":
            verb = verb.head
        if verb.dep_ not in ("conj", "advcl", "xcomp", "prep", "ccomp") or verb.head is verb:
            return None
        if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
            return None
        verb = verb.head
    return None


def _author(document: Any) -> Any | None:
    """Return the subject of the verb that a document is an object of: "Cadell issued a statement saying"."""
    verb = document.head
    while verb.pos_ in ("ADP", "SCONJ") or verb.dep_ in ("xcomp", "pcomp", "prep"):
        verb = verb.head
    return next((one for one in verb.children if one.dep_ == "nsubj"), None) if verb.pos_ == "VERB" else None


def _noun_phrase(head: Any) -> Span:
    """Return the span of a subject without its clauses and appositions."""
    dropped = {
        one.i
        for child in head.children
        if child.dep_ in ("relcl", "acl", "appos", "punct", "cc", "conj", "case")
        for one in child.subtree
    }
    kept = [one for one in head.subtree if one.i not in dropped and one.i <= head.i + 8]
    first, last = head, head
    while first.i > 0 and first.nbor(-1) in kept:
        first = first.nbor(-1)
    while last.i + 1 < len(last.doc) and last.nbor() in kept:
        last = last.nbor()
    return Span(first.idx, last.idx + len(last))


def _clause(clause: Any, verb: Any, subject: Any) -> Span | None:
    """Return the span of the clause that a verb introduces, before or after it, without "that" and the verb itself."""
    tokens = [one for one in clause.subtree if not one.is_space]
    if clause.i > verb.i:
        tokens = [one for one in tokens if one.i > verb.i]
        if tokens and tokens[0].lower_ == "that":
            tokens = tokens[1:]
    else:
        limit = min(verb.i, min(one.i for one in subject.subtree) if subject.i < verb.i else verb.i)
        tokens = [one for one in tokens if one.i < limit]
    while tokens and tokens[-1].is_punct and tokens[-1].text not in '”"%)':
        tokens.pop()
    if len(tokens) < 3:
        return None
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
