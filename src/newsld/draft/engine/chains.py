"""Make citations of frames: resolve their sources, repeat the chain of a speaker who goes on, add quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsld.draft.engine.entities import Entity
from newsld.draft.engine.scanner import Act, Frame
from newsld.draft.engine.sentences import Paragraph, Sentence
from newsld.draft.engine.sources import Sources
from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern

_GOES_ON: Final = lazy_pattern(
    r"(?i)\A(?:(?:he|she|they|it|we|er|sie|es)\Z|(?:the|these|those|der|die|das)\s)"
)
_LONGEST_GAP: Final = 2
"""The most paragraphs between two statements of a speaker that share a chain."""


@dataclass(slots=True)
class Attribution:
    """A statement with its chain of entities from the reader to the origin."""

    paragraph: int
    content: list[Span]
    chain: list[list[Entity]]
    because: Span
    act: Act
    rule: str


def attribute(
    text: str, paragraphs: Sequence[Paragraph], frames: dict[int, list[Frame]], sources: Sources
) -> list[Attribution]:
    """Return the attributions of a text. `frames` has those of each sentence by the offset that it starts at."""
    found: list[Attribution] = []
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            ours = frames.get(sentence.span.start, [])
            for frame in sorted(ours, key=lambda one: one.content[0].start):
                one = _resolved(text, paragraph.number, frame, sources, found)
                if one is not None:
                    found.append(one)
            if not ours:
                found += _going_on(text, sentence, found)
    return found


def _resolved(
    text: str, number: int, frame: Frame, sources: Sources, earlier: Sequence[Attribution]
) -> Attribution | None:
    """Return a frame with entities for its sources; None if nobody is its origin."""
    chain: list[list[Entity]] = []
    for hop in frame.hops:
        entities: list[Entity] = []
        if chain and hop is frame.hops[-1] and all(map(sources.is_document, hop)):
            break  # a document is no source: whoever has seen it is
        for span in hop:
            entity = sources.resolve(span)
            if entity is not None and entity not in entities:
                entities.append(entity)
        if entities and entities not in chain:
            chain.append(entities)
        elif not entities and hop is frame.hops[-1]:
            return None
    if not chain:
        return None
    origin = chain[-1]
    rule = frame.rule
    words = frame.hops[-1][0].slice(text)
    last_here = earlier[-1] if earlier and earlier[-1].paragraph == number else None
    goes_on = _GOES_ON.match(words) is not None or (last_here is not None and last_here.chain[-1] == origin)
    if len(chain) == 1 and goes_on:
        last = next((one for one in reversed(earlier) if one.chain[-1] == origin), None)
        if last is not None and len(last.chain) > 1 and number - last.paragraph <= _LONGEST_GAP:
            chain = [*last.chain[:-1], origin]
            rule = f"{rule}, chain carried over"
    for entity in origin:
        sources.spoken.append((frame.cue.end, entity))
    content = sorted({_trimmed(text, span) for span in frame.content})
    content = [span for span in content if span.end > span.start]
    if not content:
        return None
    return Attribution(number, content, chain, frame.cue, frame.act, rule)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without a final full stop or comma, and without the marks of one quotation that is all of it."""
    start, end = span
    while end > start and text[end - 1] in " ,.;:\n":
        end -= 1
    while start < end and text[start] in " ,;:\n":
        start += 1
    if (
        end - start > 2
        and text[start] in '“"«„‘'
        and text[end - 1] in '”"»“’'
        and not re.search("[“”«»„]", text[start + 1 : end - 1])
    ):
        start, end = start + 1, end - 1
        while end > start and text[end - 1] in " ,":
            end -= 1
    return Span(start, end)


def _going_on(text: str, sentence: Sentence, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield a quotation without a source of its own: the last speaker, at most a paragraph before, goes on."""
    tokens = [token for token in sentence.tokens if token.kind != "mark"]
    if len(tokens) != 1 or tokens[0].kind != "quote" or not found:
        return
    last = found[-1]
    if sentence.paragraph - last.paragraph > 1 or not any(
        mark in text[max(0, last.content[-1].start - 1) : last.content[-1].end + 2] for mark in '“”"«»„‘’「'
    ):
        return
    if (
        sentence.paragraph != last.paragraph
        and sentence.paragraph - last.paragraph == 1
        and len(tokens[0].text.split()) < 4
    ):
        return
    span = _trimmed(text, Span(tokens[0].start, tokens[0].end))
    yield Attribution(sentence.paragraph, [span], last.chain, last.because, "statement", "quotation goes on")
