"""Read the words by which one source passes on another: "…, X said", "according to X", "X: …"."""

from __future__ import annotations

from typing import Final

from newsld.draft.engine.citing import cited_by, is_reporter
from newsld.draft.engine.occasions import PAST
from newsld.draft.engine.phrases import BE, FINITE, Phrase, starts_phrase, subject_before
from newsld.draft.engine.scanner import Frame, Scanner
from newsld.model.text import Span
from newsld.model.text.attribution import reporting_verbs, word_set
from newsld.syntax.patterns import lazy_pattern

_INVERTED: Final = word_set(
    "said says say added reported wrote warned announced explained insisted claimed noted continued replied "
    "recalled argued concluded admitted joked tweeted declared stated remarked"
)
_LONGEST_LEAD: Final = 8
"""The most words and marks before "said X, “…”"."""
_ACCOUNTS: Final = word_set(
    "count account accounts admission reckoning telling estimate estimates description calculation"
)
"""What somebody gives "by his own"."""
_SUBORDINATE: Final = frozenset({"because", "unless"})
"""Words for a clause that goes on after the words for its source."""
_SUBORDINATES: Final = word_set("by when if after before once until while because although since as unless")
"""Words that begin a clause before the main one: "By the time he came, she said, it was shut"."""
_CLAUSE_STARTS: Final = word_set("he she they it there this that")
"""Subjects after "and" of one word."""
_CONTENT_WORDS: Final = lazy_pattern(r"[^\W_]{2,}")


def read_tail(scanner: Scanner, begin: int, after: int, hops: list[list[Span]], cue: Span) -> int:
    """Read "…, X said": what is before it is the statement, or X reports what the frames before say.

    `begin` is the first token of the words for the source, `after` the one after the verb and its details.
    """
    scanner.close(begin)
    is_media = any(map(scanner.words.is_media, hops[-1]))
    if (
        scanner.frames
        and not is_media
        and all(frame.act == "directive" or frame.weak for frame in scanner.frames)
        and not scanner.frames[0].shared
    ):
        # "The port has asked for help, officials said": the request is part of what they said.
        scanner.frames = []
        scanner.floor = 0
    earlier = [frame for frame in scanner.frames if frame.content]
    own = scanner.span(scanner.statement_floor(), begin)
    if earlier and _passes_on(scanner, hops, earlier[-1], begin):
        for frame in earlier:
            pass_on(frame, hops, cue)
    elif own is not None and _CONTENT_WORDS.search(own.slice(scanner.words.text)):
        last = earlier[-1] if earlier else None
        if last is not None:
            rest = scanner.span(scanner.index_after(max(span.end for span in last.content)), begin)
            own = rest if rest is not None and len(rest.slice(scanner.words.text).split()) > 3 else None
        if own is not None:
            frame = Frame(hops, [own], cue, "statement, X said")
            scanner.resolve_pending(frame)
            scanner.frames.append(frame)
    scanner.floor = max(scanner.floor, after)
    if scanner.frames and _goes_on(scanner, after):
        scanner.open = (scanner.frames[-1], after + 1)
    return max(after, begin + 1)


def _goes_on(scanner: Scanner, after: int) -> bool:
    """Return whether a statement goes on after the words for its source: "…, she said, and he was to blame"."""
    tokens = scanner.tokens
    if after + 1 >= len(tokens) or tokens[after].text not in (",", ":"):
        return False
    first = tokens[after + 1]
    if first.kind == "quote" or first.low in FINITE or _is_interrupted(scanner, after):
        return True
    end = max((one.end for one in scanner.frames[-1].content), default=0)
    if after + 3 >= len(tokens) or any(one.kind == "quote" and one.start < end for one in tokens[:after]):
        return False  # “I am tired,” she said, and she closed the door.
    is_clause = tokens[after + 2].low in _CLAUSE_STARTS and is_finite(scanner, after + 3)
    others = (one.low for one in tokens[after + 3 :] if one.kind == "word")
    if first.low in _SUBORDINATE:
        return True
    return (
        first.low in ("and", "but") and is_clause and not any(one in reporting_verbs("en") for one in others)
    )


def _is_interrupted(scanner: Scanner, comma: int) -> bool:
    """Return whether the verb of a statement only follows the words for its source: "After that, she said, it fell"."""
    tokens, frame = scanner.tokens, scanner.frames[-1]
    first = tokens[comma + 1]
    if frame.rule != "statement, X said" or len(frame.content) != 1 or first.low.endswith("ing"):
        return False
    begin, end = (scanner.index_after(one) for one in frame.content[0])
    if first.text.isdigit() or any(one.kind == "quote" for one in tokens[begin:end]):
        return False  # “It fell,” said Ruiz, 63, who has seen it
    is_clause = tokens[begin].low in _SUBORDINATES and all(one.text != "," for one in tokens[begin:end])
    has_verb = any(is_finite(scanner, at) for at in range(begin, end)) and not is_clause
    rest = range(comma + 1, len(tokens))
    if has_verb or any(tokens[at].kind == "quote" or tokens[at].low in reporting_verbs("en") for at in rest):
        return False
    is_start = starts_phrase(first) or is_finite(scanner, comma + 1)
    return is_start and first.low != "who" and any(is_finite(scanner, at) for at in rest)


