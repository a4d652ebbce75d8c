"""Read calls, judgments, listings and participles: "urged X to", "called it “…”", "is listed by X", ", adding that"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsld.draft.engine.channels import asides
from newsld.draft.engine.citing import is_reporter
from newsld.draft.engine.lexicon import DETERMINERS
from newsld.draft.engine.occasions import PAST
from newsld.draft.engine.phrases import BE, FINITE, Phrase, starts_phrase, subject_before
from newsld.draft.engine.scanner import Act, Frame, Scanner
from newsld.draft.engine.sentences import Token
from newsld.model.text import Span
from newsld.model.text.attribution import DOCUMENT_NOUNS, ReportingKind, reporting_verbs, word_set
from newsld.model.text.quantities import numbers_in
from newsld.syntax.patterns import lazy_pattern

_ESTIMATES: Final = ("put", "valu")
_DESCRIBES: Final = ("list", "rank", "descri")
"""The beginnings of verbs that say what something is with "as"."""
_ACTION: Final = lazy_pattern(
    r"(?!(?:[bmtr]+illion|ammunition|equipment|medication|onion|champion|ointment)s?\Z)"
    r".*(?:ion|ment|inquiry|probe|closure|release|review|halt|curfew|withdrawal)s?"
)
"""Nouns for what somebody orders."""
_PUBLISHES: Final = word_set("published released issued wrote sent signed posted circulated filed")
"""What the author of a document does with it."""
_CLAUSE: Final = FINITE | word_set("he she they we i")
"""Words that a clause has, and a listener has not."""
_DENIALS: Final = word_set(
    "denied denies deny disputed disputes dispute rejected rejects reject contested contests dismissed dismisses"
)
_ANYONE: Final = word_set("anyone anybody people those everyone witnesses residents")
"""Whom a call is to, before a relative clause."""
_CALLS: Final = frozenset({"called", "calls", "call", "calling"})


def read_judgment(scanner: Scanner, at: int, kind: ReportingKind) -> int | None:
    """Read "X called it “…”" and "X blamed Y for …": return the token after it, None for another verb."""
    tokens = scanner.tokens
    low = tokens[at].low
    is_call = low in _CALLS or low in ("termed", "terming", "dubbed")
    if kind != "judge" and not is_call:
        return None
    end = clause_end(scanner, at + 1)
    if at + 1 >= end or (is_call and not _names_something(scanner, at + 1, end)):
        return None
    if (
        not starts_phrase(tokens[at + 1])
        and tokens[at + 1].kind != "quote"
        and tokens[at + 1].low not in ("as", "to")
    ):
        return None
    span = scanner.span(at + 1, end)
    if span is None or len(span.slice(scanner.words.text).split()) < 2:
        return None
    if low.startswith(_ESTIMATES) and not _estimates(scanner, at + 1, end):
        return None
    if low.startswith(_DESCRIBES) and not any(one.low == "as" for one in tokens[at + 1 : end]):
        return None
    is_bare = end - at <= 3 and tokens[end - 1].kind != "quote"
    if is_bare and tokens[at + 1].low in ("that", "this", "these", "those"):
        return None  # "rejected that account": what is rejected is somewhere else
    verb = Span(tokens[at].start, tokens[at].end)
    if low.endswith("ing"):
        return _read_judging(scanner, at, span, end)
    subject = subject_before(tokens, at, scanner.floor, scanner.words.dates)
    if subject is not None and subject.first > 1 and tokens[subject.first - 1].low == "what":
        subject = _outer_subject(scanner, subject.first - 1) or subject
    shared = scanner.shared_subject(at) if subject is None else None
    if (subject is None and shared is None) or (
        subject is not None and scanner.nested_in(subject.begin) is not None
    ):
        return None
    hops, is_shared = scanner.hops_of(subject, shared)
    outer, inner = asides(scanner, subject)
    hops = [*outer, *hops, *inner]
    scanner.close(subject.begin if subject is not None else at - 1)
    if subject is not None:
        verb = Span(tokens[subject.first].start, verb.end)
    frame = Frame(hops, [span], verb, "X called it", shared=is_shared)
    scanner.resolve_pending(frame)
    scanner.frames.append(frame)
    scanner.floor = end
    return end


def _read_judging(scanner: Scanner, at: int, span: Span, end: int) -> int | None:
    """Read ", calling it “…”", "a letter calling it “…”" and "Calling it “…”, X said": return the token after it."""
    tokens = scanner.tokens
    verb = Span(tokens[at].start, tokens[at].end)
    if at == 0:
        scanner.pending.append((span, verb, "X called it"))
        return end
    author = _author_before(scanner, at)
    if author is not None:
        scanner.frames.append(Frame(scanner.sources(author), [span], verb, "X called it"))
        scanner.floor = end
        return end
    subject = scanner.clause_subject(at) if not scanner.frames and tokens[at - 1].text == "," else None
    if subject is not None and scanner.open is None:
        cue = Span(tokens[subject.first].start, tokens[subject.end - 1].end)
        scanner.frames.append(Frame(scanner.sources(subject), [span], cue, "X did it, calling it …"))
        scanner.floor = end
        return end
    if scanner.frames and tokens[at - 1].text == ",":
        hops = [list(hop) for hop in scanner.frames[-1].hops]
        scanner.close(at)
        scanner.frames.append(Frame(hops, [span], verb, "X called it"))
        scanner.floor = end
        return end
    return None


def _author_before(scanner: Scanner, at: int) -> Phrase | None:
    """Return who published a document right before a judgment: "X bought a stake and sent a letter calling it “…”"."""
    tokens = scanner.tokens
    if tokens[at - 1].low not in DOCUMENT_NOUNS:
        return None
    verb = next(
        (one for one in range(at - 2, max(at - 8, scanner.floor), -1) if tokens[one].low in _PUBLISHES), 0
    )
    if not verb or scanner.open is not None:
        return None
    while verb > scanner.floor and tokens[verb - 1].low == "and":
        earlier = (
            one
            for one in range(verb - 2, scanner.floor, -1)
            if tokens[one].low.endswith("ed") or tokens[one].low in PAST
        )
        verb = next(earlier, scanner.floor)
    return subject_before(tokens, verb, scanner.floor, scanner.words.dates)


def _outer_subject(scanner: Scanner, what: int) -> Phrase | None:
    """Return the subject of "X condemned what it called …", whom the pronoun means; None if it is not near."""
    tokens = scanner.tokens
    if tokens[what + 1].low not in ("it", "he", "she", "they"):
        return None
    for verb in range(what - 1, max(what - 5, scanner.floor), -1):
        is_verb = tokens[verb].low.endswith(("ed", "s")) and tokens[verb].text.islower()
        subject = subject_before(tokens, verb, scanner.floor, scanner.words.dates) if is_verb else None
        if subject is not None:
            return subject
    return None


def _estimates(scanner: Scanner, first: int, end: int) -> bool:
    """Return whether words after "put" say how many: "the number of survivors at 187"."""
    at = next((one for one in range(first + 1, end - 1) if scanner.tokens[one].low == "at"), end)
    return bool(numbers_in(" ".join(one.text for one in scanner.tokens[at + 1 : min(at + 5, end)])))


def _names_something(scanner: Scanner, first: int, end: int) -> bool:
    """Return whether words after "called" give something a name, in quotation marks or with an article."""
    tokens = scanner.tokens
    if tokens[first].low in ("for", "on", "off", "in", "out", "to", "up", "upon", "a"):
        return False
    words = [one.low for one in tokens[first : min(first + 3, end)]]
    if words[:2] == ["it", "the"] and (words[-1] in ("worst", "most", "least") or words[-1].endswith("est")):
        return True
    return any(token.kind == "quote" for token in tokens[first:end]) or any(
        token.low in ("a", "an") for token in tokens[first + 1 : end]
    )


def clause_end(scanner: Scanner, first: int) -> int:
    """Return the token after a clause: a comma, a full stop, or "and" with another verb of reporting."""
    verbs = reporting_verbs("en")
    tokens = scanner.tokens
    for at in range(first, len(tokens)):
        if tokens[at].kind == "mark" and tokens[at].text in ",;.!?–—:":
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            lists = tokens[at].text == "," and following is not None and _goes_on_listing(scanner, at + 1)
            if not lists:
                return at
        if (
            tokens[at].low in ("and", "but")
            and at + 1 < len(tokens)
            and tokens[at + 1].low in verbs
            and tokens[at + 1].text.islower()
        ):
            return at
        goes_on = (
            tokens[at].low.endswith("ing") and tokens[at].low in verbs and tokens[at - 1].kind == "quote"
        )
        if (
            tokens[at].low == "according"
            or goes_on
            or (tokens[at].text == "per" and tokens[at - 1].kind == "quote")
        ):
            return at
    return len(tokens)


def _goes_on_listing(scanner: Scanner, at: int) -> bool:
    """Return whether a list goes on after a comma: ", Iran and", ", including"."""
    tokens = scanner.tokens
    if tokens[at].low in ("including", "and"):
        return tokens[at].low == "including"
    if at in scanner.words.names:
        after = scanner.words.names[at]
        return after < len(tokens) and (tokens[after].low == "and" or tokens[after].text == ",")
    return False


def has_infinitive(scanner: Scanner, at: int) -> bool:
    """Return whether a verb is followed by someone or something, and "to" with a verb, before its clause ends."""
    tokens = scanner.tokens
    first = at + 1
    if first + 2 < len(tokens) and tokens[first].low in _ANYONE and tokens[first + 1].low in ("who", "with"):
        first += 3  # "asked anyone who was on the platform to call"
    for index in range(first, min(first + 13, len(tokens) - 1)):
        low = tokens[index].low
        if tokens[index].kind != "word" or low == "that" or (low in _CLAUSE and low not in ("to", "not")):
            return False  # "told the paper she would have to leave"
        if (
            tokens[index].low == "to"
            and tokens[index + 1].text.islower()
            and tokens[index + 1].low not in DETERMINERS
        ):
            return True
    return False


def read_order(scanner: Scanner, at: int, subject: Phrase | None, shared: Frame | Phrase | None) -> int:
    """Read "X urged Y to …", "X called for …", "X asked for …"; a verb without a call is none."""
    tokens = scanner.tokens
    after = at + 1
    if after >= len(tokens):
        return after
    low, following = tokens[at].low, tokens[after].low
    if any(one.low in ("named", "identified") for one in tokens[after : after + 5]):
        return after  # "asked not to be named"
    takes = {
        "called": ("for", "on"),
        "calls": ("for", "on"),
        "call": ("for", "on"),
        "appealed": ("for", "to"),
        "appeals": ("for", "to"),
        "pleaded": ("for", "with"),
        "pleads": ("for", "with"),
    }
    if low in takes:
        if following not in takes[low]:
            return after
        after += 1
    elif (
        not (has_infinitive(scanner, at) or following in ("that", "for"))
        and not (low.startswith(("demand", "urg", "request")) and starts_phrase(tokens[after]))
        and not (
            low.startswith("order") and any(_ACTION.fullmatch(one.low) for one in tokens[after : after + 4])
        )
    ):
        return after
    begin = subject.begin if subject is not None else at
    outer = scanner.nested_in(begin) if subject is not None else None
    if outer is False or after >= len(tokens) or at + 1 in scanner.words.dates:
        return at + 1
    first = after + 1 if tokens[after].low == "that" and after + 1 < len(tokens) else after
    if isinstance(outer, Frame):
        return at + 1
    if isinstance(shared, Frame) and scanner.open is not None and is_reporter(scanner, shared):
        return at + 1  # "the paper writes that he summoned her and demanded a cut"
    hops, is_shared = scanner.hops_of(subject, shared)
    carried, cited = asides(scanner, subject)
    hops = [*carried, *hops, *cited]
    scanner.close(begin if subject is not None else at - 1)
    cue = Span(tokens[subject.first if subject is not None else at].start, tokens[at].end)
    frame = Frame(hops, [], cue, "X urged Y to", "directive", shared=is_shared)
    scanner.frames.append(frame)
    scanner.open = (frame, first)
    scanner.floor = first
    return first


def _first_subject(scanner: Scanner, end: int) -> Phrase | None:
    """Return the subject that the clause before a token begins with: "Farrow’s campaign laughed, telling us, “…”"."""
    tokens, floor = scanner.tokens, scanner.floor
    for verb in range(floor + 1, end):
        token = tokens[verb]
        if token.kind != "word":
            return None
        if token.start in scanner.words.verbs.finite or (token.low.endswith("ed") and token.text.islower()):
            subject = subject_before(tokens, verb, floor, scanner.words.dates)
            return subject if subject is not None and subject.begin == floor else None
    return None


def read_participle(scanner: Scanner, at: int, kind: ReportingKind) -> int:
    """Read ", adding that …" and ", saying …": a statement more of the same source."""
    tokens = scanner.tokens
    if (
        at == 0
        or (
            tokens[at - 1].kind != "quote"
            and tokens[at - 1].text not in (",", "and", "–", "—", "before", "while", "by")
        )
        or at + 1 >= len(tokens)
        or any(one.low in ("named", "identified", "anonymity") for one in tokens[at + 1 : at + 6])
    ):
        return at + 1
    hops: list[list[Span]]
    frame_before = scanner.frames[-1] if scanner.frames else None
    if frame_before is not None:
        hops = [list(hop) for hop in frame_before.hops]
    else:
        phrase = scanner.clause_subject(at) or _first_subject(scanner, at)
        if phrase is None:
            return at + 1
        hops = scanner.sources(phrase)
    first, _ = scanner.skip_details(at + 1, has_listener=False)
    if first >= len(tokens) or tokens[first].low != "that":
        first = at + 1
    quote = next(
        (one for one in range(first, min(first + 3, len(tokens))) if tokens[one].kind == "quote"), first
    )
    if quote > first and tokens[quote - 1].text == ",":
        first = quote  # "chanting, “Go home!”", "before asking her, “Where to?”"
    has_that = tokens[first].low == "that"
    if not has_that and tokens[first].kind != "quote" and tokens[first].text != ":":
        plain = tokens[at].low in ("saying", "adding", "claiming", "warning", "insisting", "telling")
        if kind != "order" and not (plain and starts_phrase(tokens[first])):
            return at + 1
        if kind == "order" and not has_infinitive(scanner, at):
            return at + 1
    first += has_that or tokens[first].text == ":"
    if first >= len(tokens):
        return at + 1
    scanner.close(at)
    act: Act = "directive" if kind == "order" else "statement"
    cue = frame_before.cue if frame_before is not None else Span(tokens[at].start, tokens[at].end)
    frame = Frame(hops, [], cue, "X did it, saying that", act, shared=True)
    scanner.frames.append(frame)
    scanner.open = (frame, first)
    scanner.floor = first
    return first


def read_called_by(scanner: Scanner, at: int) -> int:
    """Read "X has been described as “…” by Y": Y says so; without "as" or a quotation it is no statement."""
    tokens = scanner.tokens
    end = clause_end(scanner, at + 1)
    by = next((one for one in range(at + 1, end) if tokens[one].low == "by"), 0)
    phrase = scanner.after(by + 1) if by > at + 1 else None
    if phrase is None or scanner.open is not None:
        return at + 1
    says = any(one.kind == "quote" or one.low == "as" for one in tokens[at + 1 : by])
    subject = subject_before(tokens, at - 1, scanner.floor, scanner.words.dates)
    content = scanner.span(at + 1 + (tokens[at + 1].low == "as"), by)
    if not says or subject is None or content is None:
        return at + 1
    cue = Span(tokens[by].start, tokens[phrase.end - 1].end)
    spans = [subject.span(tokens), content]
    scanner.frames.append(Frame(scanner.sources(phrase), spans, cue, "X is called “…” by Y"))
    scanner.floor = phrase.end
    return phrase.end


def is_denial(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "disputed that" is at a verb, where "that" is what somebody else has said."""
    is_object = tokens[at].low in _DENIALS and at + 2 < len(tokens) and tokens[at + 1].low in ("that", "this")
    return is_object and (tokens[at + 2].kind == "mark" or tokens[at + 2].low in ("on", "in", "and"))


