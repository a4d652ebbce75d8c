"""Find the noun phrases that name a source next to a verb or a preposition, from the words that can bound them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from newsld.draft.engine.appositions import (
    ASIDE,
    PREPOSITIONS,
    follows_place,
    has_subject,
    is_office,
    is_town,
    named_after_role,
)
from newsld.draft.engine.lexicon import DETERMINERS, load_lexicon
from newsld.draft.engine.name_joints import is_body, is_name
from newsld.draft.engine.sentences import Token
from newsld.model.text import Span
from newsld.model.text.attribution import SOURCE_NOUNS, reporting_verbs, word_set

BE: Final = word_set("is are was were be been being am isn’t wasn’t weren’t aren’t")
_MODALS: Final = word_set(
    "will would can could may might must shall should to not never did does do cannot can’t won’t didn’t "
    "doesn’t don’t hasn’t hadn’t haven’t nobody none wouldn’t couldn’t"
)
_SKIPPED: Final = word_set(
    "has had have also later again earlier then now previously first further recently even only still "
    "once long nevertheless nonetheless otherwise instead both himself herself themselves itself since "
    "always often soon just each too"
)
FINITE: Final = BE | _MODALS | word_set("has had have having")
_BOUNDARIES: Final = word_set(
    "that which who whom whose but while when as after before because although where if than whether "
    "where since until though whereas so nor yet despite amid following during how why what unless once"
)
CONNECTIVES: Final = word_set(
    "and but however meanwhile also yet still so later earlier then now separately moreover furthermore "
    "instead or nevertheless additionally elsewhere"
)
_STARTERS: Final = word_set(
    "in on at after before during by for amid following despite under inside outside across near from "
    "until since with"
)
_NOUNS_TOO: Final = word_set("report reports statement post state claims quoted released issued order call")
"""Forms of reporting verbs that are part of a noun phrase as well."""
_MOSTLY_NOUNS: Final = word_set("report reports state order call claims post estimates term note slam advise")
"""Forms of reporting verbs that do not end a noun phrase."""
_ASIDE_MARKS: Final = {")": "(", "–": "–", "—": "—"}
"""What ends an aside after a name, with what begins it: "Ines Farrow – the mayor – said"."""
_PRONOUNS: Final = word_set("he she it they we i")
_PARTIES: Final = word_set("republican democrat independent conservative liberal labour")
"""What a politician is: "Joan Marsh, Republican of Idaho, who …"."""
CARRIED: Final = word_set(
    "carried quoted cited interviewed published reported aired broadcast relayed released"
)
"""What a news medium does with the words of somebody else: "in a statement carried by"."""
SEEN: Final = word_set("seen obtained reviewed viewed")
"""What a news medium does with a document."""
GIVEN: Final = word_set("leaked shared sent given passed shown provided")
"""What is done with a document, so that a news medium has it."""
_LONGEST_OFFICE: Final = 8
"""The most words of an office with "whose"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its first token and the one after its last, and those of a description next to it."""

    first: int
    end: int
    description: tuple[int, int] | None = None
    outer: int = -1
    """The first token of the whole, description and all."""

    @property
    def begin(self) -> int:
        """The first token of the whole, description and all."""
        return self.outer if self.outer >= 0 else self.first

    def span(self, tokens: Sequence[Token]) -> Span:
        """Return the span in the text, without a possessive ending."""
        last = tokens[self.end - 1]
        return Span(tokens[self.first].start, last.end)


def starts_phrase(token: Token) -> bool:
    """Return whether a token can begin a noun phrase."""
    if token.kind != "word":
        return False
    low = token.low
    return (
        token.is_capital
        or low in DETERMINERS
        or low in SOURCE_NOUNS
        or low in _PRONOUNS
        or token.text[0].isdigit()
        or (
            low not in FINITE
            and low not in _BOUNDARIES
            and low not in PREPOSITIONS
            and low not in CONNECTIVES
        )
    )


def subject_before(tokens: Sequence[Token], verb: int, floor: int, dates: dict[int, int]) -> Phrase | None:
    """Return the subject that ends before a verb; None for a passive, a negated or an infinite verb, or without one.

    `floor` is the first token that may belong to it, `dates` has the token after each date by its first one.
    """
    end = verb
    while end > floor and tokens[end - 1].kind == "word":
        low = tokens[end - 1].low
        if low == "would" and end < verb and tokens[end].low == "only":
            end -= 1  # "would only say"
            continue
        if low in BE or low in _MODALS:
            return None
        if low in _SKIPPED or (
            low.endswith("ly")
            and tokens[end - 1].text.islower()
            and low not in ("family", "assembly")
            and not (end > 1 and tokens[end - 2].low in DETERMINERS)
        ):
            end -= 1
        else:
            break
    if end <= floor or tokens[end - 1].kind == "quote":
        return None
    if (mark := _ASIDE_MARKS.get(tokens[end - 1].text)) is not None:
        opening = next((at for at in range(end - 2, floor, -1) if tokens[at].text == mark), None)
        return _phrase_before(tokens, opening, floor, dates) if opening is not None else None
    if tokens[end - 1].text == ",":
        found = _before_comma(tokens, end - 1, floor, dates)
        is_both = found is not None and tokens[end].low == "both" and tokens[found.begin - 1].low == "and"
        return None if is_both else found  # "Jo Moss, the mayor, and her deputy, Al Hay, both said"
    nearest = tokens[end - 1]
    if nearest.kind == "mark" or nearest.low in ("and", "but", "or") or nearest.low in PREPOSITIONS:
        return None
    if nearest.is_possessive and nearest.is_capital:
        return None  # a noun: "Farrow’s appeal"
    for at in range(end - 1, max(floor, end - 14), -1):
        if tokens[at].kind == "mark":
            break
        if tokens[at].low == "who" and at + 2 < end:
            # "an official who declined to be named said"
            before = _phrase_before(tokens, at, floor, dates)
            if before is not None:
                return Phrase(before.first, before.end, (at, end), before.first)
    return _phrase_before(tokens, end, floor, dates)


def _phrase_before(tokens: Sequence[Token], end: int, floor: int, dates: dict[int, int]) -> Phrase | None:
    if end - 2 > floor and tokens[end - 1].text.isdigit() and tokens[end - 2].text == ",":
        end -= 2  # "Ines Farrow, 54, | the mayor"
    start = _start_of(tokens, end, floor)
    while start < end and tokens[start].low in CONNECTIVES:
        start += 1
    if start in dates and dates[start] < end:
        start = dates[start]
        if start < end and tokens[start].text == ",":
            start += 1
    elif start < end and tokens[start].low in _STARTERS and tokens[start].low != "some":
        # "In Damascus officials said": the phrase of the preposition has no comma after it.
        inner = next((at for at in range(end - 1, start, -1) if tokens[at].low in DETERMINERS), start + 1)
        start = inner if inner > start else end
    if start >= end or tokens[start].kind == "quote":
        return None
    if not any(one.kind == "word" and any(char.isalpha() for char in one.text) for one in tokens[start:end]):
        return None
    return Phrase(start, end)


def _start_of(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Return the first token of the phrase that ends before `end`."""
    verbs = reporting_verbs("en")
    at = end
    while at > floor:
        token = tokens[at - 1]
        low = token.low
        if token.kind != "word":
            break
        if low in _PRONOUNS and token.text.islower():
            return at - (at == end)  # "a woman he had called": a pronoun is a phrase of its own
        is_held = at < end and tokens[at].low in SEEN | GIVEN | CARRIED  # "a memo by X and obtained by Y"
        if low in ("and", "or") and not is_held and not _joins_phrases(tokens, at - 1, floor):
            break
        if low in _BOUNDARIES or (low in FINITE and low != "to"):
            break
        is_passive = at < end and tokens[at].low == "by" and low != "said"
        if low in verbs and not is_passive and token.text.islower() and low not in _MOSTLY_NOUNS:
            # "people who said" ends before, "a post quoted by" goes on
            break
        at -= 1
    return at


