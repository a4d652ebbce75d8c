"""Say how a mention occurs in its sentence: as its subject, as an object, as an owner."""

from __future__ import annotations

import re
from typing import Final

from newsld.model.text import Span
from newsld.syntax.patterns import lazy_pattern

_POSSESSIVE: Final = lazy_pattern(r"[’']s?(?=\s|\Z)")
_TO_ANOTHER: Final = {
    "m": lazy_pattern(r"(?: \w+)? him\b"),
    "f": lazy_pattern(r"(?: \w+)? her(?=[.,]| (?:to|that|about|not|how|what|why|in|on|at|by|with)\b)"),
}
"""The words after "the doctor told" that mean another person of the same gender."""
_TOPIC: Final = lazy_pattern(r"\b(?:As for|Like|Unlike) \Z|(?:\A|\n|[.!?”] )For \Z")
"""The words before a name that a sentence is about."""
_OPENING: Final = lazy_pattern(
    r"(?:\A|\n|[.!?:”\"’] )(?:(?:But|And|Yet|As for|For|The|His|Her|Its|Their|An?|One) )*(?:[\w’'-]+\.? ){0,2}\Z"
)
_INVERTED: Final = lazy_pattern(
    r"(?:\A|\n|[.!?:”\"’] )(?:Among|With|Alongside|Next to|Beside|Behind|Opposite|One of|Also)(?: [\w’'-]+){0,4} "
    r"(?:is|was|are|were|sat|sits|stood|stands|walked|came)(?: [^\W\d_a-z]\w+\.?)? \Z"
)
"""The words before a subject that follows its verb: "Among them was Ana Ruiz"."""
_ONE_NAMED: Final = lazy_pattern(
    r"(?:One|Another|The (?:first|second|last|latest))(?: of)?(?: [a-z]+){0,4}, "
)
"""The words before the name of one of several, at the beginning of a sentence."""
NAMED_NEXT: Final = lazy_pattern(r"(?: (?:of|for|at|in|from) [^,.;:\n]{2,60},|,?)\s(?:[\w.’-]+\s){0,2}")
"""What is between a description and the name that it belongs to: "The chief executive, Dr", " of Lothmark, "."""
APPOSED: Final = lazy_pattern(r"(?: (?:of|for|at|in|from) [^,.;\n]{1,60})?, ")
"""The words between a description and the name that it belongs to: "A spokesman for Orla, Dan Costa"."""
SUBJECT: Final = lazy_pattern(
    r"(?:The|Its)\s+(?P<noun>(?:[a-z]+\s+)?[a-z]+)\s+(?:has|had|did|is|was|will|does|would|declined|refused|[a-z]+ed)\b"
)
AGED: Final = lazy_pattern(
    r"the \d{1,3}[- ]year[- ]old(?: [a-z-]+){0,2}|the (?:grand)?(?:father|mother|dad|mum|mom)[- ]of[- ][a-z]+"
)
ONE_OF: Final = lazy_pattern(
    r"(?i)(?:one|another)(?P<of> of (?:them|those|(?:the|his|her|their) (?P<several>\w+)))?\Z"
)
_JOINED_AFTER: Final = lazy_pattern(r",?(?: \d{1,3},?)? and (?:his|her|[^\W\d_a-z])")
_JOINED_BEFORE: Final = lazy_pattern(r"\b[^\W\d_a-z][\w’-]+,?(?: \d{1,3},?)? and \Z")
"""Another person next to a name."""
_ENDED: Final = lazy_pattern(r"[.!?][”\"’)]*\s|\n")
"""The end of a sentence."""


def is_possessive(text: str, end: int) -> bool:
    """Return whether a possessive ending follows."""
    return _POSSESSIVE.match(text, end) is not None


def is_joined(text: str, mention: Span) -> bool:
    """Return whether a name is that of one of several: "Tyrell Banks, 23, and Joseph Medina"."""
    before = _JOINED_BEFORE.search(text, max(0, mention.start - 60), mention.start)
    return before is not None or _JOINED_AFTER.match(text, mention.end) is not None


def is_adjective(text: str, end: int) -> bool:
    """Return whether a name is part of an adjective: "the Oslo-based company"."""
    return text.startswith(("-based", "-born"), end)


def is_modifier(text: str, end: int) -> bool:
    """Return whether a name only says whose or from where the noun after it is."""
    return is_possessive(text, end) or is_adjective(text, end)


def is_about_another(text: str, end: int, gender: str) -> bool:
    """Return whether "told him" follows, so that "he" is somebody else."""
    return gender != "" and _TO_ANOTHER[gender].match(text, end) is not None


def opens_sentence(text: str, start: int) -> bool:
    """Return whether a name or description begins a sentence, after its article and at most two words, or inverted."""
    begin = max(0, start - 60)
    return _OPENING.search(text, begin, start) is not None or _INVERTED.search(text, begin, start) is not None


def is_object(text: str, start: int) -> bool:
    """Return whether a name follows a preposition, over a title: "of President X", "by X"; but not "As for X, he"."""
    is_subject = _TOPIC.search(text, max(0, start - 12), start) or _INVERTED.search(
        text, max(0, start - 60), start
    )
    return is_subject is None and (
        re.search(
            r"(?:\A|\s)(?:of|by|with|for|to|against|from|about|under|at) "
            r"(?:(?:[^\W\d_]+ ){0,2}|(?:an?|his|her|their) [a-z-]+, )\Z",
            text[max(0, start - 40) : start],
        )
        is not None
    )


def ends_between(text: str, start: int, end: int) -> bool:
    """Return whether a sentence ends between two offsets."""
    return _ENDED.search(text, start, end) is not None


def sentence_before(text: str, at: int) -> Span | None:
    """Return the span of the sentence before the one at an offset, without its full stop; None across paragraphs."""
    end = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at))
    if end <= 0 or text[end] == "\n":
        return None
    before = max(text.rfind("\n", 0, end), text.rfind(". ", 0, end))
    start = before + 1 + (text[before : before + 1] == ".")
    return Span(start + (text[start : start + 1] == " "), end)


def opening_name(text: str, start: int) -> int:
    """Return the offset of the name that the sentence at an offset is about: after "The", or "One of them, "."""
    one = _ONE_NAMED.match(text, start)
    after = one.end() if one is not None else start
    return after + 4 * text.startswith(("The ", "the "), after)


def is_own_relative(text: str, words: Span, pronoun: Span) -> bool:
    """Return whether "Her daughter had left, | she said" is about the daughter of the one who says so."""
    owner = {"she": "her ", "he": "his "}.get(pronoun.slice(text).casefold())
    is_owned = owner is not None and text[words.start : words.start + 4].casefold() == owner
    return (
        is_owned
        and text[pronoun.start - 2 : pronoun.start] == ", "
        and not ends_between(text, words.end, pronoun.start)
    )


def is_introduced(text: str, noun: str, begin: int, end: int) -> bool:
    """Return whether "a NOUN" between two offsets means somebody new: "sued by a teenager"; not "Jo, a teenager"."""
    new = re.compile(
        rf"(?<!, )(?<!\bis )(?<!\bwas )(?<!\bas )(?<!\bbecame )"
        rf"\b(?:[Aa]n?|[Aa]nother) (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b"
    )
    return new.search(text, begin, end) is not None
