"""Make citations of frames: resolve their sources, repeat the chain of a speaker who goes on, add quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from newsld.draft.engine.documents import head_noun, holder, holder_of, is_document
from newsld.draft.engine.entities import Entity
from newsld.draft.engine.lexicon import PERSON_NOUNS
from newsld.draft.engine.mentions import is_possessive
from newsld.draft.engine.scanner import Act, Frame
from newsld.draft.engine.sentences import Paragraph, Sentence
from newsld.draft.engine.sources import Sources
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, SOURCE_NOUNS
from newsld.syntax.patterns import lazy_pattern

_GOES_ON: Final = lazy_pattern(
    r"(?i)\A(?:(?:he|she|they|it|we|him|her|them|er|sie|es)\Z|(?:the|these|those|der|die|das)\s)"
)
_PART_OF: Final = lazy_pattern(
    r"(?i)(?:one|another|both|two) of (?:(?:the|these|those) (?P<whole>[a-z]+s|people)|them)\Z"
)
"""Some of those who spoke before: "one of the officials"."""
_LEAD: Final = lazy_pattern(r"(?:(?:But|And|Yet|Then|For|As for|Even)\s+)+")
"""Words before the name of the person whom a sentence is about."""
_GESTURE: Final = lazy_pattern(
    r" (?:(?:did not|didn[’']t|does not|doesn[’']t|only|just|then|slowly|briefly) )?"
    r"(?:(?:look|shrug|sigh|nod|smile|laugh|grin|frown|pause|stare|glance|wince|gesture|point|wave|lean|blink|wipe"
    r"|hesitate|turn|flinch|cry|cries|weep)(?:s|d|g?ed|ded)?|shook|shakes|wept|cried|sat|stood)\b"
)
"""What people do while they speak."""
_OCCASION: Final = lazy_pattern(
    r"\b(?:wrote|posted|tweeted|told (?:reporters|journalists|lawmakers|a news|parliament)|news conference|"
    r"in (?:a|an|the|his|her|its|their) (?:[a-z]+ )?(?:statement|post|tweet|speech|letter|email|address|interview))\b"
)
"""Words for where somebody says something."""
_REPORT: Final = lazy_pattern(r"\b(?:reported|reports|citing)\b")
"""Words for what a news medium does, and not only hears."""
_LONGEST_OCCASION: Final = 40
"""The most characters after the words for a source in which the occasion is named."""
_FEWEST_WORDS: Final = 4
"""The fewest words of a quotation that goes on in another paragraph."""
_CITED: Final = lazy_pattern(
    r"(?:It|The (?:paper|newspaper|agency|broadcaster|outlet|channel|website|magazine|station|report)) "
    r"(?:cited|quoted|was citing) (?P<who>[^,.;:“”\"]+)\.?\s*"
)
"""A sentence that says whom a news medium has what it reported from."""
_CITED_NOUNS: Final = (SOURCE_NOUNS | PERSON_NOUNS) - DOCUMENT_NOUNS
_MARKED: Final = lazy_pattern(r"[“”\"«»„‘’「]|(?<!\w)'|'(?!\w)")
"""The mark of a quotation; an apostrophe is none."""
_TURN: Final = "quotation in turn"
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
    lead_in: Frame | None = None
    for paragraph in paragraphs:
        before: Sentence | None = None
        for index, sentence in enumerate(paragraph.sentences):
            ours = frames.get(sentence.span.start, [])
            quotation = _only_quotation(sentence) if not ours else None
            if quotation is not None and lead_in is not None and index == 0:
                ours = [replace(lead_in, content=[quotation])]
            for frame in sorted(ours, key=lambda one: (one.content or [one.cue])[0].start):
                one = _resolved(text, sentence, frame, sources, found)
                if one is not None:
                    found.append(one)
            if not ours and found and found[-1].paragraph == sentence.paragraph and before is not None:
                _add_cited(text, sentence, before, found, sources)
            if quotation is not None and not ours:
                introduced = before is not None and not frames.get(before.span.start)
                following = next(iter(paragraph.sentences[index + 1 : index + 2]), None)
                if following is not None and frames.get(following.span.start):
                    following = None
                around = (before if introduced else None, following)
                found += _going_on(text, sentence, found, around, sources)
            before = sentence
            lead_in = next((frame for frame in ours if not frame.content), None)
    return found


def _add_cited(
    text: str, sentence: Sentence, before: Sentence, found: list[Attribution], sources: Sources
) -> None:
    """Add the source of "It cited two people with knowledge of the plan." to what a news medium said right before."""
    cited = _CITED.fullmatch(text, sentence.span.start, sentence.span.end)
    last = found[-1]
    is_report = _REPORT.search(text, *before.span) is not None
    is_medium = is_report or last.chain[0][0].kind == "NewsMediaOrganization"
    is_medium = is_medium and last.because.start >= before.span.start
    if cited is None or not is_medium or head_noun(cited["who"]) not in _CITED_NOUNS:
        return
    entity = sources.resolve(Span(*cited.span("who")), any_noun=False)
    for at in range(len(found) - 1, -1, -1):
        if found[at].because.start < before.span.start or entity is None:
            break
        if found[at].chain == last.chain[:1]:
            found[at] = replace(found[at], chain=[*found[at].chain, [entity]], rule="X reported, citing Y")


def _only_quotation(sentence: Sentence) -> Span | None:
    """Return the span of the quotation that is all of a sentence; None for another sentence."""
    tokens = [token for token in sentence.tokens if token.kind != "mark"]
    return Span(tokens[0].start, tokens[0].end) if len(tokens) == 1 and tokens[0].kind == "quote" else None


def _resolved(
    text: str, sentence: Sentence, frame: Frame, sources: Sources, earlier: Sequence[Attribution]
) -> Attribution | None:
    """Return a frame with entities for its sources; None if nobody is its origin."""
    number = sentence.paragraph
    chain: list[list[Entity]] = []
    quoting = _quoting(text, frame, earlier)
    for hop in frame.hops:
        entities: list[Entity] = []
        if hop is frame.hops[0] and quoting is not None:
            chain += [quoting] if quoting else []
            continue
        if chain and hop is frame.hops[-1] and all(is_document(sources.entities, span) for span in hop):
            break  # a document is no source: whoever has seen it is
        is_last = hop is frame.hops[-1]
        for span in hop:
            entity = _seen_by(sources, span) if not is_last else None
            entity = entity or sources.resolve(span, any_noun=is_last)
            if entity is not None and entity not in entities:
                entities.append(entity)
        if is_last and [span.slice(text) for span in hop] in (["They"], ["they"]):
            entities = _both(number, earlier) or entities
        if entities and entities not in chain:
            chain.append(entities)
        elif not entities and is_last:
            return None
    if not chain:
        return None
    origin = chain[-1]
    rule = frame.rule
    words = frame.hops[-1][0].slice(text)
    through: list[list[Entity]] = []
    if len(chain) == 1:
        through = _carried_over(text, number, frame.cue, words, origin=origin, earlier=earlier)
    first = frame.hops[0][0].slice(text)
    if len(chain) == 2 and _GOES_ON.match(first) and chain[0][0].kind in ("Person", "Group"):
        # "Two officials told Coast Wire that … . “I can,” Ruiz replied, according to them"
        chain = [*_carried_over(text, number, frame.cue, first, origin=chain[0], earlier=earlier), *chain]
    if len(chain) == 2 and chain[0][0].kind == "NewsMediaOrganization":
        through = _quoted_again(chain, earlier)
        chain = chain[1:] if through else chain
    medium = holder(sources.entities, sentence.span, frame.cue) if len(chain) == 1 and not through else None
    if medium is not None and origin != [medium]:
        chain = [[medium], origin]
    if through:
        chain = [*through, origin]
        rule = f"{rule}, chain carried over"
    is_report = len(chain) > 1 and _REPORT.search(text, *frame.cue) is not None
    for entity in [*(chain[0] if is_report else ()), *origin]:  # "Orla reported, citing a guard. … it said"
        sources.spoken.append((frame.cue.end, entity))
    content = sorted({_trimmed(text, span) for span in frame.content})
    content = [span for span in content if span.end > span.start]
    if not content:
        return None
    return Attribution(number, content, chain, frame.cue, frame.act, rule)


def _seen_by(sources: Sources, span: Span) -> Entity | None:
    """Return the news medium that has a document: "according to the screenshots"; None for another source."""
    if sources.entities.within(span):
        return None
    return holder_of(sources.entities, span.start, head_noun(span.slice(sources.entities.text)))


def _quoting(text: str, frame: Frame, earlier: Sequence[Attribution]) -> list[Entity] | None:
    """Return the news medium that "it" is in "it quoted Ana Ruiz as saying": who was last in a chain.

    None for other words, and no entity if no news medium was.
    """
    words = frame.hops[0][0].slice(text).casefold()
    if len(frame.hops) < 2 or words not in ("it", "its"):
        return None
    last = earlier[-1].chain[0] if earlier else []
    return last if all(one.kind == "NewsMediaOrganization" for one in last) else []


def _quoted_again(chain: list[list[Entity]], earlier: Sequence[Attribution]) -> list[list[Entity]]:
    """Return through whom an origin spoke before if the same medium quotes it again; none for another one."""
    last = earlier[-1].chain if earlier else []
    return last[:-1] if len(last) > 2 and last[0] == chain[0] and last[-1] == chain[1] else []


def _both(number: int, earlier: Sequence[Attribution]) -> list[Entity]:
    """Return the people who spoke together right before "They also asked", in the same paragraph; none for one."""
    last = earlier[-1] if earlier and earlier[-1].paragraph == number else None
    return last.chain[-1] if last is not None and len(last.chain[-1]) > 1 else []


def _carried_over(
    text: str, number: int, cue: Span, words: str, *, origin: list[Entity], earlier: Sequence[Attribution]
) -> list[list[Entity]]:
    """Return through whom an origin speaks that goes on: who passed on its last statement, if that is near.

    Words for another occasion than that one end the chain: "in a statement", "told reporters".
    """
    part = _PART_OF.match(words)
    is_withheld = all(entity.anonymous for entity in origin)
    goes_on = part is not None or _GOES_ON.match(words) is not None
    longest = _LONGEST_GAP + 9 * is_withheld if goes_on else 1
    # Only the last statement counts for words that do not go on: a paragraph may have thousands.
    near = reversed(earlier if goes_on else earlier[-1:])
    last = next(
        (
            one
            for one in takewhile(lambda one: number - one.paragraph <= longest, near)
            if all(entity in one.chain[-1] for entity in origin)
            or (part and _has_part(one.chain[-1], part["whole"]))
        ),
        None,
    )
    if last is None or len(last.chain) == 1:
        return []
    around = text[cue.start : cue.end + _LONGEST_OCCASION]
    if number != last.paragraph and _OCCASION.search(around):
        return []
    return last.chain[:-1]


def _has_part(origin: list[Entity], whole: str | None) -> bool:
    """Return whether some of an origin can be meant by "one of the officials" or "one of them", without a noun."""
    return origin[0].kind == "Group" if whole is None else whole.casefold() in origin[0].name.casefold()


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


def _going_on(
    text: str,
    sentence: Sentence,
    found: Sequence[Attribution],
    around: tuple[Sentence | None, Sentence | None],
    sources: Sources,
) -> Iterator[Attribution]:
    """Yield a quotation without a source of its own.

    Whom the sentence before or after it is about says it, if that has no source: "Danes shrugged. “No idea.”", "“No
    idea.” Danes shrugged.". Otherwise the last speaker, at most a paragraph before, goes on.
    """
    before, following = around
    span = _trimmed(text, sentence.span)
    if before is None and following is None and text[span.end - 1].isalnum() and text[span.end] != ".":
        return  # a heading
    subject = _subject(before, sources) if before is not None else _acting(text, following, sources)
    if subject is not None:
        words, person = subject
        sources.spoken.append((words.end, person))
        yield Attribution(sentence.paragraph, [span], [[person]], words, "statement", "X did it. “…”")
        return
    turn = _turn(text, sentence, found)
    if turn is not None:
        yield Attribution(sentence.paragraph, [span], turn.chain, turn.because, "statement", _TURN)
        return
    last = found[-1] if found else None
    if last is None or sentence.paragraph - last.paragraph > 1:
        return
    is_next = before is None and sentence.paragraph == last.paragraph and last.act == "statement"
    around_last = text[max(0, last.content[-1].start - 1) : last.content[-1].end + 2]
    if not is_next and not _MARKED.search(around_last):
        return
    if sentence.paragraph != last.paragraph and len(span.slice(text).split()) < _FEWEST_WORDS:
        return
    yield Attribution(sentence.paragraph, [span], last.chain, last.because, "statement", "quotation goes on")


def _acting(text: str, following: Sentence | None, sources: Sources) -> tuple[Span, Entity] | None:
    """Return the person who does something after a quotation: “It is over.” Bligh did not look up."""
    subject = _subject(following, sources) if following is not None else None
    return subject if subject is not None and _GESTURE.match(text, subject[0].end) else None


def _turn(text: str, sentence: Sentence, found: Sequence[Attribution]) -> Attribution | None:
    """Return what the other of two people said before, if a paragraph answers the question of the last one.

    After an answer, they take turns.
    """
    if len(found) < 2 or sentence.paragraph - found[-1].paragraph != 1:
        return None
    last = found[-1]
    is_question = re.match(r"\?[”\"’»]", text[last.content[-1].end - 1 : last.content[-1].end + 1])
    other = next((one for one in reversed(found) if one.chain[-1] != last.chain[-1]), None)
    if other is None or (not is_question and last.rule != _TURN):
        return None
    are_people = all(len(one.chain[-1]) == 1 and one.chain[-1][0].kind == "Person" for one in (last, other))
    is_near = last.paragraph - other.paragraph <= 1 and text[other.content[-1].start - 1] in '“"„«'
    return other if are_people and is_near else None


def _subject(sentence: Sentence, sources: Sources) -> tuple[Span, Entity] | None:
    """Return the person whose name or pronoun a sentence without a quotation begins with, and those words."""
    tokens = [token for token in sentence.tokens if token.kind != "mark"]
    if any(token.kind == "quote" for token in tokens):
        return None
    start = _LEAD.match(sources.entities.text, sentence.span.start)
    first = next((token for token in tokens if start is None or token.start >= start.end()), None)
    if first is None:
        return None
    if first.low in ("he", "she"):
        words = Span(first.start, first.end)
        person = sources.resolve(words)
        return (words, person) if person is not None else None
    described = sources.described_subject(Span(first.start, sentence.span.end))
    if described is not None:
        return described
    for mention, one in sources.entities.within(Span(first.start, sentence.span.end)):
        if (
            mention.start == first.start
            and one.kind == "Person"
            and not is_possessive(sources.entities.text, mention.end)
        ):
            return mention, one
    return None
