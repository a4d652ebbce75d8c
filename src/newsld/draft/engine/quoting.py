"""Read the words by which a news medium passes on somebody's words: "X quoted Y as saying", "as reported by X"."""

from __future__ import annotations

from typing import Final

from newsld.draft.engine.channels import asides
from newsld.draft.engine.citing import media_in
from newsld.draft.engine.phrases import BE, Phrase, carried_by, conjuncts, subject_before
from newsld.draft.engine.reports import is_finite, pass_on, read_tail
from newsld.draft.engine.scanner import Frame, Scanner
from newsld.model.text import Span
from newsld.model.text.attribution import reporting_verbs, word_set

QUOTES: Final = word_set("quoted quotes cited cites")
_LONGEST_QUOTED: Final = 16
"""The most words between "quoted" and "as saying"."""
_SAYING: Final = word_set("saying telling adding")
_WHO: Final = word_set("who whom which")


def saying_after(scanner: Scanner, at: int) -> int | None:
    """Return the "saying" of "as saying" after a verb; None without one."""
    tokens = scanner.tokens
    for one in range(at + 2, min(at + _LONGEST_QUOTED, len(tokens) - 1)):
        is_bare = tokens[one].low == "saying" and one in scanner.words.names.values()
        if is_bare or (tokens[one].low in _SAYING and tokens[one - 1].low == "as"):
            return one
        if tokens[one].kind == "quote" or tokens[one].text == ".":
            break
    return None


def read_quoted(scanner: Scanner, at: int) -> int:
    """Read "Y quoted X as saying …", "X was quoted (by Y) as saying …" and "Y cites X, who says that …"."""
    tokens = scanner.tokens
    saying = saying_after(scanner, at)
    passive = bool(at) and tokens[at - 1].low in BE
    subject = subject_before(tokens, at - 1 if passive else at, scanner.floor, scanner.words.dates)
    if subject is None and tokens[at - 1].low == "which":
        before = [Phrase(*name) for name in scanner.words.names.items() if name[1] in (at - 1, at - 2)]
        subject = before[-1] if before else None
    if subject is None:
        return at + 1
    if saying is None:
        return at + 1 if passive else _read_cites_who(scanner, at, subject)
    hops = [*asides(scanner, subject)[0], *scanner.sources(subject)]
    first = saying + 1
    if passive:
        media, first = _reporters(scanner, at, saying)
        hops = [*([media] if media else []), *hops]
    else:
        quoted = scanner.after(at + 1)
        if quoted is None:
            return at + 1
        hops = [*hops, *scanner.sources(quoted)]
    if tokens[saying].low == "telling":
        first, media = scanner.skip_details(first, has_listener=True)
        hops = [*hops[:-1], *([media] if media else []), hops[-1]]
    cue = Span(tokens[subject.first].start, tokens[saying].end)
    if scanner.ends_statement(first) and scanner.is_tail(subject.begin):
        return read_tail(scanner, subject.begin, first, hops, cue)
    first += first < len(tokens) and tokens[first].low == "that"
    scanner.close(subject.begin)
    frame = Frame(hops, [], cue, "Y quoted X as saying")
    scanner.frames.append(frame)
    scanner.open = (frame, min(first, len(tokens) - 1))
    scanner.floor = first
    return first


def _reporters(scanner: Scanner, at: int, saying: int) -> tuple[list[Span], int]:
    """Return who quotes somebody in a passive, and the token after: "was quoted on Friday by X as saying"."""
    tokens, dates = scanner.tokens, scanner.words.dates
    before = dates.get(at + 1, at + 1)
    if tokens[before].low == "by":
        last = next((date for date in dates if before < date and dates[date] == saying - 1), saying - 1)
        return conjuncts(tokens, Phrase(before + 1, last), scanner.words.names), saying + 1
    for first in (before, saying + 1):
        if first + 1 < len(tokens) and tokens[first].low in ("by", "in", "on"):
            phrase = scanner.after(first + 1)
            is_reporter = phrase is not None and (tokens[first].low == "by" or media_in(scanner, phrase))
            if phrase is not None and is_reporter:
                reporters = scanner.sources(phrase)[0]
                return reporters, phrase.end if first > saying else saying + 1
    return [], saying + 1


