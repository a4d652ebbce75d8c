"""Read quotations whose speaker no verb of reporting next to them names: any verb, a colon, a label, a lead-in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newsld.draft.engine.channels import asides, channels
from newsld.draft.engine.judgments import clause_end
from newsld.draft.engine.lexicon import DETERMINERS
from newsld.draft.engine.phrases import FINITE, Phrase, subject_before
from newsld.draft.engine.quoting import QUOTES
from newsld.draft.engine.reports import read_tail
from newsld.draft.engine.scanner import Frame, Scanner
from newsld.draft.engine.sentences import Token
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, reporting_verbs, word_set

_LONGEST_SUBJECT: Final = 24
"""The most words and marks of a subject with its descriptions between a quotation and a verb."""
_LONGEST_LEAD_IN: Final = 14
"""The most words and marks of a sentence such as "Farrow went on to list what was lost:"."""
_FARTHEST_OPENING: Final = 2
"""The most words before the subject of such a sentence."""
_FARTHEST_SUBJECT: Final = 6
"""The most words before the subject of a clause that a colon ends."""
_CLAUSES: Final = word_set("and but as when while because that if")
"""Words that begin another clause."""
QUOTED_VERBS: Final = word_set(
    "alluded apologised apologized argued attacked blasted boasted boasts characterised characterized "
    "cheered chided cited compared complained complains congratulated decried derided expressed expresses "
    "lauded likened mocked pleaded pointed referred refers ridiculed scolded speaking speaks spoke talked "
    "talks thanked touted voiced voices"
)
"""Verbs that name what somebody said if their object has a quotation in it: "spoke of “serious concern”"."""
RETORTS: Final = {
    "put": "it", "puts": "it", "shot": "back", "fired": "back", "hit": "back", "hits": "back", "chimed": "in",
    "weighed": "in", "summed": "up", "sums": "up", "piped": "up", "snapped": "back", "wrote": "back",
}  # fmt: skip
"""The first and second words of verbs of reporting that have two."""
_WITH_PREPOSITION: Final = {
    "alluded": ("to",), "pointed": ("to",), "referred": ("to",), "refers": ("to",),
    **dict.fromkeys(("speaking", "speaks", "spoke", "talked", "talks"), ("of", "about", "to")),
    "complained": ("of", "about"), "complains": ("of", "about"),
}  # fmt: skip
"""Verbs among them that need a preposition before what they say: not "speaks “French”"."""
_WRITTEN: Final = word_set(
    "slogan sign banner placard label headline inscription tattoo caption poster plaque title"
)
"""Nouns right before a colon for words that nobody near says."""
_FINDS: Final = word_set("found finds saw received read spotted heard opened got")
"""What somebody does with the words of others."""
_NOTES: Final = word_set("note letter message text email postcard card telegram post tweet statement")
_READS: Final = word_set("said saying read reading says reads")
_SENDS: Final = word_set("sent left wrote posted emailed mailed texted handed pinned issued")
"""What somebody does with a note of their own."""
_LONGEST_OBJECT: Final = 9
"""The most words from such a verb to the quotation."""
_NO_OBJECT: Final = (FINITE | _CLAUSES) - {"to", "and"}
"""Words that no object has."""
_IRREGULAR: Final = frozenset({"read", "reads", "began", "begins", "spat", "wept", "sang", "shot"})
"""Verbs without the ending of the past that quotations have next to them."""
_DASHES: Final = frozenset("-–—―")
_LONGEST_LABEL: Final = 3
"""The most words of a name before a colon; longer ones are headings."""
_FEWEST_WORDS: Final = 3
"""The fewest words and marks of a statement after the name of its speaker and a colon."""


def read_spoken(scanner: Scanner, at: int) -> int:
    """Read “…,” she grins and “…!” blasted Ana Ruiz: any verb next to a quotation that ends like speech."""
    tokens = scanner.tokens
    first = at + 1
    if first < len(tokens) and tokens[first].text == ",":
        first += 1
    ends = first > at + 1 or scanner.ends_speech(at)
    if (
        scanner.open is not None
        or first >= len(tokens)
        or not ends
        or not scanner.follows_opening_quote(first)
    ):
        return at + 1
    if _is_plain_verb(scanner, first):
        phrase = scanner.after(first + 1)
        verb, end = first, phrase.end if phrase is not None else first
        if phrase is None or not (phrase.first in scanner.words.names or _is_definite(tokens[phrase.first])):
            return at + 1
        first_of_cue = first
    else:
        found = _subject_of_plain_verb(scanner, first)
        if found is None:
            return at + 1
        phrase, verb = found
        end, first_of_cue = verb + 1, phrase.first
    hops = scanner.sources(phrase)
    count = len(scanner.frames)
    after = read_tail(scanner, first, end, hops, Span(tokens[first_of_cue].start, tokens[end - 1].end))
    if len(scanner.frames) > count:
        scanner.frames[-1].rule = "“…,” X did"
    return max(after, verb + 1)


def _subject_of_plain_verb(scanner: Scanner, first: int) -> tuple[Phrase, int] | None:
    """Return the subject that begins at a token and its verb, which is no verb of reporting; None without one."""
    tokens = scanner.tokens
    for at in range(first + 1, min(first + _LONGEST_SUBJECT, len(tokens))):
        if tokens[at].kind == "quote" or tokens[at].low in _CLAUSES | QUOTES:
            return None
        if tokens[at].kind == "word" and _is_plain_verb(scanner, at):
            subject = subject_before(tokens, at, first, scanner.words.dates)
            return (subject, at) if subject is not None and subject.begin == first else None
    return None


def _is_plain_verb(scanner: Scanner, at: int) -> bool:
    """Return whether a word is a verb with a tense as its ending or a pipeline says, apart from verbs of reporting."""
    token = scanner.tokens[at]
    if token.kind != "word" or not token.text.islower() or token.low in FINITE or at in scanner.words.names:
        return False
    if token.low in reporting_verbs("en") or token.low in QUOTES:
        return False
    if token.start in scanner.words.verbs.finite or token.low.endswith("ed") or token.low in _IRREGULAR:
        return True
    return at > 0 and token.low.endswith("s") and scanner.tokens[at - 1].low in ("he", "she")


def _is_definite(token: Token) -> bool:
    return token.is_capital or token.low in DETERMINERS


def read_quoted_words(scanner: Scanner, at: int) -> int:
    """Read "X thanked them for “…”" and "a draft spoke of “…”": a verb whose object has a quotation in it."""
    tokens = scanner.tokens
    end = min(clause_end(scanner, at + 1), len(tokens))
    quote = next(
        (one for one in range(at + 1, min(end, at + _LONGEST_OBJECT)) if tokens[one].kind == "quote"), 0
    )
    subject = subject_before(tokens, at, scanner.floor, scanner.words.dates)
    if not quote or subject is None or scanner.nested_in(subject.begin) is not None:
        return at + 1
    between = tokens[at + 1 : quote]
    wanted = _WITH_PREPOSITION.get(tokens[at].low, ())
    is_moved = any(one.low in ("him", "her", "them", "us") for one in between[:1])
    if wanted and (is_moved or not any(one.low in wanted for one in between)):
        return at + 1
    if any(one.kind == "mark" or one.low in _NO_OBJECT for one in between):
        return at + 1
    first = at + 1 + (tokens[at + 1].low in ("of", "to", "about", "for", "on"))
    of = next((one for one in range(at + 2, quote) if tokens[one].low in ("of", "about")), 0)
    heard = channels(scanner, at + 1, of) if of else []  # "spoke in the Coast Herald of “…”"
    content = scanner.span(of + 1 if heard else first, end)
    if content is None:
        return at + 1
    outer, inner = asides(scanner, subject)
    hops = [*outer, *heard, *scanner.sources(subject), *inner]
    scanner.close(subject.begin)
    cue = Span(tokens[subject.first].start, tokens[at].end)
    scanner.frames.append(Frame(hops, [content], cue, "X spoke of “…”"))
    scanner.floor = end
    return end


def read_retort(scanner: Scanner, at: int) -> int:
    """Read "As X put it, “…”" and "X shot back: “…”": two words for a verb of reporting, and the quotation next."""
    tokens = scanner.tokens
    quote = next((one for one in range(at + 2, min(at + 7, len(tokens))) if tokens[one].kind == "quote"), 0)
    subject = subject_before(tokens, at, scanner.floor, scanner.words.dates)
    if not quote or tokens[quote - 1].text not in (",", ":") or subject is None:
        return at + 1
    if scanner.nested_in(subject.begin) is not None:
        return at + 1
    scanner.close(subject.begin)
    cue = Span(tokens[subject.first].start, tokens[at + 1].end)
    frame = Frame(scanner.sources(subject), [], cue, "X said “…”")
    scanner.frames.append(frame)
    scanner.open = (frame, quote)
    scanner.floor = quote
    return quote


def read_colon(scanner: Scanner, at: int) -> int:
    """Read "X put it bluntly: “…”": who a clause is about says the quotation after its colon."""
    tokens = scanner.tokens
    if scanner.open is not None or at + 1 >= len(tokens) or tokens[at + 1].kind != "quote":
        return at + 1
    clause = tokens[scanner.floor : at]
    if any(one.kind == "quote" or one.low in ("who", "which") for one in clause):
        return at + 1
    found = tokens[at - 1].low in DOCUMENT_NOUNS and any(one.low in _FINDS for one in clause)
    if at and (found or tokens[at - 1].low in _WRITTEN):
        return at + 1
    names = [first for first in scanner.words.names if scanner.floor <= first < at]
    answer = _answer_before(scanner)
    if answer is not None:
        scanner.frames[-1] = answer
        scanner.open = (answer, at + 1)
        scanner.floor = at + 1
        return at + 1
    if scanner.frames:
        last = scanner.frames[-1]
        if names or any(one.low in ("he", "she", "they") for one in clause):
            return at + 1
        hops = [list(hop) for hop in last.hops]  # "he said, and then, after a pause: “…”"
        scanner.frames.append(Frame(hops, [], last.cue, "X did it: “…”", shared=True))
        scanner.open = (scanner.frames[-1], at + 1)
        scanner.floor = at + 1
        return at + 1
    labels = (first for first, end in scanner.words.names.items() if end == at)
    label = next(
        (first for first in labels if first == scanner.floor or tokens[first - 1].kind == "mark"), None
    )
    subject = scanner.clause_subject(at) if label is None else Phrase(label, at)
    if label is None and any(one.text in _DASHES for one in clause):
        return at + 1  # a heading: "Polls tighten – Ana Ruiz: “…”"
    author = _sender(scanner, at) if label is None else None
    is_far = label is None and subject is not None and subject.first > scanner.floor + _FARTHEST_SUBJECT
    if author is not None:
        subject = author
    elif subject is None or is_far:
        return at + 1
    cue = Span(tokens[subject.first].start, tokens[subject.end - 1].end)
    frame = Frame(scanner.sources(subject), [], cue, "X did it: “…”")
    scanner.frames.append(frame)
    scanner.open = (frame, at + 1)
    scanner.floor = at + 1
    return at + 1


def _sender(scanner: Scanner, colon: int) -> Phrase | None:
    """Return who sent "a note that said only:" before a colon; None for another document, or none."""
    tokens = scanner.tokens
    said = next((at for at in range(colon - 1, max(colon - 3, 1), -1) if tokens[at].low in _READS), 0)
    noun = said - 1 - (said > 1 and tokens[said - 1].low in ("that", "which"))
    if not said or tokens[noun].low not in _NOTES:
        return None
    sent = next((at for at in range(noun - 1, scanner.floor, -1) if tokens[at].low in _SENDS), 0)
    return subject_before(tokens, sent, scanner.floor, scanner.words.dates) if sent else None


def _answer_before(scanner: Scanner) -> Frame | None:
    """Return the frame of "X answered, according to Y: “…”": Y says that X said it; None for other words."""
    tokens = scanner.tokens
    last = scanner.frames[-1] if len(scanner.frames) == 1 else None
    if last is None or last.rule != "according to X" or not last.content:
        return None
    verbs = reporting_verbs("en")
    end = scanner.index_after(last.content[-1].end)
    verb = next((at for at in range(end) if verbs.get(tokens[at].low) == "say"), None)
    subject = subject_before(tokens, verb, 0, scanner.words.dates) if verb is not None else None
    if subject is None or any(one.kind == "quote" for one in tokens[:end]):
        return None
    words = last.hops[-1][0].slice(scanner.words.text).casefold().split()
    through = [] if DOCUMENT_NOUNS.intersection(words) else last.hops
    return Frame([*through, *scanner.sources(subject)], [], last.cue, "X said “…”")


def lead_in(scanner: Scanner, found: Sequence[Frame]) -> Frame | None:
    """Return the frame without a statement of "She went on:", whose quotation is the paragraph after it."""
    tokens = scanner.tokens
    if not tokens or tokens[-1].text != ":" or any(one.kind == "quote" for one in tokens):
        return None
    if found:
        return replace(found[-1], content=[], rule="X said: ¶ “…”")
    verbs = reporting_verbs("en")
    for at in range(len(tokens) - 2, 0, -1):
        if verbs.get(tokens[at].low) == "say" and tokens[at].text.islower():
            subject = subject_before(tokens, at, 0, scanner.words.dates)
            if subject is not None and subject.end <= at:
                return _without_statement(scanner, subject)
    subject = scanner.clause_subject(len(tokens)) if len(tokens) <= _LONGEST_LEAD_IN else None
    is_first = subject is not None and subject.first <= _FARTHEST_OPENING
    return _without_statement(scanner, subject) if subject is not None and is_first else None


def _without_statement(scanner: Scanner, subject: Phrase) -> Frame:
    return Frame(scanner.sources(subject), [], subject.span(scanner.tokens), "X said: ¶ “…”")


def read_label(scanner: Scanner) -> int:
    """Read "X: …" at the start of a sentence, and “…” — X as all of it; return the token after it, 0 for none."""
    tokens, names = scanner.tokens, scanner.words.names
    end = names.get(0, 0)
    if 0 < end <= _LONGEST_LABEL and end + _FEWEST_WORDS < len(tokens) and tokens[end].text == ":":
        cue = Span(tokens[0].start, tokens[end - 1].end)
        frame = Frame([[cue]], [], cue, "X: …")
        scanner.frames.append(frame)
        scanner.open = (frame, end + 1)
        scanner.floor = end + 1
        return end + 1
    last = len(tokens) - (bool(tokens) and tokens[-1].text == ".")
    at = 0
    signed: list[Frame] = []
    while at + 2 < last and tokens[at].kind == "quote" and tokens[at + 1].text in _DASHES and at + 2 in names:
        cue = Span(tokens[at + 2].start, tokens[names[at + 2] - 1].end)
        signed.append(Frame([[cue]], [Span(tokens[at].start, tokens[at].end)], cue, "“…” — X"))
        at = names[at + 2]
    if at != last:
        return 0
    scanner.frames += signed
    return at
