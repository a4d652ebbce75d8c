"""Capture a text with rules alone, or with the names of a language pipeline."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from operator import attrgetter
from typing import Any, Final

from newsld.draft.answer import (
    Answer,
    CitationItem,
    DateItem,
    EntityItem,
    FigureItem,
    QuotationItem,
    ReferenceItem,
    RoleItem,
)
from newsld.draft.engine.bodies import add_quoted, add_unnamed
from newsld.draft.engine.chains import Attribution, attribute
from newsld.draft.engine.coreference import add_references
from newsld.draft.engine.entities import Entities, Entity
from newsld.draft.engine.frames import find_frames
from newsld.draft.engine.german import find_german_frames
from newsld.draft.engine.lexicon import known_names, load_lexicon
from newsld.draft.engine.names import NameSpan, find_names
from newsld.draft.engine.pipeline import ParsedText, Pipeline, load_pipeline
from newsld.draft.engine.precision import measured_precision
from newsld.draft.engine.roles import FoundRole, find_roles
from newsld.draft.engine.scanner import Frame
from newsld.draft.engine.sentences import (
    Paragraph,
    Sentence,
    SentenceWords,
    VerbReadings,
    read_paragraphs,
)
from newsld.draft.engine.sources import BODIES, Sources
from newsld.draft.text_input import TextInput
from newsld.model.dates.dates_in_text import DateExpression, find_dates
from newsld.model.text import Span, SpanSet, trim_final_comma
from newsld.model.text.attribution import DOCUMENT_NOUNS, MEDIA_NOUNS
from newsld.model.text.figures import FoundFigure, find_figures
from newsld.model.versions import package_version
from newsld.syntax.patterns import lazy_pattern

_NUMBERED: Final = lazy_pattern(
    r"\b(?:Group of|Channel|Local|Flight|Highway|Route|Boeing|Airbus|Article|Section|Interstate|Junction|Exit|League"
    r"|Division|Formula|Phase|Tier|Stage|Game|Round|Day|Chapter|Volume|Platform|Runway|Zone|Ward|District|Precinct"
    r"|Engine|Proposition|Season|Episode|Radio|BBC|Ladder|Berth|Bus|Apollo) \Z"
)
"""Words that a number belongs to."""
_MODEL: Final = lazy_pattern(r"\d{2,4} [A-Z]{2,}\b(?<!AM)(?<!PM)(?<!GMT)(?<!MW)(?<!GW)")
"""A number with capitals, which is the name of a model: "737 MAX"."""
_HEARD: Final = lazy_pattern(
    rf"\b(?:told|tells|to|with)\s+(?:[Tt]he\s+)?(?:(?:{'|'.join(sorted(MEDIA_NOUNS))})\s+){{0,2}}\Z"
)
"""The words before a news medium that hears a statement: "told", "said in an interview with the newspaper"."""
_LONGEST_LISTENER: Final = 40
"""The most characters after "told" in which the name of a news medium ends."""
_BETWEEN_WORDS: Final = r"\W+(?:\w+\W+){0,2}"
"""What a heading leaves out between two words."""
_NO_SPEAKERS: Final = DOCUMENT_NOUNS - {"inquiry", "investigation", "audit", "review"} | {
    "sign", "banner", "placard", "poster", "plaque", "sticker", "leaflet", "notice", "billboard", "inscription",
    "slogan", "headline", "caption", "label",
}  # fmt: skip
"""The nouns for what has words and is nobody: a memo without an author."""
_NEAR_HEADING: Final = 5
"""The most paragraphs from a heading to the quotation that it repeats."""
_LONGEST_SENTENCE: Final = 600
"""The most words and marks of a sentence in which sources are read: the time for one grows with its square."""
_MEASURED: Final = lazy_pattern(
    r"\s*((?:(?:who|which|that|have|has|had|were|was|are|is|been|be)\s+){0,3}[^\W\d_][\w’'-]*(?:\s+[a-z][\w’'-]*){0,3})"
)
_BARE_END: Final = lazy_pattern(
    r"(?:\s+(?:in|of|to|for|by|at|on|from|with|and|or|the|a|an|since|after|as|into|than|that|who))+\Z"
)
_JOINT: Final = lazy_pattern(r"\s(?:and|or|but|while|when|as|if|because)(?=\s|\Z)")
_PLACE_OF: Final = lazy_pattern(r"\s(?:in|at|on|from|to|near|of|with|for)\s(?:\w+\s?){0,2}\Z")
_OF_NEXT: Final = lazy_pattern(r"\s+of\b")
"""The words after a phrase that is cut off: "in the villages | of Osterby"."""
_TITLE_CASE: Final = lazy_pattern(
    r"(?:[^\Wa-z][\w’'-]*|of|the|and|in|a|an|for|to|on)(?:\s+(?:[^\Wa-z][\w’'-]*|of|the|and|in|a|an|for|to|on))*"
)


def capture(text: TextInput, pipeline: Pipeline | None = None) -> Answer:
    """Return what the rules find in a text, or the rules and a spaCy pipeline, by default that of the text.

    Every item has the name of its rule and its spans; every string occurs in the text. Raises UsageError if the
    pipeline is not installed.
    """
    if pipeline is None and text.pipeline is not None:
        pipeline = load_pipeline(text.pipeline)
    body = text.text
    language = text.language or "en"
    pipeline = pipeline if pipeline is not None and pipeline.reads(language) else None
    paragraphs = read_paragraphs(body)
    known = known_names(text.known)
    parsed = pipeline.read(body, paragraphs) if pipeline is not None else None
    kinds = {name: kind for name, (_, kind) in known.items()}
    names = find_names(body, paragraphs, kinds, language, parsed.name_readings() if parsed else None)
    dates = _outside_media(find_dates(body, text.publication_day, language, periods=True), names)
    dated = SpanSet(Span(one.start, one.end) for one in dates)
    names = [one for one in names if not dated.contains(Span(one.start, one.start + 1))]
    entities = Entities(body, names, known)
    sources = Sources(entities, any_noun=parsed is not None or not language.lower().startswith("en"))
    roles = find_roles(body, names, entities)
    for role in roles:
        sources.offices.add(role.role.slice(body), role.person)
    frames = _frames(paragraphs, entities, dates, language, parsed)
    attributions = attribute(body, paragraphs, frames, sources)
    if language.lower().startswith("en"):
        add_unnamed(entities, parsed.groups() if parsed is not None else ())
        if parsed is not None:
            add_quoted(entities, [quote for one in paragraphs for quote in one.quotes], parsed.names())
        add_references(paragraphs, sources, attributions)
    figures = _figures(body, names, dates, sources, language)
    return Answer(
        by=_engine_name(pipeline),
        entities=tuple(
            EntityItem(
                name=one.name, kind=one.kind, also=tuple(one.also), anonymous=one.anonymous, rule=one.rule
            )
            for one in sorted(entities.all, key=lambda one: one.start)
        ),
        references=tuple(_references(body, paragraphs, sources)),
        citations=tuple(_citation(body, one) for one in attributions),
        quotations=tuple(_quotations(body, paragraphs, attributions)),
        figures=tuple(_figure(body, paragraphs, one) for one in figures),
        dates=tuple(
            DateItem(
                paragraph=_number(paragraphs, one.start),
                words=body[one.start : one.end],
                date=one.date,
                rule=f"date: {one.rule}",
                spans=(Span(one.start, one.end),),
            )
            for one in dates
        ),
        roles=tuple(_role(body, paragraphs, one) for one in roles),
        precision=measured_precision(),
    )


def _outside_media(dates: Sequence[DateExpression], names: Sequence[NameSpan]) -> list[DateExpression]:
    """Return the dates that are no part of the name of a news medium: "Sunday Sentinel", "Coast Today"."""
    media = SpanSet(Span(one.start, one.end) for one in names if one.kind == "NewsMediaOrganization")
    return [
        one
        for one in dates
        if not media.contains(Span(one.end - 1, one.end + 1))
        and not media.contains(Span(one.start - 2, one.end))
    ]


def _engine_name(pipeline: Pipeline | None) -> str:
    return f"newsld/{package_version()} {f'{pipeline.name}/{pipeline.version}' if pipeline is not None else 'rules'}"


def _add_parsed(
    frames: dict[int, list[Frame]], parsed: ParsedText, paragraphs: Sequence[Paragraph], entities: Entities
) -> None:
    """Add the frames of a pipeline for statements that the rules did not find."""
    taken = [span for found in frames.values() for frame in found for span in (*frame.content, frame.cue)]
    starts = [sentence.span.start for paragraph in paragraphs for sentence in paragraph.sentences]
    media = {span for span, one in entities.spans if one.kind == "NewsMediaOrganization"}
    for frame in parsed.frames(tuple(taken)):
        after = frame.content[0].start
        between = Span(frame.cue.end, after if after > frame.cue.end else frame.cue.end + _LONGEST_LISTENER)
        listeners = [
            span
            for span, _ in entities.within(between)
            if span in media and _HEARD.search(entities.text, frame.cue.start, span.start)
        ]
        if listeners:
            frame.hops.insert(0, listeners)
        start = starts[max(0, bisect_right(starts, frame.cue.start) - 1)]
        frames.setdefault(start, []).append(frame)
        taken += [*frame.content, frame.cue]
    for frame in parsed.quotations(taken):
        start = starts[max(0, bisect_right(starts, frame.cue.start) - 1)]
        frames.setdefault(start, []).append(frame)


def _number(paragraphs: Sequence[Paragraph], offset: int) -> int:
    """Return the number of the paragraph at an offset."""
    return max(1, bisect_right(paragraphs, offset, key=lambda one: one.span.start))


def _frames(
    paragraphs: Sequence[Paragraph],
    entities: Entities,
    dates: Sequence[DateExpression],
    language: str,
    parsed: ParsedText | None,
) -> dict[int, list[Frame]]:
    """Return the frames of every sentence, by the offset that it starts at."""
    body = entities.text
    readers = {"en": find_frames, "de": find_german_frames}
    reader = readers.get(language.partition("-")[0].casefold())
    if reader is None:
        return {}
    media = {span.slice(body) for span, one in entities.spans if one.kind == "NewsMediaOrganization"}
    bodies = {span.slice(body) for span, one in entities.spans if one.kind in BODIES}
    names = [span for span, _ in entities.spans]
    known = load_lexicon().names
    verbs = parsed.verbs() if parsed is not None else VerbReadings()

    def is_media(span: Span) -> bool:
        words = span.slice(body)
        first = words.partition(" ")[0]  # "BBC Match Night"
        if first in ("this", "our"):
            return False  # the medium that reports
        if any(name in words for name in media) or known.get(first) == "NewsMediaOrganization":
            return True
        last = re.findall(r"\w+", words)
        return bool(last) and last[-1].casefold() in MEDIA_NOUNS

    found: dict[int, list[Frame]] = {}
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            if len(sentence.tokens) > _LONGEST_SENTENCE:
                continue
            words = SentenceWords(
                body,
                sentence,
                _indexes(sentence, names),
                _indexes(sentence, dates),
                is_media,
                lambda span: span.slice(body) in bodies,
                verbs,
            )
            frames = reader(words)
            if frames:
                found[sentence.span.start] = frames
    if parsed is not None and reader is find_frames:
        _add_parsed(found, parsed, paragraphs, entities)
    return found


def _indexes(sentence: Sentence, spans: Sequence[Span] | Sequence[DateExpression]) -> dict[int, int]:
    """Return the token after each span in a sentence, by its first token. Spans are in the order of the text."""
    start, end = (bisect_left(spans, at, key=attrgetter("start")) for at in sentence.span)
    return {sentence.index_at(one.start): sentence.index_at(one.end - 1) + 1 for one in spans[start:end]}


def _citation(body: str, one: Attribution) -> CitationItem:
    return CitationItem(
        paragraph=one.paragraph,
        words=tuple(span.slice(body) for span in one.content),
        chain=tuple(" + ".join(entity.name for entity in hop) for hop in one.chain),
        because=one.because.slice(body),
        act=one.act,
        rule=one.rule,
        spans=tuple(one.content),
    )


def _references(body: str, paragraphs: Sequence[Paragraph], sources: Sources) -> Iterable[ReferenceItem]:
    """Yield the pronouns and descriptions that mean an entity, each place once."""
    seen: set[Span] = set()
    for one in sources.references:
        if one.span in seen:
            continue
        seen.add(one.span)
        yield ReferenceItem(
            paragraph=_number(paragraphs, one.span.start),
            words=one.span.slice(body),
            near=None,
            entity=one.entity.name,
            rule=one.rule,
            spans=(one.span,),
        )


def _quotations(
    body: str, paragraphs: Sequence[Paragraph], attributions: Sequence[Attribution]
) -> Iterable[QuotationItem]:
    """Yield the quotations that are somebody's words: in a statement, near a source, or long."""
    parts = sorted(
        (part.start, part.end, index) for index, one in enumerate(attributions) for part in one.content
    )
    ends = list(accumulate((end for _, end, _ in parts), max))
    for paragraph in paragraphs:
        for quote in paragraph.quotes:
            span = trim_final_comma(body, quote)
            words = span.slice(body)
            around = parts[bisect_right(ends, span.start) : bisect_left(parts, (span.end,))]
            holders = [index for start, end, index in around if max(start, span.start) < min(end, span.end)]
            holder = attributions[min(holders)] if holders else None
            rule = "quotation: in a statement"
            if holder is None:
                if len(words.split()) < 3 or _TITLE_CASE.fullmatch(words):
                    continue
                rule = "quotation: no source"
                if quote.end - quote.start > paragraph.span.end - paragraph.span.start - 3:
                    holder = _repeated(body, paragraph.number, words, attributions)
            speakers = holder.chain[-1] if holder is not None else []
            is_one = len(speakers) == 1 and not _is_bare_document(speakers[0])
            speaker = speakers[0].name if is_one else None
            yield QuotationItem(
                paragraph=paragraph.number, words=words, speaker=speaker, rule=rule, spans=(span,)
            )


