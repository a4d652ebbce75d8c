"""Find the frames of attribution in a sentence: who says what, through whom, in words of reporting."""

from __future__ import annotations

from typing import Final

from newsld.draft.engine.channels import (
    add_late_channels,
    add_leading_channels,
    asides,
    channels,
    leading_channels,
    read_told_by,
)
from newsld.draft.engine.citing import (
    citing_aside,
    is_citing,
    is_reporter,
    is_source,
    leading_citing,
    read_citing,
)
from newsld.draft.engine.judgments import (
    has_infinitive,
    is_denial,
    read_called_by,
    read_denial,
    read_judgment,
    read_listing,
    read_order,
    read_participle,
)
from newsld.draft.engine.occasions import only_details
from newsld.draft.engine.phrases import BE, Phrase, subject_before
from newsld.draft.engine.quoting import (
    QUOTES,
    is_passed_on,
    read_carried,
    read_first_to_report,
    read_quoted,
    saying_after,
)
from newsld.draft.engine.reports import read_according, read_inverted, read_own_account, read_tail
from newsld.draft.engine.scanner import Frame, Scanner
from newsld.draft.engine.sentences import SentenceWords
from newsld.draft.engine.spoken import (
    QUOTED_VERBS,
    RETORTS,
    lead_in,
    read_colon,
    read_label,
    read_quoted_words,
    read_retort,
    read_spoken,
)
from newsld.model.text import Span
from newsld.model.text.attribution import (
    DOCUMENT_NOUNS,
    ReportingKind,
    reporting_verbs,
    word_set,
)

_SUBJECTS: Final = word_set("he she they we i the a an his her")
_ORDERS: frozenset[str] = frozenset({"told", "warned", "tells", "warns"})
_WEAK: frozenset[str] = frozenset(
    {"denied", "denies", "deny", "announced", "confirmed", "promised", "pledged", "declared"}
)
_FINDS: frozenset[str] = frozenset({"find", "finds", "found", "show", "shows", "showed"})
_UNDERSTANDS: frozenset[str] = frozenset({"understands", "understand"})
"""What a medium does with news that it got from nobody in particular."""
_CARRIERS: frozenset[str] = frozenset(
    {"broadcast", "aired", "published", "showed", "released", "posted", "carried", "ran", "shared"}
)
_NOUN_FORMS: frozenset[str] = word_set(
    "report claim order call note post estimate state request demand promise appeal fear hope comment remark joke"
)
"""Forms of the plural that are nouns of the singular as well."""
_PLURALS: frozenset[str] = word_set(
    "they we i you who people police men women children staff media crew data"
)
_SAYS: frozenset[str] = word_set("said says say told believe believes believed think thinks expect expects")
_TELLS: frozenset[str] = frozenset({"told", "said", "says"})
_LISTS: frozenset[str] = frozenset(
    {"listed", "designated", "classified", "recognised", "recognized", "proscribed", "blacklisted"}
)


