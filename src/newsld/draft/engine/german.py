"""Find the frames of attribution in a German sentence: „…“, sagte X; laut X; unter Berufung auf Y; wie X meldete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from newsld.draft.engine.scanner import Frame
from newsld.draft.engine.sentences import SentenceWords
from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern

_VERB: Final = (
    r"(?P<verb>sagt|sagte|sagten|erklärt|erklärte|erklärten|berichtete|berichteten|meldete|meldeten|betonte|betonten|schrieb|schrieben"
    r"|warnte|warnten|bestätigte|bestätigten|ergänzte|ergänzten|behauptete|behaupteten|versicherte|versicherten"
    r"|kündigte|teilte|teilten|räumte|hieß es)"
)
_NOT_SOURCE: Final = r"(?!(?:dass|am|im|in|aber|dazu|auch|es|dem|auf)\b)"
_END: Final = r"(?=[,.:;!?)]|\s+(?:am|im|auf Anfrage|gegenüber|dem|der|den|mit|in|unter|vor|bei|an)\b|\Z)"
_SOURCE: Final = (
    rf"{_NOT_SOURCE}(?P<source>(?:(?:der|die|das|ein|eine)\s+)?[^\s,.:;!?„“»«]+"
    r"(?:\s+(?!(?:am|im|auf|gegenüber|dem|mit|in|unter|vor|bei|an)\b)[^\s,.:;!?„“»«]+){0,7})"
)
_TAIL: Final = lazy_pattern(rf"(?:,\s*|(?<=[“«”\"])\s*,?\s*){_VERB}\s+{_SOURCE}{_END}")
_APPOSITION: Final = lazy_pattern(r",\s+(?P<name>[^\Wa-z][\w-]+(?:\s+[^\Wa-z][\w-]+){0,3}),")
_FROM: Final = lazy_pattern(r"hieß es (?:aus|von|in|bei)\s+(?:dem |der |den )?(?P<source>[^,.;]+)")
_ACCORDING: Final = lazy_pattern(
    r"(?P<cue>(?i:laut|nach Angaben (?:der|des|von|vom)|nach Informationen (?:der|des|von|vom)|"
    r"nach (?:Berechnungen|Schätzungen|Einschätzung) (?:der|des|von|vom)|zufolge))\s+"
    r"(?:(?:der|dem|des|den)\s+)?[„»]?(?P<source>[^\s,.„“»«]+(?:\s+(?:für\s+|&\s+)?[^\Wa-z][\w-]+){0,4})[“«]?"
)
_CITING: Final = lazy_pattern(
    r"(?:unter Berufung auf|mit Verweis auf)\s+(?:den |die |das |ein |eine |einen )?(?P<source>[^,.;]+?)"
    r"(?=\s+(?:meldete|berichtete|schrieb)|[,.;])"
)
_LIKE: Final = lazy_pattern(
    r"\A[Ww]ie\s+(?P<source>.+?)\s+(?:unter Berufung auf\s+.+?\s+)?"
    r"(?P<verb>meldete|berichtete|schrieb|mitteilte|sagte|erklärte)n?\b,?\s*"
)
_FRONT: Final = lazy_pattern(
    r"\A(?P<source>(?!(?:Das|Dies|Dazu|Er bestätigte|Sie bestätigte)\s+(?:sagte|kündigte|bestätigte|erklärte|sein|ihr))"
    r"(?:(?:Der|Die|Das|Ein|Eine)\s+)?[^\s,.:;„“]+(?:\s+[^\s,.:;„“]+){0,6}?)\s+"
    r"(?P<verb>sagte|erklärte|berichtete|meldete|betonte|schrieb|warnte|bestätigte|kündigte|forderte|nannte|behauptete|"
    r"forderten|sagten|berichteten|warf)\b(?:\s+(?:an|ein|am \w+|unter Berufung auf [^,]+))*"
    r"(?P<joint>,?\s*(?:dass\s+)?|:\s*)"
)
_PRONOUN: Final = lazy_pattern(r"(?:er|sie|es)\b")
_TO_MEDIUM: Final = lazy_pattern(
    r"\s+(?:dem|der|den)\s+(?:(?:Sender|Zeitung|Agentur|Nachrichtenagentur|Blatt)\s+)?[„»]?(?P<name>[^\Wa-z][^,.„“»«]+?)[“«]?(?=[,.]|\Z)"
)


def find_german_frames(words: SentenceWords) -> list[Frame]:
    """Return the frames of a German sentence."""
    text, (start, end) = words.text, words.sentence.span
    found = list(_find(words, text[start:end], start))
    for frame in found:
        frame.content = [span for span in frame.content if span.end - span.start > 2]
    return [frame for frame in found if frame.content]


def _find(words: SentenceWords, sentence: str, offset: int) -> Iterator[Frame]:
    bare = _masked(words, sentence, offset)

    def span(match: re.Match[str], group: str | int = 0) -> Span:
        return Span(offset + match.start(group), offset + match.end(group))

    citing = _CITING.search(bare)
    cited = [[span(citing, "source")]] if citing is not None else []
    like = _LIKE.match(bare)
    if like is not None:
        content = Span(offset + like.end(), offset + len(sentence))
        yield Frame(
            [[_inner(words, span(like, "source"))], *cited],
            [content],
            Span(offset, offset + like.end("verb")),
            "wie X meldete",
        )
        return
    came_from = _FROM.search(bare)
    if came_from is not None and came_from.start() > 5:
        content = Span(offset, offset + came_from.start())
        yield Frame([[span(came_from, "source")]], [content], span(came_from), "hieß es aus X")
        return
    tail = _TAIL.search(bare)
    if tail is not None and tail.start() > 3:
        yield _tail(words, bare, tail, offset, cited)
        return
    according = _ACCORDING.search(bare)
    if according is not None and according["cue"].casefold() != "zufolge":
        pieces = [
            Span(offset, offset + according.start()),
            Span(offset + according.end(), offset + len(sentence)),
        ]
        content_pieces = [piece for piece in pieces if piece.end - piece.start > 3]
        yield Frame([[span(according, "source")]], content_pieces, span(according), "laut X")
        return
    front = _FRONT.match(bare)
    if front is not None and len(sentence) - front.end() > 4:
        content = Span(offset + front.end(), offset + len(sentence))
        cue = Span(offset + front.start("source"), offset + front.end("verb"))
        directive = front["verb"].startswith("forderte")
        rule = "X forderte" if directive else "X sagte, …"
        yield Frame(
            [[span(front, "source")], *cited], [content], cue, rule, "directive" if directive else "statement"
        )


def _tail(
    words: SentenceWords, bare: str, tail: re.Match[str], offset: int, cited: list[list[Span]]
) -> Frame:
    """Return the frame of "…, sagte X (, Y,) (dem Sender Z)"."""
    source = Span(offset + tail.start("source"), offset + tail.end("source"))
    after = tail.end()
    apposition = _APPOSITION.match(bare, after)
    if apposition is not None:
        source = Span(offset + apposition.start("name"), offset + apposition.end("name"))
        after = apposition.end()
    pronoun = _PRONOUN.match(bare, tail.start("source"))
    if pronoun is not None:
        source = Span(offset + pronoun.start(), offset + pronoun.end())
        after = pronoun.end() if apposition is None else after
    medium = _TO_MEDIUM.match(bare, after) or _TO_MEDIUM.search(bare, after)
    hops = [[source], *cited]
    if medium is not None:
        media = Span(offset + medium.start("name"), offset + medium.end("name"))
        if words.is_media(media):
            hops.insert(0, [media])
    cue = Span(offset + tail.start("verb"), max(source.end, offset + tail.end("source")))
    return Frame(hops, [Span(offset, offset + tail.start())], cue, "…, sagte X")


def _masked(words: SentenceWords, sentence: str, offset: int) -> str:
    """Return a sentence with the inside of its long quotations replaced, so that nothing in them is read."""
    letters = list(sentence)
    for token in words.sentence.tokens:
        if token.kind == "quote" and len(token.text.split()) > 3:
            for at in range(token.start + 1 - offset, token.end - 1 - offset):
                letters[at] = "\x01" if not letters[at].isspace() else " "
    return "".join(letters)


def _inner(words: SentenceWords, span: Span) -> Span:
    """Return the first name in a span, or the span itself."""
    for first, end in sorted(words.names.items()):
        start = words.sentence.tokens[first].start
        if span.start <= start < span.end:
            return Span(start, words.sentence.tokens[end - 1].end)
    return span