def _read_cites_who(scanner: Scanner, at: int, subject: Phrase) -> int:
    """Read "X cites economists at Y, who expect …": what the cited ones say is the statement."""
    tokens = scanner.tokens
    quoted = scanner.after(at + 1)
    is_medium = tokens[subject.first].low == "it" or media_in(scanner, subject)
    if quoted is None or not is_medium or scanner.open is not None:
        return at + 1
    who = quoted.end + (quoted.end < len(tokens) and tokens[quoted.end].text == ",")
    if who + 2 >= len(tokens) or tokens[who].low not in _WHO:
        return at + 1
    verb = who + 1
    if reporting_verbs("en").get(tokens[verb].low) != "say":
        return at + 1
    first = verb + 1 + (tokens[verb + 1].low == "that")
    cue = Span(tokens[subject.first].start, tokens[verb].end)
    hops = [*scanner.sources(subject), *scanner.sources(quoted)]
    frame = Frame(hops, [], cue, "Y quoted X as saying")
    scanner.frames.append(frame)
    scanner.open = (frame, first)
    scanner.floor = first
    return first


def read_carried(scanner: Scanner, at: int) -> int:
    """Read "…, as (first) reported by X": the news medium X reports what the frames before say, or all before it."""
    tokens = scanner.tokens
    first = carried_by(tokens, at, scanner.words.dates)
    phrase = scanner.after(first) if first is not None else None
    if phrase is None or not (media := media_in(scanner, phrase) or _class(scanner, phrase)):
        return at + 1
    cue = Span(tokens[at].start, tokens[phrase.end - 1].end)
    begin = at - (tokens[at - 1].low == "first")
    begin -= tokens[begin - 1].low == "as"
    return _pass_on_before(scanner, begin, media, cue, phrase.end)


def read_first_to_report(scanner: Scanner, at: int) -> int:
    """Read ", as X was the first to report" and ", as X first reported" at "as": X reports what is before it."""
    tokens = scanner.tokens
    phrase = scanner.after(at + 1) if at and tokens[at - 1].text == "," else None
    if phrase is None:
        return at + 1
    start = phrase.end - (tokens[phrase.end - 1].low == "first")
    named = [
        span for span in scanner.named_between(phrase.first, start) if start in scanner.words.names.values()
    ]
    if not (media := media_in(scanner, phrase) or named):
        return at + 1
    words = [one.low for one in tokens[start : start + 6] if one.kind == "word"]
    words = [one for one in words if one not in ("was", "were", "the", "to", "has", "had")]
    if (
        words[:1] != ["first"]
        or not words[1:2]
        or not words[1].startswith(("report", "reveal", "disclos", "publish"))
    ):
        return at + 1
    end = next(one for one in range(phrase.end, len(tokens)) if tokens[one].low == words[1]) + 1
    return _pass_on_before(scanner, at, media, Span(tokens[at].start, tokens[end - 1].end), end)


def _pass_on_before(scanner: Scanner, begin: int, media: list[Span], cue: Span, end: int) -> int:
    """Let a medium report what the frames before a token say, or else all before it; return the token to go on with."""
    tokens = scanner.tokens
    scanner.close(begin)
    earlier = [frame for frame in scanner.frames if frame.content]
    for frame in earlier:
        pass_on(frame, [media], cue)
    if not earlier:
        own = scanner.span(scanner.floor, begin) if begin > 0 else None
        frame = Frame([media], [own] if own is not None else [], cue, "according to X")
        scanner.frames.append(frame)
        goes_on = end + 1 < len(tokens) and tokens[end].text == ","
        if own is None or (goes_on and is_finite(scanner, end + 1)):
            scanner.open = (frame, end + (own is not None))
    scanner.floor = end
    return end


def _class(scanner: Scanner, phrase: Phrase) -> list[Span]:
    """Return the phrase if it is a noun for a news medium: "the agency"."""
    span = phrase.span(scanner.tokens)
    return [span] if scanner.words.is_media(span) else []


def is_passed_on(scanner: Scanner, at: int) -> bool:
    """Return whether "as reported by X" or ", quoted by X" is at a verb that is no subject's."""
    tokens = scanner.tokens
    if not at or carried_by(tokens, at, scanner.words.dates) is None:
        return False
    if tokens[at - 1].low == "as":
        return True
    if tokens[at - 1].low == "first":
        return at > 1 and tokens[at - 2].low == "as"
    return tokens[at - 1].text == "," and bool(scanner.frames)