def _joins_phrases(tokens: Sequence[Token], joint: int, floor: int) -> bool:
    """Return whether "and" joins two noun phrases at the beginning of a clause."""
    at = joint
    while at > floor and tokens[at - 1].kind == "word" and tokens[at - 1].low not in _BOUNDARIES:
        low = tokens[at - 1].low
        if (
            low in FINITE
            or low in _PRONOUNS
            or low in ("them", "him", "us")
            or joint - at > 6
            or low in reporting_verbs("en")
        ):
            return False
        if (
            low.endswith("ed")
            and tokens[at - 1].text.islower()
            and at - 1 > floor
            and tokens[at - 2].low not in DETERMINERS
        ):
            return False
        at -= 1
    return joint > at


def _before_comma(tokens: Sequence[Token], comma: int, floor: int, dates: dict[int, int]) -> Phrase | None:
    """Return the subject before an aside: "Ines Farrow, the mayor, said", "the envoy to Westland, Ana Ruiz, said"."""
    opening = [at for at in range(comma - 1, floor - 1, -1) if tokens[at].text == "," and comma - at < 45]
    if opening and not any(one.text.islower() for one in tokens[opening[0] + 1 : comma]):
        whose = [
            at for at in opening[1:] if tokens[at + 1].low == "whose" and opening[0] - at < _LONGEST_OFFICE
        ]
        if whose:  # "the association, whose president, Lise Holt, said"
            return Phrase(opening[0] + 1, comma, (whose[0] + 2, opening[0]), whose[0] + 1)
    citing = next((at for at in opening if tokens[at + 1].low in ("citing", "quoting")), None)
    before = _phrase_before(tokens, citing, floor, dates) if citing is not None else None
    if citing is not None and before is not None:
        return Phrase(before.first, before.end, (citing + 1, comma), before.first)
    relative = next(
        (at for at in opening if tokens[at + 1].low in ("who", "which", "whose", "whom", "where")), None
    )
    if relative is not None and has_subject(tokens, relative + 1, opening[0]):
        relative = None  # "…, which the manager, Ana Ruiz, described as “…”": she is in the clause
    for at in [relative] if relative is not None else opening[:1]:
        inside = tokens[at + 1 : comma]
        if not inside or any(one.kind == "quote" for one in inside):
            return None
        before = _phrase_before(tokens, at, floor, dates)
        is_named = is_name(inside)
        if is_named and before is not None and is_town(tokens[before.first : before.end]):
            return Phrase(before.first, before.end, (at + 1, comma), before.first)
        after_role = named_after_role(inside)
        has_article = after_role and inside[0].low in DETERMINERS
        if after_role and before is not None and not (has_article and tokens[before.end - 1].is_capital):
            return Phrase(at + 1 + after_role, comma, (before.first, before.end), before.first)
        is_party = inside[0].is_capital and len(inside) > 2 and inside[1].low in ("of", "for", "from")
        if (
            (is_named or is_body(inside))
            and before is not None
            and any(
                one.text.islower() and one.low not in PREPOSITIONS | DETERMINERS
                for one in tokens[before.first : before.end]
            )
        ):
            return Phrase(at + 1, comma, (before.first, before.end), before.first)
        if before is not None and at == relative and _is_body_of(tokens, before, floor):
            before = _phrase_before(
                tokens, before.first - 1, floor, dates
            )  # "Jo Moss, of Harbour Watch, who"
        if before is not None and at == relative and (source := _source_before(tokens, before, floor, dates)):
            # "an official of the company, Ostrel Hydro, who …": the clause is about the official; "the driver, Jo, who"
            is_official = any(one.low in PREPOSITIONS for one in tokens[source.first : source.end])
            person = source if is_official else before
            return Phrase(person.first, person.end, (at + 1, comma), source.first)
        is_aside = (
            inside[0].low in ASIDE or inside[0].text[0].isdigit() or inside[0].text.islower() or is_named
        )
        is_aside = is_aside or is_party
        if is_aside and before is not None:
            name = _name_before_aside(tokens, before, floor)
            first = before.first if name is None else name.first
            return Phrase(first, before.end if name is None else name.end, (at + 1, comma), first)
        if inside[0].is_possessive and before is not None:
            return Phrase(before.first, before.end, (at + 1, comma), before.first)
    return None