def _passes_on(scanner: Scanner, hops: list[list[Span]], last: Frame, begin: int) -> bool:
    """Return whether the source of a tail reports the frames before it, and does not add a statement of its own."""
    start = max((span.end for span in last.content), default=0)
    floor = scanner.tokens[min(scanner.floor, begin)].start
    between = scanner.words.text[max(start, last.cue.end, floor) : scanner.tokens[begin].start]
    if len(_CONTENT_WORDS.findall(between)) > 3:
        return False
    words, earlier = (hop[-1][0].slice(scanner.words.text).casefold() for hop in (hops, last.hops))
    is_other = {words, earlier} == {"he", "she"}  # "He told her that he was fine, she recalled"
    return is_other or words not in ("he", "she", "they", "it")


def pass_on(frame: Frame, hops: list[list[Span]], cue: Span) -> None:
    """Put those who report what a frame says before its sources."""
    if any(hop in frame.hops for hop in hops):
        return
    frame.hops = [*hops, *frame.hops]
    frame.through = len(hops)
    rules = {"statement, X said": "X said, Y reported", "X said that": "X said that, Y reported"}
    frame.rule = rules.get(frame.rule, frame.rule)
    if 0 <= cue.start - frame.cue.end < 4:
        frame.cue = Span(frame.cue.start, cue.end)


def read_inverted(scanner: Scanner, at: int) -> int | None:
    """Read "…, said X": return the token after it, None for a verb with its subject before it."""
    tokens = scanner.tokens
    if at == 0:
        return None
    before = tokens[at - 1]
    if tokens[at].start in scanner.words.verbs.after_subject and not scanner.ends_speech(at - 1):
        return None
    if tokens[at].low not in _INVERTED and before.kind != "quote":
        return None
    if before.kind != "quote" and before.text not in (",", "–", "—"):
        return None
    phrase = scanner.after(at + 1)
    if phrase is None or (tokens[phrase.first].low in ("he", "she", "they") and before.kind != "quote"):
        return None
    after = phrase.end
    following = tokens[after] if after < len(tokens) else None
    opened = _opened_by_inverted(scanner, at, phrase)
    if opened is not None:
        return opened
    is_sure = tokens[at].start in scanner.words.verbs.before_subject
    subject = subject_before(tokens, at, scanner.floor, scanner.words.dates)
    if not is_sure and before.text == "," and subject is not None:
        if (
            subject.begin == scanner.floor == 0
            and subject.description
            and subject.first > subject.description[0]
        ):
            return None  # "Another resident, Mrs Akaa, said the only pump broke down"
        if subject.begin == scanner.floor == 0 and _is_only_aside(scanner, subject, at):
            return None  # "The report, compiled by Moss, says the ministry lost it"
        if following is not None and following.kind == "word" and after not in scanner.words.dates:
            return None
        if any(one.kind == "quote" for one in tokens[at + 1 :]) and not any(
            one.kind == "quote" for one in tokens[:at]
        ):
            return None
    if following is not None and following.low in BE:
        return None
    hops = scanner.sources(Phrase(phrase.first, phrase.end, phrase.description))
    after = phrase.description[1] if phrase.description else after
    if after + 1 < len(tokens) and tokens[after].text == "," and phrase.description:
        after += tokens[after + 1].kind != "quote"  # “It was cold,” said Moss, a docker, “and dark.”
    after, media = scanner.skip_details(after, has_listener=False)
    cue = Span(tokens[at].start, tokens[phrase.end - 1].end)
    return read_tail(scanner, at, after, [*([media] if media else []), *hops], cue)


def _is_only_aside(scanner: Scanner, subject: Phrase, verb: int) -> bool:
    """Return whether only a clause such as "who has left" or "compiled by Moss" is between a subject and its verb."""
    first, end = subject.description or (0, 0)
    aside = scanner.tokens[first:end]
    if end != verb - 1 or first != subject.end + 1 or any(one.kind != "word" for one in aside):
        return False
    return aside[0].low in ("who", "which", "whose") or aside[0].low.endswith("ed")


def _opened_by_inverted(scanner: Scanner, at: int, phrase: Phrase) -> int | None:
    """Read "Until then, said X, “…”": the quotation after the source is all of the statement; None without one."""
    tokens = scanner.tokens
    end = phrase.description[1] if phrase.description and phrase.description[0] > at else phrase.end
    if end + 1 >= len(tokens) or tokens[end].text not in (",", ":") or tokens[end + 1].kind != "quote":
        return None
    if (
        any(one.kind == "quote" for one in tokens[:at])
        or at - scanner.floor > _LONGEST_LEAD
        or scanner.frames
    ):
        return None
    cue = Span(tokens[at].start, tokens[phrase.end - 1].end)
    frame = Frame(scanner.sources(phrase), [], cue, "X said “…”")
    scanner.frames.append(frame)
    scanner.open = (frame, end + 1)
    scanner.floor = end + 1
    return end + 1