def find_frames(words: SentenceWords) -> list[Frame]:
    """Return the frames of a sentence in English, in the order of their statements."""
    scanner = Scanner(words)
    tokens = scanner.tokens
    verbs = reporting_verbs("en")
    at, cited = leading_citing(scanner)
    leading = leading_channels(scanner)
    at = read_label(scanner) or at
    while at < len(tokens):
        token = tokens[at]
        is_lower = token.kind == "word" and (token.text.islower() or at == 0)
        is_other = token.start in words.verbs.others and not _is_surely_verb(scanner, at)
        kind = verbs.get(token.low) if is_lower and not is_other else None
        if at in words.names:
            at = words.names[at]
        elif token.text == "per" and _is_cited(scanner, at):
            at = read_according(scanner, at, size=1)
        elif token.low == "according" and at + 1 < len(tokens) and tokens[at + 1].low == "to":
            at = read_according(scanner, at)
        elif token.low == "by" and at + 3 < len(tokens) and tokens[at + 2].low == "own":
            at = read_own_account(scanner, at)
        elif scanner.frames and is_citing(tokens, at):
            at = read_citing(scanner, at)
        elif token.low in _LISTS:
            at = read_listing(scanner, at)
        elif token.low == "as":
            at = read_first_to_report(scanner, at)
        elif is_passed_on(scanner, at):
            at = read_carried(scanner, at)
        elif token.low in QUOTES or (token.low == "reported" and saying_after(scanner, at) is not None):
            after = read_quoted(scanner, at)
            is_object = after == at + 1 and token.low in QUOTED_VERBS
            at = read_quoted_words(scanner, at) if is_object else after
        elif is_lower and at + 1 < len(tokens) and tokens[at + 1].low == RETORTS.get(token.low):
            after = read_retort(scanner, at)
            is_estimate = after == at + 1 and kind == "judge"  # "put it at no more than 24"
            at = _read_verb(scanner, at, kind) if is_estimate and kind is not None else after
        elif is_lower and kind is None and token.low in QUOTED_VERBS:
            at = read_quoted_words(scanner, at)
        elif is_lower and is_denial(tokens, at):
            at = read_denial(scanner, at)
        elif kind is not None:
            at = _read_verb(scanner, at, kind)
        elif token.kind == "quote":
            at = read_spoken(scanner, at)
        elif token.text == ":":
            at = read_colon(scanner, at)
        else:
            at += 1
    scanner.close(len(tokens))
    if cited and scanner.frames:
        scanner.frames[0].hops = [*scanner.frames[0].hops, *cited]
        scanner.frames[0].rule = "X reported, citing Y"
    add_leading_channels(scanner, leading)
    add_late_channels(scanner)
    found = [frame for frame in scanner.frames if frame.content]
    return [*found, *[one for one in [lead_in(scanner, found)] if one is not None]]


def _is_cited(scanner: Scanner, at: int) -> bool:
    """Return whether "per" is "according to": after a comma or a quotation, and before a name or a news medium."""
    before = scanner.tokens[at - 1] if at else None
    if before is None or not (before.text == "," or before.kind == "quote"):
        return False
    phrase = scanner.after(at + 1)
    ends = scanner.words.names.values()
    return phrase is not None and phrase.end in ends and scanner.tokens[at + 1].text not in ("a", "an")


def _is_surely_verb(scanner: Scanner, at: int) -> bool:
    """Return whether a form that a pipeline takes for a noun is a verb: "Coast Wire reports", "documents show that"."""
    tokens = scanner.tokens
    if _is_next_to_quote(scanner, at):
        return True
    if tokens[at].low in _FINDS and at + 1 < len(tokens) and tokens[at + 1].low == "that":
        return True
    if at and tokens[at - 1].text == "," and any(one.low == "who" for one in tokens[:at]):
        return True  # "a barman, who asked not to be named, claimed staff had been warned"
    name = next((first for first, end in scanner.words.names.items() if end == at), None)
    return (
        name is not None
        and not tokens[at - 1].is_possessive
        and scanner.words.is_media(Span(tokens[name].start, tokens[at - 1].end))
        and scanner.ends_statement(at + 1)
    )


def _is_next_to_quote(scanner: Scanner, at: int) -> bool:
    """Return whether a quotation is before a word or its subject, or right after it or the comma or colon after it."""
    tokens = scanner.tokens
    after = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text in (",", ":"))
    if after < len(tokens) and tokens[after].kind == "quote":
        return True
    before = at - 1
    while before > 0 and (tokens[before].is_capital or tokens[before].low in _SUBJECTS):
        before -= 1  # “Hungry,” Farrow answers
    return (
        before >= 0 and tokens[before].kind == "quote" and (before == at - 1 or scanner.ends_speech(before))
    )