def read_denial(scanner: Scanner, at: int) -> int:
    """Read "X denied this", "X disputed that on Monday, saying …": the statement is the verb with its object."""
    tokens = scanner.tokens
    subject = subject_before(tokens, at, scanner.floor, scanner.words.dates)
    after, media = scanner.skip_details(at + 2, has_listener=False)
    if subject is None or scanner.nested_in(subject.begin) is not None:
        return at + 1
    if not scanner.ends_statement(after) and tokens[after].low != "and":
        return at + 1
    scanner.close(subject.begin)
    cue = Span(tokens[subject.first].start, tokens[subject.end - 1].end)
    hops = [*([media] if media else []), *scanner.sources(subject)]
    scanner.frames.append(Frame(hops, [Span(tokens[at].start, tokens[at + 1].end)], cue, "X disputed that"))
    scanner.floor = after
    return after


def read_listing(scanner: Scanner, at: int) -> int:
    """Read "X is listed as … by Y": Y designates X."""
    tokens = scanner.tokens
    if at == 0 or tokens[at - 1].low not in BE:
        return at + 1
    end = clause_end(scanner, at + 1)
    by = next((one for one in range(at + 1, end) if tokens[one].low == "by"), None)
    phrase = scanner.after(by + 1) if by is not None else None
    subject = subject_before(tokens, at - 1, scanner.floor, scanner.words.dates)
    if by is None or phrase is None or scanner.open is not None:
        return at + 1
    content = scanner.span(subject.first if subject is not None else at, by)
    if content is None:
        return at + 1
    cue = Span(tokens[by].start, tokens[phrase.end - 1].end)
    scanner.frames.append(
        Frame(scanner.sources(phrase), [content], cue, "is listed as … by X", "designation")
    )
    scanner.floor = phrase.end
    return phrase.end