def _is_bare_document(source: Entity) -> bool:
    """Return whether a source is a memo, a sign or the like without words for who has written it."""
    return source.head in _NO_SPEAKERS and not re.search(r"[’']s? ", source.name)


def _repeated(body: str, number: int, words: str, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the statement of the next paragraphs whose words are a heading in quotation marks."""
    first = bisect_right(attributions, number, key=attrgetter("paragraph"))
    end = bisect_right(attributions, number + _NEAR_HEADING, key=attrgetter("paragraph"))
    heading = re.compile(_BETWEEN_WORDS.join(map(re.escape, re.findall(r"\w+", words))), re.IGNORECASE)
    near = (
        one for one in attributions[first:end] if any(heading.search(body, *part) for part in one.content)
    )
    return next(near, None)


def _figures(
    body: str, names: Sequence[NameSpan], dates: Sequence[DateExpression], sources: Sources, language: str
) -> list[FoundFigure]:
    """Return the figures that are not part of a name, a date or an unnamed source."""
    taken = sorted(
        [Span(one.start, one.end) for one in names]
        + [Span(one.start, one.end) for one in dates]
        + [span for span, entity in sources.entities.spans if entity.rule == "source: description"]
    )
    starts = [span.start for span in taken]
    ends = list(accumulate((span.end for span in taken), max))
    found = []
    for one in find_figures(body, "de" if language.lower().startswith("de") else "en"):
        number = re.search(r"\w+", body[one.start : one.end])
        at = one.start + (number.start() if number else 0)
        if _NUMBERED.search(body, max(0, at - 24), at) or _MODEL.match(body, at):
            continue
        before = bisect_right(starts, at)
        if not before or ends[before - 1] <= at:
            found.append(one)
    return found


def _figure(body: str, paragraphs: Sequence[Paragraph], one: FoundFigure) -> FigureItem:
    words = body[one.start : one.end]
    measured = _MEASURED.match(body, one.end)
    start = one.end if one.unit is None or one.unit not in words else one.end - len(one.unit)
    if not body.startswith(one.unit or "\0", start):
        start = one.end
    measures = _measures(body, start, one.end, measured)
    unit = one.unit if one.unit and one.unit in words else None
    return FigureItem(
        paragraph=_number(paragraphs, one.start),
        words=words,
        bound=one.bound,
        number=_digits(one.value),
        to=None if one.to is None else _digits(one.to),
        unit=unit,
        measures="" if measures == unit else measures,
        about=None,
        rule="figure",
        spans=(Span(one.start, one.end),),
    )


def _measures(body: str, start: int, end: int, measured: re.Match[str] | None) -> str:
    """Return what a figure measures: its unit, and a few words after it that are not cut off inside a phrase."""
    if measured is None:
        return _BARE_END.sub("", body[start:end].strip())
    last = measured.end(1)
    joint = _JOINT.search(body, end, last)
    if joint is not None:
        last = joint.start()
    bare = _BARE_END.search(body, end, last)
    last = bare.start() if bare is not None else last
    place = _PLACE_OF.search(body, end, last)
    if place is not None and _OF_NEXT.match(body, last):
        last = place.start()
    return body[start:last].strip()


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _role(body: str, paragraphs: Sequence[Paragraph], one: FoundRole) -> RoleItem:
    status: Mapping[str, Any] = {"status": one.status}
    return RoleItem(
        person=one.person.name,
        paragraph=_number(paragraphs, one.words.start),
        words=one.words.slice(body),
        role=one.role.slice(body),
        of=one.of.name if one.of is not None else None,
        rule=one.rule,
        spans=(one.words,),
        **status,
    )