def _read_verb(scanner: Scanner, at: int, kind: ReportingKind) -> int:
    """Read a reporting verb, and return the token to go on with."""
    tokens = scanner.tokens
    low = tokens[at].low
    if at and tokens[at - 1].low in BE and not low.endswith("ing"):
        is_judged = kind == "judge" or low == "called"
        return read_told_by(scanner, at) or (read_called_by(scanner, at) if is_judged else at + 1)
    judged = read_judgment(scanner, at, kind)
    if judged is not None:
        return judged
    if kind == "judge":
        return at + 1
    if low.endswith("ing"):
        return read_participle(scanner, at, kind)
    inverted = read_inverted(scanner, at)
    if inverted is not None:
        return inverted
    subject = subject_before(tokens, at, scanner.floor, scanner.words.dates) or _antecedent(scanner, at - 1)
    shared = scanner.shared_subject(at) if subject is None else None
    if (subject is None and shared is None) or _is_noun(scanner, at, subject):
        return at + 1
    begin = subject.begin if subject is not None else at
    is_told_to = low == "told" and at + 1 < len(tokens) and tokens[at + 1].low == "to"
    if is_told_to or (begin and tokens[begin - 1].low == "than"):
        return at + 1  # "dockers told to leave the quay", "faster than models predicted"
    is_order = kind == "order" and not scanner.asks(at) and not scanner.is_spoken(begin, at + 1)
    is_quoted = bool(begin) and tokens[begin - 1].kind == "quote"
    if is_order or (low in _ORDERS and not is_quoted and has_infinitive(scanner, at)):
        return read_order(scanner, at, subject, shared)
    is_last = scanner.is_tail(begin) and scanner.ends_statement(at + 1)
    if low in _FINDS and not is_last and not (subject is not None and _is_document(scanner, subject)):
        return at + 1
    hops, is_shared = scanner.hops_of(subject, shared)
    if low in _UNDERSTANDS and not any(scanner.words.is_media(span) for hop in hops for span in hop):
        return at + 1
    after, media = scanner.skip_details(
        at + 1, has_listener=low in ("told", "tell", "tells", "informed", "assured")
    )
    first = tokens[subject.first if subject is not None else at]
    aside = citing_aside(scanner, after)
    heard = _media_after(scanner, after) if aside is None else []
    cue = Span(first.start, tokens[max(at, after - 1 if media or heard else at)].end)
    if isinstance(shared, Frame):
        cue = shared.cue  # these words name the source
    outer, inner = asides(scanner, subject)
    inner += _heard_from(scanner, at, after, hops)
    hops = [*heard, *([media] if media else []), *outer, *(_carrier(scanner, begin) or []), *hops, *inner]
    if aside is not None:
        that, cited, end = aside
        cue = Span(first.start, tokens[end - 1].end)
        frame = Frame([*hops, *cited], [], cue, "X reported, citing Y", shared=is_shared)
        return _read_statement(scanner, at, begin, that, frame)
    quoted = scanner.follows_opening_quote(begin) and (
        not scanner.says_more(after) or (tokens[after].kind == "quote" and scanner.ends_speech(begin - 1))
    )
    is_end = scanner.ends_statement(after) or only_details(scanner.words, after) or is_citing(tokens, after)
    is_end = is_end and scanner.statement_follows(after) is None
    if quoted or (is_end and scanner.is_tail(begin) and not scanner.quote_follows(after)):
        return read_tail(scanner, begin, after, hops, cue)
    return _read_statement(scanner, at, begin, after, Frame(hops, [], cue, "X said that", shared=is_shared))


def _heard_from(scanner: Scanner, at: int, after: int, hops: list[list[Span]]) -> list[list[Span]]:
    """Return the hop of "Coast Wire has learned from two officials that"; none for other words."""
    tokens = scanner.tokens
    is_from = (
        tokens[at].low in ("learned", "learnt", "heard") and tokens[min(after, len(tokens) - 1)].low == "from"
    )
    phrase = scanner.after(after + 1) if is_from and any(map(scanner.words.is_media, hops[-1])) else None
    return (
        scanner.sources(phrase) if phrase is not None and is_source(scanner, phrase, by_medium=True) else []
    )


def _media_after(scanner: Scanner, after: int) -> list[list[Span]]:
    """Return the hops between a verb and its "that": "X confirmed to A that", "X told A, in words B carried, that".

    Also those of "…, X said, speaking to A".
    """
    that = scanner.late_that(after)
    tokens = scanner.tokens
    if that is None and after + 2 < len(tokens) and tokens[after + 1].low in ("speaking", "talking"):
        end = next((at for at in range(after + 1, len(tokens)) if tokens[at].kind == "mark"), len(tokens))
        return channels(scanner, after + 1, end) if tokens[after].text == "," else []
    if that is None:
        return []
    carried = channels(scanner, after + 1, that - 1) if scanner.tokens[after].text == "," else []
    media = [span for span in scanner.named_between(after, that) if scanner.words.is_media(span)]
    return carried or ([media] if media else [])


