"""Use an installed spaCy pipeline: its names as a second opinion, and the subjects of verbs that the rules miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from newsld.draft.engine.lexicon import Kind
from newsld.draft.engine.scanner import Frame
from newsld.draft.engine.sentences import Paragraph
from newsld.findings.errors import UsageError
from newsld.model.text import Span
from newsld.model.text.attribution import reporting_verbs

__all__ = ["ParsedText", "Pipeline", "installed_pipelines", "load_pipeline"]

_LABELS: Final[dict[str, Kind]] = {
    "PERSON": "Person", "PER": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place",
}  # fmt: skip
"""What the labels of spaCy's pipelines mean; other labels (dates, numbers, nationalities) are not used."""
_ADVICE: Final = "Run: pip install 'newsld[draft]', and python -m spacy download en_core_web_sm"


@dataclass(frozen=True)
class Pipeline:
    """A loaded spaCy pipeline with the name and the version of its package."""

    name: str
    version: str
    nlp: Any

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

    def frames(self, taken: Sequence[Span]) -> Iterator[Frame]:
        """Yield the frames of reporting verbs outside the spans that the rules have read, from the parse.

        A frame is the nearest subject of a verb, and the clause that is its object.
        """
        verbs = reporting_verbs("en")
        for paragraph, document in self.documents:
            offset = paragraph.span.start
            quotes = [Span(quote.start - offset, quote.end - offset) for quote in paragraph.quotes]
            for token in document:
                if verbs.get(token.lower_) != "say" or token.pos_ not in ("VERB", "AUX"):
                    continue
                at = Span(offset + token.idx, offset + token.idx + len(token))
                inside = any(quote.start <= token.idx < quote.end for quote in quotes)
                if inside or any(span.overlaps(at) for span in taken):
                    continue
                subject = next((one for one in token.children if one.dep_ == "nsubj"), None)
                clause = next((one for one in token.children if one.dep_ in ("ccomp", "parataxis")), None)
                if subject is None or clause is None or subject.lower_ in ("that", "which", "who"):
                    continue
                source, content = _noun_phrase(subject), _clause(clause, token, subject)
                if content is None:
                    continue
                cue = Span(
                    min(source[0], token.idx) + offset, max(source[1], token.idx + len(token)) + offset
                )
                yield Frame(
                    [[Span(source[0] + offset, source[1] + offset)]],
                    [Span(content[0] + offset, content[1] + offset)],
                    cue,
                    "spaCy: subject of the verb",
                )


def _noun_phrase(head: Any) -> tuple[int, int]:
    """Return the span of a subject without its clauses and appositions."""
    dropped = {
        one.i
        for child in head.children
        if child.dep_ in ("relcl", "acl", "appos", "punct", "cc", "conj")
        for one in child.subtree
    }
    kept = [one for one in head.subtree if one.i not in dropped and one.i <= head.i + 8]
    first, last = head, head
    while first.i > 0 and first.nbor(-1) in kept:
        first = first.nbor(-1)
    while last.i + 1 < len(last.doc) and last.nbor() in kept:
        last = last.nbor()
    return first.idx, last.idx + len(last)


def _clause(clause: Any, verb: Any, subject: Any) -> tuple[int, int] | None:
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
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])