def _is_body_of(tokens: Sequence[Token], phrase: Phrase, floor: int) -> bool:
    return (
        phrase.first > floor
        and tokens[phrase.first].low in ("of", "from", "at")
        and tokens[phrase.first - 1].text == ","
    )


def _source_before(
    tokens: Sequence[Token], aside: Phrase, floor: int, dates: dict[int, int]
) -> Phrase | None:
    """Return the phrase for a source without a name before an aside; None for another one."""
    if aside.first <= floor + 1 or tokens[aside.first - 1].text != ",":
        return None
    found = _phrase_before(tokens, aside.first - 1, floor, dates)
    if found is not None and found.first > floor and tokens[found.first - 1].low in ("that", "which"):
        found = _phrase_before(tokens, found.first - 1, floor, dates)  # "the company that runs the dam"
    is_source = found and any(one.low in SOURCE_NOUNS for one in tokens[found.first : found.end])
    return found if is_source else None


def _name_before_aside(tokens: Sequence[Token], aside: Phrase, floor: int) -> Phrase | None:
    """Return the name that an aside before another one describes: "Ann Moss, the head of the union, one of …, said"."""
    end = aside.first - 1
    opening = tokens[aside.first].low
    if end <= floor or tokens[end].text != "," or opening not in DETERMINERS | _PARTIES:
        return None
    first = end
    while first > floor and tokens[first - 1].is_capital:
        first -= 1
    opens = first == floor or tokens[first - 1].kind != "word" or tokens[first - 1].low in CONNECTIVES
    is_name = first < end and tokens[first].low not in CONNECTIVES  # "Meanwhile, the paper, citing …, said"
    return Phrase(first, end) if is_name and opens else None