def read_according(scanner: Scanner, at: int, size: int = 2) -> int:
    """Read "according to X" or, with size 1, "per X", before or after its statement."""
    tokens = scanner.tokens
    phrase = scanner.after(at + size)
    if phrase is None:
        return at + size
    cited, end_of_cited = cited_by(scanner, phrase.end)
    hops = [*scanner.sources(phrase), *cited]
    cue = Span(tokens[at].start, tokens[phrase.end - 1].end)
    if all(one.kind == "mark" for one in tokens[:at]):
        end = end_of_cited if cited else _end_of_lead(scanner, phrase)
        # "According to Coast Wire, the mayor said": the medium reports her
        is_media = any(map(scanner.words.is_media, hops[0]))
        end += is_media and end + 1 < len(tokens) and tokens[end].text == ","
        return _open(scanner, Frame(hops, [], cue, "according to X"), end)
    subject = scanner.clause_subject(at) if scanner.open is None and not scanner.frames else None
    is_colon = [one.kind if one.kind == "quote" else one.text for one in tokens[phrase.end : phrase.end + 2]]
    if subject is not None and is_colon == [":", "quote"]:
        # What somebody "answered, according to the messages" is the quotation.
        frame = Frame([*hops, *scanner.sources(subject)], [], cue, "X did it: “…”")
        return _open(scanner, frame, phrase.end + 1)
    outer = scanner.open[0] if scanner.open is not None and at - scanner.open[1] <= 1 else None
    if outer is not None and is_reporter(scanner, outer):
        # "Coast Wire reported that, according to officials, it was shut": the medium reports them.
        outer.hops = [*outer.hops, *hops]
        scanner.open = (outer, phrase.end)
        scanner.floor = phrase.end
        return phrase.end
    opened = scanner.open
    scanner.close(at)
    if scanner.frames and (opened is not None or scanner.covered(at)):
        for frame in scanner.frames:
            if frame.content:
                pass_on(frame, hops, cue)
        scanner.floor = phrase.end
        return phrase.end
    span = scanner.span(scanner.statement_floor(), at)
    if span is None:
        return phrase.end
    frame = Frame(hops, [span], cue, "according to X")
    scanner.resolve_pending(frame)
    scanner.frames.append(frame)
    scanner.floor = phrase.end
    goes_on = (
        phrase.description is None
        and phrase.end + 2 < len(tokens)
        and tokens[phrase.end].text == ","
        and tokens[phrase.end + 1].kind == "word"
    )
    if goes_on and (
        is_finite(scanner, phrase.end + 1) or not any(is_finite(scanner, one) for one in range(at))
    ):
        # "The toll, according to X, has risen": the statement goes on.
        scanner.open = (frame, phrase.end + 1)
    return phrase.end


def _end_of_lead(scanner: Scanner, phrase: Phrase) -> int:
    """Return the token after "According to X" with a description or "published on Sunday", up to their comma."""
    tokens = scanner.tokens
    description = phrase.description[1] if phrase.description else len(tokens)
    if phrase.description and phrase.description[0] < phrase.first:
        return phrase.end  # "According to the chief of Harrow Foods, Pia Lund, the plant will close"
    if description < len(tokens) and tokens[description].text == ",":
        return description
    if phrase.end >= len(tokens) or tokens[phrase.end].text == ",":
        return phrase.end
    stop = next((one for one in range(phrase.end, len(tokens)) if tokens[one].kind != "word"), phrase.end)
    return stop if tokens[stop].text == "," else phrase.end


def _open(scanner: Scanner, frame: Frame, first: int) -> int:
    """Add a frame whose statement begins at a token, and return that token."""
    scanner.frames.append(frame)
    scanner.open = (frame, first)
    scanner.floor = first
    return first


def read_own_account(scanner: Scanner, at: int) -> int:
    """Read "Deo, who by his own count has landed there 300 times": he says that; go on after these words."""
    tokens = scanner.tokens
    if tokens[at + 1].low not in ("his", "her", "their", "its") or tokens[at + 3].low not in _ACCOUNTS:
        return at + 1
    first, end = at + 4, len(tokens)
    if first < end and tokens[first].text == "," and at > 0:
        return first  # "Deo is, by his own account, a coward"
    first += first < end and tokens[first].text == ","
    end = next((one for one in range(first, end) if tokens[one].kind == "mark"), end)
    content = scanner.span(first, end)
    if content is not None:
        words = Span(tokens[at + 1].start, tokens[at + 1].end)
        cue = Span(tokens[at].start, tokens[at + 3].end)
        scanner.frames.append(Frame([[words]], [content], cue, "according to X"))
    return at + 4


def is_finite(scanner: Scanner, at: int) -> bool:
    """Return whether a word looks like a verb with a tense, or a pipeline says that it is one."""
    token = scanner.tokens[at]
    if token.kind != "word" or not token.text.islower():
        return False
    known = token.low in FINITE or token.low in PAST or token.low.endswith("ed")
    return known or token.start in scanner.words.verbs.finite