def _is_noun(scanner: Scanner, at: int, subject: Phrase | None) -> bool:
    """Return whether a form such as "report" ends a noun phrase: what is before it is no plural."""
    tokens = scanner.tokens
    if tokens[at].low not in _NOUN_FORMS or subject is None or subject.end != at:
        return False
    head = next(
        (one for one in range(subject.first + 1, at) if tokens[one].low in ("at", "of", "in", "from")), at
    )
    before = tokens[head - 1].low  # "Analysts at Corder Bank estimate"
    is_plural = before.endswith("s") or before in _PLURALS
    return not is_plural and not any(one.low == "and" for one in tokens[subject.first : at])


def _is_document(scanner: Scanner, subject: Phrase) -> bool:
    """Return whether a subject is a study, a report or the like, which finds or shows something."""
    return any(token.low in DOCUMENT_NOUNS for token in scanner.tokens[subject.first : subject.end])


def _antecedent(scanner: Scanner, who: int) -> Phrase | None:
    """Return the name before a relative clause at its "who": "Kim Song, who said"; None for another word.

    Before "which" it is a body that speaks to somebody: "the Harbour Board, which told the paper that".
    """
    is_which = scanner.tokens[who].low == "which" and scanner.tokens[who + 1].low in _TELLS
    if scanner.tokens[who].low != "who" and not (is_which and scanner.statement_start(who + 1, who + 2)):
        return None
    names = scanner.words.names
    comma = who - 1
    first = next((first for first, end in names.items() if end == comma), None) if comma > 0 else None
    if first is None or scanner.tokens[comma].text != "," or first < scanner.floor:
        return None
    return Phrase(first, comma, outer=who if is_which else -1)


def _carrier(scanner: Scanner, begin: int) -> list[list[Span]] | None:
    """Return the hop of "X broadcast a video in which" before a subject."""
    tokens = scanner.tokens
    if (
        begin < 5
        or tokens[begin - 1].low not in ("which", "where")
        or tokens[begin - 2].low not in ("in", "on")
    ):
        return None
    verb = next((at for at in range(begin - 3, max(0, begin - 12), -1) if tokens[at].low in _CARRIERS), None)
    subject = subject_before(tokens, verb, 0, scanner.words.dates) if verb is not None else None
    return scanner.sources(subject) if subject is not None else None


def _read_statement(scanner: Scanner, at: int, begin: int, after: int, frame: Frame) -> int:
    """Read "X said (that) …" and "X told Y that …": open the statement of a frame after its verb."""
    outer = scanner.nested_in(begin) if not frame.shared else None
    if scanner.open is None and begin and scanner.tokens[begin - 1].low == "that":
        return at + 1  # a relative clause: "a report that the paper said it had seen"
    first = scanner.statement_start(at, after)
    if outer is False or first is None:
        return at + 1
    if isinstance(outer, Frame):
        is_that = scanner.tokens[first - 1].low == "that"
        if not is_reporter(scanner, outer) or not (is_that or scanner.tokens[at].low in _SAYS):
            return at + 1  # what people say of others is theirs: "prosecutors said she had told the court"
        frame.hops = [*outer.hops, *frame.hops]
        frame.cue = Span(outer.cue.start, frame.cue.end)
        frame.rule = "X reported that Y said"
        scanner.frames = [one for one in scanner.frames if one is not outer]
        scanner.open = None
    else:
        scanner.close(begin if not frame.shared else max(0, at - 1))
    scanner.resolve_pending(frame)
    frame.weak = scanner.tokens[at].low in _WEAK and scanner.tokens[first - 1].low != "that"
    if scanner.tokens[first].kind == "quote":
        frame.weak = False
        frame.rule = "X said “…”"
    scanner.frames.append(frame)
    scanner.open = (frame, first)
    scanner.floor = first
    return max(first, at + 1)