def carried_by(tokens: Sequence[Token], at: int, dates: Mapping[int, int]) -> int | None:
    """Return the token after "carried by" or "published on Sunday by", so that who passes on a statement follows."""
    if at + 2 >= len(tokens) or tokens[at].low not in CARRIED:
        return None
    by = dates.get(at + 1) or dates.get(at + 2, at + 1)
    by += tokens[by].low in ("live", "first", "also", "widely") if by < len(tokens) else 0
    return by + 1 if by + 1 < len(tokens) and tokens[by].low == "by" else None


def phrase_after(tokens: Sequence[Token], first: int, dates: dict[int, int]) -> Phrase | None:
    """Return the noun phrase that begins at a token, without a date or a clause after it."""
    verbs = reporting_verbs("en")
    at = first
    while at < len(tokens):
        token = tokens[at]
        low = token.low
        if token.kind != "word" or low in _BOUNDARIES or (low in FINITE and low != "to") or at in dates:
            break
        if low in _PRONOUNS and at > first:
            break
        if low in verbs and token.text.islower() and at > first and low not in _NOUNS_TOO:
            break
        if low in ("and", "or") and (
            at + 1 >= len(tokens) or not starts_phrase(tokens[at + 1]) or tokens[at + 1].low in _PRONOUNS
        ):
            break
        at += 1
    while at > first and tokens[at - 1].low in PREPOSITIONS | CONNECTIVES:
        at -= 1
    if at == first or not starts_phrase(tokens[first]):
        return None
    description = None
    if at + 1 < len(tokens) and tokens[at].text == ",":
        description = _aside_after(tokens, at)
        is_described = is_office(tokens[first:at])
        if description is None and is_described and tokens[at + 1].is_capital and at + 1 not in dates:
            # "his sister, Ana Ruiz": the name is the source
            end = at + 1
            while end < len(tokens) and tokens[end].is_capital:
                end += 1
            if follows_place(tokens[first:at], tokens[at + 1 : end]) or _is_subject(tokens, end, dates):
                return Phrase(first, at)
            return Phrase(at + 1, end, (first, at))
    return Phrase(first, at, description)


def _is_subject(tokens: Sequence[Token], end: int, dates: Mapping[int, int]) -> bool:
    """Return whether a verb follows a name: "according to officials, Ana Ruiz had fled", "officials, Ana Ruiz said"."""
    if end >= len(tokens) or end in dates or tokens[end].kind != "word" or not tokens[end].text.islower():
        return False
    return tokens[end].low not in PREPOSITIONS | _BOUNDARIES | {"and", "or"}


def _aside_after(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """Return the description after a name and a comma: ", the mayor of Port Aldane"."""
    at = comma + 1
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    if not (
        tokens[at].low in ("a", "an", "the", "who", "whose", "its", "his", "her")
        or (tokens[at].text in load_lexicon().roles)  # "the army chief, General Vesk" is a name
        or tokens[at].is_possessive
    ):
        return None
    while at < len(tokens) and tokens[at].kind == "word":
        at += 1
    return comma + 1, at


def conjuncts(tokens: Sequence[Token], phrase: Phrase, names: dict[int, int]) -> list[Span]:
    """Return the spans of the phrases that "and" joins; `names` has the token after each name by its first."""
    parts: list[Span] = []
    start = at = phrase.first
    while at < phrase.end:
        if at in names and names[at] <= phrase.end:
            at = names[at]
            continue
        if tokens[at].low in ("and", "or", "&") and start < at < phrase.end - 1:
            parts.append(Span(tokens[start].start, tokens[at - 1].end))
            start = at + 1
        at += 1
    parts.append(Span(tokens[start].start, tokens[phrase.end - 1].end))
    return parts
